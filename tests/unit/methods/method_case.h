// One row of plugins/<folder>/cases.tsv: a method, what was submitted, and what must come out.
//
// method    id of the method
// params    edition=2012 validity=none; true and false are flags, {"a","b"} is a list, everything else is text. `unit` is not a parameter but
//           the indicator's unit, for methods whose output has none (reported).
// period    2021 or 2021-09; blank: 2021
// input     table: row | row; table: row. A row is column=value column=value; what is left out is blank, and no value
//           holds a space, a semicolon or a bar. The first column of a row may name several rows: 1..49, or
//           2021-01-01..2021-01-27,2021-02-01, or 2021-01-01T01..2021-01-03T00 by the hour; another column of that row may then count along: pm25=1..28.
//           plan.tasks: id=T1 due=2021-06-30 and plan.projects: id=B1 quantity=2 are what the pack lists.
//           A later row with the date of an earlier one takes its place.
// expected  name=value with decimals or fractions (6300/73), compared exactly; name=none: not printed. In front, if it is
//           not a plain value: invalid, not_applicable, not_submitted.
// source    where the expected values come from
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kaohe/eval/measure.h"

namespace kaohe::testing {

struct MethodCase {
    std::string file;  // "plugins/air/cases.tsv"
    int line = 0;
    std::string method, params, period, input, expected, source;

    std::string place() const { return file + ":" + std::to_string(line); }
};

// Lines that begin with '#' and blank lines are passed over. Throws std::runtime_error with file and line.
std::vector<MethodCase> read_cases(const std::filesystem::path& path, const std::string& shown);

// What the method made of it.
struct MethodOutcome {
    std::string state;  // value, invalid, not_applicable, not_submitted, error
    std::map<std::string, num::Ratio> values;
    std::string reason;
    std::vector<std::string> notes;
    std::string findings;  // of the import, for people
    std::int64_t instructions = 0;

    std::string text() const;  // "invalid good_days=26 …"
};
// Makes a pack of one region and one indicator, writes the input as CSV files, imports and measures them.
// Throws std::runtime_error when the case is written wrongly or the pack does not load.
MethodOutcome run_case(const MethodCase& given);

// What of `expected` does not hold; "" when everything does.
std::string differences(const MethodCase& given, const MethodOutcome& outcome);

// The plan of a pack without indicators: which methods there are.
std::shared_ptr<const rules::Plan> shipped_methods();

}  // namespace kaohe::testing
