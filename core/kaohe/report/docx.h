// kaohe/report/docx.h - Word documents from a .docx that an office clerk edits.
//
// Tags stand in the text of the document, its headers and its footers. What a word processor does to them is undone: a tag that
// is split over several runs is joined in the first of them; a section whose tags stand in cells of one row repeats the row, one
// whose tags stand in different paragraphs repeats the paragraphs between (and a paragraph that held nothing but such tags goes),
// one that is all of its paragraph repeats the paragraph, and any other stays inside its paragraph.
// All parts are zipped with one fixed date, so that the same data gives the same bytes.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "kaohe/report/template.h"

namespace kaohe::report {

struct Part {
    std::string name;  // "word/document.xml"
    std::string bytes;
};

// What the engine writes into the properties of a document instead of what the template's author left there.
struct DocumentProperties {
    std::string title, creator, created;  // created: YYYY-MM-DD
};

class WordTemplate {
  public:
    // Fails with KH-F001, KH-F004 to KH-F008 for a file that is not a package, with KH-T004 and KH-T006 naming part, paragraph
    // and tag for a template that is wrong.
    static Result<WordTemplate> load(const std::filesystem::path& file, const Schema& schema);

    // The filled document. Names of fields that were drawn as 【未填】 are added to `without_value`. A seal (the bytes of a PNG)
    // takes the place of the pictures whose alternative text is {{image:seal}}; with "" they stay as the template has them.
    Result<std::string> fill(const Data& data, const DocumentProperties& properties, std::set<std::string>& without_value,
                             std::string_view seal = "") const;
    bool has_seal() const { return !seals_.empty(); }
    const std::string& file() const { return file_; }

  private:
    Result<void> find_seals();

    std::string file_;
    std::vector<Part> parts_;      // those with text are ready for mustache
    std::set<std::string> seals_;  // media parts
};

// A part with tags made ready for mustache; what `load` does with each of them.
Result<std::string> prepare_word_part(std::string_view xml, const std::string& file, const std::string& part, const Schema& schema);

// Mends what filling leaves behind: a table without rows, a cell without a paragraph. By the length of the texts: sets the size of
// the 发文机关标志 and the place of signature, date and seal, keeps these with the end of the body, makes figures smaller that are
// wider than their cell and the last line of 版记 that is wider than the page. Fails with KH-T004 when the filled part is not XML.
Result<std::string> finish_word_part(std::string_view xml, const std::string& file, const std::string& part);

}  // namespace kaohe::report
