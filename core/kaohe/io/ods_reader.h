// kaohe/io/ods_reader.h - OpenDocument spreadsheets of LibreOffice, WPS and others as rows of cells.
#pragma once
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/reader.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {

// Whether the package says, or looks as if, it is an OpenDocument file of any kind.
bool is_open_document(ZipArchive& archive);

// All sheets in the order of their tabs, from content.xml. Formulas count by the result stored with them. A
// time below a day is a time of day; a longer one is a number of days. Hidden sheets, rows and columns are
// read and reported (KH-F023, KH-F024, KH-F025). Fails with KH-F003, KH-F004, KH-F006, KH-F007 or KH-F008;
// rows before the damaged place have then been delivered.
Result<void> read_ods(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits);

}  // namespace kaohe::io
