#include "kaohe/tables/sheet.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kHeaderRows = 10;     // a title may stand above the header, not more

// "PM2.5(μg/m3)" -> name and unit.
struct Header {
    std::string name, unit;
};
Header split_header(std::string_view text) {
    const std::string folded = fold(text);
    const std::size_t open = folded.rfind('(');  // the last: 总磷(以P计)(mg/L)
    if (open == std::string::npos || open == 0 || folded.back() != ')') return {folded, ""};
    return {folded.substr(0, open), folded.substr(open + 1, folded.size() - open - 2)};
}

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
    refused_ = open_.header_bad = false;
    buffer_.clear();
    const auto& dictionary = import_.plan.dictionary;
    const auto*& spec = open_.spec;
    spec = !table_argument_.empty() ? dictionary.find_name(fold(table_argument_)) : dictionary.find_name(fold(sheet.name));
    // A file that is one table may leave its only sheet unnamed.
    if (!spec && first_sheet_) spec = dictionary.find_name(fold(stem_));
    first_sheet_ = false;
    if (!spec) return;
    open_.table = dictionary.index_of(*spec);
    open_.index = import_.data.sheets.size();
    import_.data.sheets.push_back({open_.input, sheet.name, sheet.lines, 0});
}

bool SheetReader::on_row(std::uint32_t row, std::span<const io::Cell> cells) {
    if (rows_) return rows_->read(row, cells);
    if (refused_) return false;
    if (!open_.spec) {
        if (is_blank_row(cells)) return true;
        const std::string name = open_.sheet.name.empty() ? stem_ : open_.sheet.name;
        wrong(Code::TableUnknown, row, 0, name, suggestion(name, import_.plan.dictionary.names()));
        refused_ = true;
        return false;
    }
    if (open_.spec->key_value) return false;  // 填报信息 was read before
    return look_for_header(row, cells);
}

std::unique_ptr<io::RowSink> SheetReader::fork(std::size_t rows) {
    if (!rows_ || open_.header_bad) return nullptr;
    return std::make_unique<RowsAhead>(import_, open_, rows_->guess(), rows);
}

bool SheetReader::take(io::RowSink& fork, std::uint32_t row_offset) {
    return import_.data.tables[open_.table].append(dynamic_cast<RowsAhead&>(fork).rows(), row_offset);
}

bool SheetReader::look_for_header(std::uint32_t row, std::span<const io::Cell> cells) {
    if (is_blank_row(cells)) return true;
    Buffered copy{row, {}};
    for (const auto& cell : cells) copy.cells.emplace_back(cell.kind, std::string(cell.text));
    std::size_t required = 0, found = 0;
    for (const auto& column : open_.spec->columns) {
        if (!column.required) continue;
        ++required;
        found += std::any_of(copy.cells.begin(), copy.cells.end(), [&](const auto& cell) {
            const std::string name = split_header(cell.second).name;
            return std::find(column.headers.begin(), column.headers.end(), name) != column.headers.end() ||
                   std::find(column.headers.begin(), column.headers.end(), fold(cell.second)) != column.headers.end();
        });
    }
    buffer_.push_back(std::move(copy));
    if (required > 0 && found == required) {
        take_header(buffer_.back());
        return true;
    }
    if (buffer_.size() < kHeaderRows) return true;
    settle_header();
    return !refused_;
}

void SheetReader::replay_after(std::size_t header) {
    std::vector<Buffered> rows = std::move(buffer_);
    buffer_.clear();
    take_header(rows[header]);
    std::vector<io::Cell> cells;
    for (std::size_t i = header + 1; i < rows.size(); ++i) {
        cells.clear();
        for (const auto& [kind, text] : rows[i].cells) cells.push_back({kind, text});
        rows_->read(rows[i].row, cells);
    }
}

// No more rows are waited for: the one with the most known headers is the header, or there is none.
void SheetReader::settle_header() {
    const model::TableSpec* const spec = open_.spec;
    std::size_t best = 0, most = 0;
    for (std::size_t i = 0; i < buffer_.size(); ++i) {
        const auto known = static_cast<std::size_t>(
            std::count_if(buffer_[i].cells.begin(), buffer_[i].cells.end(), [&](const auto& cell) {
                return spec->find_header(split_header(cell.second).name) >= 0 || spec->find_header(fold(cell.second)) >= 0;
            }));
        if (known > most) most = known, best = i;
    }
    if (most >= 2) return replay_after(best);
    wrong(Code::HeaderMissing, buffer_.front().row, 0, kHeaderRows, spec->title, join(spec->labels(), "、"));
    refused_ = true;
    if (open_.owner)
        mark_bad(import_.data, open_.table, *open_.owner, "没有表头");
    else if (!import_.data.unreadable_file)
        import_.data.unreadable_file = import_.data.inputs[open_.input].name + " 没有表头";
    buffer_.clear();
}

void SheetReader::finish_sheet() {
    if (open_.spec && !rows_ && !buffer_.empty()) settle_header();
    if (rows_) import_.data.inputs[open_.input].rows += import_.data.tables[open_.table].rows() - rows_before_;
    if (rows_ && rows_->below_limit() > 0) {
        const Place place{.file = import_.data.inputs[open_.input].name, .sheet = open_.sheet.name};
        report(import_, open_.input, diagnose(Code::BelowLimit, place, rows_->below_limit()));
    }
    rows_.reset();
    open_.spec = nullptr;
}

void SheetReader::finish() { finish_sheet(); }

void SheetReader::take_header(const Buffered& header) {
    const model::TableSpec* const spec = open_.spec;
    open_.column_of_cell.assign(header.cells.size(), -1);
    open_.cell_of_column.assign(spec->columns.size(), -1);
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string& text = header.cells[i].second;
        if (trim(text).empty()) continue;
        const Header parts = split_header(text);
        int column = spec->find_header(fold(text));
        if (column < 0) column = spec->find_header(parts.name);
        if (column < 0) {
            wrong(Code::ColumnUnknown, header.row, i, trim(text), spec->title, suggestion(trim(text), spec->labels()));
            continue;
        }
        const auto& known = spec->columns[static_cast<std::size_t>(column)];
        if (open_.cell_of_column[static_cast<std::size_t>(column)] >= 0) {
            wrong(Code::ColumnTwice, header.row, i, known.label);
            open_.header_bad = true;
            continue;
        }
        const bool whole_header_known = spec->find_header(fold(text)) >= 0;
        if (!whole_header_known && !parts.unit.empty() && !known.unit.empty() && !import_.plan.same_unit(parts.unit, known.unit)) {
            wrong(Code::ValueUnit, header.row, i, parts.unit, known.unit);
            open_.header_bad = true;
        }
        open_.column_of_cell[i] = column;
        open_.cell_of_column[static_cast<std::size_t>(column)] = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < spec->columns.size(); ++i)
        if (spec->columns[i].required && open_.cell_of_column[i] < 0) {
            wrong(Code::ColumnMissing, header.row, 0, spec->title, spec->columns[i].label, join(spec->columns[i].headers, "、"));
            open_.header_bad = true;
        }
    if (open_.header_bad && open_.owner) mark_bad(import_.data, open_.table, *open_.owner, "表头有误");
    model::Table& table = import_.data.tables[open_.table];
    rows_before_ = table.rows();
    rows_.emplace(import_, open_, table, RowReader::Mode::Final, RegionGuess(import_.regions, import_.plan.regions.size()), expected_rows_);
    import_.data.sheets[open_.index].last_column = static_cast<std::uint32_t>(std::max<std::size_t>(header.cells.size(), 1) - 1);
    buffer_.clear();
}

}  // namespace kaohe::tables
