// kaohe/io/xlsx_sheet.h - one worksheet part as rows of cells, streamed.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kaohe/io/cell_text.h"
#include "kaohe/io/sheet_rows.h"
#include "kaohe/io/xlsx_rows.h"
#include "kaohe/io/xlsx_workbook.h"
#include "kaohe/io/xml_sax.h"

namespace kaohe::io {

// Rows and cells may omit their address and then follow the one before. Going backwards or beyond the limits
// refuses the file (KH-F004). <dimension> and spans are not looked at, since files lie about them.
class SheetHandler : public XmlHandler {
  public:
    SheetHandler(const Workbook& workbook, SheetRows& rows, const Limits& limits);

    bool on_start(std::string_view name, const XmlAttributes& attributes) override;
    bool on_end(std::string_view name) override;
    bool on_text(std::string_view text) override;

    // For rows that are told without the parser (xlsx_rows.h). The parser that calls this handler:
    void watch(const XmlSax& sax) { sax_ = &sax; }
    // How many bytes the parser had read when it last came between two rows, where another may stand; npos when it is elsewhere.
    std::size_t between_rows_at() const { return at_ == At::Data && ignored_ == 0 ? between_rows_at_ : std::string::npos; }
    // Takes the next row. False to stop, as on_start().
    bool put_row(const PlainRow& row);

  private:
    // Where in the part the parser is; each has one parent.
    enum class At { Top, Worksheet, Columns, Column, Data, Row, Cell, Value, Formula, Inline, Merges, Merge };
    enum class Type { Number, Shared, Inline, Text, Flag, Error, Date, Unknown };

    static Type type_named(std::string_view name);
    void hide_columns(const XmlAttributes& attributes);
    void note_between_rows();
    bool begin_row(std::optional<std::string_view> written, bool hidden);
    bool begin_cell(const XmlAttributes& attributes);
    bool begin_cell(std::optional<std::string_view> written, std::string_view style, std::string_view type);
    bool add_merge(const XmlAttributes& attributes);
    void end_cell();
    bool end_row();

    void put_number();
    void put_shared();
    void put_text(std::string_view text);
    void put_flag();
    void put_date();

    bool refuse(std::string_view reason, std::string_view what);

    const Workbook& workbook_;
    SheetRows& rows_;
    const Limits& limits_;

    const XmlSax* sax_ = nullptr;
    std::size_t between_rows_at_ = std::string::npos;
    At at_ = At::Top;
    int ignored_ = 0;  // depth inside an element that is skipped
    std::uint32_t row_ = 0;
    std::uint32_t next_column_ = 0, cells_in_row_ = 0;

    // the current cell
    std::uint32_t column_ = 0;
    Type type_ = Type::Number;
    NumberFormat format_ = NumberFormat::Plain;
    std::string type_name_, value_, formula_;
    RichText inline_;
    bool has_value_ = false, has_formula_ = false, has_inline_ = false;
};

}  // namespace kaohe::io
