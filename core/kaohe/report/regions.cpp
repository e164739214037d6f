// Which regions are drawn, in which order, and which of them get a notice.
#include <algorithm>
#include <limits>

#include "kaohe/base/text.h"
#include "kaohe/report/report.h"
#include "kaohe/report/words.h"

namespace kaohe::report {

bool falls_short(const Region& region) {
    return !region.veto.empty() ||
           std::any_of(region.rules.begin(), region.rules.end(),
                       [](const Rule& rule) { return is_deviation(rule.status) || is_missing(rule.status); });
}

bool writes_to(const Region& region) {
    // A city is graded only where it is itself the one assessed.
    return region.kind == "county" || region.kind == "zone" || !region.grade.empty();
}

bool gets_notice(const Region& region) {
    return writes_to(region) && falls_short(region);
}

std::size_t count_targets(const Region& region, bool (*test)(Status)) {
    return static_cast<std::size_t>(
        std::count_if(region.rules.begin(), region.rules.end(), [&](const Rule& rule) { return !rule.summary && test(rule.status); }));
}

std::string notice_name(const Region& region) {
    return file_stem(region.name);
}

Result<std::vector<const Region*>> selected_regions(const Document& document, const Options& options) {
    std::vector<std::string> names;
    for (const Region& region : document.regions) names.push_back(region.name);
    auto is_asked = [](const Region& region, const std::string& asked) {
        return asked == region.name || (!region.code.empty() && asked == region.code);
    };
    for (const std::string& asked : options.regions)
        if (std::none_of(document.regions.begin(), document.regions.end(),
                         [&](const Region& region) { return is_asked(region, asked); }))
            return failure(Code::RegionUnknown, Place{.file = document.name}, asked,
                           suggestion(asked, names));
    std::vector<const Region*> out;
    for (const Region& region : document.regions)
        if (options.regions.empty() ||
            std::any_of(options.regions.begin(), options.regions.end(),
                        [&](const std::string& asked) { return is_asked(region, asked); }))
            out.push_back(&region);
    return out;
}

std::vector<const Region*> by_rank(std::vector<const Region*> regions) {
    auto place = [](const Region* region) { return region->rank.value_or(std::numeric_limits<int>::max()); };
    std::stable_sort(regions.begin(), regions.end(),
                     [&](const Region* a, const Region* b) { return place(a) < place(b); });
    return regions;
}

}  // namespace kaohe::report
