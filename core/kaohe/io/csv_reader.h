// kaohe/io/csv_reader.h - comma, semicolon or TAB separated text as rows of cells (RFC 4180 and what Excel
// makes of it).
#pragma once
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/reader.h"

namespace kaohe::io {

struct CsvDialect {
    char delimiter = ',';
    char line_end = '\n';  // '\r' for files that have only those; a '\r' before '\n' is dropped
    friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

// The delimiter that occurs most often, outside quotes, in the first line that has one; the comma when none
// does. `name` ending in .tsv decides for TAB if there is one.
CsvDialect detect_dialect(std::string_view text, std::string_view name);

// `text` is valid UTF-8 without byte order mark. One sheet named "". Cells are Text as they stand, or Blank
// when empty.
// - A quote opens a quoted cell only as the first character of a cell; what follows the closing quote is part
// of it.
// - The header's width is the number of cells of the first row that has more than one (a title row has one).
// Filled
//   cells beyond it become CellKind::Error, with one KH-F031 for the row.
// Fails with KH-F004 (NUL), KH-F006 (limits), KH-F030 (quote without end).
Result<void> read_csv(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits, const ReadAhead& ahead = {});

}  // namespace kaohe::io
