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
        case ValueType::Class:
        case ValueType::Year: return ColumnKind::Number;
    }
    return ColumnKind::Text;
}

std::vector<std::string>* Words::list(std::string_view name) {
    const std::pair<std::string_view, std::vector<std::string>*> lists[] = {
        {"blank", &blank}, {"yes", &yes}, {"no", &no}, {"total", &total}, {"average", &average}, {"remark", &remark}, {"bound", &bound},
        {"open_ended", &open_ended}, {"not_detected", &not_detected}, {"region_code", &region_code}, {"unit", &unit}, {"serial", &serial},
        {"city_itself", &city_itself}, {"done", &done}, {"open", &open}, {"annex", &annex}, {"worst_class", &worst_class}};
    for (const auto& [known, list] : lists)
        if (known == name) return list;
    return nullptr;
}

const std::vector<std::string>& Words::names() {
    static const std::vector<std::string> names = {"blank", "yes", "no", "total", "average", "remark", "bound", "open_ended", "not_detected",
                                                   "region_code", "unit", "serial", "city_itself", "done", "open", "annex", "worst_class"};
    return names;
}

bool is_one_of(const std::vector<std::string>& words, std::string_view folded) {
    return std::find(words.begin(), words.end(), folded) != words.end();
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
