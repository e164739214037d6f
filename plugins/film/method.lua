-- 农膜回收率 = 回收量 ÷ 使用量，都是去土去水后的重量。

method {
  id = "film", title = "农膜回收率", api = 1, edition = "1",
  basis = { { "农膜回收统计口径", "回收量 ÷ 使用量", "unconfirmed" } },
  tables = { film = { "used", "recovered" } },
  outputs = {
    used = { title = "使用量", unit = "t" }, recovered = { title = "回收量", unit = "t" },
    rate = { title = "回收率", unit = "%", digits = 1 },
  },
  run = function(t)
    local used, recovered = col.sum(t.film.used), col.sum(t.film.recovered)
    local outputs = { used = used, recovered = recovered }
    if col.count(t.film.recovered) < col.len(t.film.used) then
      return invalid("没有填回收量", outputs)
    end
    if recovered > used then
      return invalid("回收量 " .. recovered .. " 大于使用量 " .. used, outputs)
    end
    if used == D"0" then
      return not_applicable("没有使用农膜", outputs)
    end
    outputs.rate = ratio(recovered * 100, used)
    return outputs
  end,
}
