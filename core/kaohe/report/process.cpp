#include "kaohe/report/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "kaohe/base/text.h"

extern char** environ;

namespace kaohe::report {
namespace {

namespace fs = std::filesystem;

constexpr auto kPoll = std::chrono::milliseconds(50);

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> out;
    for (char** variable = environ; *variable; ++variable) out.emplace_back(*variable);
    for (const std::string& variable : command.environment)
        if (!std::getenv(variable.substr(0, variable.find('=')).c_str())) out.push_back(variable);
    return out;
}

// 0 when it was started.
int start(const Command& command, pid_t& process) {
    std::vector<std::string> arguments = command.arguments, environment = environment_of(command);
    const std::string output = command.output.empty() ? "/dev/null" : command.output.string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    const int failed = posix_spawn(&process, arguments.front().c_str(), &actions, &attributes, pointers(arguments).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

}  // namespace

std::optional<fs::path> find_program(std::initializer_list<const char*> names) {
    const char* path = std::getenv("PATH");
    for (const char* name : names)
        for (const std::string& folder : split(path ? path : "", ':'))
            if (!folder.empty() && access((fs::path(folder) / name).c_str(), X_OK) == 0 && fs::is_regular_file(fs::path(folder) / name))
                return fs::absolute(fs::path(folder) / name);
    return std::nullopt;
}

PrivateFolder::PrivateFolder(const fs::path& parent) {
    std::string name = (parent / ".kaohe-XXXXXX").string();
    if (mkdtemp(name.data())) path_ = name;
}

PrivateFolder::~PrivateFolder() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
}

std::string run(const Command& command) {
    pid_t process = 0;
    if (start(command, process) != 0) return "不能启动";
    const auto end = std::chrono::steady_clock::now() + command.limit;
    int status = 0;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(-process, SIGKILL);
            waitpid(process, &status, 0);
            return fmt::format("超过 {} 秒没有完成", command.limit.count());
        }
        std::this_thread::sleep_for(kPoll);
    }
    kill(-process, SIGKILL);  // whatever it left running
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
    return WIFEXITED(status) ? fmt::format("退出码 {}", WEXITSTATUS(status)) : std::string("被中止");
}

}  // namespace kaohe::report
