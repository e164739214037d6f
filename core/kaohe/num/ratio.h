// kaohe/num/ratio.h - an exact fraction: what a rate or a mean is until it is rounded, once.
//
// Always in lowest terms with a positive denominator. Arithmetic is exact and throws ArithmeticError when 38 digits do
// not hold the result or the divisor is zero. Comparison never overflows.
#pragma once
#include <compare>
#include <concepts>
#include <optional>
#include <string>

#include "kaohe/num/decimal.h"

namespace kaohe::num {

class Ratio {
  public:
    constexpr Ratio() = default;
    template <WholeNumber T>
    constexpr Ratio(T value) : numerator_(value) {}  // NOLINT: integers are fractions
    Ratio(const Decimal& value);                     // NOLINT: so are decimals
    Ratio(double) = delete;
    // numerator / denominator, reduced. Throws ArithmeticError when denominator == 0.
    Ratio(Int128 numerator, Int128 denominator);

    Int128 numerator() const { return numerator_; }
    Int128 denominator() const { return denominator_; }
    bool is_zero() const { return numerator_ == 0; }

    // The same value as a Decimal with the fewest digits, if it has an end: 69/2 -> 34.5, 1/3 -> nothing.
    std::optional<Decimal> exact_decimal() const;
    // "6300/73", "35": lowest terms; whole numbers without a denominator.
    std::string to_string() const;

    friend Ratio operator+(const Ratio& a, const Ratio& b);
    friend Ratio operator-(const Ratio& a, const Ratio& b);
    friend Ratio operator*(const Ratio& a, const Ratio& b);
    friend Ratio operator/(const Ratio& a, const Ratio& b);
    friend Ratio operator-(const Ratio& a);
    friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);
    friend bool operator==(const Ratio& a, const Ratio& b) {
        return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
    }

  private:
    PackedInt128 numerator_ = 0;
    PackedInt128 denominator_ = 1;
};

// A fraction against a decimal, without making a fraction of that.
std::strong_ordering compare(const Ratio& a, const Decimal& b);

}  // namespace kaohe::num
