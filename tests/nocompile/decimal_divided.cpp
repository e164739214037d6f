// Division leaves the decimals: it is done as Ratio.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

const Decimal d = Decimal(1) / Decimal(3);
