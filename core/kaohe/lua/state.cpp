#include "kaohe/lua/state.h"

#include <lua.hpp>

#include "kaohe/lua/engine.h"

namespace kaohe::lua {

State::State(const SandboxOptions& options) : engine_(options.isolation ? make_isolated_engine(options) : make_local_engine(options)) {}
State::~State() = default;
State::State(State&&) noexcept = default;
State& State::operator=(State&&) noexcept = default;

Value State::load(const Chunk& chunk, const Vocabulary& vocabulary, const OpenSibling& open_sibling,
                  std::vector<Declaration>& declarations, Diagnostics& findings) {
    return engine_->load(chunk, vocabulary, open_sibling, declarations, findings);
}

std::int64_t State::last_function() const { return engine_->last_function(); }
void State::set_last_function(std::int64_t ordinal) { engine_->set_last_function(ordinal); }
void State::freeze() { engine_->freeze(); }

Outcome State::call(std::int64_t function, std::initializer_list<const Value*> arguments, const std::string& what) {
    return engine_->call(function, {arguments.begin(), arguments.size()}, what);
}

std::string lua_version() { return LUA_RELEASE; }

}  // namespace kaohe::lua
