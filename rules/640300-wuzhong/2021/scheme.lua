-- 示范计分方案：市里四份文件没有规定分值，以下分值、扣分办法、等次都是本项目自拟，
-- 只为演示。换成正式细则时替换本文件，目标值和指标不动。

source "demo-scheme" {
  title = "示范计分方案（本项目自拟）",
  demo = true,
  issued = "2021",
}

-- 每条规则的得分修约一次到百万分之一（四舍六入五成双），合计为精确和；排名按 0.01 比较，同分同名次。
scheme {
  title = "示范计分方案",
  demo = true,
  total = "100",
  points_interval = "0.000001",
  rank_interval = "0.01",
}

-- 六组合计 100 分。大气有分县目标，分量最重；水的断面和水源落到责任单位；气候只有全市的数，分量最轻。
-- 五个县（市、区）都摊得上每一条计分规则，满分都是 100，可以排名；市本级、开发区和部门只有其中几条，不排名。
group "air" { title = "大气", points = "40", cap = "40", floor = "0" }
group "water" { title = "水", points = "25", cap = "25", floor = "0" }
group "agriculture" { title = "农业农村", points = "14", cap = "14", floor = "0" }
group "soil" { title = "土壤", points = "6", cap = "6", floor = "0" }
group "climate" { title = "气候", points = "5", cap = "5", floor = "0" }
group "work" { title = "任务和项目", points = "10", cap = "10", floor = "0" }

-- 大气 ----------------------------------------------------------------------
-- 比较：附件1和通报都按固定小数位给数，用修约值比较；与全数值比较结论不同时结果标边界。
-- 缺报或无法评价：得分待定，不记零也不算完成；补齐数据前总分是暂定的。

-- 每差 1 个百分点扣 1 分，不足 1 个百分点按比例，扣完为止。
rule "air.good_days_rate" {
  group = "air", points = "16", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}

-- 每超 1 微克/立方米扣 0.5 分，不足 1 微克按 1 微克计。
rule "air.pm25" {
  group = "air", points = "10", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "started", floor = "0" },
}
rule "air.pm10" {
  group = "air", points = "10", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "started", floor = "0" },
}

-- 其余要求：达标几项得几分之几。县区只有扬尘两项，吴忠市本级全有；待下达、待认定的先待定。
rule "air.measures" {
  title = "大气其他要求达标比例", group = "air", points = "4", compare = "full",
  members = {
    "air.heavy_days", "air.ozone", "air.nox_cut", "air.voc_cut",
    "industry.*", "coal.*", "vehicles.*", "dust.*", "greening.*",
  },
  missing = "undetermined",
  not_applicable = "rescale",
  score = share,
}

-- 水 ------------------------------------------------------------------------
-- 比较：类别没有小数，全数值。断面和水源按监测数据评价，缺报待定。

-- 只算由本单位负责的。断面、湖泊和水源合成一条：利通区没有断面，只有一个水源，分开就比别的县少一条。
rule "water.bodies" {
  title = "断面、湖泊和水源达标比例", group = "water", points = "18", compare = "full",
  members = { "water.section.*", "water.source.*" },
  missing = "undetermined",
  not_applicable = "rescale",
  score = share,
}
rule "water.works" {
  title = "污水治理和节水达标比例", group = "water", points = "7", compare = "full",
  members = {
    "water.rural_sources", "water.no_direct_outlet", "water.no_blank_area", "water.collection_rate",
    "water.sewage_rate", "water.sewage_rate_town", "water.sludge_rate", "water.city_ditches",
    "water.total_use", "water.efficient_irrigation", "water.irrigation_coefficient",
    "water.saving_enterprises", "water.saving_agencies", "water.saving_city", "water.leakage_rate",
  },
  missing = "undetermined",
  not_applicable = "rescale",
  score = share,
}

-- 农业农村 ------------------------------------------------------------------
-- 比较：文件没有说按修约值，依 GB/T 8170 用全数值比较。
-- 缺报：台账由县区自己掌握，不报记零分。

rule "straw.rate" {
  group = "agriculture", points = "4", compare = "full",
  missing = "zero",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}
rule "manure.rate" {
  group = "agriculture", points = "3", compare = "full",
  missing = "zero",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}

-- 按实际值与目标值之比给分，最多给满。没有规模养殖场的地方无设施可配，视为完成，给满分。
rule "manure.equipped_rate" {
  group = "agriculture", points = "2", compare = "full",
  missing = "zero",
  not_applicable = "full",
  score = ratio { floor = "0", cap = "1" },
}

-- 土壤和地下水的其他要求（soil.*）都是全市的，只有吴忠市本级有，并在这里。
rule "rural.works" {
  title = "农村、土壤和地下水达标比例", group = "agriculture", points = "5", compare = "full",
  members = { "blackwater.*", "villages.*", "rural.*", "fertiliser.*", "soil.*" },
  missing = "undetermined",
  not_applicable = "rescale",
  score = share,
}

-- 土壤 ----------------------------------------------------------------------
-- 比较：同上，全数值。100% 的要求没有余地，达到给满分，达不到给零分。
-- 缺报：数据由多部门核定，未报先待定。无此项：退出参评，其余得分折算成百分制。

rule "farmland.rate" {
  group = "soil", points = "3", compare = "full",
  missing = "undetermined",
  not_applicable = "rescale",
  score = full_or_zero,
}
rule "parcels.rate" {
  group = "soil", points = "3", compare = "full",
  missing = "undetermined",
  not_applicable = "rescale",
  score = full_or_zero,
}

-- 气候 ----------------------------------------------------------------------

-- 县区只有碳强度、能耗强度两项（套用全市的线，示范）。
rule "climate.works" {
  title = "气候要求达标比例", group = "climate", points = "5", compare = "full",
  members = { "carbon.*", "energy.*", "tech.*", "climate.*" },
  missing = "undetermined",
  not_applicable = "rescale",
  score = share,
}

-- 任务和项目 ----------------------------------------------------------------
-- 依据各单位的任务调度表和项目清单；到期而没有报的按未完成算。市国资委没有列名的任务，不设。

indicator "tasks.on_time" {
  title = "任务按期完成率", unit = "%", better = "higher", digits = 1,
  method = "tasks.completion", value = "on_time_rate",
}
targets "tasks.on_time" {
  form = at_least, cite = { "demo-scheme", "任务" }, value = "100", demo = true,
  applies = {
    "吴忠市", "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县", "太阳山开发区",
    "市生态环境局", "市农业农村局", "市住建局", "市水务局", "市城市管理局",
  },
}
rule "tasks.on_time" {
  group = "work", points = "6", compare = "full",
  missing = "zero",
  not_applicable = "rescale",
  score = ratio { floor = "0", cap = "1" },
}

-- 附件2九张表里有几张全部完成。
rule "projects.works" {
  title = "重点项目清单完成比例", group = "work", points = "4", compare = "full",
  members = { "projects.*" },
  missing = "zero",
  not_applicable = "rescale",
  score = share,
}

-- 加分和一票否决 --------------------------------------------------------------
-- 都从“事项”表取数，没有认定单位的不作数并提示。加分在百分之外，每项 0.5 分，最多 3 分。

bonus "advance" {
  title = "先进表彰",
  table = "events", item = "表彰",
  per = "1", points = "0.5", cap = "3",
  cite = { "demo-scheme", "加分" },
}
veto "accident" {
  title = "一票否决",
  table = "events", item = "重大突发环境事件",
  effect = { grade = "不合格" },
  cite = { "demo-scheme", "一票否决" },
}

-- 等次：含下限，用未修约的总分比较，89.99 分就是良好。
grades {
  { "优秀", at_least = "90" },
  { "良好", at_least = "80" },
  { "合格", at_least = "60" },
  { "不合格" },
}
