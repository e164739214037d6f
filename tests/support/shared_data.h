// Real data that lives outside the repository. Tests that use it run where it is present and say so where it is not.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "support/catch.h"
#include "paths.h"

namespace kaohe::testing {

inline std::optional<std::filesystem::path> shared_file(const std::string& relative) {
    std::filesystem::path path = std::filesystem::path(KAOHE_SHARED_DIR) / relative;
    if (std::filesystem::exists(path)) return path;
    WARN("skipped: shared data not present: " << relative);
    return std::nullopt;
}

}  // namespace kaohe::testing
