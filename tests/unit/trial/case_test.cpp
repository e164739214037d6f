#include "small_trial.h"

#include "kaohe/trial/boundaries.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

std::string said_of(const std::string& table) { return run_trial(deducting(), {{"计分.csv", table}}).said(); }
std::string said_of_lua(const std::string& text) { return run_trial(deducting(), {{"a.lua", text}}).said(); }

}  // namespace

TEST_CASE("what is written wrongly is said with its place and the mend, the other rows run") {
    struct Row {
        std::string table, says;
    };
    const std::vector<Row> rows = {
        {"县区,规则,给定,参评分植\n甲县,a,1,1\n", "不认识的列“参评分植”，是否为“参评分值”？"},
        {"县区,规则,给定,得份\n甲县,a,1,1\n", "可用的列：名称、县区、规则、给定"},
        {"规则,给定,得分\na,1,1\n", "没有“县区”列"},
        {"县区,规则,给定,得分\n甲乡,a,1,1\n", "县区“甲乡”不在规则包中"},
        {"县区,规则,给定,得分\n甲县,指标aa,1,1\n", "没有规则“指标aa”，是否为“指标a”？"},
        {"县区,规则,给定,得分\n甲县,a,1,\n", "没有写应有的结果"},
        {"县区,规则,给定,得分\n甲县,a,很好,1\n", "给定的“很好”不是数"},
        {"县区,规则,给定,得分\n甲县,a,b=1,1\n", "给定的“b”不是本规则包的指标"},
        {"县区,规则,给定,得分\n甲县,,1,1\n", "不知道是哪个指标的"},
        {"县区,规则,给定,得分\n甲县,a,其余=很好,1\n", "“其余”只能是 达标 或 缺报"},
        {"县区,规则,数据,得分\n甲县,a,年报,1\n", "没有数据"},
        {"县区,规则,数据,得分\n甲县,a,../x.csv,1\n", "不在 tests 文件夹里"},
        {"县区,规则,截止,得分\n甲县,a,九月,1\n", "截止“九月”应写成"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.table);
        const std::string said = said_of(row.table);
        CAPTURE(said);
        CHECK(said.find(row.says) != std::string::npos);
        CHECK(said.find("计分.csv") != std::string::npos);
    }
    const auto got = run_trial(deducting(), {{"计分.csv", "县区,规则,给定,得分\n甲乡,a,1,1\n甲县,a,85.7,10\n# 说明,,,\n甲县,a,85.7,10\n"}});
    CHECK(got.runs.size() == 2);
    CHECK(got.findings.errors() == 1);
}

TEST_CASE("tests in Lua are checked against their fields") {
    CHECK(said_of_lua(R"(test "x" { region = "甲县", rule = "a", given = "1", expcet = { points = "1" } })").find("expect") != std::string::npos);
    CHECK(said_of_lua(R"(test "x" { region = "甲县", rule = "a", given = "1", expect = { point = "1" } })").find("points") != std::string::npos);
    CHECK(said_of_lua(R"(test "x" { region = "甲县", rule = "a", given = { "1" }, expect = { points = "1" } })").find("given 应写成") != std::string::npos);
    CHECK(said_of_lua(R"(test "x" { region = "甲县", rule = "a", given = 0.5, expect = { points = "1" } })").find("KH-N010") != std::string::npos);
    CHECK(said_of_lua(R"(test "x" { region = "甲县", rule = "a", given = { starw = { { crop = "x" } } }, expect = { points = "1" } })").find("straw") != std::string::npos);
    CHECK(said_of_lua("test \"x\" {").find("KH-R001") != std::string::npos);
    CHECK(said_of_lua("rule \"x\" {}").find("KH-R0") != std::string::npos);  // a test declares no rules
}

TEST_CASE("data with mistakes of its own: said as a warning, and the state is what the test expects") {
    const auto got = run_trial(deducting(), {{"a.csv", "县区,规则,数据,状态\n甲县,a,年报,数据无效\n"}, {"年报/指标填报.csv", "县区,指标,数值\n甲县,a,很多\n"}});
    CAPTURE(got.said());
    CHECK(got.findings.errors() == 0);
    CHECK(got.said().find("KH-V008") != std::string::npos);
    REQUIRE(got.runs.size() == 1);
    CHECK(got.runs[0].verdict.passed());
}

TEST_CASE("boundaries follow from the words of the target and the form") {
    const auto got = run_trial(deducting(), {});
    const std::string table = trial::boundaries(*got.plan);
    // 85.7 is reached; 85.6 lacks a tenth, which begins a unit and costs one point.
    const std::string county = "a 甲县 等于目标,甲县,a,85.7,,,达标,,10,,,,85.7,第一条,,,";
    CAPTURE(table);
    CHECK(table.find(county) != std::string::npos);
    CHECK(table.find("a 甲县 低于目标一步,甲县,a,85.6,,,未达标,,9,,,,85.7,第一条,,,") != std::string::npos);
    CHECK(table.find("a 甲县 高于目标一步,甲县,a,85.8,,,达标,,10,,,,85.7,第一条,,,") != std::string::npos);
    CHECK(table.find("a 甲县 缺报,甲县,a,缺报,,,缺报,,0,0,10,,85.7,第一条,,,") != std::string::npos);
    CHECK(table.find("程序按规则的定义生成") != std::string::npos);
    // And they hold, which the evaluation says by its own way.
    const auto again = run_trial(deducting(), {{"边界.csv", table}});
    CAPTURE(again.said());
    REQUIRE(again.runs.size() == 16);  // four counties
    for (const auto& run : again.runs) CHECK(run.verdict.problems == std::vector<std::string>{});
}
