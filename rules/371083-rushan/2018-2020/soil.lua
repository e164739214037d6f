-- 土壤：安全利用率、固体废物、省下达指标、定性目标（土壤污染防治工作方案）。
--
-- 1. 受污染耕地“90%左右”没有写容许差：照原文用 about，不补容许差，程序给“目标待下达”，须由考核单位定。
-- 2. 污染地块、一般工业固废写“以上”，含本数。
-- 3. 省下达的四项只有“完成”二字，用 assigned；省里下达数后补 value 即可计算。原文两处误作“省下下达”。
--    单位原文未写，暂作 1。
-- 4. 三条总体目标没有数，由人工在“事项”表认定。
-- 5. 一（二）的目标没有写责任单位，牵头按对应任务列；其余目标的单位照各条括号。

indicator "soil.farmland_rate" {
  title = "受污染耕地安全利用率", unit = "%", better = "higher", digits = 1,
  method = "farmland", value = "rate",
}
targets "soil.farmland_rate" {
  form = about, cite = { "rs-soil-2018", "一（二）2" }, value = "90",
  lead = { "环保局", "农业局" }, implement = { "各镇区" },
}

indicator "soil.parcels_rate" {
  title = "污染地块安全利用率", unit = "%", better = "higher", digits = 1,
  method = "parcels", value = "rate",
}
targets "soil.parcels_rate" {
  form = at_least, cite = { "rs-soil-2018", "一（二）2" }, value = "90",
  lead = { "环保局", "国土局" }, implement = { "各镇区" },
}

indicator "soil.solid_waste_rate" {
  title = "一般工业固体废物综合利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "soil.solid_waste_rate" {
  form = at_least, cite = { "rs-soil-2018", "二（二）5" }, value = "88",
  lead = { "环保局", "经信局" }, support = { "发改局", "国土局", "住建局", "商务局" }, implement = { "各镇区" },
}

-- 省下达 ---------------------------------------------------------------------

indicator "soil.province.safe_use" {
  title = "轻度和中度污染耕地安全利用指标", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.province.safe_use" {
  form = assigned, cite = { "rs-soil-2018", "二（二）2（2）第二段" },
  lead = { "农业局" }, support = { "国土局", "食药监局" }, implement = { "各镇区" },
}

indicator "soil.province.restructure" {
  title = "重度污染耕地结构调整或退耕还林指标", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.province.restructure" {
  form = assigned, cite = { "rs-soil-2018", "二（二）2（2）第三段" },
  lead = { "农业局" }, support = { "发改局", "财政局", "国土局", "水利局", "林业局", "环保局" }, implement = { "各镇区" },
}

indicator "soil.province.heavy_metal" {
  title = "重点行业重点重金属减排指标", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.province.heavy_metal" {
  form = assigned, cite = { "rs-soil-2018", "二（三）2（4）" },
  lead = { "环保局", "经信局" }, support = { "发改局" }, implement = { "各镇区" },
}

indicator "soil.province.remediation" {
  title = "受污染耕地治理与修复指标", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.province.remediation" {
  form = assigned, cite = { "rs-soil-2018", "二（四）2（2）" },
  lead = { "国土局", "农业局", "环保局" }, support = { "住建局" }, implement = { "各镇区" },
}

-- 定性 -----------------------------------------------------------------------

indicator "soil.state.quality" {
  title = "土壤环境质量总体保持稳定", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.quality" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

indicator "soil.state.safety" {
  title = "农用地和建设用地安全得到基本保障", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.safety" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

indicator "soil.state.risk" {
  title = "土壤环境风险得到基本管控", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.risk" { form = qualitative, cite = { "rs-soil-2018", "一（二）1" }, lead = { "环保局" } }

indicator "soil.state.priority_land" {
  title = "优先保护类耕地面积不减质量不降", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.state.priority_land" {
  form = qualitative, cite = { "rs-soil-2018", "二（二）2（2）" },
  lead = { "国土局", "农业局" }, support = { "发改局", "水利局", "环保局", "市联社", "农机局" }, implement = { "各镇区" },
}
