-- 大气：附件1以外的要求。治理项目、落后产能、车辆、扬尘、绿化、化肥。
--
-- 全市一个数的由吴忠市本级报；自治区另行下达的用 assigned，定性的用 qualitative。
-- 名单里点到的企业数是本项目数出来的，文件没有印。

local counties = { "各县（市、区）人民政府" }
local counties_and_zone = { "各县（市、区）人民政府", "太阳山开发区管委会" }

-- 空气质量 ------------------------------------------------------------------

indicator "air.heavy_days" {
  title = "重污染天气持续减少", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.heavy_days" { form = qualitative, cite = { "wz-air-2021", "一" } }

indicator "air.ozone" {
  title = "臭氧浓度基本稳定", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.ozone" { form = qualitative, cite = { "wz-air-2021", "一" }, note = "力争" }

indicator "air.nox_cut" {
  title = "氮氧化物减排比例", unit = "%", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "air.nox_cut" { form = assigned, cite = { "wz-air-2021", "一" } }

indicator "air.voc_cut" {
  title = "挥发性有机物减排比例", unit = "%", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "air.voc_cut" { form = assigned, cite = { "wz-air-2021", "一" } }

-- 工业 ----------------------------------------------------------------------

indicator "industry.obsolete_capacity" {
  title = "落后过剩产能淘汰化解任务", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "industry.obsolete_capacity" {
  form = assigned, cite = { "wz-air-2021", "二（一）2" },
  lead = { "市工信局", "市发改委" }, support = { "市生态环境局", "市财政局", "市市场监督管理局" }, implement = counties_and_zone,
}

indicator "industry.value_added_energy" {
  title = "工业单位增加值能耗下降率", unit = "%", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "industry.value_added_energy" {
  form = assigned, cite = { "wz-air-2021", "二（一）3" },
  lead = { "市工信局", "市发改委" }, support = { "市生态环境局", "市科技局" }, implement = counties_and_zone,
}

-- 四条生产线在附件2表6的第2至5行。
indicator "industry.cement_lines" {
  title = "水泥生产线超低排放改造完成数", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "industry.cement_lines" {
  form = at_least, cite = { "wz-air-2021", "二（二）5" }, value = "4",
  lead = { "市生态环境局" }, implement = counties_and_zone, note = "含氨逃逸治理",
}

-- 点名三家：华能大坝、盛隆达、岩鑫。盛隆达不在附件2表5中。
indicator "industry.sealed_silos" {
  title = "重点企业封闭式料仓建成家数", unit = "家", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "industry.sealed_silos" {
  form = at_least, cite = { "wz-air-2021", "二（二）8" }, value = "3",
  lead = { "市生态环境局" }, support = { "市工信局" }, implement = counties_and_zone,
  note = "点名三家，另有“等”字；家数是数出来的",
}

-- 燃煤 ----------------------------------------------------------------------

indicator "coal.consumption" {
  title = "煤炭消费总量", unit = "万t", better = "lower", digits = 2,
  method = "reported", value = "value",
}
targets "coal.consumption" {
  form = assigned, cite = { "wz-air-2021", "二（三）9" },
  lead = { "市发改委" }, support = { "市生态环境局", "市住建局", "市工信局" }, implement = counties_and_zone,
  note = "市发改委按自治区安排制定并分解",
}

-- 全市能耗增量和强度的数值在气候工作安排里，见 climate.lua。
indicator "energy.quota" {
  title = "自治区下达的能耗双控目标", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "energy.quota" {
  form = assigned, cite = { "wz-air-2021", "二（三）9" },
  lead = { "市发改委" }, support = { "市生态环境局", "市住建局", "市工信局" }, implement = counties_and_zone,
}

-- 车辆 ----------------------------------------------------------------------

-- 与气候17的国三及以下营运柴油货车年度淘汰任务是同一件事，只收一次。
indicator "vehicles.retired" {
  title = "营运柴油货车和燃气车淘汰数", unit = "辆", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "vehicles.retired" {
  form = assigned, cite = { "wz-air-2021", "二（四）18" },
  lead = { "市公安局" }, support = { "市交通运输局", "市生态环境局", "市商务和投资促进局", "市财政局" }, implement = counties,
  note = "气候三（六）17同此任务，牵头多市交通运输局",
}

indicator "vehicles.chargers" {
  title = "固定式充电桩建设数", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "vehicles.chargers" {
  form = assigned, cite = { "wz-air-2021", "二（四）27" },
  lead = { "市交通运输局", "市工信局", "市发改委" }, support = { "市生态环境局", "市财政局", "国网吴忠供电公司" },
}

-- 扬尘 ----------------------------------------------------------------------

-- 文件要求全部安装，记作 100%；哪些工地算在内，见限值表的两个面积条件。
indicator "dust.site_monitoring" {
  title = "达规模工地在线监测和视频安装率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "dust.site_monitoring" {
  form = at_least, cite = { "wz-air-2021", "二（五）29" }, value = "100", applies = "each", demo = true,
  lead = { "市住建局" }, support = { "市发改委", "市交通运输局", "市水务局", "市城市管理局" }, implement = counties,
}

-- 市区建成区 75%，由吴忠市本级和市区所在的利通区报；县城 65%，取其余四个县（市、区），示范。
indicator "dust.sweeping_rate" {
  title = "城市道路机械化清扫率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "dust.sweeping_rate" {
  form = at_least, cite = { "wz-air-2021", "二（五）30" }, value = "75", applies = { "吴忠市", "利通区" },
  lead = { "市城市管理局", "市交通运输局" }, support = { "市公安局", "市生态环境局", "市住建局" }, implement = counties,
}
targets "dust.sweeping_rate" {
  form = at_least, cite = { "wz-air-2021", "二（五）30" }, value = "65",
  applies = { "红寺堡区", "青铜峡市", "盐池县", "同心县" }, demo = true,
  lead = { "市城市管理局", "市交通运输局" }, support = { "市公安局", "市生态环境局", "市住建局" }, implement = counties,
}

-- 绿化 ----------------------------------------------------------------------
-- 气候22是同一组数，牵头多市城市管理局，落实多太阳山开发区；只收一次，按大气32。
-- 原文说五大工程而列了六项，“三北保护林”疑为防护林，都不影响数值。

indicator "greening.area" {
  title = "新增营造林和退化草原修复面积", unit = "万亩", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "greening.area" {
  form = at_least, cite = { "wz-air-2021", "二（五）32" }, value = "46.61",
  lead = { "市自然资源局" }, support = { "市住建局", "市农业农村局", "市水务局", "市城市管理局" }, implement = counties,
}
indicator "greening.forest_cover" {
  title = "森林覆盖率", unit = "%", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "greening.forest_cover" {
  form = at_least, cite = { "wz-air-2021", "二（五）32" }, value = "18",
  lead = { "市自然资源局" }, support = { "市住建局", "市农业农村局", "市水务局", "市城市管理局" }, implement = counties,
}
indicator "greening.urban_cover" {
  title = "城市建成区绿化覆盖率", unit = "%", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "greening.urban_cover" {
  form = at_least, cite = { "wz-air-2021", "二（五）32" }, value = "42",
  lead = { "市自然资源局" }, support = { "市住建局", "市农业农村局", "市水务局", "市城市管理局" }, implement = counties,
}

-- 农业氨 --------------------------------------------------------------------

indicator "fertiliser.use_rate" {
  title = "化肥利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "fertiliser.use_rate" {
  form = at_least, cite = { "wz-air-2021", "二（五）34" }, value = "40.5",
  lead = { "市农业农村局" }, support = { "市生态环境局" }, implement = counties,
}
