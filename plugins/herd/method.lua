-- 养殖数量折成猪当量，与配套土地相比；粪肥还田的氮、磷与配套土地相比。每公顷的限值由规则包定。
--
-- 配套土地可以只在一行里填总数；一行都没有填或合计为零，无法评价。

local tables = use "tables"

-- 各畜种折成的猪当量合计，只算 mask 为是的行。
local function pigs_of(herd, mask)
  local total = D"0"
  for _, group in ipairs(col.group(herd.species, col.where(herd.head, mask))) do
    local kind = tables.kinds[group.key]
    total = total + ratio(col.sum(group[1]) * 100, tables.per_hundred_pigs[kind])
  end
  return total
end

local function unknown_species(herd)
  local out = {}
  for _, group in ipairs(col.group(herd.species, herd.head)) do
    if not tables.kinds[group.key] then
      table.insert(out, group.key)
    end
  end
  return out
end

method {
  id = "herd", title = "养殖与土地承载", api = 1, edition = "1",
  basis = {
    { "农办牧〔2018〕1号", "猪当量折算：100 猪 = 15 奶牛 = 30 肉牛 = 250 羊 = 2500 家禽", "unconfirmed" },
    { "农办牧〔2018〕1号", "扣除损失后每猪当量供给氮 7.0 kg、磷 1.2 kg", "unconfirmed" },
  },
  tables = { herd = { "species", "head", "land", "nitrogen", "phosphorus" } },
  params = {
    nutrients = {
      default = "reported", choices = { "reported", "coefficient", "none" },
      about = "还田氮磷：按填报、空着的按猪当量推算、不评价",
    },
    nitrogen_per_pig = { default = "7.0", about = "推算时每猪当量供给的氮（kg/年）" },
    phosphorus_per_pig = { default = "1.2", about = "推算时每猪当量供给的磷（kg/年）" },
  },
  outputs = {
    pig_per_ha = { title = "每公顷存栏（折生猪）", unit = "头/公顷", digits = 1 },
    pig_equivalent = { title = "存栏（折生猪）", unit = "头" }, land = { title = "配套土地", unit = "公顷" },
    n_per_ha = { title = "每公顷还田氮", unit = "kg/公顷", digits = 1 }, p_per_ha = { title = "每公顷还田磷", unit = "kg/公顷", digits = 1 },
  },
  run = function(t, p)
    local herd = t.herd
    local unknown = unknown_species(herd)
    if #unknown > 0 then
      return invalid("不认识的畜种：" .. table.concat(unknown, "、") .. "（牛请写明奶牛或肉牛）")
    end
    local outputs = { land = col.sum(herd.land) }
    if col.count(herd.head) < col.len(herd.head) then
      return invalid("有畜种没有填数量", outputs)
    end
    outputs.pig_equivalent = pigs_of(herd, col.present(herd.head))
    if outputs.land == D"0" then
      if outputs.pig_equivalent == D"0" and col.count(herd.land) > 0 then
        return not_applicable("没有畜禽养殖", outputs)
      end
      return invalid(col.count(herd.land) == 0 and "没有填配套土地" or "配套土地为零", outputs)
    end
    outputs.pig_per_ha = ratio(outputs.pig_equivalent, outputs.land)
    if p.nutrients == "none" then
      return outputs
    end

    local notes = {}
    for _, nutrient in ipairs({
      { values = herd.nitrogen, label = "还田氮", per_pig = p.nitrogen_per_pig, output = "n_per_ha" },
      { values = herd.phosphorus, label = "还田磷", per_pig = p.phosphorus_per_pig, output = "p_per_ha" },
    }) do
      local blank = col.negate(col.present(nutrient.values))
      local amount = col.sum(nutrient.values)
      if col.count(blank) > 0 then
        if p.nutrients == "reported" then
          return invalid("有畜种没有填" .. nutrient.label, outputs)
        end
        local pigs = pigs_of(herd, blank)
        amount = amount + pigs * D(nutrient.per_pig)
        table.insert(notes, nutrient.label .. "：" .. col.count(blank) .. " 个畜种没有填，按每猪当量 " .. nutrient.per_pig .. " kg 推算（系数来源待核）")
      end
      outputs[nutrient.output] = ratio(amount, outputs.land)
    end
    outputs.notes = notes
    return outputs
  end,
}
