#include "kaohe/annotate/styles.h"

#include "kaohe/io/reasons.h"

namespace kaohe::annotate {
namespace {

const char* color(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "FFFFC7CE";
        case Severity::Warning:
            return "FFFFEB9C";
        case Severity::Note:
            break;
    }
    return "FFBDD7EE";
}

pugi::xml_node add_fill(pugi::xml_node fills, const char* pattern) {
    pugi::xml_node node = append(append(fills, "fill"), "patternFill");
    set(node, "patternType", pattern);
    return node;
}

}  // namespace

// The list of that name in the style sheet, with what the standard expects in it.
pugi::xml_node Styles::list(std::string_view name) {
    pugi::xml_node root = tree_->document_element();
    pugi::xml_node out = child_in_order(root, name, {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs",
                                                     "cellStyles", "dxfs", "tableStyles", "colors", "extLst"});
    // Excel takes the first two fills for "none" and "gray125" whatever they are.
    if (name == "fills")
        for (const char* pattern : {"none", "gray125"})
            if (count_children(out, "fill") < (pattern == std::string_view("none") ? 1U : 2U)) add_fill(out, pattern);
    if (name == "fonts" && count_children(out, "font") == 0) {
        set(append(append(out, "font"), "sz"), "val", "11");
    }
    return out;
}

Result<Styles> Styles::load(Package& package, const std::string& part, bool strict) {
    Styles out;
    out.tree_ = std::make_unique<pugi::xml_document>();
    if (part.empty()) {
        const std::string text = fmt::format(
            R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="{}">)"
            R"(<fonts count="1"><font><sz val="11"/></font></fonts><fills/>)"
            R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
            R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
            R"(<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>)"
            R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)",
            main_namespace(strict));
        out.tree_->load_string(text.c_str(), pugi::parse_full);
    } else {
        KAOHE_CHECK(package.load(*out.tree_, part));
        const std::string_view root = out.tree_->document_element().name();
        if (local_name(root) != "styleSheet")
            return failure(Code::FileDamaged, package.place(),
                           fmt::format(io::reasons::kXmlRoot, io::reasons::quoted(root)));
    }
    const pugi::xml_node formats = child(out.tree_->document_element(), "cellXfs");
    for (pugi::xml_node node : formats.children())
        if (local_name(node.name()) == "xf") out.formats_.push_back(node);
    return out;
}

std::uint32_t Styles::fill(Severity severity) {
    const auto known = fills_.find(severity);
    if (known != fills_.end()) return known->second;
    pugi::xml_node fills = list("fills");
    const auto number = static_cast<std::uint32_t>(count_children(fills, "fill"));
    pugi::xml_node pattern = add_fill(fills, "solid");
    set(append(pattern, "fgColor"), "rgb", color(severity));
    set(append(pattern, "bgColor"), "indexed", "64");
    return fills_[severity] = number;
}

// Adds a copy of a format; a number that stands for no format is taken as the first one.
std::uint32_t Styles::add_format(std::uint32_t base, pugi::xml_node& format) {
    pugi::xml_node formats = list("cellXfs");
    if (formats_.empty()) formats_.push_back(append(formats, "xf"));
    format = formats.append_copy(formats_[base < formats_.size() ? base : 0]);
    formats_.push_back(format);
    changed_ = true;
    return static_cast<std::uint32_t>(formats_.size() - 1);
}

std::uint32_t Styles::marked(std::uint32_t base, Severity severity) {
    const auto known = marked_.find({base, severity});
    if (known != marked_.end()) return known->second;
    const std::uint32_t fill_number = fill(severity);
    pugi::xml_node format;
    const std::uint32_t number = add_format(base, format);
    set(format, "fillId", std::to_string(fill_number));
    set(format, "applyFill", "1");
    return marked_[{base, severity}] = number;
}

std::uint32_t Styles::bold() {
    pugi::xml_node fonts = list("fonts");
    const std::size_t number = count_children(fonts, "font");
    pugi::xml_node font = fonts.append_copy(child(fonts, "font"));
    if (!child(font, "b")) font.prepend_child((std::string(prefix_of(fonts.name())) += "b").c_str());
    pugi::xml_node format;
    const std::uint32_t out = add_format(0, format);
    set(format, "fontId", std::to_string(number));
    set(format, "applyFont", "1");
    return out;
}

std::uint32_t Styles::wrapped() {
    pugi::xml_node format;
    const std::uint32_t out = add_format(0, format);
    pugi::xml_node alignment = child_in_order(format, "alignment", {"alignment", "protection", "extLst"});
    set(alignment, "vertical", "top");
    set(alignment, "wrapText", "1");
    set(format, "applyAlignment", "1");
    return out;
}

Result<void> Styles::save(Package& package, const std::string& part) {
    if (!changed_) return {};
    if (formats_.size() > package.limits().styles)
        return failure(Code::FileLimit, package.place(), io::reasons::kStyles, package.limits().styles);
    const std::pair<const char*, const char*> counted[] = {{"fonts", "font"}, {"fills", "fill"}, {"cellXfs", "xf"}};
    for (const auto& [list_name, item] : counted)
        if (pugi::xml_node node = child(tree_->document_element(), list_name))
            set(node, "count", std::to_string(count_children(node, item)));
    package.put(part, save_xml(*tree_));
    return {};
}

}  // namespace kaohe::annotate
