#include "kaohe/io/xlsx_reader.h"

#include "recorder.h"
#include "support/catch.h"
#include "support/xlsx_builder.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

Outcome read_xlsx_rows(const std::string& rows) {
    return read_all(XlsxBuilder::with_rows(rows).bytes(), "a.xlsx");
}
// The cell A1 of a sheet with this cell element, or the finding, or the refusal.
std::string xlsx_cell(const std::string& element) {
    const auto outcome = read_xlsx_rows("<row r=\"1\">" + element + "</row>");
    if (!outcome.refusal.empty()) return outcome.refusal;
    return outcome.findings.empty() ? outcome.at("A1") : outcome.found() + " " + outcome.at("A1");
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("kinds of cells") {
    auto [element, expected] = GENERATE(table<std::string, std::string>({
        {"<c r='A1'><v>85.700000000000003</v></c>", "#85.7"},
        {"<c r='A1' t='n'><v> 42 </v></c>", "#42"},
        {"<c r='A1'/>", "(blank)"},
        {"<c r='A1' s='1'><v/></c>", "(blank)"},
        {"<c r='A1' t='s'><v>0</v></c>", "甲"},
        {"<c r='A1' t='s'><v>1</v></c>", "(blank)"},  // an empty shared string does not repeat the last one
        {"<c r='A1' t='s'><v>2</v></c>", "乙"},
        {"<c r='A1' t='inlineStr'><is><t>a</t></is></c>", "a"},
        {"<c r='A1' t='inlineStr'><is><r><rPr><b/></rPr><t xml:space='preserve'> "
         "a</t></r><r><t>b</t></r></is></c>",
         " ab"},
        {"<c r='A1' t='inlineStr'><is><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></is></c>",
         "東京"},
        {"<c r='A1' t='inlineStr'><v>x</v><is><t>a</t></is></c>", "a"},
        {"<c r='A1' t='inlineStr'><v>x</v></c>", "x"},
        {"<c r='A1' t='str'><f>A2</f><v>a_x000D_b</v></c>", "a\rb"},
        {"<c r='A1' t='b'><v>1</v></c>", "?TRUE"},
        {"<c r='A1' t='b'><v>0</v></c>", "?FALSE"},
        {"<c r='A1' t='d'><v>2021-03-05T08:00:00</v></c>", "@2021-03-05 08:00:00"},
        {"<c r='A1' t='e'><v>#DIV/0!</v></c>", "KH-F021 A1 !#DIV/0!"},
        {"<c r='A1'><f>SUM(B1:B9)</f><v>12</v></c>", "#12"},
        {"<c r='A1' t='str'><f>IF(B1=\"\",\"\",B1)</f><v></v></c>", "(blank)"},  // an empty text is a result
        {"<c r='A1'><f>SUM(B1)</f></c>", "KH-F020 A1 !"},
        {"<c r='A1'><f>SUM(B1)</f><v/></c>", "KH-F020 A1 !"},
        {"<c r='A1' t='str'><f>B1</f></c>", "KH-F020 A1 !"},
        {"<c r='A1' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>",
         "KH-F026 A1 !=DISPIMG(\"ID_1\",1)"},
        {"<c r='A1' t='e'><f>DISPIMG(\"ID_1\",1)</f><v>#NAME?</v></c>", "KH-F026 A1 !#NAME?"},
        {"<c r='A1'><f>dispimg(\"ID_1\",1)</f></c>", "KH-F026 A1 !"},
        {"<c r='A1' t='str'><v>=_xlfn.DISPIMG(\"ID_1\",1)</v></c>",
         "KH-F026 A1 !=_xlfn.DISPIMG(\"ID_1\",1)"},
        {"<c r='A1' t='str'><v>DISPIMG(1)</v></c>", "DISPIMG(1)"},  // a text that speaks of it
        {"<c r='A1'><f>DISPIMGS(1)</f><v>1</v></c>", "#1"},
        {"<c r='A1'><v>abc</v></c>", "KH-N001 A1 !abc"},
        {"<c r='A1'><v>1e999</v></c>", "KH-N002 A1 !1e999"},
        {"<c r='A1' t='s'><v>3</v></c>", "KH-F004 A1 !"},
        {"<c r='A1' t='s'><v>4000000000</v></c>", "KH-F004 A1 !"},
        {"<c r='A1' t='s'><v>-1</v></c>", "KH-F004 A1 !"},
        {"<c r='A1' t='zz'><v>1</v></c>", "KH-F004 A1 !1"},
        {"<c r='A1' t='b'><v>2</v></c>", "KH-F004 A1 !2"},
        {"<c r='A1' t='d'><v>2021-02-30</v></c>", "KH-D011 A1 !2021-02-30"},
        {"<c r='A1'><v>1</v><extLst><ext><v>2</v><c><v>3</v></c></ext></extLst></c>", "#1"},
    }));
    CAPTURE(element);
    CHECK(xlsx_cell(element) == expected);
}

TEST_CASE("styles make numbers dates") {
    auto [style, value, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"0", "45292", "#45292"},
        {"1", "45292", "@2024-01-01"},
        {"2", "45292", "@2024-01-01"},  // 57, known to the Chinese edition only
        {"3", "45292", "@2024-01-01"},  // yyyy"年"m"月"d"日"
        {"4", "45292", "#45292"},       // 0.00"米/day"
        {"5", "0.333333333333333", "@08:00:00"},
        {"6", "1.5", "#1.5"},  // elapsed time
        {"7", "44260.333333333336", "@2021-03-05 08:00:00"},
        {"1", "-5", "#-5"},  // no date: a number for the importer to judge
        {"99", "45292", "#45292"},
    }));
    CAPTURE(style, value);
    CHECK(xlsx_cell("<c r='A1' s='" + style + "'><v>" + value + "</v></c>") == expected);
}

TEST_CASE("the 1904 system") {
    auto book = XlsxBuilder::with_rows("<row><c s='1'><v>43830</v></c></row>");
    replace_all(book.parts["xl/workbook.xml"], "<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    CHECK(read_all(book.bytes(), "a.xlsx").at("A1") == "@2024-01-01");
}

TEST_CASE("rows and cells without address follow the one before") {
    const auto outcome = read_xlsx_rows(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r='C3'><v>3</v></c><c><v>4</v></c></row>"
        "<row r='9'><c><v>5</v></c></row><row><c><v>6</v></c></row>");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.sheet().rows == std::vector<std::uint32_t>{1, 3, 9, 10});
    CHECK(outcome.at("A1") == "#1");
    CHECK(outcome.at("B1") == "#2");
    CHECK(outcome.at("C3") == "#3");
    CHECK(outcome.at("D3") == "#4");
    CHECK(outcome.at("A9") == "#5");
    CHECK(outcome.at("A10") == "#6");
}

TEST_CASE("addresses that go backwards or out of range refuse the file") {
    auto rows =
        GENERATE(as<std::string>(), "<row r='2'/><row r='2'/>", "<row r='2'/><row r='1'/>", "<row r='0'/>",
                 "<row r='1048577'/>", "<row r='x'/>", "<row r='1'><c r='B1'/><c r='A1'/></row>",
                 "<row r='1'><c r='A1'/><c r='A1'/></row>", "<row r='1'><c r='A2'/></row>",
                 "<row r='1'><c r='XFE1'/></row>", "<row r='1'><c r='ZZZZZZ4294967295'/></row>",
                 "<row r='1'><c r='XFD1'/><c/></row>", "<row r='1048576'/><row/>");
    CAPTURE(rows);
    CHECK(read_xlsx_rows(rows).refusal == "KH-F004");
}

TEST_CASE("places of findings: file, sheet and cell") {
    const auto outcome = read_xlsx_rows("<row r='17'><c r='C17'><f>X_x0041_</f></c></row>");
    REQUIRE(outcome.findings.size() == 1);
    CHECK(to_string(outcome.findings[0].place) ==
          to_string(Place{.file = "a.xlsx", .sheet = "表1", .cell = "C17"}));
    CHECK(outcome.findings[0].message == "公式 =X_x0041_ 没有保存计算结果");
}

TEST_CASE("shared strings with runs and readings, whatever their count says") {
    auto book = XlsxBuilder::with_rows("<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>");
    book.parts["xl/sharedStrings.xml"] =
        "<sst count='1' uniqueCount='7'><si><r><t>利通</t></r><r><rPr/><t>区</t></r>"
        "<rPh sb='0' eb='1'><t>りつう</t></rPh><phoneticPr/></si><si><t xml:space='preserve'>_x005F_x000D_ "
        "</t></si></sst>";
    const auto outcome = read_all(book.bytes(), "a.xlsx");
    CHECK(outcome.at("A1") == "利通区");
    CHECK(outcome.at("B1") == "_x000D_ ");
}

TEST_CASE("prefixed elements, strict namespaces, absolute targets and backslashes are the same file") {
    auto book = XlsxBuilder::with_rows("<row r='1'><c r='A1' t='s'><v>0</v></c></row>");
    SECTION("prefixes") {
        for (const char* part :
             {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
            auto& xml = book.parts[part];
            replace_all(xml, "</", "\x01");
            replace_all(xml, "<?", "\x02");
            replace_all(xml, "<", "<x:");
            replace_all(xml, "\x01", "</x:");
            replace_all(xml, "\x02", "<?");
            replace_all(xml, "xmlns=", "xmlns:x=");
        }
    }
    SECTION("strict") {
        for (auto& [name, xml] : book.parts) {
            replace_all(xml, "http://schemas.openxmlformats.org/officeDocument/2006",
                        "http://purl.oclc.org/ooxml/officeDocument");
            replace_all(xml, "http://schemas.openxmlformats.org/spreadsheetml/2006",
                        "http://purl.oclc.org/ooxml/spreadsheetml");
        }
    }
    SECTION("absolute targets") {
        replace_all(book.parts["xl/_rels/workbook.xml.rels"], "Target=\"", "Target=\"/xl/");
        replace_all(book.parts["_rels/.rels"], "Target=\"", "Target=\"/");
    }
    SECTION("targets with dots") {
        replace_all(book.parts["xl/_rels/workbook.xml.rels"], "Target=\"", "Target=\"../xl/./");
    }
    SECTION("backslashes and another case in the package") {
        std::map<std::string, std::string> renamed;
        for (const auto& [name, xml] : book.parts) {
            std::string other = name;
            replace_all(other, "/", "\\");
            replace_all(other, "sheet1", "SHEET1");
            renamed[other] = xml;
        }
        book.parts = renamed;
    }
    SECTION("a sheet in UTF-16") {
        std::string wide = "\xFF\xFE";
        for (char c : worksheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>")) wide += {c, '\0'};
        replace_all(wide,
                    std::string("U\0T\0F\0-\0"
                                "8\0",
                                10),
                    std::string("U\0T\0F\0-\0"
                                "1\0"
                                "6\0",
                                12));
        book.parts[kSheetPart] = wide;
    }
    const auto outcome = read_all(book.bytes(), "a.xlsx");
    CHECK(outcome.message == "");
    REQUIRE(outcome.sheets.size() == 1);
    CHECK(outcome.at("A1") == "甲");
}

TEST_CASE("hidden sheets are read and reported, chart sheets are passed over") {
    auto book = XlsxBuilder::with_rows("<row><c><v>1</v></c></row>");
    replace_all(book.parts["xl/workbook.xml"], "</sheets>",
                "<sheet name=\"图\" sheetId=\"2\" r:id=\"rId8\"/><sheet name=\"藏\" sheetId=\"3\" "
                "state=\"veryHidden\" "
                "r:id=\"rId9\"/></sheets>");
    replace_all(
        book.parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
        "<Relationship Id=\"rId8\" Type=\"x/chartsheet\" Target=\"charts/1.xml\"/>"
        "<Relationship Id=\"rId9\" Type=\"x/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
    book.parts["xl/worksheets/sheet2.xml"] = worksheet("<row><c><v>2</v></c></row>");
    const auto outcome = read_all(book.bytes(), "a.xlsx");
    CHECK(outcome.refusal.empty());
    REQUIRE(outcome.sheets.size() == 2);
    CHECK_FALSE(outcome.sheets[0].hidden);
    CHECK(outcome.sheets[1].hidden);
    CHECK(outcome.sheets[1].name == "藏");
    CHECK(outcome.sheets[1].at("A1") == "#2");
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].id() == "KH-F023");
    CHECK(outcome.findings[0].severity == Severity::Warning);
    CHECK(outcome.findings[0].place.sheet == "藏");
}

TEST_CASE("hidden rows and columns with cells are read and reported once a sheet") {
    auto book = XlsxBuilder::with_rows("");
    const std::string columns =
        "<cols><col min='2' max='2' width='9'/><col min='3' max='3' hidden='1'/>"
        "<col min='6' max='16384' hidden='true'/></cols>";
    auto& sheet = book.parts[kSheetPart];
    sheet = worksheet(
        "<row r='4'><c r='A4'><v>1</v></c></row><row r='5' hidden='1'><c r='A5'><v>1</v></c></row>"
        "<row r='6' hidden='1'><c r='C6'><v>1</v></c></row><row r='7' hidden='1'><c r='H7'><v>1</v></c></row>"
        "<row r='8' hidden='1'/><row r='9' hidden='1'><c r='A9' s='1'/></row>"
        "<row r='12' hidden='1'><c r='F12'><v>1</v></c><c r='G12'><v>1</v></c></row>"
        "<row r='13' hidden='0'><c r='A13'><v>1</v></c></row>");
    sheet.insert(sheet.find("<sheetData>"), columns);
    const auto outcome = read_all(book.bytes(), "a.xlsx");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.at("C6") == "#1");
    REQUIRE(outcome.findings.size() == 2);
    CHECK(outcome.findings[0].id() == "KH-F024");
    CHECK(outcome.findings[0].message == "第 5-7、12 行是隐藏的，内容仍被读取");
    CHECK(to_string(outcome.findings[0].place) == to_string(Place{.file = "a.xlsx", .sheet = "表1"}));
    CHECK(outcome.findings[1].id() == "KH-F025");
    CHECK(outcome.findings[1].message == "第 C、F-H 列是隐藏的，内容仍被读取");
}

TEST_CASE("at most ten ranges of hidden rows are named") {
    std::string rows;
    for (int row = 1; row <= 23; row += 2)
        rows += "<row r='" + std::to_string(row) + "' hidden='1'><c><v>1</v></c></row>";
    const auto outcome = read_xlsx_rows(rows);
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].message == "第 1、3、5、7、9、11、13、15、17、19等 行是隐藏的，内容仍被读取");
}

TEST_CASE("merged ranges come behind the rows") {
    auto book = XlsxBuilder::with_rows("");
    book.parts[kSheetPart] = worksheet("<row><c><v>1</v></c></row>",
                                       "<mergeCells count='9'><mergeCell ref='A1:C2'/></mergeCells>");
    const auto outcome = read_all(book.bytes(), "a.xlsx");
    REQUIRE(outcome.sheet().merges.size() == 1);
    const auto& merge = outcome.sheet().merges[0];
    CHECK((merge.first_row == 1 && merge.last_row == 2 && merge.first_column == 0 && merge.last_column == 2));
    for (const char* wrong : {"C2:A1", "A1:", "x", "A1:XFE1"}) {
        book.parts[kSheetPart] =
            worksheet("", std::string("<mergeCells><mergeCell ref='") + wrong + "'/></mergeCells>");
        CHECK(read_all(book.bytes(), "a.xlsx").refusal == "KH-F004");
    }
}

TEST_CASE("the sink may stop a sheet, and the next one is still read") {
    auto book = XlsxBuilder::with_rows(
        "<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c></row>");
    replace_all(book.parts["xl/workbook.xml"], "</sheets>",
                "<sheet name=\"B\" sheetId=\"2\" r:id=\"rId1\"/></sheets>");
    const auto outcome = read_all(book.bytes(), "a.xlsx", {}, 2);
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].rows.size() == 2);
    CHECK(outcome.sheets[1].rows.size() == 2);
}

TEST_CASE("what an exception of the sink does: it comes out, and nothing leaks") {
    struct Thrower : io::RowSink {
        void on_sheet(const io::Sheet&) override {}
        bool on_row(std::uint32_t, std::span<const io::Cell>) override {
            throw std::runtime_error("from the sink");
        }
    } sink;
    Diagnostics findings;
    const std::string bytes = XlsxBuilder::with_rows("<row><c><v>1</v></c></row>").bytes();
    CHECK_THROWS_WITH(io::read(bytes, "a.xlsx", sink, findings), "from the sink");
}

TEST_CASE("damaged parts refuse the file") {
    auto book = XlsxBuilder::with_rows("<row><c><v>1</v></c></row>");
    SECTION("cut XML") {
        book.parts[kSheetPart].resize(book.parts[kSheetPart].size() - 20);
    }
    SECTION("empty XML") {
        book.parts[kSheetPart].clear();
    }
    SECTION("no XML") {
        book.parts[kSheetPart] = "PK";
    }
    SECTION("missing sheet") {
        book.parts.erase(kSheetPart);
    }
    SECTION("missing shared strings") {
        book.parts.erase("xl/sharedStrings.xml");
    }
    SECTION("missing relationships") {
        book.parts.erase("xl/_rels/workbook.xml.rels");
    }
    SECTION("a sheet without relationship") {
        replace_all(book.parts["xl/workbook.xml"], "rId1", "rId7");
    }
    SECTION("another part in place of the sheet") {
        book.parts[kSheetPart] = book.parts["xl/styles.xml"];
    }
    SECTION("invalid UTF-8") {
        replace_all(book.parts[kSheetPart], "<v>1", "<v>\xC0\x80");
    }
    CHECK(read_all(book.bytes(), "a.xlsx").refusal == "KH-F004");
}

TEST_CASE("a DOCTYPE is refused in every part that is read") {
    for (const char* part : {"xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
                             "xl/worksheets/sheet1.xml", "_rels/.rels"}) {
        auto book = XlsxBuilder::with_rows("<row><c t='s'><v>0</v></c></row>");
        auto& xml = book.parts[part];
        xml.insert(xml.find("?>") == std::string::npos ? 0 : xml.find("?>") + 2,
                   "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>");
        CAPTURE(part);
        CHECK(read_all(book.bytes(), "a.xlsx").refusal == "KH-F007");
    }
}

TEST_CASE("limits of workbooks") {
    auto book = XlsxBuilder::with_rows(
        "<row><c><v>1</v></c><c r='D1' t='inlineStr'><is><t>abcdefghij</t></is></c></row>");
    io::Limits limits;
    SECTION("cells, the blanks between included") {
        limits.cells = 4;
        CHECK(read_all(book.bytes(), "a.xlsx", limits).refusal.empty());
        limits.cells = 3;
    }
    SECTION("sheets") {
        limits.sheets = 0;
    }
    SECTION("shared strings") {
        limits.shared_strings = 2;
    }
    SECTION("bytes of shared strings") {
        limits.shared_string_bytes = 5;
    }
    SECTION("styles") {
        limits.styles = 7;
    }
    SECTION("depth") {
        limits.xml_depth = 5;
    }
    SECTION("attributes") {
        limits.xml_attributes = 1;
    }
    SECTION("merges") {
        limits.merges = 1;
        book.parts[kSheetPart] =
            worksheet("", "<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='A2:B2'/></mergeCells>");
    }
    CHECK(read_all(book.bytes(), "a.xlsx", limits).refusal == "KH-F006");
}

TEST_CASE("cells that are too long are findings") {
    io::Limits limits;
    limits.cell_bytes = 8;
    auto book = XlsxBuilder::with_rows(
        "<row><c t='s'><v>0</v></c><c t='str'><v>123456789</v></c><c t='str'><v>12345678</v></c></row>");
    book.parts["xl/sharedStrings.xml"] = "<sst><si><t>一二三</t></si></sst>";
    const auto outcome = read_all(book.bytes(), "a.xlsx", limits);
    CHECK(outcome.refusal.empty());
    CHECK(outcome.found() == "KH-F022 A1 KH-F022 B1");
    CHECK(outcome.at("C1") == "12345678");
}

TEST_CASE("packages of other programs are refused with their name") {
    auto book = XlsxBuilder::with_rows("");
    SECTION("a text document") {
        book.parts["xl/workbook.xml"] = "<document/>";
    }
    SECTION("a binary workbook") {
        replace_all(book.parts["_rels/.rels"], "workbook.xml", "workbook.bin");
    }
    SECTION("any zip") {
        book.parts = {{"a.txt", "a"}};
    }
    CHECK(read_all(book.bytes(), "a.xlsx").refusal == "KH-F003");
}
