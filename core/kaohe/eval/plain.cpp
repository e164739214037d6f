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

}  // namespace

std::optional<PlainOutcome> judge_plainly(const rules::Rule& rule, const rules::Indicator& indicator, const rules::Target& target,
                                          std::int64_t value, int scale, const num::Decimal& points_interval) {
    const bool in_proportion = rule.score.form == rules::Score::Form::Ratio;
    if (!target.value || (!in_proportion && rule.score.form != rules::Score::Form::FullOrZero)) return std::nullopt;
    const Int128 exact = value;
    Int128 compared = exact;
    int compared_scale = scale;
    if (rule.compare == rules::Compare::Rounded && scale > indicator.digits) {
        compared = num::round_quotient(exact, num::power_of_ten(scale - indicator.digits), num::Rounding::HalfEven);
        compared_scale = indicator.digits;
    }
    Int128 left = compared, right = target.value->coefficient();
    if (!at_one_scale(left, compared_scale, right, target.value->scale())) return std::nullopt;
    PlainOutcome out;
    switch (target.form) {
        case TargetForm::AtLeast: out.met = left >= right; break;
        case TargetForm::MoreThan: out.met = left > right; break;
        case TargetForm::AtMost: out.met = left <= right; break;
        case TargetForm::LessThan: out.met = left < right; break;
        default: return std::nullopt;
    }
    const bool no_quotient = target.value->is_zero();
    if (!in_proportion || no_quotient) {
        const auto points = out.met ? points_of(rule.points, {1, 1}, points_interval) : std::optional(Decimal(0));
        if (!points) return std::nullopt;
        out.points = *points;
        return out;
    }
    Quotient q{exact, target.value->coefficient()};
    if (!at_one_scale(q.numerator, scale, q.denominator, target.value->scale())) return std::nullopt;
    if (q.denominator < 0) q = {-q.numerator, -q.denominator};
    Int128 twice = 0;
    if (indicator.better == rules::Indicator::Better::Lower) {
        if (!multiply(q.denominator, 2, twice) || __builtin_sub_overflow(twice, q.numerator, &q.numerator)) return std::nullopt;
    }
    if (!clamp(q, rule.score.floor, rule.score.cap)) return std::nullopt;
    const auto points = points_of(rule.points, q, points_interval);
    if (!points) return std::nullopt;
    out.points = *points;
    return out;
}

}  // namespace kaohe::eval
