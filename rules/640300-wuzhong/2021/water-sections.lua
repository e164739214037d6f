-- 水：河流断面、排水沟断面和重点湖泊的水质类别（水工作安排附件1至附件4，共18个）。
--
-- 责任单位就是被考核的单位：县（市、区）、太阳山开发区，或市直部门（regions.csv 中类型为 bureau）。
-- 两个单位共同负责的，两家各有一行目标，同一份监测数据各报各的。
-- 名称以附件为准，正文另有写法：叶盛公路桥作叶盛桥，南干沟青铜峡－利通区交界作利青交界。
-- 正文列名的13个断面都在附件里，类别一致，所以只按附件收一次。
-- 湖泊没有断面名，取全湖各点位的平均。重点湖泊正文要求四类，附件4对清宁河定Ⅲ类，取较严的附件值。
-- 类别写数字：1 至 5 为Ⅰ至Ⅴ类，6 为劣Ⅴ类。

-- 参评单位对应的责任单位名称；没有列的就是部门自己。
local office = {
  ["红寺堡区"] = "红寺堡区人民政府", ["青铜峡市"] = "青铜峡市人民政府", ["盐池县"] = "盐池县人民政府",
  ["同心县"] = "同心县人民政府", ["太阳山开发区"] = "太阳山开发区管委会",
}

-- name 为 nil 的是湖泊。
local function section(id, clause, body, name, class, owners)
  local place = name and not text.starts(name, body) and body .. name or name or body
  indicator("water.section." .. id) {
    title = place .. "水质类别", unit = "类", better = "lower", digits = 0,
    method = "water.class", value = "class",
    params = { body = body, section = name },
  }
  local lead = {}
  for i, owner in ipairs(owners) do
    lead[i] = office[owner] or owner
  end
  targets("water.section." .. id) {
    form = class_or_better, cite = { "wz-water-2021", clause },
    value = class, applies = owners, lead = lead,
  }
end

-- 黄河干流（国控）
section("yesheng", "附件1 第1行", "黄河干流", "叶盛公路桥", "2", { "市生态环境局" })

-- 支流（苦水河入黄口为国控，其余区控）
section("shitangou", "附件2 第1行", "清水河", "石炭沟断面", "4", { "同心县" })
section("ganning", "附件2 第2行", "苦水河", "甘宁交界", "5", { "盐池县" })
section("sunjiatan", "附件2 第2行", "苦水河", "孙家滩", "5", { "太阳山开发区" })
section("kushuihe_mouth", "附件2 第2行", "苦水河", "入黄口", "5", { "市生态环境局", "市农业农村局" })

-- 重点入黄排水沟（区控）
section("nangangou_border", "附件3 第1行", "南干沟", "青铜峡－利通区交界", "4", { "青铜峡市" })
section("nangangou_mouth", "附件3 第1行", "南干沟", "入黄口", "4", { "市生态环境局" })
section("luojiahe", "附件3 第2行", "罗家河", "罗家河入黄口", "3", { "青铜峡市" })
section("qingshuigou", "附件3 第3行", "清水沟", "清水沟入黄口", "4", { "市住建局" })
section("first_drain_1", "附件3 第4行", "青铜峡第一排水沟", "（青铜峡－永宁县交界）一分沟", "4", { "青铜峡市" })
section("first_drain_2", "附件3 第4行", "青铜峡第一排水沟", "（青铜峡－永宁县交界）二分沟", "4", { "青铜峡市" })
section("hongliugou", "附件3 第5行", "红柳沟", "红寺堡-中宁交界", "4", { "红寺堡区" })

-- 重点湖泊（清宁河为区控，其余纳入河湖长制）
section("qingninghe", "附件4 第1行", "清宁河", nil, "3", { "市水务局" })
section("liuxihu", "附件4 第2行", "柳溪湖", nil, "4", { "市国资委" })
section("nuanquanhu", "附件4 第3行", "暖泉湖", nil, "4", { "市生态环境局", "太阳山开发区" })
section("mingzhuhu", "附件4 第4行", "明珠公园湖", nil, "4", { "市住建局", "市城市管理局" })
section("naiguanghu", "附件4 第5行", "乃光湖", nil, "4", { "市住建局", "市城市管理局" })
section("luojiahu", "附件4 第6行", "罗家湖", nil, "4", { "市国资委" })
