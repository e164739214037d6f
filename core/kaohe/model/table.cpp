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

Table::Table(const TableSpec& spec) : spec_(&spec) {
    for (const auto& column : spec.columns) columns.emplace_back(column_kind(column.type));
}

bool Table::append(const Table& more, std::uint32_t row_offset) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].append(more.columns[i])) continue;
        for (auto& column : columns) column.truncate(rows());
        return false;
    }
    for (const Source& source : more.sources) sources.push_back({source.sheet, source.row + row_offset});
    row_regions.insert(row_regions.end(), more.row_regions.begin(), more.row_regions.end());
    for (const auto& [sheet, counts] : more.outside) {
        auto& all = outside[sheet];
        all.rows += counts.rows;
        all.outside += counts.outside;
        all.after += counts.after;
    }
    return true;
}

std::pair<std::size_t, std::size_t> Table::rows_of(std::size_t region) const {
    if (region_ends.empty()) return {0, 0};
    return {region == 0 ? 0 : region_ends[region - 1], region_ends[region]};
}

Place Table::place(std::size_t row, const Dataset& dataset, std::string_view column) const {
    const SheetName& sheet = dataset.sheets[sources[row].sheet];
    Place out{.file = dataset.inputs[sheet.input].name, .sheet = sheet.sheet};
    const int index = column.empty() ? -1 : spec_->find(column);
    const bool known = index >= 0 && static_cast<std::size_t>(index) < sheet.cell_of_column.size();
    const int cell = known ? sheet.cell_of_column[static_cast<std::size_t>(index)] : -1;
    if (sheet.lines) {
        out.line = static_cast<int>(sources[row].row);
        out.column = cell + 1;
    } else {
        out.cell = cell_name(static_cast<std::size_t>(std::max(cell, 0)), sources[row].row);
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
        const Source& source = sources[row];
        if (at == spans.end() || at->first != source.sheet)
            at = spans.try_emplace(source.sheet, Span{source.row, source.row, 0}).first;
        at->second.first = std::min(at->second.first, source.row);
        at->second.last = std::max(at->second.last, source.row);
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
