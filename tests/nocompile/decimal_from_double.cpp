// A binary fraction is no decimal.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

Decimal d = 0.5;
