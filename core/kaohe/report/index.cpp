// The index page: ranking, one table for each region, links to workbook and notices, all in one file.
#include <algorithm>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

const std::filesystem::path kIndexTemplate = "html/index.html";

const Schema& index_schema() {
    static const Schema rule = {.texts = {"title", "unit", "target", "actual", "exact", "gap", "status",
                                          "tone", "possible", "points", "derivation", "cite"},
                                .flags = {"is_demo", "is_borderline"},
                                .lists = {}};
    static const Schema group = {
        .texts = {"group", "group_points", "group_possible"}, .flags = {}, .lists = {{"rules", rule}}};
    static const Schema region = {
        .texts = {"name", "anchor", "total", "total_max", "possible", "grade", "rank", "unmet", "missing",
                  "vetoes", "docx", "html"},
        .flags = {"is_ranked", "has_grade", "is_provisional", "has_rules", "has_veto", "has_notice"},
        .lists = {{"groups", group}}};
    static const Schema schema = {
        .texts = {"title", "office", "year_label", "as_of", "engine", "pack_id", "pack_version",
                  "pack_digest", "scheme", "scheme_total", "rank_interval", "workbook"},
        .flags = {"has_workbook", "has_scheme", "has_rank_interval", "has_inputs"},
        .lists = {{"ranking", region},
                  {"regions", region},
                  {"inputs", {.texts = {"number", "name", "rows", "digest"}, .flags = {}, .lists = {}}}}};
    return schema;
}

std::string or_dash(const std::string& text) {
    return text.empty() ? std::string(label::nothing) : text;
}

// The CSS class of a state; the word beside it says the same.
std::string tone_of(Status status) {
    if (status == Status::Met) return "good";
    if (status == Status::Unmet) return "bad";
    if (status == Status::Partial) return "warn";
    return is_missing(status) || is_waiting(status) ? "missing" : "plain";
}

Data rule_data(const Document& document, const Rule& rule) {
    Data data;
    data.texts = {{"title", rule.title},
                  {"unit", or_dash(rule.unit)},
                  {"target", or_dash(target_text(rule))},
                  {"actual", or_dash(actual_text(rule))},
                  {"exact", or_dash(before_rounding(rule))},
                  {"gap", or_dash(signed_text(rule.gap))},
                  {"status", std::string(status_word(rule.status))},
                  {"tone", tone_of(rule.status)},
                  {"possible", or_dash(rule.possible)},
                  {"points", points_text(rule)},
                  {"derivation", or_dash(derivation(rule))},
                  {"cite", or_dash(cite_text(document, rule.cite.source, rule.cite.clause))}};
    data.flags = {{"is_demo", rule.demo}, {"is_borderline", rule.borderline}};
    return data;
}

Data group_data(const Document& document, const Region& region, const Group& group) {
    Data data;
    data.texts = {{"group", group.title}, {"group_points", group.points}, {"group_possible", group.possible}};
    auto& rules = data.lists["rules"];
    for (const Rule& rule : region.rules)
        if (rule.group == group.id) rules.push_back(rule_data(document, rule));
    return data;
}

Data region_data(const Document& document, const Region& region, std::size_t number, const Options& options) {
    std::vector<std::string> vetoes;
    for (const Veto& veto : region.veto)
        vetoes.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    const bool has_notice = !options.notices_link.empty() && gets_notice(region);
    const std::string notice = has_notice ? url_path(options.notices_link + "/" + notice_name(region)) : "";
    Data data;
    data.texts = {{"name", region.name},
                  {"anchor", fmt::format("region-{}", number)},
                  {"total", region.rules.empty() ? std::string(label::nothing) : region.total},
                  {"total_max", region.total_max},
                  {"possible", region.rules.empty() ? std::string(label::nothing) : region.possible},
                  {"grade", or_dash(region.grade)},
                  {"rank", region.rank ? std::to_string(*region.rank) : std::string(label::nothing)},
                  {"unmet", std::to_string(count_targets(region, is_deviation))},
                  {"missing", std::to_string(count_targets(region, is_missing))},
                  {"vetoes", join(vetoes, "；")},
                  {"docx", notice + ".docx"},
                  {"html", notice + ".html"}};
    data.flags = {{"is_ranked", region.rank.has_value()}, {"has_grade", !region.grade.empty()},
                  {"is_provisional", region.provisional}, {"has_rules", !region.rules.empty()},
                  {"has_veto", !region.veto.empty()},     {"has_notice", has_notice}};
    for (const Group& group : region.groups)
        data.lists["groups"].push_back(group_data(document, region, group));
    return data;
}

Data index_data(const Document& document, const std::vector<const Region*>& regions, const Options& options) {
    Data data;
    data.texts = {{"title", document.pack.title},
                  {"office", or_dash(document.pack.office)},
                  {"year_label", year_label(document)},
                  {"as_of", date_text(document.as_of)},
                  {"engine", document.engine},
                  {"pack_id", document.pack.id},
                  {"pack_version", document.pack.version},
                  {"pack_digest", document.pack.digest},
                  {"scheme", document.scheme.title},
                  {"scheme_total", document.scheme.total},
                  {"rank_interval", document.scheme.rank_interval},
                  {"workbook", url_path(options.workbook_link)}};
    data.flags = {{"has_workbook", !options.workbook_link.empty()},
                  {"has_scheme", !document.scheme.title.empty()},
                  {"has_rank_interval", !document.scheme.rank_interval.empty()},
                  {"has_inputs", !document.inputs.empty()}};
    auto& ranking = data.lists["ranking"];
    auto number_of = [&](const Region* region) {
        return static_cast<std::size_t>(std::find(regions.begin(), regions.end(), region) - regions.begin()) +
               1;
    };
    for (const Region* region : by_rank(regions))
        ranking.push_back(region_data(document, *region, number_of(region), options));
    auto& list = data.lists["regions"];
    for (const Region* region : regions)
        if (!region->rules.empty())
            list.push_back(region_data(document, *region, number_of(region), options));
    auto& inputs = data.lists["inputs"];
    for (const Input& input : document.inputs)
        inputs.push_back({.texts = {{"number", std::to_string(inputs.size() + 1)},
                                    {"name", input.name},
                                    {"rows", std::to_string(input.rows)},
                                    {"digest", input.digest}},
                          .flags = {},
                          .lists = {}});
    return data;
}

}  // namespace

Result<void> write_index(const Document& document, const std::filesystem::path& file,
                         const Options& options) {
    KAOHE_TRY(regions, selected_regions(document, options));
    const std::filesystem::path name = find_template(options, kIndexTemplate);
    KAOHE_TRY(bytes, FileBytes::open(name));
    KAOHE_TRY(html, render_template(bytes.view(), display_path(name), index_schema(),
                                    index_data(document, regions, options), escape_html));
    if (file.has_parent_path()) KAOHE_CHECK(make_folder(file.parent_path()));
    return write_file(file, html);
}

}  // namespace kaohe::report
