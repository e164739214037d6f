#include "kaohe/io/sheet_rows.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr std::size_t kRangesShown = 10;

// Takes `word` (lower case) off the beginning, in whatever case it is written.
bool take_word(std::string_view& text, std::string_view word) {
    if (text.size() < word.size()) return false;
    const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
    if (!std::equal(word.begin(), word.end(), text.begin(), same)) return false;
    text.remove_prefix(word.size());
    return true;
}

}  // namespace

bool is_picture_formula(std::string_view formula) {
    for (std::string_view before : {"of:", "msoxl:", "=", "_xlfn."}) take_word(formula, before);
    return take_word(formula, "dispimg(");
}

void NumberRanges::add(std::uint32_t number) {
    if (!ranges_.empty() && ranges_.back().last + 1 == number && !more_) {
        ranges_.back().last = number;
    } else if (ranges_.size() < kRangesShown) {
        ranges_.push_back({number, number});
    } else {
        more_ = true;
    }
}

template <class Show>
std::string NumberRanges::text(const Show& show) const {
    std::vector<std::string> parts;
    for (const auto& [first, last] : ranges_)
        parts.push_back(first == last ? show(first) : show(first) + "-" + show(last));
    return join(parts, reasons::kRangeSeparator) + std::string(more_ ? reasons::kAndMore : "");
}

SheetRows::SheetRows(const Sheet& sheet, const std::string& file, RowSink& sink, Findings& findings,
                     const Limits& limits, std::size_t& cells_left)
    : sheet_(sheet),
      file_(file),
      sink_(sink),
      findings_(findings),
      limits_(limits),
      cells_left_(cells_left) {}

void SheetRows::begin_row(std::uint32_t row) {
    row_ = row;
    row_hidden_ = false;
    filled_.clear();
    row_findings_.clear();
    text_.clear();
}

void SheetRows::hide_columns(std::uint32_t first, std::uint32_t last) {
    last = std::min(last, limits_.columns - 1);
    if (limits_.columns == 0 || first > last) return;
    if (column_marks_.empty()) {
        column_marks_.resize(limits_.columns + std::size_t{1});
        columns_with_cells_.resize(limits_.columns);
    }
    ++column_marks_[first];
    --column_marks_[last + std::size_t{1}];
}

void SheetRows::put(std::uint32_t column, CellKind kind, std::string_view text) {
    const std::size_t begin = text_.size();
    text_ += text;
    put_appended(column, kind, begin);
}

bool SheetRows::check_text(std::uint32_t column, std::string_view text) {
    if (text.size() > limits_.cell_bytes) {
        put_error(column, Code::CellTooLong, std::to_string(limits_.cell_bytes / 4));
        return false;
    }
    if (text.starts_with('=') && is_picture_formula(text)) {
        put_error(column, Code::CellPicture, "", text);
        return false;
    }
    return true;
}

void SheetRows::put_text(std::uint32_t column, std::string_view text) {
    if (!text.empty() && check_text(column, text)) put(column, CellKind::Text, text);
}

void SheetRows::put_lasting_text(std::uint32_t column, std::string_view text) {
    if (!text.empty() && check_text(column, text))
        filled_.push_back({column, CellKind::Text, text.data(), 0, text.size()});
}

void SheetRows::put_error(std::uint32_t column, Code code, std::string what, std::string_view text) {
    row_findings_.push_back({column, code, std::move(what)});
    put(column, CellKind::Error, text.size() > limits_.cell_bytes ? std::string_view{} : text);
}

void SheetRows::put_appended(std::uint32_t column, CellKind kind, std::size_t begin) {
    filled_.push_back({column, kind, nullptr, begin, text_.size() - begin});
}

void SheetRows::put_number(std::uint32_t column, std::size_t begin, NumberFormat format, DateSystem dates) {
    CellKind kind = format == NumberFormat::Percent ? CellKind::Percent : CellKind::Number;
    if (format != NumberFormat::Plain && format != NumberFormat::Percent) {
        // A number that is no date stays a number: what it should be is for the importer to say.
        if (const auto date = date_text(std::string_view(text_).substr(begin), format, dates)) {
            text_.replace(begin, std::string::npos, *date);
            kind = CellKind::Date;
        }
    }
    put_appended(column, kind, begin);
}

void SheetRows::repeat_last(std::uint32_t times) {
    const Filled last = filled_.back();
    const bool finding = !row_findings_.empty() && row_findings_.back().column == last.column;
    for (std::uint32_t i = 1; i <= times; ++i) {
        filled_.push_back(last);
        filled_.back().column = last.column + i;
        if (!finding) continue;
        RowFinding again = row_findings_.back();
        again.column = last.column + i;
        row_findings_.push_back(std::move(again));
    }
}

Result<bool> SheetRows::end_row(std::size_t cells, std::uint32_t repeats) {
    cells = std::max(cells, width());
    for (; repeats > 0; --repeats, ++row_) {
        if (cells > cells_left_)
            return failure(Code::FileLimit, sheet_place(), reasons::kCells, limits_.cells);
        cells_left_ -= cells;
        if (row_is_blank()) return true;
        KAOHE_TRY(more, deliver());
        if (!more) {
            stopped_ = true;
            return false;
        }
    }
    return true;
}

Result<bool> SheetRows::deliver() {
    if (!findings_.too_many())
        for (const auto& finding : row_findings_)
            findings_.add(finding.code, place(finding.column), finding.what);
    cells_.assign(width(), Cell{});
    for (const auto& filled : filled_) {
        const char* text = filled.fixed ? filled.fixed : text_.data() + filled.begin;
        cells_[filled.column] = {filled.kind, {text, filled.size}};
    }
    note_hidden();
    return sink_.on_row(row_, cells_);
}

void SheetRows::note_hidden() {
    if (row_hidden_) hidden_rows_.add(row_);
    if (column_marks_.empty()) return;
    for (const auto& filled : filled_) columns_with_cells_[filled.column] = true;
}

Result<void> SheetRows::add_merge(const Merge& merge, std::string_view written) {
    if (merge.first_row == 0 || merge.last_row < merge.first_row || merge.last_column < merge.first_column ||
        merge.last_row > limits_.rows || merge.last_column >= limits_.columns)
        return failure(Code::FileDamaged, sheet_place(),
                       fmt::format(reasons::kMergeReference, reasons::quoted(written)));
    if (merges_.size() == limits_.merges)
        return failure(Code::FileLimit, sheet_place(), reasons::kMerges, limits_.merges);
    merges_.push_back(merge);
    return {};
}

void SheetRows::finish() {
    if (!stopped_)
        for (const auto& merge : merges_) sink_.on_merge(merge);
    if (!hidden_rows_.empty())
        findings_.add(Code::RowsHidden, sheet_place(),
                      hidden_rows_.text([](std::uint32_t row) { return std::to_string(row); }));
    NumberRanges hidden_columns;
    std::int64_t open = 0;
    for (std::uint32_t column = 0; column + 1 < column_marks_.size(); ++column) {
        open += column_marks_[column];
        if (open > 0 && columns_with_cells_[column]) hidden_columns.add(column);
    }
    if (!hidden_columns.empty())
        findings_.add(Code::ColumnsHidden, sheet_place(), hidden_columns.text(column_letters));
}

Place SheetRows::place(std::uint32_t column) const {
    return {.file = file_, .sheet = sheet_.name, .cell = cell_name(column, row_)};
}

}  // namespace kaohe::io
