#include "kaohe/report/table.h"

#include <algorithm>
#include <cmath>

#include "kaohe/base/text.h"
#include "kaohe/num/decimal.h"
#include "kaohe/labels.h"

namespace kaohe::report {
namespace {

constexpr double kLineHeight = 14.5;  // points, of 10.5 point type
constexpr double kRowPadding = 8.5;
constexpr double kCellPadding = 2;  // characters that the cell's margins take
// Fonts differ in the width of Latin letters and digits, and words break before the edge.
constexpr double kReserve = 1.12;

std::string quoted(std::string_view text) {
    return text.empty() ? "" : "\"" + std::string(text) + "\"";
}

}  // namespace

Cell Cell::with(Tone new_tone) const {
    Cell out = *this;
    out.tone = new_tone;
    return out;
}

Cell Cell::in_bold() const {
    Cell out = *this;
    out.bold = true;
    return out;
}

Cell text_cell(std::string_view text) {
    return {.text = std::string(trim(text).empty() ? label::nothing : text)};
}

Cell number_cell(std::string_view decimal) {
    if (!fits_number(decimal)) return text_cell(decimal);
    return {.kind = Cell::Kind::Number, .text = std::string(decimal)};
}

Cell number_cell(std::size_t count) {
    return number_cell(std::to_string(count));
}

Cell framed_number_cell(std::string_view prefix, std::string_view decimal, std::string_view suffix) {
    Cell cell = number_cell(decimal);
    if (cell.kind != Cell::Kind::Number) return text_cell(fmt::format("{}{}{}", prefix, decimal, suffix));
    cell.format = quoted(prefix) + number_format_of(decimal) + quoted(suffix);
    return cell;
}

Cell signed_cell(std::string_view decimal) {
    Cell cell = number_cell(decimal);
    const std::string digits = number_format_of(decimal);
    if (cell.kind == Cell::Kind::Number) cell.format = fmt::format("+{0};-{0};{0}", digits);
    return cell;
}

Cell formula_cell(std::string_view formula, std::string_view decimal) {
    Cell cell = number_cell(decimal);
    if (cell.kind != Cell::Kind::Number) return cell;
    cell.kind = Cell::Kind::Formula;
    cell.formula = formula;
    return cell;
}

Cell input_cell() {
    return {.kind = Cell::Kind::Input, .text = "", .tone = Tone::Input};
}

Table::Table(Sheet& sheet, std::vector<Column> columns) : sheet_(&sheet), columns_(std::move(columns)) {
    for (std::size_t i = 0; i < columns_.size(); ++i)
        sheet_->column_width(static_cast<std::uint16_t>(i), columns_[i].width);
}

double Table::width_of(std::uint16_t first, std::uint16_t count) const {
    double width = 0;
    for (std::uint16_t i = first; i < first + count && i < columns_.size(); ++i) width += columns_[i].width;
    return width;
}

std::string Table::cell(std::size_t column) const {
    return cell_name(column, row_ + 1);
}

std::size_t Table::lines_of(const Cell& cell, double width) const {
    if (cell.kind != Cell::Kind::Text) return 1;
    const double room = std::max(width - kCellPadding, 1.0);
    std::size_t lines = 0;
    for (const std::string& paragraph : split(cell.text, '\n')) {
        const auto wide = static_cast<double>(display_width(paragraph));
        lines += wide <= room ? 1 : static_cast<std::size_t>(std::ceil(wide * kReserve / room));
    }
    return std::max<std::size_t>(lines, 1);
}

void Table::set_height(std::size_t lines) {
    sheet_->row_height(row_, static_cast<double>(lines) * kLineHeight + kRowPadding, level_);
}

void Table::title(std::string_view text, double height) {
    sheet_->merge(row_, 0, row_, last(), text, {.face = Face::Title, .align = Align::Center, .border = false});
    // 18 points against 10.5
    const double lines = std::ceil(static_cast<double>(display_width(text)) * 1.75 / width_of(0, static_cast<std::uint16_t>(columns_.size())));
    sheet_->row_height(row_++, height > 0 ? height : 10 + 26 * std::max(lines, 1.0));
}

void Table::line(std::string_view text, Face face) {
    sheet_->merge(row_, 0, row_, last(), text, {.face = face, .border = false});
    set_height(lines_of(text_cell(text), width_of(0, static_cast<std::uint16_t>(columns_.size()))));
    ++row_;
}

void Table::header(const std::vector<Span>& spans) {
    header_first_ = row_;
    wide_header(spans);
    header_last_ = row_ - 1;
}

void Table::wide_header(const std::vector<Span>& spans) {
    const Look look{.face = Face::Header, .align = Align::Center, .tone = Tone::Head};
    std::uint16_t column = 0;
    std::size_t lines = 1;
    for (const Span& span : spans) {
        sheet_->merge(row_, column, row_, static_cast<std::uint16_t>(column + span.columns - 1), span.title,
                      look);
        lines = std::max(lines, lines_of(text_cell(span.title), width_of(column, span.columns)));
        column = static_cast<std::uint16_t>(column + span.columns);
    }
    set_height(lines);
    ++row_;
}

void Table::header(const std::vector<Span>& spans, const std::vector<std::string>& titles) {
    const Look look{.face = Face::Header, .align = Align::Center, .tone = Tone::Head};
    header_first_ = row_;
    std::uint16_t column = 0;
    std::size_t lines = 1;
    for (const Span& span : spans) {
        const auto end = static_cast<std::uint16_t>(column + span.columns);
        if (!span.title.empty())
            sheet_->merge(row_, column, row_, static_cast<std::uint16_t>(end - 1), span.title, look);
        for (; column < end; ++column) {
            if (span.title.empty()) {
                sheet_->merge(row_, column, row_ + 1, column, titles[column], look);
            } else {
                sheet_->text(row_ + 1, column, titles[column], look);
            }
            lines = std::max(lines, lines_of(text_cell(titles[column]), columns_[column].width));
        }
    }
    set_height(1);
    ++row_;
    set_height(lines);
    header_last_ = row_++;
}

bool fits_one_line(const Cell& cell, double width) {
    return cell.text.find('\n') == std::string::npos && static_cast<double>(display_width(cell.text)) * kReserve + kCellPadding <= width;
}

void draw_cell(Sheet& sheet, std::uint32_t row, std::uint16_t column, const Cell& cell, Align align) {
    const Look look{.align = align, .tone = cell.tone, .bold = cell.bold, .linked = cell.linked, .number_format = cell.format};
    switch (cell.kind) {
        case Cell::Kind::Number: return sheet.number(row, column, cell.text, look);
        case Cell::Kind::Formula: return sheet.formula(row, column, cell.formula, cell.text, look);
        case Cell::Kind::Input: return sheet.blank(row, column, look);
        case Cell::Kind::Text: return sheet.text(row, column, cell.text, look);
    }
}

void Table::row(const std::vector<Cell>& cells) {
    std::vector<Wide> wide;
    for (std::size_t i = 0; i < columns_.size(); ++i) wide.push_back({i < cells.size() ? cells[i] : text_cell(""), 1, columns_[i].align});
    wide_row(wide);
}

void Table::band(std::string_view text) {
    sheet_->merge(row_, 0, row_, last(), text, {.face = Face::Header, .tone = Tone::Band});
    set_height(lines_of(text_cell(text), width_of(0, static_cast<std::uint16_t>(columns_.size()))));
    ++row_;
}

void Table::wide_row(const std::vector<Wide>& cells) {
    std::uint16_t column = 0;
    std::size_t lines = 1;
    for (const Wide& wide : cells) {
        const bool is_dash = wide.cell.kind == Cell::Kind::Text && wide.cell.text == label::nothing;
        const Align align = is_dash ? Align::Center : wide.align;
        lines = std::max(lines, lines_of(wide.cell, width_of(column, wide.columns)));
        if (wide.cell.kind == Cell::Kind::Input) lines = std::max<std::size_t>(lines, 2);  // room for handwriting
        const auto end = static_cast<std::uint16_t>(column + wide.columns);
        if (wide.columns > 1) {
            const Look look{.align = align, .tone = wide.cell.tone, .bold = wide.cell.bold};
            sheet_->merge(row_, column, row_, static_cast<std::uint16_t>(end - 1), wide.cell.kind == Cell::Kind::Text ? wide.cell.text : "", look);
        }
        if (wide.columns == 1 || wide.cell.kind != Cell::Kind::Text) draw_cell(*sheet_, row_, column, wide.cell, align);
        column = end;
    }
    set_height(lines);
    ++row_;
}

void Table::gap(double points) {
    sheet_->row_height(row_++, points);
}

void Table::freeze(std::uint16_t columns) {
    sheet_->freeze(header_last_ + 1, columns);
    sheet_->repeat_rows(header_first_, header_last_);
}

}  // namespace kaohe::report
