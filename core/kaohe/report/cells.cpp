#include "kaohe/report/cells.h"

#include <algorithm>
#include <charconv>

#include "kaohe/base/text.h"

namespace kaohe::report {
namespace {

constexpr std::size_t kCellsOfRun = 8192;  // some 300 kB of XML

void append_escaped(std::string& xml, std::string_view text) {
    for (std::size_t begin = 0;;) {
        const std::size_t at = std::min(text.find_first_of("&<>", begin), text.size());
        xml += text.substr(begin, at - begin);
        if (at == text.size()) return;
        xml += text[at] == '&' ? "&amp;" : text[at] == '<' ? "&lt;" : "&gt;";
        begin = at + 1;
    }
}

template <class Number, class... How>
void append_number(std::string& xml, Number value, How... how) {
    char digits[400];  // of a double without an exponent
    xml.append(digits, std::to_chars(digits, digits + sizeof digits, value, how...).ptr);
}

// Excel drops blanks at the ends of a text that does not ask for them.
bool needs_space(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    return !text.empty() && (is_space(text.front()) || is_space(text.back()));
}

}  // namespace

std::uint32_t SharedTexts::index_of(std::string_view text) {
    if (const auto it = indexes_.find(text); it != indexes_.end()) return it->second;
    const auto it = indexes_.emplace(std::string(text), static_cast<std::uint32_t>(texts_.size())).first;
    texts_.push_back(&it->first);
    return it->second;
}

std::string SharedTexts::to_xml(std::size_t used) const {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                      "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"";
    append_number(xml, used);
    xml += "\" uniqueCount=\"";
    append_number(xml, texts_.size());
    xml += "\">";
    for (const std::string* text : texts_) {
        xml += needs_space(*text) ? "<si><t xml:space=\"preserve\">" : "<si><t>";
        append_escaped(xml, *text);
        xml += "</t></si>";
    }
    xml += "</sst>";
    return xml;
}

Cells::Row& Cells::row_at(std::uint32_t row) {
    if (row >= rows_.size()) rows_.resize(row + 1);
    return rows_[row];
}

// Cells mostly come from left to right, and rows are as long as the one above.
void Cells::put(std::uint32_t row, Item item) {
    std::vector<Item>& items = row_at(row).items;
    if (items.empty() && row > 0) items.reserve(rows_[row - 1].items.size());
    if (items.empty() || items.back().column < item.column) {
        items.push_back(item);
        ++count_;
        return;
    }
    const auto at = std::lower_bound(items.begin(), items.end(), item.column, [](const Item& one, std::uint16_t column) { return one.column < column; });
    if (at->column == item.column) {
        *at = item;
    } else {
        items.insert(at, item);
        ++count_;
    }
}

void Cells::text(std::uint32_t row, std::uint16_t column, std::uint32_t style, std::uint32_t text) { put(row, {column, Kind::Text, style, text, 0}); }

void Cells::number(std::uint32_t row, std::uint16_t column, std::uint32_t style, double value) { put(row, {column, Kind::Number, style, 0, value}); }

void Cells::formula(std::uint32_t row, std::uint16_t column, std::uint32_t style, std::string expression, double value) {
    formulas_.push_back(std::move(expression));
    put(row, {column, Kind::Formula, style, static_cast<std::uint32_t>(formulas_.size() - 1), value});
}

void Cells::blank(std::uint32_t row, std::uint16_t column, std::uint32_t style) { put(row, {column, Kind::Blank, style, 0, 0}); }

void Cells::row_height(std::uint32_t row, double points, std::uint8_t level) {
    Row& one = row_at(row);
    one.height = points;
    one.level = level;
}

std::size_t Cells::texts() const {
    std::size_t out = 0;
    for (const Row& row : rows_)
        for (const Item& item : row.items) out += item.kind == Kind::Text ? 1 : 0;
    return out;
}

std::string Cells::extent() const {
    std::size_t first_row = rows_.size(), last_row = 0, first = 0xFFFF, last = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].items.empty()) continue;
        first_row = std::min(first_row, i);
        last_row = i;
        first = std::min<std::size_t>(first, rows_[i].items.front().column);
        last = std::max<std::size_t>(last, rows_[i].items.back().column);
    }
    if (empty()) return "A1";
    const std::string from = cell_name(first, first_row + 1), to = cell_name(last, last_row + 1);
    return from == to ? from : from + ":" + to;
}

bool Cells::look(std::uint32_t row, std::uint16_t column, Seen& out) const {
    if (row >= rows_.size()) return false;
    const std::vector<Item>& items = rows_[row].items;
    const auto at = std::lower_bound(items.begin(), items.end(), column, [](const Item& one, std::uint16_t wanted) { return one.column < wanted; });
    if (at == items.end() || at->column != column || at->kind == Kind::Blank) return false;
    out = {at->kind == Kind::Text, at->number, at->index};
    return true;
}

std::vector<Cells::Run> Cells::runs() const {
    std::vector<Run> out;
    std::size_t cells = kCellsOfRun;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        if (cells >= kCellsOfRun) {
            out.push_back({i, i});
            cells = 0;
        }
        cells += rows_[i].items.size() + 1;
        out.back().end = i + 1;
    }
    return out;
}

void Cells::write(Run run, std::string& xml) const {
    std::vector<std::string> columns;  // "A", "B", …
    for (std::uint32_t i = run.first; i < run.end; ++i) {
        const Row& row = rows_[i];
        if (row.items.empty() && row.height == 0) continue;
        xml += "<row r=\"";
        const std::size_t number_at = xml.size();
        append_number(xml, i + 1);
        const std::string number = xml.substr(number_at);
        xml += '"';
        if (row.height > 0) {
            xml += " ht=\"";
            append_number(xml, row.height);
            xml += "\" customHeight=\"1\"";
        }
        if (row.level > 0) {
            xml += " outlineLevel=\"";
            append_number(xml, row.level);
            xml += '"';
        }
        if (row.items.empty()) {
            xml += "/>";
            continue;
        }
        xml += '>';
        for (const Item& item : row.items) {
            while (columns.size() <= item.column) {
                const std::string name = cell_name(columns.size(), 1);
                columns.push_back(name.substr(0, name.size() - 1));
            }
            xml += "<c r=\"";
            xml += columns[item.column];
            xml += number;
            xml += "\" s=\"";
            append_number(xml, item.style);
            switch (item.kind) {
                case Kind::Blank: xml += "\"/>"; continue;
                case Kind::Text:
                    xml += "\" t=\"s\"><v>";
                    append_number(xml, item.index);
                    break;
                case Kind::Formula:
                    xml += "\"><f>";
                    append_escaped(xml, formulas_[item.index]);
                    xml += "</f><v>";
                    append_number(xml, item.number, std::chars_format::fixed);
                    break;
                case Kind::Number:
                    xml += "\"><v>";
                    append_number(xml, item.number, std::chars_format::fixed);
                    break;
            }
            xml += "</v></c>";
        }
        xml += "</row>";
    }
}

}  // namespace kaohe::report
