-- 化肥、农药使用量比上年（或基年）下降多少。增加是负的下降率，如实给出。

method {
  id = "fertiliser.drop", title = "化肥农药使用量下降率", api = 1, edition = "1",
  basis = { { "化肥农药减量统计", "(基年使用量 − 本年使用量) ÷ 基年使用量", "unconfirmed" } },
  tables = { fertiliser = { "year", "kind", "amount" } },
  params = {
    kind = { required = true, choices = { "化肥", "农药" }, about = "化肥或农药" },
    base_year = { default = "previous", about = "基年，如 \"2020\"；previous 为上一年" },
  },
  outputs = {
    drop = { title = "比基年下降", unit = "%", digits = 1 }, amount = { title = "本年使用量", unit = "t" },
    base_amount = { title = "基年使用量", unit = "t" },
  },
  run = function(t, p)
    local last = D(p.period.year)
    local base = p.base_year == "previous" and last - 1 or D(p.base_year)
    if last <= base then
      return invalid("基年 " .. tostring(base) .. " 不早于考核年度 " .. tostring(last))
    end
    local own = col.eq(t.fertiliser.kind, p.kind)
    local function amount_of(year)
      return col.max(col.select(t.fertiliser.amount, col.both(own, col.eq(t.fertiliser.year, year))))
    end
    local outputs = { amount = amount_of(last), base_amount = amount_of(base) }
    if not outputs.amount or not outputs.base_amount then
      return not_submitted("没有填报 " .. tostring(outputs.amount and base or last) .. " 年的" .. p.kind .. "使用量", outputs)
    end
    if outputs.base_amount == D"0" then
      if outputs.amount == D"0" then
        return not_applicable("没有使用" .. p.kind, outputs)
      end
      return invalid(tostring(base) .. " 年" .. p.kind .. "使用量为零，没有下降率", outputs)
    end
    outputs.drop = ratio((outputs.base_amount - outputs.amount) * 100, outputs.base_amount)
    outputs.notes = { "与 " .. tostring(base) .. " 年比较" }
    return outputs
  end,
}
