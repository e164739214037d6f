#include "kaohe/form/form.h"

#include <algorithm>
#include <map>
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/xlsx.h"

namespace kaohe::form {
namespace {

using model::ColumnSpec;
using model::TableSpec;
using model::ValueType;
using report::Align;
using report::Face;
using report::Look;
using report::Sheet;
using report::Tone;

constexpr std::uint32_t kSpareRows = 200;  // blank rows of a table whose rows nobody knows
constexpr std::uint32_t kFewRows = 10;     // blank rows behind those that are known

// The known cells of a row, by column id.
using Row = std::map<std::string, std::string>;

const Look kTitle{.face = Face::Title, .align = Align::Center, .border = false};
const Look kHeader{.face = Face::Header, .align = Align::Center, .tone = Tone::Head};
const Look kKnown{};
const Look kInput{.tone = Tone::Input};
const Look kTextInput{.tone = Tone::Input, .number_format = "@"};  // dates and codes stay as they are typed
const Look kNote{.face = Face::Note, .border = false};

std::string header_of(const ColumnSpec& column) {
    return column.unit.empty() || column.unit == "1" ? column.label : column.label + "（" + column.unit + "）";
}

std::vector<std::string> months_of(const model::Period& period) {
    std::vector<std::string> out;
    const auto last = model::calendar(period.last);
    for (auto at = model::calendar(period.first); at.year * 12 + at.month <= last.year * 12 + last.month;) {
        out.push_back(fmt::format("{}-{:02}", at.year, at.month));
        if (++at.month > 12) at.month = 1, ++at.year;
    }
    return out;
}

class Form {
  public:
    Form(const rules::Plan& plan, const Options& options, report::Workbook& book) : plan_(plan), options_(options), book_(book) {}

    void draw() {
        cover();
        const auto tables = options_.tables.empty() ? needed_tables(plan_, options_.region) : options_.tables;
        for (const auto& id : tables)
            if (const TableSpec* spec = plan_.dictionary.find(id)) table(*spec);
    }

  private:
    void cover();
    void table(const TableSpec& spec);
    void rules_of_column(Sheet& sheet, const ColumnSpec& column, std::uint16_t at, std::uint32_t first, std::uint32_t last);
    std::string title_of(const TableSpec& spec) const;

    std::vector<Row> known_rows(const TableSpec& spec) const;
    std::vector<Row> days() const;
    std::vector<Row> monthly(const std::string& table, std::initializer_list<const char*> params) const;
    std::vector<Row> reported() const;
    std::vector<Row> tasks() const;
    std::vector<Row> projects() const;
    bool concerns(std::size_t indicator) const;

    const rules::Plan& plan_;
    const Options& options_;
    report::Workbook& book_;
};

bool required_of(const rules::Plan& plan, std::size_t indicator, std::optional<std::size_t> region) {
    const auto& targets = plan.targets[indicator];
    if (region) return targets[*region].has_value();
    return std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target.has_value(); });
}

void add_tables(const rules::Plan& plan, std::size_t indicator, std::set<std::string>& out) {
    for (const auto& table : plan.methods[plan.indicators[indicator].method].tables) out.insert(table.table);
}

bool Form::concerns(std::size_t indicator) const { return required_of(plan_, indicator, options_.region); }

void Form::cover() {
    Sheet& sheet = book_.add_sheet("填报信息");
    const auto line = [&](std::uint32_t row, const char* key, const std::string& value, bool known) {
        sheet.text(row, 0, key, kHeader);
        if (known)
            sheet.text(row, 1, value, kKnown);
        else
            sheet.text(row, 1, value, kTextInput);
    };
    std::vector<std::string> names;
    for (const auto& region : plan_.regions) names.push_back(region.name);
    line(0, "县区", options_.region ? plan_.regions[*options_.region].name : "", options_.region.has_value());
    if (!options_.region) sheet.choices(0, 0, 1, names, "请从列表中选择");
    line(1, "年度", plan_.period.to_string(), true);
    line(2, "填报单位", "", false);
    line(3, "填报人", "", false);
    line(4, "填报日期", "", false);
    line(5, "截止日期", "", false);
    line(6, "规则包", plan_.id, true);
    line(7, "版本", plan_.version, true);
    const std::vector<std::string> guide = {
        plan_.title + " 填报表",
        "1. 只填有底色的单元格；表头和已经写好的内容请不要改。",
        "2. 没有数据的空着，不要写 0；0 就是零。",
        "3. 单位见表头括号。百分数填 85.7，不填 0.857。",
        "4. 日期写 2021-03-05，月份写 2021-03。",
        "5. 表头右上角有红色小三角的，指上去看填写说明。",
        "6. 填完先用 kaohe check 查一遍，再报送。",
    };
    for (std::size_t i = 0; i < guide.size(); ++i) sheet.text(static_cast<std::uint32_t>(i), 3, guide[i], kNote);
    sheet.column_width(0, 14);
    sheet.column_width(1, 30);
    sheet.column_width(2, 3);
    sheet.column_width(3, 60);
    sheet.protect();
    sheet.page(plan_.id + " " + plan_.version, "");
}

std::string Form::title_of(const TableSpec& spec) const {
    std::string month;
    if (spec.id == "tasks" && !options_.month.empty()) {
        const auto day = model::parse_day(options_.month + "-01");
        month = day ? fmt::format("（{}月）", model::calendar(*day).month) : "（" + options_.month + "）";
    }
    return plan_.period.to_string() + "年" + spec.title + month;
}

void Form::table(const TableSpec& spec) {
    if (spec.key_value) return;
    Sheet& sheet = book_.add_sheet(spec.title);
    std::vector<const ColumnSpec*> columns;
    for (std::size_t i = 1; i < spec.columns.size(); ++i) columns.push_back(&spec.columns[i]);  // whose rows: 填报信息 says it
    const auto width = static_cast<std::uint16_t>(columns.size());
    sheet.merge(0, 0, 0, static_cast<std::uint16_t>(width - 1), title_of(spec), kTitle);
    sheet.row_height(0, 30);
    const std::vector<Row> rows = known_rows(spec);
    const auto count = static_cast<std::uint32_t>(rows.size()) + (rows.empty() ? kSpareRows : spec.id == "air_daily" ? 0 : kFewRows);
    const std::uint32_t first = 2, last = first + std::max<std::uint32_t>(count, 1) - 1;
    std::vector<double> widths;
    for (std::uint16_t at = 0; at < width; ++at) {
        const ColumnSpec& column = *columns[at];
        sheet.text(1, at, header_of(column), kHeader);
        const bool wide = column.id == "title" || column.id == "progress" || column.id == "problems" || column.id == "unit" || column.id == "indicator";
        const double width_of_column = wide ? 32 : std::clamp<double>(static_cast<double>(display_width(header_of(column))) + 3, 11, 24);
        rules_of_column(sheet, column, at, first, last);
        widths.push_back(width_of_column);
        sheet.column_width(at, width_of_column);
        for (std::uint32_t row = first; row <= last; ++row) {
            const std::size_t index = row - first;
            const auto known = index < rows.size() ? rows[index].find(column.id) : Row::const_iterator{};
            const bool number = column.type == ValueType::Number;
            if (index < rows.size() && known != rows[index].end())
                number ? sheet.number(row, at, known->second, kKnown) : sheet.text(row, at, known->second, kKnown);
            else
                sheet.blank(row, at, number ? kInput : kTextInput);
        }
    }
    // Known texts are wrapped; nobody would see the second line of a row of the usual height.
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::size_t lines = 1;
        for (std::size_t at = 0; at < columns.size(); ++at)
            if (const auto known = rows[row].find(columns[at]->id); known != rows[row].end())
                lines = std::max(lines, static_cast<std::size_t>(static_cast<double>(display_width(known->second)) / (widths[at] - 3)) + 1);
        if (lines > 1) sheet.row_height(first + static_cast<std::uint32_t>(row), 15.0 * static_cast<double>(lines));
    }
    sheet.freeze(2, 0);
    sheet.repeat_rows(1, 1);
    sheet.protect();
    sheet.page(plan_.id + " " + plan_.version, options_.region ? plan_.regions[*options_.region].name : "");
}

// What may stand in a column: the list or range that Excel checks, and the guidance in the note of its header.
void Form::rules_of_column(Sheet& sheet, const ColumnSpec& column, std::uint16_t at, std::uint32_t first, std::uint32_t last) {
    std::string guide = column.required ? "必填。" : "没有就空着。";
    if (column.type == ValueType::Flag) {
        sheet.choices(first, last, at, {"是", "否"}, "请填 是 或 否");
        guide += "填 是 或 否。";
    } else if (!column.choices.empty()) {
        sheet.choices(first, last, at, column.choices, "请填 " + join(column.choices, "、"));
        guide += "填 " + join(column.choices, "、") + "。";
    } else if (column.type == ValueType::Number) {
        const bool below = column.below == ColumnSpec::Below::Half;  // <0.01 and 0.01L are texts
        if (column.min && column.max && !below) {
            const std::string range = column.min->to_string() + " 到 " + column.max->to_string();
            sheet.range(first, last, at, column.min->to_string(), column.max->to_string(), "应在 " + range + " 之间，请核对单位和小数点");
            guide += "数值，" + range + "。";
        } else {
            guide += below ? "数值；低于检出限写 <0.01 或 0.01L。" : "数值。";
        }
        if (!column.unit.empty() && column.unit != "1") guide += "单位：" + column.unit + "。";
    } else if (column.type == ValueType::Date || column.type == ValueType::Deadline) {
        guide += "日期，如 2021-03-05。";
    } else if (column.type == ValueType::Month) {
        guide += "月份，如 2021-03。";
    }
    if (!column.needs.empty()) guide += "填“是”的要同时填认定文号，否则不起作用。";
    sheet.note(1, at, guide);
}

std::vector<Row> Form::known_rows(const TableSpec& spec) const {
    if (spec.id == "air_daily") return days();
    if (spec.id == "water_monthly") return monthly(spec.id, {"body", "section"});
    if (spec.id == "sources") return monthly(spec.id, {"source"});
    if (spec.id == "reported") return reported();
    if (spec.id == "tasks") return tasks();
    if (spec.id == "projects") return projects();
    return {};
}

std::vector<Row> Form::days() const {
    std::vector<Row> out;
    for (model::Day day = plan_.period.first; day <= plan_.period.last; ++day) out.push_back({{"date", model::to_string(day)}});
    return out;
}

// One row a month for every section or source that a target names in the parameters of its method.
std::vector<Row> Form::monthly(const std::string& table, std::initializer_list<const char*> params) const {
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

std::vector<Row> Form::reported() const {
    std::vector<Row> out;
    for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
        const auto& indicator = plan_.indicators[i];
        if (!plan_.methods[indicator.method].lookup || !concerns(i)) continue;
        const bool manual = std::any_of(plan_.targets[i].begin(), plan_.targets[i].end(),
                                        [](const auto& target) { return target && target->form == rules::TargetForm::Qualitative; });
        if (manual) continue;  // through 事项
        Row row{{"indicator", plan_.find_indicator(indicator.title) ? indicator.title : indicator.id}, {"unit", indicator.unit}};
        if (plan_.period.year() == model::calendar(plan_.period.last).year) row["year"] = std::to_string(plan_.period.year());
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<Row> Form::tasks() const {
    std::vector<Row> out;
    for (const auto& task : plan_.tasks) {
        const bool mine = !options_.region || std::binary_search(task.regions.begin(), task.regions.end(), *options_.region);
        if (!mine) continue;
        const auto& units = task.duty.lead.empty() ? task.duty.implement : task.duty.lead;
        out.push_back({{"task", task.no.empty() ? task.id : task.no}, {"title", task.title}, {"unit", join(units, "、")},
                       {"due", task.due ? model::to_string(*task.due) : "持续推进"}});
        // A number and a title that two notices share do not say which is meant; then the id does.
        const std::size_t whose = options_.region.value_or(task.regions.empty() ? 0 : task.regions.front());
        const auto found = plan_.find_task(whose, out.back()["task"], task.title);
        if (!found || plan_.tasks[*found].id != task.id) out.back()["task"] = task.id;
    }
    return out;
}

std::vector<Row> Form::projects() const {
    std::vector<Row> out;
    for (std::size_t list = 0; list < plan_.projects.size(); ++list)
        for (std::size_t item = 0; item < plan_.projects[list].items.size(); ++item) {
            if (options_.region && !plan_.reports_project(*options_.region, list, item)) continue;
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

std::vector<std::string> needed_tables(const rules::Plan& plan, std::optional<std::size_t> region) {
    std::set<std::string> needed;
    bool manual = !plan.bonuses.empty() || !plan.vetoes.empty();
    for (std::size_t i = 0; i < plan.indicators.size(); ++i) {
        if (!required_of(plan, i, region)) continue;
        bool computed = false;
        for (std::size_t r = 0; r < plan.regions.size(); ++r) {
            const auto& target = plan.targets[i][r];
            if (!target || (region && *region != r)) continue;
            if (target->form == rules::TargetForm::Qualitative) manual = true;
            else computed = true;
            for (const auto& branch : target->branches) add_tables(plan, branch.indicator, needed);
        }
        if (computed) add_tables(plan, i, needed);
    }
    const auto reports = [&](const rules::Task& task) {
        return !region || std::binary_search(task.regions.begin(), task.regions.end(), *region);
    };
    if (std::any_of(plan.tasks.begin(), plan.tasks.end(), reports)) needed.insert("tasks");
    if (manual) needed.insert("events");
    std::vector<std::string> out;
    for (const auto& table : plan.dictionary.tables)
        if (needed.contains(table.id)) out.push_back(table.id);
    return out;
}

Result<void> write(const rules::Plan& plan, const Options& options, const std::filesystem::path& file) {
    const std::string shown = display_path(file);
    return write_through_temporary(file, [&](const std::filesystem::path& temporary) {
        report::Workbook book(temporary, model::to_string(plan.period.last),
                              {.title = plan.title + " 填报表", .subject = plan.id + " " + plan.version, .company = plan.office, .comments = "", .shown_as = shown});
        Form(plan, options, book).draw();
        return book.finish();
    });
}

}  // namespace kaohe::form
