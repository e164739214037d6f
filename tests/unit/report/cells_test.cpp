// Cells that are written without the library: what stands in the file, and that the runs of a long sheet join.
#include "kaohe/report/cells.h"

#include "kaohe/report/xlsx.h"
#include "support/catch.h"
#include "support/report_files.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

std::string xml_of(const Cells& cells) {
    std::string out;
    for (const Cells::Run run : cells.runs()) cells.write(run, out);
    return out;
}

}  // namespace

TEST_CASE("Cells stand in the order of their columns, and the last that is written counts") {
    Cells cells;
    CHECK(cells.empty());
    CHECK(cells.extent() == "A1");
    cells.number(2, 3, 7, 1.5);
    cells.blank(2, 1, 4);
    cells.text(2, 27, 0, 12);
    cells.formula(2, 3, 7, "A1&\"<\"", -2);
    cells.row_height(4, 23, 1);
    CHECK(xml_of(cells) ==
          "<row r=\"3\"><c r=\"B3\" s=\"4\"/><c r=\"D3\" s=\"7\"><f>A1&amp;\"&lt;\"</f><v>-2</v></c><c r=\"AB3\" s=\"0\" t=\"s\"><v>12</v></c></row>"
          "<row r=\"5\" ht=\"23\" customHeight=\"1\" outlineLevel=\"1\"/>");
    CHECK(cells.extent() == "B3:AB3");
    CHECK(cells.texts() == 1);
    Cells::Seen seen;
    REQUIRE(cells.look(2, 3, seen));
    CHECK(seen.number == -2);
    CHECK_FALSE(cells.look(2, 1, seen));  // blank
    CHECK_FALSE(cells.look(9, 0, seen));
}

TEST_CASE("Texts are kept once, with their blanks, escaped") {
    SharedTexts texts;
    CHECK(texts.empty());
    CHECK(texts.index_of("甲") == 0);
    CHECK(texts.index_of(" a<b>&") == 1);
    CHECK(texts.index_of("甲") == 0);
    CHECK(texts.at(1) == " a<b>&");
    CHECK_THAT(texts.to_xml(3), Contains("count=\"3\" uniqueCount=\"2\"><si><t>甲</t></si><si><t xml:space=\"preserve\"> a&lt;b&gt;&amp;</t></si></sst>"));
}

TEST_CASE("A sheet of many runs, packed on several threads, reads back as it was written") {
    report_files::Folder folder;
    constexpr std::uint32_t kRows = 3000;
    for (const int jobs : {1, 4}) {
        Workbook book(folder / "a.xlsx", "2021-12-31", {.title = "测试"});
        Sheet& sheet = book.add_sheet("长表");
        book.add_sheet("空表");
        for (std::uint32_t row = 0; row < kRows; ++row) {
            sheet.text(row, 0, "县" + std::to_string(row));
            for (std::uint16_t column = 1; column < 20; ++column) sheet.number(row, column, std::to_string(row) + "." + std::to_string(column % 9 + 1));
        }
        REQUIRE(book.finish(jobs));
        const report_files::Workbook read(folder / "a.xlsx");
        CHECK(read.cells("长表").size() == kRows * 20);
        CHECK(read.cell("长表", "A3000").value == "县2999");
        CHECK(read.cell("长表", "B1").value == "0.2");
        CHECK(read.cell("长表", "T1638").value == "1637.2");
        CHECK(read.cells("空表").empty());
        CHECK_THAT(read.part("xl/worksheets/sheet1.xml"), Contains("<dimension ref=\"A1:T3000\"/>"));
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    }
}

TEST_CASE("A chart keeps what it is drawn from") {
    report_files::Folder folder;
    Workbook book(folder / "a.xlsx", "2021-12-31", {.title = "测试"});
    Sheet& sheet = book.add_sheet("表");
    for (std::uint32_t row = 0; row < 3; ++row) {
        sheet.text(row, 0, "县" + std::to_string(row));
        sheet.number(row, 1, std::to_string(row) + ".25");
    }
    sheet.chart(5, 0, {.kind = Sheet::ChartKind::Bars, .title = "图", .unit = "分", .series = {{"得分", {0, 2, 0, 0}, {0, 2, 1, 1}}}});
    REQUIRE(book.finish());
    CHECK_THAT(report_files::Workbook(folder / "a.xlsx").part("xl/charts/chart1.xml"), Contains("<c:v>2.25</c:v>") && Contains("<c:v>县1</c:v>"));
}
