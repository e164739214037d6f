// kaohe/change/same.h - inside the change module: what two packs agree on, so that it need not be said or computed twice.
#pragma once
#include <optional>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::change {

// The regions and indicators of one plan in another, by name and id.
struct Counterparts {
    Counterparts(const rules::Plan& of, const rules::Plan& in);
    std::vector<std::optional<std::size_t>> regions, indicators, rules;  // [index in `of`]
};

// Everything that can be said of a target, and only what decides whether it is reached.
bool same_target(const rules::Target& a, const rules::Target& b);
bool same_outcome(const rules::Target& a, const rules::Target& b);
bool same_outcome(const std::optional<rules::Target>& a, const std::optional<rules::Target>& b);

// For every rule of `plan`: the rule of `other` that gives the same result wherever the target is the same; nothing where that
// is not certain (formulas, and forms that look at other indicators, are computed anew).
std::vector<std::optional<std::size_t>> same_rules(const rules::Plan& plan, const rules::Plan& other, const Counterparts& counterparts);

}  // namespace kaohe::change
