-- 农业投入品：化肥、农药减量和利用率，测土配方，农膜（土壤污染防治工作方案 二（二）3）。
--
-- 1. 减量以 2014 年为基准，基准年数据由填报方提供；用量反而上升时降幅为负，照实计算。
-- 2. 原文“利用率提高到40%以上”同管化肥、农药，拆成两项。
-- 3. 农膜写“力争”“全面回收”，没有数，不当作 100%，由人工认定。

indicator "input.fertiliser_drop" {
  title = "化肥使用量较2014年降幅", unit = "%", better = "higher", digits = 1,
  method = "fertiliser.drop", value = "drop", params = { kind = "化肥", base_year = "2014" },
}
targets "input.fertiliser_drop" {
  form = drop_at_least, cite = { "rs-soil-2018", "二（二）3（1）" }, value = "10", base_year = "2014",
  lead = { "农业局" }, support = { "发改局", "住建局", "环保局", "国税局", "市联社" }, implement = { "各镇区" },
}

indicator "input.pesticide_drop" {
  title = "农药使用量较2014年降幅", unit = "%", better = "higher", digits = 1,
  method = "fertiliser.drop", value = "drop", params = { kind = "农药", base_year = "2014" },
}
targets "input.pesticide_drop" {
  form = drop_at_least, cite = { "rs-soil-2018", "二（二）3（1）" }, value = "10", base_year = "2014",
  lead = { "农业局" }, support = { "发改局", "住建局", "环保局", "国税局", "市联社" }, implement = { "各镇区" },
}

indicator "input.rate.fertiliser" {
  title = "化肥利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "input.rate.fertiliser" {
  form = at_least, cite = { "rs-soil-2018", "二（二）3（1）" }, value = "40",
  lead = { "农业局" }, support = { "发改局", "住建局", "环保局", "国税局", "市联社" }, implement = { "各镇区" },
}

indicator "input.rate.pesticide" {
  title = "农药利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "input.rate.pesticide" {
  form = at_least, cite = { "rs-soil-2018", "二（二）3（1）" }, value = "40",
  lead = { "农业局" }, support = { "发改局", "住建局", "环保局", "国税局", "市联社" }, implement = { "各镇区" },
}

indicator "input.rate.soil_testing" {
  title = "测土配方施肥技术推广覆盖率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "input.rate.soil_testing" {
  form = at_least, cite = { "rs-soil-2018", "二（二）3（1）" }, value = "90",
  lead = { "农业局" }, support = { "发改局", "住建局", "环保局", "国税局", "市联社" }, implement = { "各镇区" },
}

indicator "input.rate.film" {
  title = "废弃农膜全面回收利用", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "input.rate.film" {
  form = qualitative, cite = { "rs-soil-2018", "二（二）3（3）" },
  lead = { "农业局" }, support = { "发改局", "经信局", "公安局", "市场监管局", "市联社" }, implement = { "各镇区" },
}
