// kaohe/lua/state.h - one sandboxed Lua state: loads chunks of declarations, then calls their functions under budgets.
//
// Life: create, load() every chunk, freeze(), then call() as often as wanted. Each call starts from the frozen image
// (lua/arena.h). Not thread-safe: one state per thread; states that loaded the same chunks are interchangeable.
// Nothing of Lua's own API leaves this module.
#pragma once
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/lua/value.h"

namespace kaohe::lua {

// A process of its own for all Lua of a state: without files, network and processes, and killed when it goes beyond
// these limits, which are far from those below (docs/adr/0010). What it answers is the same, byte for byte.
struct Isolation {
    std::string program = "/proc/self/exe";                 // calls serve_isolated()
    std::vector<std::string> arguments = {"--isolated"};
    int cpu_seconds = 20;                                   // of processor time, for a chunk or a call
    int answer_seconds = 600;                               // by the clock: one that neither works nor answers
    std::size_t memory_bytes = std::size_t{512} << 20;      // besides four times what it is given
    std::size_t answer_bytes = std::size_t{128} << 20;      // of one answer
};

// Limits of the sandbox (style: numbers with units, one place). Counted, never timed: the same everywhere.
struct SandboxOptions {
    std::size_t memory_bytes = std::size_t{64} << 20;    // all of a state
    std::int64_t load_instructions = 20'000'000;         // per chunk
    std::int64_t call_instructions = 10'000'000;         // per call; docs/adr/0009 says what counts how much,
    std::int64_t row_instructions = 16;                  // and for every value of the columns that the call is given
    std::size_t call_bytes = std::size_t{32} << 20;      // per call, Lua's memory and columns together
    int hook_interval = 100;                             // instructions between two looks at the budget
    std::size_t text_bytes = std::size_t{64} << 10;      // longest text there can be
    std::optional<Isolation> isolation = std::nullopt;   // else in this process
};

// A file of Lua text. The name is what messages call it.
struct Chunk {
    std::string name;
    std::string text;
};

// The words a chunk may use besides the base library.
struct Vocabulary {
    std::vector<std::string> named;         // word "id" { … }
    std::vector<std::string> plain;         // word { … }
    std::vector<std::string> constructors;  // word { … } inside a declaration: a table that remembers its word
    std::vector<std::string> constants;     // word: its own name as a text
    std::vector<std::string> results;       // word(reason, outputs): what a method may return besides its outputs
    std::string sibling_word;               // word "name": runs a file of the same folder ("include", "use"), or ""
};

// word "id" { fields }, in the order in which they were made.
struct Declaration {
    std::string word;
    std::string id;  // "" for plain ones
    Value fields;
    Place place;  // file and line of the word
};

// Gives the text of a sibling file, or nothing when there is none such.
using OpenSibling = std::function<std::optional<Chunk>(const std::string& name)>;

struct Used {
    std::int64_t instructions = 0;
    std::int64_t bytes = 0;
};

// How a call ended: `values` are what the function returned, or `error` says why it did not.
struct Outcome {
    std::vector<Value> values;
    std::optional<Diagnostic> error;
    Used used;
};

class Engine;  // lua/engine.h: in this process or in one of its own

class State {
  public:
    // Throws std::bad_alloc, or std::logic_error when the linked Lua is not the one this was made for.
    explicit State(const SandboxOptions& options = {});
    ~State();
    State(State&&) noexcept;
    State& operator=(State&&) noexcept;

    // Runs a chunk; what it declared is appended to `declarations`, what went wrong to `findings` (then the chunk ended
    // there). A chunk that returns a value gives it back (for "use"d files and tests).
    Value load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling,
               std::vector<Declaration>& declarations, Diagnostics& findings);

    // The ordinal of the function that was loaded last; and sets it, so that the functions of the next chunk keep the
    // ordinals they have elsewhere although this state leaves chunks out.
    std::int64_t last_function() const;
    void set_last_function(std::int64_t ordinal);

    // No more loading; from here on every call starts from this image.
    void freeze();

    // Calls the function with that ordinal (Value::integer of a Function). REQUIRES: freeze() was called.
    // Columns in the returned values live until the next call. `what` names the callee in budget messages.
    Outcome call(std::int64_t function, std::initializer_list<const Value*> arguments, const std::string& what);

  private:
    std::unique_ptr<Engine> engine_;
};

// The other side of an Isolation: gives up all rights, then works for the process behind the socket until that closes
// it. Returns the exit code of the program.
int serve_isolated(int socket);

// "Lua 5.4.4"
std::string lua_version();

}  // namespace kaohe::lua
