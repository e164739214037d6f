// kaohe/tables/finish.h - inside the tables module: what happens once all rows are in.
#pragma once
#include "kaohe/tables/sheet.h"

namespace kaohe::tables {

// Canonical order (region in pack order, then key, then place), duplicates found, counted rows outside the period said.
void finish_tables(Import& import);
// Cross-checks that need the pack: indicators and units of 指标填报, items of 事项, rows of 任务调度表.
void check_reported(Import& import);
void check_events(Import& import);
// Tasks and projects: is each row one of the pack's, once, and has what is finished its date?
void check_duties(Import& import);
// The checks of the plugins.
void cross_check(Import& import);

}  // namespace kaohe::tables
