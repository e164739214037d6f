// Fails when the program is linked with the plain lua5.4, whose longjmp skips destructors (docs/adr/0002).
#include <lua.hpp>
#include <memory>
#include <string>

#include "support/catch.h"

namespace {

int g_alive = 0;
struct Guard {
    std::string text = "long enough to lie on the heap, so that a leak is seen by the sanitizer too";
    Guard() { ++g_alive; }
    ~Guard() { --g_alive; }
};

int raise_through_objects(lua_State* L) {
    Guard first;
    const auto second = std::make_unique<Guard>();
    return luaL_error(L, "raised with %d objects alive", g_alive);
}

int call_through_an_object(lua_State* L) {
    Guard guard;
    lua_call(L, 0, 0);
    return 0;
}

using OwnedState = std::unique_ptr<lua_State, decltype(&lua_close)>;

}  // namespace

TEST_CASE("a Lua error runs the destructors of the C++ frames it leaves") {
    OwnedState state(luaL_newstate(), &lua_close);
    lua_pushcfunction(state.get(), raise_through_objects);
    REQUIRE(lua_pcall(state.get(), 0, 0, 0) == LUA_ERRRUN);
    CHECK(std::string(lua_tostring(state.get(), -1)) == "raised with 2 objects alive");
    CHECK(g_alive == 0);
}

TEST_CASE("a Lua error from Lua code unwinds the C++ frame that called it") {
    OwnedState state(luaL_newstate(), &lua_close);
    lua_pushcfunction(state.get(), call_through_an_object);
    REQUIRE(luaL_loadstring(state.get(), "local t = nil; t.x = 1") == LUA_OK);
    REQUIRE(lua_pcall(state.get(), 1, 0, 0) == LUA_ERRRUN);
    CHECK(g_alive == 0);
}
