-- 重污染天气预警的分级条件，按版本。条件用的“AQI 日均值”是任意连续 24 小时的平均，可以跨零点。
--
-- levels 从高到低：any 里任一组成立即达到该级，一组里的条件要同时成立。above：大于；at_least：不小于；hours：这样的
-- 24 小时连起来至少覆盖多少小时，不写是出现即可。恰为 200 不算超过 200。
-- base：一次过程由大于 base 的 24 小时均值连成。lifting：不高于 at_most 的小时连续超过 hours 个，预警才解除；两段之间
-- 没有解除的是一次过程，按较严的定级。

return {
  window = 24, minimum = 20, -- 24 小时均值至少要有 20 个小时值（GB 3095 表4）

  editions = {
    ["2017"] = {
      base = 200, lifting = { at_most = 150, hours = 36 },
      levels = {
        {
          level = 4, name = "红色", response = "Ⅰ级",
          any = { { { above = 200, hours = 96 }, { above = 300, hours = 48 } }, { { at_least = 500 } } },
        },
        { level = 3, name = "橙色", response = "Ⅱ级", any = { { { above = 200, hours = 72 }, { above = 300 } } } },
        { level = 2, name = "黄色", response = "Ⅲ级", any = { { { above = 200, hours = 48 } } } },
        { level = 1, name = "蓝色", response = "Ⅳ级", any = { { { above = 200 } } } },
      },
    },
    -- 来源待核：环大气〔2024〕6号，不再设蓝色；只在规则包指明时使用。
    ["2024"] = {
      base = 150, lifting = { at_most = 150, hours = 36 },
      levels = {
        { level = 4, name = "红色", response = "Ⅰ级", any = { { { above = 200, hours = 72 }, { above = 300, hours = 24 } } } },
        { level = 3, name = "橙色", response = "Ⅱ级", any = { { { above = 200, hours = 48 } }, { { above = 150, hours = 72 } } } },
        { level = 2, name = "黄色", response = "Ⅲ级", any = { { { above = 200 } }, { { above = 150, hours = 48 } } } },
      },
    },
  },
}
