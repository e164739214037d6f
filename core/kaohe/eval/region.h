// kaohe/eval/region.h - all rules of one region: state, points and derivation of each; then totals.
#pragma once
#include <span>

#include "kaohe/eval/measure.h"

namespace kaohe::eval {

// Results that are known already: of the same region, data and day by another plan. same_rule[i] is the rule of that plan
// that has the same outcome as rule i of this one. The result is taken over without its derivation.
struct Known {
    const result::RegionResult& result;
    const std::vector<std::optional<std::size_t>>& same_rule;
};

// Everything about one region except its rank. Uses only `state`, so regions may be evaluated side by side. What is `known`
// is taken over.
result::RegionResult evaluate_region(const Sources& sources, lua::State& state, std::size_t region, const Known* known = nullptr);

// The ranks of regions with these totals. Equal totals at the rank interval share a rank, the next one is skipped: 1, 1, 3.
// None for those that take no part.
std::vector<std::optional<int>> ranks_of(const rules::Plan& plan, const std::vector<std::pair<std::size_t, num::Decimal>>& totals);

// What of a rule's result counts for totals.
struct Marks {
    std::size_t rule = 0;
    result::Status status = result::Status::Error;
    num::Decimal points, points_max, possible;
    const result::RuleResult* result = nullptr;  // the rest of it, where it is kept
};

// Groups, caps, rescaling, bonuses, vetoes, total and grade from the rules' points; and the ledger that says so.
void add_totals(const Sources& sources, std::span<const Marks> rules, result::RegionResult& out);

}  // namespace kaohe::eval
