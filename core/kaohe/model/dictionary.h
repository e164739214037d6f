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

// Deadline: a day that may be written as the end of a month or year (parse_deadline). Class: 水质类别, kept as 1 to 6 (劣Ⅴ).
enum class ValueType { Number, Text, Date, Month, Year, Flag, Hour, Deadline, Class };
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
    bool sum = false;       // a 合计 row holds the sum of this column, and is checked
    std::string unit_from;  // of a Number column: the Text column that says each row's unit; a cell may bring its own ("85.7%", "Ⅲ类")

    friend bool operator==(const ColumnSpec&, const ColumnSpec&) = default;
};

// What the numbers of every row must keep to: the sum of `parts` is at most `whole`.
struct RowLimit {
    std::vector<std::size_t> parts;
    std::size_t whole = 0;

    friend bool operator==(const RowLimit&, const RowLimit&) = default;
};

// Words that stand in tables beside the data: 合计, 注, —, 约. Declared by words "total" { … } and the like, kept folded.
struct Words {
    std::vector<std::string> blank;        // a cell without data
    std::vector<std::string> yes, no;      // of a Flag
    std::vector<std::string> total;        // a row of sums
    std::vector<std::string> average;      // a row of means: not read, not checked
    std::vector<std::string> remark;       // how remarks below a table begin
    std::vector<std::string> bound;        // how a bound or an approximate number begins or ends
    std::vector<std::string> open_ended;   // how the deadline of work without an end begins
    std::vector<std::string> not_detected; // how a result below its detection limit begins
    std::vector<std::string> region_code;  // headers of the column of 区划代码
    std::vector<std::string> unit;         // headers of a column of units
    std::vector<std::string> serial;       // headers of columns that only count rows
    std::vector<std::string> city_itself;  // the city's own row among its counties
    std::vector<std::string> done, open;   // 状态: finished; not finished
    std::vector<std::string> annex;        // how the number of an annex begins, above a title
    std::vector<std::string> worst_class;  // what 劣Ⅴ is written with in front of Ⅴ

    // Null when there is no such list.
    std::vector<std::string>* list(std::string_view name);
    static const std::vector<std::string>& names();

    friend bool operator==(const Words&, const Words&) = default;
};
bool is_one_of(const std::vector<std::string>& words, std::string_view folded);

struct TableSpec {
    std::string id;     // "air_daily"
    std::string title;  // 空气质量日报
    std::vector<std::string> names;  // folded: id, title and other accepted names
    std::vector<ColumnSpec> columns; // the region column is columns[0] unless the table is `info`
    std::vector<std::size_t> key;    // columns that together name a row; the same key twice is an error
    int period_column = -1;          // Date, Hour, Month or Year column that decides whether a row is in the period
    bool key_value = false;          // 填报信息: two columns, key and value
    std::vector<RowLimit> limits;

    int find(std::string_view id) const;             // -1 when there is none
    int find_header(std::string_view folded) const;  // -1 when no column may be headed so
    std::vector<std::string> labels() const;

    friend bool operator==(const TableSpec&, const TableSpec&) = default;
};

class Dictionary {
  public:
    std::vector<TableSpec> tables;
    Words words;

    const TableSpec* find(std::string_view id) const;
    const TableSpec* find_name(std::string_view folded) const;
    std::size_t index_of(const TableSpec& table) const { return static_cast<std::size_t>(&table - tables.data()); }
    std::vector<std::string> names() const;  // ids and titles, for suggestions

    friend bool operator==(const Dictionary&, const Dictionary&) = default;
};

}  // namespace kaohe::model
