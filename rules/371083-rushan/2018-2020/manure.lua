-- 畜禽粪污：四个不同的率（畜禽养殖废弃物资源化利用实施方案 一（二））。
--
-- 1. 土壤方案（1 月）对规模化养殖场另有粪便 90%、污水 60%、配套 100%（2020 年）；本方案（3 月）后出且更严，
--    按本方案考核，土壤方案的三个数列在 limits-soil.csv。
-- 2. 综合利用率、粪便、污水三项逐年递增，用 by_year；原文都写“以上”，含本数。
-- 3. 配套率 2018 年底达到 100%，以后不得回落；2020 年还要求正常运行或委托第三方，那一句没有数，由人工认定。
-- 4. 粪便、污水两个率没有统一算法，按填报值；综合利用率、配套率由“畜禽粪污”表计算。
-- 5. 一（二）没有写责任单位：牵头按二各条列畜牧局，落实按三（一）列各镇区。

indicator "manure.rate" {
  title = "畜禽粪污综合利用率", unit = "%", better = "higher", digits = 1,
  method = "manure", value = "rate",
}
targets "manure.rate" {
  form = by_year, cite = { "rs-manure-2018", "一（二）" },
  years = { ["2018"] = "88", ["2019"] = "90", ["2020"] = "92", form = "at_least" },
  lead = { "畜牧局" }, implement = { "各镇区" },
}

indicator "manure.dung_rate" {
  title = "畜禽粪便处理利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "manure.dung_rate" {
  form = by_year, cite = { "rs-manure-2018", "一（二）" },
  years = { ["2018"] = "94", ["2019"] = "95", ["2020"] = "96", form = "at_least" },
  lead = { "畜牧局" }, implement = { "各镇区" },
}

indicator "manure.sewage_rate" {
  title = "养殖污水处理利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "manure.sewage_rate" {
  form = by_year, cite = { "rs-manure-2018", "一（二）" },
  years = { ["2018"] = "80", ["2019"] = "82", ["2020"] = "85", form = "at_least" },
  lead = { "畜牧局" }, implement = { "各镇区" },
}

indicator "manure.equipped_rate" {
  title = "规模养殖场粪污处理设施装备配套率", unit = "%", better = "higher", digits = 1,
  method = "manure.equipped", value = "rate",
}
targets "manure.equipped_rate" {
  form = at_least, cite = { "rs-manure-2018", "一（二）" }, value = "100",
  lead = { "畜牧局" }, implement = { "各镇区" },
}

indicator "manure.state.pattern" {
  title = "粪污处理利用模式基本建立", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "manure.state.pattern" { form = qualitative, cite = { "rs-manure-2018", "一（二）" }, lead = { "畜牧局" } }

indicator "manure.state.running" {
  title = "规模场设施正常运行或委托第三方", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "manure.state.running" {
  form = qualitative, cite = { "rs-manure-2018", "一（二）" }, lead = { "畜牧局" }, implement = { "各镇区" },
}
