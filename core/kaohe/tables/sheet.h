// kaohe/tables/sheet.h - inside the tables module: one sheet of one file on its way into its table.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kaohe/tables/header.h"
#include "kaohe/tables/rows.h"

namespace kaohe::tables {

// Receives the rows of one file. One sheet at a time.
class SheetReader : public io::RowSink {
  public:
    SheetReader(Import& import, std::uint32_t input, std::string table_argument, std::string stem, FileInfo info,
                std::optional<std::size_t> owner);

    // At most so many rows will come, as far as is known: room for them is made once.
    void expect_rows(std::size_t rows) { expected_rows_ = rows; }

    void on_sheet(const io::Sheet& sheet) override;
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override;
    void on_merge(const io::Merge& merge) override;
    std::unique_ptr<io::RowSink> fork(std::size_t rows) override;
    bool take(io::RowSink& fork, std::uint32_t row_offset) override;
    // After the last row of the file.
    void finish();

  private:
    void finish_sheet();
    // Which table an unnamed sheet is by the title above its header: "利通区2021年秸秆（9月）". Null: none, or not certain.
    const model::TableSpec* table_titled(std::span<const io::Cell> cells) const;
    bool is_annex_number(std::span<const io::Cell> cells) const;
    void open_table(const model::TableSpec& spec);
    void look_for_header(std::uint32_t row, std::span<const io::Cell> cells);
    void take_header(const Header& header);
    void map_columns(const Header& header, std::uint32_t row);
    void take_unit(const HeaderCell& cell, std::size_t at, const model::ColumnSpec& column, std::uint32_t row);
    void report_missing(std::uint32_t row);
    bool take_other_column(const std::string& text, std::size_t at);
    void no_header();
    void replay_after(std::size_t last);

    template <class... Args>
    void wrong(Code code, std::uint32_t row, std::size_t column, const Args&... args) {
        report(import_, open_.input, diagnose(code, place_of(import_, open_.input, open_.sheet, row, column), args...));
    }

    Import& import_;
    std::string table_argument_, stem_;
    std::size_t expected_rows_ = 0;

    OpenSheet open_;  // spec is null without a sheet, or when it is no known table
    bool refused_ = false, first_sheet_ = true, may_be_titled_ = false;
    std::vector<KeptRow> buffer_;       // rows from the top of the sheet, until its header is known
    std::optional<Header> pending_;     // complete; the next row may belong to it
    std::optional<RowReader> rows_;  // once the header is found
    std::size_t rows_before_ = 0;    // of the table
};

}  // namespace kaohe::tables
