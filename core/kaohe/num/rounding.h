// kaohe/num/rounding.h - 数值修约: turns an exact value into the value that is reported.
//
// Every rounding in the program goes through round_to(); nothing here touches binary floating point.
#pragma once
#include "kaohe/num/ratio.h"

namespace kaohe::num {

enum class Rounding {
    HalfEven,  // 四舍六入五成双 (GB/T 8170-2008): only an exact tie goes to the even multiple
    HalfUp,    // 四舍五入: an exact tie goes away from zero
    Ceiling,   // 进位: towards +infinity, as HJ 633 asks for IAQI
    Floor,     // 舍去: towards -infinity
};

// The multiple of `interval` (修约间隔) that `mode` picks for `value`, with the decimals of `interval`.
//     round_to(12.1498, 0.1, HalfEven) == 12.1      round_to(60.25, 0.5, HalfEven) == 60.0
// Call it once, on the raw value: rounding twice is what GB/T 8170 forbids (不得连续修约).
// REQUIRES: interval > 0. Throws ArithmeticError when the result needs more than 38 digits.
Decimal round_to(const Ratio& value, const Decimal& interval, Rounding mode);

// numerator / denominator as the whole number that `mode` picks. REQUIRES: denominator > 0.
Int128 round_quotient(Int128 numerator, Int128 denominator, Rounding mode);

// The interval that keeps `digits` decimals: 1 -> 0.1, 0 -> 1. REQUIRES: 0 <= digits <= kMaxDigits.
inline Decimal interval_of(int digits) { return {1, digits}; }

// floor(value), the whole number at or below it.
Int128 floor(const Ratio& value);

}  // namespace kaohe::num
