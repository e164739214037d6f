-- 数据有效性：一年里有数的日子够不够（HJ 663，GB 3095 表4）。按年度规定的天数写在 tables.lua。

local minimum = (use "tables").validity

-- present：每一行是否有数；返回不够的原因，够则返回 nil。
-- 考核期是整年时看全年总数；每个月都看，二月另有下限。
local function shortfall(present, dates, period)
  local days = col.count(present)
  if period.whole_year and days < minimum.year * period.years then
    return "有效天数 " .. days .. " 天，少于 " .. minimum.year * period.years .. " 天"
  end
  local seen = {}
  for _, month in ipairs(col.group(col.year_month(dates), present)) do
    seen[month.key] = col.count(month[1])
  end
  for _, month in ipairs(period.months) do
    local needed = minimum.month
    if month % 100 == 2 then
      needed = minimum.february
    end
    local have = seen[month] or 0
    if have < needed then
      return (month // 100) .. " 年 " .. (month % 100) .. " 月有效天数 " .. have .. " 天，少于 " .. needed .. " 天"
    end
  end
  return nil
end

return { shortfall = shortfall }
