// kaohe/report/cells.h - inside the report: the cells of one sheet, and the XML that they are in the file.
//
// libxlsxwriter keeps a tree node for each cell, prints it through printf and packs one sheet after the other; in a book of
// hundreds of thousands of cells that is most of the time. So cells are kept here, and written in runs of rows that do not
// depend on each other. Everything else of a book is the library's.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kaohe/base/text_hash.h"

namespace kaohe::report {

// The texts of a book, each once.
class SharedTexts {
  public:
    std::uint32_t index_of(std::string_view text);
    bool empty() const { return texts_.empty(); }
    std::string_view at(std::uint32_t index) const { return *texts_[index]; }
    // xl/sharedStrings.xml. `used`: how many cells are texts.
    std::string to_xml(std::size_t used) const;

  private:
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> indexes_;
    std::vector<const std::string*> texts_;  // keys of the map, which stay where they are
};

// Rows and columns are 0-based. A cell that is written again is the last one. `style` is the number of a format in the book.
class Cells {
  public:
    void text(std::uint32_t row, std::uint16_t column, std::uint32_t style, std::uint32_t text);  // an index of SharedTexts
    void number(std::uint32_t row, std::uint16_t column, std::uint32_t style, double value);
    void formula(std::uint32_t row, std::uint16_t column, std::uint32_t style, std::string expression, double value);
    void blank(std::uint32_t row, std::uint16_t column, std::uint32_t style);
    // 0: as high as any.
    void row_height(std::uint32_t row, double points, std::uint8_t level);

    bool empty() const { return count_ == 0; }
    std::size_t texts() const;
    // "A1:L61"; "A1" without cells.
    std::string extent() const;

    // What stands in a cell that a chart is drawn from; null for an empty one.
    struct Seen {
        bool is_text = false;
        double number = 0;
        std::uint32_t text = 0;
    };
    bool look(std::uint32_t row, std::uint16_t column, Seen& out) const;

    // Runs of whole rows, of about so many cells that packing them apart costs nothing.
    struct Run {
        std::uint32_t first, end;
    };
    std::vector<Run> runs() const;
    // Appends the rows' XML.
    void write(Run run, std::string& xml) const;

  private:
    enum class Kind : std::uint8_t { Blank, Text, Number, Formula };
    struct Item {
        std::uint16_t column;
        Kind kind;
        std::uint32_t style;
        std::uint32_t index;  // of a text or a formula
        double number;
    };
    struct Row {
        std::vector<Item> items;  // by column
        double height = 0;
        std::uint8_t level = 0;
    };

    Row& row_at(std::uint32_t row);
    void put(std::uint32_t row, Item item);

    std::vector<Row> rows_;
    std::vector<std::string> formulas_;
    std::size_t count_ = 0;
};

}  // namespace kaohe::report
