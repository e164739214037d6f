-- 受污染耕地安全利用率 A = (B + C + D) ÷ E。
-- E：轻微、轻中度、重度受污染耕地面积之和；B：轻微中落实优先保护措施的面积；C：轻中度中落实安全利用措施且农产品
-- 达标的面积；D：重度中落实严格管控措施的面积。E 为零是无此项，不是 100%。

method {
  id = "farmland", title = "受污染耕地安全利用率", api = 1, edition = "1",
  basis = { { "受污染耕地安全利用率核算方法（试行）", "A = (B + C + D) / E", "confirmed" } },
  tables = { farmland = { "category", "area", "measures_area", "produce_ok" } },
  outputs = {
    area = { title = "受污染耕地面积", unit = "亩" }, safe_area = { title = "安全利用面积", unit = "亩" },
    rate = { title = "安全利用率", unit = "%", digits = 1 },
  },
  run = function(t)
    local f = t.farmland
    local area = col.sum(f.area)
    local outputs = { area = area }
    if col.count(f.area) < col.len(f.area) or col.count(col.present(f.category)) < col.len(f.area) then
      return invalid("有地块没有填面积或类别", outputs)
    end
    if col.count(col.gt(f.measures_area, f.area)) > 0 then
      return invalid("有地块措施落实面积大于面积", outputs)
    end
    local moderate = col.eq(f.category, "轻中度")
    if col.count(col.both(moderate, col.negate(col.present(f.produce_ok)))) > 0 then
      return invalid("有轻中度地块没有填农产品达标", outputs)
    end
    if area == D"0" then
      return not_applicable("没有受污染耕地", outputs)
    end
    if col.count(f.measures_area) < col.len(f.area) then
      return invalid("有地块没有填措施落实面积", outputs)
    end
    local safe = col.either(col.negate(moderate), col.both(moderate, f.produce_ok))
    outputs.safe_area = col.sum(col.where(f.measures_area, safe))
    outputs.rate = ratio(outputs.safe_area * 100, area)
    return outputs
  end,
}
