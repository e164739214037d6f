#include "kaohe/io/ods_content.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

std::uint32_t saturated_sum(std::uint32_t a, std::uint32_t b) {
    return a > kMost - b ? kMost : a + b;
}

// A count that is missing or 0 is 1; one beyond 32 bits is as many as can be.
std::uint32_t count_of(std::string_view text) {
    if (text.empty()) return 1;
    return std::max<std::uint32_t>(parse_index(text).value_or(kMost), 1);
}

bool is_hidden(const XmlAttributes& attributes) {
    const std::string_view visibility = attributes.get("visibility");
    return visibility == "collapse" || visibility == "filter";
}

// What programs show for a formula that failed.
bool is_error_text(std::string_view text) {
    if (text.starts_with("Err:")) return parse_index(text.substr(4)).has_value();
    for (std::string_view error :
         {"#DIV/0!", "#N/A", "#NAME?", "#REF!", "#VALUE!", "#NUM!", "#NULL!", "#GETTING_DATA"})
        if (text == error) return true;
    return false;
}

// One part of a duration, "30M": moves behind it. Nothing when another letter stands there.
std::optional<std::string_view> take_part(std::string_view& text, char letter) {
    const std::size_t end = text.find_first_not_of("0123456789.");
    if (end == 0 || end == std::string_view::npos || text[end] != letter) return std::nullopt;
    const std::string_view number = text.substr(0, end);
    text.remove_prefix(end + 1);
    return number;
}

// "10.0005" in thousandths, rounded. Nothing for what is no number or has over nine digits before the point.
std::optional<std::int64_t> thousandths(std::string_view number) {
    const std::size_t point = std::min(number.find('.'), number.size());
    const auto whole = parse_index(number.substr(0, point));
    if (!whole || point > 9) return std::nullopt;
    std::string digits(number.substr(std::min(point + 1, number.size())));
    if (digits.find('.') != std::string::npos) return std::nullopt;
    digits.resize(4, '0');
    const auto fraction = parse_index(digits);
    if (!fraction) return std::nullopt;
    return std::int64_t{*whole} * 1000 + (*fraction + 5) / 10;
}

// "PT08H30M00S" in milliseconds. Years and months have no fixed length and are not taken.
std::optional<std::int64_t> duration_ms(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);
    struct Unit {
        char letter;
        std::int64_t seconds;
    };
    std::int64_t sum = 0;
    bool any = false;
    const auto take = [&](Unit unit) {
        const auto number = take_part(text, unit.letter);
        if (!number) return true;
        const auto value = thousandths(*number);
        if (!value) return false;
        any = true;
        sum += *value * unit.seconds;
        return true;
    };
    if (!take({'D', 86'400})) return std::nullopt;
    if (text.starts_with('T')) {
        text.remove_prefix(1);
        for (const Unit unit : {Unit{'H', 3'600}, Unit{'M', 60}, Unit{'S', 1}})
            if (!take(unit)) return std::nullopt;
    }
    if (!any || !text.empty()) return std::nullopt;
    return negative ? -sum : sum;
}

}  // namespace

OdsContent::OdsContent(const std::string& file, RowSink& sink, Findings& findings, const Limits& limits)
    : file_(file), sink_(sink), findings_(findings), limits_(limits), cells_left_(limits.cells) {}

bool OdsContent::on_start(std::string_view name, const XmlAttributes& attributes) {
    if (ignored_ > 0) return ++ignored_, true;
    const At at = enter(name, attributes);
    if (error()) return false;
    if (at == At::Ignored)
        ++ignored_;
    else
        path_.push_back(at);
    return true;
}

bool OdsContent::on_end(std::string_view) {
    if (ignored_ > 0) return --ignored_, true;
    const At left = path_.back();
    path_.pop_back();
    return leave(left);
}

bool OdsContent::on_text(std::string_view text) {
    const At at = path_.back();
    if (ignored_ > 0 || (at != At::Paragraph && at != At::Inline)) return true;
    for (char c : text) {
        if (c == ' ') {
            ++spaces_;
        } else if (c == '\t' || c == '\n' || c == '\r') {
            broken_ = true;
        } else {
            end_blanks();
            append(c);
        }
    }
    return true;
}

// A line break between words is how the file is laid out and means one space, none at either end of a
// paragraph. Spaces alone stand for themselves: the format would make one of them, LibreOffice writes and
// reads all.
void OdsContent::end_blanks() {
    if (!broken_)
        append_times(' ', spaces_);
    else if (!paragraph_begins_)
        append(' ');
    spaces_ = 0;
    broken_ = paragraph_begins_ = false;
}

OdsContent::At OdsContent::enter(std::string_view name, const XmlAttributes& attributes) {
    switch (path_.back()) {
        case At::Top:
            if (name != "document-content") refuse(reasons::kXmlRoot, name);
            return At::Document;
        case At::Document:
            if (name == "automatic-styles") return At::Styles;
            if (name == "body") return At::Body;
            break;
        case At::Styles:
            if (name == "style") return begin_style(attributes), At::Style;
            break;
        case At::Style:
            if (name == "table-properties" && attributes.get("display") == "false" && !style_.empty())
                hidden_tables_.insert(style_);
            break;
        case At::Body:
            if (name == "spreadsheet") return is_spreadsheet_ = true, At::Spreadsheet;
            break;
        case At::Spreadsheet:
            if (name == "table") return begin_table(attributes), At::Table;
            break;
        case At::Table:
            if (name == "table-column-group" || name == "table-header-columns" || name == "table-columns")
                return At::Columns;
            [[fallthrough]];
        case At::Rows:
            if (stopped_) break;
            if (name == "table-row") return begin_row(attributes), At::Row;
            if (name == "table-row-group" || name == "table-header-rows" || name == "table-rows")
                return At::Rows;
            if (name == "table-column" && path_.back() == At::Table)
                return begin_column(attributes), At::Column;
            break;
        case At::Columns:
            if (name == "table-column") return begin_column(attributes), At::Column;
            if (name == "table-column-group" || name == "table-header-columns" || name == "table-columns")
                return At::Columns;
            break;
        case At::Row:
            if (name == "table-cell" || name == "covered-table-cell") return begin_cell(attributes), At::Cell;
            break;
        case At::Cell:
            if (name == "p") return begin_paragraph(), At::Paragraph;
            break;
        case At::Paragraph:
        case At::Inline:
            return enter_paragraph_part(name, attributes);
        default:
            break;
    }
    return At::Ignored;
}

OdsContent::At OdsContent::enter_paragraph_part(std::string_view name, const XmlAttributes& attributes) {
    const auto blank = [&](char c, std::uint32_t times) {
        end_blanks();
        append_times(c, times);
        return At::Blank;
    };
    if (name == "s") return blank(' ', count_of(attributes.get("c")));
    if (name == "tab") return blank('\t', 1);
    if (name == "line-break") return blank('\n', 1);
    // Remarks, and how to pronounce a word.
    if (name == "annotation" || name == "note" || name == "ruby-text") return At::Ignored;
    return At::Inline;
}

bool OdsContent::leave(At left) {
    switch (left) {
        case At::Table:
            rows_->finish();
            return true;
        case At::Row:
            return end_row();
        case At::Cell:
            return end_cell();
        case At::Paragraph:
            if (!broken_) end_blanks();
            return true;
        default:
            return true;
    }
}

void OdsContent::begin_style(const XmlAttributes& attributes) {
    style_ = attributes.get("family") == "table" ? attributes.get("name") : std::string_view{};
    if (hidden_tables_.size() > limits_.styles)
        fail(diagnose(Code::FileLimit, Place{.file = file_}, reasons::kStyles, limits_.styles));
}

void OdsContent::begin_table(const XmlAttributes& attributes) {
    if (++sheets_ > limits_.sheets) {
        fail(diagnose(Code::FileLimit, Place{.file = file_}, reasons::kSheets, limits_.sheets));
        return;
    }
    sheet_ = {.name = std::string(attributes.get("name")),
              .hidden = hidden_tables_.count(attributes.get("style-name")) > 0};
    rows_.emplace(sheet_, file_, sink_, findings_, limits_, cells_left_);
    stopped_ = false;
    row_ = 1;
    next_column_ = 0;
    if (sheet_.hidden) findings_.add(Code::SheetHidden, rows_->sheet_place(), sheet_.name);
    sink_.on_sheet(sheet_);
}

void OdsContent::begin_column(const XmlAttributes& attributes) {
    const std::uint32_t first = next_column_;
    next_column_ = saturated_sum(first, count_of(attributes.get("number-columns-repeated")));
    if (is_hidden(attributes)) rows_->hide_columns(first, next_column_ - 1);
}

void OdsContent::begin_row(const XmlAttributes& attributes) {
    row_repeats_ = count_of(attributes.get("number-rows-repeated"));
    next_column_ = 0;
    rows_->begin_row(row_);
    if (is_hidden(attributes)) rows_->hide_row();
}

bool OdsContent::end_row() {
    const std::uint32_t last = saturated_sum(row_, row_repeats_ - 1);
    if (!rows_->row_is_blank()) {
        if (last > limits_.rows) return refuse(reasons::kRowOrder, std::to_string(last));
        const auto more = rows_->end_row(0, row_repeats_);
        if (!more) return fail(more.error());
        stopped_ = !*more;
    }
    row_ = saturated_sum(last, 1);
    return true;
}

OdsContent::Type OdsContent::type_named(std::string_view name) {
    if (name.empty()) return Type::None;
    if (name == "float" || name == "percentage" || name == "currency") return Type::Number;
    if (name == "date") return Type::Date;
    if (name == "time") return Type::Time;
    if (name == "boolean") return Type::Flag;
    if (name == "string") return Type::Text;
    return Type::Unknown;
}

void OdsContent::begin_cell(const XmlAttributes& attributes) {
    std::string_view type, value, formula, spanned_columns, spanned_rows, repeats;
    is_error_ = has_formula_ = in_text_ = false;
    attributes.for_each([&](std::string_view name, std::string_view text) {
        if (name == "value-type") {
            // Beside office:value-type there may be calcext:value-type, the only one that knows errors.
            if (text == "error")
                is_error_ = true;
            else if (type.empty())
                type = text;
        } else if (name == "value" || name == "date-value" || name == "time-value" ||
                   name == "boolean-value" || name == "string-value") {
            value = text;
        } else if (name == "formula") {
            formula = text;
            has_formula_ = true;
        } else if (name == "number-columns-repeated") {
            repeats = text;
        } else if (name == "number-columns-spanned") {
            spanned_columns = text;
        } else if (name == "number-rows-spanned") {
            spanned_rows = text;
        }
    });
    column_ = next_column_;
    repeats_ = count_of(repeats);
    next_column_ = saturated_sum(column_, repeats_);
    columns_spanned_ = count_of(spanned_columns);
    rows_spanned_ = count_of(spanned_rows);
    type_name_ = type;
    type_ = type_named(type);
    percent_ = type == "percentage";
    value_ = value;
    formula_ = formula;
    text_.clear();
}

void OdsContent::begin_paragraph() {
    if (in_text_) append('\n');
    in_text_ = paragraph_begins_ = true;
    broken_ = false;
    spaces_ = 0;
}

// One byte beyond the limit is enough to tell that a text is too long.
void OdsContent::append_times(char c, std::uint32_t times) {
    if (text_.size() > limits_.cell_bytes) return;
    text_.append(std::min<std::size_t>(times, limits_.cell_bytes + 1 - text_.size()), c);
}

bool OdsContent::end_cell() {
    const std::size_t before = rows_->width();
    put_cell();
    if (rows_->width() > before) {
        if (next_column_ > limits_.columns)
            return refuse(reasons::kCellReference, cell_name(next_column_ - std::size_t{1}, row_));
        rows_->repeat_last(repeats_ - 1);
    }
    return (columns_spanned_ == 1 && rows_spanned_ == 1) || add_merge();
}

bool OdsContent::add_merge() {
    const Merge merge{row_, saturated_sum(row_, rows_spanned_ - 1), column_,
                      saturated_sum(column_, columns_spanned_ - 1)};
    const auto added = rows_->add_merge(merge, cell_name(column_, row_));
    return added ? true : fail(added.error());
}

void OdsContent::put_cell() {
    if (has_formula_ && is_picture_formula(formula_))
        return rows_->put_error(column_, Code::CellPicture, "", text_);
    if (is_error_ || (has_formula_ && is_error_text(text_)))
        return rows_->put_error(column_, Code::CellErrorValue, reasons::quoted(text_), text_);
    if (type_ == Type::Text || type_ == Type::Unknown) return put_value();
    if (!trim_ascii(value_).empty() && type_ != Type::None) return put_value();
    if (type_ == Type::None && !text_.empty()) return rows_->put_text(column_, text_);
    if (has_formula_)
        rows_->put_error(column_, Code::CellFormulaEmpty, reasons::quoted(formula_));
    else if (!text_.empty())
        rows_->put_error(column_, Code::NumberSyntax, reasons::quoted(text_), text_);
}

void OdsContent::put_value() {
    switch (type_) {
        case Type::Number:
            return put_number();
        case Type::Date:
            return put_date();
        case Type::Time:
            return put_time();
        case Type::Flag:
            return put_flag();
        case Type::Text:
            return rows_->put_text(column_, value_.empty() ? text_ : value_);
        case Type::None:
        case Type::Unknown:
            return rows_->put_error(column_, Code::FileDamaged,
                                    fmt::format(reasons::kCellType, reasons::quoted(type_name_)), text_);
    }
}

void OdsContent::put_number() {
    const std::size_t begin = rows_->text().size();
    const NumberText made = append_shortest_decimal(rows_->text(), value_);
    if (made == NumberText::Ok) return rows_->put_appended(column_, percent_ ? CellKind::Percent : CellKind::Number, begin);
    rows_->put_error(column_, made == NumberText::NotANumber ? Code::NumberSyntax : Code::NumberRange,
                     reasons::quoted(value_), value_);
}

void OdsContent::put_date() {
    constexpr std::string_view kDayZero = "1899-12-30 ";  // a time of day alone, shown as date and time
    const auto date = iso_date_text(value_);
    if (!date) return rows_->put_error(column_, Code::ValueDate, reasons::quoted(value_), value_);
    std::string_view text = *date;
    if (text.starts_with(kDayZero)) text.remove_prefix(kDayZero.size());
    rows_->put(column_, CellKind::Date, text);
}

// Below a day it is a time of day; otherwise elapsed time, which is a number of days as in .xlsx.
void OdsContent::put_time() {
    constexpr std::int64_t kDay = 86'400;
    const auto duration = duration_ms(trim_ascii(value_));
    if (!duration) return rows_->put_error(column_, Code::ValueDate, reasons::quoted(value_), value_);
    const std::int64_t seconds = (*duration + 500) / 1000;
    if (*duration >= 0 && seconds < kDay)
        return rows_->put(column_, CellKind::Date,
                          fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    const std::size_t begin = rows_->text().size();
    append_shortest_decimal(rows_->text(), static_cast<double>(*duration) / (kDay * 1000.0));
    rows_->put_appended(column_, CellKind::Number, begin);
}

void OdsContent::put_flag() {
    const std::string_view flag = trim_ascii(value_);
    if (flag == "true") return rows_->put(column_, CellKind::Flag, "TRUE");
    if (flag == "false") return rows_->put(column_, CellKind::Flag, "FALSE");
    rows_->put_error(column_, Code::FileDamaged, fmt::format(reasons::kFlagValue, reasons::quoted(value_)),
                     value_);
}

bool OdsContent::refuse(std::string_view reason, std::string_view what) {
    Place place = rows_ ? rows_->sheet_place() : Place{.file = file_};
    return fail(diagnose(Code::FileDamaged, std::move(place),
                         fmt::format(fmt::runtime(reason), reasons::quoted(what))));
}

}  // namespace kaohe::io
