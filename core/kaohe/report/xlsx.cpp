#include "kaohe/report/xlsx.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/num/decimal.h"
#include "kaohe/labels.h"
#include "kaohe/report/book_package.h"

namespace kaohe::report {
namespace {

constexpr std::size_t kMaxExactDigits = 15;    // decimal digits that survive a double and "%.16G"
constexpr std::size_t kMaxCellText = 32767;    // characters of a cell
constexpr std::size_t kMaxNameLength = 31;     // characters of a sheet name
constexpr std::size_t kMaxHeaderLength = 255;  // characters of a page header or footer
constexpr std::string_view kForbiddenInNames = "[]:*?/\\";

std::uint8_t alignment_of(Align align) {
    switch (align) {
        case Align::Center:
            return LXW_ALIGN_CENTER;
        case Align::Right:
            return LXW_ALIGN_RIGHT;
        case Align::Left:
            break;
    }
    return LXW_ALIGN_LEFT;
}

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The bytes of the first character of valid UTF-8.
std::string_view first_character(std::string_view utf8) {
    std::size_t size = 1;
    while (size < utf8.size() && (static_cast<unsigned char>(utf8[size]) & 0xC0) == 0x80) ++size;
    return utf8.substr(0, size);
}

std::string first_characters(std::string_view utf8, std::size_t count) {
    std::string out;
    for (; count > 0 && !utf8.empty(); --count) {
        std::string_view next = first_character(utf8);
        out += next;
        utf8.remove_prefix(next.size());
    }
    return out;
}

// ASCII letters only, as the library compares names; Excel's other letters do not occur in names of regions.
std::string without_case(std::string_view name) {
    std::string out(name);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// "_x000D_": what Excel itself reads as an escaped character.
bool is_escape(std::string_view text) {
    auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

// U+FFFE and U+FFFF are valid UTF-8 but may not stand in XML.
bool is_noncharacter(std::string_view text) {
    return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

double to_double(std::string_view decimal) {
    if (decimal.starts_with('+')) decimal.remove_prefix(1);
    double value = std::nan("");
    std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
    return value;
}

// Midnight of an ISO date.
std::time_t time_of(std::string_view iso) {
    auto part = [&](std::size_t at, std::size_t size) {
        int value = 1;
        if (iso.size() >= at + size) std::from_chars(iso.data() + at, iso.data() + at + size, value);
        return value;
    };
    using namespace std::chrono;
    const year_month_day date{year(part(0, 4)), month(static_cast<unsigned>(part(5, 2))),
                              day(static_cast<unsigned>(part(8, 2)))};
    return system_clock::to_time_t(sys_days(date));
}

// Page headers use & for codes of their own.
std::string header_text(std::string_view text) {
    std::string out;
    for (char c : text) out.append(c == '&' ? 2 : 1, c);
    return out;
}

// Owning strings for the library, which takes non-const pointers but copies at once.
char* borrowed(const std::string& text) {
    return text.empty() ? nullptr : const_cast<char*>(text.c_str());
}

}  // namespace

std::string number_format_of(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    const std::size_t places = point == std::string_view::npos ? 0 : decimal.size() - point - 1;
    return places == 0 ? "0" : "0." + std::string(places, '0');
}

namespace {

// Digits, with a sign before and a point among them: what nearly every number is, and too short not to fit.
bool is_short_number(std::string_view decimal) {
    if (!decimal.empty() && (decimal.front() == '-' || decimal.front() == '+')) decimal.remove_prefix(1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto whole = static_cast<std::size_t>(std::find_if_not(decimal.begin(), decimal.end(), is_digit) - decimal.begin());
    if (whole == 0 || decimal.size() > kMaxExactDigits) return false;
    if (whole == decimal.size()) return true;
    return decimal[whole] == '.' && whole + 1 < decimal.size() && std::all_of(decimal.begin() + static_cast<std::ptrdiff_t>(whole) + 1, decimal.end(), is_digit);
}

}  // namespace

bool fits_number(std::string_view decimal) {
    if (is_short_number(decimal)) return true;
    auto value = num::Decimal::parse(decimal);
    if (!value) return false;
    std::string digits = value->trimmed().to_string();
    std::erase_if(digits, [](char c) { return c == '-' || c == '.'; });
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size())).size() <= kMaxExactDigits;
}

std::string cell_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::string_view rest = text.substr(i);
        if (c == '\r') {
            if (!rest.starts_with("\r\n")) out += '\n';
        } else if (c == 0x7F || (c < 0x20 && c != '\n' && c != '\t')) {
            continue;
        } else if (is_noncharacter(rest)) {
            i += 2;
        } else {
            out += is_escape(rest) ? "_x005F_" : std::string(1, text[i]);
        }
    }
    return out;
}

// --- Sheet

bool Sheet::working() const {
    return sheet_ && !book_->refused_;
}

bool Sheet::check(int error, std::uint32_t row, std::uint16_t column) {
    if (error == LXW_NO_ERROR) return true;
    book_->refuse(name_, cell_name(column, row + 1), lxw_strerror(static_cast<lxw_error>(error)));
    return false;
}

bool Sheet::accept(std::string_view text, std::uint32_t row, std::uint16_t column) {
    if (!working()) return false;
    if (is_valid_utf8(text)) return true;
    book_->refuse(name_, cell_name(column, row + 1), "文字不是 UTF-8");
    return false;
}

void Sheet::text(std::uint32_t row, std::uint16_t column, std::string_view text, const Look& look) {
    if (!accept(text, row, column)) return;
    const std::string clean = cell_text(text);
    if (clean.empty()) return blank(row, column, look);
    put_text(row, column, clean, look);
}

void Sheet::put_text(std::uint32_t row, std::uint16_t column, const std::string& clean, const Look& look) {
    if (clean.size() > kMaxCellText && characters(clean) > kMaxCellText) {
        check(LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED, row, column);
    } else if (fits(row, column)) {
        cells_.text(row, column, book_->format(look).number, book_->texts_.index_of(clean));
    }
}

// Whether Excel has such a cell.
bool Sheet::fits(std::uint32_t row, std::uint16_t column) {
    return check(row < LXW_ROW_MAX && column < LXW_COL_MAX ? LXW_NO_ERROR : LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, row, column);
}

void Sheet::number(std::uint32_t row, std::uint16_t column, std::string_view decimal, const Look& look) {
    if (!working()) return;
    if (!fits_number(decimal)) {
        if (num::Decimal::parse(decimal)) return text(row, column, decimal, look);
        return book_->refuse(name_, cell_name(column, row + 1), fmt::format("“{}”不是数值", decimal));
    }
    Look exact = look;
    if (exact.number_format.empty()) exact.number_format = number_format_of(decimal);
    if (fits(row, column)) cells_.number(row, column, book_->format(exact).number, to_double(decimal));
}

void Sheet::formula(std::uint32_t row, std::uint16_t column, std::string_view expression,
                    std::string_view decimal, const Look& look) {
    if (!accept(expression, row, column)) return;
    if (expression.empty() || !fits_number(decimal))
        return book_->refuse(name_, cell_name(column, row + 1), "公式或其结果为空");
    Look exact = look;
    if (exact.number_format.empty()) exact.number_format = number_format_of(decimal);
    if (fits(row, column)) cells_.formula(row, column, book_->format(exact).number, std::string(expression), to_double(decimal));
}

void Sheet::blank(std::uint32_t row, std::uint16_t column, const Look& look) {
    if (working() && fits(row, column)) cells_.blank(row, column, book_->format(look).number);
}

void Sheet::merge(std::uint32_t first_row, std::uint16_t first_column, std::uint32_t last_row,
                  std::uint16_t last_column, std::string_view text, const Look& look) {
    if (!accept(text, first_row, first_column)) return;
    // A range of one cell is not a merge; the library calls it an error.
    if (first_row == last_row && first_column == last_column)
        return this->text(first_row, first_column, text, look);
    for (const Area& area : merged_)
        if (first_row <= area.last_row && area.first_row <= last_row && first_column <= area.last_column &&
            area.first_column <= last_column)
            return book_->refuse(name_, cell_name(first_column, first_row + 1), "合并区域重叠");
    merged_.push_back({first_row, last_row, first_column, last_column});
    const std::string clean = cell_text(text);
    const Workbook::Format format = book_->format(look);
    if (!check(worksheet_merge_range(sheet_, first_row, first_column, last_row, last_column, clean.c_str(), format.of_library), first_row, first_column)) return;
    for (std::uint32_t row = first_row; row <= last_row; ++row)
        for (std::uint32_t column = first_column; column <= last_column; ++column) cells_.blank(row, static_cast<std::uint16_t>(column), format.number);
    if (!clean.empty()) put_text(first_row, first_column, clean, look);
}

void Sheet::column_width(std::uint16_t column, double width) {
    if (working())
        check(worksheet_set_column(sheet_, column, column, std::clamp(width, 1.0, 255.0), nullptr), 0,
              column);
}

void Sheet::row_height(std::uint32_t row, double points, std::uint8_t level) {
    if (!working()) return;
    lxw_row_col_options options{};
    options.level = level;
    const double height = std::clamp(points, 1.0, 409.0);
    // The library, too: it lays charts and notes over the rows.
    if (check(worksheet_set_row_opt(sheet_, row, height, nullptr, &options), row, 0)) cells_.row_height(row, height, level);
}

void Sheet::freeze(std::uint32_t row, std::uint16_t column) {
    if (working()) worksheet_freeze_panes(sheet_, row, column);
}

void Sheet::data_bar(std::uint32_t first_row, std::uint32_t last_row, std::uint16_t column) {
    if (!working()) return;
    lxw_conditional_format bar{};
    bar.type = LXW_CONDITIONAL_DATA_BAR;
    bar.bar_color = 0xB7D2EC;
    bar.bar_solid = LXW_TRUE;
    bar.min_rule_type =
        LXW_CONDITIONAL_RULE_TYPE_NUMBER;  // from 0, so that the lengths compare as the scores do
    bar.min_value = 0;
    check(worksheet_conditional_format_range(sheet_, first_row, column, last_row, column, &bar), first_row,
          column);
}

void Sheet::color_scale(std::uint32_t first_row, std::uint32_t last_row, std::uint16_t column) {
    if (!working()) return;
    lxw_conditional_format scale{};
    scale.type = LXW_CONDITIONAL_2_COLOR_SCALE;
    scale.min_color = 0xFBE0DC;
    scale.max_color = 0xFFFFFF;
    check(worksheet_conditional_format_range(sheet_, first_row, column, last_row, column, &scale), first_row, column);
}

bool Sheet::has_room_for_link() const {
    constexpr std::size_t kMostLinks = 65'530;  // Excel's limit for a sheet
    return links_ < kMostLinks;
}

void Sheet::filter(std::uint32_t header_row, std::uint16_t first_column, std::uint32_t last_row, std::uint16_t last_column) {
    if (working()) check(worksheet_autofilter(sheet_, header_row, first_column, last_row, last_column), header_row, first_column);
}

void Sheet::link(std::uint32_t row, std::uint16_t column, std::string_view text, std::string_view sheet, std::string_view cell,
                 const Look& look) {
    if (!accept(text, row, column) || !accept(sheet, row, column) || !has_room_for_link()) return;
    ++links_;
    std::string quoted;
    for (const char c : sheet) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    const std::string target = fmt::format("internal:'{}'!{}", quoted, cell), shown = cell_text(text);
    if (check(worksheet_write_url_opt(sheet_, row, column, target.c_str(), book_->format(look).of_library, shown.c_str(), nullptr), row, column))
        put_text(row, column, shown, look);
}

namespace {

std::uint8_t chart_type(Sheet::ChartKind kind) {
    switch (kind) {
        case Sheet::ChartKind::StackedBars: return LXW_CHART_COLUMN_STACKED;
        case Sheet::ChartKind::Radar: return LXW_CHART_RADAR_WITH_MARKERS;
        case Sheet::ChartKind::Lines: return LXW_CHART_LINE;
        case Sheet::ChartKind::Bars: break;
    }
    return LXW_CHART_COLUMN;
}

// Dark to light, each with a pattern of its own: a black-and-white printer keeps them apart.
struct Ink {
    std::uint32_t color;
    std::uint8_t pattern, dash, marker;
};
constexpr Ink kInks[] = {
    {0x1F4E79, LXW_CHART_PATTERN_DARK_UPWARD_DIAGONAL, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE},
    {0xC55A11, LXW_CHART_PATTERN_LIGHT_HORIZONTAL, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_SQUARE},
    {0x548235, LXW_CHART_PATTERN_SMALL_GRID, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_DIAMOND},
    {0x7F6000, LXW_CHART_PATTERN_LIGHT_VERTICAL, LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_MARKER_TRIANGLE},
    {0x7030A0, LXW_CHART_PATTERN_DOTTED_DIAMOND, LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_MARKER_X},
    {0x44546A, LXW_CHART_PATTERN_DARK_DOWNWARD_DIAGONAL, LXW_CHART_LINE_DASH_SQUARE_DOT, LXW_CHART_MARKER_STAR},
    {0x833C0B, LXW_CHART_PATTERN_PERCENT_20, LXW_CHART_LINE_DASH_LONG_DASH_DOT, LXW_CHART_MARKER_PLUS},
};

void paint(lxw_chart_series* series, Sheet::ChartKind kind, const Ink& ink) {
    lxw_chart_line line{};
    line.color = ink.color;
    line.width = 1.75;
    if (kind == Sheet::ChartKind::Lines || kind == Sheet::ChartKind::Radar) {
        line.dash_type = ink.dash;
        chart_series_set_line(series, &line);
        chart_series_set_marker_type(series, ink.marker);
        return;
    }
    lxw_chart_pattern pattern{};
    pattern.fg_color = ink.color;
    pattern.bg_color = 0xFFFFFF;
    pattern.type = ink.pattern;
    chart_series_set_pattern(series, &pattern);
    line.width = 0.75;
    chart_series_set_line(series, &line);
}

}  // namespace

// The library drops a chart that is inserted before it has a series, so it is inserted last.
void Sheet::chart(std::uint32_t row, std::uint16_t column, const Chart& chart) {
    if (!working() || chart.series.empty()) return;
    if (!accept(chart.title, row, column) || !accept(chart.unit, row, column)) return;
    lxw_chart* drawn = workbook_add_chart(book_->book_.get(), chart_type(chart.kind));
    if (!drawn) return book_->refuse(name_, cell_name(column, row + 1), "图表无法建立");
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const Series& wanted = chart.series[i];
        if (!accept(wanted.title, row, column)) return;
        lxw_chart_series* series = chart_add_series(drawn, nullptr, nullptr);
        const Range &names = wanted.names, &values = wanted.values;
        chart_series_set_categories(series, name_.c_str(), names.first_row, names.first_column, names.last_row, names.last_column);
        chart_series_set_values(series, name_.c_str(), values.first_row, values.first_column, values.last_row, values.last_column);
        chart_series_set_name(series, cell_text(wanted.title).c_str());
        charted_.insert(charted_.end(), {names, values});
        paint(series, chart.kind, kInks[i % std::size(kInks)]);
        if (chart.kind == ChartKind::Bars) chart_series_set_labels(series);
    }
    chart_title_set_name(drawn, cell_text(chart.title).c_str());
    if (!chart.unit.empty() && chart.kind != ChartKind::Radar) chart_axis_set_name(drawn->y_axis, cell_text(chart.unit).c_str());
    if (chart.kind != ChartKind::Radar) chart_axis_set_interval_unit(drawn->x_axis, 1);  // every name is printed
    if (chart.series.size() == 1)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    lxw_chart_options options{};
    constexpr double kWidth = 480, kHeight = 288;  // pixels of a chart that is not scaled
    options.x_scale = chart.width / kWidth;
    options.y_scale = chart.height / kHeight;
    options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
    check(worksheet_insert_chart_opt(sheet_, row, column, drawn, &options), row, column);
}

void Sheet::show_charts() {
    for (const Range& range : charted_)
        for (std::uint32_t row = range.first_row; row <= range.last_row; ++row)
            for (std::uint32_t at = range.first_column; at <= range.last_column; ++at) {
                const auto column = static_cast<std::uint16_t>(at);
                Cells::Seen seen;
                if (!cells_.look(row, column, seen)) continue;
                if (seen.is_text)
                    worksheet_write_string(sheet_, row, column, std::string(book_->texts_.at(seen.text)).c_str(), nullptr);
                else
                    worksheet_write_number(sheet_, row, column, seen.number, nullptr);
            }
}

void Sheet::validate(std::uint32_t first, std::uint32_t last, std::uint16_t column, lxw_data_validation& validation, std::string_view error) {
    const std::string message = first_characters(cell_text(error), 255);
    const std::string title = "请核对";
    validation.error_title = borrowed(title);
    validation.error_message = borrowed(message);
    check(worksheet_data_validation_range(sheet_, first, column, last, column, &validation), first, column);
}

void Sheet::choices(std::uint32_t first, std::uint32_t last, std::uint16_t column, const std::vector<std::string>& choices, std::string_view error) {
    if (!working() || choices.empty()) return;
    std::vector<char*> list;
    std::size_t length = 0;
    for (const auto& choice : choices) {
        list.push_back(borrowed(choice));
        length += characters(choice) + 1;
    }
    if (length > 255) return;
    list.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = list.data();
    validate(first, last, column, validation, error);
}

void Sheet::range(std::uint32_t first, std::uint32_t last, std::uint16_t column, std::string_view low, std::string_view high, std::string_view error) {
    if (!working() || !fits_number(low) || !fits_number(high)) return;
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_DECIMAL;
    validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    validation.minimum_number = to_double(low);
    validation.maximum_number = to_double(high);
    validate(first, last, column, validation, error);
}

void Sheet::note(std::uint32_t row, std::uint16_t column, std::string_view text) {
    if (!accept(text, row, column) || text.empty()) return;
    lxw_comment_options options{};
    const std::string author = "kaohe";
    options.author = borrowed(author);
    options.x_scale = 1.4;
    check(worksheet_write_comment_opt(sheet_, row, column, cell_text(text).c_str(), &options), row, column);
}

void Sheet::protect() {
    if (!working()) return;
    lxw_protection options{};
    options.format_columns = LXW_TRUE;
    options.format_rows = LXW_TRUE;
    options.insert_rows = LXW_TRUE;
    options.sort = LXW_TRUE;
    options.autofilter = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &options);
}

namespace {

// In percent: so many characters across the printable width of A4.
std::uint16_t scale_to_fit(double characters, bool portrait) {
    constexpr double kPixelsPerCharacter = 7, kPointsPerPixel = 0.75, kReserve = 0.78;  // programs without Calibri draw columns wider
    const double printable = portrait ? 527 : 774;  // points between the margins below
    const double percent = 100 * kReserve * printable / (characters * kPixelsPerCharacter * kPointsPerPixel);
    return static_cast<std::uint16_t>(std::clamp(percent, 10.0, 100.0));
}

}  // namespace

void Sheet::page(std::string_view left, std::string_view right, const Page& how) {
    if (!accept(left, 0, 0) || !accept(right, 0, 0)) return;
    if (!how.portrait) worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    if (how.width > 0)
        worksheet_set_print_scale(sheet_, scale_to_fit(how.width, how.portrait));
    else
        worksheet_fit_to_pages(sheet_, 1, how.one_page ? 1 : 0);
    worksheet_set_margins(sheet_, 0.47, 0.47, 0.6, 0.7);  // inches
    worksheet_center_horizontally(sheet_);
    const std::string pages = "&C&9" + std::string(label::page_number);
    const std::string footer =
        fmt::format("&L&9{}{}&R&9{}", header_text(cell_text(left)), pages, header_text(cell_text(right)));
    // A footer that is too long loses its sides, not its page numbers.
    const bool fits = characters(footer) <= kMaxHeaderLength;
    check(worksheet_set_footer(sheet_, fits ? footer.c_str() : pages.c_str()), 0, 0);
}

void Sheet::repeat_rows(std::uint32_t first, std::uint32_t last) {
    if (working()) check(worksheet_repeat_rows(sheet_, first, last), first, 0);
}

// --- Workbook

void Workbook::Free::operator()(lxw_workbook* book) const {
    lxw_workbook_free(book);
}

namespace {

// Where the library writes its book, without our cells.
std::filesystem::path beside(const std::filesystem::path& file) {
    std::filesystem::path out = file;
    return out += ".parts";
}

}  // namespace

Workbook::Workbook(const std::filesystem::path& file, std::string_view created, const Properties& properties, Style style)
    : file_(file),
      shown_as_(properties.shown_as.empty() ? display_path(file) : properties.shown_as),
      style_(std::move(style)),
      book_(workbook_new(beside(file).c_str())) {
    if (!book_) {
        refuse("", "", "内存不足");
        return;
    }
    for (const std::string* text :
         {&properties.title, &properties.subject, &properties.company, &properties.comments})
        if (!is_valid_utf8(*text)) refuse("", "", "文字不是 UTF-8");
    if (refused_) return;
    const std::string title = first_characters(cell_text(properties.title), 255);
    const std::string subject = first_characters(cell_text(properties.subject), 255);
    const std::string company = first_characters(cell_text(properties.company), 255);
    const std::string comments = first_characters(cell_text(properties.comments), 255);
    lxw_doc_properties fields{};
    fields.title = borrowed(title);
    fields.subject = borrowed(subject);
    fields.company = borrowed(company);
    fields.comments = borrowed(comments);
    fields.created = time_of(created);
    workbook_set_properties(book_.get(), &fields);
    constexpr std::size_t kPropertyBytes = 250;  // Excel takes 255 characters: longer texts in pieces, nothing is cut
    for (const auto& [name, text] : properties.custom)
        for (std::size_t piece = 0; piece * kPropertyBytes < std::max<std::size_t>(text.size(), 1); ++piece)
            workbook_set_custom_property_string(book_.get(), (piece == 0 ? name : name + "." + std::to_string(piece)).c_str(),
                                                cell_text(text.substr(piece * kPropertyBytes, kPropertyBytes)).c_str());
}

Workbook::~Workbook() = default;

void Workbook::refuse(std::string_view sheet, std::string_view cell, std::string_view why) {
    if (refused_) return;
    Place place{.file = shown_as_, .sheet = std::string(sheet), .cell = std::string(cell)};
    refused_ = diagnose(Code::OutputCell, std::move(place), sheet, cell, why);
}

bool Workbook::is_legal(std::string_view name) const {
    return !name.empty() && is_valid_utf8(name) && characters(name) <= kMaxNameLength &&
           name.find_first_of(kForbiddenInNames) == std::string_view::npos && name.front() != '\'' &&
           name.back() != '\'' && cell_text(name) == name && !names_.contains(without_case(name));
}

std::string Workbook::sheet_name(std::string_view text) const {
    std::string clean = is_valid_utf8(text) ? cell_text(text) : "";
    for (char& c : clean)
        if (c == '\n' || c == '\t' || c == '\'' || kForbiddenInNames.find(c) != std::string_view::npos)
            c = '_';
    if (trim(clean).empty()) clean = "_";
    std::string name = first_characters(clean, kMaxNameLength);
    for (int copy = 2; names_.contains(without_case(name)); ++copy) {
        const std::string suffix = fmt::format(" ({})", copy);
        name = first_characters(clean, kMaxNameLength - suffix.size()) + suffix;
    }
    return name;
}

Sheet& Workbook::add_sheet(const std::string& name) {
    lxw_worksheet* sheet = nullptr;
    if (!is_legal(name)) {
        refuse(name, "", "工作表名称不合要求");
    } else if (!refused_) {
        sheet = workbook_add_worksheet(book_.get(), name.c_str());
        if (!sheet) refuse(name, "", "工作表名称不合要求");
    }
    names_.insert(without_case(name));
    sheets_.push_back(std::unique_ptr<Sheet>(new Sheet(*this, sheet, name)));
    return *sheets_.back();
}

std::size_t Workbook::LookHash::operator()(const Look& look) const {
    const auto of = [](auto value, unsigned at) { return static_cast<std::size_t>(value) << at; };
    return std::hash<std::string>()(look.number_format) ^ (of(look.face, 0) | of(look.align, 4) | of(look.tone, 8) | of(look.bold, 12) | of(look.border, 13) | of(look.linked, 14));
}

const Workbook::Format& Workbook::format(const Look& look) {
    auto [it, is_new] = formats_.try_emplace(look);
    if (!is_new) return it->second;
    lxw_format* format = it->second.of_library = workbook_add_format(book_.get());
    const Style::Font& font = style_.fonts.at(look.face);
    format_set_font_name(format, font.name.c_str());
    format_set_font_size(format, font.size);
    if (look.linked) format_set_font_color(format, style_.link);
    if (look.bold) format_set_bold(format);
    format_set_align(format, alignment_of(look.align));
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    if (look.border) format_set_border(format, LXW_BORDER_THIN);
    if (look.border && look.align == Align::Left)
        format_set_indent(format, 1);  // else letters touch the line
    if (const auto colour = style_.colours.find(look.tone); colour != style_.colours.end()) format_set_bg_color(format, colour->second);
    if (look.tone == Tone::Input) format_set_unlocked(format);
    if (!look.number_format.empty()) format_set_num_format(format, look.number_format.c_str());
    it->second.number = static_cast<std::uint32_t>(lxw_format_get_xf_index(format));  // the library only numbers those that its own cells have
    return it->second;
}

std::vector<std::string> Workbook::sheet_names() const {
    std::vector<std::string> out;
    for (const auto& sheet : sheets_) out.push_back(sheet->name());
    return out;
}

Result<void> Workbook::finish(int jobs) {
    if (!refused_ && sheets_.empty()) refuse("", "", "工作簿没有工作表");
    if (refused_) return tl::make_unexpected(*refused_);
    for (auto& sheet : sheets_)
        if (!sheet->breaks_.empty()) {
            sheet->breaks_.push_back(0);  // the library's end mark
            worksheet_set_h_pagebreaks(sheet->sheet_, sheet->breaks_.data());
        }
    // A text of the library's own, so that its book has a part for texts.
    if (!texts_.empty()) worksheet_write_string(sheets_.front()->sheet_, 0, 0, "-", nullptr);
    std::vector<const Cells*> cells;
    for (auto& sheet : sheets_) {
        sheet->show_charts();
        cells.push_back(&sheet->cells_);
    }
    const std::filesystem::path parts = beside(file_);
    const lxw_error error = workbook_close(book_.release());  // frees the book even when it fails
    Result<std::string> bytes = std::string();
    if (error == LXW_NO_ERROR) {
        auto written = FileBytes::open(parts);
        bytes = written ? with_cells(written->view(), cells, texts_, shown_as_, jobs) : tl::make_unexpected(written.error());
    }
    std::error_code ignored;
    std::filesystem::remove(parts, ignored);
    if (error != LXW_NO_ERROR) return failure(Code::OutputWrite, Place{.file = shown_as_}, shown_as_, lxw_strerror(error));
    if (!bytes) return tl::make_unexpected(bytes.error());
    return write_file(file_, *bytes);
}

}  // namespace kaohe::report
