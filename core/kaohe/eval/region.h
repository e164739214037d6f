// kaohe/eval/region.h - all rules of one region: state, points and derivation of each; then totals.
#pragma once
#include "kaohe/eval/measure.h"

namespace kaohe::eval {

// Everything about one region except its rank. Uses only `state`, so regions may be evaluated side by side.
result::RegionResult evaluate_region(const Sources& sources, lua::State& state, std::size_t region);

// Groups, caps, rescaling, bonuses, vetoes, total and grade from the rules' points; and the ledger that says so.
void add_totals(const Sources& sources, result::RegionResult& out);

}  // namespace kaohe::eval
