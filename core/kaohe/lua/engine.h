// kaohe/lua/engine.h - inside the Lua module: what a State asks of whoever runs Lua for it.
#pragma once
#include <span>

#include "kaohe/lua/state.h"

namespace kaohe::lua {

class Engine {
  public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    // As of State.
    virtual Value load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling, std::vector<Declaration>& declarations,
                       Diagnostics& findings) = 0;
    virtual std::int64_t last_function() const = 0;
    virtual void set_last_function(std::int64_t ordinal) = 0;
    virtual void freeze() = 0;
    virtual Outcome call(std::int64_t function, std::span<const Value* const> arguments, const std::string& what) = 0;
};

std::unique_ptr<Engine> make_local_engine(const SandboxOptions& options);     // local.cpp
std::unique_ptr<Engine> make_isolated_engine(const SandboxOptions& options);  // isolated.cpp

}  // namespace kaohe::lua
