-- 重污染天气预警级别：由小时 AQI 回看整个考核期，哪些过程达到了几级预警的条件。
--
-- 填了 aqi 的小时用所填的；没有填的由浓度计算：SO2、NO2、CO、O3 用 1 小时的分级浓度，颗粒物用 24 小时的（HJ 633 实时报）。
-- 几个点位先按小时平均浓度，再算 AQI；点位的 AQI 不能平均。缺项的小时仅超过 100 时有 AQI，与日报一样。

local aqi = use "aqi"
local tables = use "tables"
local grading = use "grading"

local exact = "0.000001" -- 整数的 24 小时均值与界限至少差 1/24，修约到这里不会越过界限

local function hourly_aqi(hourly, times, edition)
  local concentrations, gaps = {}, {}
  for i, item in ipairs(aqi.hourly) do
    concentrations[item] = col.hourly_mean(hourly.time, hourly[item], tables.rounding[item])
    gaps[i] = concentrations[item]
  end
  local indices = aqi.indices(concentrations, times, edition, aqi.hourly_columns)
  local all = {}
  for i, item in ipairs(aqi.hourly) do
    all[i] = indices[item]
  end
  local index = col.row_max(table.unpack(all))
  local complete = col.eq(col.row_gaps(table.unpack(gaps)), 0)
  local computed = col.where(index, col.either(complete, col.gt(index, 100)))
  local given = col.hourly_mean(hourly.time, hourly.aqi, exact)
  return col.choose(col.present(given), given, computed)
end

-- 满足条件的均值连成的各段，每种条件只算一次。
local function stretches(mean)
  local known = {}
  return function(condition)
    local key = (condition.at_least and "ge" or "gt") .. (condition.at_least or condition.above)
    if not known[key] then
      known[key] = col.runs(condition.at_least and col.ge(mean, condition.at_least) or col.gt(mean, condition.above))
    end
    return known[key]
  end
end

-- 以第 row 行结尾的 24 小时从哪一行开始。
local function window_start(row)
  return math.max(1, row - grading.window + 1)
end

-- part 里从哪一行起条件成立：这些 24 小时连起来覆盖的小时数够了。
local function row_of(condition, part, runs)
  for _, run in ipairs(runs(condition)) do
    local row = math.max(run.first, window_start(run.first) + (condition.hours or 1) - 1)
    if run.first >= part.first and run.last <= part.last and row <= run.last then
      return row
    end
  end
  return nil
end

local function row_of_level(level, part, runs)
  local earliest
  for _, conditions in ipairs(level.any) do
    local row = part.first
    for _, condition in ipairs(conditions) do
      local at = row and row_of(condition, part, runs)
      row = at and math.max(row, at)
    end
    if row and (not earliest or row < earliest) then
      earliest = row
    end
  end
  return earliest
end

-- after 之后、before 之前第一次满足解除条件时，那段好转的第一行；没有就是 nil。
local function lifted(calm, hours, after, before)
  for _, run in ipairs(calm) do
    local row = math.max(run.first, after + 1)
    if row <= run.last and row < before then
      return row - hours
    end
  end
  return nil
end

-- 把没有解除预警就又加重的各段并成一次过程：{ first, last, parts, lifted = 好转从哪一行开始 }。
local function episodes_of(parts, calm, hours, rows)
  local episodes = {}
  for i, part in ipairs(parts) do
    local episode = episodes[#episodes]
    if not episode or episode.lifted then
      episode = { first = part.first, parts = {} }
      table.insert(episodes, episode)
    end
    table.insert(episode.parts, part)
    local following = parts[i + 1]
    episode.lifted = lifted(calm, hours, part.last, following and following.first or rows + 1)
    episode.last = rows
    if episode.lifted then
      episode.last = math.max(part.last, episode.lifted - 1)
    end
  end
  return episodes
end

-- 逐级升级，从高到低列出：各级从哪一行起、各有几个小时；级别只升不降，直到解除。
local function graded(episode, levels, runs)
  local steps, last = {}, episode.last
  for _, level in ipairs(levels) do
    local row
    for _, part in ipairs(episode.parts) do
      row = row or row_of_level(level, part, runs)
    end
    if row and row <= last then
      table.insert(steps, { level = level, row = row, hours = last - row + 1 })
      last = row - 1
    end
  end
  return steps
end

local function described(number, episode, times, mean)
  local words, top = {}, episode.steps[1].level
  for i = #episode.steps, 1, -1 do -- 从低到高
    local step = episode.steps[i]
    table.insert(words, step.level.name .. "自 " .. col.at(times, step.row) .. " 起 " .. step.hours .. " 小时")
  end
  local first, last = col.at(times, episode.first), col.at(times, episode.last)
  local within = col.where(mean, col.both(col.ge(times, first), col.le(times, last)))
  return "第 " .. number .. " 次：" .. first .. " 至 " .. last .. (episode.lifted and "" or "（到数据末尾没有满足解除条件）") ..
    "，" .. top.name .. "（" .. top.response .. "响应）；24 小时均值最高 " .. tostring(num.round(col.max(within), "0.1")) ..
    "；" .. table.concat(words, "，")
end

-- 达到 highest 级应采取的措施；add 时各级措施在较低一级的基础上增加，较低各级的一并列出。
local function measures_due(measures, levels, highest, add)
  local notes = {}
  for i = #levels, 1, -1 do
    local level = levels[i]
    local list = measures[tostring(level.level)] or measures[level.level]
    if list and (level.level == highest or (add and level.level < highest)) then
      table.insert(notes, level.name .. "（" .. level.response .. "响应）措施：" .. table.concat(list, "；"))
    end
  end
  return notes
end

local output_of = { "hours_blue", "hours_yellow", "hours_orange", "hours_red" }

method {
  id = "warning.levels", title = "重污染天气预警级别", api = 1, edition = "1",
  basis = {
    { "乳政办发〔2018〕2号 重污染天气应急预案（全国统一分级）", "3.1.3 预警分级，3.1.5 解除与调整", "confirmed" },
    { "环大气〔2024〕6号", "分级条件，edition = \"2024\"", "unconfirmed" },
    { "HJ 633-2012", "表1 注(1)：1 小时浓度用于实时报", "confirmed" },
    { "HJ 633-2026", "实时报的颗粒物用日均浓度限值（2012 版同样处理）", "confirmed" },
    { "GB 3095-2012", "表4：24 小时平均至少 20 个小时值", "confirmed" },
    { "按小时回看的读法", "“持续 N 天”为大于界限的 24 小时连起来覆盖 24×N 小时；好转看小时 AQI", "unconfirmed" },
  },
  tables = { air_hourly = { "station", "time", "aqi", "so2", "no2", "co", "o3", "pm10", "pm25" } },
  params = {
    edition = { default = "2017", choices = { "2017", "2024" }, about = "预警分级的版本" },
    aqi_edition = {
      default = "by_date", choices = { "by_date", "2012", "2026" }, about = "由浓度计算 AQI 时 HJ 633 的版本",
      covers = { ["2012"] = { to = "2026-02-28" }, ["2026"] = { from = "2026-03-01" } },
    },
    station = { about = "只用这个点位的数据；不写则各点位按小时平均浓度" },
    lifting = { default = "hourly", choices = { "hourly", "mean" }, about = "好转看小时 AQI，还是看 24 小时均值" },
    coverage = { required = true, about = "有 24 小时均值的小时至少占考核期的百分之几，如 \"90\"；\"0\" 为不要求" },
    measures = { about = "各级响应措施，如 { [\"3\"] = { \"…\" } }，印在说明里" },
    measures_add = { default = true, about = "各级措施在较低一级的基础上增加" },
  },
  -- highest：0 没有达到预警条件，1 蓝，2 黄，3 橙，4 红。hours_*：从达到该级到升级或解除的小时数。
  -- max_mean：24 小时均值的最高值；known_hours、gap_hours：考核期里有、没有 24 小时均值的小时数。
  outputs = {
    highest = { title = "最高预警级别", unit = "级" }, episodes = { title = "预警次数", unit = "个" },
    hours_blue = { title = "蓝色预警小时数", unit = "小时" }, hours_yellow = { title = "黄色预警小时数", unit = "小时" },
    hours_orange = { title = "橙色预警小时数", unit = "小时" }, hours_red = { title = "红色预警小时数", unit = "小时" },
    max_mean = { title = "最大 24 小时均值", unit = "1" },
    known_hours = { title = "有数据的小时数", unit = "小时" }, gap_hours = { title = "缺数据的小时数", unit = "小时" },
  },
  run = function(t, p)
    local hourly = t.air_hourly
    if p.station then
      local own, selected = col.eq(hourly.station, p.station), {}
      for name, column in pairs(hourly) do
        selected[name] = col.select(column, own)
      end
      hourly = selected
      if col.len(hourly.time) == 0 then
        return not_submitted("没有点位“" .. p.station .. "”的小时值")
      end
    end
    local times = col.every_hour(hourly.time)
    if col.count(hourly.aqi) > col.count(col.hourly_mean(hourly.time, hourly.aqi, exact)) then
      return invalid("同一小时有几个点位的 AQI：点位的 AQI 不能平均，请填报全县（区）的 AQI 或各点位的浓度，或在规则包中指定点位")
    end

    local chosen = grading.editions[p.edition]
    local index = hourly_aqi(hourly, times, p.aqi_edition)
    local mean = col.rolling_mean(index, grading.window, grading.minimum, exact)
    local rows, known, hours = col.len(times), col.count(mean), p.period.days * 24
    local outputs = { known_hours = known, gap_hours = math.max(0, hours - known) }
    if known == 0 then
      return invalid("没有一个连续 24 小时有 " .. grading.minimum .. " 个小时值", outputs)
    end

    -- 好转：连续 hours + 1 个小时都不高于 at_most，其中有数的不少于 20/24。
    local span = chosen.lifting.hours + 1
    local bad = col.gt(p.lifting == "mean" and mean or index, chosen.lifting.at_most)
    local least = (span * grading.minimum + grading.window - 1) // grading.window
    local calm = col.runs(col.eq(col.rolling_mean(bad, span, least, exact), 0))

    local runs = stretches(mean)
    local episodes = episodes_of(runs { above = chosen.base }, calm, chosen.lifting.hours, rows)
    local notes, graded_episodes = {}, 0
    outputs.highest, outputs.max_mean = 0, col.max(mean)
    for _, name in ipairs(output_of) do
      outputs[name] = 0
    end
    for _, episode in ipairs(episodes) do
      episode.steps = graded(episode, chosen.levels, runs)
      if #episode.steps > 0 then
        graded_episodes = graded_episodes + 1
        for _, step in ipairs(episode.steps) do
          local name = output_of[step.level.level]
          outputs[name] = outputs[name] + step.hours
          outputs.highest = math.max(outputs.highest, step.level.level)
        end
        table.insert(notes, described(graded_episodes, episode, times, mean))
      end
    end
    outputs.episodes = graded_episodes
    if graded_episodes == 0 then
      table.insert(notes, "没有达到预警条件的过程")
    end
    if outputs.gap_hours > 0 then
      table.insert(notes, "考核期 " .. hours .. " 小时中有 " .. outputs.gap_hours .. " 小时没有 24 小时均值")
    end
    if p.measures and outputs.highest > 0 then
      for _, note in ipairs(measures_due(p.measures, chosen.levels, outputs.highest, p.measures_add)) do
        table.insert(notes, note)
      end
    end
    outputs.notes = notes
    if known * 100 < D(p.coverage) * hours then
      return invalid("有 24 小时均值的只有 " .. known .. " 小时，不到考核期的 " .. p.coverage .. "%", outputs)
    end
    return outputs
  end,
}
