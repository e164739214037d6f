// What a method need not compute: p.wants.
#include "small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

// Gives what it is asked for, and 1 as the value of each.
const char* const kMethod = R"(
method {
  id = "own.asked", title = "要什么算什么", api = 1, edition = "1", basis = { { "测试", "第1条", "unconfirmed" } },
  tables = { reported = { "indicator", "value" } },
  outputs = { a = { title = "甲", unit = "1" }, b = { title = "乙", unit = "1" }, c = { title = "丙", unit = "1" } },
  run = function(t, p)
    local out = {}
    for _, name in ipairs({ "a", "b", "c" }) do
      if p.wants[name] then
        out[name] = 1
      end
    end
    if p.wants.notes then
      out.notes = { "说明" }
    end
    if p.wants.series then
      out.series = { ["2021-01"] = 1 }
    end
    return out
  end,
}
)";

const char* const kRules = R"(
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
indicator "x" { title = "指标x", unit = "1", better = "higher", digits = 0, method = "own.asked", value = "a" }
targets "x" { form = at_least, cite = { "s", "第1条" }, value = "1", applies = "each" }
rule "x" { group = "g", points = "10", compare = "full", missing = "zero", score = full_or_zero }
)";

struct Asked {
    std::string values, notes, series;
    num::Decimal points;
};

// Of 甲县, with so much detail.
Asked asked(eval::Detail detail, std::vector<std::string> outputs = {}) {
    const TemporaryFolder folder;
    Diagnostics findings;
    folder.write("plugins/own/method.lua", kMethod);
    const auto plan = load(folder, kPackHead + kRules, findings);
    INFO(text_of(findings));
    REQUIRE(plan);
    const auto file = folder.write("reported.csv", "region,indicator,value\n甲县,x,5\n");
    auto data = tables::import({{"reported", file}}, *plan, {.period = plan->period, .as_of = plan->period.last});
    const auto assessment = eval::assess(plan, std::move(data), {.period = plan->period, .as_of = plan->period.last, .detail = detail, .outputs = std::move(outputs)});
    Asked out{.points = assessment.regions[0].total};
    for (const auto& rule : assessment.regions[0].rules) {
        for (const auto& [name, value] : rule.values) out.values += name + "=" + value.to_string() + " ";
        for (const auto& note : rule.notes) out.notes += note;
        for (const auto& point : rule.series) out.series += point.period;
    }
    return out;
}

}  // namespace

TEST_CASE("a method is told which of its outputs will be looked at") {
    const Asked full = asked(eval::Detail::Full);
    CHECK(full.values == "a=1 b=1 c=1 ");
    CHECK(full.notes == "说明");
    CHECK(full.series == "2021-01");
    CHECK(full.points == num::Decimal(10));

    const Asked some = asked(eval::Detail::Values, {"b", "d"});  // what decides is always among them
    CHECK(some.values == "a=1 b=1 ");
    CHECK(some.notes.empty());
    CHECK(some.series.empty());
    CHECK(some.points == num::Decimal(10));

    CHECK(asked(eval::Detail::Values).values == "a=1 ");
    CHECK(asked(eval::Detail::Totals).points == num::Decimal(10));
}
