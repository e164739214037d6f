#include "kaohe/io/reader.h"

#include "recorder.h"
#include "support/catch.h"
#include "support/xlsx_builder.h"

using namespace kaohe;
using namespace kaohe::testing;
using namespace std::string_literals;

TEST_CASE("the content decides what a file is") {
    CHECK(read_all(XlsxBuilder::with_rows("<row><c><v>1</v></c></row>").bytes(), "a.csv").at("A1") == "#1");
    CHECK(read_all("a,b\n", "a.xlsx").at("B1") == "b");
    CHECK(read_all("\n [{\"a\": 1}]", "a.csv").at("A2") == "#1");
    CHECK(read_all("<0.01,b\n", "a.csv").at("A1") == "<0.01");
    CHECK(read_all("PK,b\n", "a.csv").at("A1") == "PK");
}

TEST_CASE("files without content") {
    for (const std::string& bytes : {""s, "\xEF\xBB\xBF"s, " \r\n\t"s, "\xFF\xFE"s})
        CHECK(read_all(bytes, "a.csv").refusal == "KH-F002");
}

TEST_CASE("other formats are refused with what they seem to be") {
    for (const std::string& bytes :
         {"<html><table>"s, "\xEF\xBB\xBF\n<table border=1>"s, "<?xml version=\"1.0\"?>"s, "<!DOCTYPE html>"s,
          "MIME-Version: 1.0"s, "%PDF-1.4"s, "{\\rtf1"s, "\x89PNG\r\n"s, "Rar!"s})
        CHECK(read_all(bytes, "a.xls").refusal == "KH-F003");
    CHECK(read_all("\x7F\x45LF\x02\x00\x00"s, "a.csv").refusal == "KH-F004");
}
