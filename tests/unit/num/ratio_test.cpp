#include "kaohe/num/ratio.h"

#include "support/catch.h"

using namespace kaohe::num;

TEST_CASE("a ratio is in lowest terms with a positive denominator") {
    CHECK(Ratio(31500, 365).to_string() == "6300/73");
    CHECK(Ratio(-4, -2).to_string() == "2");
    CHECK(Ratio(4, -6).to_string() == "-2/3");
    CHECK(Ratio(0, 7).to_string() == "0");
    CHECK_THROWS_AS(Ratio(1, 0), ArithmeticError);
    CHECK_THROWS_AS(Ratio(1) / Ratio(0), ArithmeticError);
}

TEST_CASE("ratios compare without overflow") {
    const Int128 big = power_of_ten(37);
    CHECK_FALSE(Ratio(big, big - 1) > Ratio(big - 1, big - 2));
    CHECK(Ratio(big, big - 1) < Ratio(big - 1, big - 2));
    CHECK(Ratio(-big, big - 1) > Ratio(-(big - 1), big - 2));
    CHECK(Ratio(1, 3) > Ratio(333333333, 1000000000));
    CHECK(Ratio(-1, 3) < Ratio(-333333333, 1000000000));
    CHECK(Ratio(7, 2) == Ratio(*Decimal::parse("3.50")));
    CHECK(Ratio(5, 7) == Ratio(10, 14));
    CHECK_FALSE(Ratio(5, 7) < Ratio(10, 14));
}

TEST_CASE("ratio arithmetic is exact and refuses what it cannot hold") {
    CHECK(Ratio(1, 3) + Ratio(1, 6) == Ratio(1, 2));
    CHECK(Ratio(1, 3) - Ratio(1, 2) == Ratio(-1, 6));
    CHECK(Ratio(2, 3) * Ratio(9, 4) == Ratio(3, 2));
    CHECK(Ratio(2, 3) / Ratio(-4, 9) == Ratio(-3, 2));
    const Int128 big = power_of_ten(37);
    CHECK(Ratio(big, 7) * Ratio(7, big) == Ratio(1));
    CHECK_THROWS_AS(Ratio(1, big - 1) + Ratio(1, big - 3), ArithmeticError);
}

TEST_CASE("a ratio that ends has an exact decimal") {
    CHECK(Ratio(69, 2).exact_decimal()->to_string() == "34.5");
    CHECK(Ratio(-1, 8).exact_decimal()->to_string() == "-0.125");
    CHECK(Ratio(12).exact_decimal()->to_string() == "12");
    CHECK_FALSE(Ratio(6300, 73).exact_decimal().has_value());
}
