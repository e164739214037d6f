-- 示范计分方案：方案没有规定分值，以下都是本项目自拟，只为演示。

source "demo-scheme" {
  title = "示范计分方案（本项目自拟）",
  demo = true,
  issued = "2018",
}

scheme {
  title = "示范计分方案",
  demo = true,
  total = "100",
  points_interval = "0.000001",
  rank_interval = "0.01",
}

group "rate" { title = "安全利用", points = "70", cap = "70", floor = "0" }
group "state" { title = "总体目标", points = "30", cap = "30", floor = "0" }

-- 比较：文件没有说按修约值，用全数值。每差 1 个百分点扣 5 分，按比例。
rule "soil.farmland_rate" {
  group = "rate", points = "35", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "5", partial = "prorate", floor = "0" },
}
rule "soil.parcels_rate" {
  group = "rate", points = "35", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "5", partial = "prorate", floor = "0" },
}
rule "soil.state" {
  title = "总体目标认定比例", group = "state", points = "30", members = { "soil.state.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

grades {
  { "优秀", at_least = "90" },
  { "良好", at_least = "80" },
  { "合格", at_least = "60" },
  { "不合格" },
}
