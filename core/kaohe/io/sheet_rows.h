// kaohe/io/sheet_rows.h - the rows of one worksheet on their way to the sink: what .xlsx, .ods and .xls have
// in common once a cell is understood.
//
// A reader begins a row, puts its cells in ascending order of columns, and ends it. Findings about cells, the
// limit of cells, hidden rows and columns and pictures in cells are seen to here, so that the three formats
// say the same.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/io/findings.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/number_format.h"
#include "kaohe/io/reader.h"

namespace kaohe::io {

// Ascending numbers as ranges: "5-7、12". Beyond ten ranges: "…等".
class NumberRanges {
  public:
    void add(std::uint32_t number);
    bool empty() const { return ranges_.empty(); }
    template <class Show>
    std::string text(const Show& show) const;

  private:
    struct Range {
        std::uint32_t first, last;
    };
    std::vector<Range> ranges_;
    bool more_ = false;
};

class SheetRows {
  public:
    // `cells_left`: how many cells, blanks between filled ones included, all sheets together may still have.
    SheetRows(const Sheet& sheet, const std::string& file, RowSink& sink, Findings& findings,
              const Limits& limits, std::size_t& cells_left);

    // `row` is 1-based.
    void begin_row(std::uint32_t row);
    void hide_row() { row_hidden_ = true; }
    // 0-based, both included; before the first row ends. What is beyond the limits does not count.
    void hide_columns(std::uint32_t first, std::uint32_t last);

    void put(std::uint32_t column, CellKind kind, std::string_view text);
    // Blank when empty; a finding when too long or a picture.
    void put_text(std::uint32_t column, std::string_view text);
    // The same without a copy: `text` lives until the row has ended.
    void put_lasting_text(std::uint32_t column, std::string_view text);
    // CellKind::Error with a finding; `what` fills its message.
    void put_error(std::uint32_t column, Code code, std::string what, std::string_view text = {});
    // False when the text cannot be used: then the cell has become an Error.
    bool check_text(std::uint32_t column, std::string_view text);

    // To make a text in place: remember text().size() as `begin`, append to text(), then put_appended().
    std::string& text() { return text_; }
    void put_appended(std::uint32_t column, CellKind kind, std::size_t begin);
    // The same for a decimal; a date when its format says so and there is such a day.
    void put_number(std::uint32_t column, std::size_t begin, NumberFormat format, DateSystem dates);

    // The last cell once more in each of the `times` columns behind it.
    void repeat_last(std::uint32_t times);

    bool row_is_blank() const { return filled_.empty(); }
    // One behind the column of the last filled cell, 0 without any.
    std::size_t width() const { return filled_.empty() ? 0 : filled_.back().column + std::size_t{1}; }

    // Delivers the row and `repeats` - 1 more below it. `cells` is how many cells it has in the file, blank
    // ones at its end included. False when the sink wants no more of this sheet. Fails with KH-F006.
    Result<bool> end_row(std::size_t cells, std::uint32_t repeats = 1);

    // Fails with KH-F004 (not a range within the limits; `written` is named) or KH-F006.
    Result<void> add_merge(const Merge& merge, std::string_view written);
    // Behind the last row: delivers the merged ranges, unless the sink has stopped the sheet, and reports
    // what is hidden.
    void finish();

    Place place(std::uint32_t column) const;
    Place sheet_place() const { return {.file = file_, .sheet = sheet_.name}; }

  private:
    struct Filled {
        std::uint32_t column;
        CellKind kind;
        const char* fixed;  // text that outlives the row; null: in text_
        std::size_t begin, size;
    };
    struct RowFinding {
        std::uint32_t column;
        Code code;
        std::string what;
    };
    Result<bool> deliver();
    void note_hidden();

    const Sheet& sheet_;
    const std::string& file_;
    RowSink& sink_;
    Findings& findings_;
    const Limits& limits_;
    std::size_t& cells_left_;

    std::uint32_t row_ = 0;
    bool row_hidden_ = false, stopped_ = false;
    std::vector<Filled> filled_;
    std::vector<RowFinding> row_findings_;
    std::string text_;
    std::vector<Cell> cells_;
    std::vector<Merge> merges_;

    NumberRanges hidden_rows_;
    std::vector<std::int32_t>
        column_marks_;  // how many hidden stretches begin less those that end; empty: none
    std::vector<bool> columns_with_cells_;
};

// Whether a formula, with or without what stands before its first function, shows a picture (WPS: DISPIMG).
bool is_picture_formula(std::string_view formula);

}  // namespace kaohe::io
