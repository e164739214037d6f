// The tests of a small pack, run as `rules test` runs them.
#pragma once
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/trial/coverage.h"
#include "kaohe/trial/mutate.h"
#include "unit/eval/small_pack.h"

namespace kaohe::testing {

struct SmallTrial {
    std::shared_ptr<const rules::Plan> plan;
    Diagnostics findings;
    std::optional<trial::Trials> trials;
    std::vector<trial::Trials::Run> runs;

    std::vector<std::string> problems(std::size_t index) const {
        auto out = runs.at(index).verdict.problems;
        std::erase_if(out, [](const std::string& text) { return text.starts_with("计算过程"); });
        return out;
    }
    std::string said() const { return text_of(findings); }
};

// `files`: by name below tests/ of the pack.
inline SmallTrial run_trial(const std::string& pack, const std::map<std::string, std::string>& files) {
    const testing::TemporaryFolder folder;
    SmallTrial out;
    out.plan = load(folder, kPackHead + pack, out.findings);
    INFO(out.said());
    REQUIRE(out.plan);
    for (const auto& [name, text] : files) folder.write("tests/" + name, text);
    auto cases = trial::read_cases(folder.path() / "tests", out.findings);
    auto trials = trial::Trials::prepare(*out.plan, std::move(cases), out.findings);
    REQUIRE(trials);
    out.trials = std::move(*trials);
    lua::State state = out.trials->plan().scripts.make_state(eval::functions_of(out.trials->plan()));
    for (std::size_t i = 0; i < out.trials->size(); ++i) out.runs.push_back(out.trials->run(i, state));
    return out;
}

// Indicator "a" (higher is better, one digit, 85.7 for every county) worth 10 points: a point for each begun unit.
inline std::string deducting(const std::string& score = R"(deduct { per = "1", points = "1", partial = "started", floor = "0" })") {
    return reported("a", "higher", 1) + R"(targets "a" { form = at_least, cite = { "s", "第一条" }, value = "85.7", applies = "each" }
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "a" { group = "g", points = "10", compare = "rounded", missing = "zero", not_applicable = "rescale", score = )" + score + R"( }
bonus "prize" { title = "表彰", table = "events", item = "先进", per = "1", points = "0.5", cap = "1", cite = { "s", "第二条" } }
veto "accident" { title = "一票否决", table = "events", item = "事故", effect = { grade = "差" }, cite = { "s", "第三条" } }
grades { { "好", at_least = "9" }, { "差" } }
)";
}

}  // namespace kaohe::testing
