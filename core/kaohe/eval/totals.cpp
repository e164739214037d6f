// Groups, caps, rescaling, bonuses, vetoes, total and grade. Every step leaves a line in the ledger, and the lines sum to
// the total.
#include <algorithm>

#include "kaohe/eval/region.h"
#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using num::Decimal;
using num::Ratio;
using result::RegionResult;
using result::RuleResult;
using result::Status;

// Adds up decimals, which mostly have one scale.
class Sum {
  public:
    void add(const Decimal& more) {
        num::Int128 sum = 0;
        if (more.scale() == scale_ && !__builtin_add_overflow(coefficient_, more.coefficient(), &sum))
            coefficient_ = sum;
        else
            add_other(more);  // which says so when it is too large
    }
    Decimal value() const { return {coefficient_, scale_}; }

  private:
    void add_other(const Decimal& more) {
        const Decimal sum = value() + more;
        coefficient_ = sum.coefficient();
        scale_ = sum.scale();
    }
    num::Int128 coefficient_ = 0;
    int scale_ = 0;
};

// The steps from rule points to a total, run once for the points so far and once for what they may become.
class Totals {
  public:
    // `first`: what is found on the way goes into `out`: groups, events, the grade of a veto, and where it is kept the ledger.
    Totals(const Sources& sources, std::span<const Marks> rules, RegionResult& out, Decimal Marks::*points, bool first)
        : sources_(sources), plan_(sources.plan), rules_(rules), out_(out), points_(points), first_(first), ledger_(first && sources.keeps(Detail::Full)) {}

    Decimal total() {
        Decimal sum = 0;
        for (std::size_t group = 0; group < plan_.groups.size(); ++group) sum = sum + group_points(group);
        return sum + rescaled(sum);
    }

    // Bonus points, capped each by its own cap.
    Decimal bonus_points();
    // The total after vetoes.
    Decimal vetoed(Decimal total);

  private:
    template <class Reason>
    void enter(const std::string& rule, const char* kind, const Decimal& points, const Reason& reason) {
        if (ledger_) out_.ledger.push_back({rule, kind, points.trimmed(), reason()});
    }
    void enter_rule(const Marks& rule);
    Decimal group_points(std::size_t group);
    Decimal rescaled(Decimal sum);

    const Sources& sources_;
    const rules::Plan& plan_;
    std::span<const Marks> rules_;
    RegionResult& out_;
    Decimal Marks::*points_;
    bool first_, ledger_;
};

std::string why(const RuleResult& rule) { return rule.reason.empty() ? rule.explain : rule.reason; }

void Totals::enter_rule(const Marks& rule) {
    if (!ledger_) return;
    const std::string& id = plan_.rules[rule.rule].id;
    const bool open = rule.points_max != rule.points;
    if (rule.possible.is_zero() && rule.points.is_zero()) return;  // takes no part
    if (open || rule.points > rule.possible) return enter(id, "award", rule.points, [&] { return open ? why(*rule.result) : rule.result->explain; });
    enter(id, "award", rule.possible, [] { return ""; });
    if (rule.points < rule.possible) enter(id, "deduct", rule.points - rule.possible, [&] { return why(*rule.result); });
}

Decimal Totals::group_points(std::size_t group) {
    Sum all, all_possible;
    for (const auto& rule : rules_) {
        if (plan_.rules[rule.rule].group != group) continue;
        all.add(rule.*points_);
        if (first_) all_possible.add(rule.possible);
        enter_rule(rule);
    }
    const Decimal sum = all.value(), possible = all_possible.value();
    const rules::Group& limits = plan_.groups[group];
    Decimal held = sum;
    if (limits.cap && held > *limits.cap) held = *limits.cap;
    if (limits.floor && held < *limits.floor) held = *limits.floor;
    if (held != sum) enter(limits.id, "cap", held - sum, [&] { return fmt::format("{}分值限于 {}", limits.title, held.to_string()); });
    if (first_) out_.groups.push_back({limits.id, limits.title, held.trimmed(), possible.trimmed()});
    return held;
}

// 折算: what is left after 无此项 and 剔除 stands for the whole; and the scheme may scale its total to another figure.
Decimal Totals::rescaled(Decimal sum) {
    Sum all, all_possible;
    for (const auto& rule : rules_) {
        all.add(plan_.rules[rule.rule].points);
        all_possible.add(rule.possible);
    }
    const Decimal whole = all.value(), left = all_possible.value();
    Ratio factor = 1;
    if (left != whole && !left.is_zero()) factor = Ratio(whole) / Ratio(left);
    if (plan_.scheme->scale_to) factor = factor * Ratio(*plan_.scheme->scale_to) / Ratio(plan_.scheme->total);
    if (factor == Ratio(1)) return 0;
    const Decimal scaled = num::round_to(Ratio(sum) * factor, plan_.scheme->points_interval, num::Rounding::HalfEven);
    const Decimal change = (scaled - sum).trimmed();
    enter("", "rescale", change, [&] { return fmt::format("参评分值 {}，{} × {}", left.trimmed().to_string(), sum.trimmed().to_string(), factor.to_string()); });
    if (first_) out_.groups.push_back({"rescale", "折算", change, 0});
    return change;
}

// Approved events of a kind.
struct Counted {
    Ratio count;
    std::vector<model::RowRange> rows;
};
Counted count_events(const model::Dataset& data, std::size_t region, const std::string& item) {
    Counted out;
    const model::Table* events = data.find("events");
    if (!events) return out;
    const auto *items = events->find("item"), *values = events->find("value"), *approved = events->find("approved_by");
    if (!items || !approved) return out;
    const auto [begin, end] = events->rows_of(region);
    for (std::size_t row = begin; row < end; ++row) {
        if (items->text(row) != item || !approved->has(row)) continue;
        const bool counted = values && values->has(row);
        out.count = out.count + (counted ? values->number(row) : Ratio(1));
        for (auto& range : events->ranges(row, row + 1, data)) out.rows.push_back(std::move(range));
    }
    return out;
}

Decimal Totals::bonus_points() {
    Decimal sum = 0;
    for (const auto& bonus : plan_.bonuses) {
        const Counted counted = count_events(sources_.data, out_.region, bonus.item);
        if (counted.count.is_zero()) continue;
        Ratio exact = counted.count / Ratio(bonus.per) * Ratio(bonus.points);
        if (bonus.cap && exact > Ratio(*bonus.cap)) exact = *bonus.cap;
        const Decimal points = num::round_to(exact, plan_.scheme->points_interval, num::Rounding::HalfEven).trimmed();
        sum = sum + points;
        const std::string count = counted.count.exact_decimal()->to_string();
        enter(bonus.id, "bonus", points, [&] {
            return fmt::format("{}：{} ÷ {} × {}{}", bonus.title, count, bonus.per.to_string(), bonus.points.to_string(),
                               bonus.cap ? fmt::format("，最多 {}", bonus.cap->to_string()) : "");
        });
        if (first_) out_.events.push_back({bonus.id, bonus.title, "bonus", "", points, count, counted.rows});
    }
    if (first_ && !plan_.bonuses.empty()) out_.groups.push_back({"bonus", "加分", sum.trimmed(), 0});
    return sum;
}

Decimal Totals::vetoed(Decimal total) {
    Decimal change = 0;
    for (const auto& veto : plan_.vetoes) {
        const Counted counted = count_events(sources_.data, out_.region, veto.item);
        if (counted.count.is_zero()) continue;
        Decimal step = 0;
        if (veto.total_at_most && total + change > *veto.total_at_most) step = *veto.total_at_most - (total + change);
        change = change + step;
        std::string effect;
        if (veto.grade) effect = "等次定为" + *veto.grade;
        if (veto.total_at_most) effect += (effect.empty() ? "" : "，") + fmt::format("总分不超过 {}", veto.total_at_most->to_string());
        enter(veto.id, "veto", step, [&] { return fmt::format("{}：{}", veto.title, effect); });
        if (!first_) continue;
        out_.events.push_back({veto.id, veto.title, "veto", effect, step.trimmed(), counted.count.exact_decimal()->to_string(), counted.rows});
        if (veto.grade) out_.grade = *veto.grade;
    }
    if (first_ && !change.is_zero()) out_.groups.push_back({"veto", "一票否决", change.trimmed(), 0});
    return total + change;
}

std::optional<std::string> grade_of(const rules::Plan& plan, const Decimal& total) {
    for (const auto& grade : plan.grades)
        if (!grade.at_least || total >= *grade.at_least) return grade.title;
    return std::nullopt;
}

}  // namespace

void add_totals(const Sources& sources, std::span<const Marks> rules, RegionResult& out) {
    const rules::Plan& plan = sources.plan;
    if (!plan.scheme) return;
    Totals now(sources, rules, out, &Marks::points, true);
    out.total = now.total();
    out.total = now.vetoed(out.total + now.bonus_points()).trimmed();
    out.total_max = out.total;
    if (std::any_of(rules.begin(), rules.end(), [](const Marks& rule) { return rule.points_max != rule.points; })) {
        Totals most(sources, rules, out, &Marks::points_max, false);
        const Decimal best = most.total();
        out.total_max = most.vetoed(best + most.bonus_points()).trimmed();
    }
    Sum possible;
    for (const auto& rule : rules) possible.add(rule.possible);
    out.possible = possible.value().trimmed();
    out.provisional = out.total != out.total_max;
    if (plan.regions[out.region].ranked && !out.grade) out.grade = grade_of(plan, out.total);
    if (!plan.regions[out.region].ranked) out.grade.reset();
}

}  // namespace kaohe::eval
