// Nor is it a fraction.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

Ratio r = 0.5;
