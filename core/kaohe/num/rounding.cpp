#include "kaohe/num/rounding.h"

namespace kaohe::num {

Int128 floor(const Ratio& value) {
    const Int128 quotient = value.numerator() / value.denominator();
    return value.numerator() % value.denominator() < 0 ? quotient - 1 : quotient;
}

Decimal round_to(const Ratio& value, const Decimal& interval, Rounding mode) {
    const Ratio steps = value / Ratio(interval);
    const Int128 below = floor(steps);
    const Int128 rest = steps.numerator() - below * steps.denominator();  // 0 <= rest < denominator
    const Int128 missing = steps.denominator() - rest;                    // up to the next step
    bool up = false;
    if (rest != 0) {
        switch (mode) {
            case Rounding::HalfEven: up = rest > missing || (rest == missing && below % 2 != 0); break;
            case Rounding::HalfUp: up = rest > missing || (rest == missing && below >= 0); break;
            case Rounding::Ceiling: up = true; break;
            case Rounding::Floor: break;
        }
    }
    return {checked_multiply(up ? below + 1 : below, interval.coefficient()), interval.scale()};
}

}  // namespace kaohe::num
