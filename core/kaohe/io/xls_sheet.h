// kaohe/io/xls_sheet.h - one sheet of an Excel 97-2003 workbook.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/io/biff_records.h"
#include "kaohe/io/sheet_rows.h"
#include "kaohe/io/xls_workbook.h"

namespace kaohe::io {

// Cells may come in any order, so those of a sheet are collected and sorted first, in 16 bytes each. Of two
// at one place the later counts.
class XlsSheet {
  public:
    XlsSheet(const XlsWorkbook& workbook, SheetRows& rows, const Limits& limits)
        : workbook_(workbook), rows_(rows), limits_(limits) {}

    // Reads the records from offset `at` of the stream on and delivers the rows. Returns how many bytes they
    // take. Fails with KH-F004 or KH-F006.
    Result<std::size_t> read(std::string_view stream, std::uint32_t at);

  private:
    enum class Value : std::uint8_t { Number, Shared, Text, Flag, Error, None };
    struct Stored {
        std::uint16_t row, column, style;
        Value value;
        // the number's bits, the shared string's number, begin << 32 | size in texts_, the flag or the error
        std::uint64_t what;
    };

    Result<std::size_t> collect(std::string_view stream, std::uint32_t at);
    Result<void> take(RecordStream& records, const Record& record);
    Result<void> take_cell(RecordStream& records, const Record& record);
    Result<void> take_mul_rk(const Record& record);
    Result<void> take_formula(const Record& record);
    Result<void> take_result_text(RecordStream& records, const Record& record);
    Result<void> take_merges(const Record& record);
    void take_row(const Record& record);
    void take_columns(const Record& record);
    // The cell that `data` begins with: row, column, style.
    Result<void> store(const Record& record, Value value, std::uint64_t what);
    Result<void> store(const Stored& cell);
    // The text in texts_ as Stored::what. Nothing when the record is cut.
    std::optional<std::uint64_t> keep_text(PieceReader reader);

    Result<void> deliver();
    void put(const Stored& cell);
    void put_number(const Stored& cell);
    void put_error(const Stored& cell);
    tl::unexpected<Diagnostic> damaged(std::size_t at) const;

    const XlsWorkbook& workbook_;
    SheetRows& rows_;
    const Limits& limits_;
    std::vector<Stored> cells_;
    std::string texts_;
    std::vector<bool> hidden_rows_;  // 0-based
    bool awaits_text_ = false;       // the last cell is a formula whose text comes in a record of its own
};

}  // namespace kaohe::io
