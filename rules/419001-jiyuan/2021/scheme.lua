-- 示范计分方案：四个实施方案都没有规定分值，以下分值、扣分办法、等次都是本项目自拟，
-- 只为演示。换成正式细则时替换本文件，目标值和指标不动。

source "demo-scheme" {
  title = "示范计分方案（本项目自拟）",
  demo = true,
  issued = "2021",
}

-- 得分修约一次到百万分之一（四舍六入五成双），合计为精确和。
scheme {
  title = "示范计分方案",
  demo = true,
  total = "100",
  points_interval = "0.000001",
  rank_interval = "0.01",
}

-- 五组合计 100 分，按目标条数和有没有数分配。
group "air" { title = "大气", points = "30", cap = "30", floor = "0" }
group "water" { title = "水", points = "20", cap = "20", floor = "0" }
group "soil" { title = "土壤", points = "15", cap = "15", floor = "0" }
group "agriculture" { title = "农业农村", points = "25", cap = "25", floor = "0" }
group "tasks" { title = "任务", points = "10", cap = "10", floor = "0" }

-- 比较一律用全数值：文件没有说按修约值。
-- 缺报先待定；没有这一项的退出参评，其余折算。
-- share 是达标的条数 ÷ 适用的条数。省定目标没有下达前、人工认定没有作出前，那几条都待定。

-- 大气 30 分 -----------------------------------------------------------------

-- 每超 1 个单位扣 1 分，不足 1 个单位按比例。
rule "air.dust_fall" {
  group = "air", points = "4", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}
-- 10 条工程量，达标几条给几分。
rule "air.works" {
  title = "大气工程量达标比例", group = "air", points = "10",
  members = { "air.works.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "air.share" {
  title = "大气比例类指标达标比例", group = "air", points = "12",
  members = { "air.share.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "air.assigned" {
  title = "大气省定和定性目标达标比例", group = "air", points = "4",
  members = { "air.assigned.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 水 20 分 -------------------------------------------------------------------

rule "water.section.new_national" {
  group = "water", points = "5", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}
-- 按实际值与目标值之比给分，最多给满。
rule "water.sewer" {
  group = "water", points = "2", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "water.sludge_rate" {
  group = "water", points = "4", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "water.reuse_rate" {
  group = "water", points = "4", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "water.projects" {
  group = "water", points = "2", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "water.assigned" {
  title = "水省定和定性目标达标比例", group = "water", points = "3",
  members = { "water.assigned.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 土壤 15 分 -----------------------------------------------------------------

-- 100% 的要求没有余地，达到给满分，达不到给零分。
rule "farmland.rate" {
  group = "soil", points = "4", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}
rule "parcels.rate" {
  group = "soil", points = "4", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}
rule "soil.self_monitoring" {
  group = "soil", points = "3", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}
rule "soil.assigned" {
  title = "土壤省定和定性目标达标比例", group = "soil", points = "4",
  members = { "soil.assigned.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 农业农村 25 分 -------------------------------------------------------------

-- 每差 1 个百分点扣 0.5 分，不足 1 个百分点按比例，扣完为止。
rule "manure.rate" {
  group = "agriculture", points = "4", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "prorate", floor = "0" },
}
rule "straw.rate" {
  group = "agriculture", points = "4", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "prorate", floor = "0" },
}
rule "film.rate" {
  group = "agriculture", points = "3", compare = "full",
  missing = "zero", not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "prorate", floor = "0" },
}
rule "agri.farming" {
  title = "灌溉和化肥农药达标比例", group = "agriculture", points = "3",
  members = { "agri.farming.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "agri.sewage" {
  title = "农村生活污水达标比例", group = "agriculture", points = "4",
  members = { "agri.sewage.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "agri.village" {
  title = "黑臭水体和村庄整治达标比例", group = "agriculture", points = "4",
  members = { "agri.village.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}
rule "agri.assigned" {
  title = "农业农村省定和定性目标达标比例", group = "agriculture", points = "3",
  members = { "agri.assigned.*" }, compare = "full",
  missing = "undetermined", not_applicable = "rescale", score = share,
}

-- 任务 10 分 -----------------------------------------------------------------

-- 到期任务按期完成的比例，按比例给分。文件没有写要达到多少，100% 是示范。
indicator "tasks.on_time" {
  title = "到期任务按期完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "on_time_rate",
}
targets "tasks.on_time" {
  form = at_least, value = "100", cite = { "demo-scheme", "任务" }, demo = true,
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
