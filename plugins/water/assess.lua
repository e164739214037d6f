-- 一组监测数据的评价：各点位逐项求平均，再对点位求平均，用平均值定类；月数够不够；逐月类别；说明怎样写。
--
-- p.period 由程序给出：months 是考核期内已过的各月（202101 …），years 是跨几个年度。

local tables = use "tables"
local classes = use "classes"

-- 参数里的项目名单：Lua 列表，或用逗号隔开的文字；可写 id 或中文名。空的返回 nil。给了 kind 时每项都要有限值。
local function item_list(value, kind)
  if value == nil or value == "" then
    return nil
  end
  local list = type(value) == "string" and text.split(value, ",") or value
  local id_of = {}
  for id, name in pairs(tables.names) do
    id_of[id], id_of[name] = id, id
  end
  for id, name in pairs(tables.groundwater_names) do
    id_of[name] = id
  end
  local out = {}
  for _, name in ipairs(list) do
    assert(id_of[name], "没有监测项目“" .. tostring(name) .. "”")
    assert(not kind or classes.has_limits(kind, id_of[name]), "这类水体的“" .. tostring(name) .. "”没有分类限值")
    table.insert(out, id_of[name])
  end
  return out
end

-- 经认定、不参加评价的天然背景项目：{ iron = "文号" }，或文字 "iron:文号,manganese:文号"。
local function background_of(value)
  local out = {}
  if type(value) == "string" then
    local list = {}
    for _, pair in ipairs(value == "" and {} or text.split(value, ",")) do
      local parts = text.split(pair, ":")
      list[parts[1]] = parts[2] or ""
    end
    value = list
  end
  for name, document in pairs(value or {}) do
    assert(type(document) == "string" and document ~= "", "天然背景项目“" .. tostring(name) .. "”没有写认定文号")
    out[item_list({ name })[1]] = document
  end
  return out
end

-- 每年最多缺 12 − months_required 个月；考核期没有过完时按已过的月份算，至少一个月。
local function required_months(p)
  local wanted
  for n = 1, 12 do
    if D(n) == D(p.months_required) then
      wanted = n
    end
  end
  assert(wanted, "months_required 应为 1 到 12 的整数")
  return math.max(1, #p.period.months - (12 - wanted) * p.period.years)
end

local function month_text(month)
  local number = month % 100
  return (month // 100) .. (number < 10 and "-0" or "-") .. number
end

-- 只留 mask 为是的行。
local function rows_where(rows, mask)
  local out = {}
  for name, column in pairs(rows) do
    out[name] = col.select(column, mask)
  end
  return out
end

-- 按 by 列分开，空着的自成一组：{ { name = …, rows = { 列… } }, … }
local function grouped(rows, by)
  local out = {}
  local blank = col.negate(col.present(rows[by]))
  if col.count(blank) > 0 then
    table.insert(out, { name = "", rows = rows_where(rows, blank) })
  end
  for _, group in ipairs(col.group(rows[by])) do
    table.insert(out, { name = group.key, rows = rows_where(rows, col.eq(rows[by], group.key)) })
  end
  return out
end

-- 类型列：全部相同时返回 river、lake、groundwater，否则返回 nil 和原因。
local function kind_of(rows)
  local found
  for _, group in ipairs(col.group(rows.kind)) do
    local kind = tables.kinds[group.key]
    if found and found ~= kind then
      return nil, "类型前后不一致"
    end
    found = kind
  end
  return found, "没有填类型"
end

-- 一个点位：各项的平均、逐月的值（brief 时不要）、有数的月数。
local function measure_point(rows, items, brief)
  local means, months, columns = {}, {}, {}
  for i, item in ipairs(items) do
    columns[i] = rows[item]
    local mean = col.mean(rows[item])
    if mean then
      means[item] = mean
      for month, value in pairs(brief and {} or col.monthly_mean(rows.month, rows[item])) do
        months[month] = months[month] or {}
        months[month][item] = value
      end
    end
  end
  local measured = col.lt(col.row_gaps(table.unpack(columns)), #items)
  return {
    means = means, months = months, count = #col.group(col.select(rows.month, measured)),
    repeated = col.len(rows.month) > #col.group(rows.month),
  }
end

-- 几个点位的同一组数，逐项求平均；没有这一项的点位不算。
local function mean_over(list)
  local sums, counts = {}, {}
  for _, values in ipairs(list) do
    for item, value in pairs(values) do
      sums[item] = (sums[item] or D"0") + value
      counts[item] = (counts[item] or 0) + 1
    end
  end
  local out = {}
  for item, sum in pairs(sums) do
    out[item] = ratio(sum, counts[item])
  end
  return out
end

local function rounded(values, intervals)
  if not intervals then
    return values
  end
  local out = {}
  for item, value in pairs(values) do
    out[item] = intervals[item] and num.round(value, intervals[item]) or value
  end
  return out
end

-- 参数 round："none"，或各项的修约间隔 { nh3n = "0.01" }，或文字 "nh3n:0.01,tp:0.001"。
local function intervals_of(value)
  if value == nil or value == "none" or value == "" then
    return nil
  end
  local out = {}
  if type(value) == "string" then
    for _, pair in ipairs(text.split(value, ",")) do
      local parts = text.split(pair, ":")
      out[item_list({ parts[1] })[1]] = parts[2]
    end
    return out
  end
  for name, interval in pairs(value) do
    out[item_list({ name })[1]] = interval
  end
  return out
end

-- 评价一个断面（或几个点位的水体、一个水源）。points：{ { name, rows }, … }；items 是参加评价的项目。
-- 返回 { class, worst, means, item_class, months, points, items, worst_month, series, missing, short }；
-- short 是不能评价的原因，够则没有。没有一个数时 class 为 nil。brief：只要类别，不要逐月的。
local function assess(points, kind, items, p, brief)
  local intervals = intervals_of(p.round)
  local need = required_months(p)
  local means, by_month = {}, {}
  local out = { points = #points, need = need }
  for _, point in ipairs(points) do
    local measured = measure_point(point.rows, items, brief)
    local label = #points > 1 and "点位“" .. point.name .. "”" or ""
    if measured.repeated then
      out.short = label .. "同一月份有多行"
    elseif measured.count < need then
      out.short = out.short or label .. "有数据的只有 " .. measured.count .. " 个月，少于 " .. need .. " 个月"
    end
    out.months = math.min(out.months or measured.count, measured.count)
    table.insert(means, measured.means)
    for month, values in pairs(measured.months) do
      by_month[month] = by_month[month] or {}
      table.insert(by_month[month], values)
    end
  end
  out.exact = mean_over(means)
  out.means = rounded(out.exact, intervals)
  out.class, out.worst = classes.worst_of(kind, out.means)
  out.item_class, out.items, out.taking_part, out.lacking = {}, 0, {}, {}
  for _, item in ipairs(items) do
    if out.means[item] then
      out.item_class[item] = classes.class_of(kind, item, out.means[item])
      out.items = out.items + 1
      table.insert(out.taking_part, item)
    else
      table.insert(out.lacking, item)
    end
  end
  out.series, out.monthly, out.missing = {}, {}, {}
  for month, values in pairs(by_month) do
    out.monthly[month] = rounded(mean_over(values), intervals)
    local class = classes.worst_of(kind, out.monthly[month])
    if class then -- 补充项目没有分类限值，只有月值
      out.series[month] = class
      out.worst_month = math.max(out.worst_month or 1, class)
    end
  end
  for _, month in ipairs(p.period.months) do
    if not out.series[month_text(month)] then
      table.insert(out.missing, month_text(month))
    end
  end
  return out
end

-- —— 说明

-- 同一项目在两个标准里叫法不同（耗氧量就是高锰酸盐指数）。
local function name_of(item, kind)
  return kind == "groundwater" and tables.groundwater_names[item] or tables.names[item]
end

local function names_of(items, kind)
  local out = {}
  for i, item in ipairs(items) do
    out[i] = name_of(item, kind)
  end
  return table.concat(out, "、")
end

local function shown(value)
  return tostring(num.round(value, "0.000001"))
end

-- 主要污染指标：差于Ⅲ类的项目，氰化物和重金属在前，再按类别、超标倍数，最多三项。
local function main_pollutants(result, kind)
  local list = {}
  for order, item in ipairs(result.taking_part) do
    if result.item_class[item] > 3 then
      table.insert(list, {
        item = item, class = result.item_class[item], order = order,
        times = classes.multiple(kind, item, result.means[item]) or D"0",
        foremost = tables.foremost[item] and 1 or 0,
      })
    end
  end
  table.sort(list, function(a, b)
    if a.foremost ~= b.foremost then
      return a.foremost > b.foremost
    elseif a.class ~= b.class then
      return a.class > b.class
    elseif a.times ~= b.times then
      return a.times > b.times
    end
    return a.order < b.order
  end)
  local out = {}
  for i = 1, math.min(3, #list) do
    local entry = list[i]
    local times = ""
    if not tables.without_multiple[entry.item] then
      times = "，超标 " .. tostring(num.round(entry.times, "0.01")) .. " 倍"
    end
    table.insert(out, name_of(entry.item, kind) .. "（" .. tables.class_names[entry.class] .. times .. "）")
  end
  return out
end

local function describe(result, kind)
  local notes = { classes.title(kind) .. "；参评 " .. result.items .. " 项：" .. names_of(result.taking_part, kind) }
  if #result.lacking > 0 then
    table.insert(notes, "没有数据、未参评：" .. names_of(result.lacking, kind))
  end
  if result.class then
    table.insert(notes, "定类项目：" .. names_of(result.worst, kind) .. "（" .. tables.class_names[result.class] .. "）")
    local main = main_pollutants(result, kind)
    if #main > 0 then
      table.insert(notes, "主要污染指标：" .. table.concat(main, "、"))
    end
  end
  if #result.missing > 0 then
    table.insert(notes, "没有数据的月份：" .. table.concat(result.missing, "、"))
  end
  if result.points > 1 then
    table.insert(notes, result.points .. " 个点位，先对时间、再对点位平均")
  end
  for month, values in pairs(result.monthly) do
    if values.ph and classes.class_of(kind, "ph", values.ph) ~= 1 then
      table.insert(notes, month .. " pH " .. shown(values.ph) .. " 超出范围；年均 pH 按算术平均")
    end
  end
  return notes
end

-- 声明在方法里的输出：各项平均值。
local function mean_outputs(outputs, items)
  for _, item in ipairs(items) do
    outputs[item] = { unit = tables.units[item] or "mg/L", title = tables.names[item] .. "平均值" }
  end
  return outputs
end

-- 把结果写进输出。
local function fill(outputs, result)
  outputs.class, outputs.worst_month = result.class, result.worst_month
  outputs.months, outputs.items, outputs.points = result.months, result.items, result.points
  for item, value in pairs(result.exact) do
    outputs[item] = value
  end
  outputs.series = result.series
  return outputs
end

return {
  assess = assess, describe = describe, fill = fill, mean_outputs = mean_outputs, grouped = grouped, rows_where = rows_where,
  kind_of = kind_of, item_list = item_list, background_of = background_of, names_of = names_of, shown = shown,
}
