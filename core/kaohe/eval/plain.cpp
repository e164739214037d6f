#include "kaohe/eval/plain.h"

#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using num::Decimal;
using num::Int128;
using rules::TargetForm;

// numerator / denominator, not in lowest terms; denominator > 0.
struct Quotient {
    Int128 numerator, denominator;
};

bool multiply(Int128 a, Int128 b, Int128& out) { return !__builtin_mul_overflow(a, b, &out); }

// a / 10^x against b / 10^y, as the numerators of both at one scale.
bool at_one_scale(Int128& a, int x, Int128& b, int y) {
    if (x == y) return true;
    return x < y ? multiply(a, num::power_of_ten(y - x), a) : multiply(b, num::power_of_ten(x - y), b);
}

bool is_below(const Quotient& q, const Decimal& bound, bool& out) {
    Int128 left = 0, right = 0;
    if (!multiply(q.numerator, num::power_of_ten(bound.scale()), left) || !multiply(bound.coefficient(), q.denominator, right)) return false;
    out = left < right;
    return true;
}

// The quotient held between floor and cap.
bool clamp(Quotient& q, const std::optional<Decimal>& floor, const std::optional<Decimal>& cap) {
    bool below = false, within = true;
    if (floor && !is_below(q, *floor, below)) return false;
    if (below) return q = {floor->coefficient(), num::power_of_ten(floor->scale())}, true;
    if (cap) {
        const Quotient other{-q.numerator, q.denominator};
        if (!is_below(other, -*cap, below)) return false;
        within = !below;
    }
    if (!within) q = {cap->coefficient(), num::power_of_ten(cap->scale())};
    return true;
}

// full × q in steps of the interval, rounded.
std::optional<Decimal> points_of(const Decimal& full, const Quotient& q, const Decimal& interval) {
    // full = f / 10^a, interval = i / 10^b: f × n × 10^b / (10^a × d × i)
    Int128 numerator = 0, denominator = 0;
    bool fits = multiply(full.coefficient(), q.numerator, numerator) && multiply(q.denominator, interval.coefficient(), denominator);
    if (full.scale() > interval.scale())
        fits = fits && multiply(denominator, num::power_of_ten(full.scale() - interval.scale()), denominator);
    else
        fits = fits && multiply(numerator, num::power_of_ten(interval.scale() - full.scale()), numerator);
    Int128 points = 0;
    if (!fits || !multiply(num::round_quotient(numerator, denominator, num::Rounding::HalfEven), interval.coefficient(), points)) return std::nullopt;
    return Decimal(points, interval.scale());
}

// Whether the value reaches the target, as the rule compares.
std::optional<bool> is_met(const rules::Rule& rule, int digits, const rules::Target& target, Int128 value, int scale) {
    if (rule.compare == rules::Compare::Rounded && scale > digits) {
        value = num::round_quotient(value, num::power_of_ten(scale - digits), num::Rounding::HalfEven);
        scale = digits;
    }
    Int128 right = target.value->coefficient();
    if (!at_one_scale(value, scale, right, target.value->scale())) return std::nullopt;
    switch (target.form) {
        case TargetForm::AtLeast: return value >= right;
        case TargetForm::MoreThan: return value > right;
        case TargetForm::AtMost: return value <= right;
        case TargetForm::LessThan: return value < right;
        default: return std::nullopt;
    }
}

// One value of one rule, and how it is scored.
struct Case {
    const Decimal& full;
    bool met, lower_is_better;
    const Decimal& bound;
    Int128 value;
    int scale;
    const Decimal& interval;
    const PlainFormula& formula;

    std::optional<Decimal> points(const rules::Score& form) const;

  private:
    std::optional<Decimal> all_or_nothing() const { return met ? points_of(full, {1, 1}, interval) : std::optional(Decimal(0)); }
    std::optional<Decimal> in_proportion(const rules::Score& form) const;
    std::optional<Decimal> least(const std::vector<rules::Score>& parts) const;
};

std::optional<Decimal> Case::in_proportion(const rules::Score& form) const {
    if (bound.is_zero()) return all_or_nothing();
    Quotient q{value, bound.coefficient()};
    if (!at_one_scale(q.numerator, scale, q.denominator, bound.scale())) return std::nullopt;
    if (q.denominator < 0) q = {-q.numerator, -q.denominator};
    Int128 twice = 0;
    if (lower_is_better && (!multiply(q.denominator, 2, twice) || __builtin_sub_overflow(twice, q.numerator, &q.numerator))) return std::nullopt;
    if (!clamp(q, form.floor, form.cap)) return std::nullopt;
    return points_of(full, q, interval);
}

// The least of rounded points is the least of the points, rounded.
std::optional<Decimal> Case::least(const std::vector<rules::Score>& parts) const {
    std::optional<Decimal> best;
    for (const auto& part : parts) {
        const auto its = points(part);
        if (!its) return std::nullopt;
        if (!best || *its < *best) best = its;
    }
    return best;
}

std::optional<Decimal> Case::points(const rules::Score& form) const {
    switch (form.form) {
        case rules::Score::Form::FullOrZero: return all_or_nothing();
        case rules::Score::Form::Ratio: return in_proportion(form);
        case rules::Score::Form::MinOf: return least(form.parts);
        case rules::Score::Form::Formula: {
            const auto given = formula ? formula(form) : std::nullopt;
            return given ? std::optional(num::round_to(*given, interval, num::Rounding::HalfEven)) : std::nullopt;
        }
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<PlainOutcome> judge_plainly(const rules::Rule& rule, const rules::Indicator& indicator, const rules::Target& target,
                                          std::int64_t value, int scale, const num::Decimal& points_interval, const PlainFormula& formula) {
    if (!target.value) return std::nullopt;
    const auto met = is_met(rule, indicator.digits, target, value, scale);
    if (!met) return std::nullopt;
    const bool lower_is_better = indicator.better == rules::Indicator::Better::Lower;
    const auto points = Case{rule.points, *met, lower_is_better, *target.value, value, scale, points_interval, formula}.points(rule.score);
    return points ? std::optional(PlainOutcome{*met, *points}) : std::nullopt;
}

}  // namespace kaohe::eval
