// kaohe/report/book.h - inside the report module: what the sheets of the assessment workbook share.
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "kaohe/report/document.h"
#include "kaohe/report/layout.h"
#include "kaohe/report/lists.h"
#include "kaohe/report/table.h"
#include "kaohe/report/xlsx.h"

namespace kaohe::report {

// Clicks from one sheet to another: where the rows of each list stand, and which cells want to lead there. A target may be
// drawn later than the cell, so they are joined at the end.
class Links {
  public:
    // Says that some sheet will draw this list; cells that want to lead to another one are not kept.
    void expect(const std::string& list) { expected_.insert(list); }
    // The row of `rule` of `region` in the first sheet that draws `list`; a null rule: where the region begins.
    void add_target(const std::string& list, const Region* region, const Rule* rule, const Sheet& sheet, std::uint32_t row);
    // `cell` stands there already; it will lead to the row of the list, if there is one.
    void want(Sheet& sheet, std::uint32_t row, std::uint16_t column, const Cell& cell, Align align, const std::string& list, const Region* region, const Rule* rule);
    void join();

  private:
    using Key = std::tuple<std::string, const Region*, const Rule*>;
    struct Target {
        const Sheet* sheet;
        std::uint32_t row;
    };
    struct Wanted {
        Sheet* sheet;
        std::uint32_t row;
        std::uint16_t column;
        Cell cell;
        Align align;
        Key key;
    };
    std::set<std::string, std::less<>> expected_;
    std::map<Key, Target> targets_;
    std::vector<Wanted> wanted_;
};

// What every sheet is drawn from.
struct Drawing {
    const Facts& facts;
    const Layout& layout;
    Workbook& book;
    Links& links;
    std::vector<std::string> left_out = {};  // sheets that are too long to be drawn, with why
};

// A stored total: a live formula where the stored parts really add up to it, else the bare number.
Cell total_cell(const std::string& formula, const std::vector<std::string>& parts, const Cell& total);

// One block each. `columns_of_…` are those of a sheet that begins with such a block; empty: there is nothing to draw.

// 得分明细: regions down, rules across, in blocks one below the other where they do not fit side by side.
std::vector<Column> columns_of_matrix(const Facts& facts, const BlockLayout& block);
bool breaks_pages(const Facts& facts, const BlockLayout& block);  // whether it says itself where pages end
void draw_matrix(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze);

// 图表: ranking, points by group, the share of points reached by group, with the table they are drawn from.
std::vector<Column> columns_of_charts(const Facts& facts, const BlockLayout& block);
void draw_charts(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze);

// 核对: sums that the reader's own program calculates, beside the stored totals.
std::vector<Column> columns_of_checks(const Facts& facts, const BlockLayout& block);
void draw_checks(Drawing& drawing, Table& table, const BlockLayout& block, std::uint16_t freeze);

// Draws every sheet of the layout.
void draw_sheets(Drawing& drawing);

}  // namespace kaohe::report
