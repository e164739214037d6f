// kaohe/report/xlsx.h - an Excel workbook being written: the one place that talks to libxlsxwriter. The cells themselves are
// written by cells.h and put into the library's book at the end.
//
// The library writes what it is given and often answers "no error" to what Excel will not open: not-a-number,
// invalid UTF-8, overlapping merges, impossible sheet names. Everything of that kind stops here. The first
// refusal is kept and returned by finish(); calls after it do nothing, so drawing code needs no checks of its
// own.
//
//     Workbook book("考核.xlsx.tmp", "2021-12-31", {.title = "…"});
//     Sheet& sheet = book.add_sheet("总排名");
//     sheet.number(2, 1, "93.50", {.align = Align::Right});
//     return book.finish();
//
// Rows and columns are 0-based. Same calls, same bytes: the file holds no clock and no user name.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/report/cells.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;
struct lxw_data_validation;

namespace kaohe::report {

enum class Align { Left, Center, Right };
enum class Face { Body, Header, Title, Note };  // 宋体 10.5, 黑体 10.5, 黑体 18, 宋体 9
// The colour behind a cell. Never the only carrier of a meaning: the page must survive a black-and-white
// printer.
enum class Tone { Plain, Head, Band, Bad, Warn, Missing, Input, Good };

// Fonts and colours. What a layout does not set is as here.
struct Style {
    struct Font {
        std::string name;
        double size;  // points
    };
    std::map<Face, Font> fonts = {{Face::Body, {"宋体", 10.5}}, {Face::Header, {"黑体", 10.5}}, {Face::Title, {"黑体", 18}}, {Face::Note, {"宋体", 9}}};
    // Pale enough to be white on a black-and-white printer.
    std::map<Tone, std::uint32_t> colours = {{Tone::Head, 0xDCE6F1}, {Tone::Band, 0xF2F2F2},    {Tone::Bad, 0xFBE0DC},
                                             {Tone::Warn, 0xFFF2CC}, {Tone::Missing, 0xE4DFEC}, {Tone::Input, 0xFFFBE6}, {Tone::Good, 0xE2EFDA}};
    std::uint32_t link = 0x1F4E79;  // dark: black on paper
};

struct Look {
    Face face = Face::Body;
    Align align = Align::Left;
    Tone tone = Tone::Plain;
    bool bold = false;
    bool border = true;
    bool linked = false;
    std::string number_format = {};  // "" is General

    friend bool operator==(const Look&, const Look&) = default;
};

class Workbook;

class Sheet {
  public:
    // Always text: "=1+1", "+86", "@" and "-" stay as they are. Line ends become LF; control characters,
    // which no workbook can hold, are dropped. Text beyond Excel's 32767 characters of a cell is refused.
    void text(std::uint32_t row, std::uint16_t column, std::string_view text, const Look& look = {});
    // A decimal text as a number that shows exactly its digits, unless the look brings a format of its own.
    // More than 15 significant digits do not survive a spreadsheet's binary numbers and are written as text
    // instead.
    void number(std::uint32_t row, std::uint16_t column, std::string_view decimal, const Look& look = {});
    // A formula without "=", with the value that is shown until it is calculated anew. REQUIRES: decimal is a
    // decimal.
    void formula(std::uint32_t row, std::uint16_t column, std::string_view expression,
                 std::string_view decimal, const Look& look = {});
    void blank(std::uint32_t row, std::uint16_t column, const Look& look = {});
    // One text over several cells. Refused where it would overlap an earlier merge.
    void merge(std::uint32_t first_row, std::uint16_t first_column, std::uint32_t last_row,
               std::uint16_t last_column, std::string_view text, const Look& look = {});

    void column_width(std::uint16_t column, double characters);
    // Rows of level 1 can be folded away.
    void row_height(std::uint32_t row, double points, std::uint8_t level = 0);
    void freeze(std::uint32_t row, std::uint16_t column);
    void data_bar(std::uint32_t first_row, std::uint32_t last_row, std::uint16_t column);
    // Colours from the lowest to the highest number.
    void color_scale(std::uint32_t first_row, std::uint32_t last_row, std::uint16_t column);
    // Buttons in the header row with which rows are picked out.
    void filter(std::uint32_t header_row, std::uint16_t first_column, std::uint32_t last_row, std::uint16_t last_column);
    // A text that leads to a cell ("A1") of another sheet of the book.
    void link(std::uint32_t row, std::uint16_t column, std::string_view text, std::string_view sheet, std::string_view cell, const Look& look = {});
    // Whether Excel takes another link on this sheet.
    bool has_room_for_link() const;

    // Cells of this sheet, in one column or one row, both ends included.
    struct Range {
        std::uint32_t first_row = 0, last_row = 0;
        std::uint16_t first_column = 0, last_column = 0;
    };
    struct Series {
        std::string title;
        Range names, values;
    };
    enum class ChartKind { Bars, StackedBars, Radar, Lines };
    struct Chart {
        ChartKind kind = ChartKind::Bars;
        std::string title, unit;  // the unit stands at the axis of values
        std::vector<Series> series;
        std::uint32_t width = 900, height = 360;  // pixels
    };
    // Draws the chart over the cells from there on. Nothing without a series. Lines and areas differ in their patterns too,
    // so that they can be told apart without colours.
    void chart(std::uint32_t row, std::uint16_t column, const Chart& chart);

    // What may be typed into a column, from first to last row: one of the choices, or a number of a range. `error` is
    // what Excel says otherwise. A list longer than Excel's 255 characters is left out: nothing is checked then.
    void choices(std::uint32_t first, std::uint32_t last, std::uint16_t column, const std::vector<std::string>& choices, std::string_view error);
    void range(std::uint32_t first, std::uint32_t last, std::uint16_t column, std::string_view low, std::string_view high, std::string_view error);
    // A note on a cell.
    void note(std::uint32_t row, std::uint16_t column, std::string_view text);
    // Only cells with Tone::Input can be typed into. No password: it guards against slips.
    void protect();

    // A4, one page wide, as many pages long as it takes (or one), page numbers below, `left` and `right` beside them. `width`:
    // the characters of half width that are to fit across; then pages end where break_before() says, which Excel overlooks
    // on a sheet that it fits itself.
    struct Page {
        bool portrait = false, one_page = false;
        double width = 0;
    };
    void page(std::string_view left, std::string_view right, const Page& how);
    void page(std::string_view left, std::string_view right) { page(left, right, Page()); }
    void break_before(std::uint32_t row) { breaks_.push_back(row); }
    void repeat_rows(std::uint32_t first, std::uint32_t last);

    const std::string& name() const { return name_; }

  private:
    friend class Workbook;
    Sheet(Workbook& book, lxw_worksheet* sheet, std::string name)
        : book_(&book), sheet_(sheet), name_(std::move(name)) {}

    bool check(int lxw_error, std::uint32_t row, std::uint16_t column);
    bool accept(std::string_view text, std::uint32_t row, std::uint16_t column);
    bool working() const;
    void validate(std::uint32_t first, std::uint32_t last, std::uint16_t column, lxw_data_validation& validation, std::string_view error);

    struct Area {
        std::uint32_t first_row, last_row;
        std::uint16_t first_column, last_column;
    };

    // Gives the library what its charts are drawn from, which it keeps with them.
    void show_charts();
    bool fits(std::uint32_t row, std::uint16_t column);
    void put_text(std::uint32_t row, std::uint16_t column, const std::string& clean, const Look& look);

    Workbook* book_;
    lxw_worksheet* sheet_;  // owned by the book; null once the book refused the sheet
    std::string name_;
    Cells cells_;
    std::vector<Range> charted_;
    std::vector<Area> merged_;
    std::size_t links_ = 0;
    std::vector<std::uint32_t> breaks_;
};

class Workbook {
  public:
    struct Properties {
        std::string title, subject, company, comments;
        std::string shown_as;  // what messages call the file; "" is its path
        std::vector<std::pair<std::string, std::string>> custom{};  // names and texts of our own, in ASCII
    };

    // Nothing is written before finish(); a book that is dropped without it leaves no file. `created` is an
    // ISO date: the only date in the file.
    Workbook(const std::filesystem::path& file, std::string_view created, const Properties& properties, Style style = {});
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    // A name that Excel would not take is refused: see sheet_name(). The sheet lives as long as the book.
    Sheet& add_sheet(const std::string& name);
    // A name made from any text: at most 31 characters, none of []:*?/\, no ' at the ends, unlike all names
    // so far without regard to case ("红寺堡区 (2)").
    std::string sheet_name(std::string_view text) const;
    // Of all sheets so far, in their order.
    std::vector<std::string> sheet_names() const;

    // Writes the file, on up to `jobs` threads; the bytes do not depend on how many. Fails with KH-T002, naming sheet and cell, for
    // what was refused, and with KH-T001 for the disk.
    Result<void> finish(int jobs = 1);

  private:
    friend class Sheet;
    struct Free {
        void operator()(lxw_workbook* book) const;
    };

    void refuse(std::string_view sheet, std::string_view cell, std::string_view why);
    // A format of the library and its number in the file.
    struct Format {
        lxw_format* of_library = nullptr;
        std::uint32_t number = 0;
    };
    const Format& format(const Look& look);
    struct LookHash {
        std::size_t operator()(const Look& look) const;
    };
    bool is_legal(std::string_view name) const;

    std::filesystem::path file_;
    std::string shown_as_;
    Style style_;
    std::unique_ptr<lxw_workbook, Free> book_;
    std::unordered_map<Look, Format, LookHash> formats_;
    SharedTexts texts_;
    std::vector<std::unique_ptr<Sheet>> sheets_;
    std::set<std::string> names_;  // in lower case
    std::optional<Diagnostic> refused_;
};

// The number format that shows exactly the digits of a decimal text: "17.325" -> "0.000".
std::string number_format_of(std::string_view decimal);
// Whether a spreadsheet can hold it exactly: a decimal text of at most 15 significant digits.
bool fits_number(std::string_view decimal);
// The text as a cell can hold it (see Sheet::text).
std::string cell_text(std::string_view text);

}  // namespace kaohe::report
