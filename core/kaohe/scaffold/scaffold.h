// kaohe/scaffold/scaffold.h - the first files of a pack, an indicator, a method or a test, which run as they stand; and a pack
// carried to the next year. Their texts lie in templates/scaffold.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/rules/plan.h"

namespace kaohe::scaffold {

// What was written, in the order in which it should be read.
using Files = std::vector<std::filesystem::path>;

// A name of the author's: small letters, digits, points and hyphens, beginning with a letter. Fails with KH-V011.
Result<void> check_name(const std::string& name);

// All fail with KH-V010 where something of that name is there already (nothing is written then), and with KH-T001.
// `templates`: the shipped folder templates/scaffold.

// A folder with a pack of two counties, its targets, scheme, tests and data to try it with.
Result<Files> new_pack(const std::filesystem::path& templates, const std::string& id, int year, const std::filesystem::path& folder);

// <name>.lua beside pack.lua, which then includes it: an indicator, its targets, and a rule worth nothing yet.
// Fails with KH-V012 when the pack has no source or no scheme.
Result<Files> new_indicator(const std::filesystem::path& templates, const std::string& id, const rules::Plan& plan, const std::filesystem::path& pack);

// <folder>/<name>/ with method.lua and cases.tsv. Fails with KH-V012 when `plan` (or null) knows a method of that name.
Result<Files> new_method(const std::filesystem::path& templates, const std::string& id, const rules::Plan* plan, const std::filesystem::path& plugins);

// tests/<name>.csv: the tests at the borders of a rule, of one county. `rule`: "" for the first that has any.
Result<Files> new_test(const std::string& name, const rules::Plan& plan, const std::filesystem::path& pack, const std::string& rule);

// What became of a pack that was carried to another year.
struct Carried {
    Files files;
    std::size_t dates = 0;           // deadlines and years that were moved on
    std::vector<std::string> later;  // files that could not be looked into (workbooks)
};
// Copies the folder of `old_pack` and moves its period, its own id, years and deadlines on to `year`. Sources, targets and
// points stay: what they hold is for the author to compare. `id`: of the new pack, "" for the old one with the year replaced.
Result<Carried> carry_pack(const rules::Plan& old_pack, const std::filesystem::path& old_folder, const std::string& id, int year,
                           const std::filesystem::path& folder);

}  // namespace kaohe::scaffold
