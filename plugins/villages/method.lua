-- 农村环境整治行政村：完成整治，并且污水治理率、黑臭水体整治率、水源规范化率都达到要求的村。
-- 有一项空着的村不算达标，说明里列出来；没有黑臭水体的村应填 100，不是留空。

-- 是“是”的行的村名，最多列十个。
local function named(villages, mask)
  local names = {}
  local chosen = col.select(villages, mask)
  for row = 1, math.min(10, col.len(chosen)) do
    names[row] = col.at(chosen, row)
  end
  return table.concat(names, "、") .. (col.len(chosen) > 10 and "等" or "")
end

local function threshold(about)
  return { required = true, about = about }
end

method {
  id = "villages", title = "农村环境整治行政村", api = 1, edition = "1",
  basis = { { "农村环境整治完成标准", "完成整治并且三项指标同时达到要求", "unconfirmed" } },
  tables = { villages = { "village", "sewage", "blackwater", "source", "done" } },
  params = {
    sewage = threshold("污水治理率达到多少算达标，%"), blackwater = threshold("黑臭水体整治率达到多少算达标，%"),
    source = threshold("水源规范化率达到多少算达标，%"),
  },
  -- qualified：达标村数；sewage_rate 等：该项达到要求的村占全部村的百分比。
  outputs = {
    qualified = { title = "三项都达标的村", unit = "个" }, qualified_rate = { title = "三项都达标的比例", unit = "%", digits = 1 },
    done = { title = "完成整治的村", unit = "个" }, total = { title = "行政村", unit = "个" },
    sewage_met = { title = "生活污水达标的村", unit = "个" }, blackwater_met = { title = "黑臭水体达标的村", unit = "个" },
    source_met = { title = "水源达标的村", unit = "个" },
    sewage_rate = { title = "生活污水达标比例", unit = "%", digits = 1 },
    blackwater_rate = { title = "黑臭水体达标比例", unit = "%", digits = 1 },
    source_rate = { title = "水源达标比例", unit = "%", digits = 1 },
  },
  run = function(t, p)
    local v = t.villages
    local total = col.len(v.village)
    local outputs = { total = total, done = col.count(v.done), notes = {} }
    local tests = { v.done }
    for _, test in ipairs({ "sewage", "blackwater", "source" }) do
      local met = col.ge(v[test], D(p[test]))
      table.insert(tests, met)
      outputs[test .. "_met"] = col.count(met)
      outputs[test .. "_rate"] = ratio(col.count(met) * 100, total)
    end
    local qualified = col.count(col.both(table.unpack(tests)))
    outputs.qualified, outputs.qualified_rate = qualified, ratio(qualified * 100, total)
    local blank = col.gt(col.row_gaps(v.sewage, v.blackwater, v.source, v.done), 0)
    if col.count(blank) > 0 then
      table.insert(outputs.notes, col.count(blank) .. " 个村没有填全，不算达标：" .. named(v.village, blank))
    end
    local short = col.both(v.done, col.negate(blank), col.negate(col.both(table.unpack(tests))))
    if col.count(short) > 0 then
      table.insert(outputs.notes, col.count(short) .. " 个村完成整治但指标没有达到要求：" .. named(v.village, short))
    end
    return outputs
  end,
}

method {
  id = "villages.sewage", title = "农村生活污水治理率", api = 1, edition = "1",
  basis = { { "农村生活污水治理", "达到治理要求的行政村数 ÷ 行政村总数", "unconfirmed" } },
  tables = { villages = { "village", "sewage" } },
  params = { sewage = threshold("污水治理率达到多少算达到治理要求，%") },
  outputs = {
    rate = { title = "达到要求的比例", unit = "%", digits = 1 }, met = { title = "达到要求的村", unit = "个" },
    total = { title = "行政村", unit = "个" },
  },
  run = function(t, p)
    local v = t.villages
    local met, total = col.count(col.ge(v.sewage, D(p.sewage))), col.len(v.village)
    local outputs = { met = met, total = total, rate = ratio(met * 100, total), notes = {} }
    local blank = col.negate(col.present(v.sewage))
    if col.count(blank) > 0 then
      table.insert(outputs.notes, col.count(blank) .. " 个村没有填污水治理率，不算达到：" .. named(v.village, blank))
    end
    return outputs
  end,
}
