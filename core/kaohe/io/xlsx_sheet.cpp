#include "kaohe/io/xlsx_sheet.h"

#include <optional>

#include "kaohe/base/text.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {

SheetHandler::SheetHandler(const Workbook& workbook, SheetRows& rows, const Limits& limits)
    : workbook_(workbook), rows_(rows), limits_(limits) {}

bool SheetHandler::on_start(std::string_view name, const XmlAttributes& attributes) {
    if (at_ == At::Inline) inline_.on_start(name);  // what is in it is skipped here: only its text counts
    if (ignored_ > 0 || at_ == At::Inline) return ++ignored_, true;
    switch (at_) {
        case At::Top:
            if (name != "worksheet") return refuse(reasons::kXmlRoot, name);
            at_ = At::Worksheet;
            return true;
        case At::Worksheet:
            if (name == "cols") return at_ = At::Columns, true;
            if (name == "sheetData") return at_ = At::Data, note_between_rows(), true;
            if (name == "mergeCells") return at_ = At::Merges, true;
            break;
        case At::Columns:
            if (name == "col") return at_ = At::Column, hide_columns(attributes), true;
            break;
        case At::Data:
            if (name == "row") return at_ = At::Row, begin_row(attributes.find("r"), is_true(attributes.get("hidden")));
            break;
        case At::Row:
            if (name == "c") return at_ = At::Cell, begin_cell(attributes);
            break;
        case At::Cell:
            if (name == "v") return has_value_ = true, value_.clear(), at_ = At::Value, true;
            if (name == "f") return has_formula_ = true, at_ = At::Formula, true;
            if (name == "is") return has_inline_ = true, inline_.clear(), at_ = At::Inline, true;
            break;
        case At::Merges:
            if (name == "mergeCell") return at_ = At::Merge, add_merge(attributes);
            break;
        default:
            break;
    }
    return ++ignored_, true;
}

bool SheetHandler::on_end(std::string_view) {
    if (ignored_ > 0) {
        --ignored_;
        if (at_ == At::Inline) inline_.on_end();
        return true;
    }
    switch (at_) {
        case At::Row:
            at_ = At::Data;
            note_between_rows();
            return end_row();
        case At::Cell:
            at_ = At::Row;
            end_cell();
            return true;
        case At::Value:
        case At::Formula:
        case At::Inline:
            at_ = At::Cell;
            return true;
        case At::Merge:
            at_ = At::Merges;
            return true;
        case At::Column:
            at_ = At::Columns;
            return true;
        case At::Columns:
        case At::Data:
        case At::Merges:
            at_ = At::Worksheet;
            return true;
        default:
            at_ = At::Top;
            return true;
    }
}

bool SheetHandler::on_text(std::string_view text) {
    constexpr std::size_t kFormulaShown = 100;
    // One byte beyond the limit is enough to tell that a text is too long.
    if (at_ == At::Value && ignored_ == 0 && value_.size() <= limits_.cell_bytes) value_ += text;
    if (at_ == At::Formula && ignored_ == 0 && formula_.size() <= kFormulaShown) formula_ += text;
    if (at_ == At::Inline && inline_.text().size() <= limits_.cell_bytes) inline_.on_text(text);
    return true;
}

// Numbers of columns are 1-based here.
void SheetHandler::hide_columns(const XmlAttributes& attributes) {
    if (!is_true(attributes.get("hidden"))) return;
    const auto first = parse_index(attributes.get("min")), last = parse_index(attributes.get("max"));
    if (first && last && *first > 0 && *last >= *first) rows_.hide_columns(*first - 1, *last - 1);
}

void SheetHandler::note_between_rows() {
    if (!sax_) return;
    const XmlSax::Span span = sax_->span();
    between_rows_at_ = span.begin + span.size;
}

bool SheetHandler::put_row(const PlainRow& row) {
    if (!begin_row(row.number(), is_true(row.hidden()))) return false;
    for (const PlainCell& cell : row.cells()) {
        if (!begin_cell(cell.reference, cell.style, cell.type)) return false;
        if (cell.formula) {
            has_formula_ = true;
            formula_ = *cell.formula;
        }
        if (cell.value) {
            has_value_ = true;
            value_ = *cell.value;
        }
        if (cell.inline_text) {
            has_inline_ = true;
            inline_.clear();
            inline_.on_start("t");
            inline_.on_text(*cell.inline_text);
            inline_.on_end();
        }
        end_cell();
    }
    return end_row();
}

bool SheetHandler::begin_row(std::optional<std::string_view> written, bool hidden) {
    std::uint32_t row = row_ + 1;
    if (written) row = parse_index(*written).value_or(0);
    if (row <= row_ || row > limits_.rows)
        return refuse(reasons::kRowOrder, written ? *written : std::string_view(std::to_string(row)));
    row_ = row;
    next_column_ = cells_in_row_ = 0;
    rows_.begin_row(row);
    if (hidden) rows_.hide_row();
    return true;
}

SheetHandler::Type SheetHandler::type_named(std::string_view name) {
    if (name.empty() || name == "n") return Type::Number;
    if (name == "s") return Type::Shared;
    if (name == "inlineStr") return Type::Inline;
    if (name == "str") return Type::Text;
    if (name == "b") return Type::Flag;
    if (name == "e") return Type::Error;
    if (name == "d") return Type::Date;
    return Type::Unknown;
}

bool SheetHandler::begin_cell(const XmlAttributes& attributes) {
    std::optional<std::string_view> written;
    std::string_view style, type;
    attributes.for_each([&](std::string_view name, std::string_view value) {
        if (name == "r") written = value;
        if (name == "s") style = value;
        if (name == "t") type = value;
    });
    return begin_cell(written, style, type);
}

bool SheetHandler::begin_cell(std::optional<std::string_view> written, std::string_view style, std::string_view type) {
    column_ = next_column_;
    if (written) {
        const auto address = parse_cell_address(*written);
        if (!address || address->row != row_ || address->column < next_column_)
            return refuse(reasons::kCellReference, *written);
        column_ = address->column;
    }
    if (column_ >= limits_.columns) return refuse(reasons::kCellReference, cell_name(column_, row_));
    next_column_ = column_ + 1;
    ++cells_in_row_;
    type_name_ = type;
    type_ = type_named(type_name_);
    const std::size_t number = style.empty() ? 0 : parse_index(style).value_or(0);
    format_ = number < workbook_.formats.size() ? workbook_.formats[number] : NumberFormat::Plain;
    has_value_ = has_formula_ = has_inline_ = false;
    value_.clear();
    formula_.clear();
    return true;
}

void SheetHandler::end_cell() {
    if (has_formula_ && is_picture_formula(formula_))
        return rows_.put_error(column_, Code::CellPicture, "", value_);
    // An empty <v> is an empty text for type "str", and no result at all for the others.
    const bool result = has_value_ && (type_ == Type::Text || !trim_ascii(value_).empty());
    if (type_ == Type::Inline && has_inline_) return put_text(inline_.text());
    if (!result) {
        if (has_formula_) rows_.put_error(column_, Code::CellFormulaEmpty, "=" + reasons::quoted(formula_));
        return;
    }
    switch (type_) {
        case Type::Number:
            return put_number();
        case Type::Shared:
            return put_shared();
        case Type::Inline:  // some exporters write the text into <v>
        case Type::Text:
            return put_text(value_);
        case Type::Flag:
            return put_flag();
        case Type::Date:
            return put_date();
        case Type::Error:
            return rows_.put_error(column_, Code::CellErrorValue, reasons::quoted(value_), value_);
        case Type::Unknown:
            return rows_.put_error(column_, Code::FileDamaged,
                                   fmt::format(reasons::kCellType, reasons::quoted(type_name_)), value_);
    }
}

void SheetHandler::put_number() {
    const std::size_t begin = rows_.text().size();
    const NumberText made = append_shortest_decimal(rows_.text(), value_);
    if (made == NumberText::Ok) return rows_.put_number(column_, begin, format_, workbook_.dates);
    rows_.put_error(column_, made == NumberText::NotANumber ? Code::NumberSyntax : Code::NumberRange,
                    reasons::quoted(value_), value_);
}

void SheetHandler::put_shared() {
    const auto index = parse_index(trim_ascii(value_));
    if (index && *index < workbook_.strings.size())
        return rows_.put_lasting_text(column_, workbook_.strings[*index]);
    rows_.put_error(column_, Code::FileDamaged, fmt::format(reasons::kSharedString, reasons::quoted(value_)));
}

void SheetHandler::put_text(std::string_view text) {
    if (text.empty() || !rows_.check_text(column_, text)) return;
    const std::size_t begin = rows_.text().size();
    append_unescaped(rows_.text(), text);
    rows_.put_appended(column_, CellKind::Text, begin);
}

void SheetHandler::put_flag() {
    const std::string_view flag = trim_ascii(value_);
    if (flag == "1" || flag == "true") return rows_.put(column_, CellKind::Flag, "TRUE");
    if (flag == "0" || flag == "false") return rows_.put(column_, CellKind::Flag, "FALSE");
    rows_.put_error(column_, Code::FileDamaged, fmt::format(reasons::kFlagValue, reasons::quoted(value_)),
                    value_);
}

void SheetHandler::put_date() {
    if (const auto date = iso_date_text(value_)) return rows_.put(column_, CellKind::Date, *date);
    rows_.put_error(column_, Code::ValueDate, reasons::quoted(value_), value_);
}

bool SheetHandler::end_row() {
    const auto more = rows_.end_row(cells_in_row_);
    return more ? *more : fail(more.error());
}

bool SheetHandler::add_merge(const XmlAttributes& attributes) {
    const std::string_view range = attributes.get("ref");
    const std::size_t colon = range.find(':');
    const auto first = parse_cell_address(range.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : parse_cell_address(range.substr(colon + 1));
    Merge merge;
    if (first && last) merge = {first->row, last->row, first->column, last->column};
    const auto added = rows_.add_merge(merge, range);
    return added ? true : fail(added.error());
}

bool SheetHandler::refuse(std::string_view reason, std::string_view what) {
    return fail(diagnose(Code::FileDamaged, rows_.sheet_place(),
                         fmt::format(fmt::runtime(reason), reasons::quoted(what))));
}

}  // namespace kaohe::io
