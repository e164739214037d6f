-- 重点任务的完成情况：规则包里本地区的每一项任务，按调度表和完成时限判定。
--
-- t.plan 由程序给出：规则包的任务，一项一行。state 是 done（按期完成）late（逾期完成）overdue（逾期未完成）
-- open（未到期）ongoing（没有时限）not_submitted（调度表里没有这一项）；due 是时限。
-- 只有到期的任务参加两个率：没有报的到期任务算没有完成，不算没有这项任务。

method {
  id = "tasks.completion", title = "重点任务完成情况", api = 1, edition = "1",
  basis = { { "任务调度表", "按完成时限和完成日期判定，未报的到期任务视同未完成", "confirmed" } },
  tables = { tasks = { "task", "state", "percent", "done" } },
  view = "tasks",
  outputs = {
    total = { title = "任务", unit = "个" }, due = { title = "已到期", unit = "个" }, on_time = { title = "按期完成", unit = "个" },
    late = { title = "逾期完成", unit = "个" }, overdue = { title = "逾期未完成", unit = "个" },
    missing = { title = "没有报送", unit = "个" }, open = { title = "未到期", unit = "个" }, ongoing = { title = "长期任务", unit = "个" },
    on_time_rate = { title = "按期完成率", unit = "%", digits = 1 }, completion_rate = { title = "完成率", unit = "%", digits = 1 },
  },
  run = function(t, p)
    local plan = t.plan
    local function number(state, mask)
      local same = col.eq(plan.state, state)
      if mask then
        same = col.both(same, mask)
      end
      return col.count(same)
    end
    local due = col.le(plan.due, p.period.last)
    local outputs = {
      total = col.len(plan.state), due = col.count(due),
      on_time = number("done", due), late = number("late", due), overdue = number("overdue"),
      missing = number("not_submitted"), open = number("open"), ongoing = number("ongoing"),
    }
    if outputs.total == 0 then
      return not_applicable("没有任务", outputs)
    end
    if outputs.due == 0 then
      return not_applicable("没有到期的任务", outputs)
    end
    outputs.on_time_rate = ratio(outputs.on_time * 100, outputs.due)
    outputs.completion_rate = ratio((outputs.on_time + outputs.late) * 100, outputs.due)
    return outputs
  end,
}
