// The short way for the rows that most rows are: a known region, numbers of digits, days and texts, all cells filled.
// Whatever else stands in a row sends it the long way; what has been kept of it by then is dropped again.
#include "kaohe/base/text.h"
#include "kaohe/tables/rows.h"

namespace kaohe::tables {
namespace {

bool is_iso_day(std::string_view text) { return text.size() == 10 && text[4] == '-' && text[7] == '-'; }

}  // namespace

// After the readings are known: whether rows of this sheet can be plain at all.
void RowReader::prepare_plain_rows() {
    const bool simple = sheet_.cell_of_column[0] >= 0 && sheet_.code_cell < 0 && sheet_.unit_cell < 0 && !sheet_.header_bad && carried_.empty() &&
                        needing_.empty() && spec_.limits.empty() && !readings_.empty();
    if (!simple) return;
    std::size_t last = static_cast<std::size_t>(sheet_.cell_of_column[0]);
    other_labels_ = labels_;
    for (const Reading& reading : readings_) {
        const auto type = reading.spec->type;
        const bool number = type == model::ValueType::Number && reading.surely_in_range >= 0;
        const bool text = type == model::ValueType::Text && reading.spec->choices.empty();
        if (!number && !text && type != model::ValueType::Date) return;
        last = std::max(last, reading.cell);
        if (text) plain_texts_.push_back({&reading, std::erase(other_labels_, reading.cell) > 0, {}, 0});
    }
    plain_cells_ = last + 1;
}

// Appends the number or day of a cell that the long way would take as it stands. A number with more decimals than those before
// goes the long way: it changes the whole column, and the row may yet turn out to be no plain one.
bool RowReader::take_plain_cell(const Reading& reading, const io::Cell& cell) {
    if (cell.text.empty() || cell.kind == io::CellKind::Error) return false;
    model::TableColumn& column = table_.columns[reading.column];
    if (reading.spec->type == model::ValueType::Number) {
        SmallDecimal number;
        return cell.kind != io::CellKind::Percent && parse_digits(cell.text, number) && number.coefficient <= reading.surely_in_range &&
               number.scale <= column.scale() && column.append_number(number.coefficient, number.scale);
    }
    if (cell.text != last_day_text_) {
        const auto day = cell.kind == io::CellKind::Text && is_iso_day(cell.text) ? model::parse_day(cell.text) : std::nullopt;
        if (!day) return false;
        last_day_text_ = cell.text;
        last_day_ = *day;
    }
    values_[reading.column].value = last_day_;
    column.append_raw(last_day_);
    return true;
}

// Whether a text can stand in a row of data. Its code in the column is remembered where it is known there; none is made yet.
bool RowReader::find_plain_text(PlainText& text, std::string_view written) {
    if (written.empty() || trim(written).size() != written.size()) return false;
    text.code = table_.columns[text.reading->column].find_text(written);
    if (!text.label) return true;
    const auto code = static_cast<std::size_t>(text.code);
    const bool known = text.code != model::kMissing;
    if (known && code < text.is_no_total.size() && text.is_no_total[code]) return true;
    if (is_total_word(written)) return false;
    if (known) {
        if (code >= text.is_no_total.size()) text.is_no_total.resize(code + 1);
        text.is_no_total[code] = true;
    }
    return true;
}

bool RowReader::take_plain_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (plain_cells_ == 0 || cells.size() < plain_cells_ || cells.size() > sheet_.column_of_cell.size()) return false;
    const auto region = guess_.find(cells[static_cast<std::size_t>(sheet_.cell_of_column[0])].text);
    if (!region || (sheet_.info.region && *sheet_.info.region != *region)) return false;
    if (!other_labels_.empty() && is_total(cells, other_labels_)) return false;
    for (PlainText& text : plain_texts_)
        if (cells[text.reading->cell].kind == io::CellKind::Error || !find_plain_text(text, cells[text.reading->cell].text)) return false;
    const std::size_t rows = table_.rows();
    const auto drop = [&] {
        for (const Reading& reading : readings_) table_.columns[reading.column].truncate(rows);
    };
    for (const Reading& reading : readings_) {
        if (reading.spec->type == model::ValueType::Text || take_plain_cell(reading, cells[reading.cell])) continue;
        drop();
        return false;
    }
    if (extra_unit_) values_[*extra_unit_] = {};  // of a row before
    extra_unit_.reset();
    if (!in_period(*region, row)) {
        drop();
        if (clean_) ++left_out_;
        return true;
    }
    for (const PlainText& text : plain_texts_) {
        model::TableColumn& column = table_.columns[text.reading->column];
        if (text.code == model::kMissing)
            column.append_text(cells[text.reading->cell].text);
        else
            column.append_raw(text.code);
    }
    add_row(*region, row);
    return true;
}

}  // namespace kaohe::tables
