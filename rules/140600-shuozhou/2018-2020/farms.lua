-- 规模养殖场：五项没有数字、但能说“做到了没有”的要求，由认定单位在“事项”表里认定（1 做到，0 没做到）。
--
-- 1. 都取自任务的具体内容，是任务要达到的样子，不另算任务。
-- 2. 表里的“所有”“逐场”没有写成 100%，不改写成百分数。
-- 3. 文件对各县区一个要求，applies = "each"。

indicator "sz.farms.accepted" {
  title = "规模养殖场粪污设施配套并验收", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "sz.farms.accepted" {
  form = qualitative, cite = { "sz-manure-2018", "附件 第3行" }, applies = "each",
  lead = { "市畜牧兽医服务中心" }, support = { "市发改委", "市财政局", "市环保局" }, implement = { "各县区人民政府" },
}

indicator "sz.farms.plans" {
  title = "规模养殖场一场一案", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "sz.farms.plans" {
  form = qualitative, cite = { "sz-manure-2018", "附件 第4行" }, applies = "each",
  lead = { "市畜牧兽医服务中心" }, implement = { "各县区人民政府" },
}

indicator "sz.farms.eia" {
  title = "新改扩建规模养殖场依法环评", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "sz.farms.eia" {
  form = qualitative, cite = { "sz-manure-2018", "附件 第5行" }, applies = "each",
  lead = { "市环保局" }, support = { "市畜牧兽医服务中心" }, implement = { "各县区人民政府" },
}

indicator "sz.farms.registered" {
  title = "规模养殖场全数登记赋码", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "sz.farms.registered" {
  form = qualitative, cite = { "sz-manure-2018", "附件 第6行" }, applies = "each",
  lead = { "市环保局", "市畜牧兽医服务中心" }, support = { "市农委", "市质监局" }, implement = { "各县区人民政府" },
}

-- 第6行管发证，第8行管申领，说的是同一本证，只列一次。
indicator "sz.farms.permits" {
  title = "有排放口的规模养殖场持证排污", unit = "1", better = "higher", digits = 0,
  method = "reported", value = "value",
}
targets "sz.farms.permits" {
  form = qualitative, cite = { "sz-manure-2018", "附件 第8行" }, applies = "each",
  lead = { "市环保局", "市畜牧兽医服务中心" }, implement = { "各县区人民政府" },
}
