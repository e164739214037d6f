#include "kaohe/annotate/package.h"

#include <algorithm>
#include <set>

#include "kaohe/io/part_name.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/zip_writer.h"

namespace kaohe::annotate {
namespace {

constexpr const char* kContentTypes = "[Content_Types].xml";
constexpr const char* kPackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view kUtf16Big = "\xFE\xFF", kUtf16Little = "\xFF\xFE";

// XML that is not in UTF-8 begins with a byte order mark, has zeros among its first bytes, or says so.
bool is_utf8_xml(std::string_view text) {
    if (text.starts_with(kUtf16Big) || text.starts_with(kUtf16Little)) return false;
    const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 200));
    if (head.substr(0, 4).find('\0') != std::string_view::npos) return false;
    if (!head.starts_with("<?xml")) return true;
    const std::string_view declaration = head.substr(0, head.find("?>"));
    const std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return true;
    std::string encoding;
    for (const char c : declaration.substr(at + 8))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            encoding += c;
        } else if (c >= 'A' && c <= 'Z') {
            encoding += static_cast<char>(c - 'A' + 'a');
        }
    return encoding.starts_with("utf8") || encoding.starts_with("usascii");
}

}  // namespace

Result<Package> Package::open(std::string_view bytes, const std::string& file, const io::Limits& limits) {
    KAOHE_TRY(archive, io::ZipArchive::open(bytes, file, limits));
    return Package(std::move(archive), file, limits);
}

bool Package::contains(std::string_view part) const {
    return archive_.contains(part) || changed_.count(io::canonical_part_name(part)) > 0;
}

std::vector<std::string> Package::names() const {
    std::vector<std::string> out = archive_.names();
    out.insert(out.end(), added_.begin(), added_.end());
    return out;
}

Result<std::string> Package::text(const std::string& part) {
    if (const auto found = changed_.find(io::canonical_part_name(part)); found != changed_.end()) return found->second;
    std::string bytes;
    KAOHE_CHECK(archive_.unpack(part, [&](std::string_view piece) {
        bytes += piece;
        return true;
    }));
    if (is_utf8_xml(bytes)) return bytes;
    pugi::xml_document tree;
    KAOHE_CHECK(load_xml(tree, bytes, part, file_, limits_));
    return save_xml(tree);
}

Result<void> Package::load(pugi::xml_document& tree, const std::string& part) {
    KAOHE_TRY(bytes, text(part));
    return load_xml(tree, bytes, part, file_, limits_);
}

void Package::put(const std::string& part, std::string text) {
    if (!contains(part)) added_.push_back(part);
    changed_[io::canonical_part_name(part)] = std::move(text);
}

std::string Package::unused(std::string_view before, std::string_view behind) const {
    for (std::size_t number = 1;; ++number) {
        std::string name = fmt::format("{}{}{}", before, number, behind);
        if (!contains(name)) return name;
    }
}

Result<std::string> Package::write() {
    io::ZipWriter zip(file_);
    for (const std::string& name : archive_.names()) {
        const auto changed = changed_.find(io::canonical_part_name(name));
        if (changed != changed_.end()) {
            KAOHE_CHECK(zip.add(name, changed->second));
            continue;
        }
        KAOHE_TRY(packed, archive_.packed(name));
        KAOHE_CHECK(zip.add(packed));
    }
    for (const std::string& name : added_) KAOHE_CHECK(zip.add(name, changed_.at(io::canonical_part_name(name))));
    return zip.finish();
}

Result<Relationships> Relationships::load(Package& package, const std::string& part) {
    Relationships out;
    out.from_ = part;
    out.part_ = io::relationships_part(part);
    out.tree_ = std::make_unique<pugi::xml_document>();
    if (!package.contains(out.part_)) {
        out.tree_->load_string(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships/>)", pugi::parse_full);
        out.tree_->document_element().append_attribute("xmlns").set_value(kPackageRelationships);
        return out;
    }
    KAOHE_CHECK(package.load(*out.tree_, out.part_));
    for (pugi::xml_node node : out.tree_->document_element().children()) {
        if (local_name(node.name()) != "Relationship" || value(node, "TargetMode") == "External") continue;
        out.items_.push_back({std::string(value(node, "Id")), std::string(value(node, "Type")),
                              io::resolve_target(part, std::string(value(node, "Target")))});
    }
    return out;
}

const Relationships::Item* Relationships::find_type(std::string_view type_ending) const {
    for (const Item& item : items_)
        if (item.type.ends_with(type_ending)) return &item;
    return nullptr;
}

const Relationships::Item* Relationships::find_id(std::string_view id) const {
    for (const Item& item : items_)
        if (item.id == id) return &item;
    return nullptr;
}

std::string Relationships::add(const std::string& type, const std::string& to_part) {
    std::set<std::string_view> taken;  // by external ones as well
    pugi::xml_node root = tree_->document_element();
    for (pugi::xml_node node : root.children()) taken.insert(value(node, "Id"));
    std::size_t number = 1;
    while (taken.count("rId" + std::to_string(number)) > 0) ++number;
    const std::string id = "rId" + std::to_string(number);
    pugi::xml_node node = append(root, "Relationship");
    set(node, "Id", id);
    set(node, "Type", type);
    set(node, "Target", "/" + to_part);
    items_.push_back({id, type, to_part});
    return id;
}

void Relationships::save(Package& package) {
    package.put(part_, save_xml(*tree_));
}

std::string relationship_base(bool strict) {
    return strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships/"
                  : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
}

bool is_strict(std::string_view namespace_name) {
    return namespace_name.starts_with("http://purl.oclc.org/ooxml/");
}

bool is_strict(pugi::xml_node root) {
    std::string declaration = "xmlns";
    if (const std::string_view prefix = prefix_of(root.name()); !prefix.empty())
        (declaration += ':') += prefix.substr(0, prefix.size() - 1);
    return is_strict(std::string_view(root.attribute(declaration.c_str()).value()));
}

const char* main_namespace(bool strict) {
    return strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                  : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
}

Result<void> set_content_type(Package& package, const std::string& part, const std::string& type) {
    if (!package.contains(kContentTypes)) return {};
    pugi::xml_document tree;
    KAOHE_CHECK(package.load(tree, kContentTypes));
    pugi::xml_node root = tree.document_element(), node;
    const std::string extension = part.substr(part.rfind('.') + 1);
    bool by_extension = false;
    for (pugi::xml_node known : root.children()) {
        const std::string_view kind = local_name(known.name());
        if (kind == "Override" && io::canonical_part_name(value(known, "PartName")) == io::canonical_part_name("/" + part))
            node = known;  // left over from a part that was taken away: two for one part would be refused
        if (kind == "Default" && io::canonical_part_name(value(known, "Extension")) == extension) by_extension = true;
    }
    if (!node && !by_extension && extension == "vml") {  // drawings of comments are usually told by their ending
        node = append(root, "Default");
        set(node, "Extension", extension);
    } else if (!node) {
        node = append(root, "Override");
        set(node, "PartName", "/" + part);
    }
    set(node, "ContentType", type);
    package.put(kContentTypes, save_xml(tree));
    return {};
}

}  // namespace kaohe::annotate
