-- 由浓度计算 IAQI、AQI 和首要污染物，整列计算。air 各方法和测试共用。

local tables = use "tables"

local daily = { "pm25", "pm10", "so2", "no2", "co", "o3_8h" }
local daily_columns = {
  { "pm25", "pm25_24h" }, { "pm10", "pm10_24h" }, { "so2", "so2_24h" }, { "no2", "no2_24h" }, { "co", "co_24h" }, { "o3_8h", "o3_8h" },
}
-- 实时报：气体用 1 小时的分级浓度，颗粒物用 24 小时的。
local hourly = { "pm25", "pm10", "so2", "no2", "co", "o3" }
local hourly_columns = {
  { "pm25", "pm25_24h" }, { "pm10", "pm10_24h" }, { "so2", "so2_1h" }, { "no2", "no2_1h" }, { "co", "co_1h" }, { "o3", "o3_1h" },
}
local names = { pm25 = "PM2.5", pm10 = "PM10", so2 = "SO2", no2 = "NO2", co = "CO", o3_8h = "O3" }

-- 各版本各项的分级浓度限值，装载时备好一次。
local lines = {}
for name, edition in pairs(tables.editions) do
  lines[name] = {}
  for item, points in pairs(edition.points) do
    local index = {}
    for i = 1, #points do
      index[i] = edition.index[i]
    end
    local above = edition.above[item] or edition.top
    if edition.not_computed[item] then
      above = nil
    end
    lines[name][item] = col.line(points, index, { round = 1, mode = "ceiling", above = above })
  end
end

-- 一列浓度的 IAQI：分段线性，进位取整（HJ 633 公式和 6.2），整数。
local function iaqi(concentration, item, edition)
  return col.interpolate(concentration, lines[edition][item])
end

-- 每项浓度先修约（GB/T 8170）。
local function rounded(daily_table)
  local out = {}
  for i = 1, #daily do
    local item = daily[i]
    out[item] = col.round(daily_table[item], tables.rounding[item])
  end
  return out
end

-- 六项 IAQI；by_date：各行按日期用当时执行的版本。columns：每项和它的分级浓度列，不写则用日报的。
local function indices(concentrations, dates, edition, columns)
  local change = tables.editions["2026"].from
  local which = edition
  if edition == "by_date" then
    local last, first = col.max(dates), col.min(dates)
    if last == nil or last < change then
      which = "2012"
    elseif first >= change then
      which = "2026"
    end
  end
  local out = {}
  columns = columns or daily_columns
  for i = 1, #columns do
    local item, points = columns[i][1], columns[i][2]
    if which == "by_date" then
      out[item] = col.choose(col.ge(dates, change),
        iaqi(concentrations[item], points, "2026"), iaqi(concentrations[item], points, "2012"))
    else
      out[item] = iaqi(concentrations[item], points, which)
    end
  end
  return out, which
end

local function listed(by_item)
  return by_item.pm25, by_item.pm10, by_item.so2, by_item.no2, by_item.co, by_item.o3_8h
end

-- 一项成为首要污染物的日子：AQI 大于 50，且该项 IAQI 等于 AQI；并列的都算（HJ 633）。above：col.gt(aqi, 50)。
local function primary(iaqi_of_item, aqi, above)
  return col.both(above, col.eq(iaqi_of_item, aqi))
end

-- 一个 AQI 的级别和类别。
local function level(aqi)
  for _, row in ipairs(tables.levels) do
    if aqi <= row[1] then
      return row[2], row[3]
    end
  end
  return tables.levels[#tables.levels][2], tables.levels[#tables.levels][3]
end

return {
  daily = daily, hourly = hourly, hourly_columns = hourly_columns, names = names, iaqi = iaqi, rounded = rounded,
  indices = indices, listed = listed, primary = primary, level = level,
}
