// tests/support/xlsx_builder.h - packages made by hand: every part is plain text that a test may replace or
// remove.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kaohe::testing {

// A zip of these parts in this order, deflated; names may repeat.
std::string zip_parts(const std::vector<std::pair<std::string, std::string>>& parts);

// A small valid workbook: one sheet named 表1, styles 0 General, 1 built-in 14, 2 built-in 57, 3
// yyyy"年"m"月"d"日", 4 0.00"米/day", 5 h:mm, 6 [h]:mm, 7 yyyy-mm-dd hh:mm; shared strings 0 "甲", 1 ""
// (empty), 2 "乙".
struct XlsxBuilder {
    std::map<std::string, std::string> parts;

    // `rows` is what stands inside <sheetData>.
    static XlsxBuilder with_rows(const std::string& rows);
    std::string bytes() const;
};

// The text of a worksheet part, and the name its part has in with_rows().
std::string worksheet(const std::string& rows, const std::string& behind = "");
inline const std::string kSheetPart = "xl/worksheets/sheet1.xml";

}  // namespace kaohe::testing
