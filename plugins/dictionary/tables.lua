-- 数据字典：县区提交的每张表、每一列。
--
-- 列的 id 是方法里用的名字，label 是中文名，headers 是表头还可以怎样写；带单位的表头（如 PM2.5(μg/m3)）
-- 会先去掉单位再找，单位与 unit 不符是错误。空白和 —、/、无、NA 等都是“没有数据”，不是 0。
-- 表头里的单位可以是能精确换算的别的单位（万t、公顷）。sum = true：合计行是各行之和，读到就核对。limits：每行各列之间的大小关系。
-- min、max 只拦明显填错的数（单位、小数点），不是标准限值。below = "half"：低于检出限的取检出限的一半，不写则不是数值。

local region = { id = "region", label = "县区", headers = { "county", "县(市、区)", "县（市、区）", "区县", "地区", "辖区", "城市", "city" } }

-- 同一列在多张表里写法一样时用它复制。
local function tonnes(id, label, headers)
  return { id = id, label = label, headers = headers or {}, type = "number", unit = "t", min = "0", max = "1000000000", sum = true }
end
local function mu(id, label, headers)
  return { id = id, label = label, headers = headers or {}, type = "number", unit = "亩", min = "0", max = "100000000", sum = true }
end
local function micrograms(id, label, headers, max)
  return { id = id, label = label, headers = headers or {}, type = "number", unit = "μg/m³", min = "0", max = max }
end

dictionary "info" { title = "填报信息", names = { "封面", "填报说明", "填表说明", "说明", "目录" }, key_value = true }

dictionary "reported" {
  title = "指标填报", names = { "指标数据", "actuals" },
  key = { "region", "indicator", "year" }, period = "year",
  columns = {
    region,
    { id = "indicator", label = "指标", headers = { "指标名称", "指标编码" }, type = "text", required = true },
    { id = "year", label = "年度", headers = { "年份" }, type = "year" },
    { id = "value", label = "数值", headers = { "actual", "实际值", "完成值", "完成情况" },
      type = "number", unit_from = "unit" },
    { id = "unit", label = "单位", type = "text" },
    { id = "evidence", label = "依据", headers = { "佐证材料" }, type = "text" },
    { id = "note", label = "备注", headers = { "说明" }, type = "text" },
  },
}

dictionary "events" {
  title = "事项", names = { "事项表", "加减分事项" },
  period = "date",
  columns = {
    region,
    { id = "item", label = "事项", headers = { "事项名称" }, type = "text", required = true },
    { id = "value", label = "数量", headers = { "次数", "个数" }, type = "number", min = "0", max = "1000000" },
    { id = "date", label = "日期", headers = { "时间" }, type = "date" },
    { id = "evidence", label = "证明材料", headers = { "依据" }, type = "text" },
    { id = "approved_by", label = "认定单位", headers = { "认定机关" }, type = "text" },
  },
}

dictionary "air_daily" {
  title = "空气质量日报", names = { "空气日报", "daily" },
  key = { "region", "date" }, period = "date",
  columns = {
    region,
    { id = "date", label = "日期", headers = { "监测日期", "时间" }, type = "date", required = true },
    micrograms("so2", "SO2", { "二氧化硫" }, "10000"),
    micrograms("no2", "NO2", { "二氧化氮" }, "10000"),
    { id = "co", label = "CO", headers = { "一氧化碳" }, type = "number", unit = "mg/m³", min = "0", max = "200" },
    micrograms("o3_8h", "O3_8h", { "O3-8h", "O3_8h_max", "臭氧8小时", "臭氧日最大8小时" }, "2000"),
    micrograms("pm10", "PM10", { "可吸入颗粒物" }, "20000"),
    micrograms("pm25", "PM2.5", { "PM2_5", "细颗粒物" }, "10000"),
    { id = "aqi", label = "AQI", headers = { "空气质量指数", "空气质量指数(AQI)" },
      type = "number", unit = "1", min = "0", max = "500" },
    { id = "dust", label = "沙尘", headers = { "沙尘天气", "是否沙尘" }, type = "flag", needs = "dust_ref" },
    { id = "dust_ref", label = "沙尘认定文号", headers = { "认定文号" }, type = "text" },
  },
}

dictionary "air_hourly" {
  title = "空气质量小时值", names = { "空气小时值" },
  key = { "region", "station", "time" }, period = "time",
  columns = {
    region,
    { id = "station", label = "点位", headers = { "监测点" }, type = "text", required = true },
    { id = "time", label = "时间", headers = { "监测时间" }, type = "hour", required = true },
    { id = "o3_8h", label = "O3_8h", headers = { "O3-8h" }, type = "number", unit = "μg/m³", min = "0", max = "2000" },
    { id = "aqi", label = "AQI", headers = { "空气质量指数", "AQI实时报" }, type = "number", unit = "1", min = "0", max = "500" },
    micrograms("so2", "SO2", { "二氧化硫" }, "10000"),
    micrograms("no2", "NO2", { "二氧化氮" }, "10000"),
    { id = "co", label = "CO", headers = { "一氧化碳" }, type = "number", unit = "mg/m³", min = "0", max = "200" },
    micrograms("o3", "O3", { "臭氧", "O3_1h", "O3-1h" }, "2000"),
    micrograms("pm10", "PM10", { "可吸入颗粒物" }, "20000"),
    micrograms("pm25", "PM2.5", { "细颗粒物" }, "10000"),
  },
}

dictionary "manure" {
  title = "畜禽粪污", names = { "畜禽养殖" }, key = { "region", "farm", "species" },
  limits = { { "utilised", at_most = "produced" } },
  columns = {
    region,
    { id = "farm", label = "养殖场", headers = { "养殖场名称", "场名" }, type = "text", required = true },
    { id = "species", label = "畜种", type = "text" },
    { id = "scale", label = "规模场", headers = { "是否规模场" }, type = "flag" },
    tonnes("produced", "产生量", { "粪污产生量" }),
    tonnes("utilised", "利用量", { "粪污利用量", "综合利用量" }),
    { id = "equipped", label = "设施配套", headers = { "是否配套", "设施装备配套" }, type = "flag" },
    { id = "accepted", label = "验收", headers = { "是否验收", "验收合格" }, type = "flag" },
  },
}

dictionary "straw" {
  title = "秸秆", names = { "秸秆综合利用" }, key = { "region", "crop" },
  limits = { { "fertiliser", "feed", "energy", "substrate", "material", at_most = "collectable" } },
  columns = {
    region,
    { id = "crop", label = "作物", headers = { "作物种类" }, type = "text", required = true },
    tonnes("collectable", "可收集量"),
    tonnes("fertiliser", "肥料化", { "肥料化利用量" }),
    tonnes("feed", "饲料化", { "饲料化利用量" }),
    tonnes("energy", "能源化", { "能源化利用量", "燃料化" }),
    tonnes("substrate", "基料化", { "基料化利用量" }),
    tonnes("material", "原料化", { "原料化利用量" }),
  },
}

dictionary "film" {
  title = "农膜", names = { "农膜回收" },
  columns = {
    region,
    { id = "used", label = "使用量", headers = { "农膜使用量" },
      type = "number", unit = "t", min = "0", max = "1000000000", required = true, sum = true },
    tonnes("recovered", "回收量", { "农膜回收量" }),
  },
}

dictionary "farmland" {
  title = "受污染耕地", key = { "region", "plot" }, limits = { { "measures_area", at_most = "area" } },
  columns = {
    region,
    { id = "plot", label = "地块", headers = { "地块名称", "地块编号" }, type = "text", required = true },
    { id = "category", label = "类别", headers = { "category", "污染程度" },
      type = "text", choices = { "轻微", "轻中度", "重度" } },
    mu("area", "面积"),
    mu("measures_area", "措施落实面积", { "落实面积" }),
    { id = "produce_ok", label = "农产品达标", headers = { "农产品是否达标" }, type = "flag" },
  },
}

dictionary "parcels" {
  title = "污染地块", key = { "region", "parcel" },
  columns = {
    region,
    { id = "parcel", label = "地块", headers = { "地块名称", "地块编号" }, type = "text", required = true },
    mu("area", "面积"),
    { id = "redeveloped", label = "再开发", headers = { "是否再开发", "再开发利用" }, type = "flag" },
    { id = "compliant", label = "符合规划用地要求", headers = { "是否符合规划用地要求" }, type = "flag" },
  },
}

-- —— 水质：water_monthly 和 sources 用同一组监测项目。低于检出限（<0.01、0.01L）按检出限的一半统计（环办监测函〔2020〕82号）；
-- 只写未检出、没有检出限的是错误。没有监测的项目留空。

local water_kinds = { "河流", "湖库", "地下水", "湖泊", "水库", "河流型", "湖库型", "水库型", "地下水型" }

-- id、label、其它表头、单位（不写是 mg/L）、最大
local water_items = {
  { "ph", "pH", { "pH值", "PH", "PH值", "ph值", "酸碱度" }, "1", "14" },
  { "dissolved_oxygen", "溶解氧", { "DO", "do", "溶解氧(DO)" }, nil, "60" },
  { "codmn", "高锰酸盐指数", { "CODMn", "CODmn", "耗氧量", "高锰酸盐指数(CODMn)", "耗氧量(CODMn法,以O2计)", "耗氧量(CODMn法，以O2计)" } },
  { "cod", "化学需氧量", { "COD", "CODCr", "CODcr", "化学需氧量(COD)", "化学需氧量(CODCr)" } },
  { "bod5", "五日生化需氧量", { "BOD5", "生化需氧量", "五日生化需氧量(BOD5)" } },
  { "nh3n", "氨氮", { "NH3-N", "NH3N", "氨氮(NH3-N)", "氨氮(以N计)" } },
  { "tp", "总磷", { "TP", "总磷(以P计)", "总磷(TP)" } },
  { "tn", "总氮", { "TN", "总氮(以N计)", "总氮(TN)", "总氮(湖、库,以N计)" } },
  { "copper", "铜", { "Cu" } },
  { "zinc", "锌", { "Zn" } },
  { "fluoride", "氟化物", { "氟化物(以F-计)", "氟化物(以F计)", "氟离子" } },
  { "selenium", "硒", { "Se" } },
  { "arsenic", "砷", { "As" } },
  { "mercury", "汞", { "Hg" } },
  { "cadmium", "镉", { "Cd" } },
  { "chromium6", "六价铬", { "铬(六价)", "Cr6+", "铬六价" } },
  { "lead", "铅", { "Pb" } },
  { "cyanide", "氰化物", { "总氰化物" } },
  { "phenol", "挥发酚", { "挥发性酚类", "挥发性酚类(以苯酚计)", "挥发酚类" } },
  { "petroleum", "石油类", { "石油" } },
  { "surfactant", "阴离子表面活性剂", { "LAS", "阴离子合成洗涤剂" } },
  { "sulfide", "硫化物", {} },
  { "fecal_coliform", "粪大肠菌群", { "粪大肠菌群数" }, "个/L", "1000000000000" },
  { "sulfate", "硫酸盐", { "硫酸盐(以SO42-计)", "SO42-" } },
  { "chloride", "氯化物", { "氯化物(以Cl-计)", "Cl-" } },
  { "nitrate", "硝酸盐", { "硝酸盐(以N计)", "硝酸盐氮" } },
  { "iron", "铁", { "Fe" } },
  { "manganese", "锰", { "Mn" } },
  -- 以下只在 GB/T 14848
  { "color", "色", { "色度", "色(度)", "色度(度)" }, "铂钴色度单位" },
  { "turbidity", "浑浊度", { "浊度" }, "NTU" },
  { "hardness", "总硬度", { "总硬度(以CaCO3计)" } },
  { "dissolved_solids", "溶解性总固体", { "TDS" } },
  { "aluminium", "铝", { "Al" } },
  { "sodium", "钠", { "Na" } },
  { "total_coliform", "总大肠菌群", {}, "MPN/100mL", "1000000000000" },
  { "bacteria", "菌落总数", { "细菌总数" }, "CFU/mL", "1000000000000" },
  { "nitrite", "亚硝酸盐", { "亚硝酸盐(以N计)", "亚硝酸盐氮" } },
  { "iodide", "碘化物", {} },
  { "trichloromethane", "三氯甲烷", { "氯仿" }, "μg/L" },
  { "carbon_tetrachloride", "四氯化碳", {}, "μg/L" },
  { "benzene", "苯", {}, "μg/L" },
  { "toluene", "甲苯", {}, "μg/L" },
  { "gross_alpha", "总α放射性", { "总α", "总a放射性" }, "Bq/L" },
  { "gross_beta", "总β放射性", { "总β", "总b放射性" }, "Bq/L" },
}

local function with_water_items(columns)
  for _, item in ipairs(water_items) do
    table.insert(columns, {
      id = item[1], label = item[2], headers = item[3], type = "number", unit = item[4] or "mg/L",
      min = "0", max = item[5] or "1000000", below = "half",
    })
  end
  table.insert(columns, { id = "odor", label = "嗅和味", headers = { "臭和味" }, type = "text", choices = { "无", "有" } })
  table.insert(columns, { id = "visible_matter", label = "肉眼可见物", type = "text", choices = { "无", "有" } })
  return columns
end

local function month_column()
  return { id = "month", label = "月份", headers = { "监测月份", "采样月份", "监测时间", "采样日期", "月" }, type = "month", required = true }
end

local function kind_column()
  return { id = "kind", label = "类型", headers = { "水体类型", "水源类型", "水源地类型" }, type = "text", choices = water_kinds, required = true }
end

dictionary "water_monthly" {
  title = "水质监测", names = { "水质", "水质监测数据", "断面水质", "地表水水质" },
  key = { "region", "body", "section", "month" }, period = "month",
  columns = with_water_items {
    region,
    { id = "body", label = "水体", headers = { "水体名称", "河流名称", "湖库名称", "河流(湖库)" },
      type = "text", required = true },
    -- 只用来与各项浓度核对，评价用浓度
    { id = "class", label = "水质类别", headers = { "实测类别", "现状类别" }, type = "class" },
    { id = "section", label = "断面", headers = { "断面名称", "监测断面", "点位", "点位名称", "断面(点位)", "监测井" },
      type = "text" },
    kind_column(), month_column(),
  },
}

dictionary "sources" {
  title = "饮用水水源", names = { "饮用水水源地", "水源地", "水源地水质" },
  key = { "region", "source", "month" }, period = "month",
  columns = with_water_items {
    region,
    { id = "source", label = "水源地", headers = { "水源地名称", "水源名称", "水源" }, type = "text", required = true },
    kind_column(), month_column(),
  },
}

-- —— 农村：整治率写百分数（60 或 60%），0.6 是错误

local function share(id, label, headers)
  return { id = id, label = label, headers = headers, type = "number", unit = "%", min = "0", max = "100" }
end

dictionary "blackwater" {
  title = "黑臭水体", names = { "农村黑臭水体" }, key = { "region", "body" },
  columns = {
    region,
    { id = "body", label = "水体", headers = { "水体名称", "黑臭水体名称" }, type = "text", required = true },
    { id = "national", label = "国家监管", headers = { "是否国家监管", "国家监管水体" }, type = "flag" },
    { id = "done", label = "完成整治", headers = { "是否完成整治", "完成治理" }, type = "flag" },
    { id = "date", label = "验收日期", headers = { "验收时间", "销号日期" }, type = "date" },
  },
}

dictionary "villages" {
  title = "行政村", names = { "农村环境整治", "农村环境整治行政村" }, key = { "region", "village" },
  columns = {
    region,
    { id = "village", label = "行政村", headers = { "村名", "行政村名称", "村庄" }, type = "text", required = true },
    share("sewage", "污水治理率", { "生活污水治理率", "农村生活污水治理率" }),
    share("blackwater", "黑臭水体整治率", { "黑臭水体治理率" }),
    share("source", "水源规范化率", { "水源地规范化率", "水源规范化整治完成率" }),
    { id = "done", label = "完成整治", headers = { "是否完成整治", "完成环境整治" }, type = "flag" },
  },
}

-- 同一表里有几年的数：方法自己取考核年度和基年，所以没有 period。
dictionary "energy" {
  title = "能源与碳", names = { "能源", "能耗", "能源消费" }, key = { "region", "year" },
  columns = {
    region,
    { id = "year", label = "年度", headers = { "年份" }, type = "year", required = true },
    { id = "energy", label = "能源消费", headers = { "能源消费总量", "能源消费量" },
      type = "number", unit = "万tce", min = "0", max = "1000000" },
    { id = "co2", label = "二氧化碳", headers = { "CO2", "二氧化碳排放", "二氧化碳排放量" },
      type = "number", unit = "万t", min = "0", max = "10000000" },
    { id = "gdp", label = "地区生产总值", headers = { "GDP", "生产总值" },
      type = "number", unit = "亿元", min = "0", max = "10000000" },
    { id = "price_base", label = "价格基期", headers = { "不变价基期", "GDP价格基期" }, type = "year" },
  },
}

dictionary "herd" {
  title = "养殖与土地", names = { "养殖和土地", "畜禽养殖与土地" }, key = { "region", "species" },
  columns = {
    region,
    { id = "species", label = "畜种", headers = { "畜禽种类" }, type = "text", required = true },
    { id = "head", label = "数量", headers = { "存栏", "存栏量", "存栏数量" },
      type = "number", unit = "头", min = "0", max = "10000000000", sum = true },
    { id = "land", label = "配套土地", headers = { "配套土地面积", "消纳土地" },
      type = "number", unit = "公顷", min = "0", max = "100000000", sum = true },
    { id = "nitrogen", label = "还田氮", headers = { "粪肥还田氮", "氮" },
      type = "number", unit = "kg", min = "0", max = "100000000000", sum = true },
    { id = "phosphorus", label = "还田磷", headers = { "粪肥还田磷", "磷" },
      type = "number", unit = "kg", min = "0", max = "100000000000", sum = true },
  },
}

-- 同一表里有几年的数，没有 period。
dictionary "fertiliser" {
  title = "化肥农药", names = { "化肥农药使用量", "化肥", "农药" }, key = { "region", "year", "kind" },
  columns = {
    region,
    { id = "year", label = "年度", headers = { "年份" }, type = "year", required = true },
    { id = "kind", label = "种类", headers = { "类别" }, type = "text", choices = { "化肥", "农药" }, required = true },
    tonnes("amount", "使用量", { "施用量", "用量" }),
  },
}

-- 任务和项目的完成状态，各表同一套词。时限和完成日期可以写到月或年（2021年8月、2021.9、年底前），取最后一天；
-- 长期坚持、持续推进的没有时限，留空。
local function state()
  return { id = "state", label = "状态", headers = { "完成状态", "进度状态" }, type = "text", choices = { "未启动", "进行中", "已完成" } }
end

dictionary "tasks" {
  title = "任务调度表", names = { "重点任务调度表", "任务调度", "重点任务" },
  key = { "region", "task", "title" },
  columns = {
    region,
    { id = "task", label = "序号", headers = { "任务", "任务编号", "编号" }, type = "text", required = true },
    { id = "title", label = "重点任务", headers = { "任务名称", "工作任务" }, type = "text" },
    { id = "unit", label = "责任单位", headers = { "牵头单位", "负责单位" }, type = "text" },
    { id = "due", label = "完成时限", headers = { "完成期限", "时限要求", "工作或时限要求" }, type = "deadline" },
    { id = "progress", label = "工作进展情况", headers = { "工作进展", "进展情况" }, type = "text" },
    { id = "problems", label = "存在问题", headers = { "问题", "存在的问题" }, type = "text" },
    state(),
    { id = "percent", label = "完成比例", headers = { "完成进度", "完成百分比" },
      type = "number", unit = "%", min = "0", max = "100" },
    { id = "done", label = "完成日期", headers = { "实际完成时间", "实际完成日期" }, type = "deadline" },
  },
}

-- 项目用序号或编号来认，与任务一样；名称可以另列。
dictionary "projects" {
  title = "项目清单", names = { "重点项目清单", "项目" },
  key = { "region", "project" },
  columns = {
    region,
    { id = "project", label = "项目", headers = { "项目编号", "编号", "序号" }, type = "text", required = true },
    { id = "title", label = "项目名称", headers = { "工程名称", "建设项目" }, type = "text" },
    { id = "unit", label = "单位名称", headers = { "企业名称", "实施单位", "责任单位" }, type = "text" },
    { id = "quantity", label = "数量", type = "number", min = "0", max = "1000000", sum = true },
    { id = "scale", label = "规模", headers = { "建设规模" }, type = "text" },
    { id = "due", label = "完成时间", headers = { "完成时限", "计划完成时间" }, type = "deadline" },
    state(),
    { id = "done", label = "完成日期", headers = { "实际完成时间", "实际完成日期" }, type = "deadline" },
  },
}
