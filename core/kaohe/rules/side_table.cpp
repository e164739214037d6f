#include "kaohe/rules/side_table.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"

namespace kaohe::rules {
namespace {

class SideSink : public io::RowSink {
  public:
    SideSink(const std::string& file, SideRows& rows) : file_{.file = file}, rows_(rows) {}

    void on_sheet(const io::Sheet& sheet) override {
        if (++sheets_ > 1) return;
        lines_ = sheet.lines;
        file_.sheet = sheet.name;
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        if (sheets_ > 1) return false;
        texts_.clear();
        bool blank = true;
        for (const auto& cell : cells) {
            texts_.push_back(trim(cell.text));
            blank = blank && texts_.back().empty();
        }
        if (blank) return true;
        if (columns_ == 0) {
            columns_ = texts_.size();
            std::vector<std::string> header;
            for (const auto& text : texts_) header.push_back(fold(text));
            rows_.on_header(std::move(header));
            return true;
        }
        if (texts_.size() < columns_) texts_.resize(columns_);
        return rows_.on_row({file_, lines_, row, texts_}) || !own_;
    }
    std::unique_ptr<io::RowSink> fork(std::size_t) override {
        auto rows = columns_ > 0 ? rows_.fork() : nullptr;
        if (!rows) return nullptr;
        auto out = std::make_unique<SideSink>(file_.file, *rows);
        out->own_ = std::move(rows);
        out->sheets_ = sheets_;
        out->lines_ = lines_;
        out->columns_ = columns_;
        return out;
    }
    bool take(io::RowSink& fork, std::uint32_t row_offset) override {
        rows_.take(*dynamic_cast<SideSink&>(fork).own_, row_offset);
        return true;
    }

  private:
    Place file_;
    SideRows& rows_;
    std::unique_ptr<SideRows> own_;  // of a fork
    std::vector<std::string_view> texts_;
    std::size_t columns_ = 0;
    bool lines_ = false;
    int sheets_ = 0;
};

// Keeps everything.
class Keeper : public SideRows {
  public:
    explicit Keeper(SideTable& table) : table_(table) {}
    void on_header(std::vector<std::string> header) override { table_.header = std::move(header); }
    bool on_row(const SideRowView& row) override {
        table_.rows.push_back({row.place(), {row.cells.begin(), row.cells.end()}});
        return true;
    }

  private:
    SideTable& table_;
};

}  // namespace

Place row_place(const Place& file, bool lines, std::uint32_t row) {
    Place out = file;
    if (lines)
        out.line = static_cast<int>(row);
    else
        out.cell = cell_name(0, row);
    return out;
}

Place SideRowView::place() const { return row_place(file, lines, row); }

int find_header(std::span<const std::string> header, std::span<const std::string_view> names) {
    for (auto name : names) {
        const auto it = std::find(header.begin(), header.end(), fold(name));
        if (it != header.end()) return static_cast<int>(it - header.begin());
    }
    return -1;
}

int SideTable::find(std::span<const std::string_view> names) const { return find_header(header, names); }

std::string SideTable::cell(const SideRow& row, std::span<const std::string_view> names) const {
    const int column = find(names);
    return column < 0 ? std::string() : row.cells[static_cast<std::size_t>(column)];
}

bool read_side_rows(std::string_view bytes, const std::string& shown, Diagnostics& findings, SideRows& rows, int jobs) {
    SideSink sink(shown, rows);
    const std::size_t errors = findings.errors();
    if (auto read = io::read(bytes, shown, sink, findings, {}, {.jobs = jobs}); !read) findings.add(read.error());
    return findings.errors() == errors;
}

std::optional<SideTable> parse_side_table(std::string_view bytes, const std::string& shown, Diagnostics& findings) {
    SideTable out;
    Keeper keeper(out);
    return read_side_rows(bytes, shown, findings, keeper) ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace kaohe::rules
