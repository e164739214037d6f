-- 乳山市人民政府公报（2018 年）里的非生态考核文件，只列清单，不评分、不计算。
--
-- 土壤、畜禽粪污、重污染天气、农村供暖四份文件不在这里，另有规则包。
-- 这里的十二份：政府提速、自身建设、第三次土地调查、鲁担惠农贷、风险补偿基金、综合执法联动、
-- 餐饮质量安全、食安乳山品牌、政府性债务、税收保障、存量房资金监管、政务信息系统。
--
-- 编法：
-- 1. 任务编号沿用台账（RS-SPEED、RS-FOOD），台账没有的按文件次序接着编。
-- 2. 文件只写“责任单位”或“按职责分工负责”的，全部列牵头单位，说明里注明未分牵头配合；各镇区列落实单位。
-- 3. 创建、培育、认证若干个，写明的是要做到的数量，用 >=；“全部”“全覆盖”按 100% 录；“基本达到”用 about。
-- 4. 餐饮方案和品牌方案、惠农贷意见和基金办法重复的数只录一次，另一处写在说明里。
-- 5. 品牌方案没有责任单位，限值的牵头单位写食安办（四（一）由它组织协调），任务写有关部门、单位。
-- 6. 附件成员名单只取单位，不取人名。
-- 7. 政府性债务办法缺第七章，信息系统办法第三十一条漏“条”字，基金办法第十七条在公报里不完整；都照原样引用。
-- 8. 基金办法通知标题写“暂行办法”，正文写“管理办法”，来源标题用正文的。

pack {
  id = "rushan-2018-gazette",
  title = "乳山市2018年公报政务文件清单",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2018",
  office = "乳山市人民政府办公室",
}

regions { file = "regions.csv" }
units { file = "units.csv" }

source "rs-speed-2018" {
  title = "关于实施政府提速工程的意见",
  number = "乳政发〔2018〕2号",
  issued = "2018-02-13",
  file = "003",
}
source "rs-gov-2018" {
  title = "关于加强政府自身建设的意见",
  number = "乳政发〔2018〕3号",
  issued = "2018-02-13",
  file = "003",
}
-- 通知没有印成文日期，只知年度。
source "rs-land-2018" {
  title = "关于开展乳山市第三次土地调查的通知",
  number = "乳政发〔2018〕4号",
  issued = "2018",
  file = "003",
}
source "rs-loan-2018" {
  title = "关于推进“鲁担惠农贷”农业信贷担保工作的意见",
  number = "乳政发〔2018〕5号",
  issued = "2018-03-08",
  file = "003",
}
source "rs-enf-2018" {
  title = "关于建立健全综合行政执法配合联动机制的实施意见",
  number = "乳政办发〔2018〕3号",
  issued = "2018-02-11",
  file = "003",
}
source "rs-food-2018" {
  title = "乳山市餐饮质量安全提升工程实施方案",
  number = "乳政办发〔2018〕4号",
  issued = "2018-03-06",
  file = "003",
}
source "rs-brand-2018" {
  title = "“食安乳山”品牌建设实施方案",
  number = "乳政办发〔2018〕6号",
  issued = "2018-03-07",
  file = "003",
}
source "rs-fund-2018" {
  title = "乳山市“鲁担惠农贷”风险补偿基金管理办法",
  number = "乳政办发〔2018〕7号",
  issued = "2018-03-08",
  file = "003",
}
source "rs-debt-2018" {
  title = "乳山市政府性债务管理办法",
  number = "乳政办发〔2018〕8号",
  issued = "2018-03-14",
  file = "003",
}
source "rs-tax-2018" {
  title = "乳山市税收保障工作实施方案",
  number = "乳政办发〔2018〕9号",
  issued = "2018-03-14",
  file = "003",
}
source "rs-house-2018" {
  title = "乳山市存量房交易资金监管暂行办法",
  number = "乳政办发〔2018〕10号",
  issued = "2018-03-27",
  file = "003",
}
source "rs-it-2018" {
  title = "乳山市政务信息系统项目管理办法",
  number = "乳政办发〔2018〕11号",
  issued = "2018-03-29",
  file = "003",
}

-- 文件一列写明每行出自哪份文件。
tasks { file = "tasks-government.csv" } -- 提速、自身建设、综合执法、信息系统
tasks { file = "tasks-food.csv" } -- 餐饮质量安全、食安乳山品牌
tasks { file = "tasks-finance.csv" } -- 惠农贷、风险基金、债务、税收
tasks { file = "tasks-land-house.csv" } -- 土地调查、存量房

thresholds { file = "limits-government.csv" } -- 提速、自身建设、土地调查、存量房、信息系统
thresholds { file = "limits-food.csv" } -- 餐饮质量安全、食安乳山品牌
thresholds { file = "limits-finance.csv" } -- 惠农贷、风险基金、债务

-- 后果，按文件原意转述。
consequence "speed_inspection" {
  title = "电子监察问责",
  when = "严重违纪违章行为：予以问责，监察结果纳入政务服务绩效考核",
  cite = { "rs-speed-2018", "四（六）41" },
}
consequence "loan_appraisal" {
  title = "纳入百分考核",
  when = "各镇（街道）惠农贷考评结果纳入百分考核；重视不够、措施不力、把关不严的严肃问责",
  cite = { "rs-loan-2018", "三（三）" },
}
consequence "fund_pause" {
  title = "暂停新增担保",
  when = "风险基金累计代偿支出超过停贷线：暂停新增担保业务，查明原因、完善措施后恢复",
  cite = { "rs-fund-2018", "第十四条" },
}
consequence "enforcement_liability" {
  title = "分清责任追究",
  when = "管理、监管、整治不到位或发现不及时，追究职能部门；受理、程序、执行不到位，追究执法部门",
  cite = { "rs-enf-2018", "三2" },
}
consequence "food_award" {
  title = "表彰奖励",
  when = "餐饮质量安全提升工程中贡献突出的集体和个人",
  cite = { "rs-food-2018", "五（五）" },
  reward = true,
}
consequence "food_liability" {
  title = "问责处理",
  when = "履职不力、监管缺位或应付了事的单位及其人员",
  cite = { "rs-food-2018", "五（五）" },
}
consequence "brand_bulletin" {
  title = "定期通报",
  when = "品牌建设工作推进和完成情况",
  cite = { "rs-brand-2018", "四（三）" },
}
consequence "debt_correction" {
  title = "责令改正和处分",
  when = "六类违规举债、用债行为：责令改正，对直接责任人员给予处分；构成犯罪的追究刑事责任",
  cite = { "rs-debt-2018", "第四十五条" },
}
consequence "tax_statement" {
  title = "书面说明",
  when = "涉税信息应报未报：向政府作出书面说明",
  cite = { "rs-tax-2018", "三（二）" },
}
consequence "house_credit" {
  title = "记入信用记录",
  when = "隐瞒情况、提供虚假材料、恶意解除或逃避资金监管",
  cite = { "rs-house-2018", "第十九条" },
  whom = "enterprise",
}
consequence "house_agency" {
  title = "限期改正、取消资格",
  when = "中介、置业担保机构及人员违规：限期改正并记入信用档案，情节严重的取消备案资格和网签权限",
  cite = { "rs-house-2018", "第二十一条" },
  whom = "enterprise",
}
consequence "it_no_funding" {
  title = "不拨付经费",
  when = "未经验收，或不接入共享平台、不按要求共享数据：后续建设和运维经费不予拨付",
  cite = { "rs-it-2018", "第十八条、第二十二条" },
}
consequence "it_suspend" {
  title = "通报、暂缓拨付、停建",
  when = "拒不整改或整改后仍不合要求：通报批评、暂缓拨付资金、暂停直至终止项目",
  cite = { "rs-it-2018", "第二十七条" },
}
