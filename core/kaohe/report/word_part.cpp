// A part of a Word template: its tags made ready for mustache.
#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/docx.h"
#include "kaohe/report/tags.h"

namespace kaohe::report {
namespace {

using Node = pugi::xml_node;

constexpr unsigned kParse = pugi::parse_default | pugi::parse_ws_pcdata;

bool has_name(Node node, std::string_view name) {
    return name == node.name();
}

std::string to_text(const pugi::xml_document& xml) {
    std::ostringstream out;
    out << R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)" << '\n';
    xml.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return out.str();
}

// The w:t of a paragraph in order, without those of text boxes inside it: these have paragraphs of their own.
std::vector<Node> texts_of(Node paragraph) {
    std::vector<Node> out;
    auto walk = [&](auto& self, Node node) -> void {
        for (Node child : node.children()) {
            if (has_name(child, "w:t")) out.push_back(child);
            else if (!has_name(child, "w:p")) self(self, child);
        }
    };
    walk(walk, paragraph);
    return out;
}

std::string text_of(const std::vector<Node>& texts) {
    std::string out;
    for (Node text : texts) out += text.text().get();
    return out;
}

void set_text(Node text, const std::string& value) {
    text.text().set(value.c_str());
    if (!text.attribute("xml:space")) text.append_attribute("xml:space");
    text.attribute("xml:space").set_value("preserve");
}

bool shows_something(Node node) {
    for (const char* name : {"w:t", "w:drawing", "w:pict", "w:object", "w:fldChar", "w:sectPr", "w:br"})
        for (auto found : node.select_nodes((std::string(".//") + name).c_str()))
            if (!has_name(found.node(), "w:t") || *found.node().text().get() != '\0') return true;
    return false;
}

// One tag of a section, after joining: it stands whole in `text`.
struct TagMark {
    Tag tag;
    Node text, paragraph;
    std::string written;  // "{{#rows}}"
    std::size_t partner = 0;
    bool is_whole = false;  // the section is all that its paragraph holds
};

class Preparer {
  public:
    Preparer(std::string file, std::string part, const Schema& schema)
        : file_(std::move(file)), part_(std::move(part)), tags_(file_, schema) {}

    Result<std::string> run(std::string_view bytes) {
        const auto parsed = xml_.load_buffer(bytes.data(), bytes.size(), kParse);
        if (!parsed) return failure(Code::TemplateTag, Place{.file = file_, .sheet = part_}, std::string(parsed.description()));
        int number = 0;
        for (auto found : xml_.select_nodes("//w:p")) KAOHE_CHECK(join_tags(found.node(), ++number));
        KAOHE_CHECK(tags_.finish());
        pair_marks();
        for (const TagMark& mark : marks_) KAOHE_CHECK(check_inline(mark));
        for (const TagMark& mark : marks_)
            if (!is_inline(mark)) lift(mark);
        for (Node node : emptied_)
            if (node.parent() && !shows_something(node)) node.parent().remove_child(node);
        std::string text = to_text(xml_);
        KAOHE_CHECK(check_lifted(text));
        return text;
    }

  private:
    Place place_of(int paragraph) const {
        return {.file = file_, .sheet = part_, .cell = fmt::format(label::paragraph_number, paragraph)};
    }
    std::string where_of(int paragraph) const { return fmt::format(label::template_paragraph, part_, paragraph); }

    // Joins each tag in the run where it begins.
    Result<void> join_tags(Node paragraph, int number) {
        const std::vector<Node> texts = texts_of(paragraph);
        const std::string whole = text_of(texts);
        const Place place = place_of(number);
        const std::string where = where_of(number);
        if (whole.find("｛｛") != std::string::npos || whole.find("｝｝") != std::string::npos)
            return tags_.syntax(place, where, std::string(label::template_wide_braces));
        std::vector<std::pair<std::size_t, std::size_t>> spans;
        std::size_t at = 0;
        for (std::size_t begin; (begin = whole.find("{{", at)) != std::string::npos;) {
            if (whole.substr(at, begin - at).find("}}") != std::string::npos) break;
            const std::size_t end = whole.find("}}", begin);
            if (end == std::string::npos) return tags_.syntax(place, where, "标签没有结束：缺少 }}");
            KAOHE_CHECK(tags_.take(whole.substr(begin + 2, end - begin - 2), place, where));
            at = end + 2;
            spans.emplace_back(begin, at);
        }
        if (whole.find("}}", at) != std::string::npos) return tags_.syntax(place, where, "标签没有开始：缺少 {{");
        if (!spans.empty()) write_back(paragraph, texts, whole, spans);
        return {};
    }

    void write_back(Node paragraph, const std::vector<Node>& texts, const std::string& whole, const std::vector<std::pair<std::size_t, std::size_t>>& spans) {
        std::size_t begin = 0;
        for (Node text : texts) {
            const std::size_t end = begin + std::string_view(text.text().get()).size();
            std::string mine;
            for (std::size_t at = begin; at < end;) {
                auto span = std::find_if(spans.begin(), spans.end(), [&](const auto& each) { return each.first <= at && at < each.second; });
                if (span == spans.end()) {
                    mine += whole[at++];
                    continue;
                }
                if (span->first == at) {
                    const std::string written = whole.substr(span->first, span->second - span->first);
                    mine += written;
                    const Tag tag = parse_tag(std::string_view(written).substr(2, written.size() - 4));
                    if (tag.kind != ' ') marks_.push_back({tag, text, paragraph, written});
                }
                at = span->second;  // the rest of it that stands in later runs is left out there
            }
            // A tag that began in an earlier run reaches into this one.
            if (mine != text.text().get()) set_text(text, mine);
            begin = end;
        }
    }

    void pair_marks() {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < marks_.size(); ++i) {
            if (marks_[i].tag.kind != '/') {
                open.push_back(i);
                continue;
            }
            marks_[i].partner = open.back();
            marks_[open.back()].partner = i;
            open.pop_back();
            mark_whole(marks_[marks_[i].partner], marks_[i]);
        }
    }

    void mark_whole(TagMark& begin, TagMark& end) const {
        if (begin.paragraph != end.paragraph) return;
        const std::string whole = text_of(texts_of(begin.paragraph));
        const std::string_view seen = trim(whole);
        const auto first_close = seen.find(end.written);
        begin.is_whole = end.is_whole = seen.starts_with(begin.written) && first_close + end.written.size() == seen.size();
    }

    bool is_inline(const TagMark& mark) const { return marks_[mark.partner].paragraph == mark.paragraph && !mark.is_whole; }

    // Inside one paragraph the tags stay where they are; then they must stand equally deep, or what is repeated is not XML.
    Result<void> check_inline(const TagMark& mark) const {
        if (!is_inline(mark) || mark.text.parent().parent() == marks_[mark.partner].text.parent().parent()) return {};
        return tags_.syntax(Place{.file = file_, .sheet = part_}, part_, fmt::format(label::template_uneven, mark.written));
    }

    // The child of the lowest common ancestor of a section's tags that holds this one; the row when both stand in one. A paragraph
    // that is all of its section is that block, or its row when the row holds nothing else.
    Node block_of(const TagMark& mark) const {
        if (mark.is_whole) {
            const Node cell = mark.paragraph.parent(), row = cell.parent();
            const auto count = [](Node parent, const char* name) { return std::distance(parent.children(name).begin(), parent.children(name).end()); };
            const bool is_row = has_name(cell, "w:tc") && count(cell, "w:p") == 1 && !cell.child("w:tbl") && count(row, "w:tc") == 1;
            return is_row ? row : mark.paragraph;
        }
        std::vector<Node> mine, theirs;
        for (Node node = mark.paragraph; node; node = node.parent()) mine.push_back(node);
        for (Node node = marks_[mark.partner].paragraph; node; node = node.parent()) theirs.push_back(node);
        while (!mine.empty() && !theirs.empty() && mine.back() == theirs.back()) mine.pop_back(), theirs.pop_back();
        const Node block = mine.back();
        return has_name(block.parent(), "w:tr") ? block.parent() : block;
    }

    // Takes the tag out of its paragraph and puts it before or after the block that is repeated.
    void lift(const TagMark& mark) {
        const Node block = block_of(mark);
        const bool only_tags = is_only_tags(mark.paragraph);
        std::string text = mark.text.text().get();
        text.erase(text.find(mark.written), mark.written.size());
        set_text(mark.text, text);
        Node parent = block.parent();
        Node added;
        if (mark.tag.kind != '/' || (only_tags && block == mark.paragraph)) {
            added = parent.insert_child_before(pugi::node_pcdata, block);
        } else {
            Node& last = after_[block.internal_object()];
            added = parent.insert_child_after(pugi::node_pcdata, last ? last : block);
            last = added;
        }
        added.set_value(mark.written.c_str());
        if (block == mark.paragraph || has_name(block, "w:tr")) emptied_.push_back(block);
    }

    // Only tags of sections, nothing that is drawn; remembered from before the first was taken out.
    bool is_only_tags(Node paragraph) {
        auto [it, is_new] = only_tags_.try_emplace(paragraph.internal_object(), false);
        if (!is_new) return it->second;
        std::string whole = text_of(texts_of(paragraph));
        for (const TagMark& mark : marks_)
            if (mark.paragraph == paragraph)
                if (const auto at = whole.find(mark.written); at != std::string::npos) whole.erase(at, mark.written.size());
        return it->second = trim(whole).empty();
    }

    // Lifting can cross sections that stood well in the text, and tags may hide where no text is.
    Result<void> check_lifted(std::string_view text) const {
        std::vector<std::string> open;
        for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
            const std::size_t end = text.find("}}", at);
            const Tag tag = parse_tag(end == std::string::npos ? std::string_view() : text.substr(at + 2, end - at - 2));
            if (tag.name.empty() || tag.name.find_first_of("<>\"") != std::string::npos)
                return tags_.syntax(Place{.file = file_, .sheet = part_}, part_, std::string(label::template_hidden_tag));
            if (tag.kind == '#' || tag.kind == '^') open.push_back(tag.name);
            if (tag.kind != '/') continue;
            if (open.empty() || open.back() != tag.name)
                return tags_.syntax(Place{.file = file_, .sheet = part_}, part_, fmt::format(label::template_crossing, tag.name));
            open.pop_back();
        }
        return {};
    }

    std::string file_, part_;
    TagChecker tags_;
    pugi::xml_document xml_;
    std::vector<TagMark> marks_;
    std::map<void*, Node> after_;      // the last tag put behind a block
    std::map<void*, bool> only_tags_;  // by paragraph
    std::vector<Node> emptied_;        // blocks that go when nothing is left in them
};

}  // namespace

Result<std::string> prepare_word_part(std::string_view xml, const std::string& file, const std::string& part, const Schema& schema) {
    return Preparer(file, part, schema).run(xml);
}

}  // namespace kaohe::report
