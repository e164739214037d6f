-- 水：国考断面、管网、污泥、再生水、点名的工程。
--
-- 1. 国家和省下达的水质目标没有印数值，用 assigned。
-- 2. 断面类别按 1—6 记（6 为劣Ⅴ类），数字越小越好。

-- “十四五”新增国考断面稳定达到Ⅲ类以上；原文没有点名断面，填其中最差的类别。
indicator "water.section.new_national" {
  title = "新增国考断面水质类别", unit = "类", better = "lower", digits = 0,
  method = "reported", value = "value",
}
targets "water.section.new_national" {
  form = class_or_better, value = "3", cite = { "jy-water-2021", "一" },
}

indicator "water.sewer" {
  title = "建成区及镇区新增污水管网", unit = "km", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.sewer" {
  form = at_least, value = "8", cite = { "jy-water-2021", "二（二）4" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "生态环境局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "water.sludge_rate" {
  title = "污泥无害化处置率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.sludge_rate" {
  form = at_least, value = "95", cite = { "jy-water-2021", "二（二）5" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "生态环境局", "交通运输局", "农业农村局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 正文限 2021 年底，台账时限写持续推进；按正文。
indicator "water.reuse_rate" {
  title = "再生水利用率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.reuse_rate" {
  form = at_least, value = "32", cite = { "jy-water-2021", "二（五）19" },
  lead = { "发展改革和统计局", "工业和科技创新委员会", "住房和城乡建设局", "水利局" },
  support = { "财政金融局", "生态环境局", "自然资源和规划局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 清单在 projects-water.csv；都要在 2021 年内完成。
indicator "water.projects" {
  title = "点名水工程完成率", unit = "%", better = "higher", digits = 1,
  method = "projects.finished", value = "rate",
  params = { list = "jy.water" },
}
targets "water.projects" {
  form = at_least, value = "100", cite = { "jy-water-2021", "二（二）4、二（三）8、二（五）16" },
  lead = { "住房和城乡建设局", "水利局", "生态环境局", "自然资源和规划局", "工业和科技创新委员会" },
}

indicator "water.assigned.surface" {
  title = "地表水水质省定目标完成率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.assigned.surface" {
  form = assigned, cite = { "jy-water-2021", "一" },
}

indicator "water.assigned.source" {
  title = "饮用水水源地水质省定目标完成率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "water.assigned.source" {
  form = assigned, cite = { "jy-water-2021", "一" },
}

indicator "water.assigned.blackwater" {
  title = "城市黑臭水体长治久清", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.assigned.blackwater" {
  form = qualitative, cite = { "jy-water-2021", "一" },
}

-- 原文写推动，没有数；台账不写。
indicator "water.assigned.network" {
  title = "城镇污水管网全覆盖", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "water.assigned.network" {
  form = qualitative, cite = { "jy-water-2021", "二（二）4" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "生态环境局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}
