// Sums neither.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

const Decimal d = Decimal(1) + 0.1;
