#include "kaohe/eval/assess.h"

#include <algorithm>
#include <numeric>

#include "kaohe/base/parallel.h"
#include "kaohe/eval/region.h"
#include "kaohe/num/rounding.h"

namespace kaohe::eval {
namespace {

using result::RegionResult;
using result::Status;

std::vector<std::size_t> regions_asked_for(const rules::Plan& plan, const Options& options) {
    if (!options.regions.empty()) return options.regions;
    std::vector<std::size_t> all(plan.regions.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

void add_functions(const rules::Score& score, std::vector<std::int64_t>& out) {
    if (score.function != 0) out.push_back(score.function);
    for (const auto& part : score.parts) add_functions(part, out);
}

// Results land in their own place, so the order of work is no matter.
std::vector<RegionResult> evaluate_all(const Sources& sources, const std::vector<std::size_t>& regions, int jobs) {
    std::vector<RegionResult> out(regions.size());
    const std::vector<std::int64_t> functions = functions_of(sources.plan);
    for_each_index(
        regions.size(), jobs, [&] { return sources.plan.scripts.make_state(functions); },
        [&](lua::State& state, std::size_t i) { out[i] = evaluate_region(sources, state, regions[i]); });
    return out;
}

// The same finding of many regions (a rule that fails everywhere) stays one per place and message.
void add_findings(result::Assessment& out) {
    for (auto& region : out.regions)
        for (const auto& finding : region.findings.all()) {
            const bool known = std::any_of(out.findings.begin(), out.findings.end(), [&](const Diagnostic& other) {
                return other.code == finding.code && other.place == finding.place && other.message == finding.message;
            });
            if (!known) out.findings.push_back(finding);
        }
}

void add_codes(result::Assessment& out, const model::Dataset& data, const Options& options) {
    bool budget = false, error = false, unmet = false;
    bool undetermined = data.unreadable_file.has_value();  // it may have held what nobody misses
    const model::TableSpec* events = out.plan->dictionary.find("events");
    const bool counts_events = events && !(out.plan->bonuses.empty() && out.plan->vetoes.empty());
    for (const auto& region : out.regions) {
        // A veto that can't be read is not the same as no veto.
        undetermined = undetermined || (counts_events && data.bad[out.plan->dictionary.index_of(*events)].contains(region.region));
        for (const auto& finding : region.findings.all()) (finding.code == Code::RuleBudget || finding.code == Code::IsolateLimit ? budget : error) = true;
        undetermined = undetermined || region.count({Status::NotSubmitted, Status::Invalid}) > 0;
        unmet = unmet || region.count({Status::Unmet, Status::Partial}) > 0;
    }
    if (error) out.codes.push_back(4);
    if (budget) out.codes.push_back(6);
    if (data.regions_with_data == 0) out.codes.push_back(3);
    if (undetermined && options.fail_on != FailOn::Never) out.codes.push_back(8);
    if (unmet && options.fail_on == FailOn::Unmet) out.codes.push_back(1);
    if (out.codes.empty()) out.codes.push_back(0);
}

}  // namespace

std::vector<std::optional<int>> ranks_of(const rules::Plan& plan, const std::vector<std::pair<std::size_t, num::Decimal>>& totals) {
    std::vector<std::optional<int>> out(totals.size());
    if (!plan.scheme) return out;
    std::vector<std::pair<num::Decimal, std::size_t>> ranked;
    for (std::size_t i = 0; i < totals.size(); ++i)
        if (plan.regions[totals[i].first].ranked)
            ranked.emplace_back(num::round_to(totals[i].second, plan.scheme->rank_interval, num::Rounding::HalfEven), i);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < ranked.size(); ++i)
        out[ranked[i].second] = i > 0 && ranked[i].first == ranked[i - 1].first ? *out[ranked[i - 1].second] : static_cast<int>(i + 1);
    return out;
}

// Methods of indicators, and formulas.
std::vector<std::int64_t> functions_of(const rules::Plan& plan) {
    std::vector<std::int64_t> out;
    for (const auto& indicator : plan.indicators)
        if (const auto run = plan.methods[indicator.method].run; run != 0) out.push_back(run);
    for (const auto& rule : plan.rules) add_functions(rule.score, out);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

result::Assessment assess(std::shared_ptr<const rules::Plan> plan, model::Dataset data, const Options& options) {
    result::Assessment out;
    out.plan = plan;
    out.period = options.period;
    out.as_of = options.as_of;
    const Sources sources(*plan, data, options);
    out.regions = evaluate_all(sources, regions_asked_for(*plan, options), options.jobs);
    if (options.regions.empty()) {
        std::vector<std::pair<std::size_t, num::Decimal>> totals;
        for (const auto& region : out.regions) totals.emplace_back(region.region, region.total);
        const auto ranks = ranks_of(*plan, totals);
        for (std::size_t i = 0; i < ranks.size(); ++i) out.regions[i].rank = ranks[i];
    }
    out.findings = data.findings.all();
    add_findings(out);
    add_codes(out, data, options);
    out.inputs = std::move(data.inputs);
    return out;
}

}  // namespace kaohe::eval
