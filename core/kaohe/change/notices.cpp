#include "kaohe/change/notices.h"

#include "kaohe/report/notice_kind.h"
#include "kaohe/report/report.h"

namespace kaohe::change {
namespace {

// The parts of a stored result by which report decides about notices. A test holds this against the result itself.
report::Document head_of(const rules::Plan& plan) {
    report::Document out;
    for (const auto& source : plan.sources) out.sources.push_back({source.id, source.title, source.number, source.issued});
    for (const auto& item : plan.consequences)
        out.consequences.push_back({.id = item.id, .title = item.title, .when = item.when, .source = item.cite.source, .clause = item.cite.clause,
                                    .kind = item.kind, .gap_at_least = item.gap_at_least ? item.gap_at_least->to_string() : "",
                                    .share_unmet = item.share_unmet ? item.share_unmet->to_string() : "", .grade = item.grade,
                                    .repeated = item.repeated, .reward = item.reward});
    return out;
}

report::Rule rule_of(const rules::Plan& plan, const result::RuleResult& result) {
    report::Rule out{.id = plan.rules[result.rule].id, .title = plan.rules[result.rule].title, .summary = result.summary,
                     .status = static_cast<report::Status>(result.status)};
    if (result.target) out.target = report::Target{std::string(form_op(result.target->form)), result.target->value_text()};
    if (result.gap) out.gap = result.gap->to_string();
    return out;
}

report::Region region_of(const rules::Plan& plan, const result::RegionResult& result) {
    const auto& region = plan.regions[result.region];
    report::Region out{.name = region.name, .kind = std::string(kind_name(region.kind)), .grade = result.grade.value_or("")};
    for (const auto& event : result.events)
        if (event.kind == "veto") out.veto.push_back({event.id, event.title, event.effect});
    out.rules.reserve(result.rules.size());
    for (const auto& rule : result.rules) out.rules.push_back(rule_of(plan, rule));
    return out;
}

}  // namespace

static_assert(static_cast<int>(report::Status::Error) == static_cast<int>(result::Status::Error), "the states of both in the same order");

Notices::Notices(const rules::Plan& plan) : plan_(plan), document_(head_of(plan)) {}

std::string Notices::kind_for(const result::RegionResult& result) const {
    const report::Region region = region_of(plan_, result);
    return gets_notice(region) ? std::string(kind_word(choose_kind(document_, region, nullptr).kind)) : std::string();
}

}  // namespace kaohe::change
