#include "kaohe/model/dictionary.h"

#include <algorithm>

namespace kaohe::model {

ColumnKind column_kind(ValueType type) {
    switch (type) {
        case ValueType::Text: return ColumnKind::Text;
        case ValueType::Flag: return ColumnKind::Flag;
        case ValueType::Date:
        case ValueType::Month:
        case ValueType::Deadline: return ColumnKind::Date;
        case ValueType::Hour: return ColumnKind::Hour;
        case ValueType::Number:
        case ValueType::Year: return ColumnKind::Number;
    }
    return ColumnKind::Text;
}

int TableSpec::find(std::string_view wanted) const {
    auto it = std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.id == wanted; });
    return it == columns.end() ? -1 : static_cast<int>(it - columns.begin());
}

int TableSpec::find_header(std::string_view folded) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (std::find(columns[i].headers.begin(), columns[i].headers.end(), folded) != columns[i].headers.end())
            return static_cast<int>(i);
    return -1;
}

std::vector<std::string> TableSpec::labels() const {
    std::vector<std::string> out;
    for (const auto& column : columns) out.push_back(column.label);
    return out;
}

const TableSpec* Dictionary::find(std::string_view id) const {
    auto it = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.id == id; });
    return it == tables.end() ? nullptr : &*it;
}

const TableSpec* Dictionary::find_name(std::string_view folded) const {
    auto it = std::find_if(tables.begin(), tables.end(), [&](const auto& table) {
        return std::find(table.names.begin(), table.names.end(), folded) != table.names.end();
    });
    return it == tables.end() ? nullptr : &*it;
}

std::vector<std::string> Dictionary::names() const {
    std::vector<std::string> out;
    for (const auto& table : tables) {
        out.push_back(table.title);
        out.push_back(table.id);
    }
    return out;
}

}  // namespace kaohe::model
