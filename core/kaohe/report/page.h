// kaohe/report/page.h - what the index page is filled with, region by region and chart by chart.
//
// The template decides how everything looks and says; here the names it may use are given their values. Figures come
// from words.h, so that they are those of workbook and notices. Positions of charts are not figures: they are pixels
// within a fixed drawing width.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "kaohe/report/document.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"

namespace kaohe::report::page {

// Above these the page says what it leaves out and where to find it, so that it stays a page one can open.
constexpr std::size_t kMostDerivations = 4000;  // rules of all regions; above: tables without derivations
constexpr std::size_t kMostRows = 20000;        // rules, tasks and projects of all regions; above: the ranking alone
constexpr std::size_t kMostBars = 60;           // regions in a chart
constexpr std::size_t kMostFindings = 1000;     // findings that are listed

struct Extent {
    bool has_sections = true, has_derivations = true;
};
Extent extent_of(const std::vector<const Region*>& regions);

// The input files and findings of the regions that are shown, in the order of the result. Where a file is shared, a finding
// counts as theirs when it lies in their rows or names them; one that names another region never does.
struct Scope {
    std::vector<const Input*> inputs;
    std::vector<const Finding*> findings;
    bool is_part = false;  // other regions are left out
};
Scope scope_of(const Document& document, const std::vector<const Region*>& shown);

std::string or_dash(const std::string& text);
// The id of a region's section and of a rule within it: "region-2", "region-2-rule-17".
std::string region_anchor(std::size_t number);
// "file", "sheet" and "cell" as a reader looks them up.
Data place_data(const Place& place);
const Schema& place_schema();

// The row of a region in the ranking.
const Schema& ranking_schema();
Data ranking_data(const Document& document, const Region& region, std::size_t number, const Options& options, Extent extent);
// The section of a region.
const Schema& region_schema();
Data region_data(const Document& document, const Region& region, std::size_t number, const Options& options, Extent extent);

// The groups of all regions, in order of their first appearance.
std::vector<Group> all_groups(const std::vector<const Region*>& regions);
// Bars of the ranking and of the groups; regions in the given order, at most kMostBars.
const Schema& rank_bar_schema();
const Schema& stack_bar_schema();
std::vector<Data> rank_bars(const std::vector<const Region*>& regions);
std::vector<Data> stack_bars(const std::vector<const Region*>& regions, const std::vector<Group>& groups);
// Drawing height of so many bars.
std::size_t chart_height(std::size_t bars);

// The course of a rule's series against its target.
const Schema& trend_schema();
std::vector<Data> trend_data(const Rule& rule);  // none or one

}  // namespace kaohe::report::page
