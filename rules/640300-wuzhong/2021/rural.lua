-- 土壤与农村：黑臭水体、行政村整治、污水项目、重点监管单位、地下水。
--
-- 全市的数由吴忠市本级报。黑臭水体另对正文点名治理的县（市、区）设同样的线，属示范：
-- 12 条国家监管水体全在利通区，名录见 projects-blackwater.csv，至少 2 条才够 10%。

indicator "blackwater.rate" {
  title = "农村黑臭水体整治率", unit = "%", better = "higher", digits = 1,
  method = "blackwater", value = "rate",
}
targets "blackwater.rate" {
  form = at_least, cite = { "wz-soil-2021", "一" }, value = "20",
  lead = { "市生态环境局" }, support = { "市农业农村局", "市水务局", "市卫生健康委" },
}
targets "blackwater.rate" {
  form = at_least, cite = { "wz-soil-2021", "二（一）1⑵" }, value = "20",
  applies = { "利通区", "红寺堡区", "青铜峡市" }, demo = true,
  lead = { "市生态环境局" }, support = { "市农业农村局", "市水务局", "市卫生健康委" },
}

indicator "blackwater.national_rate" {
  title = "国家监管农村黑臭水体整治率", unit = "%", better = "higher", digits = 1,
  method = "blackwater", value = "national_rate",
}
targets "blackwater.national_rate" {
  form = at_least, cite = { "wz-soil-2021", "二（一）1⑵" }, value = "10", applies = { "吴忠市", "利通区" },
  lead = { "市生态环境局" }, support = { "市农业农村局", "市水务局", "市卫生健康委" },
}

-- 三项标准同时达到才算一个村，数值是方法的参数，也列在限值表里。
indicator "villages.qualified" {
  title = "完成农村环境整治的行政村数", unit = "个", better = "higher", digits = 0,
  method = "villages", value = "qualified",
  params = { sewage = "60", blackwater = "80", source = "80" },
}
targets "villages.qualified" {
  form = at_least, cite = { "wz-soil-2021", "二（一）1" }, value = "10",
}

-- 18 个 = 9 + 5 + 2 + 2；青铜峡市没有分到。
indicator "rural.sewage_projects" {
  title = "农村生活污水治理项目实施数", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "rural.sewage_projects" {
  form = at_least, cite = { "wz-soil-2021", "二（一）1⑴" },
  rows = {
    { "吴忠市", "18" },
    { "利通区", "9" },
    { "同心县", "5" },
    { "红寺堡区", "2" },
    { "盐池县", "2" },
  },
  lead = { "市生态环境局" }, support = { "市农业农村局", "市住建局" },
}

indicator "rural.plants_monitored" {
  title = "开展常规监测的农村污水设施数", unit = "家", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "rural.plants_monitored" {
  form = at_least, cite = { "wz-soil-2021", "二（四）2" }, value = "27",
  lead = { "市生态环境局" }, support = { "市农业农村局", "市财政局" }, note = "日处理20吨及以上的设施",
}

indicator "rural.plants_running" {
  title = "农村生活污水设施正常运行率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "rural.plants_running" {
  form = at_least, cite = { "wz-soil-2021", "二（四）2" }, value = "80",
  lead = { "市生态环境局" }, support = { "市农业农村局", "市财政局" },
}

indicator "rural.nonpoint" {
  title = "农业面源污染防治指标巩固提高", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "rural.nonpoint" { form = qualitative, cite = { "wz-soil-2021", "一" } }

indicator "rural.film_residue" {
  title = "农田残膜零污染", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "rural.film_residue" {
  form = qualitative, cite = { "wz-soil-2021", "二（一）2⑶" },
  lead = { "市农业农村局" }, support = { "市生态环境局" },
}

-- 土壤和地下水 --------------------------------------------------------------

indicator "soil.key_units" {
  title = "履行防治义务的土壤重点监管单位数", unit = "家", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.key_units" {
  form = at_least, cite = { "wz-soil-2021", "二（二）2" }, value = "42",
  lead = { "市生态环境局" }, support = { "市工信局" }, note = "隐患排查、自行监测、公开报告",
}

indicator "soil.priority_farmland" {
  title = "优先保护类耕地面积不减质量不降", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.priority_farmland" {
  form = qualitative, cite = { "wz-soil-2021", "二（二）4" },
  lead = { "市农业农村局" }, support = { "市生态环境局" },
}

indicator "soil.groundwater" {
  title = "地下水环境质量", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.groundwater" { form = assigned, cite = { "wz-soil-2021", "一" }, note = "达到自治区考核要求" }
