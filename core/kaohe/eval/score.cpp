#include "kaohe/eval/score.h"

#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using rules::Partial;
using rules::Score;

// The ways a form can go, as coverage names them.
constexpr const char *kMet = "达标", *kUnmet = "未达标", *kInside = "按公式", *kFloor = "到下限", *kCap = "到上限", *kZero = "差到零分",
                     *kBelow = "低于各档", *kWaived = "免扣", *kValue = "算出得分", *kZeroTarget = "目标值为零", *kAll = "全部达标",
                     *kSome = "部分达标", *kNone = "都不达标", *kNothing = "没有参评的";

struct Clamped {
    num::Ratio value;
    const char* branch;
};
Clamped clamp(const num::Ratio& value, const std::optional<num::Decimal>& floor, const std::optional<num::Decimal>& cap) {
    if (floor && num::compare(value, *floor) < 0) return {*floor, kFloor};
    if (cap && num::compare(value, *cap) > 0) return {*cap, kCap};
    return {value, kInside};
}

// What make() says, where anybody wants to know.
template <class Make>
std::string told(const ScoreInput& in, const Make& make) {
    return in.explains ? make() : std::string();
}

std::string level_branch(std::size_t level) { return fmt::format("第 {} 档", level + 1); }
std::string part_branch(std::size_t part, const std::string& branch) { return fmt::format("第 {} 个：{}", part + 1, branch); }
std::string unmet_branch(const std::string& branch) { return fmt::format("{}：{}", kUnmet, branch); }

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

std::string full_marks(const ScoreInput& in) {
    return told(in, [&] { return fmt::format("达标，得满分 {}", readable(in.full)); });
}
std::string held_to(const std::string& text, const num::Ratio& points, const num::Ratio& raw) {
    return points == raw ? text : text + fmt::format("，限于 {}", readable(points));
}

Scored deduct(const Score& form, const ScoreInput& in) {
    if (in.met) return {in.full, full_marks(in), kMet};
    if (form.zero_below_by && num::compare(in.shortfall, *form.zero_below_by) >= 0)
        return {0, told(in, [&] { return fmt::format("相差 {}，达到 {}，得 0 分", readable(in.shortfall), form.zero_below_by->to_string()); }), kZero};
    const num::Ratio n = units(in.shortfall, form.per, form.partial);
    const num::Ratio raw = in.full - n * num::Ratio(form.points);
    const Clamped held = clamp(raw, form.floor, std::nullopt);
    return {held.value, told(in, [&] {
                const std::string text = fmt::format("{} − {} × {} = {}", readable(in.full), partial_text(form.partial, in.shortfall, form.per, n),
                                                     form.points.to_string(), readable(raw));
                return held.value == raw ? text : text + fmt::format("，扣完为止 {}", readable(held.value));
            }), held.branch};
}

// at_least: actual ÷ target; at_most: 2 − actual ÷ target.
Scored ratio(const Score& form, const ScoreInput& in) {
    const num::Ratio bound = in.target && in.target->value ? num::Ratio(*in.target->value) : num::Ratio(0);
    if (bound.is_zero()) return {in.met ? in.full : num::Ratio(0), "目标值为 0，按是否达标计分", kZeroTarget};
    const num::Ratio quotient = in.exact / bound;
    const num::Ratio q = in.lower_is_better ? num::Ratio(2) - quotient : quotient;
    const Clamped held = clamp(q, form.floor, form.cap);
    const num::Ratio points = in.full * held.value;
    return {points, told(in, [&] {
                std::string text = fmt::format("{} × {}{} ÷ {}", readable(in.full), in.lower_is_better ? "（2 − " : "", readable(in.exact), readable(bound));
                if (in.lower_is_better) text += "）";
                if (held.value != q) text = fmt::format("{}，比值限于 {}", text, readable(held.value));
                return text + fmt::format(" = {}", readable(points));
            }), held.branch};
}

Scored line(const Score& form, const ScoreInput& in) {
    const num::Ratio raw = num::Ratio(form.slope) * in.exact + num::Ratio(form.intercept);
    const Clamped held = clamp(raw, form.floor, form.cap);
    return {held.value, told(in, [&] {
                return held_to(fmt::format("{} × {} + {} = {}", form.slope.to_string(), readable(in.exact), form.intercept.to_string(), readable(raw)), held.value, raw);
            }), held.branch};
}

Scored levels(const Score& form, const ScoreInput& in) {
    for (std::size_t i = 0; i < form.levels.size(); ++i) {
        const auto& level = form.levels[i];
        if (level.at_least && num::compare(in.value, *level.at_least) < 0) continue;
        return {level.points, told(in, [&] {
                    const std::string value = readable(in.value), points = level.points.to_string();
                    return level.at_least ? fmt::format("{} ≥ {}，得 {} 分", value, level.at_least->to_string(), points) : fmt::format("{} 低于各档，得 {} 分", value, points);
                }), level_branch(i)};
    }
    return {0, told(in, [&] { return fmt::format("{} 低于各档，得 0 分", readable(in.value)); }), kBelow};
}

Scored each(const Score& form, const ScoreInput& in) {
    const num::Ratio amount = in.exact * num::Ratio(form.points);
    const num::Ratio raw = form.from_full ? in.full - amount : amount;
    const Clamped held = clamp(raw, form.floor, form.cap);
    return {held.value, told(in, [&] {
                const std::string text = form.from_full ? fmt::format("{} − {} × {} = {}", readable(in.full), readable(in.exact), form.points.to_string(), readable(raw))
                                                        : fmt::format("{} × {} = {}", readable(in.exact), form.points.to_string(), readable(raw));
                return held_to(text, held.value, raw);
            }), held.branch};
}

Scored improvement(const Score& form, const ScoreInput& in) {
    const auto before = form.indicator && in.other ? in.other(*form.indicator) : std::nullopt;
    if (!before) return {0, "缺少对比期的数值", "", true};
    const num::Ratio better = in.lower_is_better ? *before - in.exact : in.exact - *before;
    const num::Ratio n = better <= num::Ratio(0) ? num::Ratio(0) : units(better, form.per, form.partial);
    const Clamped held = clamp(n * num::Ratio(form.points), form.floor, form.cap);
    return {held.value, told(in, [&] { return fmt::format("改善 {}，{} × {} = {}", readable(better), readable(n), form.points.to_string(), readable(held.value)); }), held.branch};
}

Scored min_of(const Score& form, const ScoreInput& in) {
    Scored best;
    for (std::size_t i = 0; i < form.parts.size(); ++i) {
        Scored part = score_points(form.parts[i], in);
        if (part.failed) return part;
        if (in.explains) part.branch = part_branch(i, part.branch);
        if (i == 0 || part.points < best.points) best = std::move(part);
    }
    if (in.explains) best.explain = "取低：" + best.explain;
    return best;
}

Scored factor_if_unmet(const Score& form, const ScoreInput& in) {
    Scored part = score_points(form.parts.front(), in);
    if (in.met || part.failed) return part;
    part.points = part.points * num::Ratio(form.factor);
    if (in.explains) part.branch = unmet_branch(part.branch);
    part.explain = told(in, [&] { return fmt::format("（{}）× {} = {}", part.explain, form.factor.to_string(), readable(part.points)); });
    return part;
}

Scored waive_if(const Score& form, const ScoreInput& in) {
    if (form.indicator && in.other_met && in.other_met(*form.indicator)) return {in.full, told(in, [&] { return fmt::format("免扣，得满分 {}", readable(in.full)); }), kWaived};
    return score_points(form.parts.front(), in);
}

Scored formula(const Score& form, const ScoreInput& in) {
    const auto points = in.formula ? in.formula(form) : std::nullopt;
    if (!points) return {0, form.explain, "", true};
    return {*points, told(in, [&] { return fmt::format("{} = {}", form.explain, readable(*points)); }), kValue};
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
            return in.met ? Scored{in.full, full_marks(in), kMet} : Scored{0, "未达标，得 0 分", kUnmet};
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
    return {0, "", "", true};
}

}  // namespace

Scored score_points(const rules::Score& form, const ScoreInput& in) {
    Scored out = score_form(form, in);
    for (std::size_t at; (at = out.explain.find("= ≈")) != std::string::npos;) out.explain.replace(at, std::string_view("= ≈").size(), "≈ ");
    return out;
}

std::vector<std::string> branches_of(const Score& form) {
    const auto bounded = [&](std::vector<std::string> out) {
        if (form.floor) out.emplace_back(kFloor);
        if (form.cap) out.emplace_back(kCap);
        return out;
    };
    switch (form.form) {
        case Score::Form::FullOrZero: return {kMet, kUnmet};
        case Score::Form::Deduct: {
            std::vector<std::string> out = bounded({kMet, kInside});
            if (form.zero_below_by) out.emplace_back(kZero);
            return out;
        }
        case Score::Form::Line:
        case Score::Form::Each:
        case Score::Form::Improvement:
        case Score::Form::Ratio: return bounded({kInside});
        case Score::Form::Levels: {
            std::vector<std::string> out;
            for (std::size_t i = 0; i < form.levels.size(); ++i) out.push_back(level_branch(i));
            if (!form.levels.empty() && form.levels.back().at_least) out.emplace_back(kBelow);
            return out;
        }
        case Score::Form::FactorIfUnmet: {
            // Some forms ask themselves whether the target is met; the others go any way in either case.
            const Score::Form part = form.parts.front().form;
            const bool asks = part == Score::Form::Deduct || part == Score::Form::FullOrZero;
            std::vector<std::string> out;
            for (const auto& branch : branches_of(form.parts.front())) {
                if (!asks || branch == kMet) out.push_back(branch);
                if (!asks || branch != kMet) out.push_back(unmet_branch(branch));
            }
            return out;
        }
        case Score::Form::MinOf: {
            std::vector<std::string> out;
            for (std::size_t i = 0; i < form.parts.size(); ++i)
                for (const auto& branch : branches_of(form.parts[i])) out.push_back(part_branch(i, branch));
            return out;
        }
        case Score::Form::WaiveIf: {
            std::vector<std::string> out = branches_of(form.parts.front());
            out.emplace_back(kWaived);
            return out;
        }
        case Score::Form::Formula: return {kValue};
        case Score::Form::Share: return {kAll, kSome, kNone, kNothing};
    }
    return {};
}

std::string share_branch(std::int64_t met, std::int64_t total) { return total == 0 ? kNothing : met == total ? kAll : met == 0 ? kNone : kSome; }

}  // namespace kaohe::eval
