-- 以地定畜和还田氮磷：文件里仅有的四个数。
--
-- 1. 50～75 头猪“或”3～5 头奶牛配 1 公顷，合一头即可，用 any_of。上下限都含本数；“一般情况下”没有例外可套。
-- 2. 猪这一头按 herd 的猪当量算，各畜种合在一起；奶牛这一头由区里报存栏与奶牛配套土地之比，没有奶牛报 0。
--    不能只用猪当量：常用折算 100 猪 = 15 奶牛，3～5 头奶牛只合 20～33 头猪，与文件的 50～75 对不上。
-- 3. 氮、磷每公顷每年“不超过”，含本数。小数位文件没有写，都取整。

indicator "jl.land.stocking" {
  title = "每公顷配套土地载畜量", unit = "头/公顷", better = "lower", digits = 0,
  method = "herd", value = "pig_per_ha",
}
indicator "jl.land.pig" {
  title = "每公顷生猪（猪当量）", unit = "头/公顷", better = "lower", digits = 0,
  method = "herd", value = "pig_per_ha",
}
indicator "jl.land.cow" {
  title = "每公顷奶牛", unit = "头/公顷", better = "lower", digits = 0,
  method = "reported", value = "value",
}
targets "jl.land.stocking" {
  form = any_of, cite = { "jl-manure-draft", "二（二）" }, applies = "each",
  branches = {
    { indicator = "jl.land.pig", form = between, value = "50", high = "75" },
    { indicator = "jl.land.cow", form = between, value = "3", high = "5" },
  },
  lead = { "区林业和草原局（农业农村局）", "发展和改革局", "财政局", "生态环境局" },
}

indicator "jl.land.nitrogen" {
  title = "每公顷还田氮", unit = "kg/公顷", better = "lower", digits = 0,
  method = "herd", value = "n_per_ha",
}
targets "jl.land.nitrogen" {
  form = at_most, cite = { "jl-manure-draft", "二（十三）" }, value = "170", applies = "each",
  lead = { "区林业和草原局（农业农村局）", "市场监督管理局" },
}

indicator "jl.land.phosphorus" {
  title = "每公顷还田磷", unit = "kg/公顷", better = "lower", digits = 0,
  method = "herd", value = "p_per_ha",
}
targets "jl.land.phosphorus" {
  form = at_most, cite = { "jl-manure-draft", "二（十三）" }, value = "35", applies = "each",
  lead = { "区林业和草原局（农业农村局）", "市场监督管理局" },
}
