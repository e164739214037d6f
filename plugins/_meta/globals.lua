-- 由 kaohe rules grammar 生成，不要手改。luacheck 由它知道规则包和方法里有哪些词。
return {
  pack = {
    "about", "all_of", "any_of", "assigned", "at_least", "at_most", "between", "bonus", "by_year",
    "class_or_better", "consequence", "deduct", "dictionary", "drop_at_least", "each", "equal",
    "factor_if_unmet", "formula", "full_or_zero", "grades", "group", "improvement", "include", "indicator",
    "less_than", "levels", "line", "min_of", "more_than", "pack", "project", "qualitative", "ratio", "regions",
    "rule", "scheme", "share", "source", "targets", "task", "tasks", "threshold", "thresholds", "unit", "units",
    "veto", "waive_if", "words",
  },
  method = {
    "check", "invalid", "method", "not_applicable", "not_submitted", "use",
  },
  dictionary = {
    "dictionary", "unit", "words",
  },
}
