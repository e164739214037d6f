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
// 8月31日, a day of `year`. Nothing for anything else.
std::optional<Day> parse_day_of_year(std::string_view text, int year);
std::string to_string(Day day);  // "2021-03-05"
std::string month_text(std::int64_t year_month);  // 202103 -> "2021-03"
// The same day so many years later (or, negative, before); 28 February where there is no 29th.
Day add_years(Day day, int years);

// An hour of local time: hours since 1970-01-01 00:00.
using Hours = std::int64_t;
// A day and its hour: 2021-03-05 08:00, 2021-03-05T08, 2021年3月5日8时, 2021030508; 24:00 is 00:00 of the next day, a day
// alone is its 00:00 (spreadsheets write midnight so). Nothing when minutes or seconds are not 0.
std::optional<Hours> parse_hour(std::string_view text);
std::string hour_text(Hours hour);  // "2021-03-05 08:00"
Day day_of_hour(Hours hour);

// By when something is due, or when it was done, as work plans write it: a day, or the last day of a month or a year
// (2021年8月, 2021.9, 2021-08底, 2021年底前, 2021年). Without a year it is `year`'s: 12月底前, 年底. Nothing for anything else.
std::optional<Day> parse_deadline(std::string_view text, int year);

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
