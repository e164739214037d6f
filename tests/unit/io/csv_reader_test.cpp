#include "kaohe/io/csv_reader.h"

#include "recorder.h"
#include "support/catch.h"

using namespace kaohe;
using kaohe::testing::read_all;
using namespace std::string_literals;

namespace {
std::string cells(const std::string& text, const std::string& name = "a.csv") {
    const auto outcome = read_all(text, name);
    if (!outcome.refusal.empty()) return outcome.refusal;
    std::string out;
    for (const auto& [cell, value] : outcome.sheet().cells) out += cell + "=" + value + "|";
    return out;
}
}  // namespace

TEST_CASE("CSV cells are text as it stands, and rows are named by their line") {
    const auto outcome = read_all("县区,数值\n利通区, 85.7 \n\n青铜峡市,\n", "a.csv");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.findings.empty());
    REQUIRE(outcome.sheets.size() == 1);
    CHECK(outcome.sheet().name == "");
    CHECK(outcome.sheet().lines);
    CHECK(outcome.sheet().rows == std::vector<std::uint32_t>{1, 2, 4});
    CHECK(outcome.at("A1") == "县区");
    CHECK(outcome.at("B2") == " 85.7 ");
    CHECK(outcome.at("A4") == "青铜峡市");
    CHECK(outcome.at("B4") == "(blank)");
}

TEST_CASE("line ends of every system, and none at the end") {
    CHECK(cells("a,b\r\nc,d\r\n") == "A1=a|A2=c|B1=b|B2=d|");
    CHECK(cells("a,b\nc,d") == "A1=a|A2=c|B1=b|B2=d|");
    CHECK(cells("a,b\rc,d\r") == "A1=a|A2=c|B1=b|B2=d|");
    CHECK(cells("a,b\n1,2\r\n") == "A1=a|A2=1|B1=b|B2=2|");
    CHECK(cells("a,b,\n") == "A1=a|B1=b|");
    CHECK(cells("a,b,") == "A1=a|B1=b|");
}

TEST_CASE("quoted cells may hold delimiters, quotes and line ends") {
    CHECK(cells("\"a,b\",\"say \"\"hi\"\"\"\n") == "A1=a,b|B1=say \"hi\"|");
    CHECK(cells("\"\",x\n") == "B1=x|");
    CHECK(cells("\"a\" ,x\n") == "A1=a |B1=x|");
    CHECK(cells("\"a\"b\"c,x\n") == "A1=ab\"c|B1=x|");
    CHECK(cells("5\" pipe,x\n") == "A1=5\" pipe|B1=x|");
    CHECK(cells("a,\"b\"") == "A1=a|B1=b|");
    CHECK(cells("a,\"b\"\r\n") == "A1=a|B1=b|");
    CHECK(cells("a,\"\"\"\"\n") == "A1=a|B1=\"|");
    const auto outcome = read_all("h,i\n\"one\r\ntwo\",x\nlast,y\n", "a.csv");
    CHECK(outcome.at("A2") == "one\r\ntwo");
    CHECK(outcome.at("A4") == "last");  // the record before took two lines
}

TEST_CASE("a row of 200 quoted cells crosses several blocks of the scanner") {
    std::string line;
    for (int i = 0; i < 200; ++i) line += (i ? "," : "") + "\"v"s + std::to_string(i) + ",\"\"\"";
    const auto outcome = read_all(line + "\n", "a.csv");
    for (std::size_t i = 0; i < 200; ++i)
        REQUIRE(outcome.at(cell_name(i, 1)) == "v" + std::to_string(i) + ",\"");
}

TEST_CASE("the delimiter is found in the first line that has one") {
    CHECK(cells("a;b;c,d\n1;2;3\n") == "A1=a|A2=1|B1=b|B2=2|C1=c,d|C2=3|");
    CHECK(cells("a\tb\n") == "A1=a|B1=b|");
    CHECK(cells("空气质量日报\n\"县;区;\",数值\n1,2\n") == "A1=空气质量日报|A2=县;区;|A3=1|B2=数值|B3=2|");
    CHECK(cells("a,b,c\td\n", "a.TSV") == "A1=a,b,c|B1=d|");
    CHECK(cells("alone\n") == "A1=alone|");
}

TEST_CASE("encodings: GB18030 and the Unicode text of Excel") {
    CHECK(cells("\xCF\xD8\xC7\xF8,\xCA\xFD\xD6\xB5\n1,2\n") == "A1=县区|A2=1|B1=数值|B2=2|");
    CHECK(cells("\xFF\xFE\xBF\x53\x3A\x53\x09\x00\x31\x00\x0D\x00\x0A\x00"s) == "A1=县区|B1=1|");
    CHECK(cells("\xEF\xBB\xBF县区,1\n") == "A1=县区|B1=1|");
}

TEST_CASE("filled cells beyond the header are errors, blank ones and short rows are not") {
    const auto outcome = read_all("标题\na,b\n1\n1,2,,\n1,234,5\nx,y\n", "a.csv");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.found() == "KH-F031 5:3");
    CHECK(outcome.findings[0].message == "本行有 3 列，表头有 2 列");
    CHECK(outcome.findings[0].place.file == "a.csv");
    CHECK(outcome.at("B5") == "234");
    CHECK(outcome.at("C5") == "!5");
    CHECK(outcome.at("B6") == "y");
}

TEST_CASE("what refuses a CSV file") {
    const auto open = read_all("a,b\n1,2\n3,\"four\n5,6\n", "a.csv");
    CHECK(open.refusal == "KH-F030");
    CHECK(open.refusal_place.line == 3);
    CHECK(open.refusal_place.column == 2);
    CHECK(open.sheet().rows == std::vector<std::uint32_t>{1, 2});  // what came before was delivered

    const auto nul = read_all("a,b\n1,x\0y\n"s, "a.csv");
    CHECK(nul.refusal == "KH-F004");
    CHECK(nul.refusal_place.line == 2);
    CHECK(read_all("a,b\n1,\"x\0y\"\n"s, "a.csv").refusal == "KH-F004");

    io::Limits limits;
    limits.line_bytes = 10;
    CHECK(read_all("0123456789\n", "a.csv", limits).refusal.empty());
    CHECK(read_all("0123456789x\n", "a.csv", limits).refusal == "KH-F006");
    CHECK(read_all("\"0123456789\"\n", "a.csv", limits).refusal == "KH-F006");
    limits = {};
    limits.columns = 3;
    CHECK(read_all("a,b,c\n", "a.csv", limits).refusal.empty());
    CHECK(read_all("a,b,c,d\n", "a.csv", limits).refusal == "KH-F006");
    CHECK(read_all("a,b,c,d,e,f\n", "a.csv", limits).refusal == "KH-F006");
    limits = {};
    limits.text_rows = 2;
    CHECK(read_all("a\nb\n", "a.csv", limits).refusal.empty());
    CHECK(read_all("a\nb\nc\n", "a.csv", limits).refusal == "KH-F006");
    limits = {};
    limits.text_bytes = 3;
    CHECK(read_all("a,b\n", "a.csv", limits).refusal == "KH-F006");
    limits = {};
    limits.findings = 1;
    CHECK(read_all("a,b\n1,2,3\n", "a.csv", limits).refusal.empty());
    CHECK(read_all("a,b\n1,2,3\n1,2,3\n", "a.csv", limits).refusal == "KH-F006");
}

TEST_CASE("the sink may stop the reading") {
    CHECK(read_all("a,b\n1,2\n3,4\n", "a.csv", {}, 2).sheet().rows.size() == 2);
}
