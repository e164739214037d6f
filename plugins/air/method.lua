-- 空气质量的年度统计：优良天数、年均浓度、百分位数、综合指数。
--
-- p.period 由程序给出：{ first = "2021-01-01", last = "2021-12-31", whole_year = true, years = 1, months = { 202101, … },
-- year = 2021（最后一天所在的年）, days = 365 }。
-- p.wants 由程序给出：{ rate = true, series = true, … }，这次要看的输出；没有列出的不必算。
-- 没有提交的列（如沙尘）由程序补成全空的列。

local aqi = use "aqi"
local validity = use "validity"
local dust = use "dust"
local tables = use "tables"

local all_columns = { "date", "so2", "no2", "co", "o3_8h", "pm10", "pm25", "dust", "dust_ref" }
local dust_policy = { default = "exclude", choices = { "exclude", "actual" }, about = "经认定的沙尘日：剔除或按实况" }
local primary_outputs = {}
for i, item in ipairs(aqi.daily) do
  primary_outputs[i] = "primary_" .. item
end
local validity_policy = { required = true, choices = { "annual", "none" }, about = "annual：324/27/25 天" }

-- 有效天数够不够由 validity 决定；不够为数据无效，已算出的值照样列出。columns 的每一列各自要够：
-- 最少天数按污染物各算（GB 3095 表4），不是几项都有数的日子。
local function judged(outputs, columns, dates, p)
  if p.validity == "annual" then
    for _, present in ipairs(columns) do
      local short = validity.shortfall(present, dates, p.period)
      if short then
        return invalid(short, outputs)
      end
    end
  end
  return outputs
end

local function days_notes(daily, edition, outputs)
  local notes = { "HJ 633 版本：" .. edition }
  if outputs.dust_days > 0 then
    table.insert(
      notes,
      "剔除沙尘影响后 " .. outputs.good_days .. "/" .. outputs.valid_days .. "；未剔除 " .. outputs.good_days .. "/" .. outputs.actual_valid_days
    )
  end
  local unapproved = col.count(dust.unapproved(daily))
  if unapproved > 0 then
    table.insert(notes, "自报沙尘 " .. unapproved .. " 天没有认定文号，照常计算")
  end
  local beyond = col.count(col.gt(daily.o3_8h, 800))
  if beyond > 0 then
    table.insert(notes, "O3 8小时超过 800 的 " .. beyond .. " 天，IAQI 取 300")
  end
  return notes
end

method {
  id = "air.days", title = "优良天数比例", api = 1, edition = "1",
  basis = {
    { "HJ 633-2012", "表1、表2、6.2", "confirmed" },
    { "HJ 633-2026", "表3、4.2.2、5.3.1", "confirmed" },
    { "HJ 663-2013", "达标率、数据有效性", "confirmed" },
    { "环办监测〔2016〕120号", "沙尘天气过程剔除", "unconfirmed" },
  },
  tables = { air_daily = all_columns },
  params = {
    edition = {
      default = "by_date", choices = { "by_date", "2012", "2026" }, about = "HJ 633 版本",
      covers = { ["2012"] = { to = "2026-02-28" }, ["2026"] = { from = "2026-03-01" } },
    },
    incomplete = {
      default = "exceedance_only", choices = { "exceedance_only", "compute", "invalid" },
      about = "缺项日：仅超标时计入、按已有项计算、作废",
    },
    dust = dust_policy,
    validity = validity_policy,
  },
  -- 剔除沙尘时，valid_days + incomplete_days + dust_days 就是有数据的全部日子：incomplete_days 是因缺项没有计入的，
  -- dust_days 是经认定的沙尘日中超标（会被剔除）的。aqi_sum、aqi_max 只算 valid_days 的日子。
  -- actual_*：未剔除沙尘的口径。primary_*：该项为首要污染物的日子，并列的各算一天。
  outputs = {
    good_days = { title = "优良天数", unit = "天" }, valid_days = { title = "有效天数", unit = "天" },
    incomplete_days = { title = "缺项没有计入的天数", unit = "天" },
    dust_days = { title = "剔除的沙尘天数", unit = "天" }, aqi_sum = { title = "AQI 合计", unit = "1" },
    aqi_max = { title = "AQI 最大值", unit = "1" }, rate = { title = "优良天数比例", unit = "%", digits = 1 },
    actual_good_days = { title = "优良天数（未剔除沙尘）", unit = "天" }, actual_valid_days = { title = "有效天数（未剔除沙尘）", unit = "天" },
    actual_rate = { title = "优良天数比例（未剔除沙尘）", unit = "%", digits = 1 },
    primary_pm25 = { title = "首要污染物为 PM2.5 的天数", unit = "天" }, primary_pm10 = { title = "首要污染物为 PM10 的天数", unit = "天" },
    primary_so2 = { title = "首要污染物为 SO2 的天数", unit = "天" },
    primary_no2 = { title = "首要污染物为 NO2 的天数", unit = "天" }, primary_co = { title = "首要污染物为 CO 的天数", unit = "天" },
    primary_o3_8h = { title = "首要污染物为 O3 的天数", unit = "天" },
  },
  run = function(t, p)
    local daily = t.air_daily
    local indices, edition = aqi.indices(aqi.rounded(daily), daily.date, p.edition)
    local gaps = col.row_gaps(aqi.listed(indices))
    local index = col.row_max(aqi.listed(indices))
    local complete = col.eq(gaps, 0)
    -- 缺项日算不算有 AQI，由 incomplete 决定
    local usable = complete
    if p.incomplete == "compute" then
      usable = col.present(index)
    elseif p.incomplete == "exceedance_only" then
      usable = col.either(complete, col.gt(index, 100))
    end
    local good = col.both(usable, col.le(index, 100))
    local approved = dust.approved(daily)
    local removed = col.both(approved, usable, col.gt(index, 100)) -- 本来就优良的沙尘日不剔除
    local counted = usable
    if p.dust == "exclude" then
      counted = col.both(usable, col.negate(removed))
    end
    local published = col.where(index, counted)
    local good_days, valid_days, actual_valid = col.count(good), col.count(counted), col.count(usable)

    local outputs = {
      good_days = good_days, valid_days = valid_days, incomplete_days = col.len(index) - actual_valid,
      dust_days = col.count(removed), aqi_sum = col.sum(published), aqi_max = col.max(published) or 0,
      actual_good_days = good_days, actual_valid_days = actual_valid,
    }
    local above
    for i = 1, #aqi.daily do
      local item, output = aqi.daily[i], primary_outputs[i]
      if p.wants[output] then
        above = above or col.gt(published, 50)
        outputs[output] = col.count(aqi.primary(indices[item], published, above))
      end
    end
    if valid_days > 0 then
      outputs.rate = ratio(good_days * 100, valid_days)
    end
    if actual_valid > 0 then
      outputs.actual_rate = ratio(good_days * 100, actual_valid)
    end

    if p.wants.notes then
      outputs.notes = days_notes(daily, edition, outputs)
    end
    if p.wants.series then
      outputs.series = col.monthly_share(daily.date, good, counted)
    end

    if valid_days == 0 then
      return invalid("没有一天有完整数据", outputs)
    end
    return judged(outputs, { usable }, daily.date, p)
  end,
}

-- 一项污染物经剔除沙尘（只对颗粒物）后的日均值列，和监测有数的日子。
local function item_column(daily, p)
  local values = daily[p.item]
  local monitored = col.present(values)
  if p.dust == "exclude" and (p.item == "pm10" or p.item == "pm25") then
    values = col.where(values, col.negate(dust.approved(daily)))
  end
  return values, monitored
end

local function dust_note(daily, values, p, statistic)
  if col.count(values) == col.count(daily[p.item]) then
    return {}
  end
  return {
    "剔除沙尘日 " .. (col.count(daily[p.item]) - col.count(values)) .. " 天；未剔除为 " ..
      tostring(num.round(statistic(daily[p.item]), "0.01")) .. "（修约到 0.01）",
  }
end

method {
  id = "air.mean", title = "年均浓度", api = 1, edition = "1",
  basis = { { "HJ 663-2013", "年平均为有效日均值的算术平均", "confirmed" }, { "GB 3095-2012", "表4 数据有效性", "confirmed" } },
  tables = { air_daily = all_columns },
  params = {
    item = { required = true, choices = { "so2", "no2", "co", "o3_8h", "pm10", "pm25" }, about = "污染物" },
    dust = dust_policy, validity = validity_policy,
  },
  outputs = {
    mean = { title = "平均浓度", unit = "μg/m³" }, days = { title = "有数据的天数", unit = "天" },
    actual_mean = { title = "平均浓度（未剔除沙尘）", unit = "μg/m³" },
  },
  run = function(t, p)
    local daily = t.air_daily
    local values, monitored = item_column(daily, p)
    local outputs = { mean = col.mean(values), days = col.count(values) }
    if p.wants.actual_mean then
      outputs.actual_mean = col.mean(daily[p.item])
    end
    if outputs.days == 0 then
      return invalid("没有有效日均值", outputs)
    end
    if p.wants.notes then
      outputs.notes = dust_note(daily, values, p, col.mean)
    end
    if p.wants.series then
      outputs.series = col.monthly_mean(daily.date, values)
    end
    return judged(outputs, { monitored }, daily.date, p)
  end,
}

method {
  id = "air.percentile", title = "日均值百分位数", api = 1, edition = "1",
  basis = { { "HJ 663-2013", "附录A：k = 1 + (n − 1)·p%", "confirmed" } },
  tables = { air_daily = all_columns },
  params = {
    item = { required = true, choices = { "so2", "no2", "co", "o3_8h", "pm10", "pm25" }, about = "污染物" },
    p = { required = true, about = "百分位，如 \"90\"" },
    dust = dust_policy, validity = validity_policy,
  },
  outputs = { value = { title = "百分位数浓度", unit = "μg/m³" }, days = { title = "有数据的天数", unit = "天" } },
  run = function(t, p)
    local daily = t.air_daily
    local values, monitored = item_column(daily, p)
    local days = col.count(values)
    if days == 0 then
      return invalid("没有有效日均值", { days = 0 })
    end
    local outputs = { value = col.percentile(values, ratio(D(p.p), 100)), days = days }
    return judged(outputs, { monitored }, daily.date, p)
  end,
}

method {
  id = "air.index", title = "环境空气质量综合指数", api = 1, edition = "1",
  covers = { to = "2026-02-28" },  -- 只有 GB 3095-2012 的限值
  basis = { { "HJ 663-2013", "单项指数之和，越小越好", "confirmed" }, { "GB 3095-2012", "表1 二级年均值", "confirmed" } },
  tables = { air_daily = all_columns },
  params = {
    round_parts = { default = false, about = "true：先把单项指数修约到 0.01 再求和；false：只修约总和" },
    dust = dust_policy, validity = validity_policy,
  },
  outputs = {
    index = { title = "综合指数", unit = "1", digits = 2 }, so2 = { title = "SO2 分指数", unit = "1" },
    no2 = { title = "NO2 分指数", unit = "1" }, pm10 = { title = "PM10 分指数", unit = "1" },
    pm25 = { title = "PM2.5 分指数", unit = "1" }, co = { title = "CO 分指数", unit = "1" },
    o3_8h = { title = "O3 分指数", unit = "1" }, days = { title = "有数据的天数", unit = "天" },
  },
  run = function(t, p)
    local daily = t.air_daily
    local limits = tables.index_limits["2012"]
    local outputs = { index = D"0", days = col.len(daily.date) }
    local monitored_all = {}
    for _, item in ipairs(aqi.daily) do
      local values, monitored = item_column(daily, { item = item, dust = p.dust })
      if col.count(values) == 0 then
        return invalid(aqi.names[item] .. " 没有有效日均值", { days = outputs.days })
      end
      local value = col.mean(values)
      if item == "co" then
        value = col.percentile(values, D"0.95")
      elseif item == "o3_8h" then
        value = col.percentile(values, D"0.9")
      end
      local part = ratio(num.round(value, tables.rounding[item]), D(limits[item]))
      if p.round_parts then
        part = num.round(part, "0.01")
      end
      outputs[item] = part
      outputs.index = outputs.index + part
      table.insert(monitored_all, monitored)
    end
    return judged(outputs, monitored_all, daily.date, p)
  end,
}

use "warning" -- 重污染天气预警级别

-- 填报了 AQI 的，与浓度对一遍：表头错开一列马上看得出来。AQI 只用来核对，评价用浓度。缺项的日子，已有各项算出的不应大于填报的。
check "air.aqi_given" {
  title = "填报的 AQI 与浓度不符", mend = "请核对各列有没有错位、单位对不对；AQI 按 HJ 633 由日均浓度计算，进位取整",
  table = "air_daily", columns = { "date", "so2", "no2", "co", "o3_8h", "pm10", "pm25", "aqi" }, needs = { "aqi" }, place = "aqi",
  run = function(daily)
    local indices = aqi.indices(aqi.rounded(daily), daily.date, "by_date")
    local index = col.row_max(aqi.listed(indices))
    local complete = col.eq(col.row_gaps(aqi.listed(indices)), 0)
    local differs = col.both(complete, col.ne(index, daily.aqi))
    local above = col.both(col.negate(complete), col.gt(index, daily.aqi))
    return { wrong = col.either(differs, above), given = daily.aqi, expected = index }
  end,
}
