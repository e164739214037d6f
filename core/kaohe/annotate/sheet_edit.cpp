#include "kaohe/annotate/sheet_edit.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "kaohe/base/text.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xml_sax.h"

namespace kaohe::annotate {
namespace {

// The children of <worksheet> in the order that the standard asks for, and Excel insists on.
constexpr std::string_view kOrder[] = {
    "sheetPr",         "dimension",     "sheetViews",      "sheetFormatPr",  "cols",           "sheetData",
    "sheetCalcPr",     "sheetProtection", "protectedRanges", "scenarios",    "autoFilter",     "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells",   "phoneticPr",     "conditionalFormatting", "dataValidations",
    "hyperlinks",      "printOptions",  "pageMargins",     "pageSetup",      "headerFooter",   "rowBreaks",
    "colBreaks",       "customProperties", "cellWatches",  "ignoredErrors",  "smartTags",      "drawing",
    "legacyDrawing",   "legacyDrawingHF", "drawingHF",     "picture",        "oleObjects",     "controls",
    "webPublishItems", "tableParts",    "extLst"};

std::size_t rank(std::string_view name) {
    return static_cast<std::size_t>(std::find(std::begin(kOrder), std::end(kOrder), name) - std::begin(kOrder));
}
bool is_known(std::string_view name) {
    return rank(name) < std::size(kOrder);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Where the name of an element ends in its tag.
std::size_t name_end(std::string_view tag) {
    std::size_t at = 1;
    while (at < tag.size() && !is_blank(tag[at]) && tag[at] != '/' && tag[at] != '>') ++at;
    return at;
}

struct Range {
    std::size_t begin = 0, size = 0;
};

// Where the value of an attribute stands in a well-formed tag.
std::optional<Range> attribute_value(std::string_view tag, std::string_view name) {
    for (std::size_t at = name_end(tag); at < tag.size();) {
        while (at < tag.size() && is_blank(tag[at])) ++at;
        const std::size_t begin = at;
        while (at < tag.size() && tag[at] != '=' && !is_blank(tag[at])) ++at;
        const std::string_view found = tag.substr(begin, at - begin);
        const std::size_t quote = tag.find_first_of("\"'", at);
        if (quote == std::string_view::npos) break;
        const std::size_t end = tag.find(tag[quote], quote + 1);
        if (end == std::string_view::npos) break;
        if (found == name) return Range{quote + 1, end - quote - 1};
        at = end + 1;
    }
    return std::nullopt;
}

bool is_empty_element(std::string_view tag) {
    return tag.ends_with("/>");
}

bool is_true(std::string_view flag) {
    return flag == "1" || flag == "true" || flag == "on";
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !(value >= 0) || value > 10'000) return std::nullopt;
    return value;
}
// A width in characters, or a height in points.
std::optional<int> width_pixels(std::string_view text) {
    const auto width = number(text);
    return width ? std::optional(static_cast<int>(*width * 7 + 0.5)) : std::nullopt;
}
std::optional<int> height_pixels(std::string_view text) {
    const auto height = number(text);
    return height ? std::optional(static_cast<int>(*height * 4 / 3 + 0.5)) : std::nullopt;
}

}  // namespace

const Grid::Columns* Grid::find(std::uint32_t column) const {
    auto found = columns.upper_bound(column);
    if (found == columns.begin()) return nullptr;
    --found;
    return column <= found->second.last ? &found->second : nullptr;
}
int Grid::width(std::uint32_t column) const {
    const Columns* found = find(column);
    return found ? found->width : usual_width;
}
std::uint32_t Grid::style(std::uint32_t column) const {
    const Columns* found = find(column);
    return found ? found->style : 0;
}
int Grid::height(std::uint32_t row) const {
    const auto found = heights.find(row);
    return found == heights.end() ? usual_height : found->second;
}

// Merged ranges stand behind the cells, so they are read before them in a pass of their own.
class SheetEdit::MergeScan : public io::XmlHandler {
  public:
    MergeScan(std::vector<io::Merge>& merges, std::size_t limit) : merges_(merges), limit_(limit) {}
    bool on_start(std::string_view name, const io::XmlAttributes& attributes) override {
        ++depth_;
        if (depth_ == 2) in_list_ = name == "mergeCells";
        if (depth_ != 3 || !in_list_ || name != "mergeCell" || merges_.size() >= limit_) return true;
        const std::string_view range = attributes.get("ref");
        const std::size_t colon = range.find(':');
        if (colon == std::string_view::npos) return true;
        const auto first = io::parse_cell_address(range.substr(0, colon));
        const auto last = io::parse_cell_address(range.substr(colon + 1));
        if (first && last) merges_.push_back({first->row, last->row, first->column, last->column});
        return true;
    }
    bool on_end(std::string_view) override { return --depth_, true; }
    bool on_text(std::string_view) override { return true; }

  private:
    std::vector<io::Merge>& merges_;
    std::size_t limit_;
    int depth_ = 0;
    bool in_list_ = false;
};

class SheetEdit::Scan : public io::XmlHandler {
  public:
    Scan(SheetEdit& edit, const std::vector<MarkedCell>& cells, Styles& styles)
        : edit_(edit), text_(edit.text_), cells_(cells), styles_(styles) {}
    void use(const io::XmlSax& sax) { sax_ = &sax; }

    bool on_start(std::string_view name, const io::XmlAttributes& attributes) override {
        if (ignored_ > 0) {
            ++ignored_;
            // <mc:AlternateContent><mc:Choice><controls>: the place of an alternative is that of what it stands for.
            if (alternative_at_ && ignored_ == 3 && is_known(name)) pass_child(name, *std::exchange(alternative_at_, std::nullopt));
            return true;
        }
        const io::XmlSax::Span span = sax_->span();
        tag_ = text_.substr(span.begin, span.size);
        tag_at_ = span.begin;
        switch (at_) {
            case At::Top:
                return begin_root(name, attributes);
            case At::Worksheet:
                return begin_child(name, attributes);
            case At::Columns:
                if (name == "col") add_columns(attributes);
                break;
            case At::Data:
                if (name == "row") return at_ = At::Row, begin_row(attributes);
                break;
            case At::Row:
                if (name == "c" && !begin_cell(attributes)) return false;
                break;
        }
        return ++ignored_, true;
    }

    bool on_end(std::string_view) override {
        if (ignored_ > 0) {
            if (--ignored_ == 0) alternative_at_.reset();
            return true;
        }
        const std::size_t here = sax_->span().begin;
        switch (at_) {
            case At::Row:
                end_row(here);
                at_ = At::Data;
                break;
            case At::Data:
                end_data(here);
                at_ = At::Worksheet;
                break;
            case At::Columns:
                at_ = At::Worksheet;
                break;
            default:
                end_root(here);
                break;
        }
        return true;
    }
    bool on_text(std::string_view) override { return true; }

  private:
    enum class At { Top, Worksheet, Columns, Data, Row };

    bool refuse(std::string_view reason, std::string_view what) {
        return fail(diagnose(Code::FileDamaged, edit_.package_->place(),
                             fmt::format(fmt::runtime(reason), io::reasons::quoted(what))));
    }
    void change(std::size_t at, std::size_t removed, std::string inserted) {
        edit_.changes_.push_back({at, removed, std::move(inserted)});
    }

    bool begin_root(std::string_view name, const io::XmlAttributes& attributes) {
        if (name != "worksheet") return refuse(io::reasons::kXmlRoot, name);
        at_ = At::Worksheet;
        const std::string_view full = tag_.substr(1, name_end(tag_) - 1);
        edit_.prefix_ = prefix_of(full);
        edit_.root_is_empty_ = is_empty_element(tag_);
        const std::string own = edit_.prefix_.empty() ? "xmlns" : "xmlns:" + edit_.prefix_.substr(0, edit_.prefix_.size() - 1);
        attributes.for_each_full([&](std::string_view attribute, std::string_view value) {
            if (attribute == own) edit_.strict_ = is_strict(value);
            if (attribute.starts_with("xmlns:") && value.ends_with("/officeDocument/relationships"))  // strict
                edit_.relation_prefix_ = std::string(attribute.substr(6)) + ":";
            if (attribute.starts_with("xmlns:") && value.ends_with("/officeDocument/2006/relationships"))
                edit_.relation_prefix_ = std::string(attribute.substr(6)) + ":";
        });
        return true;
    }

    // Notes what comes before `name`'s beginning and what behind.
    void pass_child(std::string_view name, std::size_t at) {
        if (!data_at_ && rank(name) > rank("sheetData")) data_at_ = at;
        if (!drawing_at_ && rank(name) > rank("legacyDrawing")) drawing_at_ = at;
    }

    bool begin_child(std::string_view name, const io::XmlAttributes& attributes) {
        if (name == "AlternateContent") alternative_at_ = tag_at_;
        if (is_known(name)) pass_child(name, tag_at_);
        if (name == "sheetData" && !had_data_) {
            had_data_ = true;
            data_tag_ = tag_;
            data_tag_at_ = tag_at_;
            at_ = At::Data;
            return true;
        }
        if (name == "cols") {
            at_ = At::Columns;
            return true;
        }
        if (name == "sheetFormatPr") {
            if (const auto width = width_pixels(attributes.get("defaultColWidth"))) edit_.grid_.usual_width = *width;
            if (const auto height = height_pixels(attributes.get("defaultRowHeight"))) edit_.grid_.usual_height = *height;
        }
        if (name == "legacyDrawing") edit_.legacy_drawing_ = attributes.get("id");
        return ++ignored_, true;
    }

    void add_columns(const io::XmlAttributes& attributes) {
        const std::uint32_t first = io::parse_index(attributes.get("min")).value_or(0);
        const std::uint32_t last = io::parse_index(attributes.get("max")).value_or(0);
        if (first == 0 || last < first || first > edit_.package_->limits().columns) return;
        const int width = is_true(attributes.get("hidden"))
                              ? 0
                              : width_pixels(attributes.get("width")).value_or(edit_.grid_.usual_width);
        edit_.grid_.columns[first - 1] = {last - 1, width, io::parse_index(attributes.get("style")).value_or(0)};
    }

    std::string new_cell(const MarkedCell& marked, std::uint32_t base) {
        return fmt::format("<{}c r=\"{}\" s=\"{}\"/>", edit_.prefix_, cell_name(marked.cell.column, marked.cell.row),
                           styles_.marked(base, marked.severity));
    }
    // The rows of wanted cells before `row`, none of which exists.
    std::string new_rows(std::uint32_t row) {
        std::string out;
        while (next_ < cells_.size() && cells_[next_].cell.row < row) {
            const std::uint32_t made = cells_[next_].cell.row;
            out += fmt::format("<{}row r=\"{}\">", edit_.prefix_, made);
            for (; next_ < cells_.size() && cells_[next_].cell.row == made; ++next_)
                out += new_cell(cells_[next_], edit_.grid_.style(cells_[next_].cell.column));
            out += fmt::format("</{}row>", edit_.prefix_);
        }
        return out;
    }
    // Wanted cells of the current row before `column`, none of which exists.
    std::string new_cells(std::uint32_t column) {
        std::string out;
        for (; next_ < cells_.size() && cells_[next_].cell.row == row_ && cells_[next_].cell.column < column; ++next_)
            out += new_cell(cells_[next_], row_style_.value_or(edit_.grid_.style(cells_[next_].cell.column)));
        return out;
    }

    bool begin_row(const io::XmlAttributes& attributes) {
        const io::Limits& limits = edit_.package_->limits();
        std::uint32_t row = row_ + 1;
        const auto written = attributes.find("r");
        if (written) row = io::parse_index(*written).value_or(0);
        if (row <= row_ || row > limits.rows)
            return refuse(io::reasons::kRowOrder, written ? *written : std::string_view(std::to_string(row)));
        if (std::string rows = new_rows(row); !rows.empty()) change(tag_at_, 0, std::move(rows));
        row_ = row;
        next_column_ = 0;
        row_tag_ = tag_;
        row_tag_at_ = tag_at_;
        row_style_.reset();
        if (is_true(attributes.get("customFormat"))) row_style_ = io::parse_index(attributes.get("s"));
        if (is_true(attributes.get("hidden")))
            edit_.grid_.heights[row] = 0;
        else if (const auto height = height_pixels(attributes.get("ht")); height && *height != edit_.grid_.usual_height)
            edit_.grid_.heights[row] = *height;
        return true;
    }

    bool begin_cell(const io::XmlAttributes& attributes) {
        std::uint32_t column = next_column_;
        if (const auto written = attributes.find("r")) {
            const auto address = io::parse_cell_address(*written);
            if (!address || address->row != row_ || address->column < next_column_)
                return refuse(io::reasons::kCellReference, *written);
            column = address->column;
        }
        if (column >= edit_.package_->limits().columns)
            return refuse(io::reasons::kCellReference, cell_name(column, row_));
        next_column_ = column + 1;
        if (next_ == cells_.size() || cells_[next_].cell.row != row_) return true;
        if (std::string cells = new_cells(column); !cells.empty()) change(tag_at_, 0, std::move(cells));
        if (next_ == cells_.size() || cells_[next_].cell.row != row_ || cells_[next_].cell.column != column) return true;
        const std::uint32_t base = io::parse_index(attributes.get("s")).value_or(0);
        const std::string style = std::to_string(styles_.marked(base, cells_[next_].severity));
        if (const auto old = attribute_value(tag_, "s"))
            change(tag_at_ + old->begin, old->size, style);
        else
            change(tag_at_ + name_end(tag_), 0, fmt::format(" s=\"{}\"", style));
        ++next_;
        return true;
    }

    // Puts `content` at the end of an element, whose tag may have to be opened: <row r="1"/>.
    void put_inside(std::string_view tag, std::size_t tag_at, std::size_t end_at, std::string content) {
        if (content.empty()) return;
        if (!is_empty_element(tag)) return change(end_at, 0, std::move(content));
        change(tag_at + tag.size() - 2, 2, fmt::format(">{}</{}>", content, tag.substr(1, name_end(tag) - 1)));
    }
    void end_row(std::size_t here) {
        put_inside(row_tag_, row_tag_at_, here, new_cells(edit_.package_->limits().columns));
    }
    void end_data(std::size_t here) {
        put_inside(data_tag_, data_tag_at_, here, new_rows(edit_.package_->limits().rows + 1));
    }
    void end_root(std::size_t here) {
        const std::size_t behind_all = edit_.root_is_empty_ ? text_.size() : here;
        edit_.drawing_at_ = drawing_at_.value_or(behind_all);
        std::string rows = had_data_ || edit_.root_is_empty_ ? "" : new_rows(edit_.package_->limits().rows + 1);
        if (!rows.empty())
            change(data_at_.value_or(behind_all), 0, fmt::format("<{0}sheetData>{1}</{0}sheetData>", edit_.prefix_, rows));
    }

    SheetEdit& edit_;
    std::string_view text_;
    const std::vector<MarkedCell>& cells_;
    Styles& styles_;
    const io::XmlSax* sax_ = nullptr;

    At at_ = At::Top;
    int ignored_ = 0;
    std::size_t next_ = 0;  // the next wanted cell
    std::string_view tag_, row_tag_, data_tag_;
    std::size_t tag_at_ = 0, row_tag_at_ = 0, data_tag_at_ = 0;
    std::uint32_t row_ = 0, next_column_ = 0;
    std::optional<std::uint32_t> row_style_;
    bool had_data_ = false;
    std::optional<std::size_t> data_at_, drawing_at_, alternative_at_;
};

Result<SheetEdit> SheetEdit::load(Package& package, const std::string& part) {
    KAOHE_TRY(text, package.text(part));
    SheetEdit out(package, part, std::move(text));
    if (out.text_.find("mergeCell") == std::string::npos) return out;
    MergeScan scan(out.merges_, package.limits().merges);
    io::XmlSax sax(scan, package.file(), io::reasons::quoted(part), package.limits());
    KAOHE_CHECK(sax.feed(out.text_));
    KAOHE_CHECK(sax.finish());
    return out;
}

io::CellAddress SheetEdit::shown(io::CellAddress cell) const {
    for (const io::Merge& merge : merges_)
        if (merge.first_row <= cell.row && cell.row <= merge.last_row && merge.first_column <= cell.column &&
            cell.column <= merge.last_column)
            return {merge.first_column, merge.first_row};
    return cell;
}

Result<void> SheetEdit::mark(const std::vector<MarkedCell>& cells, Styles& styles) {
    Scan scan(*this, cells, styles);
    io::XmlSax sax(scan, package_->file(), io::reasons::quoted(part_), package_->limits());
    scan.use(sax);
    KAOHE_CHECK(sax.feed(text_));
    KAOHE_CHECK(sax.finish());
    if (root_is_empty_)
        return failure(Code::FileDamaged, package_->place(),
                       fmt::format(io::reasons::kPartData, io::reasons::quoted(part_)));
    return {};
}

void SheetEdit::add_legacy_drawing(const std::string& relationship) {
    std::string declared, prefix = relation_prefix_;
    if (prefix.empty()) {
        prefix = "r:";
        std::string base = relationship_base(strict_);
        base.pop_back();  // the namespace is without the last '/'
        declared = fmt::format(" xmlns:r=\"{}\"", base);
    }
    changes_.push_back({drawing_at_, 0,
                        fmt::format("<{}legacyDrawing{} {}id=\"{}\"/>", prefix_, declared, prefix, escape_xml(relationship))});
    legacy_drawing_ = relationship;
}

void SheetEdit::save() {
    std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
    std::string out;
    out.reserve(text_.size() + changes_.size() * 64);
    std::size_t done = 0;
    for (const Change& change : changes_) {
        out.append(text_, done, change.at - done);
        out += change.inserted;
        done = change.at + change.removed;
    }
    out.append(text_, done);
    package_->put(part_, std::move(out));
}

}  // namespace kaohe::annotate
