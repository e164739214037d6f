// kaohe/eval/compare.h - 极限数值判定: is the target reached? GB/T 8170-2008 chapter 4, both methods.
#pragma once
#include <functional>

#include "kaohe/result/result.h"

namespace kaohe::eval {

struct Verdict {
    bool computable = false;
    std::string reason;          // when it is not
    bool full_met = false;       // 全数值比较法: the exact value
    bool rounded_met = false;    // 修约值比较法: the value rounded once to `digits`
    num::Ratio shortfall_full;   // how much worse than the target; 0 when reached
    num::Ratio shortfall_rounded;
};

// Why a target can't be compared with anything yet: it has no value, or is "about" without a tolerance; "" when it can.
std::string_view undecided(const rules::Target& target);

// REQUIRES: a target that compares one number (not all_of or any_of).
Verdict judge(const rules::Target& target, const num::Ratio& exact, const num::Decimal& rounded);

// How much worse than the target a value is that does not reach it; 0 for one that does.
num::Ratio shortfall(const rules::Target& target, const num::Ratio& value, bool met);

// How far `value` is on the good side of the target (negative: on the bad side); nothing where that has no meaning.
std::optional<num::Ratio> distance(const rules::Target& target, const num::Ratio& value);

}  // namespace kaohe::eval
