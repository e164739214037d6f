#include "kaohe/rules/expected.h"

#include <algorithm>
#include <set>

#include "kaohe/base/text.h"

namespace kaohe::rules {
namespace {

using Row = ExpectedRow;

std::vector<std::string> months_of(const model::Period& period) {
    std::vector<std::string> out;
    const auto last = model::calendar(period.last);
    for (auto at = model::calendar(period.first); at.year * 12 + at.month <= last.year * 12 + last.month;) {
        out.push_back(fmt::format("{}-{:02}", at.year, at.month));
        if (++at.month > 12) at.month = 1, ++at.year;
    }
    return out;
}

bool required_of(const Plan& plan, std::size_t indicator, std::optional<std::size_t> region) {
    const auto& targets = plan.targets[indicator];
    if (region) return targets[*region].has_value();
    return std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target.has_value(); });
}

void add_tables(const Plan& plan, std::size_t indicator, std::set<std::string>& out) {
    for (const auto& table : plan.methods[plan.indicators[indicator].method].tables) out.insert(table.table);
}

class Expected {
  public:
    Expected(const Plan& plan, std::optional<std::size_t> region) : plan_(plan), region_(region) {}

    std::vector<Row> rows_of(const std::string& table) const {
        if (table == "air_daily") return days();
        if (table == "water_monthly") return monthly(table, {"body", "section"});
        if (table == "sources") return monthly(table, {"source"});
        if (table == "reported") return reported();
        if (table == "tasks") return tasks();
        if (table == "projects") return projects();
        return {};
    }

  private:
    std::vector<Row> days() const;
    std::vector<Row> monthly(const std::string& table, std::initializer_list<const char*> params) const;
    std::vector<Row> reported() const;
    std::vector<Row> tasks() const;
    std::vector<Row> projects() const;
    bool concerns(std::size_t indicator) const { return required_of(plan_, indicator, region_); }

    const Plan& plan_;
    std::optional<std::size_t> region_;
};

std::vector<Row> Expected::days() const {
    std::vector<Row> out;
    for (model::Day day = plan_.period.first; day <= plan_.period.last; ++day) out.push_back({{"date", model::to_string(day)}});
    return out;
}

// One row a month for every section or source that a target names in the parameters of its method.
std::vector<Row> Expected::monthly(const std::string& table, std::initializer_list<const char*> params) const {
    std::vector<Row> out;
    std::set<Row> seen;
    for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
        const auto& indicator = plan_.indicators[i];
        const auto& tables = plan_.methods[indicator.method].tables;
        const bool reads = std::any_of(tables.begin(), tables.end(), [&](const auto& needed) { return needed.table == table; });
        if (!reads || !concerns(i)) continue;
        Row named;
        for (const char* param : params)
            if (const lua::Value* value = indicator.params.find(param); value && !value->text.empty()) named[param] = value->text;
        if (named.empty() || !seen.insert(named).second) continue;
        for (const std::string& month : months_of(plan_.period)) {
            Row row = named;
            row["month"] = month;
            out.push_back(std::move(row));
        }
    }
    return out;
}

std::vector<Row> Expected::reported() const {
    std::vector<Row> out;
    for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
        const auto& indicator = plan_.indicators[i];
        if (!plan_.methods[indicator.method].lookup || !concerns(i)) continue;
        const auto is_manual = [](const auto& target) { return target && target->form == TargetForm::Qualitative; };
        const auto& targets = plan_.targets[i];
        if (region_ ? is_manual(targets[*region_]) : std::any_of(targets.begin(), targets.end(), is_manual)) continue;  // through 事项
        Row row{{"indicator", plan_.find_indicator(indicator.title) ? indicator.title : indicator.id}, {"unit", indicator.unit}};
        if (plan_.period.year() == model::calendar(plan_.period.last).year) row["year"] = std::to_string(plan_.period.year());
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<Row> Expected::tasks() const {
    std::vector<Row> out;
    for (const auto& task : plan_.tasks) {
        const bool mine = !region_ || std::binary_search(task.regions.begin(), task.regions.end(), *region_);
        if (!mine) continue;
        const auto& units = task.duty.lead.empty() ? task.duty.implement : task.duty.lead;
        out.push_back({{"task", task.no.empty() ? task.id : task.no}, {"title", task.title}, {"unit", join(units, "、")},
                       {"due", task.due ? model::to_string(*task.due) : "持续推进"}});
        // A number and a title that two notices share do not say which is meant; then the id does.
        const std::size_t whose = region_.value_or(task.regions.empty() ? 0 : task.regions.front());
        const auto found = plan_.find_task(whose, out.back()["task"], task.title);
        if (!found || plan_.tasks[*found].id != task.id) out.back()["task"] = task.id;
    }
    return out;
}

std::vector<Row> Expected::projects() const {
    std::vector<Row> out;
    for (std::size_t list = 0; list < plan_.projects.size(); ++list)
        for (std::size_t item = 0; item < plan_.projects[list].items.size(); ++item) {
            if (region_ && !plan_.reports_project(*region_, list, item)) continue;
            const auto& row = plan_.projects[list].items[item];
            Row known{{"project", row.id}, {"unit", row.name}, {"title", plan_.projects[list].title}};
            if (row.quantity) known["quantity"] = row.quantity->to_string();
            if (row.scale) known["scale"] = row.scale->to_string() + row.scale_unit;
            if (row.due) known["due"] = model::to_string(*row.due);
            out.push_back(std::move(known));
        }
    return out;
}

}  // namespace

std::vector<std::string> needed_tables(const Plan& plan, std::optional<std::size_t> region) {
    std::set<std::string> needed;
    bool manual = !plan.bonuses.empty() || !plan.vetoes.empty();
    for (std::size_t i = 0; i < plan.indicators.size(); ++i) {
        if (!required_of(plan, i, region)) continue;
        bool computed = false;
        const std::size_t first = region.value_or(0), last = region ? *region + 1 : plan.regions.size();
        for (std::size_t r = first; r < last; ++r) {
            const auto& target = plan.targets[i][r];
            if (!target) continue;
            if (target->form == TargetForm::Qualitative) manual = true;
            else computed = true;
            for (const auto& branch : target->branches()) add_tables(plan, branch.indicator, needed);
        }
        if (computed) add_tables(plan, i, needed);
    }
    const auto reports = [&](const Task& task) {
        return !region || std::binary_search(task.regions.begin(), task.regions.end(), *region);
    };
    if (std::any_of(plan.tasks.begin(), plan.tasks.end(), reports)) needed.insert("tasks");
    if (manual) needed.insert("events");
    std::vector<std::string> out;
    for (const auto& table : plan.dictionary.tables)
        if (needed.contains(table.id)) out.push_back(table.id);
    return out;
}

std::vector<ExpectedRow> expected_rows(const Plan& plan, std::optional<std::size_t> region, const std::string& table) {
    return Expected(plan, region).rows_of(table);
}

std::vector<std::string> indicators_of_table(const Plan& plan, std::size_t region, const std::string& table) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < plan.indicators.size(); ++i) {
        std::set<std::string> tables;
        if (plan.targets[i][region]) add_tables(plan, i, tables);
        if (tables.contains(table)) out.push_back(plan.indicators[i].title);
    }
    return out;
}

}  // namespace kaohe::rules
