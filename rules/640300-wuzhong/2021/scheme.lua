-- 示范计分方案：市里三份文件没有规定分值，以下分值、扣分办法、等次都是本项目自拟，
-- 只为演示。换成正式细则时替换本文件，目标值和指标不动。

source "demo-scheme" {
  title = "示范计分方案（本项目自拟）",
  number = "无",
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

-- 三组合计 100 分。大气分量最重，因为只有它有分县目标。
group "air" { title = "大气", points = "46", cap = "46", floor = "0" }
group "agriculture" { title = "农业", points = "34", cap = "34", floor = "0" }
group "soil" { title = "土壤", points = "20", cap = "20", floor = "0" }

-- 大气三项 ------------------------------------------------------------------
-- 比较：附件1和通报都按固定小数位给数，用修约值比较；与全数值比较结论不同时结果标边界。
-- 缺报或无法评价：得分待定，不记零也不算完成；补齐数据前总分是暂定的。

-- 每差 1 个百分点扣 1 分，不足 1 个百分点按比例，扣完为止。
rule "air.good_days_rate" {
  group = "air", points = "18", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}

-- 每超 1 微克/立方米扣 0.5 分，不足 1 微克按 1 微克计。
rule "air.pm25" {
  group = "air", points = "14", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "started", floor = "0" },
}
rule "air.pm10" {
  group = "air", points = "14", compare = "rounded",
  missing = "undetermined",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "0.5", partial = "started", floor = "0" },
}

-- 农业三项 ------------------------------------------------------------------
-- 比较：文件没有说按修约值，依 GB/T 8170 用全数值比较。
-- 缺报：台账由县区自己掌握，不报记零分。

rule "straw.rate" {
  group = "agriculture", points = "14", compare = "full",
  missing = "zero",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}
rule "manure.rate" {
  group = "agriculture", points = "12", compare = "full",
  missing = "zero",
  not_applicable = "rescale",
  score = deduct { per = "1", points = "1", partial = "prorate", floor = "0" },
}

-- 按实际值与目标值之比给分，最多给满。没有规模养殖场的地方无设施可配，视为完成，给满分。
rule "manure.equipped_rate" {
  group = "agriculture", points = "8", compare = "full",
  missing = "zero",
  not_applicable = "full",
  score = ratio { floor = "0", cap = "1" },
}

-- 土壤两项 ------------------------------------------------------------------
-- 比较：同上，全数值。100% 的要求没有余地，达到给满分，达不到给零分。
-- 缺报：数据由多部门核定，未报先待定。无此项：退出参评，其余得分折算成百分制。

rule "farmland.rate" {
  group = "soil", points = "10", compare = "full",
  missing = "undetermined",
  not_applicable = "rescale",
  score = full_or_zero,
}
rule "parcels.rate" {
  group = "soil", points = "10", compare = "full",
  missing = "undetermined",
  not_applicable = "rescale",
  score = full_or_zero,
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
