// kaohe/rules/inventory.h - everything a pack says, one item a fact: what `rules list` prints and coverage is counted by.
//
// Contract 6: one item per region and target value, per task, per project and per threshold; ids unique across packs.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/rules/plan.h"

namespace kaohe::rules {

struct Item {
    std::string id;             // "wuzhong-2021:air.pm25:利通区"
    std::string_view kind;      // target | task | project | threshold
    std::string title, region;
    std::string op, value;      // "" where there is none: op of assigned and qualitative targets
    std::string unit, year, due;  // due: "2021-12-31"
    Duty duty;
    std::string method;           // id; of targets
    std::string_view computability;  // computed | reported | manual | pending
    Cite cite;
    std::string parent, of;       // of a branch of all_of or any_of
    std::string base_year, due_text, report, note;
    std::string quantity, scale, scale_unit;  // of projects
    const Target* target = nullptr;  // of a target: where it stands in the plan, and as long as the plan
};

std::vector<Item> inventory(const Plan& plan);
// The same one by one, for those who keep none of them. Only items whose id, or whose parent's id, begins with `beginning`.
void for_each_item(const Plan& plan, std::string_view beginning, const std::function<void(const Item&)>& take);

}  // namespace kaohe::rules
