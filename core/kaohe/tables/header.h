// kaohe/tables/header.h - inside the tables module: which columns a sheet has, from the rows above its data.
//
// A header takes one to three rows: group titles above, names below, as merged cells or as blanks beside and below a
// title. A row of units, and one that only numbers the columns (甲, 乙, 1, 2), may follow.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kaohe/io/reader.h"
#include "kaohe/rules/plan.h"

namespace kaohe::tables {

// A row that is kept until it is known what it is.
struct KeptRow {
    std::uint32_t row = 0;
    std::vector<std::pair<io::CellKind, std::string>> cells;

    KeptRow(std::uint32_t number, std::span<const io::Cell> from);
    // Views into this row.
    void view(std::vector<io::Cell>& out) const;
};

struct HeaderCell {
    std::string text;  // as written; the lowest of its rows
    std::string unit;  // folded, "" when it names none
    int column = -1;   // of the table's spec, -1 when it is none of them
    bool whole = false;  // the text with what is in its brackets is the column's name: 总磷(以P计)
};

struct Header {
    std::size_t first = 0, last = 0;  // of the rows given
    std::vector<HeaderCell> cells;
    std::size_t known = 0;  // how many cells are columns of the table
    bool complete = false;  // all required columns are there
};

class HeaderReader {
  public:
    HeaderReader(const model::TableSpec& spec, const rules::Plan& plan) : spec_(spec), plan_(plan) {}

    // The rows [first, last] read as one header.
    Header read(std::span<const KeptRow> rows, std::size_t first, std::size_t last) const;
    // The shortest header that ends with the last row and has all required columns.
    std::optional<Header> complete_at_end(std::span<const KeptRow> rows) const;
    // The row behind the header belongs to it: more names, or units.
    bool continues(std::span<const KeptRow> rows, const Header& header) const;
    // The rows with the most known names, when there are at least two.
    std::optional<Header> best(std::span<const KeptRow> rows) const;
    // Of a row among the data: most of its cells are names of columns of this table.
    bool looks_like_header(std::span<const io::Cell> cells) const;

    // "PM2.5(μg/m3)": the column, and the unit.
    HeaderCell cell(std::string_view text) const;
    bool is_unit(std::string_view text) const;

  private:
    const model::TableSpec& spec_;
    const rules::Plan& plan_;
};

// 甲, 乙, 1, 2, 3: a row that numbers the columns.
bool is_numbering(std::span<const io::Cell> cells);

}  // namespace kaohe::tables
