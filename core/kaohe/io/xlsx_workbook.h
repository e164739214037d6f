// kaohe/io/xlsx_workbook.h - what of a workbook is needed before its sheets: their list, shared strings,
// formats.
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
#include "kaohe/io/xml_sax.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {

// Text made of runs: <t> directly or within <r>. Phonetic runs (<rPh>) are readings and no text.
// Fed with what is inside <si> or <is>.
class RichText {
  public:
    void clear() { *this = RichText(std::move(text_)); }
    void on_start(std::string_view name);
    void on_end();
    void on_text(std::string_view text) {
        if (in_text_) text_ += text;
    }
    // With escapes (append_unescaped()) not yet resolved.
    const std::string& text() const { return text_; }

    RichText() = default;

  private:
    explicit RichText(std::string&& reuse) : text_(std::move(reuse)) { text_.clear(); }
    std::string text_;
    int depth_ = 0;
    bool in_run_ = false, in_text_ = false;
};

struct SheetPart {
    Sheet sheet;
    std::string part;  // "xl/worksheets/sheet1.xml"
};

struct Workbook {
    DateSystem dates = DateSystem::From1900;
    std::vector<SheetPart> sheets;      // in the order of the tabs; chart sheets are left out
    std::vector<NumberFormat> formats;  // by the style number of a cell
    SharedStrings strings;
};

// Finds the parts through their relationships, by the ending of the relationship's type, so that files in
// transitional and strict form are the same. Fails with the codes of ZipArchive and XmlSax, and KH-F003 when
// there is no workbook.
Result<Workbook> load_workbook(ZipArchive& archive, const std::string& file, const Limits& limits);

// The value of an attribute that is a truth value.
bool is_true(std::string_view flag);

// Unpacks and parses one part.
Result<void> parse_part(ZipArchive& archive, const std::string& part, XmlHandler& handler,
                        const std::string& file, const Limits& limits);

}  // namespace kaohe::io
