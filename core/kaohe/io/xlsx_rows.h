// kaohe/io/xlsx_rows.h - rows of a worksheet that are written as plainly as nearly all are, told without the XML parser.
//
// The XML parser takes more than half of the time of reading a workbook, most of it for millions of cells that look alike.
// Here only what is beyond doubt is taken: complete <row> elements of <c>, <f>, <v> and <is><t> without prefixes, without
// entities, comments, CDATA and the like. Everything else, and everything that may be wrong, is left to the parser, so
// that the same files are accepted and refused, with the same words.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {

class SheetHandler;

// All texts are views into what was scanned.
struct PlainCell {
    std::optional<std::string_view> reference;
    std::string_view style, type;
    std::optional<std::string_view> formula, value, inline_text;
};

// What bytes above 0x7F in a text are. Names and values of attributes are in ASCII for a plain row.
enum class PlainText { Utf8, Unknown };

class PlainRow {
  public:
    enum class Found {
        Row,    // size(), number() and cells() are those of the row
        Cut,    // the text ends before it is clear what it is
        Other,  // something for the parser
    };
    // Looks at the beginning of `text`, blanks skipped, which has to be content of <sheetData> between two rows.
    Found scan(std::string_view text, PlainText kind);

    std::size_t size() const { return size_; }  // in bytes, with the blanks before it
    const std::optional<std::string_view>& number() const { return number_; }
    std::string_view hidden() const { return hidden_; }  // the attribute
    const std::vector<PlainCell>& cells() const { return cells_; }

  private:
    class Scanner;
    std::size_t size_ = 0;
    std::optional<std::string_view> number_;
    std::string_view hidden_;
    std::vector<PlainCell> cells_;  // kept for the next row
};

// parse_part() for a worksheet: plain rows go to the handler directly, the rest by the parser.
Result<void> parse_sheet_part(ZipArchive& archive, const std::string& part, SheetHandler& handler,
                              const std::string& file, const Limits& limits);

}  // namespace kaohe::io
