-- 由小时 AQI 回看：有没有达到预警条件、到了哪一级、该级应采取哪些措施。
--
-- 数据是“空气质量小时值”（填 AQI，或填各项浓度由程序计算）。分级、升级、解除和两次过程合并见方法 warning.levels，
-- edition = "2017" 与本预案 3.1.3、3.1.5 相同。解除条件按“超过 36 小时”判定：恰为 36 小时的不解除，从严。
-- 预案没有给县区定“不得达到预警条件”的目标。这里用 0 级作界限，只为把达到的级别和措施列出来；方案总分是 0，不计分。

indicator "hpw.level" {
  title = "达到预警条件的最高级别", unit = "级", better = "lower", digits = 0,
  method = "warning.levels", value = "highest",
  params = {
    edition = "2017", coverage = "75",
    measures = {
      ["1"] = {
        "全社会颗粒物、VOCs 各减排 5% 以上，橡胶行业 10%",
        "主干道每天增加洒水 1 次、工地 2 次（非冰冻期，相对湿度低于 70%）",
        "提示儿童、老人和病人减少户外活动，倡导绿色出行",
      },
      ["2"] = {
        "SO₂、NOx、颗粒物、VOCs 各减排 10%，SO₂ 与 NOx 两项之和不低于 20%",
        "橡胶、铸造等行业减排 20%，印刷、化工 10%",
        "主干道每天增加洒水 2 次；停止室外喷涂等作业；柴油非道路工程机械停用",
      },
      ["3"] = {
        "SO₂、NOx、颗粒物减排 20%，VOCs 15%，SO₂ 与 NOx 两项之和不低于 40%",
        "橡胶、铸造等行业减排 30%，印刷、化工 20%",
        "主干道每天增加洒水 3 次；柴油货车单双号限行；停办大型群众户外活动",
      },
      ["4"] = {
        "SO₂、NOx、颗粒物减排 30%，VOCs 20%，SO₂ 与 NOx 两项之和不低于 60%",
        "橡胶、铸造等行业减排 30%，印刷、化工、金属制品、设备制造 20%",
        "主干道每天增加洒水 4 次，工地全部停工；建成区禁行载货柴油车；倡导调休、错峰上下班",
      },
    },
  },
}
targets "hpw.level" { form = at_most, cite = { "rs-heavy-pollution-2018", "3.1.3" }, value = "0", demo = true }

scheme { title = "只回看预警级别，不计分", demo = true, total = "0" }
group "warning" { title = "预警级别", points = "0" }
rule "hpw.level" {
  group = "warning", points = "0", compare = "full",
  missing = "exclude", invalid = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}
grades { { "不评等次" } }
