#include "kaohe/change/same.h"

#include <algorithm>
#include <map>

namespace kaohe::change {
namespace {

using rules::Plan;
using rules::Score;
using rules::Target;

template <class Things, class Name>
std::vector<std::optional<std::size_t>> counterparts(const Things& of, const Things& in, const Name& name) {
    std::map<std::string_view, std::size_t> index;
    for (std::size_t i = 0; i < in.size(); ++i) index.emplace(name(in[i]), i);
    std::vector<std::optional<std::size_t>> out(of.size());
    for (std::size_t i = 0; i < of.size(); ++i)
        if (const auto it = index.find(name(of[i])); it != index.end()) out[i] = it->second;
    return out;
}

bool same_duty(const rules::Duty* a, const rules::Duty* b) { return a == b || (a && b && *a == *b); }

bool same_branches(const Target& a, const Target& b, bool (*same)(const Target&, const Target&)) {
    return std::equal(a.branches().begin(), a.branches().end(), b.branches().begin(), b.branches().end(),
                      [&](const auto& x, const auto& y) { return x.indicator == y.indicator && same(*x.target, *y.target); });
}

bool same_levels(const std::vector<Score::Level>& a, const std::vector<Score::Level>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return x.at_least == y.at_least && x.points == y.points; });
}

// Whether both give the same points for the same value, by themselves.
bool same_form(const Score& a, const Score& b) {
    const bool by_itself = a.form != Score::Form::Formula && a.form != Score::Form::Share && !a.indicator;
    return by_itself && !b.indicator && a.form == b.form && a.per == b.per && a.points == b.points && a.partial == b.partial && a.floor == b.floor &&
           a.cap == b.cap && a.zero_below_by == b.zero_below_by && a.slope == b.slope && a.intercept == b.intercept && a.factor == b.factor &&
           a.from_full == b.from_full && same_levels(a.levels, b.levels) && std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), same_form);
}

// Methods that look at the pack's own tasks and projects are run for each.
bool same_indicator(const Plan& a, std::size_t i, const Plan& b, std::size_t j) {
    const auto &x = a.indicators[i], &y = b.indicators[j];
    const bool of_data_alone = a.methods[x.method].view == rules::PlanView::None && b.methods[y.method].view == rules::PlanView::None;
    return of_data_alone && x.id == y.id && x.title == y.title && x.unit == y.unit && x.better == y.better && x.digits == y.digits && x.value == y.value && x.run_key == y.run_key;
}

bool same_rule(const Plan& a, const rules::Rule& x, const Plan& b, const rules::Rule& y) {
    return x.points == y.points && x.compare == y.compare && x.missing == y.missing && x.invalid == y.invalid && x.not_applicable == y.not_applicable &&
           x.part_of.has_value() == y.part_of.has_value() && x.indicator && y.indicator && same_indicator(a, *x.indicator, b, *y.indicator) &&
           same_form(x.score, y.score);
}

}  // namespace

Counterparts::Counterparts(const Plan& of, const Plan& in)
    : regions(counterparts(of.regions, in.regions, [](const auto& region) -> std::string_view { return region.name; })),
      indicators(counterparts(of.indicators, in.indicators, [](const auto& indicator) -> std::string_view { return indicator.id; })),
      rules(counterparts(of.rules, in.rules, [](const auto& rule) -> std::string_view { return rule.id; })) {}

bool same_outcome(const Target& a, const Target& b) {
    return a.form == b.form && a.value == b.value && a.second == b.second && a.not_due == b.not_due && same_branches(a, b, same_outcome);
}

bool same_outcome(const std::optional<Target>& a, const std::optional<Target>& b) {
    return a.has_value() == b.has_value() && (!a || same_outcome(*a, *b));
}

bool same_target(const Target& a, const Target& b) {
    return a.form == b.form && a.value == b.value && a.second == b.second && a.year() == b.year() && a.base_year() == b.base_year() &&
           a.demo == b.demo && a.cite().source == b.cite().source && a.cite().clause == b.cite().clause && a.words().years == b.words().years && same_duty(a.duty(), b.duty()) &&
           same_branches(a, b, same_target);
}

std::vector<std::optional<std::size_t>> same_rules(const Plan& plan, const Plan& other, const Counterparts& counterparts) {
    std::vector<std::optional<std::size_t>> out(plan.rules.size());
    const bool alike = plan.plugins_digest() == other.plugins_digest() && plan.scheme && other.scheme && plan.scheme->points_interval == other.scheme->points_interval;
    if (!alike) return out;
    for (std::size_t i = 0; i < plan.rules.size(); ++i)
        if (const auto j = counterparts.rules[i]; j && same_rule(plan, plan.rules[i], other, other.rules[*j])) out[i] = j;
    return out;
}

}  // namespace kaohe::change
