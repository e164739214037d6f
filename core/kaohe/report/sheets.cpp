// The sheets of a workbook, drawn block by block as the layout says.
#include <algorithm>
#include <limits>
#include <numeric>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/decimal.h"
#include "kaohe/report/book.h"
#include "kaohe/report/words.h"

namespace kaohe::report {

// --- links

void Links::add_target(const std::string& list, const Region* region, const Rule* rule, const Sheet& sheet, std::uint32_t row) {
    targets_.try_emplace({list, region, rule}, Target{&sheet, row});
}

void Links::want(Sheet& sheet, std::uint32_t row, std::uint16_t column, const Cell& cell, Align align, const std::string& list, const Region* region, const Rule* rule) {
    if (expected_.contains(list) && cell.kind != Cell::Kind::Input && cell.text != label::nothing) wanted_.push_back({&sheet, row, column, cell, align, {list, region, rule}});
}

void Links::join() {
    for (Wanted& wanted : wanted_) {
        const auto target = targets_.find(wanted.key);
        if (target == targets_.end() || !wanted.sheet->has_room_for_link()) continue;
        wanted.cell.linked = true;
        const Look look{.align = wanted.align, .tone = wanted.cell.tone, .bold = wanted.cell.bold, .linked = true};
        wanted.sheet->link(wanted.row, wanted.column, wanted.cell.text, target->second.sheet->name(), cell_name(0, target->second.row + 1), look);
        // The link is the cell's; what stands in it is written again, so that a number stays one.
        draw_cell(*wanted.sheet, wanted.row, wanted.column, wanted.cell, wanted.align);
    }
}

Cell total_cell(const std::string& formula, const std::vector<std::string>& parts, const Cell& total) {
    if (parts.empty() || total.kind != Cell::Kind::Number || !sums_to(parts, total.text)) return total;
    Cell out = total;
    out.kind = Cell::Kind::Formula;
    out.formula = formula;
    return out;
}

namespace {

using BlockKind = BlockLayout::Kind;

std::string plain(const std::string& text) { return text; }

// A column as it is drawn: one of the layout, or one member of a family.
struct DrawnColumn {
    const ColumnLayout* layout;
    const FieldOf* field = nullptr;
    const FamilyOf* family = nullptr;
    FamilyOf::Member member = {};
    std::uint16_t at = 0;  // column of the sheet

    std::string title() const { return family ? member.title : layout->title; }
    Cell make(const Facts& facts, const Entry& entry) const {
        if (field) return field->make(facts, entry);
        return family ? family->make(facts, entry, member) : input_cell();
    }
};

bool says_nothing(const Cell& cell) { return cell.text == label::nothing || is_zero(cell.text); }

// Leaves out the optional columns in which nothing stands.
bool is_wanted(const Facts& facts, const ColumnLayout& column, const FieldOf* field, const Listed& listed) {
    if (!column.optional || !field) return true;
    for (const Section& section : listed.sections)
        for (const Entry& entry : section.entries)
            if (!says_nothing(field->make(facts, entry))) return true;
    return false;
}

std::vector<DrawnColumn> drawn_columns(const Facts& facts, const BlockLayout& block, const Listed& listed) {
    const List& list = *find_list(block.list);
    std::vector<DrawnColumn> out;
    std::uint16_t at = 0;
    for (const ColumnLayout& column : block.columns) {
        if (column.is_family) {
            const FamilyOf* family = list.family(column.field);
            for (const auto& member : family->members(facts)) {
                if (!column.group.empty() && member.group != column.group) continue;
                out.push_back({&column, nullptr, family, member, at});
                at = static_cast<std::uint16_t>(at + column.span);
            }
            continue;
        }
        if (!column.of.empty()) {
            out.push_back({&column, nullptr, list.family(column.field), {column.of, column.title}, at});
            at = static_cast<std::uint16_t>(at + column.span);
            continue;
        }
        const FieldOf* field = column.input ? nullptr : list.field(column.field);
        if (!is_wanted(facts, column, field, listed)) continue;
        out.push_back({&column, field, nullptr, {}, at});
        at = static_cast<std::uint16_t>(at + column.span);
    }
    return out;
}

Tone marked(const std::vector<Mark>& marks, const Cell& cell) {
    const auto value = num::Decimal::parse(cell.text);
    for (const Mark& mark : marks) {
        const bool in_range = value && (!mark.below || *value < *mark.below) && (!mark.at_least || *value >= *mark.at_least);
        if ((!mark.below && !mark.at_least) || in_range)
            if (!mark.is || cell.text == *mark.is) return mark.tone;
    }
    return cell.tone;
}

// Where the months of one indicator stand, for the chart of their course.
struct Course {
    std::string title, unit;
    std::uint32_t header = 0, first = 0, last = 0;
    std::uint16_t names = 0, first_month = 0, last_month = 0;
    std::vector<std::string> lines;
};

// Draws the rows of one block.
class Rows {
  public:
    Rows(Drawing& drawing, Table& table, const BlockLayout& block, const Listed& listed, std::uint16_t columns)
        : drawing_(drawing), table_(table), block_(block), listed_(listed), list_(*find_list(block.list)), sheet_columns_(columns),
          columns_(drawn_columns(drawing.facts, block, listed)) {}

    void draw(std::optional<std::uint16_t> freeze) {
        header(freeze);
        const std::uint32_t first = table_.next_row();
        for (const Section& section : listed_.sections) draw_section(section);
        if (!block_.total.empty() && !listed_.totals.empty()) draw_total();
        if (listed_.entries() == 0 && !block_.empty.empty()) table_.wide_row({{text_cell(block_.empty), sheet_columns_, Align::Center}});
        if (table_.next_row() > first && listed_.entries() > 0) dress(first, table_.next_row() - 1);
    }

    std::vector<Course> courses() const { return courses_; }

  private:
    void header(std::optional<std::uint16_t> freeze) {
        std::vector<Table::Span> titles;
        for (const DrawnColumn& column : columns_) titles.push_back({column.title(), column.layout->span});
        header_ = table_.next_row();
        if (!freeze) return table_.wide_header(titles);
        table_.header(titles);
        table_.freeze(*freeze);
    }

    std::vector<const Entry*> in_order(const Section& section) const {
        std::vector<const Entry*> out;
        for (const Entry& entry : section.entries) out.push_back(&entry);
        const auto place = [](const Entry* entry) { return entry->region && entry->region->rank ? *entry->region->rank : std::numeric_limits<int>::max(); };
        if (block_.by_rank) std::stable_sort(out.begin(), out.end(), [&](const Entry* a, const Entry* b) { return place(a) < place(b); });
        return out;
    }

    void draw_section(const Section& section) {
        if (section.bare) return sums(section.title, section.totals, "", {});
        if (block_.bands) table_.band(section.title);
        const std::uint32_t first = table_.next_row();
        Sums sums_of;
        table_.fold(block_.outline ? 1 : 0);
        for (const Entry* entry : in_order(section)) draw_entry(*entry, sums_of);
        table_.fold(0);
        remember_course(section, first);
        if (block_.subtotal.empty() || section.totals.empty()) return;
        Data data = text_data(drawing_.facts, section.region);
        data.texts["section"] = section.title;
        std::set<std::string> without;
        const auto title = fill_template(block_.subtotal, drawing_.layout.file, data, plain, without);
        sums(title ? *title : block_.subtotal, section.totals, section.note, sums_of);
    }

    // The cells of a field in the rows so far, and what stands in them.
    struct Column {
        std::string first, last;
        std::vector<std::string> numbers;
    };
    using Sums = std::map<std::string, Column, std::less<>>;

    void draw_entry(const Entry& entry, Sums& sums_of) {
        std::vector<Table::Wide> cells;
        for (const DrawnColumn& column : columns_) {
            Cell cell = column.make(drawing_.facts, entry);
            if (!column.layout->format.empty() && cell.kind == Cell::Kind::Number) cell.format = column.layout->format;
            if (!column.layout->marks.empty()) cell.tone = marked(column.layout->marks, cell);
            cells.push_back({std::move(cell), column.layout->span, column.layout->align});
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            remember_number(columns_[i], cells[i].cell, sums_of);
            if (columns_[i].field) derive(*columns_[i].field, cells, i);
        }
        const std::uint32_t at = table_.next_row();
        if (entry.region) {
            drawing_.links.add_target(block_.list, entry.region, entry.rule, table_.sheet(), at);
            drawing_.links.add_target(block_.list, entry.region, nullptr, table_.sheet(), at);
        }
        table_.wide_row(cells);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const ColumnLayout& column = *columns_[i].layout;
            if (!column.link.empty() && fits_one_line(cells[i].cell, column.width * column.span)) drawing_.links.want(table_.sheet(), at, columns_[i].at, cells[i].cell, cells[i].align, column.link, entry.region, entry.rule);
        }
    }

    void remember_number(const DrawnColumn& column, const Cell& cell, Sums& sums_of) const {
        if (!column.field) return;
        const std::string here = table_.cell(column.at);
        auto [it, is_new] = sums_of.try_emplace(std::string(column.field->name), Column{here, here, {}});
        it->second.last = here;
        if (cell.kind == Cell::Kind::Number) it->second.numbers.push_back(cell.text);
    }

    // Writes a live formula where everything that it is made of stands in the same row.
    void derive(const FieldOf& field, std::vector<Table::Wide>& cells, std::size_t at) const {
        const Derived* derived = list_.derivation_of(field.name);
        Cell& cell = cells[at].cell;
        if (!derived || cell.kind != Cell::Kind::Number) return;
        std::vector<std::string> names, numbers;
        for (const std::string_view part : derived->of)
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                const DrawnColumn& column = columns_[i];
                const bool is_it = column.field ? column.field->name == part : column.family && column.family->name == part;
                if (!is_it) continue;
                names.push_back(table_.cell(column.at));
                if (cells[i].cell.kind == Cell::Kind::Number) numbers.push_back(cells[i].cell.text);
            }
        if (derived->how == Derived::How::Sum) {
            cell = total_cell("SUM(" + compact(names) + ")", numbers, cell);
        } else if (names.size() == 2 && numbers.size() == 2 && sums_to(std::vector{cell.text, numbers[1]}, numbers[0])) {
            cell.kind = Cell::Kind::Formula;
            cell.formula = names[0] + "-" + names[1];
        }
    }

    // "C5:F5" for neighbours, else "C5,E5".
    static std::string compact(const std::vector<std::string>& names) {
        const auto letters = [](const std::string& name) { return name.substr(0, name.find_first_of("0123456789")); };
        const auto number_of = [&](const std::string& name) {
            std::size_t out = 0;
            for (const char c : letters(name)) out = out * 26 + static_cast<std::size_t>(c - 'A') + 1;
            return out;
        };
        for (std::size_t i = 1; i < names.size(); ++i)
            if (number_of(names[i]) != number_of(names[i - 1]) + 1) return join(names, ",");
        return names.size() < 2 ? join(names, ",") : names.front() + ":" + names.back();
    }

    // A row of sums: its title over the columns before the first sum, a note over those behind the last.
    void sums(const std::string& title, const std::map<std::string, Cell, std::less<>>& totals, const std::string& note, const Sums& sums_of) {
        std::vector<Table::Wide> cells;
        std::size_t before = 0, behind = 0;
        const auto total_of = [&](const DrawnColumn& column) {
            const auto it = column.field ? totals.find(column.field->name) : totals.end();
            return it == totals.end() ? nullptr : &it->second;
        };
        const auto first = std::find_if(columns_.begin(), columns_.end(), total_of);
        const auto last = std::find_if(columns_.rbegin(), columns_.rend(), total_of).base();
        if (first == columns_.end()) return;
        for (auto it = columns_.begin(); it != first; ++it) before += it->layout->span;
        for (auto it = last; it != columns_.end(); ++it) behind += it->layout->span;
        if (before > 0) cells.push_back({text_cell(title).in_bold().with(Tone::Band), static_cast<std::uint16_t>(before), Align::Right});
        for (auto it = first; it != last; ++it) cells.push_back({sum_cell(*it, total_of(*it), sums_of).with(Tone::Band), it->layout->span, Align::Center});
        if (behind > 0) cells.push_back({text_cell(note).with(Tone::Band), static_cast<std::uint16_t>(behind)});
        for (const DrawnColumn& column : columns_)
            if (const Cell* total = total_of(column); total && total->kind == Cell::Kind::Number) {
                Column& parts = section_sums_[std::string(column.field->name)];
                parts.first += (parts.first.empty() ? "" : ",") + table_.cell(column.at);
                parts.numbers.push_back(total->text);
            }
        table_.wide_row(cells);
    }

    static Cell sum_cell(const DrawnColumn& column, const Cell* total, const Sums& sums_of) {
        if (!total) return text_cell("");
        const auto parts = sums_of.find(column.field->name);
        return parts == sums_of.end() ? *total : total_cell(fmt::format("SUM({}:{})", parts->second.first, parts->second.last), parts->second.numbers, *total).in_bold();
    }

    void draw_total() {
        std::map<std::string, Cell, std::less<>> totals;
        for (const auto& [field, cell] : listed_.totals) {
            const auto parts = section_sums_.find(field);
            totals.emplace(field, parts == section_sums_.end() ? cell : total_cell("SUM(" + parts->second.first + ")", parts->second.numbers, cell));
        }
        sums(block_.total, totals, "", {});
    }

    void dress(std::uint32_t first, std::uint32_t last) {
        Sheet& sheet = table_.sheet();
        for (const DrawnColumn& column : columns_) {
            const ColumnLayout& layout = *column.layout;
            if (layout.bar) sheet.data_bar(first, last_number_row(first, last), column.at);
            if (layout.scale) sheet.color_scale(first, last, column.at);
            if (layout.input) sheet.choices(first, last, column.at, layout.choices, label::choose_from_list);
        }
        if (block_.filter) sheet.filter(header_, 0, last, static_cast<std::uint16_t>(sheet_columns_ - 1));
    }

    // The ranked stand first; bars of the others would mix with theirs.
    std::uint32_t last_number_row(std::uint32_t first, std::uint32_t last) const {
        if (!block_.by_rank) return last;
        std::uint32_t ranked = 0;
        for (const Section& section : listed_.sections)
            for (const Entry& entry : section.entries) ranked += entry.region && entry.region->rank ? 1 : 0;
        return ranked == 0 ? last : first + ranked - 1;
    }

    // A water class is no number that a line could follow.
    static bool is_numeric(const std::vector<Entry>& entries) {
        return std::all_of(entries.begin(), entries.end(), [](const Entry& entry) {
            return !entry.region || month_cell(*entry.rule, entry.rule->series.front().value).kind == Cell::Kind::Number;
        });
    }

    void remember_course(const Section& section, std::uint32_t first) {
        Course course{.title = section.title, .header = header_, .first = first, .last = table_.next_row() - 1};
        bool has_months = false;
        for (const DrawnColumn& column : columns_) {
            if (column.field && column.field->name == "region") course.names = column.at;
            if (!column.family) continue;
            if (!has_months) course.first_month = column.at;
            course.last_month = column.at;
            has_months = true;
        }
        if (!has_months || section.entries.empty() || block_.list != "months" || !is_numeric(section.entries)) return;
        course.unit = section.entries.front().rule->unit;
        for (const Entry& entry : section.entries) course.lines.push_back(entry.region ? entry.region->name : std::string(label::target_line));
        courses_.push_back(std::move(course));
    }

    Drawing& drawing_;
    Table& table_;
    const BlockLayout& block_;
    const Listed& listed_;
    const List& list_;
    std::uint16_t sheet_columns_;
    std::vector<DrawnColumn> columns_;
    std::uint32_t header_ = 0;
    Sums section_sums_;
    std::vector<Course> courses_;
};

// One sheet to be drawn: a sheet of the layout, for a region where it is drawn for each.
struct Drawn {
    const SheetLayout* layout;
    const Region* region = nullptr;
    Sheet* sheet = nullptr;
    std::map<const BlockLayout*, Listed> lists = {};
};

std::string fill(const Drawing& drawing, const std::string& text, const Region* region) {
    std::set<std::string> without;
    const auto filled = fill_template(text, drawing.layout.file, text_data(drawing.facts, region), plain, without);
    return filled ? *filled : text;
}

// The columns of the whole sheet: given, or those of the first block that has any.
std::vector<Column> columns_of(const Drawing& drawing, const Drawn& drawn) {
    std::vector<Column> out;
    for (const double width : drawn.layout->widths) out.push_back({"", width, Align::Left});
    for (const BlockLayout& block : drawn.layout->blocks) {
        if (!out.empty()) break;
        if (block.kind == BlockKind::Matrix) out = columns_of_matrix(drawing.facts, block);
        if (block.kind == BlockKind::Charts) out = columns_of_charts(drawing.facts, block);
        if (block.kind == BlockKind::Checks) out = columns_of_checks(drawing.facts, block);
        if (block.kind != BlockKind::Rows) continue;
        for (const DrawnColumn& column : drawn_columns(drawing.facts, block, drawn.lists.at(&block))) {
            const double needed = column.family ? static_cast<double>(display_width(column.member.title)) + 3 : 0;
            const double width = std::max(needed, column.layout->width);
            for (std::uint16_t i = 0; i < column.layout->span; ++i) out.push_back({"", width, column.layout->align});
        }
    }
    if (out.empty()) out.push_back({"", 100, Align::Left});
    return out;
}

class SheetDrawer {
  public:
    SheetDrawer(Drawing& drawing, const Drawn& drawn)
        : drawing_(drawing), drawn_(drawn), layout_(*drawn.layout), columns_(columns_of(drawing, drawn)), table_(*drawn.sheet, columns_) {}

    void draw() {
        drawn_.sheet->page(fill(drawing_, drawing_.layout.footer_left, nullptr), fill(drawing_, drawing_.layout.footer_right, nullptr), {.portrait = layout_.portrait, .one_page = layout_.one_page, .width = own_breaks() ? total_width() : 0});
        if (!layout_.title.empty()) table_.title(fill(drawing_, layout_.title, drawn_.region), layout_.title_height);
        for (const BlockLayout& block : layout_.blocks) draw_block(block);
        if (layout_.protect) drawn_.sheet->protect();
    }

  private:
    bool own_breaks() const {
        return std::any_of(layout_.blocks.begin(), layout_.blocks.end(),
                           [&](const BlockLayout& block) { return block.kind == BlockKind::Matrix && breaks_pages(drawing_.facts, block); });
    }
    double total_width() const {
        return std::accumulate(columns_.begin(), columns_.end(), 0.0, [](double sum, const Column& column) { return sum + column.width + 1; });
    }

    void draw_block(const BlockLayout& block) {
        switch (block.kind) {
            case BlockKind::Line: return table_.line(fill(drawing_, block.text, drawn_.region), block.face);
            case BlockKind::Band: return table_.band(fill(drawing_, block.text, drawn_.region));
            case BlockKind::Gap: return table_.gap(block.points);
            case BlockKind::Rows: return draw_rows(block);
            case BlockKind::Matrix: return draw_matrix(drawing_, table_, block, layout_.freeze);
            case BlockKind::Charts:
                draw_charts(drawing_, table_, block, layout_.freeze);
                return draw_courses(block);
            case BlockKind::Checks: return draw_checks(drawing_, table_, block, layout_.freeze);
            case BlockKind::Notes: return draw_notes();
            case BlockKind::Pairs: return draw_pairs(block);
            case BlockKind::Contents: return draw_contents(block);
            case BlockKind::Form: return draw_form(block);
        }
    }

    void draw_rows(const BlockLayout& block) {
        Rows rows(drawing_, table_, block, drawn_.lists.at(&block), static_cast<std::uint16_t>(columns_.size()));
        rows.draw(has_header_ ? std::nullopt : std::optional(layout_.freeze));
        has_header_ = true;
        for (Course& course : rows.courses()) courses_.push_back(std::move(course));
    }

    // The course of each indicator by month, one line for each region, with the path to the target.
    void draw_courses(const BlockLayout& block) {
        if (std::find(block.names.begin(), block.names.end(), "trends") == block.names.end()) return;
        constexpr std::size_t kMostLines = 8;  // more are a tangle
        constexpr std::uint32_t kRows = 16, kWidth = 820, kHeight = 300;
        std::size_t drawn = 0;
        for (const Course& course : courses_) {
            if (block.most > 0 && drawn == block.most) break;
            Sheet::Chart chart{.kind = Sheet::ChartKind::Lines, .title = course.title, .unit = course.unit, .series = {}, .width = kWidth, .height = kHeight};
            for (std::size_t i = 0; i < course.lines.size(); ++i) {
                const bool is_target = i + 1 == course.lines.size() && course.lines[i] == label::target_line;
                if (chart.series.size() >= kMostLines && !is_target) continue;
                const auto row = course.first + static_cast<std::uint32_t>(i);
                chart.series.push_back({course.lines[i], {course.header, course.header, course.first_month, course.last_month}, {row, row, course.first_month, course.last_month}});
            }
            table_.sheet().chart(table_.next_row(), 0, chart);
            table_.skip(kRows);
            ++drawn;
        }
    }

    void draw_notes() {
        const std::vector<std::string> notes = scoring_notes();
        for (std::size_t i = 0; i < notes.size(); ++i)
            table_.line(i == 0 ? fmt::format(label::note_first, notes[i]) : fmt::format(label::note_next, i + 1, notes[i]));
    }

    std::vector<std::string> scoring_notes() const {
        const Document& document = drawing_.facts.document;
        const Regions& regions = drawing_.facts.regions;
        std::vector<std::string> notes, grades;
        if (!document.scheme.title.empty()) notes.push_back(fmt::format(label::note_scheme, document.scheme.title, document.scheme.total));
        if (!document.scheme.rank_interval.empty()) notes.push_back(fmt::format(label::note_ties, document.scheme.rank_interval));
        for (const Grade& grade : document.grades) grades.push_back(grade.at_least.empty() ? grade.title : fmt::format(label::grade_band, grade.title, grade.at_least));
        if (!grades.empty()) notes.push_back(fmt::format(label::note_grades, join(grades, "、")));
        const auto any = [&](auto test) { return std::any_of(regions.begin(), regions.end(), test); };
        if (any([](const Region* region) { return region->provisional; })) notes.emplace_back(label::note_provisional);
        const auto is_demo = [](const Rule& rule) { return rule.demo; };
        if (any([&](const Region* region) { return std::any_of(region->rules.begin(), region->rules.end(), is_demo); })) notes.emplace_back(label::note_demo);
        notes.emplace_back(label::note_states);
        return notes;
    }

    void pair(const std::string& key, const Cell& cell) {
        const auto rest = static_cast<std::uint16_t>(columns_.size() - 1);
        drawn_.sheet->text(table_.next_row(), 0, key, {.face = Face::Header, .tone = Tone::Head});
        const std::uint32_t row = table_.next_row();
        table_.wide_row({{text_cell("").with(Tone::Head), 1}, {cell, rest}});
        drawn_.sheet->text(row, 0, key, {.face = Face::Header, .tone = Tone::Head});
    }

    void draw_pairs(const BlockLayout& block) {
        for (const PairLayout& item : block.pairs) pair(item.key, text_cell(fill(drawing_, item.text, drawn_.region)).with(item.tone));
    }

    void draw_contents(const BlockLayout& block) {
        bool is_first = true;
        for (const std::string& name : drawing_.book.sheet_names()) {
            if (name == drawn_.sheet->name()) continue;
            const std::uint32_t row = table_.next_row();
            pair(is_first ? block.text : "", text_cell(name));
            drawn_.sheet->link(row, 1, name, name, "A1", {.linked = true});
            is_first = false;
        }
        for (const std::string& left_out : drawing_.left_out) pair("", text_cell(left_out));
    }

    void draw_form(const BlockLayout& block) {
        std::vector<Table::Span> titles;
        for (const std::string& title : block.names) titles.push_back({title, 1});
        titles.resize(columns_.size(), {"", 1});
        table_.wide_header(titles);
        for (const std::string& name : block.rows) {
            std::vector<Cell> cells(columns_.size(), input_cell());
            cells[0] = text_cell(name);
            const std::uint32_t row = table_.next_row();
            table_.row(cells);
            drawn_.sheet->row_height(row, block.points);
        }
    }

    Drawing& drawing_;
    const Drawn& drawn_;
    const SheetLayout& layout_;
    std::vector<Column> columns_;
    Table table_;
    bool has_header_ = false;
    std::vector<Course> courses_;
};

bool has_content(const Drawing& drawing, const BlockLayout& block, const Drawn& drawn) {
    switch (block.kind) {
        case BlockKind::Rows: return drawn.lists.at(&block).entries() > 0;
        case BlockKind::Matrix: return true;
        case BlockKind::Charts: return !columns_of_charts(drawing.facts, block).empty();
        case BlockKind::Checks: return !columns_of_checks(drawing.facts, block).empty();
        case BlockKind::Pairs:
        case BlockKind::Form: return true;
        default: return false;
    }
}

// Adds the sheet to the book, unless it is optional and empty, or too long.
void add_sheet(Drawing& drawing, const SheetLayout& layout, const Region* region, std::vector<Drawn>& out) {
    Drawn drawn{.layout = &layout, .region = region};
    std::size_t entries = 0;
    for (const BlockLayout& block : layout.blocks) {
        if (block.kind != BlockKind::Rows) continue;
        const List& list = *find_list(block.list);
        if (list.needs_details && !drawing.facts.has_details) {
            if (!region) drawing.left_out.push_back(fmt::format(label::sheet_without_details, fill(drawing, layout.name, region), kMostDetailed));
            return;
        }
        Listed& listed = drawn.lists.emplace(&block, list.make(drawing.facts, region)).first->second;
        if (!block.group.empty()) listed.keep_group(block.group);
        entries += listed.entries();
    }
    const auto is_filled = [&](const BlockLayout& block) { return has_content(drawing, block, drawn); };
    if (layout.optional && std::none_of(layout.blocks.begin(), layout.blocks.end(), is_filled)) return;
    const std::string name = fill(drawing, layout.name, region);
    if (!layout.each && layout.most > 0 && entries > layout.most)
        return drawing.left_out.push_back(fmt::format(label::sheet_left_out, name, entries, layout.most));
    drawn.sheet = &drawing.book.add_sheet(drawing.book.sheet_name(name));
    out.push_back(std::move(drawn));
}

}  // namespace

void draw_sheets(Drawing& drawing) {
    std::vector<Drawn> sheets;
    for (const SheetLayout& layout : drawing.layout.sheets) {
        if (!layout.each) {
            add_sheet(drawing, layout, nullptr, sheets);
            continue;
        }
        Regions scored = drawing.facts.regions;
        std::erase_if(scored, [](const Region* region) { return region->rules.empty(); });
        if (layout.most > 0 && scored.size() > layout.most) {
            drawing.left_out.push_back(fmt::format(label::sheets_left_out, scored.size(), layout.most));
            continue;
        }
        for (const Region* region : scored) add_sheet(drawing, layout, region, sheets);
    }
    for (const Drawn& drawn : sheets)
        for (const auto& [block, listed] : drawn.lists) drawing.links.expect(block->list);
    for (const Drawn& drawn : sheets) SheetDrawer(drawing, drawn).draw();
    drawing.links.join();
}

}  // namespace kaohe::report
