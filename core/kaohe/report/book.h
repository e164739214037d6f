// kaohe/report/book.h - inside the report module: what the sheets of the assessment workbook share.
#pragma once
#include <string>
#include <vector>

#include "kaohe/report/document.h"
#include "kaohe/report/table.h"
#include "kaohe/report/xlsx.h"

namespace kaohe::report {

using Regions = std::vector<const Region*>;

// What every sheet is drawn from.
struct Drawing {
    const Document& document;
    Regions regions;  // in pack order
    Workbook& book;
};

// A group of rules over all regions, in the order in which they first appear.
struct GroupColumns {
    std::string id, title;
    struct RuleColumn {
        std::string id, title,
            possible;  // the largest of all regions: what is not applicable may count for less
    };
    std::vector<RuleColumn> rules;  // none for what is not scored by rules: bonus, rescaling, veto
};

std::vector<GroupColumns> all_groups(const Regions& regions);

// A sheet with page, footer and columns.
Table new_table(const Drawing& drawing, std::string_view sheet_name, std::vector<Column> columns);
std::string book_title(const Document& document, std::string_view sheet_title);
void subtitle(Table& table, const Document& document);
void signatures(Table& table);

// 封面与说明: what was assessed by what, the meaning of the colours, links to the other sheets. Drawn last, stands first.
void draw_cover(const Drawing& drawing, Sheet& sheet);
// 图表: ranking, points by group, the share of points reached by group.
void draw_charts(const Drawing& drawing);
// 核对: sums that the reader's own program calculates, beside the stored totals.
void draw_checks(const Drawing& drawing);

}  // namespace kaohe::report
