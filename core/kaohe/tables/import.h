// kaohe/tables/import.h - submitted files become tables: which table a sheet is, which column a header means, whose row
// it is, and what a cell says. What is unambiguous is taken, the rest is refused with its cell and the mend.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/model/table.h"
#include "kaohe/rules/plan.h"

namespace kaohe::tables {

// An argument of the command line: PATH, or TABLE=PATH where TABLE names a table of the dictionary.
struct DataArgument {
    std::string table;  // "" when the file names its tables itself
    std::filesystem::path path;
};
// "straw=a.csv" is split when what stands before '=' is a known table and no file of the whole name exists.
DataArgument parse_argument(const std::string& text, const model::Dictionary& dictionary);

struct ImportOptions {
    model::Period period;
    model::Day as_of = 0;               // rows after this day do not take part
    std::optional<std::size_t> region;  // of rows whose file says nothing (--region, when it names one)
    std::string other_pack{};           // forms made for that pack are taken as well (the pack before)
    int jobs = 1;                       // threads; what is read does not depend on it, nor on the next
    std::size_t part_bytes = std::size_t{1} << 18;  // of large text files, read side by side
};

// Reads everything and goes on after every mistake. Findings are in Dataset::findings; a mistake in a cell makes that
// region's table bad (Dataset::bad) and nothing else.
model::Dataset import(const std::vector<DataArgument>& arguments, const rules::Plan& plan, const ImportOptions& options);

}  // namespace kaohe::tables
