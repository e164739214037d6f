-- 单位及其其它写法。写法按兼容字形归一后比较（全角、两种 μ、㎡ 不必另写）。
-- low、high：这个单位的目标值不会超出的范围，rules lint 用。
-- of、factor：1 个本单位等于 factor 个 of；折算到同一个 of 的单位可以互换，换算是精确的。1 公顷 = 15 亩。

unit "1" { names = { "无", "无量纲" } }
unit "%" { names = { "百分比", "百分点", "个百分点" }, low = "0", high = "100" }
unit "μg/m³" { names = { "ug/m3", "微克/立方米", "微克/m3", "微克每立方米" } }
unit "mg/m³" { names = { "毫克/立方米", "毫克每立方米" }, of = "μg/m³", factor = "1000" }
unit "mg/L" { names = { "毫克/升" }, of = "μg/L", factor = "1000" }
unit "μg/L" { names = { "ug/L", "微克/升" } }
unit "天" { names = { "日", "d" } }
unit "个" { names = { "家", "处", "项", "次", "户", "辆", "眼" } }
unit "t" { names = { "吨" } }
unit "万t" { names = { "万吨" }, of = "t", factor = "10000" }
unit "kg" { names = { "千克", "公斤" }, of = "t", factor = "0.001" }
unit "亩" {}
unit "万亩" { of = "亩", factor = "10000" }
unit "公顷" { names = { "hm2", "ha" }, of = "亩", factor = "15" }
unit "km" { names = { "千米", "公里" } }
unit "万tce" { names = { "万吨标准煤", "万吨标煤", "万吨标准煤当量" }, of = "tce", factor = "10000" }
unit "亿元" { of = "万元", factor = "10000" }
unit "万元" {}
-- 锅炉：0.7 MW = 1 蒸吨，通行的对应关系，来源待核
unit "MW" { names = { "兆瓦" } }
unit "蒸吨" { names = { "t/h", "蒸吨/小时", "吨/小时" }, of = "MW", factor = "0.7" }
unit "头" { names = { "只", "羽", "头(只)" } }
unit "类" { names = { "水质类别" } }
unit "kg/公顷" { names = { "kg/hm2" } }
unit "分" {}
unit "个/L" { names = { "个/升", "MPN/L" } }
unit "MPN/100mL" { names = { "CFU/100mL", "MPN/100ml", "个/100mL" } }
unit "CFU/mL" { names = { "CFU/ml", "个/mL" } }
unit "NTU" {}
unit "铂钴色度单位" { names = { "铂钴度" } }
unit "Bq/L" { names = { "贝可/升" } }
unit "‰" { of = "%", factor = "0.1" }
unit "万个" { names = { "万户", "万辆", "万株" }, of = "个", factor = "10000" }
unit "台" { names = { "套", "台套", "台（套）", "座", "部" } }
unit "人" { names = { "名" } }
unit "万人" { of = "人", factor = "10000" }
unit "人次" {}
unit "村" { names = { "个村" } }
unit "年" {}
unit "月" { names = { "个月" } }
unit "周" {}
unit "工作日" { names = { "个工作日" } }
unit "小时" { names = { "h" }, of = "min", factor = "60" }
unit "min" { names = { "分钟" } }
unit "m" { names = { "米" }, of = "km", factor = "0.001" }
unit "mm" { names = { "毫米" }, of = "km", factor = "0.000001" }
unit "m²" { names = { "平方米" }, of = "亩", factor = "0.0015" }
unit "万m²" { names = { "万平方米" }, of = "亩", factor = "15" }
unit "km²" { names = { "平方公里", "平方千米" }, of = "亩", factor = "1500" }
unit "m³" { names = { "立方米", "方" } }
unit "万m³" { names = { "万立方米" }, of = "m³", factor = "10000" }
unit "亿m³" { names = { "亿立方米" }, of = "m³", factor = "100000000" }
unit "m³/h" { names = { "立方米/小时" } }
unit "t/d" { names = { "吨/日", "吨/天" } }
unit "万t/d" { names = { "万吨/日" }, of = "t/d", factor = "10000" }
unit "t/a" { names = { "吨/年" } }
unit "万t/a" { names = { "万吨/年" }, of = "t/a", factor = "10000" }
unit "g" { names = { "克" }, of = "t", factor = "0.000001" }
unit "kW" { names = { "千瓦" } }
unit "万kW" { names = { "万千瓦" }, of = "kW", factor = "10000" }
unit "kWh" { names = { "千瓦时", "度" } }
unit "亿kWh" { names = { "亿千瓦时" }, of = "kWh", factor = "100000000" }
unit "元" { of = "万元", factor = "0.0001" }
unit "倍" {}
unit "级" {}
unit "批" { names = { "批次" } }
unit "t/km²·月" { names = { "吨/平方公里·月", "吨/平方公里·30天", "吨/月·平方公里" } }
unit "亩/人" {}
unit "℃" { names = { "摄氏度" } }
unit "t/万元" { names = { "吨/万元", "tCO2/万元", "吨CO2/万元" } }
unit "tce/万元" { names = { "吨标准煤/万元", "吨标煤/万元" } }
unit "头/公顷" { names = { "头/hm2", "猪当量/公顷" } }
unit "次/年" { names = { "次／年" } }
unit "次/月" {}
unit "次/季" {}
unit "种" {}
unit "起" {}
unit "份" {}
unit "tce" { names = { "吨标准煤", "吨标煤" } }
