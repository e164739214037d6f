// kaohe/annotate/annotate.h - a copy of a submitted workbook with its wrong cells coloured and commented.
//
// The copy is the county's own workbook: every part is taken over byte for byte, except the worksheets that carry marks
// (only the marked cells and the reference to the comments are changed in their text), the styles (fills and cell
// formats are added at their ends), the lists of parts, and the comments. The same workbook and marks give the same
// bytes on every run. Nothing in the package besides these parts is unpacked.
//
// - A marked cell keeps its format and gets a fill: light red for errors, light yellow for warnings, light blue for
//   notes, by the worst of its marks. A cell or row that does not exist is made. A mark inside a merged range is put on
//   the range's first cell, since the others are not shown.
// - Its comment, by the author "kaohe", holds all its marks, the worst first. A cell that has a comment keeps it and gets
//   ours behind it, unless the comment is a thread: threads stay as they are.
// - A mark whose sheet does not exist or is a chart, whose cell is no address, or whose cell has a thread is told in a new
//   last sheet, 检查结果 (检查结果2 and so on when there is one), which then lists all marks.
// - Protection of the workbook and its sheets stays as it is. A digital signature no longer fits afterwards.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::annotate {

struct Mark {
    std::string sheet;  // by its exact name, else without regard to the case of ASCII letters
    std::string cell;   // "C17"; "" for a mark on the sheet or the file as a whole
    Severity severity = Severity::Error;
    std::string text;  // UTF-8, may have several lines
};

// The bytes of the copy. `name` is the file as diagnostics call it.
// Fails with KH-T005 when `workbook` is no .xlsx; with KH-F004, KH-F006, KH-F007 or KH-F008 when it is damaged, beyond the
// limits, holds what is not allowed or is encrypted, as the readers do.
Result<std::string> annotate(std::string_view workbook, const std::string& name, std::vector<Mark> marks,
                             const io::Limits& limits = {});

// The same into the file `output`, which is replaced only when all went well. Fails with KH-T001 as well.
Result<void> annotate_file(std::string_view workbook, const std::string& name, std::vector<Mark> marks,
                           const std::filesystem::path& output, const io::Limits& limits = {});

}  // namespace kaohe::annotate
