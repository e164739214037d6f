#include "kaohe/lua/value.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/lua/host.h"

namespace kaohe::lua {

Value::Value() = default;

Value Value::of(std::int64_t integer) {
    Value out;
    out.kind = Kind::Integer;
    out.integer = integer;
    return out;
}

Value Value::of(num::Ratio number) {
    Value out;
    out.kind = Kind::Number;
    out.number = number;
    return out;
}

Value Value::of(std::string text) {
    Value out;
    out.kind = Kind::Text;
    out.text = std::move(text);
    return out;
}

Value Value::table() {
    Value out;
    out.kind = Kind::Table;
    return out;
}

Value Value::of(const model::ColumnView& column) {
    Value out;
    out.kind = Kind::Column;
    out.column = column;
    return out;
}

Value Value::library(std::string name) {
    Value out;
    out.kind = Kind::Library;
    out.text = std::move(name);
    return out;
}

namespace {
constexpr auto by_name = [](const auto& field, std::string_view name) { return field.first < name; };
}

void Value::set(std::string name, Value value) {
    auto it = std::lower_bound(fields.begin(), fields.end(), name, by_name);
    if (it != fields.end() && it->first == name)
        it->second = std::move(value);
    else
        fields.emplace(it, std::move(name), std::move(value));
}

const Value* Value::find(std::string_view name) const {
    auto it = std::lower_bound(fields.begin(), fields.end(), name, by_name);
    return it != fields.end() && it->first == name ? &it->second : nullptr;
}

std::string_view kind_name(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::Nil: return "nil";
        case Value::Kind::Flag: return "true/false";
        case Value::Kind::Integer: return "整数";
        case Value::Kind::Float: return "浮点数";
        case Value::Kind::Number: return "精确数";
        case Value::Kind::Text: return "字符串";
        case Value::Kind::Table: return "表";
        case Value::Kind::Function: return "函数";
        case Value::Kind::Column: return "列";
        case Value::Kind::Library: return "库";
    }
    return "nil";
}

namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kOneValueBytes = 256;  // what one Value costs, about; the same on every machine

// A text that leaves the sandbox: others print and store it.
std::string to_text(Host& host, int index) {
    const std::string_view text = check_text(host, index);
    host.charge_bytes(text.size());
    if (!is_valid_utf8(text)) throw HostError(Code::RuleRaised, "文字不是有效的 UTF-8，可能被截断在一个汉字中间");
    // What a pack declares becomes names, in messages and documents; what comes from data stays as it was submitted.
    const auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F; };
    if (!host.frozen && std::any_of(text.begin(), text.end(), is_control)) throw HostError(Code::RuleRaised, "文字中有控制字符，请删去");
    return std::string(text);
}

Value to_function(Host& host, int index) {
    if (host.frozen) throw HostError(Code::PluginResult, "返回值中不能有函数");
    Value out;
    out.kind = Value::Kind::Function;
    out.integer = ++host.functions;
    lua_pushvalue(host.L, index);
    lua_rawgetp(host.L, LUA_REGISTRYINDEX, &kFunctionsKey);
    lua_insert(host.L, -2);
    lua_rawseti(host.L, -2, out.integer);
    lua_pop(host.L, 1);
    return out;
}

// The name of the field whose key stands at `index`; nothing for a place in the list.
std::optional<std::string> field_name(Host& host, int index, lua_Integer listed) {
    if (lua_isinteger(host.L, index)) {
        const lua_Integer key = lua_tointeger(host.L, index);
        return key < 1 || key > listed ? std::optional(std::to_string(key)) : std::nullopt;
    }
    if (lua_type(host.L, index) != LUA_TSTRING) throw HostError(Code::RuleRaised, "表的键应是文字或整数");
    return to_text(host, index);
}

// What is given back by a call. Functions cannot be among it.
void take_fields(Host& host, int index, int depth, lua_Integer listed, Value& out) {
    lua_State* L = host.L;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1))
        if (auto name = field_name(host, -2, listed)) {
            if (out.fields.empty()) out.fields.reserve(8);
            out.fields.emplace_back(std::move(*name), to_value(host, -1, depth + 1));
        }
    std::sort(out.fields.begin(), out.fields.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

// What is declared: by name, so that functions get the same ordinals in every state.
void take_fields_by_name(Host& host, int index, int depth, lua_Integer listed, Value& out) {
    lua_State* L = host.L;
    std::vector<std::string> names;
    for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1))
        if (auto name = field_name(host, -2, listed)) names.push_back(std::move(*name));
    std::sort(names.begin(), names.end());
    out.fields.reserve(names.size());
    for (auto& name : names) {
        lua_pushlstring(L, name.data(), name.size());
        if (lua_rawget(L, index) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_rawgeti(L, index, std::stoll(name));
        }
        out.fields.emplace_back(std::move(name), to_value(host, -1, depth + 1));
        lua_pop(L, 1);
    }
}

Value to_table(Host& host, int index, int depth) {
    lua_State* L = host.L;
    if (depth > kMaxDepth) throw HostError(Code::RuleRaised, "表嵌套过深，或引用了自己");
    luaL_checkstack(L, 8, nullptr);
    Value out = Value::table();
    const auto n = static_cast<lua_Integer>(lua_rawlen(L, index));
    out.list.reserve(static_cast<std::size_t>(n));
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_rawgeti(L, index, i);
        out.list.push_back(to_value(host, -1, depth + 1));
        lua_pop(L, 1);
    }
    if (host.frozen)
        take_fields(host, index, depth, n, out);
    else
        take_fields_by_name(host, index, depth, n, out);
    const bool is_constructed = std::any_of(out.fields.begin(), out.fields.end(), [](const auto& field) { return field.first.starts_with('#'); });
    if (!is_constructed) return out;
    if (const Value* form = out.find("#form")) out.form = form->text;
    if (const Value* line = out.find("#line")) out.line = static_cast<int>(line->integer);
    std::erase_if(out.fields, [](const auto& field) { return field.first.starts_with('#'); });
    return out;
}

}  // namespace

Value to_value(Host& host, int index, int depth) {
    lua_State* L = host.L;
    index = lua_absindex(L, index);
    host.charge(8);
    host.charge_bytes(kOneValueBytes);
    switch (lua_type(L, index)) {
        case LUA_TNIL: return {};
        case LUA_TBOOLEAN: {
            Value out;
            out.kind = Value::Kind::Flag;
            out.flag = lua_toboolean(L, index) != 0;
            return out;
        }
        case LUA_TNUMBER: {
            if (lua_isinteger(L, index)) return Value::of(static_cast<std::int64_t>(lua_tointeger(L, index)));
            Value out;
            out.kind = Value::Kind::Float;
            out.text = luaL_tolstring(L, index, nullptr);
            lua_pop(L, 1);
            return out;
        }
        case LUA_TSTRING: return Value::of(to_text(host, index));
        case LUA_TTABLE: return to_table(host, index, depth);
        case LUA_TFUNCTION: return to_function(host, index);
        case LUA_TUSERDATA:
            if (is_number(L, index)) return Value::of(check_number(host, index));
            if (is_column(L, index)) return Value::of(check_column(host, index));
            [[fallthrough]];
        default: throw HostError(Code::RuleRaised, "不能使用这种值");
    }
}

void push_value(Host& host, const Value& value) {
    lua_State* L = host.L;
    luaL_checkstack(L, 4, nullptr);
    switch (value.kind) {
        case Value::Kind::Nil: lua_pushnil(L); break;
        case Value::Kind::Flag: lua_pushboolean(L, value.flag); break;
        case Value::Kind::Integer: lua_pushinteger(L, value.integer); break;
        case Value::Kind::Number: push_number(L, value.number); break;
        case Value::Kind::Text:
        case Value::Kind::Float: lua_pushlstring(L, value.text.data(), value.text.size()); break;
        case Value::Kind::Column: push_view(host, value.column); break;
        case Value::Kind::Library:
            lua_rawgetp(L, LUA_REGISTRYINDEX, &kBaseKey);
            lua_getfield(L, -1, value.text.c_str());
            lua_remove(L, -2);
            break;
        case Value::Kind::Function:
            lua_rawgetp(L, LUA_REGISTRYINDEX, &kFunctionsKey);
            lua_rawgeti(L, -1, value.integer);
            lua_remove(L, -2);
            break;
        case Value::Kind::Table: {
            lua_createtable(L, static_cast<int>(value.list.size()), static_cast<int>(value.fields.size()));
            for (std::size_t i = 0; i < value.list.size(); ++i) {
                push_value(host, value.list[i]);
                lua_rawseti(L, -2, static_cast<lua_Integer>(i + 1));
            }
            for (const auto& [name, field] : value.fields) {
                lua_pushlstring(L, name.data(), name.size());
                push_value(host, field);
                lua_rawset(L, -3);
            }
        }
    }
}

}  // namespace kaohe::lua
