#include "small_trial.h"

using namespace kaohe;
using namespace kaohe::testing;
using Texts = std::vector<std::string>;

TEST_CASE("a table of cases is checked against what score would say") {
    const auto got = run_trial(deducting(), {{"计分.csv",
                                              "名称,县区,规则,给定,状态,完成值,得分,差值,参评分值,目标值,条款,总分,等次\n"
                                              "达标,甲县,a,85.7,达标,85.7,10,0,10,85.7,第一条,10,好\n"
                                              "差一步,甲县,a,85.6,未达标,85.6,9,-0.1,10,85.7,第一条,9,好\n"
                                              "修约后达标,甲县,指标a,85.66,met,85.7,10,0.0,,,s 第一条,,\n"
                                              "扣完为止,乙县,a,70,未达标,70,0,,,,,0,差\n"
                                              "缺报,甲县,a,缺报,缺报,无,0,无,10,,,0,差\n"
                                              "无此项,甲县,a,无此项,无此项,,0,,0,,,0,差\n"
                                              "无效,甲县,a,数据无效,invalid,,0,,10,,,,\n"
                                              "什么也没有交,甲县,a,,缺报,,0,,,,,,\n"}});
    CAPTURE(got.said());
    REQUIRE(got.runs.size() == 8);
    for (std::size_t i = 0; i < got.runs.size(); ++i) {
        CAPTURE(i);
        CHECK(got.problems(i) == Texts{});
    }
}

TEST_CASE("what differs is said, fact by fact, with the place of the row") {
    const auto got = run_trial(deducting(), {{"计分.csv", "县区,规则,给定,状态,得分,条款\n甲县,a,85.6,达标,9.5,第二条\n"}});
    REQUIRE(got.runs.size() == 1);
    CHECK(got.problems(0) == Texts{"状态应为 达标，实际是 未达标", "得分应为 9.5，实际是 9", "条款应为 第二条，实际是 第一条"});
    CHECK(got.runs[0].verdict.place.line == 2);
    CHECK(got.runs[0].verdict.problems.back() == "计算过程：10 − 1（0.1 进整） × 1 = 9");
}

TEST_CASE("bonus, veto, group, total and grade") {
    const auto got = run_trial(deducting(), {{"计分.csv",
                                              "县区,规则,给定,状态,得分,总分,等次,条款\n"
                                              "甲县,prize,1,计入,0.5,0.5,差,第二条\n"
                                              "甲县,表彰,3,计入,1,,,\n"
                                              "甲县,prize,其余=达标,,0,10,好,\n"
                                              "甲县,g,其余=达标；先进=1,,10,10.5,,\n"
                                              "甲县,accident,其余=达标；事故=1,计入,0,10,差,第三条\n"
                                              "甲县,,其余=达标,,,10,好,\n"}});
    CAPTURE(got.said());
    REQUIRE(got.runs.size() == 6);
    for (std::size_t i = 0; i < got.runs.size(); ++i) {
        CAPTURE(i);
        CHECK(got.problems(i) == Texts{});
    }
}

TEST_CASE("submitted tables, in files beside the test or in the test itself") {
    const std::string pack = R"(
indicator "straw" { title = "秸秆综合利用率", unit = "%", better = "higher", digits = 1, method = "straw", value = "rate" }
targets "straw" { form = at_least, cite = { "s", "1" }, value = "88", applies = "each" }
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "straw" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = ratio { floor = "0", cap = "1" } }
)";
    const auto got = run_trial(pack, {{"a.csv", "县区,规则,数据,状态,完成值,得分\n甲县,straw,年报,达标,90.0,10\n乙县,straw,年报/秸秆.csv,缺报,无,0\n"},
                                      {"年报/秸秆.csv", "县区,作物,可收集量,肥料化\n甲县,玉米,100,90\n"},
                                      {"b.lua", R"(test "44%" { region = "甲县", rule = "straw",
  given = { straw = { { crop = "玉米", collectable = "100", fertiliser = D"40", feed = 4 } } },
  expect = { status = "unmet", actual = "44", points = "5" } })"}});
    CAPTURE(got.said());
    REQUIRE(got.runs.size() == 3);
    for (std::size_t i = 0; i < got.runs.size(); ++i) {
        CAPTURE(i);
        CHECK(got.problems(i) == Texts{});
    }
}

TEST_CASE("formulas, manual verdicts and shares take given values") {
    const std::string pack = reported("a", "higher", 1) + reported("b", "higher", 1) + reported("q") + reported("p") + R"(
targets "a" { form = at_least, cite = { "s", "1" }, value = "10", applies = "each" }
targets "q" { form = qualitative, cite = { "s", "2" }, applies = "each" }
targets "p" { form = at_most, cite = { "s", "3" }, value = "5", applies = "each" }
scheme { title = "方案", total = "30" }
group "g" { title = "组", points = "30" }
rule "sum" { group = "g", points = "10", cite = { "s", "4" }, missing = "undetermined", needs = { "a", "b" }, not_applicable = "rescale",
  score = formula { explain = "a + b", run = function(x, k) return k.clamp(k.add(x.a, x.b), D"0", D"10") end } }
rule "parts" { group = "g", points = "10", title = "比例", compare = "full", members = { "q", "p" }, missing = "undetermined", not_applicable = "rescale", score = share }
rule "a" { group = "g", points = "10", compare = "full", missing = "undetermined", not_applicable = "rescale", score = full_or_zero }
)";
    const auto got = run_trial(pack, {{"a.csv",
                                       "县区,规则,给定,状态,得分\n"
                                       "甲县,sum,a=2.5；b=1/2,部分达标,3\n"
                                       "甲县,sum,a=9；b=2,达标,10\n"
                                       "甲县,sum,a=9；b=缺报,缺报,0\n"
                                       "甲县,parts,q=达标；p=6,部分达标,5\n"
                                       "甲县,parts,q=未达标；p=5,部分达标,5\n"
                                       "甲县,parts,其余=达标,达标,10\n"
                                       "甲县,q,达标,达标,0\n"
                                       "甲县,q,,待人工认定,\n"}});
    CAPTURE(got.said());
    REQUIRE(got.runs.size() == 8);
    for (std::size_t i = 0; i < got.runs.size(); ++i) {
        CAPTURE(i);
        CHECK(got.problems(i) == Texts{});
    }
}

TEST_CASE("coverage counts the ways of a form that a test of the rule went, and nothing else") {
    const auto covered = [](const std::string& rows) {
        const auto got = run_trial(deducting(), {{"计分.csv", "县区,规则,给定,状态,等次\n" + rows}});
        std::set<std::string> out;
        for (const auto& each : trial::coverage(*got.plan, *got.trials, got.runs))
            if (each.reached) out.insert(each.branch);
        return out;
    };
    using Set = std::set<std::string>;
    CHECK(covered("甲县,a,85.7,达标,\n") == Set{"达标"});
    CHECK(covered("甲县,a,85,未达标,\n甲县,a,10,未达标,\n") == Set{"按公式", "到下限"});
    CHECK(covered("甲县,a,缺报,缺报,\n甲县,a,无效,数据无效,\n甲县,a,无此项,无此项,\n") == Set{"缺报", "数据无效", "无此项"});
    CHECK(covered("甲县,prize,1,计入,\n") == Set{"计入"});
    CHECK(covered("甲县,prize,3,计入,\n") == Set{"计入", "到上限"});
    CHECK(covered("甲县,,其余=达标,,好\n") == Set{"好"});
    CHECK(covered("甲县,g,其余=达标,,\n") == Set{});  // expects nothing: refused
}

TEST_CASE("every way that a form can go is one that it lists") {
    const std::vector<std::pair<std::string, std::string>> forms = {
        {"full_or_zero", "80 85.7"},
        {R"(deduct { per = "1", points = "1", partial = "prorate", floor = "2", zero_below_by = "20" })", "60 75 80 90"},
        {R"(line { slope = "1", intercept = "-80", floor = "0", cap = "10" })", "70 85 95"},
        {R"(levels { { at_least = "90", points = "10" }, { at_least = "80", points = "5" } })", "95 85 70"},
        {R"(each { points = "0.1", from = "zero", floor = "0", cap = "9" })", "50 95 -5"},
        {R"(ratio { floor = "0.5", cap = "1" })", "10 80 90"},
        {R"(min_of { full_or_zero, ratio { floor = "0", cap = "1" } })", "80 90"},
        {R"(factor_if_unmet { factor = "0.5", score = ratio { floor = "0", cap = "1" } })", "80 90 -1"},
        {R"(factor_if_unmet { factor = "0.5", score = deduct { per = "1", points = "1", partial = "whole", floor = "0" } })", "80 90 10"},
    };
    for (const auto& [form, values] : forms) {
        std::string rows = "县区,规则,给定,总分\n";
        for (const auto& value : split(values, ' ')) rows += "甲县,a," + value + ",0\n";
        const auto got = run_trial(deducting(form), {{"a.csv", rows}});
        std::set<std::string> listed, gone;
        for (const auto& each : trial::coverage(*got.plan, *got.trials, got.runs))
            if (each.what.starts_with("规则")) listed.insert(each.branch);
        for (const auto& run : got.runs)
            for (const auto& rule : run.result.rules) gone.insert(rule.branch);
        CAPTURE(form);
        for (const auto& way : gone) {
            CAPTURE(way);
            CHECK(listed.contains(way));
        }
        CHECK(gone.size() == split(values, ' ').size());
    }
}
