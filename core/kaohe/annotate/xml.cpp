#include "kaohe/annotate/xml.h"

#include <algorithm>
#include <vector>

#include "kaohe/base/text.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xml_sax.h"

namespace kaohe::annotate {
namespace {

constexpr std::size_t kTreeBytes = std::size_t{64} << 20;
constexpr unsigned kKeepAll = pugi::parse_full | pugi::parse_ws_pcdata;

class NothingHandler : public io::XmlHandler {
  public:
    bool on_start(std::string_view, const io::XmlAttributes&) override { return true; }
    bool on_end(std::string_view) override { return true; }
    bool on_text(std::string_view) override { return true; }
};

struct StringWriter : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override { text.append(static_cast<const char*>(data), size); }
};

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

std::string_view local_name(std::string_view name) {
    return io::XmlAttributes::local(name);
}

std::string_view prefix_of(std::string_view name) {
    return name.substr(0, name.size() - local_name(name).size());
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
    for (pugi::xml_node node : parent.children())
        if (node.type() == pugi::node_element && local_name(node.name()) == name) return node;
    return {};
}

pugi::xml_attribute attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute found : node.attributes())
        if (local_name(found.name()) == name && prefix_of(found.name()) != "xmlns:") return found;
    return {};
}

std::string_view value(pugi::xml_node node, std::string_view attribute_name) {
    return attribute(node, attribute_name).value();
}

void set(pugi::xml_node node, const char* attribute_name, const std::string& to) {
    pugi::xml_attribute found = node.attribute(attribute_name);
    if (!found) found = node.append_attribute(attribute_name);
    found.set_value(to.c_str());
}

std::size_t count_children(pugi::xml_node parent, std::string_view name) {
    std::size_t count = 0;
    for (pugi::xml_node node : parent.children())
        if (node.type() == pugi::node_element && local_name(node.name()) == name) ++count;
    return count;
}

pugi::xml_node append(pugi::xml_node parent, std::string_view name) {
    return parent.append_child((std::string(prefix_of(parent.name())) += name).c_str());
}

pugi::xml_node child_in_order(pugi::xml_node parent, std::string_view name,
                              std::initializer_list<std::string_view> order) {
    if (const pugi::xml_node found = child(parent, name)) return found;
    const auto rank = [&](std::string_view of) { return std::find(order.begin(), order.end(), of) - order.begin(); };
    const std::string full = std::string(prefix_of(parent.name())) += name;
    for (pugi::xml_node node : parent.children())
        if (node.type() == pugi::node_element && rank(local_name(node.name())) > rank(name))
            return parent.insert_child_before(full.c_str(), node);
    return parent.append_child(full.c_str());
}

Result<void> check_xml(std::string_view text, const std::string& part, const std::string& file,
                       const io::Limits& limits) {
    NothingHandler handler;
    io::XmlSax sax(handler, file, io::reasons::quoted(part), limits);
    KAOHE_CHECK(sax.feed(text));
    return sax.finish();
}

Result<void> load_xml(pugi::xml_document& tree, std::string_view text, const std::string& part,
                      const std::string& file, const io::Limits& limits) {
    if (text.size() > kTreeBytes)
        return failure(Code::FileLimit, Place{.file = file}, fmt::format(io::reasons::kPartBytes, io::reasons::quoted(part)),
                       kTreeBytes);
    KAOHE_CHECK(check_xml(text, part, file, limits));
    if (!tree.load_buffer(text.data(), text.size(), kKeepAll) || !tree.document_element())
        return failure(Code::FileDamaged, Place{.file = file}, fmt::format(io::reasons::kPartData, io::reasons::quoted(part)));
    return {};
}

std::string save_xml(pugi::xml_document& tree) {
    for (pugi::xml_node node : tree.children())
        if (node.type() == pugi::node_declaration)
            if (auto encoding = node.attribute("encoding")) encoding.set_value("UTF-8");
    StringWriter writer;
    tree.save(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    return std::move(writer.text);
}

std::string cell_string(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') continue;
        const bool escape = text.size() - i >= 7 && c == '_' && text[i + 1] == 'x' && text[i + 6] == '_' &&
                            std::all_of(text.begin() + i + 2, text.begin() + i + 6, is_hex);
        if (escape) out += "_x005F";
        out += c;
    }
    if (is_valid_utf8(out)) return out;
    for (char& c : out)
        if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    return out;
}

std::string shortened(std::string_view text, std::size_t longest) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        if (begins && ++characters > longest) return std::string(text.substr(0, i)) + "…";
    }
    return std::string(text);
}

std::string escape_xml(std::string_view text) {
    std::string out;
    for (const char c : cell_string(text)) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

}  // namespace kaohe::annotate
