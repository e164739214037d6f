// The index page: one file with ranking, charts, a section for each region, findings and inputs; needs no other file.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/page.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

const std::filesystem::path kIndexTemplate = "html/index.html";

const Schema& finding_schema() {
    static const Schema schema = [] {
        Schema out = page::place_schema();
        out.texts.insert({"number", "code", "message", "mend"});
        out.flags.insert({"is_error", "is_warning", "is_note"});
        return out;
    }();
    return schema;
}

const Schema& index_schema() {
    static const Schema schema = {
        .texts = {"title", "office", "year_label", "period", "as_of", "engine", "pack_id", "pack_version", "pack_digest", "scheme",
                  "scheme_total", "rank_interval", "workbook", "region_count", "rule_count", "derivation_limit", "row_limit", "bar_limit",
                  "findings_count", "findings_left", "rank_chart_height", "stack_chart_height"},
        .flags = {"has_workbook", "has_scheme", "has_rank_interval", "has_inputs", "has_sources", "has_methods", "has_findings",
                  "has_findings_left", "is_part", "has_sections", "has_derivations", "has_charts", "has_chart_of_groups", "has_bars_left"},
        .lists = {{"ranking", page::ranking_schema()},
                  {"regions", page::region_schema()},
                  {"rank_bars", page::rank_bar_schema()},
                  {"stack_bars", page::stack_bar_schema()},
                  {"group_heads", {.texts = {"group", "pattern"}, .flags = {}, .lists = {}}},
                  {"findings", finding_schema()},
                  {"inputs", {.texts = {"number", "name", "rows", "digest"}, .flags = {}, .lists = {}}},
                  {"sources", {.texts = {"number", "source", "issued"}, .flags = {}, .lists = {}}},
                  {"methods", {.texts = {"method", "standard", "clause", "basis_status"}, .flags = {}, .lists = {}}}}};
    return schema;
}

// escape_html() for a page that is well-formed XML too.
std::string escape_xhtml(const std::string& text) {
    std::string out = escape_html(text);
    for (std::size_t at = out.find("<br>"); at != std::string::npos; at = out.find("<br>", at + 5)) out.insert(at + 3, "/");
    return out;
}

// For the title of the window, where a line feed cannot be drawn.
std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

void add_findings(Data& data, const page::Scope& scope) {
    auto& findings = data.lists["findings"];
    for (const Finding* finding : scope.findings) {
        if (findings.size() == page::kMostFindings) break;
        Data entry = page::place_data(finding->place);
        entry.texts["number"] = std::to_string(findings.size() + 1);
        entry.texts["code"] = finding->code;
        entry.texts["message"] = finding->message;
        entry.texts["mend"] = page::or_dash(finding->mend);
        entry.flags["is_error"] = finding->severity == "error";
        entry.flags["is_warning"] = finding->severity == "warning";
        entry.flags["is_note"] = finding->severity != "error" && finding->severity != "warning";
        findings.push_back(std::move(entry));
    }
    data.texts["findings_count"] = std::to_string(scope.findings.size());
    data.texts["findings_left"] = std::to_string(scope.findings.size() - findings.size());
    data.flags["has_findings"] = !findings.empty();
    data.flags["has_findings_left"] = findings.size() < scope.findings.size();
    data.flags["is_part"] = scope.is_part;
}

void add_sources(Data& data, const Document& document, const std::vector<const Region*>& regions, const page::Scope& scope) {
    auto& inputs = data.lists["inputs"];
    for (const Input* input : scope.inputs)
        inputs.push_back({.texts = {{"number", std::to_string(inputs.size() + 1)},
                                    {"name", input->name},
                                    {"rows", std::to_string(input->rows)},
                                    {"digest", input->digest}},
                          .flags = {},
                          .lists = {}});
    auto& sources = data.lists["sources"];
    for (const Source& source : document.sources)
        sources.push_back({.texts = {{"number", std::to_string(sources.size() + 1)},
                                     {"source", source_text(source)},
                                     {"issued", page::or_dash(date_text(source.issued))}},
                           .flags = {},
                           .lists = {}});
    auto& methods = data.lists["methods"];
    std::set<std::string> known;
    for (const Region* region : regions)
        for (const Rule& rule : region->rules) {
            const std::string title = method_word(document, rule.method.id);
            const std::string name = rule.method.edition.empty() ? title : fmt::format(label::method_edition, title, rule.method.edition);
            if (rule.method.id.empty() || !known.insert(name).second) continue;
            for (const Basis& basis : rule.method.basis)
                methods.push_back({.texts = {{"method", name},
                                             {"standard", page::or_dash(basis.standard)},
                                             {"clause", page::or_dash(basis.clause)},
                                             {"basis_status", std::string(basis.status == "confirmed" ? label::basis_confirmed
                                                                                                      : label::basis_unconfirmed)}},
                                   .flags = {},
                                   .lists = {}});
        }
    data.flags["has_inputs"] = !inputs.empty();
    data.flags["has_sources"] = !sources.empty();
    data.flags["has_methods"] = !methods.empty();
}

// Bars for the ranked regions, by rank; where none is ranked, for all that have rules.
std::vector<const Region*> regions_of_charts(const std::vector<const Region*>& in_order) {
    std::vector<const Region*> ranked, scored;
    for (const Region* region : in_order) {
        if (region->rules.empty()) continue;
        scored.push_back(region);
        if (region->rank) ranked.push_back(region);
    }
    return ranked.empty() ? scored : ranked;
}

void add_charts(Data& data, const std::vector<const Region*>& in_order, const std::vector<Group>& groups) {
    const auto drawn = regions_of_charts(in_order);
    data.lists["rank_bars"] = page::rank_bars(drawn);
    data.lists["stack_bars"] = page::stack_bars(drawn, groups);
    data.texts["rank_chart_height"] = data.texts["stack_chart_height"] = std::to_string(page::chart_height(drawn.size()));
    data.flags["has_charts"] = !drawn.empty();
    data.flags["has_chart_of_groups"] = !drawn.empty() && groups.size() > 1;
    data.flags["has_bars_left"] = drawn.size() > page::kMostBars;
}

void add_ranking(Data& data, const Document& document, const std::vector<const Region*>& in_order, const std::vector<Group>& groups,
                 const std::unordered_map<const Region*, std::size_t>& numbers, const Options& options, page::Extent extent) {
    auto& heads = data.lists["group_heads"];
    for (const Group& group : groups)
        heads.push_back({.texts = {{"group", group.title}, {"pattern", std::to_string(heads.size() % 10)}}, .flags = {}, .lists = {}});
    for (const Region* region : in_order) {
        Data row = page::ranking_data(document, *region, numbers.at(region), options, extent);
        auto& cells = row.lists["cells"];
        for (const Group& group : groups) {
            auto own = std::find_if(region->groups.begin(), region->groups.end(), [&](const Group& g) { return g.id == group.id; });
            // A group without anything in it for this region: neither points nor a full mark.
            const bool has = own != region->groups.end() && !(is_zero(own->points) && is_zero(own->possible));
            cells.push_back({.texts = {{"points", page::or_dash(has ? own->points : "")}, {"group_possible", has ? own->possible : ""}},
                             .flags = {{"has_group", has}},
                             .lists = {}});
        }
        data.lists["ranking"].push_back(std::move(row));
    }
}

Data index_data(const Document& document, const std::vector<const Region*>& regions, const Options& options) {
    const page::Extent extent = page::extent_of(regions);
    const std::vector<Group> groups = page::all_groups(regions);
    const auto in_order = by_rank(regions);
    std::unordered_map<const Region*, std::size_t> numbers;
    std::size_t rules = 0;
    for (const Region* region : regions) numbers.emplace(region, numbers.size() + 1), rules += region->rules.size();
    Data data;
    data.texts = {{"title", one_line(document.pack.title)},
                  {"office", page::or_dash(document.pack.office)},
                  {"year_label", year_label(document)},
                  {"period", document.period},
                  {"as_of", date_text(document.as_of)},
                  {"engine", document.engine},
                  {"pack_id", document.pack.id},
                  {"pack_version", document.pack.version},
                  {"pack_digest", document.pack.digest},
                  {"scheme", document.scheme.title},
                  {"scheme_total", document.scheme.total},
                  {"rank_interval", document.scheme.rank_interval},
                  {"workbook", url_path(options.workbook_link)},
                  {"region_count", std::to_string(regions.size())},
                  {"rule_count", std::to_string(rules)},
                  {"derivation_limit", std::to_string(page::kMostDerivations)},
                  {"row_limit", std::to_string(page::kMostRows)},
                  {"bar_limit", std::to_string(page::kMostBars)}};
    data.flags = {{"has_workbook", !options.workbook_link.empty()},
                  {"has_scheme", !document.scheme.title.empty()},
                  {"has_rank_interval", !document.scheme.rank_interval.empty()},
                  {"has_sections", extent.has_sections},
                  {"has_derivations", extent.has_derivations}};
    add_ranking(data, document, in_order, groups, numbers, options, extent);
    add_charts(data, in_order, groups);
    const page::Scope scope = page::scope_of(document, regions);
    add_findings(data, scope);
    add_sources(data, document, regions, scope);
    auto& list = data.lists["regions"];
    for (const Region* region : regions)
        if (extent.has_sections && !region->rules.empty())
            list.push_back(page::region_data(document, *region, numbers.at(region), options, extent));
    return data;
}

}  // namespace

Result<void> write_index(const Document& document, const std::filesystem::path& file,
                         const Options& options) {
    KAOHE_TRY(regions, selected_regions(document, options));
    const std::filesystem::path name = find_template(options, kIndexTemplate);
    KAOHE_TRY(bytes, FileBytes::open(name));
    KAOHE_TRY(html, render_template(bytes.view(), display_path(name), index_schema(),
                                    index_data(document, regions, options), escape_xhtml));
    if (file.has_parent_path()) KAOHE_CHECK(make_folder(file.parent_path()));
    return write_file(file, html);
}

}  // namespace kaohe::report
