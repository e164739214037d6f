// kaohe/report/typefaces.h - whether the typefaces that notices ask for are on this machine.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "kaohe/base/result.h"

namespace kaohe::report {

inline constexpr const char* kFontsConfiguration = "notice/fonts.conf";

// The names that the .docx documents use, in order of their first use, that are not installed and for which none of those is that
// `configuration` accepts in their place (its <alias><accept>; a <default> is no more than better than nothing). Fails with KH-T030
// when that can't be found out: fc-list is not there, the configuration can't be read.
Result<std::vector<std::string>> missing_typefaces(const std::filesystem::path& configuration,
                                                   const std::vector<std::filesystem::path>& documents);

}  // namespace kaohe::report
