#include "kaohe/rules/side_table.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"

namespace kaohe::rules {
namespace {

class SideSink : public io::RowSink {
  public:
    using OnHeader = std::function<void(std::vector<std::string>)>;
    using OnRow = std::function<void(const SideRowView&)>;
    SideSink(const std::string& file, const OnHeader& on_header, const OnRow& on_row)
        : file_{.file = file}, on_header_(on_header), on_row_(on_row) {}

    void on_sheet(const io::Sheet& sheet) override {
        if (++sheets_ > 1) return;
        lines_ = sheet.lines;
        file_.sheet = sheet.name;
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        if (sheets_ > 1) return false;
        texts_.clear();
        for (const auto& cell : cells) texts_.push_back(trim(cell.text));
        if (std::all_of(texts_.begin(), texts_.end(), [](std::string_view text) { return text.empty(); })) return true;
        if (columns_ == 0) {
            columns_ = texts_.size();
            std::vector<std::string> header;
            for (const auto& text : texts_) header.push_back(fold(text));
            on_header_(std::move(header));
            return true;
        }
        if (texts_.size() < columns_) texts_.resize(columns_);
        on_row_({file_, lines_, row, texts_});
        return true;
    }

  private:
    Place file_;
    const OnHeader& on_header_;
    const OnRow& on_row_;
    std::vector<std::string_view> texts_;
    std::size_t columns_ = 0;
    bool lines_ = false;
    int sheets_ = 0;
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

bool read_side_rows(std::string_view bytes, const std::string& shown, Diagnostics& findings,
                    const std::function<void(std::vector<std::string> header)>& on_header,
                    const std::function<void(const SideRowView&)>& on_row) {
    SideSink sink(shown, on_header, on_row);
    const std::size_t errors = findings.errors();
    if (auto read = io::read(bytes, shown, sink, findings); !read) findings.add(read.error());
    return findings.errors() == errors;
}

std::optional<SideTable> parse_side_table(std::string_view bytes, const std::string& shown, Diagnostics& findings) {
    SideTable out;
    const bool read = read_side_rows(
        bytes, shown, findings, [&](std::vector<std::string> header) { out.header = std::move(header); },
        [&](const SideRowView& row) { out.rows.push_back({row.place(), {row.cells.begin(), row.cells.end()}}); });
    return read ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace kaohe::rules
