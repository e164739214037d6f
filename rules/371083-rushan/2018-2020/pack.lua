-- 乳山市 2018—2020 年土壤污染防治、畜禽粪污资源化利用、农村供暖规则包。
--
-- 目标取自市政府三份方案（公报 2018 年所载）；分值三份都没有写，见 scheme.lua（示范）。
-- 三份文件只给全市一个数，镇区不是本包的考核地区，只在任务里作落实单位。
-- 考核某一年：--period 2019；分年目标（粪污三项）取当年的数，只写“到2020年”的目标用终点值对照进度。
-- 2025 年的要求列在 limits-manure.csv，2030 年的土壤目标另见 ../2030。

pack {
  id = "rushan-2018-2020",
  title = "乳山市2018—2020年土壤、畜禽粪污和农村供暖考核",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2018-2020",
  office = "乳山市人民政府",
}

regions { file = "regions.csv" }
units { file = "units.csv" }

source "rs-soil-2018" {
  title = "乳山市土壤污染防治工作方案",
  number = "乳政发〔2018〕1号",
  issued = "2018-01-12",
  file = "003",
}
source "rs-manure-2018" {
  title = "乳山市畜禽养殖废弃物资源化利用实施方案",
  number = "乳政办发〔2018〕5号",
  issued = "2018-03-06",
  file = "003",
}
source "rs-heating-2018" {
  title = "乳山市农村供暖工作实施方案",
  number = "乳政办发〔2018〕1号",
  issued = "2018-01-05",
  file = "003",
}

tasks { file = "tasks-soil.csv" }
tasks { file = "tasks-manure.csv" }
tasks { file = "tasks-heating.csv" }
thresholds { file = "limits-soil.csv" }
thresholds { file = "limits-manure.csv" }
thresholds { file = "limits-heating.csv" }

include "soil.lua"
include "input.lua"
include "manure.lua"
include "heating.lua"
include "consequence.lua"
include "scheme.lua"
