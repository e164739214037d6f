// kaohe/handbook/handbook.h - a pack as people read it: the handbook of `rules doc` and the page of `rules show`.
//
// Drawn from a loaded plan alone: nothing is evaluated. The same pack gives the same bytes.
#pragma once
#include <string>
#include <string_view>

#include "kaohe/rules/plan.h"

namespace kaohe::handbook {

// The whole pack: sources, targets, tasks, projects, limits, methods, scheme, consequences. HTML is one self-contained
// page with links between its parts, laid out for A4.
std::string markdown(const rules::Plan& plan);
std::string html(const rules::Plan& plan);

// Everything the pack says of one id (an indicator, task, project, threshold, rule, bonus, veto, group or source), as plain
// text; "" when there is no such id. The part of an inventory id behind the pack's id is taken as well.
std::string show(const rules::Plan& plan, std::string_view id);

// A scoring form in words: "每差 1 扣 0.25 分，不足 1 的按比例，最低 0 分".
std::string describe(const rules::Score& score);

}  // namespace kaohe::handbook
