#include "kaohe/num/decimal.h"

#include "support/catch.h"

using namespace kaohe::num;

namespace {
Decimal dec(std::string_view text) {
    auto value = Decimal::parse(text);
    INFO(text);
    REQUIRE(value.has_value());
    return *value;
}
}  // namespace

TEST_CASE("a decimal prints the digits it was written with") {
    for (auto text : {"85.7", "90.0", "0", "0.00", "-0.5", "123456789012345678901234567890.12345678", "-12"})
        CHECK(dec(text).to_string() == text);
    CHECK(dec("+7").to_string() == "7");
    CHECK(dec(".5").to_string() == "0.5");
    CHECK(dec("-0.0").to_string() == "0.0");
    CHECK(dec("007").to_string() == "7");
}

TEST_CASE("what is not a plain decimal is not a decimal") {
    for (auto text : {"", "-", ".", "1.", "1e3", "1,000", " 1", "1 ", "0x10", "1.2.3", "--1", "NaN", "１",
                      "123456789012345678901234567890123456789"}) {
        INFO(text);
        CHECK_FALSE(Decimal::parse(text).has_value());
    }
}

TEST_CASE("decimals compare by value, not by digits") {
    CHECK(dec("90.0") == dec("90"));
    CHECK(dec("85.65") < dec("85.650001"));
    CHECK(dec("-0.1") < dec("0"));
    CHECK(dec("-1.05") < dec("-1"));
    CHECK(dec("0.00000000000000000000000000000000000001") > dec("0"));
    CHECK(dec("99999999999999999999999999999999999999") > dec("0.1"));
    CHECK(dec("-99999999999999999999999999999999999999") < dec("-0.1"));
}

TEST_CASE("decimal arithmetic is exact") {
    CHECK((dec("0.1") + dec("0.2")).to_string() == "0.3");
    CHECK((dec("18") - dec("0.25") * dec("2.7")).to_string() == "17.325");
    CHECK((dec("-1.5") * dec("-1.5")).to_string() == "2.25");
    CHECK_THROWS_AS(dec("99999999999999999999999999999999999999") + dec("1"), ArithmeticError);
    CHECK_THROWS_AS(dec("99999999999999999999") * dec("99999999999999999999"), ArithmeticError);
}

TEST_CASE("a scale is changed only without loss") {
    CHECK(dec("1.50").with_scale(1)->to_string() == "1.5");
    CHECK(dec("2").with_scale(3)->to_string() == "2.000");
    CHECK_FALSE(dec("1.25").with_scale(1).has_value());
    CHECK(dec("34.500").trimmed().to_string() == "34.5");
    CHECK(dec("100").trimmed().to_string() == "100");
}
