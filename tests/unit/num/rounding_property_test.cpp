// Property tests against an independent big rational (Boost.Multiprecision), with rapidcheck; the seed is printed.
#include <rapidcheck.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "kaohe/num/rounding.h"
#include "support/catch.h"

using namespace kaohe::num;
using Big = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

namespace {

Big big(Int128 value) {
    return (Big(static_cast<std::int64_t>(value >> 64)) << 64) + Big(static_cast<std::uint64_t>(value));
}
Rational oracle(const Ratio& value) { return Rational(big(value.numerator()), big(value.denominator())); }
Rational oracle(const Decimal& value) { return Rational(big(value.coefficient()), big(power_of_ten(value.scale()))); }

Big floor_of(const Rational& value) {
    Big quotient, rest;
    divide_qr(numerator(value), denominator(value), quotient, rest);
    return rest < 0 ? Big(quotient - 1) : quotient;
}

// Half-even by definition: the nearer multiple, and on a tie the even one.
Rational rounded_by_oracle(const Rational& value, const Rational& interval) {
    const Rational steps = value / interval;
    const Big below = floor_of(steps);
    const Rational rest = steps - Rational(below);
    const Rational half(1, 2);
    const bool up = rest > half || (rest == half && below % 2 != 0);
    return Rational(up ? Big(below + 1) : below) * interval;
}

Ratio any_ratio() {
    const auto numerator = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'001);
    return Ratio(numerator, *rc::gen::inRange<std::int64_t>(1, 1'000'001));
}
bool is_reduced(const Ratio& value) {
    return value.denominator() > 0 && boost::multiprecision::gcd(big(value.numerator()), big(value.denominator())) == 1;
}
Decimal any_interval() {
    const auto [coefficient, scale] = *rc::gen::element(std::pair{1, 0}, std::pair{1, 1}, std::pair{1, 6}, std::pair{5, 1},
                                                        std::pair{2, 1}, std::pair{20, 0}, std::pair{100, 0}, std::pair{25, 2});
    return Decimal(Int128{coefficient}, scale);
}

}  // namespace

TEST_CASE("half-even rounding equals an exact oracle") {
    CHECK(rc::check("ratios", [] {
        const Ratio value = any_ratio();
        const Decimal interval = any_interval();
        RC_ASSERT(oracle(round_to(value, interval, Rounding::HalfEven)) == rounded_by_oracle(oracle(value), oracle(interval)));
    }));
    CHECK(rc::check("exact ties", [] {
        const auto steps = *rc::gen::inRange<std::int64_t>(-100000, 100001);
        const Decimal interval = any_interval();
        const Ratio tie = Ratio(2 * steps + 1, 2) * Ratio(interval);
        const Decimal out = round_to(tie, interval, Rounding::HalfEven);
        RC_ASSERT(oracle(out) == rounded_by_oracle(oracle(tie), oracle(interval)));
        RC_ASSERT((Ratio(out) / Ratio(interval)).numerator() % 2 == 0);
    }));
}

TEST_CASE("ratio arithmetic and comparison equal an exact oracle") {
    CHECK(rc::check("operations", [] {
        const Ratio a = any_ratio(), b = any_ratio();
        RC_ASSERT(oracle(a + b) == oracle(a) + oracle(b));
        RC_ASSERT(oracle(a - b) == oracle(a) - oracle(b));
        RC_ASSERT(oracle(a * b) == oracle(a) * oracle(b));
        if (!b.is_zero()) RC_ASSERT(oracle(a / b) == oracle(a) / oracle(b));
        for (const Ratio& out : {a + b, a - b, a * b}) RC_ASSERT(is_reduced(out));
        RC_ASSERT((a < b) == (oracle(a) < oracle(b)));
        RC_ASSERT((a == b) == (oracle(a) == oracle(b)));
    }));
    CHECK(rc::check("decimals", [] {
        const Decimal a(Int128{*rc::gen::arbitrary<std::int64_t>()}, *rc::gen::inRange(0, 15));
        const Decimal b(Int128{*rc::gen::arbitrary<std::int64_t>()}, *rc::gen::inRange(0, 15));
        RC_ASSERT((a < b) == (oracle(a) < oracle(b)));
        RC_ASSERT((a == b) == (oracle(a) == oracle(b)));
        RC_ASSERT(oracle(a + b) == oracle(a) + oracle(b));
        RC_ASSERT(*Decimal::parse(a.to_string()) == a);
    }));
    CHECK(rc::check("a fraction of a decimal, and against one", [] {
        const Decimal a(Int128{*rc::gen::arbitrary<std::int64_t>()} * *rc::gen::element(1, 10, 1'000'000), *rc::gen::inRange(0, 30));
        const Ratio exact = a, b = *rc::gen::element(any_ratio(), Ratio(any_interval()), exact);
        RC_ASSERT(oracle(exact) == oracle(a));
        RC_ASSERT(is_reduced(exact));
        const auto order = compare(b, a);
        RC_ASSERT((order < 0) == (oracle(b) < oracle(a)));
        RC_ASSERT((order == 0) == (oracle(b) == oracle(a)));
    }));
}

TEST_CASE("the greatest common divisor, by Euclid") {
    CHECK(rc::check("64 and 128 bits", [] {
        const auto any = [] { return Int128{*rc::gen::arbitrary<std::int64_t>()} * *rc::gen::element<std::int64_t>(0, 1, 2, 1'000'000'000, -30); };
        const Int128 a = any(), b = any();
        RC_ASSERT(big(kaohe::num::gcd(a, b)) == boost::multiprecision::gcd(big(a), big(b)));
    }));
}
