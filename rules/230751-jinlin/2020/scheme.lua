-- 示范计分方案：征求意见稿没有分值，以下都是本项目自拟，只为演示。换成正式细则时替换本文件。

source "demo-scheme" {
  title = "示范计分方案（本项目自拟）",
  demo = true,
  issued = "2020",
}

scheme {
  title = "示范计分方案",
  demo = true,
  total = "100",
  points_interval = "0.000001",
  rank_interval = "0.01",
}

group "tasks" { title = "任务", points = "10", cap = "10", floor = "0" }
group "land" { title = "以地定畜和还田", points = "50", cap = "50", floor = "0" }
group "farms" { title = "规模养殖场", points = "40", cap = "40", floor = "0" }

-- 任务：100% 是自拟的线。只有年度报告有时限；其余各项没有时限，不进按期率，只在结果里列出进展，所以分值放低。
indicator "tasks.on_time" {
  title = "任务按期完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "on_time_rate",
}
targets "tasks.on_time" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", applies = "each", demo = true,
}

-- 缺报：整张调度表不交，记零分。
rule "tasks.on_time" {
  group = "tasks", points = "10", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}

-- 载畜量：合猪或牛任一区间给满分，偏多偏少都不给。
rule "jl.land.stocking" {
  group = "land", points = "20", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}

-- 氮每超 10 千克扣 1 分，磷每超 1 千克扣 1 分，不足的按比例，扣完为止。
rule "jl.land.nitrogen" {
  group = "land", points = "15", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "10", points = "1", partial = "prorate", floor = "0" },
}
rule "jl.land.phosphorus" {
  group = "land", points = "15", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}

-- 规模养殖场：五项里做到几项给几份；还没有认定的先待定。
rule "farms.verdicts" {
  title = "规模养殖场要求落实", group = "farms", points = "40", compare = "full",
  members = { "jl.farms.*" },
  missing = "undetermined", not_applicable = "rescale",
  score = share,
}

grades {
  { "优秀", at_least = "90" },
  { "良好", at_least = "80" },
  { "合格", at_least = "60" },
  { "不合格" },
}
