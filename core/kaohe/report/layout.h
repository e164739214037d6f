// kaohe/report/layout.h - inside the report: the layout of the assessment workbook, as templates/workbook/layout.lua declares it.
//
// A layout says which sheets there are, which blocks each has from the top down, and which columns a block of rows draws from
// which list (lists.h). It holds no figures. Everything in it is checked when it is loaded: an unknown word, list, field or tag
// is named with file and line.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/num/decimal.h"
#include "kaohe/report/report.h"
#include "kaohe/report/xlsx.h"

namespace kaohe::report {

// A colour for what lies in a range or is one word: { below = "60", tone = "bad" }, { is = "达标", tone = "good" }. Without a
// condition: for everything else. The first that fits counts.
struct Mark {
    std::optional<num::Decimal> below, at_least;  // both, where both are given
    std::optional<std::string> is;
    Tone tone = Tone::Plain;
};

struct ColumnLayout {
    std::string title;
    std::string field;       // of the block's list; "" for a column that people fill in
    bool is_family = false;  // columns_of: one column for each member of the field
    std::string of;          // the one member that a column draws of a field with several
    std::string group;       // columns_of: only its members of this group of rules; "" for all
    double width = 12;       // in characters of half width
    std::uint16_t span = 1;  // columns of the sheet that it takes
    Align align = Align::Center;
    std::string format;  // number format; "" shows the digits of the figure
    std::string link;    // the list whose row of the same region and rule a click leads to
    bool optional = false, bar = false, scale = false, input = false;
    std::vector<std::string> choices;  // what may be typed into it
    std::vector<Mark> marks;
};

struct PairLayout {
    std::string key, text;
    Tone tone = Tone::Plain;
};

struct BlockLayout {
    enum class Kind { Line, Gap, Band, Rows, Matrix, Notes, Pairs, Contents, Charts, Checks, Form };
    Kind kind = Kind::Line;
    std::string text;              // Line, Band; Contents: its title
    Face face = Face::Body;        // Line
    double points = 8;             // Gap: its height; Form: the height of its rows
    std::string list, empty;       // Rows: the list, and what stands there when it has no entries
    std::string group;             // Rows: only the entries of this group of rules; "" for all
    bool by_rank = false, bands = false, outline = false, filter = false;
    std::string subtotal, total;   // Rows: titles of the sums; "" draws none
    std::vector<ColumnLayout> columns;
    std::size_t across = 15;       // Matrix: columns beside the region's name before it goes on below
    std::size_t down = 20;         // Matrix: regions on a page
    double width = 12;             // Matrix
    std::string link;              // Matrix
    std::size_t most = 0;          // Charts: drawings; Checks: entries; 0 is no limit
    std::vector<std::string> names;  // Charts: which; Form: its header
    std::vector<std::string> rows;   // Form
    std::vector<PairLayout> pairs;
    Place place;
};

struct SheetLayout {
    std::string name, title;  // with tags; a sheet without a title begins with its first block
    double title_height = 0;  // points; 0: as its text needs
    bool each = false;        // one for each region
    bool optional = false;    // left out when none of its blocks has anything to show
    bool protect = false, portrait = false, one_page = false;
    std::uint16_t freeze = 0;
    std::size_t most = 0;  // entries (or regions, of `each`) beyond which it is left out and the cover says so; 0: no limit
    std::vector<double> widths;
    std::vector<BlockLayout> blocks;
    Place place;
};

struct Layout {
    Style style;
    std::string footer_left, footer_right;
    std::vector<SheetLayout> sheets;
    std::string file;    // as messages name it
    std::string digest;  // "sm3:…" of its text
};

// workbook/layout.lua of the user's folder, else the shipped one. Fails with the first finding; `findings` has all of them.
Result<Layout> load_layout(const Options& options);

// What `kaohe report --fields` says of layouts: lists, their fields, and the tags of texts.
std::string describe_lists();

}  // namespace kaohe::report
