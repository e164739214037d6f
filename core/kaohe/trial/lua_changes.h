// kaohe/trial/lua_changes.h - inside the trial module: the figures and comparisons of a Lua chunk, each a step to the side.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::trial {

struct LuaChange {
    int line = 0;
    std::string from, to;  // for people
    std::string text;      // the whole chunk, changed
};

enum class Part {
    Code,      // everything but the facts of method { … }, and checks of submitted data
    Formulas,  // only the functions of formula { … }: what a pack computes while scoring
};

// Integers and decimals (also in texts: D"0.35", "0.35") a step of their last digit up and down, dates a day, <= for < and so
// on, col.ge for col.gt. Equal figures beside each other in a list (Ⅰ and Ⅱ have the same limit) move together. Left alone:
// keys and indices of tables, facts (digits, api, edition, default); and in functions 0, 1 and the 100 of per cent, which
// count things, with comparisons to them.
std::vector<LuaChange> lua_changes(std::string_view chunk, Part part);

}  // namespace kaohe::trial
