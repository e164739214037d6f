#include "kaohe/tables/finish.h"

#include <algorithm>
#include <numeric>

#include "kaohe/base/parallel.h"

namespace kaohe::tables {
namespace {

// Compares rows by the key columns behind the region; texts by their letters, not by when they were first seen.
class KeyOrder {
  public:
    explicit KeyOrder(const model::Table& table) {
        for (const std::size_t index : table.spec().key) {
            if (index == 0) continue;  // the region is equal already
            const model::Column& column = table.columns[index];
            if (column.size() == 0) {
                whole_ = false;
                continue;
            }
            const model::ColumnView view = column.view();
            keys_.push_back({view.values, view.kind == model::ColumnKind::Text && view.texts ? view.texts->ranks() : std::vector<std::uint32_t>{}});
        }
    }
    // Below, above or equal to 0.
    int compare(std::uint32_t a, std::uint32_t b) const {
        for (const Key& key : keys_) {
            std::int64_t x = key.values[a], y = key.values[b];
            if (x == y) continue;
            if (!key.ranks.empty() && x != model::kMissing && y != model::kMissing)
                x = key.ranks[static_cast<std::size_t>(x)], y = key.ranks[static_cast<std::size_t>(y)];
            return x < y ? -1 : 1;
        }
        return 0;
    }
    bool has_whole_key(std::uint32_t row) const {
        return whole_ && std::all_of(keys_.begin(), keys_.end(), [&](const Key& key) { return key.values[row] != model::kMissing; });
    }

  private:
    struct Key {
        std::span<const std::int64_t> values;
        std::vector<std::uint32_t> ranks;  // of texts, by code
    };
    std::vector<Key> keys_;
    bool whole_ = true;
};

bool same_row(const model::Table& table, std::uint32_t a, std::uint32_t b) {
    return std::all_of(table.columns.begin(), table.columns.end(), [&](const model::Column& column) {
        return column.size() == 0 || column.view().values[a] == column.view().values[b];
    });
}

std::string key_text(const model::Table& table, std::uint32_t row) {
    std::string out;
    for (const std::size_t index : table.spec().key) {
        if (index == 0 || table.columns[index].size() == 0) continue;
        out += (out.empty() ? "" : " ") + table.columns[index].view().text(row);
    }
    return out;
}

struct Order {
    std::vector<std::uint32_t> rows;
    bool distinct = true;  // no two rows of a region compare equal
};

Order canonical_order(model::Table& table, const KeyOrder& keys, std::size_t regions) {
    // Counting sort by region keeps the order of the files within each region.
    std::vector<std::size_t> next(regions + 1, 0);
    for (auto region : table.row_regions) ++next[region + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    table.region_ends.assign(next.begin() + 1, next.end());
    Order out{std::vector<std::uint32_t>(table.rows())};
    auto& order = out.rows;
    for (std::uint32_t row = 0; row < table.row_regions.size(); ++row) order[next[table.row_regions[row]]++] = row;
    const auto less = [&](std::uint32_t a, std::uint32_t b) { return keys.compare(a, b) < 0; };
    for (std::size_t region = 0; region < regions; ++region) {
        auto [begin, end] = table.rows_of(region);
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin), last = order.begin() + static_cast<std::ptrdiff_t>(end);
        const auto not_less = [&](std::uint32_t a, std::uint32_t b) { return !less(a, b); };
        if (std::adjacent_find(first, last, not_less) == last) continue;  // sorted already, as most files are
        std::stable_sort(first, last, less);
        out.distinct = out.distinct && std::adjacent_find(first, last, not_less) == last;
    }
    return out;
}

// Drops identical rows (a warning), reports different rows of the same key (an error for that region's table).
std::vector<std::uint32_t> without_duplicates(Import& import, model::Table& table, const KeyOrder& keys, const std::vector<std::uint32_t>& order) {
    if (table.spec().key.empty()) return order;
    const std::size_t index = import.plan.dictionary.index_of(table.spec());
    std::vector<std::uint32_t> kept;
    kept.reserve(order.size());
    std::vector<std::size_t> ends(table.region_ends.size());
    std::size_t position = 0;
    for (std::size_t region = 0; region < ends.size(); ++region) {
        const std::size_t first_kept = kept.size();
        for (; position < table.region_ends[region]; ++position) {
            const std::uint32_t row = order[position];
            const bool twice = kept.size() > first_kept && keys.has_whole_key(row) && keys.compare(kept.back(), row) == 0;
            if (!twice) {
                kept.push_back(row);
                continue;
            }
            const Place here = table.place(row, import.data);
            const std::string there = to_string(table.place(kept.back(), import.data));
            const auto input = import.data.sheets[table.sources[row].sheet].input;
            if (same_row(table, kept.back(), row)) {
                report(import, input, diagnose(Code::DuplicateRow, here, there));
            } else {
                report(import, input, diagnose(Code::DuplicateKey, here, there, key_text(table, row)));
                mark_bad(import.data, index, region, to_string(here) + " 重复填报");
            }
        }
        ends[region] = kept.size();
    }
    table.region_ends = std::move(ends);
    return kept;
}

bool is_identity(const std::vector<std::uint32_t>& order, std::size_t rows) {
    if (order.size() != rows) return false;
    for (std::uint32_t i = 0; i < rows; ++i)
        if (order[i] != i) return false;
    return true;
}

void report_outside(Import& import, const model::Table& table) {
    for (const auto& [sheet, counts] : table.outside) {
        const auto& name = import.data.sheets[sheet];
        const Place place{.file = import.data.inputs[name.input].name, .sheet = name.sheet};
        const std::string period = import.options.period.to_string();
        if (counts.outside > 0 && counts.outside == counts.rows)
            report(import, name.input, diagnose(Code::AllOutsidePeriod, place, table.spec().title, counts.rows, period));
        else if (counts.outside > 0)
            report(import, name.input, diagnose(Code::OutsidePeriod, place, counts.outside, period));
        if (counts.after > 0)
            report(import, name.input, diagnose(Code::AfterAsOf, place, counts.after, model::to_string(import.options.as_of)));
    }
}

}  // namespace

void finish_tables(Import& import) {
    for (auto& table : import.data.tables) {
        for (auto& column : table.columns)
            while (column.size() > 0 && column.size() < table.rows()) column.append_missing();
        report_outside(import, table);
        if (table.rows() == 0) {
            table.region_ends.assign(import.plan.regions.size(), 0);
            table.row_regions = {};
            continue;
        }
        const KeyOrder keys(table);
        auto [order, distinct] = canonical_order(table, keys, import.plan.regions.size());
        if (!distinct) order = without_duplicates(import, table, keys, order);
        table.row_regions = {};
        if (is_identity(order, table.rows())) continue;
        const auto& rows = order;
        for_each_index(table.columns.size() + 1, import.options.jobs, [&](std::size_t i) {
            if (i < table.columns.size()) {
                if (table.columns[i].size() > 0) table.columns[i].reorder(rows);
                return;
            }
            std::vector<model::Table::Source> sources(rows.size());
            for (std::size_t row = 0; row < rows.size(); ++row) sources[row] = table.sources[rows[row]];
            table.sources = std::move(sources);
        });
    }
}

}  // namespace kaohe::tables
