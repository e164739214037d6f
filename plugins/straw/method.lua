-- 秸秆综合利用率 = 五类利用量之和 ÷ 可收集量。分母是可收集量，不是理论产量；直接还田计入肥料化。
-- 没有的利用方式可以空着；五类全空的作物是没有填报，不当作没有利用。

method {
  id = "straw", title = "秸秆综合利用率", api = 1, edition = "1",
  basis = { { "秸秆资源台账", "可收集量为分母，肥料化、饲料化、能源化、基料化、原料化为分子", "unconfirmed" } },
  tables = { straw = { "collectable", "fertiliser", "feed", "energy", "substrate", "material" } },
  outputs = {
    used = { title = "利用量", unit = "t" }, collectable = { title = "可收集量", unit = "t" },
    rate = { title = "综合利用率", unit = "%", digits = 1 },
  },
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
    local blanks = col.row_gaps(s.fertiliser, s.feed, s.energy, s.substrate, s.material)
    if col.count(col.both(col.gt(s.collectable, 0), col.eq(blanks, 5))) > 0 then
      return invalid("有作物没有填利用量", outputs)
    end
    local zero = col.row_gaps(s.collectable) -- 可收集量都填了，这一列全是 0
    local each = {}
    for i, column in ipairs({ s.fertiliser, s.feed, s.energy, s.substrate, s.material }) do
      each[i] = col.row_max(column, zero) -- 空着的按 0
    end
    local beyond = col.count(col.gt(col.row_sum(table.unpack(each)), s.collectable))
    if beyond > 0 then
      return invalid("有 " .. beyond .. " 种作物利用量大于可收集量", outputs)
    end
    outputs.rate = ratio(used * 100, collectable)
    return outputs
  end,
}
