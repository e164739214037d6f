// kaohe/trial/report.h - how the tests ended, as text for people, JUnit, TAP or JSON. The same tests give the same bytes.
#pragma once
#include <string>
#include <vector>

#include "kaohe/trial/coverage.h"
#include "kaohe/trial/mutate.h"

namespace kaohe::trial {

struct Summary {
    std::vector<Verdict> verdicts;
    // Nothing when it was not asked for.
    std::optional<std::vector<Covered>> coverage;
    std::optional<std::vector<Mutant>> mutants;

    std::size_t failed() const;
};

std::string to_text(const Summary& summary, bool verbose);  // verbose: those that passed, too
std::string to_junit(const Summary& summary);
std::string to_tap(const Summary& summary);
std::string to_json(const Summary& summary);

}  // namespace kaohe::trial
