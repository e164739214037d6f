// kaohe/eval/assess.h - the engine: a plan and a dataset in, an assessment out.
//
// No globals, no clock, no files. Regions are evaluated independently, on as many threads as asked for; the result does
// not depend on how many.
#pragma once
#include <memory>
#include <vector>

#include "kaohe/model/table.h"
#include "kaohe/result/result.h"
#include "kaohe/rules/plan.h"

namespace kaohe::eval {

enum class FailOn { Never, Undetermined, Unmet };

// How much of each rule's result is kept. Points, states, totals and ranks do not depend on it.
enum class Detail {
    Totals,  // of a region its totals, and how many rules have which state
    Values,  // the rules with what their methods gave, without derivations
    Full,
};

struct Options {
    model::Period period;
    model::Day as_of = 0;
    std::vector<std::size_t> regions;  // which to score, ascending; empty: all, and then there are ranks
    int jobs = 1;
    FailOn fail_on = FailOn::Undetermined;
    Detail detail = Detail::Full;
    std::vector<std::string> outputs{};  // with Detail::Values: those that will be looked at, by name, besides the indicators' values
};

// The Lua functions that evaluating a plan may call: what a worker's state has to hold.
std::vector<std::int64_t> functions_of(const rules::Plan& plan);

result::Assessment assess(std::shared_ptr<const rules::Plan> plan, model::Dataset data, const Options& options);

}  // namespace kaohe::eval
