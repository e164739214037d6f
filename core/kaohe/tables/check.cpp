#include <algorithm>
#include <map>
#include <tuple>

#include "kaohe/base/text.h"
#include "kaohe/tables/finish.h"
#include "kaohe/tables/values.h"

namespace kaohe::tables {
namespace {

struct Columns {
    model::Table* table = nullptr;
    std::size_t index = 0;
};
Columns find_table(Import& import, std::string_view id) {
    const model::TableSpec* spec = import.plan.dictionary.find(id);
    if (!spec) return {};
    const std::size_t index = import.plan.dictionary.index_of(*spec);
    return {&import.data.tables[index], index};
}

// The region of each row, from the ranges.
template <class Visit>
void for_each_row(const model::Table& table, Visit visit) {
    for (std::size_t region = 0; region < table.region_ends.size(); ++region) {
        const auto [begin, end] = table.rows_of(region);
        for (std::size_t row = begin; row < end; ++row) visit(region, row);
    }
}

}  // namespace

void check_reported(Import& import) {
    const auto [found_table, index] = find_table(import, "reported");
    model::Table* const table = found_table;
    if (!table || table->rows() == 0) return;
    const model::TableColumn* indicator = table->find("indicator");
    const model::TableColumn* unit = table->find("unit");
    const model::TableColumn* value = table->find("value");
    if (!indicator) return;
    const model::TableColumn* year = table->find("year");
    const model::TableColumn& names = *indicator;
    // By text: the indicator it means, once it has been looked up.
    std::vector<std::optional<std::optional<std::size_t>>> known;
    // A blank year is the year assessed, and an indicator may be named by id or by title: the key as it is meant. Of one
    // region, by indicator: the years that it has and their rows.
    std::vector<std::vector<std::pair<std::int64_t, std::size_t>>> first_rows(import.plan.indicators.size());
    std::size_t first_rows_of = 0;
    const auto& period = import.options.period;
    const int first_year = period.year();
    const bool one_year = first_year == model::calendar(period.last).year;
    const auto year_of = [&](std::size_t row) {
        const std::int64_t written = year ? (*year)[row] : model::kMissing;
        return written == model::kMissing && one_year ? first_year : written;
    };
    const auto same_cell = [](const model::TableColumn* column, std::size_t a, std::size_t b) {
        return !column || (*column)[a] == (*column)[b];
    };
    const std::size_t table_index = index;
    // A value in another unit that converts is kept in the indicator's.
    const auto convert = [&, rows = table](std::size_t row, const std::string& from, const std::string& to, const auto& bad) {
        if (from == to || import.plan.same_unit(from, to)) return true;
        const auto factor = import.plan.conversion(from, to);
        const Place place = rows->place(row, import.data, "unit");
        if (!factor) return bad(diagnose(Code::ValueUnit, place, from, to)), false;
        if (!value || !value->has(row)) return true;
        const auto number = times({(*value)[row], value->scale()}, *factor);
        auto& column = rows->columns[static_cast<std::size_t>(rows->spec().find("value"))];
        if (!number || !column.replace_number(row, number->coefficient, number->scale))
            return bad(diagnose(Code::UnitInexact, place, value->text(row), from, to)), false;
        auto& units = rows->columns[static_cast<std::size_t>(rows->spec().find("unit"))];
        units.replace_text(row, to);
        report(import, import.data.sheets[rows->source(row).sheet].input, diagnose(Code::UnitConverted, place, from + " 的数", from, to));
        return true;
    };
    for_each_row(*table, [&](std::size_t region, std::size_t row) {
        const std::int64_t text = names[row];
        const auto name = static_cast<std::size_t>(text == model::kMissing ? 0 : text + 1);
        if (name >= known.size()) known.resize(name + 1);
        if (!known[name]) known[name] = text == model::kMissing ? std::nullopt : import.plan.find_indicator(names.text(row));
        const std::optional<std::size_t> found = *known[name];
        const auto input = import.data.sheets[table->source(row).sheet].input;
        const auto bad = [&](Diagnostic diagnostic) {
            mark_bad(import.data, table_index, region, to_string(diagnostic.place) + " " + std::string(info(diagnostic.code).title));
            report(import, input, std::move(diagnostic));
        };
        if (!found)
            return bad(diagnose(Code::IndicatorUnknown, table->place(row, import.data, "indicator"), names.text(row),
                                suggestion(names.text(row), import.plan.indicator_names())));
        if (region != first_rows_of)
            for (auto& years : first_rows) years.clear();
        first_rows_of = region;
        auto& years = first_rows[*found];
        const auto first = std::find_if(years.begin(), years.end(), [year = year_of(row)](const auto& entry) { return entry.first == year; });
        if (first == years.end()) {
            years.emplace_back(year_of(row), row);
        } else {
            const std::string there = to_string(table->place(first->second, import.data));
            if (!same_cell(value, first->second, row) || !same_cell(unit, first->second, row))
                return bad(diagnose(Code::DuplicateKey, table->place(row, import.data), there, names.text(row)));
            report(import, input, diagnose(Code::DuplicateRow, table->place(row, import.data), there));
        }
        const rules::Indicator& meant = import.plan.indicators[*found];
        const bool written = unit && unit->has(row);
        if (!written && meant.unit != "1") return bad(diagnose(Code::ValueUnit, table->place(row, import.data, "unit"), "", meant.unit));
        if (written && !convert(row, unit->text(row), meant.unit, bad)) return;
        if (meant.unit != "%" || !value || !value->has(row)) return;
        const num::Ratio number = value->number(row);
        if (number > num::Ratio(0) && number < num::Ratio(1)) {
            const auto hundredfold = (number * num::Ratio(100)).exact_decimal();
            bad(diagnose(Code::ValuePercent, table->place(row, import.data, "value"), value->text(row),
                         hundredfold ? hundredfold->to_string() : ""));
        }
    });
}

void check_events(Import& import) {
    const auto [table, index] = find_table(import, "events");
    if (!table || table->rows() == 0) return;
    std::vector<std::string> items;
    for (const auto& bonus : import.plan.bonuses) items.push_back(bonus.item);
    for (const auto& veto : import.plan.vetoes) items.push_back(veto.item);
    for (const auto& indicator : import.plan.indicators) items.push_back(indicator.id), items.push_back(indicator.title);
    const model::TableColumn* item = table->find("item");
    const model::TableColumn* approved = table->find("approved_by");
    if (!item) return;
    for_each_row(*table, [&, events = table](std::size_t, std::size_t row) {
        const std::string text = item->text(row);
        const auto input = import.data.sheets[events->source(row).sheet].input;
        if (std::find(items.begin(), items.end(), text) == items.end())
            return report(import, input, diagnose(Code::ItemUnknown, events->place(row, import.data, "item"), text, suggestion(text, items)));
        if (!approved || !approved->has(row))
            report(import, input, diagnose(Code::NotApproved, events->place(row, import.data, "approved_by"), text));
    });
}

namespace {

// What a row of 任务调度表 or 项目清单 stands for in the pack: a number that is the same for the same duty, and its deadline.
struct Meant {
    std::size_t index = 0;
    std::optional<model::Day> due;
};

template <class Find>
void check_duty_table(Import& import, std::string_view id, std::string_view key_column, std::string_view name_column, std::string_view what,
                      const std::vector<std::string>& names, Find find) {
    const auto [found_table, table_index] = find_table(import, id);
    model::Table* const table = found_table;
    const std::size_t index = table_index;
    if (!table || table->rows() == 0 || names.empty()) return;  // a pack without such a list takes any row
    const auto text = [&](std::string_view column, std::size_t row) {
        const model::TableColumn* values = table->find(column);
        return values ? values->text(row) : std::string();
    };
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> first_rows;
    for_each_row(*table, [&](std::size_t region, std::size_t row) {
        const Place place = table->place(row, import.data, key_column);
        const auto bad = [&](Diagnostic diagnostic) {
            mark_bad(import.data, index, region, to_string(diagnostic.place) + " " + std::string(info(diagnostic.code).title));
            report(import, import.data.sheets[table->source(row).sheet].input, std::move(diagnostic));
        };
        const std::string key = text(key_column, row), name = text(name_column, row);
        const std::string shown = name.empty() ? key : key.empty() ? name : key + " " + name;
        const std::optional<Meant> meant = find(region, key, name);
        if (!meant)
            return bad(diagnose(Code::TaskUnknown, place, shown, import.plan.regions[region].name, what, suggestion(name.empty() ? key : name, names)));
        const auto [first, is_new] = first_rows.try_emplace({region, meant->index}, row);
        if (!is_new) return bad(diagnose(Code::DuplicateKey, place, to_string(table->place(first->second, import.data)), shown));
        const std::string state = text("state", row), done = text("done", row);
        const auto& words = import.plan.dictionary.words;
        if (meant->due && model::is_one_of(words.done, state) && done.empty())
            bad(diagnose(Code::DoneWithoutDate, table->place(row, import.data, "done"), shown, model::to_string(*meant->due)));
        if (model::is_one_of(words.open, state) && !done.empty())  // it counts as not done
            report(import, import.data.sheets[table->source(row).sheet].input, diagnose(Code::OpenWithDate, table->place(row, import.data, "done"), shown, state, done));
    });
}

}  // namespace

void check_duties(Import& import) {
    const rules::Plan& plan = import.plan;
    std::vector<std::string> tasks, projects;
    for (const auto& task : plan.tasks) tasks.insert(tasks.end(), {task.id, task.title});
    for (const auto& list : plan.projects)
        for (const auto& item : list.items) projects.insert(projects.end(), {item.id, item.name});
    check_duty_table(import, "tasks", "task", "title", "任务", tasks,
                     [&](std::size_t region, const std::string& key, const std::string& name) -> std::optional<Meant> {
                         const auto task = plan.find_task(region, key, name);
                         return task ? std::optional(Meant{*task, plan.tasks[*task].due}) : std::nullopt;
                     });
    check_duty_table(import, "projects", "project", "unit", "项目", projects,
                     [&](std::size_t region, const std::string& key, const std::string& name) -> std::optional<Meant> {
                         const auto found = plan.find_project(region, key, name);
                         if (!found) return std::nullopt;
                         const auto [list, item] = *found;
                         std::size_t before = item;  // its place among the rows of all lists
                         for (std::size_t i = 0; i < list; ++i) before += plan.projects[i].items.size();
                         return Meant{before, plan.projects[list].items[item].due};
                     });
}

}  // namespace kaohe::tables
