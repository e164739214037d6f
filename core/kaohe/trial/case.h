// kaohe/trial/case.h - 测试: what a region is given, and what a rule must make of it. Written in tables (csv, xlsx) or in Lua,
// in the folder `tests` beside the pack, by whoever keeps the rules.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/lua/state.h"

namespace kaohe::trial {

// What can be expected of a result, in the order in which it is compared and printed.
enum class Fact { Status, Actual, Points, Most, Possible, Gap, Target, Clause, Total, Grade };
std::string_view fact_id(Fact fact);    // "points": its name in Lua, and a header of the tables
std::string_view fact_word(Fact fact);  // 得分

// Rows of a submitted table, written in the test itself.
struct GivenTable {
    std::string table;
    std::vector<std::vector<std::pair<std::string, std::string>>> rows;  // column, cell
};

struct Case {
    Place place;
    std::string name, region;
    std::string subject;  // id or title of a rule, indicator, bonus, veto or group; "" for the region's total and grade
    // Name and value as written: "air.pm25" "33"; name "" for the subject's own indicator.
    std::vector<std::pair<std::string, std::string>> given;
    std::vector<std::filesystem::path> data;  // submitted files and folders
    std::vector<GivenTable> tables;
    std::string as_of, source;
    std::vector<std::pair<Fact, std::string>> expected;
};

// "85.7", "air.pm25=33；其余=达标": name and value of each part.
std::vector<std::pair<std::string, std::string>> parse_given(std::string_view text);

// The tests of a folder: of each .csv, .tsv, .xlsx and .lua in it, by name. Folders in it hold data. A folder that is not
// there has no tests. What is written wrongly is a finding (KH-V001, KH-V002), and the rest is read. `sandbox` is what tests
// in Lua run in.
std::vector<Case> read_cases(const std::filesystem::path& folder, Diagnostics& findings, const lua::SandboxOptions& sandbox = {});

// The header of a table of cases, as the program writes it.
const std::vector<std::string>& table_header();

}  // namespace kaohe::trial
