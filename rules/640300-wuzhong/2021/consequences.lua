-- 后果（续）：通知书引用，与 pack.lua 中的五条并列。条件和措施按文件原意转述。
--
-- 只收对县（市、区）和部门的。对企业的处罚（停产整治、限期整改、环评不批等）不会落到县区的通知书上，不收。

consequence "efficiency_review" {
  title = "纳入效能考核",
  when = "各单位水生态重点任务的完成情况，由市生态办计入年度效能考核",
  cite = { "wz-water-2021", "三（四）" },
}
consequence "reporting_counts" {
  title = "报送情况计入考核",
  when = "半年和全年总结、日常信息的报送情况，作为年度考核的重点",
  cite = { "wz-water-2021", "三（二）" },
}
consequence "funding_and_bonus" {
  title = "资金优先和考核加分",
  when = "任务和机制两方面成效好的县（市、区）：项目资金优先，效能考核加分",
  cite = { "wz-soil-2021", "三（三）" },
  reward = true,
}
consequence "funding_basis" {
  title = "影响项目资金",
  when = "土壤、地下水和农业农村工作的考核结果，用来分配项目资金",
  cite = { "wz-soil-2021", "三（三）" },
}
consequence "annual_review" {
  title = "年度目标考核",
  when = "县（市、区）和太阳山开发区的大气年度目标，由市生态环境保护领导小组办公室考核",
  cite = { "wz-air-2021", "三（一）" },
}
consequence "inspection" {
  title = "纳入市级督查",
  when = "锅炉淘汰治理、企业达标排放、工地扬尘等重点任务，列入市委、市政府年度督查",
  cite = { "wz-air-2021", "三（三）" },
}
consequence "climate_review" {
  title = "纳入攻坚战考核",
  when = "能耗双控和碳排放强度目标的完成情况，计入污染防治攻坚战考核",
  cite = { "wz-climate-2021", "四（二）" },
}
