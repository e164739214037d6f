// kaohe/eval/plain.h - the short way for rules that are nothing but arithmetic: one reported number against one bound, scored
// in full, not at all, or in proportion.
//
// It gives what judge() (eval/compare.h), score_points() (eval/score.h) and round_to() give, without making fractions of
// what are decimals. Where it does not apply, or a product would leave 128 bits, it gives nothing and they are asked.
#pragma once
#include <cstdint>
#include <optional>

#include "kaohe/rules/plan.h"

namespace kaohe::eval {

struct PlainOutcome {
    bool met = false;
    num::Decimal points;  // rounded to the interval, GB/T 8170
};

// The outcome of a rule for value × 10^-scale. REQUIRES: 0 <= scale <= 18; the target has come due; rule.indicator.
std::optional<PlainOutcome> judge_plainly(const rules::Rule& rule, const rules::Indicator& indicator, const rules::Target& target,
                                          std::int64_t value, int scale, const num::Decimal& points_interval);

}  // namespace kaohe::eval
