#include "kaohe/base/text.h"

#include <array>

#include "support/catch.h"

using namespace kaohe;

namespace {
const std::string kNbsp = "\u00A0", kIdeographic = "\u3000", kZeroWidth = "\u200B", kBom = "\uFEFF";
const std::vector<std::string> kRegions = {"利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县"};
}  // namespace

TEST_CASE("the first byte that is not UTF-8 is found") {
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("优良天数 ≥ 85.7%"));
    // RFC 3629: no lone continuation, no cut character, no overlong form, no surrogate, nothing above U+10FFFF
    CHECK(first_invalid_utf8("ab\x80") == 2);
    CHECK(first_invalid_utf8("中\xE4\xB8") == 3);
    CHECK(first_invalid_utf8("\xC0\xAF") == 0);
    CHECK(first_invalid_utf8("a\xED\xA0\x80") == 1);
    CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0);
    CHECK(first_invalid_utf8("利通区") == std::string_view::npos);
}

TEST_CASE("Chinese characters and full-width signs are two columns wide") {
    // Unicode UAX #11: W and F take two, combining marks none
    const std::vector<std::pair<std::string, std::size_t>> rows = {
        {"", 0},   {"abc", 3},  {"利通区", 6}, {"８５．７％", 10}, {"PM2.5年均", 9}, {"（吴忠）", 8},
        {"¥1", 2}, {"μg/m³", 5}, {"e\u0301", 1}, {"\u200B", 0},   {"ｱ", 1},          {"a\xFFz", 3}};
    for (const auto& [text, width] : rows) {
        CAPTURE(text);
        CHECK(display_width(text) == width);
    }
}

TEST_CASE("padding counts columns and never cuts") {
    CHECK(pad_right("盐池县", 8) == "盐池县  ");
    CHECK(pad_left("90", 4) == "  90");
    CHECK(pad_right("红寺堡区", 3) == "红寺堡区");
}

TEST_CASE("trim takes away every kind of blank at both ends and none inside") {
    CHECK(trim(" \t\r\n85.7 ") == "85.7");
    CHECK(trim(kNbsp + "85.7" + kNbsp) == "85.7");
    CHECK(trim(kIdeographic + "利通 区" + kIdeographic) == "利通 区");
    CHECK(trim(kBom + "县区" + kZeroWidth) == "县区");
    CHECK(trim(kNbsp + " " + kIdeographic).empty());
    CHECK(trim("").empty());
    CHECK(trim(" a\xFF ") == "a\xFF");
}

TEST_CASE("fold makes the ways to write a header equal") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"ＰＭ２．５", "PM2.5"},      {"化肥　利用率（％）", "化肥利用率(%)"}, {"㎡", "m2"},
        {"\u00B5g/m³", "\u03BCg/m3"}, {"\u03BCg/m³", "\u03BCg/m3"},           {" 县\u00A0区 ", "县区"},
        {"Ⅲ类", "III类"},             {"ＩＶ", "IV"},                         {"℃", "°C"},
        {kBom + "县区", "县区"},      {"", ""}};
    for (const auto& [written, folded] : rows) {
        CAPTURE(written);
        CHECK(fold(written) == folded);
    }
}

TEST_CASE("Chinese characters fold as the standard says, with and without the short way for them") {
    const auto utf8 = [](unsigned code) {
        return std::string{static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
    };
    std::size_t others = 0;
    for (unsigned code = 0x4D00; code < 0xA100; ++code) {
        const std::string text = "a " + utf8(code) + "县b";
        const std::string slow = fold(text + "１");  // the full-width digit needs the long way
        if (slow != fold(text) + "1") ++others;
    }
    CHECK(others == 0);
    CHECK(fold("优良 天数\t比例") == "优良天数比例");
    CHECK(fold("县\xE4") == fold("县\xE4"));  // cut off in the middle: as before, no crash
}

TEST_CASE("narrow changes full-width digits and signs and nothing else") {
    CHECK(narrow("８５．７％") == "85.7%");
    CHECK(narrow("　－２．５ ") == "-2.5");
    CHECK(narrow("\u22122.5") == "-2.5");
    CHECK(narrow("１，０００") == "1,000");
    CHECK(narrow("1 000") == "1 000");
    CHECK(narrow("86.3μg/m³") == "86.3μg/m³");
    CHECK(narrow("九十") == "九十");
}

TEST_CASE("the nearest known name is suggested, a far one never") {
    CHECK(nearest("青铜侠市", kRegions) == "青铜峡市");
    CHECK(nearest("利通", kRegions) == "利通区");
    CHECK(nearest("吴忠市利通区", kRegions) == "利通区");
    CHECK(nearest("盐池县", kRegions) == "盐池县");
    CHECK_FALSE(nearest(std::string(101, 'x'), std::vector<std::string>{std::string(100, 'x')}));
    CHECK_FALSE(nearest(std::string(100, 'x'), std::vector<std::string>{std::string(101, 'x')}));
    CHECK(nearest("good_days_ratio", std::vector<std::string>{"good_days_rate", "pm25"}) == "good_days_rate");
    CHECK_FALSE(nearest("太阳山", kRegions).has_value());
    CHECK_FALSE(nearest("", kRegions).has_value());
    CHECK_FALSE(nearest("利通区", {}).has_value());
    CHECK(suggestion("青铜侠市", kRegions) == "，是否为“青铜峡市”？");
    CHECK(suggestion("中卫市沙坡头", kRegions).empty());
    CHECK(suggestion("flim", std::vector<std::string>{"film"}) == "，是否为“film”？");  // neighbours swapped: one slip
    CHECK(nearest("abcdef", std::vector<std::string>{"badcef"}) == "badcef");  // two slips in six are near, three are not
    CHECK_FALSE(nearest("abcdef", std::vector<std::string>{"badcfe"}));
    CHECK(nearest("abcdef", std::vector<std::string>{"badcef", "abdcef", "abcedf"}) == "abdcef");  // the first of the nearest
    CHECK(suggestion("fiml.r", std::vector<std::string>{"straw", "manure"}).empty());
}

TEST_CASE("columns have the letters a spreadsheet shows") {
    const std::vector<std::pair<std::size_t, std::string>> rows = {{0, "A"},   {25, "Z"},   {26, "AA"},     {51, "AZ"},
                                                                   {52, "BA"}, {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
    for (const auto& [column, letters] : rows) CHECK(column_letters(column) == letters);
    CHECK(cell_name(2, 17) == "C17");
    CHECK(cell_name(16383, 1048576) == "XFD1048576");
}

TEST_CASE("split and join are opposites and keep empty parts") {
    CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
    CHECK(split("", ',') == std::vector<std::string>{""});
    CHECK(split("a,", ',') == std::vector<std::string>{"a", ""});
    CHECK(join(std::vector<std::string>{"甲", "乙", "丙"}, "、") == "甲、乙、丙");
    CHECK(join({}, "、").empty());
}
