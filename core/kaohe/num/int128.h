// kaohe/num/int128.h - checked 128-bit integers: the ground that every exact number stands on.
//
// Arithmetic that would leave 38 digits throws ArithmeticError. It is caught in two places only: where Lua calls the
// host (it becomes that rule's error) and around one rule's evaluation. It never becomes a wrong number.
#pragma once
#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace kaohe::num {

__extension__ using Int128 = __int128;
// The same as a member: two halves side by side, not held to an address that divides by 16. Numbers with a scale beside them
// take 24 bytes that way, and 32 the other.
__extension__ typedef __int128 PackedInt128 __attribute__((aligned(8)));  // NOLINT: `using` ignores the attribute
// std::integral leaves 128-bit integers out in strict C++20.
template <class T>
concept WholeNumber = std::integral<T> || std::same_as<T, Int128>;

// Overflow of 38 digits, or a division by zero. Reported as KH-N003.
class ArithmeticError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline constexpr int kMaxDigits = 38;
// 10^digits. REQUIRES: 0 <= digits <= kMaxDigits.
Int128 power_of_ten(int digits);

Int128 checked_add(Int128 a, Int128 b);
Int128 checked_subtract(Int128 a, Int128 b);
Int128 checked_multiply(Int128 a, Int128 b);
// The greatest common divisor, >= 0; gcd(0, 0) == 0.
Int128 gcd(Int128 a, Int128 b);
// a / b and a % b. Most numbers fit 64 bits, where a division is many times faster.
struct Division {
    Int128 quotient, rest;
};
inline bool fits_64(Int128 a) { return a == static_cast<std::int64_t>(a); }
inline Division divide(Int128 a, Int128 b) {
    if (fits_64(a) && fits_64(b) && b != -1) {
        const auto x = static_cast<std::int64_t>(a), y = static_cast<std::int64_t>(b);
        return {x / y, x % y};
    }
    return {a / b, a % b};
}
// The quotient rounded down: 0 <= rest < b. REQUIRES: b > 0.
inline Division divide_down(Int128 a, Int128 b) {
    Division out = divide(a, b);
    if (out.rest < 0) --out.quotient, out.rest += b;
    return out;
}
inline Int128 absolute(Int128 a) { return a < 0 ? -a : a; }

std::string to_string(Int128 value);

}  // namespace kaohe::num
