-- 畜禽粪污综合利用率（按重量，全部养殖场）和规模养殖场设施装备配套率（按个数，只算规模场）。

method {
  id = "manure", title = "畜禽粪污综合利用率", api = 1, edition = "1",
  basis = { { "农牧发〔2018〕4号", "综合利用量 ÷ 产生量，全部养殖场", "unconfirmed" } },
  tables = { manure = { "produced", "utilised" } },
  outputs = {
    produced = { title = "产生量", unit = "t" }, utilised = { title = "利用量", unit = "t" },
    rate = { title = "综合利用率", unit = "%", digits = 1 },
  },
  run = function(t)
    local m = t.manure
    local produced, utilised = col.sum(m.produced), col.sum(m.utilised)
    local outputs = { produced = produced, utilised = utilised }
    if col.count(m.produced) < col.len(m.produced) or col.count(m.utilised) < col.len(m.utilised) then
      return invalid("有养殖场没有填产生量或利用量", outputs)
    end
    if col.count(col.gt(m.utilised, m.produced)) > 0 then
      return invalid("有 " .. col.count(col.gt(m.utilised, m.produced)) .. " 个养殖场利用量大于产生量", outputs)
    end
    if produced == D"0" then
      return not_applicable("没有畜禽粪污产生", outputs)
    end
    outputs.rate = ratio(utilised * 100, produced)
    return outputs
  end,
}

method {
  id = "manure.equipped", title = "规模养殖场粪污处理设施装备配套率", api = 1, edition = "1",
  basis = { { "国办发〔2017〕48号", "配套并验收合格的规模场数 ÷ 规模场总数", "unconfirmed" } },
  tables = { manure = { "farm", "scale", "equipped", "accepted" } },
  outputs = {
    farms = { title = "规模养殖场", unit = "个" }, equipped = { title = "设施配套的规模养殖场", unit = "个" },
    rate = { title = "设施装备配套率", unit = "%", digits = 1 },
  },
  run = function(t)
    local m = t.manure
    if col.count(col.present(m.scale)) < col.len(m.scale) then
      return invalid("有养殖场没有填是否规模场")
    end
    local farms = col.count(m.scale)
    local equipped = col.count(col.both(m.scale, m.equipped, m.accepted))
    local outputs = { farms = farms, equipped = equipped }
    local unknown = col.either(col.negate(col.present(m.equipped)), col.negate(col.present(m.accepted)))
    if col.count(col.both(m.scale, unknown)) > 0 then
      return invalid("有规模场没有填设施配套或验收", outputs)
    end
    if farms == 0 then
      return not_applicable("没有规模养殖场", outputs)
    end
    outputs.rate = ratio(equipped * 100, farms)
    return outputs
  end,
}
