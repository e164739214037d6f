// kaohe/tables/values.h - what a cell says: text of a form to an exact number, day or yes/no.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kaohe/model/date.h"
#include "kaohe/model/dictionary.h"
#include "kaohe/num/small_decimal.h"

namespace kaohe::tables {

using num::parse_digits;
using num::SmallDecimal;

// Reported: wrong, and it has been said. Bound: ≥95, 约 95 and the like, which is not the value itself.
enum class NumberText { Value, Blank, Wrong, TooLong, Bound, Reported };
struct NumberCell {
    NumberText kind = NumberText::Wrong;
    SmallDecimal number{};
    std::string unit{};  // what stands behind the number: "%", "万吨"; folded
};
// Plain digits take the short way; full-width digits, 1,234.5, 85.7 % and 1.2 万吨 the long one.
NumberCell parse_number(std::string_view text, const model::Words& words);
bool is_blank_word(std::string_view text, const model::Words& words);

// value × factor, where that is a decimal of at most 18 digits.
std::optional<SmallDecimal> times(const SmallDecimal& value, const num::Ratio& factor);

// A result below the detection limit: "<0.01", "0.01L", "未检出(<0.01)", "ND 0.01". Half: `out` is half the limit.
// NoLimit: it says so but not below what. No: something else.
enum class BelowText { No, Half, NoLimit, TooLong };
BelowText parse_below(std::string_view text, const model::Words& words, SmallDecimal& out);
// Of a deadline: work without an end (长期坚持, 持续推进, 全年) has none.
bool is_open_ended(std::string_view text, const model::Words& words);

std::optional<bool> parse_flag(std::string_view text, const model::Words& words);
// 水质类别 in any spelling (Ⅱ, II, ２类, 二类, 劣Ⅴ, >Ⅴ): 1 to 5, 6 for 劣Ⅴ (GB 3838-2002). Nothing for "Ⅲ-Ⅳ" and anything else.
std::optional<int> parse_class(std::string_view text, const model::Words& words);

// A day of a Date column: as model::parse_day(), or the day number of spreadsheets (44000), or 8月31日 of `year` when one
// is given.
std::optional<model::Day> parse_date(std::string_view text, std::optional<int> year);
// "2021-03", "2021年3月", "202103", or any date: the first day of that month. 8月, 8月底 are of `year` when one is given.
std::optional<model::Day> parse_month(std::string_view text, std::optional<int> year = std::nullopt);
// "2021", "2021年", "2021年度".
std::optional<int> parse_year(std::string_view text);

}  // namespace kaohe::tables
