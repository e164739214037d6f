#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/report/book.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

std::string sum_of(const std::vector<std::string>& parts) {
    num::Decimal sum;
    for (const auto& part : parts)
        if (const auto value = num::Decimal::parse(part)) sum = sum + *value;
    return sum.trimmed().to_string();
}

// Where the parts of a region stand in the lists below the table.
struct Lists {
    std::string groups, ledger;  // "C20:C27"
    std::vector<std::string> group_points, ledger_points;
};

Regions scored_of(const Facts& facts) {
    Regions out = facts.regions;
    std::erase_if(out, [](const Region* region) { return region->rules.empty() || region->total.empty(); });
    return out;
}

}  // namespace

std::vector<Column> columns_of_checks(const Facts& facts, const BlockLayout& block) {
    const Regions scored = scored_of(facts);
    std::size_t entries = 0;
    for (const Region* region : scored) entries += region->ledger.size();
    if (scored.empty() || (block.most > 0 && entries > block.most)) return {};
    return {{std::string(label::column_region), 18},   {std::string(label::check_total), 14},
            {std::string(label::check_groups), 16},    {std::string(label::check_difference), 10},
            {std::string(label::check_ledger), 18},    {std::string(label::check_difference), 10},
            {std::string(label::column_remarks), 60, Align::Left}};
}

void draw_checks(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze) {
    const Regions scored = scored_of(drawing.facts);
    std::vector<Table::Span> titles;
    for (const Column& column : columns_of_checks(drawing.facts, block)) titles.push_back({column.title, 1});
    if (titles.empty()) return;
    table.header(titles);
    table.freeze(freeze);
    // The lists follow the table: two lines, a band and a header, then groups and ledger of each region in turn.
    const std::uint32_t below = table.next_row() + static_cast<std::uint32_t>(scored.size()) + 4;
    std::uint32_t at = below;
    std::vector<Lists> lists;
    for (const Region* region : scored) {
        Lists list;
        const auto range = [&](std::size_t count) {
            const std::string cells = count == 0 ? "" : fmt::format("B{}:B{}", at + 1, at + count);
            at += static_cast<std::uint32_t>(count);
            return cells;
        };
        for (const Group& group : region->groups) list.group_points.push_back(group.points);
        for (const LedgerEntry& entry : region->ledger) list.ledger_points.push_back(entry.points);
        list.groups = range(list.group_points.size());
        list.ledger = range(list.ledger_points.size());
        lists.push_back(std::move(list));
    }
    for (std::size_t i = 0; i < scored.size(); ++i) {
        const auto sum = [](const std::string& cells, const std::vector<std::string>& points) {
            return cells.empty() ? number_cell("0") : formula_cell("SUM(" + cells + ")", sum_of(points));
        };
        const auto difference = [&](const std::vector<std::string>& points, std::size_t column) {
            const auto total = num::Decimal::parse(scored[i]->total), parts = num::Decimal::parse(sum_of(points));
            const std::string shown = total && parts ? (*total - *parts).trimmed().to_string() : "0";
            Cell cell = formula_cell(fmt::format("ROUND({}-{},6)", table.cell(1), table.cell(column)), shown);
            return is_zero(shown) ? cell : cell.with(Tone::Bad);
        };
        table.row({text_cell(scored[i]->name), number_cell(scored[i]->total), sum(lists[i].groups, lists[i].group_points),
                   difference(lists[i].group_points, 2), sum(lists[i].ledger, lists[i].ledger_points),
                   difference(lists[i].ledger_points, 4), text_cell("")});
    }
    table.line(label::check_note);
    table.gap();
    table.band(label::check_entries);
    table.wide_header({{std::string(label::column_region), 1}, {std::string(label::column_points), 1}, {std::string(label::column_indicator), 4}, {std::string(label::column_derivation), 1}});
    for (const Region* region : scored) {
        const auto row = [&](const std::string& points, const std::string& what, const std::string& why) {
            table.wide_row({{text_cell(region->name), 1, Align::Center}, {number_cell(points), 1, Align::Center}, {text_cell(what), 4}, {text_cell(why), 1}});
        };
        for (const Group& group : region->groups) row(group.points, group.title, std::string(label::column_subtotal));
        for (const LedgerEntry& entry : region->ledger) row(entry.points, entry.rule, entry.reason);
    }
}

}  // namespace kaohe::report
