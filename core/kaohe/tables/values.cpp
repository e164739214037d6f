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

}  // namespace

bool is_blank_word(std::string_view text) {
    static constexpr std::array kWords = {"—", "——", "–", "-", "－", "--", "/", "／", "\\", "无", "NA", "N/A", "n/a", "缺测", "未监测", "停测",
                                         "断流", "结冰", "冰封", "干涸", "未采样"};
    return text.empty() || std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

NumberText parse_number(std::string_view text, bool percent, SmallDecimal& out) {
    const NumberText plain = parse_plain(text, out);
    if (plain != NumberText::Wrong) return plain;
    if (is_blank_word(trim(text))) return NumberText::Blank;
    std::string cleaned = narrow(text);
    if (percent && cleaned.ends_with('%')) cleaned = std::string(trim(std::string_view(cleaned).substr(0, cleaned.size() - 1)));
    if (cleaned.find(',') != std::string::npos) cleaned = without_separators(cleaned);
    return parse_plain(cleaned, out);
}

BelowText parse_below(std::string_view text, SmallDecimal& out) {
    const std::string cleaned = fold(text);
    std::string_view rest = cleaned;
    bool said = false;
    for (std::string_view word : {"未检出", "低于检出限", "ND", "N.D.", "nd"})
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
    constexpr std::int64_t kMost = 999'999'999'999'999'999;  // 18 digits
    if (limit.coefficient % 2 == 0) {
        out = {limit.coefficient / 2, limit.scale};
    } else {
        if (limit.coefficient > kMost / 5 || limit.scale >= kMaxDigits) return BelowText::TooLong;
        out = {limit.coefficient * 5, limit.scale + 1};
    }
    return BelowText::Half;
}

bool is_open_ended(std::string_view text) {
    static constexpr std::array kWords = {"长期", "持续", "全年", "常态", "每年", "每月", "每季度"};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return text.starts_with(word); });
}

std::optional<bool> parse_flag(std::string_view text) {
    const std::string folded = fold(text);
    for (std::string_view yes : {"是", "有", "TRUE", "true", "True", "1", "Y", "y", "√", "已完成"})
        if (folded == yes) return true;
    for (std::string_view no : {"否", "FALSE", "false", "False", "0", "N", "n", "×", "未完成"})
        if (folded == no) return false;
    return std::nullopt;
}

std::optional<model::Day> parse_month(std::string_view text) {
    const std::string cleaned = narrow(text);
    if (const auto day = model::parse_day(cleaned)) {
        const auto c = model::calendar(*day);
        return model::day_of(c.year, c.month, 1);
    }
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
