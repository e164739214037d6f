#include "kaohe/io/xlsx_rows.h"

#include <random>

#include "recorder.h"
#include "support/catch.h"
#include "support/xlsx_builder.h"

using namespace kaohe;
using namespace kaohe::testing;
using io::PlainRow;

namespace {

// With fewer attributes allowed than the scanner takes, all rows go to the parser.
io::Limits parser_only() {
    io::Limits limits;
    limits.xml_attributes = 15;
    return limits;
}

void check_same(const std::string& bytes, std::size_t stop_after = std::size_t(-1)) {
    const auto fast = read_all(bytes, "a.xlsx", {}, stop_after), slow = read_all(bytes, "a.xlsx", parser_only(), stop_after);
    CHECK(fast.refusal == slow.refusal);
    CHECK(fast.message == slow.message);
    CHECK(fast.found() == slow.found());
    REQUIRE(fast.sheets.size() == slow.sheets.size());
    for (std::size_t i = 0; i < fast.sheets.size(); ++i) {
        CHECK(fast.sheets[i].cells == slow.sheets[i].cells);
        CHECK(fast.sheets[i].rows == slow.sheets[i].rows);
        CHECK(fast.sheets[i].merges.size() == slow.sheets[i].merges.size());
    }
    for (std::size_t i = 0; i < std::min(fast.findings.size(), slow.findings.size()); ++i)
        CHECK(fast.findings[i].message == slow.findings[i].message);
}

}  // namespace

TEST_CASE("what is a plain row") {
    using Found = PlainRow::Found;
    auto [text, expected] = GENERATE(table<std::string, Found>({
        {"<row/>", Found::Row},
        {" \n\t<row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.25\"></row>", Found::Row},
        {"<row><c/></row>", Found::Row},
        {"<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c>\n<c><f t=\"shared\" si=\"0\"/><v xml:space=\"preserve\"> 1 </v></c></row>", Found::Row},
        {"<row><c><f>A1+1</f></c></row><row", Found::Row},
        {"<row><c></c></row>", Found::Row},
        {"", Found::Cut},
        {"<", Found::Cut},
        {"<row", Found::Cut},
        {"<row r=\"1", Found::Cut},
        {"<row r=\"1\" /", Found::Cut},
        {"<row><c><v>1", Found::Cut},
        {"<row><c><v>1</", Found::Cut},
        {"<row><c><v>1</v></c></row", Found::Cut},
        {"</sheetData>", Found::Other},
        {"x<row/>", Found::Other},
        {"<rows/>", Found::Other},
        {"<x:row/>", Found::Other},
        {"<row r='1'/>", Found::Other},
        {"<row r=\"1\"r=\"2\"/>", Found::Other},
        {"<row r=\"1\" r=\"2\"/>", Found::Other},
        {"<row x:r=\"1\"/>", Found::Other},
        {"<row a=\"&amp;\"/>", Found::Other},
        {"<row a=\"<\"/>", Found::Other},
        {"<row a=\"\n\"/>", Found::Other},
        {"<row 1=\"1\"/>", Found::Other},
        {"<row a =\"1\"/>", Found::Other},
        {"<row / >", Found::Other},
        {"\r<row/>", Found::Other},
        {"<!-- --><row/>", Found::Other},
        {"<row>a</row>", Found::Other},
        {"<row><c t=\"inlineStr\"><is><t xml:space=\"preserve\">甲 a</t></is></c></row>", Found::Row},
        {"<row><c><f>甲!A1</f><v>乙</v></c></row>", Found::Row},
        {"<row><c><v>\xE7\x94</v></c></row>", Found::Other},          // half a character
        {"<row><c><v>\xED\xA0\x80</v></c></row>", Found::Other},      // half a pair
        {"<row><c><v>\xEF\xBF\xBF</v></c></row>", Found::Other},      // no character
        {"<row><c><v>\xC0\x80</v></c></row>", Found::Other},          // written longer than needed
        {"<row 甲=\"1\"/>", Found::Other},
        {"<row a=\"甲\"/>", Found::Other},
        {"<row><c t=\"inlineStr\"><is><r><t>a</t></r></is></c></row>", Found::Other},
        {"<row><c t=\"inlineStr\"><is/></c></row>", Found::Other},
        {"<row><c><v>1</v><f>1</f></c></row>", Found::Other},
        {"<row><c><v>1</v><v>2</v></c></row>", Found::Other},
        {"<row><c><v>]]></v></c></row>", Found::Other},
        {"<row><c><v>&lt;</v></c></row>", Found::Other},
        {"<row><c><v>1</v ></c></row>", Found::Other},
        {"<row><c><v><!-- --></v></c></row>", Found::Other},
        {"<row><c><v><x/></v></c></row>", Found::Other},
        {"<row><c></row></c>", Found::Other},
    }));
    CAPTURE(text);
    PlainRow row;
    CHECK(static_cast<int>(row.scan(text, io::PlainText::Utf8)) == static_cast<int>(expected));
}

TEST_CASE("what is in a plain row") {
    PlainRow row;
    const std::string text = "\n<row r=\"7\"><c r=\"A7\" s=\"2\" t=\"s\"><f>B1</f><v>0</v></c><c/></row>";
    const std::string with_next = text + "<row>";
    REQUIRE(row.scan(with_next, io::PlainText::Utf8) == PlainRow::Found::Row);
    CHECK(row.size() == text.size());
    CHECK(row.number().value() == "7");
    REQUIRE(row.cells().size() == 2);
    const auto& cell = row.cells()[0];
    CHECK(std::string(cell.reference.value()) + "|" + std::string(cell.style) + "|" + std::string(cell.type) + "|" +
              std::string(cell.formula.value()) + "|" + std::string(cell.value.value()) ==
          "A7|2|s|B1|0");
    CHECK_FALSE(row.cells()[1].reference);
    CHECK_FALSE(row.cells()[1].value);
}

TEST_CASE("bytes above ASCII are left to the parser when the part is not in UTF-8") {
    PlainRow row;
    CHECK(row.scan("<row><c><v>甲</v></c></row>", io::PlainText::Unknown) == PlainRow::Found::Other);
    auto book = XlsxBuilder::with_rows("<row r=\"1\"/><row r=\"2\"><c r=\"A2\" t=\"str\"><v>\xC3\xA9</v></c></row>");
    auto& sheet = book.parts[kSheetPart];
    CHECK(read_all(book.bytes(), "a.xlsx").at("A2") == "é");
    for (const std::string encoding : {"ISO-8859-1", "iso-8859-1", "US-ASCII", "x-none", "utf-8"}) {
        auto other = book;
        auto& text = other.parts[kSheetPart];
        text.replace(text.find("UTF-8"), 5, encoding);
        check_same(other.bytes());
    }
    sheet.erase(0, sheet.find("?>") + 2);
    check_same(book.bytes());
}

TEST_CASE("with or without the parser, a sheet is read the same") {
    const std::string pieces[] = {"<row r=\"1\"><c r=\"A1\"><v>85.700000000000003</v></c><c r=\"B1\" t=\"s\"><v>2</v></c></row>",
                                  "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44260</v></c><c r=\"D2\" t=\"b\"><v>1</v></c></row>\n",
                                  "<row r=\"3\"><c t=\"inlineStr\"><is><t>甲</t></is></c><c><f>SUM(A1:A2)</f></c></row>",
                                  "<!-- <row r=\"9\"/> </row> -->\n",
                                  "<row r=\"4\" ht=\"15\" x14ac:dyDescent=\"0.2\"/>",
                                  "<row r=\"5\"><c t=\"inlineStr\"><f>1</f><v>2</v><is><t>乙_x0041_</t></is></c><c t=\"str\"><v>丙</v></c></row>",
                                  "<row><c t=\"e\"><v>#N/A</v></c><c t=\"str\"><f t=\"shared\" si=\"0\">B1&amp;\"x\"</f><v></v></c></row>\r\n",
                                  "<row r=\"8\"><c r=\"C8\"><v>x</v></c><c t=\"s\"><v>99</v></c></row>",
                                  "<x><row r=\"1\"><c/></row></x>",
                                  "<row r='9'><c r='A9'><v>1e3</v></c></row>",
                                  "<row r=\"12\"><c r=\"A12\"><v><![CDATA[5]]></v></c></row>",
                                  "<row r=\"13\"><c r=\"AA13\"><v>-0</v></c></row><row/><row><c><v>7</v></c></row>"};
    std::string rows;
    for (const auto& piece : pieces) rows += piece;
    CHECK(read_all(XlsxBuilder::with_rows(rows).bytes(), "a.xlsx").refusal.empty());
    check_same(XlsxBuilder::with_rows(rows).bytes());
    check_same(XlsxBuilder::with_rows(rows).bytes(), 2);

    std::mt19937 random(20211);
    const std::string signs = "<>/\"'= \n\rrcvfs1&;:x-!]";
    for (int i = 0; i < 1500; ++i) {
        std::string mutated = rows;
        for (int change = static_cast<int>(random() % 3); change >= 0; --change) {
            const std::size_t at = random() % mutated.size();
            switch (random() % 4) {
                case 0:
                    mutated.erase(at, 1 + random() % 3);
                    break;
                case 1:
                    mutated.insert(at, 1, signs[random() % signs.size()]);
                    break;
                case 2:
                    mutated[at] = signs[random() % signs.size()];
                    break;
                default:
                    mutated.insert(at, pieces[random() % std::size(pieces)]);
            }
        }
        CAPTURE(i, mutated);
        check_same(XlsxBuilder::with_rows(mutated).bytes());
    }
}

TEST_CASE("rows that are cut by the pieces a part is unpacked in") {
    std::string rows;
    for (int i = 1; i <= 30'000; ++i) {
        const std::string row = std::to_string(i);
        rows += "<row r=\"" + row + "\"><c r=\"A" + row + "\"><v>" + row + ".5</v></c>" +
                (i % 7 == 0 ? "<c t=\"inlineStr\"><is><t>文&#32;字</t></is></c>" : "<c t=\"s\"><v>0</v></c>") + "</row>" +
                (i % 3 == 0 ? "\n" : "");
    }
    check_same(XlsxBuilder::with_rows(rows).bytes());
    check_same(XlsxBuilder::with_rows(rows + "<row r=\"30001\"><c></row>").bytes());  // the same line in the message
    check_same(XlsxBuilder::with_rows(rows + "<row r=\"5\"/>").bytes());
    std::string wide = "<row r=\"1\">";  // longer than what is waited for
    for (int i = 0; i < 16'384; ++i) wide += "<c><v>1234567890.123456789012345678901234567890123456789012345678</v></c>";
    check_same(XlsxBuilder::with_rows(wide + "</row>" "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>").bytes());
}
