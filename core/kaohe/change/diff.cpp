#include "kaohe/change/diff.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "kaohe/base/text.h"
#include "kaohe/change/facts.h"
#include "kaohe/change/same.h"

namespace kaohe::change {
namespace {

using How = Difference::How;
using Json = nlohmann::ordered_json;
using Key = std::pair<std::string, std::string>;  // kind, key

constexpr const char *kTarget = "目标", *kPack = "规则包", *kPeriod = "考核期";

std::map<Key, const Fact*> by_key(const std::vector<Fact>& all) {
    std::map<Key, const Fact*> out;
    for (const auto& fact : all) out.emplace(Key(fact.kind, fact.key), &fact);
    return out;
}

const Field* find_field(const Fact& fact, const std::string& name) {
    const auto it = std::find_if(fact.fields.begin(), fact.fields.end(), [&](const Field& field) { return field.name == name; });
    return it == fact.fields.end() ? nullptr : &*it;
}

// What an added or removed thing is worth saying of: its own value, or its points.
std::string summary_of(const Fact& fact) {
    for (const char* name : {"", "满分", "分值", "加分", "完成时限"})
        if (const Field* field = find_field(fact, name); field && !field->hidden && !field->value.empty())
            return field->name.empty() ? field->value : field->name + " " + field->value;
    return {};
}

// Collects differences; those of the same target that are alike become one.
class Collector {
  public:
    void add(How how, const Fact& fact, const std::string& field, std::string from, std::string to) {
        const std::string key = fact.kind == kTarget ? fact.key.substr(0, fact.key.find('\n')) : fact.key;
        auto [it, first] = index_.try_emplace({static_cast<int>(how), fact.kind, key, field, from, to}, out_.size());
        if (first) out_.push_back({how, fact.kind, key, fact.name, {}, field, std::move(from), std::move(to)});
        if (!fact.region.empty()) out_[it->second].regions.push_back(fact.region);
    }
    void compare(const Fact& old_fact, const Fact& new_fact) {
        for (const Field& field : new_fact.fields) {
            const Field* before = find_field(old_fact, field.name);
            const std::string from = before ? before->value : "";
            if (from != field.value) add(How::Changed, new_fact, field.name, field.hidden ? "" : from, field.hidden ? "" : field.value);
        }
        for (const Field& field : old_fact.fields)
            if (!find_field(new_fact, field.name)) add(How::Changed, new_fact, field.name, field.hidden ? "" : field.value, "");
    }
    std::vector<Difference> take() { return std::move(out_); }

  private:
    std::vector<Difference> out_;
    std::map<std::tuple<int, std::string, std::string, std::string, std::string, std::string>, std::size_t> index_;
};

std::string regions_text(const std::vector<std::string>& regions) {
    constexpr std::size_t kListed = 13;
    if (regions.size() <= kListed) return join(regions, "、");
    return fmt::format("{}等 {} 个县区", join(std::span(regions).first(kListed), "、"), regions.size());
}

std::string_view how_word(How how) { return how == How::Added ? "新增" : how == How::Removed ? "删除" : "改"; }
std::string_view how_id(How how) { return how == How::Added ? "added" : how == How::Removed ? "removed" : "changed"; }

std::string or_nothing(const std::string& text) { return text.empty() ? "（无）" : text; }

}  // namespace

std::vector<Difference> compare(const rules::Plan& old_pack, const rules::Plan& new_pack) {
    // Targets that are the same need not be put into words first: there may be many thousands.
    const auto differs = [](const rules::Plan& plan, const rules::Plan& other) {
        return [&plan, &other, counterparts = Counterparts(plan, other)](std::size_t indicator, std::size_t region) {
            const auto i = counterparts.indicators[indicator], r = counterparts.regions[region];
            return !i || !r || !other.targets[*i][*r] || !same_target(*plan.targets[indicator][region], *other.targets[*i][*r]);
        };
    };
    const auto old_facts = facts(old_pack, differs(old_pack, new_pack)), new_facts = facts(new_pack, differs(new_pack, old_pack));
    const auto before = by_key(old_facts), after = by_key(new_facts);
    Collector out;
    for (const auto& fact : new_facts) {
        const auto it = before.find({fact.kind, fact.key});
        if (it == before.end())
            out.add(How::Added, fact, "", "", summary_of(fact));
        else
            out.compare(*it->second, fact);
    }
    for (const auto& fact : old_facts)
        if (!after.contains({fact.kind, fact.key})) out.add(How::Removed, fact, "", summary_of(fact), "");
    auto all = out.take();
    // Together by kind, in the order in which the kinds first came.
    std::vector<std::string> kinds;
    for (const auto* list : {&new_facts, &old_facts})
        for (const auto& fact : *list)
            if (std::find(kinds.begin(), kinds.end(), fact.kind) == kinds.end()) kinds.push_back(fact.kind);
    const auto place = [&](const Difference& each) { return std::find(kinds.begin(), kinds.end(), each.kind) - kinds.begin(); };  // few
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    return all;
}

std::vector<Difference> kept_targets(const rules::Plan& old_pack, const rules::Plan& new_pack) {
    const auto every = [](std::size_t, std::size_t) { return true; };
    const auto old_facts = facts(old_pack, every), new_facts = facts(new_pack, every);
    const auto before = by_key(old_facts);
    Collector out;
    for (const auto& fact : new_facts) {
        if (fact.kind != kTarget) continue;
        const auto it = before.find({fact.kind, fact.key});
        const Field* now = find_field(fact, "");
        if (it == before.end() || !now || find_field(*it->second, "")->value != now->value) continue;
        out.add(How::Changed, fact, "", now->value, now->value);
    }
    return out.take();
}

std::string line_of(const Difference& each) {
    std::string out = fmt::format("{} {} {}", how_word(each.how), each.kind, each.name);
    if (!each.regions.empty()) out += " " + regions_text(each.regions);
    if (!each.field.empty()) out += "：" + each.field;
    if (each.how == How::Added) return out + (each.to.empty() ? "" : "：" + each.to);
    if (each.how == How::Removed) return out + (each.from.empty() ? "" : "：" + each.from);
    if (each.from.empty() && each.to.empty()) return out + (each.field.empty() ? "：声明以外的代码有改动" : "的代码有改动");
    return out + " " + or_nothing(each.from) + " → " + or_nothing(each.to);
}

namespace {

// The text with every year in it (four digits that begin with 19 or 2) moved: "2021-06-30", "2021年底", "by 2021-10-31".
std::string with_years_moved(const std::string& text, int years) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::string digits = text.substr(at, text.find_first_not_of("0123456789", at) - at);
        const bool is_year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("2"));
        out += digits.empty() ? std::string(1, text[at]) : is_year ? std::to_string(std::stoi(digits) + years) : digits;
        at += std::max<std::size_t>(digits.size(), 1);
    }
    return out;
}

// By how many years the second pack is later; 0 when both assess the same year, or several.
int years_between(const std::vector<Difference>& differences) {
    for (const auto& each : differences)
        if (each.kind == kPack && each.field == kPeriod && each.from.size() == 4 && each.to.size() == 4) return std::stoi(each.to) - std::stoi(each.from);
    return 0;
}

}  // namespace

std::vector<std::string> lines_of(const std::vector<Difference>& differences, bool verbose) {
    constexpr std::size_t kAlike = 5;
    using Alike = std::tuple<How, std::string, std::string, std::string, std::string>;
    const auto alike = [](const Difference& each) { return Alike(each.how, each.kind, each.field, each.from, each.to); };
    const int years = years_between(differences);
    // Deadlines that went along with the year say nothing new.
    const auto is_moved = [&](const Difference& each) {
        return !verbose && years != 0 && each.kind != kTarget && each.kind != kPack && each.how == How::Changed && each.from != each.to &&
               with_years_moved(each.from, years) == each.to;
    };
    std::map<Alike, std::vector<const Difference*>> groups;
    std::map<std::string, std::size_t> moved;
    for (const auto& each : differences) {
        if (is_moved(each))
            ++moved[each.kind];
        else if (each.kind != kTarget && each.how == How::Changed)
            groups[alike(each)].push_back(&each);
    }
    std::vector<std::string> out;
    for (const auto& each : differences) {
        if (is_moved(each)) continue;
        const auto group = groups.find(alike(each));
        if (verbose || group == groups.end() || group->second.size() < kAlike) {
            out.push_back(line_of(each));
        } else if (group->second.front() == &each) {
            Difference all = each;
            all.name = fmt::format("{}、{}等 {} 项", each.name, group->second[1]->name, group->second.size());
            out.push_back(line_of(all));
        }
    }
    std::vector<std::string> kinds;
    for (const auto& [kind, count] : moved) kinds.push_back(fmt::format("{} {} 处", kind, count));
    if (!kinds.empty()) out.push_back(fmt::format("改 年份和时限随考核期移 {} 年：{}", years, join(kinds, "、")));
    return out;
}

std::string to_text(const std::vector<Difference>& differences, bool verbose) {
    std::string out;
    for (const auto& line : lines_of(differences, verbose)) out += line + "\n";
    return out + (differences.empty() ? "没有改动\n" : fmt::format("共 {} 处改动\n", differences.size()));
}

std::string kept_text(const std::vector<Difference>& kept) {
    std::string out;
    std::size_t values = 0;
    for (const auto& each : kept) {
        out += fmt::format("{} {}：{}\n", each.name, regions_text(each.regions), each.to);
        values += each.regions.size();
    }
    return out + (kept.empty() ? "没有与原来相同的目标值\n" : fmt::format("共 {} 个目标值与原来相同\n", values));
}

std::string to_json(const rules::Plan& old_pack, const rules::Plan& new_pack, const std::vector<Difference>& differences) {
    const auto pack = [](const rules::Plan& plan) { return Json{{"id", plan.id}, {"version", plan.version}, {"digest", plan.digest()}}; };
    Json changes = Json::array();
    for (const auto& each : differences)
        changes.push_back({{"how", how_id(each.how)}, {"kind", each.kind}, {"id", each.key}, {"name", each.name}, {"regions", each.regions},
                           {"field", each.field}, {"from", each.from}, {"to", each.to}, {"text", line_of(each)}});
    return Json{{"schema", "kaohe.diff/1"}, {"from", pack(old_pack)}, {"to", pack(new_pack)}, {"changes", std::move(changes)}}.dump(1) + "\n";
}

}  // namespace kaohe::change
