#include "kaohe/tables/sheet.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kHeaderRows = 10;  // titles may stand above the header, not more

}  // namespace

SheetReader::SheetReader(Import& import, std::uint32_t input, std::string table_argument, std::string stem, FileInfo info,
                         std::optional<std::size_t> owner)
    : import_(import), table_argument_(std::move(table_argument)), stem_(std::move(stem)) {
    open_.input = input;
    open_.info = std::move(info);
    open_.owner = owner;
}

void SheetReader::on_sheet(const io::Sheet& sheet) {
    finish_sheet();
    open_.sheet = sheet;
    refused_ = false;
    buffer_.clear();
    pending_.reset();
    const auto& dictionary = import_.plan.dictionary;
    const auto* spec = !table_argument_.empty() ? dictionary.find_name(fold(table_argument_)) : dictionary.find_name(fold(sheet.name));
    // A file that is one table may leave its only sheet unnamed.
    if (!spec && first_sheet_) spec = dictionary.find_name(fold(stem_));
    first_sheet_ = false;
    may_be_titled_ = !spec;
    if (spec) open_table(*spec);
}

void SheetReader::open_table(const model::TableSpec& spec) {
    open_.spec = &spec;
    open_.header_bad = false;
    open_.table = import_.plan.dictionary.index_of(spec);
    open_.index = import_.data.sheets.size();
    import_.data.sheets.push_back({open_.input, open_.sheet.name, open_.sheet.lines, 0});
}

// 附件2, alone above the title.
bool SheetReader::is_annex_number(std::span<const io::Cell> cells) const {
    const auto is_filled = [](const io::Cell& cell) { return !trim(cell.text).empty(); };
    if (std::count_if(cells.begin(), cells.end(), is_filled) != 1) return false;
    const std::string text = fold(std::find_if(cells.begin(), cells.end(), is_filled)->text);
    const auto& words = import_.plan.dictionary.words.annex;
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return text.starts_with(word); });
}

const model::TableSpec* SheetReader::table_titled(std::span<const io::Cell> cells) const {
    std::string title;
    for (const auto& cell : cells) {
        const std::string text = fold(cell.text);
        if (text.empty()) continue;
        if (!title.empty()) return nullptr;  // a title stands alone
        title = text;
    }
    if (title.ends_with(')')) title.resize(std::min(title.rfind('('), title.size()));
    for (std::string_view tail : {"表", "统计", "情况"})
        if (!import_.plan.dictionary.find_name(title) && title.ends_with(tail)) title.resize(title.size() - tail.size());
    const model::TableSpec* found = nullptr;
    std::size_t longest = 0;
    for (const auto& spec : import_.plan.dictionary.tables)
        for (const auto& name : spec.names)
            if (!spec.key_value && title.ends_with(name) && name.size() > longest) found = &spec, longest = name.size();
    return found;
}

bool SheetReader::on_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (rows_) {
        if (rows_->read(row, cells)) return true;
        refused_ = true;  // a second table begins here
        return false;
    }
    if (refused_) return false;
    if (!open_.spec) {
        if (is_blank_row(cells)) return true;
        if (may_be_titled_) {
            if (const auto* spec = table_titled(cells)) return open_table(*spec), true;
            if (is_annex_number(cells)) return true;
        }
        const std::string name = open_.sheet.name.empty() ? stem_ : open_.sheet.name;
        wrong(Code::TableUnknown, row, 0, name, suggestion(name, import_.plan.dictionary.names()));
        refused_ = true;
        return false;
    }
    if (open_.spec->key_value) return false;  // 填报信息 was read before
    look_for_header(row, cells);
    return !refused_;
}

void SheetReader::on_merge(const io::Merge& merge) {
    if (rows_) rows_->on_merge(merge);
}

std::unique_ptr<io::RowSink> SheetReader::fork(std::size_t rows) {
    if (!rows_ || open_.header_bad) return nullptr;
    return std::make_unique<RowsAhead>(import_, open_, rows_->guess(), rows);
}

bool SheetReader::take(io::RowSink& fork, std::uint32_t row_offset) {
    model::Table& table = import_.data.tables[open_.table];
    const model::Table& more = dynamic_cast<RowsAhead&>(fork).rows();
    if (expected_rows_ > table.rows()) {  // room for all, made while others read: taking memory from the system takes time
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (more.columns[i].size() > 0) table.columns[i].reserve(expected_rows_);
        table.row_regions.reserve(expected_rows_);
    }
    expected_rows_ = 0;
    return table.append(more, row_offset);
}

void SheetReader::look_for_header(std::uint32_t row, std::span<const io::Cell> cells) {
    if (is_blank_row(cells)) return;
    const HeaderReader reader(*open_.spec, import_.plan);
    buffer_.emplace_back(row, cells);
    if (pending_) {
        if (reader.continues(buffer_, *pending_)) {
            pending_ = reader.read(buffer_, pending_->first, pending_->last + 1);
            return;
        }
        return take_header(*pending_);
    }
    pending_ = reader.complete_at_end(buffer_);
    if (pending_ || buffer_.size() < kHeaderRows) return;
    if (const auto header = reader.best(buffer_)) return take_header(*header);
    no_header();
}

void SheetReader::replay_after(std::size_t last) {
    const std::vector<KeptRow> rows = std::move(buffer_);
    buffer_.clear();
    std::vector<io::Cell> cells;
    for (std::size_t i = last + 1; i < rows.size() && !refused_; ++i) {
        rows[i].view(cells);
        if (i == last + 1 && is_numbering(cells)) continue;
        if (!rows_->read(rows[i].row, cells)) refused_ = true;
    }
}

void SheetReader::no_header() {
    wrong(Code::HeaderMissing, buffer_.front().row, 0, kHeaderRows, open_.spec->title, join(open_.spec->labels(), "、"));
    refused_ = true;
    if (open_.owner)
        mark_bad(import_.data, open_.table, *open_.owner, "没有表头");
    else if (!import_.data.unreadable_file)
        import_.data.unreadable_file = import_.data.inputs[open_.input].name + " 没有表头";
    buffer_.clear();
}

void SheetReader::finish_sheet() {
    if (open_.spec && !rows_ && !refused_ && !buffer_.empty()) {
        const HeaderReader reader(*open_.spec, import_.plan);
        if (!pending_) pending_ = reader.best(buffer_);
        if (pending_)
            take_header(*pending_);
        else
            no_header();
    }
    if (rows_) {
        rows_->finish();
        import_.data.inputs[open_.input].rows += import_.data.tables[open_.table].rows() - rows_before_;
        const Place place{.file = import_.data.inputs[open_.input].name, .sheet = open_.sheet.name};
        if (rows_->below_limit() > 0) report(import_, open_.input, diagnose(Code::BelowLimit, place, rows_->below_limit()));
    }
    rows_.reset();
    open_.spec = nullptr;
}

void SheetReader::finish() { finish_sheet(); }

// 区划代码, 单位, 序号: columns that any table may have besides its own.
bool SheetReader::take_other_column(const std::string& text, std::size_t at) {
    const auto& words = import_.plan.dictionary.words;
    const std::string folded = fold(text);
    if (model::is_one_of(words.region_code, folded)) return open_.code_cell = static_cast<int>(at), true;
    if (model::is_one_of(words.unit, folded)) return open_.unit_cell = static_cast<int>(at), true;
    return model::is_one_of(words.serial, folded);
}

void SheetReader::take_unit(const HeaderCell& cell, std::size_t at, const model::ColumnSpec& column, std::uint32_t row) {
    if (cell.unit.empty() || column.unit.empty() || import_.plan.same_unit(cell.unit, column.unit)) return;
    const auto factor = import_.plan.conversion(cell.unit, column.unit);
    if (!factor) {
        wrong(Code::ValueUnit, row, at, cell.unit, column.unit);
        open_.header_bad = true;
        return;
    }
    open_.factor_of_cell[at] = *factor;
    wrong(Code::UnitConverted, row, at, column.label, cell.unit, column.unit);
}

void SheetReader::map_columns(const Header& header, std::uint32_t row) {
    std::size_t twice = 0;
    std::string first_twice;
    for (const bool counting : {true, false})
        for (std::size_t at = 0; at < header.cells.size(); ++at) {
            const HeaderCell& cell = header.cells[at];
            if (cell.text.empty()) continue;
            if (cell.column < 0) {
                if (!counting && !take_other_column(cell.text, at))
                    wrong(Code::ColumnUnknown, row, at, cell.text, open_.spec->title, suggestion(cell.text, open_.spec->labels()));
                continue;
            }
            const auto column = static_cast<std::size_t>(cell.column);
            const auto& known = open_.spec->columns[column];
            if (counting) {
                const auto before = std::find_if(header.cells.begin(), header.cells.begin() + static_cast<std::ptrdiff_t>(at),
                                                 [&](const HeaderCell& other) { return other.column == cell.column; });
                if (before != header.cells.begin() + static_cast<std::ptrdiff_t>(at) && twice++ == 0) first_twice = known.label;
                continue;
            }
            if (open_.cell_of_column[column] >= 0) {
                if (twice == 1) wrong(Code::ColumnTwice, row, at, known.label);
                open_.header_bad = true;
                continue;
            }
            take_unit(cell, at, known, row);
            open_.column_of_cell[at] = cell.column;
            open_.cell_of_column[column] = static_cast<int>(at);
        }
    if (twice > 1) wrong(Code::TablesSideBySide, row, 0, first_twice, twice);
}

void SheetReader::report_missing(std::uint32_t row) {
    const model::TableSpec& spec = *open_.spec;
    for (std::size_t i = 0; i < spec.columns.size(); ++i)
        if (spec.columns[i].required && open_.cell_of_column[i] < 0) {
            wrong(Code::ColumnMissing, row, 0, spec.title, spec.columns[i].label, join(spec.columns[i].headers, "、"));
            open_.header_bad = true;
        }
}

void SheetReader::take_header(const Header& found) {
    const Header header = found;  // `found` may be pending_
    pending_.reset();
    const std::uint32_t row = buffer_[header.last].row;
    open_.header_rows = {buffer_[header.first].row, row};
    open_.column_of_cell.assign(header.cells.size(), -1);
    open_.cell_of_column.assign(open_.spec->columns.size(), -1);
    open_.factor_of_cell.assign(header.cells.size(), std::nullopt);
    open_.header_texts.clear();
    for (const auto& cell : header.cells) open_.header_texts.push_back(fold(cell.text));
    open_.code_cell = open_.unit_cell = -1;
    map_columns(header, row);
    report_missing(row);
    if (open_.header_bad && open_.owner) mark_bad(import_.data, open_.table, *open_.owner, "表头有误");
    model::Table& table = import_.data.tables[open_.table];
    rows_before_ = table.rows();
    rows_.emplace(import_, open_, table, RowReader::Mode::Final, RegionGuess(import_.regions, import_.plan.regions),
                  import_.options.jobs > 1 ? 0 : expected_rows_);
    import_.data.sheets[open_.index].cell_of_column = open_.cell_of_column;
    import_.data.sheets[open_.index].last_column = static_cast<std::uint32_t>(std::max<std::size_t>(header.cells.size(), 1) - 1);
    replay_after(header.last);
}

}  // namespace kaohe::tables
