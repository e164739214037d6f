-- 吴忠市 2021 年度生态环境目标考核规则包。
--
-- 目标值一律取自市里 2021 年四份重点工作安排；怎样给分文件没有写，见 scheme.lua（示范）。
-- 改目标值：空气三项改 targets.csv，断面改 water-sections.lua，其余改各专题文件；
-- 任务、限值、项目改对应的 csv。改完重新运行即可，不用编译。

pack {
  id = "wuzhong-2021",
  title = "吴忠市2021年度生态环境目标考核",
  version = "1.1.0",
  engine = ">=0.1, <1",
  period = "2021",
  office = "吴忠市生态环境保护领导小组办公室",
}

-- 参评单位及先后次序。吴忠市本级、太阳山开发区和负责断面的市直部门参评但不排名。
regions { file = "regions.csv" }

-- 四份文件都没有印文号和成文日期，只知年度，照实写。
source "wz-air-2021" {
  title = "2021年度吴忠市大气污染防治重点工作安排",
  issued = "2021",
  file = "004",
}
source "wz-water-2021" {
  title = "2021年全市水生态环境保护重点工作安排",
  issued = "2021",
  file = "004",
}
source "wz-soil-2021" {
  title = "2021年加强农村生态环境保护深入推进土壤污染防治重点工作安排",
  issued = "2021",
  file = "004",
}
source "wz-climate-2021" {
  title = "2021年度吴忠市应对气候变化重点工作安排",
  issued = "2021",
  file = "004",
}

include "lists.lua"

include "air.lua"
include "air-measures.lua"
include "water-sections.lua"
include "water-sources.lua"
include "water-works.lua"
include "agriculture.lua"
include "soil.lua"
include "rural.lua"
include "climate.lua"
include "projects.lua"

-- 未完成目标的后果，供通知书引用。条件和措施按文件原意转述。
consequence "interview" {
  title = "约谈",
  when = "年度考核未获通过：由市生态办提请约谈当地政府及有关部门负责人，并附整改意见",
  cite = { "wz-water-2021", "三（四）" },
  kind = "interview",
  grade = "不合格", -- 示范：“未通过年度考核”读作等次不合格，等次出自示范计分方案
}
consequence "report_to_personnel" {
  title = "结果送组织部门",
  when = "考核结果报送市委组织部，作为班子和干部评价以及水生态专项资金安排的依据",
  cite = { "wz-water-2021", "三（四）" },
}
consequence "criticism" {
  title = "通报批评",
  when = "土壤和农业农村污染防治工作推进不力的县（市、区）",
  cite = { "wz-soil-2021", "三（三）" },
}
consequence "monthly_bulletin" {
  title = "按月通报",
  when = "各地空气质量改善情况和工作进展每月通报一次",
  cite = { "wz-air-2021", "三（五）" },
}
consequence "straw_fire" {
  title = "火点通报问责",
  when = "辖区内发现秸秆焚烧火点：通报所在县（市、区），并追究责任",
  cite = { "wz-air-2021", "二（五）33" },
}
include "consequences.lua"

include "scheme.lua"
