#include <algorithm>
#include <cctype>

#include "kaohe/lint/lint.h"

namespace kaohe::lint {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0; }

// Walks through Lua text token by token (Lua 5.4 manual, 3.1); only numbers and operators matter here.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<FloatUse> scan() {
        while (at_ < text_.size()) step();
        return std::move(found_);
    }

  private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void advance() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }

    void step() {
        const char c = peek();
        if (c == '-' && peek(1) == '-') return comment();
        if (c == '"' || c == '\'') return quoted(c);
        if (c == '[' && long_bracket() >= 0) return skip_long(long_bracket());
        if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
        if (is_name(c)) return name();
        if (c == '/' || c == '^') return division(c);
        if ((c == '=' || c == '~') && peek(1) == '=') return equality();
        advance();
    }

    // The level of a long bracket that opens here ("[==[" is 2); -1 when none does.
    int long_bracket() const {
        std::size_t i = 1;
        while (peek(i) == '=') ++i;
        return peek(i) == '[' ? static_cast<int>(i) - 1 : -1;
    }
    void skip_long(int level) {
        const std::string end = "]" + std::string(static_cast<std::size_t>(level), '=') + "]";
        const std::size_t close = std::min(text_.find(end, at_), text_.size());
        while (at_ < std::min(close + end.size(), text_.size())) advance();
    }
    void comment() {
        at_ += 2;
        if (peek() == '[' && long_bracket() >= 0) return skip_long(long_bracket());
        while (at_ < text_.size() && peek() != '\n') advance();
    }
    void quoted(char quote) {
        advance();
        while (at_ < text_.size() && peek() != quote && peek() != '\n') {
            if (peek() == '\\') advance();
            if (at_ < text_.size()) advance();
        }
        if (at_ < text_.size()) advance();
    }
    void name() {
        while (is_name(peek())) advance();
    }

    void number() {
        const std::size_t begin = at_;
        const bool is_hex = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
        bool is_float = false;
        if (is_hex) at_ += 2;
        while (at_ < text_.size()) {
            const char c = peek();
            const bool is_exponent = is_hex ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
            if (c == '.' && peek(1) == '.') break;  // 1 .. "a"
            if (!(is_exponent || c == '.' || std::isxdigit(static_cast<unsigned char>(c)) != 0)) break;
            is_float = is_float || is_exponent || c == '.';
            advance();
            if (is_exponent && (peek() == '+' || peek() == '-')) advance();
        }
        if (is_float) add(std::string(text_.substr(begin, at_ - begin)));
    }
    void division(char c) {
        if (c == '/' && peek(1) == '/') return void(at_ += 2);  // whole division of integers
        add(std::string(1, c));
        advance();
    }
    // A host number is never equal to a literal: the two are of different kinds, and Lua asks nobody.
    void equality() {
        const std::string op(text_.substr(at_, 2));
        at_ += 2;
        std::size_t next = at_;
        while (next < text_.size() && (text_[next] == ' ' || text_[next] == '-')) ++next;
        std::size_t end = next;
        while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.')) ++end;
        if (end > next) add(op + " " + std::string(text_.substr(next, end - next)));
    }
    void add(std::string what) { found_.push_back({line_, std::move(what)}); }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<FloatUse> found_;
};

}  // namespace

std::vector<FloatUse> float_uses(std::string_view lua) { return Scanner(lua).scan(); }

}  // namespace kaohe::lint
