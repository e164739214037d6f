#include "kaohe/annotate/annotate.h"

#include <algorithm>
#include <map>
#include <optional>

#include "kaohe/annotate/comments.h"
#include "kaohe/annotate/list_sheet.h"
#include "kaohe/annotate/package.h"
#include "kaohe/annotate/sheet_edit.h"
#include "kaohe/annotate/styles.h"
#include "kaohe/annotate/words.h"
#include "kaohe/base/file.h"
#include "kaohe/io/reader.h"
#include "kaohe/io/reasons.h"

namespace kaohe::annotate {
namespace {

using namespace std::string_view_literals;

struct SheetEntry {
    std::string name, part;  // part: "" for charts and the like
};

bool same_without_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// The marks of one cell.
struct CellMarks {
    io::CellAddress cell;
    std::vector<const Mark*> marks;
};
using SheetMarks = std::map<std::pair<std::uint32_t, std::uint32_t>, CellMarks>;  // by row and column

bool same_words(const Mark& a, const Mark& b) {
    return a.severity == b.severity && a.text == b.text;
}

// The worst first, otherwise as they came; said twice is said once.
std::string comment_text(std::vector<const Mark*> marks) {
    std::stable_sort(marks.begin(), marks.end(), [](const Mark* a, const Mark* b) { return a->severity > b->severity; });
    std::string out;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const bool said = std::any_of(marks.begin(), marks.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(i, 100)),
                                      [&](const Mark* before) { return same_words(*before, *marks[i]); });
        if (said || out.size() > 4 * kLongestText) continue;
        if (!out.empty()) out += '\n';
        out += words::severity(marks[i]->severity);
        out += words::kColon;
        out += marks[i]->text;
    }
    return shortened(out, kLongestText);
}

class Annotator {
  public:
    Annotator(Package package, const std::vector<Mark>& marks) : package_(std::move(package)), marks_(marks) {}

    Result<std::string> run() {
        KAOHE_CHECK(load_workbook());
        std::map<const SheetEntry*, std::vector<const Mark*>> by_sheet;
        for (const Mark& mark : marks_) {
            const SheetEntry* sheet = find(mark.sheet);
            const auto cell = io::parse_cell_address(mark.cell);
            const io::Limits& limits = package_.limits();
            if (!sheet || !cell || cell->row > limits.rows || cell->column >= limits.columns)
                needs_list_ = true;
            else
                by_sheet[sheet].push_back(&mark);
        }
        for (const SheetEntry& sheet : sheets_)
            if (const auto found = by_sheet.find(&sheet); found != by_sheet.end())
                KAOHE_CHECK(annotate_sheet(sheet, found->second));
        if (needs_list_) {
            KAOHE_CHECK(add_list_sheet(package_, book_, *relationships_, *styles_, marks_));
            book_changed_ = true;
        }
        if (!marks_.empty()) KAOHE_CHECK(styles_->save(package_, styles_part_));
        if (book_changed_) {
            package_.put(book_part_, save_xml(book_));
            relationships_->save(package_);
        }
        return package_.write();
    }

  private:
    tl::unexpected<Diagnostic> not_a_workbook(std::string_view what) const {
        return failure(Code::AnnotateKind, package_.place(), what);
    }

    Result<void> load_workbook() {
        if (!package_.contains("_rels/.rels"))
            return not_a_workbook(package_.contains("content.xml") && package_.contains("mimetype") ? words::kOpenDocument
                                                                                                     : io::reasons::kNoWorkbook);
        KAOHE_TRY(top, Relationships::load(package_, ""));
        const auto* main = top.find_type("/officeDocument");
        if (!main) return not_a_workbook(io::reasons::kNoWorkbook);
        if (main->part.ends_with(".bin")) return not_a_workbook(io::reasons::kBinaryWorkbook);
        book_part_ = main->part;
        KAOHE_CHECK(package_.load(book_, book_part_));
        const pugi::xml_node root = book_.document_element();
        if (local_name(root.name()) != "workbook") return not_a_workbook(io::reasons::kNoWorkbook);
        KAOHE_TRY(relationships, Relationships::load(package_, book_part_));
        relationships_.emplace(std::move(relationships));
        KAOHE_CHECK(list_sheets(child(root, "sheets")));
        return marks_.empty() ? Result<void>() : load_styles(is_strict(root));
    }

    Result<void> list_sheets(pugi::xml_node list) {
        for (pugi::xml_node sheet : list.children()) {
            if (local_name(sheet.name()) != "sheet") continue;
            const std::string name(value(sheet, "name"));
            const auto* found = relationships_->find_id(value(sheet, "id"));
            if (!found)
                return failure(Code::FileDamaged, package_.place(),
                               fmt::format(io::reasons::kSheetTarget, io::reasons::quoted(name)));
            sheets_.push_back({name, found->type.ends_with("/worksheet") ? found->part : std::string()});
            if (sheets_.size() > package_.limits().sheets)
                return failure(Code::FileLimit, package_.place(), io::reasons::kSheets, package_.limits().sheets);
        }
        return {};
    }

    Result<void> load_styles(bool strict) {
        const auto* found = relationships_->find_type("/styles");
        KAOHE_TRY(styles, Styles::load(package_, found ? found->part : "", strict));
        styles_.emplace(std::move(styles));
        if (found) {
            styles_part_ = found->part;
            return {};
        }
        styles_part_ = package_.contains("xl/styles.xml") ? package_.unused("xl/styles", ".xml") : "xl/styles.xml";
        relationships_->add(relationship_base(strict) + "styles", styles_part_);
        book_changed_ = true;
        return set_content_type(package_, styles_part_, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
    }

    const SheetEntry* find(std::string_view name) const {
        for (const SheetEntry& sheet : sheets_)
            if (sheet.name == name) return sheet.part.empty() ? nullptr : &sheet;
        for (const SheetEntry& sheet : sheets_)
            if (same_without_case(sheet.name, name)) return sheet.part.empty() ? nullptr : &sheet;
        return nullptr;
    }

    Result<void> annotate_sheet(const SheetEntry& sheet, const std::vector<const Mark*>& marks) {
        KAOHE_TRY(edit, SheetEdit::load(package_, sheet.part));
        KAOHE_TRY(comments, Comments::load(package_, sheet.part));
        SheetMarks cells;
        for (const Mark* mark : marks) {
            const io::CellAddress cell = edit.shown(*io::parse_cell_address(mark->cell));
            CellMarks& found = cells[{cell.row, cell.column}];
            found.cell = cell;
            found.marks.push_back(mark);
        }
        std::vector<MarkedCell> colored;
        std::vector<Drawing::Note> notes;
        for (const auto& [place, cell] : cells) {
            const auto worst = std::max_element(cell.marks.begin(), cell.marks.end(),
                                                [](const Mark* a, const Mark* b) { return a->severity < b->severity; });
            colored.push_back({cell.cell, (*worst)->severity});
            if (comments.is_thread(cell.cell))
                needs_list_ = true;
            else
                notes.push_back({cell.cell, comment_text(cell.marks)});
        }
        KAOHE_CHECK(edit.mark(colored, *styles_));
        KAOHE_CHECK(comments.add(notes, edit));
        edit.save();
        return {};
    }

    Package package_;
    const std::vector<Mark>& marks_;
    std::string book_part_, styles_part_;
    pugi::xml_document book_;
    std::optional<Relationships> relationships_;
    std::optional<Styles> styles_;
    std::vector<SheetEntry> sheets_;
    bool needs_list_ = false, book_changed_ = false;
};

}  // namespace

Result<std::string> annotate(std::string_view workbook, const std::string& name, std::vector<Mark> marks,
                             const io::Limits& limits) {
    const Place place{.file = name};
    if (io::is_encrypted_package(workbook)) return failure(Code::FileEncrypted, place);
    if (workbook.starts_with("\xD0\xCF\x11\xE0"sv)) return failure(Code::AnnotateKind, place, words::kOldWorkbook);
    if (!workbook.starts_with("PK\3\4"sv)) return failure(Code::AnnotateKind, place, name);
    KAOHE_TRY(package, Package::open(workbook, name, limits));
    return Annotator(std::move(package), marks).run();
}

Result<void> annotate_file(std::string_view workbook, const std::string& name, std::vector<Mark> marks,
                           const std::filesystem::path& output, const io::Limits& limits) {
    KAOHE_TRY(bytes, annotate(workbook, name, std::move(marks), limits));
    return write_file(output, bytes);
}

}  // namespace kaohe::annotate
