-- 土壤：受污染耕地、污染地块、重点监管单位自行监测，其余是省里下达或没有数的要求。
--
-- 两项安全利用率都要求保持 100%。没有受污染耕地、没有再开发的地块是无此项，不当作 100%。

indicator "farmland.rate" {
  title = "受污染耕地安全利用率", unit = "%", better = "higher", digits = 1,
  method = "farmland", value = "rate",
}
targets "farmland.rate" {
  form = at_least, value = "100", cite = { "jy-soil-2021", "一" },
}

indicator "parcels.rate" {
  title = "污染地块安全利用率", unit = "%", better = "higher", digits = 1,
  method = "parcels", value = "rate",
}
targets "parcels.rate" {
  form = at_least, value = "100", cite = { "jy-soil-2021", "一" },
}

-- 年底前；台账单位名写作重点监管企业。
indicator "soil.self_monitoring" {
  title = "重点监管单位自行监测率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "soil.self_monitoring" {
  form = at_least, value = "100", cite = { "jy-soil-2021", "二（四）9" },
  lead = { "生态环境局" },
  support = { "工业和科技创新委员会", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "soil.assigned.safe_area" {
  title = "安全利用类耕地面积", unit = "亩", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.safe_area" {
  form = assigned, cite = { "jy-soil-2021", "二（五）12" },
  lead = { "农业农村局" },
  support = { "工业和科技创新委员会", "财政金融局", "生态环境局", "发展改革和统计局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "soil.assigned.strict_area" {
  title = "严格管控类耕地安全利用面积", unit = "亩", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.strict_area" {
  form = assigned, cite = { "jy-soil-2021", "二（五）13" },
  lead = { "农业农村局" },
  support = { "财政金融局", "自然资源和规划局", "生态环境局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "soil.assigned.warning_points" {
  title = "耕地土壤预警监测点位", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.warning_points" {
  form = assigned, cite = { "jy-soil-2021", "二（五）16" },
  lead = { "生态环境局", "农业农村局" },
}

-- 分期分批建设，数量和进度由省里定。
indicator "soil.assigned.bases" {
  title = "土壤长期观测研究基地", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.bases" {
  form = assigned, cite = { "jy-soil-2021", "二（三）6" },
  lead = { "生态环境局" },
  support = { "农业农村局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "soil.assigned.stable" {
  title = "土壤环境质量总体稳定", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.stable" {
  form = qualitative, cite = { "jy-soil-2021", "一" },
}

indicator "soil.assigned.packaging" {
  title = "农药包装废弃物全面回收利用", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.packaging" {
  form = qualitative, cite = { "jy-soil-2021", "二（三）5" },
  lead = { "生态环境局" },
  support = { "农业农村局", "发展改革和统计局", "财政金融局", "市场监督管理局", "市供销合作社", "相关片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争",
}

-- 没有给上年数，也没有写提高多少。
indicator "soil.assigned.permit_duty" {
  title = "排污许可土壤义务完成率稳步提高", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.permit_duty" {
  form = qualitative, cite = { "jy-soil-2021", "二（四）9" },
  lead = { "生态环境局" },
  support = { "工业和科技创新委员会", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 面积不减少、土壤环境质量不下降；台账不写。
indicator "soil.assigned.prime_farmland" {
  title = "优先保护类耕地面积和质量不降", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "soil.assigned.prime_farmland" {
  form = qualitative, cite = { "jy-soil-2021", "二（五）11" },
  lead = { "自然资源和规划局" },
  support = { "发展改革和统计局", "财政金融局", "生态环境局", "农业农村局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}
