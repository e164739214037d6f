// kaohe/rules/side_table.h - a small table file beside a pack (.csv, .tsv, .xlsx): its header and rows, with their places.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/diagnostic.h"

namespace kaohe::rules {

struct SideRow {
    Place place;
    std::vector<std::string> cells;
};

struct SideTable {
    std::vector<std::string> header;  // folded
    std::vector<SideRow> rows;
    // The column headed by one of these names; -1 when there is none.
    int find(std::span<const std::string_view> names) const;
    int find(std::initializer_list<std::string_view> names) const { return find(std::span(names.begin(), names.size())); }
    // The text of a row under one of these headers; "" when the table has no such column.
    std::string cell(const SideRow& row, std::span<const std::string_view> names) const;
    std::string cell(const SideRow& row, std::initializer_list<std::string_view> names) const {
        return cell(row, std::span(names.begin(), names.size()));
    }
};

// A row while it is read; the texts live as long as the call that gets it.
struct SideRowView {
    const Place& file;  // the file, and the sheet where it has sheets
    bool lines = false;
    std::uint32_t row = 0;  // of the sheet, or the line
    std::span<const std::string_view> cells;  // trimmed, at least as many as the header has

    Place place() const;
};
// The place of a row of a file: a line, or the first cell of a row of a sheet.
Place row_place(const Place& file, bool lines, std::uint32_t row);

// Who takes the rows of a table, one by one.
class SideRows {
  public:
    virtual ~SideRows() = default;
    virtual void on_header(std::vector<std::string> header) = 0;  // folded
    // False from a fork: something has to be said about the row.
    virtual bool on_row(const SideRowView& row) = 0;
    // For large text files, as of an io::RowSink: one that takes a piece of the rows, on another thread, and says nothing about
    // them; and its rows, as if they had come here, numbered `row_offset` higher.
    virtual std::unique_ptr<SideRows> fork() const { return nullptr; }
    virtual void take(SideRows& /*fork*/, std::uint32_t /*row_offset*/) {}
};

// Reads the first sheet row by row, keeping nothing: for tables of many rows. Blank rows are left out. False when there was
// an error, which is then in `findings`.
bool read_side_rows(std::string_view bytes, const std::string& shown, Diagnostics& findings, SideRows& rows, int jobs = 1);

// The column headed by one of these names; -1 when there is none. The header is folded.
int find_header(std::span<const std::string> header, std::span<const std::string_view> names);

// The first sheet of a file, blank rows left out. `shown` is the file in places. Nothing when there is an error, which is
// then in `findings`.
std::optional<SideTable> parse_side_table(std::string_view bytes, const std::string& shown, Diagnostics& findings);

}  // namespace kaohe::rules
