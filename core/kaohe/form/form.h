// kaohe/form/form.h - the blank submission workbook of a pack: what a county fills in and hands back.
//
// One sheet per table that the region's targets and tasks need, in the words of the data dictionary, with the rows that
// are known written in: days, months, sections, tasks, projects, indicators. The sheet 填报信息 says whose it is and which
// pack and version it was made for; the importer compares them.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/rules/plan.h"

namespace kaohe::form {

struct Options {
    std::optional<std::size_t> region;  // none: any region; it is then named in the sheet 填报信息
    std::vector<std::string> tables;    // ids; empty: all that are needed
    std::string month;                  // "2021-09": of 任务调度表, in its title; may be empty
};

// Same plan and options, same bytes. Fails with KH-T001 or KH-T002.
Result<void> write(const rules::Plan& plan, const Options& options, const std::filesystem::path& file);

}  // namespace kaohe::form
