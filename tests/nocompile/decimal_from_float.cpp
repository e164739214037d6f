// Nor is a short one.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

Decimal d = 0.5f;
