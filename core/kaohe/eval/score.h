// kaohe/eval/score.h - the scoring forms: points from a value, a target and how far apart they are. Exact.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "kaohe/result/result.h"

namespace kaohe::eval {

// What a form may look at.
struct ScoreInput {
    num::Ratio full;       // full marks
    num::Ratio value;      // the value that is compared: exact, or rounded with compare = "rounded"
    num::Ratio exact;
    const rules::Target* target = nullptr;
    bool met = false;
    num::Ratio shortfall;  // how much worse than the target
    bool lower_is_better = false;
    bool explains = true;  // Scored::explain is wanted
    // The exact value of another indicator of the region, and whether it reaches its own target.
    std::function<std::optional<num::Ratio>(std::size_t)> other;
    std::function<bool(std::size_t)> other_met;
    // Runs a formula; nothing when it failed (the caller knows why).
    std::function<std::optional<num::Ratio>(const rules::Score&)> formula;
};

struct Scored {
    num::Ratio points;    // not yet rounded
    std::string explain;  // with the numbers filled in
    std::string branch;   // one of branches_of(form): "到下限"
    bool failed = false;  // a formula raised an error, or a value it needs is missing
};

Scored score_points(const rules::Score& form, const ScoreInput& in);

// Every way that the form can go: what tests of a rule should have been through.
std::vector<std::string> branches_of(const rules::Score& form);
// The same for a share, which is counted from the results of its members.
std::string share_branch(std::int64_t met, std::int64_t total);

// An exact number as people read it: "17.325", or to six decimals with "≈" when it has no end.
std::string readable(const num::Ratio& value);

}  // namespace kaohe::eval
