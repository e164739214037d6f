#include "kaohe/io/ods_reader.h"

#include "recorder.h"
#include "support/catch.h"
#include "support/ods_builder.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

Outcome read_rows(const std::string& rows, const io::Limits& limits = {}) {
    return read_all(ods_with_rows(rows), "a.ods", limits);
}
Outcome read_tables(const std::string& tables) {
    return read_all(ods_bytes(ods_content(tables)), "a.ods");
}
std::string row(const std::string& cells) {
    return "<table:table-row>" + cells + "</table:table-row>";
}
// The cell A1 of a sheet with this cell, or the finding, or the refusal.
std::string cell(const std::string& attributes, const std::string& inside) {
    const auto outcome =
        read_rows(row("<table:table-cell " + attributes + ">" + inside + "</table:table-cell>"));
    if (!outcome.refusal.empty()) return outcome.refusal;
    return outcome.findings.empty() ? outcome.at("A1") : outcome.found() + " " + outcome.at("A1");
}
const std::string kOne = "<table:table-cell office:value-type='float' office:value='1'/>";
const std::string kBlank = "<table:table-cell/>";
std::string number(const std::string& value, const std::string& more = "") {
    return "<table:table-cell office:value-type='float' office:value='" + value + "' " + more + "/>";
}

}  // namespace

TEST_CASE("ods: kinds of cells") {
    auto [attributes, inside, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"office:value-type='float' office:value='85.700000000000003'", "<text:p>86</text:p>", "#85.7"},
        {"office:value-type='float' office:value='1E3'", "", "#1000"},
        {"office:value-type='percentage' office:value='0.857'", "<text:p>85.7%</text:p>", "%0.857"},
        {"office:value-type='currency' office:currency='CNY' office:value='3'", "<text:p>¥3</text:p>", "#3"},
        {"office:value-type='date' office:date-value='2021-03-05'", "<text:p>3月5日</text:p>", "@2021-03-05"},
        {"office:value-type='date' office:date-value='2021-03-05T08:00:00'", "", "@2021-03-05 08:00:00"},
        {"office:value-type='date' office:date-value='2021-03-05T07:59:59.999999791'", "",
         "@2021-03-05 08:00:00"},
        {"office:value-type='date' office:date-value='2021-12-31T23:59:59.9'", "", "@2022-01-01"},
        {"office:value-type='date' office:date-value='1899-12-30T08:00:00'", "", "@08:00:00"},
        {"office:value-type='date' office:date-value='2021-02-30'", "", "KH-D011 A1 !2021-02-30"},
        {"office:value-type='time' office:time-value='PT08H30M00S'", "", "@08:30:00"},
        {"office:value-type='time' office:time-value='PT08H29M59.999999999S'", "", "@08:30:00"},
        {"office:value-type='time' office:time-value='PT36H00M00S'", "", "#1.5"},
        {"office:value-type='time' office:time-value='-PT12H'", "", "#-0.5"},
        {"office:value-type='time' office:time-value='P1DT6H'", "", "#1.25"},
        {"office:value-type='time' office:time-value='PT'", "", "KH-D011 A1 !PT"},
        {"office:value-type='time' office:time-value='P1Y'", "", "KH-D011 A1 !P1Y"},
        {"office:value-type='time' office:time-value='PT9999999999H'", "", "KH-D011 A1 !PT9999999999H"},
        {"office:value-type='boolean' office:boolean-value='true'", "<text:p>真</text:p>", "?TRUE"},
        {"office:value-type='boolean' office:boolean-value='false'", "", "?FALSE"},
        {"office:value-type='boolean' office:boolean-value='x'", "", "KH-F004 A1 !x"},
        {"office:value-type='string'", "<text:p>利通区</text:p>", "利通区"},
        {"office:value-type='string' office:string-value='007'", "<text:p>7</text:p>", "007"},
        {"office:value-type='string'", "", "(blank)"},
        {"", "<text:p>无类型</text:p>", "无类型"},
        {"office:value-type='float'", "", "(blank)"},
        {"office:value-type='float'", "<text:p>x</text:p>", "KH-N001 A1 !x"},
        {"office:value-type='float' office:value='abc'", "", "KH-N001 A1 !abc"},
        {"office:value-type='float' office:value='1e999'", "", "KH-N002 A1 !1e999"},
        {"office:value-type='void' office:value='1'", "<text:p>1</text:p>", "KH-F004 A1 !1"},
        // formulas
        {"table:formula='of:=SUM([.B1:.B9])' office:value-type='float' office:value='12'", "", "#12"},
        {"table:formula='of:=[.B1]' office:value-type='string' office:string-value=''", "", "(blank)"},
        {"table:formula='of:=[.B1]'", "", "KH-F020 A1 !"},
        {"table:formula='of:=[.B1]' office:value-type='float'", "", "KH-F020 A1 !"},
        {"table:formula='of:=1/0' office:value-type='string' office:string-value='' "
         "calcext:value-type='error'",
         "<text:p>#DIV/0!</text:p>", "KH-F021 A1 !#DIV/0!"},
        {"calcext:value-type='error' table:formula='of:=x' office:value-type='string'",
         "<text:p>#NAME?</text:p>", "KH-F021 A1 !#NAME?"},
        {"table:formula='of:=1/0' office:value-type='float' office:value='0'", "<text:p>Err:502</text:p>",
         "KH-F021 A1 !Err:502"},
        {"table:formula='of:=NA()' office:value-type='float' office:value='0'", "<text:p>#N/A</text:p>",
         "KH-F021 A1 !#N/A"},
        {"office:value-type='string'", "<text:p>#N/A</text:p>", "#N/A"},  // typed as text
        {"table:formula='of:=DISPIMG(\"ID\";1)' office:value-type='string'",
         "<text:p>=DISPIMG(\"ID\",1)</text:p>", "KH-F026 A1 !=DISPIMG(\"ID\",1)"},
        {"table:formula='of:=_xlfn.dispimg(\"ID\";1)' calcext:value-type='error'", "<text:p>#NAME?</text:p>",
         "KH-F026 A1 !#NAME?"},
        {"office:value-type='string'", "<text:p>=DISPIMG(\"ID\",1)</text:p>",
         "KH-F026 A1 !=DISPIMG(\"ID\",1)"},
    }));
    CAPTURE(attributes, inside);
    CHECK(cell(attributes, inside) == expected);
}

TEST_CASE("ods: the text of a cell") {
    auto [inside, expected] = GENERATE(table<std::string, std::string>({
        {"<text:p>一</text:p><text:p>二</text:p>", "一\n二"},
        {"<text:p>一</text:p><text:p/><text:p>三</text:p>", "一\n\n三"},
        {"<text:p>a<text:s text:c='3'/>b<text:s/>c</text:p>", "a   b c"},
        {"<text:p>a<text:tab/>b<text:line-break/>c</text:p>", "a\tb\nc"},
        {"<text:p><text:span>利<text:span>通</text:span></text:span><text:a>区</text:a></text:p>", "利通区"},
        {"<text:p>a  b</text:p>", "a  b"},  // as LibreOffice writes and reads it
        {"<text:p>\n    a\n    b\n  </text:p>", "a b"},
        {"<text:p><text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text>"
         "</text:ruby></text:p>",
         "東"},
        {"<office:annotation><dc:date>2021</dc:date><text:p>批注</text:p></office:annotation><text:p>值</"
         "text:p>",
         "值"},
        {"<text:p>值<office:annotation><text:p>批注</text:p></office:annotation></text:p>", "值"},
        {"<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame><text:p>值</text:p>",
         "值"},
        {"<table:table><table:table-row><table:table-cell><text:p>内</text:p></table:table-cell>"
         "</table:table-row></table:table>",
         "(blank)"},
    }));
    CAPTURE(inside);
    CHECK(cell("office:value-type='string'", inside) == expected);
}

TEST_CASE("ods: repeated blank rows and cells cost nothing, filled ones count") {
    const auto outcome =
        read_rows(row(number("1", "table:number-columns-repeated='3'") + number("2")) +
                  "<table:table-row table:number-rows-repeated='4'><table:table-cell "
                  "table:number-columns-repeated='16384'/>"
                  "</table:table-row><table:table-row table:number-rows-repeated='2'>" +
                  kBlank + kOne + "</table:table-row>" + row(kOne) +
                  "<table:table-row table:number-rows-repeated='4294967295'><table:table-cell "
                  "table:number-columns-repeated='99999999999'/></table:table-row>" +
                  row(kBlank));
    CHECK(outcome.message == "");
    CHECK(outcome.sheet().rows == std::vector<std::uint32_t>{1, 6, 7, 8});
    CHECK(outcome.at("A1") == "#1");
    CHECK(outcome.at("C1") == "#1");
    CHECK(outcome.at("D1") == "#2");
    CHECK(outcome.at("B7") == "#1");
    CHECK(outcome.at("A8") == "#1");
    CHECK(outcome.sheet().cells.size() == 7);
}

TEST_CASE("ods: each repeated cell that can't be used is reported") {
    const auto outcome = read_rows(
        "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' "
        "table:formula='of:=[.Z1]'/></table:table-row>");
    CHECK(outcome.found() == "KH-F020 A1 KH-F020 B1 KH-F020 A2 KH-F020 B2");
}

TEST_CASE("ods: filled cells beyond the sheet refuse the file") {
    auto rows =
        GENERATE(as<std::string>(), row(number("1", "table:number-columns-repeated='16385'")),
                 row("<table:table-cell table:number-columns-repeated='16384'/>" + kOne),
                 row("<table:table-cell table:number-columns-repeated='4294967295'/>" + kOne + kOne),
                 "<table:table-row table:number-rows-repeated='1048577'>" + kOne + "</table:table-row>",
                 "<table:table-row table:number-rows-repeated='4294967295'/>" + row(kOne),
                 row("<table:table-cell table:number-columns-spanned='16385'/>"),
                 row("<table:table-cell table:number-rows-spanned='99999999999'/>"));
    CAPTURE(rows);
    CHECK(read_rows(rows).refusal == "KH-F004");
}

TEST_CASE("ods: groups and headers of rows and columns") {
    const auto outcome = read_rows(
        "<table:table-column-group><table:table-header-columns><table:table-column/></"
        "table:table-header-columns>"
        "</table:table-column-group><table:table-header-rows>" +
        row(number("1")) + "</table:table-header-rows><table:table-row-group><table:table-rows>" +
        row(number("2")) + "</table:table-rows><table:table-row-group>" + row(number("3")) +
        "</table:table-row-group></table:table-row-group>" + row(number("4")));
    for (const char* cell : {"A1", "A2", "A3", "A4"}) CHECK(outcome.at(cell) == "#" + std::string(cell + 1));
}

TEST_CASE("ods: merged ranges come behind the rows") {
    const auto outcome =
        read_rows(row(kBlank + number("1", "table:number-columns-spanned='3' table:number-rows-spanned='2'") +
                      "<table:covered-table-cell table:number-columns-repeated='2'/>" + number("2")) +
                  row("<table:table-cell/><table:covered-table-cell table:number-columns-repeated='3'/>" +
                      number("3")));
    REQUIRE(outcome.sheet().merges.size() == 1);
    const auto& merge = outcome.sheet().merges[0];
    CHECK((merge.first_row == 1 && merge.last_row == 2 && merge.first_column == 1 && merge.last_column == 3));
    CHECK(outcome.at("E1") == "#2");
    CHECK(outcome.at("E2") == "#3");
}

TEST_CASE("ods: hidden sheets, rows and columns are read and reported") {
    const auto outcome = read_tables(
        "<table:table table:name='藏' table:style-name='hid'><table:table-column "
        "table:number-columns-repeated='2'/>"
        "<table:table-column table:visibility='collapse' "
        "table:number-columns-repeated='2'/><table:table-column "
        "table:visibility='filter' table:number-columns-repeated='16380'/>" +
        row(kOne + kOne + kOne + kBlank + kOne) +
        "<table:table-row table:visibility='collapse' table:number-rows-repeated='3'>" + kOne +
        "</table:table-row>" +
        "<table:table-row table:visibility='filter' table:number-rows-repeated='1000000'>" + kBlank +
        "</table:table-row></table:table><table:table table:name='B'>" + row(kOne) + "</table:table>");
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].hidden);
    CHECK_FALSE(outcome.sheets[1].hidden);
    CHECK(outcome.sheets[0].at("A4") == "#1");
    REQUIRE(outcome.findings.size() == 3);
    CHECK(outcome.findings[0].id() == "KH-F023");
    CHECK(outcome.findings[1].message == "第 2-4 行是隐藏的，内容仍被读取");
    CHECK(outcome.findings[2].message == "第 C、E 列是隐藏的，内容仍被读取");
    CHECK(outcome.findings[2].place.sheet == "藏");
}

TEST_CASE("ods: the sink may stop a sheet, and the next one is still read") {
    const std::string rows = row(number("1")) + row(number("2")) + row(number("3"));
    const auto bytes =
        ods_bytes(ods_content("<table:table table:name='A'>" + rows +
                              "</table:table><table:table table:name='B'>" + rows + "</table:table>"));
    const auto outcome = read_all(bytes, "a.ods", {}, 2);
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].rows.size() == 2);
    CHECK(outcome.sheets[1].rows.size() == 2);
}

TEST_CASE("ods: limits") {
    const std::string text =
        "<table:table-cell office:value-type='string'><text:p>123456789<text:s text:c='4000000000'/>"
        "</text:p></table:table-cell>";
    io::Limits limits;
    SECTION("cells of repeated rows") {
        limits.cells = 9;
        CHECK(read_rows(
                  "<table:table-row table:number-rows-repeated='5'>" + kBlank + kOne + "</table:table-row>",
                  limits)
                  .refusal == "KH-F006");
        limits.cells = 10;
        CHECK(read_rows(
                  "<table:table-row table:number-rows-repeated='5'>" + kBlank + kOne + "</table:table-row>",
                  limits)
                  .refusal.empty());
    }
    SECTION("sheets") {
        limits.sheets = 0;
        CHECK(read_rows("", limits).refusal == "KH-F006");
    }
    SECTION("merges") {
        limits.merges = 1;
        const std::string merged = "<table:table-cell table:number-columns-spanned='2'/>";
        CHECK(read_rows(row(merged + kBlank + merged), limits).refusal == "KH-F006");
    }
    SECTION("the length of a text") {
        limits.cell_bytes = 8;
        CHECK(read_rows(row(text), limits).found() == "KH-F022 A1");
    }
    SECTION("depth") {
        limits.xml_depth = 6;
        CHECK(read_rows(row("<table:table-cell><text:p/></table:table-cell>"), limits).refusal == "KH-F006");
    }
}

TEST_CASE("ods: files with a password") {
    const auto manifest = ods_manifest(
        "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data "
        "manifest:checksum='x'/></manifest:file-entry>");
    CHECK(read_all(ods_bytes("not XML at all", manifest), "a.ods").refusal == "KH-F008");
    CHECK(read_all(zip_parts({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                              {"META-INF/manifest.xml", manifest},
                              {"encrypted-package", "?"}}),
                   "a.ods")
              .refusal == "KH-F008");
}

TEST_CASE("ods: what is an OpenDocument spreadsheet, and what not") {
    const std::string content = ods_content("<table:table table:name='A'>" + row(kOne) + "</table:table>");
    CHECK(read_all(zip_parts({{"content.xml", content}}), "a.xlsx").at("A1") == "#1");
    CHECK(read_all(zip_parts({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet-template"},
                              {"content.xml", content}}),
                   "a.ots")
              .at("A1") == "#1");
    const std::string letter =
        "<office:document-content xmlns:office='o'><office:body><office:text/></office:body>"
        "</office:document-content>";
    CHECK(read_all(ods_bytes(letter), "a.odt").refusal == "KH-F003");
    CHECK(read_all(ods_bytes("<a/>"), "a.ods").refusal == "KH-F004");
    CHECK(read_all(ods_bytes(content.substr(0, content.size() - 5)), "a.ods").refusal == "KH-F004");
    CHECK(read_all(ods_bytes(content, "<manifest"), "a.ods").refusal == "KH-F004");
    CHECK(read_all(ods_bytes("<!DOCTYPE a>" + letter), "a.ods").refusal == "KH-F007");
    CHECK(read_all(zip_parts({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}), "a.ods")
              .refusal == "KH-F004");
}
