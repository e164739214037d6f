// kaohe/lua/value.h - what crosses the door between C++ and Lua: plain values, copied, no live references.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaohe/model/column.h"
#include "kaohe/num/ratio.h"

namespace kaohe::lua {

struct Value {
    enum class Kind { Nil, Flag, Integer, Float, Number, Text, Table, Function, Column, Library };

    Kind kind = Kind::Nil;
    bool flag = false;
    std::int64_t integer = 0;  // Integer; Function: its ordinal, the same in every state that loaded the same chunks
    num::Ratio number;         // Number: an exact scalar
    std::string text;          // Text; Float: what to write instead; Library: its name ("num")
    model::ColumnView column;  // Column: lives as long as the call
    // Table: the sequence 1..n, then the named fields in ascending order of their names.
    std::vector<Value> list;
    std::vector<std::pair<std::string, Value>> fields;
    std::string form;  // the constructor that made the table: "deduct", "invalid"; "" for a plain one
    int line = 0;      // where the constructor was called

    Value();  // not implicit: clang 14 would need a whole Value to see that there is one
    static Value of(std::int64_t integer);
    static Value of(num::Ratio number);
    static Value of(std::string text);
    static Value of(const model::ColumnView& column);
    // The host library of that name, as an argument: what a formula gets as `k`.
    static Value library(std::string name);
    static Value table();
    // Adds or replaces a field; keeps the order.
    void set(std::string name, Value value);

    bool is(Kind wanted) const { return kind == wanted; }
    bool is_nil() const { return kind == Kind::Nil; }
    // A field by name; null when there is none.
    const Value* find(std::string_view name) const;
};

// "表", "字符串", …: for messages.
std::string_view kind_name(Value::Kind kind);

}  // namespace kaohe::lua
