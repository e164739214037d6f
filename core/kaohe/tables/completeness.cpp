#include "kaohe/tables/completeness.h"

#include <algorithm>
#include <map>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/rules/expected.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kShown = 6;  // missing things that are named

std::string some(std::vector<std::string> list) {
    const bool more = list.size() > kShown;
    if (more) list.resize(kShown);
    return join(list, "、") + (more ? " 等" : "");
}

// 2021-03-05 至 2021-03-07、2021-05-01.
std::vector<std::string> day_ranges(const std::vector<model::Day>& days) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < days.size();) {
        std::size_t last = i;
        while (last + 1 < days.size() && days[last + 1] == days[last] + 1) ++last;
        out.push_back(model::to_string(days[i]) + (last > i ? " 至 " + model::to_string(days[last]) : ""));
        i = last + 1;
    }
    return out;
}

class Completeness {
  public:
    Completeness(const rules::Plan& plan, model::Dataset& data, const model::Period& period, model::Day as_of)
        : plan_(plan), data_(data), period_(period), as_of_(std::min(as_of, period.last)) {}

    void check(std::size_t region) {
        for (const auto& id : rules::needed_tables(plan_, region)) {
            const model::TableSpec& spec = *plan_.dictionary.find(id);
            const model::Table& table = *data_.find(id);
            if (data_.bad[plan_.dictionary.index_of(spec)].contains(region)) continue;
            const auto [begin, end] = table.rows_of(region);
            if (begin != end)
                check_rows(region, table, begin, end);
            else if (id != "events")  // nothing happened, perhaps
                report_absent(region, spec);
        }
    }

  private:
    void report_absent(std::size_t region, const model::TableSpec& spec) {
        const auto titles = rules::indicators_of_table(plan_, region, spec.id);
        if (!titles.empty()) data_.findings.add(Code::TableAbsent, Place{}, plan_.regions[region].name, spec.title, titles.size(), some(titles));
    }

    void report_gap(std::size_t region, const model::Table& table, std::size_t row, const std::string& what, std::size_t count, const std::string& which) {
        Place place = table.place(row, data_);
        place = {.file = place.file, .sheet = place.sheet};
        data_.findings.add(Code::Gap, std::move(place), plan_.regions[region].name, what, count, which);
    }

    void check_rows(std::size_t region, const model::Table& table, std::size_t begin, std::size_t end) {
        const auto expected = rules::expected_rows(plan_, region, table.spec().id);
        if (expected.empty()) return;
        const std::string& id = table.spec().id;
        if (id == "air_daily") return check_days(region, table, begin, end);
        if (id == "reported" || id == "tasks" || id == "projects") return check_named(region, table, begin, end, expected);
        check_months(region, table, begin, end, expected);
    }

    std::string text(const model::Table& table, std::size_t row, std::string_view column) const {
        const int index = table.spec().find(column);
        const auto& cells = table.columns[static_cast<std::size_t>(index)];
        return cells.size() > 0 ? cells.text(row) : std::string();
    }

    void check_days(std::size_t region, const model::Table& table, std::size_t begin, std::size_t end) {
        const model::TableColumn& days = table.columns[static_cast<std::size_t>(table.spec().period_column)];
        std::set<std::int64_t> there;
        for (std::size_t row = begin; row < end; ++row) there.insert(days[row]);
        std::vector<model::Day> missing;
        for (model::Day day = period_.first; day <= as_of_; ++day)
            if (!there.contains(day)) missing.push_back(day);
        if (!missing.empty()) report_gap(region, table, begin, table.spec().title, missing.size(), some(day_ranges(missing)));
    }

    // Of each section or source: the months without a row.
    void check_months(std::size_t region, const model::Table& table, std::size_t begin, std::size_t end, const std::vector<rules::ExpectedRow>& expected) {
        const auto key_of = [](const rules::ExpectedRow& row) {
            std::vector<std::string> parts;
            for (const auto& [column, value] : row)
                if (column != "month") parts.push_back(value);
            return parts;
        };
        std::set<std::pair<std::vector<std::string>, std::string>> there;
        for (std::size_t row = begin; row < end; ++row) {
            rules::ExpectedRow cells;
            for (const auto& [column, value] : expected.front()) cells[column] = text(table, row, column);
            there.emplace(key_of(cells), cells["month"].substr(0, 7));
        }
        std::map<std::vector<std::string>, std::vector<std::string>> missing;
        for (const auto& row : expected) {
            const auto first = model::parse_day(row.at("month") + "-01");
            if (first && *first <= as_of_ && *first >= period_.first && !there.contains({key_of(row), row.at("month")}))
                missing[key_of(row)].push_back(row.at("month"));
        }
        for (const auto& [key, months] : missing) report_gap(region, table, begin, table.spec().title + " " + join(key, "/") + " ", months.size(), some(months));
    }

    // Indicators, tasks and projects: by what the pack takes a row for.
    void check_named(std::size_t region, const model::Table& table, std::size_t begin, std::size_t end, const std::vector<rules::ExpectedRow>& expected) {
        const std::string& id = table.spec().id;
        const auto meaning = [&](const std::string& key, const std::string& name) -> std::string {
            if (id == "reported") {
                const auto found = plan_.find_indicator(key);
                return found ? plan_.indicators[*found].id : key;
            }
            if (id == "tasks") {
                const auto found = plan_.find_task(region, key, name);
                return found ? plan_.tasks[*found].id : key;
            }
            const auto found = plan_.find_project(region, key, name);
            return found ? plan_.projects[found->first].items[found->second].id : key;
        };
        const std::string_view key = id == "reported" ? "indicator" : id == "tasks" ? "task" : "project";
        const std::string_view name = id == "reported" ? "indicator" : id == "tasks" ? "title" : "unit";
        const std::string_view filled = id == "reported" ? "value" : "state";
        std::set<std::string> there;
        for (std::size_t row = begin; row < end; ++row)
            if (!text(table, row, filled).empty()) there.insert(meaning(text(table, row, key), text(table, row, name)));
        std::vector<std::string> missing;
        for (const auto& row : expected) {
            const auto cell = [&](std::string_view column) { return row.contains(std::string(column)) ? row.at(std::string(column)) : std::string(); };
            if (!there.contains(meaning(cell(key), cell(name)))) missing.push_back(cell(key) == cell(name) ? cell(key) : cell(key) + " " + cell(name));
        }
        if (!missing.empty()) report_gap(region, table, begin, table.spec().title, missing.size(), some(missing));
    }

    const rules::Plan& plan_;
    model::Dataset& data_;
    model::Period period_;
    model::Day as_of_;
};

}  // namespace

void check_completeness(const rules::Plan& plan, model::Dataset& data, const model::Period& period, model::Day as_of) {
    Completeness completeness(plan, data, period, as_of);
    for (std::size_t region = 0; region < plan.regions.size(); ++region) {
        const bool submitted = std::any_of(data.tables.begin(), data.tables.end(), [&](const model::Table& table) {
            const auto [begin, end] = table.rows_of(region);
            return begin != end;
        });
        if (submitted) completeness.check(region);
    }
}

}  // namespace kaohe::tables
