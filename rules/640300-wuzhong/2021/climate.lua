-- 气候：碳排放、能耗、科技型企业、园区和景区创建。
--
-- 文件只给全市一个数，由吴忠市本级报。下降类目标写正数，比基准年下降不少于该数。
-- 碳强度、能耗强度两项另套用到每个县（市、区）和太阳山开发区，示范；市里分解后换成各自的数。
-- 能耗“同比”即比 2020 年。绿化三项见 air-measures.lua。

indicator "carbon.intensity_drop" {
  title = "单位地区生产总值二氧化碳下降率", unit = "%", better = "higher", digits = 2,
  method = "energy.co2_drop", value = "drop",
  params = { base_year = "2020" },
}
targets "carbon.intensity_drop" {
  form = drop_at_least, cite = { "wz-climate-2021", "二" }, value = "2.98", base_year = "2020",
}
targets "carbon.intensity_drop" {
  form = drop_at_least, cite = { "wz-climate-2021", "二" }, value = "2.98", base_year = "2020",
  applies = "each", demo = true,
}

local counties_and_zone = { "各县（市、区）人民政府", "太阳山开发区管委会" }

indicator "energy.increment" {
  title = "能源消费增量", unit = "万tce", better = "lower", digits = 2,
  method = "energy.increment", value = "increment",
}
targets "energy.increment" {
  form = at_most, cite = { "wz-climate-2021", "三（三）6" }, value = "35",
  lead = { "市发改委", "市工信局" }, support = { "市生态环境局" }, implement = counties_and_zone,
}

indicator "energy.intensity_drop" {
  title = "单位地区生产总值能耗下降率", unit = "%", better = "higher", digits = 2,
  method = "energy.intensity_drop", value = "drop",
  params = { base_year = "2020" },
}
targets "energy.intensity_drop" {
  form = drop_at_least, cite = { "wz-climate-2021", "三（三）6" }, value = "2.5", base_year = "2020",
  lead = { "市发改委", "市工信局" }, support = { "市生态环境局" }, implement = counties_and_zone,
}
targets "energy.intensity_drop" {
  form = drop_at_least, cite = { "wz-climate-2021", "三（三）6" }, value = "2.5", base_year = "2020",
  applies = "each", demo = true,
  lead = { "市发改委", "市工信局" }, support = { "市生态环境局" }, implement = counties_and_zone,
}

-- 数量类的要求：都是“以上”，含本数；科技项目 55 个没有“以上”，也按不少于。
local function count(id, title, clause, value, lead, support, note)
  indicator(id) {
    title = title, unit = "个", better = "higher", digits = 0,
    method = "reported", value = "value",
  }
  targets(id) {
    form = at_least, cite = { "wz-climate-2021", clause }, value = value,
    lead = lead, support = support, implement = counties_and_zone, note = note,
  }
end

local science, helpers = { "市科技局" }, { "市发改委", "市工信局" }
count("tech.high_tech", "新增国家高新技术企业", "三（二）3", "6", science, helpers)
count("tech.small_giants", "新增自治区科技小巨人企业", "三（二）3", "5", science, helpers)
count("tech.small_firms", "新增自治区科技型中小企业", "三（二）3", "20", science, helpers)
count("tech.platforms", "建设科技创新平台", "三（二）3", "6", science, helpers)
count("tech.projects", "实施自治区科技项目", "三（二）3", "55", science, helpers)

-- 没有数值的要求。
local function statement(id, title, form, clause, lead, support, implement, note)
  indicator(id) {
    title = title, unit = "1", better = "higher", digits = 0,
    method = "reported", value = "value",
  }
  targets(id) {
    form = form, cite = { "wz-climate-2021", clause },
    lead = lead, support = support, implement = implement, note = note,
  }
end

statement("climate.jinji_park", "金积工业园区升级国家高新区", qualitative, "三（二）4",
  { "市农业农村局", "市科技局" }, { "市发改委", "市工信局" }, counties_and_zone, "推动")
statement("climate.qingtongxia_park", "青铜峡工业园区创建自治区高新区", qualitative, "三（二）4",
  { "市农业农村局", "市科技局" }, { "市发改委", "市工信局" }, counties_and_zone, "推动")
statement("climate.scenic_area", "青铜峡黄河大峡谷创建5A级景区", qualitative, "三（二）5",
  { "市发改委", "市工信局", "市商务和投资促进局", "市文化旅游体育广电局" }, { "市科技局", "市市场监督管理局" },
  { "各县（市、区）人民政府" }, "力争")
statement("climate.oil", "石油消费基本稳定", qualitative, "三（三）7",
  { "市发改委" }, { "市工信局", "市生态环境局", "市住建局", "市农业农村局" }, counties_and_zone)
statement("climate.new_energy", "新能源装机和非化石能源比重提高", qualitative, "三（三）9",
  { "市发改委" }, { "市工信局", "市科技局", "市住建局", "市农业农村局", "市统计局" }, counties_and_zone)
statement("climate.green_industry", "工业绿色改造年度任务", assigned, "三（四）11",
  { "市工信局" }, { "市发改委", "市科技局", "市生态环境局" }, counties_and_zone, "自治区三年行动计划")
