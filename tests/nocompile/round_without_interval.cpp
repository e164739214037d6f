// Nobody rounds without saying how.
#include "kaohe/num/rounding.h"

using namespace kaohe::num;

const Decimal d = round_to(Ratio(1, 3));
