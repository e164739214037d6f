-- 重点项目完成率：大气附件2的九张表，各县区自己的项目全部完成为 100%。
--
-- 完成时间是表里印的，100% 这条线是本项目定的，属示范。人工湿地、黑臭水体等清单没有要求当年全部完成，不设。

local function finished(list, clause, title, counties)
  indicator("projects." .. list) {
    title = title .. "完成率", unit = "%", better = "higher", digits = 1,
    method = "projects.finished", value = "rate",
    params = { list = "wz." .. list },
  }
  targets("projects." .. list) {
    form = at_least, cite = { "wz-air-2021", clause }, value = "100", applies = counties, demo = true,
  }
end

finished("p11", "附件2 表1-1", "燃煤锅炉淘汰项目", { "盐池县" })
finished("p12", "附件2 表1-2", "锅炉煤改气煤改电项目", { "盐池县", "太阳山开发区" })
finished("p2", "附件2 表2", "散煤双替代项目", { "同心县" })
finished("p31", "附件2 表3-1", "烟粉尘治理项目", { "青铜峡市" })
finished("p32", "附件2 表3-2", "二氧化硫治理项目", { "青铜峡市" })
finished("p4", "附件2 表4", "挥发性有机物治理项目", { "红寺堡区" })
finished("p5", "附件2 表5", "工业堆场治理项目", { "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县" })
finished("p6", "附件2 表6", "工业炉窑治理项目", { "红寺堡区", "青铜峡市", "盐池县", "太阳山开发区" })
finished("p7", "附件2 表7", "在线监控安装项目", { "利通区", "青铜峡市", "太阳山开发区" })
