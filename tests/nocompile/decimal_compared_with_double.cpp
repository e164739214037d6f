// A limit written as a binary fraction is another limit.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

const bool met = Decimal(90) >= 89.95;
