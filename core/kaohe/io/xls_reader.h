// kaohe/io/xls_reader.h - workbooks of Excel 97-2003 (.xls, BIFF8) and of WPS (.et) as rows of cells.
#pragma once
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/reader.h"

namespace kaohe::io {

// All worksheets in the order of their tabs. Formulas count by the result stored with them; the format has no
// mark for a formula that was never calculated (programs that do not calculate store 0 or an empty text).
// Hidden sheets, rows and columns are read and reported (KH-F023, KH-F024, KH-F025). Fails with KH-F003 (no
// workbook, or one older than Excel 97), KH-F004, KH-F006 or KH-F008; sheets before the damaged one have then
// been delivered.
Result<void> read_xls(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits);

}  // namespace kaohe::io
