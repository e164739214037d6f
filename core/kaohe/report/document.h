// kaohe/report/document.h - a stored result (kaohe.result/1) as the report sees it.
//
// Plain data: every number is still the decimal text of the file, because the report draws numbers and never
// makes new ones. "" and nullopt both mean "the file says nothing"; how that is drawn is decided in words.h.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/base/result.h"

namespace kaohe::report {

enum class Status {
    Met,
    Unmet,
    Partial,
    NotApplicable,
    NotSubmitted,
    Invalid,
    NotDue,
    PendingTarget,
    Manual,
    Excluded,
    Error,
};

struct Cite {
    std::string source;  // id of a Source
    std::string clause;
};

struct Target {
    std::string op;     // >= > <= < = class<= between about by
    std::string value;  // a decimal, "lo..hi" for between, a water class 1-6 for class<=, an ISO date for by
};

struct Basis {
    std::string standard, clause, status;  // status: confirmed, unconfirmed
};

struct Method {
    std::string id, edition;
    std::vector<Basis> basis;
};

struct TraceStep {
    std::string step, rule, in, to, out, text;
};

// A figure of a method by the name that the method gives it, exact.
struct NamedValue {
    std::string name, value;
};

// The figure of one month (or other part of the period), exact.
struct SeriesPoint {
    std::string period, value;
};

struct Rule {
    std::string id, group, indicator, title, unit;
    std::string units;                  // 责任单位, "；" between them
    std::string part_of;                // the rule that counts this one, which is worth nothing by itself
    bool summary = false;               // counts other rules; not a target of its own
    Status status = Status::Error;
    std::string reason;                 // why it has this state
    std::optional<std::string> actual;  // rounded, with the digits of the indicator
    std::string exact;                  // before rounding: a decimal or a fraction in lowest terms
    std::optional<Target> target;
    std::optional<std::string> gap;     // positive is better than the target
    std::optional<std::string> points;  // none while undetermined
    std::string possible;
    int digits = 0;
    bool demo = false;        // 示范: the target or its points are not from a source document
    bool borderline = false;  // 边界: the two readings of the comparison disagree
    bool full_met = false, rounded_met = false;
    std::string explain;              // the calculation with its numbers
    std::vector<std::size_t> inputs;  // indexes into Document::inputs
    std::vector<Place> rows;          // where the figures stand in the inputs
    std::vector<std::size_t> row_counts;  // how many rows each of them is; as many as `rows`
    Method method;
    Cite cite;
    std::vector<TraceStep> trace;
    std::vector<NamedValue> values;   // by name
    std::vector<SeriesPoint> series;  // in the order of the periods
    std::vector<std::string> notes;
};

struct Group {
    std::string id, title, points, possible;
};

struct LedgerEntry {
    std::string rule, kind, points, reason;  // kind: award deduct cap rescale bonus veto
};

struct Veto {
    std::string id, title, effect;
};

// What the events table brought a region: a bonus, a veto, an exclusion or a verdict.
struct Event {
    std::string id, title, kind, effect, points, count;
    std::vector<Place> rows;
};

// A task or project of a region with the state that its table gives it.
struct Duty {
    std::string id, number, title, units;   // units: the lead, or whoever is named
    std::vector<std::string> unit_names;  // the same, one by one
    std::string due, due_text, state, done;  // state: as in the result; due and done ISO dates or ""
    std::string percent, progress, problems;
    Cite cite;
};

struct Region {
    std::string name, code, kind;  // kind: city county zone bureau
    std::string total, total_max, possible;
    bool provisional = false;  // 暂定: total and total_max differ
    std::string grade;
    std::optional<int> rank;  // none: takes no part in the ranking
    std::string bonus;
    std::vector<Veto> veto;
    std::vector<Group> groups;
    std::vector<Rule> rules;
    std::vector<LedgerEntry> ledger;
    std::vector<Duty> tasks, projects;
    std::vector<Event> events;
};

struct Input {
    std::string name, digest;
    std::size_t rows = 0;
};
struct Source {
    std::string id, title, number, issued;
    bool demo = false;  // 示范: made up for trial, nobody's document
};
struct Consequence {
    std::string id, title, when, source, clause;
    // Which notice it asks for and under which conditions (rules::Consequence); percentages are decimals, "" means no condition.
    std::string kind, gap_at_least, share_unmet, grade;
    bool repeated = false, reward = false, on_enterprise = false;
};
// What a method, and the values that it returns, are called.
struct OutputWords {
    std::string name, title, unit;
};
struct MethodWords {
    std::string id, title;
    std::vector<OutputWords> outputs;

    const OutputWords* output(std::string_view name) const;  // null when not declared
};
struct Grade {
    std::string title, at_least;  // at_least is "" for the lowest
};
struct Pack {
    std::string id, version, title, digest, office, year_label;
};
struct Scheme {
    std::string title, total, rank_interval;
};
struct Finding {
    std::string code, severity, message;
    Place place;
    std::string mend;  // what to do about it
};

struct Document {
    std::string name;    // of the file, for diagnostics
    std::string digest;  // "sha256:…" of its bytes
    std::string engine, period;
    std::string as_of;  // YYYY-MM-DD: the only date the report knows
    Pack pack;
    Scheme scheme;
    std::vector<Grade> grades;
    std::vector<Input> inputs;
    std::vector<Source> sources;
    std::vector<Consequence> consequences;
    std::vector<MethodWords> methods;
    std::vector<Region> regions;  // in pack order
    std::vector<Finding> findings;
    bool is_large = false;  // more rules than kMostDetailed, with derivations

    const Source* source(std::string_view id) const;  // null when not declared
    const MethodWords* method(std::string_view id) const;  // null when not declared
};

// How much of the rules is read. IfNotLarge: of more than kMostDetailed rules only what rankings and tables of points show.
enum class Detail { All, IfNotLarge };
constexpr std::size_t kMostDetailed = 100'000;

// Reads a stored result, on up to `jobs` threads. `name` is what messages call the file.
//
// Fails with KH-F009 when it is not JSON and with KH-T003, naming the member ("regions[2].rules[0].status"),
// when it is not a result: another schema, a missing or mistyped member, a number that is not a decimal text,
// an unknown status. Members it does not know are ignored, so that a newer engine's result can still be
// drawn.
Result<Document> load_result(std::string_view json_bytes, std::string name, Detail detail = Detail::All, int jobs = 1);

}  // namespace kaohe::report
