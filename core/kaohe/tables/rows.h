// kaohe/tables/rows.h - inside the tables module: rows under a known header on their way into a table.
#pragma once
#include <map>
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
    std::optional<std::size_t> find(std::string_view text) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> names_;
};

// The same for rows in some order: each mostly names the region of the row before, or the next one.
class RegionGuess {
  public:
    RegionGuess(const RegionIndex& index, std::size_t regions) : index_(&index), texts_(regions) {}
    std::optional<std::size_t> find(std::string_view text);

  private:
    const RegionIndex* index_;
    std::vector<std::string> texts_;  // by region: what it was called last
    std::size_t last_ = 0;
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

// A sheet whose header is known. `owner` is whose file it is by its 填报信息 or its name: rows are not given to it, but
// what can't be read of them is held against its table.
struct OpenSheet {
    std::uint32_t input = 0;
    std::size_t index = 0;  // into Dataset::sheets
    std::size_t table = 0;
    const model::TableSpec* spec = nullptr;
    io::Sheet sheet;
    FileInfo info;
    std::optional<std::size_t> owner;
    std::vector<int> column_of_cell;  // spec column of each cell, -1: none
    std::vector<int> cell_of_column;  // and back
    bool header_bad = false;
};
bool is_blank_row(std::span<const io::Cell> cells);
Place place_of(const Import& import, std::uint32_t input, const io::Sheet& sheet, std::uint32_t row, std::size_t column);

// Reads rows of an open sheet into a table, the import's own or, when rows are read ahead on another thread, a spare one.
class RowReader {
  public:
    enum class Mode {
        Final,  // what is wrong is reported
        Ahead,  // the first row about which something has to be said ends the reading; the import is left alone
    };
    // REQUIRES: `import`, `sheet` and `table` outlive the reader.
    RowReader(Import& import, const OpenSheet& sheet, model::Table& table, Mode mode, RegionGuess guess, std::size_t rows);

    // False when reading ahead ends here.
    bool read(std::uint32_t row, std::span<const io::Cell> cells);
    const RegionGuess& guess() const { return guess_; }
    // How many cells were below their detection limit.
    std::size_t below_limit() const { return below_limit_; }

  private:
    // A column that the sheet has.
    struct Reading {
        const model::ColumnSpec* spec;
        std::size_t column, cell;
        std::int64_t surely_in_range;  // coefficients from 0 to this one are, at any scale
    };
    struct Parsed {
        std::int64_t value = model::kMissing;
        int scale = 0;
        std::string_view text;
    };

    std::optional<std::size_t> region_of_row(std::uint32_t row, std::span<const io::Cell> cells);
    bool parse_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row);
    bool parse_number_cell(const Reading& reading, std::string_view text, Parsed& out, std::uint32_t row);
    // Half the detection limit, where the column takes that.
    NumberText parse_below_cell(const Reading& reading, std::string_view text, SmallDecimal& out, std::uint32_t row);
    bool in_period();
    void append(std::size_t region, std::uint32_t row);
    void check_needs(std::uint32_t row);

    template <class... Args>
    bool wrong(Code code, std::uint32_t row, std::size_t column, const Args&... args) {
        if (mode_ == Mode::Ahead) return clean_ = false;
        report(import_, sheet_.input, diagnose(code, place_of(import_, sheet_.input, sheet_.sheet, row, column), args...));
        return false;
    }
    void mark(std::size_t region, const std::string& reason) {
        if (mode_ == Mode::Ahead)
            clean_ = false;
        else
            mark_bad(import_.data, sheet_.table, region, reason);
    }

    Import& import_;
    const OpenSheet& sheet_;
    const model::TableSpec& spec_;
    model::Table& table_;
    model::Table::Outside& outside_;  // of this sheet
    Mode mode_;
    bool clean_ = true;
    RegionGuess guess_;
    std::vector<Reading> readings_, needing_;  // without the region; those that need another column filled
    std::vector<Parsed> values_;
    std::size_t below_limit_ = 0;
    // the same text as in the row before is the same day
    std::string last_day_text_;
    std::int64_t last_day_ = model::kMissing;
};

// Some rows of an open sheet, read ahead.
class RowsAhead : public io::RowSink {
  public:
    RowsAhead(Import& import, const OpenSheet& sheet, const RegionGuess& guess, std::size_t rows);
    void on_sheet(const io::Sheet&) override {}
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override { return reader_.read(row, cells); }
    const model::Table& rows() const { return table_; }

  private:
    model::Table table_;
    RowReader reader_;
};

}  // namespace kaohe::tables
