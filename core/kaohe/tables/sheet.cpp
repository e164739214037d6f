#include "kaohe/tables/sheet.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kHeaderRows = 10;     // a title may stand above the header, not more
constexpr std::size_t kFindingsOfAKind = 1000;

bool is_blank_row(std::span<const io::Cell> cells) {
    return std::all_of(cells.begin(), cells.end(), [](const io::Cell& cell) {
        return cell.kind != io::CellKind::Error && (cell.text.empty() || trim(cell.text).empty());
    });
}

// "PM2.5(μg/m3)" -> name and unit.
struct Header {
    std::string name, unit;
};
Header split_header(std::string_view text) {
    const std::string folded = fold(text);
    const std::size_t open = folded.rfind('(');  // the last: 总磷(以P计)(mg/L)
    if (open == std::string::npos || open == 0 || folded.back() != ')') return {folded, ""};
    return {folded.substr(0, open), folded.substr(open + 1, folded.size() - open - 2)};
}

bool in_range(const model::ColumnSpec& column, const SmallDecimal& number) {
    const num::Decimal value(num::Int128{number.coefficient}, number.scale);
    // A whole number at least as large as the coefficient bounds the value, whatever its scale.
    const bool surely_above = column.min && column.min->is_zero() && number.coefficient >= 0;
    const bool surely_below = column.max && column.max->scale() == 0 && number.coefficient <= column.max->coefficient();
    return (!column.min || surely_above || value >= *column.min) && (!column.max || surely_below || value <= *column.max);
}

// 0.857 in a column of percentages: 85.7% or 0.857%? With its sign it is clear.
bool is_ambiguous_share(std::string_view text, const SmallDecimal& number) {
    if (number.coefficient <= 0 || num::Int128{number.coefficient} >= num::power_of_ten(number.scale)) return false;
    return !narrow(text).ends_with('%');
}

}  // namespace

RegionIndex::RegionIndex(const rules::Plan& plan) {
    for (std::size_t i = 0; i < plan.regions.size(); ++i) {
        const auto& region = plan.regions[i];
        for (const std::string* name : {&region.name, &region.code})
            if (!name->empty()) names_.emplace(*name, i), names_.emplace(fold(*name), i);
        for (const auto& alias : region.aliases) names_.emplace(alias, i), names_.emplace(fold(alias), i);
    }
}

std::optional<std::size_t> RegionIndex::find(std::string_view text) {
    if (auto it = names_.find(text); it != names_.end()) return it->second;
    if (auto it = names_.find(fold(text)); it != names_.end()) return it->second;
    return std::nullopt;
}

void mark_bad(model::Dataset& data, std::size_t table, std::size_t region, const std::string& reason) {
    data.bad[table].try_emplace(region, reason);
}

void report(Import& import, std::uint32_t input, Diagnostic diagnostic) {
    auto& seen = import.repeated[input][std::string(diagnostic.id())];
    if (++seen <= kFindingsOfAKind) import.data.findings.add(std::move(diagnostic));
}

SheetReader::SheetReader(Import& import, std::uint32_t input, std::string table_argument, std::string stem, FileInfo info,
                         std::optional<std::size_t> owner)
    : import_(import), input_(input), table_argument_(std::move(table_argument)), stem_(std::move(stem)), info_(std::move(info)), owner_(owner) {}

Place SheetReader::place(std::uint32_t row, std::size_t column) const {
    Place out{.file = import_.data.inputs[input_].name, .sheet = sheet_.name};
    if (sheet_.lines) {
        out.line = static_cast<int>(row);
        out.column = static_cast<int>(column + 1);
    } else {
        out.cell = cell_name(column, row);
    }
    return out;
}

void SheetReader::on_sheet(const io::Sheet& sheet) {
    finish_sheet();
    sheet_ = sheet;
    open_ = true;
    refused_ = header_found_ = header_bad_ = false;
    below_limit_ = 0;
    buffer_.clear();
    const auto& dictionary = import_.plan.dictionary;
    spec_ = !table_argument_.empty() ? dictionary.find_name(fold(table_argument_)) : dictionary.find_name(fold(sheet.name));
    // A file that is one table may leave its only sheet unnamed.
    if (!spec_ && first_sheet_) spec_ = dictionary.find_name(fold(stem_));
    first_sheet_ = false;
    if (!spec_) return;
    table_ = dictionary.index_of(*spec_);
    sheet_index_ = import_.data.sheets.size();
    import_.data.sheets.push_back({input_, sheet.name, sheet.lines, 0});
}

bool SheetReader::on_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (refused_) return false;
    if (!spec_) {
        if (is_blank_row(cells)) return true;
        const std::string name = sheet_.name.empty() ? stem_ : sheet_.name;
        wrong(Code::TableUnknown, row, 0, name, suggestion(name, import_.plan.dictionary.names()));
        refused_ = true;
        return false;
    }
    if (spec_->key_value) return false;  // 填报信息 was read before
    if (header_found_) {
        read_row(row, cells);
        return true;
    }
    return look_for_header(row, cells);
}

bool SheetReader::look_for_header(std::uint32_t row, std::span<const io::Cell> cells) {
    if (is_blank_row(cells)) return true;
    Buffered copy{row, {}};
    for (const auto& cell : cells) copy.cells.emplace_back(cell.kind, std::string(cell.text));
    std::size_t required = 0, found = 0;
    for (const auto& column : spec_->columns) {
        if (!column.required) continue;
        ++required;
        found += std::any_of(copy.cells.begin(), copy.cells.end(), [&](const auto& cell) {
            const std::string name = split_header(cell.second).name;
            return std::find(column.headers.begin(), column.headers.end(), name) != column.headers.end() ||
                   std::find(column.headers.begin(), column.headers.end(), fold(cell.second)) != column.headers.end();
        });
    }
    buffer_.push_back(std::move(copy));
    if (required > 0 && found == required) {
        take_header(buffer_.back());
        return true;
    }
    if (buffer_.size() < kHeaderRows) return true;
    finish_sheet();
    return !refused_;
}

// The row with the most known headers, when none has all that are required.
void SheetReader::replay_after(std::size_t header) {
    std::vector<Buffered> rows = std::move(buffer_);
    buffer_.clear();
    take_header(rows[header]);
    std::vector<io::Cell> cells;
    for (std::size_t i = header + 1; i < rows.size(); ++i) {
        cells.clear();
        for (const auto& [kind, text] : rows[i].cells) cells.push_back({kind, text});
        read_row(rows[i].row, cells);
    }
}

void SheetReader::finish_sheet() {
    if (!open_) return;
    if (spec_ && !spec_->key_value && !header_found_ && !buffer_.empty()) {
        std::size_t best = 0, most = 0;
        for (std::size_t i = 0; i < buffer_.size(); ++i) {
            const auto known = static_cast<std::size_t>(
                std::count_if(buffer_[i].cells.begin(), buffer_[i].cells.end(), [&](const auto& cell) {
                    return spec_->find_header(split_header(cell.second).name) >= 0 || spec_->find_header(fold(cell.second)) >= 0;
                }));
            if (known > most) most = known, best = i;
        }
        if (most >= 2) return replay_after(best);  // more rows may follow
        wrong(Code::HeaderMissing, buffer_.front().row, 0, kHeaderRows, spec_->title, join(spec_->labels(), "、"));
        refused_ = true;
        if (owner_)
            mark_bad(import_.data, table_, *owner_, "没有表头");
        else if (!import_.data.unreadable_file)
            import_.data.unreadable_file = import_.data.inputs[input_].name + " 没有表头";
        buffer_.clear();
    }
    open_ = false;
    if (below_limit_ > 0) {
        const Place place{.file = import_.data.inputs[input_].name, .sheet = sheet_.name};
        report(import_, input_, diagnose(Code::BelowLimit, place, below_limit_));
    }
}

void SheetReader::finish() { finish_sheet(); }

void SheetReader::take_header(const Buffered& header) {
    header_found_ = true;
    column_of_cell_.assign(header.cells.size(), -1);
    cell_of_column_.assign(spec_->columns.size(), -1);
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string& text = header.cells[i].second;
        if (trim(text).empty()) continue;
        const Header parts = split_header(text);
        int column = spec_->find_header(fold(text));
        if (column < 0) column = spec_->find_header(parts.name);
        if (column < 0) {
            wrong(Code::ColumnUnknown, header.row, i, trim(text), spec_->title, suggestion(trim(text), spec_->labels()));
            continue;
        }
        const auto& known = spec_->columns[static_cast<std::size_t>(column)];
        if (cell_of_column_[static_cast<std::size_t>(column)] >= 0) {
            wrong(Code::ColumnTwice, header.row, i, known.label);
            header_bad_ = true;
            continue;
        }
        const bool whole_header_known = spec_->find_header(fold(text)) >= 0;
        if (!whole_header_known && !parts.unit.empty() && !known.unit.empty() && !import_.plan.same_unit(parts.unit, known.unit)) {
            wrong(Code::ValueUnit, header.row, i, parts.unit, known.unit);
            header_bad_ = true;
        }
        column_of_cell_[i] = column;
        cell_of_column_[static_cast<std::size_t>(column)] = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < spec_->columns.size(); ++i)
        if (spec_->columns[i].required && cell_of_column_[i] < 0) {
            wrong(Code::ColumnMissing, header.row, 0, spec_->title, spec_->columns[i].label, join(spec_->columns[i].headers, "、"));
            header_bad_ = true;
        }
    if (header_bad_ && owner_) mark_bad(import_.data, table_, *owner_, "表头有误");
    row_values_.assign(spec_->columns.size(), {});
    present_.clear();
    needing_.clear();
    for (std::size_t i = 1; i < spec_->columns.size(); ++i) {
        if (cell_of_column_[i] < 0) continue;
        present_.push_back(i);
        if (!spec_->columns[i].needs.empty()) needing_.push_back(i);
    }
    model::Table& table = import_.data.tables[table_];
    outside_ = &table.outside[sheet_index_];
    const std::size_t rows = table.rows() + expected_rows_;
    for (const std::size_t i : present_)
        if (expected_rows_ > 0) table.columns[i].reserve(rows);
    table.sources.reserve(rows);
    table.row_regions.reserve(rows);
    import_.data.sheets[sheet_index_].last_column = static_cast<std::uint32_t>(std::max<std::size_t>(header.cells.size(), 1) - 1);
    buffer_.clear();
}

std::optional<std::size_t> SheetReader::region_of_row(std::uint32_t row, std::span<const io::Cell> cells) {
    const int at = cell_of_column_[0];
    const std::string_view text = at >= 0 && static_cast<std::size_t>(at) < cells.size() ? trim(cells[static_cast<std::size_t>(at)].text) : "";
    if (text.empty()) {
        if (info_.region) return info_.region;
        if (import_.options.region) return import_.options.region;
        wrong(Code::RegionMissing, row, static_cast<std::size_t>(std::max(at, 0)), spec_->title);
        if (owner_) mark_bad(import_.data, table_, *owner_, "没有写明县区");
        return std::nullopt;
    }
    const auto region = import_.regions.find(text);
    if (!region) {
        wrong(Code::RegionUnknown, row, static_cast<std::size_t>(at), text, suggestion(text, import_.plan.region_names()));
        if (owner_) mark_bad(import_.data, table_, *owner_, "有不认识的县区名称");
    } else if (info_.region && *info_.region != *region) {
        wrong(Code::InfoConflict, row, static_cast<std::size_t>(at), "县区", info_.region_text, "本行", text);
        mark_bad(import_.data, table_, *info_.region, "填报信息与表中的县区不一致");
    }
    return region;
}

void SheetReader::read_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (is_blank_row(cells)) return;
    const auto region = region_of_row(row, cells);
    bool good = !header_bad_;
    for (const std::size_t i : present_) {
        const auto at = static_cast<std::size_t>(cell_of_column_[i]);
        row_values_[i] = {};
        static const io::Cell blank;
        if (!parse_cell(spec_->columns[i], at < cells.size() ? cells[at] : blank, row_values_[i], row, at)) good = false;
    }
    // Cells behind the header of a text file, which the reader has reported: who knows which of the row is out of place.
    for (std::size_t i = column_of_cell_.size(); i < cells.size(); ++i)
        if (sheet_.lines && cells[i].kind == io::CellKind::Error) good = false;
    if (!region) return;
    if (!good) {
        mark_bad(import_.data, table_, *region, header_bad_ ? "表头有误" : to_string(place(row, 0)) + " 填报有误");
        return;
    }
    if (!in_period(row_values_)) return;
    check_needs(row_values_, row);
    append(*region, row, row_values_);
}

NumberText SheetReader::parse_below_cell(const model::ColumnSpec& column, std::string_view text, SmallDecimal& out, std::uint32_t row,
                                         std::size_t at) {
    if (column.below != model::ColumnSpec::Below::Half) return NumberText::Wrong;
    switch (parse_below(text, out)) {
        case BelowText::Half: ++below_limit_; return NumberText::Value;
        case BelowText::TooLong: return NumberText::TooLong;
        case BelowText::NoLimit: wrong(Code::BelowWithoutLimit, row, at, trim(text)); return NumberText::Reported;
        case BelowText::No: break;
    }
    return NumberText::Wrong;
}

bool SheetReader::parse_number_cell(const model::ColumnSpec& column, std::string_view text, Parsed& out, std::uint32_t row, std::size_t at) {
    SmallDecimal number;
    NumberText kind = parse_number(text, column.unit == "%" || column.unit.empty(), number);
    if (kind == NumberText::Wrong) kind = parse_below_cell(column, text, number, row, at);
    switch (kind) {
        case NumberText::Reported: return false;
        case NumberText::Blank:
            if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
            return true;
        case NumberText::Wrong: return wrong(Code::NumberSyntax, row, at, trim(text));
        case NumberText::TooLong: return wrong(Code::NumberRange, row, at, trim(text));
        case NumberText::Value: break;
    }
    if (!in_range(column, number))
        return wrong(Code::ValueRange, row, at, column.label, trim(text),
                     fmt::format("{} 与 {}", column.min ? column.min->to_string() : "-∞", column.max ? column.max->to_string() : "+∞"));
    if (column.unit == "%" && is_ambiguous_share(text, number)) {
        const num::Decimal hundredfold(num::Int128{number.coefficient} * 100, number.scale);
        return wrong(Code::ValuePercent, row, at, trim(text), hundredfold.trimmed().to_string());
    }
    out.value = number.coefficient;
    out.scale = number.scale;
    return true;
}

bool SheetReader::parse_cell(const model::ColumnSpec& column, const io::Cell& cell, Parsed& out, std::uint32_t row, std::size_t at) {
    if (cell.kind == io::CellKind::Error) return false;  // the reader has reported it
    std::string_view text = cell.text;
    if (text.empty()) {
        if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
        return true;
    }
    if (column.type == model::ValueType::Number) return parse_number_cell(column, text, out, row, at);
    if (column.type == model::ValueType::Date && text == last_day_text_) {
        out.value = last_day_;
        return true;
    }
    text = trim(text);
    if (text.empty() || (column.type != model::ValueType::Text && is_blank_word(text))) {
        if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
        return true;
    }
    switch (column.type) {
        case model::ValueType::Date: {
            const auto day = model::parse_day(text);
            const auto wide = day ? day : model::parse_day(narrow(text));
            if (!wide) return wrong(Code::ValueDate, row, at, text);
            last_day_text_ = text;
            out.value = last_day_ = *wide;
            return true;
        }
        case model::ValueType::Hour: {
            const auto hour = model::parse_hour(text);
            const auto wide = hour ? hour : model::parse_hour(narrow(text));
            if (!wide) return wrong(Code::ValueHour, row, at, text);
            out.value = *wide;
            return true;
        }
        case model::ValueType::Deadline: {
            if (is_open_ended(text)) return true;
            const auto day = model::parse_deadline(narrow(text), import_.options.period.year());
            if (!day) return wrong(Code::ValueDate, row, at, text);
            out.value = *day;
            return true;
        }
        case model::ValueType::Month: {
            const auto month = parse_month(text);
            if (!month) return wrong(Code::ValueDate, row, at, text);
            out.value = *month;
            return true;
        }
        case model::ValueType::Year: {
            const auto year = parse_year(text);
            if (!year) return wrong(Code::ValueDate, row, at, text);
            out.value = *year;
            return true;
        }
        case model::ValueType::Flag: {
            const auto flag = parse_flag(text);
            if (!flag) return wrong(Code::ValueChoice, row, at, text, "是 或 否");
            out.value = *flag;
            return true;
        }
        default: break;
    }
    if (!column.choices.empty() && std::find(column.choices.begin(), column.choices.end(), text) == column.choices.end())
        return wrong(Code::ValueChoice, row, at, text, join(column.choices, "、"));
    out.text = text;
    out.value = 0;
    return true;
}

bool SheetReader::in_period(std::span<const Parsed> values) {
    if (spec_->period_column < 0) return true;
    const auto& options = import_.options;
    const std::int64_t value = values[static_cast<std::size_t>(spec_->period_column)].value;
    if (value == model::kMissing) return true;
    const model::ValueType type = spec_->columns[static_cast<std::size_t>(spec_->period_column)].type;
    const bool year = type == model::ValueType::Year, hour = type == model::ValueType::Hour;
    // An hour may be named by its beginning or its end: 00:00 also belongs to the day before.
    const model::Day day = hour ? model::day_of_hour(value) : value, other = hour ? model::day_of_hour(value - 1) : value;
    const bool inside = year ? value >= model::calendar(options.period.first).year && value <= model::calendar(options.period.last).year
                             : options.period.contains(day) || options.period.contains(other);
    auto& counts = *outside_;
    ++counts.rows;
    if (!inside) {
        ++counts.outside;
        return false;
    }
    if (!year && std::min(day, other) > options.as_of) {
        ++counts.after;
        return false;
    }
    return true;
}

void SheetReader::check_needs(std::span<const Parsed> values, std::uint32_t row) {
    for (const std::size_t i : needing_) {
        const auto& column = spec_->columns[i];
        if (values[i].value != 1) continue;
        const int other = spec_->find(column.needs);
        if (other >= 0 && values[static_cast<std::size_t>(other)].value == model::kMissing)
            wrong(Code::NeedsReference, row, static_cast<std::size_t>(cell_of_column_[i]), column.label, "是",
                  spec_->columns[static_cast<std::size_t>(other)].label);
    }
}

void SheetReader::append(std::size_t region, std::uint32_t row, std::span<const Parsed> values) {
    model::Table& table = import_.data.tables[table_];
    const std::size_t before = table.rows();
    for (const std::size_t i : present_) {  // the others get their gaps in the end
        model::Column& column = table.columns[i];
        while (column.size() < before) column.append_missing();
        if (values[i].value == model::kMissing)
            column.append_missing();
        else if (column.kind() == model::ColumnKind::Text)
            column.append_text(values[i].text);
        else if (column.kind() != model::ColumnKind::Number)
            column.append_raw(values[i].value);
        else if (!column.append_number(values[i].value, values[i].scale)) {
            wrong(Code::NumberRange, row, static_cast<std::size_t>(cell_of_column_[i]), values[i].value);
            column.append_missing();
            mark_bad(import_.data, table_, region, to_string(place(row, 0)) + " 数值过长");
        }
    }
    table.sources.push_back({static_cast<std::uint32_t>(sheet_index_), row});
    table.row_regions.push_back(static_cast<std::uint32_t>(region));
    ++import_.data.inputs[input_].rows;
}

}  // namespace kaohe::tables
