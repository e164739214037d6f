// Compiles: everything the other files do, done right.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

Decimal d = 5;
Ratio r = 5;
const Decimal parsed = *Decimal::parse("0.5");
const Ratio half(1, 2);
const Ratio quotient = Ratio(d) / Ratio(parsed);
const bool smaller = parsed < d;
const Decimal sum = d + parsed;
const Decimal rounded = round_to(quotient, interval_of(1), Rounding::HalfEven);
