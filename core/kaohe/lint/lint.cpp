#include "kaohe/lint/lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/model/date.h"

namespace kaohe::lint {
namespace {

using num::Decimal;
using rules::Indicator;
using rules::Plan;
using rules::Rule;
using rules::Score;
using rules::Target;
using rules::TargetForm;

// Forms whose value is a bound that can become weaker.
bool is_bound(TargetForm form) {
    return form == TargetForm::AtLeast || form == TargetForm::MoreThan || form == TargetForm::AtMost || form == TargetForm::LessThan ||
           form == TargetForm::ClassOrBetter || form == TargetForm::DropAtLeast;
}

class Lint {
  public:
    Lint(const Plan& plan, const Options& options) : plan_(plan), previous_(options.previous) {}

    Diagnostics check() {
        indicators();
        rules();
        targets();
        sources();
        tables();
        twice();
        if (previous_) weaker();
        arithmetic();
        return std::move(findings_);
    }

  private:
    // --- indicators and their methods

    void indicators() {
        std::set<std::string> said;  // a method is named once, however many indicators use it
        std::map<std::string, const Indicator*> same;
        for (const Indicator& indicator : plan_.indicators) {
            if (!indicator.used) findings_.add(Code::RuleUnused, indicator.place, "指标", indicator.id);
            const auto& method = plan_.methods[indicator.method];
            for (const auto& basis : method.basis)
                if (basis.status != "confirmed" && said.insert(method.id + basis.standard + basis.clause).second)
                    findings_.add(Code::PluginUnconfirmed, indicator.place, method.id, basis.standard);
            covers(indicator, method);
            const auto [it, is_new] = same.emplace(indicator.run_key + "\n" + indicator.value, &indicator);
            if (!is_new && indicator.used && it->second->used && has_own_target(indicator) && has_own_target(*it->second)) findings_.add(Code::LintSameFigure, indicator.place, it->second->id, indicator.id);
        }
    }

    // An any_of or all_of is judged by its branches; its own figure is only shown.
    bool has_own_target(const Indicator& indicator) const {
        const auto& targets = plan_.targets[static_cast<std::size_t>(&indicator - plan_.indicators.data())];
        return std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target && target->branches().empty(); });
    }

    // Whether the edition that an indicator is pinned to was in force for the whole period.
    void covers(const Indicator& indicator, const rules::Method& method) {
        for (const auto& cover : method.covers) {
            if (!cover.param.empty()) {
                const lua::Value* chosen = indicator.params.find(cover.param);
                if (!chosen || chosen->text != cover.choice) continue;
            }
            const bool begins_late = cover.from && plan_.period.first < *cover.from, ends_early = cover.to && plan_.period.last > *cover.to;
            if (!begins_late && !ends_early) continue;
            const std::string edition = cover.param.empty() ? method.id : fmt::format("{} = \"{}\"", cover.param, cover.choice);
            findings_.add(Code::LintEdition, indicator.place, indicator.id, edition, cover.from ? model::to_string(*cover.from) : "……",
                          cover.to ? model::to_string(*cover.to) : "……");
        }
    }

    // --- rules

    void rules() {
        std::map<std::size_t, const Rule*> by_indicator;
        for (const Rule& rule : plan_.rules) {
            if (!rule.gives("not_applicable") && !rule.part_of && rule.score.form != Score::Form::Formula) findings_.add(Code::LintPolicy, rule.place, rule.id);
            if (!rule.indicator) continue;
            const auto [it, is_new] = by_indicator.emplace(*rule.indicator, &rule);
            if (!is_new) findings_.add(Code::LintRuleTwice, rule.place, it->second->id, rule.id, plan_.indicators[*rule.indicator].title);
            if (reaches_nobody(rule)) findings_.add(Code::LintUnreachable, rule.place, rule.id);
            branches(rule, rule.score);
        }
    }

    bool reaches_nobody(const Rule& rule) const {
        if (rule.score.form == Score::Form::Formula) return false;
        const auto& targets = plan_.targets[*rule.indicator];
        return std::none_of(targets.begin(), targets.end(), [](const auto& target) { return target.has_value(); });
    }

    // Parts of a scoring form that no value reaches.
    void branches(const Rule& rule, const Score& score) {
        Place place = rule.place;
        if (score.line > 0) place.line = score.line;
        if (score.form == Score::Form::Deduct && score.points == Decimal(0)) findings_.add(Code::LintBranch, place, rule.id, "deduct 的 points 是 0，从不扣分");
        if (score.form == Score::Form::Deduct && score.floor && *score.floor >= rule.points && rule.points > Decimal(0))
            findings_.add(Code::LintBranch, place, rule.id, fmt::format("floor {} 不小于满分 {}，从不扣分", score.floor->to_string(), rule.points.to_string()));
        if ((score.form == Score::Form::Line || score.form == Score::Form::Each || score.form == Score::Form::Ratio || score.form == Score::Form::Improvement) &&
            score.floor && score.cap && *score.floor >= *score.cap)
            findings_.add(Code::LintBranch, place, rule.id, fmt::format("floor {} 不小于 cap {}", score.floor->to_string(), score.cap->to_string()));
        for (std::size_t i = 1; i < score.levels.size(); ++i)
            if (score.levels[i].points == score.levels[i - 1].points)
                findings_.add(Code::LintBranch, place, rule.id, fmt::format("第 {} 档和第 {} 档都得 {} 分", i, i + 1, score.levels[i].points.to_string()));
        for (const auto& level : score.levels)
            if (level.points > rule.points) findings_.add(Code::LintBranch, place, rule.id, fmt::format("有一档得 {} 分，多于满分 {}", level.points.to_string(), rule.points.to_string()));
        if (score.form == Score::Form::WaiveIf && score.indicator == rule.indicator) findings_.add(Code::LintBranch, place, rule.id, "waive_if 的 met 就是本规则的指标");
        for (const Score& part : score.parts) branches(rule, part);
    }

    // --- targets

    void targets() {
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
            for (std::size_t region = 0; region < plan_.regions.size(); ++region)
                if (const auto& target = plan_.targets[i][region]) in_range(plan_.indicators[i], plan_.regions[region].name, *target);
            gaps(i);
        }
    }

    void in_range(const Indicator& indicator, const std::string& region, const Target& target) {
        const rules::Measure* unit = plan_.find_measure(indicator.unit);
        const bool is_class = target.form == TargetForm::ClassOrBetter;
        for (const auto& value : {target.value, target.high()}) {
            if (!value) continue;
            const bool below = unit && unit->low && *value < *unit->low && target.form != TargetForm::DropAtLeast;
            const bool above = unit && unit->high && *value > *unit->high;
            const bool no_class = is_class && (*value < Decimal(1) || *value > Decimal(kWorstClass) || value->trimmed().scale() > 0);
            if (below || above || no_class) findings_.add(Code::LintRange, target.place(), indicator.id, region, value->to_string() + indicator.unit);
        }
        for (const auto& branch : target.branches()) in_range(plan_.indicators[branch.indicator], region, *branch.target);
    }

    // Counties that were passed over where most others have a target.
    void gaps(std::size_t indicator) {
        std::vector<std::string> without;
        std::size_t with = 0, counties = 0;
        for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
            if (plan_.regions[region].kind != model::Region::Kind::County) continue;
            ++counties;
            if (plan_.targets[indicator][region])
                ++with;
            else
                without.push_back(plan_.regions[region].name);
        }
        if (without.empty() || with * 2 <= counties) return;
        findings_.add(Code::LintNoTarget, plan_.indicators[indicator].place, plan_.indicators[indicator].id, join(without, "、"), with);
    }

    // Targets that ask for less than last year's.
    void weaker() {
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
            const Indicator& indicator = plan_.indicators[i];
            const auto before = previous_->find_indicator(indicator.id);
            if (!before) continue;
            for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
                const auto& now = plan_.targets[i][region];
                const auto old_region = previous_->find_region(fold(plan_.regions[region].name));
                if (!now || !old_region) continue;
                const auto& old = previous_->targets[*before][*old_region];
                if (!old || old->form != now->form || !is_bound(now->form) || !old->value || !now->value) continue;
                const bool higher_is_stricter = now->form == TargetForm::AtLeast || now->form == TargetForm::MoreThan || now->form == TargetForm::DropAtLeast;
                if (higher_is_stricter ? *now->value < *old->value : *now->value > *old->value)
                    findings_.add(Code::LintWeaker, now->place(), indicator.id, plan_.regions[region].name, old->value->to_string(), now->value->to_string());
            }
        }
    }

    // --- sources, tables, the same thing in two documents

    void sources() {
        std::set<std::string> cited;
        const auto cite = [&](const rules::Cite& where) { cited.insert(where.source); };
        for (const auto& regions : plan_.targets)
            for (const auto& target : regions)
                if (target) cite(target->cite());
        for (const auto& rule : plan_.rules)
            if (rule.cite) cite(*rule.cite);
        for (const auto& item : plan_.bonuses) cite(item.cite);
        for (const auto& item : plan_.vetoes) cite(item.cite);
        for (const auto& item : plan_.tasks) cite(item.cite);
        for (const auto& item : plan_.thresholds) cite(item.cite);
        for (const auto& item : plan_.projects) cite(item.cite);
        for (const auto& item : plan_.consequences) cite(item.cite);
        for (const auto& source : plan_.sources)
            if (!cited.contains(source.id)) findings_.add(Code::RuleUnused, source.place, "依据文件", source.id);
    }

    // Tables that the pack itself brings and nothing reads.
    void tables() {
        std::set<std::string> read = {"info", "tasks", "projects", "events"};
        for (const auto& method : plan_.methods)
            for (const auto& table : method.tables) read.insert(table.table);
        for (const auto& method : plan_.methods)
            if (method.lookup) read.insert(method.lookup->table);
        for (const auto& item : plan_.bonuses) read.insert(item.table);
        for (const auto& item : plan_.vetoes) read.insert(item.table);
        for (const auto& [table, place] : plan_.own_tables)
            if (!read.contains(table)) findings_.add(Code::RuleUnused, place, "表", table);
    }

    // One figure by two names in two documents, with different values: which one holds?
    void twice() {
        std::map<std::pair<std::string, std::size_t>, std::pair<std::size_t, const Target*>> known;  // title and region
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i)
            for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
                const auto& target = plan_.targets[i][region];
                if (!target || !target->value) continue;
                const auto [it, is_new] = known.emplace(std::pair(fold(plan_.indicators[i].title), region), std::pair(i, &*target));
                const Target& other = *it->second.second;
                if (is_new || it->second.first == i || other.year() != target->year() || other.cite().source == target->cite().source || *other.value == *target->value) continue;
                findings_.add(Code::LintTwoValues, target->place(), plan_.indicators[i].title, plan_.regions[region].name, other.value_text(), other.cite().source,
                              target->value_text(), target->cite().source);
            }
    }

    void arithmetic() {
        for (const auto& script : plan_.scripts.all) {
            if (script.kind != rules::ScriptKind::Pack) continue;
            const auto scan = [&](const lua::Chunk& chunk) {
                for (const FloatUse& use : float_uses(chunk.text)) findings_.add(Code::LintFloat, Place{.file = chunk.name, .line = use.line}, use.what);
            };
            scan(script.chunk);
            for (const auto& [name, chunk] : script.siblings) scan(chunk);
        }
    }

    static constexpr int kWorstClass = 6;  // 劣Ⅴ类 as the result prints it (contract 6)

    const Plan& plan_;
    const Plan* previous_;
    Diagnostics findings_;
};

}  // namespace

Diagnostics check(const Plan& plan, const Options& options) { return Lint(plan, options).check(); }

}  // namespace kaohe::lint
