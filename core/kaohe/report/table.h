// kaohe/report/table.h - a sheet filled from the top: title, header, rows, notes; row heights follow text.
//
// Excel does not fit rows with merged or wrapped cells by itself on every machine, so heights are estimated
// here from the display width of the text and the width of its column.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/report/xlsx.h"

namespace kaohe::report {

struct Column {
    std::string title;
    double width;  // in characters of half width
    Align align = Align::Center;
};

struct Cell {
    enum class Kind { Text, Number, Formula, Input };

    Kind kind = Kind::Text;
    std::string text;          // Number: the decimal; Formula: its stored value
    std::string formula = {};  // without "="
    std::string format = {};   // number format; "" shows the digits of `text`
    Tone tone = Tone::Plain;
    bool bold = false;
    bool linked = false;  // a click leads elsewhere

    Cell with(Tone new_tone) const;
    Cell in_bold() const;
};

// What a page must not have is an empty cell: an empty text is drawn as —.
Cell text_cell(std::string_view text);
// Text when it is not a decimal that a spreadsheet holds exactly.
Cell number_cell(std::string_view decimal);
Cell number_cell(std::size_t count);
// The number with text around it in its format: it is shown as "≥85.7（示范）" and still counts as 85.7.
Cell framed_number_cell(std::string_view prefix, std::string_view decimal, std::string_view suffix);
// "+0.6", "-0.3"
Cell signed_cell(std::string_view decimal);
Cell formula_cell(std::string_view formula, std::string_view decimal);
Cell input_cell();  // empty, for the clerk's pen

// Whether the cell needs no second line in a column of so many characters. A link is drawn on one line by some programs.
bool fits_one_line(const Cell& cell, double width);
void draw_cell(Sheet& sheet, std::uint32_t row, std::uint16_t column, const Cell& cell, Align align);

class Table {
  public:
    Table(Sheet& sheet, std::vector<Column> columns);

    void title(std::string_view text, double height = 0);  // height 0: as the text needs
    // One line across the table without borders.
    void line(std::string_view text, Face face = Face::Body);
    struct Span {
        std::string title;
        std::uint16_t columns;
    };
    // A header of one row.
    void header(const std::vector<Span>& spans);
    // A header of two rows: `spans` over runs of the columns named by `titles`, in order. Under a span
    // without a title both rows are merged into the column's own.
    void header(const std::vector<Span>& spans, const std::vector<std::string>& titles);
    // A cell for each column, aligned as the column is. REQUIRES: at most as many cells as columns; the rest is drawn as —.
    void row(const std::vector<Cell>& cells);
    // A band across the table: the name of a section.
    void band(std::string_view text);
    // Cells over several columns each: the columns of `spans` add up to those of the table.
    struct Wide {
        Cell cell;
        std::uint16_t columns;
        Align align = Align::Left;
    };
    void wide_row(const std::vector<Wide>& cells);
    void wide_header(const std::vector<Span>& spans);
    void gap(double points = 8);
    // Leaves rows to what floats over them.
    void skip(std::uint32_t rows) { row_ += rows; }
    // Rows that follow fold away under their sum (1), or not (0).
    void fold(std::uint8_t level) { level_ = level; }

    // Prints the header on each page, and keeps it and the first `columns` columns in sight while scrolling.
    void freeze(std::uint16_t columns);

    std::uint32_t next_row() const { return row_; }
    std::string cell(std::size_t column) const;  // "C17" in the next row
    Sheet& sheet() { return *sheet_; }
    std::size_t columns() const { return columns_.size(); }

  private:
    std::size_t lines_of(const Cell& cell, double width) const;
    void set_height(std::size_t lines);
    std::uint16_t last() const { return static_cast<std::uint16_t>(columns_.size() - 1); }
    double width_of(std::uint16_t first, std::uint16_t count) const;

    Sheet* sheet_;
    std::vector<Column> columns_;
    std::uint32_t row_ = 0;
    std::uint32_t header_first_ = 0, header_last_ = 0;
    std::uint8_t level_ = 0;
};

}  // namespace kaohe::report
