// kaohe/result/table.h - a result as a small table (csv), as test report (junit), or for a person at a terminal (pretty).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/result/result.h"

namespace kaohe::result {

// One row per region. `columns` picks among region, code, total, total_max, possible, met, unmet, not_met, undetermined,
// rank, grade and RULE:VALUE; empty: the default ones. Fails with KH-C001 for a column that there is not.
Result<std::string> to_csv(const Assessment& assessment, const std::vector<std::string>& columns);
// One test case per region and rule: unmet and partial are failures, what could not be judged is an error.
std::string to_junit(const Assessment& assessment);
// Ranking and what fell short, aligned by display width; of no more than `most` regions, by rank.
std::string to_pretty(const Assessment& assessment, bool verbose, std::size_t most = SIZE_MAX);

}  // namespace kaohe::result
