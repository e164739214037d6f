// kaohe/handbook/words.h - what declarations are called in a sentence.
#pragma once
#include <string>
#include <string_view>

#include "kaohe/rules/inventory.h"

namespace kaohe::handbook {

// "≥ 85.7 %", "达到或优于Ⅲ类", "50–75 头/公顷", "2021-10-31 前", "待下达".
std::string requirement(const rules::Item& item);
std::string_view computability_word(std::string_view id);
std::string rhythm(const std::string& report);          // "每月4日前"
std::string source_title(const rules::Plan& plan, const std::string& id);
std::string duty_text(const rules::Duty& duty);          // "牵头：…；配合：…；落实：…"
std::string policy_word(rules::Missing policy);
std::string anchor(std::string_view kind, std::string_view id);

}  // namespace kaohe::handbook
