// kaohe/lua/host.h - inside the Lua module: the trampoline, exact values on Lua's stack, and what host functions share.
//
// Every host function has the signature int(Host&) and is registered with bind<fn>, the only trampoline: a
// std::exception becomes a Lua error with its text after every C++ frame has been left. Lua's own errors (which unwind,
// since we link the C++ build) are never caught on the way.
#pragma once
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include <lua.hpp>

#include "kaohe/base/diagnostic.h"
#include "kaohe/lua/arena.h"
#include "kaohe/lua/state.h"
#include "kaohe/lua/watch.h"
#include "kaohe/model/kernels.h"
#include "kaohe/num/rounding.h"

namespace kaohe::lua {

// A host function's complaint; the code decides how it is reported.
class HostError : public std::runtime_error {
  public:
    HostError(Code why, std::string message) : std::runtime_error(std::move(message)), code(why) {}
    Code code;
};

// What a running chunk or call carries with it. Reached from lua_State by the extra space before it.
struct Host {
    explicit Host(const SandboxOptions& sandbox) : options(sandbox), arena(sandbox.memory_bytes), watch(this) {}

    const SandboxOptions options;
    Arena arena;
    Watch watch;
    lua_State* L = nullptr;

    // budget of what runs now
    std::int64_t instructions = 0, instruction_limit = 0;
    std::size_t column_bytes = 0, column_limit = SIZE_MAX;
    std::optional<Code> raised;  // code of the last host error
    Place refused;               // where memory was refused last
    Place entered;               // where the chunk or function that ran begins: the place of errors that name none

    // loading
    const Vocabulary* vocabulary = nullptr;
    const OpenSibling* open_sibling = nullptr;
    std::vector<Declaration>* declarations = nullptr;
    std::vector<std::string> chunk_names;  // "#0", "#1", … on Lua's side: its own names are cut at 60 bytes
    std::int64_t functions = 0;            // in the registry's function list
    int depth = 0;                         // of nested sibling files
    std::map<std::string, int> siblings;   // files already opened by this chunk, by name: their value in the registry
    bool frozen = false;
    bool compiles = false;  // Lua reads a chunk

    // Columns made by the call that runs now go with it, those made while loading stay.
    struct Owned {
        model::Column column;
        model::ColumnView view;
    };
    std::deque<Owned> columns;
    std::deque<model::PreparedLine> lines;  // of col.line, likewise

    // What a call or a chunk that fails is set back to.
    void keep();
    void restore();
    void note_refusal();

  private:
    std::size_t kept_columns_ = 0, kept_lines_ = 0;
    Watch kept_watch_ = watch;

  public:
    static Host& of(lua_State* L) { return **static_cast<Host**>(lua_getextraspace(L)); }

    // Counts work done in C++: eight rows, or eight bytes of text, are an instruction. Throws when the budget is spent.
    void charge(std::size_t rows);
    // Counts memory of ours that a chunk makes us use; throws when the budget is spent.
    void charge_bytes(std::size_t bytes);
    // File and line, of a function or a running frame.
    Place place_of(const lua_Debug& where, int line) const;
};

int raise(lua_State* L, Host& host, Code code, const char* text);

// Runs `body`, which returns the number of results. Its exception is raised when it has been left.
template <class Body>
int guarded(lua_State* L, Host& host, Body&& body) {
    char text[512];
    Code code = Code::RuleRaised;
    try {
        return body();
    } catch (const HostError& error) {
        code = error.code;
        std::snprintf(text, sizeof text, "%s", error.what());
    } catch (const num::ArithmeticError& error) {
        code = Code::NumberOverflow;
        std::snprintf(text, sizeof text, "%s", error.what());
    } catch (const std::exception& error) {
        std::snprintf(text, sizeof text, "%s", error.what());
    }
    return raise(L, host, code, text);
}

constexpr int kCallInstructions = 8;  // what calling a host function takes, whatever it does

template <int (*fn)(Host&)>
int bind(lua_State* L) {
    Host& host = Host::of(L);
    return guarded(L, host, [&] {
        lua_State* const outer = host.L;
        host.L = L;
        host.instructions += kCallInstructions;
        const int results = fn(host);
        host.L = outer;
        return results;
    });
}

// A function for rules to use. Not a "light" one: it would be hashed by its address, which is never the same.
inline void push_function(lua_State* L, lua_CFunction function) {
    lua_pushnil(L);
    lua_pushcclosure(L, function, 1);
}

// --- exact scalars: userdata "kaohe.number"
void push_number(lua_State* L, const num::Ratio& value);
bool is_number(lua_State* L, int index);
// An integer or a Number; a float is refused with what to write instead, anything else by its type.
num::Ratio check_number(Host& host, int index);
num::Decimal check_decimal(Host& host, int index);
// "half_even" (also when absent), "half_up", "ceiling", "floor".
num::Rounding check_rounding(Host& host, int index);
// --- columns: userdata "kaohe.column"
void push_column(Host& host, model::Column&& column);
void push_view(Host& host, const model::ColumnView& view);
bool is_column(lua_State* L, int index);
const model::ColumnView& check_column(Host& host, int index);
// Paid for by its length.
std::string_view check_text(Host& host, int index);
// What tostring gives, appended to `out`: never an address. Throws when `out` gets longer than texts may be.
void append_printed(Host& host, int index, std::string& out);

// --- values
void push_value(Host& host, const Value& value);
// Copies what stands at `index`; functions get the next ordinal.
Value to_value(Host& host, int index, int depth = 0);

// --- the sandbox: fills the table on top of the stack / registers metatables
void open_base(Host& host);   // leaves the shared base table in the registry
void open_numbers(Host& host);
void open_columns(Host& host);
// Replaces the library on top by a read-only proxy that explains missing names; `prefix` is what they begin with.
void seal(lua_State* L, const char* prefix);
// Pushes a new environment for a chunk with its vocabulary.
void push_environment(Host& host, const Vocabulary& vocabulary);
int load_and_run(Host& host, const Chunk& chunk);  // leaves the chunk's value on the stack
// lua_load of a text, paid for by its length.
int load_text(Host& host, const std::string& text, const char* name);

extern const char kBaseKey, kFunctionsKey;  // registry keys
// All userdata that a rule can get hold of are made here: behind the key of their kind, which is also where the registry
// has their metatable, stand `size` bytes of their own.
void* new_userdata(lua_State* L, std::size_t size, const char* key);
// Those bytes when it is a userdata of that kind, else null.
inline const void* test_userdata(lua_State* L, int index, const char* key) {
    const void* const data = lua_touserdata(L, index);
    if (data == nullptr || lua_type(L, index) != LUA_TUSERDATA || *static_cast<const char* const*>(data) != key) return nullptr;
    return static_cast<const char*>(data) + sizeof key;
}

}  // namespace kaohe::lua
