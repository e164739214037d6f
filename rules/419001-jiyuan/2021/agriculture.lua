-- 农业农村：生活污水、黑臭水体、村庄整治、灌溉、化肥农药、农膜、秸秆、畜禽粪污。
--
-- 1. “稳定在……以上”“达到……以上”都含本数。
-- 2. 10 个村在正文 11 和台账 10、11 行各出现一次，只记一次，时限取 10月底。
-- 3. 村庄整治合格的两条线（90%、80%）按村判定，见 limits-agri.csv；黑臭水体一项由省里定，没有数。

-- 生活污水 ------------------------------------------------------------------

-- 全区农村的线；只见于正文。
indicator "agri.sewage.rate" {
  title = "农村生活污水治理率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "agri.sewage.rate" {
  form = at_least, value = "45", cite = { "jy-agri-2021", "二（二）4" },
  lead = { "生态环境局" },
  support = { "农业农村局", "住房和城乡建设局", "各镇人民政府" },
  note = "力争",
}

-- 60 千米、110 个、49 个原文写加快推进，没有单独日期，按台账 12月底前考核。
indicator "agri.sewage.main_pipe" {
  title = "平原区域新增污水主管网", unit = "km", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "agri.sewage.main_pipe" {
  form = at_least, value = "60", cite = { "jy-agri-2021", "二（二）4" },
  lead = { "生态环境局" },
  support = { "农业农村局", "住房和城乡建设局", "各镇人民政府" },
}

indicator "agri.sewage.connected" {
  title = "接入市政管网的村支管网", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.sewage.connected" {
  form = at_least, value = "110", cite = { "jy-agri-2021", "二（二）4" },
  lead = { "生态环境局" },
  support = { "农业农村局", "住房和城乡建设局", "各镇人民政府" },
}

indicator "agri.sewage.own_plant" {
  title = "自建终端处理村的支管网", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.sewage.own_plant" {
  form = at_least, value = "49", cite = { "jy-agri-2021", "二（二）4" },
  lead = { "生态环境局" },
  support = { "农业农村局", "住房和城乡建设局", "各镇人民政府" },
}

-- 黑臭水体和村庄整治 --------------------------------------------------------

-- 原文单位是条；从黑臭水体表数已完成的，名录里只放 2021 年要治的。
indicator "agri.village.blackwater" {
  title = "完成治理的农村黑臭水体", unit = "个", better = "higher", digits = 0,
  method = "blackwater", value = "done",
}
targets "agri.village.blackwater" {
  form = at_least, value = "2", cite = { "jy-agri-2021", "二（三）8" },
  lead = { "生态环境局" },
  support = { "农业农村局", "住房和城乡建设局", "水利局", "各镇人民政府" },
}

-- 按村判定：完成整治，污水治理率 90%、水源规范化 80%；黑臭水体由省里定，没有数，线设为 0，但要填。
indicator "agri.village.improved" {
  title = "新增完成环境整治的村庄", unit = "个", better = "higher", digits = 0,
  method = "villages", value = "qualified",
  params = { sewage = "90", blackwater = "0", source = "80" },
}
targets "agri.village.improved" {
  form = at_least, value = "10", cite = { "jy-agri-2021", "二（四）11" },
  lead = { "生态环境局" },
  support = { "住房和城乡建设局", "水利局", "各镇人民政府" },
}

indicator "agri.village.model" {
  title = "美丽乡村精品村", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.village.model" {
  form = at_least, value = "20", cite = { "jy-agri-2021", "二（二）5" },
  lead = { "生态环境局" },
  support = { "自然资源和规划局", "农业农村局", "住房和城乡建设局", "各镇人民政府" },
  note = "着力打造",
}

indicator "agri.village.self_check" {
  title = "“十三五”整治村庄自查比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "agri.village.self_check" {
  form = at_least, value = "20", cite = { "jy-agri-2021", "二（四）11" },
  lead = { "生态环境局" },
  support = { "住房和城乡建设局", "水利局", "各镇人民政府" },
  note = "原则上不低于",
}

-- 种植和养殖 ----------------------------------------------------------------

indicator "agri.farming.irrigation" {
  title = "灌溉水有效利用系数", unit = "1", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "agri.farming.irrigation" {
  form = at_least, value = "0.62", cite = { "jy-agri-2021", "二（五）12" },
  lead = { "农业农村局" },
  support = { "水利局", "生态环境局", "各镇人民政府" },
}

indicator "agri.farming.fertiliser" {
  title = "主要农作物化肥利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "agri.farming.fertiliser" {
  form = at_least, value = "40", cite = { "jy-agri-2021", "二（五）13" },
  lead = { "农业农村局" },
  support = { "生态环境局", "各镇人民政府" },
  note = "稳定在40%以上",
}

indicator "agri.farming.pesticide" {
  title = "主要农作物农药利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "agri.farming.pesticide" {
  form = at_least, value = "40.8", cite = { "jy-agri-2021", "二（五）13" },
  lead = { "农业农村局" },
  support = { "生态环境局", "各镇人民政府" },
}

indicator "film.rate" {
  title = "农膜回收率", unit = "%", better = "higher", digits = 1,
  method = "film", value = "rate",
}
targets "film.rate" {
  form = at_least, value = "90", cite = { "jy-agri-2021", "二（五）14" },
  lead = { "农业农村局" },
  support = { "生态环境局", "各镇人民政府" },
  note = "稳定在90%以上",
}

indicator "straw.rate" {
  title = "秸秆综合利用率", unit = "%", better = "higher", digits = 1,
  method = "straw", value = "rate",
}
targets "straw.rate" {
  form = at_least, value = "91", cite = { "jy-agri-2021", "二（五）14" },
  lead = { "农业农村局" },
  support = { "生态环境局", "各镇人民政府" },
}

indicator "manure.rate" {
  title = "畜禽粪污综合利用率", unit = "%", better = "higher", digits = 1,
  method = "manure", value = "rate",
}
targets "manure.rate" {
  form = at_least, value = "81", cite = { "jy-agri-2021", "二（六）15" },
  lead = { "农业农村局" },
  support = { "发展改革和统计局", "财政金融局", "生态环境局", "各镇人民政府" },
}

-- 没有数的目标 --------------------------------------------------------------

-- 省定目标没有数；10 个村的要求见上。
indicator "agri.assigned.villages" {
  title = "省定农村环境整治行政村", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.villages" {
  form = assigned, cite = { "jy-agri-2021", "二（四）10" },
  lead = { "生态环境局" },
  support = { "农业农村局", "水利局", "各镇人民政府" },
}

-- “基本”没有数；年底前。
indicator "agri.assigned.plain_network" {
  title = "平原区域污水管网基本全覆盖", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.plain_network" {
  form = qualitative, cite = { "jy-agri-2021", "二（二）5" },
  lead = { "生态环境局" },
  support = { "自然资源和规划局", "农业农村局", "住房和城乡建设局", "各镇人民政府" },
}

indicator "agri.assigned.protect" {
  title = "一保：农村饮用水水源保护加强", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.protect" {
  form = qualitative, cite = { "jy-agri-2021", "一" },
}

-- 生活污水得到有效治理，部分黑臭水体开始治理。
indicator "agri.assigned.treat" {
  title = "两治：生活污水、黑臭水体", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.treat" {
  form = qualitative, cite = { "jy-agri-2021", "一" },
}

indicator "agri.assigned.reduce" {
  title = "三减：化肥、农药、农业用水", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.reduce" {
  form = qualitative, cite = { "jy-agri-2021", "一" },
}

-- 整治覆盖比例、废弃物资源化利用率、监管能力、农民参与度。
indicator "agri.assigned.raise" {
  title = "四提升：覆盖、利用、监管、参与", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "agri.assigned.raise" {
  form = qualitative, cite = { "jy-agri-2021", "一" },
}
