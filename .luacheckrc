-- The linter knows exactly the globals the sandbox gives (core/kaohe/lua), so that the two agree.
std = "none"
max_line_length = 140
color = false
cache = false
exclude_files = { "plugins/_meta" }  -- editor stubs: they define what the sandbox gives

-- What every chunk may use of Lua itself.
local base = {
  "ipairs", "pairs", "select", "type", "tostring", "error", "assert",
  math = { fields = { "max", "min", "tointeger" } },
  string = { fields = { "len", "sub", "lower", "upper", "format" } },
  table = { fields = { "insert", "concat", "unpack", "sort" } },
  -- the host's own
  text = { fields = { "contains", "starts", "split" } },
  num = { fields = { "round", "ratio", "min", "max", "clamp", "abs", "add", "sub", "mul", "div" } },
  "D", "ratio", "col",
}

local function with(names)
  local all = {}
  for key, value in pairs(base) do
    if type(key) == "number" then all[#all + 1] = value else all[key] = value end
  end
  for _, name in ipairs(names) do all[#all + 1] = name end
  return all
end

-- The words of packs and methods, from the program's own registry (kaohe rules grammar --format globals).
local words = dofile("plugins/_meta/globals.lua")
local function both(first, second)
  local all = {}
  for _, list in ipairs { first, second } do
    for _, name in ipairs(list) do all[#all + 1] = name end
  end
  return all
end
local pack = with(words.pack)
local plugin = with(both(words.method, words.dictionary))

files["rules"] = { read_globals = pack }
files["plugins"] = { read_globals = plugin }
local layout = with {
  "style", "sheet", "line", "band", "gap", "rows", "column", "columns_of", "matrix", "notes", "pairs", "contents", "charts",
  "checks", "form",
}
files["templates"] = { read_globals = layout }
files["templates/scaffold"] = { read_globals = pack }
files["templates/scaffold/method"] = { read_globals = plugin }
files["rules/*/*/tests"] = { read_globals = with { "test" } }
