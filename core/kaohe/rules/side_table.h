// kaohe/rules/side_table.h - a small table file beside a pack (.csv, .tsv, .xlsx): its header and rows, with their places.
#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/diagnostic.h"

namespace kaohe::rules {

struct SideRow {
    Place place;
    std::vector<std::string> cells;
};

struct SideTable {
    std::vector<std::string> header;  // folded
    std::vector<SideRow> rows;
    // The column headed by one of these names; -1 when there is none.
    int find(std::span<const std::string_view> names) const;
    int find(std::initializer_list<std::string_view> names) const { return find(std::span(names.begin(), names.size())); }
    // The text of a row under one of these headers; "" when the table has no such column.
    std::string cell(const SideRow& row, std::span<const std::string_view> names) const;
    std::string cell(const SideRow& row, std::initializer_list<std::string_view> names) const {
        return cell(row, std::span(names.begin(), names.size()));
    }
};

// The first sheet of a file, blank rows left out. `shown` is the file in places. Nothing when there is an error, which is
// then in `findings`.
std::optional<SideTable> parse_side_table(std::string_view bytes, const std::string& shown, Diagnostics& findings);

}  // namespace kaohe::rules
