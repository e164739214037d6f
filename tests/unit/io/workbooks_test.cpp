// Workbooks of real programs against what openpyxl reads from them (data/workbooks/SOURCE.txt in the shared
// data).
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/io/cell_text.h"
#include "recorder.h"
#include "support/catch.h"
#include "support/csv_lines.h"
#include "support/shared_data.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

// The table, read by our own CSV reader: its cells have line ends in them.
std::vector<std::map<std::string, std::string>> table(const std::string& path) {
    const auto bytes = FileBytes::open(path);
    REQUIRE(bytes);
    const auto outcome = read_all(bytes->view(), path);
    REQUIRE(outcome.refusal.empty());
    std::vector<std::map<std::string, std::string>> rows;
    for (std::uint32_t row : outcome.sheet().rows) {
        if (row == 1) continue;
        auto& fields = rows.emplace_back();
        for (std::size_t i = 0; outcome.sheet().cells.count(cell_name(i, 1)); ++i) {
            const auto found = outcome.sheet().cells.find(cell_name(i, row));
            fields[outcome.at(cell_name(i, 1))] = found == outcome.sheet().cells.end() ? "" : found->second;
        }
    }
    return rows;
}

// How our recorder shows the value openpyxl printed; "" for those checked by hand below.
std::string expected_cell(const std::map<std::string, std::string>& row) {
    const std::string type = row.at("type");
    std::string value = type == "formula" ? row.at("cached_formula_result") : row.at("value");
    if (type == "str") return value;
    if (type == "time") return "@" + value;
    if (type == "datetime") {
        if (value.ends_with("T00:00:00")) return "@" + value.substr(0, 10);
        value[10] = ' ';
        return "@" + value;
    }
    if (value.ends_with(".0")) value.resize(value.size() - 2);
    return type == "timedelta" ? "" : "#" + value;
}

Outcome read_workbook(const std::string& folder, const std::string& name) {
    const auto bytes = FileBytes::open(folder + "/" + name);
    REQUIRE(bytes);
    return read_all(bytes->view(), name);
}

const RecordedSheet& sheet_named(const Outcome& outcome, const std::string& name) {
    for (const auto& sheet : outcome.sheets)
        if (sheet.name == name) return sheet;
    FAIL("no sheet " << name);
    throw std::logic_error("unreachable");
}

}  // namespace

TEST_CASE("workbooks of Excel, WPS and Tencent Docs: every listed cell is the same") {
    const auto folder = shared_file("data/workbooks");
    if (!folder) return;
    std::map<std::string, Outcome> read;
    std::size_t compared = 0;
    for (const auto& row : table(*folder / "expected_cells.csv")) {
        const auto& name = row.at("workbook");
        if (!read.count(name)) read.emplace(name, read_workbook(*folder, name));
        const auto& outcome = read.at(name);
        CAPTURE(name, row.at("sheet"), row.at("cell"));
        REQUIRE(outcome.refusal.empty());
        const std::string expected = expected_cell(row);
        if (expected.empty()) continue;
        REQUIRE(sheet_named(outcome, row.at("sheet")).at(row.at("cell")) == expected);
        ++compared;
    }
    CHECK(compared > 900);
}

TEST_CASE("workbooks of Excel, WPS and Tencent Docs: the merged ranges are the same") {
    const auto folder = shared_file("data/workbooks");
    if (!folder) return;
    std::map<std::pair<std::string, std::string>, std::multiset<std::string>> expected;
    for (const auto& row : table(*folder / "expected_merges.csv"))
        expected[{row.at("workbook"), row.at("sheet")}].insert(row.at("range"));
    CHECK_FALSE(expected.empty());
    for (const auto& [where, ranges] : expected) {
        std::multiset<std::string> found;
        const auto outcome = read_workbook(*folder, where.first);
        for (const auto& merge : sheet_named(outcome, where.second).merges)
            found.insert(cell_name(merge.first_column, merge.first_row) + ":" +
                         cell_name(merge.last_column, merge.last_row));
        CHECK(found == ranges);
    }
}

TEST_CASE("workbooks that openpyxl does not read or reads otherwise") {
    const auto folder = shared_file("data/workbooks");
    if (!folder) return;
    const auto provinces = read_workbook(*folder, "biff8_chinese_provinces.xls");
    CHECK(provinces.refusal.empty());
    CHECK(provinces.at("A4") == "Chongqing");
    CHECK(provinces.at("B2") == "安徽省");
    const auto strict = read_workbook(*folder, "iso_strict_paths.xlsx");
    CHECK(strict.refusal.empty());
    CHECK_FALSE(strict.sheet().cells.empty());
    // A3 has the format [hh]:mm:ss: 10 days and 15:10:10, which is 10 + 54610 / 86400 days.
    CHECK(read_workbook(*folder, "date_1904.xlsx").at("A3").starts_with("#10.63206018"));
}
