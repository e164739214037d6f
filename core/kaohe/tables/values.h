// kaohe/tables/values.h - what a cell says: text of a form to an exact number, day or yes/no.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "kaohe/model/date.h"

namespace kaohe::tables {

// coefficient × 10^-scale in 64 bits.
struct SmallDecimal {
    std::int64_t coefficient = 0;
    int scale = 0;
};

// The shortest way: digits with at most one point, as most cells are. False for anything else, also for a number
// that is written otherwise.
inline bool parse_digits(std::string_view text, SmallDecimal& out) {
    constexpr std::size_t kFits = 18;  // digits always fit 64 bits
    if (text.size() > kFits || text.empty() || text.back() == '.') return false;
    std::int64_t value = 0;
    std::size_t point = text.size() - 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digit = static_cast<unsigned char>(text[i] - '0');
        if (digit <= 9)
            value = value * 10 + digit;
        else if (text[i] == '.' && point == text.size() - 1)
            point = i;
        else
            return false;
    }
    out = {value, static_cast<int>(text.size() - 1 - point)};
    return true;
}

enum class NumberText { Value, Blank, Wrong, TooLong, Reported };  // Reported: wrong, and it has been said
// Plain digits take the short way; full-width digits, 1,234.5 and (when `percent`) 85.7% the long one. Words for
// "nothing" (—, /, 无, NA, 缺测 …) are Blank.
NumberText parse_number(std::string_view text, bool percent, SmallDecimal& out);
bool is_blank_word(std::string_view text);

// A result below the detection limit: "<0.01", "0.01L", "未检出(<0.01)", "ND 0.01". Half: `out` is half the limit.
// NoLimit: it says so but not below what. No: something else.
enum class BelowText { No, Half, NoLimit, TooLong };
BelowText parse_below(std::string_view text, SmallDecimal& out);
// Of a deadline: work without an end (长期坚持, 持续推进, 全年) has none.
bool is_open_ended(std::string_view text);

std::optional<bool> parse_flag(std::string_view text);
// "2021-03", "2021年3月", "202103", or any date: the first day of that month.
std::optional<model::Day> parse_month(std::string_view text);
// "2021", "2021年", "2021年度".
std::optional<int> parse_year(std::string_view text);

}  // namespace kaohe::tables
