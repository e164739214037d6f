// kaohe/rules/load.h - from the files of a pack to a frozen plan.
#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::rules {

struct LoadOptions {
    std::filesystem::path pack;                          // a folder with pack.lua, or a .lua file
    std::vector<std::filesystem::path> plugin_folders;   // searched in this order; the pack's own plugins/ comes last
    int year = 0;  // the year assessed, for targets by year; 0: the last year of the pack's period
    lua::SandboxOptions sandbox = {};  // what all Lua of pack and plugins runs in, now and when the plan is used
    int jobs = 1;              // threads for large files beside the pack
    bool digests_soon = true;  // false: made when somebody asks for them, who should not be in a hurry
};

// Parses and validates everything and reports all that is wrong, each with file and line. Null when there was an error.
std::shared_ptr<const Plan> load_pack(const LoadOptions& options, Diagnostics& findings);

}  // namespace kaohe::rules
