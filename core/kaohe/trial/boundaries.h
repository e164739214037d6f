// kaohe/trial/boundaries.h - the tests at the borders of every target, level and deduction: at it, one step to either side,
// and nothing submitted. Expectations follow from the definition of the rule alone; where that takes a formula they are
// left blank for the author's own calculation.
#pragma once
#include <string>

#include "kaohe/rules/plan.h"

namespace kaohe::trial {

// Of these only; "" for all.
struct Wanted {
    std::string rule, region;
};
// A table of cases as CSV.
std::string boundaries(const rules::Plan& plan, const Wanted& wanted = {});

}  // namespace kaohe::trial
