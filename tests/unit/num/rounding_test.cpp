#include "kaohe/num/rounding.h"

#include "support/catch.h"
#include "support/csv_lines.h"
#include "support/shared_data.h"

using namespace kaohe::num;

namespace {
Decimal parsed(const std::string& text) { return Decimal::parse(text).value(); }
std::string even(const std::string& value, const std::string& interval) {
    return round_to(parsed(value), parsed(interval), Rounding::HalfEven).to_string();
}
}  // namespace

TEST_CASE("GB/T 8170 vectors of the domain reference") {
    // value, interval, expected: GB/T 8170-2008 3.2-3.5, worked examples
    const std::vector<std::array<std::string, 3>> rows = {
        {"12.1498", "1", "12"},      {"12.1498", "0.1", "12.1"},   {"1268", "100", "1300"},
        {"10.5002", "1", "11"},      {"1.050", "0.1", "1.0"},      {"0.35", "0.1", "0.4"},
        {"2500", "1000", "2000"},    {"3500", "1000", "4000"},     {"-355", "10", "-360"},
        {"-325", "10", "-320"},      {"-365", "10", "-360"},       {"-0.0365", "0.001", "-0.036"},
        {"97.46", "1", "97"},        {"15.4546", "1", "15"},       {"16.5203", "1", "17"},
        {"-15.4546", "1", "-15"},    {"17.5000", "1", "18"},       {"8.53459", "0.01", "8.53"},
        {"60.25", "0.5", "60.0"},    {"60.38", "0.5", "60.5"},     {"60.28", "0.5", "60.5"},
        {"-60.75", "0.5", "-61.0"},  {"830", "20", "840"},         {"842", "20", "840"},
        {"832", "20", "840"},        {"-930", "20", "-920"},       {"85.65", "0.1", "85.6"},
        {"85.650001", "0.1", "85.7"},{"85.75", "0.1", "85.8"},     {"2.675", "0.01", "2.68"},
        {"0.125", "0.01", "0.12"},   {"34.5", "1", "34"},          {"33.5", "1", "34"},
        {"32.5", "1", "32"},         {"85.748", "0.1", "85.7"},    {"-0.04", "0.1", "0.0"}};
    for (const auto& [value, interval, expected] : rows) {
        CAPTURE(value, interval);
        CHECK(even(value, interval) == expected);
    }
}

TEST_CASE("GB/T 8170 vectors of the shared data") {
    auto path = kaohe::testing::shared_file("data/vectors/gbt8170_rounding.csv");
    if (!path) return;
    int rows = 0;
    for (auto& row : kaohe::testing::read_table(*path, ',')) {
        CAPTURE(row["value"], row["interval"], row["source"]);
        CHECK(parsed(even(row["value"], row["interval"])) == parsed(row["expected"]));
        ++rows;
    }
    CHECK(rows >= 30);
}

TEST_CASE("a ratio is rounded once, from its exact value") {
    CHECK(round_to(Ratio(32000, 365), parsed("0.1"), Rounding::HalfEven).to_string() == "87.7");   // 320/365
    CHECK(round_to(Ratio(31100, 363), parsed("0.1"), Rounding::HalfEven).to_string() == "85.7");   // 85.6749…
    CHECK(round_to(Ratio(1, 3), parsed("0.000001"), Rounding::HalfEven).to_string() == "0.333333");
    CHECK(round_to(Ratio(-1, 3), parsed("0.5"), Rounding::HalfEven).to_string() == "-0.5");
}

TEST_CASE("ceiling, floor and half-up round in their own direction") {
    CHECK(round_to(parsed("54.0001"), 1, Rounding::Ceiling).to_string() == "55");
    CHECK(round_to(parsed("55"), 1, Rounding::Ceiling).to_string() == "55");
    CHECK(round_to(parsed("-1.5"), 1, Rounding::Ceiling).to_string() == "-1");
    CHECK(round_to(parsed("-1.5"), 1, Rounding::Floor).to_string() == "-2");
    CHECK(round_to(parsed("0.5"), 1, Rounding::HalfUp).to_string() == "1");
    CHECK(round_to(parsed("-0.5"), 1, Rounding::HalfUp).to_string() == "-1");
    CHECK(round_to(parsed("-0.4"), 1, Rounding::HalfUp).to_string() == "0");
}
