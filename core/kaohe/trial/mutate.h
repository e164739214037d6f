// kaohe/trial/mutate.h - 变异: would the tests notice a wrong figure? Each target, limit and scoring parameter is shifted by
// one step, one at a time, and some test has to fail.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "kaohe/trial/method_case.h"
#include "kaohe/trial/trial.h"

namespace kaohe::trial {

struct Mutant {
    Place place;
    std::string what, from, to;  // "air.pm25 每差 per", "1", "1.1"
    bool noticed = false;
};

enum class Scope {
    Scheme,      // scoring parameters, formulas, bonuses, grades
    AndTargets,  // and every target value: what a test against the documents may hold instead
};

// A change that cannot alter any result (a cap that nothing can reach) is not made.
std::vector<Mutant> mutate(Trials& trials, Scope scope);
// Figures and comparisons in the Lua of the methods that the cases are about, on `jobs` threads.
std::vector<Mutant> mutate(const MethodTrials& trials, int jobs = 1);

// How many of them were noticed, in percent with one decimal; 100 of none.
num::Decimal score_of(const std::vector<Mutant>& mutants);

}  // namespace kaohe::trial
