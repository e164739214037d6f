-- 项目清单的完成情况：数量、规模按清单所列，完成与否按提交的“项目清单”。
--
-- t.plan 由程序给出：规则包的项目，一个一行，state 同任务（见 plugins/tasks），list 是清单编号。
-- list 参数只取一张清单，空着取全部。

method {
  id = "projects.finished", title = "项目完成情况", api = 1, edition = "1",
  basis = { { "项目清单", "按清单逐项核对完成日期", "confirmed" } },
  tables = { projects = { "project", "state", "done" } },
  params = { list = { default = "", about = "清单编号，空为全部" } },
  view = "projects",
  outputs = {
    total = { title = "清单项目", unit = "个" }, finished = { title = "已完成", unit = "个" },
    on_time = { title = "按期完成", unit = "个" }, overdue = { title = "逾期未完成", unit = "个" },
    missing = { title = "没有报送", unit = "个" },
    quantity = { title = "已完成的数量", unit = "1" }, scale = { title = "已完成的规模", unit = "1" },
    rate = { title = "完成率", unit = "%", digits = 1 },
  },
  run = function(t, p)
    local plan = t.plan
    local mine = col.present(plan.list)
    if p.list ~= "" then
      mine = col.eq(plan.list, p.list)
    end
    local function state(name)
      return col.both(mine, col.eq(plan.state, name))
    end
    local finished = col.either(state("done"), state("late"))
    local outputs = {
      total = col.count(mine), finished = col.count(finished), on_time = col.count(state("done")),
      overdue = col.count(state("overdue")), missing = col.count(state("not_submitted")),
      quantity = col.sum(col.where(plan.quantity, finished)), scale = col.sum(col.where(plan.scale, finished)),
    }
    if outputs.total == 0 then
      return not_applicable("清单里没有本地区的项目", outputs)
    end
    outputs.rate = ratio(outputs.finished * 100, outputs.total)
    return outputs
  end,
}
