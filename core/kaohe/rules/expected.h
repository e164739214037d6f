// kaohe/rules/expected.h - what the pack waits for: which tables of whom, and which rows of them it can name beforehand.
//
// The blank form writes these rows in; the check says which of them nobody filled in.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::rules {

// The known cells of a row, by column id, as a person would write them.
using ExpectedRow = std::map<std::string, std::string>;

// Tables that the targets and tasks of a region (or of any) are computed from, in dictionary order, by id.
std::vector<std::string> needed_tables(const Plan& plan, std::optional<std::size_t> region);

// Days of the period, months of each section and source, indicators to be reported, tasks, projects. Empty for tables
// whose rows only the county knows.
std::vector<ExpectedRow> expected_rows(const Plan& plan, std::optional<std::size_t> region, const std::string& table);

// Titles of the indicators of that region that are computed from a table.
std::vector<std::string> indicators_of_table(const Plan& plan, std::size_t region, const std::string& table);

}  // namespace kaohe::rules
