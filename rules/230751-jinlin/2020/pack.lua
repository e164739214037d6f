-- 金林区畜禽养殖废弃物资源化利用规则包（依据联席会议制度征求意见稿）。
--
-- 年度为什么取 2020：文件没有日期。金林区 2019 年 6 月才由国务院批准设立（国函〔2019〕63号）；
-- 环评规模的写法是国家分类管理名录 2018 年版的，2021 年起换了新版。夹在中间的完整年度只有 2020。
-- 这是推断，定稿有日期后改 period 和文件夹名。

pack {
  id = "jinlin-2020",
  title = "金林区2020年畜禽养殖废弃物资源化利用",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2020",
  office = "金林区畜禽养殖废弃物资源化利用联席会议办公室",
}

-- 只有一个考核对象。镇和林业局公司有任务，但没有各自的目标，算在区里。
regions { file = "regions.csv" }

-- 同一单位的几种写法收成一个：住建局，电力公司与供电公司，环保部门，林业公司，领导小组办公室。
-- 两镇、供电公司在文件里各是两家，总是一起出现，照原文不拆。
units { file = "units.csv" }

source "jl-manure-draft" {
  title = "金林区关于建立畜禽养殖废弃物资源化利用工作联席会议制度（征求意见稿）",
  issued = "2020",
  file = "001",
  note = "征求意见稿，没有日期，年度是推断的",
}

-- 责任单位并列，没有分牵头和配合，都记作牵头；除年度报告外都没有时限。
tasks { file = "tasks.csv", source = "jl-manure-draft" }

-- 没有人按它计分的界线和次数。以地定畜、氮磷上限在 land.lua。
thresholds { file = "limits.csv", source = "jl-manure-draft" }

include "land.lua"
include "farms.lua"

consequence "reduce_herd" {
  title = "调减养殖总量",
  when = "养殖规模超过土地承载能力的区域",
  cite = { "jl-manure-draft", "二（七）" },
}
consequence "eia_penalty" {
  title = "依法处罚",
  when = "规模养殖场（区）没有依法做环境影响评价：由生态环境部门处理",
  cite = { "jl-manure-draft", "二（六）" },
  whom = "enterprise",
}
consequence "no_operation" {
  title = "不得投入生产或使用",
  when = "没有建污染防治配套设施，或自建设施不合格，又没有委托第三方处理",
  cite = { "jl-manure-draft", "二（九）" },
  whom = "enterprise",
}
consequence "withdraw_title" {
  title = "取消资质、追缴资金",
  when = "国家级标准化示范场的粪污设施不合要求：建议取消资质，已享受的扶持资金全部追回",
  cite = { "jl-manure-draft", "二（九）" },
  whom = "enterprise",
}
consequence "bulletin" {
  title = "通报考核结果",
  when = "区政府定期通报，结果纳入绩效评价，有激励也有追责",
  cite = { "jl-manure-draft", "二（十）" },
}
consequence "efficiency" {
  title = "纳入效能考核",
  when = "成员单位落实联席会议决定的情况",
  cite = { "jl-manure-draft", "四（三）" },
}

include "scheme.lua"
