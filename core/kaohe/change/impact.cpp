#include "kaohe/change/impact.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "kaohe/base/parallel.h"
#include "kaohe/base/text.h"
#include "kaohe/change/notices.h"
#include "kaohe/change/same.h"
#include "kaohe/eval/region.h"
#include "kaohe/num/ratio.h"

namespace kaohe::change {
namespace {

using Json = nlohmann::ordered_json;
using result::RegionResult;
using result::RuleResult;

RuleState state_of(const RuleResult& rule) {
    return {std::string(status_id(rule.status)), plain(rule.points), plain(rule.points_max), plain(rule.possible),
            rule.actual ? rule.actual->to_string() : "", rule.target ? rule.target->value_text() : ""};
}

bool moved(const RuleResult& a, const RuleResult& b) {
    return a.status != b.status || a.points != b.points || a.points_max != b.points_max || a.possible != b.possible;
}

// What is kept of a region's result while the others are computed.
struct Kept {
    num::Decimal total, total_max, possible;
    std::optional<std::string> grade;
    std::string notice;
    Diagnostics failures;
};

// The regions of both packs, those of the new one first.
struct Pair {
    std::string name;
    std::optional<std::size_t> from, to;  // indices into the plans
};
struct Outcome {
    std::optional<Kept> from, to;
    std::vector<RuleMove> rules;
};

class Comparer {
  public:
    Comparer(const Side& old_side, const Side& new_side, bool same_data)
        : old_(old_side), new_(new_side), old_sources_(*old_side.pack, old_side.data, old_side.options),
          new_sources_(*new_side.pack, new_side.data, new_side.options), old_notices_(*old_side.pack), new_notices_(*new_side.pack),
          counterparts_(*new_side.pack, *old_side.pack) {
        const bool same_day = old_.options.period == new_.options.period && old_.options.as_of == new_.options.as_of;
        if (same_data && same_day) same_rules_ = same_rules(*new_.pack, *old_.pack, counterparts_);
    }

    Impact all() {
        Impact out{old_.pack, new_.pack, new_.options.period, new_.options.as_of, {}, {}, {}, change::compare(*old_.pack, *new_.pack), {}};
        const auto pairs = pair_regions();
        std::vector<Outcome> outcomes(pairs.size());
        struct States {
            lua::State from, to;
        };
        const auto old_functions = eval::functions_of(*old_.pack), new_functions = eval::functions_of(*new_.pack);
        for_each_index(
            pairs.size(), new_.options.jobs,
            [&] { return States{old_.pack->scripts.make_state(old_functions), new_.pack->scripts.make_state(new_functions)}; },
            [&](States& states, std::size_t i) { outcomes[i] = evaluate(pairs[i], states.from, states.to); });
        take(pairs, outcomes, out);
        return out;
    }

  private:
    std::vector<Pair> pair_regions() const {
        const auto asked = [](const Side& side, std::size_t region) {
            const auto& regions = side.options.regions;
            return regions.empty() || std::find(regions.begin(), regions.end(), region) != regions.end();
        };
        std::vector<Pair> out;
        std::vector<bool> paired(old_.pack->regions.size());
        for (std::size_t i = 0; i < new_.pack->regions.size(); ++i) {
            if (!asked(new_, i)) continue;
            out.push_back({new_.pack->regions[i].name, counterparts_.regions[i], i});
            if (counterparts_.regions[i]) paired[*counterparts_.regions[i]] = true;
        }
        for (std::size_t i = 0; i < paired.size(); ++i)
            if (!paired[i] && asked(old_, i)) out.push_back({old_.pack->regions[i].name, i, std::nullopt});
        return out;
    }

    // Which rules of the new pack have the old one's result in this region.
    std::vector<std::optional<std::size_t>> known_rules(const Pair& pair) const {
        std::vector<std::optional<std::size_t>> out = same_rules_;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (!out[i]) continue;
            const auto& now = new_.pack->targets[*new_.pack->rules[i].indicator][*pair.to];
            const auto& before = old_.pack->targets[*old_.pack->rules[*out[i]].indicator][*pair.from];
            if (!same_outcome(before, now)) out[i].reset();
        }
        return out;
    }

    Outcome evaluate(const Pair& pair, lua::State& old_state, lua::State& new_state) const {
        Outcome out;
        std::optional<RegionResult> from, to;
        if (pair.from) from = eval::evaluate_region(old_sources_, old_state, *pair.from);
        if (pair.to && from && !same_rules_.empty()) {
            const auto same = known_rules(pair);
            const eval::Known known{*from, same};
            to = eval::evaluate_region(new_sources_, new_state, *pair.to, &known);
        } else if (pair.to) {
            to = eval::evaluate_region(new_sources_, new_state, *pair.to);
        }
        move_rules(pair.name, from ? &*from : nullptr, to ? &*to : nullptr, out.rules);
        if (from) out.from = kept(*from, old_notices_);
        if (to) out.to = kept(*to, new_notices_);
        return out;
    }

    static Kept kept(RegionResult& result, const Notices& notices) {
        return {result.total, result.total_max, result.possible, result.grade, notices.kind_for(result), std::move(result.findings)};
    }

    // The rules of both, in the order of the new pack; what only the old one has behind them.
    void move_rules(const std::string& region, const RegionResult* from, const RegionResult* to, std::vector<RuleMove>& out) const {
        std::vector<const RuleResult*> before(old_.pack->rules.size());
        if (from)
            for (const auto& rule : from->rules) before[rule.rule] = &rule;
        if (to)
            for (const auto& rule : to->rules) {
                const auto old_rule = counterparts_.rules[rule.rule];
                const RuleResult* counterpart = old_rule ? std::exchange(before[*old_rule], nullptr) : nullptr;
                if (!counterpart || moved(*counterpart, rule)) out.push_back(rule_move(region, counterpart, &rule));
            }
        for (const auto* rule : before)
            if (rule) out.push_back(rule_move(region, rule, nullptr));
    }

    RuleMove rule_move(const std::string& region, const RuleResult* from, const RuleResult* to) const {
        const rules::Rule& rule = to ? new_.pack->rules[to->rule] : old_.pack->rules[from->rule];
        return {region, rule.id, rule.title, from ? state_of(*from) : RuleState{}, to ? state_of(*to) : RuleState{}};
    }

    static std::vector<std::optional<int>> ranks(const Side& side, const std::vector<Pair>& pairs, const std::vector<Outcome>& outcomes,
                                                 std::optional<std::size_t> Pair::*region, std::optional<Kept> Outcome::*kept) {
        std::vector<std::optional<int>> out(pairs.size());
        if (!side.options.regions.empty()) return out;
        std::vector<std::size_t> there;
        std::vector<std::pair<std::size_t, num::Decimal>> totals;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (!(pairs[i].*region)) continue;
            there.push_back(i);
            totals.emplace_back(*(pairs[i].*region), (outcomes[i].*kept)->total);
        }
        const auto given = eval::ranks_of(*side.pack, totals);
        for (std::size_t i = 0; i < there.size(); ++i) out[there[i]] = given[i];
        return out;
    }

    static RegionState state_of_region(const std::optional<Kept>& kept, const std::optional<int>& rank) {
        if (!kept) return {};
        return {kept->total.to_string(), kept->total_max.to_string(), kept->possible.to_string(), kept->grade.value_or(""), rank ? std::to_string(*rank) : ""};
    }

    void take(const std::vector<Pair>& pairs, std::vector<Outcome>& outcomes, Impact& out) const {
        const auto old_ranks = ranks(old_, pairs, outcomes, &Pair::from, &Outcome::from);
        const auto new_ranks = ranks(new_, pairs, outcomes, &Pair::to, &Outcome::to);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            Outcome& each = outcomes[i];
            const bool stays = each.from && each.to && each.from->total == each.to->total && each.from->total_max == each.to->total_max &&
                               each.from->possible == each.to->possible && each.from->grade == each.to->grade && old_ranks[i] == new_ranks[i];
            if (!stays) out.regions.push_back({pairs[i].name, state_of_region(each.from, old_ranks[i]), state_of_region(each.to, new_ranks[i])});
            std::move(each.rules.begin(), each.rules.end(), std::back_inserter(out.rules));
            const std::string before = each.from ? each.from->notice : "", after = each.to ? each.to->notice : "";
            if (before != after) out.notices.push_back({pairs[i].name, before, after});
            for (auto* kept : {&each.from, &each.to})
                if (*kept) add_failures((*kept)->failures, out.failures);
        }
    }

    // A rule that fails in every region is said once.
    static void add_failures(const Diagnostics& from, Diagnostics& to) {
        for (const auto& finding : from.all()) {
            const bool known = std::any_of(to.all().begin(), to.all().end(), [&](const Diagnostic& other) {
                return other.code == finding.code && other.place == finding.place && other.message == finding.message;
            });
            if (!known) to.add(finding);
        }
    }

    const Side &old_, &new_;
    const eval::Sources old_sources_, new_sources_;
    const Notices old_notices_, new_notices_;
    const Counterparts counterparts_;                       // of the new pack in the old
    std::vector<std::optional<std::size_t>> same_rules_;    // empty: nothing is shared
};

// "+0.5", "−0.5"; "" when one of them is not there.
std::string change_of(const std::string& from, const std::string& to) {
    const auto a = num::Decimal::parse(from), b = num::Decimal::parse(to);
    if (!a || !b || *a == *b) return {};
    const std::string text = plain(*b - *a);
    return text.starts_with('-') ? text : "+" + text;
}

std::string or_dash(const std::string& text) { return text.empty() ? "—" : text; }

std::string arrow(std::string_view what, const std::string& from, const std::string& to) {
    return from == to ? "" : fmt::format("　{} {} → {}", what, or_dash(from), or_dash(to));
}

std::string word(const std::string& status) {
    for (int i = 0; i <= static_cast<int>(result::Status::Error); ++i)
        if (status_id(static_cast<result::Status>(i)) == status) return std::string(status_word(static_cast<result::Status>(i)));
    return "没有这一项";
}

std::string region_line(const RegionMove& move) {
    std::string out = move.region;
    const std::string change = change_of(move.from.total, move.to.total);
    out += arrow("总分", move.from.total, move.to.total) + (change.empty() ? "" : "（" + change + "）");
    out += arrow("最多可到", move.from.total_max, move.to.total_max) + arrow("参评分值", move.from.possible, move.to.possible);
    return out + arrow("等次", move.from.grade, move.to.grade) + arrow("名次", move.from.rank, move.to.rank);
}

std::string rule_line(const RuleMove& move) {
    std::string out = fmt::format("{} {}（{}）", move.region, move.rule, move.title);
    if (move.from.status != move.to.status) out += fmt::format("　{} → {}", word(move.from.status), word(move.to.status));
    const std::string change = change_of(move.from.points, move.to.points);
    out += arrow("得分", move.from.points, move.to.points) + (change.empty() ? "" : "（" + change + "）");
    out += arrow("最多可得", move.from.points_max, move.to.points_max) + arrow("参评分值", move.from.possible, move.to.possible);
    return out + arrow("目标值", move.from.target, move.to.target) + (move.to.actual.empty() ? "" : "　完成值 " + move.to.actual);
}

std::string notice_line(const NoticeMove& move) {
    if (move.from.empty()) return fmt::format("新增 {}：{}", move.region, move.to);
    if (move.to.empty()) return fmt::format("不再发 {}：{}", move.region, move.from);
    return fmt::format("改 {}：{} → {}", move.region, move.from, move.to);
}

template <class Moves, class Line>
std::string section(std::string_view title, const Moves& moves, const Line& line, bool verbose) {
    constexpr std::size_t kListed = 50;
    std::string out = fmt::format("{}（{} 处）\n", title, moves.size());
    const std::size_t listed = verbose ? moves.size() : std::min(kListed, moves.size());
    for (std::size_t i = 0; i < listed; ++i) out += "  " + line(moves[i]) + "\n";
    return listed < moves.size() ? out + fmt::format("  ……另有 {} 处，加 -v 全部列出\n", moves.size() - listed) : out;
}

Json pack_json(const rules::Plan& plan) { return {{"id", plan.id}, {"version", plan.version}, {"digest", plan.digest()}}; }
Json maybe(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json json_of(const RegionState& state) {
    if (state.total.empty()) return {};
    return {{"total", state.total}, {"total_max", state.total_max}, {"possible", state.possible}, {"grade", maybe(state.grade)},
            {"rank", state.rank.empty() ? Json() : Json(std::stoi(state.rank))}};
}
Json json_of(const RuleState& state) {
    if (state.status.empty()) return {};
    return {{"status", state.status}, {"points", state.points}, {"points_max", state.points_max}, {"possible", state.possible},
            {"actual", maybe(state.actual)}, {"target", maybe(state.target)}};
}

}  // namespace

Impact compare(const Side& old_side, const Side& new_side, bool same_data) { return Comparer(old_side, new_side, same_data).all(); }

std::shared_ptr<const rules::Plan> moved_by_years(const rules::Plan& plan, int years) {
    auto out = std::make_shared<rules::Plan>(plan);
    const auto move = [&](std::optional<model::Day>& due) {
        if (due) due = model::add_years(*due, years);
    };
    for (auto& task : out->tasks) move(task.due);
    for (auto& project : out->projects)
        for (auto& item : project.items) move(item.due);
    return out;
}

bool reads_alike(const rules::Plan& a, const rules::Plan& b) {
    const auto same = [](const auto& x, const auto& y, auto... fields) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](const auto& p, const auto& q) { return ((p.*fields == q.*fields) && ...); });
    };
    using rules::Bonus, rules::Indicator, rules::Measure, rules::Task, rules::Veto;
    const bool projects = std::equal(a.projects.begin(), a.projects.end(), b.projects.begin(), b.projects.end(), [&](const auto& p, const auto& q) {
        using Item = rules::Project::Item;
        return p.id == q.id && same(p.items, q.items, &Item::id, &Item::name, &Item::region, &Item::due);
    });
    return a.plugins_digest() == b.plugins_digest() && a.dictionary == b.dictionary && a.units == b.units && a.regions == b.regions && projects &&
           same(a.indicators, b.indicators, &Indicator::id, &Indicator::title, &Indicator::unit, &Indicator::method) &&
           same(a.tasks, b.tasks, &Task::id, &Task::no, &Task::title, &Task::due, &Task::regions) &&
           same(a.bonuses, b.bonuses, &Bonus::item) && same(a.vetoes, b.vetoes, &Veto::item);
}

std::string to_text(const Impact& impact, bool verbose) {
    std::string out = fmt::format("原 {} {} 版，新 {} {} 版，考核期 {}，数据截止 {}\n", impact.old_pack->id, impact.old_pack->version, impact.new_pack->id,
                                  impact.new_pack->version, impact.period.to_string(), model::to_string(impact.as_of));
    out += section("规则改动", lines_of(impact.differences, verbose), [](const std::string& line) { return line; }, verbose);
    out += section("县区总分、等次和名次有变化", impact.regions, region_line, verbose);
    out += section("状态或得分有变化", impact.rules, rule_line, verbose);
    return out + section("通知书有变化", impact.notices, notice_line, verbose);
}

std::string to_json(const Impact& impact) {
    Json regions = Json::array(), rules = Json::array(), notices = Json::array(), differences = Json::array();
    for (const auto& move : impact.regions) regions.push_back({{"region", move.region}, {"from", json_of(move.from)}, {"to", json_of(move.to)}});
    for (const auto& move : impact.rules)
        rules.push_back({{"region", move.region}, {"rule", move.rule}, {"title", move.title}, {"from", json_of(move.from)}, {"to", json_of(move.to)}});
    for (const auto& move : impact.notices) notices.push_back({{"region", move.region}, {"from", maybe(move.from)}, {"to", maybe(move.to)}});
    for (const auto& each : impact.differences) differences.push_back(line_of(each));
    return Json{{"schema", "kaohe.impact/1"}, {"from", pack_json(*impact.old_pack)}, {"to", pack_json(*impact.new_pack)},
                {"period", impact.period.to_string()}, {"as_of", model::to_string(impact.as_of)}, {"regions", std::move(regions)},
                {"rules", std::move(rules)}, {"notices", std::move(notices)}, {"differences", std::move(differences)}}
               .dump(1) + "\n";
}

}  // namespace kaohe::change
