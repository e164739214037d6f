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

local pack = with {
  -- declarations
  "pack", "regions", "source", "indicator", "targets", "task", "project", "consequence", "include",
  "units", "tasks", "threshold", "thresholds",
  "scheme", "group", "rule", "bonus", "veto", "grades",
  -- target forms
  "at_least", "more_than", "at_most", "less_than", "equal", "between", "class_or_better", "drop_at_least",
  "all_of", "any_of", "by_year", "about", "assigned", "qualitative",
  -- scoring forms
  "full_or_zero", "deduct", "line", "levels", "each", "factor_if_unmet", "improvement", "min_of",
  "waive_if", "formula", "share",
  -- tables and units of the pack's own
  "dictionary", "unit", "words",
}

local plugin = with { "method", "check", "words", "invalid", "not_submitted", "not_applicable", "use", "dictionary", "unit" }

files["rules"] = { read_globals = pack }
files["plugins"] = { read_globals = plugin }
files["templates"] = { read_globals = base }
files["templates/scaffold"] = { read_globals = pack }
files["templates/scaffold/method"] = { read_globals = plugin }
files["rules/*/*/tests"] = { read_globals = with { "test" } }
