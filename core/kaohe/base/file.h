// kaohe/base/file.h - whole files in, whole files out. The only place that talks to the file system of the machine.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"

namespace kaohe {

// The bytes of a file, mapped or read; they live as long as the object. Movable, not copyable.
class FileBytes {
  public:
    // Fails with KH-F001. An empty file is not an error. "-" reads standard input to its end.
    static Result<FileBytes> open(const std::filesystem::path& path);
    static FileBytes from_text(std::string text);

    std::string_view view() const { return view_; }
    // What stands before `end` is not needed for now: its memory may go to others. It can be read again, only slower.
    void let_go(std::size_t end) const;

    FileBytes(FileBytes&&) noexcept = default;
    FileBytes& operator=(FileBytes&&) noexcept = default;

  private:
    FileBytes() = default;
    std::shared_ptr<const void> owner_;
    std::string_view view_;
    bool mapped_ = false;
};

// Writes to a temporary name beside `path`, then renames: readers see the old file or the complete new one.
// "-" writes to standard output. Fails with KH-T001 and leaves the old file alone.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);
// The same for a library that insists on writing a file of its own: `write` gets the temporary path.
Result<void> write_through_temporary(const std::filesystem::path& path,
                                     const std::function<Result<void>(const std::filesystem::path&)>& write);

// Text that is written while it is made, so that it need not fit into memory. Made by write_in_blocks().
class BlockWriter {
  public:
    // What append() adds is written block by block. False once it can't be written any more: what comes then is dropped.
    bool append(std::string_view text);
    // The end of what is not yet written, to be appended to; commit() behind it, often.
    std::string& pending() { return pending_; }
    bool commit() { return pending_.size() < kBlock ? error_ == 0 : flush(); }

  private:
    friend Result<void> write_in_blocks(const std::filesystem::path& path, const std::function<void(BlockWriter&)>& make);
    static constexpr std::size_t kBlock = std::size_t{64} << 10;
    explicit BlockWriter(int file) : file_(file) {}
    bool flush();

    int file_;
    int error_ = 0;  // errno
    std::string pending_;
};
// As write_file(), for what `make` writes. What has gone to standard output by the time of a failure stays there.
Result<void> write_in_blocks(const std::filesystem::path& path, const std::function<void(BlockWriter&)>& make);

// Creates the folder and its parents. Fails with KH-T001.
Result<void> make_folder(const std::filesystem::path& path);

// The path as UTF-8 with '/' on every system.
std::string display_path(const std::filesystem::path& path);
// The file that display_path calls so.
std::filesystem::path path_shown_as(const std::string& shown);

// While it lives, display_path calls the folder, and what lies in it, by this name: a package that was unpacked keeps its
// own name in messages and results. Any thread.
class ShownAs {
  public:
    ShownAs(const std::filesystem::path& folder, std::string name);
    ~ShownAs();
    ShownAs(const ShownAs&) = delete;
    ShownAs& operator=(const ShownAs&) = delete;

  private:
    std::string folder_;
};

}  // namespace kaohe
