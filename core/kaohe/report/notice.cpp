// 偏差通知书: what a notice says to a county that falls short. The wording is the template's; here are its
// figures.
#include <algorithm>
#include <array>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/docx.h"
#include "kaohe/labels.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

const std::filesystem::path kDocxTemplate = "notice/docx";
const std::filesystem::path kHtmlTemplate = "notice/notice.html";

// Every tag that a notice template may use.
const Schema& notice_schema() {
    static const Schema schema = {
        .texts = {"office",       "number_year", "region",       "addressee",   "year_label", "as_of",
                  "as_of_iso",    "pack_title",  "pack_version", "pack_digest", "basis",      "scheme",
                  "scheme_total", "total",       "total_max",    "possible",    "grade",      "rank_sentence",
                  "counts",       "no_rows",     "no_missing",   "no_veto",     "no_demands"},
        .flags = {"has_basis", "has_scheme", "has_grade", "has_rank", "is_provisional", "has_rows",
                  "has_missing", "has_veto", "has_consequences", "has_sources", "has_demo"},
        .lists =
            {{"rows",
              {.texts = {"number", "title", "unit", "target", "actual", "exact", "gap", "status", "possible",
                         "points", "lost", "clause", "derivation"},
               .flags = {"is_demo"},
               .lists = {}}},
             {"missing",
              {.texts = {"number", "title", "status", "reason", "submit"}, .flags = {}, .lists = {}}},
             {"veto", {.texts = {"title", "effect"}, .flags = {}, .lists = {}}},
             {"consequences",
              {.texts = {"number", "title", "when", "cite"}, .flags = {"has_when", "has_cite"}, .lists = {}}},
             {"sources", {.texts = {"number", "text"}, .flags = {}, .lists = {}}}},
    };
    return schema;
}

std::string or_dash(const std::string& text) {
    return text.empty() ? std::string(label::nothing) : text;
}

// The sources that the notice's clauses stand in, in order of first mention: "[1]" is the first.
class Sources {
  public:
    explicit Sources(const Document& document) : document_(document) {}

    // "[1]附件1"; the bare clause when the source is not declared.
    std::string clause(const Cite& cite) {
        const Source* source = document_.source(cite.source);
        if (!source) return or_dash(cite.clause);
        auto it = std::find(used_.begin(), used_.end(), source);
        if (it == used_.end()) it = used_.insert(used_.end(), source);
        return fmt::format("[{}]{}", it - used_.begin() + 1, cite.clause);
    }

    const std::vector<const Source*>& used() const { return used_; }

  private:
    const Document& document_;
    std::vector<const Source*> used_;
};

Data deviation(const Rule& rule, std::size_t number, Sources& sources) {
    Data row;
    row.texts = {{"number", std::to_string(number)},
                 {"title", rule.title},
                 {"unit", or_dash(rule.unit)},
                 {"target", or_dash(target_text(rule))},
                 {"actual", or_dash(actual_text(rule))},
                 {"exact", or_dash(before_rounding(rule))},
                 {"gap", or_dash(signed_text(rule.gap))},
                 {"status", std::string(status_word(rule.status))},
                 {"possible", or_dash(rule.possible)},
                 {"points", points_text(rule)},
                 {"lost", or_dash(points_lost(rule).value_or(""))},
                 {"clause", sources.clause(rule.cite)},
                 {"derivation", derivation(rule)}};
    row.flags = {{"is_demo", rule.demo}};
    return row;
}

std::string what_to_submit(const Rule& rule) {
    if (rule.status == Status::NotSubmitted) return fmt::format(label::submit_missing, rule.title);
    if (rule.status == Status::Invalid) return fmt::format(label::submit_invalid, rule.title);
    return std::string(label::submit_error);
}

Data missing(const Rule& rule, std::size_t number) {
    Data row;
    row.texts = {{"number", std::to_string(number)},
                 {"title", rule.title},
                 {"status", std::string(status_word(rule.status))},
                 {"reason", or_dash(rule.reason)},
                 {"submit", what_to_submit(rule)}};
    return row;
}

std::string counts(const Region& region) {
    auto count = [&](Status status) {
        return std::count_if(region.rules.begin(), region.rules.end(),
                             [&](const Rule& rule) { return !rule.summary && rule.status == status; });
    };
    std::vector<std::string> parts;
    auto add = [&](std::string_view form, std::ptrdiff_t number) {
        if (number > 0) parts.push_back(fmt::format(fmt::runtime(form), number));
    };
    add(label::count_unmet, count(Status::Unmet));
    add(label::count_partial, count(Status::Partial));
    add(label::count_not_submitted, count(Status::NotSubmitted));
    add(label::count_invalid, count(Status::Invalid));
    add(label::count_error, count(Status::Error));
    add(label::count_veto, static_cast<std::ptrdiff_t>(region.veto.size()));
    return join(parts, "、");
}

std::string addressee(const Region& region) {
    return region.kind == "zone" ? fmt::format(label::committee, region.name)
                                 : fmt::format(label::government, region.name);
}

std::string rank_sentence(const Document& document, const Region& region) {
    if (!region.rank) return "";
    const auto ranked = std::count_if(document.regions.begin(), document.regions.end(),
                                      [](const Region& each) { return each.rank.has_value(); });
    return fmt::format(label::ranked_among, ranked, *region.rank);
}

// Numbers the sections that are there: 一、二、…
void number_sections(Data& data) {
    constexpr std::array kNumerals = {label::numeral_1, label::numeral_2, label::numeral_3, label::numeral_4};
    std::size_t next = 0;
    for (const auto& [number, flag] :
         {std::pair{"no_rows", "has_rows"}, {"no_missing", "has_missing"}, {"no_veto", "has_veto"}})
        data.texts[number] = data.flags.at(flag) ? kNumerals[next++] : std::string_view();
    data.texts["no_demands"] = kNumerals[next];
}

void add_consequences(Data& data, const Document& document) {
    auto& list = data.lists["consequences"];
    for (const Consequence& item : document.consequences) {
        const std::string cite = cite_text(document, item.source, item.clause);
        list.push_back({.texts = {{"number", std::to_string(list.size() + 1)},
                                  {"title", item.title},
                                  {"when", item.when},
                                  {"cite", cite}},
                        .flags = {{"has_when", !item.when.empty()}, {"has_cite", !cite.empty()}},
                        .lists = {}});
    }
}

void add_sources(Data& data, const std::vector<const Source*>& sources) {
    std::vector<std::string> texts;
    auto& list = data.lists["sources"];
    for (const Source* source : sources) {
        texts.push_back(source_text(*source));
        list.push_back({.texts = {{"number", std::to_string(list.size() + 1)}, {"text", texts.back()}},
                        .flags = {},
                        .lists = {}});
    }
    data.texts["basis"] = join(texts, "、");
}

Data notice_data(const Document& document, const Region& region) {
    Data data;
    auto& rows = data.lists["rows"];
    auto& missing_rows = data.lists["missing"];
    auto& vetoes = data.lists["veto"];
    Sources sources(document);
    for (const Rule& rule : region.rules) {
        if (is_deviation(rule.status)) rows.push_back(deviation(rule, rows.size() + 1, sources));
        if (is_missing(rule.status)) missing_rows.push_back(missing(rule, missing_rows.size() + 1));
    }
    for (const Veto& veto : region.veto)
        vetoes.push_back(
            {.texts = {{"title", veto.title}, {"effect", or_dash(veto.effect)}}, .flags = {}, .lists = {}});
    const bool has_demo =
        std::any_of(rows.begin(), rows.end(), [](const Data& row) { return row.flags.at("is_demo"); });
    data.flags = {{"has_rows", !rows.empty()},
                  {"has_missing", !missing_rows.empty()},
                  {"has_veto", !vetoes.empty()},
                  {"has_consequences", !document.consequences.empty()},
                  {"has_basis", !sources.used().empty()},
                  {"has_sources", !sources.used().empty()},
                  {"has_scheme", !document.scheme.title.empty()},
                  {"has_grade", !region.grade.empty()},
                  {"has_rank", region.rank.has_value()},
                  {"is_provisional", region.provisional},
                  {"has_demo", has_demo}};
    data.texts = {
        {"office", document.pack.office.empty() ? std::string(label::no_office) : document.pack.office},
        {"number_year", document.as_of.substr(0, 4)},
        {"region", region.name},
        {"addressee", addressee(region)},
        {"year_label", year_label(document)},
        {"as_of", date_text(document.as_of)},
        {"as_of_iso", document.as_of},
        {"pack_title", document.pack.title},
        {"pack_version", document.pack.version},
        {"pack_digest", document.pack.digest},
        {"scheme", document.scheme.title},
        {"scheme_total", document.scheme.total},
        {"total", region.total},
        {"total_max", region.total_max},
        {"possible", region.possible},
        {"grade", region.grade},
        {"rank_sentence", rank_sentence(document, region)},
        {"counts", counts(region)}};
    add_consequences(data, document);
    add_sources(data, sources.used());
    number_sections(data);
    return data;
}

Result<void> write_docx(const std::vector<Part>& parts, const std::filesystem::path& folder, const Data& data,
                        const std::filesystem::path& file) {
    KAOHE_TRY(filled, fill_parts(parts, folder, notice_schema(), data));
    return write_package(filled, file);
}

Result<void> write_html(const std::filesystem::path& name, std::string_view text, const Data& data,
                        const std::filesystem::path& file) {
    KAOHE_TRY(html, render_template(text, display_path(name), notice_schema(), data, escape_html));
    return write_file(file, html);
}

Result<void> write_kind(NoticeKind kind, const Document& document, const std::vector<const Region*>& regions,
                        const std::filesystem::path& folder, const Options& options) {
    if (kind == NoticeKind::Docx) {
        const std::filesystem::path name = find_template(options, kDocxTemplate);
        KAOHE_TRY(parts, read_parts(name));
        for (const Region* region : regions)
            KAOHE_CHECK(write_docx(parts, name, notice_data(document, *region),
                                   folder / (notice_name(*region) + ".docx")));
        return {};
    }
    const std::filesystem::path name = find_template(options, kHtmlTemplate);
    KAOHE_TRY(bytes, FileBytes::open(name));
    for (const Region* region : regions)
        KAOHE_CHECK(write_html(name, bytes.view(), notice_data(document, *region),
                               folder / (notice_name(*region) + ".html")));
    return {};
}

}  // namespace

Result<void> write_notices(const Document& document, const std::filesystem::path& folder,
                           const Options& options, const std::vector<NoticeKind>& kinds) {
    KAOHE_TRY(regions, selected_regions(document, options));
    std::erase_if(regions, [](const Region* region) { return !gets_notice(*region); });
    KAOHE_CHECK(make_folder(folder));
    for (NoticeKind kind : kinds) KAOHE_CHECK(write_kind(kind, document, regions, folder, options));
    return {};
}

}  // namespace kaohe::report
