-- 后果：没有完成、违反要求时怎么办，供通知书引用。条件和措施按原意转述，不加重也不减轻。落在企业和个人身上的写 whom，
-- 不进通知书。文件没有说哪种情形发哪种通知书，都不写 kind。

-- 大气 -----------------------------------------------------------------------

consequence "air.scattered" {
  title = "从重从快、一案双查",
  when = "瞒报“十五小”类散乱污企业，或者造成严重污染后果",
  cite = { "jy-air-2021", "二（一）6" },
}
consequence "air.coal_over" {
  title = "停产整治",
  when = "企业用煤超过分解到户的指标",
  cite = { "jy-air-2021", "二（二）7" },
  whom = "enterprise",
}
consequence "air.station_booking" {
  title = "取消预约资格",
  when = "车检机构违规，或者被平台频繁预警",
  cite = { "jy-air-2021", "二（三）14第二段" },
  whom = "enterprise",
}
consequence "air.station_fraud" {
  title = "提请取消检验资格、追究刑责",
  when = "车检机构伪造检验结果、出具虚假报告，情节严重的提请取消资格，构成犯罪的依法追究",
  cite = { "jy-air-2021", "二（三）14第三段" },
  whom = "enterprise",
}
consequence "air.machinery" {
  title = "责令治理、依法处罚",
  when = "预约检测或挂牌检测不合格的机械先治理；执法中发现使用不合格机械的处罚，在禁用区内使用的从重",
  cite = { "jy-air-2021", "二（三）16" },
  whom = "enterprise",
}
consequence "air.dust_interview" {
  title = "约谈",
  when = "片区、镇、街道降尘量连续两个月排名倒数，或者扬尘问题突出",
  cite = { "jy-air-2021", "二（四）18" },
}
consequence "air.dust_record" {
  title = "列为不良行为",
  when = "工程建设没有按规定控制扬尘，受到通报、约谈或行政处罚",
  cite = { "jy-air-2021", "二（四）18" },
  whom = "enterprise",
}
consequence "air.mine_incentive" {
  title = "不采取强制停限产",
  when = "列入绿色矿山名录的砂石矿山，手续合法且符合环保要求；重污染天气等期间在加强监管下可正常生产",
  cite = { "jy-air-2021", "二（四）19" },
  whom = "enterprise",
}
consequence "air.fireworks" {
  title = "依法查处",
  when = "非法生产、销售、运输、储存、燃放烟花爆竹",
  cite = { "jy-air-2021", "二（四）21" },
  whom = "enterprise",
}
consequence "air.grade_policy" {
  title = "分级管控",
  when = "绩效 A、B 级企业享受鼓励政策，C、D 级企业执行管控措施",
  cite = { "jy-air-2021", "二（五）22" },
  whom = "enterprise",
}
consequence "air.stop_production" {
  title = "停产治理",
  when = "企业不能稳定达标，或者达不到无组织控制要求；超标的加大处罚并联合惩戒",
  cite = { "jy-air-2021", "二（五）23" },
  whom = "enterprise",
}
consequence "air.power_price" {
  title = "差别化电价水价",
  when = "超低排放评估监测没有按期完成，或者没有达标",
  cite = { "jy-air-2021", "二（五）24" },
  whom = "enterprise",
}
consequence "air.poor_coal" {
  title = "严厉查处",
  when = "火电企业使用劣质煤",
  cite = { "jy-air-2021", "二（五）26" },
  whom = "enterprise",
}
consequence "air.clean_audit" {
  title = "公示并记入信用",
  when = "企业违反清洁生产法规受到处罚",
  cite = { "jy-air-2021", "二（五）28" },
  whom = "enterprise",
}
consequence "air.vapour" {
  title = "依法处罚",
  when = "储油库、加油站、油罐车油气回收检查监测不合格",
  cite = { "jy-air-2021", "二（六）31" },
  whom = "enterprise",
}
consequence "air.ranking" {
  title = "通报排名、经济奖罚、约谈、问责",
  when = "压实属地责任的综合手段，看空气质量排名",
  cite = { "jy-air-2021", "二（八）38" },
}
consequence "air.monthly_bulletin" {
  title = "按月通报",
  when = "每月通报降尘量和突出环境问题", -- 只见于台账
  cite = { "jy-air-2021", "附件 序号38" },
}
consequence "air.monitoring_fraud" {
  title = "责令整改、罚款、撤销资质",
  when = "监测机构或人员行为不规范、违法违规：视情形处理并公开通报，涉嫌犯罪的移交公安机关",
  cite = { "jy-air-2021", "二（八）40" },
  whom = "enterprise",
}

-- 水 -------------------------------------------------------------------------

consequence "water.sludge_dump" {
  title = "查处取缔",
  when = "非法堆放污泥；重金属等不达标的污泥不得用于土地",
  cite = { "jy-water-2021", "二（二）5" },
  whom = "enterprise",
}
consequence "water.interview" {
  title = "通报、约谈",
  when = "镇、街道河流水质超标严重或连续超标；平时发现问题先交办、督办",
  cite = { "jy-water-2021", "二（五）21" },
}
consequence "water.compensation" {
  title = "生态补偿",
  when = "按镇、街道断面水质，逐步建立生态补偿机制",
  cite = { "jy-water-2021", "二（五）21" },
}
consequence "water.ships" {
  title = "强制报废",
  when = "船舶超过使用年限",
  cite = { "jy-water-2021", "二（五）23" },
  whom = "enterprise",
}
consequence "water.violation" {
  title = "依法查处",
  when = "无证或不按证排污，伪造篡改监测数据，违规用药剂或干扰剂，偷排偷放",
  cite = { "jy-water-2021", "二（五）25" },
  whom = "enterprise",
}

-- 土壤 -----------------------------------------------------------------------

consequence "soil.farms" {
  title = "依法查处",
  when = "规模养殖无证或不按证排污、设施不配套、粪污未经处理还田或外排、排放不达标",
  cite = { "jy-soil-2021", "二（三）5第三段" },
  whom = "enterprise",
}
consequence "soil.fertiliser" {
  title = "从严查处",
  when = "向农田施用不达标的肥料等投入品",
  cite = { "jy-soil-2021", "二（五）11第二段" },
  whom = "enterprise",
}
consequence "soil.grain" {
  title = "专仓收储、不得流入口粮市场",
  when = "收购的粮食重金属超标",
  cite = { "jy-soil-2021", "二（五）14" },
  whom = "enterprise",
}
consequence "soil.land_use" {
  title = "不得用于住宅和公共用地",
  when = "地块在风险管控和修复名录内；目标没有达到的，不得开工建设无关项目；没有完成调查评估的，不得进入用地程序",
  cite = { "jy-soil-2021", "二（六）19" },
  whom = "enterprise",
}
consequence "soil.credit" {
  title = "违法信息公示",
  when = "从事风险管控、修复的单位和个人有违法记录：记入诚信档案并向社会公布",
  cite = { "jy-soil-2021", "二（七）26" },
  whom = "enterprise",
}
consequence "soil.crime" {
  title = "移送司法、损害赔偿",
  when = "非法倾倒填埋固体废物、以逃避监管方式排污；污染土壤造成损害的线索移送，并配合生态环境损害赔偿",
  cite = { "jy-soil-2021", "二（八）28" },
  whom = "enterprise",
}

-- 农业农村 -------------------------------------------------------------------

consequence "agri.farms" {
  title = "依法查处",
  when = "养殖无证或不按证排污、设施不配套、粪污未经处理还田或外排、排放不达标",
  cite = { "jy-agri-2021", "二（七）17" },
  whom = "enterprise",
}
consequence "agri.assessment" {
  title = "纳入责任考核和政绩考核",
  when = "农业农村环境保护情况，作为当地党委政府目标责任和干部政绩考核的内容",
  cite = { "jy-agri-2021", "三（三）" },
}
consequence "agri.inspection" {
  title = "纳入督察、严肃问责",
  when = "农业农村污染突出问题纳入生态环境保护督察；问题严重、治理不力的问责",
  cite = { "jy-agri-2021", "三（三）" },
}
