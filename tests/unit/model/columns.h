// Columns written as text, for tests: "" is a gap.
#pragma once
#include <initializer_list>
#include <string>
#include <vector>

#include "kaohe/model/column.h"
#include "kaohe/model/date.h"
#include "support/catch.h"

namespace kaohe::testing {

inline num::Decimal dec(std::string_view text) { return num::Decimal::parse(text).value(); }

inline model::Column numbers(const std::vector<std::string>& cells) {
    model::Column out;
    for (const auto& cell : cells) {
        if (cell.empty()) {
            out.append_missing();
            continue;
        }
        const num::Decimal value = dec(cell);
        REQUIRE(out.append_number(static_cast<std::int64_t>(value.coefficient()), value.scale()));
    }
    return out;
}

inline model::Column texts(const std::vector<std::string>& cells) {
    model::Column out(model::ColumnKind::Text);
    for (const auto& cell : cells) cell.empty() ? out.append_missing() : out.append_text(cell);
    return out;
}

inline model::Column days(const std::vector<std::string>& cells) {
    model::Column out(model::ColumnKind::Date);
    for (const auto& cell : cells) out.append_raw(cell.empty() ? model::kMissing : model::parse_day(cell).value());
    return out;
}

inline model::Column hours(const std::vector<std::string>& cells) {
    model::Column out(model::ColumnKind::Hour);
    for (const auto& cell : cells) out.append_raw(cell.empty() ? model::kMissing : model::parse_hour(cell).value());
    return out;
}

// "1", "0" or "" per row.
inline model::Column flags(const std::vector<std::string>& cells) {
    model::Column out(model::ColumnKind::Flag);
    for (const auto& cell : cells) out.append_raw(cell.empty() ? model::kMissing : cell == "1");
    return out;
}

// What the rows say: numbers without trailing zeros, flags as 1 and 0, gaps as "".
inline std::vector<std::string> cells(const model::Column& column) {
    std::vector<std::string> out;
    const model::ColumnView view = column.view();
    for (std::size_t row = 0; row < view.size(); ++row) {
        if (view.values[row] == model::kMissing)
            out.emplace_back();
        else if (view.kind == model::ColumnKind::Flag)
            out.push_back(std::to_string(view.values[row]));
        else if (view.kind == model::ColumnKind::Number)
            out.push_back(num::Decimal(num::Int128{view.values[row]}, view.scale).trimmed().to_string());
        else
            out.push_back(view.text(row));
    }
    return out;
}

using Cells = std::vector<std::string>;

}  // namespace kaohe::testing
