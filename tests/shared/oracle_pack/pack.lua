-- 北京、天津的逐日数据与官方公布的优良天数对照用的小规则包：只有一个指标，分值和目标值是为了能运行，没有依据。

pack {
  id = "oracle-2cities", title = "两城市优良天数对照", version = "1.0.0", engine = ">=0.1, <1", period = "2014-2022",
}
regions {
  { name = "北京", kind = "city", aliases = { "北京市" } },
  { name = "天津", kind = "city", aliases = { "天津市" } },
}
source "bulletins" { title = "两市公布的月度空气质量状况", number = "见 shared/data/results" }

-- 当年执行 HJ 633-2012；只看一个月有几天优良，不判断全年有效性。缺项日按已有项计算，与公布的 AQI 一致。
indicator "air.good" {
  title = "优良天数比例", unit = "%", better = "higher", digits = 1,
  method = "air.days", value = "rate",
  params = { edition = "2012", incomplete = "compute", dust = "actual", validity = "none" },
}
targets "air.good" { form = at_least, value = "0", cite = { "bulletins", "月报" } }

scheme { title = "对照", total = "1", demo = true }
group "air" { title = "大气", points = "1" }
rule "air.good" { group = "air", points = "1", compare = "rounded", missing = "undetermined", score = full_or_zero }
