// The index page: that it says what the result says, is well-formed, and needs nothing but itself.
#include <pugixml.hpp>
#include <set>

#include "kaohe/num/decimal.h"
#include "kaohe/report/page.h"
#include "kaohe/report/words.h"
#include "support/catch.h"
#include "support/report_sample.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;
using Json = nlohmann::ordered_json;

namespace {

std::string draw(const Document& document, const Options& options = report_sample::options()) {
    report_files::Folder folder;
    REQUIRE(write_index(document, folder / "index.html", options));
    return report_files::read_file(folder / "index.html");
}

// The page as XML; it is written so that browsers and XML parsers read the same tree.
pugi::xml_document parse(const std::string& html) {
    pugi::xml_document page;
    const auto parsed = page.load_buffer(html.data(), html.size(), pugi::parse_default | pugi::parse_doctype);
    INFO(parsed.description() << " at " << parsed.offset);
    REQUIRE(parsed);
    return page;
}

std::string text_of(const pugi::xml_node& node) {
    std::string out;
    for (const auto& found : node.select_nodes(".//text()")) out += found.node().value();
    return out;
}

pugi::xml_node by_id(const pugi::xml_document& page, const std::string& id) {
    const auto found = page.select_node(("//*[@id='" + id + "']").c_str()).node();
    CAPTURE(id);
    REQUIRE(found);
    return found;
}

}  // namespace

TEST_CASE("The page is well-formed, its links resolve and its ids are unique") {
    const auto page = parse(draw(report_sample::document()));
    std::set<std::string> ids;
    for (const auto& found : page.select_nodes("//@id")) CHECK(ids.insert(found.attribute().value()).second);
    std::size_t links = 0;
    for (const auto& found : page.select_nodes("//@href | //@aria-labelledby")) {
        const std::string value = found.attribute().value();
        if (found.attribute().name() == std::string("href") && value[0] != '#') continue;
        for (std::size_t at = value[0] == '#'; at < value.size();) {
            const std::size_t end = std::min(value.find(' ', at), value.size());
            CAPTURE(value);
            CHECK(ids.contains(value.substr(at, end - at)));
            at = end + 1, ++links;
        }
    }
    CHECK(links > 50);
}

TEST_CASE("The page fetches nothing") {
    const std::string html = draw(report_sample::document());
    const auto page = parse(html);
    CHECK(page.select_nodes("//@src | //link | //iframe | //img | //object | //base").empty());
    for (const auto& found : page.select_nodes("//@href"))
        CHECK(std::string(found.attribute().value()).find(':') == std::string::npos);
    CHECK_THAT(html, !Contains("@import") && !Contains("http:") && !Contains("https:") && !Contains("url(h") && !Contains("{{"));
}

TEST_CASE("The figures of the page are the texts of the result") {
    const Document document = report_sample::document();
    const auto page = parse(draw(document));
    std::size_t number = 0;
    for (const Region& region : document.regions) {
        ++number;
        if (region.rules.empty()) continue;
        CAPTURE(region.name);
        const auto section = by_id(page, page::region_anchor(number));
        CHECK_THAT(text_of(section.child("p")), Contains("总分 " + region.total + " 分"));
        for (std::size_t i = 0; i < region.rules.size(); ++i) {
            const Rule& rule = region.rules[i];
            const auto row = by_id(page, page::region_anchor(number) + "-rule-" + std::to_string(i + 1));
            std::vector<std::string> cells;
            for (const auto& cell : row.children("td")) cells.push_back(text_of(cell));
            CAPTURE(rule.id);
            REQUIRE(cells.size() == 8);
            CHECK(cells[1] == page::or_dash(target_text(rule)) + (rule.demo ? "（示范）" : ""));
            CHECK(cells[2] == page::or_dash(actual_text(rule)));
            CHECK(cells[3] == page::or_dash(signed_text(rule.gap)));
            CHECK(cells[4] == std::string(status_word(rule.status)) + (rule.borderline ? "（边界）" : ""));
            if (rule.part_of.empty()) CHECK(cells[5] == points_text(rule));
            CHECK(cells[6] == page::or_dash(rule.possible));
        }
    }
}

TEST_CASE("The ledger of the page adds up to the total, or says by how much it does not") {
    Json json = report_sample::json();
    json["regions"][0]["ledger"] = Json::array({{{"rule", "air.good_days_rate"}, {"kind", "award"}, {"points", "100"}, {"reason", ""}},
                                                {{"rule", "air.heavy_days"}, {"kind", "deduct"}, {"points", "-1.5"}, {"reason", "x"}}});
    CHECK_THAT(draw(report_sample::load(json).value()), Contains("<td class=\"num\">98.5</td><td class=\"text\">与总分 98.5 一致</td>"));
    json["regions"][0]["ledger"][1]["points"] = "-1.4";
    CHECK_THAT(draw(report_sample::load(json).value()), Contains("<td class=\"num\">98.6</td><td class=\"text\">总分 98.5，相差 -0.1</td>"));
}

TEST_CASE("Texts of submissions never become markup, script or attributes of the page") {
    const std::string hostile = "</script><img src=x onerror=alert(1)>\"'&]]>{{total}}\n<b>";
    Json json = report_sample::json();
    auto& rule = json["regions"][1]["rules"][0];
    for (const char* key : {"title", "unit", "reason", "explain"}) rule[key] = hostile;
    rule["notes"] = Json::array({hostile});
    rule["values"] = {{hostile, hostile}};
    rule["series"] = Json::array({{{"period", hostile}, {"value", "1"}}, {{"period", "2021-02"}, {"value", hostile}}});
    rule["rows"] = Json::array({{{"file", hostile}, {"sheet", hostile}, {"cell", hostile}}});
    json["regions"][1]["region"] = json["regions"][1]["name"] = hostile;
    json["regions"][1]["groups"][0]["title"] = hostile;
    json["regions"][1]["ledger"] = Json::array({{{"rule", hostile}, {"kind", hostile}, {"points", "1"}, {"reason", hostile}}});
    json["regions"][1]["tasks"] = Json::array({{{"id", "t"}, {"title", hostile}, {"state", hostile}, {"progress", hostile}}});
    json["pack"]["title"] = json["pack"]["office"] = hostile;
    json["inputs"][0]["name"] = hostile;
    json["findings"] = Json::array({{{"code", hostile}, {"severity", "error"}, {"message", hostile}, {"place", {{"file", hostile}}}}});
    const std::string html = draw(report_sample::load(json).value());
    const auto page = parse(html);
    CHECK(page.select_nodes("//img | //b | //@onerror").empty());
    CHECK(page.select_nodes("//script").size() == 1);
    CHECK_THAT(html, Contains("&lt;img src=x onerror=alert(1)&gt;") && !Contains("<img"));
    CHECK(html.find("</script>") == html.rfind("</script>"));
}

TEST_CASE("得分率 is rounded once and leaves 折算 out") {
    Region region;
    region.total = "95.679922", region.possible = "97";
    region.ledger = {{"", "rescale", "2.870398", ""}};
    CHECK(score_rate(region) == "95.68%");  // 92.809524 / 97 = 95.67992…
    region.ledger.clear();
    region.total = "0.00125", region.possible = "10";
    CHECK(score_rate(region) == "0.01%");  // 0.0125: nearer to 0.01
    region.total = "0.0015";
    CHECK(score_rate(region) == "0.02%");  // 0.015: a tie goes to the even neighbour
    region.possible = "0";
    CHECK(score_rate(region) == "");
}

TEST_CASE("The months of a series are drawn with the target and listed with their figures") {
    Json json = report_sample::json();
    json["regions"][0]["rules"][0]["series"] =
        Json::array({{{"period", "2021-01"}, {"value", "2700/31"}}, {{"period", "2021-02"}, {"value", "100"}}});
    const Document document = report_sample::load(json).value();
    const auto trend = page::trend_data(document.regions[0].rules[0]);
    REQUIRE(trend.size() == 1);
    CHECK(trend[0].flags.at("has_target_line"));
    CHECK(trend[0].lists.at("marks")[0].texts.at("mark_text") == "87.0967…");
    CHECK(page::trend_data(document.regions[0].rules[1]).empty());
    CHECK_THAT(draw(document), Contains("<polyline class=\"course\" points=\"64.0,") && Contains("目标 ≥85.7"));
}

TEST_CASE("A result too large for one page says what is left out and where it is") {
    Document document = report_sample::document();
    const Region county = document.regions[0];
    auto fill = [&](std::size_t regions) {
        document.regions.assign(regions, county);
        for (std::size_t i = 0; i < regions; ++i) document.regions[i].name = "县" + std::to_string(i);
        return draw(document);
    };
    const std::size_t rules = county.rules.size();
    SECTION("no derivations") {
        const std::string html = fill(page::kMostDerivations / rules + 1);
        CHECK_THAT(html, !Contains("<details") && Contains("kaohe explain result.json --region 县区 --rule") && Contains("id=\"region-2\""));
    }
    SECTION("the ranking alone") {
        const std::string html = fill(page::kMostRows / rules + 1);
        CHECK_THAT(html, !Contains("<section class=\"region\"") && Contains("本页只列总排名") && Contains("县1<"));
    }
}

TEST_CASE("A county's own page has nothing of the others: no name, no finding, no file") {
    Json json = report_sample::json();
    const auto place = [](const char* file, const char* cell) { return Json{{"file", file}, {"sheet", ""}, {"cell", cell}}; };
    for (auto& rule : json["regions"][0]["rules"]) rule["inputs"] = Json::array({2}), rule["rows"] = Json::array();
    json["regions"][0]["rules"][0]["rows"] = Json::array({place("空气质量日报.csv", "2-366")});
    json["regions"][1]["rules"][0]["rows"] = Json::array({place("空气质量日报.csv", "367-731")});
    json["findings"].push_back({{"code", "KH-D010"}, {"severity", "error"}, {"place", place("空气质量日报.csv", "D17")}, {"message", "本县的值"}});
    json["findings"].push_back({{"code", "KH-D010"}, {"severity", "error"}, {"place", place("空气质量日报.csv", "D400")}, {"message", "别县的值"}});
    json["findings"].push_back({{"code", "KH-D045"}, {"severity", "warning"}, {"place", place("空气质量日报.csv", "")}, {"message", "“红寺堡区”缺 2 个"}});
    json["findings"].push_back({{"code", "KH-D046"}, {"severity", "warning"}, {"place", place("", "")}, {"message", "“利通区”没有提交表"}});
    const Document document = report_sample::load(json).value();
    Options options = report_sample::options();
    options.regions = {"利通区"};
    const std::string html = draw(document, options);
    CHECK_THAT(html, Contains("本县的值") && Contains("“利通区”没有提交表") && Contains("只列与所选县区有关的") && Contains("空气质量日报.csv"));
    CHECK_THAT(html, !Contains("别县的值") && !Contains("同心县") && !Contains("红寺堡区") && !Contains("盐池县") && !Contains("KH-D026"));
    CHECK_THAT(draw(document), Contains("别县的值") && Contains("KH-D026") && !Contains("只列与所选"));
}

TEST_CASE("Values and steps are called by the words of the method") {
    Json json = report_sample::json();
    json["methods"] = Json::array({{{"id", "air.days"}, {"title", "优良天数比例"}, {"outputs", Json::array({{{"name", "value"}, {"title", "优良比例"}, {"unit", "%"}}})}}});
    auto& rule = json["regions"][1]["rules"][0];
    rule["trace"].push_back({{"step", "method"}, {"rule", "air.days"}, {"out", "85"}, {"text", "value"}});
    rule["trace"].push_back({{"step", "score"}, {"rule", "deduct"}, {"in", "x"}, {"out", "17.325"}});
    const std::string html = draw(report_sample::load(json).value());
    CHECK_THAT(html, Contains("优良比例 85%") && Contains("按优良天数比例（air.days）计算，优良比例为 85") && Contains("计分（扣分）"));
    CHECK_THAT(html, Contains("优良天数比例（air.days）第 2012 版"));
    CHECK_THAT(draw(report_sample::document()), Contains("value 85"));  // a result that does not say
}

TEST_CASE("A county without a deviation is said to get no notice") {
    Document document = report_sample::document();
    for (Rule& rule : document.regions[0].rules)
        if (rule.status == Status::Unmet) rule.status = Status::Met;
    const std::string html = draw(document);
    CHECK_THAT(html, Contains("没有偏差，不发偏差通知书。"));
    CHECK_THAT(html, !Contains("通知书/利通区.docx"));
    CHECK_THAT(draw(report_sample::document()), !Contains("没有偏差，不发"));
}
