// kaohe/num/decimal.h - an exact decimal number: what people submit, what targets say, what is printed.
//
// A Decimal is coefficient × 10^-scale with a 128-bit coefficient (38 digits). It remembers its scale, so "90.0" prints
// as 90.0, but 90.0 == 90. + - * are exact and throw ArithmeticError when 38 digits do not hold the result. There is no
// operator/ and no constructor from double: divide as Ratio, round with round_to().
#pragma once
#include <compare>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "kaohe/num/int128.h"

namespace kaohe::num {

class Decimal {
  public:
    constexpr Decimal() = default;
    template <WholeNumber T>
    constexpr Decimal(T value) : coefficient_(value) {}  // NOLINT: integers are decimals
    // REQUIRES: 0 <= scale <= kMaxDigits.
    constexpr Decimal(Int128 coefficient, int scale) : coefficient_(coefficient), scale_(scale) {}
    Decimal(double) = delete;

    // An optional sign, digits, at most one point; no blanks, no exponent, no group separators. At most 38 digits.
    static std::optional<Decimal> parse(std::string_view text);

    Int128 coefficient() const { return coefficient_; }
    int scale() const { return scale_; }
    bool is_negative() const { return coefficient_ < 0; }
    bool is_zero() const { return coefficient_ == 0; }

    // The same value with exactly `scale` decimals. Nothing when digits would be lost; ArithmeticError when too long.
    std::optional<Decimal> with_scale(int scale) const;
    // The same value without trailing zeros after the point.
    Decimal trimmed() const;
    // All `scale()` decimals are printed: "85.70". Zero has no sign.
    std::string to_string() const;

    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);
    friend Decimal operator*(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a) { return {-a.coefficient_, a.scale_}; }
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

  private:
    PackedInt128 coefficient_ = 0;
    int scale_ = 0;
};

// Without zeros at the end: "1.50" as "1.5".
std::string plain(const Decimal& value);

}  // namespace kaohe::num
