// kaohe/result/result.h - what an assessment found: the record from which everything else is drawn.
//
// Filled by eval, written by result/json.h, never changed afterwards. Decimals and fractions are kept as numbers here
// and turned into text once, when written.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/model/table.h"
#include "kaohe/rules/plan.h"

namespace kaohe::result {

using num::Decimal;
using num::Ratio;

enum class Status { Met, Unmet, Partial, NotApplicable, NotSubmitted, Invalid, NotDue, PendingTarget, Manual, Excluded, Error };
inline constexpr std::size_t kStatuses = 11;
std::string_view status_id(Status status);    // "not_submitted", as the result names it
std::string_view status_word(Status status);  // 缺报, from the glossary

// One step of a derivation.
struct Step {
    std::string step;  // rows, method, round, compare, score
    std::string rule;  // what it follows: "GB/T 8170", "air.days", "deduct"
    std::string in, to, out, text;
};

struct SeriesPoint {
    std::string period;  // "2021-01"
    Ratio value;
};

struct RuleResult {
    std::size_t rule = 0;  // index into Plan::rules
    Status status = Status::Error;
    std::string reason;  // why it has that status, for people; may be empty
    std::optional<Ratio> exact;
    std::optional<Decimal> actual;        // rounded to the indicator's digits
    const rules::Target* target = nullptr;  // of this region, in the plan; null when there is none
    bool full_met = false, rounded_met = false, borderline = false;
    std::optional<Decimal> gap;           // positive: better than the target
    Decimal points = 0, possible = 0;     // possible: full marks that take part
    Decimal points_max = 0;               // what it may still become; == points when nothing is missing
    std::string explain;                  // the calculation of the points with its numbers
    std::string branch;                   // which way the scoring form went (eval/score.h); for coverage, in no file
    std::vector<std::pair<std::string, Ratio>> values;
    std::vector<SeriesPoint> series;
    std::vector<model::RowRange> rows;
    std::vector<Step> trace;
    std::vector<std::string> notes;
    lua::Used used;
    bool summary = false;  // counts the results of other rules (share): not counted again
};

struct LedgerEntry {
    std::string rule, kind;  // award deduct cap rescale bonus veto
    Decimal points;
    std::string reason;
};

struct GroupResult {
    std::string id, title;
    Decimal points, possible;
};

// How a task or project stands on the day of the assessment. Open: not finished and not yet due; Ongoing: 持续推进,
// without a deadline; NotSubmitted: the table has no row for it.
enum class DutyState { Done, Late, Overdue, Open, Ongoing, NotSubmitted };
std::string_view duty_id(DutyState state);    // "overdue"
std::string_view duty_word(DutyState state);  // 逾期未完成, from the glossary

struct DutyResult {
    DutyState state = DutyState::NotSubmitted;
    std::optional<model::Day> due, done;
    std::optional<Ratio> percent;  // 完成比例
    std::vector<model::RowRange> rows;
};
struct TaskResult : DutyResult {
    std::size_t task = 0;  // index into Plan::tasks
    std::string progress, problems;
};
struct ProjectResult : DutyResult {
    std::size_t list = 0, item = 0;  // Plan::projects[list].items[item]
};

// An event that was counted: a bonus or a veto.
struct EventResult {
    std::string id, title, kind, effect;  // kind: bonus | veto
    Decimal points;
    std::string count;
    std::vector<model::RowRange> rows;
};

struct RegionResult {
    std::size_t region = 0;
    Decimal total = 0, total_max = 0, possible = 0;
    bool provisional = false;
    std::optional<std::string> grade;
    std::optional<int> rank;
    std::vector<GroupResult> groups;
    std::vector<RuleResult> rules;
    std::vector<LedgerEntry> ledger;
    std::vector<TaskResult> tasks;
    std::vector<ProjectResult> projects;
    std::vector<EventResult> events;
    Diagnostics findings;  // rules that raised an error

    // How many rules of this region have one of the states; summaries left out.
    std::size_t count(std::initializer_list<Status> states) const;
    // A rule of which no more is kept than that it has this state.
    void count_only(Status status) { ++counted_[static_cast<std::size_t>(status)]; }

  private:
    std::array<std::size_t, kStatuses> counted_{};  // by status
};

struct Assessment {
    std::shared_ptr<const rules::Plan> plan;
    model::Period period;
    model::Day as_of = 0;
    std::vector<model::Input> inputs;
    std::vector<RegionResult> regions;  // pack order; only those asked for
    std::vector<Diagnostic> findings;   // in a fixed order
    std::vector<int> codes;             // exit codes that apply, most important first
    int code() const { return codes.empty() ? 0 : codes.front(); }
};

}  // namespace kaohe::result
