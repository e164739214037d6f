---@meta
-- 编辑器提示（LuaLS）：主程序给规则的函数；声明用的词在 words.lua。这个文件只供编辑器读取，程序不装载它。
-- 规则：精确数不能是浮点数，写 D"0.05" 或整数；列运算一次处理整列，不要逐行循环。

---@class number_exact 精确数：支持 + - *、比较、tostring；相除写 ratio(a, b)
---@class column 一列：数值、文字、日期或是否，可以有空缺（空缺不是 0）
---@class line 备好的分段线性表

---@param text string|integer 十进制数
---@return number_exact
function D(text) end

---@return number_exact 精确的商；除数为零是错误
function ratio(a, b) end

--- 数据有效性不足：状态为“数据无效”，outputs 中已算出的值仍然列出
---@param reason string
---@param outputs? table
function invalid(reason, outputs) end

--- 缺报：表里有别的数据，但没有要评价的这一项
---@param reason string
---@param outputs? table
function not_submitted(reason, outputs) end

--- 无此项
---@param reason string
---@param outputs? table
function not_applicable(reason, outputs) end

-- run 返回的表里，除声明过的输出外还可以有：
--   notes  = { "…" }                          说明
--   series = { ["2021-01"] = 值 }             逐月
--   absent = { 输出名 = "原因" }               这个输出在本县区没有对象，用到它的指标记“无此项”

--- 读取同一文件夹的另一个 Lua 文件，得到它返回的值
---@param name string
function use(name) end

num = {}
--- 修约：mode 为 "half_even"（默认，GB/T 8170）"half_up" "ceiling" "floor"
function num.round(x, interval, mode) end
function num.ratio(a, b) end
function num.min(a, ...) end
function num.max(a, ...) end
function num.clamp(x, low, high) end
function num.abs(x) end
function num.add(a, b) end
function num.sub(a, b) end
function num.mul(a, b) end
function num.div(a, b) end

col = {}
--- 比较，得到是否列；bound 是数、另一列，日期列用 "2026-03-01"，文字列用文字（只能 eq、ne）。空缺的比较结果是空缺
function col.lt(c, bound) end
function col.le(c, bound) end
function col.gt(c, bound) end
function col.ge(c, bound) end
function col.eq(c, bound) end
function col.ne(c, bound) end
--- 有没有值；both、either、negate 把空缺当作“否”
function col.present(c) end
function col.both(mask, ...) end
function col.either(mask, ...) end
function col.negate(mask) end
--- 是否列：有几个“是”；其它列：有几个值
---@return integer
function col.count(c) end
---@return integer 行数
function col.len(c) end
--- 只留 mask 为是的行（变短）
function col.select(c, mask) end
--- mask 不为是的行变成空缺（长度不变）
function col.where(c, mask) end
--- mask 为是取 a，否则取 b
function col.choose(mask, a, b) end
--- 合计（可多列）；没有值时为 0
function col.sum(c, ...) end
--- 平均、最小、最大、百分位数（k = 1 + (n − 1)·p）；没有值时为 nil；日期列的 min、max 得到 "2021-01-01"
function col.mean(c) end
function col.min(c) end
function col.max(c) end
function col.percentile(c, p) end
--- 每行修约
function col.round(c, interval, mode) end
--- 每行的最大值（跳过空缺）、空缺个数、合计（有空缺则为空缺）
function col.row_max(c, ...) end
function col.row_gaps(c, ...) end
function col.row_sum(c, ...) end
--- 分段线性表：x 升序，超过最后一点取 above（没有则为空缺）
---@return line
function col.line(x, y, options) end
function col.interpolate(c, line) end
--- 日期的部分；year_month 为 202101
function col.year(c) end
function col.month(c) end
function col.day(c) end
function col.year_month(c) end
--- 按 key 分组：{ { key = …, a 的行, b 的行 }, … }，key 升序
function col.group(key, ...) end
--- 逐月的平均；逐月 part 占 whole 的百分比（两个是否列）。得到 { ["2021-01"] = 值 }，作为输出的 series
function col.monthly_mean(dates, values) end
function col.monthly_share(dates, part, whole) end
--- 某一行的值，空缺为 nil
function col.at(c, row) end
--- 由短列表作一列，false 为空缺
function col.of(list) end
--- 小时值。date：每个小时所在的日期；every_hour：从最早到最晚的每个小时各一行；hourly_mean：各小时的平均（几个点位），
--- 四舍六入五成双修约到 interval，行与 every_hour(times) 相同，没有值的小时为空缺。小时列的比较写 "2026-03-01 08:00"
function col.date(times) end
function col.every_hour(times) end
function col.hourly_mean(times, values, interval) end
--- 每行及其前面共 window 行的平均，有值的少于 minimum 行为空缺。整数列取 interval "0.000001"，与整数比较不会因修约改变
function col.rolling_mean(c, window, minimum, interval) end
--- 是否列里连续为“是”的各段：{ { first = 首行, last = 末行, length = 行数 }, … }；空缺不算“是”
function col.runs(mask) end

text = {}
function text.contains(s, part) end
function text.starts(s, part) end
function text.split(s, separator) end
