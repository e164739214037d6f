// Whole columns in Lua: the library `col`. A column is a userdata that points to a view owned by the host for the length
// of the call; every function here is one kernel of model/kernels.h.
#include <cstring>

#include "kaohe/lua/host.h"
#include "kaohe/model/date.h"
#include "kaohe/model/kernels.h"

namespace kaohe::lua {
namespace {

namespace model = kaohe::model;
const char kColumnKey = 0, kLineKey = 0;

std::vector<model::ColumnView> check_columns(Host& host, int first) {
    std::vector<model::ColumnView> out;
    for (int i = first; i <= lua_gettop(host.L); ++i) out.push_back(check_column(host, i));
    if (out.empty()) throw HostError(Code::RuleRaised, "至少需要一列");
    for (const auto& column : out) host.charge(column.size() + 64);
    return out;
}

const model::ColumnView& charged_column(Host& host, int index) {
    const model::ColumnView& column = check_column(host, index);
    host.charge(column.size());
    return column;
}

// For kernels that do much in every row, most of all with texts, which are made anew.
constexpr std::size_t kNumberTimes = 64, kTextTimes = 160;
const model::ColumnView& heavily_charged_column(Host& host, int index) {
    const model::ColumnView& column = check_column(host, index);
    host.charge(column.size() * (column.kind == model::ColumnKind::Text ? kTextTimes : kNumberTimes));
    return column;
}
const model::ColumnView& charged_by_kind(Host& host, int index) {
    return check_column(host, index).kind == model::ColumnKind::Text ? heavily_charged_column(host, index) : charged_column(host, index);
}

int push_optional(Host& host, const std::optional<num::Ratio>& value) {
    if (value)
        push_number(host.L, *value);
    else
        lua_pushnil(host.L);
    return 1;
}

model::Day check_day(Host& host, int index) {
    const auto day = model::parse_day(check_text(host, index));
    if (!day) throw HostError(Code::RuleRaised, fmt::format("“{}”不是日期；请写成 \"2026-03-01\"", check_text(host, index)));
    return *day;
}

model::Hours check_hour(Host& host, int index) {
    const auto hour = model::parse_hour(check_text(host, index));
    if (!hour) throw HostError(Code::RuleRaised, fmt::format("“{}”不是整点时间；请写成 \"2026-03-01 08:00\"", check_text(host, index)));
    return *hour;
}

// col.ge(column, bound): the bound is a number, a column, or for dates and texts a text.
template <model::Comparison op>
int compare(Host& host) {
    const model::ColumnView& column = charged_column(host, 1);
    if (is_column(host.L, 2))
        push_column(host, model::compare(column, op, check_column(host, 2)));
    else if (column.kind == model::ColumnKind::Date)
        push_column(host, model::compare_day(column, op, check_day(host, 2)));
    else if (column.kind == model::ColumnKind::Hour)
        push_column(host, model::compare_day(column, op, check_hour(host, 2)));
    else if (column.kind == model::ColumnKind::Text)
        push_column(host, model::compare_text(column, op, check_text(host, 2)));
    else
        push_column(host, model::compare(column, op, check_number(host, 2)));
    return 1;
}

int present(Host& host) { return push_column(host, model::present(charged_column(host, 1))), 1; }
int both(Host& host) { return push_column(host, model::both(check_columns(host, 1))), 1; }
int either(Host& host) { return push_column(host, model::either(check_columns(host, 1))), 1; }
int negate(Host& host) { return push_column(host, model::negate(charged_column(host, 1))), 1; }

// A Flag column: how many are true; any other: how many values there are.
int count(Host& host) {
    const model::ColumnView& column = charged_column(host, 1);
    const bool flag = column.kind == model::ColumnKind::Flag;
    lua_pushinteger(host.L, flag ? model::count(column) : model::count_present(column));
    return 1;
}

int length(Host& host) { return lua_pushinteger(host.L, static_cast<lua_Integer>(check_column(host, 1).size())), 1; }
int select(Host& host) { return push_column(host, model::select(charged_by_kind(host, 1), check_column(host, 2))), 1; }
int where(Host& host) { return push_column(host, model::where(charged_by_kind(host, 1), check_column(host, 2))), 1; }
int choose(Host& host) {
    return push_column(host, model::choose(charged_column(host, 1), charged_by_kind(host, 2), charged_by_kind(host, 3))), 1;
}

int sum(Host& host) {  // over all given columns
    num::Ratio total;
    for (const auto& column : check_columns(host, 1)) total = total + model::sum(column);
    push_number(host.L, total);
    return 1;
}

int mean(Host& host) { return push_optional(host, model::mean(charged_column(host, 1))); }
int percentile(Host& host) { return push_optional(host, model::percentile(heavily_charged_column(host, 1), check_number(host, 2))); }

template <bool kMax>
int extreme(Host& host) {
    const model::ColumnView& column = charged_column(host, 1);
    const auto value = kMax ? model::maximum(column) : model::minimum(column);
    const bool hour = column.kind == model::ColumnKind::Hour;
    if (!value || (column.kind != model::ColumnKind::Date && !hour)) return push_optional(host, value);
    host.charge(128);
    const auto raw = static_cast<std::int64_t>(value->numerator());
    const std::string text = hour ? model::hour_text(raw) : model::to_string(raw);
    lua_pushlstring(host.L, text.data(), text.size());
    return 1;
}

int round_each(Host& host) {  // col.round(column, interval[, mode])
    const model::ColumnView& column = heavily_charged_column(host, 1);
    const num::Decimal interval = check_decimal(host, 2);
    const num::Rounding mode = check_rounding(host, 3);
    if (model::is_rounded(column, interval))
        push_view(host, column);  // what it looks at lasts as long as the call
    else
        push_column(host, model::round_each(column, interval, mode));
    return 1;
}

int row_max(Host& host) { return push_column(host, model::row_max(check_columns(host, 1))), 1; }
int row_gaps(Host& host) { return push_column(host, model::row_gaps(check_columns(host, 1))), 1; }
int row_sum(Host& host) { return push_column(host, model::row_sum(check_columns(host, 1))), 1; }

std::vector<num::Ratio> check_numbers(Host& host, int index) {
    luaL_checktype(host.L, index, LUA_TTABLE);
    std::vector<num::Ratio> out;
    const lua_Integer n = luaL_len(host.L, index);
    host.charge(static_cast<std::size_t>(n) * 32);
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_geti(host.L, index, i);
        out.push_back(check_number(host, lua_gettop(host.L)));
        lua_pop(host.L, 1);
    }
    return out;
}

model::Interpolation check_line(Host& host, int first) {
    lua_State* L = host.L;
    model::Interpolation line{.x = check_numbers(host, first), .y = check_numbers(host, first + 1)};
    luaL_checktype(L, first + 2, LUA_TTABLE);
    if (lua_getfield(L, first + 2, "round") != LUA_TNIL) line.interval = check_decimal(host, -1);
    lua_getfield(L, first + 2, "mode");
    line.mode = check_rounding(host, -1);
    if (lua_getfield(L, first + 2, "above") != LUA_TNIL) line.above = check_number(host, -1);
    return line;
}

// col.line({ x… }, { y… }, { round = 1, mode = "ceiling", above = 500 }): a breakpoint table, made ready once.
int line(Host& host) {
    model::Interpolation line = check_line(host, 1);
    host.charge_bytes(2048 + line.x.size() * 256);  // what it keeps ready, about
    host.lines.emplace_back(std::move(line));
    *static_cast<model::PreparedLine**>(new_userdata(host.L, sizeof(void*), &kLineKey)) = &host.lines.back();
    return 1;
}

// col.interpolate(column, line), or with the table itself: col.interpolate(column, { x… }, { y… }, { … }).
int interpolate(Host& host) {
    const model::ColumnView& column = heavily_charged_column(host, 1);
    std::optional<model::PreparedLine> own;
    const void* data = test_userdata(host.L, 2, &kLineKey);
    model::PreparedLine& line = data ? **static_cast<model::PreparedLine* const*>(data) : own.emplace(check_line(host, 2));
    if (line.points() > 16) host.charge(column.size() * (line.points() / 16));  // each row looks for its segment
    push_column(host, line.interpolate(column));
    return 1;
}

template <model::DatePart part>
int date_part(Host& host) {
    return push_column(host, model::date_part(charged_column(host, 1), part)), 1;
}

void push_key(Host& host, const model::ColumnView& key, std::int64_t raw) {
    if (key.kind == model::ColumnKind::Number && key.scale == 0) {
        lua_pushinteger(host.L, raw);
    } else if (key.kind == model::ColumnKind::Text || key.kind == model::ColumnKind::Date) {
        const std::string text = key.kind == model::ColumnKind::Text ? (*key.texts)[raw] : model::to_string(raw);
        lua_pushlstring(host.L, text.data(), text.size());
    } else {
        throw HostError(Code::RuleRaised, "只能按整数、文字或日期列分组");
    }
}

// col.group(key, a, b, …): a list of { key = …, a's rows, b's rows, … }, keys ascending.
int group(Host& host) {
    lua_State* L = host.L;
    const model::ColumnView key = heavily_charged_column(host, 1);
    const auto columns = lua_gettop(L) >= 2 ? check_columns(host, 2) : std::vector<model::ColumnView>{};
    for (const auto& column : columns)
        if (column.size() != key.size()) throw HostError(Code::RuleRaised, "分组的各列长度不同");
    lua_newtable(L);
    lua_Integer n = 0;
    for (const auto& part : model::group_by(key)) {
        lua_createtable(L, static_cast<int>(columns.size()), 1);
        push_key(host, key, part.key);
        lua_setfield(L, -2, "key");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            push_column(host, model::take(columns[i], part.rows));
            lua_rawseti(L, -2, static_cast<lua_Integer>(i + 1));
        }
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

// { ["2021-01"] = value, … }: what a method returns as `series`.
int push_series(Host& host, const std::vector<std::pair<std::int64_t, num::Ratio>>& months) {
    host.charge(months.size() * 256);
    lua_createtable(host.L, 0, static_cast<int>(months.size()));
    for (const auto& [month, value] : months) {
        const std::string name = model::month_text(month);
        lua_pushlstring(host.L, name.data(), name.size());
        push_number(host.L, value);
        lua_rawset(host.L, -3);
    }
    return 1;
}

int monthly_mean(Host& host) { return push_series(host, model::monthly_mean(charged_column(host, 1), charged_column(host, 2))); }
int monthly_share(Host& host) {
    return push_series(host, model::monthly_share(charged_column(host, 1), charged_column(host, 2), charged_column(host, 3)));
}

// col.at(column, row): one value, nil for a gap. For single rows and short results, never for loops over big tables.
int at(Host& host) {
    const model::ColumnView& column = check_column(host, 1);
    const lua_Integer row = luaL_checkinteger(host.L, 2);
    if (row < 1 || row > static_cast<lua_Integer>(column.size())) throw HostError(Code::RuleRaised, "没有这一行");
    const auto index = static_cast<std::size_t>(row - 1);
    if (column.values[index] == model::kMissing) {
        lua_pushnil(host.L);
    } else if (column.kind == model::ColumnKind::Number) {
        push_number(host.L, column.number(index));
    } else if (column.kind == model::ColumnKind::Flag) {
        lua_pushboolean(host.L, column.values[index] == 1);
    } else {
        const std::string text = column.text(index);
        lua_pushlstring(host.L, text.data(), text.size());
    }
    return 1;
}

// col.of({ D"1.5", 2, gap }): a column from a short list; false is a gap.
int of(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    model::Column out;
    const lua_Integer n = luaL_len(L, 1);
    host.charge(static_cast<std::size_t>(n) * 8);
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_geti(L, 1, i);
        if (lua_type(L, -1) == LUA_TBOOLEAN) {
            out.append_missing();
        } else {
            const num::Decimal value = check_decimal(host, lua_gettop(L)).trimmed();
            const auto coefficient = static_cast<std::int64_t>(value.coefficient());
            if (num::Int128{coefficient} != value.coefficient() || !out.append_number(coefficient, value.scale()))
                throw HostError(Code::NumberRange, value.to_string());
        }
        lua_pop(L, 1);
    }
    push_column(host, std::move(out));
    return 1;
}

// Rows made from hours are counted too: a few hours may span many.
int push_hours(Host& host, model::Column&& column) {
    host.charge(column.size());
    return push_column(host, std::move(column)), 1;
}

int days_of(Host& host) { return push_column(host, model::days_of(charged_column(host, 1))), 1; }
int every_hour(Host& host) { return push_hours(host, model::every_hour(charged_column(host, 1))); }

int hourly_mean(Host& host) {  // col.hourly_mean(times, values, interval)
    return push_hours(host, model::hourly_mean(heavily_charged_column(host, 1), charged_column(host, 2), check_decimal(host, 3)));
}

int rolling_mean(Host& host) {  // col.rolling_mean(column, window, minimum, interval)
    const model::ColumnView& column = heavily_charged_column(host, 1);
    const lua_Integer window = luaL_checkinteger(host.L, 2), minimum = luaL_checkinteger(host.L, 3);
    if (minimum < 1 || window < minimum) throw HostError(Code::RuleRaised, "滑动平均：1 ≤ 最少个数 ≤ 窗口行数");
    push_column(host, model::rolling_mean(column, static_cast<std::size_t>(window), static_cast<std::size_t>(minimum), check_decimal(host, 4)));
    return 1;
}

// col.runs(mask): { { first = …, last = …, length = … }, … }, rows from 1.
int runs(Host& host) {
    lua_State* L = host.L;
    const auto found = model::runs(charged_column(host, 1));
    host.charge(found.size() * 32);
    lua_createtable(L, static_cast<int>(found.size()), 0);
    for (std::size_t i = 0; i < found.size(); ++i) {
        lua_createtable(L, 0, 3);
        lua_pushinteger(L, static_cast<lua_Integer>(found[i].first + 1));
        lua_setfield(L, -2, "first");
        lua_pushinteger(L, static_cast<lua_Integer>(found[i].last + 1));
        lua_setfield(L, -2, "last");
        lua_pushinteger(L, static_cast<lua_Integer>(found[i].last - found[i].first + 1));
        lua_setfield(L, -2, "length");
        lua_rawseti(L, -2, static_cast<lua_Integer>(i + 1));
    }
    return 1;
}

int to_text(Host& host) { return lua_pushfstring(host.L, "column of %d rows", static_cast<int>(check_column(host, 1).size())), 1; }

constexpr luaL_Reg kFunctions[] = {
    {"lt", bind<compare<model::Comparison::Less>>},
    {"le", bind<compare<model::Comparison::LessEqual>>},
    {"gt", bind<compare<model::Comparison::Greater>>},
    {"ge", bind<compare<model::Comparison::GreaterEqual>>},
    {"eq", bind<compare<model::Comparison::Equal>>},
    {"ne", bind<compare<model::Comparison::NotEqual>>},
    {"present", bind<present>},
    {"both", bind<both>},
    {"either", bind<either>},
    {"negate", bind<negate>},
    {"count", bind<count>},
    {"len", bind<length>},
    {"select", bind<select>},
    {"where", bind<where>},
    {"choose", bind<choose>},
    {"sum", bind<sum>},
    {"mean", bind<mean>},
    {"min", bind<extreme<false>>},
    {"max", bind<extreme<true>>},
    {"percentile", bind<percentile>},
    {"round", bind<round_each>},
    {"row_max", bind<row_max>},
    {"row_gaps", bind<row_gaps>},
    {"row_sum", bind<row_sum>},
    {"line", bind<line>},
    {"interpolate", bind<interpolate>},
    {"year", bind<date_part<model::DatePart::Year>>},
    {"month", bind<date_part<model::DatePart::Month>>},
    {"day", bind<date_part<model::DatePart::DayOfMonth>>},
    {"year_month", bind<date_part<model::DatePart::YearMonth>>},
    {"group", bind<group>},
    {"monthly_mean", bind<monthly_mean>},
    {"monthly_share", bind<monthly_share>},
    {"at", bind<at>},
    {"of", bind<of>},
    {"date", bind<days_of>},
    {"every_hour", bind<every_hour>},
    {"hourly_mean", bind<hourly_mean>},
    {"rolling_mean", bind<rolling_mean>},
    {"runs", bind<runs>},
};

}  // namespace

constexpr std::size_t kColumnBytes = 256;  // what a column costs besides its rows and texts, about

void push_view(Host& host, const model::ColumnView& view) {
    host.charge_bytes(kColumnBytes);
    auto& owned = host.columns.emplace_back(Host::Owned{model::Column(), view});
    *static_cast<const model::ColumnView**>(new_userdata(host.L, sizeof(void*), &kColumnKey)) = &owned.view;
}

void push_column(Host& host, model::Column&& column) {
    const model::TextPool* texts = column.view().texts;
    host.charge_bytes(kColumnBytes + column.size() * sizeof(std::int64_t) + (texts ? texts->bytes() : 0));
    auto& owned = host.columns.emplace_back(Host::Owned{std::move(column), {}});
    owned.view = owned.column.view();
    *static_cast<const model::ColumnView**>(new_userdata(host.L, sizeof(void*), &kColumnKey)) = &owned.view;
}

bool is_column(lua_State* L, int index) { return test_userdata(L, index, &kColumnKey) != nullptr; }

const model::ColumnView& check_column(Host& host, int index) {
    if (const void* data = test_userdata(host.L, index, &kColumnKey)) return **static_cast<const model::ColumnView* const*>(data);
    throw HostError(Code::RuleRaised, fmt::format("第 {} 个参数应为列，得到 {}", index, luaL_typename(host.L, index)));
}

void open_columns(Host& host) {
    lua_State* L = host.L;
    lua_newtable(L);
    lua_pushcfunction(L, bind<to_text>);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kColumnKey);
    lua_newtable(L);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kLineKey);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kBaseKey);
    lua_newtable(L);
    for (const auto& function : kFunctions) {
        push_function(L, function.func);
        lua_setfield(L, -2, function.name);
    }
    seal(L, "col.");
    lua_setfield(L, -2, "col");
    lua_pop(L, 1);
}

}  // namespace kaohe::lua
