#include "kaohe/report/report.h"
#include "support/catch.h"
#include "support/report_sample.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;
using Json = nlohmann::ordered_json;

namespace {

report_files::Workbook draw(const Document& document, const Options& options = report_sample::options()) {
    report_files::Folder folder;
    auto written = write_workbook(document, folder / "考核.xlsx", options);
    if (!written) FAIL(render(written.error()));
    return report_files::Workbook(folder / "考核.xlsx");
}

std::string column_of(const std::string& reference) {
    return reference.substr(0, reference.find_first_of("0123456789"));
}
std::string row_of(const std::string& reference) {
    return reference.substr(reference.find_first_of("0123456789"));
}

// The cell under the header `title` in the row that begins with `row`, looked up as a reader would.
report_files::Cell at(const report_files::Workbook& book, const std::string& sheet, const std::string& row,
                      const std::string& title) {
    const std::string row_cell = book.find(sheet, row), title_cell = book.find(sheet, title);
    REQUIRE(row_cell != "");
    REQUIRE(title_cell != "");
    return book.cell(sheet, column_of(title_cell) + row_of(row_cell));
}

}  // namespace

TEST_CASE("The workbook has its sheets in order, one for each region that was scored") {
    CHECK(draw(report_sample::document()).names() ==
          std::vector<std::string>{"封面与说明", "总排名", "图表", "得分明细", "利通区", "红寺堡区", "青铜峡市", "盐池县", "同心县",
                                   "吴忠市", "未达标清单", "扣分说明", "加减分与一票否决", "数据来源与依据", "核对", "校核签字栏"});
}

TEST_CASE("The ranking shows ties, provisional totals, vetoes and those who are not ranked") {
    const auto book = draw(report_sample::document());
    const std::string sheet = "总排名";
    CHECK(book.cell(sheet, "A1").value == "吴忠市2021年度生态环境目标考核总排名");
    // By hand: ranks 1 1 3 4 5, then the two without a rank.
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"1", "利通区"},   {"1", "青铜峡市"}, {"3", "盐池县"},      {"4", "同心县"},
        {"5", "红寺堡区"}, {"—", "吴忠市"},   {"—", "太阳山开发区"}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(book.cell(sheet, "A" + std::to_string(4 + i)).value == expected[i].first);
        CHECK(book.cell(sheet, "B" + std::to_string(4 + i)).value == expected[i].second);
    }
    const auto total = at(book, sheet, "青铜峡市", "总分");
    CHECK(total.value == "98.5");
    CHECK(total.formula == "SUM(C5:F5)");
    CHECK(at(book, sheet, "红寺堡区", "总分").format == "0.000");
    CHECK(at(book, sheet, "红寺堡区", "备注").value == "暂定，补报后为 77.325～99.325 分");
    CHECK_THAT(at(book, sheet, "盐池县", "备注").value, Contains("重大突发环境事件"));
    CHECK(at(book, sheet, "太阳山开发区", "总分").value == "—");
    CHECK(at(book, sheet, "太阳山开发区", "备注").value == "不参加排名");
}

TEST_CASE("Scores in detail: words for what is missing, live sums with the stored value") {
    const auto book = draw(report_sample::document());
    const std::string sheet = "得分明细";
    CHECK(at(book, sheet, "满分", "优良天数比例").value == "18");
    CHECK(at(book, sheet, "红寺堡区", "优良天数比例").value == "17.325");
    CHECK(at(book, sheet, "红寺堡区", "秸秆综合利用率").value == "缺报");
    CHECK(at(book, sheet, "红寺堡区", "畜禽粪污综合利用率").value == "数据无效");
    CHECK(at(book, sheet, "同心县", "农膜回收率").value == "缺报");  // stored as 0 points
    CHECK(at(book, sheet, "利通区", "污染地块安全利用率").value == "12");
    CHECK(at(book, sheet, "红寺堡区", "总分").value == "77.325");
    CHECK(at(book, sheet, "红寺堡区", "总分").formula != "");
}

TEST_CASE("A county's sheet gives target, values, calculation and clause of each indicator") {
    const auto book = draw(report_sample::document());
    const std::string sheet = "红寺堡区", row = "优良天数比例";
    CHECK(at(book, sheet, row, "单位").value == "%");
    CHECK(at(book, sheet, row, "目标值").value == "87.7");
    CHECK(at(book, sheet, row, "目标值").format == "\"≥\"0.0");
    CHECK(at(book, sheet, row, "完成值").value == "85");
    CHECK(at(book, sheet, row, "完成值").format == "0.0");
    CHECK(at(book, sheet, row, "差值").value == "-2.7");
    CHECK(at(book, sheet, row, "状态").value == "部分达标");
    CHECK(at(book, sheet, row, "得分").value == "17.325");
    CHECK(at(book, sheet, row, "计算过程").value == "18 − (87.7 − 85.0) ÷ 1 × 0.25 = 17.325");
    CHECK(at(book, sheet, row, "依据").value == "《吴忠市2021年大气污染防治重点工作安排》附件1");
    CHECK(at(book, sheet, "秸秆综合利用率", "得分").value == "缺报");
    CHECK(at(book, sheet, "秸秆综合利用率", "完成值").value == "—");
    CHECK_THAT(at(book, sheet, "秸秆综合利用率", "目标值").format, Contains("示范"));
    CHECK(at(book, "利通区", "优良天数比例", "修约前").value == "86.3013…");
    CHECK(at(book, "利通区", "PM2.5年均浓度", "状态").value == "达标（边界）");
    CHECK_THAT(at(book, "利通区", "PM2.5年均浓度", "计算过程").value,
               Contains("全数值比较未达标，修约值比较达标"));
}

TEST_CASE("The rectification list has what falls short, with room to write") {
    const auto book = draw(report_sample::document());
    const std::string sheet = "未达标清单";
    CHECK(book.cell(sheet, "B5").value == "红寺堡区");  // 利通区's heavy days, then 红寺堡区
    CHECK(book.cell(sheet, "K5").value == "0.675");
    CHECK(book.cell(sheet, "K5").formula == "I5-J5");
    CHECK(book.cell(sheet, "J6").value == "缺报");
    CHECK(book.cell(sheet, "K6").value == "—");
    CHECK(book.cell(sheet, "L5").value == "3.1%");  // (87.7 - 85.0) / 87.7 = 3.079 %
    CHECK(book.cell(sheet, "M5").value == "");
    CHECK(book.cell(sheet, "A12").value == "9");
    CHECK(book.cell(sheet, "A13").value == "");
}

TEST_CASE("Deductions, extras and sources are listed with their clauses and digests") {
    const auto book = draw(report_sample::document());
    CHECK(at(book, "扣分说明", "10 − (9 − 1) ÷ 1 × 0.5 = 6", "分值").value == "-4");
    CHECK(at(book, "扣分说明", "同心县 扣分小计", "分值").value == "-10.25");
    CHECK(book.find("加减分与一票否决", "等次定为不合格") != "");
    CHECK(book.find("加减分与一票否决", "自治区通报表扬 1 次 × 0.5 分（宁环办〔2021〕55号）") != "");
    CHECK(book.find("数据来源与依据", report_sample::document().inputs[3].digest) != "");
    CHECK(book.find("数据来源与依据", "[2] 指标填报汇总.xlsx\n[4] 秸秆.csv\n指标填报!D7") != "");
    CHECK(book.find("数据来源与依据", "来源待核") != "");
    CHECK(book.find("数据来源与依据", "吴农发〔2021〕33号") != "");
}

TEST_CASE("Every sheet prints on A4, one page wide, with page numbers, the cover is one upright page") {
    const auto book = draw(report_sample::document());
    for (std::size_t i = 1; i <= book.names().size(); ++i) {
        CAPTURE(i);
        const std::string& xml = book.part("xl/worksheets/sheet" + std::to_string(i) + ".xml");
        const bool is_cover = book.names()[i - 1] == "封面与说明", fits_a_screen = is_cover || book.names()[i - 1] == "校核签字栏";
        CHECK_THAT(xml, Contains("paperSize=\"9\"") && Contains(is_cover ? "orientation=\"portrait\"" : "orientation=\"landscape\"") &&
                            Contains("第 &amp;P 页 共 &amp;N 页"));
        CHECK((xml.find("fitToHeight=\"0\"") == std::string::npos) == is_cover);
        if (!fits_a_screen) CHECK_THAT(xml, Contains("state=\"frozen\""));
    }
}

TEST_CASE("A total that its parts do not add up to is a bare number") {
    Json json = report_sample::json();
    json["regions"][0]["total"] = "60";
    json["regions"][0]["total_max"] = "60";
    const auto total = at(draw(report_sample::load(json).value()), "总排名", "利通区", "总分");
    CHECK(total.value == "60");
    CHECK(total.formula == "");
}

TEST_CASE("Texts of the result stay text in the workbook") {
    Json json = report_sample::json();
    json["regions"][0]["rules"][2]["reason"] = "=HYPERLINK(\"http://x\",\"y\")";
    json["regions"][0]["rules"][2]["explain"] = "";
    json["regions"][0]["rules"][2]["trace"] = Json::array();
    json["regions"][0]["name"] = json["regions"][0]["region"] = "'利通/区[1]";
    const auto book = draw(report_sample::load(json).value());
    CHECK(book.names()[4] == "_利通_区_1_");
    const std::string cell = book.find("_利通_区_1_", "=HYPERLINK(\"http://x\",\"y\")");
    REQUIRE(cell != "");
    CHECK(book.cell("_利通_区_1_", cell).formula == "");
}

TEST_CASE("More indicators than a page is wide are drawn in blocks") {
    Json json = report_sample::json();
    for (auto& region : json["regions"]) {
        Json rules = Json::array();
        for (int copy = 0; copy < 4; ++copy)
            for (Json rule : region["rules"]) {
                rule["title"] = rule["title"].get<std::string>() + std::to_string(copy);
                rule["rule"] = rule["rule"].get<std::string>() + std::to_string(copy);
                rules.push_back(rule);
            }
        region["rules"] = rules;
    }
    const auto book = draw(report_sample::load(json).value());
    for (const auto& [reference, cell] : book.cells("得分明细")) CHECK(column_of(reference) <= "N");
    CHECK(book.find("得分明细", "污染地块安全利用率3") != "");
}

TEST_CASE("A bonus that the engine keeps as a group has one column and counts once") {
    Json json = report_sample::json();
    for (auto& region : json["regions"])
        if (!region["rules"].empty())
            region["groups"].push_back(
                {{"id", "bonus"}, {"title", "加分"}, {"points", region["bonus"]}, {"possible", "0"}});
    const auto book = draw(report_sample::load(json).value());
    CHECK(at(book, "总排名", "青铜峡市", "加分").value == "0.5");
    CHECK(at(book, "总排名", "青铜峡市", "总分").formula == "SUM(C5:F5)");
    CHECK(book.cell("总排名", "G3").value == "总分");
    CHECK(at(book, "得分明细", "青铜峡市", "加分").value == "0.5");
    CHECK(at(book, "得分明细", "青铜峡市", "总分").value == "98.5");
    CHECK(at(book, "得分明细", "青铜峡市", "总分").formula != "");
    CHECK(at(book, "青铜峡市", "总分", "得分").formula != "");
}

TEST_CASE("Only the regions that were asked for are drawn, an unknown one is an error") {
    Options options = report_sample::options();
    options.regions = {"盐池县", "640302"};
    const auto book = draw(report_sample::document(), options);
    CHECK(book.names()[4] == "利通区");
    CHECK(book.names()[5] == "盐池县");
    CHECK(book.names()[6] == "未达标清单");
    options.regions = {"盐池"};
    report_files::Folder folder;
    auto written = write_workbook(report_sample::document(), folder / "a.xlsx", options);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == Code::RegionUnknown);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("The same result gives the same bytes, and no temporary file is left") {
    report_files::Folder folder;
    REQUIRE(write_workbook(report_sample::document(), folder / "a.xlsx", report_sample::options()));
    REQUIRE(write_workbook(report_sample::document(), folder / "b.xlsx", report_sample::options()));
    CHECK(report_files::read_file(folder / "a.xlsx") == report_files::read_file(folder / "b.xlsx"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("The same bytes on one thread and on several") {
    report_files::Folder folder;
    Options options = report_sample::options();
    REQUIRE(write_workbook(report_sample::document(), folder / "1.xlsx", options));
    options.jobs = 3;
    REQUIRE(write_workbook(report_sample::document(), folder / "3.xlsx", options));
    CHECK(report_files::read_file(folder / "1.xlsx") == report_files::read_file(folder / "3.xlsx"));
}

TEST_CASE("A workbook for each region is the one that is drawn for this region alone") {
    report_files::Folder folder;
    const Document document = report_sample::document();
    Options options = report_sample::options();
    options.jobs = 2;
    REQUIRE(write_workbooks(document, folder / "books", options));
    std::size_t books = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "books")) books += entry.path().extension() == ".xlsx" ? 1 : 0;
    CHECK(books == 6);  // 太阳山开发区 was not scored
    options.regions = {"盐池县"};
    REQUIRE(write_workbook(document, folder / "one.xlsx", options));
    CHECK(report_files::read_file(folder / "one.xlsx") == report_files::read_file(folder / "books/盐池县.xlsx"));
}
