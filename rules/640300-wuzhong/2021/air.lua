-- 大气：优良天数比例、PM2.5、PM10，目标值见 targets.csv（大气工作安排附件1，六个地区各三项）。
--
-- 1. 吴忠市本级用自己的逐日数据（国控站点），不由县区推算；附件1中它与利通区同值，也说明不是县区平均。
-- 2. 太阳山开发区在附件1中没有行：不设目标，这三条规则对它就不存在。
-- 3. edition = "by_date"：按数据日期选 HJ 633 版本，2021 年用 2012 版。
-- 4. incomplete = "exceedance_only"：当日缺项时，已有各项超标才计为污染天，否则既不算优良也不进分母。
-- 5. dust = "exclude"：只剔除有认定文号的沙尘日；自报而无文号的照常计算并提示。
-- 6. validity = "annual"：全年不少于 324 天、每月不少于 27 天（2 月 25 天），不足为无法评价。
-- 7. 小数位：天数比例 1 位、浓度取整，与附件1的写法一致。

indicator "air.good_days_rate" {
  title = "优良天数比例", unit = "%", better = "higher", digits = 1,
  method = "air.days", value = "rate",
  params = { edition = "by_date", incomplete = "exceedance_only", dust = "exclude", validity = "annual" },
}
targets "air.good_days_rate" {
  form = at_least, cite = { "wz-air-2021", "附件1" },
  file = "targets.csv",
}

indicator "air.pm25" {
  title = "PM2.5年均浓度", unit = "μg/m³", better = "lower", digits = 0,
  method = "air.mean", value = "mean",
  params = { item = "pm25", dust = "exclude", validity = "annual" },
}
targets "air.pm25" {
  form = at_most, cite = { "wz-air-2021", "附件1" },
  file = "targets.csv",
}

indicator "air.pm10" {
  title = "PM10年均浓度", unit = "μg/m³", better = "lower", digits = 0,
  method = "air.mean", value = "mean",
  params = { item = "pm10", dust = "exclude", validity = "annual" },
}
targets "air.pm10" {
  form = at_most, cite = { "wz-air-2021", "附件1" },
  file = "targets.csv",
}
