#include "kaohe/annotate/annotate.h"

#include <filesystem>

#include "../io/recorder.h"
#include "kaohe/base/file.h"
#include "kaohe/io/zip_archive.h"
#include "support/catch.h"
#include "support/xlsx_builder.h"
#include "paths.h"

using namespace kaohe;
using namespace kaohe::testing;
using annotate::Mark;

namespace {

using Parts = std::map<std::string, std::string>;

Parts unpack(const std::string& bytes, std::vector<std::string>* order = nullptr) {
    auto archive = io::ZipArchive::open(bytes, "out.xlsx", {});
    REQUIRE(archive);
    Parts out;
    for (const auto& name : archive->names()) {
        if (order) order->push_back(name);
        REQUIRE(archive->unpack(name, [&](std::string_view piece) {
            out[name] += piece;
            return true;
        }));
    }
    return out;
}

std::string annotated(const std::string& bytes, const std::vector<Mark>& marks) {
    const auto out = annotate::annotate(bytes, "a.xlsx", marks);
    if (!out) FAIL(out.error().message);
    return *out;
}
Parts annotated_parts(const XlsxBuilder& book, const std::vector<Mark>& marks) {
    return unpack(annotated(book.bytes(), marks));
}
std::string refused(const std::string& bytes, const std::vector<Mark>& marks = {{"表1", "A1", Severity::Error, "x"}}) {
    const auto out = annotate::annotate(bytes, "a.xlsx", marks);
    return out ? "" : std::string(out.error().id());
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}
// What stands between the first `from` and the next `to`.
std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    if (begin == std::string::npos) return "(none)";
    const std::size_t end = text.find(to, begin + from.size());
    return text.substr(begin + from.size(), end - begin - from.size());
}
std::string rows_of(const Parts& parts) {
    return between(parts.at(kSheetPart), "<sheetData>", "</sheetData>");
}
void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

// Every sheet of `before` is read from `after` in the same way; rows that hold only blanks do not count.
void check_same_content(const std::string& before, const std::string& after, const std::string& name = "a.xlsx") {
    const auto old = read_all(before, name), now = read_all(after, name);
    CHECK(now.refusal == old.refusal);
    CHECK(now.found() == old.found());
    REQUIRE(now.sheets.size() >= old.sheets.size());
    for (std::size_t i = 0; i < old.sheets.size(); ++i) {
        CHECK(now.sheets[i].name == old.sheets[i].name);
        CHECK(now.sheets[i].hidden == old.sheets[i].hidden);
        CHECK(now.sheets[i].cells == old.sheets[i].cells);
        REQUIRE(now.sheets[i].merges.size() == old.sheets[i].merges.size());
    }
}

const std::string kRows =
    "<row r=\"1\" spans=\"1:3\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r='C1' s='1'><f>1+1</f><v>44260</v></c></row>\n"
    "<row r=\"3\"/>\n<row r=\"5\"><c r=\"B5\"><v>85.7</v></c></row>";

XlsxBuilder commented_book() {
    auto book = XlsxBuilder::with_rows(kRows);
    book.parts["[Content_Types].xml"] =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/></Types>";
    book.parts["xl/worksheets/_rels/sheet1.xml.rels"] =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId7\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" "
        "Target=\"..\\comments1.xml\"/>"
        "<Relationship Id=\"rId8\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing\" "
        "Target=\"../drawings/vmlDrawing1.vml\"/></Relationships>";
    book.parts["xl/comments1.xml"] =
        "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>张三</author>"
        "<author>tc={1}</author></authors><commentList><comment ref=\"B5\" authorId=\"0\"><text><t>原来的话</t></text></comment>"
        "<comment ref=\"C1\" authorId=\"1\"><text><t>[Threaded comment]</t></text></comment></commentList></comments>";
    book.parts["xl/drawings/vmlDrawing1.vml"] =
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
        "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" "
        "data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\"/><v:shape id=\"_x0000_s1025\"><br>"
        "<x:ClientData ObjectType=\"Note\"><x:Anchor>2, 15, 3, 10, 3, 15, 4, 4</x:Anchor><x:Row>4</x:Row>"
        "<x:Column>1</x:Column></x:ClientData></v:shape></xml>";
    book.parts[kSheetPart] = worksheet(kRows, "<legacyDrawing r:id=\"rId8\" xmlns:r=\"http://schemas.openxmlformats.org/"
                                              "officeDocument/2006/relationships\"/><tableParts/>");
    return book;
}

}  // namespace

TEST_CASE("parts without marks are taken over byte for byte, in their order") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const std::string before = book.bytes(), after = annotated(before, {{"表1", "A1", Severity::Error, "错了"}});
    std::vector<std::string> old_order, new_order;
    const Parts old = unpack(before, &old_order), now = unpack(after, &new_order);
    REQUIRE(new_order.size() >= old_order.size());
    new_order.resize(old_order.size());
    CHECK(new_order == old_order);
    for (const auto& part : {"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"})
        CHECK(now.at(part) == old.at(part));
    check_same_content(before, after);
}

TEST_CASE("without marks the copy has the same parts") {
    const std::string before = commented_book().bytes();
    CHECK(unpack(annotated(before, {})) == unpack(before));
}

TEST_CASE("only marked cells change in the text of a sheet") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const auto parts = annotated_parts(book, {{"表1", "C1", Severity::Error, "一"}, {"表1", "b5", Severity::Warning, "二"}});
    CHECK(rows_of(parts) ==
          "<row r=\"1\" spans=\"1:3\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r='C1' s='8'><f>1+1</f><v>44260</v></c></row>\n"
          "<row r=\"3\"/>\n<row r=\"5\"><c s=\"9\" r=\"B5\"><v>85.7</v></c></row>");
}

TEST_CASE("a marked cell keeps its format and gets the fill of its worst mark") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const auto parts = annotated_parts(book, {{"表1", "C1", Severity::Note, "一"},
                                              {"表1", "C1", Severity::Error, "二"},
                                              {"表1", "A1", Severity::Note, "三"},
                                              {"表1", "B5", Severity::Warning, "四"}});
    const std::string& styles = parts.at("xl/styles.xml");
    CHECK(has(styles, "<xf numFmtId=\"14\" fillId=\"3\" applyFill=\"1\"/>"));
    CHECK(has(styles, "<fills count=\"5\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
                      "patternType=\"gray125\"/></fill>"));
    CHECK(has(styles, "rgb=\"FFFFC7CE\""));
    CHECK(has(styles, "rgb=\"FFFFEB9C\""));
    CHECK(has(styles, "rgb=\"FFBDD7EE\""));
    CHECK(has(styles, "<cellXfs count=\"11\">"));
    CHECK(styles.find("<fills") < styles.find("<cellStyleXfs"));
}

TEST_CASE("cells and rows that do not exist are made in their place") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const auto parts = annotated_parts(book, {{"表1", "B1", Severity::Error, "x"},
                                              {"表1", "D1", Severity::Error, "x"},
                                              {"表1", "A2", Severity::Error, "x"},
                                              {"表1", "AA3", Severity::Error, "x"},
                                              {"表1", "B3", Severity::Error, "x"},
                                              {"表1", "C9", Severity::Error, "x"},
                                              {"表1", "A9", Severity::Error, "x"}});
    CHECK(rows_of(parts) ==
          "<row r=\"1\" spans=\"1:3\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"8\"/><c r='C1' s='1'><f>1+1</f>"
          "<v>44260</v></c><c r=\"D1\" s=\"8\"/></row>\n<row r=\"2\"><c r=\"A2\" s=\"8\"/></row>"
          "<row r=\"3\"><c r=\"B3\" s=\"8\"/><c r=\"AA3\" s=\"8\"/></row>\n<row r=\"5\"><c r=\"B5\"><v>85.7</v></c></row>"
          "<row r=\"9\"><c r=\"A9\" s=\"8\"/><c r=\"C9\" s=\"8\"/></row>");
    SECTION("in a sheet without rows") {
        auto empty = XlsxBuilder::with_rows("");
        replace_all(empty.parts[kSheetPart], "<sheetData></sheetData>", "<sheetData/>");
        CHECK(rows_of(annotated_parts(empty, {{"表1", "B2", Severity::Error, "x"}})) ==
              "<row r=\"2\"><c r=\"B2\" s=\"8\"/></row>");
        replace_all(empty.parts[kSheetPart], "<sheetData/>", "<pageMargins/>");
        CHECK(has(annotated_parts(empty, {{"表1", "B2", Severity::Error, "x"}}).at(kSheetPart),
                  "<sheetData><row r=\"2\"><c r=\"B2\" s=\"8\"/></row></sheetData><pageMargins/>"));
    }
}

TEST_CASE("a new cell looks like its row or column") {
    auto book = XlsxBuilder::with_rows("");
    book.parts[kSheetPart] = worksheet("<row r=\"1\" s=\"2\" customFormat=\"1\"/>");
    replace_all(book.parts[kSheetPart], "<sheetData>", "<cols><col min=\"2\" max=\"3\" width=\"9\" style=\"3\"/></cols><sheetData>");
    const auto parts = annotated_parts(book, {{"表1", "B1", Severity::Error, "x"}, {"表1", "C2", Severity::Error, "x"}});
    CHECK(rows_of(parts) == "<row r=\"1\" s=\"2\" customFormat=\"1\"><c r=\"B1\" s=\"8\"/></row><row r=\"2\"><c r=\"C2\" s=\"9\"/></row>");
    CHECK(has(parts.at("xl/styles.xml"), "<xf numFmtId=\"57\" fillId=\"2\" applyFill=\"1\"/><xf numFmtId=\"164\" fillId=\"2\""));
}

TEST_CASE("a sheet without comments gets them") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const auto parts = annotated_parts(book, {{"表1", "A1", Severity::Warning, "第一行\n第二行 <&>"}, {"表1", "A1", Severity::Error, "甲_x0041_"},
                                              {"表1", "A1", Severity::Error, "甲_x0041_"}});
    const std::string& comments = parts.at("xl/comments1.xml");
    CHECK(between(comments, "<authors>", "</authors>") == "<author>kaohe</author>");
    CHECK(between(comments, "<t xml:space=\"preserve\">", "</t>") == "错误：甲_x005F_x0041_\n警告：第一行\n第二行 &lt;&amp;&gt;");
    const std::string& drawing = parts.at("xl/drawings/vmlDrawing1.vml");
    CHECK(has(drawing, "<x:Row>0</x:Row><x:Column>0</x:Column>"));
    CHECK(has(drawing, "_x0000_s1025"));
    CHECK(has(drawing, "data=\"1\""));
    CHECK(has(parts.at(kSheetPart), "</sheetData><legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                    "relationships\" r:id=\"rId2\"/></worksheet>"));
    CHECK(has(parts.at("xl/worksheets/_rels/sheet1.xml.rels"), "Target=\"/xl/comments1.xml\""));
    CHECK(has(parts.at("[Content_Types].xml"), "Extension=\"vml\""));
    CHECK(has(parts.at("[Content_Types].xml"), "PartName=\"/xl/comments1.xml\""));
}

TEST_CASE("the drawing of comments stands where Excel wants it") {
    auto [behind, expected] = GENERATE(table<std::string, std::string>({
        {"<pageMargins/><drawing/><picture/><extLst/>", "<pageMargins/><drawing/>L<picture/><extLst/>"},
        {"<drawing/><legacyDrawingHF/>", "<drawing/>L<legacyDrawingHF/>"},
        {"<tableParts/>", "L<tableParts/>"},
        {"<extLst><ext><c r='A1'/></ext></extLst>", "L<extLst><ext><c r='A1'/></ext></extLst>"},
        {"<drawing/><mc:AlternateContent xmlns:mc='m'><mc:Choice><controls/></mc:Choice></mc:AlternateContent><extLst/>",
         "<drawing/>L<mc:AlternateContent xmlns:mc='m'><mc:Choice><controls/></mc:Choice></mc:AlternateContent><extLst/>"},
        {"<pageSetup/>", "<pageSetup/>L"},
    }));
    auto book = XlsxBuilder::with_rows(kRows);
    book.parts[kSheetPart] = worksheet(kRows, behind);
    const auto parts = annotated_parts(book, {{"表1", "A1", Severity::Error, "x"}});
    std::string found = between(parts.at(kSheetPart), "</sheetData>", "</worksheet>");
    const std::string drawing = "<legacyDrawing" + between(found, "<legacyDrawing ", ">");
    const std::size_t at = found.find("<legacyDrawing ");
    found.replace(at, found.find('>', at) + 1 - at, "L");
    CHECK(found == expected);
}

TEST_CASE("comments that are there stay") {
    const auto book = commented_book();
    const auto parts = annotated_parts(book, {{"表1", "B5", Severity::Error, "超过 100\n第二行\n第三行\n第四行\n第五行"}, {"表1", "A1", Severity::Note, "新"}});
    const std::string& comments = parts.at("xl/comments1.xml");
    CHECK(has(comments, "<author>张三</author>"));
    CHECK(has(comments, "<comment ref=\"B5\" authorId=\"0\"><text><r><t>原来的话</t></r><r><rPr>"));
    CHECK(has(comments, "\nkaohe：\n错误：超过 100"));
    CHECK(has(comments, "<comment ref=\"A1\" authorId=\"2\">"));
    CHECK(has(comments, "[Threaded comment]"));
    CHECK(parts.count("xl/comments2.xml") == 0);
    const std::string& drawing = parts.at("xl/drawings/vmlDrawing1.vml");
    CHECK(has(drawing, "<v:shape id=\"_x0000_s1025\"><br>"));  // not well-formed, as Excel once wrote it
    CHECK(has(drawing, "data=\"1,2\""));
    CHECK(has(drawing, "_x0000_s2049"));
    CHECK(between(drawing, "<x:Anchor>", "</x:Anchor>") != "2, 15, 3, 10, 3, 15, 4, 4");  // has room for more lines
    const std::string& sheet = parts.at(kSheetPart);
    CHECK(sheet.find("<legacyDrawing") == sheet.rfind("<legacyDrawing"));
    check_same_content(book.bytes(), annotated(book.bytes(), {{"表1", "B5", Severity::Error, "x"}}));
}

TEST_CASE("a drawing of form controls is extended by comments") {
    auto book = commented_book();
    book.parts.erase("xl/comments1.xml");
    replace_all(book.parts["xl/worksheets/_rels/sheet1.xml.rels"], "relationships/comments", "relationships/other");
    replace_all(book.parts["xl/drawings/vmlDrawing1.vml"], "\"Note\"", "\"Button\"");
    const auto parts = annotated_parts(book, {{"表1", "B5", Severity::Error, "x"}});
    CHECK(has(parts.at("xl/comments1.xml"), "ref=\"B5\""));
    const std::string& drawing = parts.at("xl/drawings/vmlDrawing1.vml");
    CHECK(has(drawing, "ObjectType=\"Button\"><x:Anchor>2, 15, 3, 10, 3, 15, 4, 4</x:Anchor>"));
    CHECK(has(drawing, "<x:Row>4</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"));
    CHECK(parts.count("xl/drawings/vmlDrawing2.vml") == 0);
}

TEST_CASE("comments of several sheets are in parts of their own") {
    auto book = XlsxBuilder::with_rows(kRows);
    replace_all(book.parts["xl/workbook.xml"], "</sheets>", "<sheet name=\"表2\" sheetId=\"2\" r:id=\"rId4\"/></sheets>");
    replace_all(book.parts["xl/_rels/workbook.xml.rels"], "</Relationships>",
                "<Relationship Id=\"rId4\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>");
    book.parts["xl/worksheets/sheet2.xml"] = worksheet(kRows);
    const auto parts = annotated_parts(book, {{"表1", "A1", Severity::Error, "一"}, {"表2", "A1", Severity::Error, "二"}});
    CHECK(has(parts.at("xl/comments1.xml"), "一"));
    CHECK(has(parts.at("xl/comments2.xml"), "二"));
    CHECK(has(parts.at("xl/drawings/vmlDrawing1.vml"), "_x0000_s1025"));
    CHECK(has(parts.at("xl/drawings/vmlDrawing2.vml"), "_x0000_s2049"));
}

TEST_CASE("a thread stays as it is, and its marks are listed") {
    const auto book = commented_book();
    const std::string after = annotated(book.bytes(), {{"表1", "C1", Severity::Error, "线程"}});
    const auto parts = unpack(after);
    CHECK(parts.at("xl/comments1.xml") == book.parts.at("xl/comments1.xml"));
    const auto read = read_all(after, "a.xlsx");
    REQUIRE(read.sheets.size() == 2);
    CHECK(read.sheets[1].at("D2") == "线程");
}

TEST_CASE("marks without a place go to a last sheet that lists all marks") {
    const auto book = XlsxBuilder::with_rows(kRows);
    const std::vector<Mark> marks = {{"表1", "A1", Severity::Error, "甲\n乙"}, {"没有", "B2", Severity::Warning, "丙"}, {"表1", "", Severity::Note, "丁_x0041_"}};
    const std::string after = annotated(book.bytes(), marks);
    const auto read = read_all(after, "a.xlsx");
    CHECK(read.refusal.empty());
    CHECK(read.found().empty());
    REQUIRE(read.sheets.size() == 2);
    const auto& list = read.sheets[1];
    CHECK(list.name == "检查结果");
    CHECK(list.at("A1") + list.at("B1") + list.at("C1") + list.at("D1") == "工作表单元格类别内容");
    CHECK(list.at("A2") + "|" + list.at("B2") + "|" + list.at("C2") + "|" + list.at("D2") == "表1|A1|错误|甲\n乙");
    CHECK(list.at("A3") + "|" + list.at("B3") + "|" + list.at("C3") + "|" + list.at("D3") == "没有|B2|警告|丙");
    CHECK(list.at("B4") == "(blank)");
    CHECK(list.at("D4") == "丁_x0041_");
    check_same_content(book.bytes(), after);
    SECTION("under a name that is free") {
        auto taken = book;
        replace_all(taken.parts["xl/workbook.xml"], "表1", "检查结果");
        const auto again = read_all(annotated(taken.bytes(), marks), "a.xlsx");
        REQUIRE(again.sheets.size() == 2);
        CHECK(again.sheets[1].name == "检查结果2");
    }
}

TEST_CASE("a sheet is found by its exact name, then without regard to case") {
    auto book = XlsxBuilder::with_rows(kRows);
    replace_all(book.parts["xl/workbook.xml"], "表1", "Sheet1");
    CHECK(unpack(annotated(book.bytes(), {{"SHEET1", "A1", Severity::Error, "x"}})).count("xl/comments1.xml") == 1);
}

TEST_CASE("a mark inside a merged range goes to its first cell") {
    auto book = XlsxBuilder::with_rows(kRows);
    book.parts[kSheetPart] = worksheet(kRows, "<mergeCells count=\"1\"><mergeCell ref=\"A1:C3\"/></mergeCells>");
    const auto parts = annotated_parts(book, {{"表1", "B2", Severity::Error, "x"}});
    CHECK(has(parts.at(kSheetPart), "<c s=\"8\" r=\"A1\" t=\"s\">"));
    CHECK(has(parts.at("xl/comments1.xml"), "ref=\"A1\""));
}

TEST_CASE("prefixed, strict and UTF-16 parts") {
    SECTION("prefix") {
        auto book = XlsxBuilder::with_rows("");
        book.parts[kSheetPart] =
            "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData><x:row><x:c t=\"s\">"
            "<x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>";
        replace_all(book.parts["xl/styles.xml"], "<", "<x:");
        replace_all(book.parts["xl/styles.xml"], "<x:/", "</x:");
        replace_all(book.parts["xl/styles.xml"], "xmlns=", "xmlns:x=");
        const std::string after = annotated(book.bytes(), {{"表1", "A1", Severity::Error, "x"}, {"表1", "B1", Severity::Error, "x"}, {"?", "", Severity::Error, "x"}});
        const auto parts = unpack(after);
        CHECK(has(parts.at(kSheetPart), "<x:row><x:c s=\"8\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"B1\" s=\"8\"/></x:row></x:sheetData><x:legacyDrawing "));
        CHECK(has(parts.at("xl/styles.xml"), "<x:xf numFmtId=\"0\" x:fillId") == false);
        CHECK(has(parts.at("xl/styles.xml"), "<x:patternFill patternType=\"solid\"><x:fgColor rgb=\"FFFFC7CE\"/>"));
        check_same_content(book.bytes(), after);
    }
    SECTION("strict") {
        auto book = XlsxBuilder::with_rows(kRows);
        for (auto& [name, text] : book.parts) {
            replace_all(text, "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main");
            replace_all(text, "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/");
        }
        const std::string after = annotated(book.bytes(), {{"表1", "A1", Severity::Error, "x"}, {"?", "", Severity::Error, "x"}});
        const auto parts = unpack(after);
        CHECK(has(parts.at(kSheetPart), "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\""));
        CHECK(has(parts.at("xl/comments1.xml"), "http://purl.oclc.org/ooxml/spreadsheetml/main"));
        CHECK(has(parts.at("xl/worksheets/_rels/sheet1.xml.rels"), "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"));
        check_same_content(book.bytes(), after);
    }
    SECTION("UTF-16") {
        auto book = XlsxBuilder::with_rows(kRows);
        std::string wide = "\xFF\xFE";
        for (const char c : book.parts[kSheetPart]) (wide += c) += '\0';
        replace_all(wide, std::string("U\0T\0F\0-\0008\0", 10), std::string("U\0T\0F\0-\0001\0006\0", 12));
        book.parts[kSheetPart] = wide;
        const std::string after = annotated(book.bytes(), {{"表1", "A1", Severity::Error, "x"}});
        CHECK(has(unpack(after).at(kSheetPart), "encoding=\"UTF-8\""));
        check_same_content(book.bytes(), after);
    }
}

TEST_CASE("a workbook without styles gets some") {
    auto book = XlsxBuilder::with_rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    book.parts.erase("xl/styles.xml");
    replace_all(book.parts["xl/_rels/workbook.xml.rels"], "/styles\"", "/other\"");
    const std::string after = annotated(book.bytes(), {{"表1", "A1", Severity::Error, "x"}});
    const auto parts = unpack(after);
    CHECK(has(parts.at("xl/styles.xml"), "fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFill=\"1\""));
    CHECK(has(parts.at("xl/_rels/workbook.xml.rels"), "Target=\"/xl/styles.xml\""));
    CHECK(has(rows_of(parts), "<c s=\"1\" r=\"A1\">"));
}

TEST_CASE("what is refused") {
    CHECK(refused("a,b\n1,2\n") == "KH-T005");
    CHECK(refused("\xD0\xCF\x11\xE0 old") == "KH-T005");
    CHECK(refused(std::string("\xD0\xCF\x11\xE0") + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)) == "KH-F008");
    CHECK(refused(zip_parts({{"a.txt", "x"}})) == "KH-T005");
    CHECK(refused("PK\3\4 cut") == "KH-F004");
    for (const std::string part : {kSheetPart, std::string("xl/styles.xml"), std::string("xl/workbook.xml")}) {
        CAPTURE(part);
        auto book = XlsxBuilder::with_rows(kRows);
        auto& text = book.parts[part];
        text.insert(text.starts_with("<?xml") ? text.find("?>") + 2 : 0, "<!DOCTYPE x [<!ENTITY a \"b\">]>");
        CHECK(refused(book.bytes()) == "KH-F007");
    }
    auto book = XlsxBuilder::with_rows("<row r=\"2\"/><row r=\"1\"/>");
    CHECK(refused(book.bytes()) == "KH-F004");
    book.parts[kSheetPart] = "<worksheet><sheetData>";
    CHECK(refused(book.bytes()) == "KH-F004");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    book.parts[kSheetPart] = "<worksheet>" + deep;
    CHECK(refused(book.bytes()) == "KH-F006");
}

TEST_CASE("the same bytes on two runs") {
    const std::string before = commented_book().bytes();
    const std::vector<Mark> marks = {{"表1", "A1", Severity::Error, "甲"}, {"表1", "B5", Severity::Note, "乙"}, {"", "", Severity::Error, "丙"}};
    CHECK(annotated(before, marks) == annotated(before, marks));
}

TEST_CASE("workbooks of real programs are the same but for the marks") {
    const std::filesystem::path folder = std::filesystem::path(KAOHE_SHARED_DIR) / "data" / "workbooks";
    if (!std::filesystem::exists(folder)) return;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".xlsx") continue;
        CAPTURE(entry.path().filename().string());
        const auto bytes = FileBytes::open(entry.path());
        REQUIRE(bytes);
        const std::string before(bytes->view());
        std::vector<Mark> marks;
        for (const auto& sheet : read_all(before, "a.xlsx").sheets)
            for (const auto cell : {"A1", "B2", "C3", "D4", "ZZ999"}) marks.push_back({sheet.name, cell, Severity::Error, "试"});
        check_same_content(before, annotated(before, marks));
    }
}

TEST_CASE("a file is written only when all went well") {
    const auto path = std::filesystem::temp_directory_path() / "kaohe-annotate-test.xlsx";
    REQUIRE(write_file(path, "old"));
    CHECK_FALSE(annotate::annotate_file("no workbook", "a.xlsx", {}, path));
    CHECK(FileBytes::open(path)->view() == "old");
    CHECK(annotate::annotate_file(XlsxBuilder::with_rows(kRows).bytes(), "a.xlsx", {}, path));
    CHECK(FileBytes::open(path)->view().starts_with("PK"));
    std::filesystem::remove(path);
}
