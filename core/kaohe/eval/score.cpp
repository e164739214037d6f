#include "kaohe/eval/score.h"

#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using rules::Partial;
using rules::Score;

num::Ratio clamp(const num::Ratio& value, const std::optional<num::Decimal>& floor, const std::optional<num::Decimal>& cap) {
    if (floor && value < num::Ratio(*floor)) return *floor;
    if (cap && value > num::Ratio(*cap)) return *cap;
    return value;
}

// How many units of `per` a distance is: a fraction, or whole units with a begun one counted or not.
num::Ratio units(const num::Ratio& distance, const num::Decimal& per, Partial partial) {
    const num::Ratio exact = distance / num::Ratio(per);
    if (partial == Partial::Prorate) return exact;
    return num::round_to(exact, 1, partial == Partial::Started ? num::Rounding::Ceiling : num::Rounding::Floor);
}

std::string partial_text(Partial partial, const num::Ratio& distance, const num::Decimal& per, const num::Ratio& n) {
    const std::string quotient = per == num::Decimal(1) ? readable(distance) : readable(distance) + " ÷ " + per.to_string();
    switch (partial) {
        case Partial::Prorate: return quotient;
        case Partial::Started: return fmt::format("{}（{} 进整）", readable(n), quotient);
        case Partial::Whole: return fmt::format("{}（{} 取整）", readable(n), quotient);
    }
    return quotient;
}

Scored deduct(const Score& form, const ScoreInput& in) {
    if (in.met) return {in.full, fmt::format("达标，得满分 {}", readable(in.full))};
    if (form.zero_below_by && in.shortfall >= num::Ratio(*form.zero_below_by))
        return {0, fmt::format("相差 {}，达到 {}，得 0 分", readable(in.shortfall), form.zero_below_by->to_string())};
    const num::Ratio n = units(in.shortfall, form.per, form.partial);
    const num::Ratio raw = in.full - n * num::Ratio(form.points);
    const num::Ratio points = clamp(raw, form.floor, std::nullopt);
    std::string text = fmt::format("{} − {} × {} = {}", readable(in.full), partial_text(form.partial, in.shortfall, form.per, n),
                                   form.points.to_string(), readable(raw));
    if (points != raw) text += fmt::format("，扣完为止 {}", readable(points));
    return {points, text};
}

// at_least: actual ÷ target; at_most: 2 − actual ÷ target.
Scored ratio(const Score& form, const ScoreInput& in) {
    const num::Ratio bound = in.target && in.target->value ? num::Ratio(*in.target->value) : num::Ratio(0);
    if (bound.is_zero()) return {in.met ? in.full : num::Ratio(0), "目标值为 0，按是否达标计分"};
    const num::Ratio quotient = in.exact / bound;
    const num::Ratio q = in.lower_is_better ? num::Ratio(2) - quotient : quotient;
    const num::Ratio held = clamp(q, form.floor, form.cap);
    std::string text = fmt::format("{} × {}{} ÷ {}", readable(in.full), in.lower_is_better ? "（2 − " : "", readable(in.exact), readable(bound));
    if (in.lower_is_better) text += "）";
    if (held != q) text = fmt::format("{}，比值限于 {}", text, readable(held));
    return {in.full * held, text + fmt::format(" = {}", readable(in.full * held))};
}

Scored line(const Score& form, const ScoreInput& in) {
    const num::Ratio raw = num::Ratio(form.slope) * in.exact + num::Ratio(form.intercept);
    const num::Ratio points = clamp(raw, form.floor, form.cap);
    std::string text = fmt::format("{} × {} + {} = {}", form.slope.to_string(), readable(in.exact), form.intercept.to_string(), readable(raw));
    if (points != raw) text += fmt::format("，限于 {}", readable(points));
    return {points, text};
}

Scored levels(const Score& form, const ScoreInput& in) {
    for (const auto& level : form.levels)
        if (!level.at_least || in.value >= num::Ratio(*level.at_least))
            return {level.points, level.at_least ? fmt::format("{} ≥ {}，得 {} 分", readable(in.value), level.at_least->to_string(), level.points.to_string())
                                                 : fmt::format("{} 低于各档，得 {} 分", readable(in.value), level.points.to_string())};
    return {0, fmt::format("{} 低于各档，得 0 分", readable(in.value))};
}

Scored each(const Score& form, const ScoreInput& in) {
    const num::Ratio amount = in.exact * num::Ratio(form.points);
    const num::Ratio raw = form.from_full ? in.full - amount : amount;
    const num::Ratio points = clamp(raw, form.floor, form.cap);
    std::string text = form.from_full ? fmt::format("{} − {} × {} = {}", readable(in.full), readable(in.exact), form.points.to_string(), readable(raw))
                                      : fmt::format("{} × {} = {}", readable(in.exact), form.points.to_string(), readable(raw));
    if (points != raw) text += fmt::format("，限于 {}", readable(points));
    return {points, text};
}

Scored improvement(const Score& form, const ScoreInput& in) {
    const auto before = form.indicator && in.other ? in.other(*form.indicator) : std::nullopt;
    if (!before) return {0, "缺少对比期的数值", true};
    const num::Ratio better = in.lower_is_better ? *before - in.exact : in.exact - *before;
    const num::Ratio n = better <= num::Ratio(0) ? num::Ratio(0) : units(better, form.per, form.partial);
    const num::Ratio points = clamp(n * num::Ratio(form.points), form.floor, form.cap);
    return {points, fmt::format("改善 {}，{} × {} = {}", readable(better), readable(n), form.points.to_string(), readable(points))};
}

Scored min_of(const Score& form, const ScoreInput& in) {
    Scored best;
    for (std::size_t i = 0; i < form.parts.size(); ++i) {
        Scored part = score_points(form.parts[i], in);
        if (part.failed) return part;
        if (i == 0 || part.points < best.points) best = std::move(part);
    }
    best.explain = "取低：" + best.explain;
    return best;
}

Scored factor_if_unmet(const Score& form, const ScoreInput& in) {
    Scored part = score_points(form.parts.front(), in);
    if (in.met || part.failed) return part;
    part.points = part.points * num::Ratio(form.factor);
    part.explain = fmt::format("（{}）× {} = {}", part.explain, form.factor.to_string(), readable(part.points));
    return part;
}

Scored waive_if(const Score& form, const ScoreInput& in) {
    if (form.indicator && in.other_met && in.other_met(*form.indicator)) return {in.full, fmt::format("免扣，得满分 {}", readable(in.full))};
    return score_points(form.parts.front(), in);
}

Scored formula(const Score& form, const ScoreInput& in) {
    const auto points = in.formula ? in.formula(form) : std::nullopt;
    if (!points) return {0, form.explain, true};
    return {*points, fmt::format("{} = {}", form.explain, readable(*points))};
}

}  // namespace

std::string readable(const num::Ratio& value) {
    const auto exact = value.exact_decimal();
    if (exact && exact->scale() <= 6) return exact->to_string();
    return "≈" + num::round_to(value, num::interval_of(6), num::Rounding::HalfEven).trimmed().to_string();
}

namespace {

Scored score_form(const rules::Score& form, const ScoreInput& in) {
    switch (form.form) {
        case Score::Form::FullOrZero:
            return in.met ? Scored{in.full, fmt::format("达标，得满分 {}", readable(in.full))} : Scored{0, "未达标，得 0 分"};
        case Score::Form::Deduct: return deduct(form, in);
        case Score::Form::Line: return line(form, in);
        case Score::Form::Levels: return levels(form, in);
        case Score::Form::Each: return each(form, in);
        case Score::Form::Ratio: return ratio(form, in);
        case Score::Form::FactorIfUnmet: return factor_if_unmet(form, in);
        case Score::Form::Improvement: return improvement(form, in);
        case Score::Form::MinOf: return min_of(form, in);
        case Score::Form::WaiveIf: return waive_if(form, in);
        case Score::Form::Formula: return formula(form, in);
        case Score::Form::Share: break;  // counted from the results of its members, in region.cpp
    }
    return {0, "", true};
}

}  // namespace

Scored score_points(const rules::Score& form, const ScoreInput& in) {
    Scored out = score_form(form, in);
    for (std::size_t at; (at = out.explain.find("= ≈")) != std::string::npos;) out.explain.replace(at, std::string_view("= ≈").size(), "≈ ");
    return out;
}

}  // namespace kaohe::eval
