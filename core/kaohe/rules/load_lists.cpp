// The lists of a pack, declared one by one or in table files beside it: 责任单位, 任务, 限值, 项目清单, 后果.
#include <algorithm>
#include <array>

#include "kaohe/base/text.h"
#include "kaohe/rules/loader.h"

namespace kaohe::rules {
namespace {

constexpr std::string_view kTotal = "合计";  // the last row of a project list, with its printed totals

// Headers of the table files; the first is what the manual names.
using Headers = std::array<std::string_view, 2>;
constexpr Headers kId = {"编号", "id"}, kNumber = {"序号", "no"}, kTaskTitle = {"任务", "title"}, kLead = {"牵头单位", "lead"},
                  kSupport = {"配合单位", "support"}, kImplement = {"落实单位", "implement"}, kDueText = {"时限原文", "due_text"},
                  kReport = {"报送", "report"}, kSource = {"文件", "source"}, kClause = {"条款", "clause"}, kNote = {"说明", "note"};
constexpr std::array<std::string_view, 4> kDue = {"完成时限", "完成时间", "时限", "due"};

bool is_rhythm(std::string_view text) {
    if (text.empty() || text == "quarterly" || text == "half_year" || text == "yearly" || text == "monthly") return true;
    const auto digits = [](std::string_view rest) {
        return !rest.empty() && rest.size() <= 2 && rest.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (text.starts_with("monthly:")) return digits(text.substr(8));
    if (text.starts_with("quarterly:")) return digits(text.substr(10));
    if (!text.starts_with("dates:")) return false;
    for (const auto& day : split(text.substr(6), ';'))
        if (!model::parse_day("2020-" + day)) return false;
    return true;
}

std::string label_of(std::string_view word, const std::string& id) { return fmt::format("{} \"{}\"", word, id); }

}  // namespace

std::vector<std::string> split_names(std::string_view text) {
    std::string unified;
    int depth = 0;  // 各县（市、区）人民政府 is one name
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("（") || rest.starts_with("(")) ++depth;
        if (rest.starts_with("）") || rest.starts_with(")")) --depth;
        if (rest.starts_with("；") || (rest.starts_with("、") && depth <= 0)) {
            unified += ';';
            at += std::string_view("；").size();
        } else {
            unified += text[at++];
        }
    }
    std::vector<std::string> out;
    for (const auto& part : split(unified, ';'))
        if (!trim(part).empty()) out.emplace_back(trim(part));
    return out;
}

void Loader::load_responsible() {
    for (const auto* declaration : all("units")) {
        const Fields fields = fields_of(*declaration);
        const std::string file = fields.text("file");
        const auto table = read_side_table(file, fields);
        if (!table) continue;
        for (const SideRow& row : table->rows) {
            Unit unit{table->cell(row, {"单位", "name"}), split_names(table->cell(row, {"别名", "aliases"})), {}};
            if (unit.name.empty()) {
                findings_.add(Code::RuleFieldMissing, row.place, file, "单位", "责任单位名称");
                continue;
            }
            for (const std::string& name : split_names(table->cell(row, {"代表", "regions"}))) {
                if (name == "each") {
                    for (std::size_t region = 0; region < plan_.regions.size(); ++region)
                        if (plan_.regions[region].kind == model::Region::Kind::County || plan_.regions[region].kind == model::Region::Kind::Zone)
                            unit.regions.push_back(region);
                } else if (const auto region = plan_.find_region(fold(name))) {
                    unit.regions.push_back(*region);
                } else {
                    findings_.add(Code::RuleReference, row.place, file, "县区", name, suggestion(name, plan_.region_names()));
                }
            }
            const auto add_name = [&](const std::string& name) {
                const auto [it, added] = plan_.unit_index.emplace(fold(name), plan_.responsible.size());
                if (!added && it->second != plan_.responsible.size())
                    findings_.add(Code::RuleDuplicate, row.place, "责任单位", name, plan_.responsible[it->second].name);
            };
            add_name(unit.name);
            for (const std::string& alias : unit.aliases) add_name(alias);
            plan_.responsible.push_back(std::move(unit));
        }
    }
}

// Canonical names of the units written. A pack that lists its units must list them all.
std::vector<std::string> Loader::unit_names(const std::vector<std::string>& written, const std::string& label, const Place& place) {
    std::vector<std::string> out;
    for (const std::string& name : written) {
        if (const Unit* unit = plan_.find_unit(fold(name))) {
            out.push_back(unit->name);
        } else if (const auto region = plan_.find_region(fold(name))) {
            out.push_back(plan_.regions[*region].name);
        } else {
            out.push_back(name);
            if (plan_.responsible.empty()) continue;
            std::vector<std::string> known = plan_.region_names();
            for (const auto& other : plan_.responsible) {
                known.push_back(other.name);
                known.insert(known.end(), other.aliases.begin(), other.aliases.end());
            }
            findings_.add(Code::RuleReference, place, label, "责任单位", name, suggestion(name, known));
        }
    }
    return out;
}

Duty Loader::duty_of(const Fields& fields) {
    return {unit_names(fields.texts("lead"), fields.label(), fields.place()), unit_names(fields.texts("support"), fields.label(), fields.place()),
            unit_names(fields.texts("implement"), fields.label(), fields.place())};
}

std::optional<model::Day> Loader::day_from(const std::string& text, const std::string& label, std::string_view field, const Place& place) {
    if (text.empty()) return std::nullopt;
    const auto day = model::parse_day(text);
    if (!day) findings_.add(Code::RuleValue, place, label, field, fmt::format("“{}”应写成 2021-12-31；没有期限的留空，写进时限原文", text));
    return day;
}

void Loader::add_task(Task task) {
    const std::string label = label_of("task", task.id);
    check_cite(task.cite, label, task.place);
    if (task.cite.source.empty() || task.cite.clause.empty()) findings_.add(Code::RuleCite, task.place, label);
    if (task.title.empty()) findings_.add(Code::RuleFieldMissing, task.place, label, "title", "任务");
    if (!is_rhythm(task.report))
        findings_.add(Code::RuleFieldChoice, task.place, label, "report", task.report, "monthly:4 quarterly quarterly:10 half_year yearly dates:06-30;12-31");
    for (auto* names : {&task.duty.lead, &task.duty.support, &task.duty.implement}) *names = unit_names(*names, label, task.place);
    // Who reports on it: whoever is named, the city for everything, and a region that is alone.
    for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
        const auto named = [&](const std::string& name) {
            const Unit* unit = plan_.find_unit(fold(name));
            return name == plan_.regions[region].name || (unit && std::find(unit->regions.begin(), unit->regions.end(), region) != unit->regions.end());
        };
        bool answers = plan_.regions.size() == 1 || plan_.regions[region].kind == model::Region::Kind::City;
        for (const auto* names : {&task.duty.lead, &task.duty.support, &task.duty.implement})
            answers = answers || std::any_of(names->begin(), names->end(), named);
        if (answers) task.regions.push_back(region);
    }
    task.folded = {fold(task.id), fold(task.no), fold(task.title)};
    plan_.tasks.push_back(std::move(task));
}

void Loader::load_tasks() {
    for (const auto* declaration : all("task")) {
        const Fields f = fields_of(*declaration);
        add_task({.id = declaration->id, .no = f.text("no"), .title = f.text("title"), .due = day_from(f.text("due"), f.label(), "due", f.place()),
                  .due_text = f.text("due_text"), .report = f.text("report"),
                  .duty = {f.texts("lead"), f.texts("support"), f.texts("implement")}, .note = f.text("note"), .cite = f.cite(), .place = f.place()});
    }
    for (const auto* declaration : all("tasks")) {
        const Fields f = fields_of(*declaration);
        const auto table = read_side_table(f.text("file"), f);
        if (!table) continue;
        for (const SideRow& row : table->rows) {
            const auto cell = [&](const auto& names) { return table->cell(row, names); };
            Task task{.id = cell(kId), .no = cell(kNumber), .title = cell(kTaskTitle), .due_text = cell(kDueText), .report = cell(kReport),
                      .duty = {split_names(cell(kLead)), split_names(cell(kSupport)), split_names(cell(kImplement))}, .note = cell(kNote),
                      .cite = {cell(kSource).empty() ? f.text("source") : cell(kSource), cell(kClause)}, .place = row.place};
            task.due = day_from(cell(kDue), label_of("task", task.id), "完成时限", row.place);
            if (is_new_id("task", task.id, row.place)) add_task(std::move(task));
        }
    }
}

void Loader::add_threshold(Threshold threshold) {
    const std::string label = label_of("threshold", threshold.id);
    const auto wrong = [&](std::string_view field, std::string problem) { findings_.add(Code::RuleValue, threshold.place, label, field, problem); };
    check_cite(threshold.cite, label, threshold.place);
    if (threshold.cite.source.empty() || threshold.cite.clause.empty()) findings_.add(Code::RuleCite, threshold.place, label);
    if (threshold.title.empty()) findings_.add(Code::RuleFieldMissing, threshold.place, label, "title", "名称");
    const auto& ops = threshold_ops();
    if (std::find(ops.begin(), ops.end(), threshold.op) == ops.end())
        findings_.add(Code::RuleFieldChoice, threshold.place, label, "op", threshold.op, join(ops, " "));
    if (!threshold.unit.empty() && !plan_.known_unit(threshold.unit)) findings_.add(Code::RuleUnit, threshold.place, label, threshold.unit, "不在单位表中");
    const auto decimal = [&](std::string_view text) {
        const auto value = num::Decimal::parse(narrow(text));
        if (!value) wrong("value", fmt::format("“{}”不是十进制数", text));
        return value ? value->trimmed().to_string() : std::string(text);
    };
    if (threshold.op == "by") {
        const auto day = model::parse_day(threshold.value);
        if (day)
            threshold.value = model::to_string(*day);
        else
            wrong("value", fmt::format("“{}”应写成 2021-10-31", threshold.value));
    } else if (threshold.op == "between") {
        const std::size_t dots = threshold.value.find("..");
        if (dots == std::string::npos)
            wrong("value", fmt::format("“{}”应写成 下限..上限，如 50..75", threshold.value));
        else
            threshold.value = decimal(threshold.value.substr(0, dots)) + ".." + decimal(threshold.value.substr(dots + 2));
    } else {
        threshold.value = decimal(threshold.value);
        const bool whole_class = threshold.value.size() == 1 && threshold.value >= "1" && threshold.value <= "6";
        if (threshold.op == "class<=" && !whole_class) wrong("value", fmt::format("水质类别写 1 到 6，写的是“{}”", threshold.value));
    }
    threshold.lead = unit_names(threshold.lead, label, threshold.place);
    plan_.thresholds.push_back(std::move(threshold));
}

void Loader::load_thresholds() {
    for (const auto* declaration : all("threshold")) {
        const Fields f = fields_of(*declaration);
        const lua::Value* value = f.value("value");
        const std::string written = f.has("value") && value->is(lua::Value::Kind::Integer) ? std::to_string(value->integer) : f.text("value");
        add_threshold({.id = declaration->id, .title = f.text("title"), .whom = f.text("whom"), .op = f.text("op"), .value = written,
                       .unit = f.text("unit"), .year = f.text("year"), .due = day_from(f.text("due"), f.label(), "due", f.place()),
                       .lead = f.texts("lead"), .note = f.text("note"), .cite = f.cite(), .place = f.place()});
    }
    for (const auto* declaration : all("thresholds")) {
        const Fields f = fields_of(*declaration);
        const auto table = read_side_table(f.text("file"), f);
        if (!table) continue;
        for (const SideRow& row : table->rows) {
            const auto cell = [&](const auto& names) { return table->cell(row, names); };
            Threshold threshold{.id = cell(kId), .title = cell(Headers{"名称", "title"}), .whom = cell(std::array<std::string_view, 3>{"对象", "县区", "whom"}), .op = cell(Headers{"判定", "op"}),
                                .value = cell(Headers{"限值", "value"}), .unit = cell(Headers{"单位", "unit"}), .year = cell(Headers{"年度", "year"}),
                                .lead = split_names(cell(kLead)), .note = cell(kNote),
                                .cite = {cell(kSource).empty() ? f.text("source") : cell(kSource), cell(kClause)}, .place = row.place};
            threshold.due = day_from(cell(kDue), label_of("threshold", threshold.id), "时限", row.place);
            if (is_new_id("threshold", threshold.id, row.place)) add_threshold(std::move(threshold));
        }
    }
}

Project::Item Loader::project_item(const SideTable& table, const SideRow& row, const std::string& file) {
    const auto cell = [&](const auto& names) { return table.cell(row, names); };
    Project::Item item{.id = cell(kId), .name = cell(Headers{"单位名称", "name"}), .scale_unit = cell(Headers{"规模单位", "scale_unit"}),
                       .measure = cell(Headers{"措施", "measure"}), .due_text = cell(kDueText), .note = cell(kNote), .place = row.place};
    const auto decimal = [&](std::string_view header, const Headers& names) -> std::optional<Decimal> {
        const std::string text = cell(names);
        if (text.empty()) return std::nullopt;
        const auto value = num::Decimal::parse(narrow(text));
        if (!value) findings_.add(Code::RuleValue, row.place, file, header, fmt::format("“{}”不是十进制数", text));
        return value;
    };
    item.quantity = decimal("数量", {"数量", "quantity"});
    item.scale = decimal("规模", {"规模", "scale"});
    item.due = day_from(cell(kDue), file, "完成时间", row.place);
    item.folded = {fold(item.id), fold(item.name)};
    if (const std::string region = cell(Headers{"县区", "region"}); !region.empty()) {
        item.region = plan_.find_region(fold(region));
        if (!item.region)
            findings_.add(Code::RuleReference, row.place, file, "县区", region, suggestion(region, plan_.region_names()));
    }
    return item;
}

// The printed totals of a list must be those of its rows.
void Loader::check_project_totals(const Project& project, const SideTable& table, const SideRow& row, const std::string& file) {
    const Project::Item printed = project_item(table, row, file);
    const auto check = [&](std::string_view what, std::optional<Decimal> Project::Item::*part) {
        if (!(printed.*part)) return;
        Decimal sum = 0;
        for (const auto& item : project.items)
            if (item.*part) sum = sum + *(item.*part);
        if (sum != *(printed.*part))
            findings_.add(Code::RuleValue, row.place, file, what,
                          fmt::format("合计写 {}，各行相加为 {}", (printed.*part)->to_string(), sum.trimmed().to_string()));
    };
    check("数量", &Project::Item::quantity);
    check("规模", &Project::Item::scale);
}

void Loader::load_projects() {
    for (const auto* declaration : all("project")) {
        const Fields f = fields_of(*declaration);
        Project project{.id = declaration->id, .title = f.text("title"), .file = f.text("file"), .items = {}, .cite = f.cite(), .place = f.place()};
        check_cite(project.cite, f.label(), f.place());
        if (f.has("file"))
            if (const auto table = read_side_table(project.file, f))
                for (const SideRow& row : table->rows) {
                    if (table->cell(row, kId) == kTotal) {
                        check_project_totals(project, *table, row, project.file);
                        continue;
                    }
                    Project::Item item = project_item(*table, row, project.file);
                    if (is_new_id("project", item.id, row.place)) project.items.push_back(std::move(item));
                }
        plan_.projects.push_back(std::move(project));
    }
}

// Conditions choose a notice, so they need its kind; and what is said to those who did well is never a notice.
void Loader::check_consequence(const Consequence& item, const Fields& f) {
    const bool has_condition = item.gap_at_least || item.share_unmet || item.repeated || !item.grade.empty();
    if (has_condition && item.kind.empty()) f.error(Code::RuleFieldMissing, f.label(), "kind", "写了条件就要写用哪种文种");
    if (item.reward && !item.kind.empty()) f.error(Code::RuleValue, f.label(), "reward", "奖励措施没有文种，不要同时写 kind");
    if (item.on_enterprise && !item.kind.empty()) f.error(Code::RuleValue, f.label(), "whom", "不落在县区身上的没有文种，不要同时写 kind");
    for (const auto& [name, percent] : {std::pair{"gap_at_least", item.gap_at_least}, {"share_unmet", item.share_unmet}})
        if (percent && (percent->is_negative() || percent->is_zero())) f.error(Code::RuleValue, f.label(), name, "应为大于 0 的百分数");
    std::vector<std::string> grades;
    for (const auto& grade : plan_.grades) grades.push_back(grade.title);
    if (!item.grade.empty() && std::find(grades.begin(), grades.end(), item.grade) == grades.end())
        f.error(Code::RuleReference, f.label(), "等次", item.grade, suggestion(item.grade, grades));
}

void Loader::load_consequences() {
    for (const auto* declaration : all("consequence")) {
        const Fields f = fields_of(*declaration);
        Consequence item{declaration->id, f.text("title"), f.text("when"), f.cite()};
        item.kind = f.text("kind");
        item.gap_at_least = f.decimal("gap_at_least");
        item.share_unmet = f.decimal("share_unmet");
        item.repeated = f.flag("repeated");
        item.grade = f.text("grade");
        item.reward = f.flag("reward");
        item.on_enterprise = f.text("whom") == "enterprise";
        check_consequence(item, f);
        plan_.consequences.push_back(std::move(item));
        check_cite(f.cite(), f.label(), declaration->place);
    }
}

// --- what the rest of the program asks of the lists

std::optional<std::size_t> Plan::find_task(std::size_t region, std::string_view id_or_no, std::string_view its_title) const {
    const std::string wanted = fold(id_or_no), named = fold(its_title);
    std::optional<std::size_t> by_title, by_number, by_both;
    bool title_twice = false, number_twice = false, both_twice = false;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const Task& task = tasks[i];
        const bool answers = std::binary_search(task.regions.begin(), task.regions.end(), region);
        if (task.folded.id == wanted && !wanted.empty()) return answers ? std::optional(i) : std::nullopt;
        if (!answers) continue;
        const std::string& own = task.folded.title;
        const bool same_number = !wanted.empty() && task.folded.no == wanted;
        const auto note = [&](std::optional<std::size_t>& found, bool& twice) {
            if (found) twice = true;
            found = i;
        };
        if (own == named || own == wanted) note(by_title, title_twice);
        if (same_number) note(by_number, number_twice);
        if (same_number && !named.empty() && (own.find(named) != std::string::npos || named.find(own) != std::string::npos))
            note(by_both, both_twice);
    }
    if (by_title && !title_twice) return by_title;
    if (by_both && !both_twice) return by_both;
    if (by_number && !number_twice && (named.empty() || by_both)) return by_number;
    return std::nullopt;
}

bool Plan::reports_project(std::size_t region, std::size_t list, std::size_t item) const {
    const auto& owner = projects[list].items[item].region;
    if (owner) return *owner == region || regions[region].kind == model::Region::Kind::City;
    return regions.size() == 1 || regions[region].kind == model::Region::Kind::City;
}

std::optional<std::pair<std::size_t, std::size_t>> Plan::find_project(std::size_t region, std::string_view its_id, std::string_view name) const {
    const std::string wanted = fold(its_id), named = fold(name);
    std::optional<std::pair<std::size_t, std::size_t>> by_name;
    bool twice = false;
    for (std::size_t list = 0; list < projects.size(); ++list)
        for (std::size_t item = 0; item < projects[list].items.size(); ++item) {
            const auto& row = projects[list].items[item];
            if (row.folded.id == wanted && !wanted.empty())
                return reports_project(region, list, item) ? std::optional(std::pair(list, item)) : std::nullopt;
            const std::string& own = row.folded.name;
            if (own.empty() || (own != named && own != wanted) || !reports_project(region, list, item)) continue;
            twice = by_name.has_value();
            by_name = std::pair(list, item);
        }
    return twice ? std::nullopt : by_name;
}

}  // namespace kaohe::rules
