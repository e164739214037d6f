#include "kaohe/report/pdf.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"

extern char** environ;

namespace kaohe::report {
namespace {

namespace fs = std::filesystem;

constexpr auto kPoll = std::chrono::milliseconds(50);

// A new folder for this run alone, removed at the end.
class PrivateFolder {
  public:
    explicit PrivateFolder(const fs::path& parent) {
        std::string name = (parent / ".kaohe-pdf-XXXXXX").string();
        if (mkdtemp(name.data())) path_ = name;
    }
    ~PrivateFolder() {
        std::error_code error;
        if (!path_.empty()) fs::remove_all(path_, error);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::string file_url(const fs::path& path) {
    std::string out = "file://";
    for (const char c : path.string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos) out += c;
        else out += fmt::format("%{:02X}", byte);
    }
    return out;
}

// What became of it: "" when it ended well. The group of the process is ended with it, since LibreOffice starts a second program.
std::string run(std::vector<std::string> arguments, std::chrono::seconds limit) {
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int stream : {0, 1, 2}) posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", stream == 0 ? O_RDONLY : O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    pid_t process = 0;
    const int started = posix_spawn(&process, argv[0], &actions, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (started != 0) return "不能启动";
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(-process, SIGKILL);
            waitpid(process, &status, 0);
            return fmt::format("超过 {} 秒没有完成", limit.count());
        }
        std::this_thread::sleep_for(kPoll);
    }
    kill(-process, SIGKILL);  // whatever it left running
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
    return WIFEXITED(status) ? fmt::format("退出码 {}", WEXITSTATUS(status)) : std::string("被中止");
}

}  // namespace

std::optional<fs::path> find_office() {
    const char* path = std::getenv("PATH");
    for (const char* name : {"soffice", "libreoffice"})
        for (const std::string& folder : split(path ? path : "", ':'))
            if (!folder.empty() && access((fs::path(folder) / name).c_str(), X_OK) == 0 && fs::is_regular_file(fs::path(folder) / name))
                return fs::absolute(fs::path(folder) / name);
    return std::nullopt;
}

Result<void> write_pdfs(const fs::path& office, const std::vector<fs::path>& documents, std::chrono::seconds limit) {
    if (documents.empty()) return {};
    const fs::path folder = fs::absolute(documents[0]).parent_path();
    const PrivateFolder work(folder);
    const auto failed = [&](const fs::path& document, std::string_view why) {
        fs::path pdf = document;
        return failure(Code::PdfFailed, Place{.file = display_path(document)}, display_path(pdf.replace_extension(".pdf")), why);
    };
    if (work.path().empty()) return failed(documents[0], "不能建临时文件夹");
    std::vector<std::string> arguments = {office.string(), "-env:UserInstallation=" + file_url(work.path() / "profile"), "--headless", "--norestore",
                                          "--convert-to", "pdf", "--outdir", (work.path() / "out").string()};
    for (const fs::path& document : documents) arguments.push_back(fs::absolute(document).string());
    const std::string wrong = run(std::move(arguments), limit);
    for (const fs::path& document : documents) {
        fs::path pdf = document;
        pdf.replace_extension(".pdf");
        const fs::path made = work.path() / "out" / pdf.filename();
        std::error_code error;
        if (!wrong.empty() || !fs::exists(made, error)) return failed(document, wrong.empty() ? "没有生成文件" : wrong);
        fs::rename(made, pdf, error);
        if (error) return failed(document, error.message());
    }
    return {};
}

}  // namespace kaohe::report
