#include "kaohe/lua/engine.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "kaohe/base/text.h"
#include "kaohe/lua/host.h"
#include "kaohe/lua/wording.h"

namespace kaohe::lua {
namespace {

constexpr std::size_t kBytesPerInstruction = 8;
constexpr int kCompiled = LUA_NUMTYPES + 1;  // the kind of a function's compiled form, as Lua tells the allocator

// One instruction of Lua can copy a long text, lay out a big table anew or start a collection. What it makes Lua
// allocate is paid for: that covers filling the block, copying into it and collecting it some time.
void* allocate(void* data, void* block, std::size_t old_size, std::size_t new_size) {
    Host& host = *static_cast<Host*>(data);
    const int kind = block == nullptr ? static_cast<int>(old_size) : 0;
    if (block == nullptr) old_size = 0;  // then it is the kind of object, not a size
    const bool is_vector = block == nullptr && kind == 0;
    const bool refused = (kind == LUA_TSTRING && new_size > host.options.text_bytes + 64) ||
                         (is_vector && host.watch.will_collide(new_size, host.instructions));
    // Texts never change, nor do functions (what they hold of the outside, lies elsewhere) and what they were compiled to.
    // What else Lua makes while it compiles is soon garbage.
    const bool lasts = kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == kCompiled || (is_vector && host.compiles);
    void* const out = refused ? nullptr : host.arena.reallocate(block, old_size, new_size, lasts ? Arena::Part::Lasting : Arena::Part::Changing);
    std::size_t bytes = new_size > old_size ? new_size - (out == block ? old_size : 0) : 0;
    if (out == nullptr && new_size != 0) {
        bytes = host.arena.used();  // Lua collects everything and tries once more
        host.note_refusal();
        host.watch.refused();
    }
    host.instructions += static_cast<std::int64_t>(bytes / kBytesPerInstruction);
    if (out != nullptr && block == nullptr) host.watch.allocated(static_cast<char*>(out), new_size, kind);
    if (new_size == 0 && block != nullptr) host.watch.freed(static_cast<char*>(block), old_size);
    return out;
}

constexpr int kMostArguments = 1000;
constexpr const char* kCollisions = "表的键互相冲突过多，每次查找都很慢；请换一种键，例如名称";

// Raises an error that names the line of the function at that level, 0 being the one that runs.
[[noreturn]] void stop(lua_State* L, int level, Code code, const char* text) {
    Host::of(L).raised = code;
    luaL_where(L, level);
    lua_pushlstring(L, text, std::strlen(text));
    lua_concat(L, 2);
    lua_error(L);
    std::abort();  // lua_error does not return, but is not declared so
}

// Ends what runs when it has used up its instructions, or is found at something that no honest rule does.
void stop_if_spent(lua_State* L, Host& host) {
    switch (host.watch.look()) {
        case Watch::Trick::None: break;
        case Watch::Trick::Collisions: stop(L, 0, Code::RuleRaised, kCollisions);
        case Watch::Trick::LongNumber: stop(L, 0, Code::RuleRaised, "像数一样的文字过长；最多 100 个字符");
    }
    if (host.instructions > host.instruction_limit) stop(L, 0, Code::RuleBudget, "instruction budget spent");
}

// A hook: counts, and once the budget is gone fires at every instruction, so that nothing can swallow the error and go on.
void count_instructions(lua_State* L, lua_Debug* where) {
    Host& host = Host::of(L);
    if (lua_getlocal(L, where, -kMostArguments)) stop(L, 0, Code::RuleRaised, "“...” 中最多 1000 个参数");
    host.instructions += lua_gethookcount(L) * host.watch.weight(where->i_ci);
    const bool spent = host.instructions > host.instruction_limit;
    lua_sethook(L, count_instructions, LUA_MASKCOUNT, spent ? 1 : host.watch.some(host.options.hook_interval));
    stop_if_spent(L, host);
}

// Gives Lua's parser a chunk piece by piece, so that it can be stopped in between. Each byte is paid for, and the more
// the further down it stands: Lua walks along all jumps to the end of a long chain of conditions for each one it adds.
struct Pieces {
    Host& host;
    std::string_view rest;
    std::size_t done = 0;
};
constexpr std::size_t kPiece = 1024, kBytesToJumpOver = 4096;

const char* next_piece(lua_State* L, void* data, std::size_t* size) {
    auto& [host, rest, done] = *static_cast<Pieces*>(data);
    const std::string_view piece = rest.substr(0, kPiece);
    rest.remove_prefix(piece.size());
    host.instructions += static_cast<std::int64_t>(piece.size() * (2 + done / kBytesToJumpOver));
    done += piece.size();
    stop_if_spent(L, host);
    *size = piece.size();
    return piece.data();
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

// Of all columns in an argument.
std::int64_t values_in(const Value& value) {
    std::int64_t out = static_cast<std::int64_t>(value.column.size());
    for (const Value& entry : value.list) out += values_in(entry);
    for (const auto& [name, field] : value.fields) out += values_in(field);
    return out;
}

}  // namespace

const char kBaseKey = 0, kFunctionsKey = 0;

namespace {

// Lua in this process.
class LocalEngine : public Engine {
  public:
    explicit LocalEngine(const SandboxOptions& options);
    // No lua_close(): nothing in the state owns anything outside the arena, which goes as a whole.

    Value load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling, std::vector<Declaration>& declarations,
               Diagnostics& findings) override;
    std::int64_t last_function() const override { return host.functions; }
    void set_last_function(std::int64_t ordinal) override { host.functions = ordinal; }
    void freeze() override;
    Outcome call(std::int64_t function, std::span<const Value* const> arguments, const std::string& what) override;

  private:

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
        host.entered = host.refused = {};
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
        const bool out_of_memory = text == "not enough memory";  // Lua's own has no place
        if (out_of_memory) {
            host.raised = Code::RuleBudget;
            located.place = host.refused;
        }
        if (located.place.file.empty()) located.place = host.entered;
        if (out_of_memory && host.watch.look() == Watch::Trick::Collisions) {  // it was refused for that
            host.raised = Code::RuleRaised;
            located.text = kCollisions;
        }
        const bool is_of_lua = !host.raised || *host.raised == Code::RuleSyntax;  // else ours, or what the rule raised
        if (is_of_lua) located.text = in_words(located.text);
        const Code code = host.raised.value_or(loading && located.text.find(" near ") != std::string::npos
                                                   ? Code::RuleSyntax
                                                   : Code::RuleRaised);
        if (code == Code::RuleBudget)
            return out_of_memory || host.column_bytes > host.column_limit
                       ? diagnose(code, located.place, what, "内存", fmt::format("{} 字节", host.column_limit))
                       : diagnose(code, located.place, what, "指令", fmt::format("{} 条", host.instruction_limit));
        if (code == Code::RuleRaised || code == Code::RuleSyntax || code == Code::NumberOverflow || code == Code::NumberFloat ||
            code == Code::NumberRange || code == Code::RuleBlocked || code == Code::RuleGlobal) {
            Diagnostic out{code, Severity::Error, located.place, located.text, std::string(info(code).mend), {}};
            if (code == Code::RuleRaised) out = diagnose(code, located.place, what, located.text);
            if (code == Code::RuleRaised && loading) out.mend = "请改正这一行后再载入";
            if (code == Code::NumberFloat || code == Code::NumberRange) return diagnose(code, located.place, located.text);
            if (code == Code::RuleBlocked) out.mend.clear();
            return out;
        }
        return Diagnostic{code, Severity::Error, located.place, located.text, std::string(info(code).mend), {}};
    }

    // File and line of a function; nothing is left on the stack.
    Place beginning_of(std::int64_t function) {
        Place out;
        lua_rawgetp(state, LUA_REGISTRYINDEX, &kFunctionsKey);
        lua_rawgeti(state, -1, function);
        if (lua_isfunction(state, -1)) {
            lua_Debug where{};
            lua_pushvalue(state, -1);
            lua_getinfo(state, ">S", &where);
            out = host.place_of(where, where.linedefined);
        }
        lua_pop(state, 2);
        return out;
    }

    void begin(std::int64_t instructions, std::size_t bytes) {
        host.instructions = 0;
        host.instruction_limit = instructions;
        host.column_bytes = 0;
        host.column_limit = bytes;
        host.arena.begin_call(bytes);
        lua_sethook(state, count_instructions, LUA_MASKCOUNT, host.options.hook_interval);
    }

    Host host;
    lua_State* state = nullptr;
};

LocalEngine::LocalEngine(const SandboxOptions& options) : host(options) {
    state = lua_newstate(allocate, &host);
    if (!state) throw std::bad_alloc();
    *static_cast<Host**>(lua_getextraspace(state)) = &host;
    const bool opened = protect([&] {
        lua_pushliteral(host.L, "");
        if (!Watch::knows(lua_tostring(host.L, -1))) throw std::logic_error("this Lua is laid out in another way than 5.4.4");
        lua_newtable(host.L);
        lua_rawsetp(host.L, LUA_REGISTRYINDEX, &kFunctionsKey);
        open_base(host);
        open_numbers(host);
        open_columns(host);
    });
    if (!opened) throw std::bad_alloc();
}

Value LocalEngine::load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling,
                        std::vector<Declaration>& declarations, Diagnostics& findings) {
    host.vocabulary = &vocabulary;
    host.open_sibling = &open_sibling;
    host.declarations = &declarations;
    host.siblings.clear();
    host.depth = 0;
    host.keep();
    begin(host.options.load_instructions, host.options.memory_bytes);
    Value out;
    const bool ok = protect([&] {
        push_environment(host, vocabulary);
        load_and_run(host, chunk);
        out = to_value(host, -1);
    });
    if (!ok) {
        Diagnostic failed = error(chunk.name, true);
        if (failed.place.file.empty()) failed.place.file = chunk.name;
        findings.add(std::move(failed));
        host.restore();  // whatever it filled the memory with: the next chunk loads as if it had not been
    }
    return out;
}

void LocalEngine::freeze() {
    lua_settop(state, 0);
    lua_gc(state, LUA_GCCOLLECT);
    host.watch.settle(static_cast<std::size_t>(lua_gc(state, LUA_GCCOUNT)) * 1024 + static_cast<std::size_t>(lua_gc(state, LUA_GCCOUNTB)));
    host.arena.retire_free();
    host.keep();
    host.frozen = true;
}

Outcome LocalEngine::call(std::int64_t function, std::span<const Value* const> arguments, const std::string& what) {
    std::int64_t given = 0;
    for (const Value* argument : arguments) given += values_in(*argument);
    if (host.frozen) host.restore();
    begin(host.options.call_instructions + given * host.options.row_instructions, host.options.call_bytes);
    const std::size_t before = host.arena.used();
    Outcome out;
    const bool ok = protect([&] {
        lua_State* L = host.L;
        lua_settop(L, 0);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctionsKey);
        lua_rawgeti(L, -1, function);
        for (const Value* argument : arguments) push_value(host, *argument);
        const int base = lua_gettop(L) - static_cast<int>(arguments.size()) - 1;
        lua_call(L, static_cast<int>(arguments.size()), LUA_MULTRET);
        for (int i = base + 1; i <= lua_gettop(L); ++i) out.values.push_back(to_value(host, i));
    });
    if (!ok) {
        host.entered = beginning_of(function);
        out.error = error(what, false);
    }
    out.used = {host.instructions, static_cast<std::int64_t>(host.arena.peak() - before + host.column_bytes)};
    return out;
}

}  // namespace

std::unique_ptr<Engine> make_local_engine(const SandboxOptions& options) { return std::make_unique<LocalEngine>(options); }

// Looks only: called from the allocator.
void Host::note_refusal() {
    lua_Debug where{};
    for (int level = 0; L != nullptr && lua_getstack(L, level, &where); ++level) {
        lua_getinfo(L, "Sl", &where);
        if (where.currentline < 0) continue;
        refused = place_of(where, where.currentline);
        return;
    }
}

void Host::keep() {
    arena.freeze();
    kept_watch_ = watch;
    kept_columns_ = columns.size();
    kept_lines_ = lines.size();
}

void Host::restore() {
    const bool only_data = frozen && watch.left_texts_and_code(arena.given());
    arena.restore(only_data ? Arena::Part::Changing : Arena::Part::Lasting);
    watch.restore(kept_watch_);
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(kept_columns_), columns.end());
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(kept_lines_), lines.end());
}

void Host::charge(std::size_t rows) {
    instructions += static_cast<std::int64_t>(rows / 8);
    if (instructions > instruction_limit) throw HostError(Code::RuleBudget, "instruction budget spent");
}

void Host::charge_bytes(std::size_t bytes) {
    column_bytes += bytes;
    if (column_bytes > column_limit) throw HostError(Code::RuleBudget, "memory budget spent");
}

int load_text(Host& host, const std::string& text, const char* name) {
    Pieces pieces{host, text};
    host.compiles = true;
    const int status = lua_load(host.L, next_piece, &pieces, name, "t");  // protected: comes back
    host.compiles = false;
    return status;
}

Place Host::place_of(const lua_Debug& where, int line) const {
    const auto index = static_cast<std::size_t>(std::strtoul(where.source + 2, nullptr, 10));  // "=#3"
    return {.file = index < chunk_names.size() ? chunk_names[index] : "", .line = line};
}

int raise(lua_State* L, Host& host, Code code, const char* text) {
    host.raised = code;
    luaL_where(L, 1);
    lua_pushlstring(L, text, std::strlen(text));  // not lua_pushstring: that keeps texts by their address
    lua_concat(L, 2);
    return lua_error(L);
}

}  // namespace kaohe::lua
