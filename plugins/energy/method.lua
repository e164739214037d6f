-- 单位地区生产总值的能耗和二氧化碳比上年（或基年）下降多少，能源消费增量。
--
-- 地区生产总值按同一基期的不变价；两年的能源消费应是同一口径（等价值，是否扣除原料用能）。上升是负的下降率，如实给出。

local labels = { energy = "能源消费", co2 = "二氧化碳", gdp = "地区生产总值" }

local base_year = { default = "previous", about = "基年，如 \"2020\"；previous 为上一年" }

-- 一年的数；没有这一年是 nil，空着的列是 nil。
local function of_year(energy, year)
  local at = col.eq(energy.year, year)
  if col.count(at) == 0 then
    return nil
  end
  local out = { year = year }
  for name, column in pairs(energy) do
    out[name] = col.max(col.select(column, at))
  end
  out.year = year
  return out
end

-- 考核年度和基年的数；缺了 names 里的哪一个，返回 nil 和原因。
local function two_years(energy, p, names)
  local last = D(p.period.year)
  local base = p.base_year == "previous" and last - 1 or D(p.base_year)
  local now, before = of_year(energy, last), of_year(energy, base)
  for _, year in ipairs({ { now, last }, { before, base } }) do
    if not year[1] then
      return nil, nil, "没有填报 " .. tostring(year[2]) .. " 年"
    end
    for _, name in ipairs(names) do
      if not year[1][name] then
        return nil, nil, tostring(year[2]) .. " 年没有填" .. labels[name]
      end
    end
  end
  return now, before
end

-- 两年的价格基期、数值能不能比；能比则返回 nil。
local function obstacle(now, before, name)
  if now.year <= before.year then
    return "基年 " .. tostring(before.year) .. " 不早于考核年度 " .. tostring(now.year)
  end
  for _, year in ipairs({ now, before }) do
    if not year.price_base then
      return tostring(year.year) .. " 年没有填价格基期"
    end
    if year.gdp == D"0" then
      return tostring(year.year) .. " 年地区生产总值为零"
    end
  end
  if now.price_base ~= before.price_base then
    return "价格基期不同，不能比较：" .. tostring(now.year) .. " 年为 " .. tostring(now.price_base) .. " 年价，" ..
      tostring(before.year) .. " 年为 " .. tostring(before.price_base) .. " 年价"
  end
  if before[name] == D"0" then
    return tostring(before.year) .. " 年" .. labels[name] .. "为零，没有下降率"
  end
  return nil
end

-- 各年下降率连乘：1 − (1 − D1)(1 − D2)…，不是相加。
local function compounded(drop, prior)
  local left = 100 - drop
  for _, earlier in ipairs(prior) do
    left = left * ratio(100 - D(earlier), 100)
  end
  return 100 - left
end

local function drop_method(facts, name)
  facts.api, facts.edition = 1, "1"
  facts.tables = { energy = { "year", "energy", "co2", "gdp", "price_base" } }
  facts.params = {
    base_year = base_year,
    prior = { default = {}, about = "规划期内以前各年核定的下降率（%），如 { \"2.98\" }，与本年连乘为累计下降率" },
  }
  facts.run = function(t, p)
    local now, before, lacking = two_years(t.energy, p, { name, "gdp" })
    if lacking then
      return not_submitted(lacking)
    end
    local reason = obstacle(now, before, name)
    if reason then
      return invalid(reason)
    end
    local outputs = { intensity = ratio(now[name], now.gdp), base_intensity = ratio(before[name], before.gdp) }
    outputs.drop = 100 - ratio(outputs.intensity * 100, outputs.base_intensity)
    outputs.cumulative = compounded(outputs.drop, p.prior)
    outputs.notes = { "与 " .. tostring(before.year) .. " 年比较，地区生产总值按 " .. tostring(now.price_base) .. " 年价" }
    if outputs.drop < D"0" then
      table.insert(outputs.notes, "不降反升")
    end
    return outputs
  end
  method(facts)
end

drop_method({
  id = "energy.intensity_drop", title = "单位地区生产总值能耗下降率",
  basis = { { "单位GDP能耗考核", "[1 − (1 + 能耗增速) ÷ (1 + 不变价GDP增速)] × 100%", "unconfirmed" } },
  outputs = {
    drop = { title = "比基年下降", unit = "%", digits = 2 }, cumulative = { title = "累计下降", unit = "%", digits = 2 },
    intensity = { title = "本年强度", unit = "tce/万元" }, base_intensity = { title = "基年强度", unit = "tce/万元" },
  },
}, "energy")

drop_method({
  id = "energy.co2_drop", title = "单位地区生产总值二氧化碳排放下降率",
  basis = {
    { "单位GDP二氧化碳排放考核", "[1 − (本年CO2 ÷ 本年GDP) ÷ (上年CO2 ÷ 上年GDP)] × 100%，不变价", "confirmed" },
    { "单位GDP二氧化碳排放考核", "累计下降率为各年连乘", "unconfirmed" },
  },
  outputs = {
    drop = { title = "比基年下降", unit = "%", digits = 2 }, cumulative = { title = "累计下降", unit = "%", digits = 2 },
    intensity = { title = "本年强度", unit = "t/万元" }, base_intensity = { title = "基年强度", unit = "t/万元" },
  },
}, "co2")

method {
  id = "energy.increment", title = "能源消费增量", api = 1, edition = "1",
  basis = { { "能源消费总量控制", "本年能源消费量 − 上年能源消费量，同一口径", "unconfirmed" } },
  tables = { energy = { "year", "energy" } },
  params = { base_year = base_year },
  outputs = {
    increment = { title = "能源消费增量", unit = "万tce" }, energy = { title = "本年能源消费", unit = "万tce" },
    base_energy = { title = "基年能源消费", unit = "万tce" },
  },
  run = function(t, p)
    local now, before, lacking = two_years(t.energy, p, { "energy" })
    if lacking then
      return not_submitted(lacking)
    end
    if now.year <= before.year then
      return invalid("基年 " .. tostring(before.year) .. " 不早于考核年度 " .. tostring(now.year))
    end
    return { increment = now.energy - before.energy, energy = now.energy, base_energy = before.energy }
  end,
}
