-- 乳山市重污染天气应急预案（2018 年修订）规则包：常设预案：列清单，并由小时 AQI 回看预警级别；不计分。
--
-- limits.csv：预警分级、各级减排比例、洒水频次、报送时限。tasks.csv：成员单位职责（M）、预案正文措施（P）、
-- 行动细则各级措施（X），一项一行，级别写在任务名前。
--
-- 1. 高级别在低级别措施上叠加：Ⅰ级响应要做 Ⅳ、Ⅲ、Ⅱ、Ⅰ 四级的全部任务。
-- 2. 预案正文和行动细则不一致的，以正文为准，取舍写在该行“说明”。
-- 3. SO₂、NOx 可以内部调整，单项 10/20/30% 不是硬线，两项之和 20/40/60% 才是。
-- 4. 级别一律写作 Ⅳ、Ⅲ、Ⅱ、Ⅰ（原文夹有拉丁字母 IV、I）。
-- 5. 预警里的 AQI 日均值按任意连续 24 小时计，与空气质量日报的自然日不同，不能直接拿日报判断；
--    事后由小时 AQI 回看各次过程的级别和措施，见 warning.lua。

pack {
  id = "rushan-heavy-pollution",
  title = "乳山市重污染天气应急预案",
  version = "1.0.0",
  engine = ">=0.1, <1",
  period = "2018",
  office = "乳山市重污染天气应急指挥部",
}

regions { file = "regions.csv" }
units { file = "units.csv" }

source "rs-heavy-pollution-2018" {
  title = "乳山市重污染天气应急预案",
  number = "乳政办发〔2018〕2号",
  issued = "2018-01-08",
  file = "003",
}

tasks { file = "tasks.csv", source = "rs-heavy-pollution-2018" }
thresholds { file = "limits.csv", source = "rs-heavy-pollution-2018" }
include "warning.lua"

consequence "stop_production" {
  title = "责令停产、处罚、追究法律责任",
  when = "响应期间偷排偷放、屡查屡犯或不落实减排措施的企业",
  cite = { "rs-heavy-pollution-2018", "5.3" },
  whom = "enterprise",
}
consequence "discipline" {
  title = "查处失职渎职",
  when = "成员单位履职中违纪违规、失职渎职",
  cite = { "rs-heavy-pollution-2018", "5.3" },
}
consequence "accountability" {
  title = "提出问责处理意见",
  when = "现场督导检查发现成员单位履职不到位",
  cite = { "rs-heavy-pollution-2018", "附件 应急处置组细则 三6" },
}
consequence "power_limit" {
  title = "停限电",
  when = "响应期间按市指挥部要求，对停产、限产企业采取",
  cite = { "rs-heavy-pollution-2018", "2.1.2（15）" },
  whom = "enterprise",
}
