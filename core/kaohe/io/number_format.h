// kaohe/io/number_format.h - which number formats of a workbook make a number a date, and the date a number
// means.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kaohe::io {

enum class NumberFormat : std::uint8_t {
    Plain,     // a number; formats of elapsed time ("[h]:mm") too: 1.5 means one and a half days
    Date,      // year, month or day
    DateTime,  // both
    Time,      // time of day only
    Percent,   // shown a hundredfold with %
};

// The formats with a fixed meaning (ECMA-376 18.8.30), those of the Chinese, Japanese and Korean editions
// included (27-36 and 50-58, which files use without describing them). Anything else is Plain.
NumberFormat builtin_format(std::uint32_t id);

// Reads a format code: `yyyy"年"m"月"d"日"` is a Date, `0.00"米/day"` and `General` are not.
NumberFormat classify_format(std::string_view code);

enum class DateSystem { From1900, From1904 };

// The text of the date a serial number means: "2021-03-05", "2021-03-05 08:00:00", "08:00:00".
// `serial` is a decimal without exponent. Nothing when the number is no date: negative, behind the year 9999,
// day 0, or 29 February 1900, which Excel has and the calendar has not. Seconds are rounded to the nearest.
std::optional<std::string> date_text(std::string_view serial, NumberFormat format, DateSystem system);

// ISO 8601 as in cells of type "d": "2021-03-05T08:00:00.000Z" -> "2021-03-05 08:00:00". Seconds are rounded
// to the nearest; the zone letter is dropped. Nothing when it is not a date of the calendar.
std::optional<std::string> iso_date_text(std::string_view text);

}  // namespace kaohe::io
