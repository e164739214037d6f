#include "kaohe/model/kernels.h"

#include "columns.h"
#include "kaohe/num/int128.h"

using namespace kaohe::model;
using namespace kaohe::num;
using namespace kaohe::testing;

namespace {

// HJ 633-2012, table 1 (domain.md 1.1).
const std::vector<Ratio> kIaqi = {0, 50, 100, 150, 200, 300, 400, 500};
const std::vector<Ratio> kPm25 = {0, 35, 75, 115, 150, 250, 350, 500};
const std::vector<Ratio> kPm10 = {0, 50, 150, 250, 350, 420, 500, 600};
const std::vector<Ratio> kNo2 = {0, 40, 80, 180, 280, 565, 750, 940};
const std::vector<Ratio> kSo2 = {0, 50, 150, 475, 800, 1600, 2100, 2620};
const std::vector<Ratio> kCo = {0, 2, 4, 14, 24, 36, 48, 60};
const std::vector<Ratio> kO3 = {0, 100, 160, 215, 265, 800};
// HJ 633-2026: PM10 120 and PM2.5 60 at 100.
const std::vector<Ratio> kPm25Of2026 = {0, 35, 60, 115, 150, 250, 350, 500};
const std::vector<Ratio> kPm10Of2026 = {0, 50, 120, 250, 350, 420, 500, 600};

Cells iaqi(const std::vector<Ratio>& breakpoints, const Cells& concentrations, std::optional<Ratio> above = std::nullopt) {
    Interpolation line{.x = breakpoints, .y = {kIaqi.begin(), kIaqi.begin() + static_cast<std::ptrdiff_t>(breakpoints.size())}};
    line.mode = Rounding::Ceiling;
    line.above = above;
    return cells(interpolate(numbers(concentrations).view(), line));
}

Column one_to(int last) {
    Column out;
    for (int i = last; i >= 1; --i) out.append_number(i, 0);
    return out;
}

Ratio p(const Column& column, int percent) { return percentile(column.view(), Ratio(percent, 100)).value(); }

}  // namespace

TEST_CASE("percentiles follow HJ 663-2013 annex A") {
    CHECK(p(numbers({"3", "4", "8", "2", "5", "4"}), 90) == Ratio(13, 2));
    CHECK(p(one_to(365), 90) == Ratio(dec("328.6")));
    CHECK(p(one_to(365), 95) == Ratio(dec("346.8")));
    CHECK(p(one_to(365), 98) == Ratio(dec("357.72")));
    CHECK(p(one_to(366), 90) == Ratio(dec("329.5")));
}

TEST_CASE("the ends of the percentiles are the least and the greatest, and one value is all of them") {
    const Column column = numbers({"3", "-1.5", "", "8"});
    CHECK(p(column, 0) == Ratio(-3, 2));
    CHECK(p(column, 100) == Ratio(8));
    CHECK(p(column, 50) == Ratio(3));
    CHECK(p(numbers({"", "7"}), 98) == Ratio(7));
    CHECK_FALSE(percentile(numbers({"", ""}).view(), Ratio(1, 2)).has_value());
    CHECK_THROWS_AS(percentile(column.view(), Ratio(90)), std::invalid_argument);
    CHECK_THROWS_AS(percentile(column.view(), Ratio(-1, 100)), std::invalid_argument);
}

TEST_CASE("IAQI of HJ 633-2012: breakpoints, straight lines, rounded up") {
    CHECK(iaqi(kPm25, {"33", "35", "36", "60", "61", "70"}) == Cells{"48", "50", "52", "82", "83", "94"});
    CHECK(iaqi(kPm25, {"75", "76", "115", "151"}) == Cells{"100", "102", "150", "201"});
    CHECK(iaqi(kPm10, {"51", "120", "121", "150", "151", "421"}) == Cells{"51", "85", "86", "100", "101", "302"});
    CHECK(iaqi(kNo2, {"41", "80", "81"}) == Cells{"52", "100", "101"});
    CHECK(iaqi(kSo2, {"51", "475"}) == Cells{"51", "150"});
    CHECK(iaqi(kO3, {"100", "160", "161", "265", "800"}) == Cells{"50", "100", "101", "200", "300"});
}

TEST_CASE("the IAQI of CO 2.2 is 55, not the 56 of binary fractions") {
    CHECK(iaqi(kCo, {"2.0", "2.2", "4.0", "4.1"}) == Cells{"50", "55", "100", "101"});
}

TEST_CASE("IAQI of HJ 633-2026") {
    CHECK(iaqi(kPm25Of2026, {"33", "35", "36", "60", "61", "70"}) == Cells{"48", "50", "52", "100", "101", "110"});
    CHECK(iaqi(kPm25Of2026, {"75", "76", "115", "151"}) == Cells{"114", "115", "150", "201"});
    CHECK(iaqi(kPm10Of2026, {"51", "120", "121", "150", "151", "421"}) == Cells{"51", "100", "101", "112", "112", "302"});
}

TEST_CASE("above the table stands what the caller says, or a gap, gaps stay gaps") {
    CHECK(iaqi(kPm25, {"500", "501", "", "9999.5"}, Ratio(500)) == Cells{"500", "500", "", "500"});
    CHECK(iaqi(kO3, {"800", "800.1", ""}) == Cells{"300", "", ""});
    CHECK(iaqi(kPm25, {"0", "0.1", "-3"}) == Cells{"0", "1", "0"});
    CHECK(iaqi(kPm25, {}) == Cells{});
}

TEST_CASE("interpolation keeps the asked interval and rounding") {
    Interpolation line{.x = {0, 10}, .y = {0, 1}};
    line.interval = dec("0.1");
    CHECK(cells(interpolate(numbers({"2.5", "3.5", "-1", "10"}).view(), line)) == Cells{"0.2", "0.4", "0", "1"});
    line.interval = dec("0.5");
    line.mode = Rounding::HalfUp;
    CHECK(cells(interpolate(numbers({"2.5", "7.5", "2.4"}).view(), line)) == Cells{"0.5", "1", "0"});
    Interpolation falling{.x = {0, 10}, .y = {10, -10}};
    falling.mode = Rounding::Ceiling;
    CHECK(cells(interpolate(numbers({"5.1", "9.9", "0.1"}).view(), falling)) == Cells{"0", "-9", "10"});
    falling.mode = Rounding::Floor;
    CHECK(cells(interpolate(numbers({"5.1", "9.9"}).view(), falling)) == Cells{"-1", "-10"});
}

TEST_CASE("a line made ready once serves columns of every scale") {
    Interpolation line{.x = kCo, .y = kIaqi};
    line.mode = Rounding::Ceiling;
    PreparedLine ready(line);
    for (const Cells& values : {Cells{"2", "61"}, Cells{"2.2", ""}, Cells{"2.20", "4.01"}, Cells{"2.2", "0.3"}})
        CHECK(cells(ready.interpolate(numbers(values).view())) == cells(interpolate(numbers(values).view(), line)));
    CHECK_THROWS_AS(ready.interpolate(texts({"甲"}).view()), std::invalid_argument);
}

TEST_CASE("interpolation refuses points that make no line") {
    const Column column = numbers({"1"});
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {0}, .y = {0}}), std::invalid_argument);
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {0, 1, 2}, .y = {0, 1}}), std::invalid_argument);
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {0, 0}, .y = {0, 1}}), std::invalid_argument);
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {5, 1}, .y = {0, 1}}), std::invalid_argument);
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {0, 1}, .y = {0, 1}, .interval = 0}), std::invalid_argument);
    CHECK_THROWS_AS(interpolate(column.view(), {.x = {0, 1}, .y = {0, 1}, .interval = -1}), std::invalid_argument);
}

TEST_CASE("interpolation is exact where 64 bits are nearly full") {
    Interpolation line{.x = {0, Ratio(dec("0.999999999999999989"))}, .y = {0, 9}};
    line.mode = Rounding::Ceiling;
    // 9 · 0.999999999999999988 / 0.999999999999999989 is just below 9, and 9 · 1 / … just above 0
    CHECK(cells(interpolate(numbers({"0.999999999999999988", "0.000000000000000001"}).view(), line)) == Cells{"9", "1"});
    // a column of 18 decimals and breakpoints far above what it can hold
    CHECK(iaqi(kSo2, {"0.000000000000000001", "8.5", "9"}) == Cells{"1", "9", "9"});
    CHECK(cells(interpolate(numbers({"0.000000000000000001", "9"}).view(), {.x = {100, 200}, .y = {5, 7}})) == Cells{"5", "5"});
    CHECK(cells(interpolate(numbers({"0.000000000000000001", "-9"}).view(), {.x = {-200, -100}, .y = {5, 7}})) == Cells{"", ""});
    Interpolation below_zero{.x = {-1000, Ratio(dec("0.05"))}, .y = {0, 500}};
    below_zero.mode = Rounding::Ceiling;  // (v + 1000) / 1000.05 · 500 at −400.5 is 299.73…
    CHECK(cells(interpolate(numbers({"-400.5000000000", "0.0500000001"}).view(), below_zero)) == Cells{"300", ""});
}

TEST_CASE("interpolation of numbers too long to be exact is an error, never a wrong number") {
    Column wide;
    REQUIRE(wide.append_number(9'000'000'000'000'000'000, 0));
    Interpolation line{.x = {0, Ratio(Int128{1} << 100)}, .y = {0, Ratio((Int128{1} << 100) - 3)}};
    line.mode = Rounding::Ceiling;
    CHECK_THROWS_AS(interpolate(wide.view(), line), ArithmeticError);
}

TEST_CASE("a comparison with a gap is a gap") {
    const Column column = numbers({"85.65", "85.7", "", "86"});
    const auto with = [&](Comparison op, const char* bound) { return cells(compare(column.view(), op, Ratio(dec(bound)))); };
    CHECK(with(Comparison::GreaterEqual, "85.7") == Cells{"0", "1", "", "1"});
    CHECK(with(Comparison::Greater, "85.7") == Cells{"0", "0", "", "1"});
    CHECK(with(Comparison::Less, "85.7") == Cells{"1", "0", "", "0"});
    CHECK(with(Comparison::LessEqual, "85.7") == Cells{"1", "1", "", "0"});
    CHECK(with(Comparison::Equal, "85.700") == Cells{"0", "1", "", "0"});
    CHECK(with(Comparison::NotEqual, "85.7") == Cells{"1", "0", "", "1"});
}

TEST_CASE("a bound between two steps of the column is compared exactly") {
    const Column column = numbers({"-1", "0", "1", "33", "34"});
    const auto third = Ratio(100, 3);  // 33.33…
    CHECK(cells(compare(column.view(), Comparison::GreaterEqual, third)) == Cells{"0", "0", "0", "0", "1"});
    CHECK(cells(compare(column.view(), Comparison::LessEqual, third)) == Cells{"1", "1", "1", "1", "0"});
    CHECK(cells(compare(column.view(), Comparison::Equal, third)) == Cells{"0", "0", "0", "0", "0"});
    CHECK(cells(compare(column.view(), Comparison::Less, Ratio(-1, 3))) == Cells{"1", "0", "0", "0", "0"});
    CHECK(cells(compare(column.view(), Comparison::Greater, Ratio(-1, 3))) == Cells{"0", "1", "1", "1", "1"});
}

TEST_CASE("columns, texts and days are compared row by row") {
    CHECK(cells(compare(numbers({"1.5", "2", "", "3"}).view(), Comparison::LessEqual, numbers({"1.50", "1.99", "1", ""}).view())) ==
          Cells{"1", "0", "", ""});
    const Column regions = texts({"盐池县", "同心县", ""});
    CHECK(cells(compare_text(regions.view(), Comparison::Equal, "盐池县")) == Cells{"1", "0", ""});
    CHECK(cells(compare_text(regions.view(), Comparison::NotEqual, "盐池县")) == Cells{"0", "1", ""});
    CHECK(cells(compare_text(regions.view(), Comparison::Equal, "利通区")) == Cells{"0", "0", ""});
    CHECK_THROWS_AS(compare_text(regions.view(), Comparison::Less, "x"), std::invalid_argument);
    CHECK(cells(compare_day(days({"2026-02-28", "2026-03-01", ""}).view(), Comparison::GreaterEqual, *parse_day("2026-03-01"))) ==
          Cells{"0", "1", ""});
}

TEST_CASE("texts of two columns are never compared by their place in a pool") {
    const Column a = texts({"甲", "乙"}), b = texts({"乙", "甲"});
    CHECK_THROWS_AS(compare(a.view(), Comparison::Equal, b.view()), std::invalid_argument);
}

TEST_CASE("in both, either and negate a gap is not true") {
    const Column a = flags({"1", "1", "1", "0", "0", ""}), b = flags({"1", "0", "", "0", "", ""});
    const ColumnView pair[] = {a.view(), b.view()};
    CHECK(cells(both(pair)) == Cells{"1", "0", "0", "0", "0", "0"});
    CHECK(cells(either(pair)) == Cells{"1", "1", "1", "0", "0", "0"});
    CHECK(cells(negate(a.view())) == Cells{"0", "0", "0", "1", "1", "1"});
    CHECK(cells(present(b.view())) == Cells{"1", "1", "0", "1", "0", "0"});
    CHECK(count(a.view()) == 3);
}

TEST_CASE("select shortens, where makes gaps, choose takes from two") {
    const Column values = numbers({"1.5", "", "3", "4"}), mask = flags({"1", "1", "0", ""});
    CHECK(cells(select(values.view(), mask.view())) == Cells{"1.5", ""});
    CHECK(cells(where(values.view(), mask.view())) == Cells{"1.5", "", "", ""});
    CHECK(cells(choose(mask.view(), values.view(), numbers({"10", "20", "", "40.25"}).view())) == Cells{"1.5", "", "", "40.25"});
    CHECK(cells(select(texts({"甲", "乙", "甲", "丙"}).view(), mask.view())) == Cells{"甲", "乙"});
    CHECK(cells(where(days({"2021-01-01", "", "2021-01-03", ""}).view(), mask.view())) == Cells{"2021-01-01", "", "", ""});
    CHECK(select(texts({"甲"}).view(), flags({"0"}).view()).size() == 0);
}

TEST_CASE("choose keeps texts texts and days days") {
    const Column mask = flags({"1", "0", ""});
    CHECK(cells(choose(mask.view(), texts({"甲", "乙", "丙"}).view(), texts({"丁", "甲", ""}).view())) == Cells{"甲", "甲", ""});
    const Column chosen = choose(mask.view(), days({"2021-01-01", "", ""}).view(), days({"", "2021-02-02", "2021-03-03"}).view());
    CHECK(cells(chosen) == Cells{"2021-01-01", "2021-02-02", "2021-03-03"});
    CHECK_THROWS_AS(choose(mask.view(), numbers({"1", "2", "3"}).view(), texts({"甲", "乙", "丙"}).view()), std::invalid_argument);
}

TEST_CASE("statistics look at the values that are there") {
    const Column column = numbers({"34.5", "", "33", "-1.25"});
    CHECK(sum(column.view()) == Ratio(dec("66.25")));
    CHECK(mean(column.view()) == Ratio(265, 12));  // 66.25 / 3
    CHECK(minimum(column.view()) == Ratio(-5, 4));
    CHECK(maximum(column.view()) == Ratio(69, 2));
    const Column nothing = numbers({"", ""});
    CHECK(sum(nothing.view()) == Ratio(0));
    CHECK_FALSE(mean(nothing.view()).has_value());
    CHECK_FALSE(minimum(nothing.view()).has_value());
    CHECK_FALSE(maximum(nothing.view()).has_value());
    CHECK_FALSE(mean(numbers({}).view()).has_value());
}

TEST_CASE("there is no arithmetic on texts and days") {
    const Column names = texts({"甲", "乙"}), dates = days({"2021-01-01", "2021-01-02"});
    for (const Column* column : {&names, &dates}) {
        const ColumnView view = column->view();
        const ColumnView list[] = {view};
        CHECK_THROWS_AS(sum(view), std::invalid_argument);
        CHECK_THROWS_AS(mean(view), std::invalid_argument);
        CHECK_THROWS_AS(percentile(view, Ratio(1, 2)), std::invalid_argument);
        CHECK_THROWS_AS(row_sum(list), std::invalid_argument);
        CHECK_THROWS_AS(row_max(list), std::invalid_argument);
        CHECK_THROWS_AS(round_each(view, 1, Rounding::HalfEven), std::invalid_argument);
        CHECK_THROWS_AS(interpolate(view, {.x = {0, 1}, .y = {0, 1}}), std::invalid_argument);
        CHECK_THROWS_AS(compare(view, Comparison::Less, Ratio(1)), std::invalid_argument);
    }
    CHECK_THROWS_AS(minimum(names.view()), std::invalid_argument);
    CHECK_THROWS_AS(maximum(names.view()), std::invalid_argument);
    CHECK_THROWS_AS(date_part(numbers({"1"}).view(), DatePart::Year), std::invalid_argument);
}

TEST_CASE("a mask is a column of flags") {
    const Column values = numbers({"1", "2"}), names = texts({"甲", "乙"});
    for (const Column* mask : {&values, &names}) {
        const ColumnView list[] = {mask->view()};
        CHECK_THROWS_AS(select(values.view(), mask->view()), std::invalid_argument);
        CHECK_THROWS_AS(where(values.view(), mask->view()), std::invalid_argument);
        CHECK_THROWS_AS(choose(mask->view(), values.view(), values.view()), std::invalid_argument);
        CHECK_THROWS_AS(both(list), std::invalid_argument);
        CHECK_THROWS_AS(either(list), std::invalid_argument);
        CHECK_THROWS_AS(negate(mask->view()), std::invalid_argument);
        CHECK_THROWS_AS(count(mask->view()), std::invalid_argument);
    }
}

TEST_CASE("each value of a column is rounded once, half to even") {
    const Column column = numbers({"160.5", "150.5", "75.5", "60.5", "", "-0.5"});
    const Column rounded = round_each(column.view(), 1, Rounding::HalfEven);
    CHECK(cells(rounded) == Cells{"160", "150", "76", "60", "", "0"});
    CHECK(rounded.scale() == 0);
    CHECK(cells(round_each(column.view(), dec("0.01"), Rounding::HalfEven)) == cells(column));
    CHECK(cells(round_each(numbers({"930", "832"}).view(), 20, Rounding::HalfEven)) == Cells{"920", "840"});
    CHECK(cells(round_each(numbers({"60.25", "60.38"}).view(), dec("0.5"), Rounding::HalfEven)) == Cells{"60", "60.5"});
    CHECK_THROWS_AS(round_each(column.view(), 0, Rounding::HalfEven), std::invalid_argument);
    CHECK_THROWS_AS(round_each(column.view(), -1, Rounding::HalfEven), std::invalid_argument);
    CHECK_THROWS(round_each(column.view(), dec("0.00000000000000000005"), Rounding::HalfEven));
}

TEST_CASE("row-wise maximum passes over gaps, the sum does not, and gaps are counted") {
    const Column a = numbers({"1", "", "3.5", ""}), b = numbers({"2.25", "2", "", ""}), c = numbers({"-1", "1", "9", ""});
    const ColumnView all[] = {a.view(), b.view(), c.view()};
    CHECK(cells(row_max(all)) == Cells{"2.25", "2", "9", ""});
    CHECK(cells(row_sum(all)) == Cells{"2.25", "", "", ""});
    CHECK(cells(row_gaps(all)) == Cells{"0", "1", "1", "3"});
}

TEST_CASE("columns of different length are refused") {
    const Column two = numbers({"1", "2"}), three = numbers({"1", "2", "3"}), mask = flags({"1", "1", "1"});
    const ColumnView pair[] = {two.view(), three.view()};
    CHECK_THROWS_AS(row_max(pair), std::invalid_argument);
    CHECK_THROWS_AS(row_sum(pair), std::invalid_argument);
    CHECK_THROWS_AS(row_gaps(pair), std::invalid_argument);
    CHECK_THROWS_AS(select(two.view(), mask.view()), std::invalid_argument);
    CHECK_THROWS_AS(where(two.view(), mask.view()), std::invalid_argument);
    CHECK_THROWS_AS(choose(mask.view(), two.view(), three.view()), std::invalid_argument);
    CHECK_THROWS_AS(compare(two.view(), Comparison::Less, three.view()), std::invalid_argument);
}

TEST_CASE("a sum that leaves 64 bits is an error, never a wrong number") {
    Column big;
    REQUIRE(big.append_number(std::numeric_limits<std::int64_t>::max(), 0));
    const ColumnView twice[] = {big.view(), big.view()};
    CHECK_THROWS_AS(row_sum(twice), ArithmeticError);
    const Column fine = numbers({"0.1"});
    const ColumnView scales[] = {big.view(), fine.view()};
    CHECK_THROWS_AS(row_max(scales), ArithmeticError);
    REQUIRE(big.append_number(std::numeric_limits<std::int64_t>::max(), 0));
    CHECK(sum(big.view()) == Ratio(Int128{std::numeric_limits<std::int64_t>::max()} * 2));
}

TEST_CASE("parts of a date") {
    const Column column = days({"2021-12-31", "", "2024-02-29"});
    CHECK(cells(date_part(column.view(), DatePart::Year)) == Cells{"2021", "", "2024"});
    CHECK(cells(date_part(column.view(), DatePart::Month)) == Cells{"12", "", "2"});
    CHECK(cells(date_part(column.view(), DatePart::DayOfMonth)) == Cells{"31", "", "29"});
    CHECK(cells(date_part(column.view(), DatePart::YearMonth)) == Cells{"202112", "", "202402"});
}

TEST_CASE("groups come in order of their key, and gaps form none") {
    const Column months = numbers({"3", "1", "", "3", "2", "1"});
    const auto groups = group_by(months.view());
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].key == 1);
    CHECK(groups[0].rows == std::vector<std::uint32_t>{1, 5});
    CHECK(groups[1].rows == std::vector<std::uint32_t>{4});
    CHECK(groups[2].rows == std::vector<std::uint32_t>{0, 3});

    const Column names = texts({"b", "", "a", "甲", "B", "b"});  // by code point: B a b 甲, not as they came
    std::vector<std::string> order;
    for (const auto& group : group_by(names.view())) order.push_back((*names.view().texts)[group.key]);
    CHECK(order == Cells{"B", "a", "b", "甲"});
    CHECK(cells(take(names.view(), std::vector<std::uint32_t>{3, 1, 0})) == Cells{"甲", "", "b"});
    CHECK(group_by(numbers({"", ""}).view()).empty());
}

TEST_CASE("every hour between the first and the last has a row, and stations are averaged") {
    const Column times = hours({"2021-01-01 23:00", "2021-01-02 02:00", "", "2021-01-01 23:00"});
    CHECK(cells(every_hour(times.view())) == Cells{"2021-01-01 23:00", "2021-01-02 00:00", "2021-01-02 01:00", "2021-01-02 02:00"});
    CHECK(cells(hourly_mean(times.view(), numbers({"1", "7", "9", "2"}).view(), dec("0.1"))) == Cells{"1.5", "", "", "7"});
    CHECK(cells(hourly_mean(times.view(), numbers({"1", "", "9", ""}).view(), dec("1"))) == Cells{"1", "", "", ""});
    CHECK(cells(hourly_mean(times.view(), numbers({"160", "", "", "161"}).view(), dec("1"))) == Cells{"160", "", "", ""});  // 160.5: even
    CHECK(cells(days_of(times.view())) == Cells{"2021-01-01", "2021-01-02", "", "2021-01-01"});
    CHECK(every_hour(hours({"", ""}).view()).size() == 0);
    CHECK(hourly_mean(hours({""}).view(), numbers({"1"}).view(), dec("1")).size() == 0);
    CHECK_THROWS_AS(every_hour(days({"2021-01-01"}).view()), std::invalid_argument);
    CHECK_THROWS_AS(every_hour(hours({"1900-01-01 00:00", "2021-01-01 00:00"}).view()), std::invalid_argument);
}

TEST_CASE("a rolling mean needs its minimum of values, and rows before the first have none") {
    const Column column = numbers({"1", "2", "3", "", "5", "", "", "8"});
    CHECK(cells(rolling_mean(column.view(), 3, 3, dec("0.001"))) == Cells{"", "", "2", "", "", "", "", ""});
    CHECK(cells(rolling_mean(column.view(), 3, 2, dec("0.001"))) == Cells{"", "1.5", "2", "2.5", "4", "", "", ""});
    CHECK(cells(rolling_mean(column.view(), 3, 1, dec("0.001"))) == Cells{"1", "1.5", "2", "2.5", "4", "5", "5", "8"});
    CHECK(cells(rolling_mean(column.view(), 1, 1, dec("1"))) == cells(column));
    CHECK(cells(rolling_mean(flags({"1", "0", "0"}).view(), 3, 1, dec("0.001"))) == Cells{"1", "0.5", "0.333"});
    CHECK_THROWS_AS(rolling_mean(column.view(), 3, 4, dec("1")), std::invalid_argument);
    CHECK_THROWS_AS(rolling_mean(column.view(), 3, 0, dec("1")), std::invalid_argument);
    CHECK_THROWS_AS(rolling_mean(texts({"a"}).view(), 3, 1, dec("1")), std::invalid_argument);
}

TEST_CASE("a rolling mean of whole numbers does not get across a whole bound by rounding") {
    Cells almost(23, "200");
    almost.push_back("201");
    const Column mean = rolling_mean(numbers(almost).view(), 24, 20, dec("0.000001"));
    CHECK(cells(compare(mean.view(), Comparison::Greater, Ratio(200))).back() == "1");
    almost.back() = "199";
    CHECK(cells(compare(rolling_mean(numbers(almost).view(), 24, 20, dec("0.000001")).view(), Comparison::Less, Ratio(200))).back() == "1");
}

TEST_CASE("runs are the stretches where a mask is true, gaps end them") {
    CHECK(runs(flags({"1", "1", "0", "1", "", "1"}).view()) == std::vector<Run>{{0, 1}, {3, 3}, {5, 5}});
    CHECK(runs(flags({"0", "1", "1"}).view()) == std::vector<Run>{{1, 2}});
    CHECK(runs(flags({"", "0"}).view()).empty());
    CHECK(runs(flags({}).view()).empty());
    CHECK_THROWS_AS(runs(numbers({"1"}).view()), std::invalid_argument);
}
