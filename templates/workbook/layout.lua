-- 考核表的版式：有哪些工作表，每张表有哪些栏。
--
-- 改栏目的名称、宽度、先后、颜色，加一栏、去一栏，都只改这个文件（或把它抄到自己的模板文件夹里改，再用
-- kaohe report --template 文件夹）。数从结果文件来，这里不计算。可用的清单和字段：kaohe report --fields
--
-- 文字里可以写 {{字段}}；栏目写 column { "标题", "字段", width = 宽 }，宽以半角字符计。

style {
  fonts = { title = { "黑体", "18" }, header = { "黑体", "10.5" }, body = { "宋体", "10.5" }, note = { "宋体", "9" } },
  -- 底色。黑白打印看不出底色，所以各栏都另有文字说明。
  colours = {
    head = "DCE6F1", band = "F2F2F2", bad = "FBE0DC", warn = "FFF2CC", missing = "E4DFEC", input = "FFFBE6",
    link = "1F4E79",
  },
  footer_left = "{{pack_title}}（规则包 {{pack_version}} 版）",
  footer_right = "数据截止 {{as_of}}",
}

local subtitle = line { "考核单位：{{office}}　　考核期：{{year_label}}　　数据截止：{{as_of}}　　单位：分" }
local signatures = line {
  "填报：　　　　　　　　　校核：　　　　　　　　　审核：　　　　　　　　　签发：　　　　　　　　　日期：",
}
local small = gap { points = 8 }

sheet "封面与说明" {
  title = "{{pack_title}}",
  title_height = 60,
  portrait = true,
  one_page = true,
  widths = { 16, 100 },
  blocks = {
    gap { points = 15 },
    pairs { rows = {
      { "考核单位", "{{office}}" },
      { "考核期", "{{year_label}}" },
      { "数据截止", "{{as_of}}" },
      { "规则包", "{{pack_id}} {{pack_version}}　{{pack_digest}}" },
      { "程序版本", "{{engine}}" },
      { "结果摘要", "{{result_digest}}" },
      { "范围", "{{region_count}} 个县（市、区）和单位，{{rule_count}} 项评分规则，{{input_count}} 个提交文件" },
      { "图例", "浅红底：未达标", tone = "bad" },
      { "", "浅橙底：部分达标", tone = "warn" },
      { "", "灰底：缺报、数据无效、待认定等，不作 0 分", tone = "missing" },
      { "", "浅黄底：留给人填写", tone = "input" },
    } },
    contents { title = "各表" },
    small,
    line { "各数出自结果文件，本工作簿只抄录和求和；有没有被改过可用 kaohe verify 核对。", face = "note" },
  },
}

sheet "总排名" {
  title = "{{pack_title}}总排名",
  freeze = 2,
  blocks = {
    subtitle,
    rows {
      from = "regions", order = "rank",
      columns = {
        column { "名次", "rank", width = 7 },
        column { "县（市、区）", "region", width = 16, link = "rules" },
        columns_of { "groups", width = 11 },
        column { "加分", "bonus", width = 9, optional = true },
        column { "总分", "total", width = 13, bar = true },
        column { "参评分值", "possible", width = 10 },
        column { "等次", "grade", width = 10 },
        column { "未达标项数", "unmet", width = 10 },
        column { "缺报无效项数", "missing", width = 11 },
        column { "上期名次", "previous_rank", width = 7, optional = true },
        column { "位次变化", "rank_change", width = 7, optional = true },
        column { "备注", "remarks", width = 38, align = "left" },
      },
    },
    small, notes {}, small, signatures,
  },
}

sheet "图表" {
  title = "{{pack_title}}图表",
  optional = true,
  freeze = 1,
  blocks = { subtitle, charts { "ranking", "groups", "rates" } },
}

sheet "得分明细" {
  title = "{{pack_title}}得分明细",
  freeze = 1,
  blocks = { subtitle, matrix { across = 15, down = 20, width = 12, link = "rules" }, small, notes {}, small, signatures },
}

-- 每个县（市、区）一张。
sheet "county" {
  each = "regions",
  name = "{{region}}",
  title = "{{region}}{{year_label}}目标考核得分表",
  freeze = 1,
  most = 300,
  blocks = {
    line { "{{summary}}" },
    rows {
      from = "rules", bands = true, outline = true, subtotal = "小计", total = "总分",
      columns = {
        column { "指标", "indicator", width = 23, align = "left" },
        column { "单位", "unit", width = 8 },
        column { "目标值", "target", width = 14 },
        column { "完成值", "actual", width = 10, link = "figures" },
        column { "修约前", "exact", width = 12 },
        column { "差值", "gap", width = 8 },
        column { "状态", "status", width = 14 },
        column { "满分", "possible", width = 7 },
        column { "得分", "points", width = 10, link = "deductions" },
        column { "计算过程", "derivation", width = 36, align = "left" },
        column { "依据", "cite", width = 28, align = "left" },
      },
    },
    small,
    line {
      "注：完成值按 GB/T 8170 修约；“修约前”末尾有“…”的为截取显示，计算用精确值；差值为正表示优于目标。",
    },
    small, signatures,
  },
}

sheet "未达标清单" {
  title = "{{pack_title}}未达标清单",
  freeze = 3,
  protect = true,
  most = 20000,
  blocks = {
    subtitle,
    rows {
      from = "deviations", filter = true, empty = "本期没有未达标的指标",
      columns = {
        column { "序号", "number", width = 6 },
        column { "县（市、区）", "region", width = 12, link = "rules" },
        column { "指标", "indicator", width = 24, align = "left" },
        column { "单位", "unit", width = 9 },
        column { "目标值", "target", width = 15 },
        column { "完成值", "actual", width = 10 },
        column { "差值", "gap", width = 9 },
        column { "状态", "status", width = 13 },
        column { "满分", "possible", width = 7 },
        column { "得分", "points", width = 10 },
        column { "失分", "lost", width = 10, link = "deductions" },
        column { "偏离程度", "gap_rate", width = 10, optional = true },
        column { "连续未达标", "repeated", width = 10, optional = true },
        column { "责任单位", "units", width = 16, optional = true },
        column { "责任人", input = true, width = 14 },
        column { "整改措施", input = true, width = 28 },
        column { "整改时限", input = true, width = 14 },
        column { "进展", input = true, width = 11, choices = { "未整改", "整改中", "已完成" } },
        column { "销号情况", input = true, width = 11, choices = { "未销号", "已销号" } },
      },
    },
    small,
    line { "注：浅黄色栏由县（市、区）填写；整改完成后逐项销号。缺报、数据无效的指标应限期补报。" },
    line { "偏离程度是差值占目标值的百分比；连续未达标按上期结果判断，没有给上期结果时不列。" },
    small, signatures,
  },
}

sheet "任务完成情况" {
  title = "{{pack_title}}任务完成情况",
  optional = true,
  freeze = 3,
  most = 20000,
  blocks = {
    subtitle,
    rows {
      from = "tasks", bands = true, outline = true,
      columns = {
        column { "序号", "number", width = 8 },
        column { "重点任务", "title", width = 34, align = "left" },
        column { "责任单位", "units", width = 24, align = "left" },
        column { "完成时限", "due", width = 13 },
        column { "状态", "status", width = 13 },
        column { "完成日期", "done", width = 13 },
        column { "工作进展情况", "progress", width = 30, align = "left" },
        column { "存在问题", "problems", width = 22, align = "left" },
        column { "依据", "cite", width = 24, align = "left" },
      },
    },
    small,
    line { "注：调度表中没有的任务也列出，状态为“未报”；完成日期晚于完成时限的为“逾期完成”。" },
    small, signatures,
  },
}

sheet "项目完成情况" {
  title = "{{pack_title}}项目完成情况",
  optional = true,
  freeze = 3,
  most = 20000,
  blocks = {
    subtitle,
    rows {
      from = "projects", bands = true, outline = true,
      columns = {
        column { "序号", "number", width = 8 },
        column { "项目", "title", width = 44, align = "left" },
        column { "完成时限", "due", width = 14 },
        column { "状态", "status", width = 13 },
        column { "完成日期", "done", width = 13 },
        column { "工作进展情况", "progress", width = 34, align = "left" },
        column { "依据", "cite", width = 30, align = "left" },
      },
    },
    small, signatures,
  },
}

sheet "月度调度表" {
  title = "{{pack_title}}月度调度表",
  optional = true,
  freeze = 3,
  most = 5000,
  blocks = {
    subtitle,
    rows {
      from = "months",
      columns = {
        column { "指标", "indicator", width = 30, align = "left" },
        column { "县（市、区）", "region", width = 14, link = "rules" },
        column { "单位", "unit", width = 8 },
        column { "年度目标", "target", width = 13 },
        columns_of { "months", width = 9 },
        column { "累计", "actual", width = 9 },
        column { "差值", "gap", width = 8 },
        column { "预警", "status", width = 13 },
        column { "存在问题", input = true, width = 18 },
        column { "下步措施", input = true, width = 18 },
      },
    },
    small,
    line { "注：各月为当月数，累计为考核期数；当月数按指标的小数位数修约一次。“目标”行是年度目标的序时线。" },
    charts { "trends", most = 12 },
    small, signatures,
  },
}

sheet "扣分说明" {
  title = "{{pack_title}}扣分说明",
  freeze = 3,
  most = 20000,
  blocks = {
    subtitle,
    rows {
      from = "deductions", outline = true, subtotal = "{{section}} 扣分小计", empty = "本期没有扣分",
      columns = {
        column { "序号", "number", width = 6 },
        column { "县（市、区）", "region", width = 13, link = "rules" },
        column { "指标", "indicator", width = 26, align = "left" },
        column { "类别", "kind", width = 10, link = "figures" },
        column { "分值", "points", width = 12 },
        column { "计算过程", "derivation", width = 58, align = "left" },
        column { "依据", "cite", width = 38, align = "left" },
      },
    },
    small, signatures,
  },
}

sheet "加减分与一票否决" {
  title = "{{pack_title}}加减分与一票否决",
  optional = true,
  freeze = 2,
  blocks = {
    subtitle,
    rows {
      from = "extras",
      columns = {
        column { "序号", "number", width = 7 },
        column { "县（市、区）", "region", width = 16 },
        column { "类别", "kind", width = 14 },
        column { "事项", "item", width = 34, align = "left" },
        column { "分值", "points", width = 12 },
        column { "说明", "effect", width = 50, align = "left" },
      },
    },
    signatures,
  },
}

sheet "数据来源与依据" {
  title = "{{pack_title}}数据来源与依据",
  freeze = 2,
  most = 20000,
  blocks = {
    line { "规则包 {{pack_id}}（{{pack_version}} 版）　摘要 {{pack_digest}}　计算程序 {{engine}}" },
    rows {
      from = "figures",
      columns = {
        column { "县（市、区）", "region", width = 12, link = "rules" },
        column { "指标", "indicator", width = 24, align = "left" },
        column { "完成值", "actual", width = 11 },
        column { "计算方法", "method", width = 16, align = "left" },
        column { "依据", "cite", width = 44, align = "left" },
        column { "数据文件", "files", width = 32, align = "left" },
        column { "文件摘要前12位", "digests", width = 15 },
      },
    },
    small,
    band { "一、数据文件" },
    rows {
      from = "inputs",
      columns = {
        column { "序号", "number" },
        column { "数据文件", "file", span = 3, align = "left" },
        column { "摘要", "digest", span = 2, align = "left" },
        column { "行数", "rows" },
      },
    },
    small,
    band { "二、依据文件" },
    rows {
      from = "sources",
      columns = {
        column { "序号", "number" },
        column { "文件名称", "title", span = 4, align = "left" },
        column { "文号", "issue_number" },
        column { "印发日期", "issued" },
      },
    },
    small,
    band { "三、计算方法及其依据" },
    rows {
      from = "methods",
      columns = {
        column { "计算方法", "method", span = 2, align = "left" },
        column { "标准或文件", "standard", span = 3, align = "left" },
        column { "条款", "clause", align = "left" },
        column { "核实情况", "basis_status" },
      },
    },
  },
}

sheet "核对" {
  title = "{{pack_title}}核对",
  optional = true,
  freeze = 1,
  blocks = { subtitle, checks { most = 20000 } },
}

sheet "校核签字栏" {
  title = "{{pack_title}}校核签字栏",
  widths = { 28, 30, 60, 24 },
  blocks = {
    subtitle,
    form {
      header = { "环节", "责任人签字", "意见", "日期" },
      rows = { "数据填报", "数据核验", "计算", "复核", "办公室负责人", "领导小组审定" },
      height = 46,
    },
  },
}
