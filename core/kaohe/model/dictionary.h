// kaohe/model/dictionary.h - 数据字典: which tables and columns there are, how they may be headed, what they may hold.
//
// Declared in plugins/dictionary/*.lua (and extended by packs), read by the importer, later by forms and documentation.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/model/column.h"

namespace kaohe::model {

// Deadline: a day that may be written as the end of a month or year (parse_deadline).
enum class ValueType { Number, Text, Date, Month, Year, Flag, Hour, Deadline };
ColumnKind column_kind(ValueType type);

struct ColumnSpec {
    std::string id;                    // "pm25": what methods call it
    std::string label;                 // "PM2.5": what messages call it
    std::vector<std::string> headers;  // folded (base/text.h): everything a form may head it with, id and label included
    ValueType type = ValueType::Text;
    std::string unit;                  // "" when it has none
    std::optional<num::Decimal> min, max;
    std::vector<std::string> choices;  // of a Text column that takes only these
    bool required = false;             // the column must be there and no cell of it blank
    std::string needs;                 // of a Flag: 是 without this column filled is a warning and does not count
    // What "<0.01", "0.01L" and 未检出 are worth: Half = half the detection limit; Refused = not a number.
    enum class Below { Refused, Half } below = Below::Refused;
};

struct TableSpec {
    std::string id;     // "air_daily"
    std::string title;  // 空气质量日报
    std::vector<std::string> names;  // folded: id, title and other accepted names
    std::vector<ColumnSpec> columns; // the region column is columns[0] unless the table is `info`
    std::vector<std::size_t> key;    // columns that together name a row; the same key twice is an error
    int period_column = -1;          // Date, Hour, Month or Year column that decides whether a row is in the period
    bool key_value = false;          // 填报信息: two columns, key and value

    int find(std::string_view id) const;             // -1 when there is none
    int find_header(std::string_view folded) const;  // -1 when no column may be headed so
    std::vector<std::string> labels() const;
};

class Dictionary {
  public:
    std::vector<TableSpec> tables;

    const TableSpec* find(std::string_view id) const;
    const TableSpec* find_name(std::string_view folded) const;
    std::size_t index_of(const TableSpec& table) const { return static_cast<std::size_t>(&table - tables.data()); }
    std::vector<std::string> names() const;  // ids and titles, for suggestions
};

}  // namespace kaohe::model
