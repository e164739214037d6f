-- 指标 @id@：由 kaohe rules new indicator 生成，先照下面四步改好，再给分。

-- 一、指标：名称、单位、方向（higher 越高越好，lower 越低越好）、小数位数、怎么算。
--     method = "reported" 是县区直接填报一个数；自己的方法用 kaohe rules new method 生成。
indicator "@id@" {
  title = "@id@（请改成名称）", unit = "%", better = "higher", digits = 1,
  method = "reported", value = "value",
}

-- 二、目标：at_least 不低于，at_most 不高于；applies = "each" 是每个县区都一样。各县区不同的，
--     去掉 value 和 applies，改写 rows = { { "甲县", "85" }, { "乙县", "88" } } 或 file = "targets.csv"。
--     cite 是依据文件的编号和条款；不是文件规定的，写 demo = true（示范）。
targets "@id@" { form = at_least, cite = { "@source@", "条款" }, value = "90", applies = "each", demo = true }

-- 三、规则：points = "0" 时只评不计分。要给分，就从同一组别的规则里让出这么多分，合计不能变。
rule "@id@" {
  group = "@group@", points = "0", compare = "full",
  missing = "undetermined", not_applicable = "rescale",
  score = full_or_zero,
}

-- 四、测试：kaohe rules new test 测试名 --rules 规则包 --rule @id@
