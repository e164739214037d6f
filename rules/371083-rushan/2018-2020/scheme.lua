-- 示范计分方案：三份方案都没有规定分值，以下分值、扣分办法、等次都是本项目自拟，只为演示。
-- 换成正式细则时替换本文件，目标值和指标不动。

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

-- 五组合计 100 分。粪污逐年有目标，分量最重。
group "soil" { title = "土壤", points = "28", cap = "28", floor = "0" }
group "input" { title = "农业投入品", points = "20", cap = "20", floor = "0" }
group "manure" { title = "畜禽粪污", points = "32", cap = "32", floor = "0" }
group "heating" { title = "农村供暖", points = "10", cap = "10", floor = "0" }
group "tasks" { title = "任务进度", points = "10", cap = "10", floor = "0" }

-- 比较：文件没有说按修约值，依 GB/T 8170 用全数值比较。
-- 缺报：由台账直接算出或按期填报的记零分；多部门核定、省下达、人工认定的先待定。

-- 土壤 ----------------------------------------------------------------------

-- “左右”没有容许差，定下来之前一直待定。
rule "soil.farmland_rate" {
  group = "soil", points = "6", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}
rule "soil.parcels_rate" {
  group = "soil", points = "8", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "started", floor = "0" },
}
rule "soil.solid_waste_rate" {
  group = "soil", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "soil.province" {
  title = "省下达指标完成比例", group = "soil", points = "4", members = { "soil.province.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "soil.state" {
  title = "土壤总体目标认定比例", group = "soil", points = "4", members = { "soil.state.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 农业投入品 ------------------------------------------------------------------

-- 降幅每差 1 个百分点扣 0.6 分，按比例。
rule "input.fertiliser_drop" {
  group = "input", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.6", partial = "prorate", floor = "0" },
}
rule "input.pesticide_drop" {
  group = "input", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.6", partial = "prorate", floor = "0" },
}
rule "input.rate" {
  title = "投入品利用、推广、回收达标比例", group = "input", points = "8", members = { "input.rate.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 畜禽粪污 --------------------------------------------------------------------

-- 每差 1 个百分点扣 1 分，按比例。
rule "manure.rate" {
  group = "manure", points = "10", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}
-- 按实际值与目标值之比给分，最多给满。
rule "manure.dung_rate" {
  group = "manure", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "manure.sewage_rate" {
  group = "manure", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
-- 没有规模养殖场，无设施可配，视为完成。
rule "manure.equipped_rate" {
  group = "manure", points = "6", compare = "full",
  missing = "zero", not_applicable = "full",
  score = full_or_zero,
}
rule "manure.state" {
  title = "粪污定性目标认定比例", group = "manure", points = "4", members = { "manure.state.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 农村供暖 --------------------------------------------------------------------

rule "heating.villages_rate" {
  group = "heating", points = "6", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "heating.state" {
  title = "供暖定性目标认定比例", group = "heating", points = "4", members = { "heating.state.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 任务进度：到期任务按时完成的比例 ------------------------------------------------

indicator "tasks.on_time" {
  title = "任务按时完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "on_time_rate",
}
targets "tasks.on_time" {
  form = at_least, cite = { "demo-scheme", "任务进度" }, value = "100", demo = true,
}
rule "tasks.on_time" {
  group = "tasks", points = "10", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}

-- 等次：含下限，用未修约的总分比较。
grades {
  { "优秀", at_least = "90" },
  { "良好", at_least = "80" },
  { "合格", at_least = "60" },
  { "不合格" },
}
