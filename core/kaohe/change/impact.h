// kaohe/change/impact.h - what a changed pack does to scores: the difference of two full assessments of the same data.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/change/diff.h"
#include "kaohe/eval/assess.h"

namespace kaohe::change {

// Texts as the result prints them; "" for what is not there.
struct RegionState {
    std::string total, total_max, possible, grade, rank;
};
struct RuleState {
    std::string status, points, points_max, possible;  // status: "met"; "" when the region has no such rule
    std::string actual, target;                        // for the reader; they alone are no move
};
struct RegionMove {
    std::string region;
    RegionState from, to;
};
struct RuleMove {
    std::string region, rule, title;
    RuleState from, to;
};
struct NoticeMove {
    std::string region, from, to;  // 限期整改通知书; "" when there is none
};

struct Impact {
    std::shared_ptr<const rules::Plan> old_pack, new_pack;
    model::Period period;
    model::Day as_of = 0;
    std::vector<RegionMove> regions;  // in the order of the new pack
    std::vector<RuleMove> rules;
    std::vector<NoticeMove> notices;
    std::vector<Difference> differences;  // of the packs
    Diagnostics failures;                 // rules of either pack that raised an error or used up their budget
};

// One of the two assessments.
struct Side {
    std::shared_ptr<const rules::Plan> pack;
    const model::Dataset& data;
    eval::Options options;  // regions: as in eval::assess()
};
// Compares what eval::assess() would give for both sides; ranks when all regions are assessed. `same_data`: both sides hold the
// same rows; rules that the packs agree on are then computed once.
Impact compare(const Side& old_side, const Side& new_side, bool same_data);

// Whether reading data says the same for both packs, so that it need be read only once.
bool reads_alike(const rules::Plan& old_pack, const rules::Plan& new_pack);

// The pack with the deadlines of its tasks and projects moved by so many years: next year's pack, tried with this year's data.
std::shared_ptr<const rules::Plan> moved_by_years(const rules::Plan& plan, int years);

// verbose: every line; else no more than fifty of a kind.
std::string to_text(const Impact& impact, bool verbose);
std::string to_json(const Impact& impact);
// Sheets of moved counties, rules and notices, and of what changed in the pack. Fails with KH-T001, KH-T002.
Result<void> write_workbook(const Impact& impact, const std::filesystem::path& file);

}  // namespace kaohe::change
