// kaohe/io/xlsx_reader.h - workbooks of Excel, WPS and others (ECMA-376, transitional and strict) as rows of
// cells.
#pragma once
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/reader.h"

namespace kaohe::io {

// All worksheets in the order of their tabs. Formulas count by the result stored with them. Hidden sheets are
// read and reported (KH-F023), and so are hidden rows and columns that hold something (KH-F024, KH-F025). Of a
// merged range the first cell has the value. Fails with KH-F003, KH-F004, KH-F006, KH-F007 or KH-F008; rows before the damaged place have then
// been delivered.
Result<void> read_xlsx(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                       const Limits& limits);

}  // namespace kaohe::io
