// Exact scalars in Lua: D"0.05", ratio(a, b), num.round and the operators. A Number is a num::Ratio kept in a userdata.
#include <bit>
#include <cstring>
#include <type_traits>

#include "kaohe/lua/host.h"

namespace kaohe::lua {
namespace {

const char kNumberKey = 0;

// Userdata are aligned to 8 bytes, 128-bit integers want 16: in and out by memcpy.
static_assert(std::is_trivially_copyable_v<num::Ratio>);
num::Ratio stored(const void* data) {
    num::Ratio out;
    std::memcpy(static_cast<void*>(&out), data, sizeof out);
    return out;
}

// Euclid's steps are as many as the digits; beyond 64 bits each is several times as slow.
void charge_digits(Host& host, const num::Ratio& value) {
    const auto bits = [](num::Int128 part) {
        __extension__ const auto size = static_cast<unsigned __int128>(part < 0 ? -part : part);
        const auto high = static_cast<std::uint64_t>(size >> 64), low = static_cast<std::uint64_t>(size);
        return static_cast<std::size_t>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(low));
    };
    const std::size_t all = bits(value.numerator()) + bits(value.denominator());
    host.charge(all <= 64 ? all : all * 4);
}

[[noreturn]] void refuse_float(Host& host, int index) {
    std::size_t size = 0;
    const char* text = luaL_tolstring(host.L, index, &size);
    throw HostError(Code::NumberFloat, std::string(text, size));
}

int make_decimal(Host& host) {  // D"0.05", D(3)
    if (lua_type(host.L, 1) == LUA_TSTRING) {
        const std::string_view text = check_text(host, 1);
        const auto value = num::Decimal::parse(text);
        if (!value) throw HostError(Code::NumberSyntax, fmt::format("D\"{}\" 不是十进制数", text));
        push_number(host.L, *value);
    } else {
        push_number(host.L, check_number(host, 1));
    }
    return 1;
}

int make_ratio(Host& host) {
    push_number(host.L, check_number(host, 1) / check_number(host, 2));
    return 1;
}

int num_round(Host& host) {  // num.round(x, interval, mode)
    const num::Decimal interval = check_decimal(host, 2);
    if (interval <= num::Decimal(0)) throw HostError(Code::RuleRaised, "修约间隔必须大于 0");
    push_number(host.L, num::round_to(check_number(host, 1), interval, check_rounding(host, 3)));
    return 1;
}

template <bool kMax>
int num_extreme(Host& host) {
    num::Ratio best = check_number(host, 1);
    for (int i = 2; i <= lua_gettop(host.L); ++i) {
        const num::Ratio value = check_number(host, i);
        if (kMax ? value > best : value < best) best = value;
    }
    push_number(host.L, best);
    return 1;
}

int num_clamp(Host& host) {
    const num::Ratio value = check_number(host, 1), low = check_number(host, 2), high = check_number(host, 3);
    push_number(host.L, value < low ? low : value > high ? high : value);
    return 1;
}

int num_abs(Host& host) {
    const num::Ratio value = check_number(host, 1);
    push_number(host.L, value < num::Ratio(0) ? -value : value);
    return 1;
}

int add(Host& host) { return push_number(host.L, check_number(host, 1) + check_number(host, 2)), 1; }
int subtract(Host& host) { return push_number(host.L, check_number(host, 1) - check_number(host, 2)), 1; }
int multiply(Host& host) { return push_number(host.L, check_number(host, 1) * check_number(host, 2)), 1; }
int negative(Host& host) { return push_number(host.L, -check_number(host, 1)), 1; }
int equal(Host& host) { return lua_pushboolean(host.L, check_number(host, 1) == check_number(host, 2)), 1; }
int less_than(Host& host) { return lua_pushboolean(host.L, check_number(host, 1) < check_number(host, 2)), 1; }
int at_most(Host& host) { return lua_pushboolean(host.L, check_number(host, 1) <= check_number(host, 2)), 1; }
int refuse_divide(Host&) { throw HostError(Code::RuleBlocked, "精确数没有 / 运算；请写 ratio(a, b)"); }

std::string printed(const num::Ratio& value) {
    const auto decimal = value.exact_decimal();
    return decimal ? decimal->to_string() : value.to_string();
}

int to_text(Host& host) {
    const std::string text = printed(check_number(host, 1));
    lua_pushlstring(host.L, text.data(), text.size());
    return 1;
}

int concatenate(Host& host) {
    std::string out;
    for (int i = 1; i <= 2; ++i) append_printed(host, i, out);
    lua_pushlstring(host.L, out.data(), out.size());
    return 1;
}

void set_function(lua_State* L, const char* name, lua_CFunction function) {
    push_function(L, function);
    lua_setfield(L, -2, name);
}

}  // namespace

void* new_userdata(lua_State* L, std::size_t size, const char* key) {
    auto* const data = static_cast<char*>(lua_newuserdatauv(L, sizeof key + size, 0));
    *reinterpret_cast<const char**>(data) = key;
    lua_rawgetp(L, LUA_REGISTRYINDEX, key);
    lua_setmetatable(L, -2);
    return data + sizeof key;
}

void push_number(lua_State* L, const num::Ratio& value) { std::memcpy(new_userdata(L, sizeof value, &kNumberKey), &value, sizeof value); }

bool is_number(lua_State* L, int index) { return test_userdata(L, index, &kNumberKey) != nullptr; }

num::Ratio check_number(Host& host, int index) {
    lua_State* L = host.L;
    if (lua_isinteger(L, index)) return static_cast<std::int64_t>(lua_tointeger(L, index));
    if (const void* data = test_userdata(L, index, &kNumberKey)) {
        const num::Ratio value = stored(data);
        charge_digits(host, value);
        return value;
    }
    if (lua_type(L, index) == LUA_TNUMBER) refuse_float(host, index);
    if (lua_type(L, index) == LUA_TSTRING)
        throw HostError(Code::RuleRaised, fmt::format("需要数值，得到文字“{0}”；请写 D\"{0}\"", lua_tostring(L, index)));
    throw HostError(Code::RuleRaised, fmt::format("第 {} 个参数应为数值，得到 {}", index,
                                                  is_column(L, index) ? "列" : luaL_typename(L, index)));
}

num::Decimal check_decimal(Host& host, int index) {
    if (lua_type(host.L, index) == LUA_TSTRING) {
        const auto value = num::Decimal::parse(check_text(host, index));
        if (value) return *value;
    }
    const auto value = check_number(host, index).exact_decimal();
    if (!value) throw HostError(Code::RuleRaised, "这里需要有限小数");
    return *value;
}

std::string_view check_text(Host& host, int index) {
    if (lua_type(host.L, index) != LUA_TSTRING)
        throw HostError(Code::RuleRaised, fmt::format("第 {} 个参数应为文字，得到 {}", index, luaL_typename(host.L, index)));
    std::size_t size = 0;
    const char* text = lua_tolstring(host.L, index, &size);
    host.charge(size);
    return {text, size};
}

num::Rounding check_rounding(Host& host, int index) {
    if (lua_isnoneornil(host.L, index)) return num::Rounding::HalfEven;
    const std::string_view mode = check_text(host, index);
    if (mode == "half_even") return num::Rounding::HalfEven;
    if (mode == "half_up") return num::Rounding::HalfUp;
    if (mode == "ceiling") return num::Rounding::Ceiling;
    if (mode == "floor") return num::Rounding::Floor;
    throw HostError(Code::RuleRaised, fmt::format("没有修约方式“{}”；可用：half_even half_up ceiling floor", mode));
}

void open_numbers(Host& host) {
    lua_State* L = host.L;
    lua_newtable(L);
    set_function(L, "__add", bind<add>);
    set_function(L, "__sub", bind<subtract>);
    set_function(L, "__mul", bind<multiply>);
    set_function(L, "__unm", bind<negative>);
    set_function(L, "__eq", bind<equal>);
    set_function(L, "__lt", bind<less_than>);
    set_function(L, "__le", bind<at_most>);
    set_function(L, "__div", bind<refuse_divide>);
    set_function(L, "__idiv", bind<refuse_divide>);
    set_function(L, "__mod", bind<refuse_divide>);
    set_function(L, "__pow", bind<refuse_divide>);
    set_function(L, "__tostring", bind<to_text>);
    set_function(L, "__concat", bind<concatenate>);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kNumberKey);

    lua_rawgetp(L, LUA_REGISTRYINDEX, &kBaseKey);
    set_function(L, "D", bind<make_decimal>);
    set_function(L, "ratio", bind<make_ratio>);
    lua_newtable(L);
    set_function(L, "round", bind<num_round>);
    set_function(L, "ratio", bind<make_ratio>);
    set_function(L, "min", bind<num_extreme<false>>);
    set_function(L, "max", bind<num_extreme<true>>);
    set_function(L, "clamp", bind<num_clamp>);
    set_function(L, "abs", bind<num_abs>);
    set_function(L, "add", bind<add>);
    set_function(L, "sub", bind<subtract>);
    set_function(L, "mul", bind<multiply>);
    set_function(L, "div", bind<make_ratio>);
    seal(L, "num.");
    lua_setfield(L, -2, "num");
    lua_pop(L, 1);
}

}  // namespace kaohe::lua
