// kaohe/result/json.h - the canonical result, kaohe.result/1: fixed order of keys, decimals as strings, exact values as
// fractions in lowest terms. The same assessment gives the same bytes.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "kaohe/result/result.h"

namespace kaohe::result {

// Gives the text piece by piece, a region at a time, so that large results need not stand in memory twice. Regions are put
// into words on up to `jobs` threads; the text does not depend on it.
void write_json(const Assessment& assessment, const std::function<void(std::string_view)>& write, int jobs = 1);
std::string to_json(const Assessment& assessment, int jobs = 1);
// The findings alone, as in the result: what `check --format json` prints.
std::string findings_to_json(const std::vector<Diagnostic>& findings);

}  // namespace kaohe::result
