-- 水质：断面类别、地下水类别、饮用水水源、优良水体比例。
--
-- 单因子评价：参评项目里最差的一项决定类别。用考核期内各月的平均值定类，不是各月类别的平均或众数，也不是达标月份的比例。
-- 交来几项评几项（监测可以只做 9+X），说明里写出参评的项目；月数不够是无法评价，没有这个断面是缺报，都不算达标。

local tables = use "tables"
local assess = use "assess"
local classes = use "classes"

local function joined(...)
  local out = {}
  for _, list in ipairs({ ... }) do
    for _, value in ipairs(list) do
      table.insert(out, value)
    end
  end
  return out
end

local surface_items = joined(tables.evaluated, tables.separate)
local supplement_items = {}
for i, pair in ipairs(tables.supplement) do
  supplement_items[i] = pair[1]
end

-- 类别的几个输出各方法相同。
local function outputs_with(more, items)
  local outputs = {
    class = { title = "水质类别", unit = "类" }, worst_month = { title = "最差一个月的类别", unit = "类" },
    months = { title = "有数据的月数", unit = "月" }, items = { title = "参评项目", unit = "个" },
    points = { title = "监测点位", unit = "个" },
  }
  for name, facts in pairs(more) do
    outputs[name] = facts
  end
  return assess.mean_outputs(outputs, items)
end

local months_param = { default = "12", about = "整年要有几个月的数据；冰封期断面写 8。考核期没有过完时按已过的月份相应减少" }
local items_param = { default = "", about = "参评项目，如 { \"codmn\", \"nh3n\" }；不写则全部应评项目" }
local round_param = { default = "none", about = "定类前的修约间隔，如 { nh3n = \"0.01\" }；none：不修约" }
local background_param = { default = "", about = "经认定不评价的天然背景项目及其文号，如 { fluoride = \"宁环函〔2020〕1号\" }" }

local basis_22 = {
  { "环办〔2011〕22号", "参评 21 项、单因子评价、年均值定类、主要污染指标", "confirmed" },
  { "环办〔2011〕22号", "冰封期断面每年不少于 8 个月", "unconfirmed" },
  { "环办监测函〔2020〕82号", "低于检出限按检出限的一半", "confirmed" },
}

-- 一张表里的名单，给缺报时提示。
local function known_names(rows)
  local out = {}
  for _, body in ipairs(assess.grouped(rows, "body")) do
    for _, section in ipairs(assess.grouped(body.rows, "section")) do
      table.insert(out, section.name == "" and body.name or body.name .. "/" .. section.name)
    end
  end
  return table.concat(out, "、")
end

-- 参数指定的水体、断面的各行；没有时返回 nil 和原因。
local function wanted_rows(rows, p)
  local mask = col.eq(rows.body, p.body)
  local title = p.body
  if p.section ~= "" then
    mask = col.both(mask, col.eq(rows.section, p.section))
    title = title .. "/" .. p.section
  end
  if col.count(mask) == 0 then
    return nil, "没有“" .. title .. "”的数据；交来的有：" .. known_names(rows)
  end
  return assess.rows_where(rows, mask)
end

-- 不参评、另行列出的项目（湖库总氮、粪大肠菌群）。
local function note_separate(notes, result, points, kind, p)
  local list = {}
  for _, item in ipairs(tables.separate) do
    local alone = assess.assess(points, kind, { item }, p)
    if alone.class and not result.item_class[item] then
      table.insert(list, tables.names[item] .. " " .. assess.shown(alone.means[item]) .. "（" .. tables.class_names[alone.class] .. "）")
    end
  end
  if #list > 0 then
    table.insert(notes, "不参评，另列：" .. table.concat(list, "、"))
  end
end

method {
  id = "water.class", title = "断面水质类别", api = 1, edition = "1",
  basis = joined({ { "GB 3838-2002", "表1", "confirmed" } }, basis_22),
  tables = { water_monthly = joined({ "body", "section", "kind", "month" }, surface_items) },
  params = {
    body = { required = true, about = "水体" },
    section = { default = "", about = "断面；不写则取该水体全部点位的平均（湖库）" },
    months_required = months_param, items = items_param, round = round_param,
  },
  -- class：1—6，6 是劣Ⅴ。worst_month：最差一个月的类别。各项平均值不修约。
  outputs = outputs_with({}, surface_items),
  run = function(t, p)
    local rows, absent = wanted_rows(t.water_monthly, p)
    if not rows then
      return not_submitted(absent)
    end
    local kind, problem = assess.kind_of(rows)
    if not kind then
      return invalid(problem)
    elseif kind == "groundwater" then
      return invalid("是地下水，应按 GB/T 14848 评价")
    end
    local points = assess.grouped(rows, "section")
    local result = assess.assess(points, kind, assess.item_list(p.items, kind) or tables.evaluated, p)
    local outputs = assess.fill({}, result)
    outputs.notes = assess.describe(result, kind)
    note_separate(outputs.notes, result, points, kind, p)
    if result.short or not result.class then
      return invalid(result.short or "没有一项参评数据", outputs)
    end
    return outputs
  end,
}

-- 地下水一组点位的评价：常规指标，加嗅和味、肉眼可见物；background 里的项目列出而不评。
local function groundwater(rows, points, p)
  local background = assess.background_of(p.background)
  local items = {}
  for _, item in ipairs(assess.item_list(p.items, "groundwater") or tables.groundwater_items) do
    if not background[item] then
      table.insert(items, item)
    end
  end
  local result = assess.assess(points, "groundwater", items, p)
  local notes = assess.describe(result, "groundwater")
  for _, item in ipairs(tables.perceived) do
    if col.count(rows[item]) > 0 then
      result.items = result.items + 1
      if col.count(col.eq(rows[item], "有")) > 0 then
        table.insert(notes, tables.names[item] .. "：有（Ⅴ类）")
        result.class, result.worst_month = 5, 5
        result.beyond = (result.beyond or 0) + 1
      elseif not result.class then
        result.class = 1
      end
    end
  end
  return result, notes, background
end

local function background_notes(notes, points, kind, background, p)
  for item, document in pairs(background) do
    local alone = assess.assess(points, kind, { item }, p)
    local value = alone.exact[item] and "，平均 " .. assess.shown(alone.exact[item]) or ""
    table.insert(notes, "天然背景，不评价：" .. tables.names[item] .. value .. "（" .. document .. "）")
  end
end

method {
  id = "water.groundwater", title = "地下水水质类别", api = 1, edition = "1",
  basis = {
    { "GB/T 14848-2017", "表1 常规指标", "unconfirmed" },
    { "GB/T 14848-2017", "单指标评价、限值相同时从优、最差的一项决定类别", "unconfirmed" },
    { "环办监测函〔2020〕82号", "低于检出限按检出限的一半", "confirmed" },
  },
  tables = { water_monthly = joined({ "body", "section", "kind", "month" }, tables.groundwater_items, tables.perceived) },
  params = {
    body = { required = true, about = "水体" },
    section = { default = "", about = "监测井；不写则取该水体全部点位的平均" },
    months_required = { default = "1", about = "整年要有几个月的数据；地下水一般按枯水期、丰水期" },
    items = items_param, round = round_param, background = background_param,
  },
  outputs = outputs_with({}, tables.groundwater_items),
  run = function(t, p)
    local rows, absent = wanted_rows(t.water_monthly, p)
    if not rows then
      return not_submitted(absent)
    end
    local kind, problem = assess.kind_of(rows)
    if kind ~= "groundwater" then
      return invalid(kind and "不是地下水，应按 GB 3838 评价" or problem)
    end
    local points = assess.grouped(rows, "section")
    local result, notes, background = groundwater(rows, points, p)
    background_notes(notes, points, "groundwater", background, p)
    local outputs = assess.fill({}, result)
    outputs.notes = notes
    if result.short or not result.class then
      return invalid(result.short or "没有一项参评数据", outputs)
    end
    return outputs
  end,
}

-- 地表水水源：表1（化学需氧量除外）加表2 补充项目；补充项目超过限值的不达Ⅲ类，类别不好于 4。
local function surface_source(points, kind, p)
  local background = assess.background_of(p.background)
  local items = {}
  for _, item in ipairs(assess.item_list(p.items, kind) or tables.evaluated) do
    if not background[item] and not (p.items == "" and tables.source_left_out[item]) then
      table.insert(items, item)
    end
  end
  local result = assess.assess(points, kind, items, p)
  local notes = assess.describe(result, kind)
  local extra = assess.assess(points, kind, supplement_items, p)
  local taking_part, beyond = {}, {}
  for _, pair in ipairs(tables.supplement) do
    local item, limit = pair[1], D(pair[2])
    local value = extra.means[item]
    if value and not background[item] then
      table.insert(taking_part, item)
      result.exact[item] = extra.exact[item]
      if value > limit then
        table.insert(beyond, item)
      end
      for month, values in pairs(extra.monthly) do
        if values[item] and values[item] > limit then
          result.series[month] = math.max(result.series[month] or 4, 4)
          result.worst_month = math.max(result.worst_month or 4, 4)
        end
      end
    end
  end
  if #taking_part > 0 then
    result.items = result.items + #taking_part
    table.insert(notes, "补充项目（GB 3838-2002 表2）参评：" .. assess.names_of(taking_part))
  end
  if #beyond > 0 then
    table.insert(notes, "补充项目超标，不达Ⅲ类：" .. assess.names_of(beyond))
    result.class = math.max(result.class or 4, 4)
  end
  result.beyond = #beyond
  note_separate(notes, result, points, kind, p)
  return result, notes, background
end

local source_items = joined(tables.groundwater_items)
for _, item in ipairs(surface_items) do
  local known = false
  for _, other in ipairs(tables.groundwater_items) do
    known = known or other == item
  end
  if not known then
    table.insert(source_items, item)
  end
end

method {
  id = "water.source", title = "饮用水水源水质", api = 1, edition = "1",
  basis = joined({
    { "GB 3838-2002", "表1、表2", "confirmed" },
    { "GB/T 14848-2017", "表1，Ⅲ类", "unconfirmed" },
    { "集中式饮用水水源评价实践", "地表水化学需氧量不评价；天然背景须有认定文号", "unconfirmed" },
  }, basis_22),
  tables = { sources = joined({ "source", "kind", "month" }, source_items, tables.perceived) },
  params = {
    source = { required = true, about = "水源地" },
    months_required = months_param, items = items_param, round = round_param, background = background_param,
    judge = { default = "mean", choices = { "mean", "every_month" }, about = "用平均值定类，或取最差一个月" },
  },
  -- exceeded：差于Ⅲ类或超过补充项目限值的项目数；qualified：1 达到Ⅲ类，0 没有；
  -- months_met、month_rate：达到Ⅲ类的月数和它占有数据月数的百分比。
  outputs = outputs_with({
    exceeded = { title = "超标项目", unit = "个" }, qualified = { title = "达到Ⅲ类（1 是，0 否）", unit = "个" },
    months_met = { title = "达到Ⅲ类的月数", unit = "月" }, month_rate = { title = "达到Ⅲ类的月份比例", unit = "%", digits = 1 },
  }, source_items),
  run = function(t, p)
    local all = t.sources
    local mask = col.eq(all.source, p.source)
    if col.count(mask) == 0 then
      local names = {}
      for i, group in ipairs(assess.grouped(all, "source")) do
        names[i] = group.name
      end
      return not_submitted("没有水源“" .. p.source .. "”的数据；交来的有：" .. table.concat(names, "、"))
    end
    local rows = assess.rows_where(all, mask)
    local kind, problem = assess.kind_of(rows)
    if not kind then
      return invalid(problem)
    end
    local points = { { name = p.source, rows = rows } }
    local result, notes, background
    if kind == "groundwater" then
      result, notes, background = groundwater(rows, points, p)
    else
      result, notes, background = surface_source(points, kind, p)
    end
    background_notes(notes, points, kind, background, p)
    local exceeded = result.beyond or 0
    for _, class in pairs(result.item_class) do
      if class > 3 then
        exceeded = exceeded + 1
      end
    end
    if p.judge == "every_month" and result.worst_month then
      result.class = math.max(result.class or 1, result.worst_month)
    end
    local met, counted = 0, 0
    for _, class in pairs(result.series) do
      counted = counted + 1
      if class <= 3 then
        met = met + 1
      end
    end
    local outputs = assess.fill({ exceeded = exceeded, months_met = met }, result)
    if result.class and not result.short then
      outputs.qualified = result.class <= 3 and 1 or 0
    end
    if counted > 0 then
      outputs.month_rate = ratio(met * 100, counted)
    end
    outputs.notes = notes
    if result.short or not result.class then
      return invalid(result.short or "没有一项参评数据", outputs)
    end
    return outputs
  end,
}

-- 优良水体比例里的一个断面：返回类别，或 nil 和原因。
local function section_class(rows, p)
  local kind, problem = assess.kind_of(rows)
  if not kind then
    return nil, problem
  end
  local result = assess.assess({ { name = "", rows = rows } }, kind, assess.item_list(p.items) or tables.evaluated, p, true)
  if result.short or not result.class then
    return nil, result.short or "没有一项参评数据"
  end
  return result.class
end

method {
  id = "water.good_rate", title = "优良水体比例", api = 1, edition = "1",
  basis = joined({ { "GB 3838-2002", "表1", "confirmed" },
    { "环办〔2011〕22号", "Ⅰ—Ⅲ类断面数 ÷ 参加评价的断面数", "confirmed" } }, basis_22),
  tables = { water_monthly = joined({ "body", "section", "kind", "month" }, tables.evaluated) },
  params = {
    sections = { default = "", about = "应评的断面名单，如 { \"黄河干流/叶盛公路桥\", \"清宁河\" }；不写则交来的都评" },
    missing = {
      default = "exclude", choices = { "exclude", "invalid" },
      about = "断流、缺月、没有交的断面：不参评并列出，或整个指标无法评价",
    },
    months_required = months_param, items = items_param, round = round_param,
  },
  outputs = {
    rate = { title = "优良断面比例", unit = "%", digits = 1 }, good = { title = "优良断面", unit = "个" },
    evaluated = { title = "参评断面", unit = "个" }, not_evaluated = { title = "不能评价的断面", unit = "个" },
    bad = { title = "劣Ⅴ类断面", unit = "个" }, bad_rate = { title = "劣Ⅴ类断面比例", unit = "%", digits = 1 },
    class_1 = { title = "Ⅰ类断面", unit = "个" }, class_2 = { title = "Ⅱ类断面", unit = "个" },
    class_3 = { title = "Ⅲ类断面", unit = "个" }, class_4 = { title = "Ⅳ类断面", unit = "个" },
    class_5 = { title = "Ⅴ类断面", unit = "个" }, class_6 = { title = "劣Ⅴ类断面", unit = "个" },
  },
  run = function(t, p)
    local list = p.sections
    if type(list) == "string" then
      list = list ~= "" and text.split(list, ",") or {}
    end
    local wanted, pending = #list > 0, {}
    for _, name in ipairs(list) do
      pending[name] = true
    end
    local counts, sections, problems = { 0, 0, 0, 0, 0, 0 }, {}, {}
    for _, body in ipairs(assess.grouped(t.water_monthly, "body")) do
      for _, section in ipairs(assess.grouped(body.rows, "section")) do
        local name = section.name == "" and body.name or body.name .. "/" .. section.name
        if (not wanted or pending[name]) and assess.kind_of(section.rows) ~= "groundwater" then
          pending[name] = nil
          local class, problem = section_class(section.rows, p)
          if class then
            counts[class] = counts[class] + 1
            table.insert(sections, name .. " " .. tables.class_names[class])
          else
            table.insert(problems, name .. "（" .. problem .. "）")
          end
        end
      end
    end
    for name in pairs(pending) do
      table.insert(problems, name .. "（没有交）")
    end
    local evaluated = #sections
    local outputs = { good = counts[1] + counts[2] + counts[3], bad = counts[6], evaluated = evaluated, not_evaluated = #problems }
    for class, count in ipairs(counts) do
      outputs["class_" .. class] = count
    end
    outputs.notes = { "各断面：" .. table.concat(sections, "、") }
    if #problems > 0 then
      table.insert(outputs.notes, "不参评：" .. table.concat(problems, "、"))
    end
    if evaluated == 0 then
      return invalid("没有一个断面可以评价", outputs)
    end
    outputs.rate, outputs.bad_rate = ratio(outputs.good * 100, evaluated), ratio(counts[6] * 100, evaluated)
    if #problems > 0 and p.missing == "invalid" then
      return invalid(#problems .. " 个断面不能评价", outputs)
    end
    return outputs
  end,
}

-- 填报了水质类别的，与各项浓度对一遍。只是提示：评价用浓度，填报的类别可能只评了其中几项。
local checked_columns = joined({ "kind", "class" }, tables.evaluated)
check "water.class_given" {
  title = "填报的水质类别与浓度不符", mend = "请核对各列有没有错位、单位对不对；类别按 GB 3838 单因子评价，取最差的一项",
  table = "water_monthly", columns = checked_columns, needs = { "class" }, place = "class", doubt = true,
  run = function(rows)
    local river, lake = classes.of_rows("river", tables.evaluated, rows), classes.of_rows("lake", tables.evaluated, rows)
    local is_lake, surface
    for name, kind in pairs(tables.kinds) do
      local mask = col.eq(rows.kind, name)
      if kind == "lake" then
        is_lake = is_lake and col.either(is_lake, mask) or mask
      end
      if kind ~= "groundwater" then
        surface = surface and col.either(surface, mask) or mask
      end
    end
    local class = col.choose(is_lake, lake, river)
    return { wrong = col.both(surface, col.ne(class, rows.class)), given = rows.class, expected = class }
  end,
}
