#include "kaohe/io/json_reader.h"

#include "recorder.h"
#include "support/catch.h"

using namespace kaohe;
using kaohe::testing::read_all;

TEST_CASE("each key of a JSON object is a sheet") {
    const auto outcome = read_all(R"({
        "空气质量日报": [{"县区": "利通区", "PM10": 85.70, "沙尘": true},
                         {"县区": "青铜峡市", "备注": null, "PM10": 1e2, "SO2": 0.1234567890123456789}],
        "填报信息": {"年度": "2021", "人数": 3},
        "straw": []})",
                                  "a.json");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.findings.empty());
    REQUIRE(outcome.sheets.size() == 3);
    const auto& air = outcome.sheets[0];
    CHECK(air.name == "空气质量日报");
    CHECK_FALSE(air.lines);
    CHECK(air.rows == std::vector<std::uint32_t>{1, 2, 3});
    CHECK(air.at("A1") == "县区");
    CHECK(air.at("B1") == "PM10");
    CHECK(air.at("C1") == "沙尘");
    CHECK(air.at("D1") == "备注");
    CHECK(air.at("E1") == "SO2");
    CHECK(air.at("B2") == "#85.70");
    CHECK(air.at("C2") == "?TRUE");
    CHECK(air.at("A3") == "青铜峡市");
    CHECK(air.at("B3") == "#100");
    CHECK(air.at("C3") == "(blank)");
    CHECK(air.at("D3") == "(blank)");
    CHECK(air.at("E3") == "#0.1234567890123456789");
    const auto& info = outcome.sheets[1];
    CHECK(info.name == "填报信息");
    CHECK(info.rows == std::vector<std::uint32_t>{1, 2});
    CHECK(info.at("A1") == "年度");
    CHECK(info.at("B1") == "2021");
    CHECK(info.at("B2") == "#3");
    CHECK(outcome.sheets[2].name == "straw");
    CHECK(outcome.sheets[2].rows.empty());
}

TEST_CASE("an array alone is one sheet without a name") {
    const auto outcome = read_all(R"( [{"a": -5, "b": 18446744073709551616}, {"a": "\u4e2d\n"}] )", "a.json");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.sheet().name == "");
    CHECK(outcome.at("A2") == "#-5");
    CHECK(outcome.at("B2") == "#18446744073709551616");  // more than 64 bits
    CHECK(outcome.at("A3") == "中\n");
}

TEST_CASE("values that are no cells are found, the rest is read") {
    const auto outcome = read_all(R"({"t": [{"a": 1, "b": {"x": [1, {"y": 2}]}, "c": 3},
                                            {"a": 1, "a": 2, "c": [4]}, 7, [8, [9]], {"c": 1e999999, "b": 5}]})",
                                  "a.json");
    CHECK(outcome.refusal == "KH-F009");  // 1e999999 is beyond what the parser takes for a number
    const auto fine = read_all(R"({"t": [{"a": 1, "b": {"x": [1, {"y": 2}]}, "c": 3},
                                         {"a": 1, "c": 6, "a": 2, "b": [4]}, 7, [8, [9]], {"c": 1e-9999, "b": 5}]})",
                               "a.json");
    CHECK(fine.refusal.empty());
    CHECK(fine.found() == "KH-F009 B2 KH-F009 A3 KH-F009 B3 KH-F009 A4 KH-F009 A5 KH-N002 C6");
    CHECK(fine.at("C2") == "#3");
    CHECK(fine.at("B2") == "!");
    CHECK(fine.at("A3") == "!1");
    CHECK(fine.at("C3") == "#6");
    CHECK(fine.at("B6") == "#5");
    CHECK(fine.at("C6") == "!");
    CHECK(fine.sheet().rows == std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("findings in a flat object and at the top") {
    const auto outcome = read_all(
        R"({"info": {"a": 1, "b": [2], "a": 3}, "version": 1, "info": [{"z": 1}], "u": {}})", "a.json");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.found() == "KH-F009 B2 KH-F009 B3 KH-F009  KH-F009 ");
    REQUIRE(outcome.sheets.size() == 2);
    CHECK(outcome.sheets[0].at("B1") == "#1");
    CHECK(outcome.sheets[0].at("B2") == "!");
    CHECK(outcome.sheets[0].at("A3") == "a");
    CHECK(outcome.sheets[0].at("B3") == "!");
    CHECK(outcome.sheets[1].name == "u");
}

TEST_CASE("what refuses a JSON file") {
    const auto broken = read_all("{\"t\": [\n  {\"a\": 1,}]}", "a.json");
    CHECK(broken.refusal == "KH-F009");
    CHECK(broken.refusal_place.line == 2);
    CHECK(broken.refusal_place.column == 11);  // the brace behind the comma
    CHECK(read_all("{\"t\": [", "a.json").refusal == "KH-F009");
    CHECK(read_all("[1] x", "a.json").refusal == "KH-F009");
    io::Limits limits;
    limits.json_depth = 4;
    CHECK(read_all(R"([{"a": [[1]]}])", "a.json", limits).refusal.empty());
    CHECK(read_all(R"([{"a": [[[1]]]}])", "a.json", limits).refusal == "KH-F006");
    CHECK(read_all(std::string(1'000'000, '['), "a.json").refusal == "KH-F006");
    limits = {};
    limits.columns = 2;
    CHECK(read_all(R"([{"a": 1, "b": 2, "c": 3}])", "a.json", limits).refusal == "KH-F006");
}

TEST_CASE("NDJSON: one object a line, header row 0, rows are lines") {
    const auto outcome = read_all(
        "{\"a\": 1, \"b\": \"x\"}\n\n{\"b\": \"y\", \"c\\u4e2d\": 1.50}\r\n{\"a\": {\"d\": 1}, \"a\": 2}\n",
        "a.json");
    CHECK(outcome.refusal.empty());
    CHECK(outcome.sheet().lines);
    CHECK(outcome.sheet().rows == std::vector<std::uint32_t>{0, 1, 3, 4});
    CHECK(outcome.at("A0") == "a");
    CHECK(outcome.at("B0") == "b");
    CHECK(outcome.at("C0") == "c中");
    CHECK(outcome.at("A1") == "#1");
    CHECK(outcome.at("A3") == "(blank)");
    CHECK(outcome.at("B3") == "y");
    CHECK(outcome.at("C3") == "#1.50");
    CHECK(outcome.found() == "KH-F009 4:1 KH-F009 4:1");
    CHECK(outcome.at("A4") == "!");
}

TEST_CASE("one object alone is NDJSON by its name only") {
    const std::string line = R"({"县区": "利通区", "数值": 1})";
    CHECK(read_all(line, "a.ndjson").at("A1") == "利通区");
    CHECK(read_all(line, "a.json").found() == "KH-F009  KH-F009 ");
    CHECK_FALSE(io::is_ndjson("{\"a\": \"}\\\"{\"}", "a.json"));
    CHECK(io::is_ndjson("{\"a\": \"}\\\"{\"}\n{}", "a.json"));
    CHECK_FALSE(io::is_ndjson("{\"a\": [\n{\"b\": 1}\n]}", "a.json"));
}

TEST_CASE("what refuses an NDJSON file names the line") {
    auto refused = [](const std::string& text, io::Limits limits = {}) {
        const auto outcome = read_all(text, "a.ndjson", limits);
        return outcome.refusal + " " + std::to_string(outcome.refusal_place.line);
    };
    CHECK(refused("{\"a\":1}\n{\"a\":}\n") == "KH-F009 2");
    CHECK(refused("{\"a\":1}\n{\"a\":1} {\"a\":2}\n") == "KH-F009 2");
    CHECK(refused("{\"a\":1}\n{}\n[1]\n") == "KH-F009 3");
    CHECK(refused("{\"a\":1}\n{}\n7\n") == "KH-F009 3");
    io::Limits limits;
    limits.line_bytes = 7;
    CHECK(refused("{\"a\":1}\n{\"a\":10}\n", limits) == "KH-F006 2");
}

TEST_CASE("blanks made up for absent keys are limited by the size of the text") {
    io::Limits limits;
    limits.cells = 0;
    std::string text = "[{";
    for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\":1,";
    text += "\"z\":1}";
    for (int i = 0; i < 100; ++i) text += ",{\"z\":1}";
    CHECK(read_all(text + "]", "a.json", limits).refusal == "KH-F006");
    CHECK(read_all(text + "]", "a.json").refusal.empty());
}
