-- 计分方案。各组分值之和等于 total，每组里各规则的分值之和等于该组分值，不等就装不上。

scheme {
  title = "计分方案", total = "100",
  points_interval = "0.000001", -- 每条规则的得分修约到百万分之一
  rank_interval = "0.01", -- 排名按两位小数比较，同分同名次
}

group "air" { title = "大气", points = "100", cap = "100", floor = "0" }

-- 每差 1 个百分点扣 2 分，不足 1 个百分点按比例，扣完为止。
-- compare：rounded 先修约到指标的小数位再比较，full 用原来的数比较。
-- missing：缺报时 undetermined 待定、zero 零分、full 满分、exclude 不参评；数据无效时相同，除非另写 invalid。
-- not_applicable：没有这一项时 rescale 不参评、其余折算，full 给满分。
-- partial：不足一个单位时 prorate 按比例、started 按一个计、whole 不计。
rule "air.good_days_rate" {
  group = "air", points = "60", compare = "rounded",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "2", partial = "prorate", floor = "0" },
}

-- 每超 1 微克扣 2 分。
rule "air.pm25" {
  group = "air", points = "40", compare = "rounded",
  missing = "undetermined", not_applicable = "rescale",
  score = deduct { per = "1", points = "2", partial = "started", floor = "0" },
}

-- 加分和一票否决：都从“事项”表取数，没有认定单位的不作数。
bonus "advance" {
  title = "先进表彰", table = "events", item = "表彰",
  per = "1", points = "0.5", cap = "3", cite = { "plan", "加分" },
}
veto "accident" {
  title = "一票否决", table = "events", item = "重大突发环境事件",
  effect = { grade = "不合格" }, cite = { "plan", "一票否决" },
}

-- 等次：从高到低，含本数，用未修约的总分比较。
grades { { "优秀", at_least = "90" }, { "良好", at_least = "80" }, { "合格", at_least = "60" }, { "不合格" } }
