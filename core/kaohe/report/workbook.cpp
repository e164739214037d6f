// The sheets of the assessment workbook, one function each. What a sheet says is here, how a cell looks in
// table.h and xlsx.h, every word in core/glossary.tsv.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/num/decimal.h"
#include "kaohe/labels.h"
#include "kaohe/report/book.h"
#include "kaohe/report/report.h"
#include "kaohe/report/table.h"
#include "kaohe/report/words.h"
#include "kaohe/report/xlsx.h"

namespace kaohe::report {
namespace {

std::string str(std::string_view text) {
    return std::string(text);
}

// --- cells

Tone tone_of(Status status) {
    if (status == Status::Unmet) return Tone::Bad;
    if (status == Status::Partial) return Tone::Warn;
    if (is_missing(status) || is_waiting(status)) return Tone::Missing;
    return Tone::Plain;
}

Cell status_cell(const Rule& rule) {
    std::string word = str(status_word(rule.status));
    if (rule.borderline) word += str(label::borderline_mark);
    return text_cell(word).with(tone_of(rule.status));
}

Cell points_cell(const Rule& rule) {
    return has_points(rule) ? number_cell(*rule.points).with(tone_of(rule.status)) : status_cell(rule);
}

Cell target_cell(const Rule& rule) {
    const std::string_view suffix = rule.demo ? label::demo_mark : std::string_view();
    if (rule.target && !op_sign(rule.target->op).empty() && fits_number(rule.target->value))
        return framed_number_cell(op_sign(rule.target->op), rule.target->value, suffix);
    const std::string text = target_text(rule);
    return text_cell(text.empty() ? text : text + str(suffix));
}

// A stored total: a live formula where the stored parts really add up to it, else the bare number.
Cell total_cell(const std::string& formula, const std::vector<std::string>& parts, std::string_view total) {
    return (!parts.empty() && sums_to(parts, total) ? formula_cell(formula, total) : number_cell(total))
        .in_bold();
}

std::string remarks(const Region& region) {
    std::vector<std::string> out;
    if (!region.rank) out.push_back(str(label::unranked));
    if (region.provisional)
        out.push_back(fmt::format(label::provisional_range, region.total, region.total_max));
    for (const Veto& veto : region.veto)
        out.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    return join(out, "；");
}

// --- what several sheets have in common

}  // namespace

Table new_table(const Drawing& drawing, std::string_view sheet_name, std::vector<Column> columns) {
    Sheet& sheet = drawing.book.add_sheet(drawing.book.sheet_name(sheet_name));
    const Pack& pack = drawing.document.pack;
    sheet.page(fmt::format(label::footer_pack, pack.title, pack.version),
               fmt::format(label::footer_as_of, date_text(drawing.document.as_of)));
    return Table(sheet, std::move(columns));
}

namespace {

}  // namespace

std::string book_title(const Document& document, std::string_view sheet_title) {
    return document.pack.title + str(sheet_title);
}

namespace {

}  // namespace

void subtitle(Table& table, const Document& document) {
    table.line(fmt::format(label::subtitle,
                           document.pack.office.empty() ? label::nothing : document.pack.office,
                           year_label(document), date_text(document.as_of)));
}

namespace {

}  // namespace

void signatures(Table& table) {
    table.gap();
    table.line(label::signatures);
}

namespace {

bool any_provisional(const Regions& regions) {
    return std::any_of(regions.begin(), regions.end(),
                       [](const Region* region) { return region->provisional; });
}

bool any_demo(const Regions& regions) {
    return std::any_of(regions.begin(), regions.end(), [](const Region* region) {
        return std::any_of(region->rules.begin(), region->rules.end(),
                           [](const Rule& rule) { return rule.demo; });
    });
}

const Group* find_group(const Region& region, std::string_view id) {
    auto it = std::find_if(region.groups.begin(), region.groups.end(),
                           [&](const Group& group) { return group.id == id; });
    return it == region.groups.end() ? nullptr : &*it;
}

// An engine that keeps the bonus as a group of its own has its column there already.
constexpr std::string_view kBonusGroup = "bonus";

bool has_own_bonus(const Region& region) {
    return !region.bonus.empty() && !is_zero(region.bonus) && !find_group(region, kBonusGroup);
}

bool any_bonus(const Regions& regions) {
    return std::any_of(regions.begin(), regions.end(),
                       [](const Region* region) { return has_own_bonus(*region); });
}

std::string grades_text(const Document& document) {
    std::vector<std::string> out;
    for (const Grade& grade : document.grades)
        out.push_back(grade.at_least.empty() ? grade.title
                                             : fmt::format(label::grade_band, grade.title, grade.at_least));
    return join(out, "、");
}

void scoring_notes(Table& table, const Drawing& drawing) {
    const Scheme& scheme = drawing.document.scheme;
    std::vector<std::string> notes;
    if (!scheme.title.empty()) notes.push_back(fmt::format(label::note_scheme, scheme.title, scheme.total));
    if (!scheme.rank_interval.empty()) notes.push_back(fmt::format(label::note_ties, scheme.rank_interval));
    if (!drawing.document.grades.empty())
        notes.push_back(fmt::format(label::note_grades, grades_text(drawing.document)));
    if (any_provisional(drawing.regions)) notes.push_back(str(label::note_provisional));
    if (any_demo(drawing.regions)) notes.push_back(str(label::note_demo));
    notes.push_back(str(label::note_states));
    for (std::size_t i = 0; i < notes.size(); ++i)
        table.line(i == 0 ? fmt::format(label::note_first, notes[i])
                          : fmt::format(label::note_next, i + 1, notes[i]));
}

// --- groups and rules of all regions, in the order in which they first appear

GroupColumns& group_of(std::vector<GroupColumns>& groups, const std::string& id, const std::string& title) {
    auto it =
        std::find_if(groups.begin(), groups.end(), [&](const GroupColumns& group) { return group.id == id; });
    if (it != groups.end()) return *it;
    groups.push_back({id, title.empty() ? str(label::other_group) : title, {}});
    return groups.back();
}

bool exceeds(const std::string& a, const std::string& b) {
    auto x = num::Decimal::parse(a), y = num::Decimal::parse(b);
    return x && (!y || *x > *y);
}

void add_rule(GroupColumns& group, const Rule& rule) {
    auto it = std::find_if(group.rules.begin(), group.rules.end(),
                           [&](const auto& known) { return known.id == rule.id; });
    if (it == group.rules.end()) {
        group.rules.push_back({rule.id, rule.title, rule.possible});
    } else if (exceeds(rule.possible, it->possible)) {
        it->possible = rule.possible;
    }
}

}  // namespace

std::vector<GroupColumns> all_groups(const Regions& regions) {
    std::vector<GroupColumns> out;
    for (const Region* region : regions)
        for (const Group& group : region->groups) group_of(out, group.id, group.title);
    for (const Region* region : regions)
        for (const Rule& rule : region->rules)
            if (rule.part_of.empty()) add_rule(group_of(out, rule.group, rule.group), rule);
    std::stable_partition(out.begin(), out.end(),
                          [](const GroupColumns& group) { return !group.rules.empty(); });
    return out;
}

namespace {

const Rule* find_rule(const Region& region, const std::string& id) {
    auto it = std::find_if(region.rules.begin(), region.rules.end(),
                           [&](const Rule& rule) { return rule.id == id; });
    return it == region.rules.end() ? nullptr : &*it;
}

// --- 总排名

std::vector<Cell> ranking_row(const Table& table, const Region& region,
                              const std::vector<GroupColumns>& groups, bool with_bonus) {
    std::vector<Cell> cells = {region.rank ? number_cell(std::to_string(*region.rank)) : text_cell(""),
                               text_cell(region.name)};
    if (region.rules.empty()) {
        while (cells.size() + 1 < table.columns()) cells.push_back(text_cell(""));
        cells.push_back(text_cell(remarks(region)));
        return cells;
    }
    std::vector<std::string> parts;
    for (const GroupColumns& column : groups) {
        const Group* group = find_group(region, column.id);
        cells.push_back(group ? number_cell(group->points) : text_cell(""));
        if (group) parts.push_back(group->points);
    }
    if (with_bonus) {
        cells.push_back(number_cell(region.bonus));
        if (!region.bonus.empty()) parts.push_back(region.bonus);
    }
    const std::string formula = fmt::format("SUM({}:{})", table.cell(2), table.cell(cells.size() - 1));
    Cell total = total_cell(formula, parts, region.total);
    if (region.provisional) total = total.with(Tone::Missing);
    cells.push_back(total);
    cells.push_back(number_cell(region.possible));
    cells.push_back(text_cell(region.grade));
    cells.push_back(number_cell(count_targets(region, is_deviation)));
    cells.push_back(number_cell(count_targets(region, is_missing)));
    cells.push_back(text_cell(remarks(region)));
    return cells;
}

void draw_ranking(const Drawing& drawing) {
    const auto groups = all_groups(drawing.regions);
    const bool with_bonus = any_bonus(drawing.regions);
    std::vector<Column> columns = {{str(label::column_rank), 7}, {str(label::column_region), 16}};
    for (const GroupColumns& group : groups)
        columns.push_back({group.title, std::max(11.0, static_cast<double>(display_width(group.title)) + 3)});
    if (with_bonus) columns.push_back({str(label::column_bonus), 9});
    const std::size_t total_column = columns.size();
    for (auto [title, width] : {std::pair{label::column_total, 13.0},
                                {label::column_possible, 10.0},
                                {label::column_grade, 10.0},
                                {label::column_unmet_count, 10.0},
                                {label::column_missing_count, 11.0}})
        columns.push_back({str(title), width});
    columns.push_back({str(label::column_remarks), 38, Align::Left});

    Table table = new_table(drawing, label::sheet_ranking, columns);
    table.title(book_title(drawing.document, label::sheet_ranking));
    subtitle(table, drawing.document);
    table.header();
    table.freeze(2);
    const auto first = table.next_row();
    auto end = first;  // of those that are ranked
    for (const Region* region : by_rank(drawing.regions)) {
        table.row(ranking_row(table, *region, groups, with_bonus));
        if (region->rank) end = table.next_row();
    }
    if (end > first) table.sheet().data_bar(first, end - 1, static_cast<std::uint16_t>(total_column));
    table.gap();
    scoring_notes(table, drawing);
    signatures(table);
}

// --- 得分明细

constexpr std::size_t kBlockColumns =
    15;  // beside the county's name: what stays readable across A4 landscape

// One column of the sheet: a rule, the subtotal of its group, the bonus or the total.
struct DetailColumn {
    enum class Kind { Rule, Subtotal, Bonus, Total };
    Kind kind;
    std::size_t group = 0;  // of Rule and Subtotal
    const GroupColumns::RuleColumn* rule = nullptr;
};
using DetailBlock = std::vector<DetailColumn>;

// All columns, in blocks that are drawn one below the other when they do not fit side by side. A group is not
// torn apart unless it alone is wider than a block.
std::vector<DetailBlock> detail_blocks(const std::vector<GroupColumns>& groups, bool with_bonus) {
    using Kind = DetailColumn::Kind;
    std::vector<DetailBlock> runs;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        runs.emplace_back();
        for (const auto& rule : groups[i].rules) runs.back().push_back({Kind::Rule, i, &rule});
        runs.back().push_back({Kind::Subtotal, i});
    }
    runs.emplace_back();
    if (with_bonus) runs.back().push_back({Kind::Bonus});
    runs.back().push_back({Kind::Total});
    std::vector<DetailBlock> blocks(1);
    for (const DetailBlock& run : runs) {
        if (!blocks.back().empty() && blocks.back().size() + run.size() > kBlockColumns)
            blocks.emplace_back();
        for (const DetailColumn& column : run) {
            if (blocks.back().size() == kBlockColumns) blocks.emplace_back();
            blocks.back().push_back(column);
        }
    }
    return blocks;
}

// Draws the blocks and remembers where points and subtotals of each region stand, for the formulas that add
// them up.
class DetailDrawer {
  public:
    DetailDrawer(Table& table, const std::vector<GroupColumns>& groups, const Scheme& scheme)
        : table_(table), groups_(groups), scheme_(scheme) {}

    void header(const DetailBlock& block) {
        std::vector<Table::Span> spans = {{"", 1}};
        std::vector<std::string> titles = {str(label::column_region)};
        for (const DetailColumn& column : block) {
            const bool in_group = has_rules(column);
            const std::string span = in_group ? groups_[column.group].title : "";
            titles.push_back(title(column));
            if (in_group && spans.back().title == span) {
                ++spans.back().columns;
            } else {
                spans.push_back({span, 1});
            }
        }
        table_.header(spans, titles);
    }

    void full_marks(const DetailBlock& block) {
        std::vector<Table::Wide> cells = {{text_cell(label::full_marks).in_bold(), 1, Align::Center}};
        for (const DetailColumn& column : block) {
            Cell cell = text_cell("");
            if (column.kind == DetailColumn::Kind::Rule) cell = number_cell(column.rule->possible);
            if (column.kind == DetailColumn::Kind::Total) cell = number_cell(scheme_.total).in_bold();
            cells.push_back({cell, 1, Align::Center});
        }
        for (auto& wide : cells) wide.cell = wide.cell.with(Tone::Band);
        table_.wide_row(cells);
    }

    void row(const DetailBlock& block, const Region& region) {
        std::vector<Table::Wide> cells = {{text_cell(region.name), 1, Align::Center}};
        for (const DetailColumn& column : block)
            cells.push_back({cell(column, region, cells.size()), 1, Align::Center});
        table_.wide_row(cells);
    }

  private:
    // The cells that make up a sum, and the points that stand in them.
    struct Parts {
        std::vector<std::string> cells, points;
        Cell sum(std::string_view total) const {
            return total_cell("SUM(" + join(cells, ",") + ")", points, total);
        }
    };

    bool has_rules(const DetailColumn& column) const {
        const bool in_group =
            column.kind == DetailColumn::Kind::Rule || column.kind == DetailColumn::Kind::Subtotal;
        return in_group && !groups_[column.group].rules.empty();
    }

    std::string title(const DetailColumn& column) const {
        switch (column.kind) {
            case DetailColumn::Kind::Rule:
                return column.rule->title;
            case DetailColumn::Kind::Subtotal:
                return has_rules(column) ? str(label::column_subtotal) : groups_[column.group].title;

            case DetailColumn::Kind::Bonus:
                return str(label::column_bonus);
            case DetailColumn::Kind::Total:
                break;
        }
        return str(label::column_total);
    }

    Cell cell(const DetailColumn& column, const Region& region, std::size_t position) {
        if (region.rules.empty()) return text_cell("");
        Parts& total = totals_[&region];
        switch (column.kind) {
            case DetailColumn::Kind::Rule:
                return rule_cell(column, region, position);
            case DetailColumn::Kind::Subtotal: {
                const Group* group = find_group(region, groups_[column.group].id);
                if (!group) return text_cell("");
                add(total, position, group->points);
                return subtotals_[{&region, column.group}].sum(group->points);
            }
            case DetailColumn::Kind::Bonus:
                if (!region.bonus.empty()) add(total, position, region.bonus);
                return number_cell(region.bonus);
            case DetailColumn::Kind::Total:
                break;
        }
        const Cell sum = total.sum(region.total);
        return region.provisional ? sum.with(Tone::Missing) : sum;
    }

    Cell rule_cell(const DetailColumn& column, const Region& region, std::size_t position) {
        const Rule* rule = find_rule(region, column.rule->id);
        if (!rule) return text_cell("");
        if (rule->points) add(subtotals_[{&region, column.group}], position, *rule->points);
        return points_cell(*rule);
    }

    void add(Parts& parts, std::size_t position, const std::string& points) {
        parts.cells.push_back(table_.cell(position));
        parts.points.push_back(points);
    }

    Table& table_;
    const std::vector<GroupColumns>& groups_;
    const Scheme& scheme_;
    std::map<const Region*, Parts> totals_;
    std::map<std::pair<const Region*, std::size_t>, Parts> subtotals_;
};

void draw_detail(const Drawing& drawing) {
    const auto groups = all_groups(drawing.regions);
    const auto blocks = detail_blocks(groups, any_bonus(drawing.regions));
    std::size_t widest = 0;
    for (const DetailBlock& block : blocks) widest = std::max(widest, block.size());
    std::vector<Column> columns(widest + 1, Column{"", 12});
    columns[0].width = 14;

    Table table = new_table(drawing, label::sheet_detail, columns);
    table.title(book_title(drawing.document, label::sheet_detail));
    subtitle(table, drawing.document);
    DetailDrawer drawer(table, groups, drawing.document.scheme);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i > 0) table.gap();
        drawer.header(blocks[i]);
        if (blocks.size() == 1) table.freeze(1);
        drawer.full_marks(blocks[i]);
        for (const Region* region : drawing.regions) drawer.row(blocks[i], *region);
    }
    table.gap();
    scoring_notes(table, drawing);
    signatures(table);
}

// --- one sheet for each county

std::vector<Cell> county_row(const Document& document, const Rule& rule) {
    return {text_cell(rule.title),
            text_cell(rule.unit),
            target_cell(rule),
            number_cell(actual_text(rule)),
            number_cell(before_rounding(rule)),
            signed_cell(rule.gap.value_or("")),
            status_cell(rule),
            number_cell(rule.possible),
            points_cell(rule),
            text_cell(derivation(rule)),
            text_cell(cite_text(document, rule.cite.source, rule.cite.clause))};
}

std::string county_summary(const Document& document, const Region& region) {
    std::vector<std::string> parts = {fmt::format(label::summary_total, region.total, region.possible)};
    if (region.provisional)
        parts.push_back(fmt::format(label::provisional_range, region.total, region.total_max));
    if (!region.grade.empty()) parts.push_back(fmt::format(label::summary_grade, region.grade));
    parts.push_back(region.rank ? fmt::format(label::summary_rank, *region.rank) : str(label::unranked));
    for (const Veto& veto : region.veto)
        parts.push_back(fmt::format(label::veto_remark, veto.title, veto.effect));
    parts.push_back(fmt::format(label::summary_as_of, date_text(document.as_of)));
    return join(parts, "　");
}

void sum_row(Table& table, std::string_view title, const Cell& possible, const Cell& points) {
    table.wide_row({{text_cell(title).in_bold().with(Tone::Band), 7, Align::Right},
                    {possible.with(Tone::Band), 1, Align::Center},
                    {points.with(Tone::Band), 1, Align::Center},
                    {text_cell("").with(Tone::Band), 2, Align::Center}});
}

// The rules of one group and its subtotal; returns the cell of the subtotal.
std::string draw_group(Table& table, const Document& document, const Region& region, const Group& group) {
    constexpr std::size_t kPoints = 8;
    const bool has_rules = std::any_of(region.rules.begin(), region.rules.end(),
                                       [&](const Rule& rule) { return rule.group == group.id; });
    if (!has_rules) {
        std::string cell = table.cell(kPoints);
        sum_row(table, group.title, text_cell(""), number_cell(group.points));
        return cell;
    }
    table.band(group.title);
    const std::string first = table.cell(kPoints);
    std::string last = first;
    std::vector<std::string> points;
    for (const Rule& rule : region.rules) {
        if (rule.group != group.id) continue;
        last = table.cell(kPoints);
        if (rule.points) points.push_back(*rule.points);
        table.row(county_row(document, rule));
    }
    std::string subtotal = table.cell(kPoints);
    const Cell sum = total_cell(fmt::format("SUM({}:{})", first, last), points, group.points);
    sum_row(table, label::column_subtotal, number_cell(group.possible), sum);
    return subtotal;
}

void draw_county(const Drawing& drawing, const Region& region) {
    const Document& document = drawing.document;
    Table table = new_table(drawing, region.name,
                            {{str(label::column_indicator), 23, Align::Left},
                             {str(label::column_unit), 8},
                             {str(label::column_target), 14},
                             {str(label::column_actual), 10},
                             {str(label::column_exact), 11.5},
                             {str(label::column_gap), 8},
                             {str(label::column_status), 14},
                             {str(label::column_full), 7},
                             {str(label::column_points), 10},
                             {str(label::column_derivation), 36, Align::Left},
                             {str(label::column_cite), 28, Align::Left}});
    table.title(fmt::format(label::county_title, region.name, year_label(document)));
    table.line(county_summary(document, region));
    table.header();
    table.freeze(1);
    std::vector<std::string> parts, cells;
    std::vector<Group> groups = region.groups;
    const bool has_strays = std::any_of(region.rules.begin(), region.rules.end(),
                                        [&](const Rule& rule) { return !find_group(region, rule.group); });
    for (const Group& group : groups) {
        cells.push_back(draw_group(table, document, region, group));
        parts.push_back(group.points);
    }
    if (has_strays) {
        table.band(label::other_group);
        for (const Rule& rule : region.rules)
            if (!find_group(region, rule.group)) table.row(county_row(document, rule));
    }
    if (has_own_bonus(region)) {
        cells.push_back(table.cell(8));
        parts.push_back(region.bonus);
        sum_row(table, label::column_bonus, text_cell(""), number_cell(region.bonus));
    }
    sum_row(table, label::column_total, number_cell(region.possible).in_bold(),
            total_cell("SUM(" + join(cells, ",") + ")", parts, region.total));
    table.gap();
    table.line(label::note_county);
    signatures(table);
}

// --- 未达标清单

void draw_rectification(const Drawing& drawing) {
    Table table = new_table(drawing, label::sheet_rectification,
                            {{str(label::column_number), 6},
                             {str(label::column_region), 12},
                             {str(label::column_indicator), 24, Align::Left},
                             {str(label::column_unit), 9},
                             {str(label::column_target), 15},
                             {str(label::column_actual), 10},
                             {str(label::column_gap), 9},
                             {str(label::column_status), 13},
                             {str(label::column_full), 7},
                             {str(label::column_points), 10},
                             {str(label::column_lost), 10},
                             {str(label::column_owner), 14},
                             {str(label::column_measures), 28},
                             {str(label::column_deadline), 14},
                             {str(label::column_rectified), 11},
                             {str(label::column_closed), 11}});
    table.title(book_title(drawing.document, label::sheet_rectification));
    subtitle(table, drawing.document);
    table.header();
    table.freeze(3);
    const std::uint32_t first = table.next_row();
    std::size_t number = 0;
    for (const Region* region : drawing.regions)
        for (const Rule& rule : region->rules) {
            if (!is_deviation(rule.status) && !is_missing(rule.status)) continue;
            const Cell points = points_cell(rule);
            const auto lost = points_lost(rule);
            const std::string difference = fmt::format("{}-{}", table.cell(8), table.cell(9));
            table.row({number_cell(++number), text_cell(region->name), text_cell(rule.title),
                       text_cell(rule.unit), target_cell(rule), number_cell(actual_text(rule)),
                       signed_cell(rule.gap.value_or("")), status_cell(rule), number_cell(rule.possible),
                       points.with(Tone::Plain),
                       !lost                               ? text_cell("")
                       : points.kind == Cell::Kind::Number ? formula_cell(difference, *lost)
                                                           : number_cell(*lost),
                       input_cell(), input_cell(), input_cell(), input_cell(), input_cell()});
        }
    if (number > 0) {
        constexpr std::uint16_t kRectified = 14, kClosed = 15;
        const std::uint32_t last = table.next_row() - 1;
        Sheet& sheet = table.sheet();
        sheet.choices(first, last, kRectified, split(label::choices_rectified, '/'), label::choose_from_list);
        sheet.choices(first, last, kClosed, split(label::choices_closed, '/'), label::choose_from_list);
        sheet.filter(first - 1, 0, last, kClosed);
        sheet.protect();
    }
    if (number == 0) table.wide_row({{text_cell(label::nothing_unmet), 16, Align::Center}});
    table.gap();
    table.line(label::note_rectification);
    signatures(table);
}

// --- 任务完成情况

Tone tone_of_duty(std::string_view state) {
    if (state == "overdue" || state == "late") return Tone::Bad;
    return state == "not_submitted" ? Tone::Missing : Tone::Plain;
}

void draw_tasks(const Drawing& drawing) {
    const bool any = std::any_of(drawing.regions.begin(), drawing.regions.end(), [](const Region* region) { return !region->tasks.empty(); });
    if (!any) return;
    Table table = new_table(drawing, label::sheet_tasks,
                            {{str(label::column_number), 8},
                             {str(label::column_task), 34, Align::Left},
                             {str(label::column_units), 24, Align::Left},
                             {str(label::column_due), 13},
                             {str(label::column_status), 13},
                             {str(label::column_done), 13},
                             {str(label::column_progress), 30, Align::Left},
                             {str(label::column_problems), 22, Align::Left},
                             {str(label::column_cite), 24, Align::Left}});
    table.title(book_title(drawing.document, label::sheet_tasks));
    subtitle(table, drawing.document);
    table.header();
    table.freeze(3);
    for (const Region* region : drawing.regions) {
        if (region->tasks.empty()) continue;
        table.band(region->name);
        for (const Duty& task : region->tasks)
            table.row({text_cell(task.number.empty() ? task.id : task.number), text_cell(task.title), text_cell(task.units),
                       text_cell(task.due.empty() ? task.due_text : task.due),
                       text_cell(str(duty_word(task.state))).with(tone_of_duty(task.state)), text_cell(task.done),
                       text_cell(task.progress), text_cell(task.problems), text_cell(cite_text(drawing.document, task.cite.source, task.cite.clause))});
    }
    table.gap();
    table.line(label::note_tasks);
    signatures(table);
}

// --- 扣分说明

std::string_view kind_word(std::string_view kind) {
    if (kind == "award") return label::ledger_award;
    if (kind == "deduct") return label::ledger_deduct;
    if (kind == "bonus") return label::ledger_bonus;
    if (kind == "cap") return label::ledger_cap;
    if (kind == "rescale") return label::ledger_rescale;
    if (kind == "veto") return label::ledger_veto;
    return kind;
}

// The deductions of a region: its ledger, and for points lost without an entry there the rule's own
// derivation.
std::vector<LedgerEntry> deductions(const Region& region) {
    std::vector<LedgerEntry> out;
    for (const LedgerEntry& entry : region.ledger)
        if (entry.kind == "deduct" || entry.kind == "cap" || entry.kind == "rescale") out.push_back(entry);
    for (const Rule& rule : region.rules) {
        const auto lost = points_lost(rule);
        const bool is_listed =
            std::any_of(out.begin(), out.end(), [&](const auto& entry) { return entry.rule == rule.id; });
        if (lost && !is_zero(*lost) && !is_listed)
            out.push_back({rule.id, "deduct", "-" + *lost, derivation(rule)});
    }
    return out;
}

std::string exact_sum(const std::vector<std::string>& parts) {
    num::Decimal sum;
    for (const std::string& part : parts)
        if (auto value = num::Decimal::parse(part)) sum = sum + *value;
    return sum.trimmed().to_string();
}

void draw_deductions(const Drawing& drawing) {
    Table table = new_table(drawing, label::sheet_deductions,
                            {{str(label::column_number), 6},
                             {str(label::column_region), 13},
                             {str(label::column_indicator), 26, Align::Left},
                             {str(label::column_kind), 10},
                             {str(label::column_ledger_points), 12},
                             {str(label::column_derivation), 58, Align::Left},
                             {str(label::column_cite), 38, Align::Left}});
    table.title(book_title(drawing.document, label::sheet_deductions));
    subtitle(table, drawing.document);
    table.header();
    table.freeze(3);
    std::size_t number = 0;
    for (const Region* region : drawing.regions) {
        const std::string first = table.cell(4);
        std::string last = first;
        std::vector<std::string> points;
        for (const LedgerEntry& entry : deductions(*region)) {
            const Rule* rule = find_rule(*region, entry.rule);
            last = table.cell(4);
            points.push_back(entry.points);
            table.row(
                {number_cell(++number), text_cell(region->name), text_cell(rule ? rule->title : entry.rule),
                 text_cell(kind_word(entry.kind)), number_cell(entry.points), text_cell(entry.reason),
                 text_cell(rule ? cite_text(drawing.document, rule->cite.source, rule->cite.clause) : "")});
        }
        if (points.empty()) continue;
        const Cell sum = formula_cell(fmt::format("SUM({}:{})", first, last), exact_sum(points))
                             .in_bold()
                             .with(Tone::Band);
        table.wide_row(
            {{text_cell(fmt::format(label::region_subtotal, region->name)).in_bold().with(Tone::Band), 4,
              Align::Right},
             {sum, 1, Align::Center},
             {text_cell(fmt::format(label::region_total, region->total, region->possible)).with(Tone::Band),
              2}});
    }
    if (number == 0) table.wide_row({{text_cell(label::nothing_deducted), 7, Align::Center}});
    table.gap();
    signatures(table);
}

// --- 加减分与一票否决

void draw_extras(const Drawing& drawing) {
    struct Row {
        std::string region, kind, title, points, effect;
    };
    std::vector<Row> rows;
    for (const Region* region : drawing.regions) {
        for (const LedgerEntry& entry : region->ledger)
            if (entry.kind == "bonus" || (entry.kind == "veto" && region->veto.empty()))
                rows.push_back({region->name, str(kind_word(entry.kind)),
                                entry.reason.empty() ? entry.rule : entry.reason, entry.points, ""});
        for (const Veto& veto : region->veto)
            rows.push_back({region->name, str(label::ledger_veto), veto.title, "", veto.effect});
    }
    if (rows.empty()) return;
    Table table = new_table(drawing, label::sheet_extras,
                            {{str(label::column_number), 7},
                             {str(label::column_region), 16},
                             {str(label::column_kind), 14},
                             {str(label::column_item), 34, Align::Left},
                             {str(label::column_ledger_points), 12},
                             {str(label::column_effect), 50, Align::Left}});
    table.title(book_title(drawing.document, label::sheet_extras));
    subtitle(table, drawing.document);
    table.header();
    table.freeze(2);
    for (std::size_t i = 0; i < rows.size(); ++i)
        table.row({number_cell(i + 1), text_cell(rows[i].region), text_cell(rows[i].kind),
                   text_cell(rows[i].title), number_cell(rows[i].points), text_cell(rows[i].effect)});
    signatures(table);
}

// --- 数据来源与依据

// "[1] 空气质量日报.csv" for each input that the rule's figure comes from, and where in it.
std::string input_text(const Document& document, const Rule& rule) {
    std::vector<std::string> lines;
    for (std::size_t index : rule.inputs)
        lines.push_back(fmt::format("[{}] {}", index + 1, document.inputs[index].name));
    if (!rule.rows.empty()) {
        const Place& place = rule.rows.front();
        std::string where = place.sheet.empty() ? place.cell : place.sheet + "!" + place.cell;
        if (place.line > 0) where = fmt::format(label::line_number, place.line);
        const bool several = rule.rows.size() > 1;
        if (!where.empty())
            lines.push_back(several ? fmt::format(label::rows_from, where, rule.rows.size()) : where);
    }
    return join(lines, "\n");
}

// The first digits of the digests: enough to recognise the file; the list below gives them whole.
std::string short_digests(const Document& document, const Rule& rule) {
    std::vector<std::string> lines;
    for (std::size_t index : rule.inputs) {
        const std::string& digest = document.inputs[index].digest;
        const auto colon = digest.find(':');
        lines.push_back(digest.substr(colon == std::string::npos ? 0 : colon + 1, 12));
    }
    return join(lines, "\n");
}

std::string method_text(const Method& method) {
    return method.edition.empty() ? method.id : fmt::format(label::edition, method.id, method.edition);
}

void draw_figures(Table& table, const Drawing& drawing) {
    table.header();
    table.freeze(2);
    for (const Region* region : drawing.regions)
        for (const Rule& rule : region->rules)
            table.row({text_cell(region->name), text_cell(rule.title), text_cell(actual_text(rule)),
                       text_cell(rule.method.id),
                       text_cell(cite_text(drawing.document, rule.cite.source, rule.cite.clause)),
                       text_cell(input_text(drawing.document, rule)),
                       text_cell(short_digests(drawing.document, rule))});
}

// Of a workbook of some counties only their own files are named.
void draw_inputs(Table& table, const Drawing& drawing) {
    const Document& document = drawing.document;
    const bool all = drawing.regions.size() == document.regions.size();
    std::set<std::size_t> theirs;
    for (const Region* region : drawing.regions)
        for (const Rule& rule : region->rules) theirs.insert(rule.inputs.begin(), rule.inputs.end());
    table.gap();
    table.band(label::section_inputs);
    table.wide_header({{str(label::column_number), 1},
                       {str(label::column_file), 3},
                       {str(label::column_digest), 2},
                       {str(label::column_rows), 1}});
    for (std::size_t i = 0; i < document.inputs.size(); ++i) {
        if (!all && !theirs.contains(i)) continue;
        table.wide_row({{text_cell(fmt::format("[{}]", i + 1)), 1, Align::Center},
                        {text_cell(document.inputs[i].name), 3},
                        {text_cell(document.inputs[i].digest), 2},
                        {number_cell(document.inputs[i].rows), 1, Align::Center}});
    }
}

void draw_sources(Table& table, const Document& document) {
    table.gap();
    table.band(label::section_sources);
    table.wide_header({{str(label::column_number), 1},
                       {str(label::column_source), 4},
                       {str(label::column_issue_number), 1},
                       {str(label::column_issued), 1}});
    for (std::size_t i = 0; i < document.sources.size(); ++i) {
        const Source& source = document.sources[i];
        table.wide_row({{number_cell(i + 1), 1, Align::Center},
                        {text_cell(source.title), 4},
                        {text_cell(source.number), 1, Align::Center},
                        {text_cell(source.issued), 1, Align::Center}});
    }
}

void draw_methods(Table& table, const Drawing& drawing) {
    std::map<std::pair<std::string, std::string>, const Method*> methods;
    for (const Region* region : drawing.regions)
        for (const Rule& rule : region->rules)
            if (!rule.method.id.empty())
                methods.emplace(std::pair(rule.method.id, rule.method.edition), &rule.method);
    table.gap();
    table.band(label::section_methods);
    table.wide_header({{str(label::column_method), 2},
                       {str(label::column_standard), 3},
                       {str(label::column_clause), 1},
                       {str(label::column_basis_status), 1}});
    for (const auto& [key, method] : methods)
        for (const Basis& basis : method->basis) {
            const bool is_confirmed = basis.status == "confirmed";
            const Cell status = text_cell(is_confirmed ? label::basis_confirmed : label::basis_unconfirmed);
            table.wide_row({{text_cell(method_text(*method)), 2},
                            {text_cell(basis.standard), 3},
                            {text_cell(basis.clause), 1},
                            {is_confirmed ? status : status.with(Tone::Warn), 1, Align::Center}});
        }
}

void draw_sources_sheet(const Drawing& drawing) {
    Table table = new_table(drawing, label::sheet_sources,
                            {{str(label::column_region), 12},
                             {str(label::column_indicator), 24, Align::Left},
                             {str(label::column_actual), 11},
                             {str(label::column_method), 16, Align::Left},
                             {str(label::column_cite), 44, Align::Left},
                             {str(label::column_file), 32, Align::Left},
                             {str(label::column_digest_short), 15}});
    const Pack& pack = drawing.document.pack;
    table.title(book_title(drawing.document, label::sheet_sources));
    table.line(fmt::format(label::pack_line, pack.id, pack.version, pack.digest, drawing.document.engine));
    draw_figures(table, drawing);
    draw_inputs(table, drawing);
    draw_sources(table, drawing.document);
    draw_methods(table, drawing);
}

// Which regions of the result are drawn, by their places in it ("0 3 4"); "" for all of them. verify draws the same again.
std::string places_of_some(const Document& document, const Regions& regions) {
    if (regions.size() == document.regions.size()) return {};
    std::vector<std::string> places;
    for (const Region* region : regions) places.push_back(std::to_string(region - document.regions.data()));
    return join(places, " ");
}

Result<void> draw_book(const Document& document, const Regions& regions, const std::filesystem::path& file,
                       const std::filesystem::path& shown_as) {
    Workbook book(
        file, document.as_of,
        {.title = document.pack.title,
         .subject = year_label(document),
         .company = document.pack.office,
         .comments = fmt::format("{} {} {}", document.pack.id, document.pack.version, document.pack.digest),
         .shown_as = display_path(shown_as),
         .custom = {{"kaohe.result", document.digest}, {"kaohe.regions", places_of_some(document, regions)}}});
    const Drawing drawing{document, regions, book};
    Sheet& cover = book.add_sheet(book.sheet_name(label::sheet_cover));
    draw_ranking(drawing);
    draw_charts(drawing);
    draw_detail(drawing);
    for (const Region* region : regions)
        if (!region->rules.empty()) draw_county(drawing, *region);
    draw_rectification(drawing);
    draw_tasks(drawing);
    draw_deductions(drawing);
    draw_extras(drawing);
    draw_sources_sheet(drawing);
    draw_checks(drawing);
    draw_cover(drawing, cover);
    return book.finish();
}

}  // namespace

Result<void> write_workbook(const Document& document, const std::filesystem::path& file,
                            const Options& options) {
    KAOHE_TRY(regions, selected_regions(document, options));
    if (file.has_parent_path()) KAOHE_CHECK(make_folder(file.parent_path()));
    return write_through_temporary(file, [&](const std::filesystem::path& temporary) {
        return draw_book(document, regions, temporary, file);
    });
}

}  // namespace kaohe::report
