#include "kaohe/annotate/list_sheet.h"

#include <algorithm>
#include <set>

#include "kaohe/annotate/words.h"
#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"

namespace kaohe::annotate {
namespace {

constexpr std::size_t kTextWidth = 90, kHalfWidthsPerLine = 84;  // of the column of texts, in characters of one byte
constexpr std::size_t kLineHeight = 15, kHighest = 405;          // points; Excel's rows end at 409

constexpr const char* kSheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

std::string lower(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

void put_cell(std::string& out, char column, std::size_t row, std::uint32_t style, std::string_view text) {
    out += fmt::format(R"(<c r="{}{}" s="{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)", column, row, style,
                       escape_xml(shortened(text, kLongestText)));
}

// Not every program makes rows as high as their text when it opens a file.
std::size_t row_height(const std::string& text) {
    std::size_t lines = 0;
    for (const auto& line : split(shortened(text, kLongestText), '\n'))
        lines += std::max<std::size_t>(1, (display_width(line) + kHalfWidthsPerLine - 1) / kHalfWidthsPerLine);
    return std::min(kHighest, lines * kLineHeight);
}

std::string worksheet(const std::vector<Mark>& marks, Styles& styles, bool strict) {
    std::string out = fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{}">)"
        R"(<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"
        R"(</sheetView></sheetViews><cols><col min="1" max="1" width="24" customWidth="1"/>)"
        R"(<col min="2" max="3" width="10" customWidth="1"/><col min="4" max="4" width="{}" customWidth="1"/></cols><sheetData>)",
        main_namespace(strict), kTextWidth);
    const std::uint32_t bold = styles.bold(), wrapped = styles.wrapped();
    std::size_t row = 1;
    out += R"(<row r="1">)";
    for (std::size_t i = 0; i < std::size(words::kListHeader); ++i)
        put_cell(out, static_cast<char>('A' + i), row, bold, words::kListHeader[i]);
    out += "</row>";
    for (const Mark& mark : marks) {
        ++row;
        out += fmt::format(R"(<row r="{}" ht="{}" customHeight="1">)", row, row_height(mark.text));
        put_cell(out, 'A', row, wrapped, mark.sheet);
        put_cell(out, 'B', row, wrapped, mark.cell);
        put_cell(out, 'C', row, styles.marked(wrapped, mark.severity), words::severity(mark.severity));
        put_cell(out, 'D', row, wrapped, mark.text);
        out += "</row>";
    }
    return out + "</sheetData></worksheet>";
}

// The first name that no sheet has.
std::string free_name(pugi::xml_node sheets) {
    std::set<std::string> taken;
    for (pugi::xml_node sheet : sheets.children()) taken.insert(lower(value(sheet, "name")));
    std::string name(words::kListSheet);
    for (std::size_t number = 2; taken.count(name) > 0; ++number) name = fmt::format("{}{}", words::kListSheet, number);
    return name;
}

}  // namespace

Result<void> add_list_sheet(Package& package, pugi::xml_document& book, Relationships& relationships, Styles& styles,
                            const std::vector<Mark>& marks) {
    const pugi::xml_node root = book.document_element();
    const bool strict = is_strict(root);
    pugi::xml_node sheets = child(root, "sheets");
    std::uint32_t number = 0;
    for (pugi::xml_node sheet : sheets.children())
        number = std::max(number, io::parse_index(value(sheet, "sheetId")).value_or(0));
    const std::string part = package.unused("xl/worksheets/sheet", ".xml");
    const std::string name = free_name(sheets);
    // The prefix of relationship ids is declared on the root or, in odd files, on the other sheets.
    std::string base = relationship_base(strict);
    const std::string id = relationships.add(base + "worksheet", part);
    base.pop_back();
    std::string prefix;
    for (pugi::xml_attribute declared : root.attributes())
        if (prefix_of(declared.name()) == "xmlns:" && declared.value() == base) prefix = local_name(declared.name());
    pugi::xml_node sheet = append(sheets, "sheet");
    set(sheet, "name", name);
    set(sheet, "sheetId", std::to_string(number + 1));
    if (prefix.empty()) set(sheet, "xmlns:r", base);
    set(sheet, ((prefix.empty() ? "r" : prefix) + ":id").c_str(), id);
    package.put(part, worksheet(marks, styles, strict));
    return set_content_type(package, part, kSheetType);
}

}  // namespace kaohe::annotate
