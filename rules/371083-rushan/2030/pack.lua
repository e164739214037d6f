-- 乳山市 2030 年土壤目标规则包。
--
-- 取自土壤污染防治工作方案 一（二）里“到2030年”的目标；2020 年的目标和全部任务见 ../2018-2020。
-- “本世纪中叶”的要求列在 limits.csv。

pack {
  id = "rushan-2030",
  title = "乳山市2030年土壤环境目标考核",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2030",
  office = "乳山市人民政府",
}

regions { file = "regions.csv" }
units { file = "units.csv" }

source "rs-soil-2018" {
  title = "乳山市土壤污染防治工作方案",
  number = "乳政发〔2018〕1号",
  issued = "2018-01-12",
  file = "003",
}

thresholds { file = "limits.csv", source = "rs-soil-2018" }

-- 两个率都写“以上”，含本数；2030 年不再有“左右”。
indicator "soil.farmland_rate" {
  title = "受污染耕地安全利用率", unit = "%", better = "higher", digits = 1,
  method = "farmland", value = "rate",
}
targets "soil.farmland_rate" {
  form = at_least, cite = { "rs-soil-2018", "一（二）2" }, value = "95", lead = { "环保局", "农业局" },
}

indicator "soil.parcels_rate" {
  title = "污染地块安全利用率", unit = "%", better = "higher", digits = 1,
  method = "parcels", value = "rate",
}
targets "soil.parcels_rate" {
  form = at_least, cite = { "rs-soil-2018", "一（二）2" }, value = "95", lead = { "环保局", "国土局" },
}

-- 三条总体目标没有数，由人工在“事项”表认定。
indicator "soil.state.quality" {
  title = "土壤环境质量稳中向好", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.quality" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

indicator "soil.state.safety" {
  title = "农用地和建设用地安全得到有效保障", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.safety" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

indicator "soil.state.risk" {
  title = "土壤环境风险得到全面管控", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.risk" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

include "scheme.lua"
