// kaohe/change/diff.h - what changed from one pack to another, in words, one line per change.
#pragma once
#include <string>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::change {

struct Difference {
    enum class How { Added, Removed, Changed };
    How how = How::Changed;
    std::string kind, key, name;       // 规则, its id, what people call it
    std::vector<std::string> regions;  // of targets: those that changed alike
    std::string field;                 // what changed about it; "" for its own value
    std::string from, to;              // in words; both "" where only that it differs can be said (code)
};

// In the order of the new pack, what was removed behind its kind. A target that changed alike for several regions is one
// difference.
std::vector<Difference> compare(const rules::Plan& old_pack, const rules::Plan& new_pack);

// Targets of the new pack whose values are still those of the old one: "优良天数比例 盐池县 90.0".
std::vector<Difference> kept_targets(const rules::Plan& old_pack, const rules::Plan& new_pack);

// "改 目标 优良天数比例 盐池县 90.0 → 90.5"
std::string line_of(const Difference& difference);
// The lines of all of them; things of a kind that changed alike (the deadlines of sixty tasks) as one, unless verbose.
std::vector<std::string> lines_of(const std::vector<Difference>& differences, bool verbose);
std::string to_text(const std::vector<Difference>& differences, bool verbose = false);
// Of kept_targets(): "优良天数比例 盐池县 90.0".
std::string kept_text(const std::vector<Difference>& kept);
std::string to_json(const rules::Plan& old_pack, const rules::Plan& new_pack, const std::vector<Difference>& differences);

}  // namespace kaohe::change
