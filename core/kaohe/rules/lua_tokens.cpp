#include "kaohe/rules/lua_tokens.h"

#include <algorithm>

namespace kaohe::rules {
namespace {

using Kind = LuaToken::Kind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<LuaToken> all() {
        std::vector<LuaToken> out;
        while (skip_blanks(), at_ < text_.size()) {
            const std::size_t begin = at_;
            LuaToken token{.offset = begin, .line = line_};
            const char c = text_[at_];
            if (is_letter(c)) {
                take_while([](char each) { return is_letter(each) || is_digit(each); });
                token.kind = Kind::Name;
            } else if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
                skip_number();
                token.kind = Kind::Number;
            } else if (c == '"' || c == '\'') {
                skip_quoted(c);
                token.kind = Kind::String;
                token.content = text_.substr(begin + 1, at_ - begin - 2);
            } else if (const std::size_t level = long_bracket(); level > 0) {
                skip_long(level);
                token.kind = Kind::String;
                token.content = text_.substr(begin + level, at_ - begin - 2 * level);
            } else {
                at_ += sign_length();
            }
            token.text = text_.substr(begin, at_ - begin);
            out.push_back(token);
        }
        return out;
    }

  private:
    template <class Test>
    void take_while(const Test& test) {
        while (at_ < text_.size() && test(text_[at_])) ++at_;
    }
    void step() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }
    void skip_blanks() {
        while (at_ < text_.size()) {
            if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n') {
                step();
            } else if (text_.substr(at_).starts_with("--")) {
                at_ += 2;
                if (const std::size_t level = long_bracket(); level > 0)
                    skip_long(level);
                else
                    take_while([](char each) { return each != '\n'; });
            } else {
                return;
            }
        }
    }
    // Digits, points and an exponent with its sign: "0.4", "1e-3", "0x1p+4"; not the dots of 1 .. x.
    void skip_number() {
        const std::string_view exponents = text_.substr(at_).starts_with("0x") || text_.substr(at_).starts_with("0X") ? "pP" : "eE";
        while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) {
            if (text_.substr(at_).starts_with("..")) return;
            const bool is_exponent = exponents.find(text_[at_]) != std::string_view::npos;
            ++at_;
            if (is_exponent && at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
        }
    }
    void skip_quoted(char quote) {
        ++at_;
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {  // an open one ends with its line
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) step();
            step();
        }
        if (at_ < text_.size() && text_[at_] == quote) ++at_;
    }
    // The length of "[[" or "[==[" that begins here; 0 when none does.
    std::size_t long_bracket() const {
        if (at_ >= text_.size() || text_[at_] != '[') return 0;
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] == '=') ++end;
        return end < text_.size() && text_[end] == '[' ? end + 1 - at_ : 0;
    }
    void skip_long(std::size_t level) {
        const std::string close = "]" + std::string(level - 2, '=') + "]";
        const std::size_t end = std::min(text_.find(close, at_), text_.size() - std::min(level, text_.size()));
        while (at_ < end) step();
        at_ = std::min(end + level, text_.size());
    }
    std::size_t sign_length() const {
        for (const std::string_view sign : {"...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"})
            if (text_.substr(at_).starts_with(sign)) return sign.size();
        return 1;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

// Marks what is in functions and what in declarations, by the blocks that open and close.
class Blocks {
  public:
    explicit Blocks(const std::vector<std::string>& declared) : declared_(declared) {}

    void mark(std::vector<LuaToken>& tokens) {
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            LuaToken& token = tokens[i];
            const bool plain = token.kind == LuaToken::Kind::Name || token.kind == LuaToken::Kind::Sign;
            const std::string_view text = plain ? token.text : std::string_view();
            if (is_one_of(text, {"}", ")", "]", "end", "until", "elseif", "else"}) && !open_.empty()) open_.pop_back();
            note_place(token);
            if (text == "function")
                open_.push_back({Kind::Function, {}});
            else if (const auto word = text == "{" ? declared_word(tokens, i) : std::string_view(); !word.empty())
                open_.push_back({Kind::Declaration, word});
            else if (is_one_of(text, {"{", "(", "[", "do", "then", "repeat", "else"}))
                open_.push_back({Kind::Other, {}});
        }
    }

  private:
    enum class Kind { Function, Declaration, Other };
    struct Block {
        Kind kind;
        std::string_view word;
    };
    static bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
        return std::find(all.begin(), all.end(), text) != all.end();
    }
    void note_place(LuaToken& token) const {
        const auto is = [](Kind kind) { return [kind](const Block& block) { return block.kind == kind; }; };
        token.functions = static_cast<int>(std::count_if(open_.begin(), open_.end(), is(Kind::Function)));
        const auto declaration = std::find_if(open_.rbegin(), open_.rend(), is(Kind::Declaration));
        if (declaration == open_.rend()) return;
        token.declaration = declaration->word;
        token.facts = std::none_of(open_.rbegin(), declaration, is(Kind::Function));
    }
    // The word of the declaration whose table begins here: word { … } or word "id" { … }.
    std::string_view declared_word(const std::vector<LuaToken>& tokens, std::size_t at) const {
        if (at == 0) return {};
        const LuaToken& word = tokens[tokens[at - 1].kind == LuaToken::Kind::String && at > 1 ? at - 2 : at - 1];
        const bool known = word.kind == LuaToken::Kind::Name && std::find(declared_.begin(), declared_.end(), word.text) != declared_.end();
        return known ? word.text : std::string_view();
    }

    const std::vector<std::string>& declared_;
    std::vector<Block> open_;
};

}  // namespace

std::vector<LuaToken> lua_tokens(std::string_view text, const std::vector<std::string>& declared) {
    auto out = Scanner(text).all();
    Blocks(declared).mark(out);
    return out;
}

std::string plain_code(const std::vector<LuaToken>& tokens) {
    std::string out;
    for (const auto& token : tokens) out += (out.empty() ? "" : " ") + std::string(token.text);
    return out;
}

}  // namespace kaohe::rules
