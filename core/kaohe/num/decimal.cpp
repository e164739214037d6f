#include "kaohe/num/decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace kaohe::num {
namespace {

constexpr auto kPowers = [] {
    std::array<Int128, kMaxDigits + 1> powers{};
    powers[0] = 1;
    for (int i = 1; i <= kMaxDigits; ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();
constexpr Int128 kLimit = kPowers[kMaxDigits];  // |value| stays below 10^38, so negation is always safe

Int128 within_limit(Int128 value) {
    if (value >= kLimit || value <= -kLimit) throw ArithmeticError("结果超过 38 位数字");
    return value;
}

}  // namespace

Int128 power_of_ten(int digits) { return kPowers[static_cast<std::size_t>(digits)]; }

Int128 checked_add(Int128 a, Int128 b) {
    Int128 out = 0;
    if (__builtin_add_overflow(a, b, &out)) throw ArithmeticError("和超过 38 位数字");
    return within_limit(out);
}

Int128 checked_subtract(Int128 a, Int128 b) { return checked_add(a, -b); }

Int128 checked_multiply(Int128 a, Int128 b) {
    Int128 out = 0;
    if (__builtin_mul_overflow(a, b, &out)) throw ArithmeticError("积超过 38 位数字");
    return within_limit(out);
}

namespace {

// Stein, after one step of Euclid that makes both of one size: shifts and subtractions without a branch to guess.
std::uint64_t gcd_64(std::uint64_t a, std::uint64_t b) {
    if (a < b) std::swap(a, b);
    if (b <= 1) return b == 0 ? a : 1;
    a %= b;
    if (a == 0) return b;
    const int twos = std::countr_zero(a | b);
    a >>= std::countr_zero(a);
    while (b != 0) {
        b >>= std::countr_zero(b);
        const std::uint64_t difference = a > b ? a - b : b - a;
        a = std::min(a, b);
        b = difference;
    }
    return a << twos;
}

}  // namespace

Int128 gcd(Int128 a, Int128 b) {
    a = absolute(a);
    b = absolute(b);
    while (b != 0) {
        if ((a >> 64) == 0 && (b >> 64) == 0) return gcd_64(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        a = std::exchange(b, a % b);
    }
    return a;
}

std::string to_string(Int128 value) {
    if (value == static_cast<std::int64_t>(value)) return std::to_string(static_cast<std::int64_t>(value));
    std::string digits;
    for (Int128 rest = absolute(value); rest != 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    if (value < 0) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) at = 1;
    Int128 coefficient = 0;
    int scale = 0;
    bool digit_seen = false, point_seen = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point_seen) {
            point_seen = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        digit_seen = true;
        if (coefficient >= kLimit / 10) return std::nullopt;
        coefficient = coefficient * 10 + (c - '0');
        if (point_seen && ++scale > kMaxDigits) return std::nullopt;
    }
    if (!digit_seen || text.back() == '.') return std::nullopt;
    return Decimal(negative ? -coefficient : coefficient, scale);
}

std::optional<Decimal> Decimal::with_scale(int scale) const {
    if (scale >= scale_) return Decimal(checked_multiply(coefficient_, power_of_ten(scale - scale_)), scale);
    const Division scaled = divide(coefficient_, power_of_ten(scale_ - scale));
    return scaled.rest == 0 ? std::optional(Decimal(scaled.quotient, scale)) : std::nullopt;
}

Decimal Decimal::trimmed() const {
    Decimal out = *this;
    while (out.scale_ > 0) {
        const Division tenth = divide(out.coefficient_, 10);
        if (tenth.rest != 0) break;
        out.coefficient_ = tenth.quotient;
        --out.scale_;
    }
    return out;
}

std::string Decimal::to_string() const {
    std::string digits = num::to_string(absolute(coefficient_));
    if (scale_ > 0) {
        const auto scale = static_cast<std::size_t>(scale_);
        if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
        digits.insert(digits.size() - scale, 1, '.');
    }
    return is_negative() ? "-" + digits : digits;
}

std::string plain(const Decimal& value) { return value.trimmed().to_string(); }

Decimal operator+(const Decimal& a, const Decimal& b) {
    if (a.scale_ == b.scale_) return {checked_add(a.coefficient_, b.coefficient_), a.scale_};
    const int scale = std::max(a.scale_, b.scale_);
    return {checked_add(a.with_scale(scale)->coefficient_, b.with_scale(scale)->coefficient_), scale};
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }

Decimal operator*(const Decimal& a, const Decimal& b) {
    Decimal x = a, y = b;
    if (x.scale_ + y.scale_ > kMaxDigits) x = x.trimmed(), y = y.trimmed();
    if (x.scale_ + y.scale_ > kMaxDigits) throw ArithmeticError("积超过 38 位小数");
    return {checked_multiply(x.coefficient_, y.coefficient_), x.scale_ + y.scale_};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (a.scale_ == b.scale_) return a.coefficient_ <=> b.coefficient_;
    if (a.scale_ > b.scale_) return 0 <=> (b <=> a);
    // Compare without scaling up: whole parts first, then what remains of b behind its whole part.
    const Int128 unit = power_of_ten(b.scale_ - a.scale_);
    const Int128 whole = b.coefficient_ / unit, rest = b.coefficient_ % unit;
    if (a.coefficient_ != whole) return a.coefficient_ <=> whole;
    return Int128{0} <=> rest;
}

}  // namespace kaohe::num
