"""What strangers might send: one row each, written to disk by hostile_packs.py.

`where`: "method", the beginning of a method's `run`; "formula", the body of a formula; "pack", a whole pack.lua; "method
file", the whole method.lua of a further plugin; "end of pack", appended to a pack that is fine otherwise.
`code`: of the finding, several with |; `exit`: the exit code; `says`: words of the message.
"""

from dataclasses import dataclass


@dataclass
class Hostile:
    name: str
    where: str
    script: str
    code: str
    exit: int
    says: str = ""


LONG = 'local s = "x" for i = 1, 15 do s = s .. s end '
FACTS = 'pack { id = "evil", title = "坏", version = "1", engine = ">=0.1", period = "2021" }\n'

# While scoring: the rule is `error`, the result is written, other rules are unharmed.
CALLS = [
    # endless loops
    Hostile("an endless loop", "method", "while true do end", "KH-R901", 6, "指令"),
    Hostile("an endless loop in a formula", "formula", "while true do end", "KH-R901", 6, "指令"),
    Hostile("a loop over a list that grows", "method", "local l = { 1 } for k in ipairs(l) do l[k + 1] = k end", "KH-R901", 6),
    Hostile("a comparator that never ends", "method", "table.sort({ 1, 2, 3 }, function() while true do end end)", "KH-R901", 6, "指令"),
    Hostile("an iterator that never ends", "formula", "for _ in function() return 1 end do end", "KH-R901", 6, "指令"),
    Hostile("endless tail calls", "method", "local function f() return f() end return f()", "KH-R901", 6, "指令"),
    Hostile("a loop around pcall", "method", 'while true do pcall(error, "x") end', "KH-R013", 4, "pcall"),
    Hostile("a loop in a coroutine", "method", "coroutine.wrap(function() while true do end end)()", "KH-R013", 4, "coroutine"),
    Hostile("a loop in a metamethod", "method", "local m = setmetatable({}, { __index = function(u, k) return u[k] end }) return m.x", "KH-R013", 4, "setmetatable"),
    # memory, big texts, deep recursion
    Hostile("a table that eats the memory", "method", "local all = {} while true do all[#all + 1] = {} end", "KH-R901", 6),
    Hostile("texts that double", "formula", 'local s = "x" while true do s = s .. s end', "KH-R901", 6, "内存"),
    Hostile("columns without end", "method", "local c = col.of({ 1, 2, 3 }) while true do c = col.round(c, 1) end", "KH-R901", 6),
    Hostile("a small table that unfolds", "method", "local u = { 1 } for i = 1, 30 do u = { u, u } end return u", "KH-R901", 6),
    Hostile("recursion of Lua", "formula", "local function f(n) return 1 + f(n + 1) end return f(1)", "KH-R901|KH-R902", 6),
    Hostile("recursion on the C stack", "method", "local function f() table.sort({ 2, 1 }, f) return true end return f()", "KH-R901|KH-R902", 4),
    Hostile("a table that holds itself", "method", "local u = {} u.self = u return u", "KH-R902", 4, "引用了自己"),
    # work that no instruction shows
    Hostile("long texts compared", "method", LONG + 'local a, b = s .. "y", s .. "y" while true do local c = a == b end', "KH-R901", 6, "指令"),
    Hostile("long texts sorted", "method", LONG + "local l = {} for i = 1, 200 do l[i] = s .. (200 - i) end while true do table.sort(l) end", "KH-R901", 6),
    Hostile("a number of 32,768 digits", "method", 'local s = "0" for i = 1, 15 do s = s .. s end s = s .. "1" while true do for i = 1, s do end end', "KH-R902", 4, "100 个字符"),
    Hostile("keys that collide", "method", "local u = {} for i = 1, 30000 do u[i * 32767 * 65535 * 131071] = i end", "KH-R902", 4, "冲突"),
    Hostile("keys that collide when the table grows", "formula", "local u = {} for i = 1, 262145 do u[i * 524287 * 16] = i end", "KH-R902", 4, "冲突"),
    Hostile("a full table laid out again and again", "method",
            'local u = {} for i = 1, 65536 do u["k" .. i] = i end local i = 1 while true do u["k" .. i] = nil i = i + 1 u["n" .. i] = i end', "KH-R901", 6, "指令"),
    Hostile("fractions of 38 digits", "method",
            "local x, y = 1, 1 for i = 1, 85 do x, y = y, x + y end local p, q = D(x), D(y) for i = 1, 90 do p, q = q, p + q end "
            "local r = ratio(p, q) while true do local u = r + 1 end", "KH-R901", 6, "指令"),
    Hostile("arguments handed on and on", "method", "local function f(...) return f(1, ...) end return f()", "KH-R902", 4, "参数"),
    Hostile("floats divided with remainder", "formula", "local a, b = 1.0e308, 3.3e-308 while true do local c = a % b end", "KH-R901", 6, "指令"),
    # reaching out
    Hostile("os.execute", "method", 'os.execute("touch /tmp/kaohe-was-here")', "KH-R013", 4, "os"),
    Hostile("io.open", "method", 'local f = io.open("/etc/passwd") return f:read("a")', "KH-R013", 4, "io"),
    Hostile("a library loaded", "formula", 'return package.loadlib("libc.so.6", "system")', "KH-R013", 4, "package"),
    Hostile("the registry", "method", "return debug.getregistry()", "KH-R013", 4, "debug"),
    Hostile("text as code", "method", 'return load("return os")()', "KH-R013", 4, "load"),
    Hostile("bytecode as code", "method", "return load(string.dump(function() end))", "KH-R013", 4, "load"),
    Hostile("include while scoring", "method", 'include "tables"', "KH-R014|KH-R013", 4, "include"),
    # back doors
    Hostile("the metatable of texts", "method", 'getmetatable("").__index.upper = function() return "x" end', "KH-R013", 4, "getmetatable"),
    Hostile("a library changed for the others", "method", 'col.sum = function() return D"100" end', "KH-R013", 4, "只读"),
    Hostile("a library's table through a text", "method", '(("").len).x = 1', "KH-R902", 4),
    Hostile("a global left behind", "method", 'evil = 1', "KH-R014", 4, "local evil"),
    Hostile("an error that is no text", "formula", "error({ os = 1 })", "KH-R902", 4, "文字"),
    Hostile("an error that is no UTF-8", "method", 'error("\\xff\\xfe\\0")', "KH-R902", 4),
    Hostile("an error with another's place", "formula", 'error("/etc/passwd:1: x")', "KH-R902", 4),
    Hostile("an error of 32 KiB", "method", LONG + "error(s)", "KH-R902", 4),
    Hostile("terminal codes in an error", "method", 'error("\\27[31mred\\27]0;title\\7")', "KH-R902", 4, "red"),
    # misuse of the host
    Hostile("wrong types", "method", 'return { rate = col.sum("straw") }', "KH-R902", 4, "第 1 个参数应为列"),
    Hostile("columns of other lengths", "method", "return col.both(col.of({ 1 }), t.straw.feed)", "KH-R902", 4),
    Hostile("a row that is not there", "method", "return col.at(t.straw.feed, 1000000)", "KH-R902", 4, "没有这一行"),
    Hostile("a breakpoint table in disorder", "method", "return col.interpolate(t.straw.feed, { 2, 1 }, { 0, 1 }, { round = 1 })", "KH-R902", 4, "由小到大"),
    Hostile("a function as result", "method", "return { rate = function() return 1 end }", "KH-P005", 4),
    Hostile("a float as result", "formula", "return 0.1 + 0.2", "KH-N010|KH-R902", 4),
    Hostile("an answer too large to add", "formula", 'return D"99999999999999999999999999999999999999" * D"1" ', "KH-N003|KH-R902", 4),
]

# While the pack or the plugin is loaded: nothing is written, exit code 4.
LOADS = [
    Hostile("a pack that never ends", "pack", FACTS + "while true do end", "KH-R901", 4, "指令"),
    Hostile("a pack that eats the memory", "pack", FACTS + "local all = {} while true do all[#all + 1] = { all } end", "KH-R901", 4),
    Hostile("a pack that declares without end", "pack", FACTS + 'local i = 0 while true do i = i + 1 source("s" .. i) { title = "x" } end', "KH-R901", 4, "内存"),
    Hostile("a pack that recurses", "pack", FACTS + "local function f() return 1 + f() end f()", "KH-R901|KH-R902", 4),
    Hostile("a pack of braces", "pack", FACTS + "local t = " + "{" * 100000, "KH-R001", 4),
    Hostile("a pack of conditions", "pack", FACTS + "local a = 1 if a then " + "elseif a then " * 60000 + "end", "KH-R901", 4, "指令"),
    Hostile("a pack of 20 MB", "pack", FACTS + "--" + "x" * 20_000_000, "KH-R901", 4, "指令"),
    Hostile("numbers that collide in the parser", "pack",
            FACTS + "local t = {}\n" + "".join(f"t[{i * 65535 * 32767 * 16383}] = 1\n" for i in range(1, 4000)), "KH-R902", 4, "冲突"),
    Hostile("long names that are nearly right", "pack",
            FACTS + LONG + 'for i = 1, 40 do source(s .. i) { title = "x" } consequence(s .. i) { title = "x", when = "y", cite = { "a" .. s .. i, "一" } } end',
            "KH-R007", 4, "依据文件"),
    Hostile("a compiled pack", "pack", "\x1bLua\x54" + "\0" * 60, "KH-R001", 4, "编译"),
    Hostile("a pack that opens files", "pack", FACTS + 'local f = io.open("/etc/passwd")', "KH-R013", 4, "io"),
    Hostile("an include of a file elsewhere", "pack", FACTS + 'include "../../../../../../etc/passwd"', "KH-R013", 4, "passwd"),
    Hostile("an include with a zero byte", "pack", FACTS + 'include "pack.lua\\0.txt"', "KH-R013", 4),
    Hostile("regions from a file elsewhere", "pack", FACTS + 'regions { file = "/etc/passwd" }', "KH-R012", 4, "规则包文件夹内"),
    Hostile("regions from a folder above", "pack", FACTS + 'regions { file = "x/../../../etc/passwd" }', "KH-R012", 4, "规则包文件夹内"),
    Hostile("names that print badly", "pack", FACTS + 'regions { { name = "\\27[2J", kind = "county" } } grades { { "\\0" } }', "KH-R902", 4, "控制字符"),
    Hostile("a method that spoils the libraries", "method file", 'string.upper = function() return "x" end', "KH-R013", 4, "只读"),
    Hostile("a method that leaves a global", "method file", "num_add = num.add\nmethod {}", "KH-R014", 4, "num_add"),
    Hostile("a method that never ends loading", "method file", "repeat until false", "KH-R901", 4, "指令"),
    Hostile("a method that fills the memory for all", "method file", "local all = {} while true do all = { all, {} } end", "KH-R901", 4),
    Hostile("an endless loop at the end of a good pack", "end of pack", "while true do end", "KH-R901", 4, "指令"),
]
