-- 规模养殖场：五项写成“必须”“不得”“禁止”而没有数字的要求，由认定单位在“事项”表里认定（1 做到，0 没做到）。

indicator "jl.farms.ban_zone" {
  title = "禁养区内无排污规模场、无新建场", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "jl.farms.ban_zone" {
  form = qualitative, cite = { "jl-manure-draft", "二（五）" }, applies = "each",
  lead = { "区林业和草原局（农业农村局）", "生态环境局", "自然资源局", "司法局", "城市管理综合执法局" },
}

indicator "jl.farms.eia" {
  title = "新改扩建规模场依法环评", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "jl.farms.eia" {
  form = qualitative, cite = { "jl-manure-draft", "二（六）" }, applies = "each",
  lead = { "生态环境局", "区林业和草原局（农业农村局）" },
}

indicator "jl.farms.permits" {
  title = "有固定排污口的规模场持证排污", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "jl.farms.permits" {
  form = qualitative, cite = { "jl-manure-draft", "二（七）" }, applies = "each",
  lead = { "两镇", "林业局公司", "区林业和草原局（农业农村局）", "生态环境局" },
}

-- 三防：防渗、防漏、防雨。
indicator "jl.farms.facilities" {
  title = "规模场建有粪污设施并做到三防", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "jl.farms.facilities" {
  form = qualitative, cite = { "jl-manure-draft", "二（九）" }, applies = "each",
  lead = { "区林业和草原局（农业农村局）", "生态环境局" },
}

indicator "jl.farms.fertiliser" {
  title = "自制有机肥经检测达标才还田", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "jl.farms.fertiliser" {
  form = qualitative, cite = { "jl-manure-draft", "二（二）" }, applies = "each",
  lead = { "区林业和草原局（农业农村局）", "发展和改革局", "财政局", "生态环境局" },
}
