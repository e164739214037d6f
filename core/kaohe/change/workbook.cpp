// The workbook of an impact: what moved, and what was changed.
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/change/impact.h"
#include "kaohe/labels.h"
#include "kaohe/num/ratio.h"
#include "kaohe/report/table.h"

namespace kaohe::change {
namespace {

using report::Align;
using report::Cell;
using report::Tone;

std::string str(std::string_view text) { return std::string(text); }

// The difference of two decimals; — where one of them is not there.
Cell change_cell(const std::string& from, const std::string& to) {
    const auto a = num::Decimal::parse(from), b = num::Decimal::parse(to);
    if (!a || !b) return report::text_cell("");
    const Cell cell = report::signed_cell((*b - *a).trimmed().to_string());
    return *b < *a ? cell.with(Tone::Bad) : cell;
}

// The new value, marked where it is another.
Cell moved_cell(const Cell& cell, const std::string& from, const std::string& to) { return from == to ? cell : cell.in_bold(); }

std::string status_text(const std::string& id) {
    for (int i = 0; i <= static_cast<int>(result::Status::Error); ++i)
        if (status_id(static_cast<result::Status>(i)) == id) return str(status_word(static_cast<result::Status>(i)));
    return str(label::no_rule);
}

class Drawer {
  public:
    Drawer(const Impact& impact, report::Workbook& book) : impact_(impact), book_(book) {}

    void all() {
        regions();
        rules();
        notices();
        differences();
    }

  private:
    report::Table begin(std::string_view sheet_name, std::vector<report::Column> columns) {
        report::Sheet& sheet = book_.add_sheet(str(sheet_name));
        std::vector<report::Table::Span> header;
        for (const auto& column : columns) header.push_back({column.title, 1});
        report::Table table(sheet, std::move(columns));
        table.title(fmt::format("{}：{}", label::impact_title, sheet_name));
        table.line(fmt::format(label::impact_subtitle, impact_.old_pack->id, impact_.old_pack->version, impact_.new_pack->id, impact_.new_pack->version,
                               impact_.period.to_string(), model::to_string(impact_.as_of)));
        table.header(header);
        table.freeze(1);
        sheet.page("", "");
        return table;
    }
    template <class Moves>
    static void say_nothing(report::Table& table, const Moves& moves) {
        if (moves.empty()) table.band(label::no_moves);
    }

    void regions() {
        auto table = begin(label::sheet_moves, {{str(label::column_region), 16, Align::Left}, {str(label::column_total_before), 12, Align::Right},
                                                {str(label::column_total_after), 12, Align::Right}, {str(label::column_change), 12, Align::Right},
                                                {str(label::column_grade_before), 10}, {str(label::column_grade_after), 10},
                                                {str(label::column_rank_before), 8}, {str(label::column_rank_after), 8}});
        for (const auto& [region, from, to] : impact_.regions)
            table.row({report::text_cell(region), report::number_cell(from.total), report::number_cell(to.total), change_cell(from.total, to.total),
                       report::text_cell(from.grade), moved_cell(report::text_cell(to.grade), from.grade, to.grade), report::number_cell(from.rank),
                       moved_cell(report::number_cell(to.rank), from.rank, to.rank)});
        say_nothing(table, impact_.regions);
    }

    void rules() {
        auto table = begin(label::sheet_points, {{str(label::column_region), 16, Align::Left}, {str(label::column_indicator), 30, Align::Left},
                                                 {str(label::column_status_before), 11}, {str(label::column_status_after), 11},
                                                 {str(label::column_points_before), 10, Align::Right}, {str(label::column_points_after), 10, Align::Right},
                                                 {str(label::column_change), 10, Align::Right}, {str(label::column_target_before), 10, Align::Right},
                                                 {str(label::column_target_after), 10, Align::Right}, {str(label::column_actual), 10, Align::Right}});
        for (const auto& move : impact_.rules)
            table.row({report::text_cell(move.region), report::text_cell(move.title), report::text_cell(status_text(move.from.status)),
                       moved_cell(report::text_cell(status_text(move.to.status)), move.from.status, move.to.status), report::number_cell(move.from.points),
                       report::number_cell(move.to.points), change_cell(move.from.points, move.to.points), report::number_cell(move.from.target),
                       moved_cell(report::number_cell(move.to.target), move.from.target, move.to.target), report::number_cell(move.to.actual)});
        say_nothing(table, impact_.rules);
    }

    void notices() {
        auto table = begin(label::sheet_notices, {{str(label::column_region), 20, Align::Left}, {str(label::column_notice_before), 24}, {str(label::column_notice_after), 24}});
        const auto kind = [](const std::string& text) { return report::text_cell(text.empty() ? str(label::no_notice) : text); };
        for (const auto& [region, from, to] : impact_.notices) table.row({report::text_cell(region), kind(from), kind(to)});
        say_nothing(table, impact_.notices);
    }

    void differences() {
        auto table = begin(label::sheet_differences, {{str(label::column_number), 6}, {str(label::column_difference), 100, Align::Left}});
        const auto lines = lines_of(impact_.differences, false);
        for (std::size_t i = 0; i < lines.size(); ++i) table.row({report::number_cell(i + 1), report::text_cell(lines[i])});
        say_nothing(table, lines);
    }

    const Impact& impact_;
    report::Workbook& book_;
};

}  // namespace

Result<void> write_workbook(const Impact& impact, const std::filesystem::path& file) {
    return write_through_temporary(file, [&](const std::filesystem::path& temporary) {
        report::Workbook book(temporary, model::to_string(impact.as_of),
                              {.title = str(label::impact_title), .subject = impact.new_pack->title, .company = impact.new_pack->office, .comments = "",
                               .shown_as = display_path(file)});
        Drawer(impact, book).all();
        return book.finish();
    });
}

}  // namespace kaohe::change
