#include "small_trial.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

std::set<std::string> survivors(SmallTrial& got, trial::Scope scope = trial::Scope::Scheme) {
    std::set<std::string> out;
    for (const auto& mutant : trial::mutate(*got.trials, scope))
        if (!mutant.noticed) out.insert(fmt::format("{} {}>{}", mutant.what, mutant.from, mutant.to));
    return out;
}

const std::string kRows =
    "县区,规则,给定,状态,得分,参评分值,最多可得,总分,等次\n"
    "甲县,a,85.7,达标,10,,,,\n"
    "甲县,a,85.66,达标,10,,,,\n"       // compare
    "甲县,a,85.6,未达标,9,,,,\n"
    "甲县,a,84.7,未达标,9,,,,\n"       // exactly one unit: per
    "甲县,a,84.6,未达标,8,,,,\n"
    "甲县,a,70,未达标,0,,,,\n"         // floor
    "甲县,a,缺报,缺报,0,10,0,0,差\n"
    "甲县,a,无效,数据无效,0,10,0,,\n"
    "甲县,a,无此项,无此项,0,0,,,\n"
    "甲县,prize,1,,0.5,,,,\n"
    "甲县,prize,3,,1,,,,\n"
    "甲县,accident,其余=达标；事故=1,,,,,10,差\n"
    "甲县,,a=85,,,,,9,好\n";           // a begun unit

}  // namespace

TEST_CASE("a full set of tests notices every shifted parameter, each missing row lets its own survive") {
    auto all = run_trial(deducting(), {{"a.csv", kRows}});
    CAPTURE(all.said());
    for (const auto& run : all.runs) CHECK(run.verdict.problems == std::vector<std::string>{});
    // 9 is 好: down by 0.01 nobody sees without a total between 8.99 and 9; whole points have no thirds to round.
    CHECK(survivors(all) == std::set<std::string>{"等次“好”的 at_least 9>8.99", "计分方案的 points_interval 0.000001>0.00001"});
    const auto without = [&](const std::string& row) {
        std::string rows = kRows;
        const auto at = rows.find(row);
        REQUIRE(at != std::string::npos);
        rows.erase(at, rows.find('\n', at) + 1 - at);
        auto less = run_trial(deducting(), {{"a.csv", rows}});
        return survivors(less);
    };
    CHECK(without("甲县,a,85.66").contains("规则 a 的比较 compare rounded>full"));
    CHECK(without("甲县,a,84.7").contains("规则 a 的deduct.per 1>0.9"));
    CHECK(without("甲县,a,缺报").contains("规则 a 的缺报 missing zero>undetermined"));
    CHECK(without("甲县,a,70").contains("规则 a 的deduct.floor 0>0.1"));
    CHECK(without("甲县,prize,3").contains("加分 prize 的cap 1>1.1"));
    CHECK(without("甲县,accident").contains("一票否决 accident 的等次 grade 差>（不定等次）"));
}

TEST_CASE("targets are shifted only when asked for") {
    auto got = run_trial(deducting(), {{"a.csv", kRows}});
    const auto count = [](const std::vector<trial::Mutant>& all) {
        return std::count_if(all.begin(), all.end(), [](const auto& mutant) { return mutant.what.find("目标值") != std::string::npos; });
    };
    CHECK(count(trial::mutate(*got.trials, trial::Scope::Scheme)) == 0);
    const auto all = trial::mutate(*got.trials, trial::Scope::AndTargets);
    CHECK(count(all) == 8);  // up and down, four counties
    CHECK(std::count_if(all.begin(), all.end(), [](const auto& mutant) { return mutant.what.starts_with("指标a 甲县") && mutant.noticed; }) == 2);
    CHECK(std::count_if(all.begin(), all.end(), [](const auto& mutant) { return mutant.what.starts_with("指标a 乙县") && !mutant.noticed; }) == 2);
}

TEST_CASE("the plan is as before when all mutants are done") {
    auto got = run_trial(deducting(), {{"a.csv", kRows}});
    (void)trial::mutate(*got.trials, trial::Scope::AndTargets);
    lua::State state = got.trials->plan().scripts.make_state({});
    for (std::size_t i = 0; i < got.trials->size(); ++i) CHECK(got.trials->run(i, state).verdict.passed());
}

TEST_CASE("formulas: the figures in them are shifted too") {
    const std::string pack = reported("a", "higher", 1) + R"(
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "x" { group = "g", points = "10", cite = { "s", "4" }, missing = "undetermined", needs = { "a" }, not_applicable = "rescale",
  score = formula { explain = "a × 0.4，不小于 20 得 10", run = function(x, k)
    if x.a >= D"20" then return D"10" end
    return k.mul(x.a, D"0.4")
  end } }
)";
    auto poor = run_trial(pack, {{"a.csv", "县区,规则,给定,得分\n甲县,x,10,4\n"}});
    const auto left = survivors(poor);
    CHECK(left.contains("pack.lua 第 14 行的数或比较 >=>>") == false);
    std::size_t formula_left = 0;
    for (const auto& each : left) formula_left += each.find("行的数或比较") != std::string::npos ? 1 : 0;
    CHECK(formula_left == 5);  // 20 up and down, >= at equality, 10 up and down
    auto rich = run_trial(pack, {{"a.csv", "县区,规则,给定,得分\n甲县,x,10,4\n甲县,x,20,10\n甲县,x,19,7.6\n"}});
    for (const auto& each : survivors(rich)) CHECK(each.find("行的数或比较") == std::string::npos);
}

TEST_CASE("method cases: tables and comparisons in the Lua of the plugin") {
    Diagnostics findings;
    const testing::TemporaryFolder folder;
    folder.write("m/method.lua", R"(local limit = D"5"
method { id = "m", title = "试", api = 1, edition = "1", basis = { { "本测试", "1", "unconfirmed" } },
  tables = { film = { "used" } }, outputs = { good = { unit = "个" } },
  run = function(t) return { good = col.count(col.le(t.film.used, limit)) } end }
)");
    const auto noticed = [&](const std::string& input, const std::string& expected) {
        const auto trials = trial::MethodTrials::prepare({std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins", folder.path()},
                                                         {{.method = "m", .input = input, .expected = expected}}, findings);
        REQUIRE(trials);
        std::vector<bool> out;
        for (const auto& mutant : trial::mutate(*trials)) out.push_back(mutant.noticed);
        return out;
    };
    // limit 5 > 6, 5 > 4, and less than instead of at most
    CHECK(noticed("film: used=1", "good=1") == std::vector<bool>{false, false, false});
    CHECK(noticed("film: used=5", "good=1") == std::vector<bool>{false, true, true});
    CHECK(noticed("film: used=5 | used=6", "good=1") == std::vector<bool>{true, true, true});
    CHECK(findings.all().empty());
}
