-- 大气：省定目标（没有数）、供热、车辆、绿化、扬尘、绩效分级、超低排放等。
--
-- 1. 通知没有印优良天数和颗粒物的数值，只写完成省定目标：用 assigned；数值下达后改成 at_least 或 at_most 并填 value。
-- 2. 写“以上”“不低于”“不高于”都含本数；“力争”“原则上”照数记，软性字样写在各条说明里。
-- 3. 比例留 1 位小数，工程量按原文的位数。除空气监测外都在“指标填报”表填一个全区数。
-- 4. 责任单位取同一措施的任务；写在“一、目标”里的没有责任单位，不补。四个文件都这样。

-- 省定目标 ------------------------------------------------------------------

indicator "air.assigned.good_days" {
  title = "优良天数比例", unit = "%", better = "higher", digits = 1,
  method = "air.days", value = "rate",
  params = { edition = "by_date", incomplete = "exceedance_only", dust = "exclude", validity = "annual" },
}
targets "air.assigned.good_days" {
  form = assigned, cite = { "jy-air-2021", "一" },
}

indicator "air.assigned.pm25" {
  title = "PM2.5年均浓度", unit = "μg/m³", better = "lower", digits = 0,
  method = "air.mean", value = "mean",
  params = { item = "pm25", dust = "exclude", validity = "annual" },
}
targets "air.assigned.pm25" {
  form = assigned, cite = { "jy-air-2021", "一" },
}

-- 措施18又提到省控尘办下达的PM10年度目标值，是同一个数，不另立。
indicator "air.assigned.pm10" {
  title = "PM10年均浓度", unit = "μg/m³", better = "lower", digits = 0,
  method = "air.mean", value = "mean",
  params = { item = "pm10", dust = "exclude", validity = "annual" },
}
targets "air.assigned.pm10" {
  form = assigned, cite = { "jy-air-2021", "一" },
}

-- 月度目标值由省控尘办下达，逐月不同；这里只记达标的月数。
indicator "air.assigned.pm10_months" {
  title = "PM10月度目标达标月数", unit = "月", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.assigned.pm10_months" {
  form = assigned, cite = { "jy-air-2021", "二（四）18" },
  lead = { "住房和城乡建设局" },
  support = { "创建办", "交通运输局", "自然资源和规划局", "水利局", "生态环境局", "发展改革和统计局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.assigned.ozone_days" {
  title = "5—9月臭氧超标天数", unit = "天", better = "lower", digits = 0,
  method = "reported", value = "value",
}
targets "air.assigned.ozone_days" {
  form = assigned, cite = { "jy-air-2021", "一" },
}

indicator "air.assigned.coal" {
  title = "煤炭消费总量", unit = "万t", better = "lower", digits = 2,
  method = "reported", value = "value",
}
targets "air.assigned.coal" {
  form = assigned, cite = { "jy-air-2021", "二（二）7" },
  lead = { "发展改革和统计局" },
  support = { "工业和科技创新委员会", "生态环境局", "各片区管理办公室", "镇人民政府", "街道办事处" },
  note = "省政府下达的预期目标",
}

indicator "air.assigned.renewable_share" {
  title = "可再生能源发电装机占比", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.assigned.renewable_share" {
  form = assigned, cite = { "jy-air-2021", "二（二）11" },
  lead = { "发展改革和统计局", "自然资源和规划局" },
  support = { "财政金融局", "济源供电公司", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 单位原文没有写，按通常用的万千瓦。
indicator "air.assigned.renewable_new" {
  title = "新增可再生能源发电装机容量", unit = "万kW", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "air.assigned.renewable_new" {
  form = assigned, cite = { "jy-air-2021", "二（二）11" },
  lead = { "发展改革和统计局", "自然资源和规划局" },
  support = { "财政金融局", "济源供电公司", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.assigned.renewable_heat" {
  title = "新增可再生能源供暖比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.assigned.renewable_heat" {
  form = assigned, cite = { "jy-air-2021", "二（二）11" },
  lead = { "发展改革和统计局", "自然资源和规划局" },
  support = { "财政金融局", "济源供电公司", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 要求全面完成全域任务，没有户数，由认定单位认定。
indicator "air.assigned.dual_replacement" {
  title = "清洁取暖“双替代”任务完成", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.assigned.dual_replacement" {
  form = qualitative, cite = { "jy-air-2021", "二（二）8" },
  lead = { "发展改革和统计局", "市场监督管理局" },
  support = { "财政金融局", "交通运输局", "生态环境局", "济源供电公司", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- “基本”没有数，由认定单位认定。
indicator "air.assigned.grade_d" {
  title = "重点行业基本消除D级企业", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.assigned.grade_d" {
  form = qualitative, cite = { "jy-air-2021", "二（五）22" },
  lead = { "生态环境局" },
  support = { "发展改革和统计局", "工业和科技创新委员会", "住房和城乡建设局", "交通运输局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 工程量和家数 --------------------------------------------------------------

-- 采暖季前没有具体日期，按年度结果考核。
indicator "air.works.heat_network" {
  title = "新建改造集中供热管网", unit = "km", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.works.heat_network" {
  form = at_least, value = "11", cite = { "jy-air-2021", "二（二）9" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.works.heat_stations" {
  title = "新建改造热力站", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.works.heat_stations" {
  form = at_least, value = "11", cite = { "jy-air-2021", "二（二）9" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.works.heat_area" {
  title = "新增供暖面积", unit = "万m²", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.works.heat_area" {
  form = at_least, value = "25", cite = { "jy-air-2021", "二（二）9" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 同句的城燃企业 5% 没有基数，放在 limits-air.csv。
indicator "air.works.gas_reserve" {
  title = "政府储气能力天数", unit = "天", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.works.gas_reserve" {
  form = at_least, value = "3", cite = { "jy-air-2021", "二（二）10" },
  lead = { "发展改革和统计局" },
  support = { "财政金融局", "自然资源和规划局", "济源供电公司", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.works.forest" {
  title = "完成造林", unit = "万亩", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "air.works.forest" {
  form = at_least, value = "6.45", cite = { "jy-air-2021", "二（四）17" },
  lead = { "林业局" },
  support = { "自然资源和规划局", "住房和城乡建设局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.works.tending" {
  title = "森林抚育", unit = "万亩", better = "higher", digits = 2,
  method = "reported", value = "value",
}
targets "air.works.tending" {
  form = at_least, value = "2.8", cite = { "jy-air-2021", "二（四）17" },
  lead = { "林业局" },
  support = { "自然资源和规划局", "住房和城乡建设局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.works.corridor" {
  title = "生态廊道", unit = "亩", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.works.corridor" {
  form = at_least, value = "5000", cite = { "jy-air-2021", "二（四）17" },
  lead = { "林业局" },
  support = { "自然资源和规划局", "住房和城乡建设局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 原文单位是座；7月底前只见于台账。
indicator "air.works.tobacco_barns" {
  title = "燃煤烤房电代煤改造", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.works.tobacco_barns" {
  form = at_least, value = "30", cite = { "jy-air-2021", "二（四）20" },
  lead = { "市烟草公司" },
  support = { "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 同句还有济源钢铁、中联水泥两家，见 projects-air.csv；台账时限为持续推进，这里按年度考核。
indicator "air.works.ultra_low_mills" {
  title = "水泥粉磨站超低排放评估监测", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.works.ultra_low_mills" {
  form = at_least, value = "3", cite = { "jy-air-2021", "二（五）24" },
  lead = { "生态环境局" },
  support = { "工业和科技创新委员会", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 数的是行业，不是企业；10月底前。
indicator "air.works.gate_sectors" {
  title = "大宗物料运输门禁建成行业", unit = "个", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "air.works.gate_sectors" {
  form = at_least, value = "26", cite = { "jy-air-2021", "二（八）39" },
  lead = { "生态环境局" },
  support = { "财政金融局", "交通运输局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 比例和浓度 ----------------------------------------------------------------

indicator "air.share.heat_coverage" {
  title = "建成区集中供暖普及率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.heat_coverage" {
  form = at_least, value = "91", cite = { "jy-air-2021", "二（二）9" },
  lead = { "住房和城乡建设局" },
  support = { "发展改革和统计局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争",
}

indicator "air.share.green_freight" {
  title = "大宗货物中长距离绿色运输比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.green_freight" {
  form = at_least, value = "75", cite = { "jy-air-2021", "二（三）12" },
  lead = { "交通运输局" },
  support = { "发展改革和统计局", "住房和城乡建设局", "自然资源和规划局", "公安局", "各片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争；台账写绿色运输方式比例",
}

indicator "air.share.family_check" {
  title = "机动车和非道路机械系族年度抽检率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.family_check" {
  form = at_least, value = "80", cite = { "jy-air-2021", "二（三）13" },
  lead = { "生态环境局" },
  support = { "公安局", "工业和科技创新委员会", "市场监督管理局", "发展改革和统计局", "济源海关" },
}

-- 应急车辆和新能源车不能满足使用的除外，先从分母剔除。
indicator "air.share.public_vehicles" {
  title = "新增更新公交出租环卫车新能源比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.public_vehicles" {
  form = at_least, value = "100", cite = { "jy-air-2021", "二（三）15" },
  lead = { "发展改革和统计局" },
  support = { "住房和城乡建设局", "工业和科技创新委员会", "交通运输局", "市机关事务管理局", "济源供电公司" },
}

indicator "air.share.delivery_vehicles" {
  title = "新增更新邮政快递物流车新能源比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.delivery_vehicles" {
  form = at_least, value = "95", cite = { "jy-air-2021", "二（三）15" },
  lead = { "发展改革和统计局" },
  support = { "住房和城乡建设局", "工业和科技创新委员会", "交通运输局", "市机关事务管理局", "济源供电公司" },
}

indicator "air.share.official_vehicles" {
  title = "新增更新公务车新能源比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.official_vehicles" {
  form = at_least, value = "100", cite = { "jy-air-2021", "二（三）15" },
  lead = { "发展改革和统计局" },
  support = { "住房和城乡建设局", "工业和科技创新委员会", "交通运输局", "市机关事务管理局", "济源供电公司" },
  note = "原则上全部",
}

indicator "air.share.green_space" {
  title = "建成区绿地率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.green_space" {
  form = at_least, value = "36.5", cite = { "jy-air-2021", "二（四）17" },
  lead = { "林业局" },
  support = { "自然资源和规划局", "住房和城乡建设局", "相关片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 正文限 2021 年底前全部实现，台账整行写持续推进；按正文。
indicator "air.share.catering" {
  title = "大型餐饮油烟在线监控覆盖率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.catering" {
  form = at_least, value = "100", cite = { "jy-air-2021", "二（四）18" },
  lead = { "住房和城乡建设局" },
  support = { "创建办", "交通运输局", "自然资源和规划局", "水利局", "生态环境局", "发展改革和统计局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

indicator "air.share.grade_ab" {
  title = "重点行业绩效A、B级企业占比", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.grade_ab" {
  form = at_least, value = "20", cite = { "jy-air-2021", "二（五）22" },
  lead = { "生态环境局" },
  support = { "发展改革和统计局", "工业和科技创新委员会", "住房和城乡建设局", "交通运输局", "各片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争",
}

-- 玻璃、陶瓷、耐材、碳素（石墨）、有色金属冶炼及压延。
indicator "air.share.kiln_first" {
  title = "玻璃等五行业炉窑达B级以上企业占比", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.kiln_first" {
  form = at_least, value = "50", cite = { "jy-air-2021", "二（五）25" },
  lead = { "生态环境局" },
  support = { "工业和科技创新委员会", "各片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争；台账时限为持续推进",
}

-- 铝工业、砖瓦、铁合金、铸造、石灰。
indicator "air.share.kiln_second" {
  title = "铝工业等五行业炉窑达B级以上企业占比", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.kiln_second" {
  form = at_least, value = "30", cite = { "jy-air-2021", "二（五）25" },
  lead = { "生态环境局" },
  support = { "工业和科技创新委员会", "各片区管理办公室", "镇人民政府", "街道办事处" },
  note = "力争；台账时限为持续推进",
}

-- 10月底前全覆盖。
indicator "air.share.obd" {
  title = "国五重型柴油车OBD在线监控覆盖率", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
targets "air.share.obd" {
  form = at_least, value = "100", cite = { "jy-air-2021", "二（八）39" },
  lead = { "生态环境局" },
  support = { "财政金融局", "交通运输局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}

-- 每个镇、街道都不得高于 8，填降尘量最高的一个；原文没有分镇数据可收。
indicator "air.dust_fall" {
  title = "镇街道平均降尘量", unit = "t/km²·月", better = "lower", digits = 1,
  method = "reported", value = "value",
}
targets "air.dust_fall" {
  form = at_most, value = "8", cite = { "jy-air-2021", "二（四）18" },
  lead = { "住房和城乡建设局" },
  support = { "创建办", "交通运输局", "自然资源和规划局", "水利局", "生态环境局", "发展改革和统计局", "各片区管理办公室", "镇人民政府", "街道办事处" },
}
