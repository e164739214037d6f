// kaohe/io/part_name.h - how the parts of a package point at each other.
#pragma once
#include <string>
#include <string_view>

namespace kaohe::io {

// "xl/workbook.xml" -> "xl/_rels/workbook.xml.rels"; "" -> "_rels/.rels", the relationships of the package
std::string relationships_part(std::string_view part);

// The part a target means, as seen from `part`: relative, absolute ("/xl/…"), with "..", with '\'.
std::string resolve_target(std::string_view part, std::string target);

}  // namespace kaohe::io
