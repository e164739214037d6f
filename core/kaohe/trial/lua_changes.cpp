#include "kaohe/trial/lua_changes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kaohe/model/date.h"
#include "kaohe/num/decimal.h"
#include "kaohe/rules/lua_tokens.h"

namespace kaohe::trial {
namespace {

using num::Decimal;
using rules::LuaToken;
using Kind = LuaToken::Kind;

const std::vector<std::string> kDeclared = {"method", "check", "words", "dictionary", "unit", "formula"};

// < for <= and back, as signs and as column operations.
std::string_view counterpart(std::string_view comparison) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPairs = {
        {{"<", "<="}, {">", ">="}, {"lt", "le"}, {"gt", "ge"}}};
    for (const auto& [strict, loose] : kPairs) {
        if (comparison == strict) return loose;
        if (comparison == loose) return strict;
    }
    return {};
}

class Finder {
  public:
    Finder(std::string_view chunk, Part part) : chunk_(chunk), part_(part), tokens_(rules::lua_tokens(chunk, kDeclared)) {}

    std::vector<LuaChange> all() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const LuaToken& token = tokens_[i];
            const bool wanted = part_ == Part::Formulas ? token.functions > 0 && token.declaration == "formula" : !token.facts && token.declaration != "check" && is_code(token);
            if (!wanted) continue;
            if (is_figure(i) && !is_same_as_before(i)) shift(i);
            if (token.kind == Kind::Sign && !is_attribute(i) && !counts(i - 1) && !counts(i + 1)) swap(token, token.text);
            if (token.kind == Kind::Name && sign(i - 1) == "." && i >= 2 && tokens_[i - 2].text == "col" && !compares_with_count(i)) swap(token, token.text);
        }
        return std::move(out_);
    }

  private:
    static bool is_code(const LuaToken& token) { return token.declaration.empty() || token.declaration == "method"; }
    std::string_view sign(std::size_t at) const { return at < tokens_.size() && tokens_[at].kind == Kind::Sign ? tokens_[at].text : std::string_view(); }
    bool is_index(std::size_t at) const { return sign(at - 1) == "[" && sign(at + 1) == "]"; }
    bool is_key(std::size_t at) const { return is_index(at) && sign(at + 2) == "="; }
    // A number, or a text that is one or a day, which means something by itself.
    bool is_figure(std::size_t at) const {
        const LuaToken& token = tokens_[at];
        if (counts(at) || is_fact(at)) return false;
        if (token.kind == Kind::Number) return !is_index(at);
        return token.kind == Kind::String && !is_key(at) && token.text[0] != '[' && (Decimal::parse(token.content) || is_day(token.content)) &&
               token.content[0] != '-' && token.content[0] != '+';
    }
    static bool is_day(std::string_view text) {
        const auto day = model::parse_day(text);
        return day && text == model::to_string(*day);
    }
    // digits = 1
    bool is_fact(std::size_t at) const {
        static constexpr std::array<std::string_view, 4> kMethodFacts = {"digits", "api", "edition", "default"};
        return sign(at - 1) == "=" && at >= 2 && std::find(kMethodFacts.begin(), kMethodFacts.end(), tokens_[at - 2].text) != kMethodFacts.end();
    }
    bool is_same_as_before(std::size_t at) const { return sign(at - 1) == "," && at >= 2 && tokens_[at - 2].text == tokens_[at].text && tokens_[at].functions == 0; }
    // An integer of a function that counts things and is no limit of anything; D"0" as well.
    bool counts(std::size_t at) const {
        if (at >= tokens_.size() || tokens_[at].functions == 0) return false;
        if (tokens_[at].text == "D" && tokens_[at].kind == Kind::Name) return counts(at + 1);
        const std::string_view text = tokens_[at].kind == Kind::String ? tokens_[at].content : tokens_[at].text;
        return (tokens_[at].kind == Kind::Number || tokens_[at].kind == Kind::String) && (text == "0" || text == "1" || text == "100");
    }
    // col.gt(x, 0): the last argument of the call is such an integer.
    bool compares_with_count(std::size_t at) const {
        int depth = 0;
        for (std::size_t i = at + 1; i < tokens_.size(); ++i) {
            if (sign(i) == "(") ++depth;
            if (sign(i) == ")" && --depth == 0) return sign(i - 2) == "," && counts(i - 1) && tokens_[i - 1].text != "100";
        }
        return false;
    }
    // local x <const>
    bool is_attribute(std::size_t at) const {
        const auto names = [&](std::size_t i) { return i < tokens_.size() && (tokens_[i].text == "const" || tokens_[i].text == "close"); };
        return names(at + 1) || names(at - 1);
    }

    // The chunk with other texts in the place of the tokens [first, last].
    void replace(std::size_t first, std::size_t last, std::string from, std::string to, const std::string& written) {
        std::string text;
        std::size_t copied = 0;
        for (std::size_t i = first; i <= last; i += 2) {
            text += chunk_.substr(copied, tokens_[i].offset - copied);
            text += written;
            copied = tokens_[i].offset + tokens_[i].text.size();
        }
        text += chunk_.substr(copied);
        out_.push_back({tokens_[first].line, std::move(from), std::move(to), std::move(text)});
    }

    // The figure, with those behind it that are the same.
    void shift(std::size_t at) {
        const LuaToken& token = tokens_[at];
        std::size_t last = at;
        while (last + 2 < tokens_.size() && sign(last + 1) == "," && tokens_[last + 2].text == token.text && token.functions == 0) last += 2;
        const bool quoted = token.kind == Kind::String;
        const std::string quote(quoted ? token.text.substr(0, 1) : std::string_view());
        const std::string from(quoted ? token.content : token.text);
        const auto write = [&](const std::string& to) { replace(at, last, from, to, quoted ? quote + to + quote : to.starts_with('-') ? "(" + to + ")" : to); };
        if (is_day(from)) {
            const model::Day day = *model::parse_day(from);
            write(model::to_string(day + 1));
            write(model::to_string(day - 1));
        } else if (const auto value = Decimal::parse(from)) {
            const Decimal step(1, value->scale());
            write((*value + step).to_string());
            write((*value - step).to_string());
        }
    }

    void swap(const LuaToken& token, std::string_view comparison) {
        const auto at = static_cast<std::size_t>(&token - tokens_.data());
        if (const auto other = counterpart(comparison); !other.empty()) replace(at, at, std::string(comparison), std::string(other), std::string(other));
    }

    std::string_view chunk_;
    Part part_;
    std::vector<LuaToken> tokens_;
    std::vector<LuaChange> out_;
};

}  // namespace

std::vector<LuaChange> lua_changes(std::string_view chunk, Part part) { return Finder(chunk, part).all(); }

}  // namespace kaohe::trial
