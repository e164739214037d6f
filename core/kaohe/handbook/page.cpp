#include "kaohe/handbook/page.h"

#include <string_view>

#include "kaohe/base/text.h"

namespace kaohe::handbook {
namespace {

// One line, with what Markdown would take for markup escaped.
std::string escaped_markdown(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

constexpr std::string_view kStyle =
    "@page{size:A4;margin:18mm 15mm}"
    "body{font-family:'Noto Serif CJK SC','SimSun','宋体',serif;font-size:10.5pt;line-height:1.5;max-width:60em;margin:2em auto;padding:0 1em;color:#111}"
    "h1,h2,h3{font-family:'Noto Sans CJK SC','SimHei','黑体',sans-serif;line-height:1.3}"
    "h1{font-size:18pt;text-align:center}h2{font-size:14pt;border-bottom:1px solid #888;margin-top:1.6em;break-after:avoid}h3{font-size:11.5pt;break-after:avoid}"
    "table{border-collapse:collapse;width:100%;font-size:9pt}th,td{border:1px solid #777;padding:2pt 4pt;vertical-align:top;text-align:left;overflow-wrap:anywhere}"
    "th{background:#eee}thead{display:table-header-group}tr{break-inside:avoid}a{color:#134a8e;text-decoration:none}"
    ":target{background:#fff3c4}nav{font-size:9.5pt}@media print{a{color:inherit}nav{break-after:page}body{margin:0;max-width:none}}";

}  // namespace

void Page::heading(int level, std::string text, std::string anchor) {
    blocks_.push_back({.kind = Block::Kind::Heading, .level = level, .text = std::move(text), .anchor = std::move(anchor)});
}

void Page::paragraph(std::string text) { blocks_.push_back({.kind = Block::Kind::Paragraph, .text = std::move(text)}); }

void Page::table(std::vector<std::string> header) { blocks_.push_back({.kind = Block::Kind::Table, .header = std::move(header)}); }

void Page::row(std::vector<Cell> cells, std::string anchor) {
    blocks_.back().rows.push_back(std::move(cells));
    blocks_.back().anchors.push_back(std::move(anchor));
}

std::string Page::markdown() const {
    std::string out;
    for (const Block& block : blocks_) {
        if (block.kind == Block::Kind::Heading) {
            if (!block.anchor.empty()) out += "<a id=\"" + block.anchor + "\"></a>\n\n";
            out += std::string(static_cast<std::size_t>(block.level), '#') + " " + escaped_markdown(block.text) + "\n\n";
        } else if (block.kind == Block::Kind::Paragraph) {
            out += escaped_markdown(block.text) + "\n\n";
        } else if (!block.rows.empty()) {
            std::string rule;
            for (const auto& name : block.header) {
                out += "| " + escaped_markdown(name) + " ";
                rule += "|---";
            }
            out += "|\n" + rule + "|\n";
            for (std::size_t row = 0; row < block.rows.size(); ++row) {
                bool first = true;
                for (const Cell& cell : block.rows[row]) {
                    out += "| ";
                    if (first && !block.anchors[row].empty()) out += "<a id=\"" + block.anchors[row] + "\"></a>";
                    first = false;
                    out += cell.link.empty() ? escaped_markdown(cell.text) : "[" + escaped_markdown(cell.text) + "](#" + cell.link + ")";
                    out += ' ';
                }
                out += "|\n";
            }
            out += "\n";
        }
    }
    return out;
}

std::string Page::html(const std::string& title) const {
    std::string body, contents;
    for (const Block& block : blocks_) {
        const std::string id = block.anchor.empty() ? "" : " id=\"" + xml_text(block.anchor) + "\"";
        if (block.kind == Block::Kind::Heading) {
            const std::string tag = "h" + std::to_string(block.level);
            body += "<" + tag + id + ">" + xml_text(block.text) + "</" + tag + ">\n";
            if (block.level == 2 && !block.anchor.empty())
                contents += "<li><a href=\"#" + xml_text(block.anchor) + "\">" + xml_text(block.text) + "</a></li>\n";
            if (block.level == 1) body += "<!--contents-->";
        } else if (block.kind == Block::Kind::Paragraph) {
            body += "<p>" + xml_text(block.text) + "</p>\n";
        } else if (!block.rows.empty()) {
            body += "<table border=\"1\" cellspacing=\"0\"><thead><tr>";
            for (const auto& name : block.header) body += "<th scope=\"col\">" + xml_text(name) + "</th>";
            body += "</tr></thead>\n<tbody>\n";
            for (std::size_t row = 0; row < block.rows.size(); ++row) {
                body += block.anchors[row].empty() ? "<tr>" : "<tr id=\"" + xml_text(block.anchors[row]) + "\">";
                for (const Cell& cell : block.rows[row])
                    body += cell.link.empty() ? "<td>" + xml_text(cell.text) + "</td>"
                                              : "<td><a href=\"#" + xml_text(cell.link) + "\">" + xml_text(cell.text) + "</a></td>";
                body += "</tr>\n";
            }
            body += "</tbody></table>\n";
        }
    }
    const std::string mark = "<!--contents-->";
    if (const std::size_t at = body.find(mark); at != std::string::npos)
        body.replace(at, mark.size(), "\n<nav aria-label=\"目录\"><ol>\n" + contents + "</ol></nav>\n");
    return "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" +
           xml_text(title) + "</title><style>" + std::string(kStyle) + "</style></head>\n<body>\n" + body + "</body></html>\n";
}

}  // namespace kaohe::handbook
