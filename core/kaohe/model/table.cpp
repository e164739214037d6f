#include "kaohe/model/table.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::model {

std::string_view kind_name(Region::Kind kind) {
    switch (kind) {
        case Region::Kind::County: return "county";
        case Region::Kind::City: return "city";
        case Region::Kind::Zone: return "zone";
        case Region::Kind::Bureau: return "bureau";
    }
    return "county";
}

RowSources::Source RowSources::operator[](std::size_t at) const {
    const auto behind = std::upper_bound(runs_.begin(), runs_.end(), at, [](std::size_t place, const Run& run) { return place < run.begin; });
    const Run& run = *std::prev(behind);
    return {run.first.sheet, run.first.row + static_cast<std::uint32_t>(at - run.begin)};
}

void RowSources::append(const RowSources& more, std::uint32_t row_offset) {
    for (std::size_t i = 0; i < more.runs_.size(); ++i) {
        const Run& run = more.runs_[i];
        push_back({run.first.sheet, run.first.row + row_offset});
        size_ += (i + 1 < more.runs_.size() ? more.runs_[i + 1].begin : more.size_) - run.begin - 1;
    }
}

Table::Table(const TableSpec& spec) : spec_(&spec) {
    for (const auto& column : spec.columns) columns.emplace_back(column_kind(column.type));
}

bool Table::append(const Table& more, std::uint32_t row_offset) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].append(more.columns[i])) continue;
        for (auto& column : columns) column.truncate(rows());
        return false;
    }
    sources.append(more.sources, row_offset);
    row_regions.append(more.row_regions);
    for (const auto& [sheet, counts] : more.outside) {
        auto& all = outside[sheet];
        all.rows += counts.rows;
        all.outside += counts.outside;
        all.after += counts.after;
    }
    return true;
}

const TableColumn* Table::find(std::string_view column) const {
    const int index = spec_->find(column);
    const bool there = index >= 0 && columns[static_cast<std::size_t>(index)].size() > 0;
    return there ? &columns[static_cast<std::size_t>(index)] : nullptr;
}

std::pair<std::size_t, std::size_t> Table::rows_of(std::size_t region) const {
    if (region_ends.empty()) return {0, 0};
    return {region == 0 ? 0 : region_ends[region - 1], region_ends[region]};
}

Place Table::place(std::size_t row, const Dataset& dataset, std::string_view column) const {
    const SheetName& sheet = dataset.sheets[source(row).sheet];
    Place out{.file = dataset.inputs[sheet.input].name, .sheet = sheet.sheet};
    const int index = column.empty() ? -1 : spec_->find(column);
    const bool known = index >= 0 && static_cast<std::size_t>(index) < sheet.cell_of_column.size();
    const int cell = known ? sheet.cell_of_column[static_cast<std::size_t>(index)] : -1;
    if (sheet.lines) {
        out.line = static_cast<int>(source(row).row);
        out.column = cell + 1;
    } else {
        out.cell = cell_name(static_cast<std::size_t>(std::max(cell, 0)), source(row).row);
    }
    return out;
}

std::vector<RowRange> Table::ranges(std::size_t begin, std::size_t end, const Dataset& dataset) const {
    struct Span {
        std::uint32_t first, last;
        std::size_t rows;
    };
    std::map<std::uint32_t, Span> spans;
    auto at = spans.end();
    for (std::size_t row = begin; row < end; ++row) {
        const auto [sheet, line] = source(row);
        if (at == spans.end() || at->first != sheet) at = spans.try_emplace(sheet, Span{line, line, 0}).first;
        at->second.first = std::min(at->second.first, line);
        at->second.last = std::max(at->second.last, line);
        ++at->second.rows;
    }
    std::vector<RowRange> out;
    for (const auto& [index, span] : spans) {
        const SheetName& sheet = dataset.sheets[index];
        out.push_back({sheet.input, sheet.sheet,
                       sheet.lines ? fmt::format("{}-{}", span.first, span.last)
                                   : cell_name(0, span.first) + ":" + cell_name(sheet.last_column, span.last),
                       span.rows});
    }
    return out;
}

void Dataset::bind(const Dictionary& dictionary) {
    for (std::size_t i = 0; i < tables.size(); ++i) tables[i].bind(dictionary.tables[i]);
}

const Table* Dataset::find(std::string_view id) const {
    auto it = std::find_if(tables.begin(), tables.end(), [&](const Table& table) { return table.spec().id == id; });
    return it == tables.end() ? nullptr : &*it;
}

}  // namespace kaohe::model
