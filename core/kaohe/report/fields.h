// kaohe/report/fields.h - the fields of notice templates: one list, from which templates are checked and explained.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/report/template.h"

namespace kaohe::report {

struct FieldInfo {
    enum class Kind { Text, Flag, List, Given };

    Kind kind;
    std::string_view list;  // the list that has it; "" for those of the notice itself
    std::string_view name, about;
};

const std::vector<FieldInfo>& notice_fields();
// The same as names that a template is checked against.
const Schema& notice_schema();
// What `kaohe report --fields` prints: how each field is written in a template, and what it says.
std::string describe_fields();

}  // namespace kaohe::report
