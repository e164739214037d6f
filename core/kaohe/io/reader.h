// kaohe/io/reader.h - submitted files as rows of cells, before any meaning is given to them.
//
// One interface for .xlsx, .ods, .xls (.et), .csv/.tsv, .json and NDJSON. A reader streams: it calls the sink sheet by sheet
// and row by row, in file order, and keeps nothing (.xls: no more than a sheet). What kind of file it is, is decided by its content, not
// by its name. Readers never throw on bad bytes: what is wrong with the file as a whole is the returned
// diagnostic; what is wrong with one cell goes to `findings` with its address, and reading goes on.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::io {

enum class CellKind : std::uint8_t {
    Blank,
    Text,
    Number,  // text is the shortest decimal that gives the stored number, never with an exponent: "85.7"
    Percent,  // a number that the workbook shows as a percentage; text is the stored number: "0.857", seen as 85.7%
    Date,    // text is "2021-03-05" or, with a time of day, "2021-03-05 08:00:00"; a time of day alone is
             // "08:00:00"
    Flag,    // text is "TRUE" or "FALSE"
    Error,   // Cannot be used; a finding was already made. text is what stands there, "#DIV/0!" and the like,
            // or "". In CSV: the cells of a row that go beyond the header (all cells of that row may be
            // shifted).
};

// One cell. `text` is valid UTF-8, and lives until on_row() returns.
struct Cell {
    CellKind kind = CellKind::Blank;
    std::string_view text;
};

// What is known of a sheet when it begins.
struct Sheet {
    std::string name;  // sheet name, JSON key; "" for CSV and NDJSON: the caller names those by their file
    bool hidden = false;
    bool from_1904 = false;  // day numbers of the workbook count from 1904
    bool lines = false;  // places in it are lines (CSV, NDJSON) and not cells
};

// A merged range of a spreadsheet. Its value is at the first cell; the others are blank.
struct Merge {
    std::uint32_t first_row = 0, last_row = 0;        // 1-based, both included
    std::uint32_t first_column = 0, last_column = 0;  // 0-based, both included
};

class RowSink {
  public:
    virtual ~RowSink() = default;
    virtual void on_sheet(const Sheet& sheet) = 0;
    // `row` is the 1-based row of the sheet (CSV: the line where the record begins; JSON: the object's
    // position + 1, the header made from the keys being row 1; NDJSON: the line, its header being row 0).
    // cells[i] is column i, 0-based; trailing blanks may be left out. Rows come in ascending order; blank
    // rows may be left out. Return false to stop reading this sheet.
    virtual bool on_row(std::uint32_t row, std::span<const Cell> cells) = 0;
    // Merged ranges come after all rows of their sheet, since that is where files keep them.
    virtual void on_merge(const Merge&) {}

    // Rows of a large CSV text may be read ahead on other threads. A sink that allows it gives, once it has seen its
    // header, a sink that reads nothing itself, but gives one for each piece of the rest of the sheet, on any thread; about
    // `rows` rows come to each. Such a fork counts rows from the beginning of its piece. It stops (on_row() returns false)
    // at a row about which anything has to be said: that piece is then read again, by this sink.
    virtual std::unique_ptr<RowSink> fork(std::size_t /*rows*/) { return nullptr; }
    // Takes over the rows of a fork, as if they had come here now, numbered `row_offset` higher. False, and then nothing is
    // taken, when that can't be: they come again, one by one.
    virtual bool take(RowSink& /*fork*/, std::uint32_t /*row_offset*/) { return false; }
};

// Reading ahead: with how many threads, in pieces of what size. What is read, and what is found, does not depend on it.
struct ReadAhead {
    int jobs = 1;  // 1: none
    std::size_t part_bytes = std::size_t{1} << 18;
    // Told from time to time: bytes before that place have been read, and won't be again.
    std::function<void(std::size_t end)> read_until = {};
};

// Reads the file whose content is `bytes`. `name` is used in places and, by its ending, only to tell .tsv
// from .csv and .ndjson from .csv where the content leaves it open.
Result<void> read(std::string_view bytes, const std::string& name, RowSink& sink, Diagnostics& findings,
                  const Limits& limits = {}, const ReadAhead& ahead = {});

// Whether the bytes are an .xlsx with a password.
bool is_encrypted_package(std::string_view bytes);

}  // namespace kaohe::io
