// The scheme: groups, rules with their scoring forms, bonuses, vetoes and grades; and whether it all adds up.
#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/rules/loader.h"
#include "kaohe/rules/names.h"

namespace kaohe::rules {
namespace {

constexpr std::pair<Score::Form, std::string_view> kScoreForms[] = {
    {Score::Form::FullOrZero, "full_or_zero"}, {Score::Form::Deduct, "deduct"},
    {Score::Form::Line, "line"},               {Score::Form::Levels, "levels"},
    {Score::Form::Each, "each"},               {Score::Form::Ratio, "ratio"},
    {Score::Form::FactorIfUnmet, "factor_if_unmet"}, {Score::Form::Improvement, "improvement"},
    {Score::Form::MinOf, "min_of"},            {Score::Form::WaiveIf, "waive_if"},
    {Score::Form::Formula, "formula"},          {Score::Form::Share, "share"},
};

std::optional<Score::Form> parse_score_form(std::string_view name) {
    for (const auto& [form, text] : kScoreForms)
        if (text == name) return form;
    return std::nullopt;
}

void take_policies(Rule& rule, const Fields& fields) {
    rule.missing = parse_missing(fields.text("missing"));
    rule.invalid = parse_missing(fields.text("invalid", fields.text("missing")));
    rule.not_applicable = parse_not_applicable(fields.text("not_applicable"));
    rule.given = fields.given();
    if (fields.has("cite")) rule.cite = fields.cite();
}

}  // namespace

std::string_view form_name(Score::Form form) {
    for (const auto& [known, text] : kScoreForms)
        if (known == form) return text;
    return "";
}

std::vector<Score::Level> Loader::levels_from(const lua::Value& value, const Fields& owner) {
    std::vector<Score::Level> out;
    for (const lua::Value& entry : value.list) {
        const Fields f(entry, nested_word("level"), owner.label() + " 的 levels", owner.place(), findings_);
        out.push_back({f.decimal("at_least"), f.decimal("points", 0)});
        if (out.size() > 1 && out.back().at_least && !(out.back().at_least < out[out.size() - 2].at_least))
            owner.error(Code::RuleValue, owner.label(), "levels", "各档应从高到低排列");
    }
    if (out.empty()) owner.error(Code::RuleFieldMissing, owner.label(), "levels", "至少一档");
    return out;
}

Score Loader::score_from(const lua::Value& value, const Fields& owner) {
    Score score;
    const std::string name = value.is(lua::Value::Kind::Text) ? value.text : value.form;
    const auto form = parse_score_form(name);
    if (!form) {
        owner.error(Code::RuleFieldChoice, owner.label(), "score", name,
                    "full_or_zero deduct line levels each ratio factor_if_unmet improvement min_of waive_if formula share");
        return score;
    }
    score.form = *form;
    score.line = value.line;
    if (value.is(lua::Value::Kind::Text)) return score;
    const Fields f = fields_of(value, owner.place());
    score.per = f.decimal("per", 1);
    score.points = f.decimal("points", 0);
    score.partial = parse_partial(f.text("partial"));
    score.floor = f.decimal("floor");
    score.cap = f.decimal("cap");
    score.zero_below_by = f.decimal("zero_below_by");
    score.slope = f.decimal("slope", 0);
    score.intercept = f.decimal("intercept", 0);
    score.factor = f.decimal("factor", 1);
    score.from_full = f.text("from") == "full";
    score.function = f.function("run");
    score.explain = f.text("explain");
    if (f.has("per") && score.per <= Decimal(0)) f.error(Code::RuleValue, f.label(), "per", "必须大于 0：每多少扣一次分");
    if (score.form == Score::Form::Levels) score.levels = levels_from(value, owner);
    if (score.form == Score::Form::MinOf)
        for (const lua::Value& part : value.list) score.parts.push_back(score_from(part, owner));
    if (score.form == Score::Form::MinOf && score.parts.empty())
        f.error(Code::RuleFieldMissing, f.label(), "{ 计分形式, … }", "至少一个计分形式");
    if (const lua::Value* part = f.value("score")) score.parts.push_back(score_from(*part, owner));
    for (const char* reference : {"against", "met"})
        if (f.has(reference)) {
            score.indicator = indicator_ref(f, f.text(reference), "指标");
            if (score.indicator) plan_.indicators[*score.indicator].used = true;
        }
    return score;
}

void Loader::load_groups() {
    for (const auto* declaration : all("group")) {
        const Fields f = fields_of(*declaration);
        plan_.groups.push_back({declaration->id, f.text("title"), f.decimal("points", 0), f.decimal("cap"), f.decimal("floor"), declaration->place});
    }
}

void Loader::load_rules() {
    std::vector<std::string> groups;
    for (const auto& group : plan_.groups) groups.push_back(group.id);
    for (const auto* declaration : all("rule")) {
        const Fields f = fields_of(*declaration);
        Rule rule{.id = declaration->id, .points = f.decimal("points", 0), .place = declaration->place};
        const auto group = std::find(groups.begin(), groups.end(), f.text("group"));
        if (group != groups.end())
            rule.group = static_cast<std::size_t>(group - groups.begin());
        else if (f.has("group"))
            f.error(Code::RuleReference, f.label(), "组", f.text("group"), suggestion(f.text("group"), groups));
        if (const lua::Value* score = f.value("score")) rule.score = score_from(*score, f);
        const bool formula = rule.score.form == Score::Form::Formula;
        for (const auto& id : f.texts("needs"))
            if (const auto needed = indicator_ref(f, id, "指标")) {
                rule.needs.push_back(*needed);
                plan_.indicators[*needed].used = true;
            }
        if (rule.score.form == Score::Form::Share) {
            load_members(std::move(rule), f);
            continue;
        }
        // A formula may score several indicators and have no target of its own.
        const std::string indicator = f.text("indicator", declaration->id);
        if (!formula || f.has("indicator") || plan_.find_indicator(indicator)) rule.indicator = indicator_ref(f, indicator, "指标");
        if (rule.indicator) plan_.indicators[*rule.indicator].used = true;
        if (formula && rule.needs.empty() && rule.indicator) rule.needs.push_back(*rule.indicator);
        rule.title = f.text("title", rule.indicator ? plan_.indicators[*rule.indicator].title : declaration->id);
        if (rule.indicator && !f.has("compare"))
            f.error(Code::RuleFieldMissing, f.label(), "compare", "全数值比较法 full 或修约值比较法 rounded");
        rule.compare = parse_compare(f.text("compare"));
        take_policies(rule, f);
        if (f.has("cite")) check_cite(*rule.cite, f.label(), rule.place);
        plan_.rules.push_back(std::move(rule));
    }
}

// share: each member is judged by itself, as a rule worth nothing, and the rule counts how many reach their targets.
void Loader::load_members(Rule rule, const Fields& fields) {
    rule.title = fields.text("title", rule.id);
    rule.compare = parse_compare(fields.text("compare"));
    if (!fields.has("compare")) fields.error(Code::RuleFieldMissing, fields.label(), "compare", "全数值比较法 full 或修约值比较法 rounded");
    take_policies(rule, fields);
    std::vector<std::size_t> indicators;
    for (const std::string& name : fields.texts("members")) {
        if (!name.ends_with("*")) {
            if (const auto indicator = indicator_ref(fields, name, "指标")) indicators.push_back(*indicator);
            continue;
        }
        const std::string_view prefix = std::string_view(name).substr(0, name.size() - 1);
        const std::size_t before = indicators.size();
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i)
            if (plan_.indicators[i].id.starts_with(prefix)) indicators.push_back(i);
        if (indicators.size() == before) fields.error(Code::RuleReference, fields.label(), "指标", name, "");
    }
    if (indicators.empty()) fields.error(Code::RuleFieldMissing, fields.label(), "members", "参加计数的指标");
    for (const std::size_t i : indicators) {
        Indicator& indicator = plan_.indicators[i];
        if (!is_new_id("rule", indicator.id, rule.place)) continue;
        indicator.used = true;
        rule.members.push_back(plan_.rules.size());
        plan_.rules.push_back({.id = indicator.id, .title = indicator.title, .group = rule.group, .points = 0, .indicator = i,
                               .compare = rule.compare, .missing = Missing::Undetermined, .invalid = Missing::Undetermined,
                               .not_applicable = NotApplicable::Rescale, .score = {}, .place = indicator.place});
    }
    for (const std::size_t member : rule.members) plan_.rules[member].part_of = plan_.rules.size();
    plan_.rules.push_back(std::move(rule));
}

void Loader::load_events() {
    for (const auto* declaration : all("bonus")) {
        const Fields f = fields_of(*declaration);
        plan_.bonuses.push_back({declaration->id, f.text("title"), f.text("table"), f.text("item"), f.decimal("per", 1),
                                 f.decimal("points", 0), f.decimal("cap"), f.cite(), declaration->place});
        check_cite(f.cite(), f.label(), declaration->place);
        if (plan_.bonuses.back().per <= Decimal(0)) f.error(Code::RuleValue, f.label(), "per", "必须大于 0：每多少加一次分");
        if (f.has("table") && f.text("table") != "events") f.error(Code::RuleFieldChoice, f.label(), "table", f.text("table"), "events");
    }
    for (const auto* declaration : all("veto")) {
        const Fields f = fields_of(*declaration);
        Veto veto{declaration->id, f.text("title"), f.text("table"), f.text("item"), {}, {}, f.cite(), declaration->place};
        check_cite(f.cite(), f.label(), declaration->place);
        if (f.has("table") && f.text("table") != "events") f.error(Code::RuleFieldChoice, f.label(), "table", f.text("table"), "events");
        if (const lua::Value* effect = f.value("effect")) {
            const Fields e(*effect, nested_word("effect"), f.label() + " 的 effect", f.place(), findings_);
            if (e.has("grade")) veto.grade = e.text("grade");
            veto.total_at_most = e.decimal("total_at_most");
        }
        if (!veto.grade && !veto.total_at_most) f.error(Code::RuleFieldMissing, f.label(), "effect", "grade 或 total_at_most");
        std::vector<std::string> grades;
        for (const auto& grade : plan_.grades) grades.push_back(grade.title);
        if (veto.grade && std::find(grades.begin(), grades.end(), *veto.grade) == grades.end())
            f.error(Code::RuleReference, f.label(), "等次", *veto.grade, suggestion(*veto.grade, grades));
        plan_.vetoes.push_back(std::move(veto));
    }
}

void Loader::load_grades() {
    for (const auto* declaration : all("grades"))
        for (const lua::Value& entry : declaration->fields.list) {
            const lua::Value* at_least = entry.find("at_least");
            if (at_least && at_least->is(lua::Value::Kind::Float)) {
                findings_.add(Code::NumberFloat, declaration->place, at_least->text);
                continue;
            }
            const auto bound = at_least ? read_decimal(*at_least) : std::nullopt;
            if (entry.list.size() != 1 || !entry.list[0].is(lua::Value::Kind::Text) || (at_least && !bound)) {
                findings_.add(Code::RuleValue, declaration->place, "grades", "等次", "每档应为 { \"名称\", at_least = \"90\" }");
                continue;
            }
            if (!plan_.grades.empty() && (!plan_.grades.back().at_least || (bound && bound->value >= *plan_.grades.back().at_least)))
                findings_.add(Code::RuleValue, declaration->place, "grades", "等次", "各档应从高到低排列，只有最后一档可以没有 at_least");
            plan_.grades.push_back({entry.list[0].text, bound ? std::optional(bound->value) : std::nullopt});
        }
}

void Loader::load_scheme() {
    load_grades();
    load_groups();
    load_rules();
    load_events();
    const auto schemes = all("scheme");
    if (schemes.empty() && !plan_.rules.empty())
        findings_.add(Code::RuleFieldMissing, plan_.rules.front().place, "规则包", "scheme { … }", "有 rule 就要有计分方案");
    if (!schemes.empty()) {
        const Fields f = fields_of(*schemes.front());
        Scheme scheme{.title = f.text("title"), .total = f.decimal("total", 0), .scale_to = f.decimal("scale_to"),
                      .demo = f.flag("demo"), .place = schemes.front()->place};
        scheme.points_interval = f.decimal("points_interval", scheme.points_interval);
        scheme.rank_interval = f.decimal("rank_interval", scheme.rank_interval);
        for (const auto& [name, interval] : {std::pair("points_interval", scheme.points_interval), std::pair("rank_interval", scheme.rank_interval)})
            if (interval <= Decimal(0)) f.error(Code::RuleValue, f.label(), name, "修约间隔必须大于 0，例如 \"0.01\"");
        plan_.scheme = std::move(scheme);
        check_points();
    }
    check_targets();
}

void Loader::check_points() {
    const Scheme& scheme = *plan_.scheme;
    Decimal total = 0;
    for (std::size_t group = 0; group < plan_.groups.size(); ++group) {
        total = total + plan_.groups[group].points;
        Decimal sum = 0;
        for (const auto& rule : plan_.rules)
            if (rule.group == group) sum = sum + rule.points;
        if (sum != plan_.groups[group].points)
            findings_.add(Code::RulePoints, plan_.groups[group].place, fmt::format("组“{}”各规则", plan_.groups[group].title),
                          sum.to_string(), plan_.groups[group].points.to_string());
    }
    if (total != scheme.total)
        findings_.add(Code::RulePoints, scheme.place, "各组", total.to_string(), scheme.total.to_string());
}

// Every ranked region has a target for every scored indicator; a pack that scores nothing only lists.
void Loader::check_targets() {
    if (year_ == 0 || plan_.regions.empty()) return;  // without a period or regions no target can be found
    for (const auto& rule : plan_.rules) {
        if (rule.indicator && doubtful_targets_.contains(*rule.indicator)) continue;  // they are there, but wrong
        if (rule.part_of || !rule.members.empty()) continue;  // counted where they apply
        if (!rule.indicator) {
            if (!rule.cite) findings_.add(Code::RuleCite, rule.place, fmt::format("rule \"{}\"", rule.id));
            continue;
        }
        const bool formula_without_target =
            rule.score.form == Score::Form::Formula &&
            std::none_of(plan_.targets[*rule.indicator].begin(), plan_.targets[*rule.indicator].end(), [](const auto& t) { return t.has_value(); });
        if (formula_without_target) continue;
        for (std::size_t region = 0; region < plan_.regions.size(); ++region)
            if (plan_.regions[region].ranked && !plan_.targets[*rule.indicator][region])
                findings_.add(Code::RuleTarget, rule.place, plan_.indicators[*rule.indicator].id, plan_.regions[region].name);
    }
}

}  // namespace kaohe::rules
