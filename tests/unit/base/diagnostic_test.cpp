#include "kaohe/base/diagnostic.h"

#include <regex>
#include <set>

#include "kaohe/base/text.h"
#include "support/catch.h"

using namespace kaohe;

namespace {
const std::vector<CodeInfo>& all_codes() {
    static const std::vector<CodeInfo> codes = {
#define KAOHE_CODE(name, id, severity, title, message, mend) {Code::name, id, Severity::severity, title, message, mend},
#include "kaohe/base/codes.def"
#undef KAOHE_CODE
    };
    return codes;
}
}  // namespace

TEST_CASE("every code has an id of its own, of a known family") {
    std::set<std::string> ids;
    const std::regex form("KH-[NFDRPETCKLV][0-9]{3}");
    for (const auto& row : all_codes()) {
        const std::string id(row.id);
        CAPTURE(id);
        CHECK(std::regex_match(id, form));
        CHECK(ids.insert(id).second);
        CHECK(find_code(id) == &info(row.code));
        CHECK(info(row.code).id == id);
    }
}

TEST_CASE("every code says what is wrong and how to mend it") {
    for (const auto& row : all_codes()) {
        CAPTURE(std::string(row.id));
        for (auto text : {row.title, row.message, row.mend}) {
            CHECK_FALSE(text.empty());
            CHECK(is_valid_utf8(text));
        }
    }
}

TEST_CASE("every message and every hint can be filled with six arguments") {
    for (const auto& row : all_codes()) {
        CAPTURE(std::string(row.id));
        Diagnostic out;
        REQUIRE_NOTHROW(out = diagnose(row.code, {}, "甲", "乙", "丙", "丁", "戊", "己"));
        CHECK(out.code == row.code);
        CHECK(out.severity == row.severity);
        CHECK(out.message.find("{0}") == std::string::npos);
        CHECK_FALSE(out.message.empty());
    }
}

TEST_CASE("what an argument says is never read as a template") {
    const auto out = diagnose(Code::NumberSyntax, {}, "{1}{");
    CHECK(out.message == "“{1}{”不是数值");
}

TEST_CASE("a code is found by its id in either case") {
    REQUIRE(find_code("kh-n010"));
    CHECK(find_code("kh-n010")->code == Code::NumberFloat);
    CHECK(find_code("KH-X999") == nullptr);
    CHECK(find_code("") == nullptr);
}

TEST_CASE("places are written as file, sheet and cell, or file, line and column") {
    CHECK(to_string(Place{.file = "a.xlsx", .sheet = "空气质量日报", .cell = "C17"}) == "a.xlsx[空气质量日报]!C17");
    CHECK(to_string(Place{.file = "a.csv", .line = 17, .column = 3}) == "a.csv:17:3");
    CHECK(to_string(Place{.file = "pack.lua", .line = 4}) == "pack.lua:4");
    CHECK(to_string(Place{}).empty());
}

TEST_CASE("the caret stands under the character, also behind Chinese text") {
    const std::string line = "利通区,八十五";  // byte 11 begins 八; 利通区 and the comma are 7 columns wide
    Diagnostic wrong = diagnose(Code::NumberSyntax, {.file = "a.csv", .line = 12, .column = 11}, "八十五");
    CHECK(render(wrong, line) ==
          "error[KH-N001]: “八十五”不是数值\n"
          "  --> a.csv:12:11\n"
          "    |\n"
          " 12 | 利通区,八十五\n"
          "    |        ^\n"
          "   = hint: 请填写十进制数，例如 85.7\n");
}

TEST_CASE("a finding without place, line or hint is drawn without them") {
    Diagnostic plain = diagnose(Code::NumberSyntax, {}, "x");
    plain.mend.clear();
    plain.severity = Severity::Warning;
    plain.notes = {"附件1"};
    CHECK(render(plain) == "warning[KH-N001]: “x”不是数值\n   = note: 附件1\n");
    // a column behind the end of the line does not run away
    Diagnostic far = diagnose(Code::NumberSyntax, {.file = "a", .line = 1, .column = 99}, "x");
    CHECK(render(far, "ab").find("   |   ^\n") != std::string::npos);
}

TEST_CASE("a list counts its errors, also those it takes over") {
    Diagnostics first, second;
    first.add(Code::SheetHidden, {}, "甲");
    CHECK_FALSE(first.has_errors());
    second.add(Code::NumberSyntax, {}, "乙");
    second.add(Code::FileEmpty, {});
    first.append(std::move(second));
    CHECK(first.errors() == 2);
    REQUIRE(first.all().size() == 3);
    CHECK(first.all()[1].message == "“乙”不是数值");
}
