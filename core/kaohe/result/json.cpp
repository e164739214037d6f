#include "kaohe/result/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kaohe/base/parallel.h"
#include "kaohe/base/version.h"

namespace kaohe::result {
namespace {

using Json = nlohmann::ordered_json;

std::string text(const Ratio& value) {
    const auto decimal = value.exact_decimal();
    return decimal ? decimal->to_string() : value.to_string();
}
std::string text(const Decimal& value) { return value.to_string(); }

template <class T>
Json maybe(const std::optional<T>& value) {
    return value ? Json(text(*value)) : Json();
}

Json place_json(const Place& place) {
    Json out = {{"file", place.file}};
    if (!place.sheet.empty()) out["sheet"] = place.sheet;
    if (!place.cell.empty()) out["cell"] = place.cell;
    if (place.line > 0) out["line"] = place.line;
    if (place.column > 0) out["column"] = place.column;
    return out;
}

Json cite_json(const rules::Cite& cite) { return {{"source", cite.source}, {"clause", cite.clause}}; }

Json rows_json(const std::vector<model::RowRange>& rows, const std::vector<model::Input>& inputs) {
    Json out = Json::array();
    for (const auto& range : rows)
        out.push_back({{"file", inputs[range.input].name}, {"sheet", range.sheet}, {"cell", range.cells}, {"rows", range.rows}});
    return out;
}

Json trace_json(const std::vector<Step>& trace) {
    Json out = Json::array();
    for (const auto& step : trace) {
        Json entry = {{"step", step.step}};
        for (const auto& [key, value] : {std::pair{"rule", &step.rule}, {"in", &step.in}, {"to", &step.to}, {"out", &step.out}, {"text", &step.text}})
            if (!value->empty()) entry[key] = *value;
        out.push_back(std::move(entry));
    }
    return out;
}

// A method with its basis and the words for what it returns: values of rules are named by these.
Json method_json(const rules::Method& method) {
    Json basis = Json::array(), outputs = Json::array();
    for (const auto& row : method.basis) basis.push_back({{"standard", row.standard}, {"clause", row.clause}, {"status", row.status}});
    for (const auto& output : method.outputs) outputs.push_back({{"name", output.name}, {"title", output.title}, {"unit", output.unit}});
    return {{"id", method.id}, {"title", method.title}, {"edition", method.edition}, {"basis", basis}, {"outputs", outputs}};
}

Json findings_json(const std::vector<Diagnostic>& findings) {
    Json out = Json::array();
    for (const auto& f : findings)
        out.push_back({{"code", f.id()}, {"severity", severity_name(f.severity)}, {"place", place_json(f.place)}, {"message", f.message}, {"mend", f.mend}});
    return out;
}

class Writer {
  public:
    explicit Writer(const Assessment& assessment) : a_(assessment), plan_(*assessment.plan) {}

    Json head() const;
    Json region(const RegionResult& result) const;

  private:
    bool is_used(const rules::Method& method) const;
    Json rule(const RuleResult& result) const;
    Json target(const RuleResult& result, const rules::Rule& rule) const;
    Json duty(const std::string& id, const std::string& title, const DutyResult& result) const;
    Json task(const TaskResult& result) const;
    Json project(const ProjectResult& result) const;
    Json inputs_of(const RuleResult& result) const;

    const Assessment& a_;
    const rules::Plan& plan_;
};

bool Writer::is_used(const rules::Method& method) const {
    return std::any_of(plan_.indicators.begin(), plan_.indicators.end(),
                       [&](const rules::Indicator& indicator) { return indicator.used && &plan_.methods[indicator.method] == &method; });
}

Json Writer::head() const {
    Json inputs = Json::array(), sources = Json::array(), consequences = Json::array(), grades = Json::array(), methods = Json::array();
    for (const auto& method : plan_.methods)
        if (is_used(method)) methods.push_back(method_json(method));
    for (const auto& input : a_.inputs) inputs.push_back({{"name", input.name}, {"digest", input.digest}, {"rows", input.rows}});
    for (const auto& s : plan_.sources) {
        sources.push_back({{"id", s.id}, {"title", s.title}, {"number", s.number}, {"issued", s.issued}});
        if (s.demo) sources.back()["demo"] = true;
    }
    for (const auto& c : plan_.consequences) {
        Json entry = {{"id", c.id}, {"title", c.title}, {"when", c.when}, {"source", c.cite.source}, {"clause", c.cite.clause}};
        if (!c.kind.empty()) entry["kind"] = c.kind;
        if (c.gap_at_least) entry["gap_at_least"] = text(*c.gap_at_least);
        if (c.share_unmet) entry["share_unmet"] = text(*c.share_unmet);
        if (c.repeated) entry["repeated"] = true;
        if (!c.grade.empty()) entry["grade"] = c.grade;
        if (c.reward) entry["reward"] = true;
        if (c.on_enterprise) entry["whom"] = "enterprise";
        consequences.push_back(std::move(entry));
    }
    for (const auto& g : plan_.grades) grades.push_back({{"title", g.title}, {"at_least", maybe(g.at_least)}});
    Json scheme;
    if (plan_.scheme)
        scheme = {{"title", plan_.scheme->title},
                  {"total", text(plan_.scheme->scale_to.value_or(plan_.scheme->total))},
                  {"points_interval", text(plan_.scheme->points_interval)},
                  {"rank_interval", text(plan_.scheme->rank_interval)},
                  {"demo", plan_.scheme->demo}};
    return {{"schema", "kaohe.result/1"},
            {"engine", std::string(kVersion)},
            {"period", a_.period.to_string()},
            {"as_of", model::to_string(a_.as_of)},
            {"pack",
             {{"id", plan_.id}, {"version", plan_.version}, {"title", plan_.title}, {"digest", plan_.digest()},
              {"office", plan_.office}, {"year_label", plan_.year_label}, {"plugins_digest", plan_.plugins_digest()}}},
            {"inputs", inputs},
            {"outcome", {{"code", a_.code()}, {"codes", a_.codes}}},
            {"scheme", scheme},
            {"grades", grades},
            {"sources", sources},
            {"consequences", consequences},
            {"methods", methods}};
}

Json Writer::target(const RuleResult& result, const rules::Rule& rule) const {
    if (!result.target) return {};
    const rules::Target& target = *result.target;
    const std::string_view op = form_op(target.form);
    Json out = {{"op", op.empty() ? Json() : Json(op)}, {"value", target.value ? Json(target.value_text()) : Json()}};
    out["form"] = form_name(target.form);
    if (!target.base_year().empty()) out["base_year"] = target.base_year();
    for (const auto& branch : target.branches()) {
        rules::Rule part = rule;
        RuleResult alone;
        alone.target = branch.target.get();
        Json entry = this->target(alone, part);
        entry["indicator"] = plan_.indicators[branch.indicator].id;
        out["of"].push_back(std::move(entry));
    }
    return out;
}

Json Writer::inputs_of(const RuleResult& result) const {
    std::vector<std::uint32_t> used;
    for (const auto& range : result.rows) used.push_back(range.input);
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return used;
}

Json Writer::rule(const RuleResult& r) const {
    const rules::Rule& rule = plan_.rules[r.rule];
    const rules::Indicator* indicator = rule.indicator ? &plan_.indicators[*rule.indicator] : nullptr;
    const rules::Cite cite = r.target ? r.target->cite() : rule.cite.value_or(rules::Cite{});
    Json values = Json::object(), series = Json::array();
    for (const auto& [name, value] : r.values) values[name] = text(value);
    for (const auto& point : r.series) series.push_back({{"period", point.period}, {"value", text(point.value)}});
    Json out = {{"rule", rule.id},
                {"title", rule.title},
                {"unit", indicator ? indicator->unit : ""},
                {"group", plan_.groups.empty() ? "" : plan_.groups[rule.group].id},
                {"indicator", indicator ? indicator->id : ""},
                {"digits", indicator ? indicator->digits : 0},
                {"better", indicator && indicator->better == rules::Indicator::Better::Lower ? "lower" : "higher"},
                {"status", status_id(r.status)},
                {"reason", r.reason},
                {"actual", maybe(r.actual)},
                {"exact", r.exact ? Json(r.exact->to_string()) : Json()},
                {"target", target(r, rule)},
                {"compare", rule.compare == rules::Compare::Rounded ? "rounded" : "full"},
                {"borderline", r.borderline},
                {"full_met", r.full_met},
                {"rounded_met", r.rounded_met},
                {"gap", maybe(r.gap)},
                {"points", text(r.points.trimmed())},
                {"points_max", text(r.points_max.trimmed())},
                {"possible", text(r.possible.trimmed())},
                {"full", text(rule.points.trimmed())},
                {"demo", r.target && r.target->demo},
                {"explain", r.explain},
                {"budget", {{"instructions", r.used.instructions}, {"bytes", r.used.bytes}}},
                {"values", std::move(values)},
                {"series", std::move(series)},
                {"rows", rows_json(r.rows, a_.inputs)},
                {"inputs", inputs_of(r)},
                {"cite", cite_json(cite)},
                {"trace", trace_json(r.trace)},
                {"notes", r.notes}};
    if (const rules::Duty* duty = r.target ? r.target->duty() : nullptr) {
        out["lead"] = duty->lead;
        out["support"] = duty->support;
        out["implement"] = duty->implement;
    }
    if (rule.part_of) out["part_of"] = plan_.rules[*rule.part_of].id;
    if (!rule.members.empty()) out["members"] = rule.members.size();
    if (indicator) out["method"] = plan_.methods[indicator->method].id;
    return out;
}

Json Writer::duty(const std::string& id, const std::string& title, const DutyResult& result) const {
    const auto day = [](const std::optional<model::Day>& value) { return value ? Json(model::to_string(*value)) : Json(); };
    return {{"id", id}, {"state", duty_id(result.state)}, {"due", day(result.due)}, {"done", day(result.done)}, {"title", title},
            {"percent", maybe(result.percent)}, {"rows", rows_json(result.rows, a_.inputs)}};
}

Json Writer::task(const TaskResult& result) const {
    const rules::Task& task = plan_.tasks[result.task];
    Json out = duty(task.id, task.title, result);
    out["no"] = task.no;
    out["due_text"] = task.due_text;
    out["lead"] = task.duty.lead;
    out["support"] = task.duty.support;
    out["implement"] = task.duty.implement;
    out["progress"] = result.progress;
    out["problems"] = result.problems;
    out["cite"] = cite_json(task.cite);
    return out;
}

Json Writer::project(const ProjectResult& result) const {
    const rules::Project& list = plan_.projects[result.list];
    const auto& item = list.items[result.item];
    Json out = duty(item.id, item.name.empty() ? list.title : item.name, result);
    out["list"] = list.id;
    out["measure"] = item.measure;
    out["quantity"] = maybe(item.quantity);
    out["scale"] = maybe(item.scale);
    out["scale_unit"] = item.scale_unit;
    out["cite"] = cite_json(list.cite);
    return out;
}

Json Writer::region(const RegionResult& r) const {
    const model::Region& region = plan_.regions[r.region];
    Json groups = Json::array(), rules = Json::array(), ledger = Json::array(), tasks = Json::array(), projects = Json::array(),
         events = Json::array();
    Json vetoes = Json::array();
    Decimal bonus = 0;
    for (const auto& g : r.groups)
        groups.push_back({{"id", g.id}, {"title", g.title}, {"points", text(g.points)}, {"possible", text(g.possible)}});
    for (const auto& entry : r.rules) rules.push_back(rule(entry));
    for (const auto& e : r.ledger)
        ledger.push_back({{"rule", e.rule}, {"kind", e.kind}, {"points", text(e.points)}, {"reason", e.reason}});
    for (const auto& t : r.tasks) tasks.push_back(task(t));
    for (const auto& p : r.projects) projects.push_back(project(p));
    for (const auto& e : r.events) {
        events.push_back({{"id", e.id}, {"title", e.title}, {"kind", e.kind}, {"effect", e.effect}, {"points", text(e.points)},
                          {"count", e.count}, {"rows", rows_json(e.rows, a_.inputs)}});
        if (e.kind == "bonus") bonus = bonus + e.points;
        if (e.kind == "veto") vetoes.push_back({{"id", e.id}, {"title", e.title}, {"effect", e.effect}});
    }
    return {{"region", region.name},
            {"code", region.code},
            {"kind", kind_name(region.kind)},
            {"name", region.name},
            {"total", text(r.total)},
            {"total_max", text(r.total_max)},
            {"possible", text(r.possible)},
            {"provisional", r.provisional},
            {"grade", r.grade ? Json(*r.grade) : Json()},
            {"rank", r.rank ? Json(*r.rank) : Json()},
            {"bonus", text(bonus.trimmed())},
            {"veto", std::move(vetoes)},
            {"groups", std::move(groups)},
            {"rules", std::move(rules)},
            {"ledger", std::move(ledger)},
            {"tasks", std::move(tasks)},
            {"projects", std::move(projects)},
            {"events", std::move(events)}};
}

constexpr std::size_t kAtOnce = 64;  // regions whose text is kept until it can be written

std::string on_one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// A line for each member, and for each element of a list of objects: what changes between two results shows as lines. Moved
// right by `depth`, without a newline at the end.
std::string dump(const Json& json, int depth) {
    const std::string margin = "\n" + std::string(static_cast<std::size_t>(depth), ' ');
    const bool is_list = json.is_array(), is_wide = json.is_object() || (is_list && !json.empty() && json[0].is_object());
    if (!is_wide || json.empty()) return on_one_line(json);
    std::string out = is_list ? "[" : "{";
    for (auto it = json.begin(); it != json.end(); ++it) {
        out += (it == json.begin() ? "" : ",") + margin + " ";
        if (is_list) {
            out += on_one_line(*it);
        } else {
            const bool is_list_of_objects = it->is_array() && !it->empty() && (*it)[0].is_object();
            out += Json(it.key()).dump() + ": " + (is_list_of_objects ? dump(*it, depth + 1) : on_one_line(*it));
        }
    }
    return out + margin + (is_list ? "]" : "}");
}

}  // namespace

void write_json(const Assessment& assessment, const std::function<void(std::string_view)>& write, int jobs) {
    const Writer writer(assessment);
    std::string head = dump(writer.head(), 0);
    head.resize(head.size() - 2);  // without "\n}"
    write(head);
    write(",\n \"regions\": [");
    const auto& regions = assessment.regions;
    std::vector<std::string> texts(std::min(regions.size(), kAtOnce));
    for (std::size_t begin = 0; begin < regions.size(); begin += kAtOnce) {
        const std::size_t count = std::min(kAtOnce, regions.size() - begin);
        for_each_index(count, jobs, [&](std::size_t i) { texts[i] = dump(writer.region(regions[begin + i]), 2); });
        for (std::size_t i = 0; i < count; ++i) {
            write(begin + i == 0 ? "\n  " : ",\n  ");
            write(texts[i]);
        }
    }
    write("\n ],\n \"findings\": ");
    write(dump(findings_json(assessment.findings), 1));
    write("\n}\n");
}

std::string findings_to_json(const std::vector<Diagnostic>& findings) { return dump(findings_json(findings), 0) + "\n"; }

std::string to_json(const Assessment& assessment, int jobs) {
    std::string out;
    write_json(assessment, [&](std::string_view piece) { out += piece; }, jobs);
    return out;
}

}  // namespace kaohe::result
