-- 示范计分方案：任务分解表没有分值，以下都是本项目自拟，只为演示。换成正式细则时替换本文件。

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

group "tasks" { title = "任务", points = "70", cap = "70", floor = "0" }
group "farms" { title = "规模养殖场", points = "30", cap = "30", floor = "0" }

-- 任务：100% 是自拟的线，按比例给分。市本级和各县区各报各的任务。
indicator "tasks.on_time" {
  title = "任务按期完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "on_time_rate",
}
targets "tasks.on_time" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", demo = true,
}
targets "tasks.on_time" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", applies = "each", demo = true,
}

indicator "tasks.completed" {
  title = "任务完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "completion_rate",
}
targets "tasks.completed" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", demo = true,
}
targets "tasks.completed" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", applies = "each", demo = true,
}

-- 缺报：整张调度表不交，记零分。
rule "tasks.on_time" {
  group = "tasks", points = "40", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "tasks.completed" {
  group = "tasks", points = "30", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}

-- 规模养殖场：五项里做到几项给几份；还没有认定的先待定。
rule "farms.verdicts" {
  title = "规模养殖场要求落实", group = "farms", points = "30", compare = "full",
  members = { "sz.farms.*" },
  missing = "undetermined", not_applicable = "rescale",
  score = share,
}

grades {
  { "优秀", at_least = "90" },
  { "良好", at_least = "80" },
  { "合格", at_least = "60" },
  { "不合格" },
}
