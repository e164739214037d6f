// kaohe/annotate/comments.h - comments on the cells of one sheet, beside those that are there.
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kaohe/annotate/package.h"
#include "kaohe/annotate/sheet_edit.h"
#include "kaohe/annotate/vml.h"

namespace kaohe::annotate {

class Comments {
  public:
    // The comments of the sheet in `part`, none if need be.
    static Result<Comments> load(Package& package, const std::string& part);

    // Whether the cell has a conversation, which office programs keep elsewhere: what stands in the comment is not shown.
    bool is_thread(io::CellAddress cell) const;
    // Adds the comments, and the shapes that show them, to the package. `edit` is asked for what it knows of the sheet, and
    // told where its drawing is. Each cell comes once.
    Result<void> add(const std::vector<Drawing::Note>& notes, SheetEdit& edit);

  private:
    Comments(Package& package, std::string part, Relationships relationships)
        : package_(&package), sheet_part_(std::move(part)), relationships_(std::move(relationships)) {}
    Result<void> begin(bool strict);
    std::string author();
    std::string put(const Drawing::Note& note, const std::string& author);
    Result<void> show(const std::vector<Drawing::Note>& notes, SheetEdit& edit);

    Package* package_;
    std::string sheet_part_;
    Relationships relationships_;
    std::string part_;  // "" while there is none
    std::unique_ptr<pugi::xml_document> tree_;
    std::map<std::string, pugi::xml_node> known_;  // by cell
    std::set<std::string> threads_;
};

}  // namespace kaohe::annotate
