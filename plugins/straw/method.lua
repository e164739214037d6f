-- 秸秆综合利用率 = 五类利用量之和 ÷ 可收集量。分母是可收集量，不是理论产量；直接还田计入肥料化。

method {
  id = "straw", title = "秸秆综合利用率", api = 1, edition = "1",
  basis = { { "秸秆资源台账", "可收集量为分母，肥料化、饲料化、能源化、基料化、原料化为分子", "unconfirmed" } },
  tables = { straw = { "collectable", "fertiliser", "feed", "energy", "substrate", "material" } },
  outputs = { used = { unit = "t" }, collectable = { unit = "t" }, rate = { unit = "%", digits = 1 } },
  run = function(t)
    local s = t.straw
    local used = col.sum(s.fertiliser, s.feed, s.energy, s.substrate, s.material)
    local collectable = col.sum(s.collectable)
    local outputs = { used = used, collectable = collectable }
    if col.count(s.collectable) < col.len(s.collectable) then
      return invalid("有作物没有填可收集量", outputs)
    end
    if collectable == D"0" then
      if used > D"0" then
        return invalid("可收集量为零却有利用量", outputs)
      end
      return not_applicable("可收集量为零", outputs)
    end
    if used > collectable then
      return invalid("利用量 " .. used .. " 大于可收集量 " .. collectable, outputs)
    end
    outputs.rate = ratio(used * 100, collectable)
    return outputs
  end,
}
