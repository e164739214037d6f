-- 单位及其其它写法。写法按兼容字形归一后比较（全角、两种 μ、㎡ 不必另写）。

unit "1" { names = { "无", "无量纲" } }
unit "%" { names = { "百分比", "百分点", "个百分点" } }
unit "μg/m³" { names = { "ug/m3", "微克/立方米", "微克/m3", "微克每立方米" } }
unit "mg/m³" { names = { "毫克/立方米", "毫克每立方米" } }
unit "mg/L" { names = { "毫克/升" } }
unit "μg/L" { names = { "ug/L", "微克/升" } }
unit "天" { names = { "日", "d" } }
unit "个" { names = { "家", "处", "项", "次", "户", "辆", "眼" } }
unit "t" { names = { "吨" } }
unit "万t" { names = { "万吨" } }
unit "kg" { names = { "千克", "公斤" } }
unit "亩" {}
unit "万亩" {}
unit "公顷" { names = { "hm2", "ha" } }
unit "km" { names = { "千米", "公里" } }
unit "万tce" { names = { "万吨标准煤", "万吨标煤" } }
unit "亿元" {}
unit "万元" {}
unit "蒸吨" { names = { "t/h", "蒸吨/小时" } }
unit "头" { names = { "只", "羽", "头(只)" } }
unit "类" { names = { "水质类别" } }
unit "kg/公顷" { names = { "kg/hm2" } }
unit "分" {}
unit "个月" { names = { "月" } }
unit "个/L" { names = { "个/升", "MPN/L" } }
unit "MPN/100mL" { names = { "CFU/100mL", "MPN/100ml", "个/100mL" } }
unit "CFU/mL" { names = { "CFU/ml", "个/mL" } }
unit "NTU" {}
unit "度" { names = { "铂钴色度单位" } }
unit "Bq/L" { names = { "贝可/升" } }
