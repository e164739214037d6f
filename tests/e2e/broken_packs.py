"""Packs and plugins with one mistake each: code, file and line are named, exit code 4, nothing is written.

A case is what is changed and what must be said. `at` is a text on the line that must be named (in the file as changed);
`says` are words that must stand in the message or the hint.
"""

import re
import shutil
from dataclasses import dataclass, field

from support import EXAMPLE, PLUGINS, EndToEnd, kaohe, line_of


@dataclass
class Case:
    name: str
    file: str  # of the pack; "plugins/…": of a copy of the plugins
    old: str   # "" appends
    new: str
    code: str
    at: str = ""  # "" : the first line of `new`
    says: tuple = ()
    where: str = ""  # the file that is named, when it is not `file`
    nth: int = 1     # which of the lines with `at`; 0: no line can be named, any file of the pack will do
    more: dict = field(default_factory=dict)  # further files of the pack


STRAW = 'indicator "straw.rate"'
STRAW_TARGETS = 'targets "straw.rate"'
STRAW_RULE = 'rule "straw.rate"'

GRAMMAR = [
    Case("a syntax error", "soil.lua", 'value = "rate",\n}\ntargets "farmland.rate"', 'value = "rate",\ntargets "farmland.rate"', "KH-R001",
         at='indicator "parcels.rate"'),  # where the text stops making sense
    Case("an unclosed text", "air.lua", 'title = "PM2.5年均浓度", unit', 'title = "PM2.5年均浓度, unit', "KH-R001"),
    Case("an unknown key", "scheme.lua", "rank_interval =", "rank_intervall =", "KH-R002", at="scheme {", says=("rank_intervall", "rank_interval”")),
    Case("an unknown key of a scoring form", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', 'score = ratio { flor = "0", floor = "0", cap = "1" }',
         "KH-R002", says=("flor", "“floor”")),
    Case("an unknown key of a method", "plugins/straw/method.lua", "  run = function", "  runs = 1,\n  run = function", "KH-R002", at="method {", says=("runs",)),
    Case("a parameter with a name that is the program's", "plugins/straw/method.lua", "  run = function", '  params = { wants = { default = "1", about = "甲" } },\n  run = function',
         "KH-R019", at="method {", says=("wants", "换一个")),
    Case("a float literal", "scheme.lua", 'at_least = "90"', "at_least = 90.5", "KH-N010", at="grades {", says=("90.5", '"90.5"')),
    Case("a float literal in a field", "scheme.lua", 'group = "air", points = "18"', 'group = "air", points = 18.0', "KH-N010",
         at='rule "air.good_days_rate"', says=("18.0",)),
    Case("a float literal as a target", "agriculture.lua", 'value = "88",', "value = 88.5,", "KH-N010", at=STRAW_TARGETS, says=('"88.5"',)),
    Case("a float literal in a row", "agriculture.lua", "", 'targets "straw.rate" { form = at_least, cite = { "wz-air-2021", "x" }, rows = { { "利通区", 88.5 } } }',
         "KH-N010", says=('"88.5"',)),
    Case("a division", "scheme.lua", 'group = "air", points = "18"', 'group = "air", points = 36 / 2', "KH-N010", at='rule "air.good_days_rate"'),
    Case("a missing field", "agriculture.lua", 'unit = "%", better = "higher", digits = 1,\n  method = "straw"', 'unit = "%", digits = 1,\n  method = "straw"',
         "KH-R003", at=STRAW, says=("better",)),
    Case("a rule without a missing policy", "scheme.lua", 'group = "agriculture", points = "14", compare = "full",\n  missing = "zero",',
         'group = "agriculture", points = "14", compare = "full",', "KH-R003", at=STRAW_RULE, says=("missing",)),
    Case("a rule without compare", "scheme.lua", 'points = "14", compare = "full"', 'points = "14"', "KH-R003", at=STRAW_RULE, says=("compare",)),
    Case("a wrong type", "agriculture.lua", 'digits = 1,\n  method = "straw"', 'digits = "1",\n  method = "straw"', "KH-R004", at=STRAW, says=("digits", "整数")),
    Case("a text that is no number", "scheme.lua", 'group = "air", points = "18"', 'group = "air", points = "十八"', "KH-R004",
         at='rule "air.good_days_rate"', says=("points", "十八")),
    Case("a bad choice", "agriculture.lua", 'better = "higher", digits = 1,\n  method = "straw"', 'better = "up", digits = 1,\n  method = "straw"',
         "KH-R005", at=STRAW, says=("up", "higher")),
    Case("an unknown scoring form", "scheme.lua", 'compare = "full",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = full_or_zero,\n}\nrule "parcels',
         'compare = "full",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = "all_or_nothing",\n}\nrule "parcels', "KH-R005",
         at='rule "farmland.rate"', says=("all_or_nothing", "full_or_zero")),
    Case("an unknown target form", "agriculture.lua", 'form = at_least, cite = { "wz-air-2021"', 'form = at_lest, cite = { "wz-air-2021"', "KH-R014",
         says=("at_lest", "at_least")),
    Case("a duplicate indicator", "soil.lua", "", 'indicator "straw.rate" { title = "又一个", unit = "%", better = "higher", digits = 1, method = "straw", value = "rate" }',
         "KH-R006", says=("straw.rate", "agriculture.lua:7")),
    Case("a duplicate rule", "scheme.lua", 'rule "parcels.rate"', 'rule "farmland.rate"', "KH-R006", at='rule "farmland.rate"', nth=2,
         says=("farmland.rate",)),
    Case("a duplicate source", "pack.lua", 'source "wz-soil-2021"', 'source "wz-air-2021"', "KH-R006", nth=2, says=("wz-air-2021",)),
    Case("a region twice", "regions.csv", "", "利通区,640399,county,是,", "KH-R006", says=("利通区",)),
    Case("an alias of two regions", "regions.csv", "盐池；", "盐池；利通；", "KH-R006", at="盐池县", says=("利通",)),
]

CITATIONS = [
    Case("an uncited target", "agriculture.lua", 'cite = { "wz-air-2021", "二（五）33" },', "", "KH-R008", at=STRAW_TARGETS),
    Case("an uncited bonus", "scheme.lua", 'cap = "3",\n  cite = { "demo-scheme", "加分" },', 'cap = "3",', "KH-R008", at='bonus "advance"'),
    Case("an uncited veto", "scheme.lua", '\n  cite = { "demo-scheme", "一票否决" },', "", "KH-R008", at='veto "accident"'),
    Case("an uncited consequence", "pack.lua", '  cite = { "wz-soil-2021", "三（三）" },\n', "", "KH-R008", at='consequence "criticism"'),
    Case("an uncited task", "soil.lua", "", 'task "t1" { title = "任务" }', "KH-R008"),
    Case("a cite without a clause", "agriculture.lua", 'cite = { "wz-air-2021", "二（五）33" }', 'cite = { "wz-air-2021", " " }', "KH-R008", at=STRAW_TARGETS),
    Case("two schemes", "scheme.lua", "", 'scheme { title = "又一个", total = "100" }', "KH-R006", says=("scheme 只能写一次",)),
    Case("a cite of one text", "agriculture.lua", 'cite = { "wz-air-2021", "二（五）33" }', 'cite = { "wz-air-2021" }', "KH-R004", at=STRAW_TARGETS, says=("cite",)),
    Case("a cite of an undeclared source", "agriculture.lua", '"wz-air-2021", "二（五）33"', '"wz-air-2020", "二（五）33"', "KH-R007", at=STRAW_TARGETS,
         says=("wz-air-2020", "wz-air-2021")),
]

TARGETS = [
    Case("an unknown unit", "agriculture.lua", 'title = "秸秆综合利用率", unit = "%"', 'title = "秸秆综合利用率", unit = "percent"', "KH-R009", at=STRAW, says=("percent",)),
    Case("a target in another unit", "agriculture.lua", 'value = "88",', 'value = "88 t",', "KH-R009", at=STRAW_TARGETS, says=("t", "%", "不能用在这里")),
    Case("a target in a unit that nobody knows", "agriculture.lua", 'value = "88",', 'value = "88 pct",', "KH-R009", at=STRAW_TARGETS, says=("pct", "不在单位表中")),
    Case("a row without its value", "agriculture.lua", "", 'targets "straw.rate" { form = at_least, cite = { "wz-air-2021", "x" }, rows = { { "利通区" } } }', "KH-R019",
         says=('{ "县区", "目标值" }',)),
    Case("values without a name", "agriculture.lua", STRAW_TARGETS + " {", STRAW_TARGETS + ' { "88",', "KH-R019", at=STRAW_TARGETS, says=("“88”", "字段名")),
    Case("a target file in another unit", "targets.csv", "利通区,air.pm25,2021,33,μg/m³", "利通区,air.pm25,2021,33,mg/m³", "KH-R009", says=("mg/m³", "μg/m³")),
    Case("more decimals than the indicator", "agriculture.lua", 'value = "88",', 'value = "88.25",', "KH-R019", at=STRAW_TARGETS, says=("88.25", "2", "1")),
    Case("more decimals in the target file", "targets.csv", "利通区,air.pm25,2021,33,", "利通区,air.pm25,2021,33.5,", "KH-R019", says=("33.5",)),
    Case("an unknown region in the target file", "targets.csv", "利通区,air.pm25", "利同区,air.pm25", "KH-R007", says=("利同区", "利通区")),
    Case("an unknown indicator in the target file", "targets.csv", "利通区,air.pm25,", "利通区,air.pm2.5,", "KH-R007", says=("air.pm2.5", "air.pm25")),
    Case("no number in the target file", "targets.csv", "利通区,air.pm25,2021,33,", "利通区,air.pm25,2021,三十三,", "KH-R004", says=("三十三",)),
    Case("an unknown region in rows", "agriculture.lua", "", 'targets "straw.rate" { form = at_least, cite = { "wz-air-2021", "x" }, rows = { { "红寺堡", "88" }, { "灵武市", "88" } } }',
         "KH-R007", says=("灵武市",)),
    Case("two targets for one region", "targets.csv", "盐池县,air.pm25", "利通区,air.pm25", "KH-R006", at="利通区,air.pm25,2021,29", says=("利通区", "targets.csv:9")),
    Case("a ranked region without a target", "targets.csv", "利通区,air.pm25,2021,33,μg/m³,附件1\n", "", "KH-R011", where="scheme.lua", at='rule "air.pm25"',
         says=("air.pm25", "利通区")),
    Case("a target without a value", "agriculture.lua", 'value = "88", applies = "each", demo = true', 'applies = "each", demo = true', "KH-R003", at=STRAW_TARGETS, says=("value",)),
    Case("between without its upper end", "agriculture.lua", 'form = at_least, cite = { "wz-air-2021"', 'form = between, cite = { "wz-air-2021"', "KH-R003",
         at=STRAW_TARGETS, says=("high",)),
    Case("by_year without this year", "agriculture.lua", 'form = at_least, cite = { "wz-air-2021", "二（五）33" },\n  value = "88",',
         'form = by_year, cite = { "wz-air-2021", "二（五）33" },\n  years = { ["2020"] = "88" },', "KH-R003", at=STRAW_TARGETS, says=("2021",)),
    Case("a branch with an unknown indicator", "agriculture.lua", 'form = at_least, cite = { "wz-air-2021", "二（五）33" },\n  value = "88",',
         'form = all_of, cite = { "wz-air-2021", "二（五）33" },\n  branches = { { indicator = "manure.rat", value = "90" } },', "KH-R007", at=STRAW_TARGETS,
         says=("manure.rat", "manure.rate")),
    Case("targets of an unknown indicator", "agriculture.lua", STRAW_TARGETS, 'targets "straw.rte"', "KH-R007", says=("straw.rte", "straw.rate")),
    Case("a target file that is not there", "air.lua", 'cite = { "wz-air-2021", "附件1" },\n  file = "targets.csv",\n}\n\nindicator "air.pm25"',
         'cite = { "wz-air-2021", "附件1" },\n  file = "target.csv",\n}\n\nindicator "air.pm25"', "KH-R012", at='targets "air.good_days_rate"', says=("target.csv",)),
    Case("a target file outside the pack", "air.lua", 'cite = { "wz-air-2021", "附件1" },\n  file = "targets.csv",\n}\n\nindicator "air.pm25"',
         'cite = { "wz-air-2021", "附件1" },\n  file = "../targets.csv",\n}\n\nindicator "air.pm25"', "KH-R012", at='targets "air.good_days_rate"', says=("../targets.csv",)),
    Case("a tolerance where nothing is about", "air.lua", 'form = at_most, cite = { "wz-air-2021", "附件1" },\n  file = "targets.csv",\n}\n\nindicator "air.pm10"',
         'form = at_most, tolerance = "1", cite = { "wz-air-2021", "附件1" },\n  file = "targets.csv",\n}\n\nindicator "air.pm10"', "KH-R019", at='targets "air.pm25"', says=("tolerance", "about")),
    Case("a target file without its columns", "targets.csv", "县区,指标,年度,目标值", "县区,指标,年度,数", "KH-R012", where="air.lua", at='targets "air.good_days_rate"'),
]

METHODS = [
    Case("an unknown method", "agriculture.lua", 'method = "straw"', 'method = "straws"', "KH-P002", at=STRAW, says=("straws", "“straw”")),
    Case("an unknown output", "agriculture.lua", 'method = "straw", value = "rate"', 'method = "straw", value = "ratio"', "KH-R016", at=STRAW, says=("ratio", "rate")),
    Case("an unknown parameter", "air.lua", 'item = "pm25", dust', 'items = "pm25", dust', "KH-R017", at='indicator "air.pm25"', says=("items", "item")),
    Case("an unknown value of a parameter", "air.lua", 'params = { edition = "by_date"', 'params = { edition = "2013"', "KH-R017", at='indicator "air.good_days_rate"', says=("2013", "2012")),
    Case("a required parameter is missing", "air.lua", 'params = { item = "pm25", dust = "exclude", validity = "annual" }', 'params = { item = "pm25", dust = "exclude" }',
         "KH-R017", at='indicator "air.pm25"', says=("validity",)),
    Case("a float as a parameter", "air.lua", 'params = { item = "pm25", dust = "exclude", validity = "annual" }', 'params = { item = "pm25", dust = 0.5, validity = "annual" }',
         "KH-N010", at='indicator "air.pm25"', says=("0.5",)),
    Case("a method without its basis", "plugins/straw/method.lua", '  basis = { { "秸秆资源台账", "可收集量为分母，肥料化、饲料化、能源化、基料化、原料化为分子", "unconfirmed" } },\n', "",
         "KH-P001", at="method {", says=("straw", "basis")),
    Case("a method with an empty basis", "plugins/straw/method.lua", 'basis = { { "秸秆资源台账", "可收集量为分母，肥料化、饲料化、能源化、基料化、原料化为分子", "unconfirmed" } }', "basis = {}",
         "KH-P001", at="method {", says=("basis",)),
    Case("a method with a basis of unknown status", "plugins/straw/method.lua", '"unconfirmed" } }', '"maybe" } }', "KH-R019", at="method {", says=("confirmed",)),
    Case("a method without its id", "plugins/straw/method.lua", 'id = "straw", title', "title", "KH-P001", at="method {", says=("id",)),
    Case("a method without its title", "plugins/straw/method.lua", 'title = "秸秆综合利用率", api', "api", "KH-P001", at="method {", says=("title",)),
    Case("a method that does not say its interface", "plugins/straw/method.lua", "api = 1, ", "", "KH-P001", at="method {", says=("api",)),
    Case("a method without its edition", "plugins/straw/method.lua", ', edition = "1"', "", "KH-P001", at="method {", says=("edition",)),
    Case("a method without run", "plugins/film/method.lua", "  run = function(t)", "  ran = function(t)", "KH-P001", at="method {", says=("run",)),
    Case("a method of another interface", "plugins/straw/method.lua", "api = 1", "api = 2", "KH-P003", at="method {", says=("2", "1")),
    Case("a method that reads an unknown column", "plugins/straw/method.lua", '{ "collectable", "fertiliser"', '{ "colectable", "fertiliser"', "KH-P004",
         at="method {", says=("straw.colectable",)),
    Case("a method that reads an unknown table", "plugins/straw/method.lua", "tables = { straw = {", "tables = { straws = {", "KH-P004", at="method {", says=("straws", "straw")),
    Case("two methods of the same id", "plugins/film/method.lua", 'id = "film"', 'id = "farmland"', "KH-R006", at="method {", says=("farmland",)),
    Case("a method that misspells a column", "plugins/straw/method.lua", '{ "collectable", "fertiliser", "feed"', '{ "collectable", "fertilizer", "feed"', "KH-P004",
         at="method {", says=("straw.fertilizer", "“fertiliser”")),
    Case("digits beyond reason", "agriculture.lua", 'better = "higher", digits = 1,\n  method = "straw"', 'better = "higher", digits = 40,\n  method = "straw"', "KH-R019",
         at=STRAW, says=("digits", "12")),
    Case("a method that can't be parsed", "plugins/straw/method.lua", "local s = t.straw", "local s == t.straw", "KH-R001"),
]

SANDBOX = [
    Case("a global is written", "agriculture.lua", "", "limit = 88", "KH-R014", says=("limit", "local")),
    Case("a function is declared globally", "agriculture.lua", "", "function limit() return 88 end", "KH-R014", says=("limit",)),
    Case("an undeclared name is read", "agriculture.lua", "", "local x = limit", "KH-R014", says=("limit",)),
    Case("a misspelt word", "agriculture.lua", STRAW, 'indikator "straw.rate"', "KH-R014", says=("indikator", "indicator")),
    Case("os", "pack.lua", "", "local t = os.time()", "KH-R013", says=("os",)),
    Case("io", "pack.lua", "", 'local f = io.open("/etc/passwd")', "KH-R013", says=("io",)),
    Case("pcall", "pack.lua", "", "local ok = pcall(error)", "KH-R013", says=("pcall",)),
    Case("require", "pack.lua", "", 'require "os"', "KH-R013", says=("require",)),
    Case("string.rep", "pack.lua", "", 'local s = string.rep("x", 10)', "KH-R013", says=("rep",)),
    Case("rep by the string's own methods", "pack.lua", "", 'local s = ("x"):rep(10)', "KH-R013", says=("rep",)),
    Case("an endless loop", "agriculture.lua", "", "while true do end", "KH-R901", says=("指令",)),
    Case("a text that grows without end", "agriculture.lua", "", 'local s = "x"; while true do s = s .. s end', "KH-R901", says=("内存",)),
    Case("a table that grows without end", "agriculture.lua", "", "local t = {}; local i = 0; while true do i = i + 1; t[i] = { i } end", "KH-R901"),
    Case("endless recursion", "agriculture.lua", "", "local function f() return 1 + f() end; f()", "KH-R901|KH-R902"),
    Case("a field of nothing", "agriculture.lua", "", "local x = D.value.x", "KH-R902|KH-R014", says=("不能从 函数 中取字段",)),
    Case("a call of nothing", "agriculture.lua", "", "local t = {} t.make()", "KH-R902", says=("不能当函数调用",)),
    Case("a sum of texts", "agriculture.lua", "", 'local x = "1" + 1', "KH-R902", says=("不能计算",)),
    Case("full-width quotes", "agriculture.lua", "", "local x = “88”", "KH-R001", says=("全角符号",)),
    Case("an unclosed bracket", "agriculture.lua", "", "local x = (1 + 2", "KH-R001", nth=0, says=("文件结尾",)),
    Case("an error raised at load", "agriculture.lua", "", 'error("改完再来")', "KH-R902", says=("改完再来",)),
    Case("an include that is not there", "pack.lua", 'include "soil.lua"', 'include "sol.lua"', "KH-R007", says=("sol.lua",)),
    Case("an include outside the folder", "pack.lua", 'include "soil.lua"', 'include "../soil.lua"', "KH-R013", says=("../soil.lua",)),
    Case("an include by absolute path", "pack.lua", 'include "soil.lua"', 'include "/etc/hostname"', "KH-R013", says=("/etc/hostname",)),
    Case("a file that includes itself", "soil.lua", "", 'include "soil.lua"', "KH-R902|KH-R006|KH-R901"),
    Case("an error inside an included file names that file", "pack.lua", 'include "soil.lua"', 'include "more.lua"\ninclude "soil.lua"', "KH-R014", where="more.lua", at="nope",
         more={"more.lua": "-- one\n\nlocal x = nope\n"}),
]

PACK_FACTS = [
    Case("an engine that is too old", "pack.lua", 'engine = ">=0.1, <1"', 'engine = ">=99"', "KH-R015", at="pack {", says=(">=99",)),
    Case("an engine constraint that is none", "pack.lua", 'engine = ">=0.1, <1"', 'engine = "latest"', "KH-R019", at="pack {", says=("engine",)),
    Case("a bad period", "pack.lua", 'period = "2021"', 'period = "2021年"', "KH-R019", at="pack {", says=("period",)),
    Case("a month that is none", "pack.lua", 'period = "2021"', 'period = "2021-13"', "KH-R019", at="pack {", says=("period",)),
    Case("no id", "pack.lua", '  id = "wuzhong-2021",\n', "", "KH-R003", at="pack {", says=("id",)),
    Case("no title", "pack.lua", '  title = "吴忠市2021年度生态环境目标考核",\n', "", "KH-R003", at="pack {", says=("title",)),
    Case("no version", "pack.lua", '  version = "1.0.0",\n', "", "KH-R003", at="pack {", says=("version",)),
    Case("no engine", "pack.lua", '  engine = ">=0.1, <1",\n', "", "KH-R003", at="pack {", says=("engine",)),
    Case("no period", "pack.lua", '  period = "2021",\n', "", "KH-R003", at="pack {", says=("period",)),
    Case("two packs", "pack.lua", "regions {", 'pack { id = "a", title = "b", version = "1", engine = ">=0", period = "2020" }\nregions {', "KH-R006",
         at='pack { id = "a"'),
    Case("a regions file that is not there", "pack.lua", 'file = "regions.csv"', 'file = "region.csv"', "KH-R012", says=("region.csv", "“regions.csv”")),
    Case("a regions file without its header", "regions.csv", "name,code,kind,ranked,aliases\n", "", "KH-R012", where="pack.lua", at="regions {", says=("name",)),
    Case("a region of unknown kind", "regions.csv", "640302,county", "640302,town", "KH-R005", says=("town", "county")),
    Case("a region without a name", "regions.csv", "利通区,640302", ",640302", "KH-R003"),
    Case("ranked neither yes nor no", "regions.csv", "640302,county,是", "640302,county,也许", "KH-R005", says=("也许",)),
]

SCHEME = [
    Case("points that do not add up to the group", "scheme.lua", 'group = "air", points = "18"', 'group = "air", points = "18.5"', "KH-R010", at='group "air"', says=("46.5", "46")),
    Case("groups that do not add up to the total", "scheme.lua", 'total = "100"', 'total = "110"', "KH-R010", at="scheme {", says=("100", "110")),
    Case("a rule in an unknown group", "scheme.lua", 'group = "soil", points = "10", compare = "full",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = full_or_zero,\n}\nrule',
         'group = "sol", points = "10", compare = "full",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = full_or_zero,\n}\nrule', "KH-R007",
         at='rule "farmland.rate"', says=("“sol”", "soil")),
    Case("a rule for an unknown indicator", "scheme.lua", STRAW_RULE, 'rule "straw.rates"', "KH-R007", says=("straw.rates", "straw.rate")),
    Case("grades in the wrong order", "scheme.lua", '{ "良好", at_least = "80" },\n  { "合格", at_least = "60" },', '{ "合格", at_least = "60" },\n  { "良好", at_least = "80" },',
         "KH-R019", at="grades {"),
    Case("a grade without a bound before the last", "scheme.lua", '{ "良好", at_least = "80" }', '{ "良好" }', "KH-R019", at="grades {"),
    Case("a veto to an unknown grade", "scheme.lua", 'effect = { grade = "不合格" }', 'effect = { grade = "不及格" }', "KH-R007", at='veto "accident"', says=("不及格", "不合格")),
    Case("a veto without effect", "scheme.lua", 'effect = { grade = "不合格" }', "effect = {}", "KH-R003", at='veto "accident"'),
    Case("a bonus from a table that is no events table", "scheme.lua", 'table = "events", item = "表彰"', 'table = "straw", item = "表彰"', "KH-R005", at='bonus "advance"', says=("events",)),
    Case("levels in the wrong order", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }',
         'score = levels { { at_least = "90", points = "4" }, { at_least = "98", points = "8" }, { points = "0" } }', "KH-R019", at='rule "manure.equipped_rate"', says=("levels",)),
    Case("min_of that holds no form", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', 'score = min_of { "x" }', "KH-R005|KH-R004", says=("min_of",), nth=0),
    Case("an interval of ranks of zero", "scheme.lua", 'rank_interval = "0.01"', 'rank_interval = "0"', "KH-R019", at="scheme {", says=("rank_interval",)),
    Case("no levels", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', "score = levels {}", "KH-R003", at='rule "manure.equipped_rate"', says=("levels",)),
    Case("per is zero", "scheme.lua", 'group = "air", points = "18", compare = "rounded",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = deduct { per = "1"',
         'group = "air", points = "18", compare = "rounded",\n  missing = "undetermined",\n  not_applicable = "rescale",\n  score = deduct { per = "0"', "KH-R019",
         at='score = deduct { per = "0"', says=("per",)),
    Case("per of a bonus is zero", "scheme.lua", 'per = "1", points = "0.5", cap = "3"', 'per = "0", points = "0.5", cap = "3"', "KH-R019", at='bonus "advance"', says=("per",)),
    Case("an interval of zero", "scheme.lua", 'points_interval = "0.000001"', 'points_interval = "0"', "KH-R019", at="scheme {"),
    Case("a scheme without a total", "scheme.lua", '  total = "100",\n', "", "KH-R003", at="scheme {", says=("total",)),
    Case("a scheme without a title", "scheme.lua", '  title = "示范计分方案",\n  demo', "  demo", "KH-R003", at="scheme {", says=("title",)),
    Case("a deduction that leaves partial open", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', 'score = deduct { per = "1", points = "1", floor = "0" }', "KH-R003",
         says=("partial",)),
    Case("a formula without what it needs", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', 'needs = { "manure.rat" }, score = formula { explain = "x", run = function(x) return 1 end }',
         "KH-R007", at='rule "manure.equipped_rate"', says=("manure.rat",)),
    Case("a formula without an explanation", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', "score = formula { run = function(x) return 1 end }", "KH-R003", says=("explain",)),
    Case("min_of without parts", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }', "score = min_of {}", "KH-R003", says=("min_of",)),
    Case("improvement against an unknown indicator", "scheme.lua", 'score = ratio { floor = "0", cap = "1" }',
         'score = improvement { against = "manure.rat", per = "1", points = "1", partial = "prorate", floor = "0", cap = "8" }', "KH-R007", says=("manure.rat",)),
    Case("rules without a scheme", "scheme.lua", 'scheme {\n  title = "示范计分方案",\n  demo = true,\n  total = "100",\n  points_interval = "0.000001",\n  rank_interval = "0.01",\n}\n', "",
         "KH-R003", at='rule "air.good_days_rate"', says=("scheme",)),
]


class BrokenPack(EndToEnd):
    def prepare(self, case, number):
        folder = self.folder / str(number)
        pack = self.copy_pack(f"{number}/pack")
        options = []
        path = pack / case.file
        if case.file.startswith("plugins/"):
            shutil.copytree(PLUGINS, folder / "plugins")
            options = ["--plugins", folder / "plugins"]
            path = folder / case.file
        text = path.read_text("utf-8")
        if case.old:
            self.assertEqual(text.count(case.old), 1, f"{case.name}: {case.old!r} in {case.file}")
            text = text.replace(case.old, case.new)
        else:
            text = text + case.new + "\n"
        path.write_text(text, "utf-8")
        for name, content in case.more.items():
            (pack / name).write_text(content, "utf-8")
        return folder, pack, (pack / case.where if case.where else path), options

    def check(self, case, number):
        folder, pack, named, options = self.prepare(case, number)
        out = folder / "out"
        run = kaohe("assess", EXAMPLE, "--rules", pack, "-o", out, *options)
        self.assertEqual(run.code, 4, run)
        self.assertEqual(run.out, "", run)
        self.assertFalse(out.exists(), "something was written")
        place = "/pack/" if case.nth == 0 else f"{named.name}:{line_of(named, case.at or case.new.splitlines()[0], case.nth)}"
        found = [entry for entry in run.diagnostics() if entry[1] in case.code.split("|") and entry[0] == "error"]
        here = [entry for entry in found if entry[3].endswith(place) or case.nth == 0]
        self.assertTrue(here, f"no {case.code} at {place}: {run}")
        for words in case.says:
            self.assertIn(words, run.err, run)
        self.check_wording(case, run)

    def check_wording(self, case, run):
        """Each message names its cause in Chinese, its place and how to mend it; nothing is said twice."""
        blocks = re.split(r"\n(?=error\[|warning\[|note\[)", run.err.strip())
        self.assertEqual(len(blocks), len(set(blocks)), f"{case.name}: said twice: {run}")
        for block in blocks:
            self.assertRegex(block, r"^(error|warning|note)\[KH-\w\d+\]: .*[\u4e00-\u9fff]", f"{case.name}: no Chinese: {block}")
            self.assertRegex(block, r"\n *--> \S+", f"{case.name}: no place: {block}")
            self.assertNotIn("“”", block, f"{case.name}: an empty name: {block}")
            self.assertNotRegex(block, r"attempt to|expected|near '|bad argument|division by", f"{case.name}: {block}")
            mended = re.search(r"= hint: .*[\u4e00-\u9fff\w]", block) or "KH-R013" in block
            self.assertTrue(mended, f"{case.name}: not how to mend it: {block}")

    def check_all(self, cases):
        for number, case in enumerate(cases):
            with self.subTest(case.name):
                self.check(case, number)

    def test_grammar(self):
        self.check_all(GRAMMAR)

    def test_citations(self):
        self.check_all(CITATIONS)

    def test_targets(self):
        self.check_all(TARGETS)

    def test_methods(self):
        self.check_all(METHODS)

    def test_sandbox(self):
        self.check_all(SANDBOX)

    def test_pack_facts(self):
        self.check_all(PACK_FACTS)

    def test_scheme(self):
        self.check_all(SCHEME)

    def test_every_mistake_is_reported_in_one_go(self):
        pack = self.copy_pack()
        for name, old, new in (("agriculture.lua", 'better = "higher", digits = 1,\n  method = "straw"', 'better = "up", digits = 1,\n  method = "straw"'),
                               ("agriculture.lua", 'cite = { "wz-air-2021", "二（五）33" },', ""),
                               ("targets.csv", "利通区,air.pm25", "利同区,air.pm25"),
                               ("scheme.lua", "rank_interval =", "rank_intervall =")):
            text = (pack / name).read_text("utf-8")
            self.assertEqual(text.count(old), 1, old)
            (pack / name).write_text(text.replace(old, new), "utf-8")
        run = kaohe("score", EXAMPLE, "--rules", pack, "-o", self.folder / "x.json")
        self.assertEqual(run.code, 4, run)
        self.assertLessEqual({"KH-R005", "KH-R008", "KH-R007", "KH-R002"}, {entry[1] for entry in run.diagnostics()}, run)
        self.assertFalse((self.folder / "x.json").exists())

    def test_an_error_in_an_included_file_names_it(self):
        pack = self.copy_pack()
        with (pack / "air.lua").open("a", encoding="utf-8") as file:
            file.write("local = 1\n")
        run = kaohe("score", EXAMPLE, "--rules", pack)
        self.assertEqual(run.code, 4, run)
        self.assertIn(f"air.lua:{line_of(pack / 'air.lua', 'local = 1')}", run.err)

    def test_no_pack_at_all(self):
        for rules in (self.folder / "nowhere", EXAMPLE):
            run = kaohe("assess", EXAMPLE, "--rules", rules, "-o", self.folder / "out")
            self.assertEqual(run.code, 4, run)
            self.assertIn("KH-R020", run.err)
            self.assertFalse((self.folder / "out").exists())

    def test_an_empty_pack(self):
        (self.folder / "pack.lua").write_text("", "utf-8")
        run = kaohe("score", EXAMPLE, "--rules", self.folder)
        self.assertEqual(run.code, 4, run)
        self.assertIn("pack.lua", run.err)

    def test_bytecode_is_refused(self):
        pack = self.copy_pack()
        (pack / "soil.lua").write_bytes(b"\x1bLua" + bytes(60))
        run = kaohe("score", EXAMPLE, "--rules", pack)
        self.assertEqual(run.code, 4, run)
        self.assertIn("KH-R001", run.err)

    def test_the_snippet_shows_the_line(self):
        pack = self.copy_pack()
        with (pack / "soil.lua").open("a", encoding="utf-8") as file:
            file.write("local x = nope\n")
        run = kaohe("score", EXAMPLE, "--rules", pack)
        self.assertIn("| local x = nope", run.err)
