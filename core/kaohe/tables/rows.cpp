#include "kaohe/tables/rows.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kFindingsOfAKind = 1000;

// The largest whole number up to which every coefficient from 0 on is in range, whatever its scale; -1: none surely.
std::int64_t surely_in_range(const model::ColumnSpec& column) {
    constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
    if (column.type != model::ValueType::Number || column.unit == "%" || (column.min && *column.min > num::Decimal(0))) return -1;
    if (!column.max) return kAll;
    return column.max->scale() == 0 ? static_cast<std::int64_t>(std::clamp<num::Int128>(column.max->coefficient(), -1, kAll)) : -1;
}

bool in_range(const model::ColumnSpec& column, const SmallDecimal& number) {
    const num::Decimal value(num::Int128{number.coefficient}, number.scale);
    return (!column.min || value >= *column.min) && (!column.max || value <= *column.max);
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

std::optional<std::size_t> RegionIndex::find(std::string_view text) const {
    if (auto it = names_.find(text); it != names_.end()) return it->second;
    if (auto it = names_.find(fold(text)); it != names_.end()) return it->second;
    return std::nullopt;
}

std::optional<std::size_t> RegionGuess::find(std::string_view text) {
    const std::size_t next = last_ + 1 < texts_.size() ? last_ + 1 : 0;
    for (const std::size_t guess : {next, last_})
        if (texts_[guess] == text) return last_ = guess;
    const auto found = index_->find(text);
    if (found) texts_[last_ = *found] = text;
    return found;
}

void mark_bad(model::Dataset& data, std::size_t table, std::size_t region, const std::string& reason) {
    data.bad[table].try_emplace(region, reason);
}

void report(Import& import, std::uint32_t input, Diagnostic diagnostic) {
    auto& seen = import.repeated[input][std::string(diagnostic.id())];
    if (++seen <= kFindingsOfAKind) import.data.findings.add(std::move(diagnostic));
}


Place place_of(const Import& import, std::uint32_t input, const io::Sheet& sheet, std::uint32_t row, std::size_t column) {
    Place out{.file = import.data.inputs[input].name, .sheet = sheet.name};
    if (sheet.lines) {
        out.line = static_cast<int>(row);
        out.column = static_cast<int>(column + 1);
    } else {
        out.cell = cell_name(column, row);
    }
    return out;
}

bool is_blank_row(std::span<const io::Cell> cells) {
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
    if (!cells.empty() && !cells[0].text.empty() && is_plain(cells[0].text[0])) return false;
    return std::all_of(cells.begin(), cells.end(), [](const io::Cell& cell) {
        return cell.kind != io::CellKind::Error && (cell.text.empty() || trim(cell.text).empty());
    });
}


RowReader::RowReader(Import& import, const OpenSheet& sheet, model::Table& table, Mode mode, RegionGuess guess, std::size_t rows)
    : import_(import), sheet_(sheet), spec_(*sheet.spec), table_(table), outside_(table.outside[sheet.index]), mode_(mode),
      guess_(std::move(guess)), values_(spec_.columns.size()) {
    const bool many = rows > table.rows();  // room for many is made once; a few more come by and by
    rows += table.rows();
    if (many) table.sources.reserve(rows), table.row_regions.reserve(rows);
    for (std::size_t i = 1; i < spec_.columns.size(); ++i) {
        if (sheet.cell_of_column[i] < 0) continue;
        const model::ColumnSpec& spec = spec_.columns[i];
        readings_.push_back({&spec, i, static_cast<std::size_t>(sheet.cell_of_column[i]), surely_in_range(spec)});
        if (!spec.needs.empty()) needing_.push_back(readings_.back());
        if (many) table.columns[i].reserve(rows);
        while (table.columns[i].size() < table.rows()) table.columns[i].append_missing();  // not in the sheets before
    }
}

std::optional<std::size_t> RowReader::region_of_row(std::uint32_t row, std::span<const io::Cell> cells) {
    const int at = sheet_.cell_of_column[0];
    const std::string_view text = at >= 0 && static_cast<std::size_t>(at) < cells.size() ? trim(cells[static_cast<std::size_t>(at)].text) : "";
    if (text.empty()) {
        if (sheet_.info.region) return sheet_.info.region;
        if (import_.options.region) return import_.options.region;
        wrong(Code::RegionMissing, row, static_cast<std::size_t>(std::max(at, 0)), spec_.title);
        if (sheet_.owner) mark(*sheet_.owner, "没有写明县区");
        return std::nullopt;
    }
    const auto region = guess_.find(text);
    if (!region) {
        wrong(Code::RegionUnknown, row, static_cast<std::size_t>(at), text, suggestion(text, import_.plan.region_names()));
        if (sheet_.owner) mark(*sheet_.owner, "有不认识的县区名称");
    } else if (sheet_.info.region && *sheet_.info.region != *region) {
        wrong(Code::InfoConflict, row, static_cast<std::size_t>(at), "县区", sheet_.info.region_text, "本行", text);
        mark(*sheet_.info.region, "填报信息与表中的县区不一致");
    }
    return region;
}

bool RowReader::read(std::uint32_t row, std::span<const io::Cell> cells) {
    static const io::Cell blank;
    if (is_blank_row(cells)) return true;
    const auto region = region_of_row(row, cells);
    bool good = !sheet_.header_bad;
    for (const Reading& reading : readings_) {
        const io::Cell& cell = reading.cell < cells.size() ? cells[reading.cell] : blank;
        Parsed& value = values_[reading.column];
        SmallDecimal number;
        if (cell.kind != io::CellKind::Error && parse_digits(cell.text, number) && number.coefficient <= reading.surely_in_range) {
            value.value = number.coefficient;
            value.scale = number.scale;
            continue;
        }
        value = {};
        if (!parse_cell(reading, cell, value, row)) good = false;
    }
    // Cells behind the header of a text file, which the reader has reported: who knows which of the row is out of place.
    for (std::size_t i = sheet_.column_of_cell.size(); i < cells.size(); ++i)
        if (sheet_.sheet.lines && cells[i].kind == io::CellKind::Error) good = false;
    if (!clean_) return false;
    if (!region) return true;
    if (!good) {
        const auto here = [&] { return to_string(place_of(import_, sheet_.input, sheet_.sheet, row, 0)); };
        mark(*region, sheet_.header_bad ? "表头有误" : here() + " 填报有误");
    } else if (in_period()) {
        check_needs(row);
        append(*region, row);
    }
    return clean_;
}

NumberText RowReader::parse_below_cell(const Reading& reading, std::string_view text, SmallDecimal& out, std::uint32_t row) {
    if (reading.spec->below != model::ColumnSpec::Below::Half) return NumberText::Wrong;
    switch (parse_below(text, out)) {
        case BelowText::Half:
            ++below_limit_;
            if (mode_ == Mode::Ahead) clean_ = false;  // they are counted, once
            return NumberText::Value;
        case BelowText::TooLong: return NumberText::TooLong;
        case BelowText::NoLimit: wrong(Code::BelowWithoutLimit, row, reading.cell, trim(text)); return NumberText::Reported;
        case BelowText::No: break;
    }
    return NumberText::Wrong;
}

bool RowReader::parse_number_cell(const Reading& reading, std::string_view text, Parsed& out, std::uint32_t row) {
    const model::ColumnSpec& column = *reading.spec;
    const std::size_t at = reading.cell;
    SmallDecimal number;
    NumberText kind = parse_number(text, column.unit == "%" || column.unit.empty(), number);
    if (kind == NumberText::Wrong) kind = parse_below_cell(reading, text, number, row);
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

bool RowReader::parse_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row) {
    const model::ColumnSpec& column = *reading.spec;
    const std::size_t at = reading.cell;
    if (cell.kind == io::CellKind::Error) return false;  // the reader has reported it
    std::string_view text = cell.text;
    if (text.empty()) {
        if (column.required) return wrong(Code::ValueMissing, row, at, column.label);
        return true;
    }
    if (column.type == model::ValueType::Number) return parse_number_cell(reading, text, out, row);
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

bool RowReader::in_period() {
    if (spec_.period_column < 0) return true;
    const auto& options = import_.options;
    const std::int64_t value = values_[static_cast<std::size_t>(spec_.period_column)].value;
    if (value == model::kMissing) return true;
    const model::ValueType type = spec_.columns[static_cast<std::size_t>(spec_.period_column)].type;
    const bool year = type == model::ValueType::Year, hour = type == model::ValueType::Hour;
    // An hour may be named by its beginning or its end: 00:00 also belongs to the day before.
    const model::Day day = hour ? model::day_of_hour(value) : value, other = hour ? model::day_of_hour(value - 1) : value;
    const bool inside = year ? value >= model::calendar(options.period.first).year && value <= model::calendar(options.period.last).year
                             : options.period.contains(day) || options.period.contains(other);
    ++outside_.rows;
    if (!inside) {
        ++outside_.outside;
        return false;
    }
    if (!year && std::min(day, other) > options.as_of) {
        ++outside_.after;
        return false;
    }
    return true;
}

void RowReader::check_needs(std::uint32_t row) {
    for (const Reading& reading : needing_) {
        const auto& column = *reading.spec;
        if (values_[reading.column].value != 1) continue;
        const int other = spec_.find(column.needs);
        if (other >= 0 && values_[static_cast<std::size_t>(other)].value == model::kMissing)
            wrong(Code::NeedsReference, row, reading.cell, column.label, "是",
                  spec_.columns[static_cast<std::size_t>(other)].label);
    }
}

void RowReader::append(std::size_t region, std::uint32_t row) {
    for (const Reading& reading : readings_) {  // the columns that the sheet has not get their gaps in the end
        model::Column& column = table_.columns[reading.column];
        const Parsed& parsed = values_[reading.column];
        if (parsed.value == model::kMissing)
            column.append_missing();
        else if (column.kind() == model::ColumnKind::Text)
            column.append_text(parsed.text);
        else if (column.kind() != model::ColumnKind::Number)
            column.append_raw(parsed.value);
        else if (!column.append_number(parsed.value, parsed.scale)) {
            wrong(Code::NumberRange, row, reading.cell, parsed.value);
            column.append_missing();
            mark(region, to_string(place_of(import_, sheet_.input, sheet_.sheet, row, 0)) + " 数值过长");
        }
    }
    table_.sources.push_back({static_cast<std::uint32_t>(sheet_.index), row});
    table_.row_regions.push_back(static_cast<std::uint32_t>(region));
}

RowsAhead::RowsAhead(Import& import, const OpenSheet& sheet, const RegionGuess& guess, std::size_t rows)
    : table_(*sheet.spec), reader_(import, sheet, table_, RowReader::Mode::Ahead, guess, rows) {}

}  // namespace kaohe::tables
