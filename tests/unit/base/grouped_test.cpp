// Many findings as few lines.
#include "kaohe/base/grouped.h"

#include "support/catch.h"

using namespace kaohe;

namespace {

Diagnostic bad(const std::string& cell, const std::string& text, Code code = Code::NumberSyntax) {
    return diagnose(code, Place{.file = "a.xlsx", .sheet = "秸秆", .cell = cell}, text);
}

}  // namespace

TEST_CASE("equal mistakes of one column are one line with their places") {
    std::vector<Diagnostic> all;
    for (int row : {5, 6, 7, 9}) all.push_back(bad("C" + std::to_string(row), "坏"));
    all.push_back(bad("D5", "坏"));
    all.push_back(diagnose(Code::RemarkRow, Place{.file = "a.xlsx", .sheet = "秸秆", .cell = "A1"}, "注"));
    const auto groups = group(all);
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].all.size() == 4);
    CHECK(groups[0].places == "C5:C7、C9");
    CHECK(render(groups[0]) == "error[KH-N001]: “坏”不是数值\n  --> a.xlsx[秸秆]!C5\n   = note: 同类共 4 处：C5:C7、C9\n   = hint: 请填写十进制数，例如 85.7\n");
    CHECK(groups[1].places.empty());  // D5 alone
    CHECK(groups[2].all.front()->severity == Severity::Note);
}

TEST_CASE("up to three stand each for itself, other texts of a group are named") {
    std::vector<Diagnostic> all;
    for (int row : {5, 6, 7}) all.push_back(bad("C" + std::to_string(row), "坏"));
    CHECK(group(all).size() == 3);
    all.push_back(bad("C8", "约5"));
    const auto groups = group(all);
    REQUIRE(groups.size() == 1);
    CHECK(render(groups[0]).find("还有：“约5”不是数值") != std::string::npos);
}

TEST_CASE("what was only counted belongs to its group, and errors of a file stand before its warnings") {
    std::vector<Diagnostic> all = {diagnose(Code::ColumnUnknown, Place{.file = "a.xlsx", .sheet = "秸秆", .cell = "E1"}, "电话", "秸秆", "")};
    for (int row = 2; row < 12; ++row) all.push_back(bad("C" + std::to_string(row), "坏"));
    Diagnostic more = bad("", "坏");
    more.place = {.file = "a.xlsx"};
    more.count = 90;
    all.push_back(more);
    const auto groups = group(all);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].all.front()->code == Code::NumberSyntax);
    CHECK(render(groups[0]).find("同类共 100 处：C2:C11") != std::string::npos);
}

TEST_CASE("lines of text files") {
    std::vector<Diagnostic> all;
    for (int line : {2, 3, 4, 40}) all.push_back(diagnose(Code::NumberSyntax, Place{.file = "a.csv", .line = line, .column = 3}, "坏"));
    CHECK(group(all).front().places == "第 2-4、40 行");
}
