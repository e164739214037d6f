// kaohe/tables/completeness.h - what the pack waits for and nobody handed in.
#pragma once
#include "kaohe/model/table.h"
#include "kaohe/rules/plan.h"

namespace kaohe::tables {

// Of every region of which something was submitted: tables that are missing (KH-D046), and rows that the pack can name
// (days, months of sections, indicators, tasks, projects) that are missing up to `as_of` (KH-D045). Adds warnings to
// `data.findings`.
void check_completeness(const rules::Plan& plan, model::Dataset& data, const model::Period& period, model::Day as_of);

}  // namespace kaohe::tables
