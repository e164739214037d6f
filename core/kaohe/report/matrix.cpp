// The sheet of all scores: regions down, rules across.
#include <algorithm>
#include <map>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/book.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

constexpr double kNameWidth = 14;  // characters of half width

std::string text_of(std::string_view text) { return std::string(text); }

bool any_bonus(const Regions& regions) {
    return std::any_of(regions.begin(), regions.end(), [](const Region* region) { return has_own_bonus(*region); });
}

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
std::vector<DetailBlock> detail_blocks(const std::vector<GroupColumns>& groups, bool with_bonus, std::size_t across) {
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
        if (!blocks.back().empty() && blocks.back().size() + run.size() > across)
            blocks.emplace_back();
        for (const DetailColumn& column : run) {
            if (blocks.back().size() == across) blocks.emplace_back();
            blocks.back().push_back(column);
        }
    }
    return blocks;
}

// Draws the blocks and remembers where points and subtotals of each region stand, for the formulas that add
// them up.
class DetailDrawer {
  public:
    DetailDrawer(Table& table, const std::vector<GroupColumns>& groups, const Scheme& scheme, Links& links, const BlockLayout& layout)
        : table_(table), groups_(groups), scheme_(scheme), links_(links), link_(layout.link), width_(layout.width) {}

    void header(const DetailBlock& block) {
        std::vector<Table::Span> spans = {{"", 1}};
        std::vector<std::string> titles = {text_of(label::column_region)};
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
        const std::uint32_t at = table_.next_row();
        table_.wide_row(cells);
        if (link_.empty()) return;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool is_rule = i > 0 && block[i - 1].kind == DetailColumn::Kind::Rule;
            if (i > 0 && !is_rule) continue;
            if (!fits_one_line(cells[i].cell, i == 0 ? kNameWidth : width_)) continue;
            const Rule* rule = is_rule ? find_rule(region, block[i - 1].rule->id, block[i - 1].rule->place) : nullptr;
            links_.want(table_.sheet(), at, static_cast<std::uint16_t>(i), cells[i].cell, Align::Center, link_, &region, rule);
        }
    }

  private:
    // The cells that make up a sum, and the points that stand in them.
    struct Parts {
        std::vector<std::string> cells, points;
        Cell sum(std::string_view total) const {
            return total_cell("SUM(" + join(cells, ",") + ")", points, number_cell(total).in_bold());
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
                return has_rules(column) ? text_of(label::column_subtotal) : groups_[column.group].title;

            case DetailColumn::Kind::Bonus:
                return text_of(label::column_bonus);
            case DetailColumn::Kind::Total:
                break;
        }
        return text_of(label::column_total);
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
        const Rule* rule = find_rule(region, column.rule->id, column.rule->place);
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
    Links& links_;
    std::string link_;
    double width_;
    std::map<const Region*, Parts> totals_;
    std::map<std::pair<const Region*, std::size_t>, Parts> subtotals_;
};

std::vector<DetailBlock> blocks_of(const Facts& facts, const BlockLayout& block, const std::vector<GroupColumns>& groups) {
    return detail_blocks(groups, any_bonus(facts.regions), block.across);
}

}  // namespace

std::vector<Column> columns_of_matrix(const Facts& facts, const BlockLayout& block) {
    const auto& groups = facts.groups;
    std::size_t widest = 0;
    for (const DetailBlock& part : blocks_of(facts, block, groups)) widest = std::max(widest, part.size());
    std::vector<Column> columns(widest + 1, Column{"", block.width});
    columns[0].width = kNameWidth;
    return columns;
}

void draw_matrix(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze) {
    const auto& groups = drawing.facts.groups;
    const auto blocks = blocks_of(drawing.facts, block, groups);
    DetailDrawer drawer(table, groups, drawing.facts.document.scheme, drawing.links, block);
    // A block that does not fit below the last one begins a page, and goes on with its header on the next.
    const Regions& regions = drawing.facts.regions;
    std::size_t on_page = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (std::size_t from = 0; from < regions.size(); from += block.down) {
            const std::size_t count = std::min(block.down, regions.size() - from);
            if (on_page > 0 && on_page + count > block.down) {
                table.sheet().break_before(table.next_row());
                on_page = 0;
            } else if (on_page > 0) {
                table.gap();
            }
            drawer.header(blocks[i]);
            if (blocks.size() == 1 && from == 0) table.freeze(freeze);
            if (from == 0) drawer.full_marks(blocks[i]);
            for (std::size_t at = from; at < from + count; ++at) drawer.row(blocks[i], *regions[at]);
            on_page += count + 3;  // its header and full marks
        }
}

bool breaks_pages(const Facts& facts, const BlockLayout& block) {
    return blocks_of(facts, block, facts.groups).size() > 1 && facts.regions.size() * 2 > block.down;
}

}  // namespace kaohe::report
