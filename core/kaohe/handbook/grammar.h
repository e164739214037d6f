// kaohe/handbook/grammar.h - the words of packs and methods as editors, the linter and people want them: all from the registry
// that validation reads (rules/schema.h), so that none of them can say something else.
#pragma once
#include <string>

namespace kaohe::handbook {

// docs/reference.md: each word with its fields, what they take and whether they must be there.
std::string grammar_markdown();
// plugins/_meta/words.lua: stubs for LuaLS, which completes and explains the words while they are typed.
std::string grammar_stubs();
// plugins/_meta/globals.lua: what luacheck takes as known in packs and in methods.
std::string grammar_globals();

}  // namespace kaohe::handbook
