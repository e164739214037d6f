#include "kaohe/io/part_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "kaohe/base/text.h"

namespace kaohe::io {
namespace {

std::string folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return std::string(part.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
}

}  // namespace

std::string relationships_part(std::string_view part) {
    const std::string folder = folder_of(part);
    return fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
}

std::string resolve_target(std::string_view part, std::string target) {
    std::replace(target.begin(), target.end(), '\\', '/');
    const std::string path = target.starts_with('/') ? target : folder_of(part) + target;
    std::vector<std::string> steps;
    for (auto& step : split(path, '/')) {
        if (step.empty() || step == ".") continue;
        if (step != "..")
            steps.push_back(std::move(step));
        else if (!steps.empty())
            steps.pop_back();
    }
    return join(steps, "/");
}

}  // namespace kaohe::io
