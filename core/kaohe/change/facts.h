// kaohe/change/facts.h - inside the change module: everything a pack requires, as plain facts that can be compared.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::change {

struct Field {
    std::string name, value;  // in words
    bool hidden = false;      // a value that says nothing to people (code): only that it differs
};

// One thing of a pack: a rule, the target of an indicator for a region, a task.
struct Fact {
    std::string kind;           // 规则
    std::string key;            // the same in both packs when it is the same thing
    std::string name, region;   // what people call it; of a target, whose it is
    std::vector<Field> fields;  // the first one without a name is the thing's own value
};

// In the order of the pack; of the targets those that are wanted, by indicator and region.
std::vector<Fact> facts(const rules::Plan& plan, const std::function<bool(std::size_t, std::size_t)>& wanted_target);

}  // namespace kaohe::change
