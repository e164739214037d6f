-- 农村供暖（农村供暖工作实施方案 三）。
--
-- 原文“70%以上的村庄”，含本数，2020 年底；2018 年底的两项没有数，由人工认定。
-- 目标没有写责任单位：牵头按四各条列住建局，落实按六（二）列各镇（办事处）。

indicator "heating.villages_rate" {
  title = "实现冬季清洁供暖的村庄比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "heating.villages_rate" {
  form = at_least, cite = { "rs-heating-2018", "三" }, value = "70",
  lead = { "住建局" }, implement = { "各镇（办事处）" },
}

indicator "heating.state.public_places" {
  title = "公共场所和新型社区冬季清洁供暖", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "heating.state.public_places" {
  form = qualitative, cite = { "rs-heating-2018", "三" }, lead = { "住建局" }, implement = { "各镇（办事处）" },
}

indicator "heating.state.pilot" {
  title = "完成供暖试点并建立健全三项体系", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "heating.state.pilot" {
  form = qualitative, cite = { "rs-heating-2018", "三" }, lead = { "住建局" }, implement = { "各镇（办事处）" },
}
