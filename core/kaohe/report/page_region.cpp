// One region on the index page: its row in the ranking and its section with every rule and where it comes from.
#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/report/page.h"
#include "kaohe/report/words.h"

namespace kaohe::report::page {
namespace {

using num::Decimal;

constexpr int kStepDigits = 6;  // shown of a fraction within the derivation

// The CSS class of a state; the word beside it says the same.
std::string tone_of(Status status) {
    if (status == Status::Met) return "good";
    if (status == Status::Unmet) return "bad";
    if (status == Status::Partial) return "warn";
    return is_missing(status) || is_waiting(status) ? "missing" : "plain";
}

std::string tone_of_duty(std::string_view state) {
    if (state == "done") return "good";
    if (state == "overdue") return "bad";
    if (state == "late") return "warn";
    return state == "not_submitted" ? "missing" : "plain";
}

// Waits for data or a decision: 待定 of the ranking.
bool is_undetermined(Status status) {
    return is_missing(status) || status == Status::Manual || status == Status::PendingTarget;
}

// "31100/363 = 85.674931…": a fraction is hard to read alone, and cut digits alone are not exact.
std::string with_decimals(const std::string& exact) {
    const std::string decimals = exact_text(exact, kStepDigits);
    return decimals == exact ? exact : exact + " = " + decimals;
}

// "class<= 3", ">= 85.7" in the words of the target column; other conditions stay as they are.
std::string condition_text(const std::string& condition) {
    const auto blank = condition.find(' ');
    if (blank == std::string::npos) return condition;
    Rule rule;
    rule.target = Target{condition.substr(0, blank), condition.substr(blank + 1)};
    const bool is_known = !op_sign(rule.target->op).empty() || rule.target->op == "class<=" || rule.target->op == "between" ||
                          rule.target->op == "about" || rule.target->op == "by";
    return is_known ? target_text(rule) : condition;
}

// The outcome of a comparison in words; anything else as it is.
std::string outcome_text(const std::string& outcome) {
    if (outcome == "met") return std::string(label::status_met);
    if (outcome == "unmet") return std::string(label::status_unmet);
    return outcome == "partial" ? std::string(label::status_partial) : outcome;
}

const Schema& step_schema() {
    static const Schema schema = {.texts = {"step", "by", "in", "to", "out", "text"},
                                  .flags = {"is_rows", "is_method", "is_round", "is_compare", "is_score", "is_other", "has_rule"},
                                  .lists = {}};
    return schema;
}

// Who takes a step: a method or a form of scoring has a name in words.
std::string actor_of(const Document& document, const TraceStep& step) {
    if (step.step == "method") return method_word(document, step.rule);
    return step.step == "score" ? std::string(score_word(step.rule)) : step.rule;
}

Data step_data(const Document& document, const Rule& rule, const TraceStep& step) {
    const bool is_rows = step.step == "rows", is_method = step.step == "method", is_round = step.step == "round";
    const bool is_compare = step.step == "compare", is_score = step.step == "score";
    const bool is_class = is_compare && step.to.starts_with("class");
    Data data;
    data.texts = {{"step", step.step},
                  {"by", actor_of(document, step)},
                  {"in", is_class ? value_text(rule, step.in) : is_round || is_compare ? with_decimals(step.in) : step.in},
                  {"to", is_compare ? condition_text(step.to) : step.to},
                  {"out", is_compare ? outcome_text(step.out) : is_method ? with_decimals(step.out) : step.out},
                  {"text", is_method ? value_word(document, rule, step.text) : step.text}};
    data.flags = {{"is_rows", is_rows},       {"is_method", is_method}, {"is_round", is_round},
                  {"is_compare", is_compare}, {"is_score", is_score},   {"has_rule", !step.rule.empty()},
                  {"is_other", !(is_rows || is_method || is_round || is_compare || is_score)}};
    return data;
}

const Schema& rule_schema() {
    static const Schema schema = {
        .texts = {"title", "rule_id", "anchor", "unit", "target", "actual", "exact", "gap", "status", "tone", "possible", "points",
                  "derivation", "explain", "reason", "cite", "clause", "method", "full_verdict", "rounded_verdict"},
        .flags = {"is_demo", "is_borderline", "is_member", "is_summary", "has_derivation", "has_explain", "has_reason", "has_exact",
                  "has_steps", "has_values", "has_places", "has_notes", "has_series", "has_method"},
        .lists = {{"steps", step_schema()},
                  {"values", {.texts = {"value_name", "value"}, .flags = {}, .lists = {}}},
                  {"places", place_schema()},
                  {"notes", {.texts = {"note"}, .flags = {}, .lists = {}}},
                  {"trend", trend_schema()}}};
    return schema;
}

void add_derivation(Data& data, const Document& document, const Rule& rule) {
    for (const TraceStep& step : rule.trace)
        if (step.step != "output") data.lists["steps"].push_back(step_data(document, rule, step));  // outputs are the values
    for (const NamedValue& value : rule.values)
        data.lists["values"].push_back(
            {.texts = {{"value_name", value_word(document, rule, value.name)}, {"value", value_with_unit(document, rule, value, kStepDigits)}},
             .flags = {},
             .lists = {}});
    for (const Place& place : rule.rows) data.lists["places"].push_back(place_data(place));
    for (const std::string& note : rule.notes) data.lists["notes"].push_back({.texts = {{"note", note}}, .flags = {}, .lists = {}});
    data.lists["trend"] = trend_data(rule);
}

Data rule_data(const Document& document, const Rule& rule, const std::string& anchor, Extent extent) {
    auto verdict = [](bool met) { return std::string(met ? label::status_met : label::status_unmet); };
    Data data;
    for (const char* list : {"steps", "values", "places", "notes", "trend"}) data.lists[list];
    if (extent.has_derivations) add_derivation(data, document, rule);
    data.texts = {{"title", rule.title},
                  {"rule_id", rule.id},
                  {"anchor", anchor},
                  {"unit", or_dash(rule.unit)},
                  {"target", or_dash(target_text(rule))},
                  {"actual", or_dash(actual_text(rule))},
                  {"exact", or_dash(with_decimals(rule.exact))},
                  {"gap", or_dash(signed_text(rule.gap))},
                  {"status", std::string(status_word(rule.status))},
                  {"tone", tone_of(rule.status)},
                  {"possible", or_dash(rule.possible)},
                  {"points", rule.part_of.empty() ? points_text(rule) : or_dash("")},
                  {"derivation", or_dash(derivation(rule))},
                  {"explain", rule.explain},
                  {"reason", rule.reason},
                  {"cite", or_dash(cite_text(document, rule.cite.source, rule.cite.clause))},
                  {"clause", or_dash(rule.cite.clause)},
                  {"method", method_word(document, rule.method.id)},
                  {"full_verdict", verdict(rule.full_met)},
                  {"rounded_verdict", verdict(rule.rounded_met)}};
    auto has = [&](const char* list) { return !data.lists[list].empty(); };
    data.flags = {{"is_demo", rule.demo},
                  {"is_borderline", rule.borderline},
                  {"is_member", !rule.part_of.empty()},
                  {"is_summary", rule.summary},
                  {"has_derivation", extent.has_derivations},
                  {"has_explain", !rule.explain.empty()},
                  {"has_reason", !rule.reason.empty()},
                  {"has_exact", !rule.exact.empty()},
                  {"has_steps", has("steps")},
                  {"has_values", has("values")},
                  {"has_places", has("places")},
                  {"has_notes", has("notes")},
                  {"has_series", has("trend")},
                  {"has_method", !rule.method.id.empty()}};
    return data;
}

std::string rule_anchor(std::size_t region, std::size_t rule) {
    return fmt::format("{}-rule-{}", region_anchor(region), rule + 1);
}

// The rules of a group by their place in the region: each list rule with its members after it.
std::vector<std::size_t> rules_of(const Region& region, const std::string& group) {
    auto find = [&](const std::string& id) {
        return std::find_if(region.rules.begin(), region.rules.end(), [&](const Rule& rule) { return rule.id == id; });
    };
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < region.rules.size(); ++i) {
        const Rule& rule = region.rules[i];
        const bool is_known = std::any_of(region.groups.begin(), region.groups.end(), [&](const Group& g) { return g.id == rule.group; });
        const bool follows_its_list = !rule.part_of.empty() && find(rule.part_of) != region.rules.end();
        if (follows_its_list || (is_known ? rule.group : std::string()) != group) continue;
        out.push_back(i);
        for (std::size_t j = 0; j < region.rules.size(); ++j)
            if (region.rules[j].part_of == rule.id) out.push_back(j);
    }
    return out;
}

const Schema& group_schema() {
    static const Schema schema = {
        .texts = {"group", "group_points", "group_possible"}, .flags = {"has_group_rules"}, .lists = {{"rules", rule_schema()}}};
    return schema;
}

void add_groups(Data& data, const Document& document, const Region& region, std::size_t number, Extent extent) {
    std::vector<Group> groups = region.groups;
    groups.push_back({"", std::string(label::other_group), "", ""});  // a rule must not vanish for want of a group
    for (const Group& group : groups) {
        Data one;
        one.texts = {{"group", group.title}, {"group_points", or_dash(group.points)}, {"group_possible", or_dash(group.possible)}};
        auto& rules = one.lists["rules"];
        for (std::size_t i : rules_of(region, group.id))
            rules.push_back(rule_data(document, region.rules[i], rule_anchor(number, i), extent));
        if (group.id.empty() && rules.empty()) continue;
        one.flags = {{"has_group_rules", !rules.empty()}};
        data.lists["groups"].push_back(std::move(one));
    }
}

const Schema& ledger_schema() {
    static const Schema schema = {
        .texts = {"number", "title", "anchor", "kind", "points", "reason"}, .flags = {"has_link"}, .lists = {}};
    return schema;
}

// The exact sum of the ledger is said beside the total; where they differ, by how much.
void add_ledger(Data& data, const Region& region, std::size_t number) {
    Decimal sum;
    auto& ledger = data.lists["ledger"];
    for (const LedgerEntry& entry : region.ledger) {
        if (const auto points = Decimal::parse(entry.points)) sum = sum + *points;
        auto rule = std::find_if(region.rules.begin(), region.rules.end(), [&](const Rule& r) { return r.id == entry.rule; });
        auto event = std::find_if(region.events.begin(), region.events.end(), [&](const Event& e) { return e.id == entry.rule; });
        const bool is_rule = rule != region.rules.end();
        const std::string title = is_rule ? rule->title : event != region.events.end() ? event->title : entry.rule;
        ledger.push_back(
            {.texts = {{"number", std::to_string(ledger.size() + 1)},
                       {"title", or_dash(title)},
                       {"anchor", is_rule ? rule_anchor(number, static_cast<std::size_t>(rule - region.rules.begin())) : ""},
                       {"kind", std::string(ledger_word(entry.kind))},
                       {"points", or_dash(signed_text(entry.points.empty() ? std::nullopt : std::optional(entry.points)))},
                       {"reason", or_dash(entry.reason)}},
             .flags = {{"has_link", is_rule}},
             .lists = {}});
    }
    const auto total = Decimal::parse(region.total);
    const Decimal difference = total ? *total - sum : Decimal();
    data.texts["ledger_total"] = sum.trimmed().to_string();
    data.texts["ledger_difference"] = difference.trimmed().to_string();
    data.flags["ledger_agrees"] = difference.is_zero();
    data.flags["has_ledger"] = !ledger.empty();
}

const Schema& event_schema() {
    static const Schema schema = {.texts = {"title", "kind", "points", "count", "effect"},
                                  .flags = {},
                                  .lists = {{"places", place_schema()}}};
    return schema;
}

Data event_data(const Event& event) {
    Data data;
    data.texts = {{"title", or_dash(event.title)},
                  {"kind", std::string(ledger_word(event.kind))},
                  {"points", or_dash(event.kind == "veto" ? "" : event.points)},
                  {"count", or_dash(event.count)},
                  {"effect", or_dash(event.effect)}};
    auto& places = data.lists["places"];
    for (const Place& place : event.rows) places.push_back(place_data(place));
    return data;
}

const Schema& duty_schema() {
    static const Schema schema = {
        .texts = {"number", "title", "units", "due", "done", "state", "tone", "percent", "progress", "problems", "cite"},
        .flags = {"has_problems"},
        .lists = {}};
    return schema;
}

Data duty_data(const Document& document, const Duty& duty, std::size_t number) {
    Data data;
    data.texts = {{"number", duty.number.empty() ? std::to_string(number) : duty.number},
                  {"title", or_dash(duty.title)},
                  {"units", or_dash(duty.units)},
                  {"due", or_dash(duty.due_text.empty() ? date_text(duty.due) : duty.due_text)},
                  {"done", or_dash(date_text(duty.done))},
                  {"state", std::string(duty_word(duty.state))},
                  {"tone", tone_of_duty(duty.state)},
                  {"percent", or_dash(duty.percent)},
                  {"progress", or_dash(duty.progress)},
                  {"problems", or_dash(duty.problems)},
                  {"cite", or_dash(cite_text(document, duty.cite.source, duty.cite.clause))}};
    data.flags = {{"has_problems", !duty.problems.empty()}};
    return data;
}

const Schema& shortfall_schema() {
    static const Schema schema = {.texts = {"title", "anchor", "status", "tone"}, .flags = {}, .lists = {}};
    return schema;
}

// The rules a reader looks for first: those not met and those that wait.
void add_shortfalls(Data& data, const Region& region, std::size_t number) {
    auto& out = data.lists["shortfalls"];
    for (std::size_t i = 0; i < region.rules.size(); ++i) {
        const Rule& rule = region.rules[i];
        if (rule.summary || !(is_deviation(rule.status) || is_undetermined(rule.status))) continue;
        out.push_back({.texts = {{"title", rule.title},
                                 {"anchor", rule_anchor(number, i)},
                                 {"status", std::string(status_word(rule.status))},
                                 {"tone", tone_of(rule.status)}},
                       .flags = {},
                       .lists = {}});
    }
    data.flags["has_shortfalls"] = !out.empty();
}

// How many duties are in each state, as "按期完成 80 项，未报 2 项", so that a long list need not be counted.
std::string duty_summary(const std::vector<Duty>& duties) {
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const Duty& duty : duties) {
        const std::string word(duty_word(duty.state));
        auto it = std::find_if(counts.begin(), counts.end(), [&](const auto& entry) { return entry.first == word; });
        if (it == counts.end()) it = counts.insert(counts.end(), {word, 0});
        ++it->second;
    }
    std::vector<std::string> parts;
    for (const auto& [word, count] : counts) parts.push_back(fmt::format("{} {}", word, count));
    return join(parts, "，");
}

}  // namespace

Extent extent_of(const std::vector<const Region*>& regions) {
    std::size_t rules = 0, rows = 0;
    for (const Region* region : regions) {
        rules += region->rules.size();
        rows += region->rules.size() + region->tasks.size() + region->projects.size();
    }
    return {.has_sections = rows <= kMostRows, .has_derivations = rules <= kMostDerivations};
}

std::string or_dash(const std::string& text) { return text.empty() ? std::string(label::nothing) : text; }

std::string region_anchor(std::size_t number) { return fmt::format("region-{}", number); }

const Schema& place_schema() {
    static const Schema schema = {.texts = {"file", "sheet", "cell"}, .flags = {"has_sheet"}, .lists = {}};
    return schema;
}

Data place_data(const Place& place) {
    // A text file has lines: its cells are written "2-366" or as line and column.
    std::string cell = place.cell;
    if (cell.empty() && place.line > 0)
        cell = fmt::format(label::line_number, place.column > 0 ? fmt::format("{}:{}", place.line, place.column) : std::to_string(place.line));
    else if (!cell.empty() && cell.find_first_not_of("0123456789-") == std::string::npos)
        cell = fmt::format(label::line_number, cell);
    return {.texts = {{"file", or_dash(place.file)}, {"sheet", or_dash(place.sheet)}, {"cell", or_dash(cell)}},
            .flags = {{"has_sheet", !place.sheet.empty()}},
            .lists = {}};
}

const Schema& ranking_schema() {
    static const Schema schema = {
        .texts = {"name", "anchor", "total", "total_max", "possible", "rate", "grade", "rank", "met", "unmet", "undetermined", "missing",
                  "vetoes", "docx", "html"},
        .flags = {"is_ranked", "has_grade", "is_provisional", "has_remark", "has_rules", "has_section", "has_veto", "has_notice", "is_clean", "is_city", "is_county",
                  "is_zone", "is_bureau"},
        .lists = {{"cells", {.texts = {"points", "group_possible"}, .flags = {"has_group"}, .lists = {}}}}};
    return schema;
}

Data ranking_data(const Document&, const Region& region, std::size_t number, const Options& options, Extent extent) {
    std::vector<std::string> vetoes;
    for (const Veto& veto : region.veto) vetoes.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    const bool has_notice = !options.notices_link.empty() && gets_notice(region);
    const std::string notice = has_notice ? url_path(options.notices_link + "/" + notice_name(region)) : "";
    const bool has_rules = !region.rules.empty();
    auto count = [&](bool (*test)(Status)) { return has_rules ? std::to_string(count_targets(region, test)) : or_dash(""); };
    Data data;
    data.texts = {{"name", region.name},
                  {"anchor", region_anchor(number)},
                  {"total", has_rules ? region.total : or_dash("")},
                  {"total_max", region.total_max},
                  {"possible", has_rules ? region.possible : or_dash("")},
                  {"rate", or_dash(has_rules ? score_rate(region) : "")},
                  {"grade", or_dash(region.grade)},
                  {"rank", region.rank ? std::to_string(*region.rank) : or_dash("")},
                  {"met", count([](Status status) { return status == Status::Met; })},
                  {"unmet", count(is_deviation)},
                  {"undetermined", count(is_undetermined)},
                  {"missing", count(is_missing)},
                  {"vetoes", join(vetoes, "；")},
                  {"docx", notice + ".docx"},
                  {"html", notice + ".html"}};
    data.flags = {{"is_ranked", region.rank.has_value()},
                  {"has_grade", !region.grade.empty()},
                  {"is_provisional", region.provisional},
                  {"has_remark", !region.rank || region.provisional || !region.veto.empty()},
                  {"has_rules", has_rules},
                  {"has_section", has_rules && extent.has_sections},
                  {"has_veto", !region.veto.empty()},
                  {"has_notice", has_notice},
                  {"is_clean", !options.notices_link.empty() && has_rules && writes_to(region) && !falls_short(region)},
                  {"is_city", region.kind == "city"},
                  {"is_county", region.kind == "county"},
                  {"is_zone", region.kind == "zone"},
                  {"is_bureau", region.kind == "bureau"}};
    return data;
}

const Schema& region_schema() {
    static const Schema schema = [] {
        Schema out = ranking_schema();
        out.texts.insert({"ledger_total", "ledger_difference", "task_summary", "project_summary"});
        out.flags.insert({"ledger_agrees", "has_ledger", "has_shortfalls", "has_events", "has_tasks", "has_projects"});
        out.lists = {{"groups", group_schema()}, {"ledger", ledger_schema()},   {"events", event_schema()},
                     {"tasks", duty_schema()},   {"projects", duty_schema()},   {"shortfalls", shortfall_schema()}};
        return out;
    }();
    return schema;
}

Data region_data(const Document& document, const Region& region, std::size_t number, const Options& options, Extent extent) {
    Data data = ranking_data(document, region, number, options, extent);
    for (const char* list : {"groups", "events", "tasks", "projects"}) data.lists[list];
    add_groups(data, document, region, number, extent);
    add_ledger(data, region, number);
    add_shortfalls(data, region, number);
    for (const Event& event : region.events) data.lists["events"].push_back(event_data(event));
    for (const Duty& task : region.tasks) data.lists["tasks"].push_back(duty_data(document, task, data.lists["tasks"].size() + 1));
    for (const Duty& project : region.projects)
        data.lists["projects"].push_back(duty_data(document, project, data.lists["projects"].size() + 1));
    data.texts["task_summary"] = duty_summary(region.tasks);
    data.texts["project_summary"] = duty_summary(region.projects);
    data.flags["has_events"] = !region.events.empty();
    data.flags["has_tasks"] = !region.tasks.empty();
    data.flags["has_projects"] = !region.projects.empty();
    return data;
}

}  // namespace kaohe::report::page
