// Checks of plugins (rules::CrossCheck): rows whose columns contradict each other.
#include <algorithm>
#include <deque>

#include "kaohe/tables/finish.h"

namespace kaohe::tables {
namespace {

bool has_values(const model::TableColumn& column) {
    for (std::size_t row = 0; row < column.size(); ++row)
        if (column.has(row)) return true;
    return false;
}

class Checker {
  public:
    Checker(Import& import, const rules::CrossCheck& check)
        : import_(import), check_(check), table_(import.data.tables[check.table]), state_(import.plan.scripts.make_state({check.run})) {}

    void run() {
        for (std::size_t region = 0; region < table_.region_ends.size(); ++region)
            if (const auto [begin, end] = table_.rows_of(region); begin != end) run(region, begin, end);
    }

  private:
    void run(std::size_t region, std::size_t begin, std::size_t end) {
        rooms_.clear();
        lua::Value columns = lua::Value::table();
        for (const auto& id : check_.columns) columns.set(id, lua::Value::of(view(id, begin, end)));
        const lua::Outcome outcome = state_.call(check_.run, {&columns}, "检查 " + check_.id);
        if (outcome.error) {  // the plugin is at fault, not the data
            import_.data.findings.add(*outcome.error);
            return;
        }
        const lua::Value* wrong = outcome.values.size() == 1 ? outcome.values[0].find("wrong") : nullptr;
        if (!wrong || !wrong->is(lua::Value::Kind::Column) || wrong->column.size() != end - begin) {
            import_.data.findings.add(Code::PluginResult, Place{}, check_.id, "没有返回 wrong 列");
            return;
        }
        for (std::size_t row = 0; row < wrong->column.size(); ++row)
            if (wrong->column.values[row] == 1) report_row(region, begin + row, row, outcome.values[0]);
    }

    void report_row(std::size_t region, std::size_t row, std::size_t at, const lua::Value& returned) {
        const auto cell = [&](const char* name) {
            const lua::Value* column = returned.find(name);
            return column && column->is(lua::Value::Kind::Column) && at < column->column.size() ? column->column.text(at) : std::string();
        };
        const auto& source = table_.source(row);
        const auto& sheet = import_.data.sheets[source.sheet];
        const Place place = table_.place(row, import_.data, check_.place);
        const auto column = static_cast<std::size_t>(table_.spec().find(check_.place));
        const std::string message = fmt::format("{}：“{}”填的是 {}，按本行其它各列算是 {}", check_.title, table_.spec().columns[column].label,
                                                cell("given"), cell("expected"));
        report(import_, sheet.input, diagnose(check_.doubt ? Code::CrossCheckDoubt : Code::CrossCheck, place, message, check_.mend));
        if (!check_.doubt) mark_bad(import_.data, check_.table, region, to_string(place) + " " + check_.title);
    }

    model::ColumnView view(const std::string& id, std::size_t begin, std::size_t end) {
        const model::TableColumn& column = table_.columns[static_cast<std::size_t>(table_.spec().find(id))];
        return column.view(begin, end, rooms_.emplace_back());
    }

    Import& import_;
    const rules::CrossCheck& check_;
    const model::Table& table_;
    lua::State state_;
    std::deque<model::Values> rooms_;  // of the columns of a call; they do not move
};

}  // namespace

void cross_check(Import& import) {
    for (const auto& check : import.plan.checks) {
        const model::Table& table = import.data.tables[check.table];
        const bool needed = std::all_of(check.needs.begin(), check.needs.end(), [&](const std::string& id) {
            return has_values(table.columns[static_cast<std::size_t>(table.spec().find(id))]);
        });
        if (table.rows() > 0 && needed) Checker(import, check).run();
    }
}

}  // namespace kaohe::tables
