-- 污染地块安全利用率 = 再开发利用且符合规划用地土壤环境质量要求的面积 ÷ 再开发利用的污染地块面积。
-- 没有再开发利用的地块是无此项，不是 100%。

method {
  id = "parcels", title = "污染地块安全利用率", api = 1, edition = "1",
  basis = { { "土壤污染防治目标核算", "符合要求的再开发面积 ÷ 全部再开发面积", "unconfirmed" } },
  tables = { parcels = { "parcel", "area", "redeveloped", "compliant" } },
  outputs = {
    area = { title = "再开发利用的污染地块面积", unit = "亩" }, safe_area = { title = "安全利用面积", unit = "亩" },
    rate = { title = "安全利用率", unit = "%", digits = 1 },
  },
  run = function(t)
    local s = t.parcels
    if col.count(col.present(s.redeveloped)) < col.len(s.parcel) then
      return invalid("有地块没有填是否再开发")
    end
    local areas = col.select(s.area, s.redeveloped)
    local compliant = col.select(s.compliant, s.redeveloped)
    local area = col.sum(areas)
    local outputs = { area = area }
    if col.count(areas) < col.len(areas) or col.count(col.present(compliant)) < col.len(areas) then
      return invalid("有再开发地块没有填面积或是否符合要求", outputs)
    end
    if area == D"0" then
      return not_applicable("没有再开发利用的污染地块", outputs)
    end
    outputs.safe_area = col.sum(col.where(areas, compliant))
    outputs.rate = ratio(outputs.safe_area * 100, area)
    return outputs
  end,
}
