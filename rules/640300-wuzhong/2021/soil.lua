-- 土壤：受污染耕地、污染地块安全利用率。
--
-- 文件要求两项继续保持在 100%，全市一个数，套用到各县区（示范，同 agriculture.lua）。
-- 没有受污染耕地、没有再开发的污染地块，是无此项，不当作 100%。

indicator "farmland.rate" {
  title = "受污染耕地安全利用率", unit = "%", better = "higher", digits = 1,
  method = "farmland", value = "rate",
}
targets "farmland.rate" {
  form = at_least, cite = { "wz-soil-2021", "一" },
  value = "100", applies = "each", demo = true,
}

indicator "parcels.rate" {
  title = "污染地块安全利用率", unit = "%", better = "higher", digits = 1,
  method = "parcels", value = "rate",
}
targets "parcels.rate" {
  form = at_least, cite = { "wz-soil-2021", "一" },
  value = "100", applies = "each", demo = true,
}
