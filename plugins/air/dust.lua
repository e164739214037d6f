-- 沙尘剔除：只认有认定文号的日子，程序从不自行判断。

-- 每一行是否为经认定的沙尘日；没有这两列就都不是。
local function approved(daily)
  return col.both(daily.dust, col.present(daily.dust_ref))
end

local function unapproved(daily)
  return col.both(daily.dust, col.negate(col.present(daily.dust_ref)))
end

return { approved = approved, unapproved = unapproved }
