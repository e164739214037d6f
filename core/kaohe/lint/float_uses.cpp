#include "kaohe/lint/lint.h"
#include "kaohe/rules/lua_tokens.h"

namespace kaohe::lint {
namespace {

using rules::LuaToken;

// "0.4", "1e3", "0x1p4"; "0xE1" is a whole number.
bool is_float(std::string_view number) {
    const bool is_hex = number.starts_with("0x") || number.starts_with("0X");
    return number.find_first_of(is_hex ? ".pP" : ".eE") != std::string_view::npos;
}

}  // namespace

std::vector<FloatUse> float_uses(std::string_view lua) {
    std::vector<FloatUse> out;
    const auto tokens = rules::lua_tokens(lua);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const LuaToken& token = tokens[i];
        const bool is_sign = token.kind == LuaToken::Kind::Sign;
        if (token.kind == LuaToken::Kind::Number ? is_float(token.text) : is_sign && (token.text == "/" || token.text == "^"))
            out.push_back({token.line, std::string(token.text)});
        if (!is_sign || (token.text != "==" && token.text != "~=")) continue;
        // A host number is never equal to a literal: the two are of different kinds, and Lua asks nobody.
        std::size_t next = i + 1;
        while (next < tokens.size() && tokens[next].text == "-") ++next;
        if (next < tokens.size() && tokens[next].kind == LuaToken::Kind::Number)
            out.push_back({token.line, std::string(token.text) + " " + std::string(tokens[next].text)});
    }
    return out;
}

}  // namespace kaohe::lint
