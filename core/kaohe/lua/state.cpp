#include "kaohe/lua/state.h"

#include <charconv>

#include "kaohe/base/text.h"
#include "kaohe/lua/host.h"

namespace kaohe::lua {
namespace {

// One instruction of Lua can copy a long text, lay out a big table anew or start a collection. Texts are paid for in
// instructions. How often tables are laid out depends a little on Lua's hash seed, which is never the same: that is
// limited, far from what honest work needs, but not part of what a call is said to have used.
void* allocate(void* data, void* block, std::size_t old_size, std::size_t new_size) {
    Host& host = *static_cast<Host*>(data);
    const bool text = block == nullptr && old_size == LUA_TSTRING;
    if (block == nullptr) old_size = 0;  // then it is the kind of object, not a size
    const bool too_long = text && new_size > host.options.text_bytes + 64;
    void* const out = too_long ? nullptr : host.arena.reallocate(block, old_size, new_size);
    if (text)
        host.instructions += static_cast<std::int64_t>(new_size / 64);
    else if (new_size > old_size)
        host.moved_bytes += static_cast<std::int64_t>(new_size - old_size);
    if (out == nullptr && new_size != 0) host.moved_bytes += static_cast<std::int64_t>(host.arena.used() * 4);
    return out;
}

constexpr int kMostArguments = 1000;

// Counts, and once the budget is gone fires at every instruction, so that nothing can swallow the error and go on.
void count_instructions(lua_State* L, lua_Debug* where) {
    Host& host = Host::of(L);
    if (lua_getlocal(L, where, -kMostArguments)) {  // passing "..." on copies them all in one instruction
        host.raised = Code::RuleRaised;
        luaL_where(L, 0);
        lua_pushfstring(L, "“...” 中最多 %d 个参数", kMostArguments);
        lua_concat(L, 2);
        lua_error(L);
    }
    host.instructions += lua_gethookcount(L);
    if (host.instructions <= host.instruction_limit && host.moved_bytes / 64 <= host.instruction_limit) return;
    lua_sethook(L, count_instructions, LUA_MASKCOUNT, 1);
    host.raised = Code::RuleBudget;
    luaL_where(L, 0);  // in a hook, what runs is level 0
    lua_pushliteral(L, "instruction budget spent");
    lua_concat(L, 2);
    lua_error(L);
}

// A rule can raise any bytes; what we print and store is text.
std::string as_text(std::string_view bytes) {
    std::string out;
    for (std::size_t bad; (bad = first_invalid_utf8(bytes)) != std::string_view::npos; bytes.remove_prefix(bad + 1))
        out.append(bytes.substr(0, bad)).append("\uFFFD");
    return out.append(bytes);
}

int keep_message(lua_State* L) {
    if (lua_type(L, 1) != LUA_TSTRING) lua_pushfstring(L, "error object of type %s", luaL_typename(L, 1));
    return 1;
}

// "#3:12: text" -> file and line of chunk 3, and the text.
struct Located {
    Place place;
    std::string text;
};
Located locate(const Host& host, std::string_view message) {
    Located out{{}, std::string(message)};
    std::size_t chunk = 0;
    int line = 0;
    if (!message.starts_with('#')) return out;
    auto [colon, ec] = std::from_chars(message.data() + 1, message.data() + message.size(), chunk);
    if (ec != std::errc() || chunk >= host.chunk_names.size() || colon == message.data() + message.size()) return out;
    auto [end, ec2] = std::from_chars(colon + 1, message.data() + message.size(), line);
    if (ec2 != std::errc()) return out;
    std::string_view rest(end, static_cast<std::size_t>(message.data() + message.size() - end));
    if (rest.starts_with(": ")) rest.remove_prefix(2);
    return {{.file = host.chunk_names[chunk], .line = line}, std::string(rest)};
}

}  // namespace

const char kBaseKey = 0, kFunctionsKey = 0;

struct State::Implementation {
    explicit Implementation(const SandboxOptions& options) : host(options) {}
    // No lua_close(): nothing in the state owns anything outside the arena, which goes as a whole.

    // The one protected door: everything that may raise a Lua error runs in here. True when it did not.
    template <class Body>
    bool protect(Body&& body) {
        struct Door {
            static int enter(lua_State* L) {
                auto& inside = *static_cast<Body*>(lua_touserdata(L, 1));
                return guarded(L, Host::of(L), [&] { return inside(), 0; });
            }
        };
        host.raised.reset();
        host.entered = {};
        lua_settop(state, 0);
        lua_pushcfunction(state, keep_message);  // light values: these pushes can't fail
        lua_pushcfunction(state, Door::enter);
        lua_pushlightuserdata(state, &body);
        host.L = state;
        return lua_pcall(state, 1, 0, 1) == LUA_OK;
    }

    // The error message that protect() left, as a diagnostic about `what`.
    Diagnostic error(const std::string& what, bool loading) {
        std::size_t size = 1;
        const char* bytes = lua_tolstring(state, -1, &size);
        const std::string text = as_text({bytes ? bytes : "?", size});
        Located located = locate(host, text);
        if (located.place.file.empty()) located.place = host.entered;
        const bool out_of_memory = text == "not enough memory";  // Lua's own has no place
        if (out_of_memory) host.raised = Code::RuleBudget;
        const Code code = host.raised.value_or(loading && located.text.find(" near ") != std::string::npos
                                                   ? Code::RuleSyntax
                                                   : Code::RuleRaised);
        if (code == Code::RuleBudget)
            return out_of_memory || host.column_bytes > host.column_limit
                       ? diagnose(code, located.place, what, "内存", fmt::format("{} 字节", host.options.call_bytes))
                       : diagnose(code, located.place, what, "指令", fmt::format("{} 条", host.instruction_limit));
        if (code == Code::RuleRaised || code == Code::RuleSyntax || code == Code::NumberOverflow || code == Code::NumberFloat ||
            code == Code::NumberRange || code == Code::RuleBlocked || code == Code::RuleGlobal) {
            Diagnostic out{code, Severity::Error, located.place, located.text, std::string(info(code).mend), {}};
            if (code == Code::RuleRaised) return diagnose(code, located.place, what, located.text);
            if (code == Code::NumberFloat || code == Code::NumberRange) return diagnose(code, located.place, located.text);
            if (code == Code::RuleBlocked) out.mend.clear();
            return out;
        }
        return Diagnostic{code, Severity::Error, located.place, located.text, std::string(info(code).mend), {}};
    }

    void begin(std::int64_t instructions, std::size_t bytes) {
        host.instructions = 0;
        host.instruction_limit = instructions;
        host.moved_bytes = 0;
        host.column_bytes = 0;
        host.column_limit = bytes;
        host.columns.clear();
        if (host.frozen) host.lines.erase(host.lines.begin() + static_cast<std::ptrdiff_t>(host.frozen_lines), host.lines.end());
        host.arena.begin_call(bytes);
        lua_sethook(state, count_instructions, LUA_MASKCOUNT, host.options.hook_interval);
    }

    Host host;
    lua_State* state = nullptr;
};

State::State(const SandboxOptions& options) : impl_(std::make_unique<Implementation>(options)) {
    Host& host = impl_->host;
    impl_->state = lua_newstate(allocate, &host);
    if (!impl_->state) throw std::bad_alloc();
    *static_cast<Host**>(lua_getextraspace(impl_->state)) = &host;
    const bool opened = impl_->protect([&] {
        lua_newtable(host.L);
        lua_rawsetp(host.L, LUA_REGISTRYINDEX, &kFunctionsKey);
        open_base(host);
        open_numbers(host);
        open_columns(host);
    });
    if (!opened) throw std::bad_alloc();
}

State::~State() = default;
State::State(State&&) noexcept = default;
State& State::operator=(State&&) noexcept = default;

Value State::load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling,
                  std::vector<Declaration>& declarations, Diagnostics& findings) {
    Host& host = impl_->host;
    host.vocabulary = &vocabulary;
    host.open_sibling = &open_sibling;
    host.declarations = &declarations;
    host.siblings.clear();
    host.depth = 0;
    impl_->begin(host.options.load_instructions, host.options.memory_bytes);
    Value out;
    const bool ok = impl_->protect([&] {
        push_environment(host, vocabulary);
        load_and_run(host, chunk);
        out = to_value(host, -1);
    });
    if (!ok) {
        Diagnostic error = impl_->error(chunk.name, true);
        if (error.place.file.empty()) error.place.file = chunk.name;
        findings.add(std::move(error));
    }
    return out;
}

std::int64_t State::last_function() const { return impl_->host.functions; }
void State::set_last_function(std::int64_t ordinal) { impl_->host.functions = ordinal; }

void State::freeze() {
    lua_settop(impl_->state, 0);
    lua_gc(impl_->state, LUA_GCCOLLECT);
    impl_->host.arena.freeze();
    impl_->host.frozen = true;
    impl_->host.frozen_lines = impl_->host.lines.size();
}

Outcome State::call(std::int64_t function, std::initializer_list<const Value*> arguments, const std::string& what) {
    Host& host = impl_->host;
    if (host.frozen) host.arena.restore();
    impl_->begin(host.options.call_instructions, host.options.call_bytes);
    const std::size_t before = host.arena.used();
    Outcome out;
    const bool ok = impl_->protect([&] {
        lua_State* L = host.L;
        lua_settop(L, 0);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctionsKey);
        lua_rawgeti(L, -1, function);
        if (lua_isfunction(L, -1)) {
            lua_Debug where{};
            lua_pushvalue(L, -1);
            lua_getinfo(L, ">S", &where);
            host.entered = host.place_of(where, where.linedefined);
        }
        for (const Value* argument : arguments) push_value(host, *argument);
        const int base = lua_gettop(L) - static_cast<int>(arguments.size()) - 1;
        lua_call(L, static_cast<int>(arguments.size()), LUA_MULTRET);
        for (int i = base + 1; i <= lua_gettop(L); ++i) out.values.push_back(to_value(host, i));
    });
    if (!ok) out.error = impl_->error(what, false);
    out.used = {host.instructions, static_cast<std::int64_t>(host.arena.peak() - before + host.column_bytes)};
    return out;
}

void Host::charge(std::size_t rows) {
    instructions += static_cast<std::int64_t>(rows / 8);
    if (instructions > instruction_limit) throw HostError(Code::RuleBudget, "instruction budget spent");
}

void Host::charge_bytes(std::size_t bytes) {
    column_bytes += bytes;
    if (column_bytes > column_limit) throw HostError(Code::RuleBudget, "memory budget spent");
}

Place Host::place_of(const lua_Debug& where, int line) const {
    const auto index = static_cast<std::size_t>(std::strtoul(where.source + 2, nullptr, 10));  // "=#3"
    return {.file = index < chunk_names.size() ? chunk_names[index] : "", .line = line};
}

int raise(lua_State* L, Host& host, Code code, const char* text) {
    host.raised = code;
    luaL_where(L, 1);
    lua_pushstring(L, text);
    lua_concat(L, 2);
    return lua_error(L);
}

std::string lua_version() { return LUA_RELEASE; }

}  // namespace kaohe::lua
