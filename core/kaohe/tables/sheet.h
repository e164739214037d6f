// kaohe/tables/sheet.h - inside the tables module: one sheet of one file on its way into its table.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "kaohe/io/reader.h"
#include "kaohe/model/table.h"
#include "kaohe/rules/plan.h"
#include "kaohe/tables/import.h"
#include "kaohe/tables/values.h"

namespace kaohe::tables {

// Names to regions: written form first (the fast way), folded form second.
class RegionIndex {
  public:
    explicit RegionIndex(const rules::Plan& plan);
    std::optional<std::size_t> find(std::string_view text);

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> names_;
};

// What the 填报信息 of a file says.
struct FileInfo {
    std::optional<std::size_t> region;
    std::string region_text, year_text, pack_text, version_text;
    bool present = false;
};

// Everything the sheets of one import share.
struct Import {
    const rules::Plan& plan;
    const ImportOptions& options;
    model::Dataset& data;
    RegionIndex regions;
    std::vector<std::map<std::string, std::size_t>> repeated;  // per input: findings of a kind beyond the limit
    std::set<std::pair<std::size_t, std::size_t>> unread{};    // table and region of files of which nothing could be read
};

// Marks a region's table as not usable; the first reason stays.
void mark_bad(model::Dataset& data, std::size_t table, std::size_t region, const std::string& reason);
// Adds a finding; beyond a thousand of a kind in one file they are only counted.
void report(Import& import, std::uint32_t input, Diagnostic diagnostic);

// Receives the rows of one file. One sheet at a time. `owner` is whose file it is by its 填报信息 or its name: rows are
// not given to it, but what can't be read of them is held against its table.
class SheetReader : public io::RowSink {
  public:
    SheetReader(Import& import, std::uint32_t input, std::string table_argument, std::string stem, FileInfo info,
                std::optional<std::size_t> owner);

    // At most so many rows will come, as far as is known: room for them is made once.
    void expect_rows(std::size_t rows) { expected_rows_ = rows; }

    void on_sheet(const io::Sheet& sheet) override;
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override;
    // After the last row of the file.
    void finish();

  private:
    struct Buffered {
        std::uint32_t row;
        std::vector<std::pair<io::CellKind, std::string>> cells;
    };
    struct Parsed {
        std::int64_t value = model::kMissing;
        int scale = 0;
        std::string_view text;
    };

    void finish_sheet();
    bool look_for_header(std::uint32_t row, std::span<const io::Cell> cells);
    void take_header(const Buffered& header);
    void replay_after(std::size_t header);
    void read_row(std::uint32_t row, std::span<const io::Cell> cells);
    std::optional<std::size_t> region_of_row(std::uint32_t row, std::span<const io::Cell> cells);
    bool parse_cell(const model::ColumnSpec& column, const io::Cell& cell, Parsed& out, std::uint32_t row, std::size_t at);
    bool parse_number_cell(const model::ColumnSpec& column, std::string_view text, Parsed& out, std::uint32_t row, std::size_t at);
    // Half the detection limit, where the column takes that.
    NumberText parse_below_cell(const model::ColumnSpec& column, std::string_view text, SmallDecimal& out, std::uint32_t row, std::size_t at);
    bool in_period(std::span<const Parsed> values);
    void append(std::size_t region, std::uint32_t row, std::span<const Parsed> values);
    void check_needs(std::span<const Parsed> values, std::uint32_t row);

    Place place(std::uint32_t row, std::size_t column) const;
    template <class... Args>
    bool wrong(Code code, std::uint32_t row, std::size_t column, const Args&... args) {
        report(import_, input_, diagnose(code, place(row, column), args...));
        return false;
    }

    Import& import_;
    std::uint32_t input_;
    std::string table_argument_, stem_;
    FileInfo info_;
    std::optional<std::size_t> owner_;

    io::Sheet sheet_;
    bool open_ = false, refused_ = false, first_sheet_ = true;
    const model::TableSpec* spec_ = nullptr;
    std::size_t table_ = 0, sheet_index_ = 0, expected_rows_ = 0;
    std::size_t below_limit_ = 0;  // cells of this sheet
    model::Table::Outside* outside_ = nullptr;  // of this sheet
    std::vector<Buffered> buffer_;
    bool header_found_ = false, header_bad_ = false;
    std::vector<int> column_of_cell_;   // spec column of each cell, -1: none
    std::vector<int> cell_of_column_;   // and back
    std::vector<std::size_t> present_;  // spec columns that this sheet has, without the region
    std::vector<std::size_t> needing_;  // those of them that need another column filled
    std::vector<Parsed> row_values_;
    // the same text as in the row before is the same day
    std::string last_day_text_;
    std::int64_t last_day_ = model::kMissing;
};

}  // namespace kaohe::tables
