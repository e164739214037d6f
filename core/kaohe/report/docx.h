// kaohe/report/docx.h - a Word document from a folder of its parts.
//
// The template of a document is the unpacked .docx: plain XML files with mustache tags, so that a change can
// be reviewed line by line. Parts with tags are filled, the others (pictures) are copied; all are zipped with
// one fixed date, so that the same data gives the same bytes.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "kaohe/report/template.h"

namespace kaohe::report {

struct Part {
    std::string name;  // "word/document.xml"
    std::string bytes;
};

// The parts of an unpacked document, [Content_Types].xml first and the others by name. Files that are not
// parts of a document (other endings than .xml .rels .png .jpeg .jpg) are left out. Fails with KH-F001.
Result<std::vector<Part>> read_parts(const std::filesystem::path& folder);
// Fills the tags of every XML part. Fails with KH-T004.
Result<std::vector<Part>> fill_parts(const std::vector<Part>& parts, const std::filesystem::path& folder,
                                     const Schema& schema, const Data& data);
// Zips the parts in their order. Fails with KH-T001.
Result<void> write_package(const std::vector<Part>& parts, const std::filesystem::path& file);

}  // namespace kaohe::report
