// kaohe/io/xlsx_properties.h - what a workbook's document properties say, for the ones we wrote ourselves.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::io {

// The custom text properties (docProps/custom.xml) by name; empty when there are none.
// Fails with the codes of ZipArchive and XmlSax.
Result<std::map<std::string, std::string>> read_custom_properties(std::string_view bytes, const std::string& name, const Limits& limits = {});

}  // namespace kaohe::io
