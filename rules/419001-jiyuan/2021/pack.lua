-- 济源产城融合示范区 2021 年污染防治攻坚战规则包：大气、水、土壤、农业农村四个实施方案及各自的任务分解台账。
--
-- 考核对象只有示范区本级。原文没有分片区、镇、街道的目标值，它们只作为责任单位出现（units.csv）。
-- 目标在 air.lua、water.lua、soil.lua、agriculture.lua；任务在 tasks-*.csv；不参加计分的限值、频次、
-- 门槛在 limits-*.csv；点名的工程在 projects-*.csv；后果在 consequences.lua；怎样给分见 scheme.lua（示范）。
-- 正文与台账不一致的地方，取舍写在各任务的“说明”里，总的办法见 source/notes.md。

pack {
  id = "jiyuan-2021",
  title = "济源产城融合示范区2021年度污染防治攻坚战考核",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2021",
  office = "济源产城融合示范区污染防治攻坚战领导小组",
}

regions { file = "regions.csv" }
units { file = "units.csv" }

-- 四个方案由一个通知印发，文号相同。
source "jy-air-2021" {
  title = "济源产城融合示范区2021年大气污染防治攻坚战实施方案",
  number = "济环攻坚〔2021〕3号", issued = "2021-08-04", file = "002",
}
source "jy-water-2021" {
  title = "济源产城融合示范区2021年水污染防治攻坚战实施方案",
  number = "济环攻坚〔2021〕3号", issued = "2021-08-04", file = "002",
}
source "jy-soil-2021" {
  title = "济源产城融合示范区2021年土壤污染防治攻坚战实施方案",
  number = "济环攻坚〔2021〕3号", issued = "2021-08-04", file = "002",
}
source "jy-agri-2021" {
  title = "济源产城融合示范区2021年农业农村污染治理攻坚战实施方案",
  number = "济环攻坚〔2021〕3号", issued = "2021-08-04", file = "002",
}

tasks { file = "tasks-air.csv", source = "jy-air-2021" }
tasks { file = "tasks-water.csv", source = "jy-water-2021" }
tasks { file = "tasks-soil.csv", source = "jy-soil-2021" }
tasks { file = "tasks-agri.csv", source = "jy-agri-2021" }

thresholds { file = "limits-air.csv", source = "jy-air-2021" }
thresholds { file = "limits-water.csv", source = "jy-water-2021" }
thresholds { file = "limits-soil.csv", source = "jy-soil-2021" }
thresholds { file = "limits-agri.csv", source = "jy-agri-2021" }

project "jy.air" { title = "大气方案点名的工程", file = "projects-air.csv", cite = { "jy-air-2021", "二（一）1、二（三）12" } }
project "jy.water" { title = "水方案点名的工程", file = "projects-water.csv", cite = { "jy-water-2021", "二" } }

include "air.lua"
include "water.lua"
include "soil.lua"
include "agriculture.lua"
include "consequences.lua"
include "scheme.lua"
