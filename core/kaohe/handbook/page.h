// kaohe/handbook/page.h - inside the handbook module: headings, paragraphs and tables, written as Markdown or HTML.
#pragma once
#include <string>
#include <vector>

namespace kaohe::handbook {

struct Cell {
    std::string text;
    std::string link;  // anchor of another part; "" for plain text
    Cell(std::string plain) : text(std::move(plain)) {}  // NOLINT: a text is a cell
    Cell(std::string shown, std::string anchor) : text(std::move(shown)), link(std::move(anchor)) {}
};

struct Block {
    enum class Kind { Heading, Paragraph, Table } kind = Kind::Paragraph;
    int level = 2;                          // of a Heading: 1..3
    std::string text, anchor;               // of a Heading or Paragraph
    std::vector<std::string> header;        // of a Table
    std::vector<std::vector<Cell>> rows;
    std::vector<std::string> anchors;       // of the rows; "" or missing: none
};

class Page {
  public:
    void heading(int level, std::string text, std::string anchor = {});
    void paragraph(std::string text);
    // Rows are added with row(); a table without rows is left out.
    void table(std::vector<std::string> header);
    void row(std::vector<Cell> cells, std::string anchor = {});

    std::string markdown() const;
    std::string html(const std::string& title) const;

  private:
    std::vector<Block> blocks_;
};

}  // namespace kaohe::handbook
