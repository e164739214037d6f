#include "kaohe/trial/judged.h"

#include "kaohe/eval/compare.h"

namespace kaohe::trial {

Judged judged(const rules::Target& target) {
    if (target.form == rules::TargetForm::Qualitative) return Judged::ByHand;
    return !target.branches().empty() || eval::undecided(target).empty() ? Judged::ByValue : Judged::Pending;
}

JudgedRule judged(const rules::Plan& plan, const rules::Rule& rule) {
    std::vector<std::size_t> indicators;
    if (rule.indicator) indicators.push_back(*rule.indicator);
    for (const std::size_t member : rule.members) indicators.push_back(*plan.rules[member].indicator);
    JudgedRule out;
    bool any = false;
    for (std::size_t region = 0; region < plan.regions.size(); ++region) {
        bool here = false, all_by_value = true;
        for (const std::size_t indicator : indicators) {
            const auto& target = plan.targets[indicator][region];
            if (!target) continue;
            any = here = true;
            const Judged how = judged(*target);
            (how == Judged::ByValue ? out.by_value : how == Judged::ByHand ? out.by_hand : out.pending) = true;
            all_by_value = all_by_value && how == Judged::ByValue;
        }
        out.whole_region_by_value = out.whole_region_by_value || (here && all_by_value);
    }
    if (!any) out.by_value = out.whole_region_by_value = true;
    return out;
}

}  // namespace kaohe::trial
