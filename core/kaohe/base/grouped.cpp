#include "kaohe/base/grouped.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "kaohe/base/text.h"

namespace kaohe {
namespace {

constexpr std::size_t kRanges = 8;         // places that are printed of a group
constexpr std::size_t kOtherMessages = 3;  // of a group, besides the first

std::string column_of(const Place& place) {
    const std::size_t digits = place.cell.find_first_of("0123456789");
    return place.line > 0 ? std::to_string(place.column) : place.cell.substr(0, digits);
}

int row_of(const Place& place) {
    if (place.line > 0) return place.line;
    const std::size_t digits = place.cell.find_first_of("0123456789");
    return digits == std::string::npos || place.cell.size() - digits > 8 ? 0 : std::stoi(place.cell.substr(digits));
}

std::string places_of(const std::vector<const Diagnostic*>& all) {
    std::vector<int> rows;
    for (const auto* finding : all) rows.push_back(row_of(finding->place));
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const Place& first = all.front()->place;
    if (rows.front() == 0) return {};  // of the file as a whole
    const std::string letters = first.line > 0 ? "" : column_of(first);
    std::vector<std::string> ranges;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t last = i;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1) ++last;
        const char* between = letters.empty() ? "-" : ":";
        ranges.push_back(letters + std::to_string(rows[i]) + (last > i ? between + letters + std::to_string(rows[last]) : ""));
        i = last + 1;
    }
    const bool more = ranges.size() > kRanges;
    if (more) ranges.resize(kRanges);
    const std::string list = join(ranges, "、") + (more ? " 等" : "");
    return letters.empty() ? "第 " + list + " 行" : list;
}

// A few are read one by one.
void split_small(std::vector<FindingGroup>& groups) {
    constexpr std::size_t kFew = 3;
    std::vector<FindingGroup> out;
    for (auto& one : groups) {
        if (one.all.size() > kFew || one.unlisted > 0)
            out.push_back(std::move(one));
        else
            for (const auto* finding : one.all) out.push_back({{finding}, 0, {}});
    }
    groups = std::move(out);
}

}  // namespace

std::vector<FindingGroup> group(std::span<const Diagnostic> findings) {
    using Key = std::tuple<std::string, std::string, Code, std::string>;
    std::map<Key, std::size_t> known;
    std::vector<FindingGroup> out;
    for (const auto& finding : findings) {
        if (finding.count > 1) {  // more of a kind that was listed before
            const auto same = std::find_if(out.rbegin(), out.rend(), [&](const FindingGroup& one) {
                return one.all.front()->code == finding.code && one.all.front()->place.file == finding.place.file;
            });
            if (same != out.rend()) {
                same->unlisted += finding.count;
                continue;
            }
        }
        const auto [it, added] = known.try_emplace({finding.place.file, finding.place.sheet, finding.code, column_of(finding.place)}, out.size());
        if (added) out.emplace_back();
        out[it->second].all.push_back(&finding);
    }
    split_small(out);
    std::map<std::string, std::size_t> files;  // in the order of their first findings
    for (const auto& one : out) files.try_emplace(one.all.front()->place.file, files.size());
    std::stable_sort(out.begin(), out.end(), [&](const FindingGroup& a, const FindingGroup& b) {
        const auto key = [&](const FindingGroup& one) {
            return std::pair(files[one.all.front()->place.file], -static_cast<int>(one.all.front()->severity));
        };
        return key(a) < key(b);
    });
    for (auto& one : out)
        if (one.all.size() > 1) one.places = places_of(one.all);
    return out;
}

std::string render(const FindingGroup& group) {
    Diagnostic shown = *group.all.front();
    if (group.all.size() > 1) {
        shown.notes.push_back(fmt::format("同类共 {} 处{}", group.all.size() + group.unlisted, group.places.empty() ? "" : "：" + group.places));
        std::vector<std::string> others;
        for (const auto* finding : group.all)
            if (finding->message != shown.message && std::find(others.begin(), others.end(), finding->message) == others.end())
                others.push_back(finding->message);
        const bool more = others.size() > kOtherMessages;
        if (more) others.resize(kOtherMessages);
        if (!others.empty()) shown.notes.push_back("还有：" + join(others, "；") + (more ? " 等" : ""));
    }
    return render(shown);
}

}  // namespace kaohe
