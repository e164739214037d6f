// Damaged files: whatever the bytes are, reading returns, and under the sanitizers without a complaint.
#include <random>

#include "recorder.h"
#include "support/catch.h"
#include "support/ods_builder.h"
#include "support/xls_builder.h"
#include "support/xlsx_builder.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

// Between one and four bytes flipped, overwritten, removed or doubled, or the end cut off.
std::string damaged(std::string bytes, std::mt19937& random) {
    const auto below = [&](std::size_t n) {
        return static_cast<std::size_t>(random() % std::max<std::size_t>(n, 1));
    };
    for (std::size_t change = 1 + below(4); change > 0 && !bytes.empty(); --change) {
        const std::size_t at = below(bytes.size());
        switch (below(6)) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
                break;
            case 1:
                bytes[at] = static_cast<char>(random());
                break;
            case 2:
                bytes.erase(at, 1 + below(8));
                break;
            case 3:
                bytes.insert(at, bytes.substr(at, 1 + below(16)));
                break;
            case 4:
                bytes[at] = "\"<>{}[],:\n\0&"[below(12)];
                break;
            default:
                bytes.resize(at);
                break;
        }
    }
    return bytes;
}

// How many of the mutants were read, and how many refused: a test of mutants none of which is refused tests
// nothing.
struct Tally {
    int read = 0, refused = 0;
};

Tally read_mutants(const std::string& bytes, const std::string& name, int count, std::mt19937& random) {
    Tally tally;
    for (int i = 0; i < count; ++i) {
        const auto outcome = read_all(damaged(bytes, random), name);
        ++(outcome.refusal.empty() ? tally.read : tally.refused);
        for (const auto& sheet : outcome.sheets)
            for (const auto& [cell, text] : sheet.cells)
                if (!is_valid_utf8(text))
                    FAIL(name << " mutant " << i << ": cell " << cell << " is not UTF-8");
        for (const auto& finding : outcome.findings)
            if (!is_valid_utf8(finding.message)) FAIL(name << " mutant " << i << ": a message is not UTF-8");
        if (!is_valid_utf8(outcome.message)) FAIL(name << " mutant " << i << ": the refusal is not UTF-8");
    }
    return tally;
}

const std::string kRows =
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><r><t>a_x0041_</t></r></is></c></row>"
    "<row r='2'><c r='A2' s='1'><v>45292.5</v></c><c r='B2' t='b'><v>1</v></c><c r='C2' t='e'><v>#N/A</v></c>"
    "<c r='D2'><f>A1</f></c><c r='E2' t='d'><v>2021-03-05T08:00:00</v></c></row>";

}  // namespace

TEST_CASE("mutants of a workbook's bytes") {
    std::mt19937 random(1);
    const auto tally = read_mutants(XlsxBuilder::with_rows(kRows).bytes(), "a.xlsx", 800, random);
    CHECK(tally.refused > 100);
}

TEST_CASE("mutants of a workbook's parts") {
    std::mt19937 random(2);
    const auto book = XlsxBuilder::with_rows(kRows);
    int refused = 0;
    for (const auto& [name, content] : book.parts)
        for (int i = 0; i < 60; ++i) {
            auto mutant = book;
            mutant.parts[name] = damaged(content, random);
            refused += !read_all(mutant.bytes(), "a.xlsx").refusal.empty();
        }
    CHECK(refused > 100);
}

TEST_CASE("mutants of OpenDocument content") {
    std::mt19937 random(4);
    const std::string content = ods_content(
        "<table:table table:name='表' table:style-name='hid'><table:table-column "
        "table:visibility='collapse'/>"
        "<table:table-row table:number-rows-repeated='3'><table:table-cell office:value-type='float' "
        "office:value='8.5' table:number-columns-repeated='2'/><table:table-cell "
        "office:value-type='time' office:time-value='PT08H30M00S' table:number-columns-spanned='2'/>"
        "<table:covered-table-cell/><table:table-cell table:formula='of:=1/0' calcext:value-type='error'>"
        "<text:p>#DIV/0!<text:s text:c='3'/></text:p></table:table-cell></table:table-row></table:table>");
    int refused = 0;
    for (int i = 0; i < 400; ++i)
        refused += !read_all(ods_bytes(damaged(content, random)), "a.ods").refusal.empty();
    CHECK(refused > 100);
}

TEST_CASE("mutants of Excel 97-2003 workbooks") {
    std::mt19937 random(5);
    const auto book = XlsBuilder::with_records(
        biff_number(0, 0, 45292.5, 1) + biff_rk(0, 1, 0x3FF80000) + biff_shared(1, 0, 0) +
        biff_formula(1, 1, std::string("\0\0\0\0\0\0\xFF\xFF", 8)) + biff(0x0207, biff_wide(u"达标")) +
        biff(0x00E5, le16(1) + le16(0) + le16(1) + le16(0) + le16(2)));
    CHECK(read_mutants(book.bytes(), "a.xls", 400, random).refused > 50);
    int refused = 0;
    const std::string stream = book.stream();
    for (int i = 0; i < 400; ++i)
        refused +=
            !read_all(compound_file({{u"Workbook", damaged(stream, random)}}), "a.xls").refusal.empty();
    CHECK(refused > 100);
}

TEST_CASE("mutants of text files") {
    std::mt19937 random(3);
    const std::string csv = "县区,日期,\"PM10\"\r\n利通区,2021-03-05,\"8\"\"5\n.7\"\r\n青铜峡市,,3\r\n";
    const std::string gbk = "\xCF\xD8\xC7\xF8;\xCA\xFD\xD6\xB5\n\xC0\xFB\xCD\xA8\xC7\xF8;1\n";
    const std::string json =
        R"({"表": [{"县区": "利通区", "值": 8.57e1, "f": true}, {"n": null}], "填报信息": {"年度": "2021"}})";
    const std::string ndjson =
        "{\"a\": 1, \"b\": \"\\u4e2d\"}\n{\"a\": -2.5e-3, \"c\": [1]}\n{\"b\": \"y\"}\n";
    CHECK(read_mutants(csv, "a.csv", 300, random).refused > 10);
    read_mutants(gbk, "b.csv", 200, random);
    CHECK(read_mutants(json, "a.json", 300, random).refused > 50);
    CHECK(read_mutants(ndjson, "a.ndjson", 300, random).refused > 50);
}
