// The short way for the rows that most rows are: a known region, numbers of digits, days and texts, all cells filled.
// Whatever else stands in a row sends it the long way, before anything of it has been kept.
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
    for (const Reading& reading : readings_) {
        const auto type = reading.spec->type;
        const bool number = type == model::ValueType::Number && reading.surely_in_range >= 0;
        const bool text = type == model::ValueType::Text && reading.spec->choices.empty();
        if (!number && !text && type != model::ValueType::Date) return;
        last = std::max(last, reading.cell);
    }
    plain_cells_ = last + 1;
}

// Whether the cell is one that the long way would take as it stands; then it is in values_.
bool RowReader::take_plain_cell(const Reading& reading, const io::Cell& cell) {
    Parsed& value = values_[reading.column];
    switch (reading.spec->type) {
        case model::ValueType::Number: {
            SmallDecimal number;
            if (cell.kind == io::CellKind::Percent || !parse_digits(cell.text, number) || number.coefficient > reading.surely_in_range) return false;
            value.value = number.coefficient;
            value.scale = number.scale;
            return true;
        }
        case model::ValueType::Date:
            if (cell.text != last_day_text_) {
                const auto day = cell.kind == io::CellKind::Text && is_iso_day(cell.text) ? model::parse_day(cell.text) : std::nullopt;
                if (!day) return false;
                last_day_text_ = cell.text;
                last_day_ = *day;
            }
            value.value = last_day_;
            return true;
        default:
            if (trim(cell.text).size() != cell.text.size()) return false;
            value.value = 0;
            value.text = cell.text;
            return true;
    }
}

bool RowReader::take_plain_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (plain_cells_ == 0 || cells.size() < plain_cells_ || cells.size() > sheet_.column_of_cell.size()) return false;
    const auto region = guess_.find(cells[static_cast<std::size_t>(sheet_.cell_of_column[0])].text);
    if (!region || (sheet_.info.region && *sheet_.info.region != *region)) return false;
    for (const Reading& reading : readings_) {
        const io::Cell& cell = cells[reading.cell];
        if (cell.text.empty() || cell.kind == io::CellKind::Error || !take_plain_cell(reading, cell)) return false;
    }
    if (!labels_.empty() && is_total(cells)) return false;
    if (extra_unit_) values_[*extra_unit_] = {};  // of a row before
    extra_unit_.reset();
    if (in_period(*region, row))
        append(*region, row);
    else if (clean_)
        ++left_out_;
    return true;
}

}  // namespace kaohe::tables
