// Water: every limit of every item, and what the notes say.
#include "kaohe/base/text.h"
#include "method_case.h"
#include "support/catch.h"
#include "support/csv_lines.h"
#include "support/water_script.h"
#include "paths.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

num::Decimal number(const std::string& text) { return num::Decimal::parse(text).value(); }

// The class by the limits of the row, worked out without the plugin: the best class that the value is good enough for.
int expected_class(const std::string& sense, const std::vector<std::string>& limits, const num::Decimal& value) {
    for (std::size_t i = 0; i < limits.size(); ++i) {
        bool good = false;
        if (sense == "within") {
            const std::size_t dots = limits[i].find("..");
            good = value >= number(limits[i].substr(0, dots)) && value <= number(limits[i].substr(dots + 2));
        } else {
            good = sense == "at_least" ? value >= number(limits[i]) : value <= number(limits[i]);
        }
        if (good) return static_cast<int>(i) + 1;
    }
    return static_cast<int>(limits.size()) + 1;
}

std::vector<std::string> limit_values(const std::vector<std::string>& limits) {
    std::vector<std::string> out;
    for (const auto& limit : limits) {
        const std::size_t dots = limit.find("..");
        out.push_back(limit.substr(0, dots));
        if (dots != std::string::npos) out.push_back(limit.substr(dots + 2));
    }
    return out;
}

MethodOutcome outcome(const std::string& method, const std::string& params, const std::string& input) {
    return run_case({.method = method, .params = params, .input = input});
}

}  // namespace

TEST_CASE("every limit of GB 3838 and GB/T 14848, at it and a step to either side") {
    WaterScript water;
    const num::Decimal step = number("0.0000001");
    std::size_t compared = 0, items = 0;
    for (const auto& row : read_table(std::filesystem::path(KAOHE_SOURCE_DIR) / "tests/unit/methods/water_limits.tsv", '\t')) {
        const auto limits = split(row.at("limits"), ' ');
        ++items;
        for (const auto& limit : limit_values(limits))
            for (const auto& value : {number(limit) - step, number(limit), number(limit) + step}) {
                if (value < num::Decimal(0)) continue;
                CAPTURE(row.at("kind"), row.at("item"), value.to_string());
                CHECK(water.class_of(row.at("kind"), row.at("item"), value.to_string()) == expected_class(row.at("sense"), limits, value));
                ++compared;
            }
    }
    CHECK(items == 82);  // 22 of rivers, 23 of lakes, 37 of groundwater
    CHECK(compared > 1000);
}

TEST_CASE("the notes name the standard, the items that took part, the deciding ones and the main pollutants") {
    const auto got = outcome("water.class", "body=甲河 section=一桥 months_required=8",
                             "water_monthly: month=202104..202111 body=甲河 section=一桥 kind=河流 dissolved_oxygen=4 codmn=12 nh3n=1.2 tp=0.25 lead=0.06");
    CAPTURE(got.text());
    CHECK(got.notes == std::vector<std::string>{
                           "GB 3838-2002 表1 河流；参评 5 项：溶解氧、高锰酸盐指数、氨氮、总磷、铅",
                           "没有数据、未参评：pH、化学需氧量、五日生化需氧量、铜、锌、氟化物、硒、砷、汞、镉、六价铬、氰化物、挥发酚、石油类、"
                           "阴离子表面活性剂、硫化物",
                           "定类项目：高锰酸盐指数、铅（Ⅴ类）",
                           // heavy metals first, then the worse class, then the larger multiple; no multiple for dissolved oxygen
                           "主要污染指标：铅（Ⅴ类，超标 0.2 倍）、高锰酸盐指数（Ⅴ类，超标 1 倍）、总磷（Ⅳ类，超标 0.25 倍）",
                           "没有数据的月份：2021-01、2021-02、2021-03、2021-12",
                       });
}

TEST_CASE("what takes no part is listed apart, and a month of odd pH is said") {
    const auto lake = outcome("water.class", "body=甲湖 months_required=1", "water_monthly: month=202106 body=甲湖 kind=湖库 codmn=2 tn=1.6 ph=9.5");
    CAPTURE(lake.text());
    CHECK(std::find(lake.notes.begin(), lake.notes.end(), "不参评，另列：总氮 1.6（Ⅴ类）") != lake.notes.end());
    CHECK(std::any_of(lake.notes.begin(), lake.notes.end(), [](const auto& note) { return note.find("2021-06 pH 9.5") == 0; }));
}

TEST_CASE("a section that was not submitted is reported with what was") {
    const auto got = outcome("water.class", "body=黄河 section=叶盛桥", "water_monthly: month=202101..202112 body=黄河干流 section=叶盛公路桥 kind=河流 nh3n=0.1");
    CHECK(got.state == "not_submitted");
    CHECK(got.reason == "没有“黄河/叶盛桥”的数据；交来的有：黄河干流/叶盛公路桥");
}

TEST_CASE("a background item is listed with its document, its mean and not judged") {
    const auto got = outcome("water.source", "source=金水源 months_required=1 background=fluoride:宁环函〔2020〕1号",
                             "sources: month=202106 source=金水源 kind=地下水 fluoride=1.4 codmn=2.5");
    CAPTURE(got.text());
    CHECK(std::find(got.notes.begin(), got.notes.end(), "定类项目：耗氧量（Ⅲ类）") != got.notes.end());
    CHECK(std::find(got.notes.begin(), got.notes.end(), "天然背景，不评价：氟化物，平均 1.4（宁环函〔2020〕1号）") != got.notes.end());
}

TEST_CASE("sections left out of the share are named") {
    const auto got = outcome("water.good_rate", "sections=甲河/断面,乙河/断面",
                             "water_monthly: month=202101..202112 body=甲河 section=断面 kind=河流 nh3n=0.1");
    CHECK(got.notes == std::vector<std::string>{"各断面：甲河/断面 Ⅰ类", "不参评：乙河/断面（没有交）"});
}

TEST_CASE("below the detection limit: counted, and a column without the word refuses it") {
    const auto water = outcome("water.class", "body=甲河 months_required=1", "water_monthly: month=202106 body=甲河 kind=河流 nh3n=<0.01 lead=0.001L tp=0.1");
    CHECK(water.findings.find("2 个单元格低于检出限") != std::string::npos);
    const auto bare = outcome("water.class", "body=甲河 months_required=1", "water_monthly: month=202106 body=甲河 kind=河流 lead=未检出");
    CHECK(bare.state == "invalid");
    CHECK(bare.findings.find("KH-D036") != std::string::npos);
    CHECK(bare.findings.find("<0.01") != std::string::npos);  // how to write it
    const auto straw = outcome("straw", "", "straw: crop=玉米 collectable=<100 fertiliser=1");
    CHECK(straw.state == "invalid");
    CHECK(straw.findings.find("KH-D039") != std::string::npos);
}

TEST_CASE("black-and-odorous waters without national ones have no national rate, with the reason") {
    const auto got = outcome("blackwater", "", "blackwater: body=沟 national=否 done=是");
    CHECK(got.state == "value");
    CHECK(got.values.count("national_rate") == 0);
}

TEST_CASE("villages that lack a figure are named") {
    const auto got = outcome("villages", "sewage=60 blackwater=80 source=80", "villages: village=甲村 sewage=60 blackwater=80 done=是");
    CHECK(got.notes == std::vector<std::string>{"1 个村没有填全，不算达标：甲村"});
}
