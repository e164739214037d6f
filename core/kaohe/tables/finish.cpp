#include "kaohe/tables/finish.h"

#include <algorithm>
#include <atomic>
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
            const model::TableColumn& column = table.columns[index];
            if (column.size() == 0) {
                whole_ = false;
                continue;
            }
            keys_.push_back({&column, column.texts() ? column.texts()->ranks() : std::vector<std::uint32_t>{}});
        }
    }
    // Below, above or equal to 0.
    int compare(std::uint32_t a, std::uint32_t b) const {
        for (const Key& key : keys_) {
            const std::int64_t x = key.of(a), y = key.of(b);
            if (x != y) return x < y ? -1 : 1;
        }
        return 0;
    }
    // What is compared first; the same for all rows where there is nothing to compare.
    std::int64_t first(std::uint32_t row) const { return keys_.empty() ? 0 : keys_.front().of(row); }
    bool has_whole_key(std::uint32_t row) const {
        return whole_ && std::all_of(keys_.begin(), keys_.end(), [&](const Key& key) { return key.column->has(row); });
    }

  private:
    struct Key {
        const model::TableColumn* column;
        std::vector<std::uint32_t> ranks;  // of texts, by code

        std::int64_t of(std::uint32_t row) const {
            const std::int64_t value = (*column)[row];
            return ranks.empty() || value == model::kMissing ? value : ranks[static_cast<std::size_t>(value)];
        }
    };
    std::vector<Key> keys_;
    bool whole_ = true;
};

bool same_row(const model::Table& table, std::uint32_t a, std::uint32_t b) {
    return std::all_of(table.columns.begin(), table.columns.end(), [&](const model::TableColumn& column) {
        return column.size() == 0 || column[a] == column[b];
    });
}

std::string key_text(const model::Table& table, std::uint32_t row) {
    std::string out;
    for (const std::size_t index : table.spec().key) {
        if (index == 0 || table.columns[index].size() == 0) continue;
        out += (out.empty() ? "" : " ") + table.columns[index].text(row);
    }
    return out;
}

struct Order {
    std::vector<std::uint32_t> rows;
    bool distinct = true;  // no two rows of a region compare equal
};

// Rows of one region, in the order of the files, by their keys. Whether no two compare equal.
bool sort_rows(std::span<std::uint32_t> rows, const KeyOrder& keys, std::vector<std::pair<std::int64_t, std::uint32_t>>& room) {
    const auto not_less = [&](std::uint32_t a, std::uint32_t b) { return keys.compare(a, b) >= 0; };
    if (std::adjacent_find(rows.begin(), rows.end(), not_less) == rows.end()) return true;  // sorted already, as most files are
    // Where the first key decides, rows are not looked up again. Rows that are equal stay in their order.
    room.clear();
    for (const std::uint32_t row : rows) room.emplace_back(keys.first(row), row);
    std::sort(room.begin(), room.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        const int order = keys.compare(a.second, b.second);
        return order != 0 ? order < 0 : a.second < b.second;
    });
    std::transform(room.begin(), room.end(), rows.begin(), [](const auto& entry) { return entry.second; });
    return std::adjacent_find(rows.begin(), rows.end(), not_less) == rows.end();
}

Order canonical_order(model::Table& table, const KeyOrder& keys, std::size_t regions, int jobs) {
    // Counting sort by region keeps the order of the files within each region.
    std::vector<std::size_t> next(regions + 1, 0);
    const auto region_of = [&](std::size_t row) { return static_cast<std::size_t>(table.row_regions[row]); };
    for (std::size_t row = 0; row < table.rows(); ++row) ++next[region_of(row) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    table.region_ends.assign(next.begin() + 1, next.end());
    Order out{std::vector<std::uint32_t>(table.rows())};
    for (std::uint32_t row = 0; row < table.rows(); ++row) out.rows[next[region_of(row)]++] = row;
    constexpr std::size_t kRegions = 256;  // at once
    std::atomic<bool> distinct{true};
    for_each_index((regions + kRegions - 1) / kRegions, jobs, [&](std::size_t part) {
        std::vector<std::pair<std::int64_t, std::uint32_t>> room;
        for (std::size_t region = part * kRegions; region < std::min(regions, (part + 1) * kRegions); ++region) {
            const auto [begin, end] = table.rows_of(region);
            if (!sort_rows(std::span(out.rows).subspan(begin, end - begin), keys, room)) distinct = false;
        }
    });
    out.distinct = distinct;
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
        auto [order, distinct] = canonical_order(table, keys, import.plan.regions.size(), import.options.jobs);
        if (!distinct) order = without_duplicates(import, table, keys, order);
        table.row_regions = {};
        if (is_identity(order, table.rows())) continue;
        for_each_index(table.columns.size(), import.options.jobs, [&, &rows = order](std::size_t i) {
            if (table.columns[i].size() > 0) table.columns[i].reorder(rows);
        });
        table.order = std::move(order);
    }
}

}  // namespace kaohe::tables
