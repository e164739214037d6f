// kaohe/trial/coverage.h - which rules the tests were about, which ways of the scoring forms and which states they went through.
#pragma once
#include <string>
#include <vector>

#include "kaohe/trial/method_case.h"
#include "kaohe/trial/trial.h"

namespace kaohe::trial {

struct Covered {
    Place place;
    std::string what, branch;  // "规则 air.pm25（PM2.5年均浓度）", "到下限"
    bool reached = false;
};

// Of every scored rule each way of its form and each state it has a policy for; bonuses, vetoes and grades. A rule counts
// as reached only by tests that are about it.
std::vector<Covered> coverage(const rules::Plan& plan, const Trials& trials, const std::vector<Trials::Run>& runs);
// Of every method that has cases, each output that some case expects.
std::vector<Covered> coverage(const MethodTrials& trials, const std::vector<MethodTrials::Run>& runs);

// Doubts about the tests themselves: rules that no test is about (KH-L013), and rules whose target no test's value meets
// exactly (KH-L014). A pack without rules needs none.
void find_lacking_tests(const rules::Plan& plan, const Trials& trials, const std::vector<Trials::Run>& runs, Diagnostics& findings);

num::Decimal percent_of(const std::vector<Covered>& all);

}  // namespace kaohe::trial
