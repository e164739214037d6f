// kaohe/annotate/xml.h - small XML parts as trees that lose nothing, and the few things done to them.
//
// Names are compared without prefix, so that "x:row" is "row"; new elements get the prefix of their parent.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::annotate {

// What of a name is behind its prefix, and the prefix with its colon.
std::string_view local_name(std::string_view name);
std::string_view prefix_of(std::string_view name);

// The first child element or attribute of that name without prefix; null when there is none.
pugi::xml_node child(pugi::xml_node parent, std::string_view name);
pugi::xml_attribute attribute(pugi::xml_node node, std::string_view name);
std::string_view value(pugi::xml_node node, std::string_view attribute_name);  // "" when absent
void set(pugi::xml_node node, const char* attribute_name, const std::string& to);

std::size_t count_children(pugi::xml_node parent, std::string_view name);
pugi::xml_node append(pugi::xml_node parent, std::string_view name);
// The child of that name, made when absent, at its place in `order`: all children a parent may have, in their order.
pugi::xml_node child_in_order(pugi::xml_node parent, std::string_view name,
                              std::initializer_list<std::string_view> order);

// Checks that `text` is well-formed, within the limits and without DOCTYPE, as the readers do: KH-F004, KH-F006, KH-F007.
Result<void> check_xml(std::string_view text, const std::string& part, const std::string& file,
                       const io::Limits& limits);
// check_xml(), then the tree. Trees take several times the memory of their text: parts above 64 MiB are KH-F006.
Result<void> load_xml(pugi::xml_document& tree, std::string_view text, const std::string& part,
                      const std::string& file, const io::Limits& limits);
// As UTF-8, nothing indented.
std::string save_xml(pugi::xml_document& tree);

// `text` with &, <, > and " escaped, without the characters that XML can't hold. `_xHHHH_` in it is kept from being
// taken for an escape (ECMA-376 ST_Xstring).
std::string escape_xml(std::string_view text);
// The same without the XML escapes, for pugixml, which makes them itself.
std::string cell_string(std::string_view text);

// The longest text of a cell or comment in characters, somewhat below Excel's limit, since what is added counts as well.
inline constexpr std::size_t kLongestText = 32'000;
// At most so many characters of UTF-8 text, "…" behind what was cut.
std::string shortened(std::string_view text, std::size_t longest);

}  // namespace kaohe::annotate
