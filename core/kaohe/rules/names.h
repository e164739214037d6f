// kaohe/rules/names.h - how packs write the choices of a rule: what is parsed, compared between packs and said to authors.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kaohe/rules/plan.h"

namespace kaohe::rules {

std::string_view name_of(Missing policy);        // "undetermined"
std::string_view name_of(NotApplicable policy);  // "rescale"
std::string_view name_of(Compare compare);       // "rounded"
std::string_view name_of(Partial partial);       // "prorate"

// What packs write; the first choice where it is none of them (that was reported with the field).
Missing parse_missing(std::string_view name);
NotApplicable parse_not_applicable(std::string_view name);
Compare parse_compare(std::string_view name);
Partial parse_partial(std::string_view name);

// A parameter's value on one line: equal for equal values, whatever their kind.
std::string printed(const lua::Value& value);

}  // namespace kaohe::rules
