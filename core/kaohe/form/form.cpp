#include "kaohe/form/form.h"

#include <algorithm>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/xlsx.h"
#include "kaohe/rules/expected.h"

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

using Row = rules::ExpectedRow;

const Look kTitle{.face = Face::Title, .align = Align::Center, .border = false};
const Look kHeader{.face = Face::Header, .align = Align::Center, .tone = Tone::Head};
const Look kKnown{};
const Look kInput{.tone = Tone::Input};
const Look kTextInput{.tone = Tone::Input, .number_format = "@"};  // dates and codes stay as they are typed
const Look kNote{.face = Face::Note, .border = false};

std::string header_of(const ColumnSpec& column) {
    return column.unit.empty() || column.unit == "1" ? column.label : column.label + "（" + column.unit + "）";
}

class Form {
  public:
    Form(const rules::Plan& plan, const Options& options, report::Workbook& book) : plan_(plan), options_(options), book_(book) {}

    void draw() {
        cover();
        const auto tables = options_.tables.empty() ? rules::needed_tables(plan_, options_.region) : options_.tables;
        for (const auto& id : tables)
            if (const TableSpec* spec = plan_.dictionary.find(id)) table(*spec);
    }

  private:
    void cover();
    void table(const TableSpec& spec);
    void rules_of_column(Sheet& sheet, const ColumnSpec& column, std::uint16_t at, std::uint32_t first, std::uint32_t last);
    std::string title_of(const TableSpec& spec) const;


    const rules::Plan& plan_;
    const Options& options_;
    report::Workbook& book_;
};

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
    const std::vector<Row> rows = rules::expected_rows(plan_, options_.region, spec.id);
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

}  // namespace

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
