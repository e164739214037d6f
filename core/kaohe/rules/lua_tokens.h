// kaohe/rules/lua_tokens.h - the text of a Lua chunk as tokens, without comments and blanks: for comparing code and for
// changing a figure in it. Nothing is checked: the chunk has been loaded before.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::rules {

struct LuaToken {
    enum class Kind { Name, Number, String, Sign };  // keywords are names
    Kind kind = Kind::Sign;
    std::string_view text;     // as written, quotes included; a view into the chunk
    std::string_view content;  // of a String: what is between the quotes
    std::size_t offset = 0;
    int line = 1;
    int functions = 0;    // how many function bodies are around it
    std::string_view declaration;  // the word of the innermost declaration around it: "method"; "" for none
    bool facts = false;            // inside a declaration, and in no function of it
};

// `declared`: the words whose tables are declarations.
std::vector<LuaToken> lua_tokens(std::string_view text, const std::vector<std::string>& declared = {});

// The tokens with one blank between them: equal for chunks that differ only in comments and layout.
std::string plain_code(const std::vector<LuaToken>& tokens);

}  // namespace kaohe::rules
