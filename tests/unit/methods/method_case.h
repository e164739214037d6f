// One case of a method, written in a test: run as `kaohe rules test plugins` runs the rows of cases.tsv.
#pragma once
#include <stdexcept>

#include "kaohe/trial/method_case.h"
#include "paths.h"

namespace kaohe::testing {

using trial::MethodCase;
using trial::MethodOutcome;

// Throws std::runtime_error when the case is written wrongly.
trial::MethodTrials::Run run(const MethodCase& given);
inline MethodOutcome run_case(const MethodCase& given) { return run(given).outcome; }

}  // namespace kaohe::testing
