-- 责任单位、任务、限值和项目清单，内容在各 csv 里。
--
-- 任务：四份文件的全部措施（大气 42、水 18、土壤与农村 20、气候 30）。正文和调度表都有的，按正文收一次，
-- 不同之处写在说明栏。大气调度表缺第 35 至 42 行，气候调度表缺第 19 行；水和土壤没有调度表，也没有逐项的完成时限。
-- 限值：不直接打分的门槛、排放限值和文内的阶段期限。
-- 项目：合计行是原表印的数，装载时与各行之和核对；九张表都相符。

-- 表里写“各县市区人民政府”，就是 units.csv 中的各县（市、区）人民政府：顿号在 csv 里是分隔符。

unit "层" {}  -- 建筑层数

units { file = "units.csv" }

tasks { file = "tasks-air.csv", source = "wz-air-2021" }
tasks { file = "tasks-water.csv", source = "wz-water-2021" }
tasks { file = "tasks-soil.csv", source = "wz-soil-2021" }
tasks { file = "tasks-climate.csv", source = "wz-climate-2021" }

thresholds { file = "limits-air.csv", source = "wz-air-2021" }
thresholds { file = "limits-water.csv", source = "wz-water-2021" }
thresholds { file = "limits-soil.csv", source = "wz-soil-2021" }
thresholds { file = "limits-climate.csv", source = "wz-climate-2021" }

-- 大气附件2的九张表。完成时间原表有三种写法，这里统一为当月最后一天。
project "wz.p11" {
  title = "燃煤锅炉淘汰项目", file = "projects-11-boilers.csv", cite = { "wz-air-2021", "附件2 表1-1" },
}
project "wz.p12" {
  title = "燃煤锅炉煤改气、煤改电项目", file = "projects-12-fuel.csv", cite = { "wz-air-2021", "附件2 表1-2" },
}
project "wz.p2" {
  title = "散煤双替代项目", file = "projects-2-loose-coal.csv", cite = { "wz-air-2021", "附件2 表2" },
}
project "wz.p31" {
  title = "工业烟粉尘达标治理项目", file = "projects-31-dust.csv", cite = { "wz-air-2021", "附件2 表3-1" },
}
project "wz.p32" {
  title = "工业二氧化硫达标治理项目", file = "projects-32-so2.csv", cite = { "wz-air-2021", "附件2 表3-2" },
}
project "wz.p4" {
  title = "挥发性有机物治理项目", file = "projects-4-voc.csv", cite = { "wz-air-2021", "附件2 表4" },
}
project "wz.p5" {
  title = "工业堆场治理项目", file = "projects-5-yards.csv", cite = { "wz-air-2021", "附件2 表5" },
}
project "wz.p6" {
  title = "工业炉窑治理项目", file = "projects-6-kilns.csv", cite = { "wz-air-2021", "附件2 表6" },
}
-- 表7的数量是锅炉或炉窑台数，规模栏原表全空，这里放安装套数。
project "wz.p7" {
  title = "在线监控设施安装项目", file = "projects-7-monitors.csv", cite = { "wz-air-2021", "附件2 表7" },
}

-- 正文和附件点名的其他项目。
project "wz.wetlands" {
  title = "人工湿地和水域修复项目", file = "projects-wetlands.csv", cite = { "wz-water-2021", "二（二）10" },
}
project "wz.blackwater" {
  title = "国家管控级农村黑臭水体", file = "projects-blackwater.csv", cite = { "wz-soil-2021", "附件" },
}
project "wz.silo_shenglongda" { title = "盛隆达煤炭物流园封闭式料仓", cite = { "wz-air-2021", "二（二）8" } }
project "wz.air_supervision" { title = "大气污染监管能力建设项目", cite = { "wz-air-2021", "二（六）35" } }
project "wz.wulipo" { title = "五里坡奶牛养殖区污水处理工程（一期）", cite = { "wz-water-2021", "二（二）9" } }
project "wz.getanggou" { title = "鸽堂沟标准化奶牛养殖示范区", cite = { "wz-climate-2021", "三（二）4" } }
project "wz.tan_sheep" { title = "盐池县、红寺堡区滩羊良种繁育基地", cite = { "wz-climate-2021", "三（二）4" } }
project "wz.wulipo_cattle" { title = "五里坡肉牛养殖基地", cite = { "wz-climate-2021", "三（二）4" } }
project "wz.hydrogen" { title = "利通区农（牧）光互补与氢能项目", cite = { "wz-climate-2021", "三（三）9" } }
