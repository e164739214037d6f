// kaohe/annotate/sheet_edit.h - a worksheet part whose marked cells get another format, edited in its text.
//
// A worksheet may be large, so it is not made into a tree: one pass finds the places, and only there the text is changed.
// All other bytes of the part stay.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/annotate/package.h"
#include "kaohe/annotate/styles.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/reader.h"

namespace kaohe::annotate {

struct MarkedCell {
    io::CellAddress cell;
    Severity severity = Severity::Error;
};

// Widths and heights of a sheet in pixels at 96 dpi, about as Excel draws them: where a comment is put follows from them.
struct Grid {
    struct Columns {
        std::uint32_t last = 0;  // 0-based, included
        int width = 0;
        std::uint32_t style = 0;
    };
    int usual_width = 64, usual_height = 20;
    std::map<std::uint32_t, Columns> columns;   // by the first one, 0-based
    std::map<std::uint32_t, int> heights;       // by row, 1-based; usual ones left out

    int width(std::uint32_t column) const;
    int height(std::uint32_t row) const;
    std::uint32_t style(std::uint32_t column) const;  // of cells that don't exist
    const Columns* find(std::uint32_t column) const;
};

class SheetEdit {
  public:
    // Fails as Package::text() does.
    static Result<SheetEdit> load(Package& package, const std::string& part);

    // The first cell of the merged range that `cell` is in, or itself.
    io::CellAddress shown(io::CellAddress cell) const;
    // Finds the cells, and notes how they change. `cells` are in order of row and column, each once. To be called once.
    // Fails with KH-F004 for cells out of order and the like.
    Result<void> mark(const std::vector<MarkedCell>& cells, Styles& styles);

    // Known after mark().
    const Grid& grid() const { return grid_; }
    bool strict() const { return strict_; }
    // The relationship of the drawing that holds comments; "" when there is none.
    const std::string& legacy_drawing() const { return legacy_drawing_; }
    void add_legacy_drawing(const std::string& relationship);

    // Puts the changed text into the package.
    void save();

  private:
    class Scan;
    class MergeScan;
    struct Change {
        std::size_t at = 0, removed = 0;
        std::string inserted;
    };
    SheetEdit(Package& package, std::string part, std::string text)
        : package_(&package), part_(std::move(part)), text_(std::move(text)) {}

    Package* package_;
    std::string part_, text_;
    std::vector<io::Merge> merges_;
    std::vector<Change> changes_;
    Grid grid_;
    bool strict_ = false;
    std::string prefix_;         // of the elements, with ':'
    std::string relation_prefix_;  // of relationship ids, with ':'; "" when the root doesn't declare one
    std::string legacy_drawing_;
    std::size_t drawing_at_ = 0;  // where a <legacyDrawing> belongs
    bool root_is_empty_ = false;
};

}  // namespace kaohe::annotate
