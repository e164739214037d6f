-- 一个数值是哪一类，一组项目里哪一项最差。不修约，精确比较。

local tables = use "tables"

-- 限值装载时换成精确数一次。
local standards = {}
for kind, source in pairs(tables.standards) do
  local rules = {}
  for item, rule in pairs(source.rules) do
    local limits = {}
    for i, limit in ipairs(rule.limits) do
      limits[i] = rule.sense == "within" and { D(limit[1]), D(limit[2]) } or D(limit)
    end
    rules[item] = { sense = rule.sense, limits = limits }
  end
  standards[kind] = { title = source.standard .. " " .. source.clause, rules = rules }
end

local function holds(sense, value, limit)
  if sense == "at_least" then
    return value >= limit
  elseif sense == "within" then
    return limit[1] <= value and value <= limit[2]
  end
  return value <= limit
end

-- 1 到 6；没有限值的项目返回 nil。
local function class_of(kind, item, value)
  local rule = standards[kind].rules[item]
  if not rule then
    return nil
  end
  for class, limit in ipairs(rule.limits) do
    if holds(rule.sense, value, limit) then
      return class
    end
  end
  return #rule.limits + 1
end

-- values：{ 项目 = 数值 }。最差的类别和是哪几项；一项也没有时返回 nil。
local function worst_of(kind, values)
  local worst, items = nil, {}
  for item, value in pairs(values) do
    local class = class_of(kind, item, value)
    if class and (worst == nil or class > worst) then
      worst, items = class, { item }
    elseif class and class == worst then
      table.insert(items, item)
    end
  end
  return worst, items
end

-- 超过Ⅲ类限值的倍数；pH、溶解氧不算。
local function multiple(kind, item, value)
  local rule = standards[kind].rules[item]
  if tables.without_multiple[item] or rule.sense ~= "at_most" then
    return nil
  end
  return ratio(value - rule.limits[3], rule.limits[3])
end

local function has_limits(kind, item)
  return standards[kind].rules[item] ~= nil
end

local function title(kind)
  return standards[kind].title
end

local function held(sense, values, limit)
  if sense == "at_least" then
    return col.ge(values, limit)
  elseif sense == "within" then
    return col.both(col.ge(values, limit[1]), col.le(values, limit[2]))
  end
  return col.le(values, limit)
end

-- 逐行的类别，整列计算：各项不满足几个限值，最差的一项加一。一项也没有的行为空缺。
local function of_rows(kind, items, rows)
  local beyond = {}
  for _, item in ipairs(items) do
    local rule = standards[kind].rules[item]
    if rule then
      local kept = {}
      for i, limit in ipairs(rule.limits) do
        kept[i] = col.where(rows[item], held(rule.sense, rows[item], limit))
      end
      table.insert(beyond, col.where(col.row_gaps(table.unpack(kept)), col.present(rows[item])))
    end
  end
  local worst = col.row_max(table.unpack(beyond))
  local one = col.row_gaps(col.where(worst, col.lt(worst, 0))) -- 没有小于 0 的：每行都是 1
  return col.row_sum(worst, one)
end

return {
  of_rows = of_rows, class_of = class_of, worst_of = worst_of, multiple = multiple, has_limits = has_limits, title = title,
}
