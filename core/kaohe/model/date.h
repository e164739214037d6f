// kaohe/model/date.h - calendar days and assessment periods. Proleptic Gregorian; no clock is ever read.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kaohe::model {

// A day, as days since 1970-01-01. Ordered, and cheap to keep in columns.
using Day = std::int64_t;

struct Calendar {
    int year = 0, month = 0, day = 0;  // month 1-12, day 1-31
};
// Nothing when there is no such day: 2021-02-29.
std::optional<Day> day_of(int year, int month, int day);
Calendar calendar(Day day);
int days_in_month(int year, int month);

// As people write them: 2021-03-05, 2021/3/5, 2021.3.5, 2021年3月5日, 20210305; a time of day behind it is dropped
// ("2021-03-05 08:00"). Nothing for anything else.
std::optional<Day> parse_day(std::string_view text);
std::string to_string(Day day);  // "2021-03-05"

// A year ("2021") or a month ("2021-09") that is assessed, or a span of years ("2018-2020").
struct Period {
    Day first = 0, last = 0;  // both included
    static std::optional<Period> parse(std::string_view text);
    bool contains(Day day) const { return first <= day && day <= last; }
    bool whole_years() const;
    int year() const { return calendar(first).year; }
    std::string to_string() const;
    friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace kaohe::model
