// The assessment workbook: a layout filled from a stored result.
#include "kaohe/base/file.h"
#include "kaohe/base/parallel.h"
#include "kaohe/base/text.h"
#include "kaohe/report/book.h"
#include "kaohe/report/report.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

// Which regions of the result are drawn, by their places in it ("0 3 4"); "" for all of them. verify draws the same again.
std::string places_of_some(const Document& document, const Regions& regions) {
    if (regions.size() == document.regions.size()) return {};
    std::vector<std::string> places;
    for (const Region* region : regions) places.push_back(std::to_string(region - document.regions.data()));
    return join(places, " ");
}

Result<void> draw_book(const Facts& facts, const Layout& layout, int jobs, const std::filesystem::path& file, const std::filesystem::path& shown_as) {
    const Document& document = facts.document;
    Workbook book(file, document.as_of,
                  {.title = document.pack.title,
                   .subject = year_label(document),
                   .company = document.pack.office,
                   .comments = fmt::format("{} {} {}", document.pack.id, document.pack.version, document.pack.digest),
                   .shown_as = display_path(shown_as),
                   .custom = {{"kaohe.result", document.digest},
                              {"kaohe.regions", places_of_some(document, facts.regions)},
                              {"kaohe.previous", facts.previous ? facts.previous->digest : ""},
                              {"kaohe.layout", layout.digest}}},
                  layout.style);
    Links links;
    Drawing drawing{facts, layout, book, links};
    draw_sheets(drawing);
    return book.finish(jobs);
}

}  // namespace

Result<void> write_workbook(const Document& document, const std::filesystem::path& file, const Options& options) {
    KAOHE_TRY(regions, selected_regions(document, options));
    KAOHE_TRY(layout, load_layout(options));
    if (file.has_parent_path()) KAOHE_CHECK(make_folder(file.parent_path()));
    const Facts facts(document, regions, options.previous);
    return write_through_temporary(file, [&](const std::filesystem::path& temporary) { return draw_book(facts, layout, options.jobs, temporary, file); });
}

Result<void> write_workbooks(const Document& document, const std::filesystem::path& folder, const Options& options) {
    KAOHE_TRY(regions, selected_regions(document, options));
    std::erase_if(regions, [](const Region* region) { return region->rules.empty(); });
    KAOHE_TRY(layout, load_layout(options));
    KAOHE_CHECK(make_folder(folder));
    std::vector<Result<void>> written(regions.size());
    for_each_index(regions.size(), options.jobs, [&](std::size_t i) {
        const Facts facts(document, {regions[i]}, options.previous);
        const auto file = folder / (file_stem(regions[i]->name) + ".xlsx");
        written[i] = write_through_temporary(file, [&](const std::filesystem::path& temporary) { return draw_book(facts, layout, 1, temporary, file); });
    });
    for (const auto& one : written)
        if (!one) return one;
    return {};
}

}  // namespace kaohe::report
