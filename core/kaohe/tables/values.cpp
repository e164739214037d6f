#include "kaohe/tables/values.h"

#include <algorithm>
#include <array>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr int kMaxDigits = 18;  // always fits 64 bits

// Digits with at most one point and an optional sign, nothing else.
NumberText parse_plain(std::string_view text, SmallDecimal& out) {
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) at = 1;
    std::int64_t value = 0;
    int digits = 0, scale = -1;
    bool any = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c >= '0' && c <= '9') {
            any = true;
            if (value != 0 || c != '0') ++digits;
            if (digits > kMaxDigits) return NumberText::TooLong;
            value = value * 10 + (c - '0');
            if (scale >= 0 && ++scale > kMaxDigits) return NumberText::TooLong;
        } else if (c == '.' && scale < 0) {
            scale = 0;
        } else {
            return NumberText::Wrong;
        }
    }
    if (!any || text.back() == '.') return NumberText::Wrong;
    out = {negative ? -value : value, std::max(scale, 0)};
    return NumberText::Value;
}

// "1,234,567.8" without its commas; "" when the commas do not stand where thousands separators stand.
std::string without_separators(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string_view whole = text.substr(0, point);
    std::string out;
    const std::size_t sign = !whole.empty() && (whole[0] == '-' || whole[0] == '+') ? 1 : 0;
    const std::size_t first = whole.find(',');
    if (first == std::string_view::npos || first == sign || first - sign > 3) return {};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool separator_place = i >= first && (i - first) % 4 == 0;
        if ((whole[i] == ',') != separator_place) return {};
        if (whole[i] != ',') out += whole[i];
    }
    if ((whole.size() - first) % 4 != 0) return {};
    return out + std::string(text.substr(point));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many bytes at the beginning are a number, with its sign, point and commas.
std::size_t number_length(std::string_view text) {
    std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    while (at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == ',')) ++at;
    return at;
}

NumberText parse_separated(std::string_view text, SmallDecimal& out) {
    return text.find(',') == std::string_view::npos ? parse_plain(text, out) : parse_plain(without_separators(text), out);
}

bool is_bound(std::string_view folded, const model::Words& words) {
    return std::any_of(words.bound.begin(), words.bound.end(), [&](const std::string& word) {
        std::string_view rest = folded;
        if (rest.starts_with(word))
            rest.remove_prefix(word.size());
        else if (rest.ends_with(word))
            rest.remove_suffix(word.size());
        else
            return false;
        return !rest.empty() && (is_digit(rest.front()) || is_digit(rest.back()));
    });
}

// What may follow a number as its unit: a letter, a sign of shares or a character of Chinese; "12-5" and "3/4" are no numbers.
bool may_begin_unit(std::string_view rest) {
    const auto c = static_cast<unsigned char>(rest.front());
    return c >= 0x80 || c == '%' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "1.2E+05": a number whose further digits are lost.
bool is_exponent(std::string_view rest) {
    return (rest.front() == 'E' || rest.front() == 'e') && rest.size() > 1 && (is_digit(rest[1]) || rest[1] == '+' || rest[1] == '-');
}

}  // namespace

bool is_blank_word(std::string_view text, const model::Words& words) {
    return text.empty() || model::is_one_of(words.blank, text) || model::is_one_of(words.blank, fold(text));
}

NumberCell parse_number(std::string_view text, const model::Words& words) {
    NumberCell out;
    out.kind = parse_plain(text, out.number);
    if (out.kind != NumberText::Wrong) return out;
    if (is_blank_word(trim(text), words)) return {NumberText::Blank};
    const std::string cleaned = narrow(text);
    const std::size_t length = number_length(cleaned);
    out.kind = parse_separated(std::string_view(cleaned).substr(0, length), out.number);
    const std::string_view rest = trim(std::string_view(cleaned).substr(length));
    if (rest.empty()) return out;
    const std::string folded = fold(text);
    if (is_bound(folded, words)) return {NumberText::Bound};
    if (out.kind == NumberText::Wrong || !may_begin_unit(rest) || is_exponent(rest)) return {NumberText::Wrong};
    out.unit = fold(rest);
    return out;
}

std::optional<SmallDecimal> times(const SmallDecimal& value, const num::Ratio& factor) {
    const auto product = (num::Ratio(num::Decimal(num::Int128{value.coefficient}, value.scale)) * factor).exact_decimal();
    if (!product) return std::nullopt;
    const num::Decimal trimmed = product->trimmed();
    constexpr std::int64_t kMost = 999'999'999'999'999'999;  // 18 digits
    if (trimmed.scale() > kMaxDigits || trimmed.coefficient() > kMost || trimmed.coefficient() < -kMost) return std::nullopt;
    return SmallDecimal{static_cast<std::int64_t>(trimmed.coefficient()), trimmed.scale()};
}

BelowText parse_below(std::string_view text, const model::Words& words, SmallDecimal& out) {
    const std::string cleaned = fold(text);
    std::string_view rest = cleaned;
    bool said = false;
    for (const std::string& word : words.not_detected)
        if (!said && rest.starts_with(word)) rest.remove_prefix(word.size()), said = true;
    if (said && rest.empty()) return BelowText::NoLimit;
    if (said && rest.size() > 2 && rest.front() == '(' && rest.back() == ')') rest = rest.substr(1, rest.size() - 2);
    if (rest.starts_with('<'))
        rest.remove_prefix(1), said = true;
    else if (rest.ends_with('L') || rest.ends_with('l'))
        rest.remove_suffix(1), said = true;
    if (!said) return BelowText::No;
    SmallDecimal limit;
    const NumberText kind = parse_plain(rest, limit);
    if (kind == NumberText::TooLong) return BelowText::TooLong;
    if (kind != NumberText::Value || limit.coefficient <= 0) return BelowText::No;
    const auto half = times(limit, num::Ratio(1, 2));
    if (!half) return BelowText::TooLong;
    out = *half;
    return BelowText::Half;
}

bool is_open_ended(std::string_view text, const model::Words& words) {
    return std::any_of(words.open_ended.begin(), words.open_ended.end(), [&](const std::string& word) { return text.starts_with(word); });
}

std::optional<bool> parse_flag(std::string_view text, const model::Words& words) {
    const std::string folded = fold(text);
    if (model::is_one_of(words.yes, folded)) return true;
    if (model::is_one_of(words.no, folded)) return false;
    return std::nullopt;
}

std::optional<int> parse_class(std::string_view text, const model::Words& words) {
    const std::string folded = fold(text);  // Ⅱ has become II, Ⅴ V, ２ 2
    std::string_view rest = folded;
    for (std::string_view tail : {"水质", "水体", "标准", "水", "类"})
        if (rest.ends_with(tail)) rest.remove_suffix(tail.size());
    bool worse = false;
    for (const std::string& word : words.worst_class)
        if (!worse && rest.starts_with(word)) rest.remove_prefix(word.size()), worse = true;
    if (rest.starts_with("类")) return std::nullopt;
    static constexpr std::array<std::array<std::string_view, 4>, 5> kClasses = {
        {{"I", "1", "一", "i"}, {"II", "2", "二", "ii"}, {"III", "3", "三", "iii"}, {"IV", "4", "四", "iv"}, {"V", "5", "五", "v"}}};
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        if (std::find(kClasses[i].begin(), kClasses[i].end(), rest) != kClasses[i].end()) {
            const int number = static_cast<int>(i) + 1;
            if (!worse) return number;
            return number == 5 ? std::optional(6) : std::nullopt;  // only Ⅴ has something worse
        }
    return std::nullopt;
}

std::optional<model::Day> parse_date(std::string_view text, std::optional<int> year) {
    if (const auto day = model::parse_day(text)) return day;  // as nearly all are written
    const std::string cleaned = narrow(text);
    if (const auto day = model::parse_day(cleaned)) return day;
    const bool number = !cleaned.empty() && cleaned.find_first_not_of("0123456789") == std::string::npos;
    // 1954 to 2119 in the day numbers of spreadsheets, counted from 1899-12-30 after their leap day that never was.
    if (number && cleaned.size() == 5 && cleaned >= "20000" && cleaned < "80000") return *model::day_of(1970, 1, 1) + std::stoi(cleaned) - 25569;
    if (year && !number)
        if (const auto day = model::parse_day_of_year(cleaned, *year)) return day;
    return std::nullopt;
}

std::optional<model::Day> parse_month(std::string_view text, std::optional<int> year) {
    std::string cleaned = narrow(text);
    const auto first_of_month = [](model::Day day) {
        const auto c = model::calendar(day);
        return model::day_of(c.year, c.month, 1);
    };
    for (std::string_view tail : {"底", "末", "份"})
        if (cleaned.ends_with("月" + std::string(tail))) cleaned.resize(cleaned.size() - tail.size());
    if (const auto day = model::parse_day(cleaned)) return first_of_month(*day);
    if (year && cleaned.ends_with("月"))
        if (const auto day = model::parse_deadline(cleaned, *year)) return first_of_month(*day);
    const auto is_digits = [](std::string_view part) { return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos; };
    if (cleaned.size() < 5 || !is_digits(std::string_view(cleaned).substr(0, 4))) return std::nullopt;
    std::string_view month = std::string_view(cleaned).substr(4);
    if (cleaned.size() == 6 && is_digits(month)) return model::day_of(std::stoi(cleaned.substr(0, 4)), std::stoi(std::string(month)), 1);
    for (std::string_view separator : {"-", "/", ".", "年"})
        if (month.starts_with(separator)) {
            month.remove_prefix(separator.size());
            if (separator == "年" && month.ends_with("月")) month.remove_suffix(std::string_view("月").size());
            if (!is_digits(month) || month.size() > 2) return std::nullopt;
            return model::day_of(std::stoi(cleaned.substr(0, 4)), std::stoi(std::string(month)), 1);
        }
    return std::nullopt;
}

std::optional<int> parse_year(std::string_view text) {
    std::string cleaned = narrow(text);
    for (std::string_view tail : {"年度", "年"})
        if (cleaned.ends_with(tail)) cleaned.resize(cleaned.size() - tail.size());
    if (cleaned.size() != 4 || cleaned.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoi(cleaned);
}

}  // namespace kaohe::tables
