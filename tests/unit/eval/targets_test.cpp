// Target forms and their states, and every scoring form, written in Lua and read by the real loader.
#include "unit/eval/small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

// Indicators a, b, c; one rule of 10 points on "a" with this target and score.
std::string pack_with(const std::string& targets, const std::string& score = "full_or_zero", const std::string& compare = "full",
                      const std::string& better = "higher", int digits = 1) {
    return reported("a", better, digits) + reported("b", "higher", 1) + reported("c", "higher", 1) + targets + R"(
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "a" { group = "g", points = "10", compare = ")" + compare + R"(", missing = "undetermined", not_applicable = "rescale", score = )" + score + R"( }
)";
}

std::string one_target(const std::string& fields) { return R"(targets "a" { cite = { "s", "1" }, applies = "each", )" + fields + " }\n"; }

std::map<std::string, std::string> values(const std::string& a, const std::string& b = "", const std::string& c = "") {
    std::vector<std::array<std::string, 3>> rows;
    if (!a.empty()) rows.push_back({"甲县", "a", a});
    if (!b.empty()) rows.push_back({"甲县", "b", b});
    if (!c.empty()) rows.push_back({"甲县", "c", c});
    rows.push_back({"丁县", "a", "0"});
    return {{"指标填报", reports(rows)}};
}

std::string points(const result::Assessment& out) { return rule(out, "甲县", "a").points.to_string(); }

}  // namespace

TEST_CASE("target forms from a pack") {
    struct Row {
        std::string fields, value, status;
    };
    const std::vector<Row> rows = {
        {R"(form = at_least, value = "85.7")", "85.7", "met"},       {R"(form = at_least, value = "85.7")", "85.69", "unmet"},
        {R"(form = more_than, value = "85.7")", "85.7", "unmet"},    {R"(form = more_than, value = "85.7")", "85.71", "met"},
        {R"(form = at_most, value = "33")", "33", "met"},            {R"(form = at_most, value = "33")", "33.01", "unmet"},
        {R"(form = less_than, value = "200")", "200", "unmet"},      {R"(form = less_than, value = "200")", "199.9", "met"},
        {R"(form = equal, value = "0")", "0", "met"},                {R"(form = equal, value = "0")", "0.1", "unmet"},
        {R"(form = between, value = "1.2", high = "1.6")", "1.2", "met"},
        {R"(form = between, value = "1.2", high = "1.6")", "1.6", "met"},
        {R"(form = between, value = "1.2", high = "1.6")", "1.61", "unmet"},
        {R"(form = class_or_better, value = 4)", "4", "met"},        {R"(form = class_or_better, value = 4)", "6", "unmet"},
        {R"(form = class_or_better, value = 4)", "2", "met"},
        {R"(form = drop_at_least, value = "3.5", base_year = "2020")", "3.5", "met"},
        {R"(form = drop_at_least, value = "3.5", base_year = "2020")", "3.4", "unmet"},
        {R"(form = by_year, years = { ["2020"] = "80", ["2021"] = "85" })", "84", "unmet"},
        {R"(form = by_year, years = { ["2020"] = "80", ["2021"] = "85" })", "85", "met"},
        {R"(form = by_year, years = { form = "at_most", ["2021"] = "33" })", "33", "met"},
        {R"(form = by_year, years = { form = "at_most", ["2021"] = "33" })", "34", "unmet"},
        {R"(form = about, value = "10", tolerance = "0.1")", "10.1", "met"},
        {R"(form = about, value = "10", tolerance = "0.1")", "10.11", "unmet"},
        {R"(form = about, value = "10")", "10", "pending_target"},   {R"(form = assigned)", "10", "pending_target"},
        {R"(form = assigned, value = "9")", "10", "met"},            {R"(form = qualitative)", "10", "manual"},
        {R"(form = at_least, value = D"85.7")", "85.7", "met"},      {R"(form = at_least, value = 85)", "85", "met"},
        {R"(form = at_least, value = "-5")", "-5", "met"},           {R"(form = at_least, value = "85.70")", "85.7", "met"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.fields, row.value);
        const auto out = assess(pack_with(one_target(row.fields)), values(row.value));
        CHECK(status(out, "甲县", "a") == row.status);
        CHECK(points(out) == (row.status == "met" ? "10" : "0"));
    }
}

TEST_CASE("what has no target yet is open and no pass") {
    const auto out = assess(pack_with(one_target("form = assigned")), values("10"));
    CHECK(region(out, "甲县").total.to_string() == "0");
    CHECK(region(out, "甲县").total_max.to_string() == "10");
    CHECK(rule(out, "甲县", "a").actual->to_string() == "10.0");
    CHECK_FALSE(rule(out, "甲县", "a").reason.empty());
}

TEST_CASE("compare: the exact value, or the one rounded to the indicator's digits, the rest is a borderline") {
    struct Row {
        std::string compare, value, status, gap;
        bool borderline;
    };
    // target 87.7, one digit
    const std::vector<Row> rows = {
        {"rounded", "87.66", "met", "0.0", true},    {"full", "87.66", "unmet", "-0.040", true},
        {"rounded", "87.65", "unmet", "-0.1", false}, {"full", "87.7", "met", "0.000", false},  // 87.65 rounds to 87.6
        {"rounded", "87.75", "met", "0.1", false},   {"full", "88", "met", "0.300", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.compare, row.value);
        const auto out = assess(pack_with(one_target(R"(form = at_least, value = "87.7")"), "full_or_zero", row.compare), values(row.value));
        const auto& got = rule(out, "甲县", "a");
        CHECK(status(out, "甲县", "a") == row.status);
        CHECK(got.borderline == row.borderline);
        CHECK(got.gap->to_string() == row.gap);
        const bool both = std::count_if(got.trace.begin(), got.trace.end(), [](const auto& step) { return step.step == "compare"; }) == 2;
        CHECK(both);
    }
}

TEST_CASE("all_of and any_of") {
    const auto target = [](const std::string& form) {
        return one_target("form = " + form + R"(, branches = { { indicator = "b", form = at_least, value = "5" }, { indicator = "c", form = at_most, value = "3" } })");
    };
    struct Row {
        std::string form, b, c, status;
    };
    const std::vector<Row> rows = {
        {"all_of", "5", "3", "met"},    {"all_of", "5", "4", "partial"},       {"all_of", "4", "4", "unmet"},
        {"all_of", "5", "", "not_submitted"}, {"all_of", "4", "", "unmet"},    {"any_of", "5", "4", "met"},
        {"any_of", "4", "4", "unmet"},  {"any_of", "5", "", "met"},            {"any_of", "4", "", "not_submitted"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.form, row.b, row.c);
        const auto out = assess(pack_with(target(row.form)), values("", row.b, row.c));
        CHECK(status(out, "甲县", "a") == row.status);
        CHECK(points(out) == (row.status == "met" ? "10" : "0"));
    }
}

TEST_CASE("a qualitative target is decided by an approved event") {
    const auto pack = pack_with(one_target("form = qualitative"));
    struct Row {
        std::string event, status, points;
    };
    const std::vector<Row> rows = {
        {"甲县,指标a,1,2021-12-01,市局", "met", "10"}, {"甲县,a,0,2021-12-01,市局", "unmet", "0"}, {"甲县,a,,2021-12-01,市局", "met", "10"},
        {"甲县,a,1,2021-12-01,", "manual", "0"},       {"乙县,a,1,2021-12-01,市局", "manual", "0"}, {"甲县,a,1,2020-12-01,市局", "manual", "0"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.event);
        auto data = values("");
        data["事项"] = "县区,事项,数量,日期,认定单位\n" + row.event + "\n";
        const auto out = assess(pack, data);
        CHECK(status(out, "甲县", "a") == row.status);
        CHECK(points(out) == row.points);
    }
    const auto open = assess(pack, values(""));
    CHECK(region(open, "甲县").total_max.to_string() == "10");  // may still be decided
}

TEST_CASE("scoring forms from a pack") {
    const std::string at_least = one_target(R"(form = at_least, value = "90")");
    const std::string at_most = one_target(R"(form = at_most, value = "33")");
    const std::string b_too = R"(targets "b" { cite = { "s", "2" }, applies = "each", form = at_least, value = "5" }
)";
    struct Row {
        std::string targets, score, compare, better, a, b, expected;
    };
    const std::vector<Row> rows = {
        {at_least, R"(deduct { per = "1", points = "1", partial = "prorate", floor = "0" })", "full", "higher", "87.44", "", "7.44"},
        {at_least, R"(deduct { per = "1", points = "1", partial = "prorate", floor = "0" })", "rounded", "higher", "87.44", "", "7.4"},
        {at_least, R"(deduct { per = "1", points = "1", partial = "started", floor = "0" })", "full", "higher", "87.44", "", "7"},
        {at_least, R"(deduct { per = "1", points = "1", partial = "whole", floor = "0" })", "full", "higher", "87.44", "", "8"},
        {at_least, R"(deduct { per = "1", points = "1", partial = "prorate", floor = "2", zero_below_by = "20" })", "full", "higher", "75", "", "2"},
        {at_least, R"(deduct { per = "1", points = "1", partial = "prorate", floor = "2", zero_below_by = "20" })", "full", "higher", "70", "", "0"},
        {at_most, R"(deduct { per = "1", points = "0.5", partial = "started", floor = "0" })", "rounded", "lower", "33.51", "", "9.5"},
        {at_least, R"(line { slope = "0.1", intercept = "0", floor = "0", cap = "10" })", "full", "higher", "87.5", "", "8.75"},
        {at_least, R"(levels { { at_least = "90", points = "10" }, { at_least = "85", points = "6" }, { points = "1" } })", "full", "higher", "85", "", "6"},
        {at_least, R"(levels { { at_least = "90", points = "10" }, { at_least = "85", points = "6" }, { points = "1" } })", "rounded", "higher", "89.96", "", "10"},
        {at_least, R"(each { points = "0.5", from = "zero", cap = "4" })", "full", "higher", "7", "", "3.5"},
        {at_least, R"(each { points = "0.5", from = "full", floor = "0" })", "full", "higher", "7", "", "6.5"},
        {at_least, R"(ratio { floor = "0", cap = "1" })", "full", "higher", "81", "", "9"},
        {at_most, R"(ratio { floor = "0", cap = "1" })", "full", "lower", "36.3", "", "9"},  // 2 − 1.1
        {at_least, R"(factor_if_unmet { factor = "0.5", score = ratio { floor = "0", cap = "1" } })", "full", "higher", "81", "", "4.5"},
        {at_least, R"(factor_if_unmet { factor = "0.5", score = ratio { floor = "0", cap = "1" } })", "full", "higher", "90", "", "10"},
        {at_least, R"(improvement { against = "b", per = "1", points = "2", partial = "prorate", floor = "0", cap = "10" })", "full", "higher", "83.5", "80", "7"},
        {at_least, R"(min_of { ratio { floor = "0", cap = "1" }, deduct { per = "1", points = "1", partial = "prorate", floor = "0" } })", "full", "higher", "81", "", "1"},
        {at_least + b_too, R"(waive_if { met = "b", score = full_or_zero })", "full", "higher", "81", "5", "10"},
        {at_least + b_too, R"(waive_if { met = "b", score = full_or_zero })", "full", "higher", "81", "4", "0"},
        {at_least, R"(formula { explain = "试", run = function(x, k) return k.clamp(k.mul(x["a"], D"0.05"), D"0", D"5") end })", "full", "higher", "81", "", "4.05"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.score, row.compare, row.a, row.b);
        const auto out = assess(pack_with(row.targets, row.score, row.compare, row.better), values(row.a, row.b));
        CHECK(points(out) == row.expected);
        CHECK_FALSE(rule(out, "甲县", "a").explain.empty());
    }
}

TEST_CASE("a score that needs a value nobody submitted is open") {
    const auto out = assess(pack_with(one_target(R"(form = at_least, value = "90")"),
                                      R"(improvement { against = "b", per = "1", points = "2", partial = "prorate", floor = "0", cap = "10" })"),
                            values("83.5"));
    CHECK(status(out, "甲县", "a") == "not_submitted");
    CHECK(region(out, "甲县").provisional);
}

TEST_CASE("a formula without a target of its own: its points decide") {
    const std::string pack = reported("a") + reported("b") + R"(
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "mixed" { group = "g", points = "10", missing = "undetermined", needs = { "a", "b" }, cite = { "s", "1" },
  score = formula { explain = "a + b", run = function(x, k) return x["a"] + x["b"] end } }
)";
    const auto of = [&](const std::string& a, const std::string& b) { return assess(pack, values(a, b)); };
    CHECK(status(of("4", "6"), "甲县", "mixed") == "met");
    CHECK(status(of("4", "5"), "甲县", "mixed") == "partial");
    CHECK(status(of("0", "0"), "甲县", "mixed") == "unmet");
    CHECK(status(of("4", ""), "甲县", "mixed") == "not_submitted");
    CHECK(rule(of("4", "5"), "甲县", "mixed").points.to_string() == "9");
}

TEST_CASE("a region without a target of the indicator has no such rule") {
    const auto out = assess(pack_with(one_target(R"(form = at_least, value = "90")")), values("95"));
    CHECK(region(out, "市本级").rules.empty());
    CHECK(region(out, "甲县").rules.size() == 1);
}

TEST_CASE("a city line without applies is the city's own") {
    const std::string pack = reported("a") + R"(
targets "a" { cite = { "s", "1" }, form = at_least, value = "90" }
targets "a" { cite = { "s", "1" }, form = at_least, rows = { { "甲县", "1" }, { "乙县", "2" }, { "丙县", "3" }, { "丁县", "4" } } }
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "a" { group = "g", points = "10", compare = "full", missing = "zero", score = full_or_zero }
)";
    const auto out = assess(pack, {{"指标填报", reports({{"市本级", "a", "89"}, {"甲县", "a", "1"}})}});
    CHECK(status(out, "市本级", "a") == "unmet");
    CHECK(status(out, "甲县", "a") == "met");
    CHECK(rule(out, "甲县", "a").target->value_text() == "1.000000");
}

TEST_CASE("a large target file is read the same on one thread and on several") {
    const std::string rules = reported("x") + reported("y") + R"(
targets "x" { form = at_least, cite = { "s", "第1条" }, file = "targets.csv" }
targets "y" { form = at_least, cite = { "s", "第2条" }, file = "targets.csv" }
)";
    // 30,000 lines of another year stand between those that count: half a megabyte, read in pieces of a quarter.
    std::string filler;
    for (int i = 0; i < 15'000; ++i) filler += "2000,x,甲县,1,,\n";
    const auto file = [&](const std::string& last) {
        return "年度,指标,县区,目标值,单位,条款\n2021,x,甲县,1.5,,\n" + filler + "2021,x,乙县,2,,第9条\n2021,y,甲县,3.25,1,\n" + filler + last;
    };
    for (const int jobs : {1, 2, 3}) {
        CAPTURE(jobs);
        const TemporaryFolder folder;
        folder.write("pack.lua", kPackHead + rules);
        rules::LoadOptions options{folder.path(), {std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins"}};
        options.jobs = jobs;
        folder.write("targets.csv", file("2021,y,丁县,4,,\n"));
        Diagnostics findings;
        const auto plan = rules::load_pack(options, findings);
        INFO(text_of(findings));
        REQUIRE(plan);
        const auto& x = plan->targets[0];
        const auto& y = plan->targets[1];
        CHECK(x[0]->value_text() == "1.500000");
        CHECK(x[0]->place().line == 2);
        CHECK(x[1]->value_text() == "2.000000");
        CHECK(x[1]->place().line == 15'003);
        CHECK(x[1]->cite().clause == "第9条");
        CHECK_FALSE(x[2]);
        CHECK(y[0]->value_text() == "3.250000");
        CHECK(y[0]->place().line == 15'004);
        CHECK(y[0]->cite().clause == "第2条");
        CHECK(y[3]->value_text() == "4.000000");
        CHECK(y[3]->place().line == 30'005);

        const TemporaryFolder other;  // the plan still looks at the file, for its digest
        other.write("pack.lua", kPackHead + rules);
        other.write("targets.csv", file("2021,z,丁县,4,,\n2021,y,戊县,4,,\n"));
        options.pack = other.path();
        Diagnostics wrong;
        CHECK_FALSE(rules::load_pack(options, wrong));
        std::vector<std::string> said;
        for (const auto& finding : wrong.all()) said.push_back(fmt::format("{} {}", finding.id(), finding.place.line));
        CHECK(said == std::vector<std::string>{"KH-R007 30005", "KH-R007 30006"});
    }
}
