// kaohe/annotate/vml.h - the drawing part that says where comments are shown, edited in its text.
//
// Office programs write this part in an old notation that is not always well-formed XML, so it is not parsed: what is
// needed is looked for in the text, and the rest stays as it is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/annotate/sheet_edit.h"

namespace kaohe::annotate {

class Drawing {
  public:
    // The highest block of 1,024 shape numbers that a drawing's text uses; 0 for none. Blocks are one's own in a workbook.
    static std::uint32_t last_block(std::string_view text);

    // A drawing without any shape.
    static Drawing blank();
    // Nothing when the text has no end that something could be put before.
    static std::optional<Drawing> of(std::string text);

    // Shapes for comments of these cells, from the block on. A cell whose comment has a shape gets none; its shape is made
    // higher when it is not high enough for `text`.
    struct Note {
        io::CellAddress cell;
        std::string text;
    };
    void show(const std::vector<Note>& notes, const Grid& grid, std::uint32_t block);

    const std::string& text() const { return text_; }

  private:
    struct Known {
        std::uint32_t row, column;  // 0-based both
        std::size_t anchor_at, anchor_size;
    };
    explicit Drawing(std::string text) : text_(std::move(text)) {}
    std::vector<Known> known() const;
    void enlarge(const Known& shape, const Note& note, const Grid& grid);
    void claim(std::uint32_t first_block, std::uint32_t last_block);

    std::string text_;
};

}  // namespace kaohe::annotate
