-- 水质分类限值：GB 3838-2002 表1、表2 和 GB/T 14848-2017 表1。单位 mg/L，另有说明的除外。
--
-- 每项的 limits 依次是 Ⅰ、Ⅱ、Ⅲ…类的限值，不差于哪一类的限值就是哪一类，先比好的：相邻两类限值相同时取好的一类。
-- 都不满足时是下一类：地表水五个限值之后是 6（劣Ⅴ），地下水四个之后是 5（Ⅴ）。
-- at_least：不低于限值（溶解氧）；within：在 {低, 高} 之间，两端都算（pH）；其余不高于限值。

local function at_most(...)
  return { sense = "at_most", limits = { ... } }
end
local function at_least(...)
  return { sense = "at_least", limits = { ... } }
end
local function within(...)
  return { sense = "within", limits = { ... } }
end

local six_to_nine = { "6", "9" }

-- GB 3838-2002 表1。
local river = {
  ph = within(six_to_nine, six_to_nine, six_to_nine, six_to_nine, six_to_nine),
  dissolved_oxygen = at_least("7.5", "6", "5", "3", "2"), -- Ⅰ类也可按饱和率 90%，没有水温时不用
  codmn = at_most("2", "4", "6", "10", "15"),
  cod = at_most("15", "15", "20", "30", "40"),
  bod5 = at_most("3", "3", "4", "6", "10"),
  nh3n = at_most("0.15", "0.5", "1.0", "1.5", "2.0"),
  tp = at_most("0.02", "0.1", "0.2", "0.3", "0.4"),
  copper = at_most("0.01", "1.0", "1.0", "1.0", "1.0"),
  zinc = at_most("0.05", "1.0", "1.0", "2.0", "2.0"),
  fluoride = at_most("1.0", "1.0", "1.0", "1.5", "1.5"),
  selenium = at_most("0.01", "0.01", "0.01", "0.02", "0.02"),
  arsenic = at_most("0.05", "0.05", "0.05", "0.1", "0.1"),
  mercury = at_most("0.00005", "0.00005", "0.0001", "0.001", "0.001"),
  cadmium = at_most("0.001", "0.005", "0.005", "0.005", "0.01"),
  chromium6 = at_most("0.01", "0.05", "0.05", "0.05", "0.1"),
  lead = at_most("0.01", "0.01", "0.05", "0.05", "0.1"),
  cyanide = at_most("0.005", "0.05", "0.2", "0.2", "0.2"),
  phenol = at_most("0.002", "0.002", "0.005", "0.01", "0.1"),
  petroleum = at_most("0.05", "0.05", "0.05", "0.5", "1.0"),
  surfactant = at_most("0.2", "0.2", "0.2", "0.3", "0.3"),
  sulfide = at_most("0.05", "0.1", "0.2", "0.5", "1.0"),
  fecal_coliform = at_most("200", "2000", "10000", "20000", "40000"), -- 个/L
}

-- 湖、库：总磷另有限值，总氮只有湖、库有。
local lake = {}
for item, rule in pairs(river) do
  lake[item] = rule
end
lake.tp = at_most("0.01", "0.025", "0.05", "0.1", "0.2")
lake.tn = at_most("0.2", "0.5", "1.0", "1.5", "2.0")

-- GB/T 14848-2017 表1 常规指标。
local groundwater = {
  color = at_most("5", "5", "15", "25"), -- 铂钴色度单位
  turbidity = at_most("3", "3", "3", "10"), -- NTU
  ph = within({ "6.5", "8.5" }, { "6.5", "8.5" }, { "6.5", "8.5" }, { "5.5", "9.0" }),
  hardness = at_most("150", "300", "450", "650"),
  dissolved_solids = at_most("300", "500", "1000", "2000"),
  sulfate = at_most("50", "150", "250", "350"),
  chloride = at_most("50", "150", "250", "350"),
  iron = at_most("0.1", "0.2", "0.3", "2.0"),
  manganese = at_most("0.05", "0.05", "0.10", "1.50"),
  copper = at_most("0.01", "0.05", "1.00", "1.50"),
  zinc = at_most("0.05", "0.5", "1.00", "5.00"),
  aluminium = at_most("0.01", "0.05", "0.20", "0.50"),
  phenol = at_most("0.001", "0.001", "0.002", "0.01"),
  -- Ⅰ类是不得检出：取了检出限的一半就大于 0，按Ⅱ类（偏严）
  surfactant = at_most("0", "0.1", "0.3", "0.3"),
  codmn = at_most("1.0", "2.0", "3.0", "10.0"),
  nh3n = at_most("0.02", "0.10", "0.50", "1.50"),
  sulfide = at_most("0.005", "0.01", "0.02", "0.10"),
  sodium = at_most("100", "150", "200", "400"),
  total_coliform = at_most("3.0", "3.0", "3.0", "100"), -- MPN/100mL
  bacteria = at_most("100", "100", "100", "1000"), -- CFU/mL
  nitrite = at_most("0.01", "0.10", "1.00", "4.80"),
  nitrate = at_most("2.0", "5.0", "20.0", "30.0"),
  cyanide = at_most("0.001", "0.01", "0.05", "0.1"),
  fluoride = at_most("1.0", "1.0", "1.0", "2.0"),
  iodide = at_most("0.04", "0.04", "0.08", "0.50"),
  mercury = at_most("0.0001", "0.0001", "0.001", "0.002"),
  arsenic = at_most("0.001", "0.001", "0.01", "0.05"),
  selenium = at_most("0.01", "0.01", "0.01", "0.1"),
  cadmium = at_most("0.0001", "0.001", "0.005", "0.01"),
  chromium6 = at_most("0.005", "0.01", "0.05", "0.10"),
  lead = at_most("0.005", "0.005", "0.01", "0.10"),
  trichloromethane = at_most("0.5", "6", "60", "300"), -- μg/L，下三项同
  carbon_tetrachloride = at_most("0.5", "0.5", "2.0", "50.0"),
  benzene = at_most("0.5", "1.0", "10.0", "120"),
  toluene = at_most("0.5", "140", "700", "1400"),
  -- 放射性：Ⅳ、Ⅴ类都写大于Ⅲ类限值，取好的一类，所以只有三个限值
  gross_alpha = at_most("0.1", "0.1", "0.5"), -- Bq/L
  gross_beta = at_most("0.1", "1.0", "1.0"), -- Bq/L
}

return {
  -- 按类型选表；standard 和 clause 写在说明里。
  standards = {
    river = { standard = "GB 3838-2002", clause = "表1 河流", from = "2002-06-01", rules = river },
    lake = { standard = "GB 3838-2002", clause = "表1 湖、库", from = "2002-06-01", rules = lake },
    groundwater = { standard = "GB/T 14848-2017", clause = "表1", from = "2018-05-01", rules = groundwater },
  },

  -- 表中“类型”的写法。
  kinds = {
    ["河流"] = "river", ["河流型"] = "river",
    ["湖库"] = "lake", ["湖泊"] = "lake", ["水库"] = "lake", ["湖库型"] = "lake", ["水库型"] = "lake",
    ["地下水"] = "groundwater", ["地下水型"] = "groundwater",
  },

  -- 环办〔2011〕22号：表1 除水温、总氮、粪大肠菌群以外的 21 项参加评价。
  evaluated = {
    "ph", "dissolved_oxygen", "codmn", "cod", "bod5", "nh3n", "tp", "copper", "zinc", "fluoride", "selenium", "arsenic",
    "mercury", "cadmium", "chromium6", "lead", "cyanide", "phenol", "petroleum", "surfactant", "sulfide",
  },
  -- 不参加评价、另行列出的（湖库总氮、粪大肠菌群）。
  separate = { "tn", "fecal_coliform" },
  -- 饮用水水源不评价化学需氧量。
  source_left_out = { cod = true },
  -- GB 3838-2002 表2：集中式生活饮用水地表水源地补充项目，只有一个限值。
  supplement = {
    { "sulfate", "250" }, { "chloride", "250" }, { "nitrate", "10" }, { "iron", "0.3" }, { "manganese", "0.1" },
  },
  groundwater_items = {
    "color", "turbidity", "ph", "hardness", "dissolved_solids", "sulfate", "chloride", "iron", "manganese", "copper", "zinc",
    "aluminium", "phenol", "surfactant", "codmn", "nh3n", "sulfide", "sodium", "total_coliform", "bacteria", "nitrite",
    "nitrate", "cyanide", "fluoride", "iodide", "mercury", "arsenic", "selenium", "cadmium", "chromium6", "lead",
    "trichloromethane", "carbon_tetrachloride", "benzene", "toluene", "gross_alpha", "gross_beta",
  },
  -- GB/T 14848 表1：Ⅰ至Ⅳ类都是“无”，有就是Ⅴ类。
  perceived = { "odor", "visible_matter" },

  -- 主要污染指标的次序：这些超标时排在前面；这些不算超标倍数。
  foremost = { cyanide = true, lead = true, chromium6 = true, mercury = true, cadmium = true, arsenic = true, copper = true, zinc = true },
  without_multiple = { ph = true, dissolved_oxygen = true },

  class_names = { "Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类" },

  names = {
    ph = "pH", dissolved_oxygen = "溶解氧", codmn = "高锰酸盐指数", cod = "化学需氧量", bod5 = "五日生化需氧量", nh3n = "氨氮",
    tp = "总磷", tn = "总氮", copper = "铜", zinc = "锌", fluoride = "氟化物", selenium = "硒", arsenic = "砷", mercury = "汞",
    cadmium = "镉", chromium6 = "六价铬", lead = "铅", cyanide = "氰化物", phenol = "挥发酚", petroleum = "石油类",
    surfactant = "阴离子表面活性剂", sulfide = "硫化物", fecal_coliform = "粪大肠菌群", sulfate = "硫酸盐", chloride = "氯化物",
    nitrate = "硝酸盐", iron = "铁", manganese = "锰", color = "色", turbidity = "浑浊度", hardness = "总硬度",
    dissolved_solids = "溶解性总固体", aluminium = "铝", sodium = "钠", total_coliform = "总大肠菌群", bacteria = "菌落总数",
    nitrite = "亚硝酸盐", iodide = "碘化物", trichloromethane = "三氯甲烷", carbon_tetrachloride = "四氯化碳", benzene = "苯",
    toluene = "甲苯", gross_alpha = "总α放射性", gross_beta = "总β放射性", odor = "嗅和味", visible_matter = "肉眼可见物",
  },

  -- GB/T 14848 的叫法。
  groundwater_names = { codmn = "耗氧量", phenol = "挥发性酚类" },

  -- 不是 mg/L 的。
  units = {
    ph = "1", fecal_coliform = "个/L", color = "铂钴色度单位", turbidity = "NTU", total_coliform = "MPN/100mL", bacteria = "CFU/mL",
    trichloromethane = "μg/L", carbon_tetrachloride = "μg/L", benzene = "μg/L", toluene = "μg/L",
    gross_alpha = "Bq/L", gross_beta = "Bq/L",
  },
}
