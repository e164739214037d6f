// kaohe/tables/rows.h - inside the tables module: rows under a known header on their way into a table.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kaohe/base/text_hash.h"
#include "kaohe/io/reader.h"
#include "kaohe/model/table.h"
#include "kaohe/rules/plan.h"
#include "kaohe/tables/header.h"
#include "kaohe/tables/import.h"
#include "kaohe/tables/values.h"

namespace kaohe::tables {

// Names to regions: written form first (the fast way), folded form second.
class RegionIndex {
  public:
    explicit RegionIndex(const rules::Plan& plan);
    // By name, alias or code; also 利通 and 吴忠市利通区, where only one region can be meant.
    std::optional<std::size_t> find(std::string_view text) const;

  private:
    static std::string without_level(const std::string& name);

    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> names_;
    std::vector<std::string> city_names_;  // folded: of the one city, with and without its level
};

// The same for rows in some order: each mostly names the region of the row before, or the next one, by its name or its code.
class RegionGuess {
  public:
    RegionGuess(const RegionIndex& index, const std::vector<model::Region>& regions) : index_(&index), regions_(&regions) {}
    std::optional<std::size_t> find(std::string_view text);

  private:
    const RegionIndex* index_;
    const std::vector<model::Region>* regions_;
    std::size_t last_ = 0;
};

// What the 填报信息 of a file says.
struct FileInfo {
    std::optional<std::size_t> region;
    std::optional<model::Day> filled;  // 填报日期
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
    std::vector<std::optional<num::Ratio>> factor_of_cell;  // into the column's unit, where the header names another
    std::vector<std::string> header_texts;                  // by cell, folded
    std::pair<std::uint32_t, std::uint32_t> header_rows{0, 0};
    int code_cell = -1, unit_cell = -1;  // of 区划代码, and of the unit of each row where the table has no such column
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

    // False when reading ends here: ahead, because something has to be said; else, because another table begins.
    bool read(std::uint32_t row, std::span<const io::Cell> cells);
    // Merged ranges of the sheet; they come after its rows. A name merged over several rows counts for each of them, a
    // number does not.
    void on_merge(const io::Merge& merge);
    // After the last row: rows that waited for merged ranges.
    void finish();
    const RegionGuess& guess() const { return guess_; }
    // How many cells were below their detection limit.
    std::size_t below_limit() const { return below_limit_; }

  private:
    // A column that the sheet has.
    struct Reading {
        const model::ColumnSpec* spec;
        std::size_t column, cell;
        std::int64_t surely_in_range;  // coefficients from 0 to this one are, at any scale
        std::optional<num::Ratio> factor;  // into the column's unit
    };
    // A row with a blank where a name is merged over several rows, perhaps.
    struct Waiting {
        KeptRow row;
        std::vector<std::pair<std::uint32_t, std::string>> above;  // by carried_: the last filled cell above
    };
    enum class RowKind { Data, Left, SecondTable };

    struct Parsed {
        std::int64_t value = model::kMissing;
        int scale = 0;
        std::string_view text;
    };

    void take_row(std::uint32_t row, std::span<const io::Cell> cells);
    // The short way, plain_rows.cpp. False when the row has to go the long one; nothing was kept of it then.
    bool take_plain_row(std::uint32_t row, std::span<const io::Cell> cells);
    // A text column of plain rows, and what is known of the row being read.
    struct PlainText {
        const Reading* reading;
        bool label;                        // 合计 may stand there
        std::vector<bool> is_no_total;     // by code: such texts were looked at before
        std::int64_t code;                 // of this row's text; kMissing: it is new
    };
    bool take_plain_cell(const Reading& reading, const io::Cell& cell);
    bool find_plain_text(PlainText& text, std::string_view written);
    void prepare_plain_rows();
    RowKind kind_of(std::uint32_t row, std::span<const io::Cell> cells);
    bool is_total_word(std::string_view text) const;
    bool is_total(std::span<const io::Cell> cells, const std::vector<std::size_t>& labels);
    bool is_remark(std::span<const io::Cell> cells) const;
    bool is_header_again(std::span<const io::Cell> cells) const;
    void mark_sheet(const std::string& reason);
    void check_totals();
    void check_sum(std::uint32_t row, std::uint32_t before, std::uint32_t next, const Reading& reading, std::span<const io::Cell> cells);
    bool is_unfilled(std::span<const io::Cell> cells) const;
    bool waits(std::uint32_t row, std::span<const io::Cell> cells);
    void read_waiting();
    void settle_merges();
    bool check_code(std::size_t region, std::uint32_t row, std::span<const io::Cell> cells);
    bool take_row_unit(const Reading& reading, std::uint32_t row, std::span<const io::Cell> cells);
    bool to_column_unit(const Reading& reading, const std::string& written, std::string_view text, SmallDecimal& number, std::uint32_t row);
    bool settle_own_units(std::uint32_t row);
    void check_limits(std::uint32_t row);

    std::optional<std::size_t> region_of_row(std::uint32_t row, std::span<const io::Cell> cells);
    bool parse_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row);
    bool parse_number_cell(const Reading& reading, const io::Cell& cell, Parsed& out, std::uint32_t row);
    bool parse_day_cell(const Reading& reading, const io::Cell& cell, std::string_view text, Parsed& out, std::uint32_t row);
    bool parse_choice(const Reading& reading, std::string_view text, Parsed& out, std::uint32_t row);
    // Half the detection limit, where the column takes that.
    NumberText parse_below_cell(const Reading& reading, std::string_view text, SmallDecimal& out, std::uint32_t row);
    bool in_period(std::size_t region, std::uint32_t row);
    void append(std::size_t region, std::uint32_t row);
    void add_row(std::size_t region, std::uint32_t row);
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
    std::vector<std::string> own_units_;  // by column: the unit that a value of this row brings
    bool has_own_units_ = false;
    std::optional<std::size_t> extra_unit_;   // the column of units, when a value has filled it
    std::optional<num::Ratio> unit_factor_;   // of the cell being read, by its header or its row
    std::vector<std::size_t> labels_;         // cells in which 合计 may stand, besides the region's
    model::TextPool plain_labels_;            // texts that are no such word, some of them
    std::vector<KeptRow> totals_;
    std::vector<std::size_t> carried_;        // cells that may be merged over several rows, and are needed in each
    std::vector<std::pair<std::uint32_t, std::string>> above_;  // by carried_: the last filled one and its row
    std::vector<Waiting> waiting_;
    std::vector<io::Merge> merges_;
    std::size_t first_row_;     // of the table: where this sheet begins
    std::size_t left_out_ = 0;  // rows that did not come into the table
    bool remarks_ = false;      // remarks have begun
    bool asks_more_ = false;    // a required column is not part of the key
    std::size_t below_limit_ = 0;
    std::size_t plain_cells_ = 0;  // a plain row has at least so many cells; 0: no row is one
    std::vector<PlainText> plain_texts_;
    std::vector<std::size_t> other_labels_;  // labels that are no text column
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
    std::unique_ptr<io::RowSink> fork(std::size_t rows) override { return std::make_unique<RowsAhead>(import_, sheet_, reader_.guess(), rows); }
    const model::Table& rows() const { return table_; }

  private:
    Import& import_;
    const OpenSheet& sheet_;
    model::Table table_;
    RowReader reader_;
};

}  // namespace kaohe::tables
