// What counties write: a table of cells, and a table of sheets. Expectations are written by hand, from what a clerk means.
#include <algorithm>
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "world.h"
#include "paths.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

const char* const kRegions = R"(regions {
  { name = "利通区", code = "640302", kind = "county" }, { name = "青铜峡市", code = "640381", kind = "county" },
  { name = "城区", kind = "county" }, { name = "河东县", kind = "county" }, { name = "河东市", kind = "county" },
  { name = "吴忠市", code = "640300", kind = "city" },
})";

std::vector<std::string> lines_of(const std::string& name) {
    const auto bytes = FileBytes::open(std::string(KAOHE_SOURCE_DIR) + "/tests/unit/tables/zoo/" + name);
    REQUIRE(bytes);
    return split(bytes->view(), '\n');
}

// Something that each required column takes.
std::string usual(const model::ColumnSpec& column) {
    if (!column.choices.empty()) return column.choices.front();
    switch (column.type) {
        case model::ValueType::Number: return "1";
        case model::ValueType::Date: return "2021-03-05";
        case model::ValueType::Month: return "2021-03";
        case model::ValueType::Year: return "2021";
        case model::ValueType::Hour: return "2021-03-05 08:00";
        default: return "甲";
    }
}

bool has_code(const model::Dataset& data, const std::string& code) {
    const auto& all = data.findings.all();
    return std::any_of(all.begin(), all.end(), [&](const auto& finding) { return finding.id() == code; });
}

}  // namespace

TEST_CASE("the zoo of cells") {
    ReadingWorld world(kRegions);
    std::size_t cases = 0;
    for (const std::string& line : lines_of("values.tsv")) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto fields = split(line, '\t');
        REQUIRE(fields.size() == 4);
        const std::string &table = fields[0], &column = fields[1], &written = fields[2], &expected = fields[3];
        CAPTURE(line);
        ++cases;
        const model::TableSpec& spec = *world.plan->dictionary.find(table);
        std::string header = "县区", cells = column == "region" ? csv_field(written) : "利通区";
        for (std::size_t i = 1; i < spec.columns.size(); ++i) {
            const auto& known = spec.columns[i];
            const bool wanted = known.id == column;
            // The column of units stays empty: the value brings its own, or none.
            if (!wanted && !known.required) continue;
            header += "," + known.label;
            cells += "," + (wanted ? csv_field(written) : usual(known));
        }
        const model::Dataset data = world.import(spec.title + ".csv", header + "\n" + cells + "\n");
        const model::Table& read = *data.find(table);
        std::string found;
        for (const auto& finding : data.findings.all()) found += to_string(finding.place) + " " + std::string(finding.id()) + " " + finding.message + "\n";
        INFO(found);
        if (expected.starts_with("KH-")) {
            CHECK(has_code(data, expected));
            CHECK(read.rows() == 0);
            continue;
        }
        REQUIRE(read.rows() == 1);
        std::string value = cell_text(read, 0, column, *world.plan);
        if (table == "reported") value += " " + cell_text(read, 0, "unit", *world.plan);
        CHECK(value == expected);
    }
    CHECK(cases >= 150);
}

// Blocks of "== name", the csv, "--", and what is expected: "columns: a b" for the rows that follow, rows as "甲|1|2", and
// the codes that must be found and no other errors or warnings: "codes: KH-D042".
TEST_CASE("the zoo of sheets") {
    ReadingWorld world(kRegions);
    std::size_t cases = 0;
    const auto lines = lines_of("sheets.txt");
    for (std::size_t at = 0; at < lines.size();) {
        if (!lines[at].starts_with("== ")) {
            ++at;
            continue;
        }
        const std::string title = lines[at].substr(3);
        const std::size_t file_at = title.rfind(' ');
        const std::string file = title.substr(file_at + 1);
        std::string csv, columns, codes;
        std::vector<std::string> rows;
        for (++at; lines[at] != "--"; ++at) csv += lines[at] + "\n";
        for (++at; at < lines.size() && !lines[at].empty(); ++at) {
            if (lines[at].starts_with("columns: "))
                columns = lines[at].substr(9);
            else if (lines[at].starts_with("codes: "))
                codes = lines[at].substr(7);
            else
                rows.push_back(lines[at]);
        }
        CAPTURE(title, csv);
        ++cases;
        const std::string table = file.substr(0, file.find('.'));
        const model::TableSpec* spec = world.plan->dictionary.find_name(fold(table));
        const model::Dataset data = world.import(file, csv);
        std::string found, listed;
        std::set<std::string> seen;
        for (const auto& finding : data.findings.all()) {
            found += to_string(finding.place) + " " + std::string(finding.id()) + " " + finding.message + "\n";
            seen.emplace(finding.id());
        }
        for (const auto& code : seen) listed += (listed.empty() ? "" : " ") + code;
        INFO(found);
        CHECK(listed == codes);
        if (columns.empty()) continue;
        const model::Table& read = *data.find(spec ? spec->id : split(columns, ' ')[0].substr(0, columns.find('.')));
        std::vector<std::string> got;
        for (std::size_t row = 0; row < read.rows(); ++row) {
            std::string text;
            for (const auto& column : split(columns, ' '))
                text += (text.empty() ? "" : "|") + cell_text(read, row, column.substr(column.find('.') == std::string::npos ? 0 : column.find('.') + 1), *world.plan);
            got.push_back(text);
        }
        CHECK(got == rows);
    }
    CHECK(cases >= 40);
}
