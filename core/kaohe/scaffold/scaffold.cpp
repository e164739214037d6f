#include "kaohe/scaffold/scaffold.h"

#include <algorithm>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/trial/boundaries.h"

namespace kaohe::scaffold {
namespace {

namespace fs = std::filesystem;
using Fields = std::map<std::string, std::string>;

// The text with every @field@ filled in.
std::string filled(std::string text, const Fields& fields) {
    for (const auto& [name, value] : fields) {
        const std::string mark = "@" + name + "@";
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size()) text.replace(at, mark.size(), value);
    }
    return text;
}

Result<void> must_be_new(const fs::path& path) {
    std::error_code error;
    if (fs::exists(path, error)) return failure(Code::ScaffoldExists, Place{.file = display_path(path)}, display_path(path));
    return {};
}

Result<void> write_filled(const fs::path& from, const fs::path& to, const Fields& fields, Files& files) {
    KAOHE_TRY(text, FileBytes::open(from));
    KAOHE_CHECK(make_folder(to.parent_path()));
    KAOHE_CHECK(write_file(to, filled(std::string(text.view()), fields)));
    files.push_back(to);
    return {};
}

// Every file of a folder of templates, in the order of names.
Result<Files> write_folder(const fs::path& from, const fs::path& to, const Fields& fields) {
    std::vector<fs::path> names;
    std::error_code error;
    for (fs::recursive_directory_iterator it(from, error), end; !error && it != end; it.increment(error))
        if (it->is_regular_file(error)) names.push_back(it->path().lexically_relative(from));
    if (error || names.empty()) return failure(Code::FileOpen, Place{.file = display_path(from)}, display_path(from));
    std::sort(names.begin(), names.end());
    Files files;
    for (const auto& name : names) KAOHE_CHECK(write_filled(from / name, to / name, fields, files));
    return files;
}

fs::path folder_of(const fs::path& pack) {
    std::error_code error;
    return fs::is_directory(pack, error) ? pack : pack.parent_path();
}

std::string file_name(std::string id) {
    std::replace(id.begin(), id.end(), '.', '-');
    return id;
}

}  // namespace

Result<void> check_name(const std::string& name) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto fits = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; };
    if (name.empty() || !small(name[0])) return failure(Code::ScaffoldName, {}, name, "应以小写字母开头");
    if (!std::all_of(name.begin(), name.end(), fits) || name.back() == '.') return failure(Code::ScaffoldName, {}, name, "含有别的字符");
    return {};
}

Result<Files> new_pack(const fs::path& templates, const std::string& id, int year, const fs::path& folder) {
    KAOHE_CHECK(check_name(id));
    KAOHE_CHECK(must_be_new(folder));
    return write_folder(templates / "pack", folder, {{"id", id}, {"year", std::to_string(year)}});
}

Result<Files> new_indicator(const fs::path& templates, const std::string& id, const rules::Plan& plan, const fs::path& pack) {
    KAOHE_CHECK(check_name(id));
    const fs::path folder = folder_of(pack), main = folder / "pack.lua", file = folder / (file_name(id) + ".lua");
    KAOHE_CHECK(must_be_new(file));
    if (plan.find_indicator(id)) return failure(Code::ScaffoldExists, Place{.file = display_path(main)}, "指标 " + id);
    if (plan.sources.empty() || plan.groups.empty())
        return failure(Code::ScaffoldSource, Place{.file = display_path(main)}, "规则包还没有依据文件 source，或没有计分的组 group，请先写好这两样");
    Files files;
    KAOHE_CHECK(write_filled(templates / "indicator.lua", file, {{"id", id}, {"source", plan.sources.front().id}, {"group", plan.groups.front().id}}, files));
    KAOHE_TRY(bytes, FileBytes::open(main));
    std::string text(bytes.view());
    if (!text.empty() && text.back() != '\n') text += '\n';
    KAOHE_CHECK(write_file(main, text + fmt::format("include \"{}\"\n", file.filename().string())));
    files.push_back(main);
    return files;
}

Result<Files> new_method(const fs::path& templates, const std::string& id, const rules::Plan* plan, const fs::path& plugins) {
    KAOHE_CHECK(check_name(id));
    const fs::path folder = plugins / file_name(id);
    KAOHE_CHECK(must_be_new(folder));
    if (plan && std::any_of(plan->methods.begin(), plan->methods.end(), [&](const auto& method) { return method.id == id; }))
        return failure(Code::ScaffoldExists, {}, "方法 " + id);
    return write_folder(templates / "method", folder, {{"id", id}});
}

Result<Files> new_test(const std::string& name, const rules::Plan& plan, const fs::path& pack, const std::string& rule) {
    const fs::path file = folder_of(pack) / "tests" / (name + ".csv");
    if (name.empty() || name.find_first_of("/\\") != std::string::npos || name[0] == '.') return failure(Code::ScaffoldName, {}, name, "不能作文件名");
    KAOHE_CHECK(must_be_new(file));
    std::vector<std::string> ids;
    for (const auto& each : plan.rules)
        if (!each.part_of) ids.push_back(each.id);
    if (!rule.empty() && std::find(ids.begin(), ids.end(), rule) == ids.end())
        return failure(Code::ScaffoldSource, {}, fmt::format("规则包没有规则“{}”{}", rule, suggestion(rule, ids)));
    for (const auto& id : rule.empty() ? ids : std::vector{rule}) {
        for (const auto& region : plan.regions) {
            const std::string table = trial::boundaries(plan, {.rule = id, .region = region.name});
            if (std::count(table.begin(), table.end(), '\n') < 2) continue;  // the header alone
            KAOHE_CHECK(make_folder(file.parent_path()));
            KAOHE_CHECK(write_file(file, table));
            return Files{file};
        }
    }
    return failure(Code::ScaffoldSource, {}, rule.empty() ? "没有一条规则有可以取边界的目标值" : fmt::format("规则“{}”没有可以取边界的目标值，请手写测试", rule));
}

}  // namespace kaohe::scaffold
