// tests/support/host_calls.h - every function of the host, and what to call it with that it is not made for.
#pragma once
#include <string>
#include <vector>

#include "kaohe/lua/state.h"

namespace kaohe::testing {

inline const std::vector<std::string>& functions() {
    static const std::vector<std::string> all = {
        "ipairs", "pairs", "select", "type", "tostring", "assert", "error", "D", "ratio", "invalid", "deduct",
        "math.max", "math.min", "math.tointeger",
        "string.len", "string.sub", "string.lower", "string.upper", "string.format", "text.contains", "text.starts", "text.split",
        "table.insert", "table.concat", "table.unpack", "table.sort",
        "num.round", "num.ratio", "num.min", "num.max", "num.clamp", "num.abs", "num.add", "num.sub", "num.mul", "num.div",
        "col.lt", "col.le", "col.gt", "col.ge", "col.eq", "col.ne", "col.present", "col.both", "col.either", "col.negate", "col.count", "col.len",
        "col.select", "col.where", "col.choose", "col.sum", "col.mean", "col.min", "col.max", "col.percentile", "col.round", "col.row_max",
        "col.row_gaps", "col.row_sum", "col.line", "col.interpolate", "col.year", "col.month", "col.day", "col.group", "col.year_month",
        "col.monthly_mean", "col.monthly_share", "col.at", "col.of", "col.date", "col.every_hour", "col.hourly_mean", "col.rolling_mean", "col.runs"};
    return all;
}

// Columns of each kind; the texts and numbers differ in length from the others.
struct Columns {
    explicit Columns(int rows) {
        for (int i = 0; i < rows; ++i) {
            if (i % 5 == 4)
                number.append_missing();
            else
                number.append_number(i * 7919 % 1000 - 3, i % 3);
            day.append_raw(18'000 + i / 2);
            hour.append_raw(430'000 + i);
            flag.append_raw(i % 2);
        }
        for (int i = 0; i < rows / 2 + 1; ++i) text.append_text(i % 3 == 0 ? "" : "名称" + std::to_string(i % 7));
    }
    model::Column number, day{model::ColumnKind::Date}, hour{model::ColumnKind::Hour}, flag{model::ColumnKind::Flag}, text{model::ColumnKind::Text}, empty;
};

// What arguments are made of: Lua's own values as text, the rest by name of the columns table that `run` gets.
inline const std::vector<std::string>& odd_values() {
    static const std::vector<std::string> all = {
        "nil", "true", "0", "-1", "3", "math.tointeger(\"9223372036854775807\")", "1.5", "0/0", "\"\"", "\"x\"", "\"2021-03-01\"", "\"12\"", "\"\\xff\\0\"",
        "{}", "{ 1, 2 }", "{ 1, 2, \"x\" }", "{ round = 1 }", "{ false, {} }", "D\"1.5\"", "ratio(1, 3)", "D\"-99999999999999999999999999999999999999\"",
        "print_nothing", "t.number", "t.day", "t.hour", "t.flag", "t.text", "t.empty", "col.line({ 0, 1 }, { 0, 1 }, { round = 1 })", "num"};
    return all;
}

inline lua::Value table_of(const Columns& columns) {
    using lua::Value;
    Value out = Value::table();
    out.set("number", Value::of(columns.number.view()));
    out.set("day", Value::of(columns.day.view()));
    out.set("hour", Value::of(columns.hour.view()));
    out.set("flag", Value::of(columns.flag.view()));
    out.set("text", Value::of(columns.text.view()));
    out.set("empty", Value::of(columns.empty.view()));
    return out;
}

}  // namespace kaohe::testing
