#include "kaohe/rules/schema.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::rules {
namespace {

using lua::Value;
using Shape = WordSpec::Shape;

FieldSpec text(std::string name, std::string about) { return {std::move(name), FieldType::Text, true, {}, std::move(about)}; }
FieldSpec decimal(std::string name, std::string about) { return {std::move(name), FieldType::Decimal, true, {}, std::move(about)}; }
FieldSpec choice(std::string name, std::vector<std::string> choices, std::string about) {
    return {std::move(name), FieldType::Choice, true, std::move(choices), std::move(about)};
}
FieldSpec field(std::string name, FieldType type, std::string about) { return {std::move(name), type, true, {}, std::move(about)}; }
// A table of entries, each with the fields of a Nested word.
FieldSpec entries(std::string name, std::string entry, std::string about, FieldSpec::Holds holds = FieldSpec::Holds::List) {
    return {std::move(name), FieldType::Table, true, {}, std::move(about), std::move(entry), holds};
}
FieldSpec optional(FieldSpec spec) {
    spec.required = false;
    return spec;
}

FieldSpec lead() { return optional(field("lead", FieldType::TextList, "牵头单位")); }
FieldSpec support() { return optional(field("support", FieldType::TextList, "配合单位")); }
FieldSpec implement() { return optional(field("implement", FieldType::TextList, "落实单位")); }
FieldSpec cite() { return field("cite", FieldType::Cite, "依据文件编号和条款"); }
const std::vector<std::string> kMissingWords = {"undetermined", "zero", "full", "exclude"};

std::vector<WordSpec> dictionary_words() {
    return {
        {"dictionary", Shape::Named, ScriptKind::Dictionary,
         {optional(text("title", "表的中文名")), optional(field("names", FieldType::TextList, "其它可接受的表名")),
          optional(entries("columns", "column", "各列")), optional(field("key", FieldType::TextList, "共同确定一行的列")),
          optional(text("period", "判断是否在考核期内的日期、月份或年度列")),
          optional(field("key_value", FieldType::Flag, "两列的键值表")),
          optional(field("limits", FieldType::Table, "每行各列之间的大小关系：{ \"利用量\", at_most = \"产生量\" }")),
          optional(field("extend", FieldType::Flag, "补充已有的表"))}},
        {"unit", Shape::Named, ScriptKind::Dictionary,
         {optional(field("names", FieldType::TextList, "其它写法")), optional(text("of", "折算成哪个单位")),
          optional(decimal("factor", "1 个本单位等于几个 of")),
          optional(decimal("low", "数值不会小于多少")), optional(decimal("high", "数值不会大于多少"))}},
        {"words", Shape::Named, ScriptKind::Dictionary, {}, true},
        {"column", Shape::Nested, ScriptKind::Dictionary,
         {text("id", "列编号"), optional(text("label", "列名")), optional(field("headers", FieldType::TextList, "可接受的表头")),
          optional(choice("type", {"number", "text", "date", "hour", "month", "year", "deadline", "flag", "class"}, "类型")),
          optional(text("unit", "单位")), optional(decimal("min", "最小")), optional(decimal("max", "最大")),
          optional(field("choices", FieldType::TextList, "可选值")), optional(field("required", FieldType::Flag, "必填")),
          optional(text("needs", "填“是”时还须填写的列")), optional(choice("below", {"half"}, "低于检出限时按检出限的一半")),
          optional(field("sum", FieldType::Flag, "合计行是各行之和，要核对")), optional(text("unit_from", "写明本行单位的列"))}},
    };
}

std::vector<WordSpec> method_words() {
    return {{"method", Shape::Plain, ScriptKind::Method,
             {text("id", "方法编号"), text("title", "方法名称"), field("api", FieldType::Integer, "接口版本"),
              text("edition", "方法版本"), field("basis", FieldType::Table, "标准、条款、核实状态"),
              field("tables", FieldType::Table, "读取的表和列"), optional(entries("params", "param", "参数，按名称", FieldSpec::Holds::ByName)),
              optional(field("covers", FieldType::Table, "适用的日期：{ from = \"2026-03-01\", to = … }")),
              entries("outputs", "output", "输出，按名称", FieldSpec::Holds::ByName), optional(field("run", FieldType::Function, "计算函数 run(t, p)：t 为各表的列，p 为参数，另有 p.period（考核期）和 p.wants（这次要看的输出，如 { rate = true, series = true }，没有列出的不必算）")),
              optional(choice("view", {"tasks", "projects"}, "规则包自己的任务或项目")), optional(field("lookup", FieldType::Table, "按指标查一行"))}},
            {"check", Shape::Named, ScriptKind::Method,
             {text("title", "什么互相矛盾"), text("mend", "怎样改"), text("table", "检查的表"), field("columns", FieldType::TextList, "读取的列"),
              field("needs", FieldType::TextList, "都有数才检查的列"), text("place", "指出哪一列的单元格"), optional(field("doubt", FieldType::Flag, "只是提示")),
              field("run", FieldType::Function, "返回 wrong、given、expected 三列")}},
            {"param", Shape::Nested, ScriptKind::Method,
             {optional(field("required", FieldType::Flag, "必填")), optional(field("default", FieldType::Any, "默认值")),
              optional(field("choices", FieldType::TextList, "可选值")), optional(field("covers", FieldType::Table, "各可选值适用的日期")),
              optional(text("about", "说明"))}},
            {"output", Shape::Nested, ScriptKind::Method,
             {optional(text("unit", "单位")), optional(field("digits", FieldType::Integer, "小数位数")), optional(text("title", "名称"))}}};
}

std::vector<WordSpec> pack_words() {
    return {
        {"pack", Shape::Plain, ScriptKind::Pack,
         {text("id", "规则包编号"), text("title", "名称"), text("version", "版本"), text("engine", "程序版本要求"),
          text("period", "考核期：2021 或 2018-2020"), optional(text("office", "考核单位")), optional(text("year_label", "年度名称"))}},
        {"regions", Shape::Plain, ScriptKind::Pack,
         {optional(text("file", "县区表文件")), optional(entries("rows", "region", "县区"))}, true, "region"},
        {"region", Shape::Nested, ScriptKind::Pack,
         {text("name", "名称"), optional(text("code", "区划代码")), choice("kind", {"county", "city", "zone", "bureau"}, "类型"),
          optional(field("ranked", FieldType::Flag, "是否参与排名")), optional(field("aliases", FieldType::TextList, "别名"))}},
        {"source", Shape::Named, ScriptKind::Pack,
         {text("title", "文件名称"), optional(text("number", "文号")), optional(text("issued", "印发日期")),
          optional(text("file", "原文文件")), optional(field("demo", FieldType::Flag, "示范，不是正式文件")), optional(text("note", "说明"))}},
        {"indicator", Shape::Named, ScriptKind::Pack,
         {text("title", "指标名称"), text("unit", "单位"), choice("better", {"higher", "lower"}, "越高越好还是越低越好"),
          field("digits", FieldType::Integer, "小数位数"), text("method", "计算方法"), text("value", "取方法的哪个输出"),
          optional(field("params", FieldType::Table, "方法参数"))}},
        {"targets", Shape::Named, ScriptKind::Pack,
         {optional(choice("form",
                          {"at_least", "more_than", "at_most", "less_than", "equal", "between", "class_or_better",
                           "drop_at_least", "all_of", "any_of", "by_year", "about", "assigned", "qualitative"},
                          "目标形式")),
          cite(), optional(field("rows", FieldType::Table, "各县区目标值")), optional(text("file", "目标值文件")),
          optional(field("value", FieldType::Any, "统一目标值")), optional(field("high", FieldType::Decimal, "区间上限")),
          optional(field("applies", FieldType::Any, "each：适用于每个县区；或县区名单")), optional(field("demo", FieldType::Flag, "示范")),
          optional(field("tolerance", FieldType::Decimal, "左右的容许差")), optional(text("base_year", "基准年")),
          optional(text("year", "到哪一年，如 2020；以前的年度为未到期")), optional(field("years", FieldType::Table, "各年目标")), optional(entries("branches", "branch", "各分项目标")),
          lead(), support(), implement(), optional(text("note", "说明"))}},
        {"units", Shape::Plain, ScriptKind::Pack, {text("file", "责任单位表：单位、别名、代表")}},
        {"task", Shape::Named, ScriptKind::Pack,
         {optional(text("no", "序号")), text("title", "任务"), lead(), support(), implement(), optional(text("due", "完成时限：2021-12-31")),
          optional(text("due_text", "时限原文")), optional(text("report", "报送频次：monthly:4")), cite(), optional(text("note", "说明"))}},
        {"tasks", Shape::Plain, ScriptKind::Pack, {text("file", "任务表"), optional(text("source", "依据文件编号，表中没有“文件”列时用"))}},
        {"threshold", Shape::Named, ScriptKind::Pack,
         {text("title", "名称"), optional(text("whom", "对象")), choice("op", threshold_ops(), "判定"),
          optional(field("value", FieldType::Any, "限值；between 写 lo..hi，by 写日期")), optional(text("unit", "单位")), optional(text("year", "年度")),
          optional(text("due", "时限")), lead(), cite(), optional(text("note", "说明"))}},
        {"thresholds", Shape::Plain, ScriptKind::Pack, {text("file", "限值表"), optional(text("source", "依据文件编号，表中没有“文件”列时用"))}},
        {"project", Shape::Named, ScriptKind::Pack,
         {optional(text("title", "名称")), optional(text("file", "项目清单")), cite(), optional(text("note", "说明"))}},
        {"consequence", Shape::Named, ScriptKind::Pack, 
         {text("title", "措施"), text("when", "情形"), cite(),
          optional(choice("kind", {"reminder", "warning", "rectify", "interview"}, "用哪种文种：提醒函、预警函、限期整改通知书、约谈通知")),
          optional(decimal("gap_at_least", "条件：有指标的差距达到目标值的百分之几")), optional(decimal("share_unmet", "条件：未达标项数达到参评项数的百分之几")),
          optional(field("repeated", FieldType::Flag, "条件：有指标上期也未达标")), optional(text("grade", "条件：考核等次")),
          optional(field("reward", FieldType::Flag, "奖励措施，不写进通知书")),
          optional(choice("whom", {"region", "enterprise"}, "落在谁身上：县区和部门；企业、养殖场和个人，不写进通知书"))}},
        {"scheme", Shape::Plain, ScriptKind::Pack,
         {text("title", "方案名称"), decimal("total", "总分"), optional(decimal("points_interval", "得分修约间隔")),
          optional(decimal("rank_interval", "排名修约间隔")), optional(decimal("scale_to", "总分折算到")),
          optional(field("demo", FieldType::Flag, "示范计分方案"))}},
        {"group", Shape::Named, ScriptKind::Pack,
         {text("title", "名称"), decimal("points", "分值"), optional(decimal("cap", "上限")), optional(decimal("floor", "下限"))}},
        {"rule", Shape::Named, ScriptKind::Pack,
         {text("group", "所属组"), decimal("points", "满分"), optional(text("title", "名称")), optional(text("indicator", "指标")),
          optional(field("needs", FieldType::TextList, "公式需要的指标")),
          optional(field("members", FieldType::TextList, "share：参加计数的指标，末尾 * 取同一前缀的全部")),
          optional(choice("compare", {"full", "rounded"}, "全数值比较法或修约值比较法")), choice("missing", kMissingWords, "缺报时"),
          optional(choice("invalid", kMissingWords, "数据无效时，默认同 missing")),
          optional(choice("not_applicable", {"full", "rescale"}, "无此项时")), field("score", FieldType::Form, "计分形式"),
          optional(cite()), optional(text("note", "说明"))}},
        {"bonus", Shape::Named, ScriptKind::Pack,
         {text("title", "名称"), text("table", "数据表"), text("item", "事项"), decimal("per", "每"), decimal("points", "加分"),
          optional(decimal("cap", "上限")), cite()}},
        {"veto", Shape::Named, ScriptKind::Pack,
         {text("title", "名称"), text("table", "数据表"), text("item", "事项"), entries("effect", "effect", "后果", FieldSpec::Holds::One), cite()}},
        {"effect", Shape::Nested, ScriptKind::Pack, {optional(text("grade", "定为等次")), optional(decimal("total_at_most", "总分不超过"))}},
        {"grades", Shape::Plain, ScriptKind::Pack, {}, true},
    };
}

std::vector<WordSpec> score_words() {
    const auto floor = optional(decimal("floor", "最低"));
    const auto cap = optional(decimal("cap", "最高"));
    return {
        {"deduct", Shape::Constructor, ScriptKind::Pack,
         {decimal("per", "每差多少"), decimal("points", "扣多少分"),
          choice("partial", {"prorate", "started", "whole"}, "不足一个单位：按比例、按一个计、不计"), decimal("floor", "扣到多少为止"),
          optional(decimal("zero_below_by", "差到多少得零分"))}},
        {"line", Shape::Constructor, ScriptKind::Pack,
         {decimal("slope", "斜率"), decimal("intercept", "截距"), decimal("floor", "最低"), decimal("cap", "最高")}},
        {"levels", Shape::Constructor, ScriptKind::Pack, {}, true, "level"},
        {"level", Shape::Nested, ScriptKind::Pack, {optional(decimal("at_least", "不低于")), decimal("points", "得分")}},
        {"each", Shape::Constructor, ScriptKind::Pack,
         {decimal("points", "每个多少分"), choice("from", {"zero", "full"}, "从零加起或从满分扣起"), floor, cap}},
        {"ratio", Shape::Constructor, ScriptKind::Pack, {decimal("floor", "比值下限"), decimal("cap", "比值上限")}},
        {"factor_if_unmet", Shape::Constructor, ScriptKind::Pack,
         {decimal("factor", "未达标时乘以"), field("score", FieldType::Form, "计分形式")}},
        {"improvement", Shape::Constructor, ScriptKind::Pack,
         {text("against", "对比的指标"), decimal("per", "每改善多少"), decimal("points", "得多少分"),
          choice("partial", {"prorate", "started", "whole"}, "不足一个单位"), decimal("floor", "最低"), decimal("cap", "最高")}},
        {"min_of", Shape::Constructor, ScriptKind::Pack, {}, true},
        {"waive_if", Shape::Constructor, ScriptKind::Pack,
         {text("met", "达标即免扣的指标"), field("score", FieldType::Form, "计分形式")}},
        {"formula", Shape::Constructor, ScriptKind::Pack,
         {text("explain", "公式说明"), field("run", FieldType::Function, "计算函数")}},
    };
}

std::vector<WordSpec> test_words() {
    return {
        {"test", Shape::Named, ScriptKind::Test,
         {text("region", "县区"), optional(text("rule", "规则、指标、加分、一票否决或组；不写时只看总分和等次")),
          optional(field("given", FieldType::Any, "给定的值：\"85.7\"，或 { 指标 = \"85.7\", 数据表 = { { 列 = 值 }, … } }")),
          optional(field("data", FieldType::TextList, "tests 文件夹里的数据文件或文件夹")), optional(text("as_of", "数据截止日期")),
          field("expect", FieldType::Table, "应有的 status、actual、points、most、possible、gap、target、clause、total、grade"),
          optional(text("source", "出处：条款或笔算"))}},
    };
}

// A part of all_of and any_of: targets of another indicator, with whatever it needs of their fields.
WordSpec branch_of(WordSpec targets) {
    targets.word = "branch";
    targets.shape = Shape::Nested;
    for (auto& each : targets.fields) each.required = false;
    targets.fields.push_back(text("indicator", "分项指标"));
    return targets;
}

template <class... Lists>
std::vector<WordSpec> joined(Lists... lists) {
    std::vector<WordSpec> out;
    (out.insert(out.end(), lists.begin(), lists.end()), ...);
    return out;
}

std::string_view type_name(FieldType type) {
    switch (type) {
        case FieldType::Text: return "文字";
        case FieldType::Decimal: return "数值";
        case FieldType::Integer: return "整数";
        case FieldType::Flag: return "true 或 false";
        case FieldType::Choice: return "可选值之一";
        case FieldType::Cite: return "{ \"文件编号\", \"条款\" }";
        case FieldType::TextList: return "文字列表";
        case FieldType::Table: return "表";
        case FieldType::Function: return "函数";
        case FieldType::Form: return "计分形式（如 deduct { … }）";
        case FieldType::Any: return "值";
    }
    return "值";
}

bool is_text_list(const Value& value) {
    if (value.is(Value::Kind::Text)) return true;  // one text is a list of one
    return value.is(Value::Kind::Table) && value.fields.empty() &&
           std::all_of(value.list.begin(), value.list.end(), [](const Value& item) { return item.is(Value::Kind::Text); });
}

bool fits(const FieldSpec& spec, const Value& value) {
    switch (spec.type) {
        case FieldType::Text: return value.is(Value::Kind::Text);
        case FieldType::Choice: return value.is(Value::Kind::Text);
        case FieldType::Decimal: return read_decimal(value).has_value();
        case FieldType::Integer: return value.is(Value::Kind::Integer);
        case FieldType::Flag: return value.is(Value::Kind::Flag);
        case FieldType::Cite: return is_text_list(value) && value.list.size() == 2;
        case FieldType::TextList: return is_text_list(value);
        case FieldType::Table: return value.is(Value::Kind::Table);
        case FieldType::Function: return value.is(Value::Kind::Function);
        case FieldType::Form: return value.is(Value::Kind::Text) || (value.is(Value::Kind::Table) && !value.form.empty());
        case FieldType::Any: return true;
    }
    return false;
}

lua::Vocabulary make_vocabulary(ScriptKind kind) {
    lua::Vocabulary out;
    for (const WordSpec& word : grammar()) {
        const bool dictionary_in_pack = kind == ScriptKind::Pack && word.kind == ScriptKind::Dictionary;
        if ((word.kind != kind && !dictionary_in_pack) || word.shape == Shape::Nested) continue;
        (word.shape == Shape::Named ? out.named : word.shape == Shape::Plain ? out.plain : out.constructors).push_back(word.word);
    }
    if (kind == ScriptKind::Pack) {
        for (const auto& spec : find_word("targets", kind)->fields)
            if (spec.name == "form") out.constants = spec.choices;
        out.constants.insert(out.constants.end(), {"full_or_zero", "share"});  // scoring forms without fields
        out.sibling_word = "include";
    }
    if (kind == ScriptKind::Method) {
        out.results = {"invalid", "not_submitted", "not_applicable"};
        out.sibling_word = "use";
    }
    return out;
}

}  // namespace

const std::vector<std::string>& threshold_ops() {
    static const std::vector<std::string> ops = {">=", ">", "<=", "<", "=", "class<=", "between", "about", "by"};
    return ops;
}

const std::vector<WordSpec>& grammar() {
    static const std::vector<WordSpec> words = [] {
        auto out = joined(dictionary_words(), method_words(), pack_words(), score_words(), test_words());
        out.push_back(branch_of(*std::find_if(out.begin(), out.end(), [](const WordSpec& word) { return word.word == "targets"; })));
        return out;
    }();
    return words;
}

const WordSpec* find_word(std::string_view word, ScriptKind kind) {
    for (const WordSpec& spec : grammar())
        if (spec.word == word && spec.shape != Shape::Nested && (spec.kind == kind || spec.kind == ScriptKind::Dictionary)) return &spec;
    return nullptr;
}

const WordSpec& nested_word(std::string_view word) {
    return *std::find_if(grammar().begin(), grammar().end(), [&](const WordSpec& spec) { return spec.shape == Shape::Nested && spec.word == word; });
}

const lua::Vocabulary& vocabulary(ScriptKind kind) {
    static const lua::Vocabulary all[] = {make_vocabulary(ScriptKind::Dictionary), make_vocabulary(ScriptKind::Method),
                                          make_vocabulary(ScriptKind::Pack), make_vocabulary(ScriptKind::Test)};
    return all[static_cast<std::size_t>(kind)];
}

std::optional<DecimalText> read_decimal(const Value& value) {
    if (value.is(Value::Kind::Integer)) return DecimalText{value.integer, ""};
    if (value.is(Value::Kind::Number)) {
        const auto decimal = value.number.exact_decimal();
        return decimal ? std::optional(DecimalText{*decimal, ""}) : std::nullopt;
    }
    if (!value.is(Value::Kind::Text)) return std::nullopt;
    const std::string text = narrow(value.text);
    const std::size_t end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const auto decimal = num::Decimal::parse(std::string_view(text).substr(0, end));
    if (!decimal) return std::nullopt;
    return DecimalText{*decimal, std::string(trim(std::string_view(text).substr(end)))};
}

namespace {
// A value as messages quote it.
std::string written(const Value& value) {
    return value.is(Value::Kind::Text) ? "“" + value.text + "”" : std::string(kind_name(value.kind));
}
}  // namespace

Fields::Fields(const Value& table, const WordSpec& spec, std::string label, Place place, Diagnostics& findings)
    : table_(table), label_(std::move(label)), place_(std::move(place)), findings_(&findings) {
    std::vector<std::string> names;
    for (const FieldSpec& known : spec.fields) names.push_back(known.name);
    for (const auto& [name, value] : table.fields) {
        auto it = std::find_if(spec.fields.begin(), spec.fields.end(), [&wanted = name](const FieldSpec& known) { return known.name == wanted; });
        if (it == spec.fields.end())
            error(Code::RuleKey, label_, name, suggestion(name, names), join(names, " "));
        else
            check(*it, value);
    }
    if (!spec.list && !table.list.empty())
        error(Code::RuleValue, label_, "?", fmt::format("{}前面没有写字段名，应写成 {} = …", written(table.list.front()), join(names, "、")));
    for (const FieldSpec& known : spec.fields)
        if (known.required && !table.find(known.name)) {
            if (known.type == FieldType::Cite)
                error(Code::RuleCite, label_);
            else
                error(Code::RuleFieldMissing, label_, known.name, known.about);
        }
}

void Fields::check(const FieldSpec& spec, const Value& value) const {
    if (value.is(Value::Kind::Float)) return error(Code::NumberFloat, value.text);
    if (!fits(spec, value)) {
        return error(Code::RuleFieldType, label_, spec.name, type_name(spec.type), written(value));
    }
    if (spec.type == FieldType::Choice && std::find(spec.choices.begin(), spec.choices.end(), value.text) == spec.choices.end())
        error(Code::RuleFieldChoice, label_, spec.name, value.text, join(spec.choices, " "));
}

std::vector<std::string> Fields::given() const {
    std::vector<std::string> out;
    for (const auto& [name, value] : table_.fields) out.push_back(name);
    return out;
}

std::string Fields::text(std::string_view name, std::string fallback) const {
    const Value* value = table_.find(name);
    return value && value->is(Value::Kind::Text) ? value->text : fallback;
}

std::optional<num::Decimal> Fields::decimal(std::string_view name) const {
    const Value* value = table_.find(name);
    if (!value) return std::nullopt;
    const auto read = read_decimal(*value);
    return read ? std::optional(read->value) : std::nullopt;
}

int Fields::integer(std::string_view name, int fallback) const {
    const Value* value = table_.find(name);
    return value && value->is(Value::Kind::Integer) ? static_cast<int>(value->integer) : fallback;
}

bool Fields::flag(std::string_view name) const {
    const Value* value = table_.find(name);
    return value && value->flag;
}

std::vector<std::string> Fields::texts(std::string_view name) const {
    std::vector<std::string> out;
    const Value* value = table_.find(name);
    if (!value) return out;
    if (value->is(Value::Kind::Text)) return {value->text};
    for (const Value& item : value->list)
        if (item.is(Value::Kind::Text)) out.push_back(item.text);
    return out;
}

std::int64_t Fields::function(std::string_view name) const {
    const Value* value = table_.find(name);
    return value && value->is(Value::Kind::Function) ? value->integer : 0;
}

Cite Fields::cite(std::string_view name) const {
    const auto both = texts(name);
    return both.size() == 2 ? Cite{both[0], both[1]} : Cite{};
}

}  // namespace kaohe::rules
