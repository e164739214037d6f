#include "kaohe/io/xls_reader.h"

#include "recorder.h"
#include "support/catch.h"
#include "support/xls_builder.h"

using namespace kaohe;
using namespace kaohe::testing;
using namespace std::string_literals;

namespace {

Outcome read_records(const std::string& records, const io::Limits& limits = {}) {
    return read_all(XlsBuilder::with_records(records).bytes(), "a.xls", limits);
}
// The cell A1 of a sheet with these records, or the finding, or the refusal.
std::string cell(const std::string& records) {
    const auto outcome = read_records(records);
    if (!outcome.refusal.empty()) return outcome.refusal;
    return outcome.findings.empty() ? outcome.at("A1") : outcome.found() + " " + outcome.at("A1");
}
std::string a1(unsigned style = 0) {
    return le16(0) + le16(0) + le16(style);
}
// A whole number in an RK value; `hundredths` says that it counts hundredths.
std::uint32_t rk_whole(std::int32_t value, bool hundredths = false) {
    return static_cast<std::uint32_t>(value) << 2 | 2 | (hundredths ? 1 : 0);
}
const std::string kTextFollows = "\0\0\0\0\0\0\xFF\xFF"s;
std::string result_text(const std::u16string& text) {
    return biff(0x0207, biff_wide(text));
}

}  // namespace

TEST_CASE("xls: kinds of cells") {
    auto [records, expected] = GENERATE(table<std::string, std::string>({
        {biff_number(0, 0, 85.7), "#85.7"},
        {biff_number(0, 0, -0.0), "#0"},
        {biff_number(0, 0, HUGE_VAL), "KH-N001 A1 !"},
        {biff_rk(0, 0, rk_whole(8570, true)), "#85.7"},
        {biff_rk(0, 0, rk_whole(-3)), "#-3"},
        {biff_rk(0, 0, rk_whole(-1, true)), "#-0.01"},
        {biff_rk(0, 0, 0x3FF80000), "#1.5"},     // the upper half of 1.5
        {biff_rk(0, 0, 0x40C81C81), "#123.45"},  // of 12345 (40C81C80 00000000), in hundredths
        {biff(0x00BD, le16(0) + le16(0) + le16(0) + le32(rk_whole(7)) + le16(0)), "#7"},
        {biff(0x0201, a1()), "(blank)"},
        {biff(0x00BE, le16(0) + le16(0) + le16(0) + le16(0) + le16(1)), "(blank)"},
        {biff_shared(0, 0, 0), "甲"},
        {biff_shared(0, 0, 1), "(blank)"},
        {biff_shared(0, 0, 2), "ab"},
        {biff_shared(0, 0, 3), "KH-F004 A1 !"},
        {biff(0x0204, a1() + biff_wide(u"利通区")), "利通区"},
        {biff(0x0204, a1() + biff_narrow("PM\xB2")), "PM²"},
        {biff(0x00D6, a1() + biff_wide(u"县") + le16(1) + le32(0)), "县"},
        {biff(0x0204, a1() + le16(4) + '\1' + utf16le(u"县") + biff(0x003C, "\0abc"s).substr(0, 0)),
         "KH-F004"},
        {biff(0x0205, a1() + "\1\0"s), "?TRUE"},
        {biff(0x0205, a1() + "\0\0"s), "?FALSE"},
        {biff(0x0205, a1() + "\x2A\1"s), "KH-F021 A1 !#N/A"},
        {biff(0x0205, a1() + "\0\1"s), "KH-F021 A1 !#NULL!"},
        {biff(0x0205, a1() + "\x63\1"s), "KH-F004 A1 !"},
        // formulas
        {biff_formula(0, 0, le_double(12.5)), "#12.5"},
        {biff_formula(0, 0, "\1\0\1\0\0\0\xFF\xFF"s), "?TRUE"},
        {biff_formula(0, 0, "\2\0\7\0\0\0\xFF\xFF"s), "KH-F021 A1 !#DIV/0!"},
        {biff_formula(0, 0, "\2\0\x17\0\0\0\xFF\xFF"s), "KH-F021 A1 !#REF!"},
        {biff_formula(0, 0, "\3\0\0\0\0\0\xFF\xFF"s), "(blank)"},  // an empty text is a result
        {biff_formula(0, 0, "\x09\0\0\0\0\0\xFF\xFF"s), "KH-F004"},
        {biff_formula(0, 0, kTextFollows) + result_text(u"达标"), "达标"},
        {biff_formula(0, 0, kTextFollows) + biff(0x04BC, "xx") + biff(0x0221, "") + biff(0x0236, "") +
             result_text(u"达标"),
         "达标"},
        {biff_formula(0, 0, kTextFollows), "KH-F020 A1 !"},
        {biff_formula(0, 0, kTextFollows) + biff_number(1, 0, 1) + result_text(u"x"), "KH-F020 A1 !"},
        {biff_formula(0, 0, kTextFollows) + result_text(u"=DISPIMG(\"ID_1\",1)"),
         "KH-F026 A1 !=DISPIMG(\"ID_1\",1)"},
        {result_text(u"x"), "(blank)"},
        // records that are too short
        {biff(0x0203, a1() + le32(0)), "KH-F004"},
        {biff(0x0203, "\0\0\0"s), "KH-F004"},
        {biff(0x0006, a1() + le32(0)), "KH-F004"},
        {biff(0x00FD, a1()), "KH-F004"},
        {biff(0x027E, a1()), "KH-F004"},
        {biff(0x00BD, le16(0)), "KH-F004"},
        {biff(0x0205, a1()), "KH-F004"},
        {biff(0x0204, a1()), "KH-F004"},
        {biff(0x0207, le16(1)), "KH-F004"},
        {biff(0x00E5, le16(1)), "KH-F004"},
        {biff(0x00E5, ""), "KH-F004"},
    }));
    CAPTURE(records);
    CHECK(cell(records) == expected);
}

TEST_CASE("xls: styles make numbers dates") {
    auto [style, value, expected] = GENERATE(table<unsigned, double, std::string>({
        {0, 45292, "#45292"},
        {1, 45292, "@2024-01-01"},
        {2, 45292, "@2024-01-01"},
        {3, 45292, "@2024-01-01"},
        {4, 45292, "#45292"},
        {5, 1.0 / 3, "@08:00:00"},
        {6, 1.5, "#1.5"},
        {7, 44260 + 1.0 / 3, "@2021-03-05 08:00:00"},
        {1, -5, "#-5"},
        {99, 45292, "#45292"},
    }));
    CAPTURE(style, value);
    CHECK(cell(biff_number(0, 0, value, style)) == expected);
}

TEST_CASE("xls: the 1904 system") {
    auto book = XlsBuilder::with_records(biff_number(0, 0, 43830, 1));
    book.globals += biff(0x0022, le16(1));
    CHECK(read_all(book.bytes(), "a.xls").at("A1") == "@2024-01-01");
}

TEST_CASE("xls: several numbers in one record") {
    const auto outcome =
        read_records(biff(0x00BD, le16(4) + le16(1) + le16(0) + le32(rk_whole(1)) + le16(1) +
                                      le32(rk_whole(45292)) + le16(0) + le32(rk_whole(3)) + le16(3)));
    CHECK(outcome.at("B5") == "#1");
    CHECK(outcome.at("C5") == "@2024-01-01");
    CHECK(outcome.at("D5") == "#3");
    CHECK(outcome.sheet().cells.size() == 3);
}

TEST_CASE("xls: cells in any order are delivered by rows, of two at one place the later counts") {
    const auto outcome = read_records(biff_number(9, 0, 1) + biff_number(2, 3, 2) + biff_number(2, 1, 3) +
                                      biff_number(65535, 255, 4) + biff_number(2, 3, 5));
    CHECK(outcome.sheet().rows == std::vector<std::uint32_t>{3, 10, 65536});
    CHECK(outcome.at("B3") == "#3");
    CHECK(outcome.at("D3") == "#5");
    CHECK(outcome.at("A10") == "#1");
    CHECK(outcome.at("IV65536") == "#4");
}

TEST_CASE("xls: shared strings go on in further records") {
    auto book = XlsBuilder::with_records(biff_shared(0, 0, 0) + biff_shared(0, 1, 1) + biff_shared(0, 2, 2));
    const std::string count = le32(3) + le32(3);
    const std::string abcd = le16(4) + "\0abcd"s;
    const auto sst = [](const std::string& data) { return biff(0x00FC, data); };
    const auto more = [](const std::string& data) { return biff(0x003C, data); };
    std::u16string first = u"利通区", second = u"abcd", third = u"甲";
    SECTION("between two strings") {
        book.shared_strings = sst(count + biff_wide(first)) + more(abcd + biff_wide(third));
    }
    SECTION("within a string, from two bytes to two") {
        book.shared_strings = sst(count + le16(3) + '\1' + utf16le(u"利")) +
                              more('\1' + utf16le(u"通区") + abcd) + more(biff_wide(third));
    }
    SECTION("within a string, from one byte to two and back") {
        book.shared_strings = sst(count + biff_wide(first) + le16(4) + "\0a"s) + more('\1' + utf16le(u"bc")) +
                              more("\0d"s + biff_wide(third));
    }
    SECTION("before the first character") {
        book.shared_strings =
            sst(count + le16(3) + '\1') + more('\1' + utf16le(first) + abcd + biff_wide(third));
    }
    SECTION("within what follows a string") {
        // one formatting run (4 bytes) and 6 bytes of readings
        book.shared_strings = sst(count + le16(3) + '\x0D' + le16(1) + le32(6) + utf16le(first) + "ru"s) +
                              more("nsread"s) + more("in"s + abcd + biff_wide(third));
    }
    SECTION("with a wrong count") {
        book.shared_strings = sst(le32(0) + le32(0) + biff_wide(first) + abcd + biff_wide(third));
    }
    SECTION("with something behind the last one") {
        book.shared_strings = sst(count + biff_wide(first) + abcd + biff_wide(third) + le16(500) + "\0x"s);
    }
    SECTION("with an empty record between") {
        book.shared_strings = sst(count + biff_wide(first)) + more("") + more(abcd) + more(biff_wide(third));
    }
    const auto outcome = read_all(book.bytes(), "a.xls");
    CHECK(outcome.message == "");
    CHECK(outcome.at("A1") == "利通区");
    CHECK(outcome.at("B1") == "abcd");
    CHECK(outcome.at("C1") == "甲");
}

TEST_CASE("xls: shared strings that are cut refuse the file") {
    auto book = XlsBuilder::with_records("");
    book.shared_strings = GENERATE(biff(0x00FC, le32(1)), biff(0x00FC, le32(1) + le32(1) + le16(3)),
                                   biff(0x00FC, le32(1) + le32(1) + le16(3) + "\0ab"s),
                                   biff(0x00FC, le32(1) + le32(1) + le16(3) + "\1abc"s),
                                   biff(0x00FC, le32(1) + le32(1) + le16(1) + "\x08"s),
                                   biff(0x00FC, le32(1) + le32(1) + le16(1) + "\x08\xFF\xFFx"s),
                                   biff(0x00FC, le32(1) + le32(1) + le16(1) + "\x04\xFF\xFF\xFF\xFFx"s));
    CHECK(read_all(book.bytes(), "a.xls").refusal == "KH-F004");
}

TEST_CASE("xls: the text of a formula may be long") {
    std::u16string text(5000, u'县');
    const auto outcome = read_records(biff_formula(0, 0, kTextFollows) +
                                      biff(0x0207, le16(5000) + '\1' + utf16le(text.substr(0, 4000))) +
                                      biff(0x003C, '\1' + utf16le(text.substr(4000))));
    CHECK(outcome.at("A1").size() == 15000);
}

TEST_CASE("xls: charts inside a sheet are passed over") {
    CHECK(cell(biff_begin(0x20) + biff_number(0, 0, 1) + biff_begin(0x20) + biff_end() +
               biff_number(0, 0, 2) + biff_end() + biff_number(0, 0, 3)) == "#3");
}

TEST_CASE("xls: merged ranges come behind the rows") {
    const auto outcome = read_records(biff(0x00E5, le16(2) + le16(0) + le16(1) + le16(0) + le16(2) + le16(3) +
                                                       le16(3) + le16(0) + le16(1)) +
                                      biff_number(0, 0, 1));
    REQUIRE(outcome.sheet().merges.size() == 2);
    const auto& merge = outcome.sheet().merges[0];
    CHECK((merge.first_row == 1 && merge.last_row == 2 && merge.first_column == 0 && merge.last_column == 2));
    CHECK(read_records(biff(0x00E5, le16(1) + le16(2) + le16(1) + le16(0) + le16(2))).refusal == "KH-F004");
}

TEST_CASE("xls: hidden sheets, rows and columns are read and reported, charts are passed over") {
    const auto row = [](unsigned number, unsigned flags) {
        return biff(0x0208, le16(number) + std::string(10, '\0') + le16(flags) + le16(0));
    };
    const auto columns = [](unsigned first, unsigned last, unsigned flags) {
        return biff(0x007D, le16(first) + le16(last) + le16(0) + le16(0) + le16(flags));
    };
    auto book = XlsBuilder::with_records(columns(1, 1, 0) + columns(2, 255, 1) + row(0, 0) + row(1, 0x20) +
                                         row(2, 0x20) + row(3, 0x20) + biff_number(0, 2, 1) +
                                         biff_number(1, 0, 1) + biff_number(2, 4, 1));
    book.sheets[0].visibility = 2;
    book.sheets.push_back({u"图", "", 0, 2});
    book.sheets.push_back({u"表2", biff_number(0, 0, 1)});
    const auto outcome = read_all(book.bytes(), "a.xls");
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].hidden);
    CHECK(outcome.sheets[1].name == "表2");
    CHECK(outcome.sheets[1].at("A1") == "#1");
    REQUIRE(outcome.findings.size() == 3);
    CHECK(outcome.findings[0].id() == "KH-F023");
    CHECK(outcome.findings[1].message == "第 2-3 行是隐藏的，内容仍被读取");
    CHECK(outcome.findings[2].message == "第 C、E 列是隐藏的，内容仍被读取");
}

TEST_CASE("xls: the sink may stop a sheet, and the next one is still read") {
    const std::string records = biff_number(0, 0, 1) + biff_number(1, 0, 2) + biff_number(2, 0, 3);
    auto book = XlsBuilder::with_records(records);
    book.sheets.push_back({u"B", records});
    const auto outcome = read_all(book.bytes(), "a.xls", {}, 2);
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].rows.size() == 2);
    CHECK(outcome.sheets[1].rows.size() == 2);
}

TEST_CASE("xls: files with a password, older files, other files") {
    auto book = XlsBuilder::with_records("");
    CHECK(read_all(compound_file({{u"EncryptedPackage", "x"}, {u"EncryptionInfo", "x"}}), "a.xlsx").refusal ==
          "KH-F008");
    CHECK(read_all(compound_file({{u"WordDocument", "x"}}), "a.doc").refusal == "KH-F003");
    CHECK(read_all(compound_file({}), "a.xls").refusal == "KH-F003");
    const auto old = read_all(compound_file({{u"Book", "x"}}), "a.xls");
    CHECK(old.refusal == "KH-F003");
    CHECK(old.message == "无法识别的文件格式：Excel 5.0/95 工作簿，请另存为 .xlsx");
    for (unsigned type : {0x0809, 0x0409, 0x0209, 0x0009})
        CHECK(read_all(compound_file({{u"Workbook", biff(type, le16(0x0500) + le16(5))}}), "a.xls").refusal ==
              "KH-F003");
    book.globals += biff(0x002F, "whatever");
    CHECK(read_all(book.bytes(), "a.xls").refusal == "KH-F008");
}

TEST_CASE("xls: damaged workbooks are refused") {
    auto book = XlsBuilder::with_records(biff_number(0, 0, 1));
    std::string stream = book.stream();
    const std::string kSheetHead = le16(0x0085) + le16(12);  // of the record that names the sheet
    REQUIRE(stream.find(kSheetHead) != std::string::npos);
    SECTION("cut within the sheet") {
        stream.resize(stream.size() - 1);
    }
    SECTION("cut within the globals") {
        stream.resize(100);
    }
    SECTION("empty") {
        stream.clear();
    }
    SECTION("not a workbook") {
        stream = "not a workbook";
    }
    SECTION("a sheet that begins nowhere") {
        stream.replace(stream.find(kSheetHead) + 4, 4, le32(0x7FFFFFFF));
    }
    SECTION("a sheet that begins within another record") {
        stream.replace(stream.find(kSheetHead) + 4, 4, le32(30));
    }
    SECTION("a name that is cut") {
        stream[stream.find(kSheetHead) + 10] = 9;
    }
    SECTION("a format that is cut") {
        book.globals += biff(0x041E, le16(164) + le16(9));
        stream = book.stream();
    }
    SECTION("a style that is cut") {
        book.globals += biff(0x00E0, le16(0));
        stream = book.stream();
    }
    SECTION("two sheets of the same records") {
        book.sheets.assign(3, book.sheets[0]);
        book.sheets[0].records = std::string(4000, '\0');
        stream = book.stream();
        const std::string first = stream.substr(stream.find(kSheetHead) + 4, 4);
        for (std::size_t at = 0; (at = stream.find(kSheetHead, at)) != std::string::npos; ++at)
            stream.replace(at + 4, 4, first);
    }
    CHECK(read_all(compound_file({{u"Workbook", stream}}), "a.xls").refusal == "KH-F004");
}

TEST_CASE("xls: limits") {
    auto book = XlsBuilder::with_records(biff_number(0, 3, 1) + biff_shared(1, 0, 2));
    io::Limits limits;
    SECTION("cells, the blanks between included") {
        limits.cells = 5;
        CHECK(read_all(book.bytes(), "a.xls", limits).refusal.empty());
        limits.cells = 4;
    }
    SECTION("cells while they are collected") {
        limits.cells = 1;
    }
    SECTION("sheets") {
        limits.sheets = 0;
    }
    SECTION("shared strings") {
        limits.shared_strings = 2;
    }
    SECTION("bytes of shared strings") {
        limits.shared_string_bytes = 4;
    }
    SECTION("styles") {
        limits.styles = 7;
    }
    SECTION("merges") {
        limits.merges = 0;
        book.sheets[0].records += biff(0x00E5, le16(1) + le16(0) + le16(1) + le16(0) + le16(2));
    }
    CHECK(read_all(book.bytes(), "a.xls", limits).refusal == "KH-F006");
}

TEST_CASE("xls: cells beyond the limits of a sheet refuse the file") {
    io::Limits limits;
    limits.rows = limits.columns = 10;
    CHECK(read_records(biff_number(9, 9, 1), limits).refusal.empty());
    CHECK(read_records(biff_number(10, 0, 1), limits).refusal == "KH-F004");
    CHECK(read_records(biff_number(0, 10, 1), limits).refusal == "KH-F004");
    CHECK(read_records(biff(0x00BD, le16(0) + le16(0xFFFF) + le16(0) + le32(2) + le16(0) + le32(2) + le16(0)),
                       {})
              .refusal == "KH-F004");
}

TEST_CASE("xls: cells that are too long are findings") {
    io::Limits limits;
    limits.cell_bytes = 8;
    const auto outcome = read_records(biff(0x0204, a1() + biff_narrow("123456789")), limits);
    CHECK(outcome.found() == "KH-F022 A1");
}
