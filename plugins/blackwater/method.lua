-- 农村黑臭水体整治率 = 完成整治（验收销号）的水体数 ÷ 名录水体数；国家监管的水体另算一个率。
-- 完成是累计的：往年完成的也算。验收日期晚于考核期（或数据截止日期）的不算完成。

method {
  id = "blackwater", title = "农村黑臭水体整治率", api = 1, edition = "1",
  basis = { { "农村黑臭水体名录", "完成整治（验收销号）数 ÷ 名录数，国家监管水体是其中一部分", "unconfirmed" } },
  tables = { blackwater = { "body", "national", "done", "date" } },
  params = {},
  outputs = {
    rate = { title = "完成整治比例", unit = "%", digits = 1 }, national_rate = { title = "国家监管水体完成整治比例", unit = "%", digits = 1 },
    done = { title = "完成整治的水体", unit = "个" }, national_done = { title = "完成整治的国家监管水体", unit = "个" },
    total = { title = "黑臭水体", unit = "个" }, national_total = { title = "国家监管的黑臭水体", unit = "个" },
  },
  run = function(t, p)
    local b = t.blackwater
    local later = col.gt(b.date, p.period.last)
    local done = col.both(b.done, col.negate(later))
    local total, done_count = col.len(b.body), col.count(done)
    local outputs = {
      total = total, done = done_count, national_total = col.count(b.national), national_done = col.count(col.both(b.national, done)),
      rate = ratio(done_count * 100, total), notes = {}, absent = {},
    }
    if col.count(col.both(b.done, later)) > 0 then
      table.insert(outputs.notes, col.count(col.both(b.done, later)) .. " 个水体的验收日期晚于 " .. p.period.last .. "，不算完成")
    end
    local undated = col.count(col.both(b.done, col.negate(col.present(b.date))))
    if undated > 0 then
      table.insert(outputs.notes, undated .. " 个完成整治的水体没有填验收日期")
    end
    if outputs.national_total > 0 then
      outputs.national_rate = ratio(outputs.national_done * 100, outputs.national_total)
    else
      outputs.absent.national_rate = "没有国家监管的黑臭水体"
    end
    local unknown = total - col.count(col.present(b.done))
    if unknown > 0 then
      return invalid(unknown .. " 个水体没有填是否完成整治", outputs)
    end
    -- 没有这一列是没有国家监管的水体；填了一部分则空着的不知道是不是
    local unmarked = total - col.count(col.present(b.national))
    if unmarked > 0 and unmarked < total then
      return invalid(unmarked .. " 个水体没有填是否国家监管", outputs)
    end
    return outputs
  end,
}
