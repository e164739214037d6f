#include "kaohe/io/xls_sheet.h"

#include <algorithm>
#include <bit>

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/little_endian.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr std::size_t kCellHead = 6;  // row, column, style

// RkNumber of [MS-XLS]: a number in 30 bits, whole or the upper part of a binary one; it may count hundredths.
double rk_number(std::uint32_t rk) {
    constexpr std::uint32_t kHundredths = 1, kWhole = 2;
    const double value = rk & kWhole ? static_cast<std::int32_t>(rk) >> 2
                                     : std::bit_cast<double>(std::uint64_t{rk & ~std::uint32_t{3}} << 32);
    return rk & kHundredths ? value / 100 : value;
}

// BErr of [MS-XLS]
std::string_view error_text(std::uint64_t error) {
    switch (error) {
        case 0x00:
            return "#NULL!";
        case 0x07:
            return "#DIV/0!";
        case 0x0F:
            return "#VALUE!";
        case 0x17:
            return "#REF!";
        case 0x1D:
            return "#NAME?";
        case 0x24:
            return "#NUM!";
        case 0x2A:
            return "#N/A";
        case 0x2B:
            return "#GETTING_DATA";
        default:
            return {};
    }
}

std::uint64_t bits(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

}  // namespace

Result<std::size_t> XlsSheet::read(std::string_view stream, std::uint32_t at) {
    KAOHE_TRY(taken, collect(stream, at));
    KAOHE_CHECK(deliver());
    return taken;
}

tl::unexpected<Diagnostic> XlsSheet::damaged(std::size_t at) const {
    return failure(Code::FileDamaged, rows_.sheet_place(), fmt::format(reasons::kRecord, at));
}

Result<std::size_t> XlsSheet::collect(std::string_view stream, std::uint32_t at) {
    RecordStream records(stream, at);
    const auto first = records.next();
    if (!first || first->type != RecordType::Beginning)
        return failure(Code::FileDamaged, rows_.sheet_place(),
                       fmt::format(reasons::kSheetStart, reasons::quoted(rows_.sheet_place().sheet)));
    for (std::size_t inside = 0;;) {  // charts in the sheet are substreams of their own
        const auto record = records.next();
        if (!record) return damaged(records.at());
        if (record->type == RecordType::Beginning) {
            ++inside;
        } else if (record->type == RecordType::EndOfFile) {
            if (inside == 0) return records.at() - at;
            --inside;
        } else if (inside == 0) {
            KAOHE_CHECK(take(records, *record));
        }
    }
}

Result<void> XlsSheet::take(RecordStream& records, const Record& record) {
    switch (record.type) {
        case RecordType::Row:
            return take_row(record), Result<void>{};
        case RecordType::ColumnInfo:
            return take_columns(record), Result<void>{};
        case RecordType::MergedCells:
            return take_merges(record);
        case RecordType::String:
            return take_result_text(records, record);
        case RecordType::MulRk:
            return take_mul_rk(record);
        case RecordType::Formula:
        case RecordType::RichString:
        case RecordType::LabelShared:
        case RecordType::Number:
        case RecordType::Label:
        case RecordType::BoolErr:
        case RecordType::Rk:
            return take_cell(records, record);
        default:
            return {};
    }
}

Result<void> XlsSheet::take_cell(RecordStream& records, const Record& record) {
    awaits_text_ = false;
    const std::string_view value = record.data.substr(std::min(kCellHead, record.data.size()));
    switch (record.type) {
        case RecordType::Formula:
            return take_formula(record);
        case RecordType::LabelShared:
            if (value.size() < 4) return damaged(record.at);
            return store(record, Value::Shared, u32_at(value, 0));
        case RecordType::Number:
            if (value.size() < 8) return damaged(record.at);
            return store(record, Value::Number, u64_at(value, 0));
        case RecordType::Rk:
            if (value.size() < 4) return damaged(record.at);
            return store(record, Value::Number, bits(rk_number(u32_at(value, 0))));
        case RecordType::BoolErr:
            if (value.size() < 2) return damaged(record.at);
            return store(record, value[1] ? Value::Error : Value::Flag, static_cast<unsigned char>(value[0]));
        default: {  // a text of its own; formatting runs behind it do not count
            auto pieces = records.with_continues(record);
            pieces.front() = value;
            const auto text = keep_text(PieceReader(std::move(pieces)));
            if (!text) return damaged(record.at);
            return store(record, Value::Text, *text);
        }
    }
}

// Two bytes of style and four of number for each column; the last column is named at the end.
Result<void> XlsSheet::take_mul_rk(const Record& record) {
    constexpr std::size_t kHead = 4, kEach = 6, kTail = 2;
    awaits_text_ = false;
    if (record.data.size() < kHead + kTail) return damaged(record.at);
    const std::uint16_t row = u16_at(record.data, 0), first = u16_at(record.data, 2);
    const std::size_t count = (record.data.size() - kHead - kTail) / kEach;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = kHead + i * kEach;
        if (first + i > 0xFFFF) return damaged(record.at);
        KAOHE_CHECK(store({row, static_cast<std::uint16_t>(first + i), u16_at(record.data, at), Value::Number,
                           bits(rk_number(u32_at(record.data, at + 2)))}));
    }
    return {};
}

// The last result is a number, or in place of one: FF FF at the end, and what it is at the beginning.
Result<void> XlsSheet::take_formula(const Record& record) {
    constexpr std::size_t kResult = 8;
    if (record.data.size() < kCellHead + kResult) return damaged(record.at);
    const std::string_view result = record.data.substr(kCellHead, kResult);
    if (u16_at(result, 6) != 0xFFFF) return store(record, Value::Number, u64_at(result, 0));
    const auto value = static_cast<unsigned char>(result[2]);
    switch (result[0]) {
        case 0:
            awaits_text_ = true;
            return store(record, Value::None, 0);
        case 1:
            return store(record, Value::Flag, value);
        case 2:
            return store(record, Value::Error, value);
        case 3:
            return store(record, Value::Text, 0);  // an empty text is a result
        default:
            return damaged(record.at);
    }
}

Result<void> XlsSheet::take_result_text(RecordStream& records, const Record& record) {
    const auto text = keep_text(PieceReader(records.with_continues(record)));
    if (!text) return damaged(record.at);
    if (!awaits_text_) return {};
    awaits_text_ = false;
    cells_.back().value = Value::Text;
    cells_.back().what = *text;
    return {};
}

std::optional<std::uint64_t> XlsSheet::keep_text(PieceReader reader) {
    const std::uint64_t begin = texts_.size();
    if (!reader.append_text(texts_)) return std::nullopt;
    return begin << 32 | (texts_.size() - begin);
}

void XlsSheet::take_row(const Record& record) {
    constexpr std::size_t kFlags = 12;
    constexpr unsigned kHidden = 0x20;
    if (record.data.size() <= kFlags) return;
    if (!(static_cast<unsigned char>(record.data[kFlags]) & kHidden)) return;
    const std::size_t row = u16_at(record.data, 0);
    if (hidden_rows_.size() <= row) hidden_rows_.resize(row + 1);
    hidden_rows_[row] = true;
}

void XlsSheet::take_columns(const Record& record) {
    constexpr std::size_t kFlags = 8;
    constexpr unsigned kHidden = 1;
    if (record.data.size() <= kFlags) return;
    if (static_cast<unsigned char>(record.data[kFlags]) & kHidden)
        rows_.hide_columns(u16_at(record.data, 0), u16_at(record.data, 2));
}

Result<void> XlsSheet::take_merges(const Record& record) {
    constexpr std::size_t kHead = 2, kEach = 8;
    if (record.data.size() < kHead) return damaged(record.at);
    const std::size_t count = u16_at(record.data, 0);
    if (record.data.size() < kHead + count * kEach) return damaged(record.at);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view range = record.data.substr(kHead + i * kEach, kEach);
        const Merge merge{u16_at(range, 0) + 1u, u16_at(range, 2) + 1u, u16_at(range, 4), u16_at(range, 6)};
        KAOHE_CHECK(rows_.add_merge(merge, cell_name(merge.first_column, merge.first_row)));
    }
    return {};
}

Result<void> XlsSheet::store(const Record& record, Value value, std::uint64_t what) {
    if (record.data.size() < kCellHead) return damaged(record.at);
    return store({u16_at(record.data, 0), u16_at(record.data, 2), u16_at(record.data, 4), value, what});
}

Result<void> XlsSheet::store(const Stored& cell) {
    if (cell.row >= limits_.rows || cell.column >= limits_.columns)
        return failure(
            Code::FileDamaged, rows_.sheet_place(),
            fmt::format(reasons::kCellReference, cell_name(cell.column, cell.row + std::size_t{1})));
    if (cells_.size() >= limits_.cells)
        return failure(Code::FileLimit, rows_.sheet_place(), reasons::kCells, limits_.cells);
    cells_.push_back(cell);
    return {};
}

Result<void> XlsSheet::deliver() {
    const auto before = [](const Stored& a, const Stored& b) {
        return a.row != b.row ? a.row < b.row : a.column < b.column;
    };
    if (!std::is_sorted(cells_.begin(), cells_.end(), before))
        std::stable_sort(cells_.begin(), cells_.end(), before);
    for (std::size_t i = 0; i < cells_.size();) {
        const std::uint16_t row = cells_[i].row;
        rows_.begin_row(row + std::uint32_t{1});
        if (row < hidden_rows_.size() && hidden_rows_[row]) rows_.hide_row();
        for (; i < cells_.size() && cells_[i].row == row; ++i) {
            const bool replaced = i + 1 < cells_.size() && !before(cells_[i], cells_[i + 1]);
            if (!replaced) put(cells_[i]);
        }
        KAOHE_TRY(more, rows_.end_row(0));
        if (!more) return {};
    }
    return {};
}

void XlsSheet::put(const Stored& cell) {
    switch (cell.value) {
        case Value::Number:
            return put_number(cell);
        case Value::Shared:
            if (cell.what < workbook_.strings.size())
                return rows_.put_lasting_text(cell.column, workbook_.strings[cell.what]);
            return rows_.put_error(cell.column, Code::FileDamaged,
                                   fmt::format(reasons::kSharedString, cell.what));
        case Value::Text:
            return rows_.put_lasting_text(
                cell.column, std::string_view(texts_).substr(cell.what >> 32, cell.what & 0xFFFFFFFF));
        case Value::Flag:
            return rows_.put(cell.column, CellKind::Flag, cell.what ? "TRUE" : "FALSE");
        case Value::Error:
            return put_error(cell);
        case Value::None:
            return rows_.put_error(cell.column, Code::CellFormulaEmpty, "=…");
    }
}

void XlsSheet::put_number(const Stored& cell) {
    const std::size_t begin = rows_.text().size();
    if (append_shortest_decimal(rows_.text(), std::bit_cast<double>(cell.what)) != NumberText::Ok)
        return rows_.put_error(cell.column, Code::NumberSyntax, "NaN");
    const NumberFormat format =
        cell.style < workbook_.formats.size() ? workbook_.formats[cell.style] : NumberFormat::Plain;
    rows_.put_number(cell.column, begin, format, workbook_.dates);
}

void XlsSheet::put_error(const Stored& cell) {
    const std::string_view error = error_text(cell.what);
    if (error.empty())
        return rows_.put_error(cell.column, Code::FileDamaged, fmt::format(reasons::kErrorValue, cell.what));
    rows_.put_error(cell.column, Code::CellErrorValue, std::string(error), error);
}

}  // namespace kaohe::io
