// kaohe/model/table.h - what was submitted, as tables of exact columns grouped by region: the input of every method.
//
// Rows are in a canonical order (region in pack order, then key), whatever the order of files and lines was, so that
// everything computed from them is the same.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/model/date.h"
#include "kaohe/model/dictionary.h"

namespace kaohe::model {

// 辖区. Its index in Regions is its number everywhere else.
struct Region {
    std::string name;
    std::string code;  // 区划代码, "" where it has none
    enum class Kind { County, City, Zone, Bureau } kind = Kind::County;
    bool ranked = true;
    std::vector<std::string> aliases;

    friend bool operator==(const Region&, const Region&) = default;
};
std::string_view kind_name(Region::Kind kind);

// A submitted file.
struct Input {
    std::string name;    // relative to the DATA argument, with '/'
    std::string digest;  // "sha256:…"
    std::size_t rows = 0;
    std::string path{};  // where it lies here; in no result
};

// A block of rows of one sheet of one input: [first, last] are its rows or lines.
struct RowRange {
    std::uint32_t input = 0;
    std::string sheet;
    std::string cells;  // "A2:J366", or "2-366" for lines
    std::size_t rows = 0;
};

// Where the rows of a table came from, in the order in which they came: few numbers for many rows, since mostly one row of a
// sheet comes behind the other.
class RowSources {
  public:
    struct Source {
        std::uint32_t sheet;  // index into Dataset::sheets
        std::uint32_t row;    // row of the sheet, or line
    };
    std::size_t size() const { return size_; }
    Source operator[](std::size_t at) const;
    void push_back(Source source) {
        if (runs_.empty() || source.sheet != runs_.back().first.sheet || source.row != runs_.back().first.row + (size_ - runs_.back().begin)) [[unlikely]]
            runs_.push_back({size_, source});
        ++size_;
    }
    // Those of another part of the same sheets, `row_offset` further down.
    void append(const RowSources& more, std::uint32_t row_offset);

  private:
    // Rows that follow each other.
    struct Run {
        std::size_t begin;
        Source first;
    };
    std::vector<Run> runs_;
    std::size_t size_ = 0;
};

class Table {
  public:
    explicit Table(const TableSpec& spec);

    const TableSpec& spec() const { return *spec_; }
    // The same table of an equal dictionary. REQUIRES: spec == this->spec().
    void bind(const TableSpec& spec) { spec_ = &spec; }
    std::size_t rows() const { return order.empty() ? sources.size() : order.size(); }
    // Null when there is no such column, or nobody submitted it.
    const TableColumn* find(std::string_view column) const;
    // The rows of a region: [begin, end).
    std::pair<std::size_t, std::size_t> rows_of(std::size_t region) const;
    // Where the rows [begin, end) came from, in file order.
    std::vector<RowRange> ranges(std::size_t begin, std::size_t end, const class Dataset& dataset) const;
    // Where a row came from; with a column's id, where that cell is (its row's first cell when the sheet has no such column).
    Place place(std::size_t row, const class Dataset& dataset, std::string_view column = {}) const;
    // While importing: takes over the rows of another part of the same sheet, `row_offset` further down. False, and nothing
    // is taken, when the numbers of a column don't fit 18 digits at one scale.
    bool append(const Table& more, std::uint32_t row_offset);

    std::vector<TableColumn> columns;     // as in spec; a column that nobody submitted has size 0
    // Where a row came from.
    RowSources::Source source(std::size_t row) const { return sources[order.empty() ? row : order[row]]; }
    RowSources sources;                   // one per row, as they came
    std::vector<std::uint32_t> order;     // of the rows: which of the sources each has; empty: they are as they came
    std::vector<std::size_t> region_ends; // region r has rows [region_ends[r-1], region_ends[r])
    PackedValues row_regions;             // while importing only
    // Rows that were read but do not take part, by sheet.
    struct Outside {
        std::size_t rows = 0, outside = 0, after = 0;
    };
    std::map<std::size_t, Outside> outside;

  private:
    const TableSpec* spec_;
};

struct SheetName {
    std::uint32_t input = 0;
    std::string sheet;
    bool lines = false;
    std::uint32_t last_column = 0;
    std::vector<int> cell_of_column{};  // by column of the table's spec: 0-based, -1 when it is not there
};

class Dataset {
  public:
    std::vector<Input> inputs;       // sorted by name
    std::vector<SheetName> sheets;
    std::vector<Table> tables;       // one per table of the dictionary, same order
    Diagnostics findings;
    // Why a region's table can't be used: [table][region]. The first reason found.
    std::vector<std::map<std::size_t, std::string>> bad;
    // A region whose file could not be read at all, with the reason; and files that could be anybody's.
    std::map<std::size_t, std::string> unreadable_regions;
    std::optional<std::string> unreadable_file;
    std::size_t regions_with_data = 0;

    const Table* find(std::string_view id) const;
    // From here on used with this dictionary. REQUIRES: it equals the one the data was read with.
    void bind(const Dictionary& dictionary);
};

}  // namespace kaohe::model
