#include "kaohe/model/date.h"

#include "support/catch.h"

using namespace kaohe::model;

TEST_CASE("a day is read in all the ways people write it") {
    for (auto text : {"2021-03-05", "2021-3-5", "2021/3/5", "2021/03/05", "2021.3.5", "2021年3月5日", "2021年03月05日", "20210305",
                      "2021-03-05 08:00", "2021-03-05T08:00:00", "2021/3/5 0:00:00", "2021年3月5日 08:00"}) {
        CAPTURE(text);
        REQUIRE(parse_day(text).has_value());
        CHECK(to_string(*parse_day(text)) == "2021-03-05");
    }
}

TEST_CASE("what is not a day is not guessed") {
    for (auto text : {"", "2021", "2021-03", "03-05", "21-3-5", "2021-3-5日", "2021年3-5", "2021-3/5", "2021-/3/5", "2021-.3.5",
                      "2021--3-5", "2021-3-5 abc", "2021-03-05x", "2021030", "202103051", "2021年3月", "-2021-3-5", "2021-03-",
                      "44260", "２０２１-3-5", "2021-3-5-7", "5/3/2021"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_day(text).has_value());
    }
}

TEST_CASE("only days of the calendar are days") {
    CHECK_FALSE(parse_day("2021-02-29").has_value());
    CHECK(parse_day("2024-02-29").has_value());
    CHECK_FALSE(parse_day("1900-02-29").has_value());  // a century that is no leap year
    CHECK(parse_day("2000-02-29").has_value());
    CHECK_FALSE(parse_day("2021-04-31").has_value());
    CHECK_FALSE(parse_day("2021-13-01").has_value());
    CHECK_FALSE(parse_day("2021-00-10").has_value());
    CHECK_FALSE(parse_day("2021-01-00").has_value());
    CHECK_FALSE(parse_day("20210229").has_value());
    CHECK_FALSE(day_of(2021, -1, 5).has_value());
    CHECK_FALSE(day_of(2021, 1, 300).has_value());
    CHECK_FALSE(day_of(0, 1, 1).has_value());
}

TEST_CASE("days count from 1970 and follow one another") {
    CHECK(day_of(1970, 1, 1) == 0);
    CHECK(day_of(2000, 3, 1) == 11017);  // the well-known day number of 2000-03-01
    CHECK(*day_of(2021, 12, 31) - *day_of(2021, 1, 1) == 364);
    CHECK(*day_of(2024, 12, 31) - *day_of(2024, 1, 1) == 365);
    CHECK(days_in_month(2021, 2) == 28);
    CHECK(days_in_month(2024, 2) == 29);
    for (Day day = *day_of(1999, 12, 1); day <= *day_of(2001, 3, 1); ++day) {
        const Calendar c = calendar(day);
        CHECK(day_of(c.year, c.month, c.day) == day);
        CHECK(parse_day(to_string(day)) == day);
    }
}

TEST_CASE("a period is a year, a month or a span of years") {
    const auto year = Period::parse("2021");
    REQUIRE(year);
    CHECK(to_string(year->first) == "2021-01-01");
    CHECK(to_string(year->last) == "2021-12-31");
    CHECK(year->whole_years());
    CHECK(year->to_string() == "2021");

    const auto month = Period::parse("2021-09");
    REQUIRE(month);
    CHECK(to_string(month->first) == "2021-09-01");
    CHECK(to_string(month->last) == "2021-09-30");
    CHECK_FALSE(month->whole_years());
    CHECK(month->to_string() == "2021-09");
    CHECK(to_string(Period::parse("2024-02")->last) == "2024-02-29");
    CHECK(to_string(Period::parse("2021-12")->last) == "2021-12-31");

    const auto span = Period::parse("2018-2020");
    REQUIRE(span);
    CHECK(to_string(span->first) == "2018-01-01");
    CHECK(to_string(span->last) == "2020-12-31");
    CHECK(span->whole_years());
    CHECK(span->year() == 2018);
    CHECK(span->to_string() == "2018-2020");
}

TEST_CASE("both ends of a period belong to it") {
    const auto year = Period::parse("2021").value();
    CHECK(year.contains(*day_of(2021, 1, 1)));
    CHECK(year.contains(*day_of(2021, 12, 31)));
    CHECK_FALSE(year.contains(*day_of(2020, 12, 31)));
    CHECK_FALSE(year.contains(*day_of(2022, 1, 1)));
}

TEST_CASE("what is not a period is refused") {
    for (auto text : {"", "21", "2021-", "2021-13", "2021-00", "2020-2018", "2021-09-01", "2021年", "2021-123", "20211", " 2021",
                      "2021-9x", "0021", "2021-2022-2023"}) {
        CAPTURE(text);
        CHECK_FALSE(Period::parse(text).has_value());
    }
}

TEST_CASE("an hour is read with its day, midnight also as 24:00 or without a time") {
    for (auto text : {"2021-03-05 08:00", "2021-03-05 8:00:00", "2021-03-05T08", "2021/3/5 8", "2021年3月5日8时", "2021年3月5日 08:00", "2021030508",
                      "2021-03-05 08:00:00.000"}) {
        CAPTURE(text);
        REQUIRE(parse_hour(text).has_value());
        CHECK(hour_text(*parse_hour(text)) == "2021-03-05 08:00");
    }
    CHECK(parse_hour("2021-03-05 24:00") == parse_hour("2021-03-06 00:00"));
    CHECK(parse_hour("2021-03-06") == parse_hour("2021-03-06 0:00"));
    CHECK(parse_hour("1970-01-01 00:00") == 0);
    CHECK(hour_text(-1) == "1969-12-31 23:00");
    CHECK(to_string(day_of_hour(-1)) == "1969-12-31");
    CHECK(to_string(day_of_hour(23)) == "1970-01-01");
}

TEST_CASE("what is not a whole hour is not rounded to one") {
    for (auto text : {"", "08:00", "2021-03-05 08:30", "2021-03-05 08:00:01", "2021-03-05 25:00", "2021-03-05 x", "2021-02-29 08:00",
                      "2021-03-05 08:00 x", "2021030525", "2021-03-05 -1"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_hour(text).has_value());
    }
}

TEST_CASE("a deadline is a day, or the last day of the month or year that is named") {
    struct Row {
        const char *text, *day;
    };
    for (const Row& row : {Row{"2021-10-15", "2021-10-15"}, {"2021年10月15日前", "2021-10-15"}, {"2021年底", "2021-12-31"}, {"2021年底前", "2021-12-31"},
                           {"2021年", "2021-12-31"}, {"2021年8月", "2021-08-31"}, {"2021.9", "2021-09-30"}, {"2021.04", "2021-04-30"},
                           {"2024-02", "2024-02-29"}, {"2021年12月底前", "2021-12-31"}, {"12月底前", "2021-12-31"}, {"4月底", "2021-04-30"},
                           {"2月末", "2021-02-28"}, {"6月", "2021-06-30"}, {"年底", "2021-12-31"}, {"年底以前", "2021-12-31"}}) {
        CAPTURE(row.text);
        REQUIRE(parse_deadline(row.text, 2021).has_value());
        CHECK(to_string(*parse_deadline(row.text, 2021)) == row.day);
    }
    for (auto text : {"", "12", "尽快", "2021", "2021年13月", "13月底", "0月", "2021年8", "上半年", "2021年3季度", "底", "前"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_deadline(text, 2021).has_value());
    }
}

TEST_CASE("the same day of another year, and the end of February") {
    const auto moved = [](const char* day, int years) { return to_string(add_years(*parse_day(day), years)); };
    CHECK(moved("2021-12-31", 1) == "2022-12-31");
    CHECK(moved("2022-10-31", -1) == "2021-10-31");
    CHECK(moved("2024-02-29", 1) == "2025-02-28");
    CHECK(moved("2024-02-29", 4) == "2028-02-29");
    CHECK(moved("2023-02-28", 1) == "2024-02-28");
}
