#include "kaohe/report/tags.h"

#include <fmt/format.h>

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::report {
namespace {

constexpr std::size_t kNamesToShow = 3;

// How many letters have to be changed, put in or left out; enough for names of ASCII letters.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

// The names nearest to `wanted`, best first; none that has nothing to do with it.
std::vector<std::string> nearest_names(std::string_view wanted, const std::vector<std::string>& names) {
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const std::string& name : names)
        if (const std::size_t far = distance(wanted, name); far * 2 <= std::max(wanted.size(), name.size())) ranked.emplace_back(far, name);
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> out;
    for (const auto& [far, name] : ranked)
        if (out.size() < kNamesToShow && (out.empty() || name != out.back())) out.push_back(name);
    return out;
}

}  // namespace

Tag parse_tag(std::string_view inside) {
    const char kind = inside.empty() ? ' ' : inside[0];
    const bool is_section = kind == '#' || kind == '^' || kind == '/';
    return {is_section ? kind : ' ', std::string(trim(is_section ? inside.substr(1) : inside))};
}

Result<void> TagChecker::take(std::string_view inside, const Place& place, const std::string& where) {
    constexpr std::string_view kRefused = "&>=!";
    if (inside.find('{') != std::string_view::npos || (!inside.empty() && kRefused.find(inside[0]) != std::string_view::npos))
        return syntax(place, where, fmt::format("不允许的标签 {{{{{}}}}}", inside));
    const Tag tag = parse_tag(inside);
    if (tag.name.empty()) return syntax(place, where, fmt::format("标签里没有字段名：{{{{{}}}}}", inside));
    if (tag.kind == '/') return close(tag, place, where);
    if (tag.kind == '#' || tag.kind == '^') return open(tag, place, where);
    if (!knows([&](const Schema& scope) { return scope.texts.contains(tag.name); })) return unknown(inside, tag, place, where);
    return {};
}

Result<void> TagChecker::finish() {
    if (open_.empty()) return {};
    return syntax(open_.back().place, open_.back().where, fmt::format("{{{{#{}}}}} 没有结束", open_.back().name));
}

Result<void> TagChecker::open(const Tag& tag, const Place& place, const std::string& where) {
    const Schema* inner = nullptr;
    for (const Schema* scope : scopes_)
        if (auto it = scope->lists.find(tag.name); it != scope->lists.end()) inner = &it->second;
    if (!inner && !knows([&](const Schema& scope) { return scope.flags.contains(tag.name); }))
        return unknown(std::string(1, tag.kind) + tag.name, tag, place, where);
    const bool enters = inner && tag.kind == '#';
    if (enters) scopes_.push_back(inner);
    open_.push_back({tag.name, enters, place, where});
    return {};
}

Result<void> TagChecker::close(const Tag& tag, const Place& place, const std::string& where) {
    if (open_.empty()) return syntax(place, where, fmt::format("{{{{/{}}}}} 与开始标签不对应：前面没有开始标签", tag.name));
    if (open_.back().name != tag.name)
        return syntax(place, where, fmt::format("{{{{/{}}}}} 与开始标签不对应：{}的 {{{{#{}}}}} 还没有结束", tag.name, open_.back().where, open_.back().name));
    if (open_.back().has_scope) scopes_.pop_back();
    open_.pop_back();
    return {};
}

bool TagChecker::knows(const std::function<bool(const Schema&)>& test) const {
    return std::any_of(scopes_.begin(), scopes_.end(), [&](const Schema* scope) { return test(*scope); });
}

// A name may be wrong, or right in another place: a text asked as a section, a field of a list outside it.
Result<void> TagChecker::unknown(std::string_view inside, const Tag& tag, const Place& place, const std::string& where) const {
    std::string hint;
    std::vector<std::string> names;
    for (const Schema* scope : scopes_) {
        if (tag.kind == ' ') names.insert(names.end(), scope->texts.begin(), scope->texts.end());
        names.insert(names.end(), scope->flags.begin(), scope->flags.end());
        for (const auto& [list, inner] : scope->lists) names.push_back(list);
    }
    std::vector<std::string> lists;
    for (const auto& [list, inner] : root_.lists)
        if (inner.texts.contains(tag.name) || inner.flags.contains(tag.name)) lists.push_back(list);
    if (tag.kind == ' ' && knows([&](const Schema& scope) { return scope.flags.contains(tag.name) || scope.lists.contains(tag.name); })) {
        hint = fmt::format("，它要成对写成 {{{{#{0}}}}}…{{{{/{0}}}}}", tag.name);
    } else if (tag.kind != ' ' && knows([&](const Schema& scope) { return scope.texts.contains(tag.name); })) {
        hint = fmt::format("，它是一段文字，要写成 {{{{{}}}}}", tag.name);
    } else if (!lists.empty()) {
        hint = fmt::format("，它只能用在 {{{{#{0}}}}}…{{{{/{0}}}}} 里面", join(lists, "、"));
    } else if (const auto near = nearest_names(tag.name, names); !near.empty()) {
        hint = fmt::format("，相近的有 {}", join(near, "、"));
    }
    return failure(Code::TemplateField, place, where, fmt::format("{{{{{}}}}}", inside), hint);
}

Result<void> TagChecker::syntax(const Place& place, const std::string& where, const std::string& what) const {
    return failure(Code::TemplateTag, place, fmt::format("{}：{}", where, what));
}

}  // namespace kaohe::report
