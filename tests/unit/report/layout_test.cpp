// Layouts of the workbook: what the office may change in workbook/layout.lua, and how a mistake in it is told.
#include "kaohe/report/layout.h"

#include "kaohe/report/report.h"
#include "support/catch.h"
#include "support/report_sample.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

// A folder of templates with this layout.
struct OwnLayout {
    explicit OwnLayout(const std::string& text) {
        std::filesystem::create_directories(folder / "templates/workbook");
        std::ofstream(folder / "templates/workbook/layout.lua", std::ios::binary) << text;
        options.overrides = folder / "templates";
    }
    report_files::Workbook draw(const Document& document) {
        const auto written = write_workbook(document, folder / "a.xlsx", options);
        if (!written) FAIL(render(written.error()));
        return report_files::Workbook(folder / "a.xlsx");
    }
    Diagnostic refusal() {
        const auto written = write_workbook(report_sample::document(), folder / "a.xlsx", options);
        REQUIRE_FALSE(written);
        CHECK_FALSE(std::filesystem::exists(folder / "a.xlsx"));
        return written.error();
    }
    report_files::Folder folder;
    Options options = report_sample::options();
};

std::string column_of_cell(const std::string& reference) { return reference.substr(0, reference.find_first_of("0123456789")); }

std::string sheet_of(const std::string& columns, const std::string& list = "regions") {
    return "sheet \"表\" { title = \"标题\", blocks = {\n rows { from = \"" + list + "\", columns = {\n" + columns + "\n} } } }";
}

}  // namespace

TEST_CASE("A layout decides on sheets, columns, titles, order and what is left out") {
    OwnLayout own(R"(
style { footer_left = "{{office}}", footer_right = "{{period}}" }
sheet "成绩" {
  title = "{{year_label}}成绩", freeze = 1,
  blocks = {
    line { "截止 {{as_of}}" },
    rows { from = "regions", order = "rank", columns = {
      column { "单位", "region", width = 20 },
      column { "得分", "total", width = 10, marks = { { below = "80", tone = "bad" } } },
      column { "上期", "previous_rank", width = 10, optional = true },
      column { "意见", input = true, width = 20 },
    } },
  },
})");
    const auto book = own.draw(report_sample::document());
    CHECK(book.names() == std::vector<std::string>{"成绩"});
    CHECK(book.cell("成绩", "A1").value == "2021年度成绩");
    CHECK(book.cell("成绩", "A2").value == "截止 2021年12月31日");
    CHECK(book.cell("成绩", "A3").value == "单位");
    CHECK(book.cell("成绩", "C3").value == "意见");  // no result before this one: no column for it
    CHECK(book.cell("成绩", "A4").value == "利通区");
    CHECK(book.cell("成绩", "B4").value == "98.5");
    CHECK(book.cell("成绩", "B4").formula == "");  // its parts are not in this sheet
    CHECK_THAT(book.part("xl/worksheets/sheet1.xml"), Contains("2021"));
}

TEST_CASE("A click leads from a score to its line in the county's sheet, to its deduction and to its source") {
    report_files::Folder folder;
    REQUIRE(write_workbook(report_sample::document(), folder / "a.xlsx", report_sample::options()));
    const report_files::Workbook book(folder / "a.xlsx");
    const auto number_of = [&](const std::string& name) {
        const auto names = book.names();
        return std::to_string(std::find(names.begin(), names.end(), name) - names.begin() + 1);
    };
    const std::string detail = book.part("xl/worksheets/sheet" + number_of("得分明细") + ".xml");
    // 红寺堡区's first indicator stands in row 5 of its sheet: title, summary, header, band.
    CHECK_THAT(detail, Contains("location=\"'红寺堡区'!A5\""));
    CHECK(book.cell("得分明细", book.find("得分明细", "17.325")).type == "");  // still a number
    const std::string county = book.part("xl/worksheets/sheet" + number_of("红寺堡区") + ".xml");
    CHECK_THAT(county, Contains("location=\"'扣分说明'!A") && Contains("location=\"'数据来源与依据'!A"));
    CHECK_THAT(county, Contains("outlineLevel=\"1\""));
    // Each link leads to a sheet that is there.
    for (const auto& name : {detail, county}) {
        for (std::size_t at = name.find("location=\"'"); at != std::string::npos; at = name.find("location=\"'", at + 1)) {
            const std::size_t begin = at + 11, end = name.find('\'', begin);
            const auto names = book.names();
            CHECK(std::find(names.begin(), names.end(), name.substr(begin, end - begin)) != names.end());
        }
    }
}

TEST_CASE("The months of an indicator stand beside its target, rounded once, with a line for a common target") {
    auto json = report_sample::json();
    // By hand: 27/31 = 87.0967…% -> 87.1; 5/6 = 83.333…% -> 83.3; 0.25 with one digit, half to even -> 0.2.
    for (const int region : {0, 1}) {
        auto& rule = json["regions"][static_cast<std::size_t>(region)]["rules"][0];
        rule["target"] = {{"op", ">="}, {"value", "85.7"}};
        rule["series"] = {{{"period", "2021-01"}, {"value", "2700/31"}}, {{"period", "2021-02"}, {"value", region == 0 ? "250/3" : "1/4"}}};
    }
    report_files::Folder folder;
    REQUIRE(write_workbook(report_sample::load(json).value(), folder / "a.xlsx", report_sample::options()));
    const report_files::Workbook book(folder / "a.xlsx");
    const std::string sheet = "月度调度表";
    CHECK(book.cell(sheet, "E3").value == "1月");
    CHECK(book.cell(sheet, "F3").value == "2月");
    CHECK(book.cell(sheet, "B4").value == "利通区");
    CHECK(std::stod(book.cell(sheet, "E4").value) == 87.1);
    CHECK(book.cell(sheet, "F4").value == "83.3");
    CHECK(book.cell(sheet, "F5").value == "0.2");
    CHECK(book.cell(sheet, "B6").value == "目标");
    CHECK(book.cell(sheet, "E6").value == "85.7");
    CHECK_THAT(book.part("xl/charts/chart4.xml"), Contains("lineChart"));  // after ranking, groups and rates
}

TEST_CASE("With a result from before, the ranking says who moved and the list who failed again") {
    auto before_json = report_sample::json();
    before_json["regions"][0]["rank"] = 3;
    const Document before = report_sample::load(before_json).value();
    Options options = report_sample::options();
    options.previous = &before;
    report_files::Folder folder;
    REQUIRE(write_workbook(report_sample::document(), folder / "a.xlsx", options));
    const report_files::Workbook book(folder / "a.xlsx");
    const std::string column = book.find("总排名", "位次变化");
    REQUIRE(column != "");
    CHECK(book.cell("总排名", column.substr(0, 1) + "4").value == "2");  // third before, first now
    CHECK(book.find("未达标清单", "连续未达标") != "");
}

TEST_CASE("A mistake in a layout is told with file, line and the names that are known") {
    const auto message = [](const std::string& text) { return OwnLayout(text).refusal(); };
    Diagnostic wrong = message(sheet_of("column { \"名次\", \"rnk\", width = 7 }"));
    CHECK(wrong.code == Code::LayoutWrong);
    CHECK(wrong.place.line == 3);
    CHECK_THAT(wrong.place.file, Contains("layout.lua"));
    CHECK_THAT(wrong.message, Contains("rnk") && Contains("rank") && Contains("regions"));

    CHECK_THAT(message(sheet_of("column { \"名次\", \"rank\", width = 700 }")).message, Contains("width") && Contains("255"));
    CHECK_THAT(render(message(sheet_of("column { \"名次\", \"rank\", wide = 7 }"))), Contains("wide") && Contains("width"));
    CHECK_THAT(message(sheet_of("column { \"名次\" }")).message, Contains("column { \"标题\", \"字段\" }"));
    CHECK_THAT(message(sheet_of("line { \"名次\" }")).message, Contains("columns"));
    CHECK_THAT(message(sheet_of("columns_of { \"group\" }")).message, Contains("groups"));
    CHECK_THAT(message(sheet_of("column { \"名次\", \"rank\", marks = { { under = \"60\", tone = \"bad\" } } }")).message, Contains("under"));
    CHECK_THAT(message(sheet_of("column { \"指标\", \"indicator\" }", "rules")).message, Contains("each"));
    CHECK_THAT(message(sheet_of("column { \"分\", \"total\", of = \"air\" }")).message, Contains("total") && Contains("groups"));
    CHECK_THAT(message(sheet_of("column { \"指标\", \"indicator\" }", "region")).message, Contains("region"));
    CHECK_THAT(message("sheet \"a\" { title = \"{{pack_titel}}\", blocks = {} }").message, Contains("pack_titel"));
    CHECK_THAT(message("sheet \"a\" { title = \"{{region}}\", blocks = {} }").message, Contains("region"));  // only in a sheet for each
    CHECK_THAT(message("sheet \"a\" { title = \"t\", blocks = { charts { \"pie\" } } }").message, Contains("pie") && Contains("ranking"));
    CHECK_THAT(message("sheet \"a\" { title = \"t\", blocks = { 5 } }").message, Contains("rows"));
    CHECK_THAT(message("style { colours = { bad = \"red\" } }").message, Contains("bad"));
    CHECK_THAT(message("style { fonts = { titel = { \"黑体\", \"18\" } } }").message, Contains("titel"));
    CHECK_THAT(message("").message, Contains("sheet"));
    CHECK_THAT(message("os.exit()").message, Contains("os"));
}

TEST_CASE("All mistakes of a layout are told in one run") {
    const Diagnostic wrong = OwnLayout(sheet_of("column { \"名次\", \"rnk\" },\ncolumn { \"总分\", \"totl\" }")).refusal();
    REQUIRE(wrong.notes.size() == 1);
    CHECK_THAT(wrong.notes[0], Contains("totl") && Contains(":4"));
}

TEST_CASE("What is too long for a sheet is left out, and the cover says so") {
    OwnLayout own(R"(
sheet "封面" { title = "封面", widths = { 16, 60 }, blocks = { contents { title = "各表" } } }
sheet "扣分" { title = "扣分", most = 2, blocks = { rows { from = "deductions", columns = { column { "分", "points" } } } } }
sheet "county" { each = "regions", name = "{{region}}", most = 3, title = "{{region}}", blocks = { line { "{{summary}}" } } }
)");
    const auto book = own.draw(report_sample::document());
    CHECK(book.names() == std::vector<std::string>{"封面"});
    CHECK_THAT(book.cell("封面", "B2").value, Contains("没有列出“扣分”"));
    CHECK_THAT(book.cell("封面", "B3").value, Contains("6 个"));
}

TEST_CASE("Many counties and indicators: each page of the scores begins with its header") {
    auto json = report_sample::json();
    const auto region = json["regions"][0];
    for (int i = 0; i < 35; ++i) {
        auto copy = region;
        copy["region"] = copy["name"] = "第" + std::to_string(i) + "县";
        for (int twin = 1; twin < 4; ++twin)  // more than one block of columns
            for (auto rule : region["rules"]) {
                rule["rule"] = rule["rule"].get<std::string>() + std::to_string(twin);
                rule["title"] = rule["title"].get<std::string>() + std::to_string(twin);
                copy["rules"].push_back(rule);
            }
        json["regions"].push_back(copy);
    }
    report_files::Folder folder;
    REQUIRE(write_workbook(report_sample::load(json).value(), folder / "a.xlsx", report_sample::options()));
    const report_files::Workbook book(folder / "a.xlsx");
    const auto names = book.names();
    const auto number = std::find(names.begin(), names.end(), "得分明细") - names.begin() + 1;
    const std::string xml = book.part("xl/worksheets/sheet" + std::to_string(number) + ".xml");
    CHECK_THAT(xml, Contains("<rowBreaks") && !Contains("fitToPage"));
    std::size_t headers = 0, regions = 0;
    for (const auto& [reference, cell] : book.cells("得分明细")) {
        if (column_of_cell(reference) == "A" && cell.value == "县（市、区）") ++headers;
        if (column_of_cell(reference) == "A" && cell.value == "第0县") ++regions;
    }
    // 42 regions, 20 a page: three headers in each of the blocks, in each of which every region stands once.
    CHECK(headers == 3 * regions);
    CHECK(regions >= 3);
}

TEST_CASE("A table without a title: a column for each rule of a group, one value of a method, words with colours") {
    OwnLayout own(R"(
style { colours = { good = "C6EFCE", bad = "FFC7CE", warn = "FFEB9C" } }
sheet "总表" { title = "", blocks = { rows { from = "regions", columns = {
  column { "代码", "code" },
  columns_of { "rules", group = "agriculture", format = "0.00", marks = { { below = "9", tone = "bad" }, { below = "11", tone = "warn" }, { tone = "good" } } },
} } } }
sheet "county" { each = "regions", optional = true, name = "{{region}}", title = "", blocks = { rows { from = "rules", group = "soil", columns = {
  column { "编号", "code" },
  column { "方向", "direction" },
  column { "目标", "target_value", format = "0.0" },
  column { "比例", "values", of = "value", format = "0.00" },
  column { "结论", "status", marks = { { is = "达标", tone = "good" }, { tone = "bad" } } },
  column { "条款", "clause" },
} } } }
)");
    auto json = report_sample::json();
    auto& rules = json["regions"][2]["rules"];
    for (auto it = rules.begin(); it != rules.end();) it = (*it)["group"] == "soil" ? rules.erase(it) : it + 1;
    const auto book = own.draw(report_sample::load(json).value());
    // 青铜峡市 has no rule of that group any more, 吴忠市 never had one: nothing to show in their sheets.
    CHECK(book.names() == std::vector<std::string>{"总表", "利通区", "红寺堡区", "盐池县", "同心县"});
    const auto cell = [&](const char* sheet, const char* reference) { return book.cell(sheet, reference).value; };
    CHECK(cell("总表", "A1") == "代码");
    CHECK(cell("总表", "B1") == "秸秆综合利用率");
    CHECK(cell("总表", "D1") == "农膜回收率");
    CHECK(cell("总表", "E1") == "");
    CHECK(cell("总表", "A2") == "640302");
    CHECK(cell("总表", "C2") == "10");
    CHECK(book.cell("总表", "C2").format == "0.00");
    CHECK(cell("总表", "B3") == "缺报");
    CHECK(cell("利通区", "A2") == "farmland.safe_rate");
    CHECK(cell("利通区", "B2") == "不低于");
    CHECK(cell("利通区", "C2") == "93");
    CHECK(cell("利通区", "D2") == "93.106896…");  // 27001/290, cut: it is no decimal
    CHECK(cell("利通区", "E2") == "达标");
    CHECK(cell("利通区", "F2") == "一（二）");
    CHECK(cell("红寺堡区", "D2") == "95");
    CHECK(book.cell("红寺堡区", "D2").format == "0.00");
    CHECK(cell("利通区", "A4") == "");
    // The colour behind a cell, by the number of its style.
    const auto fill_of = [&](const std::string& sheet_xml, const std::string& reference) {
        pugi::xml_document sheet, styles;
        sheet.load_string(book.part(sheet_xml).c_str());
        styles.load_string(book.part("xl/styles.xml").c_str());
        const auto found = sheet.find_node([&](const pugi::xml_node& node) { return std::string(node.name()) == "c" && node.attribute("r").value() == reference; });
        auto at = [](pugi::xml_node list, const char* name, unsigned index) {
            auto node = list.child(name);
            for (; index > 0; --index) node = node.next_sibling(name);
            return node;
        };
        const auto style = at(styles.child("styleSheet").child("cellXfs"), "xf", found.attribute("s").as_uint());
        return std::string(at(styles.child("styleSheet").child("fills"), "fill", style.attribute("fillId").as_uint()).child("patternFill").child("fgColor").attribute("rgb").value());
    };
    CHECK(fill_of("xl/worksheets/sheet1.xml", "B2") == "FFC6EFCE");  // 12 points
    CHECK(fill_of("xl/worksheets/sheet1.xml", "C2") == "FFFFEB9C");  // 10
    CHECK(fill_of("xl/worksheets/sheet1.xml", "D2") == "FFFFC7CE");  // 8
    CHECK(fill_of("xl/worksheets/sheet2.xml", "E2") == "FFC6EFCE");
}
