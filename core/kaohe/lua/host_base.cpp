// The base library of the sandbox: an allowlist, ordered pairs, stable sort, plain text helpers, and the words of a
// chunk's vocabulary. What is not here does not exist for a chunk; the well-known absent names say so and name the
// alternative.
#include <algorithm>
#include <array>
#include <cstring>

#include "kaohe/base/text.h"
#include "kaohe/lua/host.h"

namespace kaohe::lua {
namespace {

// Absent on purpose, with what to use instead. "lib.name" for members of libraries that exist in part.
struct Blocked {
    std::string_view name, instead;
};
constexpr std::array kBlocked = {
    Blocked{"os", "规则不能读取时钟和环境；日期由考核期给出"},
    Blocked{"io", "规则不能读写文件；数据由表提供"},
    Blocked{"debug", "请用 kaohe explain 查看推导过程"},
    Blocked{"package", "请用 use \"文件名\" 读取同一文件夹的文件"},
    Blocked{"require", "请用 use \"文件名\" 读取同一文件夹的文件"},
    Blocked{"dofile", "请用 use 或 include 读取同一文件夹的文件"},
    Blocked{"loadfile", "请用 use 或 include 读取同一文件夹的文件"},
    Blocked{"load", "规则中不能编译代码"},
    Blocked{"loadstring", "规则中不能编译代码"},
    Blocked{"collectgarbage", "内存由程序管理"},
    Blocked{"coroutine", "规则中没有协程"},
    Blocked{"pcall", "出错时用 invalid(\"原因\") 返回"},
    Blocked{"xpcall", "出错时用 invalid(\"原因\") 返回"},
    Blocked{"setmetatable", "规则中没有元表"},
    Blocked{"getmetatable", "规则中没有元表"},
    Blocked{"rawget", "直接用 t[k]"},
    Blocked{"rawset", "直接用 t[k] = v"},
    Blocked{"rawequal", "直接用 =="},
    Blocked{"rawlen", "直接用 #"},
    Blocked{"next", "用 pairs，按键的顺序遍历"},
    Blocked{"print", "用结果的 notes 说明"},
    Blocked{"tonumber", "用 D\"数值\""},
    Blocked{"string.find", "用 text.contains"},
    Blocked{"string.match", "用 text.contains 或 text.split"},
    Blocked{"string.gmatch", "用 text.split"},
    Blocked{"string.gsub", "用 text.split 和 table.concat"},
    Blocked{"string.rep", "用 table.concat"},
    Blocked{"string.dump", "规则中不能编译代码"},
    Blocked{"string.byte", "用 string.sub"},
    Blocked{"string.char", "直接写出字符"},
    Blocked{"string.pack", "规则中不处理二进制"},
    Blocked{"string.unpack", "规则中不处理二进制"},
    Blocked{"math.random", "同样的数据必须得到同样的结果"},
    Blocked{"math.randomseed", "同样的数据必须得到同样的结果"},
    Blocked{"math.floor", "用 num.round(x, 1, \"floor\")"},
    Blocked{"math.ceil", "用 num.round(x, 1, \"ceiling\")"},
    Blocked{"math.huge", "规则中没有浮点数"},
    Blocked{"math.pi", "规则中没有浮点数"},
    Blocked{"math.sqrt", "规则中没有浮点数"},
};

const Blocked* find_blocked(std::string_view name) {
    auto it = std::find_if(kBlocked.begin(), kBlocked.end(), [&](const Blocked& row) { return row.name == name; });
    return it == kBlocked.end() ? nullptr : &*it;
}

std::vector<std::string> string_keys(lua_State* L, int index, const std::string& prefix) {
    std::vector<std::string> out;
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        if (lua_type(L, -2) == LUA_TSTRING) out.push_back(prefix + lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    std::sort(out.begin(), out.end());
    return out;
}

// --- names that are not there

int read_undeclared(Host& host) {  // __index of environments and libraries; upvalue 1: "string." or ""
    lua_State* L = host.L;
    const std::string name = lua_tostring(L, lua_upvalueindex(1)) + std::string(check_text(host, 2));
    if (const Blocked* row = find_blocked(name))
        throw HostError(Code::RuleBlocked, fmt::format("{} 在规则中不可用：{}", name, row->instead));
    lua_pushvalue(L, lua_upvalueindex(2));  // what there is, for the hint
    auto known = string_keys(L, -1, lua_tostring(L, lua_upvalueindex(1)));
    throw HostError(Code::RuleGlobal, fmt::format("名称“{}”没有定义{}", name, suggestion(name, known)));
}

int write_undeclared(Host& host) {
    throw HostError(Code::RuleGlobal, fmt::format("不能给全局名称“{}”赋值；请写 local {}", check_text(host, 2), check_text(host, 2)));
}

int write_shared(Host&) { throw HostError(Code::RuleBlocked, "公共库是只读的"); }

}  // namespace

// Reads of the proxy fall through to the library.
void seal(lua_State* L, const char* prefix) {
    const int library = lua_gettop(L);
    lua_createtable(L, 0, 1);  // metatable of the library: what happens to a name it lacks
    lua_pushstring(L, prefix);
    lua_pushvalue(L, library);
    lua_pushcclosure(L, bind<read_undeclared>, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, library);
    lua_createtable(L, 0, 0);  // the proxy
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, library);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, bind<write_shared>);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_remove(L, library);
}

namespace {

// --- base functions

int ipairs_step(Host& host) {
    lua_State* L = host.L;
    const lua_Integer i = lua_tointeger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

int base_ipairs(Host& host) {
    luaL_checktype(host.L, 1, LUA_TTABLE);
    push_function(host.L, bind<ipairs_step>);
    lua_pushvalue(host.L, 1);
    lua_pushinteger(host.L, 0);
    return 3;
}

int pairs_step(Host& host) {  // upvalues: table, list of keys, where the position is kept: functions never change (arena.h)
    lua_State* L = host.L;
    const lua_Integer i = ++*static_cast<lua_Integer*>(lua_touserdata(L, lua_upvalueindex(3)));
    if (lua_geti(L, lua_upvalueindex(2), i) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    lua_gettable(L, lua_upvalueindex(1));
    return 2;
}

// Integer keys ascending, then texts by code point: the same order in every run.
int base_pairs(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    std::vector<lua_Integer> integers;
    std::vector<std::string_view> texts;  // of the table's own keys
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        if (lua_isinteger(L, -2))
            integers.push_back(lua_tointeger(L, -2));
        else if (lua_type(L, -2) == LUA_TSTRING)
            texts.emplace_back(check_text(host, -2));
        else
            throw HostError(Code::RuleRaised, "pairs 只能遍历以整数或文字为键的表");
        lua_pop(L, 1);
    }
    host.charge(integers.size() * 32 + texts.size() * 256);
    std::sort(integers.begin(), integers.end());
    std::sort(texts.begin(), texts.end());
    lua_pushvalue(L, 1);
    lua_createtable(L, static_cast<int>(integers.size() + texts.size()), 0);
    lua_Integer n = 0;
    for (auto key : integers) lua_pushinteger(L, key), lua_rawseti(L, -2, ++n);
    for (const auto& key : texts) lua_pushlstring(L, key.data(), key.size()), lua_rawseti(L, -2, ++n);
    *static_cast<lua_Integer*>(lua_newuserdatauv(L, sizeof(lua_Integer), 0)) = 0;
    lua_pushcclosure(L, bind<pairs_step>, 3);
    return 1;
}

int base_select(Host& host) {
    lua_State* L = host.L;
    const int n = lua_gettop(L);
    if (lua_type(L, 1) == LUA_TSTRING && std::strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, n - 1);
        return 1;
    }
    const lua_Integer i = luaL_checkinteger(L, 1);
    if (i < 1) throw HostError(Code::RuleRaised, "select 的序号从 1 开始");
    return i >= n ? 0 : n - static_cast<int>(i);
}

int base_type(Host& host) {
    luaL_checkany(host.L, 1);
    lua_pushstring(host.L, is_number(host.L, 1) ? "number" : is_column(host.L, 1) ? "column" : luaL_typename(host.L, 1));
    return 1;
}

// Tables and functions by their type only: addresses differ from run to run. Userdata are our own and print themselves.
void push_printed(Host& host, int index) {
    lua_State* L = host.L;
    host.charge(64);
    switch (lua_type(L, index)) {
        case LUA_TTABLE:
        case LUA_TFUNCTION: lua_pushstring(L, luaL_typename(L, index)); break;
        default: luaL_tolstring(L, index, nullptr);
    }
}

int base_tostring(Host& host) {
    luaL_checkany(host.L, 1);
    push_printed(host, 1);
    return 1;
}

int base_error(Host& host) {
    throw HostError(Code::RuleRaised, std::string(check_text(host, 1)));
}

int base_assert(Host& host) {
    if (lua_toboolean(host.L, 1)) return lua_gettop(host.L);
    throw HostError(Code::RuleRaised, lua_gettop(host.L) >= 2 ? std::string(check_text(host, 2)) : "assert 不成立");
}

// --- math, integers only

template <bool kMax>
int math_extreme(Host& host) {
    lua_State* L = host.L;
    lua_Integer best = luaL_checkinteger(L, 1);
    for (int i = 2; i <= lua_gettop(L); ++i) {
        const lua_Integer value = luaL_checkinteger(L, i);
        best = kMax ? std::max(best, value) : std::min(best, value);
    }
    lua_pushinteger(L, best);
    return 1;
}

int math_tointeger(Host& host) {
    if (lua_isinteger(host.L, 1))
        lua_pushvalue(host.L, 1);
    else
        lua_pushnil(host.L);
    return 1;
}

// --- string and text

int string_len(Host& host) {
    lua_pushinteger(host.L, static_cast<lua_Integer>(check_text(host, 1).size()));
    return 1;
}

int string_sub(Host& host) {
    const std::string_view text = check_text(host, 1);
    const auto size = static_cast<lua_Integer>(text.size());
    auto position = [&](lua_Integer i) { return i < 0 ? std::max<lua_Integer>(size + i + 1, 0) : i; };
    const lua_Integer first = std::max<lua_Integer>(position(luaL_checkinteger(host.L, 2)), 1);
    const lua_Integer last = std::min(position(luaL_optinteger(host.L, 3, -1)), size);
    const std::string_view part =
        first > last ? std::string_view() : text.substr(static_cast<std::size_t>(first - 1), static_cast<std::size_t>(last - first + 1));
    lua_pushlstring(host.L, part.data(), part.size());
    return 1;
}

template <int (*convert)(int)>
int string_case(Host& host) {
    std::string text(check_text(host, 1));
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x80) c = static_cast<char>(convert(c));
    lua_pushlstring(host.L, text.data(), text.size());
    return 1;
}
int to_lower(int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
int to_upper(int c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }

// %s and %d only: widths and %f are how wrong roundings come in.
int string_format(Host& host) {
    lua_State* L = host.L;
    const std::string_view format = check_text(host, 1);
    std::string out;
    int argument = 1;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        const char kind = ++i < format.size() ? format[i] : '\0';
        if (kind == '%') {
            out += '%';
        } else if (kind == 's' || kind == 'd') {
            luaL_checkany(L, ++argument);
            if (kind == 'd') luaL_checkinteger(L, argument);
            append_printed(host, argument, out);
        } else {
            throw HostError(Code::RuleBlocked, "string.format 只支持 %s、%d 和 %%；修约请用 num.round");
        }
    }
    lua_pushlstring(L, out.data(), out.size());
    return 1;
}

// The worst a search can cost: the whole part looked at from every place.
void charge_search(Host& host, std::string_view text, std::string_view part) {
    host.charge(text.size() * (2 + part.size() / 32));
}

int text_contains(Host& host) {
    const std::string_view text = check_text(host, 1), part = check_text(host, 2);
    charge_search(host, text, part);
    lua_pushboolean(host.L, text.find(part) != std::string_view::npos);
    return 1;
}

int text_starts(Host& host) {
    lua_pushboolean(host.L, check_text(host, 1).starts_with(check_text(host, 2)));
    return 1;
}

int text_split(Host& host) {
    const std::string_view separator = check_text(host, 2);
    if (separator.empty()) throw HostError(Code::RuleRaised, "text.split 的分隔符不能为空");
    std::string_view rest = check_text(host, 1);
    charge_search(host, rest, separator);
    lua_newtable(host.L);
    for (lua_Integer n = 1;; ++n) {
        const std::size_t at = rest.find(separator);
        const std::string_view part = rest.substr(0, at);
        lua_pushlstring(host.L, part.data(), part.size());
        lua_rawseti(host.L, -2, n);
        if (at == std::string_view::npos) return 1;
        rest.remove_prefix(at + separator.size());
    }
}

// --- table

int table_insert(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_gettop(L) != 2) throw HostError(Code::RuleRaised, "table.insert 只在末尾追加：table.insert(t, 值)");
    lua_seti(L, 1, luaL_len(L, 1) + 1);
    return 0;
}

int table_concat(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    const std::string separator(luaL_optstring(L, 2, ""));
    std::string out;
    const lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_geti(L, 1, i);
        if (i > 1) out += separator;
        append_printed(host, lua_gettop(L), out);
        lua_pop(L, 1);
    }
    lua_pushlstring(L, out.data(), out.size());
    return 1;
}

int table_unpack(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    const lua_Integer n = luaL_len(L, 1);
    if (n > 200) throw HostError(Code::RuleRaised, "table.unpack 最多 200 项");
    host.charge(static_cast<std::size_t>(n) * 2);
    luaL_checkstack(L, static_cast<int>(n), nullptr);
    for (lua_Integer i = 1; i <= n; ++i) lua_geti(L, 1, i);
    return static_cast<int>(n);
}

bool less(Host& host, int a, int b, bool has_comparator) {
    lua_State* L = host.L;
    host.charge(32);
    if (!has_comparator) {
        if (lua_type(L, a) == LUA_TSTRING) host.charge(lua_rawlen(L, a));
        return lua_compare(L, a, b, LUA_OPLT) != 0;
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    lua_call(L, 2, 1);
    const bool out = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return out;
}

// Stable, and safe with any comparator: insertion by binary search.
int table_sort(Host& host) {
    lua_State* L = host.L;
    luaL_checktype(L, 1, LUA_TTABLE);
    const bool has_comparator = lua_gettop(L) >= 2 && !lua_isnil(L, 2);
    lua_settop(L, 2);
    const lua_Integer n = luaL_len(L, 1);
    for (lua_Integer i = 2; i <= n; ++i) {
        lua_geti(L, 1, i);  // 3: the element to place
        lua_Integer low = 1, high = i;
        while (low < high) {
            const lua_Integer middle = low + (high - low) / 2;
            lua_geti(L, 1, middle);
            if (less(host, 3, 4, has_comparator))
                high = middle;
            else
                low = middle + 1;
            lua_pop(L, 1);
        }
        host.charge(static_cast<std::size_t>(i - low) * 32);
        for (lua_Integer j = i; j > low; --j) {
            lua_geti(L, 1, j - 1);
            lua_seti(L, 1, j);
        }
        lua_seti(L, 1, low);
    }
    return 0;
}

// --- the words of a vocabulary

Place caller(Host& host) {
    lua_Debug where{};
    for (int level = 1; lua_getstack(host.L, level, &where); ++level) {
        lua_getinfo(host.L, "Sl", &where);
        if (where.currentline < 0) continue;
        return host.place_of(where, where.currentline);
    }
    return {};
}

void record(Host& host, std::string word, std::string id, int index, Place place) {
    if (lua_type(host.L, index) != LUA_TTABLE)
        throw HostError(Code::RuleRaised, fmt::format("{} 后面应是一个表：{} {{ … }}", word, word));
    if (host.frozen || !host.declarations) throw HostError(Code::RuleBlocked, "评分时不能再声明");
    Value fields = to_value(host, index);
    host.declarations->push_back({std::move(word), std::move(id), std::move(fields), std::move(place)});
}

int declare_fields(Host& host) {  // upvalues: word, id, file, line
    lua_State* L = host.L;
    record(host, lua_tostring(L, lua_upvalueindex(1)), lua_tostring(L, lua_upvalueindex(2)), 1,
           {.file = lua_tostring(L, lua_upvalueindex(3)), .line = static_cast<int>(lua_tointeger(L, lua_upvalueindex(4)))});
    return 0;
}

int declare_named(Host& host) {  // upvalue: word
    lua_State* L = host.L;
    const std::string id(check_text(host, 1));
    if (!is_valid_utf8(id)) throw HostError(Code::RuleRaised, "编号不是有效的 UTF-8");
    const Place place = caller(host);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushlstring(L, id.data(), id.size());
    lua_pushlstring(L, place.file.data(), place.file.size());
    lua_pushinteger(L, place.line);
    lua_pushcclosure(L, bind<declare_fields>, 4);
    return 1;
}

int declare_plain(Host& host) {
    record(host, lua_tostring(host.L, lua_upvalueindex(1)), "", 1, caller(host));
    return 0;
}

int construct(Host& host) {  // marks the table with the word and the line
    lua_State* L = host.L;
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setfield(L, 1, "#form");
    lua_pushinteger(L, caller(host).line);
    lua_setfield(L, 1, "#line");
    lua_pushvalue(L, 1);
    return 1;
}

int return_result(Host& host) {  // invalid("reason", outputs): { reason, outputs } marked with the word
    lua_State* L = host.L;
    const std::string_view reason = check_text(host, 1);
    lua_settop(L, 2);  // without outputs: nil
    lua_createtable(L, 0, 3);
    lua_pushlstring(L, reason.data(), reason.size());
    lua_setfield(L, -2, "reason");
    if (lua_type(L, 2) == LUA_TTABLE) {
        lua_pushvalue(L, 2);
        lua_setfield(L, -2, "outputs");
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_setfield(L, -2, "#form");
    return 1;
}

// Whoever opens files checks again; a name that leads elsewhere does not even get there.
bool is_plain_name(std::string_view name) {
    return !name.empty() && name[0] != '.' && name.find_first_of(std::string_view("/\\:\0", 4)) == std::string_view::npos;
}

int open_sibling(Host& host) {
    const std::string name(check_text(host, 1));
    if (host.frozen || !host.open_sibling) throw HostError(Code::RuleBlocked, "评分时不能再读取文件");
    if (!is_plain_name(name)) throw HostError(Code::RuleBlocked, fmt::format("“{}”不是同一文件夹中的文件名", name));
    if (auto it = host.siblings.find(name); it != host.siblings.end()) {
        lua_rawgeti(host.L, LUA_REGISTRYINDEX, it->second);
        return 1;
    }
    if (host.depth >= 16) throw HostError(Code::RuleRaised, "文件互相引用，层数过多：" + name);
    std::optional<Chunk> chunk = (*host.open_sibling)(name);
    if (!chunk) throw HostError(Code::RuleReference, fmt::format("同一文件夹中没有“{}”", name));
    ++host.depth;
    push_environment(host, *host.vocabulary);
    load_and_run(host, *chunk);
    --host.depth;
    lua_pushvalue(host.L, -1);
    host.siblings[name] = luaL_ref(host.L, LUA_REGISTRYINDEX);
    return 1;
}

void add_functions(lua_State* L, std::initializer_list<luaL_Reg> functions) {
    for (const auto& entry : functions) {
        push_function(L, entry.func);
        lua_setfield(L, -2, entry.name);
    }
}

void add_word(lua_State* L, const std::string& word, lua_CFunction function) {
    lua_pushlstring(L, word.data(), word.size());
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, word.c_str());
}

}  // namespace

void append_printed(Host& host, int index, std::string& out) {
    lua_State* L = host.L;
    push_printed(host, index);
    std::size_t size = 0;
    const char* text = lua_tolstring(L, -1, &size);
    host.charge(size);
    if (out.size() + size > host.options.text_bytes) throw HostError(Code::RuleBudget, "text too long");
    out.append(text, size);
    lua_pop(L, 1);
}

void open_base(Host& host) {
    lua_State* L = host.L;
    lua_newtable(L);
    add_functions(L, {{"ipairs", bind<base_ipairs>},
                      {"pairs", bind<base_pairs>},
                      {"select", bind<base_select>},
                      {"type", bind<base_type>},
                      {"tostring", bind<base_tostring>},
                      {"error", bind<base_error>},
                      {"assert", bind<base_assert>}});
    lua_newtable(L);
    add_functions(L, {{"max", bind<math_extreme<true>>}, {"min", bind<math_extreme<false>>}, {"tointeger", bind<math_tointeger>}});
    seal(L, "math.");
    lua_setfield(L, -2, "math");
    lua_newtable(L);
    add_functions(L, {{"len", bind<string_len>},
                      {"sub", bind<string_sub>},
                      {"lower", bind<string_case<to_lower>>},
                      {"upper", bind<string_case<to_upper>>},
                      {"format", bind<string_format>}});
    seal(L, "string.");
    lua_pushstring(L, "");  // methods of texts reach the same few functions, and no metatable
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_setfield(L, -2, "string");
    lua_newtable(L);
    add_functions(L, {{"contains", bind<text_contains>}, {"starts", bind<text_starts>}, {"split", bind<text_split>}});
    seal(L, "text.");
    lua_setfield(L, -2, "text");
    lua_newtable(L);
    add_functions(L, {{"insert", bind<table_insert>},
                      {"concat", bind<table_concat>},
                      {"unpack", bind<table_unpack>},
                      {"sort", bind<table_sort>}});
    seal(L, "table.");
    lua_setfield(L, -2, "table");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kBaseKey);
}

void push_environment(Host& host, const Vocabulary& vocabulary) {
    lua_State* L = host.L;
    lua_newtable(L);  // the words; reads of the environment fall through to here
    lua_rawgetp(L, LUA_REGISTRYINDEX, &kBaseKey);
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, -5);
    }
    lua_pop(L, 1);
    for (const auto& word : vocabulary.named) add_word(L, word, bind<declare_named>);
    for (const auto& word : vocabulary.plain) add_word(L, word, bind<declare_plain>);
    for (const auto& word : vocabulary.constructors) add_word(L, word, bind<construct>);
    for (const auto& word : vocabulary.results) add_word(L, word, bind<return_result>);
    for (const auto& word : vocabulary.constants) {
        lua_pushlstring(L, word.data(), word.size());
        lua_setfield(L, -2, word.c_str());
    }
    if (!vocabulary.sibling_word.empty()) add_word(L, vocabulary.sibling_word, bind<open_sibling>);
    seal(L, "");
    lua_getmetatable(L, -1);
    lua_pushcfunction(L, bind<write_undeclared>);
    lua_setfield(L, -2, "__newindex");
    lua_pop(L, 1);
}

int load_and_run(Host& host, const Chunk& chunk) {
    lua_State* L = host.L;  // on the stack: the environment
    host.chunk_names.push_back(chunk.name);
    const std::string name = fmt::format("=#{}", host.chunk_names.size() - 1);
    host.entered = {.file = chunk.name};  // of what ends without a place of its own
    host.raised.reset();
    const bool is_compiled = chunk.text.starts_with(LUA_SIGNATURE[0]);
    if (is_compiled) lua_pushfstring(L, "%s:1: 这是编译过的文件；规则只能是文字", name.c_str() + 1);
    if (is_compiled || load_text(host, chunk.text, name.c_str()) != LUA_OK) {
        if (!host.raised) host.raised = Code::RuleSyntax;
        return lua_error(L);
    }
    lua_insert(L, -2);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    return 1;
}

}  // namespace kaohe::lua
