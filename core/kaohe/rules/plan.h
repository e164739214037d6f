// kaohe/rules/plan.h - a validated pack, frozen: what is required of whom, from which clause, worth how many points.
//
// Made by load_pack() (rules/load.h), then only read; safe to share between threads. Only `formula` and the methods'
// `run` are still Lua; a worker makes its own lua::State from `scripts` to call them.
#pragma once
#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/lua/state.h"
#include "kaohe/model/date.h"
#include "kaohe/model/dictionary.h"
#include "kaohe/model/table.h"
#include "kaohe/rules/scripts.h"

namespace kaohe::rules {

using num::Decimal;
using num::Ratio;

struct Cite {
    std::string source;  // id of a Source
    std::string clause;
};

// 依据文件. `file` names the document it stands in, where the pack says so.
struct Source {
    std::string id, title, number, issued, file;
    bool demo = false;  // 示范: made up for trial, not a document of anybody
    Place place;
};

// Who answers for a target or a task: 牵头、配合、落实单位, by their canonical names.
struct Duty {
    std::vector<std::string> lead, support, implement;
    friend bool operator==(const Duty&, const Duty&) = default;
};

// 责任单位. May stand for regions: 各县（市、区）人民政府 for every county.
struct Unit {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::size_t> regions;
};

// --- methods

struct MethodBasis {
    std::string standard, clause, status;  // status: confirmed | unconfirmed (来源待核)
};
struct MethodParam {
    std::string name;
    bool required = false;
    lua::Value fallback;               // when not required
    std::vector<std::string> choices;  // empty: anything
};
struct MethodOutput {
    std::string name, unit, title;
    int digits = -1;  // -1: printed exactly
};
struct MethodTable {
    std::string table;
    std::vector<std::string> columns;
};
// What the host lays beside the submitted tables: the pack's own tasks or projects of the region, each with its state.
enum class PlanView { None, Tasks, Projects };
// The days for which a method, or a choice of one of its parameters (an edition of a standard), holds.
struct MethodCover {
    std::string param, choice;  // "" and "": the method as a whole
    std::optional<model::Day> from, to;
};
// How an indicator is computed. `lookup`: one row of a table per indicator, read by the host (the plugin says which).
struct Method {
    std::string id, title, edition;
    std::vector<MethodBasis> basis;
    std::vector<MethodTable> tables;
    std::vector<MethodParam> params;
    std::vector<MethodOutput> outputs;
    std::vector<MethodCover> covers;
    std::int64_t run = 0;  // ordinal of the Lua function; 0 for a lookup
    PlanView view = PlanView::None;
    struct Lookup {
        std::string table, key, value, unit;
    };
    std::optional<Lookup> lookup;
    Place place;

    const MethodOutput* find_output(std::string_view name) const;
};

// 指标.
struct Indicator {
    std::string id, title, unit;
    enum class Better { Higher, Lower } better = Better::Higher;
    int digits = 0;
    std::size_t method = 0;   // index into Plan::methods
    std::string value;        // the output that is the indicator's value
    lua::Value params;        // complete: defaults filled in
    std::vector<std::string> given_params;  // the others have the method's default
    std::string run_key;      // method and params: indicators with the same key share one run
    bool used = false;
    Place place;
};

// --- targets

enum class TargetForm : std::uint8_t { AtLeast, MoreThan, AtMost, LessThan, Equal, Between, ClassOrBetter, DropAtLeast, AllOf, AnyOf, About, Assigned, Qualitative };
std::string_view form_name(TargetForm form);  // "at_least"
std::string_view form_op(TargetForm form);    // ">=": as the result prints it

// What a targets declaration says for all the targets that come from it.
struct TargetDeclaration {
    Cite cite;
    Duty duty;
    Place place;
};

struct Target;

// The words around a target value. Many targets share them: those of one declaration, or of its rows with one clause.
struct TargetWording {
    std::string base_year;  // of DropAtLeast
    std::string year;       // 到 2020 年: "" is the year assessed
    struct Branch {
        std::size_t indicator;
        std::shared_ptr<const Target> target;
    };
    std::vector<Branch> branches;  // of AllOf and AnyOf
    // By year ("2019"), of a target declared so; its value is that of the year assessed, or of the first year due.
    std::vector<std::pair<std::string, Decimal>> years;
    Cite cite;
    Place place;  // the declaration; of rows of a file, the file (and sheet)
    bool lines = false;  // rows of that file are lines, and not of a sheet
    std::shared_ptr<const TargetDeclaration> declaration;  // null for a branch
};

// 目标值 of one indicator for one region. There may be hundreds of thousands: what they share stands beside them, in the plan.
struct Target {
    TargetForm form = TargetForm::AtLeast;
    bool not_due = false;    // its year comes after the year assessed
    bool demo = false;       // 示范: a city line applied to each county
    std::uint32_t row = 0;   // of the file it comes from; 0: it is written in the declaration
    std::optional<Decimal> value;   // low end of Between
    std::optional<Decimal> second;  // high end of Between; tolerance of About, which can't be computed without it
    const TargetWording* wording = nullptr;  // one of Plan::wordings
    const Target* replaces = nullptr;  // the line for all counties in whose place this county's own row stands, of Plan::general_targets

    std::optional<Decimal> high() const { return form == TargetForm::Between ? second : std::nullopt; }
    std::optional<Decimal> tolerance() const { return form == TargetForm::About ? second : std::nullopt; }
    const TargetWording& words() const;
    const Cite& cite() const { return words().cite; }
    const std::string& year() const { return words().year; }
    const std::string& base_year() const { return words().base_year; }
    const std::vector<TargetWording::Branch>& branches() const { return words().branches; }
    const TargetDeclaration* declaration() const { return words().declaration.get(); }  // null for a branch
    Place place() const;               // the row of a file, else the declaration
    std::string value_text() const;    // "85.7", "1.2..1.6"
    const Duty* duty() const { return declaration() && declaration()->duty != Duty() ? &declaration()->duty : nullptr; }  // null: nobody is named
};

// --- scoring

enum class Compare { Full, Rounded };                        // 全数值比较法, 修约值比较法
enum class Missing { Undetermined, Zero, Full, Exclude };    // 缺报 and 数据无效
enum class NotApplicable { Full, Rescale };                  // 无此项
enum class Partial { Prorate, Started, Whole };

// How points follow from an actual value and a target. Which fields are used depends on the form.
struct Score {
    enum class Form { FullOrZero, Deduct, Line, Levels, Each, Ratio, FactorIfUnmet, Improvement, MinOf, WaiveIf, Formula, Share };
    struct Level {
        std::optional<Decimal> at_least;  // absent: everything else
        Decimal points;
    };
    Form form = Form::FullOrZero;
    Decimal per = 1, points;
    Partial partial = Partial::Prorate;
    std::optional<Decimal> floor, cap, zero_below_by;
    Decimal slope, intercept, factor = 1;
    bool from_full = false;               // Each: deduct from the full points
    std::vector<Level> levels;            // highest first
    std::vector<Score> parts;             // MinOf, FactorIfUnmet, WaiveIf
    std::optional<std::size_t> indicator; // Improvement: what it is measured against; WaiveIf: the indicator that must be met
    std::int64_t function = 0;            // Formula
    std::string explain;
    int line = 0;
};
std::string_view form_name(Score::Form form);  // "deduct"

struct Rule {
    std::string id, title;
    std::size_t group = 0;
    Decimal points;  // full marks
    std::optional<std::size_t> indicator;
    std::vector<std::size_t> needs;    // Formula: indicators whose values it gets
    std::vector<std::size_t> members;  // Share: the rules (worth nothing by themselves) that are counted
    std::optional<std::size_t> part_of;  // of a member: the Share rule it counts for
    Compare compare = Compare::Full;
    Missing missing = Missing::Undetermined;
    Missing invalid = Missing::Undetermined;
    NotApplicable not_applicable = NotApplicable::Rescale;
    std::vector<std::string> given;    // the fields that the declaration writes; the others have the value that goes without saying
    Score score;
    std::optional<Cite> cite;  // of a rule without a target of its own
    Place place;

    bool gives(std::string_view field) const { return std::find(given.begin(), given.end(), field) != given.end(); }
};

struct Group {
    std::string id, title;
    Decimal points;
    std::optional<Decimal> cap, floor;
    Place place;
};

// 加分 by counted events.
struct Bonus {
    std::string id, title, table, item;
    Decimal per = 1, points;
    std::optional<Decimal> cap;
    Cite cite;
    Place place;
};

// 一票否决 by an event.
struct Veto {
    std::string id, title, table, item;
    std::optional<std::string> grade;
    std::optional<Decimal> total_at_most;
    Cite cite;
    Place place;
};

struct Grade {
    std::string title;
    std::optional<Decimal> at_least;  // the last band has none
};

struct Scheme {
    std::string title;
    Decimal total;
    Decimal points_interval = Decimal(num::Int128{1}, 6);
    Decimal rank_interval = Decimal(num::Int128{1}, 2);
    std::optional<Decimal> scale_to;  // totals are reported × scale_to ÷ total
    bool demo = false;
    Place place;
};

// 重点任务.
struct Task {
    std::string id, no, title;
    std::optional<model::Day> due;  // 完成时限; nothing for 持续推进
    std::string due_text;           // as the document words it
    std::string report;             // 调度频次: "monthly:4", "half_year", "" when none is set
    Duty duty;
    std::vector<std::size_t> regions;  // that report on it, ascending
    std::string note;
    Cite cite;
    Place place;
    struct {
        std::string id, no, title;
    } folded;  // by the loader, for find_task()
};
// A limit, trigger, quantity or milestone of a document that nothing is scored by.
struct Threshold {
    std::string id, title, whom;
    std::string op, value;  // op as the inventory prints it; value "20", "50..75", "2021-10-31"
    std::string unit, year;
    std::optional<model::Day> due;
    std::vector<std::string> lead;
    std::string note;
    Cite cite;
    Place place;
};
// 项目清单 and its rows.
struct Project {
    struct Item {
        std::string id, name;  // name: 单位名称
        std::optional<std::size_t> region;
        std::optional<Decimal> quantity, scale;
        std::string scale_unit, measure;
        std::optional<model::Day> due;
        std::string due_text, note;
        Place place;
        struct {
            std::string id, name;
        } folded;  // by the loader, for find_project()
    };
    std::string id, title, file;
    std::vector<Item> items;
    Cite cite;
    Place place;
};
struct Consequence {
    std::string id, title, when;
    Cite cite;
    // Which notice a region gets that all given conditions hold for: reminder, warning, rectify, interview; "" chooses none.
    std::string kind;
    std::optional<num::Decimal> gap_at_least;  // a gap of so many percent of its target
    std::optional<num::Decimal> share_unmet;   // so many percent of the judged targets unmet
    bool repeated = false;                     // the same indicator was unmet in the result before, too
    std::string grade;                         // the region's grade
    bool reward = false;                       // for those who did well: not a matter of a notice of deviation
    bool on_enterprise = false;                // falls on enterprises, farms or persons, not on the region: neither
};

// 计量单位. Units of one base convert into each other exactly: 1 of it is `factor` of the base.
struct Measure {
    std::string printed;
    std::vector<std::string> names;  // folded
    std::size_t base = 0;            // index into Plan::units
    num::Ratio factor = num::Ratio(1);
    std::optional<Decimal> low, high;  // what a value in it lies between: 0 and 100 for %

    friend bool operator==(const Measure&, const Measure&) = default;
};

// A check of submitted data by a plugin: rows whose columns contradict each other. Its function gets the columns of one
// region's rows and returns { wrong = flags, given = column, expected = column }.
struct CrossCheck {
    std::string id, title, mend;
    std::size_t table = 0;             // index into Dictionary::tables
    std::vector<std::string> columns;  // what it reads
    std::vector<std::string> needs;    // without values in these there is nothing to check
    std::string place;                 // the column whose cell is named
    bool doubt = false;                // what it finds is a warning
    std::int64_t run = 0;
};

struct Plan {
    std::string id, title, version, engine, office, year_label;
    // sm3 of all files of the pack, and of all methods. Made beside the rest, or when they are first asked for.
    const std::string& digest() const { return digests().pack; }
    const std::string& plugins_digest() const { return digests().plugins; }
    struct Digests {
        std::string pack, plugins;
    };
    const Digests& digests() const;
    std::shared_future<Digests> digests_later;
    model::Period period;
    model::Dictionary dictionary;
    std::vector<std::pair<std::string, Place>> own_tables;  // that the pack itself brings, by id
    std::vector<Measure> units;
    std::vector<model::Region> regions;
    std::vector<Source> sources;
    std::vector<Method> methods;
    std::vector<CrossCheck> checks;
    std::vector<Indicator> indicators;
    std::vector<std::vector<std::optional<Target>>> targets;  // [indicator][region]
    std::vector<std::shared_ptr<const TargetWording>> wordings;  // that targets point to
    std::vector<std::shared_ptr<const Target>> general_targets;
    std::optional<Scheme> scheme;
    std::vector<Group> groups;
    std::vector<Rule> rules;
    std::vector<Bonus> bonuses;
    std::vector<Veto> vetoes;
    std::vector<Grade> grades;  // best first
    std::vector<Unit> responsible;  // 责任单位
    std::vector<Task> tasks;
    std::vector<Threshold> thresholds;
    std::vector<Project> projects;
    std::vector<Consequence> consequences;
    Scripts scripts;

    // By name, alias or code, folded. `region_index` is kept by the loader as regions are added.
    std::optional<std::size_t> find_region(std::string_view folded) const;
    std::map<std::string, std::size_t, std::less<>> region_index;
    // By id, or by a title that only one indicator has. `indicator_index` is kept by the loader.
    std::optional<std::size_t> find_indicator(std::string_view id_or_title) const;
    std::map<std::string, std::size_t, std::less<>> indicator_index;  // by id
    std::map<std::string, std::optional<std::size_t>, std::less<>> title_index;  // by folded title; nothing: two have it
    // The task of a region that a row of 任务调度表 means: by id, by title, or by a number that only one of its tasks has
    // (with the title, where several notices use the number). Nothing when it is none, or not certain.
    std::optional<std::size_t> find_task(std::size_t region, std::string_view id_or_no, std::string_view title) const;
    // {list, row} of a project by id, or by the name of the unit where a region has one project of that name.
    std::optional<std::pair<std::size_t, std::size_t>> find_project(std::size_t region, std::string_view id, std::string_view name) const;
    // Whether a region reports on a project: it is its own, or nobody's and the region is the city.
    bool reports_project(std::size_t region, std::size_t list, std::size_t item) const;
    // By name or alias, folded.
    const Unit* find_unit(std::string_view folded) const;
    std::map<std::string, std::size_t, std::less<>> unit_index;
    std::vector<std::string> region_names() const;
    std::vector<std::string> indicator_names() const;
    // True when both are written forms of the same unit ("微克/立方米", "ug/m3").
    bool same_unit(std::string_view a, std::string_view b) const;
    bool known_unit(std::string_view unit) const;
    const Measure* find_measure(std::string_view written) const;
    // How many `to` one `from` is; nothing when the two do not convert.
    std::optional<num::Ratio> conversion(std::string_view from, std::string_view to) const;
};

}  // namespace kaohe::rules
