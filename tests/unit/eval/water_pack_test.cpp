// Water, black-and-odorous waters and villages through a whole pack: what a rule says when data is short, absent or nothing is there.
#include "small_pack.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

const std::string kScheme = R"(
scheme { title = "示范", total = "100" }
group "g" { title = "组", points = "100" }
)";

std::string full_rule(const std::string& id, int points) {
    return fmt::format(R"(rule "{}" {{ group = "g", points = "{}", compare = "full", missing = "zero", not_applicable = "full", score = full_or_zero }}
)", id, points);
}

std::string months(const std::string& region, const std::string& value, int first = 1, int last = 12) {
    std::string out;
    for (int month = first; month <= last; ++month) out += fmt::format("{},甲河,一桥,河流,2021-{:02},{}\n", region, month, value);
    return out;
}

}  // namespace

TEST_CASE("a section's class against its target: met, unmet, too few months, not submitted") {
    const std::string pack = R"(
indicator "w" { title = "甲河一桥", unit = "类", better = "lower", digits = 0, method = "water.class", value = "class",
  params = { body = "甲河", section = "一桥" } }
targets "w" { form = class_or_better, cite = { "s", "一" }, value = "3", applies = "each" }
)" + kScheme + full_rule("w", 100);
    const auto got = assess(pack, {{"水质监测", "县区,水体,断面,类型,月份,氨氮(NH3-N)(mg/L)\n" + months("甲县", "1.0") + months("乙县", "1.01") +
                                                    months("丙县", "0.1", 1, 11) + "丁县,甲河,二桥,河流,2021-01,0.1\n"}});
    CHECK(status(got, "甲县", "w") == "met");
    CHECK(rule(got, "甲县", "w").series.size() == 12);
    CHECK(status(got, "乙县", "w") == "unmet");
    CHECK(*rule(got, "乙县", "w").actual == num::Decimal(4));
    CHECK(status(got, "丙县", "w") == "invalid");  // a good class of 11 months is still not met
    CHECK(*rule(got, "丙县", "w").actual == num::Decimal(1));
    CHECK(status(got, "丁县", "w") == "not_submitted");
    CHECK(rule(got, "丁县", "w").reason == "没有“甲河/一桥”的数据；交来的有：甲河/二桥");
}

TEST_CASE("an output that has no object here is 无此项, and such a branch decides nothing") {
    const std::string pack = R"(
indicator "all" { title = "整治率", unit = "%", better = "higher", digits = 1, method = "blackwater", value = "rate" }
indicator "national" { title = "国家监管整治率", unit = "%", better = "higher", digits = 1, method = "blackwater", value = "national_rate" }
targets "national" { form = at_least, cite = { "s", "一" }, value = "10", applies = "each" }
targets "all" { form = all_of, cite = { "s", "一" }, applies = "each", branches = {
  { indicator = "all", form = at_least, value = "20" }, { indicator = "national", form = at_least, value = "10" } } }
)" + kScheme + full_rule("all", 60) + full_rule("national", 40);
    const auto got = assess(pack, {{"黑臭水体", "县区,水体,国家监管,完成整治\n甲县,沟,否,是\n乙县,沟,是,是\n乙县,渠,是,否\n丙县,沟,是,否\n丙县,渠,否,是\n"}});
    CHECK(status(got, "甲县", "national") == "not_applicable");
    CHECK(rule(got, "甲县", "national").reason == "没有国家监管的黑臭水体");
    CHECK(status(got, "甲县", "all") == "met");
    CHECK(status(got, "乙县", "national") == "met");
    CHECK(status(got, "乙县", "all") == "met");
    CHECK(status(got, "丙县", "national") == "unmet");
    CHECK(status(got, "丙县", "all") == "partial");
    CHECK(status(got, "丁县", "all") == "not_submitted");
}

TEST_CASE("a formula that needs an output without object is 无此项 too") {
    const std::string pack = R"(
indicator "national" { title = "国家监管整治率", unit = "%", better = "higher", digits = 1, method = "blackwater", value = "national_rate" }
)" + kScheme + R"(
rule "national" { group = "g", points = "100", compare = "full", missing = "zero", not_applicable = "rescale", needs = { "national" }, cite = { "s", "一" },
  score = formula { explain = "照率给分", run = function(x) return x["national"] end } }
)";
    const auto got = assess(pack, {{"黑臭水体", "县区,水体,国家监管,完成整治\n甲县,沟,否,是\n乙县,沟,是,是\n"}});
    CHECK(status(got, "甲县", "national") == "not_applicable");
    CHECK(rule(got, "甲县", "national").possible.is_zero());
    CHECK(status(got, "乙县", "national") == "met");
}
