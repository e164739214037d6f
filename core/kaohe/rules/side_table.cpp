#include "kaohe/rules/side_table.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"

namespace kaohe::rules {
namespace {

class SideSink : public io::RowSink {
  public:
    SideSink(std::string file, SideTable& out) : file_(std::move(file)), out_(out) {}
    void on_sheet(const io::Sheet& sheet) override {
        if (++sheets_ > 1) return;
        sheet_ = sheet;
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        if (sheets_ > 1) return false;
        std::vector<std::string> texts;
        for (const auto& cell : cells) texts.emplace_back(trim(cell.text));
        if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return text.empty(); })) return true;
        if (out_.header.empty()) {
            for (const auto& text : texts) out_.header.push_back(fold(text));
            return true;
        }
        Place place{.file = file_, .sheet = sheet_.name};
        if (sheet_.lines)
            place.line = static_cast<int>(row);
        else
            place.cell = cell_name(0, row);
        texts.resize(std::max(texts.size(), out_.header.size()));
        out_.rows.push_back({std::move(place), std::move(texts)});
        return true;
    }

  private:
    std::string file_;
    SideTable& out_;
    io::Sheet sheet_;
    int sheets_ = 0;
};

}  // namespace

int SideTable::find(std::span<const std::string_view> names) const {
    for (auto name : names) {
        const auto it = std::find(header.begin(), header.end(), fold(name));
        if (it != header.end()) return static_cast<int>(it - header.begin());
    }
    return -1;
}

std::string SideTable::cell(const SideRow& row, std::span<const std::string_view> names) const {
    const int column = find(names);
    return column < 0 ? std::string() : row.cells[static_cast<std::size_t>(column)];
}

std::optional<SideTable> parse_side_table(std::string_view bytes, const std::string& shown, Diagnostics& findings) {
    SideTable out;
    SideSink sink(shown, out);
    const std::size_t errors = findings.errors();
    if (auto read = io::read(bytes, shown, sink, findings); !read) {
        findings.add(read.error());
        return std::nullopt;
    }
    return findings.errors() == errors ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace kaohe::rules
