#include <algorithm>

#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/num/ratio.h"
#include "kaohe/num/rounding.h"
#include "kaohe/report/book.h"
#include "kaohe/report/report.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

constexpr std::size_t kMostNames = 40;  // names that a chart can print below its bars

const Group* group_named(const Region& region, const std::string& id) {
    const auto it = std::find_if(region.groups.begin(), region.groups.end(), [&](const Group& group) { return group.id == id; });
    return it == region.groups.end() ? nullptr : &*it;
}

// points ÷ possible in percent with one digit, for the eye only; "" where nothing can be reached.
std::string rate(const Group& group) {
    const auto points = num::Decimal::parse(group.points), possible = num::Decimal::parse(group.possible);
    if (!points || !possible || *possible <= num::Decimal(0)) return {};
    return num::round_to(num::Ratio(*points) * num::Ratio(100) / num::Ratio(*possible), num::Decimal(num::Int128{1}, 1), num::Rounding::HalfEven).to_string();
}

// Who and what the charts show: the ranked first, as many as a chart can name.
struct Charted {
    Regions ranked;
    std::vector<GroupColumns> groups;
    bool is_empty() const { return ranked.empty() || groups.empty(); }
};

Charted charted(const Facts& facts) {
    Charted out{by_rank(facts.regions), facts.groups};
    std::erase_if(out.ranked, [](const Region* region) { return region->rules.empty() || region->total.empty(); });
    if (out.ranked.size() > kMostNames) out.ranked.resize(kMostNames);
    std::erase_if(out.groups, [](const GroupColumns& group) { return group.rules.empty(); });
    return out;
}

bool wants(const BlockLayout& block, std::string_view name) {
    return std::find(block.names.begin(), block.names.end(), name) != block.names.end();
}

}  // namespace

std::vector<Column> columns_of_charts(const Facts& facts, const BlockLayout& block) {
    const Charted shown = charted(facts);
    if (shown.is_empty() || !(wants(block, "ranking") || wants(block, "groups") || wants(block, "rates"))) return {};
    std::vector<Column> columns = {{std::string(label::column_region), 16}, {std::string(label::column_total), 11}};
    for (const auto& group : shown.groups) columns.push_back({group.title, 13});
    for (const auto& group : shown.groups) columns.push_back({group.title + std::string(label::chart_unit_rate), 15});
    return columns;
}

void draw_charts(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze) {
    const auto [ranked, groups] = charted(drawing.facts);
    const std::vector<Column> columns = columns_of_charts(drawing.facts, block);
    if (columns.empty()) return;
    std::vector<Table::Span> titles;
    for (const Column& column : columns) titles.push_back({column.title, 1});
    table.header(titles);
    table.freeze(freeze);
    const std::uint32_t first = table.next_row();
    for (const Region* region : ranked) {
        std::vector<Cell> cells = {text_cell(region->name), number_cell(region->total)};
        for (const auto& column : groups) {
            const Group* group = group_named(*region, column.id);
            cells.push_back(group ? number_cell(group->points) : text_cell(""));
        }
        for (const auto& column : groups) {
            const Group* group = group_named(*region, column.id);
            const std::string share = group ? rate(*group) : "";
            cells.push_back(share.empty() ? text_cell("") : number_cell(share));
        }
        table.row(cells);
    }
    const std::uint32_t last = table.next_row() - 1;
    Sheet& sheet = table.sheet();
    const Sheet::Range names{first, last, 0, 0};
    const auto column = [&](std::size_t at) { return Sheet::Range{first, last, static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(at)}; };
    // Ranking and groups side by side, the radar below: one page.
    constexpr std::uint32_t kRowsOfChart = 16, kHeight = 300, kWidth = 700, kPixelsPerCharacter = 7, kPadding = 5;
    std::uint32_t row = last + 2, pixels = 0;
    std::uint16_t second = 0;
    while (second < columns.size() && pixels < kWidth + 20) pixels += static_cast<std::uint32_t>(columns[second++].width) * kPixelsPerCharacter + kPadding;
    if (wants(block, "ranking")) {
        Sheet::Chart ranking{.kind = Sheet::ChartKind::Bars, .title = std::string(label::chart_ranking), .unit = std::string(label::chart_unit_points), .series = {}, .width = kWidth, .height = kHeight};
        ranking.series.push_back({std::string(label::column_total), names, column(1)});
        sheet.chart(row, 0, ranking);
    }
    if (wants(block, "groups")) {
        Sheet::Chart stacked{.kind = Sheet::ChartKind::StackedBars, .title = std::string(label::chart_groups), .unit = std::string(label::chart_unit_points), .series = {}, .width = kWidth, .height = kHeight};
        for (std::size_t i = 0; i < groups.size(); ++i) stacked.series.push_back({groups[i].title, names, column(2 + i)});
        sheet.chart(row, wants(block, "ranking") ? second : 0, stacked);
    }
    row += wants(block, "ranking") || wants(block, "groups") ? kRowsOfChart : 0;
    // Rates, not points: the groups have different full marks. A radar needs three axes, and more than seven lines are a tangle.
    constexpr std::size_t kLines = 7;
    constexpr std::uint32_t kRowsOfRadar = 20;
    if (groups.size() >= 3 && wants(block, "rates")) {
        Sheet::Chart radar{.kind = Sheet::ChartKind::Radar, .title = std::string(label::chart_rates), .unit = {}, .series = {}, .width = kWidth, .height = 380};
        const auto begin = static_cast<std::uint16_t>(2 + groups.size()), end = static_cast<std::uint16_t>(1 + 2 * groups.size());
        for (std::uint32_t i = 0; i < ranked.size() && i < kLines; ++i)
            radar.series.push_back({ranked[i]->name, {first - 1, first - 1, 2, static_cast<std::uint16_t>(1 + groups.size())}, {first + i, first + i, begin, end}});
        sheet.chart(row, 0, radar);
        row += kRowsOfRadar;
    }
    table.skip(row - table.next_row());
}

}  // namespace kaohe::report
