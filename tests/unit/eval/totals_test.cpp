// Totals through the real loader: ranks, grades, rescaling, caps, bonuses, vetoes, and what a missing value counts.
#include "unit/eval/small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

// One rule of 100 points whose points are the reported value itself.
const std::string kValueIsTotal = reported("a") + R"(
targets "a" { form = at_least, cite = { "s", "1" }, value = "0", applies = "each" }
targets "a" { form = at_least, cite = { "s", "1" }, rows = { { "市本级", "0" } } }
scheme { title = "方案", total = "100" }
group "g" { title = "组", points = "100" }
rule "a" { group = "g", points = "100", compare = "full", missing = "undetermined", score = line { slope = "1", intercept = "0", floor = "0", cap = "100" } }
grades { { "优秀", at_least = "90" }, { "良好", at_least = "80" }, { "不合格" } }
)";

std::map<std::string, std::string> totals_of(const std::vector<std::pair<std::string, std::string>>& values) {
    std::vector<std::array<std::string, 3>> rows;
    for (const auto& [name, value] : values) rows.push_back({name, "a", value});
    return {{"指标填报", reports(rows)}};
}

// Two reported indicators of 60 and 40 points, all or nothing; the policies of the second are filled in.
std::string two_rules(const std::string& policies, const std::string& more = "") {
    return reported("a") + reported("b") + R"(
targets "a" { form = at_least, cite = { "s", "1" }, value = "1", applies = "each" }
targets "b" { form = at_least, cite = { "s", "2" }, value = "1", applies = "each" }
scheme { title = "方案", total = "100")" + more + R"( }
group "g" { title = "组", points = "100" }
rule "a" { group = "g", points = "60", compare = "full", missing = "zero", score = full_or_zero }
rule "b" { group = "g", points = "40", compare = "full", )" + policies + R"(, score = full_or_zero }
)";
}

// 秸秆: 无此项 when nothing can be collected, invalid when more is used than collected.
const std::string kStrawHeader = "县区,作物,可收集量,肥料化,饲料化,能源化,基料化,原料化\n";
std::string with_straw(const std::string& not_applicable) {
    return reported("a") + R"(
indicator "straw" { title = "秸秆", unit = "%", better = "higher", digits = 1, method = "straw", value = "rate" }
targets "a" { form = at_least, cite = { "s", "1" }, value = "1", applies = "each" }
targets "straw" { form = at_least, cite = { "s", "2" }, value = "88", applies = "each" }
scheme { title = "方案", total = "100" }
group "g" { title = "组", points = "100" }
rule "a" { group = "g", points = "70", compare = "full", missing = "zero", score = line { slope = "1", intercept = "0", floor = "0", cap = "70" } }
rule "straw" { group = "g", points = "30", compare = "full", missing = "zero", invalid = "undetermined", not_applicable = ")" + not_applicable + R"(", score = full_or_zero }
)";
}

std::string total(const result::Assessment& assessment, const std::string& name) { return region(assessment, name).total.to_string(); }
std::string total_max(const result::Assessment& assessment, const std::string& name) { return region(assessment, name).total_max.to_string(); }

std::string ledger(const result::RegionResult& region) {
    std::string out;
    for (const auto& entry : region.ledger) out += entry.kind + " " + entry.rule + " " + entry.points.to_string() + "; ";
    return out;
}

}  // namespace

TEST_CASE("equal totals at the rank interval share a rank and the next is skipped") {
    const auto out = assess(kValueIsTotal, totals_of({{"甲县", "90.004"}, {"乙县", "90.001"}, {"丙县", "89.99"}, {"丁县", "99"}, {"市本级", "100"}}));
    CHECK(region(out, "丁县").rank == 1);
    CHECK(region(out, "甲县").rank == 2);
    CHECK(region(out, "乙县").rank == 2);
    CHECK(region(out, "丙县").rank == 4);
    CHECK_FALSE(region(out, "市本级").rank);
    CHECK_FALSE(region(out, "市本级").grade);
}

TEST_CASE("the rank interval rounds half to even and only for the rank") {
    // 90.005 and 90.004 are both 90.00, 90.015 is 90.02
    const auto out = assess(kValueIsTotal, totals_of({{"甲县", "90.005"}, {"乙县", "90.004"}, {"丙县", "90.015"}, {"丁县", "90.02"}}));
    CHECK(region(out, "甲县").rank == 3);
    CHECK(region(out, "乙县").rank == 3);
    CHECK(region(out, "丙县").rank == 1);
    CHECK(region(out, "丁县").rank == 1);
    CHECK(total(out, "丙县") == "90.015");
}

TEST_CASE("grades compare the total as it is, lower bound inclusive") {
    const auto out = assess(kValueIsTotal, totals_of({{"甲县", "90"}, {"乙县", "89.999999"}, {"丙县", "80"}, {"丁县", "79.999999"}}));
    CHECK(region(out, "甲县").grade == "优秀");
    CHECK(region(out, "乙县").grade == "良好");
    CHECK(region(out, "丙县").grade == "良好");
    CHECK(region(out, "丁县").grade == "不合格");
}

TEST_CASE("a rule's points are rounded once, half to even") {
    const std::string pack = reported("a", "higher", 9) + R"(
targets "a" { form = at_least, cite = { "s", "1" }, value = "0", applies = "each" }
scheme { title = "方案", total = "100", points_interval = "0.1" }
group "g" { title = "组", points = "100" }
rule "a" { group = "g", points = "100", compare = "full", missing = "zero", score = line { slope = "1", intercept = "0", floor = "0", cap = "100" } }
)";
    const auto out = assess(pack, totals_of({{"甲县", "85.65"}, {"乙县", "85.650001"}, {"丙县", "85.75"}, {"丁县", "85.6499"}}));
    CHECK(total(out, "甲县") == "85.6");
    CHECK(total(out, "乙县") == "85.7");
    CHECK(total(out, "丙县") == "85.8");
    CHECK(total(out, "丁县") == "85.6");
}

TEST_CASE("what a missing value counts is declared") {
    const std::map<std::string, std::string> only_a = {{"指标填报", reports({{"甲县", "a", "1"}})}};
    SECTION("undetermined") {
        const auto out = assess(two_rules(R"(missing = "undetermined")"), only_a);
        CHECK(status(out, "甲县", "b") == "not_submitted");
        CHECK(total(out, "甲县") == "60");
        CHECK(total_max(out, "甲县") == "100");
        CHECK(region(out, "甲县").possible.to_string() == "100");
        CHECK(out.codes == std::vector<int>{8});
    }
    SECTION("zero") {
        const auto out = assess(two_rules(R"(missing = "zero")"), only_a);
        CHECK(status(out, "甲县", "b") == "not_submitted");
        CHECK(total_max(out, "甲县") == "60");
        CHECK(out.codes == std::vector<int>{8});
    }
    SECTION("full") {
        const auto out = assess(two_rules(R"(missing = "full")"), only_a);
        CHECK(status(out, "甲县", "b") == "not_submitted");
        CHECK(total(out, "甲县") == "100");
    }
    SECTION("exclude takes it out and the rest stands for the whole") {
        const auto out = assess(two_rules(R"(missing = "exclude")"), only_a);
        CHECK(status(out, "甲县", "b") == "excluded");
        CHECK(region(out, "甲县").possible.to_string() == "60");
        CHECK(total(out, "甲县") == "100");
        CHECK(ledger(region(out, "甲县")) == "award a 60; rescale  40; ");
    }
    SECTION("a total scaled to another figure") {
        const auto out = assess(two_rules(R"(missing = "zero")", R"(, scale_to = "15")"), only_a);
        CHECK(total(out, "甲县") == "9");  // 60 × 15 ÷ 100
    }
}

TEST_CASE("an invalid value has its own policy") {
    // more used than collected
    const std::map<std::string, std::string> data = {{"指标填报", reports({{"甲县", "a", "50"}})},
                                                     {"秸秆", kStrawHeader + "甲县,玉米,100,150,0,0,0,0\n"}};
    const auto out = assess(with_straw("rescale"), data);
    CHECK(status(out, "甲县", "straw") == "invalid");
    CHECK(total(out, "甲县") == "50");
    CHECK(total_max(out, "甲县") == "80");
    CHECK(rule(out, "甲县", "straw").values.size() == 2);  // still printed
    CHECK(status(out, "乙县", "straw") == "not_submitted");
    CHECK(total_max(out, "乙县") == "0");
}

TEST_CASE("无此项 is rescaled or full, as the rule says") {
    const std::map<std::string, std::string> data = {{"指标填报", reports({{"甲县", "a", "50"}, {"乙县", "a", "50"}, {"丙县", "a", "0"}})},
                                                     {"秸秆", kStrawHeader + "甲县,玉米,0,0,0,0,0,0\n乙县,玉米,100,90,0,0,0,0\n丙县,玉米,0,0,0,0,0,0\n"}};
    SECTION("rescale: 50 of 70 stand for 71.428571 of 100") {
        const auto out = assess(with_straw("rescale"), data);
        CHECK(status(out, "甲县", "straw") == "not_applicable");
        CHECK(region(out, "甲县").possible.to_string() == "70");
        CHECK(total(out, "甲县") == "71.428571");
        CHECK(ledger(region(out, "甲县")) == "award a 70; deduct a -20; rescale  21.428571; ");
        CHECK(total(out, "乙县") == "80");
        CHECK(region(out, "乙县").possible.to_string() == "100");
        CHECK(total(out, "丙县") == "0");
        CHECK(out.codes == std::vector<int>{8});  // 丁县 has submitted nothing
    }
    SECTION("full") {
        const auto out = assess(with_straw("full"), data);
        CHECK(status(out, "甲县", "straw") == "not_applicable");
        CHECK(total(out, "甲县") == "80");
        CHECK(region(out, "甲县").possible.to_string() == "100");
    }
}

TEST_CASE("a region for which nothing takes part has no points, and nothing is divided by zero") {
    const std::string pack = R"(
indicator "straw" { title = "秸秆", unit = "%", better = "higher", digits = 1, method = "straw", value = "rate" }
targets "straw" { form = at_least, cite = { "s", "2" }, value = "88", applies = "each" }
scheme { title = "方案", total = "30" }
group "g" { title = "组", points = "30" }
rule "straw" { group = "g", points = "30", compare = "full", missing = "zero", not_applicable = "rescale", score = full_or_zero }
)";
    const auto out = assess(pack, {{"秸秆", kStrawHeader + "甲县,玉米,0,0,0,0,0,0\n"}});
    CHECK(total(out, "甲县") == "0");
    CHECK(region(out, "甲县").possible.to_string() == "0");
}

TEST_CASE("groups hold to their cap and floor, and the ledger says so") {
    const std::string pack = reported("a") + reported("b") + R"(
targets "a" { form = at_least, cite = { "s", "1" }, value = "0", applies = "each" }
targets "b" { form = at_least, cite = { "s", "1" }, value = "0", applies = "each" }
scheme { title = "方案", total = "100" }
group "g" { title = "组一", points = "60", cap = "50" }
group "h" { title = "组二", points = "40", floor = "-5" }
rule "a" { group = "g", points = "60", compare = "full", missing = "zero", score = line { slope = "1", intercept = "0", floor = "0", cap = "60" } }
rule "b" { group = "h", points = "40", compare = "full", missing = "zero", score = line { slope = "1", intercept = "0", floor = "-100", cap = "40" } }
)";
    const auto out = assess(pack, {{"指标填报", reports({{"甲县", "a", "55"}, {"甲县", "b", "40"}, {"乙县", "a", "50"}, {"乙县", "b", "-8.5"}})}});
    CHECK(total(out, "甲县") == "90");
    CHECK(ledger(region(out, "甲县")) == "award a 60; deduct a -5; cap g -5; award b 40; ");
    CHECK(total(out, "乙县") == "45");
    CHECK(ledger(region(out, "乙县")) == "award a 60; deduct a -10; award b 40; deduct b -48.5; cap h 3.5; ");
}

TEST_CASE("bonuses count approved events, each up to its cap, on top of the total") {
    const std::string pack = kValueIsTotal + R"(
bonus "advance" { title = "表彰", table = "events", item = "表彰", per = "1", points = "0.5", cap = "3", cite = { "s", "3" } }
bonus "pilot" { title = "试点", table = "events", item = "试点", per = "2", points = "1", cite = { "s", "4" } }
)";
    auto data = totals_of({{"甲县", "99"}, {"乙县", "50"}, {"丙县", "50"}});
    data["事项"] = "县区,事项,数量,日期,认定单位\n"
                   "甲县,表彰,,2021-03-01,市局\n甲县,表彰,4,2021-04-01,市局\n甲县,表彰,9,2021-05-01,\n"  // 1 + 4, the last not approved
                   "乙县,表彰,8,2021-03-01,市局\n乙县,试点,3,2021-03-02,市局\n"                            // 4 → 3; 3 ÷ 2
                   "丙县,表彰,1,2020-03-01,市局\n";                                                        // last year's
    const auto out = assess(pack, data);
    CHECK(total(out, "甲县") == "101.5");
    CHECK(total(out, "乙县") == "54.5");
    CHECK(total(out, "丙县") == "50");
    CHECK(region(out, "甲县").events.size() == 1);
    CHECK(region(out, "甲县").events[0].count == "5");
    CHECK(region(out, "甲县").events[0].rows.size() >= 1);
    CHECK(region(out, "丙县").events.empty());
}

TEST_CASE("a veto sets the grade or holds the total") {
    const std::string pack = kValueIsTotal + R"(
veto "accident" { title = "否决", table = "events", item = "重大事件", effect = { grade = "不合格" }, cite = { "s", "3" } }
veto "fraud" { title = "弄虚作假", table = "events", item = "弄虚作假", effect = { total_at_most = "59.9" }, cite = { "s", "4" } }
)";
    auto data = totals_of({{"甲县", "95"}, {"乙县", "95"}, {"丙县", "40"}, {"丁县", "95"}});
    data["事项"] = "县区,事项,数量,日期,认定单位\n甲县,重大事件,1,2021-03-01,市局\n乙县,弄虚作假,1,2021-03-01,市局\n"
                   "丙县,弄虚作假,2,2021-03-01,市局\n丁县,重大事件,1,2021-03-01,\n";
    const auto out = assess(pack, data);
    CHECK(region(out, "甲县").grade == "不合格");
    CHECK(total(out, "甲县") == "95");
    CHECK(ledger(region(out, "甲县")) == "award a 100; deduct a -5; veto accident 0; ");
    CHECK(total(out, "乙县") == "59.9");
    CHECK(region(out, "乙县").grade == "不合格");
    CHECK(ledger(region(out, "乙县")) == "award a 100; deduct a -5; veto fraud -35.1; ");
    CHECK(total(out, "丙县") == "40");
    CHECK(region(out, "丁县").grade == "优秀");  // not approved: a warning
    CHECK(region(out, "乙县").rank == 3);
}

TEST_CASE("a veto holds what may still come, too") {
    const std::string pack = two_rules(R"(missing = "undetermined")") + R"(
veto "fraud" { title = "弄虚作假", table = "events", item = "弄虚作假", effect = { total_at_most = "70" }, cite = { "s", "4" } }
)";
    const auto out = assess(pack, {{"指标填报", reports({{"甲县", "a", "1"}})}, {"事项", "县区,事项,日期,认定单位\n甲县,弄虚作假,2021-03-01,市局\n"}});
    CHECK(total(out, "甲县") == "60");
    CHECK(total_max(out, "甲县") == "70");
}

TEST_CASE("which exit codes apply") {
    const auto unmet = assess(two_rules(R"(missing = "zero")"), {{"指标填报", reports({{"甲县", "a", "0"}, {"甲县", "b", "1"}, {"乙县", "a", "1"}, {"乙县", "b", "1"},
                                                                                {"丙县", "a", "1"}, {"丙县", "b", "1"}, {"丁县", "a", "1"}, {"丁县", "b", "1"}})}});
    CHECK(unmet.codes == std::vector<int>{0});
    const auto asked = assess(two_rules(R"(missing = "zero")"), {{"指标填报", reports({{"甲县", "a", "0"}})}}, eval::FailOn::Unmet);
    CHECK(asked.codes == std::vector<int>{8, 1});
    const auto never = assess(two_rules(R"(missing = "zero")"), {{"指标填报", reports({{"甲县", "a", "0"}})}}, eval::FailOn::Never);
    CHECK(never.codes == std::vector<int>{0});
}
