#include "kaohe/eval/compare.h"

namespace kaohe::eval {
namespace {

using rules::TargetForm;

bool reached(const rules::Target& target, const num::Ratio& value) {
    const num::Decimal bound = target.value.value_or(num::Decimal(0));
    const auto against = [&](const num::Decimal& limit) { return num::compare(value, limit); };
    switch (target.form) {
        case TargetForm::AtLeast:
        case TargetForm::Assigned:
        case TargetForm::DropAtLeast: return against(bound) >= 0;
        case TargetForm::MoreThan: return against(bound) > 0;
        case TargetForm::AtMost:
        case TargetForm::ClassOrBetter: return against(bound) <= 0;
        case TargetForm::LessThan: return against(bound) < 0;
        case TargetForm::Equal: return against(bound) == 0;
        case TargetForm::Between: return against(bound) >= 0 && against(target.high().value_or(bound)) <= 0;
        case TargetForm::About: return against(bound - *target.second) >= 0 && against(bound + *target.second) <= 0;
        default: return false;
    }
}

}  // namespace

std::optional<num::Ratio> distance(const rules::Target& target, const num::Ratio& value) {
    if (!target.value) return std::nullopt;
    const num::Ratio bound = *target.value;
    const auto smaller = [](const num::Ratio& a, const num::Ratio& b) { return a < b ? a : b; };
    switch (target.form) {
        case TargetForm::AtLeast:
        case TargetForm::MoreThan:
        case TargetForm::Assigned:
        case TargetForm::DropAtLeast: return value - bound;
        case TargetForm::AtMost:
        case TargetForm::LessThan:
        case TargetForm::ClassOrBetter: return bound - value;
        case TargetForm::Equal: return value < bound ? value - bound : bound - value;
        case TargetForm::Between: return smaller(value - bound, num::Ratio(target.high().value_or(*target.value)) - value);
        case TargetForm::About: {
            if (!target.tolerance()) return std::nullopt;
            const num::Ratio off = value < bound ? bound - value : value - bound;
            return num::Ratio(*target.second) - off;
        }
        default: return std::nullopt;
    }
}

num::Ratio shortfall(const rules::Target& target, const num::Ratio& value, bool met) {
    if (met) return 0;
    const auto gap = distance(target, value);
    if (!gap) return 0;
    return *gap < num::Ratio(0) ? -*gap : num::Ratio(0);
}

std::string_view undecided(const rules::Target& target) {
    if (!target.value) return "目标值待下达";
    return target.form == TargetForm::About && !target.tolerance() ? "目标写的是“左右”，没有规定容许差" : "";
}

Verdict judge(const rules::Target& target, const num::Ratio& exact, const num::Decimal& rounded) {
    Verdict out;
    out.reason = undecided(target);
    if (!out.reason.empty()) return out;
    out.computable = true;
    out.full_met = reached(target, exact);
    out.rounded_met = reached(target, num::Ratio(rounded));
    out.shortfall_full = shortfall(target, exact, out.full_met);
    out.shortfall_rounded = shortfall(target, num::Ratio(rounded), out.rounded_met);
    return out;
}

}  // namespace kaohe::eval
