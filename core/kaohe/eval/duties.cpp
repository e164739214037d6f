#include "kaohe/eval/duties.h"

#include <map>

namespace kaohe::eval {
namespace {

using result::DutyState;

// What the submitted row says. Without a row nothing is known.
struct Reported {
    std::optional<std::size_t> row;
    bool finished = false;    // 已完成
    bool unfinished = false;  // 未启动 or 进行中
    std::optional<model::Day> done;
    std::optional<num::Ratio> percent;
};

// Reads the columns that 任务调度表 and 项目清单 have in common.
class Progress {
  public:
    Progress(const model::Dataset& data, const char* table) : table_(data.find(table)) {}

    const model::Table* table() const { return table_; }
    std::string text(const char* column, std::size_t row) const {
        const auto* values = find(column);
        return values ? values->text(row) : std::string();
    }
    Reported read(std::size_t row) const {
        Reported out{.row = row};
        const std::string state = text("state", row);
        out.finished = state == "已完成";
        out.unfinished = !out.finished && !state.empty();
        if (const auto* done = find("done"); done && done->has(row)) out.done = (*done)[row];
        if (const auto* percent = find("percent"); percent && percent->has(row)) out.percent = percent->number(row);
        // A row of a form that nobody filled in says nothing.
        if (state.empty() && !out.done && !out.percent && text("progress", row).empty()) out.row.reset();
        return out;
    }

  private:
    // Null when the table has no such column, or nobody submitted it.
    const model::TableColumn* find(const char* column) const { return table_->find(column); }

    const model::Table* table_;
};

DutyState state_of(const Reported& reported, const std::optional<model::Day>& due, model::Day as_of) {
    if (!reported.row) return DutyState::NotSubmitted;
    // A state of 已完成 stands or falls with its date, which the importer asks for where there is a deadline.
    // A date beside 进行中 contradicts it: not done.
    const bool done = reported.done ? *reported.done <= as_of && !reported.unfinished : reported.finished;
    if (done) return due && reported.done && *reported.done > *due ? DutyState::Late : DutyState::Done;
    if (!due) return DutyState::Ongoing;
    return *due <= as_of ? DutyState::Overdue : DutyState::Open;
}

void fill(result::DutyResult& out, const Reported& reported, const std::optional<model::Day>& due, model::Day as_of,
          const model::Table* table, const model::Dataset& data) {
    out.state = state_of(reported, due, as_of);
    out.due = due;
    out.percent = reported.percent;
    if (out.state == DutyState::Done || out.state == DutyState::Late) out.done = reported.done;
    if (reported.row) out.rows = table->ranges(*reported.row, *reported.row + 1, data);
}

}  // namespace

std::vector<result::TaskResult> tasks_of(const rules::Plan& plan, const model::Dataset& data, std::size_t region, model::Day as_of) {
    std::map<std::size_t, std::size_t> rows;  // task -> row
    const Progress progress(data, "tasks");
    if (const auto* table = progress.table()) {
        const auto [begin, end] = table->rows_of(region);
        for (std::size_t row = begin; row < end; ++row)
            if (const auto task = plan.find_task(region, progress.text("task", row), progress.text("title", row))) rows.try_emplace(*task, row);
    }
    std::vector<result::TaskResult> out;
    for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
        const auto& task = plan.tasks[i];
        if (!std::binary_search(task.regions.begin(), task.regions.end(), region)) continue;
        result::TaskResult result;
        result.task = i;
        const auto it = rows.find(i);
        fill(result, it == rows.end() ? Reported{} : progress.read(it->second), task.due, as_of, progress.table(), data);
        if (it != rows.end()) {
            result.progress = progress.text("progress", it->second);
            result.problems = progress.text("problems", it->second);
        }
        out.push_back(std::move(result));
    }
    return out;
}

std::vector<result::ProjectResult> projects_of(const rules::Plan& plan, const model::Dataset& data, std::size_t region, model::Day as_of) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> rows;
    const Progress progress(data, "projects");
    if (const auto* table = progress.table()) {
        const auto [begin, end] = table->rows_of(region);
        for (std::size_t row = begin; row < end; ++row)
            if (const auto found = plan.find_project(region, progress.text("project", row), progress.text("unit", row))) rows.try_emplace(*found, row);
    }
    std::vector<result::ProjectResult> out;
    for (std::size_t list = 0; list < plan.projects.size(); ++list)
        for (std::size_t item = 0; item < plan.projects[list].items.size(); ++item) {
            if (!plan.reports_project(region, list, item)) continue;
            result::ProjectResult result;
            result.list = list;
            result.item = item;
            const auto it = rows.find({list, item});
            fill(result, it == rows.end() ? Reported{} : progress.read(it->second), plan.projects[list].items[item].due, as_of, progress.table(), data);
            out.push_back(std::move(result));
        }
    return out;
}

namespace {

void append(model::Column& column, const std::optional<num::Decimal>& value) {
    const auto exact = value ? value->trimmed() : num::Decimal(0);
    const auto coefficient = static_cast<std::int64_t>(exact.coefficient());
    const bool fits = value && coefficient == exact.coefficient() && exact.scale() <= model::kMaxColumnScale;
    if (!fits || !column.append_number(coefficient, exact.scale())) column.append_missing();
}

struct CommonColumns {
    model::Column state{model::ColumnKind::Text}, due{model::ColumnKind::Date}, done{model::ColumnKind::Date}, percent{model::ColumnKind::Number};

    void add(const result::DutyResult& duty) {
        state.append_text(result::duty_id(duty.state));
        due.append_raw(duty.due.value_or(model::kMissing));
        done.append_raw(duty.done.value_or(model::kMissing));
        append(percent, duty.percent ? duty.percent->exact_decimal() : std::nullopt);
    }
    void move_to(std::vector<std::pair<std::string, model::Column>>& out) {
        out.emplace_back("state", std::move(state));
        out.emplace_back("due", std::move(due));
        out.emplace_back("done", std::move(done));
        out.emplace_back("percent", std::move(percent));
    }
};

}  // namespace

PlanColumns::PlanColumns(const std::vector<result::TaskResult>& tasks) {
    CommonColumns common;
    for (const auto& task : tasks) common.add(task);
    common.move_to(columns_);
}

PlanColumns::PlanColumns(const rules::Plan& plan, const std::vector<result::ProjectResult>& projects) {
    CommonColumns common;
    model::Column list{model::ColumnKind::Text}, quantity{model::ColumnKind::Number}, scale{model::ColumnKind::Number};
    for (const auto& project : projects) {
        common.add(project);
        const auto& item = plan.projects[project.list].items[project.item];
        list.append_text(plan.projects[project.list].id);
        append(quantity, item.quantity);
        append(scale, item.scale);
    }
    common.move_to(columns_);
    columns_.emplace_back("list", std::move(list));
    columns_.emplace_back("quantity", std::move(quantity));
    columns_.emplace_back("scale", std::move(scale));
}

lua::Value PlanColumns::value() const {
    lua::Value out = lua::Value::table();
    for (const auto& [name, column] : columns_) out.set(name, lua::Value::of(column.view()));
    return out;
}

}  // namespace kaohe::eval
