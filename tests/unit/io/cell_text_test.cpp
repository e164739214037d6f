#include "kaohe/io/cell_text.h"

#include <random>
#include <string>

#include "support/catch.h"

using namespace kaohe::io;

namespace {

std::string shortest(std::string_view stored) {
    std::string out;
    const auto made = append_shortest_decimal(out, stored);
    return made == NumberText::Ok ? out : made == NumberText::NotANumber ? "not a number" : "too long";
}
std::string plain(std::string_view written) {
    std::string out;
    return append_plain_decimal(out, written) == NumberText::Ok ? out : "too long";
}
std::string unescaped(std::string_view text) {
    std::string out;
    append_unescaped(out, text);
    return out;
}
std::string address(std::string_view text) {
    const auto found = parse_cell_address(text);
    return found ? std::to_string(found->column) + "," + std::to_string(found->row) : "none";
}

}  // namespace

TEST_CASE("a stored number becomes its shortest decimal without exponent") {
    auto [stored, expected] = GENERATE(table<std::string, std::string>({
        {"85.700000000000003", "85.7"},
        {"0.10000000000000001", "0.1"},
        {"382.79999999999995", "382.79999999999995"},  // the sum Excel stored is not 382.8
        {"42", "42"},
        {" 42 ", "42"},
        {"42.0", "42"},
        {"-0", "0"},
        {"-3.50", "-3.5"},
        {"1E3", "1000"},
        {"1.5E-7", "0.00000015"},
        {"1e21", "1000000000000000000000"},
        {".5", "0.5"},
        {"0", "0"},
        {"007", "7"},
        {"0.070", "0.07"},
        {"-0.07", "-0.07"},
        {"5.", "5"},
        {"1.2.3", "not a number"},
        {"-", "not a number"},
        {"9007199254740993", "9007199254740992"},  // 16 digits: the binary number is the next even one
        {"123456789012345", "123456789012345"},
        {"", "not a number"},
        {"inf", "not a number"},
        {"-inf", "not a number"},
        {"nan", "not a number"},
        {"0x10", "not a number"},
        {"1,5", "not a number"},
        {"12a", "not a number"},
        {"--1", "not a number"},
        {"1e999", "too long"},
    }));
    CAPTURE(stored);
    CHECK(shortest(stored) == expected);
}

TEST_CASE("short decimals come through as the long way through binary would bring them") {
    std::mt19937 random(4);
    for (int i = 0; i < 50'000; ++i) {
        std::string text =
            std::to_string(random() % 1'000'000) + "." + std::to_string(random() % 100'000'000);
        if (random() % 2) text = "-" + text;
        // Sixteen more zeros change the way, not the value.
        REQUIRE(shortest(text) == shortest(text + "0000000000000000"));
    }
}

TEST_CASE("the smallest and the largest stored number are written out in full") {
    CHECK(shortest("5e-324").size() == 2 + 324);
    CHECK(shortest("1.7976931348623157e308").size() == 309);
}

TEST_CASE("a JSON number keeps its digits and only loses its exponent") {
    auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"85.70", "85.70"},
        {"0.1234567890123456789012345", "0.1234567890123456789012345"},
        {"1e2", "100"},
        {"1.50e1", "15.0"},
        {"1.5e+3", "1500"},
        {"-2.5E-3", "-0.0025"},
        {"12e-1", "1.2"},
        {"0e5", "0"},
        {"0.001e2", "0.1"},
        {"0.001e3", "1"},
        {"100e-2", "1.00"},
        {"1e400", "1" + std::string(400, '0')},
        {"1e401", "too long"},
        {"1e-999999999", "too long"},
        {"1e99999999999999999999", "too long"},
    }));
    CAPTURE(written);
    CHECK(plain(written) == expected);
}

TEST_CASE("escapes of characters are resolved, and only those") {
    auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"a_x000D_b", "a\rb"},
        {"_x005F_x000D_", "_x000D_"},
        {"_x4E2D__x6587_", "中文"},
        {"_xD83D__xDE00_", "\xF0\x9F\x98\x80"},
        {"_xD83D_x", "_xD83D_x"},  // half a character
        {"_xDE00_", "_xDE00_"},
        {"_x0000_", "_x0000_"},  // no NUL
        {"_x00G0_", "_x00G0_"},
        {"_x12_", "_x12_"},
        {"max_x", "max_x"},
        {"__x0041_", "_A"},
    }));
    CAPTURE(text);
    CHECK(unescaped(text) == expected);
}

TEST_CASE("cell addresses") {
    CHECK(address("A1") == "0,1");
    CHECK(address("C17") == "2,17");
    CHECK(address("XFD1048576") == "16383,1048576");
    CHECK(address("aa2") == "26,2");
    for (const char* wrong :
         {"", "A", "7", "A0", "A-1", "A1B", "ZZZZ1", "ZZZZZZ4294967295", "A12345678", "[1"}) {
        CAPTURE(wrong);
        CHECK(address(wrong) == "none");
    }
}

TEST_CASE("UTF-16 as UTF-8") {
    auto [text, expected] = GENERATE(table<std::u16string, std::string>({
        {u"aé县𠮷", "aé县𠮷"},
        {{u'a', 0xD842}, "a\uFFFD"},
        {{0xDFB7, u'b'}, "\uFFFDb"},
        {{0xD842, 0xD842, 0xDFB7}, "\uFFFD𠮷"},
        {{u'a', 0, u'b'}, "a\uFFFDb"},
    }));
    std::string out;
    append_utf16(out, text);
    CHECK(out == expected);
}

TEST_CASE("binary numbers as the shortest decimal") {
    auto [value, expected] = GENERATE(table<double, std::string>({
        {8570 / 100.0, "85.7"},
        {-0.0, "0"},
        {1e21, "1000000000000000000000"},
        {0.1 + 0.2, "0.30000000000000004"},
    }));
    std::string out;
    CHECK(append_shortest_decimal(out, value) == NumberText::Ok);
    CHECK(out == expected);
    CHECK(append_shortest_decimal(out, HUGE_VAL) == NumberText::NotANumber);
    CHECK(append_shortest_decimal(out, std::nan("")) == NumberText::NotANumber);
}
