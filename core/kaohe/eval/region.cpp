#include "kaohe/eval/region.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/eval/compare.h"
#include "kaohe/eval/duties.h"
#include "kaohe/eval/plain.h"
#include "kaohe/eval/score.h"
#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using num::Decimal;
using num::Ratio;
using result::RuleResult;
using result::Status;
using rules::TargetForm;

class RegionScorer {
  public:
    // `duties`: its tasks and projects. `done`: the rules so far, growing; those that count others look there.
    RegionScorer(const Sources& sources, lua::State& state, std::size_t region, const result::RegionResult& duties, const std::vector<Marks>& done)
        : sources_(sources), plan_(sources.plan), derives_(sources.keeps(Detail::Full)), state_(state), region_(region), done_(done), measurer_(sources, state, region, duties) {}

    std::optional<RuleResult> score(std::size_t index);
    // The same where the result is only counted (Detail::Totals); nothing where the short way does not apply.
    std::optional<Marks> score_plainly(std::size_t index);
    Diagnostics findings;

  private:
    void judge_indicator(const rules::Rule& rule, const rules::Target& target, RuleResult& out);
    void judge_branches(const rules::Rule& rule, const rules::Target& target, RuleResult& out);
    void judge_manually(std::size_t indicator, RuleResult& out);
    void take_measurement(const Measurement& from, RuleResult& out);
    bool take_value(const rules::Indicator& indicator, const Measurement& from, RuleResult& out);
    void set_actual(const rules::Indicator& indicator, const Ratio& exact, RuleResult& out);
    void give_points(const rules::Rule& rule, RuleResult& out);
    void give_without_value(const rules::Rule& rule, RuleResult& out);
    void lacks_output(const rules::Indicator& indicator, const Measurement& from, RuleResult& out);
    std::optional<Ratio> run_formula(const rules::Rule& rule, const rules::Score& form, RuleResult& out);
    std::optional<Ratio> run_formula_plainly(const rules::Rule& rule, const rules::Score& form);
    lua::Outcome call_formula(const rules::Rule& rule, const rules::Score& form);
    ScoreInput score_input(const rules::Rule& rule, RuleResult& out);
    bool indicator_met(std::size_t indicator);
    std::optional<RuleResult> count_members(std::size_t index);
    void fail(RuleResult& out, Diagnostic diagnostic);

    const Sources& sources_;
    const rules::Plan& plan_;
    bool derives_;  // how each result came about is written down
    lua::State& state_;
    std::size_t region_;
    const std::vector<Marks>& done_;
    Measurer measurer_;
    lua::Value formula_values_ = lua::Value::table(), formula_library_ = lua::Value::library("num");  // arguments, used again
    std::string callee_;
};

Status status_of(Measurement::State state) {
    switch (state) {
        case Measurement::State::Value: return Status::Met;
        case Measurement::State::NotApplicable: return Status::NotApplicable;
        case Measurement::State::Invalid: return Status::Invalid;
        case Measurement::State::NotSubmitted: return Status::NotSubmitted;
        case Measurement::State::Error: return Status::Error;
    }
    return Status::Error;
}

bool is_verdict(Status status) { return status == Status::Met || status == Status::Unmet || status == Status::Partial; }

std::string target_text(const rules::Target& target) { return std::string(form_op(target.form)) + " " + target.value_text(); }

void RegionScorer::fail(RuleResult& out, Diagnostic diagnostic) {
    out.status = Status::Error;
    out.reason = diagnostic.message;
    findings.add(std::move(diagnostic));
}

void RegionScorer::take_measurement(const Measurement& from, RuleResult& out) {
    if (sources_.keeps(Detail::Values)) out.values.insert(out.values.end(), from.values.begin(), from.values.end());
    if (!derives_) return;
    out.series.insert(out.series.end(), from.series.begin(), from.series.end());
    out.rows.insert(out.rows.end(), from.rows.begin(), from.rows.end());
    out.notes.insert(out.notes.end(), from.notes.begin(), from.notes.end());
    out.used.instructions += from.used.instructions;
    out.used.bytes = std::max(out.used.bytes, from.used.bytes);
    out.trace.reserve(out.trace.size() + from.values.size() + 8);
    std::size_t rows = 0;
    for (const auto& range : from.rows) rows += range.rows;
    if (rows > 0) out.trace.push_back({"rows", "", "", "", std::to_string(rows), ""});
    // Everything the method computed, so that both sides of a policy (with and without dust) stand in the derivation.
    for (const auto& [name, value] : from.values) out.trace.push_back({"output", name, "", "", value.to_string(), ""});
}

// False when there is no value to compare; the status then says why.
bool RegionScorer::take_value(const rules::Indicator& indicator, const Measurement& from, RuleResult& out) {
    if (from.state != Measurement::State::Value) {
        out.status = status_of(from.state);
        out.reason = from.reason;
        if (from.error) findings.add(*from.error);
        // What could be computed is still shown: an invalid year has a mean, it just decides nothing.
        if (const Ratio* exact = from.find(indicator.value)) set_actual(indicator, *exact, out);
        return false;
    }
    const Ratio* exact = from.find(indicator.value);
    if (!exact) {
        lacks_output(indicator, from, out);
        return false;
    }
    set_actual(indicator, *exact, out);
    return true;
}

// The method ran but did not give this output: 无此项 where it says so, else a mistake of the plugin.
void RegionScorer::lacks_output(const rules::Indicator& indicator, const Measurement& from, RuleResult& out) {
    for (const auto& [output, reason] : from.absent) {
        if (output != indicator.value) continue;
        out.status = Status::NotApplicable;
        out.reason = reason;
        return;
    }
    const auto& method = plan_.methods[indicator.method];
    fail(out, diagnose(Code::PluginResult, method.place, method.id, fmt::format("没有返回 {}", indicator.value)));
}

void RegionScorer::set_actual(const rules::Indicator& indicator, const Ratio& exact, RuleResult& out) {
    const Decimal interval = num::interval_of(indicator.digits);
    out.exact = exact;
    out.actual = num::round_to(exact, interval, num::Rounding::HalfEven);
    if (!derives_) return;
    out.trace.push_back({"method", plan_.methods[indicator.method].id, "", "", exact.to_string(), indicator.value});
    out.trace.push_back({"round", "GB/T 8170", exact.to_string(), interval.to_string(), out.actual->to_string(), ""});
}

void RegionScorer::judge_indicator(const rules::Rule& rule, const rules::Target& target, RuleResult& out) {
    const rules::Indicator& indicator = plan_.indicators[*rule.indicator];
    if (target.not_due) {
        out.status = Status::NotDue;
        out.reason = fmt::format("目标到 {} 年", target.year());
        return;
    }
    if (target.form == TargetForm::Qualitative) return judge_manually(*rule.indicator, out);
    if (target.form == TargetForm::AllOf || target.form == TargetForm::AnyOf) return judge_branches(rule, target, out);
    const Measurement& measured = measurer_.measure(*rule.indicator);
    take_measurement(measured, out);
    const std::string_view open = undecided(target);  // then a value is shown where there is one, and that is all
    const bool has_value = take_value(indicator, measured, out);
    if (!open.empty() && measured.state != Measurement::State::Error) {
        out.status = Status::PendingTarget;
        out.reason = open;
    }
    if (!has_value || !open.empty()) return;
    const Verdict verdict = judge(target, *out.exact, *out.actual);
    const bool rounded = rule.compare == rules::Compare::Rounded;
    out.full_met = verdict.full_met;
    out.rounded_met = verdict.rounded_met;
    out.borderline = verdict.full_met != verdict.rounded_met;
    out.status = (rounded ? verdict.rounded_met : verdict.full_met) ? Status::Met : Status::Unmet;
    if (!derives_) return;
    out.trace.push_back({"compare", "修约值比较法", out.actual->to_string(), target_text(target), verdict.rounded_met ? "met" : "unmet", ""});
    out.trace.push_back({"compare", "全数值比较法", out.exact->to_string(), target_text(target), verdict.full_met ? "met" : "unmet", ""});
    if (const auto gap = distance(target, rounded ? Ratio(*out.actual) : *out.exact)) {
        const Decimal gap_interval = num::interval_of(rounded ? indicator.digits : indicator.digits + 2);
        out.gap = num::round_to(*gap, gap_interval, num::Rounding::HalfEven);
    }
}

void RegionScorer::judge_branches(const rules::Rule& rule, const rules::Target& target, RuleResult& out) {
    const bool all = target.form == TargetForm::AllOf;
    std::size_t met = 0, unmet = 0;
    std::optional<Status> missing;
    std::string nothing_there;  // a branch with 无此项 decides nothing, unless there is no other
    for (const auto& branch : target.branches()) {
        RuleResult part;
        rules::Rule alone = rule;
        alone.indicator = branch.indicator;
        judge_indicator(alone, *branch.target, part);
        out.values.insert(out.values.end(), part.values.begin(), part.values.end());
        out.rows.insert(out.rows.end(), part.rows.begin(), part.rows.end());
        out.trace.insert(out.trace.end(), part.trace.begin(), part.trace.end());
        out.borderline = out.borderline || part.borderline;
        if (part.status == Status::Met) ++met;
        else if (part.status == Status::Unmet) ++unmet;
        else if (part.status == Status::NotApplicable) nothing_there = part.reason;
        else if (!missing) missing = part.status, out.reason = part.reason;
    }
    if (met + unmet == 0 && !missing && !nothing_there.empty()) missing = Status::NotApplicable, out.reason = nothing_there;
    if (all ? unmet > 0 : met > 0) {
        out.status = all ? (met > 0 ? Status::Partial : Status::Unmet) : Status::Met;
        out.reason.clear();
    } else {
        out.status = missing.value_or(all ? Status::Met : Status::Unmet);
    }
    out.full_met = out.rounded_met = out.status == Status::Met;
}

// 人工认定: an approved event of the indicator's id or title with 1 (reached) or 0 (not reached).
void RegionScorer::judge_manually(std::size_t index, RuleResult& out) {
    const rules::Indicator& indicator = plan_.indicators[index];
    const auto verdict = [&out](bool reached) {
        out.status = reached ? Status::Met : Status::Unmet;
        out.full_met = out.rounded_met = reached;
        out.reason.clear();
    };
    out.status = Status::Manual;
    out.reason = "需由认定单位在“事项”表中认定";
    if (const Measurement* given = sources_.given(index); given && given->state == Measurement::State::Value) {
        verdict(!given->find(indicator.value)->is_zero());
        return;
    }
    const model::Table* events = sources_.data.find("events");
    if (!events) return;
    const auto *item = events->find("item"), *value = events->find("value"), *approved = events->find("approved_by");
    if (!item || !approved) return;
    const auto [begin, end] = events->rows_of(region_);
    for (std::size_t row = begin; row < end; ++row) {
        const std::string name = item->text(row);
        if (name != indicator.id && name != indicator.title) continue;
        if (!approved->has(row)) continue;
        verdict(!value || !value->has(row) || (*value)[row] != 0);
        out.rows = events->ranges(row, row + 1, sources_.data);
    }
}

bool RegionScorer::indicator_met(std::size_t index) {
    const auto& target = plan_.targets[index][region_];
    const Measurement& measured = measurer_.measure(index);
    const Ratio* exact = measured.find(plan_.indicators[index].value);
    if (!target || measured.state != Measurement::State::Value || !exact) return false;
    return judge(*target, *exact, num::round_to(*exact, num::interval_of(plan_.indicators[index].digits), num::Rounding::HalfEven)).rounded_met;
}

// What a formula returned; nothing when that is no number.
std::optional<Ratio> number_in(const lua::Outcome& outcome) {
    if (outcome.error || outcome.values.empty()) return std::nullopt;
    const lua::Value& first = outcome.values[0];
    if (first.is(lua::Value::Kind::Number)) return first.number;
    return first.is(lua::Value::Kind::Integer) ? std::optional(Ratio(first.integer)) : std::nullopt;
}

std::optional<Ratio> RegionScorer::run_formula(const rules::Rule& rule, const rules::Score& form, RuleResult& out) {
    formula_values_.fields.clear();
    for (const std::size_t needed : rule.needs) {
        const Measurement& measured = measurer_.measure(needed);
        const Ratio* exact = measured.find(plan_.indicators[needed].value);
        if (measured.state == Measurement::State::Value && !exact) {
            lacks_output(plan_.indicators[needed], measured, out);
            return std::nullopt;
        }
        if (measured.state != Measurement::State::Value) {
            out.status = status_of(measured.state);
            out.reason = measured.reason;
            if (measured.error) findings.add(*measured.error);
            return std::nullopt;
        }
        formula_values_.set(plan_.indicators[needed].id, lua::Value::of(*exact));
    }
    const lua::Outcome outcome = call_formula(rule, form);
    out.used.instructions += outcome.used.instructions;
    out.used.bytes = std::max(out.used.bytes, outcome.used.bytes);
    if (outcome.error) {
        fail(out, *outcome.error);
        return std::nullopt;
    }
    if (const auto points = number_in(outcome)) return points;
    fail(out, diagnose(Code::RuleRaised, rule.place, "规则 " + rule.id, "公式没有返回精确数"));
    return std::nullopt;
}

// With the numbers in formula_values_.
lua::Outcome RegionScorer::call_formula(const rules::Rule& rule, const rules::Score& form) {
    callee_.assign("规则 ").append(rule.id);
    return state_.call(form.function, {&formula_values_, &formula_library_}, callee_);
}

// Of reported numbers only; nothing when there is anything to be said about one of them or about the formula.
std::optional<Ratio> RegionScorer::run_formula_plainly(const rules::Rule& rule, const rules::Score& form) {
    formula_values_.fields.clear();
    for (const std::size_t needed : rule.needs) {
        const auto value = measurer_.reported(needed);
        if (!value) return std::nullopt;
        formula_values_.set(plan_.indicators[needed].id, lua::Value::of(Decimal(value->coefficient, value->scale)));
    }
    return number_in(call_formula(rule, form));
}

ScoreInput RegionScorer::score_input(const rules::Rule& rule, RuleResult& out) {
    ScoreInput in;
    in.full = rule.points;
    in.target = out.target;
    in.met = out.status == Status::Met;
    if (out.exact) {
        in.exact = *out.exact;
        in.value = rule.compare == rules::Compare::Rounded ? Ratio(*out.actual) : *out.exact;
    }
    if (out.target && out.exact && out.target->value) {
        in.shortfall = shortfall(*out.target, in.value, in.met);
    }
    in.lower_is_better = rule.indicator && plan_.indicators[*rule.indicator].better == rules::Indicator::Better::Lower;
    in.explains = derives_;
    in.other = [this](std::size_t indicator) -> std::optional<Ratio> {
        const Measurement& measured = measurer_.measure(indicator);
        const Ratio* exact = measured.find(plan_.indicators[indicator].value);
        return measured.state == Measurement::State::Value && exact ? std::optional(*exact) : std::nullopt;
    };
    in.other_met = [this](std::size_t indicator) { return indicator_met(indicator); };
    return in;
}

// Points where there is no verdict: the rule says what a missing value counts.
void RegionScorer::give_without_value(const rules::Rule& rule, RuleResult& out) {
    out.possible = rule.points;
    out.branch = status_word(out.status);
    if (out.status == Status::NotDue) {  // nothing is required yet: it takes no part
        out.possible = 0;
        return;
    }
    if (out.status == Status::NotApplicable) {
        if (rule.not_applicable == rules::NotApplicable::Full)
            out.points = out.points_max = rule.points;
        else
            out.possible = 0;
        return;
    }
    const bool submitted_nothing = out.status == Status::NotSubmitted;
    const bool unusable = out.status == Status::Invalid;
    const auto policy = submitted_nothing ? rule.missing : unusable ? rule.invalid : rules::Missing::Undetermined;
    switch (policy) {
        case rules::Missing::Undetermined: out.points_max = rule.points; break;
        case rules::Missing::Zero: break;
        case rules::Missing::Full: out.points = out.points_max = rule.points; break;
        case rules::Missing::Exclude:
            out.possible = 0;
            out.status = Status::Excluded;
            break;
    }
}

void RegionScorer::give_points(const rules::Rule& rule, RuleResult& out) {
    if (!plan_.scheme) return;
    if (rule.part_of) {  // worth nothing by itself
        out.explain = fmt::format("计入“{}”", plan_.rules[*rule.part_of].title);
        return;
    }
    out.possible = rule.points;
    const bool formula_alone = rule.score.form == rules::Score::Form::Formula && !out.target;
    if (!is_verdict(out.status) && !formula_alone) return give_without_value(rule, out);
    Scored scored;
    if (!out.exact && rule.score.form != rules::Score::Form::Formula && rule.score.form != rules::Score::Form::FullOrZero) {
        // A verdict without a number (人工认定, all_of): reached or not is all there is to score.
        scored = {out.status == Status::Met ? Ratio(rule.points) : Ratio(0), "", std::string(status_word(out.status))};
    } else {
        ScoreInput in = score_input(rule, out);
        const auto run = [&](const rules::Score& form) { return run_formula(rule, form, out); };
        in.formula = std::cref(run);
        scored = score_points(rule.score, in);
    }
    if (scored.failed) {
        if (is_verdict(out.status)) out.status = Status::NotSubmitted, out.reason = scored.explain;
        return give_without_value(rule, out);
    }
    const Decimal interval = plan_.scheme->points_interval;
    out.points = out.points_max = num::round_to(scored.points, interval, num::Rounding::HalfEven).trimmed();
    out.branch = std::move(scored.branch);
    if (formula_alone) out.status = out.points >= rule.points ? Status::Met : out.points.is_zero() ? Status::Unmet : Status::Partial;
    if (!derives_) return;
    out.explain = scored.explain;
    out.trace.push_back({"score", std::string(form_name(rule.score.form)), scored.explain, "", readable(scored.points), ""});
    if (Ratio(out.points) != scored.points)
        out.trace.push_back({"round", "GB/T 8170", scored.points.to_string(), interval.to_string(), out.points.to_string(), ""});
}

// share: points × reached ÷ those that apply. A member without a verdict counts as the rule's policy says.
std::optional<RuleResult> RegionScorer::count_members(std::size_t index) {
    const rules::Rule& rule = plan_.rules[index];
    RuleResult out;
    out.rule = index;
    out.summary = true;
    std::int64_t met = 0, open = 0, total = 0;
    bool required = false;
    std::optional<Status> unknown;
    for (const Marks& member : done_) {
        if (plan_.rules[member.rule].part_of != index) continue;
        required = true;
        if (member.status == Status::NotApplicable || member.status == Status::Excluded || member.status == Status::NotDue) continue;
        const bool verdict = is_verdict(member.status);
        const auto policy = member.status == Status::NotSubmitted ? rule.missing
                            : member.status == Status::Invalid    ? rule.invalid
                                                                  : rules::Missing::Undetermined;
        if (!verdict && policy == rules::Missing::Exclude) continue;
        ++total;
        if (verdict ? member.status == Status::Met : policy == rules::Missing::Full) ++met;
        if (!verdict && policy == rules::Missing::Undetermined) ++open;
        if (!verdict && !unknown) unknown = member.status, out.reason = plan_.rules[member.rule].title + (member.result ? "：" + member.result->reason : "");
    }
    if (!required) return std::nullopt;
    out.possible = rule.points;
    out.values = {{"met", Ratio(met)}, {"open", Ratio(open)}, {"total", Ratio(total)}};
    if (total == 0) {
        out.status = Status::NotApplicable;
        out.reason = "各项都没有参加评价";
        give_without_value(rule, out);
        out.branch = share_branch(met, total);
        return out;
    }
    out.status = unknown ? *unknown : met == total ? Status::Met : met > 0 ? Status::Partial : Status::Unmet;
    const Decimal interval = plan_.scheme->points_interval;
    const auto share = [&](std::int64_t count) {
        return num::round_to(Ratio(rule.points) * Ratio(count) / Ratio(total), interval, num::Rounding::HalfEven).trimmed();
    };
    out.points = share(met);
    out.points_max = share(met + open);
    out.branch = share_branch(met, total);
    out.explain = fmt::format("{} × {} ÷ {} = {}", rule.points.trimmed().to_string(), met, total, readable(out.points));
    out.trace.push_back({"score", "share", out.explain, "", out.points.to_string(), ""});
    return out;
}

std::optional<Marks> RegionScorer::score_plainly(std::size_t index) {
    const rules::Rule& rule = plan_.rules[index];
    if (!plan_.scheme || !rule.indicator || rule.part_of) return std::nullopt;
    const auto& target = plan_.targets[*rule.indicator][region_];
    if (!target || target->not_due) return std::nullopt;
    const auto value = measurer_.reported(*rule.indicator);
    if (!value) return std::nullopt;
    const auto run = [&](const rules::Score& form) { return run_formula_plainly(rule, form); };
    std::optional<PlainOutcome> plain;
    try {
        plain = judge_plainly(rule, plan_.indicators[*rule.indicator], *target, value->coefficient, value->scale, plan_.scheme->points_interval, std::cref(run));
    } catch (const num::ArithmeticError&) {
        return std::nullopt;  // the long way says which number is too large
    }
    if (!plain) return std::nullopt;
    return Marks{index, plain->met ? Status::Met : Status::Unmet, plain->points, plain->points, rule.points};
}

std::optional<RuleResult> RegionScorer::score(std::size_t index) {
    const rules::Rule& rule = plan_.rules[index];
    if (rule.score.form == rules::Score::Form::Share) return count_members(index);
    RuleResult out;
    out.rule = index;
    if (rule.indicator) {
        const auto& target = plan_.targets[*rule.indicator][region_];
        out.target = target ? &*target : nullptr;
        const bool formula = rule.score.form == rules::Score::Form::Formula;
        if (!out.target && !formula) return std::nullopt;  // nothing is required of this region
    }
    try {
        if (out.target)
            judge_indicator(rule, *out.target, out);
        else
            out.status = Status::Met;  // a formula without a target: its points decide
        give_points(rule, out);
    } catch (const num::ArithmeticError& error) {
        fail(out, diagnose(Code::NumberOverflow, rule.place, error.what()));
        give_without_value(rule, out);
    }
    return out;
}

}  // namespace

namespace {

// The known result of a rule, as one of rule `index`; nothing when the region has none.
std::optional<RuleResult> take_over(const Sources& sources, const Known& known, std::size_t index, std::size_t region) {
    const auto& all = known.result.rules;  // by rule, ascending
    const std::size_t wanted = *known.same_rule[index];
    const auto it = std::lower_bound(all.begin(), all.end(), wanted, [](const RuleResult& result, std::size_t rule) { return result.rule < rule; });
    if (it == all.end() || it->rule != wanted) return std::nullopt;
    RuleResult out{.rule = index, .status = it->status, .exact = it->exact, .actual = it->actual, .full_met = it->full_met, .rounded_met = it->rounded_met,
                   .borderline = it->borderline, .gap = it->gap, .points = it->points, .possible = it->possible, .points_max = it->points_max};
    const auto& indicator = sources.plan.rules[index].indicator;
    if (it->target) out.target = &*sources.plan.targets[*indicator][region];
    return out;
}

}  // namespace

result::RegionResult evaluate_region(const Sources& sources, lua::State& state, std::size_t region, const Known* known) {
    result::RegionResult out;
    out.region = region;
    out.tasks = tasks_of(sources.plan, sources.data, region, sources.as_of());
    out.projects = projects_of(sources.plan, sources.data, region, sources.as_of());
    const bool keeps = sources.keeps(Detail::Values);
    const std::size_t rules = sources.plan.rules.size();
    std::vector<Marks> marks;
    marks.reserve(rules);
    if (keeps) out.rules.reserve(rules);  // marks point there
    // The targets of a region lie far apart; all are fetched at once.
    for (const auto& targets : sources.plan.targets) __builtin_prefetch(&targets[region]);
    RegionScorer scorer(sources, state, region, out, marks);
    for (std::size_t i = 0; i < rules; ++i) {
        std::optional<Marks> plain;
        if (!keeps && !known) plain = scorer.score_plainly(i);
        if (plain) {
            marks.push_back(*plain);
            out.count_only(plain->status);
            continue;
        }
        auto scored = known && known->same_rule[i] ? take_over(sources, *known, i, region) : scorer.score(i);
        if (!scored) continue;
        if (!keeps && !scored->summary) out.count_only(scored->status);
        marks.push_back({i, scored->status, scored->points, scored->points_max, scored->possible});
        if (keeps) marks.back().result = &out.rules.emplace_back(std::move(*scored));
    }
    out.findings = std::move(scorer.findings);
    add_totals(sources, marks, out);
    return out;
}

}  // namespace kaohe::eval
