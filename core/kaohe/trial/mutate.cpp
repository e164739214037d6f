#include "kaohe/trial/mutate.h"

#include <algorithm>

#include "kaohe/base/parallel.h"
#include "kaohe/num/rounding.h"
#include "kaohe/rules/names.h"
#include "kaohe/trial/judged.h"
#include "kaohe/trial/lua_changes.h"

namespace kaohe::trial {
namespace {

using num::Decimal;
using rules::Plan;
using rules::Score;
using rules::TargetForm;

// A change of the plan that is made and taken back by the same call.
struct Change {
    Mutant mutant;
    std::function<void()> toggle;
    std::optional<std::size_t> rule;  // whose tests should notice first
};

// One unit in the last place that `value` is written with, but at least `digits` places.
Decimal step_of(const Decimal& value, int digits) { return num::interval_of(std::max(value.trimmed().scale(), digits)); }

constexpr int kPointsDigits = 1, kShareDigits = 2;

// Whether the form can never give more than full marks, or less than none: then a limit beyond cannot matter.
bool at_most_full(const Score& form, const Decimal& full) {
    const auto parts = [&](auto test) { return std::all_of(form.parts.begin(), form.parts.end(), test); };
    switch (form.form) {
        case Score::Form::FullOrZero:
        case Score::Form::Deduct:
        case Score::Form::Share: return true;
        case Score::Form::Ratio: return form.cap && *form.cap <= Decimal(1);
        case Score::Form::Line:
        case Score::Form::Each:
        case Score::Form::Improvement: return form.cap && *form.cap <= full;
        case Score::Form::Levels: return std::all_of(form.levels.begin(), form.levels.end(), [&](const auto& level) { return level.points <= full; });
        case Score::Form::MinOf: return std::any_of(form.parts.begin(), form.parts.end(), [&](const auto& part) { return at_most_full(part, full); });
        case Score::Form::FactorIfUnmet: return form.factor <= Decimal(1) && parts([&](const auto& part) { return at_most_full(part, full); });
        case Score::Form::WaiveIf: return parts([&](const auto& part) { return at_most_full(part, full); });
        case Score::Form::Formula: return false;
    }
    return false;
}
bool at_least_zero(const Score& form) {
    const bool floored = form.floor && *form.floor >= Decimal(0);
    switch (form.form) {
        case Score::Form::FullOrZero:
        case Score::Form::Share: return true;
        case Score::Form::Deduct:
        case Score::Form::Ratio:
        case Score::Form::Line:
        case Score::Form::Each:
        case Score::Form::Improvement: return floored;
        case Score::Form::Levels: return std::none_of(form.levels.begin(), form.levels.end(), [](const auto& level) { return level.points.is_negative(); });
        case Score::Form::MinOf:
        case Score::Form::FactorIfUnmet:
        case Score::Form::WaiveIf: return std::all_of(form.parts.begin(), form.parts.end(), at_least_zero);
        case Score::Form::Formula: return false;
    }
    return false;
}

std::optional<TargetForm> at_equality(TargetForm form) {
    switch (form) {
        case TargetForm::AtLeast:
        case TargetForm::Assigned:
        case TargetForm::DropAtLeast: return TargetForm::MoreThan;
        case TargetForm::MoreThan: return TargetForm::AtLeast;
        case TargetForm::AtMost:
        case TargetForm::ClassOrBetter: return TargetForm::LessThan;
        case TargetForm::LessThan: return TargetForm::AtMost;
        default: return std::nullopt;
    }
}

class PlanChanges {
  public:
    explicit PlanChanges(Plan& plan) : plan_(plan) {}

    std::vector<Change> all(Scope scope) {
        for (std::size_t i = 0; i < plan_.rules.size(); ++i)
            if (!plan_.rules[i].part_of) change_rule(i);
        rule_.reset();
        for (auto& group : plan_.groups) change_group(group);
        change_extras();
        if (scope == Scope::AndTargets)
            for (std::size_t i = 0; i < plan_.rules.size(); ++i) change_targets(i);
        return std::move(out_);
    }

  private:
    void add(const Place& place, std::string what, std::string from, std::string to, std::function<void()> toggle) {
        out_.push_back({{place, std::move(what), std::move(from), std::move(to)}, std::move(toggle), rule_});
    }
    template <class T>
    void replace(const Place& place, const std::string& what, const std::string& from, const std::string& to, T& field, T other) {
        add(place, what, from, to, [&field, other = std::move(other)]() mutable { std::swap(field, other); });
    }
    void shift_up(const Place& place, const std::string& what, Decimal& field, const Decimal& step) {
        replace(place, what, plain(field), plain(field + step), field, field + step);
    }
    void shift_down(const Place& place, const std::string& what, Decimal& field, const Decimal& step) {
        replace(place, what, plain(field), plain(field - step), field, field - step);
    }
    void shift(const Place& place, const std::string& what, Decimal& field, const Decimal& step) {
        shift_up(place, what, field, step);
        shift_down(place, what, field, step);
    }
    void shift(const Place& place, const std::string& what, std::optional<Decimal>& field, const Decimal& step) {
        if (field) shift(place, what, *field, step);
    }

    void change_rule(std::size_t index) {
        rules::Rule& rule = plan_.rules[index];
        rule_ = index;
        const std::string name = fmt::format("规则 {} 的", rule.id);
        shift(rule.place, name + "满分 points", rule.points, step_of(rule.points, kPointsDigits));
        change_policies(rule, name);
        change_comparison(rule, name);
        change_score(rule, rule.score, name);
    }

    // Values with more digits than the indicator can be on either side of the target. Water classes are whole numbers.
    bool rounding_matters(std::size_t indicator) const {
        const auto& targets = plan_.targets[indicator];
        return std::any_of(targets.begin(), targets.end(), [](const auto& target) {
            return target && target->form != TargetForm::ClassOrBetter && judged(*target) == Judged::ByValue;
        });
    }

    void change_policies(rules::Rule& rule, const std::string& name) {
        const JudgedRule how = judged(plan_, rule);
        if (!how.by_value) return;
        const auto policy = [&](const char* what, rules::Missing& field) {
            const auto other = field == rules::Missing::Undetermined ? rules::Missing::Zero : rules::Missing::Undetermined;
            replace(rule.place, name + what, std::string(name_of(field)), std::string(name_of(other)), field, other);
        };
        policy("缺报 missing", rule.missing);
        policy("数据无效 invalid", rule.invalid);
        if (!rule.members.empty() && !how.whole_region_by_value) return;
        const auto other = rule.not_applicable == rules::NotApplicable::Full ? rules::NotApplicable::Rescale : rules::NotApplicable::Full;
        replace(rule.place, name + "无此项 not_applicable", std::string(name_of(rule.not_applicable)), std::string(name_of(other)), rule.not_applicable, other);
    }

    // The rule's way of comparing, and what it says where the value equals the target; of a share: those of its members.
    void change_comparison(rules::Rule& rule, const std::string& name) {
        std::vector<std::size_t> affected = rule.members;
        if (rule.indicator) affected.push_back(static_cast<std::size_t>(&rule - plan_.rules.data()));
        std::erase_if(affected, [&](std::size_t i) { return !rounding_matters(*plan_.rules[i].indicator); });
        if (affected.empty()) return;
        const auto opposite = [](rules::Compare compare) { return compare == rules::Compare::Rounded ? rules::Compare::Full : rules::Compare::Rounded; };
        add(rule.place, name + "比较 compare", std::string(name_of(rule.compare)), std::string(name_of(opposite(rule.compare))), [&plan = plan_, affected, opposite] {
            for (const std::size_t i : affected) plan.rules[i].compare = opposite(plan.rules[i].compare);
        });
        if (!rule.indicator) return;
        auto& targets = plan_.targets[*rule.indicator];
        std::vector<std::pair<std::size_t, TargetForm>> others;
        for (std::size_t region = 0; region < targets.size(); ++region)
            if (targets[region] && judged(*targets[region]) == Judged::ByValue)
                if (const auto other = at_equality(targets[region]->form)) others.emplace_back(region, *other);
        if (others.empty()) return;
        const auto& first = *targets[others.front().first];
        add(rule.place, name + "恰好等于目标时", std::string(form_name(first.form)), std::string(form_name(others.front().second)), [&targets, others]() mutable {
            for (auto& [region, form] : others) std::swap(targets[region]->form, form);
        });
    }

    void change_score(const rules::Rule& rule, Score& form, const std::string& name) {
        Place place = rule.place;
        if (form.line > 0) place.line = form.line;
        const int digits = rule.indicator ? plan_.indicators[*rule.indicator].digits : 0;
        const bool share = form.form == Score::Form::Ratio;  // its bounds are of the quotient
        const bool has_per = form.form == Score::Form::Deduct || form.form == Score::Form::Improvement;
        const std::string own = name + std::string(form_name(form.form)) + ".";
        if (has_per) {
            const Decimal step = step_of(form.per, digits);
            shift_up(place, own + "per", form.per, step);
            if (form.per > step) shift_down(place, own + "per", form.per, step);
            // A rounded value lacks whole steps: where those are whole units, there is nothing to prorate.
            const bool always_whole = rule.compare == rules::Compare::Rounded && (num::Ratio(num::interval_of(digits)) / num::Ratio(form.per)).denominator() == 1;
            if (!always_whole) change_partial(place, own, form);
        }
        if (has_per || form.form == Score::Form::Each) shift(place, own + "points", form.points, step_of(form.points, kPointsDigits));
        if (form.form == Score::Form::Each)
            replace(place, own + "from", form.from_full ? "full" : "zero", form.from_full ? "zero" : "full", form.from_full, !form.from_full);
        if (form.form == Score::Form::Line) {
            shift(place, own + "slope", form.slope, step_of(form.slope, kPointsDigits));
            shift(place, own + "intercept", form.intercept, step_of(form.intercept, kPointsDigits));
        }
        if (form.form == Score::Form::FactorIfUnmet) shift(place, own + "factor", form.factor, step_of(form.factor, kShareDigits));
        if (form.floor) shift(place, own + "floor", form.floor, step_of(*form.floor, share ? kShareDigits : kPointsDigits));
        if (form.cap) shift(place, own + "cap", form.cap, step_of(*form.cap, share ? kShareDigits : kPointsDigits));
        if (form.zero_below_by) shift(place, own + "zero_below_by", form.zero_below_by, step_of(*form.zero_below_by, digits));
        for (std::size_t i = 0; i < form.levels.size(); ++i) {
            const std::string level = fmt::format("{}第 {} 档 ", own, i + 1);
            shift(place, level + "at_least", form.levels[i].at_least, num::interval_of(digits));
            shift(place, level + "points", form.levels[i].points, step_of(form.levels[i].points, kPointsDigits));
        }
        for (auto& part : form.parts) change_score(rule, part, name);
    }

    void change_partial(const Place& place, const std::string& own, Score& form) {
        using rules::Partial;
        for (const Partial other : {Partial::Prorate, Partial::Started, Partial::Whole})
            if (other != form.partial)
                replace(place, own + "partial", std::string(name_of(form.partial)), std::string(name_of(other)), form.partial, other);
    }

    void change_group(rules::Group& group) {
        const auto index = static_cast<std::size_t>(&group - plan_.groups.data());
        Decimal most = 0;
        bool bounded = true, positive = true;
        for (const auto& rule : plan_.rules) {
            if (rule.group != index || rule.part_of) continue;
            most = most + rule.points;
            bounded = bounded && at_most_full(rule.score, rule.points);
            positive = positive && at_least_zero(rule.score);
        }
        const std::string name = fmt::format("组 {} 的", group.id);
        if (group.cap) {
            const bool out_of_reach = bounded && *group.cap >= most;
            if (!out_of_reach) shift_up(group.place, name + "上限 cap", *group.cap, step_of(*group.cap, kPointsDigits));
            if (!(bounded && *group.cap > most)) shift_down(group.place, name + "上限 cap", *group.cap, step_of(*group.cap, kPointsDigits));
        }
        if (group.floor) {
            const bool out_of_reach = positive && *group.floor <= Decimal(0);
            if (!out_of_reach) shift_down(group.place, name + "下限 floor", *group.floor, step_of(*group.floor, kPointsDigits));
            if (!(positive && *group.floor < Decimal(0))) shift_up(group.place, name + "下限 floor", *group.floor, step_of(*group.floor, kPointsDigits));
        }
    }

    void change_extras() {
        for (auto& bonus : plan_.bonuses) {
            const std::string name = fmt::format("加分 {} 的", bonus.id);
            const Decimal step = step_of(bonus.per, 0);
            shift_up(bonus.place, name + "per", bonus.per, step);
            if (bonus.per > step) shift_down(bonus.place, name + "per", bonus.per, step);
            shift(bonus.place, name + "points", bonus.points, step_of(bonus.points, kPointsDigits));
            if (bonus.cap) shift(bonus.place, name + "cap", bonus.cap, step_of(*bonus.cap, kPointsDigits));
        }
        for (auto& veto : plan_.vetoes) {
            const std::string name = fmt::format("一票否决 {} 的", veto.id);
            if (veto.grade) replace<std::optional<std::string>>(veto.place, name + "等次 grade", *veto.grade, "（不定等次）", veto.grade, std::nullopt);
            if (veto.total_at_most) shift(veto.place, name + "total_at_most", veto.total_at_most, step_of(*veto.total_at_most, kPointsDigits));
        }
        if (!plan_.scheme) return;
        rules::Scheme& scheme = *plan_.scheme;
        for (auto& grade : plan_.grades)
            shift(scheme.place, fmt::format("等次“{}”的 at_least", grade.title), grade.at_least, scheme.rank_interval);
        const Decimal coarser = (scheme.points_interval * Decimal(10)).trimmed();
        replace(scheme.place, "计分方案的 points_interval", plain(scheme.points_interval), plain(coarser), scheme.points_interval, coarser);
        if (scheme.scale_to) shift(scheme.place, "计分方案的 scale_to", scheme.scale_to, step_of(*scheme.scale_to, kPointsDigits));
    }

    void change_targets(std::size_t index) {
        if (!plan_.rules[index].indicator) return;
        rule_ = index;
        const std::size_t indicator = *plan_.rules[index].indicator;
        const Decimal step = num::interval_of(plan_.indicators[indicator].digits);
        for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
            auto& target = plan_.targets[indicator][region];
            if (!target) continue;
            const std::string name = fmt::format("{} {} 的目标值", plan_.indicators[indicator].title, plan_.regions[region].name);
            shift(target->place(), name, target->value, step);
            shift(target->place(), name + (target->form == TargetForm::About ? "容许差" : "上限"), target->second, step);
        }
    }

    Plan& plan_;
    std::vector<Change> out_;
    std::optional<std::size_t> rule_;
};

// The tests in the order in which they are most likely to notice a change of this rule.
std::vector<std::size_t> order_for(const Trials& trials, std::optional<std::size_t> rule) {
    std::vector<std::size_t> out(trials.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = i;
    std::stable_partition(out.begin(), out.end(), [&](std::size_t i) {
        const Subject& subject = trials.subject(i);
        return rule ? subject.kind == Subject::Kind::Rule && subject.index == *rule : subject.kind != Subject::Kind::Rule;
    });
    return out;
}

bool any_fails(const Trials& trials, std::optional<std::size_t> rule, lua::State& state) {
    for (const std::size_t i : order_for(trials, rule))
        if (!trials.run(i, state).verdict.passed()) return true;
    return false;
}

// The chunks of a script, each with the way to put another text in its place.
std::vector<std::pair<const lua::Chunk*, std::function<void(rules::Script&, std::string)>>> chunks_of(const rules::Script& script) {
    std::vector<std::pair<const lua::Chunk*, std::function<void(rules::Script&, std::string)>>> out;
    out.emplace_back(&script.chunk, [](rules::Script& copy, std::string text) { copy.chunk.text = std::move(text); });
    for (const auto& [name, chunk] : script.siblings)
        out.emplace_back(&chunk, [name = name](rules::Script& copy, std::string text) { copy.siblings.at(name).text = std::move(text); });
    return out;
}

// Runs `fails` with a state of the scripts in which one chunk is changed, for every change of every chunk of `script`.
void change_script(const rules::Scripts& scripts, const rules::Script& script, Part part, const std::vector<std::int64_t>& functions,
                   const std::function<bool(lua::State&)>& fails, int jobs, std::vector<Mutant>& out) {
    for (const auto& [chunk, replace] : chunks_of(script)) {
        auto changes = lua_changes(chunk->text, part);
        const std::size_t first = out.size();
        for (const auto& change : changes)
            out.push_back({Place{.file = chunk->name, .line = change.line}, fmt::format("{} 第 {} 行的数或比较", chunk->name, change.line), change.from, change.to});
        for_each_index(changes.size(), jobs, [&, &put = replace](std::size_t i) {
            rules::Scripts changed = scripts;
            put(changed.all[static_cast<std::size_t>(&script - scripts.all.data())], std::move(changes[i].text));
            lua::State state = changed.make_state(functions);
            out[first + i].noticed = fails(state);
        });
    }
}

}  // namespace

std::vector<Mutant> mutate(Trials& trials, Scope scope) {
    std::vector<Mutant> out;
    Plan& plan = trials.plan();
    const auto functions = eval::functions_of(plan);
    lua::State state = plan.scripts.make_state(functions);
    for (auto& change : PlanChanges(plan).all(scope)) {
        change.toggle();
        change.mutant.noticed = any_fails(trials, change.rule, state);
        change.toggle();
        out.push_back(std::move(change.mutant));
    }
    for (const auto& script : plan.scripts.all)
        if (script.kind == rules::ScriptKind::Pack)
            change_script(plan.scripts, script, Part::Formulas, functions, [&](lua::State& changed) { return any_fails(trials, std::nullopt, changed); }, 1, out);
    return out;
}

std::vector<Mutant> mutate(const MethodTrials& trials, int jobs) {
    std::vector<Mutant> out;
    if (!trials.methods()) return out;
    const rules::Scripts& scripts = trials.methods()->scripts;
    for (const auto& script : scripts.all) {
        if (script.kind != rules::ScriptKind::Method) continue;
        std::vector<std::size_t> cases;
        std::vector<std::int64_t> functions;
        for (const auto& method : trials.methods()->methods) {
            if (method.run < script.first_function || method.run > script.last_function) continue;
            for (std::size_t i = 0; i < trials.size(); ++i)
                if (trials.test(i).method == method.id) cases.push_back(i), functions.push_back(method.run);
        }
        if (cases.empty()) continue;
        rules::Scripts alone;
        alone.all.push_back(script);
        change_script(alone, alone.all.front(), Part::Code, functions,
                      [&](lua::State& changed) { return std::any_of(cases.begin(), cases.end(), [&](std::size_t i) { return !trials.run(i, changed).verdict.passed(); }); }, jobs, out);
    }
    return out;
}

num::Decimal score_of(const std::vector<Mutant>& mutants) {
    if (mutants.empty()) return 100;
    const auto noticed = std::count_if(mutants.begin(), mutants.end(), [](const auto& mutant) { return mutant.noticed; });
    return num::round_to(num::Ratio(num::Int128(noticed) * 100, num::Int128(mutants.size())), num::interval_of(1), num::Rounding::Floor);
}

}  // namespace kaohe::trial
