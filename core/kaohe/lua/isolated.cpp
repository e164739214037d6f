// A State whose Lua runs in a process of its own. A process that is killed or lost is replaced by one that loads the
// same chunks: calls begin from the frozen image, so the next rule finds what it would have found.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <utility>

#include "kaohe/base/result.h"
#include "kaohe/lua/confine.h"
#include "kaohe/lua/engine.h"
#include "kaohe/lua/wire.h"

namespace kaohe::lua {
namespace {

// The running process and our end of the socket. Killed and waited for when it goes.
class Worker {
  public:
    Worker(pid_t pid, int socket) : pid_(pid), socket_(socket) {}
    Worker(Worker&& other) noexcept : pid_(std::exchange(other.pid_, -1)), socket_(std::exchange(other.socket_, -1)) {}
    Worker& operator=(Worker&&) = delete;
    ~Worker() {
        if (pid_ > 0) (void)end();
    }

    int socket() const { return socket_; }
    // Kills it, if need be; how it had ended.
    int end() {
        ::close(std::exchange(socket_, -1));
        int status = 0;
        // One that ended by itself has closed its socket, but may not be waited for yet.
        for (int i = 0; i < 50 && ::waitpid(pid_, &status, WNOHANG) == 0; ++i) {
            if (i == 49) ::kill(pid_, SIGKILL);
            const timespec pause{0, 2'000'000};
            ::nanosleep(&pause, nullptr);
            if (i == 49) ::waitpid(pid_, &status, 0);
        }
        pid_ = -1;
        return status;
    }
    void kill() const { ::kill(pid_, SIGKILL); }

    // What it may use until the next request: processor time from now on, and memory altogether.
    void limit(int cpu_seconds, std::size_t memory_bytes) const {
        clockid_t clock{};
        timespec used{};
        if (::clock_getcpuclockid(pid_, &clock) == 0) ::clock_gettime(clock, &used);
        set(RLIMIT_CPU, static_cast<rlim_t>(used.tv_sec + cpu_seconds));
        if (!is_sanitized()) set(RLIMIT_DATA, memory_bytes);
    }

  private:
    void set(__rlimit_resource resource, rlim_t most) const {
        rlimit both{most, RLIM_INFINITY};  // it can't raise the lower one: that is not among what it may do
        rlimit now{};
        if (::prlimit(pid_, resource, nullptr, &now) == 0) both.rlim_max = now.rlim_max;
        if (both.rlim_max != RLIM_INFINITY) both.rlim_cur = std::min(both.rlim_cur, both.rlim_max);
        ::prlimit(pid_, resource, &both, nullptr);
    }

    pid_t pid_;
    int socket_;
};

Diagnostic not_started(const std::string& why) { return diagnose(Code::IsolateMissing, {}, why); }

// Starts the program with our socket as its standard input, an empty environment and nothing else.
Result<Worker> spawn(const Isolation& isolation) {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return tl::make_unexpected(not_started(std::strerror(errno)));
    const timeval wait{isolation.answer_seconds, 0};
    ::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::vector<std::string> words = isolation.arguments;
    words.insert(words.begin(), isolation.program);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    char* const environment[] = {nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, isolation.program.c_str(), &actions, nullptr, arguments.data(), environment);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        return tl::make_unexpected(not_started(std::strerror(error)));
    }
    return Worker(pid, ends[0]);
}

// What was loaded, to load it again.
struct Step {
    Chunk chunk;
    Vocabulary words;
    std::vector<std::pair<std::string, std::optional<Chunk>>> siblings;
    std::int64_t before = 0, first = 0, last = 0;  // functions: set before it, and what it got
};

class IsolatedEngine : public Engine {
  public:
    explicit IsolatedEngine(const SandboxOptions& options) : options_(options), isolation_(*options.isolation) {}

    Value load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling, std::vector<Declaration>& declarations,
               Diagnostics& findings) override {
        Step step{chunk, vocabulary, {}, last_function_, last_function_ + 1, last_function_};
        const OpenSibling remembered = [&](const std::string& name) {
            auto found = open_sibling ? open_sibling(name) : std::nullopt;
            return step.siblings.emplace_back(name, std::move(found)).second;
        };
        try {
            Loaded loaded = load_step(step, remembered);
            last_function_ = step.last = loaded.last_function;
            steps_.push_back(std::move(step));
            declarations.insert(declarations.end(), std::make_move_iterator(loaded.declarations.begin()), std::make_move_iterator(loaded.declarations.end()));
            for (auto& finding : loaded.findings) findings.add(std::move(finding));
            return std::move(loaded.value);
        } catch (const WireError& error) {
            findings.add(why_it_ended(chunk.name, {.file = chunk.name}, error.what()));
            return {};
        }
    }

    std::int64_t last_function() const override { return last_function_; }
    void set_last_function(std::int64_t ordinal) override { last_function_ = ordinal; }
    void freeze() override {
        frozen_ = true;
        if (worker_) (void)send_message(worker_->socket(), Packer(Message::Freeze).bytes());  // lost: seen at the next call
    }

    Outcome call(std::int64_t function, std::span<const Value* const> arguments, const std::string& what) override {
        columns_.clear();
        Packer asked(Message::Call);
        std::vector<Value> copies;
        for (const Value* argument : arguments) copies.push_back(*argument);
        asked(function, copies, what);
        Outcome out;
        try {
            std::string bytes = answer(asked.bytes());
            Unpacker said(bytes, columns_);
            if (said.kind() != Message::Called) throw WireError(said.kind() == Message::OutOfMemory ? kMemory : "answer of another kind");
            said(out);
            said.end();
        } catch (const WireError& error) {
            out = {};
            out.error = why_it_ended(what, place_of(function), error.what());
        }
        return out;
    }

  private:
    static constexpr const char* kMemory = "memory";
    static constexpr const char* kGone = "gone";
    static constexpr const char* kLate = "late";

    struct Loaded {
        Value value;
        std::vector<Declaration> declarations;
        std::vector<Diagnostic> findings;
        std::int64_t last_function = 0;
    };

    // All of these throw WireError when there is no answer, or none that can be right.

    Worker& worker() {
        if (worker_) return *worker_;
        unavailable_.reset();
        auto spawned = spawn(isolation_);
        if (!spawned) {
            unavailable_ = spawned.error();
            throw WireError(kGone);
        }
        worker_.emplace(std::move(*spawned));
        is_ready_ = false;
        worker_->limit(isolation_.cpu_seconds, isolation_.memory_bytes);
        std::string bytes;
        if (!receive_message(worker_->socket(), bytes, isolation_.answer_bytes)) throw WireError(kGone);
        is_ready_ = true;
        Packer options(Message::Options);
        options(options_);
        tell(options.bytes());
        for (const Step& step : steps_) {
            auto answered = step.siblings.begin();
            (void)load_step(step, [&](const std::string&) { return answered == step.siblings.end() ? std::nullopt : (answered++)->second; });
        }
        if (frozen_) tell(Packer(Message::Freeze).bytes());
        return *worker_;
    }

    void tell(const std::string& bytes) {
        worker_->limit(isolation_.cpu_seconds, isolation_.memory_bytes + 4 * bytes.size());
        if (!send_message(worker_->socket(), bytes)) throw WireError(kGone);
    }

    std::string answer(const std::string& asked) {
        (void)worker();
        tell(asked);
        return receive();
    }

    std::string receive() {
        std::string bytes;
        errno = 0;
        if (!receive_message(worker_->socket(), bytes, isolation_.answer_bytes)) throw WireError(errno == EAGAIN ? kLate : kGone);
        return bytes;
    }

    Loaded load_step(const Step& step, const OpenSibling& open_sibling) {
        (void)worker();
        Packer before(Message::SetLastFunction), asked(Message::Load);
        before(step.before);
        asked(step.chunk, step.words);
        tell(before.bytes());
        tell(asked.bytes());
        for (;;) {
            const std::string bytes = receive();
            Unpacker said(bytes, loaded_columns_);
            if (said.kind() == Message::SiblingWanted) {
                std::string name;
                said(name);
                Packer found(Message::Sibling);
                found(open_sibling(name));
                tell(found.bytes());
                continue;
            }
            if (said.kind() != Message::Loaded) throw WireError(said.kind() == Message::OutOfMemory ? kMemory : "answer of another kind");
            Loaded out;
            said(out.value, out.declarations, out.findings, out.last_function);
            said.end();
            return out;
        }
    }

    // Where the function is, as far as is known here.
    Place place_of(std::int64_t function) const {
        for (const Step& step : steps_)
            if (step.first <= function && function <= step.last) return {.file = step.chunk.name};
        return {};
    }

    Diagnostic why_it_ended(const std::string& what, Place place, const std::string& why) {
        if (unavailable_) {
            Diagnostic out = *unavailable_;
            out.place = std::move(place);
            return out;
        }
        const bool is_gone = why == kGone;
        if (!is_gone && worker_) worker_->kill();
        const int status = worker_ ? worker_->end() : 0;
        worker_.reset();
        if (why == kMemory) return diagnose(Code::IsolateLimit, place, what, fmt::format("内存（{} 字节）", isolation_.memory_bytes));
        if (why == kLate) return diagnose(Code::IsolateLimit, place, what, fmt::format("回答时间（{} 秒）", isolation_.answer_seconds));
        if (!is_gone) return diagnose(Code::IsolateLost, place, what, why);
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
            return diagnose(Code::IsolateLimit, place, what, fmt::format("处理器时间（{} 秒）", isolation_.cpu_seconds));
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) return diagnose(Code::IsolateForbidden, place, what, "读写文件、联网或启动程序等");
        if (!is_ready_) return diagnose(Code::IsolateMissing, place, fmt::format("退出状态 {}", status));
        return diagnose(Code::IsolateLost, place, what, fmt::format("{} {}", WIFSIGNALED(status) ? "信号" : "退出码", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
    }

    SandboxOptions options_;
    Isolation isolation_;
    std::optional<Worker> worker_;
    bool is_ready_ = false;
    std::optional<Diagnostic> unavailable_;
    std::vector<Step> steps_;
    std::int64_t last_function_ = 0;
    bool frozen_ = false;
    std::deque<model::Column> columns_, loaded_columns_;
};

}  // namespace

std::unique_ptr<Engine> make_isolated_engine(const SandboxOptions& options) { return std::make_unique<IsolatedEngine>(options); }

}  // namespace kaohe::lua
