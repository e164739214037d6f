-- 水：农村水源、城镇污水、黑臭水体、节水。
--
-- 除写明县城、利通区的以外，都是全市一个数，由吴忠市本级报。
-- 没有数值的要求：定性的用 qualitative，由认定单位认定；自治区另行下达的用 assigned。

local counties = { "各县（市、区）人民政府" }

indicator "water.rural_sources" {
  title = "千吨万人农村水源规范化建设数", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.rural_sources" {
  form = at_least, cite = { "wz-water-2021", "二（二）4" }, value = "26",
  lead = { "市生态环境局", "市水务局" }, implement = counties,
}

-- 城镇污水 ------------------------------------------------------------------

indicator "water.no_direct_outlet" {
  title = "建成区生活污水直排口基本消除", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.no_direct_outlet" {
  form = qualitative, cite = { "wz-water-2021", "二（二）6" }, applies = { "利通区" },
  lead = { "市住建局", "市城市管理局" }, implement = counties, note = "力争；到2021年底",
}

indicator "water.no_blank_area" {
  title = "生活污水收集处理空白区基本消除", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.no_blank_area" {
  form = qualitative, cite = { "wz-water-2021", "二（二）6" }, applies = { "利通区" },
  lead = { "市住建局", "市城市管理局" }, implement = counties, note = "力争；城中村、老旧城区、城乡结合部",
}

-- 收集率：两个条件满足一个即可。2018 年的数文件没有给，增幅由填报单位自己算并附依据。
indicator "water.collection_rate" {
  title = "城市生活污水集中收集率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
indicator "water.collection_rise" {
  title = "城市生活污水集中收集率较2018年增幅", unit = "百分点", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.collection_rate" {
  form = any_of, cite = { "wz-water-2021", "二（二）6" },
  branches = {
    { indicator = "water.collection_rate", form = at_least, value = "70", cite = { "wz-water-2021", "二（二）6" } },
    { indicator = "water.collection_rise", form = at_least, value = "10", base_year = "2018", cite = { "wz-water-2021", "二（二）6" } },
  },
  lead = { "市住建局", "市城市管理局" }, implement = counties, note = "力争；较2018年增长10个百分点以上也算完成",
}

-- 处理率：城市一档由吴忠市本级报；县城一档，文件没有列名，这里取利通区以外的四个县（市、区），示范。
indicator "water.sewage_rate" {
  title = "城市污水处理率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.sewage_rate" {
  form = at_least, cite = { "wz-water-2021", "二（二）6" }, value = "95",
  lead = { "市住建局", "市城市管理局" }, implement = counties,
}
indicator "water.sewage_rate_town" {
  title = "县城污水处理率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.sewage_rate_town" {
  form = at_least, cite = { "wz-water-2021", "二（二）6" }, value = "85",
  applies = { "红寺堡区", "青铜峡市", "盐池县", "同心县" }, demo = true,
  lead = { "市住建局", "市城市管理局" }, implement = counties,
}

indicator "water.sludge_rate" {
  title = "污泥无害化处理处置率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.sludge_rate" {
  form = at_least, cite = { "wz-water-2021", "二（二）6" }, value = "92",
  lead = { "市住建局", "市城市管理局" }, implement = counties,
}

-- 城市黑臭水体 --------------------------------------------------------------

indicator "water.city_ditches" {
  title = "清水沟、南干沟长制久清", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.city_ditches" {
  form = qualitative, cite = { "wz-water-2021", "二（二）7" },
  implement = { "市住建局", "市生态环境局", "各县（市、区）人民政府" },
}

-- 用水与节水 ----------------------------------------------------------------

indicator "water.total_use" {
  title = "全市用水总量", unit = "1", better = "lower", digits = 0,
  method = "reported", value = "value",
}
targets "water.total_use" {
  form = assigned, cite = { "wz-water-2021", "二（四）14" },
  lead = { "市水务局" }, implement = { "市工信局", "市农业农村局", "各县（市、区）人民政府" },
  note = "控制在自治区年度目标以内",
}

local saving_leads = { "市水务局", "市工信局", "市住建局", "市农业农村局" }
local saving_duty = { "各县（市、区）人民政府", "各工（农）业园区管委会" }

indicator "water.efficient_irrigation" {
  title = "高效节水灌溉发展面积", unit = "万亩", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "water.efficient_irrigation" {
  form = assigned, cite = { "wz-water-2021", "二（四）15" },
  lead = saving_leads, implement = saving_duty,
}

indicator "water.irrigation_coefficient" {
  title = "农田灌溉水有效利用系数", unit = "1", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "water.irrigation_coefficient" {
  form = at_least, cite = { "wz-water-2021", "二（四）15" }, value = "0.55",
  lead = saving_leads, implement = saving_duty,
}

indicator "water.saving_enterprises" {
  title = "重点行业规上节水型企业比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.saving_enterprises" {
  form = at_least, cite = { "wz-water-2021", "二（四）15" }, value = "80",
  lead = saving_leads, implement = saving_duty,
}

indicator "water.saving_agencies" {
  title = "自治区级节水型机关比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.saving_agencies" {
  form = at_least, cite = { "wz-water-2021", "二（四）15" }, value = "90",
  lead = saving_leads, implement = saving_duty,
}

indicator "water.saving_city" {
  title = "国家节水型城市标准", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.saving_city" {
  form = qualitative, cite = { "wz-water-2021", "二（四）15" },
  lead = saving_leads, implement = saving_duty,
}

indicator "water.leakage_rate" {
  title = "市辖区公共供水管网漏损率", unit = "%", better = "lower", digits = 1,
  method = "reported", value = "value",
}
targets "water.leakage_rate" {
  form = at_most, cite = { "wz-water-2021", "二（四）15" }, value = "10",
  lead = saving_leads, implement = saving_duty,
}
