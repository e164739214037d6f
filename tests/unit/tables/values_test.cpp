#include "kaohe/tables/values.h"

#include "support/catch.h"
#include "world.h"

using namespace kaohe;
using namespace kaohe::testing;
using tables::NumberText;

namespace {

// The words of the shipped dictionary.
const model::Words& words() {
    static const ReadingWorld world("regions { { name = \"甲县\", kind = \"county\" } }");
    return world.plan->dictionary.words;
}

}  // namespace

TEST_CASE("numbers as people write them") {
    struct Row {
        std::string text;
        NumberText kind;
        std::int64_t coefficient = 0;
        int scale = 0;
        std::string unit = "";
    };
    using enum NumberText;
    const std::vector<Row> rows = {
        {"0", Value, 0, 0}, {"85.7", Value, 857, 1}, {"85.70", Value, 8570, 2}, {"-0.5", Value, -5, 1}, {"+3", Value, 3, 0},
        {".5", Value, 5, 1}, {"007", Value, 7, 0}, {" 12 ", Value, 12, 0},
        {"\u300012\u00a0", Value, 12, 0},  // wide and non-breaking blanks
        {"８５．７", Value, 857, 1},
        {"−3", Value, -3, 0},  // the minus sign of typesetters
        {"1,234.5", Value, 12345, 1}, {"12,345,678", Value, 12345678, 0}, {"１，２３４", Value, 1234, 0}, {"-1,234", Value, -1234, 0},
        {"85.7%", Value, 857, 1, "%"}, {"85.7 %", Value, 857, 1, "%"}, {"85.7％", Value, 857, 1, "%"}, {"5吨", Value, 5, 0, "吨"},
        {"1,234 万 吨", Value, 1234, 0, "万吨"}, {"0.01L", Value, 1, 2, "L"}, {"0x10", Value, 0, 0, "x10"},
        {"999999999999999999", Value, 999999999999999999, 0}, {"0.000000000000000001", Value, 1, 18},
        {"1000000000000000000", TooLong}, {"0.1234567890123456789", TooLong},
        {"", Blank}, {"—", Blank}, {"——", Blank}, {"/", Blank}, {"无", Blank}, {"NA", Blank}, {"N/A", Blank}, {" — ", Blank}, {"-", Blank},
        {"nan", Blank},
        {"<0.01", Bound}, {"约5", Bound}, {"≥95", Bound}, {"95以上", Bound},
        {"1,23", Wrong}, {"1,2345", Wrong}, {",123", Wrong}, {"1,234,56", Wrong}, {"1234,567", Wrong}, {"1,234.5,6", Wrong}, {"5.", Wrong},
        {"1.2.3", Wrong}, {"1e5", Wrong}, {"1 234", Wrong}, {"未检出", Wrong}, {"+", Wrong}, {"--5", Wrong}, {"inf", Wrong}, {"%", Wrong},
        {"五", Wrong}, {"3-5", Wrong}, {"3/5", Wrong},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const tables::NumberCell read = tables::parse_number(row.text, words());
        REQUIRE(read.kind == row.kind);
        if (row.kind != Value) continue;
        CHECK(read.number.coefficient == row.coefficient);
        CHECK(read.number.scale == row.scale);
        CHECK(read.unit == row.unit);
    }
}

TEST_CASE("results below the detection limit are half of it, and only with the limit") {
    struct Row {
        std::string text;
        tables::BelowText kind;
        std::int64_t coefficient;
        int scale;
    };
    using enum tables::BelowText;
    const std::vector<Row> rows = {
        {"<0.01", Half, 5, 3},
        {"＜0.01", Half, 5, 3},
        {" < 0.01 ", Half, 5, 3},
        {"<0.02", Half, 1, 2},
        {"<1", Half, 5, 1},
        {"<０.０１", Half, 5, 3},
        {"0.01L", Half, 5, 3},
        {"0.01 L", Half, 5, 3},
        {"0.00004L", Half, 2, 5},
        {"0.01l", Half, 5, 3},
        {"未检出(<0.01)", Half, 5, 3},
        {"未检出（0.01）", Half, 5, 3},
        {"未检出<0.01", Half, 5, 3},
        {"ND(0.01)", Half, 5, 3},
        {"ND 0.01L", Half, 5, 3},
        {"未检出", NoLimit, 0, 0},
        {" 未检出 ", NoLimit, 0, 0},
        {"ND", NoLimit, 0, 0},
        {"低于检出限", NoLimit, 0, 0},
        {"<0", No, 0, 0},
        {"<-1", No, 0, 0},
        {"<", No, 0, 0},
        {"L", No, 0, 0},
        {"<0.01L", No, 0, 0},
        {"0.01", No, 0, 0},
        {">0.01", No, 0, 0},
        {"≤0.01", No, 0, 0},
        {"未检出约0.01", No, 0, 0},
        {"", No, 0, 0},
        {"<999999999999999999", TooLong, 0, 0},
        {"<0.000000000000000001", TooLong, 0, 0},
        {"<1234567890123456789", TooLong, 0, 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        tables::SmallDecimal out;
        REQUIRE(tables::parse_below(row.text, words(), out) == row.kind);
        if (row.kind != Half) continue;
        CHECK(out.coefficient == row.coefficient);
        CHECK(out.scale == row.scale);
    }
}

TEST_CASE("yes and no") {
    for (const char* text : {"是", "有", "TRUE", "true", "1", "√", "已完成", " 是 ", "Y"}) {
        CAPTURE(text);
        CHECK(tables::parse_flag(text, words()) == true);
    }
    for (const char* text : {"否", "FALSE", "false", "0", "×", "未完成", "N"}) {
        CAPTURE(text);
        CHECK(tables::parse_flag(text, words()) == false);
    }
    for (const char* text : {"", "大概", "是否", "是是", "2", "yes!", "不详", "是/否"}) {
        CAPTURE(text);
        CHECK_FALSE(tables::parse_flag(text, words()));
    }
}

TEST_CASE("months") {
    for (const char* text : {"2021-03", "2021-3", "2021/03", "2021.3", "2021年3月", "2021年03月", "202103", "2021-03-15", "2021年3月15日", "２０２１-０３"}) {
        CAPTURE(text);
        CHECK(tables::parse_month(text) == model::day_of(2021, 3, 1));
    }
    for (const char* text : {"", "3", "3月", "2021", "2021-13", "2021-00", "21-03", "2021-3-", "202113", "2021-031", "三月", "2021年3月约", "x2021-03", "2021-03~2021-05", "2021年第3季度", "2021/3月", "2021-03-32"}) {
        CAPTURE(text);
        CHECK_FALSE(tables::parse_month(text));
    }
}

TEST_CASE("years") {
    for (const char* text : {"2021", "2021年", "2021年度", " 2021 ", "２０２１"}) {
        CAPTURE(text);
        CHECK(tables::parse_year(text) == 2021);
    }
    for (const char* text : {"", "21", "20211", "2021.0", "二〇二一", "2021-01", "年", "-2021"}) {
        CAPTURE(text);
        CHECK_FALSE(tables::parse_year(text));
    }
}
