#include "kaohe/trial/coverage.h"

#include <algorithm>
#include <map>
#include <set>

#include "kaohe/eval/score.h"
#include "kaohe/num/rounding.h"
#include "kaohe/trial/judged.h"

namespace kaohe::trial {
namespace {

using result::Status;

constexpr const char *kCounted = "计入", *kCapped = "到上限";

// What a test of the rule can come to: ways of its form where it can be judged, and what it says where it cannot.
std::vector<std::string> ways_of(const rules::Plan& plan, const rules::Rule& rule) {
    const auto word = [](Status status) { return std::string(status_word(status)); };
    const JudgedRule how = judged(plan, rule);
    if (how.pending && !how.by_value && !how.by_hand) return {word(Status::PendingTarget)};
    std::vector<std::string> out;
    for (const auto& way : eval::branches_of(rule.score)) {
        const bool out_of_reach = !rule.members.empty() && ((way == eval::share_branch(0, 0) && !how.whole_region_by_value) ||
                                                            (way == eval::share_branch(1, 1) && how.pending));
        if (!out_of_reach) out.push_back(way);
    }
    if (how.by_value) out.insert(out.end(), {word(Status::NotSubmitted), word(Status::Invalid)});
    if (how.by_value && rule.members.empty()) out.push_back(word(Status::NotApplicable));
    if (how.pending) out.push_back(word(Status::PendingTarget));
    if (how.by_hand && !how.by_value && !how.pending) out.push_back(word(Status::Manual));
    return out;
}

// What the tests came to, by subject.
class Reached {
  public:
    Reached(const rules::Plan& plan, const Trials& trials, const std::vector<Trials::Run>& runs) {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const Subject& subject = trials.subject(i);
            const auto& result = runs[i].result;
            for (const auto& rule : result.rules)
                if (subject.kind == Subject::Kind::Rule && rule.rule == subject.index) {
                    rules_[rule.rule].insert(rule.branch);
                    rules_[rule.rule].insert(std::string(status_word(rule.status)));
                    // 剔除 is what becomes of 缺报 and 数据无效 by the rule's own policy.
                    if (rule.status == Status::Excluded) take_excluded(plan.rules[rule.rule], rules_[rule.rule]);
                }
            for (const auto& event : result.events) {
                const bool about = (subject.kind == Subject::Kind::Bonus && plan.bonuses[subject.index].id == event.id) ||
                                   (subject.kind == Subject::Kind::Veto && plan.vetoes[subject.index].id == event.id);
                if (!about) continue;
                events_[event.id].insert(kCounted);
                if (subject.kind == Subject::Kind::Bonus && plan.bonuses[subject.index].cap == event.points) events_[event.id].insert(kCapped);
            }
            for (const auto& [fact, expected] : trials.test(i).expected)
                if (fact == Fact::Grade && result.grade) grades_.insert(*result.grade);
        }
    }

    bool rule(std::size_t index, const std::string& way) const {
        const auto it = rules_.find(index);
        return it != rules_.end() && it->second.contains(way);
    }
    bool event(const std::string& id, const std::string& way) const {
        const auto it = events_.find(id);
        return it != events_.end() && it->second.contains(way);
    }
    bool grade(const std::string& title) const { return grades_.contains(title); }

  private:
    static void take_excluded(const rules::Rule& rule, std::set<std::string>& ways) {
        if (rule.missing == rules::Missing::Exclude) ways.insert(std::string(status_word(Status::NotSubmitted)));
        if (rule.invalid == rules::Missing::Exclude) ways.insert(std::string(status_word(Status::Invalid)));
    }

    std::map<std::size_t, std::set<std::string>> rules_;
    std::map<std::string, std::set<std::string>> events_;
    std::set<std::string> grades_;
};

}  // namespace

std::vector<Covered> coverage(const rules::Plan& plan, const Trials& trials, const std::vector<Trials::Run>& runs) {
    std::vector<Covered> out;
    const Reached reached(plan, trials, runs);
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        const auto& rule = plan.rules[i];
        if (rule.part_of) continue;
        for (const auto& way : ways_of(plan, rule)) out.push_back({rule.place, fmt::format("规则 {}（{}）", rule.id, rule.title), way, reached.rule(i, way)});
    }
    for (const auto& bonus : plan.bonuses) {
        const std::string what = fmt::format("加分 {}（{}）", bonus.id, bonus.title);
        out.push_back({bonus.place, what, kCounted, reached.event(bonus.id, kCounted)});
        if (bonus.cap) out.push_back({bonus.place, what, kCapped, reached.event(bonus.id, kCapped)});
    }
    for (const auto& veto : plan.vetoes)
        out.push_back({veto.place, fmt::format("一票否决 {}（{}）", veto.id, veto.title), kCounted, reached.event(veto.id, kCounted)});
    for (const auto& grade : plan.grades) out.push_back({plan.scheme ? plan.scheme->place : Place{}, "等次", grade.title, reached.grade(grade.title)});
    return out;
}

std::vector<Covered> coverage(const MethodTrials& trials, const std::vector<MethodTrials::Run>& runs) {
    std::vector<Covered> out;
    if (!trials.methods()) return out;
    std::map<std::string, std::set<std::string>> expected;
    for (std::size_t i = 0; i < runs.size(); ++i)
        for (const auto& name : trials.expected_names(i)) expected[trials.test(i).method].insert(name);
    for (const auto& method : trials.methods()->methods) {
        const auto it = expected.find(method.id);
        if (it == expected.end()) continue;
        for (const auto& output : method.outputs)
            out.push_back({method.place, fmt::format("方法 {}（{}）", method.id, method.title), output.name, it->second.contains(output.name)});
    }
    return out;
}

namespace {

// all_of and any_of have their boundaries in their parts.
bool has_boundary(const std::vector<std::optional<rules::Target>>& targets) {
    return std::any_of(targets.begin(), targets.end(), [](const auto& target) { return target && target->value && judged(*target) == Judged::ByValue; });
}

}  // namespace

void find_lacking_tests(const rules::Plan& plan, const Trials& trials, const std::vector<Trials::Run>& runs, Diagnostics& findings) {
    if (runs.empty()) {
        if (!plan.rules.empty()) findings.add(Code::LintUntested, plan.scheme ? plan.scheme->place : Place{}, "规则包");
        return;
    }
    std::set<std::size_t> tested, at_boundary;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const Subject& subject = trials.subject(i);
        if (subject.kind == Subject::Kind::Rule) tested.insert(subject.index);
        for (const auto& rule : runs[i].result.rules)
            if (rule.actual && rule.target && (rule.actual == rule.target->value || rule.actual == rule.target->high())) at_boundary.insert(rule.rule);
    }
    for (std::size_t i = 0; i < plan.rules.size(); ++i) {
        const auto& rule = plan.rules[i];
        if (rule.part_of) continue;
        if (!tested.contains(i))
            findings.add(Code::LintUntested, rule.place, fmt::format("规则“{}”", rule.id));
        else if (rule.indicator && has_boundary(plan.targets[*rule.indicator]) && !at_boundary.contains(i))
            findings.add(Code::LintBoundary, rule.place, rule.id);
    }
}

num::Decimal percent_of(const std::vector<Covered>& all) {
    if (all.empty()) return 100;
    const auto reached = std::count_if(all.begin(), all.end(), [](const auto& each) { return each.reached; });
    return num::round_to(num::Ratio(num::Int128(reached) * 100, num::Int128(all.size())), num::interval_of(1), num::Rounding::Floor);
}

}  // namespace kaohe::trial
