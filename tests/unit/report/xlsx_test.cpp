// One test for each trap of libxlsxwriter that the wrapper guards.
#include "kaohe/report/xlsx.h"

#include "support/catch.h"
#include "support/report_files.h"

using namespace kaohe;
using namespace kaohe::report;
using Catch::Contains;

namespace {

// Draws one sheet and reads it back; the diagnostic's message where it was refused.
struct Drawn {
    report_files::Folder folder;
    std::filesystem::path file = folder / "book.xlsx";
    Result<void> finished;

    explicit Drawn(const std::function<void(Workbook&, Sheet&)>& draw) {
        Workbook book(file, "2021-12-31", {.title = "测试", .shown_as = "考核.xlsx"});
        draw(book, book.add_sheet("表"));
        finished = book.finish();
    }
    std::string refusal() const { return finished ? "" : finished.error().message; }
    report_files::Workbook read() const { return report_files::Workbook(file); }
};

}  // namespace

TEST_CASE("What is not a decimal number is refused, never written as NAN or INF") {
    for (const char* text : {"nan", "inf", "1e5", "", "abc", "0x10"}) {
        CAPTURE(text);
        Drawn drawn([&](Workbook&, Sheet& sheet) { sheet.number(4, 2, text); });
        CHECK_THAT(drawn.refusal(), Contains("C5") && Contains("表"));
        CHECK_FALSE(std::filesystem::exists(drawn.file));
    }
}

TEST_CASE("Numbers show exactly the digits of their text") {
    Drawn drawn([](Workbook&, Sheet& sheet) {
        sheet.number(0, 0, "17.325");
        sheet.number(1, 0, "90.0");
        sheet.number(2, 0, "-0.60");
        sheet.number(3, 0, "18");
        sheet.number(4, 0, "123456789.012345");
        sheet.number(5, 0, "0.1234567890123456");  // 16 digits: a double does not hold them
        sheet.number(6, 0, "+5.5");
    });
    REQUIRE(drawn.refusal() == "");
    const auto book = drawn.read();
    auto shown = [&](const char* cell) {
        return std::pair(book.cell("表", cell).value, book.cell("表", cell).format);
    };
    CHECK(shown("A1") == std::pair<std::string, std::string>("17.325", "0.000"));
    CHECK(shown("A2") == std::pair<std::string, std::string>("90", "0.0"));
    CHECK(shown("A3") == std::pair<std::string, std::string>("-0.6", "0.00"));
    CHECK(shown("A4") == std::pair<std::string, std::string>("18", "0"));
    CHECK(shown("A5").first == "123456789.012345");
    CHECK(book.cell("表", "A6").type == "s");
    CHECK(book.cell("表", "A6").value == "0.1234567890123456");
    CHECK(shown("A7").first == "5.5");
}

TEST_CASE("Invalid UTF-8 is refused with its cell") {
    Drawn drawn([](Workbook&, Sheet& sheet) { sheet.text(0, 0, "\xC0\xAF"); });
    CHECK_THAT(drawn.refusal(), Contains("A1") && Contains("UTF-8"));
    Drawn merged([](Workbook&, Sheet& sheet) { sheet.merge(0, 0, 1, 1, "\xFF"); });
    CHECK_THAT(merged.refusal(), Contains("UTF-8"));
}

TEST_CASE("Overlapping merges are refused") {
    Drawn drawn([](Workbook&, Sheet& sheet) {
        sheet.merge(0, 0, 1, 3, "a");
        sheet.merge(1, 3, 2, 5, "b");
    });
    CHECK_THAT(drawn.refusal(), Contains("D2") && Contains("重叠"));
    Drawn apart([](Workbook&, Sheet& sheet) {
        sheet.merge(0, 0, 1, 3, "a");
        sheet.merge(2, 0, 3, 3, "b");
        sheet.merge(4, 0, 4, 0, "one cell");
    });
    CHECK(apart.refusal() == "");
    CHECK(apart.read().cell("表", "A5").value == "one cell");
}

TEST_CASE("Sheet names that Excel does not take are refused, and can be made from any text") {
    for (std::string name : {"", "a/b", "a\\b", "a?b", "a*b", "a:b", "[a", "a]", "'a", "a'", "表", "\xFF",
                             "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二"}) {
        CAPTURE(name);
        Drawn drawn(
            [&](Workbook& book, Sheet&) { book.add_sheet(name).text(0, 0, "later calls are harmless"); });
        CHECK(drawn.refusal() != "");
    }
    Drawn drawn([](Workbook& book, Sheet&) {
        CHECK(book.sheet_name("利通区") == "利通区");
        CHECK(book.sheet_name("表") == "表 (2)");
        CHECK(book.sheet_name("'a/b:c'") == "_a_b_c_");
        CHECK(book.sheet_name("") == "_");
        CHECK(book.sheet_name("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二") ==
              "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一");
        book.add_sheet("Data").blank(0, 0);
        CHECK(book.sheet_name("DATA") == "DATA (2)");
        book.add_sheet(book.sheet_name("DATA")).blank(0, 0);
    });
    CHECK(drawn.refusal() == "");
    CHECK(drawn.read().names() == std::vector<std::string>{"表", "Data", "DATA (2)"});
}

TEST_CASE("A workbook without sheets is refused") {
    report_files::Folder folder;
    Workbook book(folder / "a.xlsx", "2021-12-31", {});
    CHECK_FALSE(book.finish());
}

TEST_CASE("Text of a cell that is too long is refused, not dropped") {
    Drawn drawn([](Workbook&, Sheet& sheet) { sheet.text(2, 1, std::string(32768, 'x')); });
    CHECK_THAT(drawn.refusal(), Contains("B3"));
}

TEST_CASE("Line ends, control characters and escape sequences stay what they are on paper") {
    CHECK(cell_text("a\r\nb\rc\nd") == "a\nb\nc\nd");
    CHECK(cell_text(std::string_view("a\0b\x01"
                                     "c\x1F"
                                     "d\x7F",
                                     8)) == "abcd");
    CHECK(cell_text("_x000D_") == "_x005F_x000D_");
    CHECK(cell_text("_x00_") == "_x00_");
    CHECK(cell_text("\xEF\xBF\xBF"
                    "a") == "a");
    Drawn drawn([](Workbook&, Sheet& sheet) { sheet.text(0, 0, "_x000D_\r\n<&>\x02"); });
    CHECK(drawn.read().cell("表", "A1").value == "_x005F_x000D_\n<&>");
}

TEST_CASE("Text that looks like a formula stays text") {
    for (std::string text : {"=1+1", "+86", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")"}) {
        CAPTURE(text);
        Drawn drawn([&](Workbook&, Sheet& sheet) { sheet.text(0, 0, text); });
        const auto cell = drawn.read().cell("表", "A1");
        CHECK(cell.type == "s");
        CHECK(cell.value == text);
        CHECK(cell.formula == "");
    }
}

TEST_CASE("Formulas carry the value of the result, without one they are refused") {
    Drawn drawn([](Workbook&, Sheet& sheet) { sheet.formula(0, 0, "SUM(B1:C1)", "93.50"); });
    const auto cell = drawn.read().cell("表", "A1");
    CHECK(cell.formula == "SUM(B1:C1)");
    CHECK(cell.value == "93.5");
    CHECK(cell.format == "0.00");
    CHECK(Drawn([](Workbook&, Sheet& sheet) { sheet.formula(0, 0, "", "1"); }).refusal() != "");
    CHECK(Drawn([](Workbook&, Sheet& sheet) { sheet.formula(0, 0, "A2", ""); }).refusal() != "");
}

TEST_CASE("The only date in the file is the one that was given") {
    auto bytes = [] {
        Drawn drawn([](Workbook&, Sheet& sheet) { sheet.page("a & b", "c"); });
        REQUIRE(drawn.refusal() == "");
        CHECK_THAT(drawn.read().part("docProps/core.xml"), Contains("2021-12-31T00:00:00Z"));
        CHECK_THAT(drawn.read().part("xl/worksheets/sheet1.xml"), Contains("a &amp;&amp; b"));
        return report_files::read_file(drawn.file);
    };
    CHECK(bytes() == bytes());
}

TEST_CASE("A book that cannot be written says which file") {
    Workbook book("/no/such/folder/a.xlsx", "2021-12-31", {.shown_as = "考核.xlsx"});
    book.add_sheet("a");
    auto finished = book.finish();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().code == Code::OutputWrite);
    CHECK_THAT(finished.error().message, Contains("考核.xlsx"));
}
