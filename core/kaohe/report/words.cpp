#include "kaohe/report/words.h"

#include <algorithm>
#include <array>

#include "kaohe/base/text.h"
#include "kaohe/num/decimal.h"
#include "kaohe/num/rounding.h"
#include "kaohe/labels.h"

namespace kaohe::report {
namespace {

using num::Decimal;

constexpr int kExtraDigits = 3;  // shown before rounding, beyond those of the indicator
constexpr int kRateDigits = 2;   // of 得分率

std::string water_class(std::string_view number) {
    constexpr std::array kClasses = {label::water_class_1, label::water_class_2, label::water_class_3,
                                     label::water_class_4, label::water_class_5, label::water_class_6};
    if (number.size() != 1 || number[0] < '1' || number[0] > '6') return std::string(number);
    return std::string(kClasses[static_cast<std::size_t>(number[0] - '1')]);
}

// numerator / denominator with at most `digits` decimals, cut and marked when there are more.
std::optional<std::string> long_division(std::string_view numerator, std::string_view denominator,
                                         int digits) {
    auto top = Decimal::parse(numerator), bottom = Decimal::parse(denominator);
    if (!top || !bottom || top->scale() || bottom->scale() || bottom->coefficient() <= 0) return std::nullopt;
    num::Int128 rest = top->coefficient() < 0 ? -top->coefficient() : top->coefficient();
    const num::Int128 divisor = bottom->coefficient();
    constexpr num::Int128 kRoom = (num::Int128(1) << 126) / 10;  // so that rest * 10 cannot overflow
    if (divisor > kRoom) return std::nullopt;
    std::string out = (top->is_negative() ? "-" : "") + Decimal(rest / divisor, 0).to_string();
    rest %= divisor;
    if (rest != 0) out += '.';
    for (int i = 0; i < digits && rest != 0; ++i) {
        rest *= 10;
        out += static_cast<char>('0' + static_cast<int>(rest / divisor));
        rest %= divisor;
    }
    return rest == 0 ? out : out + "…";
}

std::string in_title_marks(const std::string& title) {
    return "《" + title + "》";
}

void add_line(std::string& text, std::string_view line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

std::string step_text(const TraceStep& step) {
    if (!step.text.empty()) return step.text;
    std::string out = step.in + " → " + step.out;
    return step.rule.empty() ? out : out + "（" + step.rule + "）";
}

// The rule's own method says it; a rule with branches also has values of theirs.
const OutputWords* output_of(const Document& document, const Rule& rule, const std::string& name) {
    const MethodWords* own = document.method(rule.method.id);
    if (const OutputWords* output = own ? own->output(name) : nullptr) return output;
    for (const MethodWords& method : document.methods)
        if (const OutputWords* output = method.output(name)) return output;
    return nullptr;
}

}  // namespace

std::string_view status_word(Status status) {
    switch (status) {
        case Status::Met:
            return label::status_met;
        case Status::Unmet:
            return label::status_unmet;
        case Status::Partial:
            return label::status_partial;
        case Status::NotApplicable:
            return label::status_not_applicable;
        case Status::NotSubmitted:
            return label::status_not_submitted;
        case Status::Invalid:
            return label::status_invalid;
        case Status::NotDue:
            return label::status_not_due;
        case Status::PendingTarget:
            return label::status_pending_target;
        case Status::Manual:
            return label::status_manual;
        case Status::Excluded:
            return label::status_excluded;
        case Status::Error:
            break;
    }
    return label::status_error;
}

std::string_view duty_word(std::string_view state) {
    if (state == "done") return label::duty_done;
    if (state == "late") return label::duty_late;
    if (state == "overdue") return label::duty_overdue;
    if (state == "open") return label::duty_open;
    if (state == "ongoing") return label::duty_ongoing;
    return state == "not_submitted" ? label::duty_not_submitted : state;
}

bool is_deviation(Status status) {
    return status == Status::Unmet || status == Status::Partial;
}

bool is_missing(Status status) {
    return status == Status::NotSubmitted || status == Status::Invalid || status == Status::Error;
}

bool is_judged(Status status) {
    return status == Status::Met || is_deviation(status);
}

bool is_waiting(Status status) {
    return status == Status::PendingTarget || status == Status::Manual || status == Status::NotDue;
}

namespace {

struct Op {
    std::string_view op, sign, word;
};
constexpr Op kOps[] = {{">=", "≥", label::op_at_least}, {"<=", "≤", label::op_at_most}, {">", "＞", label::op_more_than},
                       {"<", "＜", label::op_less_than}, {"=", "＝", label::op_equal}};

Op find_op(std::string_view wanted) {
    for (const Op& op : kOps)
        if (op.op == wanted) return op;
    return {};
}

}  // namespace

std::string_view op_sign(std::string_view op) { return find_op(op).sign; }

std::string_view op_word(std::string_view op) { return find_op(op).word; }

std::string target_text(const Rule& rule) {
    if (!rule.target || rule.target->value.empty()) return "";
    const auto& [op, value] = *rule.target;
    if (op == "class<=") return fmt::format(label::class_or_better, water_class(value));
    if (op == "about") return fmt::format(label::about, value);
    if (op == "by") return fmt::format(label::by_date, date_text(value));
    if (const auto dots = value.find(".."); op == "between" && dots != std::string::npos)
        return value.substr(0, dots) + "～" + value.substr(dots + 2);
    return std::string(op_sign(op)) + value;
}

std::string actual_text(const Rule& rule) {
    if (!rule.actual) return "";
    return rule.target && rule.target->op == "class<=" ? water_class(*rule.actual) : *rule.actual;
}

std::string exact_text(const std::string& exact, int digits) {
    const auto slash = exact.find('/');
    if (slash == std::string::npos) return exact;
    return long_division(exact.substr(0, slash), exact.substr(slash + 1), digits).value_or(exact);
}

std::string before_rounding(const Rule& rule) {
    return exact_text(rule.exact, rule.digits + kExtraDigits);
}

std::string value_text(const Rule& rule, const std::string& exact) {
    return rule.target && rule.target->op == "class<=" ? water_class(exact)
                                                       : exact_text(exact, rule.digits + kExtraDigits);
}

bool is_zero(std::string_view decimal) {
    if (decimal.find_first_of("123456789") != std::string_view::npos) return false;
    auto value = Decimal::parse(decimal);
    return value && value->is_zero();
}

bool has_points(const Rule& rule) {
    return rule.points && (is_judged(rule.status) || !is_zero(*rule.points));
}

std::string points_text(const Rule& rule) {
    return has_points(rule) ? *rule.points : std::string(status_word(rule.status));
}

std::optional<std::string> points_lost(const Rule& rule) {
    if (!rule.points || rule.possible.empty()) return std::nullopt;
    return (*Decimal::parse(rule.possible) - *Decimal::parse(*rule.points)).trimmed().to_string();
}

std::string signed_text(const std::optional<std::string>& decimal) {
    if (!decimal) return "";
    auto value = Decimal::parse(*decimal);
    return value && !value->is_negative() && !value->is_zero() ? "+" + *decimal : *decimal;
}

std::string score_rate(const Region& region) {
    auto earned = Decimal::parse(region.total), possible = Decimal::parse(region.possible);
    if (!earned || !possible || *possible <= 0) return "";
    for (const LedgerEntry& entry : region.ledger)
        if (entry.kind == "rescale")
            if (auto points = Decimal::parse(entry.points)) earned = *earned - *points;
    const num::Ratio rate = num::Ratio(*earned) * num::Ratio(100) / num::Ratio(*possible);
    return num::round_to(rate, num::interval_of(kRateDigits), num::Rounding::HalfEven).to_string() + "%";
}

std::string_view ledger_word(std::string_view kind) {
    if (kind == "award") return label::ledger_award;
    if (kind == "deduct") return label::ledger_deduct;
    if (kind == "bonus") return label::ledger_bonus;
    if (kind == "cap") return label::ledger_cap;
    if (kind == "rescale") return label::ledger_rescale;
    return kind == "veto" ? label::ledger_veto : kind;
}

std::string_view score_word(std::string_view form) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kForms = {{
        {"full_or_zero", label::score_full_or_zero}, {"deduct", label::score_deduct}, {"line", label::score_line},
        {"levels", label::score_levels}, {"each", label::score_each}, {"ratio", label::score_ratio},
        {"factor_if_unmet", label::score_factor_if_unmet}, {"improvement", label::score_improvement}, {"min_of", label::score_min_of},
        {"waive_if", label::score_waive_if}, {"formula", label::score_formula}, {"share", label::score_share},
    }};
    const auto it = std::find_if(kForms.begin(), kForms.end(), [&](const auto& each) { return each.first == form; });
    return it == kForms.end() ? form : it->second;
}

std::string method_word(const Document& document, const std::string& id) {
    const MethodWords* words = document.method(id);
    return words && !words->title.empty() ? fmt::format(label::method_name, words->title, id) : id;
}

std::string value_with_unit(const Document& document, const Rule& rule, const NamedValue& value, int digits) {
    const OutputWords* output = output_of(document, rule, value.name);
    const std::string unit = output && output->unit != "1" ? output->unit : "";
    if (unit == label::water_class_unit) return water_class(value.value);
    return exact_text(value.value, digits) + unit;
}

std::string value_word(const Document& document, const Rule& rule, const std::string& name) {
    if (rule.method.id.empty() && rule.summary) {
        if (name == "met") return std::string(label::share_met);
        if (name == "open") return std::string(label::share_open);
        if (name == "total") return std::string(label::share_total);
    }
    const OutputWords* output = output_of(document, rule, name);
    return output && !output->title.empty() ? output->title : name;
}

std::string derivation(const Rule& rule) {
    std::string out = rule.reason;
    add_line(out, rule.explain);
    if (rule.explain.empty() && rule.reason.empty())
        for (const TraceStep& step : rule.trace) add_line(out, step_text(step));
    if (rule.borderline) {
        auto word = [](bool met) { return met ? label::status_met : label::status_unmet; };
        add_line(out, fmt::format(label::borderline, word(rule.full_met), word(rule.rounded_met)));
    }
    for (const std::string& note : rule.notes) add_line(out, note);
    return out;
}

std::string cite_text(const Document& document, const std::string& source, const std::string& clause) {
    if (source.empty()) return clause;
    const Source* known = document.source(source);
    return in_title_marks(known ? known->title : source) + clause;
}

std::string source_text(const Source& source) {
    std::string out = in_title_marks(source.title);
    return source.number.empty() ? out : out + "（" + source.number + "）";
}

std::string date_text(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::string(iso);
    auto plain = [](std::string_view digits) { return digits.substr(digits[0] == '0' ? 1 : 0); };
    return fmt::format(label::date, iso.substr(0, 4), plain(iso.substr(5, 2)), plain(iso.substr(8, 2)));
}

std::string period_word(std::string_view period) {
    constexpr std::size_t kMonth = 5;  // "2021-"
    if (period.size() != kMonth + 2 || period[kMonth - 1] != '-') return std::string(period);
    const std::string_view digits = period.substr(kMonth);
    return fmt::format(label::month, digits.substr(digits[0] == '0' ? 1 : 0));
}

std::string year_label(const Document& document) {
    return document.pack.year_label.empty() ? fmt::format(label::year, document.period)
                                            : document.pack.year_label;
}

bool sums_to(std::span<const std::string> parts, std::string_view total) {
    Decimal sum;
    for (const std::string& part : parts) {
        auto value = Decimal::parse(part);
        if (!value) return false;
        sum = sum + *value;
    }
    auto expected = Decimal::parse(total);
    return expected && sum == *expected;
}

std::string file_stem(std::string_view text) {
    std::string out(trim(text));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 ||
            std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
            c = '_';
    if (out.empty() || out.front() == '.') out.insert(0, "_");
    return out;
}

}  // namespace kaohe::report
