// Each doubt that rules lint has, by a pack that raises exactly it, and the same pack mended.
#include "kaohe/lint/lint.h"

#include <nlohmann/json.hpp>

#include "support/catch.h"
#include "unit/eval/small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;
using Catch::Contains;

namespace {

// A pack of one scored indicator that lint has nothing to say about.
struct Parts {
    std::string indicator = R"(indicator "a" { title = "甲率", unit = "%", better = "higher", digits = 1, method = "reported", value = "value" })";
    std::string targets = R"(targets "a" { form = at_least, cite = { "s", "一" }, value = "85.5", applies = "each" })";
    std::string scheme = "scheme { title = \"t\", total = \"10\" }\ngroup \"g\" { title = \"g\", points = \"10\" }";
    std::string rule = R"(rule "a" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = full_or_zero })";
    std::string more;
    std::string text() const { return kPackHead + indicator + "\n" + targets + "\n" + scheme + "\n" + rule + "\n" + more + "\n"; }
};

std::shared_ptr<const rules::Plan> plan_of(const std::string& text) {
    static TemporaryFolder folder;
    Diagnostics findings;
    auto plan = load(folder, text, findings);
    for (const auto& finding : findings.all())
        if (finding.severity == Severity::Error) FAIL(render(finding));
    return plan;
}

std::vector<std::string> codes(const std::string& text, const lint::Options& options = {}) {
    const auto plan = plan_of(text);
    std::vector<std::string> out;
    const Diagnostics findings = lint::check(*plan, options);
    for (const auto& finding : findings.all()) out.emplace_back(finding.id());
    return out;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("A pack without doubts has no findings") { CHECK(codes(Parts().text()) == Codes{}); }

TEST_CASE("Two indicators of one figure, and one indicator scored twice") {
    Parts parts;
    // Reported figures are looked up by their indicator, so these are two; a method with the same parameters is one.
    parts.indicator += R"(
indicator "x" { title = "优良一", unit = "%", better = "higher", digits = 1, method = "air.days", value = "rate", params = { validity = "none" } }
indicator "y" { title = "优良二", unit = "%", better = "higher", digits = 1, method = "air.days", value = "rate", params = { validity = "none" } })";
    parts.targets += R"(
targets "x" { form = at_least, cite = { "s", "二" }, value = "80", applies = "each" }
targets "y" { form = at_least, cite = { "s", "三" }, value = "80", applies = "each" })";
    parts.scheme = "scheme { title = \"t\", total = \"30\" }\ngroup \"g\" { title = \"g\", points = \"30\" }";
    parts.rule += R"(
rule "x" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = full_or_zero }
rule "y" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = full_or_zero })";
    const auto found = codes(parts.text());
    CHECK(std::count(found.begin(), found.end(), "KH-L001") == 1);

    Parts twice;
    twice.scheme = "scheme { title = \"t\", total = \"20\" }\ngroup \"g\" { title = \"g\", points = \"20\" }";
    twice.rule += R"(
rule "again" { indicator = "a", group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = full_or_zero })";
    CHECK(codes(twice.text()) == Codes{"KH-L002"});
}

TEST_CASE("Parts of a scoring form that nothing reaches") {
    const auto with_score = [](const std::string& score) {
        Parts parts;
        parts.rule = R"(rule "a" { group = "g", points = "10", compare = "full", missing = "zero", not_applicable = "full", score = )" + score + " }";
        return codes(parts.text());
    };
    CHECK(with_score(R"(deduct { per = "1", points = "0.5", partial = "prorate", floor = "0" })") == Codes{});
    CHECK(with_score(R"(deduct { per = "1", points = "0.5", partial = "prorate", floor = "10" })") == Codes{"KH-L004"});
    CHECK(with_score(R"(deduct { per = "1", points = "0", partial = "prorate", floor = "0" })") == Codes{"KH-L004"});
    CHECK(with_score(R"(line { slope = "1", intercept = "0", floor = "5", cap = "5" })") == Codes{"KH-L004"});
    CHECK(with_score(R"(levels { { at_least = "90", points = "10" }, { at_least = "80", points = "10" }, { points = "0" } })") == Codes{"KH-L004"});
    CHECK(with_score(R"(levels { { at_least = "90", points = "12" }, { points = "0" } })") == Codes{"KH-L004"});
    CHECK(with_score(R"(min_of { deduct { per = "1", points = "0", partial = "whole", floor = "0" }, full_or_zero })") == Codes{"KH-L004"});
}

TEST_CASE("Targets outside the range of their unit") {
    const auto with_target = [](const std::string& value) {
        Parts parts;
        parts.targets = "targets \"a\" { form = at_least, cite = { \"s\", \"一\" }, value = \"" + value + "\", applies = { \"甲县\", \"乙县\", \"丙县\", \"丁县\" } }";
        return codes(parts.text());
    };
    CHECK(with_target("100") == Codes{});
    CHECK(with_target("100.5") == Codes(4, "KH-L005"));  // one for each county
    CHECK(with_target("-1") == Codes(4, "KH-L005"));
}

TEST_CASE("A county that was passed over while most have a target") {
    Parts parts;
    parts.indicator += R"(
indicator "b" { title = "乙率", unit = "%", better = "higher", digits = 1, method = "reported", value = "value" })";
    parts.targets += R"(
targets "b" { form = at_least, cite = { "s", "二" }, rows = { { "甲县", "80" }, { "乙县", "80" }, { "丙县", "80" } } })";
    parts.rule += R"(
rule "all" { group = "g", points = "0", title = "合计", members = { "b" }, compare = "full", missing = "zero", not_applicable = "full", score = share })";
    CHECK(codes(parts.text()) == Codes{"KH-L007"});
}

TEST_CASE("A target weaker than last year's is named, a stricter one is not") {
    Parts before, now;
    before.targets = R"(targets "a" { form = at_least, cite = { "s", "一" }, rows = { { "甲县", "85.5" }, { "乙县", "85.5" }, { "丙县", "85.5" }, { "丁县", "85.5" } } })";
    now.targets = R"(targets "a" { form = at_least, cite = { "s", "一" }, rows = { { "甲县", "85.4" }, { "乙县", "85.5" }, { "丙县", "86" }, { "丁县", "90" } } })";
    const auto previous = plan_of(before.text());
    const Diagnostics findings = lint::check(*plan_of(now.text()), {.previous = previous.get()});
    REQUIRE(findings.all().size() == 1);
    CHECK(findings.all()[0].id() == "KH-L008");
    CHECK_THAT(findings.all()[0].message, Contains("甲县") && Contains("85.5") && Contains("85.4"));
}

TEST_CASE("One figure with two values in two documents") {
    Parts parts;
    parts.more = R"(source "t" { title = "另一文件" }
indicator "twin" { title = "甲率", unit = "%", better = "higher", digits = 1, method = "reported", value = "value" }
targets "twin" { form = at_least, cite = { "t", "五" }, rows = { { "甲县", "90" } } })";
    const auto found = codes(parts.text());
    CHECK(std::count(found.begin(), found.end(), "KH-L009") == 1);
    parts.more.replace(parts.more.find("\"90\""), 4, "\"85.5\"");
    const auto same = codes(parts.text());
    CHECK(std::count(same.begin(), same.end(), "KH-L009") == 0);
}

TEST_CASE("A pinned edition must cover the whole period") {
    const auto with_edition = [](const std::string& period, const std::string& params) {
        std::string text = Parts().text();
        text.replace(text.find("period = \"2021\""), 15, "period = \"" + period + "\"");
        const std::string old = "method = \"reported\", value = \"value\"";
        return codes(text.replace(text.find(old), old.size(), "method = \"air.days\", value = \"rate\", params = { validity = \"none\"" + params + " }"));
    };
    const auto has = [](const Codes& found) { return std::find(found.begin(), found.end(), "KH-L010") != found.end(); };
    CHECK_FALSE(has(with_edition("2021", ", edition = \"2012\"")));
    CHECK(has(with_edition("2026", ", edition = \"2012\"")));  // HJ 633-2026 from 2026-03-01
    CHECK(has(with_edition("2026", ", edition = \"2026\"")));
    CHECK_FALSE(has(with_edition("2026", "")));  // by_date
    CHECK_FALSE(has(with_edition("2027", ", edition = \"2026\"")));
}

TEST_CASE("Sources, indicators and tables that nothing uses") {
    Parts parts;
    parts.more = R"(source "idle" { title = "没有引用" }
dictionary "bins" { title = "垃圾桶", columns = { { id = "region", label = "县区" }, { id = "count", label = "数量", type = "number" } } })";
    const auto plan = plan_of(parts.text());
    const Diagnostics findings = lint::check(*plan);
    REQUIRE(findings.all().size() == 2);
    CHECK_THAT(findings.all()[0].message, Contains("idle"));
    CHECK_THAT(findings.all()[1].message, Contains("bins"));
    CHECK(findings.all()[0].place.line > 0);
}

TEST_CASE("A rule that does not say what happens where nothing applies") {
    Parts parts;
    parts.rule = R"(rule "a" { group = "g", points = "10", compare = "full", missing = "zero", score = full_or_zero })";
    CHECK(codes(parts.text()) == Codes{"KH-L012"});
}

TEST_CASE("Binary fractions in Lua text, with their line, strings and comments say nothing") {
    const auto found = [](const std::string& lua) {
        std::vector<std::string> out;
        for (const auto& use : lint::float_uses(lua)) out.push_back(std::to_string(use.line) + ":" + use.what);
        return out;
    };
    CHECK(found("local a = b / c") == Codes{"1:/"});
    CHECK(found("local a = b // c") == Codes{});
    CHECK(found("return x ^ 2") == Codes{"1:^"});
    CHECK(found("local a = 0.4\nlocal b = 1e3\nlocal c = .5\nlocal d = 0x1p4") == Codes{"1:0.4", "2:1e3", "3:.5", "4:0x1p4"});
    CHECK(found("local a = D\"0.4\" -- 0.5 / 2\n--[[ 1/2\n3^4 ]] local b = [==[ 0.1 ]] / ]==]") == Codes{});
    CHECK(found("if x == 2 then end") == Codes{"1:== 2"});
    CHECK(found("if x ~= -1 then end") == Codes{"1:~= 1"});
    CHECK(found("if x >= 2 then end") == Codes{});
    CHECK(found("local s = 1 .. 'a' local t = 'it\\'s 1/2'") == Codes{});
    CHECK(found("\"unclosed 1/2\nlocal x = 1/2") == Codes{"2:/"});
    CHECK(found("") == Codes{});
}

TEST_CASE("Findings as SARIF name rule, level, file and line") {
    Parts parts;
    parts.rule = R"(rule "a" { group = "g", points = "10", compare = "full", missing = "zero", score = full_or_zero })";
    const auto sarif = nlohmann::json::parse(lint::to_sarif(lint::check(*plan_of(parts.text())), "0.1.0"));
    CHECK(sarif["version"] == "2.1.0");
    const auto& run = sarif["runs"][0];
    CHECK(run["tool"]["driver"]["rules"][0]["id"] == "KH-L012");
    CHECK(run["results"][0]["ruleId"] == "KH-L012");
    CHECK(run["results"][0]["level"] == "warning");
    CHECK_THAT(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].get<std::string>(), Contains("pack.lua"));
    CHECK(run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] > 0);
}
