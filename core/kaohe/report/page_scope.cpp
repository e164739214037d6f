// What of a result belongs to the regions that a page shows: with --region nothing of the others may be on it.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "kaohe/report/page.h"

namespace kaohe::report::page {
namespace {

// The rows that a place covers: "C17", "A2:J366", "2-366" or a line of a text file; none where it names no row.
struct Span {
    int first = 0, last = 0;
};

std::optional<Span> span_of(const Place& place) {
    if (place.cell.empty()) return place.line > 0 ? std::optional(Span{place.line, place.line}) : std::nullopt;
    std::vector<int> numbers;
    for (std::size_t at = place.cell.find_first_of("0123456789"); at != std::string::npos; at = place.cell.find_first_of("0123456789", at)) {
        int number = 0;
        const auto [end, error] = std::from_chars(place.cell.data() + at, place.cell.data() + place.cell.size(), number);
        if (error != std::errc()) return std::nullopt;
        numbers.push_back(number);
        at = static_cast<std::size_t>(end - place.cell.data());
    }
    if (numbers.empty()) return std::nullopt;
    return Span{numbers.front(), numbers.back()};
}

std::vector<Place> places_of(const Region& region) {
    std::vector<Place> out;
    for (const Rule& rule : region.rules) out.insert(out.end(), rule.rows.begin(), rule.rows.end());
    for (const Event& event : region.events) out.insert(out.end(), event.rows.begin(), event.rows.end());
    return out;
}

std::set<std::string> files_of(const Document& document, const Region& region) {
    std::set<std::string> out;
    for (const Rule& rule : region.rules)
        for (const std::size_t input : rule.inputs) out.insert(document.inputs[input].name);
    for (const Place& place : places_of(region)) out.insert(place.file);
    out.erase("");
    return out;
}

bool says(const Finding& finding, const Region& region) {
    return finding.message.find(region.name) != std::string::npos || finding.mend.find(region.name) != std::string::npos;
}

class Judge {
  public:
    Judge(const Document& document, const std::vector<const Region*>& shown) {
        for (const Region& region : document.regions) {
            const bool is_shown = std::find(shown.begin(), shown.end(), &region) != shown.end();
            (is_shown ? shown_ : others_).push_back(&region);
            (is_shown ? own_files_ : other_files_).merge(files_of(document, region));
            if (!is_shown) continue;
            for (const Place& place : places_of(region))
                if (const auto span = span_of(place)) own_rows_[{place.file, place.sheet}].push_back(*span);
        }
    }

    bool owns(const std::string& file) const { return own_files_.contains(file); }

    // A file that regions share says whose a finding is by its rows, or by the region that it names.
    bool owns(const Finding& finding) const {
        const auto is_named = [&](const Region* region) { return says(finding, *region); };
        if (std::any_of(others_.begin(), others_.end(), is_named)) return false;
        const bool names_us = std::any_of(shown_.begin(), shown_.end(), is_named);
        if (!owns(finding.place.file)) return names_us;
        if (!other_files_.contains(finding.place.file) || names_us) return true;
        const auto row = span_of(finding.place);
        const auto rows = own_rows_.find({finding.place.file, finding.place.sheet});
        return row && rows != own_rows_.end() &&
               std::any_of(rows->second.begin(), rows->second.end(), [&](const Span& span) { return span.first <= row->first && row->last <= span.last; });
    }

  private:
    std::vector<const Region*> shown_, others_;
    std::set<std::string> own_files_, other_files_;
    std::map<std::pair<std::string, std::string>, std::vector<Span>> own_rows_;  // by file and sheet
};

}  // namespace

Scope scope_of(const Document& document, const std::vector<const Region*>& shown) {
    Scope out;
    out.is_part = shown.size() < document.regions.size();
    std::optional<Judge> judge;
    if (out.is_part) judge.emplace(document, shown);
    for (const Input& input : document.inputs)
        if (!judge || judge->owns(input.name)) out.inputs.push_back(&input);
    for (const Finding& finding : document.findings)
        if (!judge || judge->owns(finding)) out.findings.push_back(&finding);
    return out;
}

}  // namespace kaohe::report::page
