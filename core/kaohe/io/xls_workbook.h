// kaohe/io/xls_workbook.h - what of an Excel 97-2003 workbook is needed before its sheets.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/number_format.h"
#include "kaohe/io/reader.h"
#include "kaohe/io/shared_strings.h"

namespace kaohe::io {

struct XlsSheetEntry {
    Sheet sheet;
    std::uint32_t at = 0;  // where in the stream its records begin
};

struct XlsWorkbook {
    DateSystem dates = DateSystem::From1900;
    std::vector<XlsSheetEntry> sheets;  // in the order of the tabs; charts and macros are left out
    std::vector<NumberFormat> formats;  // by the XF number of a cell
    SharedStrings strings;
};

// Reads the globals of the stream "Workbook". Fails with KH-F003 (older than Excel 97), KH-F004, KH-F006 or
// KH-F008 (password).
Result<XlsWorkbook> load_xls_workbook(std::string_view stream, const std::string& file, const Limits& limits);

}  // namespace kaohe::io
