// Lua in a process of its own: the same answers, no rights, and whatever becomes of the process is a finding.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>

#include "kaohe/lua/confine.h"
#include "kaohe/lua/wire.h"
#include "paths.h"
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;
using lua::Value;

namespace {

lua::SandboxOptions isolated(std::vector<std::string> arguments = {}) {
    lua::SandboxOptions out;
    out.isolation = lua::Isolation{.program = KAOHE_BINARY_DIR "/tests/unit/lua/isolated_worker", .arguments = std::move(arguments), .cpu_seconds = 2, .answer_seconds = 20};
    return out;
}

std::string printed(const Value& value) {
    std::string out = fmt::format("{}:{}:{}:{}:{}:{}:{}", static_cast<int>(value.kind), value.flag, value.integer, value.number.to_string(), value.text, value.form, value.line);
    if (value.is(Value::Kind::Column)) {
        out += fmt::format("[{} {}", static_cast<int>(value.column.kind), value.column.scale);
        for (std::size_t row = 0; row < value.column.size(); ++row) out += " " + value.column.text(row);
        out += "]";
    }
    for (const auto& entry : value.list) out += "{" + printed(entry) + "}";
    for (const auto& [name, field] : value.fields) out += name + "={" + printed(field) + "}";
    return out;
}

std::string printed(const lua::Outcome& out) {
    std::string text = fmt::format("{} {}", out.used.instructions, out.used.bytes);
    for (const auto& value : out.values) text += "\n" + printed(value);
    return out.error ? text + render(*out.error) : text;
}

const std::string kEverything = R"(
local tables = include "tables.lua"
local line = col.line({ 0, 10 }, { 0, 100 }, { round = D"0.1", mode = "ceiling" })
indicator "甲" { better = each, score = deduct { per = D"0.5", points = "1" }, 7, true, { 1, 2 } }
indicator "乙" { include "tables.lua" }
method { kind = tables.kind, run = function(t, n, s)
  local half = col.select(t.number, col.lt(t.number, n))
  return { half = half, ratio = ratio(22, 7), text = s .. tables.kind, flag = true, none = nil, names = col.select(t.text, t.flag),
           days = t.day, hours = t.hour, list = { 1, "b", D"-0.05" }, points = col.interpolate(half, line), far = invalid("没有", { D"1" }) },
         col.sum(t.number), nil, col.group(t.text, t.flag)[1].key
end })";

struct World {
    explicit World(const lua::SandboxOptions& options)
        : sandbox(kEverything, options, {{"tables.lua", "return { kind = \"表\", n = D\"1.5\" }"}}) {
        for (int i = 0; i < 6; ++i) {
            if (i == 3)
                number.append_missing();
            else
                number.append_number(i * 15, 1);
            text.append_text(i % 2 == 0 ? "金积镇" : "乙" + std::to_string(i));
            flag.append_raw(i % 3 == 0);
            day.append_raw(18'000 + i);
            hour.append_raw(430'000 + i);
        }
    }
    lua::Outcome call() {
        Value table = Value::table();
        table.set("number", Value::of(number.view()));
        table.set("text", Value::of(text.view(1, 6)));
        table.set("flag", Value::of(flag.view(1, 6)));
        table.set("day", Value::of(day.view()));
        table.set("hour", Value::of(hour.view()));
        return sandbox.call({table, Value::of(num::Ratio(num::Int128{9}, 2)), Value::of(std::string("文字"))});
    }
    model::Column number, text{model::ColumnKind::Text}, flag{model::ColumnKind::Flag}, day{model::ColumnKind::Date}, hour{model::ColumnKind::Hour};
    Sandbox sandbox;
};

// The processes that this one has started.
std::vector<pid_t> children() {
    std::vector<pid_t> out;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream in(task.path() / "children");
        for (pid_t pid; in >> pid;) out.push_back(pid);
    }
    return out;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kConfines = false;
#else
constexpr bool kConfines = true;
#endif

// The signal that ended a process which gave up its rights and then did that; 0 when it could.
int signal_of(const std::function<void(int socket)>& action) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (!lua::confine(ends[1])) ::_exit(71);
        action(ends[1]);
        ::syscall(SYS_exit_group, 0);
    }
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    ::close(ends[0]);
    ::close(ends[1]);
    if (WIFEXITED(status)) CHECK(WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("an isolated state declares, returns and uses the same as one in this process") {
    World local({}), apart(isolated());
    REQUIRE(local.sandbox.findings.all().empty());
    REQUIRE(apart.sandbox.findings.all().empty());
    CHECK(apart.sandbox.asked == local.sandbox.asked);
    REQUIRE(apart.sandbox.declarations.size() == local.sandbox.declarations.size());
    for (std::size_t i = 0; i < local.sandbox.declarations.size(); ++i) {
        const auto &mine = apart.sandbox.declarations[i], &theirs = local.sandbox.declarations[i];
        CHECK(mine.word + mine.id + to_string(mine.place) + printed(mine.fields) == theirs.word + theirs.id + to_string(theirs.place) + printed(theirs.fields));
    }
    for (int i = 0; i < 3; ++i) CHECK(printed(apart.call()) == printed(local.call()));
    const std::string said = printed(local.call());
    CAPTURE(said);
    CHECK(contains(said, "22/7"));
}

TEST_CASE("errors and budgets of an isolated state are the same too") {
    for (const std::string& body : {std::string("while true do end"), std::string("local t = {} while true do t[#t + 1] = {} end"), std::string("error(\"台账对不上\")"),
                                    std::string("return os.time()"), std::string("return D\"1\" / 2"), std::string("local x = 1 + nil"), std::string("total = 1")}) {
        CAPTURE(body);
        CHECK(printed(Sandbox::of_body(body, isolated()).call()) == printed(Sandbox::of_body(body).call()));
    }
    for (const std::string& text : {std::string("method { 1"), std::string("while true do end"), std::string("include \"nowhere\""), std::string("\x1bLua"), std::string("return io")}) {
        CAPTURE(text);
        CHECK(render(load_error_of(text, isolated())) == render(load_error_of(text)));
    }
}

TEST_CASE("columns of an isolated call live until the next") {
    Sandbox sandbox = Sandbox::of_body("return col.of({ 1, false, 3 })", isolated());
    const auto first = sandbox.call();
    REQUIRE_FALSE(first.error);
    CHECK(first.values.at(0).column.text(2) == "3");
    CHECK(first.values.at(0).column.text(1).empty());
}

TEST_CASE("a process without rights computes and answers") {
    CHECK(signal_of([](int socket) {
              std::vector<std::string> all;
              for (int i = 0; i < 2000; ++i) all.emplace_back(100'000, 'x');
              try {
                  throw std::runtime_error("x");
              } catch (const std::exception&) {
              }
              (void)lua::send_message(socket, "x");
          }) == 0);
}

TEST_CASE("a process without rights is killed when it tries anything else") {
    if (!kConfines) return;
    const std::vector<std::pair<std::string, std::function<void(int)>>> actions = {
        {"open", [](int) { ::open("/etc/passwd", O_RDONLY); }},
        {"create a file", [](int) { ::open("/tmp/kaohe-isolated-test", O_WRONLY | O_CREAT, 0600); }},
        {"look for a file", [](int) { ::access("/etc/passwd", R_OK); }},
        {"remove a file", [](int) { ::unlink("/tmp/kaohe-isolated-test"); }},
        {"list a folder", [](int) { for (const auto& entry : std::filesystem::directory_iterator("/")) (void)entry; }},
        {"socket", [](int) { ::socket(AF_INET, SOCK_STREAM, 0); }},
        {"socket of the machine", [](int) { ::socket(AF_UNIX, SOCK_STREAM, 0); }},
        {"fork", [](int) { (void)::fork(); }},
        {"execute", [](int) { char* const none[] = {nullptr}; ::execve("/bin/true", none, none); }},
        {"a thread", [](int) { ::syscall(SYS_clone, 0x10f00, nullptr, nullptr, nullptr, nullptr); }},
        {"kill its parent", [](int) { ::kill(::getppid(), 0); }},
        {"watch another process", [](int) { ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }},
        {"raise its limits", [](int) { const rlimit most{1000, 1000}; ::setrlimit(RLIMIT_NOFILE, &most); }},
        {"make memory executable", [](int) { ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
        {"write to standard output", [](int) { (void)!::write(STDOUT_FILENO, "x", 1); }},
        {"read another file", [](int) { char c = 0; (void)!::read(STDERR_FILENO, &c, 1); }},
        {"give away a file", [](int socket) { msghdr message{}; ::sendmsg(socket, &message, 0); }},
        {"ask for the time", [](int) { timespec now{}; ::syscall(SYS_clock_gettime, CLOCK_REALTIME, &now); }},
        {"sleep", [](int) { ::usleep(1); }},
        {"lift the filter", [](int) { ::prctl(PR_SET_SECCOMP, 0, 0, 0, 0); }},
        {"become someone else", [](int) { (void)!::setuid(0); }},
    };
    for (const auto& [name, action] : actions) {
        CAPTURE(name);
        CHECK(signal_of(action) == SIGSYS);
    }
}

TEST_CASE("what becomes of the process is said, with what ran") {
    const std::vector<std::pair<std::string, Code>> all = {
        {"opens a file", Code::IsolateForbidden}, {"spins", Code::IsolateLimit},      {"eats memory", Code::IsolateLimit}, {"talks nonsense", Code::IsolateLost},
        {"says too much", Code::IsolateLost},     {"aborts", Code::IsolateLost},      {"exits", Code::IsolateMissing},     {"ends", Code::IsolateLost}};
    if (!kConfines) return;
    for (const auto& [how, code] : all) {
        const auto error = load_error_of("method { 1 }", isolated({how}));
        CAPTURE(how, error.message);
        CHECK(error.code == code);
        CHECK(error.place.file == "方法.lua");
        CHECK((code == Code::IsolateMissing || contains(error.message, "方法.lua")));
    }
    CHECK(children().empty());
}

TEST_CASE("a program that is not there is said") {
    auto options = isolated();
    options.isolation->program = "/nowhere/kaohe";
    CHECK(load_error_of("method { 1 }", options).code == Code::IsolateMissing);
}

TEST_CASE("a process that is lost is replaced, and the next call finds what it would have found") {
    World world(isolated());
    const std::string before = printed(world.call());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(children().size() == 1);
        ::kill(children().front(), SIGKILL);
        const auto lost = world.call();
        REQUIRE(lost.error);
        CHECK(lost.error->code == Code::IsolateLost);
        CHECK(contains(lost.error->message, "方法“示例”"));
        CHECK(lost.error->place.file == "方法.lua");
        CHECK(printed(world.call()) == before);
    }
}

TEST_CASE("states that are gone leave no process behind") {
    {
        World one(isolated()), two(isolated());
        CHECK(children().size() == 2);
    }
    CHECK(children().empty());
}

TEST_CASE("the process that works sees neither the files nor the memory of this one") {
    World world(isolated());
    REQUIRE(children().size() == 1);
    const auto folder = std::filesystem::path("/proc") / std::to_string(children().front());
    std::ifstream environment(folder / "environ");
    std::string text{std::istreambuf_iterator<char>(environment), {}};
    CHECK(text.empty());
    std::error_code error;
    const auto program = std::filesystem::read_symlink(folder / "exe", error);  // only root may look at such a process
    CHECK((error || program.filename() == "isolated_worker"));
}

// --- what is read from a process that was taken over

TEST_CASE("bytes that are no message are refused") {
    lua::Packer packer(lua::Message::Called);
    lua::Outcome out;
    out.values.push_back(Value::of(std::string("县")));
    out.values.push_back(Value::of(num::Ratio(num::Int128{1}, 3)));
    model::Column names(model::ColumnKind::Text);
    names.append_text("甲");
    out.values.push_back(Value::of(names.view()));
    out.error = diagnose(Code::RuleRaised, {.file = "x", .line = 3}, "甲", "乙");
    packer(out);
    const std::string good = packer.bytes();
    const auto read = [](const std::string& bytes) {
        std::deque<model::Column> columns;
        lua::Outcome again;
        lua::Unpacker unpacker(bytes, columns);
        unpacker(again);
        unpacker.end();
        return printed(again);
    };
    CHECK(read(good) == printed(out));
    int refused = 0;
    for (std::size_t cut = 0; cut < good.size(); ++cut) {  // every shorter one
        try {
            (void)read(good.substr(0, cut));
        } catch (const lua::WireError&) {
            ++refused;
        }
    }
    CHECK(refused == static_cast<int>(good.size()));
    for (std::size_t at = 1; at < good.size(); ++at)  // every byte changed: read or refused, nothing else
        for (const char to : {'\0', '\x01', '\x7f', '\x80', '\xff'}) {
            std::string bad = good;
            bad[at] = to;
            std::string said;
            try {
                said = read(bad);
            } catch (const lua::WireError&) {
            }
            CHECK(is_valid_utf8(said));
        }
}
