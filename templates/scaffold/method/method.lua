-- 方法 @id@：由 kaohe rules new method 生成，能直接运行。方法说的是“怎么算”，要达到多少写在规则包里。
-- 改法：一、id、title、basis 改成自己的；二、tables 写要读的数据表和列（列名见 plugins/dictionary/tables.lua）；
-- 三、run 里写算法；四、每改一处，就在 cases.tsv 里加一行笔算的例子，运行 kaohe rules test 本文件夹。

method {
  id = "@id@", title = "@id@（请改成名称）", api = 1, edition = "1",
  -- 依据：标准或文件、条款、confirmed 已核 或 unconfirmed 待核。对照原文核过以后再改成 confirmed。
  basis = { { "标准或文件的名称", "条款", "unconfirmed" } },
  -- 读哪些表的哪些列。这里以农膜表为例：used 使用量，recovered 回收量。
  tables = { film = { "used", "recovered" } },
  -- 输出：名称、单位、小数位数。指标的 value 写的就是其中一个。
  outputs = {
    used = { title = "使用量", unit = "t" }, recovered = { title = "回收量", unit = "t" },
    rate = { title = "回收率", unit = "%", digits = 1 },
  },
  -- t 是这个县区交来的表，t.film.used 是一整列。整列的运算用 col：sum 合计、count 个数、mean 平均、gt 大于……
  -- 数都是精确的：比例用 ratio(分子, 分母)，不要自己除；小数写 D"0.5"。
  run = function(t)
    local used, recovered = col.sum(t.film.used), col.sum(t.film.recovered)
    if used == D"0" then
      return not_applicable("没有使用农膜") -- 无此项
    end
    if recovered > used then
      return invalid("回收量大于使用量") -- 数据无效
    end
    return { used = used, recovered = recovered, rate = ratio(recovered * 100, used) }
  end,
}
