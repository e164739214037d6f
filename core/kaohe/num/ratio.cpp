#include "kaohe/num/ratio.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace kaohe::num {

namespace {
constexpr int kScaleOf64 = 18;  // 10^18 fits 64 bits
}

Ratio::Ratio(Int128 numerator, Int128 denominator) {
    if (denominator == 0) throw ArithmeticError("除数为零");
    const Int128 common = gcd(numerator, denominator);
    numerator_ = common == 1 ? numerator : divide(numerator, common).quotient;
    denominator_ = common == 1 ? denominator : divide(denominator, common).quotient;
    if (denominator_ < 0) {
        numerator_ = -numerator_;
        denominator_ = -denominator_;
    }
}

Ratio::Ratio(const Decimal& value) {
    const int scale = value.scale();
    if (scale == 0) {
        numerator_ = value.coefficient();
    } else if (scale <= kScaleOf64 && fits_64(value.coefficient())) {
        // Nothing but twos and fives can be cancelled.
        auto rest = static_cast<std::uint64_t>(absolute(value.coefficient()));
        if (rest == 0) return;
        auto denominator = static_cast<std::uint64_t>(power_of_ten(scale));
        const int twos = std::min(std::countr_zero(rest), scale);
        rest >>= twos;
        denominator >>= twos;
        for (int fives = 0; fives < scale && rest % 5 == 0; ++fives) rest /= 5, denominator /= 5;
        numerator_ = value.is_negative() ? -static_cast<Int128>(rest) : static_cast<Int128>(rest);
        denominator_ = denominator;
    } else {
        *this = Ratio(value.coefficient(), power_of_ten(scale));
    }
}

std::optional<Decimal> Ratio::exact_decimal() const {
    int twos = 0, fives = 0;
    Int128 rest = denominator_;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    const int scale = std::max(twos, fives);
    if (rest != 1 || scale > kMaxDigits) return std::nullopt;
    Int128 coefficient = 0;
    if (__builtin_mul_overflow(numerator_, power_of_ten(scale) / denominator_, &coefficient)) return std::nullopt;
    return Decimal(coefficient, scale);
}

std::string Ratio::to_string() const {
    std::string out = num::to_string(numerator_);
    if (denominator_ != 1) out += "/" + num::to_string(denominator_);
    return out;
}

Ratio operator+(const Ratio& a, const Ratio& b) {
    if (a.denominator_ == b.denominator_) return {checked_add(a.numerator_, b.numerator_), a.denominator_};
    const Int128 common = gcd(a.denominator_, b.denominator_);
    const Int128 left = checked_multiply(a.numerator_, divide(b.denominator_, common).quotient);
    const Int128 right = checked_multiply(b.numerator_, divide(a.denominator_, common).quotient);
    const Int128 sum = checked_add(left, right), denominator = checked_multiply(a.denominator_, divide(b.denominator_, common).quotient);
    if (common != 1) return {sum, denominator};
    Ratio out;  // of denominators without a common divisor: in lowest terms already
    out.numerator_ = sum;
    out.denominator_ = denominator;
    return out;
}

Ratio operator-(const Ratio& a) {
    Ratio out = a;
    out.numerator_ = -out.numerator_;
    return out;
}

Ratio operator-(const Ratio& a, const Ratio& b) { return a + -b; }

Ratio operator*(const Ratio& a, const Ratio& b) {
    // Cross-reduce first: the product of reduced halves is already in lowest terms and as small as can be.
    const Int128 first = gcd(a.numerator_, b.denominator_), second = gcd(b.numerator_, a.denominator_);
    Ratio out;
    if (first == 0 || second == 0) return out;
    out.numerator_ = checked_multiply(divide(a.numerator_, first).quotient, divide(b.numerator_, second).quotient);
    out.denominator_ = checked_multiply(divide(a.denominator_, second).quotient, divide(b.denominator_, first).quotient);
    return out;
}

Ratio operator/(const Ratio& a, const Ratio& b) {
    if (b.is_zero()) throw ArithmeticError("除数为零");
    Ratio inverse;
    inverse.numerator_ = b.numerator_ < 0 ? -b.denominator_ : b.denominator_;
    inverse.denominator_ = absolute(b.numerator_);
    return a * inverse;
}

std::strong_ordering compare(const Ratio& a, const Decimal& b) {
    // a against c / 10^s: numerator × 10^s against c × denominator, where that fits.
    Int128 left = 0, right = 0;
    if (!__builtin_mul_overflow(a.numerator(), power_of_ten(b.scale()), &left) && !__builtin_mul_overflow(b.coefficient(), a.denominator(), &right))
        return left <=> right;
    return a <=> Ratio(b);
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
    if (a.denominator_ == b.denominator_) return a.numerator_ <=> b.numerator_;
    Int128 left = 0, right = 0;
    if (!__builtin_mul_overflow(a.numerator_, b.denominator_, &left) && !__builtin_mul_overflow(b.numerator_, a.denominator_, &right))
        return left <=> right;
    // Euclid's steps on both fractions at once: whole parts differ, or compare the inverses of what remains.
    Int128 p = a.numerator_, q = a.denominator_, r = b.numerator_, s = b.denominator_;
    for (bool flipped = false;; flipped = !flipped) {
        const Division x = divide_down(p, q), y = divide_down(r, s);
        std::strong_ordering order = x.quotient <=> y.quotient;
        if (order == 0 && (x.rest == 0 || y.rest == 0)) {
            order = x.rest <=> y.rest;  // a remainder of zero is the smaller one; both zero: equal
            return flipped ? 0 <=> order : order;
        }
        if (order != 0) return flipped ? 0 <=> order : order;
        p = std::exchange(q, x.rest);
        r = std::exchange(s, y.rest);
    }
}

}  // namespace kaohe::num
