// kaohe/report/process.h - inside the report: another program, run to its end.
//
// Without a shell, with nothing to read, in a group of its own that is ended with it (LibreOffice starts a second program), and
// for no longer than the limit.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kaohe::report {

// The first of these names that is a program in PATH.
std::optional<std::filesystem::path> find_program(std::initializer_list<const char*> names);

struct Command {
    std::vector<std::string> arguments;     // the program itself first
    std::vector<std::string> environment;   // NAME=value, beside ours; one that we have already stays
    std::filesystem::path output;           // where its standard output goes; "" for nowhere
    std::chrono::seconds limit{60};
};

// What went wrong, in words; "" when it ended with 0.
std::string run(const Command& command);

// A new folder inside `parent`, removed with all that is in it at the end; "" when it could not be made.
class PrivateFolder {
  public:
    explicit PrivateFolder(const std::filesystem::path& parent);
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace kaohe::report
