-- 县区直接填报的指标值：在“指标填报”表中按指标取一行，单位与指标核对。由程序逐表查找，不经过 Lua。

method {
  id = "reported", title = "直接填报", api = 1, edition = "1",
  basis = { { "指标填报表", "县区填报并附依据", "confirmed" } },
  tables = { reported = { "indicator", "value", "unit" } },
  outputs = { value = { title = "填报值" } },
  lookup = { table = "reported", key = "indicator", value = "value", unit = "unit" },
}
