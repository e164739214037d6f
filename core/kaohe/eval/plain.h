// kaohe/eval/plain.h - the short way for rules that are nothing but arithmetic: one reported number against one bound, scored
// in full, not at all, in proportion, by a formula, or by the least of these.
//
// It gives what judge() (eval/compare.h), score_points() (eval/score.h) and round_to() give, without making fractions of
// what are decimals. Where it does not apply, or a product would leave 128 bits, it gives nothing and they are asked.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>

#include "kaohe/rules/plan.h"

namespace kaohe::eval {

struct PlainOutcome {
    bool met = false;
    num::Decimal points;  // rounded to the interval, GB/T 8170
};

// What a formula gives; nothing when it gives no number or cannot be asked here.
using PlainFormula = std::function<std::optional<num::Ratio>(const rules::Score&)>;

// The outcome of a rule for value × 10^-scale. REQUIRES: 0 <= scale <= 18; the target has come due; rule.indicator.
std::optional<PlainOutcome> judge_plainly(const rules::Rule& rule, const rules::Indicator& indicator, const rules::Target& target,
                                          std::int64_t value, int scale, const num::Decimal& points_interval, const PlainFormula& formula = {});

}  // namespace kaohe::eval
