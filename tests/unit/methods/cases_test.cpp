// Every row of every plugins/<folder>/cases.tsv, through the pack loader, the importer and the method itself.
#include <set>

#include "method_case.h"
#include "support/catch.h"
#include "paths.h"

using namespace kaohe::testing;
namespace fs = std::filesystem;

namespace {

struct Folder {
    std::string name;
    std::vector<MethodCase> cases;
};

std::vector<Folder> plugin_folders() {
    std::vector<Folder> out;
    for (const auto& entry : fs::directory_iterator(fs::path(KAOHE_SOURCE_DIR) / "plugins")) {
        if (!fs::exists(entry.path() / "method.lua")) continue;
        out.push_back({entry.path().filename().string(), {}});
        kaohe::Diagnostics findings;
        if (fs::exists(entry.path() / "cases.tsv")) out.back().cases = kaohe::trial::read_method_cases(entry.path() / "cases.tsv", findings);
        CHECK(findings.all().empty());
    }
    return out;
}

}  // namespace

TEST_CASE("every row of every cases.tsv gives what its source says, and every method has one") {
    std::vector<MethodCase> cases;
    for (const auto& folder : plugin_folders()) {
        CAPTURE(folder.name);
        CHECK_FALSE(folder.cases.empty());
        cases.insert(cases.end(), folder.cases.begin(), folder.cases.end());
    }
    kaohe::Diagnostics findings;
    const auto trials = kaohe::trial::MethodTrials::prepare({fs::path(KAOHE_SOURCE_DIR) / "plugins"}, cases, findings);
    for (const auto& finding : findings.all()) FAIL_CHECK(render(finding));
    REQUIRE(trials);
    REQUIRE(trials->size() == cases.size());
    auto state = trials->methods()->scripts.make_state(trials->functions());
    std::set<std::string> tried;
    for (std::size_t i = 0; i < trials->size(); ++i) {
        const auto verdict = trials->run(i, state).verdict;
        CAPTURE(to_string(verdict.place), verdict.name);
        CHECK(verdict.problems == std::vector<std::string>{});
        tried.insert(trials->test(i).method);
    }
    for (const auto& method : trials->methods()->methods) {
        CAPTURE(method.id);
        CHECK(tried.contains(method.id));
    }
}

TEST_CASE("a warning lists its episodes, and the measures due at the level reached and below") {
    MethodCase given{.method = "warning.levels", .params = "coverage=0 measures={[\"1\"]={\"洒水\"},[\"2\"]={\"停止喷涂\",\"停止土石方\"},[\"3\"]={\"单双号\"}}",
                     .input = "air_hourly: time=2021-01-01T01..2021-01-03T00 station=全县 aqi=250"};
    const std::vector<std::string> episode = {
        "第 1 次：2021-01-01 20:00 至 2021-01-03 00:00（到数据末尾没有满足解除条件），黄色（Ⅲ级响应）；24 小时均值最高 250；"
        "蓝色自 2021-01-01 20:00 起 28 小时，黄色自 2021-01-03 00:00 起 1 小时",
        "考核期 8760 小时中有 8731 小时没有 24 小时均值"};
    auto notes = episode;
    notes.insert(notes.end(), {"蓝色（Ⅳ级响应）措施：洒水", "黄色（Ⅲ级响应）措施：停止喷涂；停止土石方"});
    CHECK(run_case(given).notes == notes);
    given.params += " measures_add=false";
    notes.erase(notes.end() - 2);
    CHECK(run_case(given).notes == notes);
    given.input = "air_hourly: time=2021-01-01T01..2021-01-03T00 station=全县 aqi=50";
    CHECK(run_case(given).notes.front() == "没有达到预警条件的过程");
    CHECK(run_case(given).notes.size() == 2);
}

TEST_CASE("a year of hours is a small part of what a method may use") {
    MethodCase given{.method = "warning.levels", .params = "coverage=99",
                     .input = "air_hourly: time=2021-01-01T01..2022-01-01T00 station=甲 pm25=200 pm10=50 so2=10 no2=20 co=1 o3=50"};
    const auto outcome = run_case(given);
    CAPTURE(outcome.text());
    CHECK(outcome.state == "value");
    CHECK(outcome.values.at("known_hours") == kaohe::num::Ratio(8741));
    CHECK(outcome.instructions < 2'000'000);  // of 10 million; eight bytes that are allocated count as one (docs/adr/0009)
}

TEST_CASE("the runner sees a wrong value, a wrong state, and a value that should not be there") {
    using Problems = std::vector<std::string>;
    const auto problems = [](const std::string& expected) {
        auto out = run({.method = "film", .input = "film: used=4 recovered=3", .expected = expected}).verdict.problems;
        if (!out.empty()) out.pop_back();  // the last one says everything that came out
        return out;
    };
    CHECK(problems("rate=75 used=4") == Problems{});
    CHECK(problems("rate=150/2") == Problems{});
    CHECK(problems("rate=75.0001") == Problems{"rate 应为 75.0001，实际是 75"});
    CHECK(problems("invalid rate=none") == Problems{"状态应为 invalid，实际是 value", "rate 应为 none，实际是 75"});
    CHECK(problems("nothing=1") == Problems{"nothing 应为 1，实际是 none"});
}

TEST_CASE("a case that is written wrongly is an error, not a pass") {
    MethodCase given{.method = "film", .input = "film: used=4 recovered=3", .expected = "rate=75"};
    given.params = "edition=2012";
    CHECK_THROWS_WITH(run_case(given), Catch::Contains("edition"));
    given.params = "";
    for (const char* input : {"film used=4", "film: used", "film: used=1..3 recovered=1..2", "film: used=1..x"}) {
        CAPTURE(input);
        given.input = input;
        CHECK_THROWS_WITH(run_case(given), Catch::Contains("KH-V002"));
    }
    given.input = "film: used=4 recovered=3";
    given.expected = "rate=much";
    CHECK_THROWS_WITH(run_case(given), Catch::Contains("much"));
    given.expected = "rate=75";
    given.method = "flim";
    CHECK_THROWS_WITH(run_case(given), Catch::Contains("film"));
}
