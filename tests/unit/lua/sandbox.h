// A state with one chunk loaded and frozen, for tests: what `run` of its last method does, and how loading ended.
#pragma once
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "kaohe/base/text.h"
#include "kaohe/lua/state.h"
#include "support/catch.h"

namespace kaohe::testing {

inline const lua::Vocabulary& test_vocabulary() {
    static const lua::Vocabulary words{.named = {"indicator"},
                                       .plain = {"method"},
                                       .constructors = {"deduct"},
                                       .constants = {"each"},
                                       .results = {"invalid"},
                                       .sibling_word = "include"};
    return words;
}

class Sandbox {
  public:
    using Siblings = std::map<std::string, std::string>;

    explicit Sandbox(const std::string& text, const lua::SandboxOptions& options = {}, Siblings siblings = {})
        : state_(options) {
        const lua::OpenSibling open = [&](const std::string& name) -> std::optional<lua::Chunk> {
            asked.push_back(name);
            const auto it = siblings.find(name);
            if (it == siblings.end()) return std::nullopt;
            return lua::Chunk{name, it->second};
        };
        value = state_.load({"方法.lua", text}, test_vocabulary(), open, declarations, findings);
        state_.freeze();
    }

    // The body of `run`, in a method on lines 1 (head), 2… (body).
    static Sandbox of_body(const std::string& body, const lua::SandboxOptions& options = {}) {
        return Sandbox("method { run = function(...)\n" + body + "\nend }", options);
    }

    lua::Outcome call(const std::vector<lua::Value>& arguments = {}) {
        REQUIRE(findings.all().empty());
        REQUIRE_FALSE(declarations.empty());
        const lua::Value* run = declarations.back().fields.find("run");
        REQUIRE(run);
        REQUIRE(run->is(lua::Value::Kind::Function));
        const std::string what = "方法“示例”";
        const auto at = [&](std::size_t i) { return &arguments[i]; };
        switch (arguments.size()) {
            case 0: return state_.call(run->integer, {}, what);
            case 1: return state_.call(run->integer, {at(0)}, what);
            default: REQUIRE(arguments.size() == 3); return state_.call(run->integer, {at(0), at(1), at(2)}, what);
        }
    }
    // The same without assertions, for other threads.
    lua::Outcome call_quietly() { return state_.call(declarations.back().fields.find("run")->integer, {}, "方法“示例”"); }

    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    lua::Value value;                // what the chunk returned
    std::vector<std::string> asked;  // names of siblings

  private:
    lua::State state_;
};

// What the body of a method returned; fails the test when it raised.
inline std::vector<lua::Value> values_of(const std::string& body, const std::vector<lua::Value>& arguments = {}) {
    auto out = Sandbox::of_body(body).call(arguments);
    INFO(body);
    if (out.error) FAIL(render(*out.error));
    return out.values;
}
inline lua::Value value_of(const std::string& body, const std::vector<lua::Value>& arguments = {}) {
    auto values = values_of(body, arguments);
    REQUIRE(values.size() == 1);
    return values[0];
}
inline std::string text_of(const std::string& body, const std::vector<lua::Value>& arguments = {}) {
    const auto value = value_of(body, arguments);
    REQUIRE(value.is(lua::Value::Kind::Text));
    return value.text;
}
inline bool is_true(const std::string& expression) {
    const auto value = value_of("return " + expression);
    REQUIRE(value.is(lua::Value::Kind::Flag));
    return value.flag;
}
// The error that the body ended with; fails the test when there was none.
inline Diagnostic error_of(const std::string& body, const lua::SandboxOptions& options = {}) {
    auto out = Sandbox::of_body(body, options).call();
    INFO(body);
    REQUIRE(out.error.has_value());
    return *out.error;
}
// The finding that loading the chunk ended with.
inline Diagnostic load_error_of(const std::string& text, const lua::SandboxOptions& options = {}) {
    Sandbox sandbox(text, options);
    INFO(text.substr(0, 200));
    REQUIRE(sandbox.findings.all().size() == 1);
    return sandbox.findings.all()[0];
}

// Budgets are counted, not timed. This clock, of the processor so that a busy machine does not matter, only guards
// against attacks that work where nothing is counted: they would take minutes, and all that are counted less than half
// a second (as much again for every other program on the same two cores).
class Clock {
  public:
    ~Clock() {
        const double spent = static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC;
        CAPTURE(spent);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        CHECK(spent < 16.0);
#else
        CHECK(spent < 2.0);
#endif
    }

  private:
    std::clock_t start_ = std::clock();
};

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace kaohe::testing
