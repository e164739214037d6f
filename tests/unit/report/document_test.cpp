#include "kaohe/report/document.h"

#include "kaohe/report/words.h"
#include "support/catch.h"
#include "support/report_sample.h"

using namespace kaohe;
using namespace kaohe::report;
using Json = nlohmann::ordered_json;

namespace {

std::string refusal(const Json& json) {
    auto loaded = report_sample::load(json);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == Code::ResultSchema);
    CHECK(loaded.error().place.file == "result.json");
    return loaded.error().message;
}

}  // namespace

TEST_CASE("The sample is read with its regions, rules and words") {
    const Document document = report_sample::document();
    REQUIRE(document.regions.size() == 7);
    const Region& second = document.regions[1];
    CHECK(second.name == "红寺堡区");
    CHECK(second.provisional);
    CHECK(second.rank == 5);
    CHECK(second.rules[3].status == Status::NotSubmitted);
    CHECK_FALSE(second.rules[3].points);
    CHECK_FALSE(document.regions[5].rank);
    REQUIRE(document.source("wz-air-2021"));
    CHECK(document.source("wz-air-2021")->number == "吴生态环保办发〔2021〕6号");
    CHECK_FALSE(document.source("no-such"));
}

TEST_CASE("What is not JSON is KH-F009") {
    auto loaded = load_result("{\"schema\": ", "result.json");
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == Code::FileJson);
    CHECK(load_result("{\"schema\": \"\xFF\"}", "x").error().code == Code::FileJson);
}

TEST_CASE("What is not a result is KH-T003 and names the member") {
    using Catch::Contains;
    Json json = report_sample::json();
    SECTION("another schema") {
        json["schema"] = "kaohe.result/2";
        CHECK_THAT(refusal(json), Contains("kaohe.result/2"));
    }
    SECTION("a list") {
        CHECK_THAT(refusal(Json::array()), Contains("应为对象"));
    }
    SECTION("no regions") {
        json.erase("regions");
        CHECK_THAT(refusal(json), Contains("regions 缺少"));
    }
    SECTION("a number instead of a decimal text") {
        json["regions"][2]["total"] = 98.5;
        CHECK_THAT(refusal(json), Contains("regions[2].total 应为文字"));
    }
    SECTION("a text that is no decimal") {
        json["regions"][2]["rules"][1]["points"] = "1e3";
        CHECK_THAT(refusal(json), Contains("regions[2].rules[1].points 应为十进制数"));
    }
    SECTION("an unknown status") {
        json["regions"][0]["rules"][0]["status"] = "fine";
        CHECK_THAT(refusal(json), Contains("regions[0].rules[0].status") && Contains("fine"));
    }
    SECTION("an input that does not exist") {
        json["regions"][0]["rules"][0]["inputs"] = {0, 99};
        CHECK_THAT(refusal(json), Contains("inputs[99]"));
    }
    SECTION("a date that is none") {
        json["as_of"] = "yesterday";
        CHECK_THAT(refusal(json), Contains("as_of"));
    }
    SECTION("rules that are no list") {
        json["regions"][0]["rules"] = "none";
        CHECK_THAT(refusal(json), Contains("regions[0].rules 应为列表"));
    }
}

TEST_CASE("Members that a newer engine adds are ignored, optional ones may be missing") {
    Json json = report_sample::json();
    json["novelty"] = {1, 2};
    for (const char* key : {"scheme", "grades", "sources", "consequences", "findings"}) json.erase(key);
    for (auto& region : json["regions"])
        for (auto& rule : region["rules"])
            for (const char* key : {"explain", "reason", "method", "inputs", "demo"}) rule.erase(key);
    for (auto& rule : json["regions"][0]["rules"]) rule.erase("inputs");
    CHECK(report_sample::load(json));
}

TEST_CASE("Zero points that are still open are no points, so that nothing counts as lost") {
    Json json = report_sample::json();
    Json& rule = json["regions"][1]["rules"][3];  // not submitted, in a region with a provisional total
    rule["points"] = "0";
    SECTION("by points_max") {
        rule["points_max"] = "12";
    }
    SECTION("by the provisional total") {}
    CHECK_FALSE(report_sample::load(json).value().regions[1].rules[3].points);
    CHECK_FALSE(points_lost(report_sample::load(json).value().regions[1].rules[3]));
}

TEST_CASE("Zero points that are settled are points lost") {
    const Document document = report_sample::document();
    CHECK(points_lost(document.regions[4].rules[5]) == "8");
    CHECK(points_text(document.regions[4].rules[5]) == "缺报");
}

TEST_CASE("The value before rounding is exact or cut, never rounded") {
    Rule rule;
    rule.digits = 1;
    auto shown = [&](std::string exact) {
        rule.exact = std::move(exact);
        return before_rounding(rule);
    };
    CHECK(shown("6300/73") == "86.3013…");         // 86.30136986…
    CHECK(shown("179999/2000") == "89.9995");      // not 90.0
    CHECK(shown("8999999/100000") == "89.9999…");  // not 90
    CHECK(shown("-1/3") == "-0.3333…");
    CHECK(shown("4421/50") == "88.42");
    CHECK(shown("90/1") == "90");
    CHECK(shown("87.65") == "87.65");
    CHECK(shown("1/0") == "1/0");
    CHECK(shown("") == "");
}

TEST_CASE("Targets and gaps are said in the words of the field") {
    Rule rule;
    auto said = [&](const char* op, const char* value) {
        rule.target = Target{op, value};
        return target_text(rule);
    };
    CHECK(said(">=", "85.7") == "≥85.7");
    CHECK(said("<", "33") == "＜33");
    CHECK(said("between", "20..30") == "20～30");
    CHECK(said("class<=", "3") == "达到或优于Ⅲ类");
    CHECK(said("class<=", "6") == "达到或优于劣Ⅴ类");
    CHECK(said("by", "2021-06-30") == "2021年6月30日前");
    CHECK(said("about", "33") == "约33");
    rule.target.reset();
    CHECK(target_text(rule) == "");
    CHECK(signed_text("0.6") == "+0.6");
    CHECK(signed_text("-0.3") == "-0.3");
    CHECK(signed_text("0.0") == "0.0");
    CHECK(date_text("2021-12-31") == "2021年12月31日");
}

TEST_CASE("A region name is safe as a file name") {
    CHECK(file_stem("利通区") == "利通区");
    CHECK(file_stem("../../etc/passwd") == "_.._.._etc_passwd");
    CHECK(file_stem("a\\b:c*?\"<>|\n") == "a_b_c______");
    CHECK(file_stem("") == "_");
}

TEST_CASE("A live formula stands for a total only when the parts add up to it") {
    const std::vector<std::string> parts = {"0.1", "0.2", "17.325"};
    CHECK(sums_to(parts, "17.625"));
    CHECK(sums_to(parts, "17.62500"));
    CHECK_FALSE(sums_to(parts, "17.62"));
}
