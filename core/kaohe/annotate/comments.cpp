#include "kaohe/annotate/comments.h"

#include <algorithm>

#include "kaohe/annotate/words.h"
#include "kaohe/base/text.h"
#include "kaohe/io/reasons.h"

namespace kaohe::annotate {
namespace {

constexpr const char* kCommentsType = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
constexpr const char* kDrawingType = "application/vnd.openxmlformats-officedocument.vmlDrawing";
constexpr std::string_view kThreadAuthor = "tc=";  // with the number of the conversation behind it

std::string upper(std::string_view cell) {
    std::string out(cell);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string name_of(io::CellAddress cell) {
    return cell_name(cell.column, cell.row);
}

// One run of text in the small letters that comments have.
void fill_run(pugi::xml_node run, std::string_view text) {
    pugi::xml_node look = append(run, "rPr");
    set(append(look, "sz"), "val", "9");
    set(append(look, "color"), "indexed", "81");
    set(append(look, "rFont"), "val", "宋体");
    set(append(look, "family"), "val", "3");
    set(append(look, "charset"), "val", "134");
    pugi::xml_node content = append(run, "t");
    set(content, "xml:space", "preserve");
    content.append_child(pugi::node_pcdata).set_value(cell_string(text).c_str());
}

// A new run behind all text and before what is said about its reading.
pugi::xml_node add_run(pugi::xml_node text) {
    const std::string run = std::string(prefix_of(text.name())) + "r";
    if (pugi::xml_node plain = child(text, "t")) {  // runs and plain text don't go together
        pugi::xml_node wrapped = text.insert_child_before(run.c_str(), plain);
        wrapped.append_move(plain);
    }
    for (pugi::xml_node node : text.children()) {
        const std::string_view name = local_name(node.name());
        if (name == "rPh" || name == "phoneticPr") return text.insert_child_before(run.c_str(), node);
    }
    return text.append_child(run.c_str());
}

// All text of a comment: what its shape has to hold.
std::string all_text(pugi::xml_node text) {
    std::string out = child(text, "t").text().get();
    for (pugi::xml_node run : text.children())
        if (local_name(run.name()) == "r") out += child(run, "t").text().get();
    return out;
}

}  // namespace

Result<Comments> Comments::load(Package& package, const std::string& part) {
    KAOHE_TRY(relationships, Relationships::load(package, part));
    Comments out(package, part, std::move(relationships));
    const auto* found = out.relationships_.find_type("/comments");
    if (!found) return out;
    out.part_ = found->part;
    out.tree_ = std::make_unique<pugi::xml_document>();
    KAOHE_CHECK(package.load(*out.tree_, out.part_));
    const pugi::xml_node root = out.tree_->document_element();
    if (local_name(root.name()) != "comments")
        return failure(Code::FileDamaged, package.place(),
                       fmt::format(io::reasons::kXmlRoot, io::reasons::quoted(root.name())));
    std::vector<std::string_view> authors;
    const pugi::xml_node author_list = child(root, "authors"), list = child(root, "commentList");
    for (pugi::xml_node author : author_list.children())
        if (local_name(author.name()) == "author") authors.push_back(author.text().get());
    for (pugi::xml_node comment : list.children()) {
        if (local_name(comment.name()) != "comment") continue;
        const std::string cell = upper(value(comment, "ref"));
        out.known_[cell] = comment;
        const auto author = io::parse_index(value(comment, "authorId")).value_or(0);
        if (author < authors.size() && authors[author].starts_with(kThreadAuthor)) out.threads_.insert(cell);
    }
    return out;
}

bool Comments::is_thread(io::CellAddress cell) const {
    return threads_.count(name_of(cell)) > 0;
}

// A part for comments where there is none.
Result<void> Comments::begin(bool strict) {
    part_ = package_->unused("xl/comments", ".xml");
    tree_ = std::make_unique<pugi::xml_document>();
    const std::string text = fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{}"><authors/><commentList/></comments>)",
        main_namespace(strict));
    tree_->load_string(text.c_str(), pugi::parse_full);
    relationships_.add(relationship_base(strict) + "comments", part_);
    return set_content_type(*package_, part_, kCommentsType);
}

// The number of our name in the list of authors.
std::string Comments::author() {
    pugi::xml_node authors = child_in_order(tree_->document_element(), "authors", {"authors", "commentList", "extLst"});
    std::size_t number = 0;
    for (pugi::xml_node node : authors.children()) {
        if (local_name(node.name()) != "author") continue;
        if (node.text().get() == words::kAuthor) return std::to_string(number);
        ++number;
    }
    append(authors, "author").text().set(std::string(words::kAuthor).c_str());
    return std::to_string(number);
}

// Returns all that stands in the comment then.
std::string Comments::put(const Drawing::Note& note, const std::string& author) {
    const std::string cell = name_of(note.cell);
    pugi::xml_node list = child_in_order(tree_->document_element(), "commentList", {"authors", "commentList", "extLst"});
    pugi::xml_node& comment = known_[cell];
    std::string before;
    if (comment) {
        before = fmt::format("\n{}{}\n", words::kAuthor, words::kColon);
    } else {
        comment = append(list, "comment");
        set(comment, "ref", cell);
        set(comment, "authorId", author);
    }
    pugi::xml_node text = child_in_order(comment, "text", {"text", "commentPr", "extLst", "AlternateContent"});
    fill_run(add_run(text), before + note.text);
    return all_text(text);
}

Result<void> Comments::add(const std::vector<Drawing::Note>& notes, SheetEdit& edit) {
    if (notes.empty()) return {};
    if (part_.empty()) KAOHE_CHECK(begin(edit.strict()));
    const std::string number = author();
    std::vector<Drawing::Note> shown;
    for (const Drawing::Note& note : notes) shown.push_back({note.cell, put(note, number)});
    package_->put(part_, save_xml(*tree_));
    KAOHE_CHECK(show(shown, edit));
    relationships_.save(*package_);
    return {};
}

Result<void> Comments::show(const std::vector<Drawing::Note>& notes, SheetEdit& edit) {
    std::uint32_t block = 0;
    for (const std::string& name : package_->names()) {
        if (!io::canonical_part_name(name).ends_with(".vml")) continue;
        KAOHE_TRY(other, package_->text(name));
        block = std::max(block, Drawing::last_block(other));
    }
    std::string part;
    std::optional<Drawing> drawing;
    if (edit.legacy_drawing().empty()) {
        part = package_->unused("xl/drawings/vmlDrawing", ".vml");
        edit.add_legacy_drawing(relationships_.add(relationship_base(edit.strict()) + "vmlDrawing", part));
        KAOHE_CHECK(set_content_type(*package_, part, kDrawingType));
        drawing = Drawing::blank();
    } else {
        const auto* found = relationships_.find_id(edit.legacy_drawing());
        part = found ? found->part : edit.legacy_drawing();
        KAOHE_TRY(text, package_->text(part));
        if (text.find("<!DOCTYPE") != std::string::npos)
            return failure(Code::FileUnsafe, package_->place(), io::reasons::kDoctype);
        drawing = Drawing::of(std::move(text));
        if (!drawing)
            return failure(Code::FileDamaged, package_->place(),
                           fmt::format(io::reasons::kPartData, io::reasons::quoted(part)));
    }
    drawing->show(notes, edit.grid(), block + 1);
    package_->put(part, drawing->text());
    return {};
}

}  // namespace kaohe::annotate
