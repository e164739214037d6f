#include "kaohe/report/notice_kind.h"

#include <algorithm>
#include <array>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/num/ratio.h"
#include "kaohe/num/rounding.h"
#include "kaohe/report/report.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

using num::Decimal;
using num::Ratio;

constexpr std::array<std::pair<std::string_view, Kind>, 4> kKinds = {
    {{"reminder", Kind::Reminder}, {"warning", Kind::Warning}, {"rectify", Kind::Rectify}, {"interview", Kind::Interview}}};
constexpr std::size_t kLongestNumber = 18;  // so that fractions of them stay exact

std::optional<Decimal> number_of(std::string_view text) {
    return text.size() <= kLongestNumber ? Decimal::parse(text) : std::nullopt;
}

std::string one_decimal(const Ratio& value) {
    return num::round_to(value, Decimal(1, 1), num::Rounding::HalfEven).to_string();
}

// The share of the target that is missing, in percent.
std::optional<Ratio> gap_share(const Rule& rule) {
    if (rule.summary || !is_deviation(rule.status) || !rule.gap || !rule.target || op_sign(rule.target->op).empty()) return std::nullopt;
    const auto gap = number_of(*rule.gap), target = number_of(rule.target->value);
    if (!gap || !target || !gap->is_negative() || target->is_zero()) return std::nullopt;
    const Ratio share = Ratio(-*gap) * Ratio(100) / Ratio(*target);
    return target->is_negative() ? -share : share;
}

bool falls_below(const Region& region) {
    return !region.veto.empty() ||
           std::any_of(region.rules.begin(), region.rules.end(), [](const Rule& rule) { return is_deviation(rule.status); });
}

// The reason of each condition that holds; nothing when one does not.
class Conditions {
  public:
    Conditions(const Document& document, const Region& region, const Document* previous)
        : document_(document), region_(region), previous_(previous) {}

    std::optional<std::string> hold(const Consequence& item) {
        reasons_.clear();
        const bool all = gap(item.gap_at_least) && share(item.share_unmet) && (!item.repeated || repeated()) && grade(item.grade);
        if (!all || !falls_below(region_)) return std::nullopt;
        if (reasons_.empty()) reasons_.emplace_back(label::because_unmet);
        return join(reasons_, "，");
    }

  private:
    bool gap(const std::string& at_least) {
        const auto bound = number_of(at_least);
        if (!bound) return at_least.empty();
        const Rule* worst = nullptr;
        for (const Rule& rule : region_.rules)
            if (const auto share = gap_share(rule); share && (!worst || *share > *gap_share(*worst))) worst = &rule;
        if (!worst || *gap_share(*worst) < Ratio(*bound)) return false;
        reasons_.push_back(fmt::format(label::because_gap, worst->title, one_decimal(*gap_share(*worst))));
        return true;
    }

    bool share(const std::string& at_least) {
        const auto bound = number_of(at_least);
        if (!bound) return at_least.empty();
        const auto judged = count_targets(region_, is_judged), unmet = count_targets(region_, is_deviation);
        if (judged == 0) return false;
        const Ratio share = Ratio(num::Int128(unmet) * 100, num::Int128(judged));
        if (share < Ratio(*bound)) return false;
        reasons_.push_back(fmt::format(label::because_share, judged, unmet, one_decimal(share)));
        return true;
    }

    bool repeated() {
        for (const Rule& rule : region_.rules)
            if (is_repeated(region_, rule, previous_)) return reasons_.push_back(fmt::format(label::because_repeated, rule.title)), true;
        return false;
    }

    bool grade(const std::string& wanted) {
        if (wanted.empty()) return true;
        if (wanted != region_.grade) return false;
        reasons_.push_back(fmt::format(label::because_grade, wanted, document_.scheme.title));
        return true;
    }

    const Document& document_;
    const Region& region_;
    const Document* previous_;
    std::vector<std::string> reasons_;
};

}  // namespace

std::string_view kind_id(Kind kind) {
    return kKinds[static_cast<std::size_t>(kind)].first;
}

std::string_view kind_word(Kind kind) {
    constexpr std::array kWords = {label::kind_reminder, label::kind_warning, label::kind_rectify, label::kind_interview};
    return kWords[static_cast<std::size_t>(kind)];
}

std::string gap_percent(const Rule& rule) {
    const auto share = gap_share(rule);
    return share ? one_decimal(*share) : std::string();
}

bool is_repeated(const Region& region, const Rule& rule, const Document* previous) {
    if (!previous || rule.summary || !is_deviation(rule.status)) return false;
    for (const Region& before : previous->regions) {
        if (before.name != region.name) continue;
        for (const Rule& old : before.rules)
            if (old.id == rule.id && is_deviation(old.status)) return true;
    }
    return false;
}

KindChoice choose_kind(const Document& document, const Region& region, const Document* previous) {
    Conditions conditions(document, region, previous);
    const Consequence* chosen = nullptr;
    KindChoice out;
    bool misses_previous = false;
    for (const Consequence& item : document.consequences) {
        const auto known = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& each) { return each.first == item.kind; });
        if (known == kKinds.end()) continue;
        misses_previous = misses_previous || (item.repeated && !previous);
        const auto reason = conditions.hold(item);
        if (!reason || (chosen && known->second <= out.kind)) continue;
        chosen = &item;
        out.kind = known->second;
        const std::string cite = cite_text(document, item.source, item.clause);
        out.reason = cite.empty() ? fmt::format(label::kind_by_pack, item.title, "，因" + *reason)
                                  : fmt::format(label::kind_by_clause, cite, item.title, "，因" + *reason);
    }
    if (!chosen) {
        out.kind = falls_below(region) ? Kind::Rectify : Kind::Reminder;
        out.reason = falls_below(region) ? label::kind_default_unmet : label::kind_default_missing;
    }
    if (misses_previous && falls_below(region)) out.reason += label::kind_no_previous;
    return out;
}

}  // namespace kaohe::report
