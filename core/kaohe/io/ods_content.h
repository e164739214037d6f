// kaohe/io/ods_content.h - content.xml of an OpenDocument spreadsheet as rows of cells, streamed.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/io/findings.h"
#include "kaohe/io/sheet_rows.h"
#include "kaohe/io/xml_sax.h"

namespace kaohe::io {

// Repeated blank cells and rows cost nothing, however many there are; repeated filled ones count like others.
class OdsContent : public XmlHandler {
  public:
    OdsContent(const std::string& file, RowSink& sink, Findings& findings, const Limits& limits);

    bool on_start(std::string_view name, const XmlAttributes& attributes) override;
    bool on_end(std::string_view name) override;
    bool on_text(std::string_view text) override;

    // False for text documents, presentations and the like.
    bool is_spreadsheet() const { return is_spreadsheet_; }

  private:
    enum class At {
        Top,
        Document,
        Styles,
        Style,
        StyleProperties,
        Body,
        Spreadsheet,
        Table,
        Columns,
        Column,
        Rows,
        Row,
        Cell,
        Paragraph,
        Inline,  // spans, links and the like: their text counts
        Blank,   // an element that stands for white space
        Ignored
    };
    enum class Type { None, Number, Date, Time, Flag, Text, Unknown };

    // Where the element leads; Ignored skips it with all that is in it.
    At enter(std::string_view name, const XmlAttributes& attributes);
    At enter_paragraph_part(std::string_view name, const XmlAttributes& attributes);
    bool leave(At left);

    void begin_style(const XmlAttributes& attributes);
    void begin_table(const XmlAttributes& attributes);
    void begin_column(const XmlAttributes& attributes);
    void begin_row(const XmlAttributes& attributes);
    void begin_cell(const XmlAttributes& attributes);
    void begin_paragraph();
    bool end_row();
    bool end_cell();
    bool add_merge();

    void end_blanks();
    void append(char c) { append_times(c, 1); }
    void append_times(char c, std::uint32_t times);

    void put_cell();
    void put_value();
    void put_number();
    void put_date();
    void put_time();
    void put_flag();

    static Type type_named(std::string_view name);
    bool refuse(std::string_view reason, std::string_view what);

    const std::string& file_;
    RowSink& sink_;
    Findings& findings_;
    const Limits& limits_;
    std::size_t cells_left_;

    std::vector<At> path_{At::Top};
    int ignored_ = 0;  // depth inside an element that is skipped
    bool is_spreadsheet_ = false;
    std::string style_;                                 // the table style being read, "" for others
    std::set<std::string, std::less<>> hidden_tables_;  // names of styles
    std::size_t sheets_ = 0;

    // the current sheet
    Sheet sheet_;
    std::optional<SheetRows> rows_;
    bool stopped_ = false;  // the sink wants no more of it
    std::uint32_t row_ = 1, row_repeats_ = 1, next_column_ = 0;

    // the current cell
    std::uint32_t column_ = 0, repeats_ = 1, columns_spanned_ = 1, rows_spanned_ = 1;
    Type type_ = Type::None;
    bool percent_ = false;
    bool is_error_ = false, has_formula_ = false, in_text_ = false;
    // the blanks since the last character of the paragraph
    bool paragraph_begins_ = true, broken_ = false;
    std::uint32_t spaces_ = 0;
    std::string type_name_, value_, formula_, text_;
};

}  // namespace kaohe::io
