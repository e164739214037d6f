// A part of a Word document after its tags were filled: what depends on how long the texts turned out.
#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/docx.h"

namespace kaohe::report {
namespace {

using Node = pugi::xml_node;

// Lengths are in twips, a twentieth of a point; sizes of letters in half points, as WordprocessingML has them.
constexpr double kTwipsPerMm = 1440 / 25.4;
constexpr double kEmuPerTwip = 635;
constexpr double kBlock = 8845;        // the 版心 is 156 mm wide
constexpr double kLine = 579;          // 22 lines in 225 mm
constexpr int kLargestMark = 64;       // 发文机关标志: smaller than that of the 上级 and always narrower than the 版心
constexpr int kSmallestMark = 36;
constexpr double kWidestMark = 8600;
constexpr double kMarkLine = 1.056;    // its line by its size: then its letters begin where the line does
constexpr int kBodySize = 32;
constexpr int kTableSize = 21;
constexpr int kSmallestFigure = 15;
constexpr double kWidestDigit = 1.15;  // of half a character: the fonts that stand in for 仿宋 have wider digits
constexpr double kCellMargins = 100;
constexpr int kImprintSize = 28;
constexpr int kSmallestImprint = 21;
constexpr double kImprintIndent = 560;
constexpr double kSeal = 42 * kTwipsPerMm;
constexpr double kSealRise = 2.7 * kLine;  // its top above the line of the date: name and date a little below its middle

bool is_named(Node node, std::string_view name) { return name == node.name(); }

// The text of a paragraph without that of text boxes inside it: these have paragraphs of their own.
std::string text_of(Node paragraph) {
    std::string out;
    for (Node child : paragraph.children()) {
        if (is_named(child, "w:t")) out += child.text().get();
        else if (!is_named(child, "w:p")) out += text_of(child);
    }
    return out;
}

std::string style_of(Node paragraph) { return paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value(); }

// Chinese characters are square, others half as wide.
double width_of(std::string_view text, int half_points) { return static_cast<double>(display_width(text)) * half_points * 10 / 2; }

// The same with the quarter of a character that word processors leave between figures and characters.
double spaced_width_of(std::string_view text, int half_points) {
    std::size_t changes = 0;
    for (std::size_t i = 1; i < text.size(); ++i)
        changes += (std::isdigit(static_cast<unsigned char>(text[i])) != 0) != (std::isdigit(static_cast<unsigned char>(text[i - 1])) != 0);
    return width_of(text, half_points) + static_cast<double>(changes) * half_points * 10 / 4;
}

Node child(Node parent, const char* name, bool at_front) {
    if (Node found = parent.child(name)) return found;
    return at_front ? parent.prepend_child(name) : parent.append_child(name);
}

void set_value(Node node, const char* name, auto value) {
    if (!node.attribute(name)) node.append_attribute(name);
    node.attribute(name).set_value(value);
}

// An element of w:pPr or w:rPr before the first of `later` that is there: the schema wants them in order.
Node in_order(Node properties, const char* name, std::initializer_list<const char*> later) {
    if (Node found = properties.child(name)) return found;
    for (const char* next : later)
        if (Node before = properties.child(next)) return properties.insert_child_before(name, before);
    return properties.append_child(name);
}

void set_size(Node paragraph, int half_points) {
    for (Node run : paragraph.children("w:r"))
        for (const char* name : {"w:sz", "w:szCs"}) {
            Node properties = child(run, "w:rPr", true);
            properties.remove_child(name);
            set_value(in_order(properties, name, {"w:highlight", "w:u", "w:effect", "w:vertAlign", "w:lang"}), "w:val", half_points);
        }
}

// As large as the name allows, and its letters at the same height whatever their size (GB/T 9704 7.2.4).
void set_mark(Node paragraph) {
    const double characters = static_cast<double>(display_width(text_of(paragraph))) / 2;
    if (characters < 1) return;
    const int size = std::clamp(static_cast<int>(kWidestMark / characters / 10), kSmallestMark, kLargestMark);
    set_size(paragraph, size);
    Node spacing = in_order(child(paragraph, "w:pPr", true), "w:spacing", {"w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr"});
    set_value(spacing, "w:line", static_cast<int>(size * 10 * kMarkLine));
    set_value(spacing, "w:lineRule", "exact");
}

void set_right(Node paragraph, double twips) {
    Node properties = child(paragraph, "w:pPr", true);
    properties.remove_child("w:ind");
    set_value(in_order(properties, "w:ind", {"w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr"}), "w:right", static_cast<int>(twips));
}

// The seal: its middle below that of name and date, over both (7.3.5.1).
void place_seal(Node paragraph, double middle) {
    for (auto found : paragraph.select_nodes(".//wp:anchor")) {
        Node anchor = found.node();
        if (anchor.child("wp:docPr").attribute("descr").value() != label::alt_seal) continue;
        const auto put = [&](const char* name, const char* from, double twips) {
            Node position = anchor.child(name);
            position.remove_children();
            set_value(position, "relativeFrom", from);
            position.append_child("wp:posOffset").text().set(static_cast<int>(twips * kEmuPerTwip));
        };
        put("wp:positionH", "margin", middle - kSeal / 2);
        put("wp:positionV", "paragraph", -kSealRise);
    }
}

// The date four characters from the right and the office centred above it; an office too long for that goes to the right edge
// and the date is centred below it (7.3.5.1).
void place_signature(const std::vector<Node>& signs, const std::vector<Node>& dates) {
    if (signs.size() != 1 || dates.size() != 1) return;
    const double sign = spaced_width_of(text_of(signs[0]), kBodySize), date = spaced_width_of(text_of(dates[0]), kBodySize);
    double date_right = 4 * kBodySize * 10;
    double sign_right = date_right + (date - sign) / 2;
    if (sign_right < 0) {
        date_right = std::min(date_right - sign_right, std::max(0.0, kBlock - date));
        sign_right = 0;
    }
    set_right(signs[0], sign_right);
    set_right(dates[0], date_right);
    for (Node paragraph : {signs[0], dates[0]}) place_seal(paragraph, kBlock - date_right - date / 2);
}

// Office and date never stand on a page of their own: the last two paragraphs of the body go with them (7.3.5.5).
void keep_closing(Node sign) {
    int bodies = 0;
    for (Node node = sign.previous_sibling(); node && bodies < 2; node = node.previous_sibling()) {
        if (node.type() != pugi::node_element) continue;  // a line feed between them
        if (!is_named(node, "w:p")) return;
        in_order(child(node, "w:pPr", true), "w:keepNext",
                 {"w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"});
        if (style_of(node) == "Body" && !text_of(node).empty()) ++bodies;
    }
}

// A figure must not be broken between its sign and its digits, so one that is wider than its cell is set smaller.
void fit_figure(Node cell) {
    const double width = cell.child("w:tcPr").child("w:tcW").attribute("w:w").as_double();
    if (width <= 0) return;
    for (Node paragraph : cell.children("w:p")) {
        const std::string text = text_of(paragraph);
        const bool is_figure = text.find_first_of("0123456789") != std::string::npos && text.find_first_of(" \n") == std::string::npos &&
                               display_width(text) <= 16 && text.find_first_not_of("0123456789.+-%/≥≤＞＜…～—") == std::string::npos;
        const double needed = width_of(text, kTableSize) * kWidestDigit, room = width - kCellMargins;
        if (is_figure && needed > room) set_size(paragraph, std::max(kSmallestFigure, static_cast<int>(kTableSize * room / needed)));
    }
}

// The line of 版记 with the office at its left and the day at its right stays one line.
void fit_imprint(Node paragraph) {
    if (!paragraph.select_node(".//w:tab[not(parent::w:tabs)]")) return;
    const double needed = width_of(text_of(paragraph) + "  ", kImprintSize), room = kBlock - kImprintIndent;
    if (needed > room) set_size(paragraph, std::max(kSmallestImprint, static_cast<int>(kImprintSize * room / needed)));
}

}  // namespace

Result<std::string> finish_word_part(std::string_view bytes, const std::string& file, const std::string& part) {
    pugi::xml_document xml;
    const auto parsed = xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!parsed) return failure(Code::TemplateTag, Place{.file = file, .sheet = part}, fmt::format(label::template_not_xml, parsed.description()));
    for (auto found : xml.select_nodes("//w:tbl"))
        if (!found.node().child("w:tr")) found.node().parent().remove_child(found.node());
    for (auto found : xml.select_nodes("//w:tc")) {
        if (!is_named(found.node().last_child(), "w:p")) found.node().append_child("w:p");
        fit_figure(found.node());
    }
    std::vector<Node> signs, dates;
    for (auto found : xml.select_nodes("//w:p")) {
        const std::string style = style_of(found.node());
        if (style == "OrgMark") set_mark(found.node());
        if (style == "BanJi") fit_imprint(found.node());
        if (style == "GwSign") signs.push_back(found.node());
        if (style == "GwDate") dates.push_back(found.node());
    }
    place_signature(signs, dates);
    if (!signs.empty()) keep_closing(signs.front());
    std::ostringstream out;
    out << R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)" << '\n';
    xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

}  // namespace kaohe::report
