// kaohe/report/take_apart.h - inside the report module: a large JSON text in pieces that can be parsed side by side.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::report {

struct Pieces {
    std::string head;                        // the text, with this list empty
    std::vector<std::string_view> elements;  // of the list, each in the text
};

// Takes the elements of the list `name`, a member of the outermost object, out of a JSON text. The text is JSON if the head and
// every element are: what stands between the elements is looked at here, what is in them is not. Nothing when there is not one
// such list, or the brackets do not close. `found` is told of each element as soon as its end is seen, even so.
std::optional<Pieces> take_apart(std::string_view json, std::string_view name, const std::function<void(std::string_view)>& found = {});

}  // namespace kaohe::report
