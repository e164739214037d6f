#include "kaohe/num/rounding.h"

namespace kaohe::num {

Int128 floor(const Ratio& value) { return divide_down(value.numerator(), value.denominator()).quotient; }

namespace {

// How many intervals a value is, as a fraction that need not be in lowest terms.
struct Steps {
    Int128 numerator, denominator;
};
Steps steps_of(const Ratio& value, const Decimal& interval) {
    Steps out{};
    const bool fits = !__builtin_mul_overflow(value.numerator(), power_of_ten(interval.scale()), &out.numerator) &&
                      !__builtin_mul_overflow(value.denominator(), interval.coefficient(), &out.denominator);
    if (fits) return out;
    const Ratio steps = value / Ratio(interval);
    return {steps.numerator(), steps.denominator()};
}

}  // namespace

Int128 round_quotient(Int128 numerator, Int128 denominator, Rounding mode) {
    const auto [below, rest] = divide_down(numerator, denominator);
    if (rest == 0) return below;
    const Int128 missing = denominator - rest;  // up to the next whole number
    bool up = false;
    switch (mode) {
        case Rounding::HalfEven: up = rest > missing || (rest == missing && below % 2 != 0); break;
        case Rounding::HalfUp: up = rest > missing || (rest == missing && below >= 0); break;
        case Rounding::Ceiling: up = true; break;
        case Rounding::Floor: break;
    }
    return up ? below + 1 : below;
}

Decimal round_to(const Ratio& value, const Decimal& interval, Rounding mode) {
    const Steps steps = steps_of(value, interval);
    return {checked_multiply(round_quotient(steps.numerator, steps.denominator, mode), interval.coefficient()), interval.scale()};
}

}  // namespace kaohe::num
