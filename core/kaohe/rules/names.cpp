#include "kaohe/rules/names.h"

#include <array>
#include <utility>

#include "kaohe/base/text.h"

namespace kaohe::rules {
namespace {

template <class Choice, std::size_t count>
using Names = std::array<std::pair<Choice, std::string_view>, count>;

constexpr Names<Missing, 4> kMissing = {
    {{Missing::Undetermined, "undetermined"}, {Missing::Zero, "zero"}, {Missing::Full, "full"}, {Missing::Exclude, "exclude"}}};
constexpr Names<NotApplicable, 2> kNotApplicable = {{{NotApplicable::Rescale, "rescale"}, {NotApplicable::Full, "full"}}};
constexpr Names<Compare, 2> kCompare = {{{Compare::Full, "full"}, {Compare::Rounded, "rounded"}}};
constexpr Names<Partial, 3> kPartial = {{{Partial::Prorate, "prorate"}, {Partial::Started, "started"}, {Partial::Whole, "whole"}}};

template <class Choice, std::size_t count>
std::string_view find_name(const Names<Choice, count>& names, Choice choice) {
    for (const auto& [known, name] : names)
        if (known == choice) return name;
    return {};
}

template <class Choice, std::size_t count>
Choice find_choice(const Names<Choice, count>& names, std::string_view wanted) {
    for (const auto& [choice, name] : names)
        if (name == wanted) return choice;
    return names.front().first;
}

}  // namespace

std::string_view name_of(Missing policy) { return find_name(kMissing, policy); }
std::string_view name_of(NotApplicable policy) { return find_name(kNotApplicable, policy); }
std::string_view name_of(Compare compare) { return find_name(kCompare, compare); }
std::string_view name_of(Partial partial) { return find_name(kPartial, partial); }

Missing parse_missing(std::string_view name) { return find_choice(kMissing, name); }
NotApplicable parse_not_applicable(std::string_view name) { return find_choice(kNotApplicable, name); }
Compare parse_compare(std::string_view name) { return find_choice(kCompare, name); }
Partial parse_partial(std::string_view name) { return find_choice(kPartial, name); }

std::string printed(const lua::Value& value) {
    using Kind = lua::Value::Kind;
    switch (value.kind) {
        case Kind::Flag: return value.flag ? "true" : "false";
        case Kind::Integer: return std::to_string(value.integer);
        case Kind::Number: return value.number.to_string();
        case Kind::Text: return value.text;
        case Kind::Table: {
            std::vector<std::string> parts;
            for (const auto& item : value.list) parts.push_back(printed(item));
            for (const auto& [name, item] : value.fields) parts.push_back(name + "=" + printed(item));
            return "{" + join(parts, ", ") + "}";
        }
        default: return "";
    }
}

}  // namespace kaohe::rules
