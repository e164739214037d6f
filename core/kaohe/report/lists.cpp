#include "kaohe/report/lists.h"

#include <algorithm>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/num/ratio.h"
#include "kaohe/num/rounding.h"
#include "kaohe/report/notice_kind.h"
#include "kaohe/report/words.h"

namespace kaohe::report {

// --- what several lists need

const Group* find_group(const Region& region, std::string_view id) {
    const auto it = std::find_if(region.groups.begin(), region.groups.end(), [&](const Group& group) { return group.id == id; });
    return it == region.groups.end() ? nullptr : &*it;
}

const Rule* find_rule(const Region& region, std::string_view id) {
    const auto it = std::find_if(region.rules.begin(), region.rules.end(), [&](const Rule& rule) { return rule.id == id; });
    return it == region.rules.end() ? nullptr : &*it;
}

const Rule* find_rule(const Region& region, std::string_view id, std::size_t place) {
    return place < region.rules.size() && region.rules[place].id == id ? &region.rules[place] : find_rule(region, id);
}

bool has_own_bonus(const Region& region) {
    constexpr std::string_view kBonusGroup = "bonus";  // an engine that keeps the bonus as a group has its column there
    return !region.bonus.empty() && !is_zero(region.bonus) && !find_group(region, kBonusGroup);
}

namespace {

std::string str(std::string_view text) { return std::string(text); }

Tone tone_of(Status status) {
    if (status == Status::Unmet) return Tone::Bad;
    if (status == Status::Partial) return Tone::Warn;
    return is_missing(status) || is_waiting(status) ? Tone::Missing : Tone::Plain;
}

Cell status_cell(const Rule& rule) {
    std::string word = str(status_word(rule.status));
    if (rule.borderline) word += str(label::borderline_mark);
    return text_cell(word).with(tone_of(rule.status));
}

const Region* previous_region(const Facts& facts, const Region& region) {
    if (!facts.previous) return nullptr;
    const auto it = std::find_if(facts.previous->regions.begin(), facts.previous->regions.end(),
                                 [&](const Region& before) { return before.name == region.name; });
    return it == facts.previous->regions.end() ? nullptr : &*it;
}

std::string remarks_of(const Region& region) {
    std::vector<std::string> out;
    if (!region.rank) out.push_back(str(label::unranked));
    if (region.provisional) out.push_back(fmt::format(label::provisional_range, region.total, region.total_max));
    for (const Veto& veto : region.veto) out.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    return join(out, "；");
}

bool exceeds(const std::string& a, const std::string& b) {
    const auto x = num::Decimal::parse(a), y = num::Decimal::parse(b);
    return x && (!y || *x > *y);
}

// Collects groups and their rules in the order in which they first appear.
class GroupCollector {
  public:
    void add(const std::string& id, const std::string& title) { group(id, title); }
    // `place`: among the rules of its region. Most regions have the same rules in the same order, so that they need not be looked up.
    void add(const Rule& rule, std::size_t place) {
        if (place >= at_place_.size()) at_place_.resize(place + 1);
        Known& known = at_place_[place];
        if (!known.rule || known.rule->id != rule.id || known.rule->group != rule.group || known.rule->part_of.empty() != rule.part_of.empty()) {
            ids_.insert(rule.id);
            known = {&rule, 0, 0};
            if (rule.part_of.empty()) look_up(rule, place, known);
        }
        if (!rule.part_of.empty()) return;
        std::string& possible = groups_[known.group].rules[known.column].possible;
        if (possible != rule.possible && exceeds(rule.possible, possible)) possible = rule.possible;
    }
    std::size_t count() const { return ids_.size(); }
    std::vector<GroupColumns> take() {
        std::stable_partition(groups_.begin(), groups_.end(), [](const GroupColumns& group) { return !group.rules.empty(); });
        return std::move(groups_);
    }

  private:
    struct Known {
        const Rule* rule = nullptr;
        std::size_t group = 0, column = 0;
    };

    void look_up(const Rule& rule, std::size_t place, Known& known) {
        known.group = group(rule.group, rule.group);
        auto& rules = groups_[known.group].rules;
        const auto [it, is_new] = rules_.try_emplace({known.group, rule.id}, rules.size());
        if (is_new) rules.push_back({rule.id, rule.title, rule.possible, place});
        known.column = it->second;
    }

    std::size_t group(const std::string& id, const std::string& title) {
        const auto [it, is_new] = known_.try_emplace(id, groups_.size());
        if (is_new) groups_.push_back({id, title.empty() ? str(label::other_group) : title, {}});
        return it->second;
    }

    std::vector<GroupColumns> groups_;
    std::map<std::string_view, std::size_t> known_;
    std::map<std::pair<std::size_t, std::string_view>, std::size_t> rules_;
    std::set<std::string_view> ids_;
    std::vector<Known> at_place_;
};

}  // namespace

namespace {

// "34.5" or "6300/73"; nothing for another text.
std::optional<num::Ratio> ratio_of(std::string_view exact) {
    const auto slash = exact.find('/');
    const auto top = num::Decimal::parse(exact.substr(0, slash));
    const auto bottom = slash == std::string_view::npos ? num::Decimal(1) : num::Decimal::parse(exact.substr(slash + 1));
    if (!top || !bottom || bottom->is_zero()) return std::nullopt;
    return num::Ratio(*top) / num::Ratio(*bottom);
}

}  // namespace

Facts::Facts(const Document& result, Regions drawn, const Document* before) : document(result), regions(std::move(drawn)), previous(before) {
    GroupCollector collector;
    std::size_t all_rules = 0;
    for (const Region* region : regions) all_rules += region->rules.size();
    has_details = !document.is_large || all_rules <= kMostDetailed;
    for (const Region* region : regions)
        for (const Group& group : region->groups) collector.add(group.id, group.title);
    for (const Region* region : regions)
        for (std::size_t i = 0; i < region->rules.size(); ++i) collector.add(region->rules[i], i);
    groups = collector.take();
    rules = collector.count();
}

Cell points_cell(const Rule& rule) {
    return has_points(rule) ? number_cell(*rule.points).with(tone_of(rule.status)) : status_cell(rule);
}

Cell month_cell(const Rule& rule, const std::string& exact) {
    const auto value = ratio_of(exact);
    if (!value || (rule.target && rule.target->op == "class<=")) return text_cell(value_text(rule, exact));
    return number_cell(num::round_to(*value, num::interval_of(rule.digits), num::Rounding::HalfEven).to_string());
}

namespace {

namespace entry {
Cell number(const Facts&, const Entry& entry) { return number_cell(entry.number); }
Cell region(const Facts&, const Entry& entry) { return text_cell(entry.region ? entry.region->name : ""); }
}  // namespace entry

namespace region {
// A region that was not scored has a name and remarks only.
Cell if_scored(const Entry& entry, const Cell& cell) { return entry.region->rules.empty() ? text_cell("") : cell; }

Cell rank(const Facts&, const Entry& entry) { return entry.region->rank ? number_cell(std::to_string(*entry.region->rank)) : text_cell(""); }
Cell name(const Facts&, const Entry& entry) { return text_cell(entry.region->name); }
Cell code(const Facts&, const Entry& entry) { return text_cell(entry.region->code); }
Cell total(const Facts&, const Entry& entry) {
    const Cell cell = number_cell(entry.region->total).in_bold();
    return if_scored(entry, entry.region->provisional ? cell.with(Tone::Missing) : cell);
}
Cell total_max(const Facts&, const Entry& entry) { return if_scored(entry, number_cell(entry.region->total_max)); }
Cell possible(const Facts&, const Entry& entry) { return if_scored(entry, number_cell(entry.region->possible)); }
Cell rate(const Facts&, const Entry& entry) { return if_scored(entry, text_cell(score_rate(*entry.region))); }
Cell grade(const Facts&, const Entry& entry) { return if_scored(entry, text_cell(entry.region->grade)); }
Cell bonus(const Facts&, const Entry& entry) {
    const bool is_group = find_group(*entry.region, "bonus") != nullptr;
    return if_scored(entry, is_group ? text_cell("") : number_cell(entry.region->bonus));
}
Cell unmet(const Facts&, const Entry& entry) { return if_scored(entry, number_cell(count_targets(*entry.region, is_deviation))); }
Cell missing(const Facts&, const Entry& entry) { return if_scored(entry, number_cell(count_targets(*entry.region, is_missing))); }
Cell met(const Facts&, const Entry& entry) {
    return if_scored(entry, number_cell(count_targets(*entry.region, [](Status status) { return status == Status::Met; })));
}
Cell previous_rank(const Facts& facts, const Entry& entry) {
    const Region* before = previous_region(facts, *entry.region);
    return before && before->rank ? number_cell(std::to_string(*before->rank)) : text_cell("");
}
Cell rank_change(const Facts& facts, const Entry& entry) {
    const Region* before = previous_region(facts, *entry.region);
    return before && before->rank && entry.region->rank ? signed_cell(std::to_string(*before->rank - *entry.region->rank)) : text_cell("");
}
Cell remarks(const Facts&, const Entry& entry) { return text_cell(remarks_of(*entry.region)); }

std::vector<FamilyOf::Member> groups(const Facts& facts) {
    std::vector<FamilyOf::Member> out;
    for (const GroupColumns& group : facts.groups) out.push_back({group.id, group.title});
    return out;
}
Cell group_points(const Facts&, const Entry& entry, const FamilyOf::Member& member) {
    const Group* group = find_group(*entry.region, member.key);
    return if_scored(entry, group ? number_cell(group->points) : text_cell(""));
}

std::vector<FamilyOf::Member> rules(const Facts& facts) {
    std::vector<FamilyOf::Member> out;
    for (const GroupColumns& group : facts.groups)
        for (const auto& rule : group.rules) out.push_back({rule.id, rule.title, group.id, rule.place});
    return out;
}
Cell rule_points(const Facts&, const Entry& entry, const FamilyOf::Member& member) {
    const Rule* rule = find_rule(*entry.region, member.key, member.place);
    return rule ? points_cell(*rule) : text_cell("");
}
}  // namespace region

namespace rule {
Cell of(const Entry& entry, Cell (*make)(const Rule&)) { return entry.rule ? make(*entry.rule) : text_cell(""); }

Cell code(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->id : ""); }
Cell title(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->title : ""); }
Cell unit(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->unit : ""); }
Cell target_of(const Rule& rule) {
    const std::string_view suffix = rule.demo ? label::demo_mark : std::string_view();
    if (rule.target && !op_sign(rule.target->op).empty() && fits_number(rule.target->value))
        return framed_number_cell(op_sign(rule.target->op), rule.target->value, suffix);
    const std::string text = target_text(rule);
    return text_cell(text.empty() ? text : text + str(suffix));
}
Cell target(const Facts&, const Entry& entry) { return of(entry, target_of); }
Cell target_value(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return number_cell(rule.target ? rule.target->value : ""); }); }
Cell direction(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return text_cell(rule.target ? op_word(rule.target->op) : ""); }); }
Cell actual(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return number_cell(report::actual_text(rule)); }); }
Cell actual_text(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return text_cell(report::actual_text(rule)); }); }
Cell exact(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return number_cell(before_rounding(rule)); }); }
Cell gap(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return signed_cell(rule.gap.value_or("")); }); }
Cell gap_rate(const Facts&, const Entry& entry) {
    return of(entry, [](const Rule& rule) {
        const std::string percent = gap_percent(rule);
        return text_cell(percent.empty() ? percent : percent + "%");
    });
}
Cell repeated(const Facts& facts, const Entry& entry) {
    return text_cell(is_repeated(*entry.region, *entry.rule, facts.previous) ? label::repeated_unmet : "");
}
Cell units(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->units : ""); }
Cell status(const Facts&, const Entry& entry) { return of(entry, status_cell); }
Cell possible(const Facts&, const Entry& entry) { return of(entry, [](const Rule& rule) { return number_cell(rule.possible); }); }
Cell points(const Facts&, const Entry& entry) { return of(entry, points_cell); }
Cell plain_points(const Facts&, const Entry& entry) { return of(entry, points_cell).with(Tone::Plain); }
Cell lost(const Facts&, const Entry& entry) {
    return of(entry, [](const Rule& rule) {
        const auto lost = points_lost(rule);
        return lost ? number_cell(*lost) : text_cell("");
    });
}
Cell explained(const Facts&, const Entry& entry) { return text_cell(entry.rule ? derivation(*entry.rule) : ""); }
Cell cite(const Facts& facts, const Entry& entry) {
    return text_cell(entry.rule ? cite_text(facts.document, entry.rule->cite.source, entry.rule->cite.clause) : "");
}
Cell clause(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->cite.clause : ""); }
Cell method(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->method.id : ""); }

std::vector<FamilyOf::Member> value_names(const Facts& facts) {
    std::map<std::string_view, std::string> titles;
    for (const Region* region : facts.regions)
        for (const Rule& rule : region->rules)
            for (const NamedValue& value : rule.values)
                if (!titles.contains(value.name)) titles.emplace(value.name, value_word(facts.document, rule, value.name));
    std::vector<FamilyOf::Member> out;
    for (const auto& [name, title] : titles) out.push_back({str(name), title});
    return out;
}
Cell value(const Facts&, const Entry& entry, const FamilyOf::Member& member) {
    constexpr int kDigits = 6;  // of a value that is no decimal
    if (entry.rule)
        for (const NamedValue& value : entry.rule->values)
            if (value.name == member.key) return number_cell(exact_text(value.value, kDigits));
    return text_cell("");
}

// "[1] 空气质量日报.csv" for each input that the rule's figure comes from, and where in it.
Cell files(const Facts& facts, const Entry& entry) {
    std::vector<std::string> lines;
    for (const std::size_t index : entry.rule->inputs)
        lines.push_back(fmt::format("[{}] {}", index + 1, facts.document.inputs[index].name));
    if (!entry.rule->rows.empty()) {
        const Place& place = entry.rule->rows.front();
        std::string where = place.sheet.empty() ? place.cell : place.sheet + "!" + place.cell;
        if (place.line > 0) where = fmt::format(label::line_number, place.line);
        const bool several = entry.rule->rows.size() > 1;
        if (!where.empty()) lines.push_back(several ? fmt::format(label::rows_from, where, entry.rule->rows.size()) : where);
    }
    return text_cell(join(lines, "\n"));
}
// The first digits of the digests: enough to recognise the file; the list of inputs gives them whole.
Cell digests(const Facts& facts, const Entry& entry) {
    std::vector<std::string> lines;
    for (const std::size_t index : entry.rule->inputs) {
        const std::string& digest = facts.document.inputs[index].digest;
        const auto colon = digest.find(':');
        lines.push_back(digest.substr(colon == std::string::npos ? 0 : colon + 1, 12));
    }
    return text_cell(join(lines, "\n"));
}
}  // namespace rule

namespace ledger {
const LedgerEntry* of(const Entry& entry) { return entry.own_ledger ? &*entry.own_ledger : entry.ledger; }

Cell rule(const Facts&, const Entry& entry) { return text_cell(entry.rule ? entry.rule->title : of(entry)->rule); }
Cell kind(const Facts&, const Entry& entry) { return text_cell(entry.veto ? label::ledger_veto : ledger_word(of(entry)->kind)); }
Cell points(const Facts&, const Entry& entry) { return entry.veto ? text_cell("") : number_cell(of(entry)->points); }
Cell reason(const Facts&, const Entry& entry) { return text_cell(of(entry)->reason); }
Cell item(const Facts&, const Entry& entry) {
    if (entry.veto) return text_cell(entry.veto->title);
    return text_cell(of(entry)->reason.empty() ? of(entry)->rule : of(entry)->reason);
}
Cell effect(const Facts&, const Entry& entry) { return text_cell(entry.veto ? entry.veto->effect : ""); }
}  // namespace ledger

namespace duty {
Tone tone_of_state(std::string_view state) {
    if (state == "overdue" || state == "late") return Tone::Bad;
    return state == "not_submitted" ? Tone::Missing : Tone::Plain;
}

Cell number(const Facts&, const Entry& entry) { return text_cell(entry.duty->number.empty() ? entry.duty->id : entry.duty->number); }
Cell title(const Facts&, const Entry& entry) { return text_cell(entry.duty->title); }
Cell units(const Facts&, const Entry& entry) { return text_cell(entry.duty->units); }
Cell due(const Facts&, const Entry& entry) { return text_cell(entry.duty->due.empty() ? entry.duty->due_text : entry.duty->due); }
Cell status(const Facts&, const Entry& entry) { return text_cell(duty_word(entry.duty->state)).with(tone_of_state(entry.duty->state)); }
Cell done(const Facts&, const Entry& entry) { return text_cell(entry.duty->done); }
Cell percent(const Facts&, const Entry& entry) { return text_cell(entry.duty->percent); }
Cell progress(const Facts&, const Entry& entry) { return text_cell(entry.duty->progress); }
Cell problems(const Facts&, const Entry& entry) { return text_cell(entry.duty->problems); }
Cell cite(const Facts& facts, const Entry& entry) { return text_cell(cite_text(facts.document, entry.duty->cite.source, entry.duty->cite.clause)); }
}  // namespace duty

namespace month {
// An entry without a region is the line of the target.
bool is_target(const Entry& entry) { return entry.region == nullptr; }

Cell region(const Facts&, const Entry& entry) { return text_cell(is_target(entry) ? str(label::target_line) : entry.region->name); }
Cell actual(const Facts& facts, const Entry& entry) { return is_target(entry) ? text_cell("") : rule::actual(facts, entry); }
Cell gap(const Facts& facts, const Entry& entry) { return is_target(entry) ? text_cell("") : rule::gap(facts, entry); }
Cell status(const Facts& facts, const Entry& entry) { return is_target(entry) ? text_cell("") : rule::status(facts, entry); }

std::vector<FamilyOf::Member> months(const Facts& facts) {
    std::set<std::string> periods;
    for (const Region* region : facts.regions)
        for (const Rule& rule : region->rules)
            for (const SeriesPoint& point : rule.series) periods.insert(point.period);
    std::vector<FamilyOf::Member> out;
    for (const std::string& period : periods) out.push_back({period, period_word(period)});
    return out;
}
Cell value(const Facts&, const Entry& entry, const FamilyOf::Member& member) {
    if (is_target(entry)) return number_cell(entry.rule->target->value);
    for (const SeriesPoint& point : entry.rule->series)
        if (point.period == member.key) return month_cell(*entry.rule, point.value);
    return text_cell("");
}
}  // namespace month

namespace input {
Cell number(const Facts&, const Entry& entry) { return text_cell(fmt::format("[{}]", *entry.index + 1)); }
Cell file(const Facts& facts, const Entry& entry) { return text_cell(facts.document.inputs[*entry.index].name); }
Cell digest(const Facts& facts, const Entry& entry) { return text_cell(facts.document.inputs[*entry.index].digest); }
Cell rows(const Facts& facts, const Entry& entry) { return number_cell(facts.document.inputs[*entry.index].rows); }
}  // namespace input

namespace source {
Cell title(const Facts& facts, const Entry& entry) { return text_cell(facts.document.sources[*entry.index].title); }
Cell number(const Facts& facts, const Entry& entry) { return text_cell(facts.document.sources[*entry.index].number); }
Cell issued(const Facts& facts, const Entry& entry) { return text_cell(facts.document.sources[*entry.index].issued); }
}  // namespace source

namespace basis {
Cell method(const Facts&, const Entry& entry) {
    return text_cell(entry.method->edition.empty() ? entry.method->id : fmt::format(label::edition, entry.method->id, entry.method->edition));
}
Cell standard(const Facts&, const Entry& entry) { return text_cell(entry.basis->standard); }
Cell clause(const Facts&, const Entry& entry) { return text_cell(entry.basis->clause); }
Cell status(const Facts&, const Entry& entry) {
    return entry.basis->status == "confirmed" ? text_cell(label::basis_confirmed) : text_cell(label::basis_unconfirmed).with(Tone::Warn);
}
}  // namespace basis

// --- the lists

Regions regions_of(const Facts& facts, const Region* only) { return only ? Regions{only} : facts.regions; }

std::string exact_sum(const std::vector<std::string>& parts) {
    num::Decimal sum;
    for (const std::string& part : parts)
        if (const auto value = num::Decimal::parse(part)) sum = sum + *value;
    return sum.trimmed().to_string();
}

// Gives every entry its number.
Listed numbered(Listed listed) {
    std::size_t number = 0;
    for (Section& section : listed.sections)
        for (Entry& entry : section.entries) entry.number = ++number;
    return listed;
}

// One section of the entries that `make` gives for each rule of each region.
template <class Test>
Listed rules_that(const Facts& facts, const Region* only, Test test) {
    Listed out;
    out.sections.emplace_back();
    for (const Region* region : regions_of(facts, only))
        for (const Rule& rule : region->rules)
            if (test(rule)) out.sections[0].entries.push_back({.region = region, .rule = &rule});
    return numbered(std::move(out));
}

Listed list_regions(const Facts& facts, const Region* only) {
    Listed out;
    out.sections.emplace_back();
    for (const Region* region : regions_of(facts, only)) out.sections[0].entries.push_back({.region = region});
    return numbered(std::move(out));
}

Section group_section(const Region& region, const Group& group) {
    Section out{.title = group.title, .region = &region};
    for (const Rule& rule : region.rules)
        if (rule.group == group.id) out.entries.push_back({.region = &region, .rule = &rule});
    out.bare = out.entries.empty();
    if (!out.bare) out.totals.emplace("possible", number_cell(group.possible));
    out.totals.emplace("points", number_cell(group.points));
    return out;
}

Listed list_rules(const Facts&, const Region* only) {
    Listed out;
    if (!only) return out;
    const Region& region = *only;
    for (const Group& group : region.groups) out.sections.push_back(group_section(region, group));
    Section strays{.title = str(label::other_group), .region = &region};
    for (const Rule& rule : region.rules)
        if (!find_group(region, rule.group)) strays.entries.push_back({.region = &region, .rule = &rule});
    if (!strays.entries.empty()) out.sections.push_back(std::move(strays));
    if (has_own_bonus(region)) {
        Section bonus{.title = str(label::column_bonus), .region = &region};
        bonus.bare = true;
        bonus.totals.emplace("points", number_cell(region.bonus));
        out.sections.push_back(std::move(bonus));
    }
    out.totals.emplace("possible", number_cell(region.possible).in_bold());
    out.totals.emplace("points", number_cell(region.total).in_bold());
    return numbered(std::move(out));
}

Listed list_deviations(const Facts& facts, const Region* only) {
    return rules_that(facts, only, [](const Rule& rule) { return is_deviation(rule.status) || is_missing(rule.status); });
}

Listed list_figures(const Facts& facts, const Region* only) {
    return rules_that(facts, only, [](const Rule&) { return true; });
}

// The deductions of a region: its ledger, and for points lost without an entry there the rule's own derivation.
Section deductions_of(const Region& region) {
    Section out{.title = region.name, .region = &region};
    std::set<std::string_view> listed;
    std::vector<std::string> points;
    for (const LedgerEntry& entry : region.ledger)
        if (entry.kind == "deduct" || entry.kind == "cap" || entry.kind == "rescale") {
            listed.insert(entry.rule);
            out.entries.push_back({.region = &region, .rule = find_rule(region, entry.rule), .ledger = &entry});
            points.push_back(entry.points);
        }
    for (const Rule& rule : region.rules) {
        const auto lost = points_lost(rule);
        if (!lost || is_zero(*lost) || listed.contains(rule.id)) continue;
        out.entries.push_back({.region = &region, .rule = &rule, .own_ledger = LedgerEntry{rule.id, "deduct", "-" + *lost, derivation(rule)}});
        points.push_back("-" + *lost);
    }
    out.totals.emplace("points", number_cell(exact_sum(points)).in_bold());
    out.note = fmt::format(label::region_total, region.total, region.possible);
    return out;
}

Listed list_deductions(const Facts& facts, const Region* only) {
    Listed out;
    for (const Region* region : regions_of(facts, only))
        if (Section section = deductions_of(*region); !section.entries.empty()) out.sections.push_back(std::move(section));
    return numbered(std::move(out));
}

Listed list_extras(const Facts& facts, const Region* only) {
    Listed out;
    out.sections.emplace_back();
    auto& entries = out.sections[0].entries;
    for (const Region* region : regions_of(facts, only)) {
        for (const LedgerEntry& entry : region->ledger)
            if (entry.kind == "bonus" || (entry.kind == "veto" && region->veto.empty())) entries.push_back({.region = region, .ledger = &entry});
        for (const Veto& veto : region->veto) entries.push_back({.region = region, .veto = &veto});
    }
    return numbered(std::move(out));
}

Listed duties(const Facts& facts, const Region* only, const std::vector<Duty> Region::*which) {
    Listed out;
    for (const Region* region : regions_of(facts, only)) {
        if ((region->*which).empty()) continue;
        Section section{.title = region->name, .region = region};
        for (const Duty& duty : region->*which) section.entries.push_back({.region = region, .duty = &duty});
        out.sections.push_back(std::move(section));
    }
    return numbered(std::move(out));
}

Listed list_tasks(const Facts& facts, const Region* only) { return duties(facts, only, &Region::tasks); }
Listed list_projects(const Facts& facts, const Region* only) { return duties(facts, only, &Region::projects); }

bool same_target(const std::vector<Entry>& entries) {
    const Rule& first = *entries.front().rule;
    if (!first.target || op_sign(first.target->op).empty() || !fits_number(first.target->value)) return false;
    return std::all_of(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.rule->target && entry.rule->target->op == first.target->op && entry.rule->target->value == first.target->value;
    });
}

Listed list_months(const Facts& facts, const Region* only) {
    Listed out;
    std::map<std::string, std::size_t> sections;  // by indicator
    for (const Region* region : regions_of(facts, only))
        for (const Rule& rule : region->rules) {
            if (rule.series.size() < 2) continue;
            const auto [it, is_new] = sections.emplace(rule.indicator.empty() ? rule.id : rule.indicator, out.sections.size());
            if (is_new) out.sections.push_back({.title = rule.title});
            out.sections[it->second].entries.push_back({.region = region, .rule = &rule});
        }
    // The path to the target, where it is one for all.
    for (Section& section : out.sections)
        if (same_target(section.entries)) section.entries.push_back({.rule = section.entries.front().rule});
    return numbered(std::move(out));
}

// Of a workbook of some counties only their own files are named.
Listed list_inputs(const Facts& facts, const Region* only) {
    const Regions regions = regions_of(facts, only);
    const bool all = regions.size() == facts.document.regions.size();
    std::set<std::size_t> theirs;
    for (const Region* region : regions)
        for (const Rule& rule : region->rules) theirs.insert(rule.inputs.begin(), rule.inputs.end());
    Listed out;
    out.sections.emplace_back();
    for (std::size_t i = 0; i < facts.document.inputs.size(); ++i)
        if (all || theirs.contains(i)) out.sections[0].entries.push_back({.index = i});
    return out;
}

Listed list_sources(const Facts& facts, const Region*) {
    Listed out;
    out.sections.emplace_back();
    for (std::size_t i = 0; i < facts.document.sources.size(); ++i) out.sections[0].entries.push_back({.index = i});
    return numbered(std::move(out));
}

Listed list_methods(const Facts& facts, const Region* only) {
    std::map<std::pair<std::string, std::string>, const Method*> methods;
    for (const Region* region : regions_of(facts, only))
        for (const Rule& rule : region->rules)
            if (!rule.method.id.empty()) methods.emplace(std::pair(rule.method.id, rule.method.edition), &rule.method);
    Listed out;
    out.sections.emplace_back();
    for (const auto& [key, method] : methods)
        for (const Basis& basis : method->basis) out.sections[0].entries.push_back({.method = method, .basis = &basis});
    return numbered(std::move(out));
}

std::vector<Derived> derived_of(std::string_view list) {
    if (list == "regions") return {{"total", Derived::How::Sum, {"groups", "bonus"}}};
    if (list == "deviations" || list == "rules") return {{"lost", Derived::How::Difference, {"possible", "points"}}};
    return {};
}

std::vector<List> make_lists() {
    std::vector<List> out;
#define KAOHE_LIST(name, about) { List list{#name, about, {}, {}, derived_of(#name), false, &list_##name};
#define KAOHE_DETAILED(name, about) { List list{#name, about, {}, {}, derived_of(#name), true, &list_##name};
#define KAOHE_FIELD(name, maker, about) list.fields.push_back({#name, about, &maker});
#define KAOHE_FAMILY(name, members, maker, about) list.families.push_back({#name, about, &members, &maker});
#define KAOHE_END() out.push_back(std::move(list)); }
#include "kaohe/report/lists.def"
#undef KAOHE_LIST
#undef KAOHE_DETAILED
#undef KAOHE_FIELD
#undef KAOHE_FAMILY
#undef KAOHE_END
    return out;
}

template <class Items>
auto find_named(const Items& items, std::string_view wanted) -> decltype(&*items.begin()) {
    const auto it = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == wanted; });
    return it == items.end() ? nullptr : &*it;
}

}  // namespace

std::size_t Listed::entries() const {
    std::size_t out = 0;
    for (const Section& section : sections) out += section.entries.size();
    return out;
}

void Listed::keep_group(std::string_view group) {
    for (Section& section : sections) std::erase_if(section.entries, [&](const Entry& entry) { return !entry.rule || entry.rule->group != group; });
    std::erase_if(sections, [](const Section& section) { return section.entries.empty(); });
    totals.clear();
}

const FieldOf* List::field(std::string_view wanted) const { return find_named(fields, wanted); }
const FamilyOf* List::family(std::string_view wanted) const { return find_named(families, wanted); }
const Derived* List::derivation_of(std::string_view field) const {
    const auto it = std::find_if(derived.begin(), derived.end(), [&](const Derived& item) { return item.field == field; });
    return it == derived.end() ? nullptr : &*it;
}

const std::vector<List>& lists() {
    static const std::vector<List> all = make_lists();
    return all;
}

const List* find_list(std::string_view name) { return find_named(lists(), name); }

// --- texts

const std::vector<TextField>& text_fields() {
    static const std::vector<TextField> all = {
        {"office", label::text_office, false},
        {"year_label", label::text_year_label, false},
        {"period", label::text_period, false},
        {"as_of", label::text_as_of, false},
        {"pack_id", label::text_pack_id, false},
        {"pack_title", label::text_pack_title, false},
        {"pack_version", label::text_pack_version, false},
        {"pack_digest", label::text_pack_digest, false},
        {"engine", label::text_engine, false},
        {"result_digest", label::text_result_digest, false},
        {"scheme", label::text_scheme, false},
        {"region_count", label::text_region_count, false},
        {"rule_count", label::text_rule_count, false},
        {"input_count", label::text_input_count, false},
        {"section", label::text_section, false},
        {"region", label::text_region, true},
        {"region_code", label::text_region_code, true},
        {"total", label::text_total, true},
        {"possible", label::text_possible, true},
        {"grade", label::text_grade, true},
        {"rank", label::text_rank, true},
        {"summary", label::text_summary, true},
    };
    return all;
}

const Schema& text_schema(bool of_region) {
    static const auto make = [](bool with_region) {
        Schema out;
        for (const TextField& field : text_fields())
            if (with_region || !field.of_region) out.texts.insert(str(field.name));
        return out;
    };
    static const Schema plain = make(false), regional = make(true);
    return of_region ? regional : plain;
}

namespace {

std::string summary_of(const Document& document, const Region& region) {
    std::vector<std::string> parts = {fmt::format(label::summary_total, region.total, region.possible)};
    if (region.provisional) parts.push_back(fmt::format(label::provisional_range, region.total, region.total_max));
    if (!region.grade.empty()) parts.push_back(fmt::format(label::summary_grade, region.grade));
    parts.push_back(region.rank ? fmt::format(label::summary_rank, *region.rank) : str(label::unranked));
    for (const Veto& veto : region.veto) parts.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    parts.push_back(fmt::format(label::summary_as_of, date_text(document.as_of)));
    return join(parts, "　");
}

std::string or_nothing(const std::string& text) { return text.empty() ? str(label::nothing) : text; }

}  // namespace

Data text_data(const Facts& facts, const Region* region) {
    const Document& document = facts.document;
    Data out;
    out.texts = {{"office", or_nothing(document.pack.office)},
                 {"year_label", year_label(document)},
                 {"period", document.period},
                 {"as_of", date_text(document.as_of)},
                 {"pack_id", document.pack.id},
                 {"pack_title", document.pack.title},
                 {"pack_version", document.pack.version},
                 {"pack_digest", document.pack.digest},
                 {"engine", document.engine},
                 {"result_digest", or_nothing(document.digest)},
                 {"scheme", or_nothing(document.scheme.title)},
                 {"region_count", std::to_string(facts.regions.size())},
                 {"rule_count", std::to_string(facts.rules)},
                 {"input_count", std::to_string(document.inputs.size())},
                 {"section", str(label::nothing)}};
    if (!region) return out;
    out.texts.insert({{"region", region->name},
                      {"region_code", or_nothing(region->code)},
                      {"total", or_nothing(region->total)},
                      {"possible", or_nothing(region->possible)},
                      {"grade", or_nothing(region->grade)},
                      {"rank", region->rank ? std::to_string(*region->rank) : str(label::nothing)},
                      {"summary", summary_of(document, *region)}});
    return out;
}

}  // namespace kaohe::report
