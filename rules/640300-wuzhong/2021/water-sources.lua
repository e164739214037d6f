-- 水：县级及以上集中式饮用水水源地（水工作安排附件5，9 个），都要求达到Ⅲ类。
-- 责任单位是所在县（市、区）人民政府。金积为地市级，其余县级；刘家沟水库是湖库型，其余地下水。
-- 文件没有写监测频次，按方法默认全年 12 个月都有数据；按季度监测的水源改 months_required。

local function water_source(id, row, name, county)
  indicator("water.source." .. id) {
    title = name .. "水质类别", unit = "类", better = "lower", digits = 0,
    method = "water.source", value = "class",
    params = { source = name },
  }
  targets("water.source." .. id) {
    form = class_or_better, cite = { "wz-water-2021", "附件5 第" .. row .. "行" },
    value = "3", applies = { county }, lead = { county .. "人民政府" },
  }
end

water_source("jinji", "1", "金积水源地", "利通区")
water_source("xiaoba", "2", "小坝水源地", "青铜峡市")
water_source("xiaoba_east", "3", "小坝东区水源地", "青铜峡市")
water_source("daba", "4", "大坝水源地", "青铜峡市")
water_source("qingtongxia_town", "5", "青铜峡镇水源地", "青铜峡市")
water_source("shaquan", "6", "沙泉水源地（柳泉）", "红寺堡区")
water_source("xiaohonggou", "7", "小洪沟水源地", "同心县")
water_source("luotuojing", "8", "骆驼井水源地", "盐池县")
water_source("liujiagou", "9", "刘家沟水库水源地", "盐池县")
