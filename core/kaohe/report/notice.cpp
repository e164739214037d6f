// 偏差通知书: what a notice says to a county that falls short. The wording is the template's; here are its
// figures.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "kaohe/base/file.h"
#include "kaohe/base/parallel.h"
#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/docx.h"
#include "kaohe/report/evidence.h"
#include "kaohe/report/fields.h"
#include "kaohe/report/issue_register.h"
#include "kaohe/report/notice_kind.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

constexpr std::string_view kNoUnit = "1";
constexpr std::size_t kMostTitles = 6, kMostUnits = 3;  // in one cell; more make it taller than anybody reads
constexpr std::size_t kTitleWidth = 40;                 // half characters of 22 points in one line

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

Data deviation(const Rule& rule, std::size_t number, bool repeated, Sources& sources) {
    Data row;
    row.texts = {{"number", std::to_string(number)},
                 {"title", rule.title},
                 {"unit", or_dash(rule.unit)},
                 {"target", or_dash(target_text(rule))},
                 {"actual", or_dash(actual_text(rule))},
                 {"exact", or_dash(before_rounding(rule))},
                 {"gap", or_dash(signed_text(rule.gap))},
                 {"gap_percent", or_dash(gap_percent(rule))},
                 {"status", std::string(status_word(rule.status))},
                 {"possible", or_dash(rule.possible)},
                 {"points", points_text(rule)},
                 {"lost", or_dash(points_lost(rule).value_or(""))},
                 {"clause", sources.clause(rule.cite)},
                 {"derivation", derivation(rule)},
                 {"units", or_dash(rule.units)}};
    row.flags = {{"has_units", !rule.units.empty()}, {"has_unit", !rule.unit.empty() && rule.unit != kNoUnit}, {"is_partial", rule.status == Status::Partial},
                 {"is_demo", rule.demo}, {"is_repeated", repeated}};
    return row;
}

std::string what_to_submit(const Rule& rule) {
    if (rule.status == Status::NotSubmitted) return std::string(label::submit_missing);
    return std::string(rule.status == Status::Invalid ? label::submit_invalid : label::submit_error);
}

// "甲、乙、丙等5项"; all of them when they are not more than `most`.
std::string cut_list(const std::vector<std::string>& names, std::size_t most, std::string_view form) {
    if (names.size() <= most) return join(names, "、");
    return fmt::format(fmt::runtime(form), join(std::span(names).first(most), "、"), names.size());
}

// The reason without the name of the indicator, so that those of several can be the same.
std::string common_reason(const Rule& rule) {
    std::string out = rule.reason;
    const std::string quoted = "“" + rule.title + "”";
    if (const auto at = out.find(quoted); at != std::string::npos) out.replace(at, quoted.size(), label::these_titles);
    return out;
}

// Indicators that want the same for the same reason: one row.
using Alike = std::vector<const Rule*>;

Data missing(const Alike& rules, std::size_t number) {
    std::vector<std::string> titles;
    for (const Rule* rule : rules) titles.push_back(rule->title);
    Data row;
    row.texts = {{"number", std::to_string(number)},
                 {"title", cut_list(titles, kMostTitles, label::titles_cut)},
                 {"titles", join(titles, "、")},
                 {"count", std::to_string(titles.size())},
                 {"status", std::string(status_word(rules[0]->status))},
                 {"reason", or_dash(rules.size() > 1 ? common_reason(*rules[0]) : rules[0]->reason)},
                 {"submit", what_to_submit(*rules[0])}};
    row.flags = {{"is_cut", titles.size() > kMostTitles}};
    return row;
}

void add_missing(Data& data, const std::vector<const Rule*>& rules) {
    std::vector<Alike> rows;
    for (const Rule* rule : rules) {
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const Alike& row) { return row[0]->status == rule->status && common_reason(*row[0]) == common_reason(*rule); });
        if (same == rows.end()) rows.push_back({rule});
        else same->push_back(rule);
    }
    auto& list = data.lists["missing"];
    for (const Alike& row : rows) list.push_back(missing(row, list.size() + 1));
    data.flags["has_more_missing"] = std::any_of(list.begin(), list.end(), [](const Data& row) { return row.flags.at("is_cut"); });
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
    // A city that is assessed itself does not write to itself: its units have to act.
    if (region.kind == "city") return fmt::format(label::all_units, region.name);
    return region.kind == "zone" ? fmt::format(label::committee, region.name) : fmt::format(label::government, region.name);
}

std::string rank_sentence(const Document& document, const Region& region) {
    if (!region.rank) return "";
    const auto ranked = std::count_if(document.regions.begin(), document.regions.end(),
                                      [](const Region& each) { return each.rank.has_value(); });
    if (ranked <= 1) return "";
    const auto equal = std::count_if(document.regions.begin(), document.regions.end(), [&](const Region& each) { return each.rank == region.rank; });
    return equal > 1 ? fmt::format(label::ranked_tied, ranked, *region.rank) : fmt::format(label::ranked_among, ranked, *region.rank);
}

// Numbers the sections that are there: 一、二、…
void number_sections(Data& data) {
    constexpr std::array kNumerals = {label::numeral_1, label::numeral_2, label::numeral_3, label::numeral_4, label::numeral_5};
    std::size_t next = 0;
    for (const auto& [number, flag] :
         {std::pair{"no_rows", "has_rows"}, {"no_missing", "has_missing"}, {"no_veto", "has_veto"}, {"no_overdue", "has_overdue"}})
        data.texts[number] = data.flags.at(flag) ? kNumerals[next++] : std::string_view();
    data.texts["no_demands"] = kNumerals[next];
}

void add_consequences(Data& data, const Document& document) {
    auto& list = data.lists["consequences"];
    for (const Consequence& item : document.consequences) {
        if (item.reward || item.on_enterprise) continue;
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
        if (!source->demo) texts.push_back(source_text(*source));
        list.push_back({.texts = {{"number", std::to_string(list.size() + 1)}, {"text", source_text(*source)}},
                        .flags = {},
                        .lists = {}});
    }
    data.texts["basis"] = join(texts, "、");
}

// A rule that counts others does not stand beside those it counts: they are in the table, it is said below.
bool shows_members(const Region& region, const Rule& summary, bool (*in_table)(Status)) {
    return summary.summary && std::any_of(region.rules.begin(), region.rules.end(),
                                          [&](const Rule& rule) { return rule.part_of == summary.id && in_table(rule.status); });
}

Data summary_row(const Rule& rule) {
    return {.texts = {{"title", rule.title},
                      {"possible", or_dash(rule.possible)},
                      {"points", points_text(rule)},
                      {"lost", or_dash(points_lost(rule).value_or(""))}},
            .flags = {},
            .lists = {}};
}

// Due and not done; one that is due and was left out of its table is not done.
bool is_overdue(const Duty& duty, const std::string& as_of) {
    return duty.state == "overdue" || (duty.state == "not_submitted" && !duty.due.empty() && duty.due < as_of);
}

void add_overdue(Data& data, const Document& document, const Region& region, Sources& sources) {
    auto& list = data.lists["overdue"];
    for (const auto* duties : {&region.tasks, &region.projects})
        for (const Duty& duty : *duties)
            if (is_overdue(duty, document.as_of))
                list.push_back({.texts = {{"number", std::to_string(list.size() + 1)},
                                          {"title", duty.title},
                                          {"units", or_dash(cut_list(duty.unit_names, kMostUnits, label::units_cut))},
                                          {"all_units", or_dash(duty.units)},
                                          {"unit_count", std::to_string(duty.unit_names.size())},
                                          {"due", duty.due_text.empty() ? date_text(duty.due) : duty.due_text},
                                          {"state", std::string(duty_word(duty.state))},
                                          {"clause", sources.clause(duty.cite)}},
                                .flags = {{"has_more", duty.unit_names.size() > kMostUnits}},
                                .lists = {}});
    data.flags["has_more_units"] = std::any_of(list.begin(), list.end(), [](const Data& row) { return row.flags.at("has_more"); });
}

void add_evidence(Data& data, const Rule& rule, const std::string& number) {
    auto& list = data.lists["evidence"];
    for (const Evidence& item : evidence_of(rule.rows, rule.row_counts))
        list.push_back({.texts = {{"number", number},
                                  {"title", rule.title},
                                  {"file", or_dash(item.file)},
                                  {"sheet", or_dash(item.sheet)},
                                  {"cells", or_dash(item.cells)},
                                  {"count", std::to_string(item.count)}},
                        .flags = {},
                        .lists = {}});
}

// What is the same whatever the region did.
void add_given(Data& data, const NoticeOptions& how) {
    for (const FieldInfo& field : notice_fields())
        if (field.kind == FieldInfo::Kind::Given) {
            auto it = how.given.find(std::string(field.name));
            data.texts[std::string(field.name)] = it == how.given.end() ? "" : it->second;
        }
    data.flags["has_copy_to"] = !data.texts["copy_to"].empty();
}

void add_rules(Data& data, const Region& region, const Document* previous, Sources& sources) {
    auto& rows = data.lists["rows"];
    std::vector<const Rule*> without_data;
    data.lists["evidence"];
    std::vector<std::string> repeated_titles;
    for (const Rule& rule : region.rules) {
        if (shows_members(region, rule, is_deviation)) {
            data.lists["summaries"].push_back(summary_row(rule));
        } else if (is_deviation(rule.status)) {
            const bool repeated = is_repeated(region, rule, previous);
            if (repeated) repeated_titles.push_back(rule.title);
            rows.push_back(deviation(rule, rows.size() + 1, repeated, sources));
            add_evidence(data, rule, rows.back().texts["number"]);
        } else if (is_missing(rule.status) && !shows_members(region, rule, is_missing)) {
            without_data.push_back(&rule);
        }
    }
    add_missing(data, without_data);
    data.lists["summaries"];
    data.texts["repeated_titles"] = join(repeated_titles, "、");
    data.flags["has_repeated"] = !repeated_titles.empty();
    data.flags["has_units"] = std::any_of(rows.begin(), rows.end(), [](const Data& row) { return row.flags.at("has_units"); });
    data.flags["has_demo"] = std::any_of(rows.begin(), rows.end(), [](const Data& row) { return row.flags.at("is_demo"); });
}

Data notice_data(const Document& document, const Region& region, const KindChoice& choice, const std::string& number, const NoticeOptions& how) {
    Data data;
    Sources sources(document);
    add_rules(data, region, how.previous, sources);
    add_overdue(data, document, region, sources);
    for (const Veto& veto : region.veto)
        data.lists["veto"].push_back(
            {.texts = {{"title", veto.title}, {"effect", or_dash(veto.effect)}}, .flags = {}, .lists = {}});
    add_consequences(data, document);
    add_sources(data, sources.used());
    for (const auto& [flag, list] : {std::pair{"has_rows", "rows"}, {"has_missing", "missing"}, {"has_veto", "veto"}, {"has_overdue", "overdue"},
                                     {"has_summaries", "summaries"}, {"has_evidence", "evidence"}, {"has_consequences", "consequences"},
                                     {"has_sources", "sources"}})
        data.flags[flag] = !data.lists[list].empty();
    for (Kind kind : {Kind::Reminder, Kind::Warning, Kind::Rectify, Kind::Interview})
        data.flags["is_" + std::string(kind_id(kind))] = kind == choice.kind;
    const std::string one_line = region.name + year_label(document) + std::string(label::title_tail);
    data.flags["has_long_title"] = display_width(one_line) > kTitleWidth;
    data.flags["has_basis"] = !data.texts["basis"].empty();
    data.flags["has_scheme"] = !document.scheme.title.empty();
    data.flags["has_grade"] = !region.grade.empty();
    data.flags["has_rank"] = !rank_sentence(document, region).empty();
    data.flags["has_previous"] = how.previous != nullptr;
    data.flags["is_provisional"] = region.provisional;
    for (const auto& [name, text] : std::initializer_list<std::pair<const char*, std::string>>{
             {"office", document.pack.office.empty() ? std::string(label::no_office) : document.pack.office},
             {"number", number},
             {"number_year", document.as_of.substr(0, 4)},
             {"kind", std::string(kind_word(choice.kind))},
             {"kind_reason", choice.reason},
             {"region", region.name},
             {"region_code", region.code},
             {"addressee", addressee(region)},
             {"year_label", year_label(document)},
             {"period", document.period},
             {"as_of", date_text(document.as_of)},
             {"as_of_iso", document.as_of},
             {"date", how.date.empty() ? std::string(label::blank_date) : date_text(how.date)},
             {"previous_label", how.previous ? year_label(*how.previous) : ""},
             {"pack_title", document.pack.title},
             {"pack_version", document.pack.version},
             {"pack_digest", document.pack.digest},
             {"engine", document.engine},
             {"scheme", document.scheme.title},
             {"scheme_total", document.scheme.total},
             {"total", region.total},
             {"total_max", region.total_max},
             {"possible", region.possible},
             {"grade", region.grade},
             {"rank_sentence", rank_sentence(document, region)},
             {"counts", counts(region)}})
        data.texts[name] = text;
    add_given(data, how);
    number_sections(data);
    return data;
}

// The clerk's template before the shipped one, that of the kind before the common one; a folder given with --template may hold
// the files themselves or a folder notice/.
std::filesystem::path template_of(const Options& options, Kind kind, const std::string& ending) {
    const std::string own = std::string(kind_word(kind)) + ending, common = "notice" + ending;
    std::vector<std::filesystem::path> places;
    if (!options.overrides.empty())
        for (const std::string& name : {own, common})
            for (const std::filesystem::path& folder : {options.overrides / "notice", options.overrides}) places.push_back(folder / name);
    places.push_back(options.templates / "notice" / own);
    std::error_code error;
    for (const auto& place : places)
        if (std::filesystem::exists(place, error)) return place;
    return options.templates / "notice" / common;
}

// Draws notices into memory; each template is read and checked once. What is prepared can be drawn on several threads.
class Drawer {
  public:
    Drawer(const Options& options, std::string_view seal) : options_(options), seal_(seal) {}

    Result<void> prepare(Kind kind, NoticeKind as) {
        const std::filesystem::path name = template_of(options_, kind, as == NoticeKind::Docx ? ".docx" : ".html");
        if (as == NoticeKind::Docx) {
            if (word_.contains(name)) return {};
            KAOHE_TRY(loaded, WordTemplate::load(name, notice_schema()));
            word_.emplace(name, std::move(loaded));
            return {};
        }
        if (html_.contains(name)) return {};
        KAOHE_TRY(bytes, FileBytes::open(name));
        KAOHE_CHECK(check_template(bytes.view(), display_path(name), notice_schema()));
        html_.emplace(name, std::string(bytes.view()));
        return {};
    }

    // REQUIRES: prepared.
    Result<std::string> draw(Kind kind, NoticeKind as, const Data& data, std::set<std::string>& without_value) const {
        if (as == NoticeKind::Html) {
            const std::filesystem::path name = template_of(options_, kind, ".html");
            return fill_template(html_.at(name), display_path(name), data, escape_html, without_value);
        }
        const DocumentProperties properties{data.texts.at("region") + data.texts.at("year_label") + data.texts.at("kind"), data.texts.at("office"),
                                            data.texts.at("as_of_iso")};
        return word_.at(template_of(options_, kind, ".docx")).fill(data, properties, without_value, seal_);
    }

    // Word templates that were used and have no place for the seal.
    std::vector<std::string> without_seal() const {
        std::vector<std::string> out;
        for (const auto& [name, word] : word_)
            if (!word.has_seal()) out.push_back(word.file());
        return out;
    }

  private:
    const Options& options_;
    std::string_view seal_;
    std::map<std::filesystem::path, WordTemplate> word_;
    std::map<std::filesystem::path, std::string> html_;
};

std::string number_text(const Document& document, const Region& region, Kind kind, const NoticeOptions& how, IssueRegister& issued) {
    if (how.number_prefix.empty()) return fmt::format(label::blank_number, document.as_of.substr(0, 4));
    const int serial = issued.number({how.number_prefix, 0, document.pack.id, document.period, region.name, std::string(kind_id(kind))});
    return fmt::format(label::number_of, how.number_prefix, serial);
}

}  // namespace

Result<NoticesWritten> write_notices(const Document& document, const std::filesystem::path& folder, const Options& options,
                                     const std::vector<NoticeKind>& kinds, const NoticeOptions& how) {
    KAOHE_TRY(regions, selected_regions(document, options));
    std::erase_if(regions, [](const Region* region) { return !gets_notice(*region); });
    IssueRegister issued;
    if (!how.number_prefix.empty()) {
        KAOHE_TRY(loaded, IssueRegister::load(how.register_file));
        issued = std::move(loaded);
    }
    // Numbers are given one after the other; the rest of a notice depends on no other.
    struct Drawn {
        KindChoice choice;
        std::string number;
        std::set<std::string> without_value;
        std::vector<Result<std::string>> bytes;  // of each of `kinds`
    };
    std::vector<Drawn> drawn(regions.size());
    Drawer drawer(options, how.seal);
    for (std::size_t i = 0; i < regions.size(); ++i) {
        drawn[i].choice = choose_kind(document, *regions[i], how.previous);
        drawn[i].number = number_text(document, *regions[i], drawn[i].choice.kind, how, issued);
        for (const NoticeKind kind : kinds) KAOHE_CHECK(drawer.prepare(drawn[i].choice.kind, kind));
    }
    for_each_index(regions.size(), options.jobs, [&](std::size_t i) {
        Drawn& one = drawn[i];
        const Data data = notice_data(document, *regions[i], one.choice, one.number, how);
        for (const NoticeKind kind : kinds) one.bytes.push_back(drawer.draw(one.choice.kind, kind, data, one.without_value));
    });
    NoticesWritten out;
    std::vector<std::pair<std::filesystem::path, std::string>> files;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        for (std::size_t k = 0; k < kinds.size(); ++k) {
            const bool is_word = kinds[k] == NoticeKind::Docx;
            KAOHE_TRY(bytes, std::move(drawn[i].bytes[k]));
            files.emplace_back(folder / (notice_name(*regions[i]) + (is_word ? ".docx" : ".html")), std::move(bytes));
            if (is_word) out.documents.push_back(files.back().first);
        }
        const auto& without_value = drawn[i].without_value;
        out.notices.push_back({regions[i], std::string(kind_word(drawn[i].choice.kind)), drawn[i].number, drawn[i].choice.reason, {without_value.begin(), without_value.end()}});
    }
    if (!how.seal.empty()) out.without_seal = drawer.without_seal();
    KAOHE_CHECK(make_folder(folder));
    // The register first: a number that was printed and not registered would be given again.
    if (issued.changed()) KAOHE_CHECK(write_file(how.register_file, issued.to_json()));
    for (const auto& [file, bytes] : files) KAOHE_CHECK(write_file(file, bytes));
    return out;
}

}  // namespace kaohe::report
