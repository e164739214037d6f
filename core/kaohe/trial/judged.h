// kaohe/trial/judged.h - inside the trial module: by what rules are judged, since what is decided by hand or has no target yet can
// be neither missing nor invalid.
#pragma once
#include "kaohe/rules/plan.h"

namespace kaohe::trial {

enum class Judged { ByValue, ByHand, Pending };  // pending: the target has not come, or is no number to compare with
Judged judged(const rules::Target& target);

// What holds for a rule over all regions; of a share: what holds for its members.
struct JudgedRule {
    bool by_value = false, by_hand = false, pending = false;  // some region's target is
    bool whole_region_by_value = false;  // in some region all of them are: only there can nothing take part
};
// A formula without a target is judged by value.
JudgedRule judged(const rules::Plan& plan, const rules::Rule& rule);

}  // namespace kaohe::trial
