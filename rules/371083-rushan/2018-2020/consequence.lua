-- 考核结果怎样用、做不到有什么后果。条件和措施按文件原意转述。

-- 土壤：由轻到重，前一步整改不到位才到后一步。
consequence "rectify" {
  title = "限期整改",
  when = "镇区年度评估结果较差或没有通过考核：提出限期整改意见",
  cite = { "rs-soil-2018", "五（四）第二段" },
  kind = "rectify",
  grade = "不合格", -- 示范：“没有通过考核”读作等次不合格，等次出自示范计分方案
}
consequence "eia_limit" {
  title = "环评限批",
  when = "限期整改完成之前：有关区域的建设项目环评暂停审批",
  cite = { "rs-soil-2018", "五（四）第二段" },
}
consequence "interview" {
  title = "约谈镇区政府和部门负责人",
  when = "整改不到位",
  cite = { "rs-soil-2018", "五（四）第二段" },
  kind = "interview",
  repeated = true, -- 示范：“整改不到位”读作上期未达标的指标本期仍未达标
}
consequence "interview_chief" {
  title = "约谈主要负责人",
  when = "问题突出、质量变差、工作不力或群众意见大：对象是镇区和部门的主要负责人",
  cite = { "rs-soil-2018", "五（四）第二段" },
}
consequence "discipline" {
  title = "诫勉、公开道歉、组织处理、党纪政纪处分",
  when = "失职渎职、弄虚作假，视情节轻重",
  cite = { "rs-soil-2018", "五（四）第二段" },
}
consequence "lifelong" {
  title = "刑事责任、终身追责",
  when = "构成犯罪的追究刑事责任；调离、提拔、退休的同样终身追究",
  cite = { "rs-soil-2018", "五（四）第二段" },
}
consequence "use_of_result" {
  title = "结果用于干部评价和离任审计",
  when = "每年评估、2020年考核的结果，供班子和干部评价、资源资产离任审计使用",
  cite = { "rs-soil-2018", "五（四）" },
}
consequence "no_permit" {
  title = "不办开工手续",
  when = "企业没有治理已有土壤污染：除节能减排、治污、清洁生产外的新项目不予办理",
  cite = { "rs-soil-2018", "二（二）4" },
  whom = "enterprise",
}
consequence "shut_down" {
  title = "停业关闭并公布名单",
  when = "涉重金属企业整改后仍不达标",
  cite = { "rs-soil-2018", "二（三）2（4）" },
  whom = "enterprise",
}
consequence "listed_supervision" {
  title = "挂牌督办",
  when = "土壤污染重、群众意见大的企业",
  cite = { "rs-soil-2018", "三（二）" },
  whom = "enterprise",
}
consequence "restoration_duty" {
  title = "治理与修复终身责任",
  when = "造成土壤严重污染的依法追责，责任终身有效",
  cite = { "rs-soil-2018", "二（四）2（3）" },
  whom = "enterprise",
}

-- 畜禽、供暖
consequence "farm_penalty" {
  title = "依法处罚养殖场",
  when = "规模养殖场没有执行环评或“三同时”制度",
  cite = { "rs-manure-2018", "二（二）第二段" },
  whom = "enterprise",
}
consequence "heating_praise" {
  title = "表扬",
  when = "农村供暖工作突出、成效明显",
  cite = { "rs-heating-2018", "六（四）" },
  reward = true,
}
consequence "heating_criticism" {
  title = "通报批评",
  when = "农村供暖落实不力、没有完成目标任务",
  cite = { "rs-heating-2018", "六（四）" },
}
consequence "heating_fund" {
  title = "奖补资金",
  when = "按各镇（办事处）计划安排、开展和目标完成情况给予资金扶持",
  cite = { "rs-heating-2018", "六（三）" },
  reward = true,
}
