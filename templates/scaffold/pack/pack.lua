-- 规则包从这个文件读起。规则包只是“写明”要求，由程序检查、计算和计分；改完存盘，运行：
--   kaohe rules test 本文件夹        测试有没有都通过
--   kaohe score 示例数据 --rules 本文件夹
-- 写法：一个词、（编号）、花括号里的各项。小数要加引号，如 "85.7"。两个减号后面是说明，程序不读。

pack {
  id = "@id@", -- 编号，结果文件和填报表里都写它
  title = "@year@ 年生态环境目标考核", -- 名称，印在考核表上
  version = "0.1.0", -- 每次发布改一次
  engine = ">=0.1, <1", -- 程序版本要求
  period = "@year@", -- 考核期：2022，或 2020-2022
  office = "考核办公室", -- 考核单位
}

-- 参加考核的县区，写在表里：名称、区划代码、类型、参与排名、别名。
regions { file = "regions.csv" }

-- 依据文件。下面每个目标都要写明出自哪个文件、哪一条。
source "plan" { title = "工作安排（请改成文件全名）", number = "文号", issued = "@year@-01-01" }

-- 指标：名称、单位、越高越好还是越低越好、保留几位小数、怎么算。
-- method = "reported"：县区直接填报这个数；空气、水、秸秆等从数据表计算的，见手册的方法一览。
indicator "air.good_days_rate" {
  title = "优良天数比例", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}
indicator "air.pm25" {
  title = "PM2.5 年均浓度", unit = "μg/m³", better = "lower", digits = 0,
  method = "reported", value = "value",
}

-- 目标：at_least 不低于，at_most 不高于。各县区的数写在 targets.csv，也可以直接写在 rows 里，
-- 或用 value = "85", applies = "each" 让每个县区一样。
targets "air.good_days_rate" { form = at_least, file = "targets.csv", cite = { "plan", "附件1" } }
targets "air.pm25" { form = at_most, file = "targets.csv", cite = { "plan", "附件1" } }

-- 分值、扣分、加分、一票否决和等次。
include "scheme.lua"
