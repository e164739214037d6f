-- 农业：秸秆、畜禽粪污、规模养殖场设施配套。
--
-- 文件只给全市一个数，没有分县。这里把全市线套用到每个县（市、区）和太阳山开发区，
-- 属于本项目的做法，用 demo = true 标明示范；将来有分县目标，改成 rows 即可。
-- 文件写“达到”“以上”，都含本数，用 at_least；小数位文件未写，取 1 位。

indicator "straw.rate" {
  title = "秸秆综合利用率", unit = "%", better = "higher", digits = 1,
  method = "straw", value = "rate",
}
targets "straw.rate" {
  form = at_least, cite = { "wz-air-2021", "二（五）33" },
  value = "88", applies = "each", demo = true,
  lead = { "市农业农村局", "市生态环境局" }, implement = { "各县（市、区）人民政府" },
}

indicator "manure.rate" {
  title = "畜禽粪污综合利用率", unit = "%", better = "higher", digits = 1,
  method = "manure", value = "rate",
}
targets "manure.rate" {
  form = at_least, cite = { "wz-water-2021", "二（二）9" },
  value = "90", applies = "each", demo = true,
  lead = { "市农业农村局" }, implement = { "各县（市、区）人民政府", "吴忠国家农业科技园区管委会" },
}

indicator "manure.equipped_rate" {
  title = "规模养殖场粪污处理设施装备配套率", unit = "%", better = "higher", digits = 1,
  method = "manure.equipped", value = "rate",
}
targets "manure.equipped_rate" {
  form = at_least, cite = { "wz-water-2021", "二（二）9" },
  value = "98", applies = "each", demo = true,
  lead = { "市农业农村局" }, implement = { "各县（市、区）人民政府", "吴忠国家农业科技园区管委会" },
}
