#include "kaohe/report/picture.h"

#include <filesystem>
#include <pugixml.hpp>
#include <sstream>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"

namespace kaohe::report {
namespace {

constexpr std::string_view kOpen = "{{image:", kClose = "}}";

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t out = 0;
    for (const char byte : bytes) out = out << 8 | static_cast<unsigned char>(byte);
    return out;
}

}  // namespace

Result<PictureTags> take_picture_tags(std::string_view xml, const std::string& file, const std::string& part) {
    PictureTags out{std::string(xml), {}};
    if (xml.find(kOpen) == std::string_view::npos) return out;
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata)) return out;  // said when its tags are read
    const Place place{.file = file, .sheet = part};
    for (auto found : document.select_nodes("//*[local-name()='docPr']")) {
        pugi::xml_attribute about = found.node().attribute("descr");
        const std::string_view written = about.value();
        if (!written.starts_with(kOpen)) continue;
        const std::string name(trim(written.substr(kOpen.size(), written.find(kClose) - kOpen.size())));
        if (name != kSealName) return failure(Code::TemplateField, place, part, std::string(written), "，图片只有 {{image:seal}}");
        const std::string link = found.node().parent().select_node(".//*[local-name()='blip']").node().attribute("r:embed").value();
        if (link.empty()) return failure(Code::TemplateTag, place, fmt::format(label::template_no_picture, written));
        about.set_value(std::string(label::alt_seal).c_str());
        out.links.push_back(link);
    }
    std::ostringstream text;
    document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
    out.xml = text.str();
    return out;
}

std::map<std::string, std::string> links_of(std::string_view rels_xml, std::string_view part) {
    std::map<std::string, std::string> out;
    pugi::xml_document document;
    if (!document.load_buffer(rels_xml.data(), rels_xml.size())) return out;
    const std::filesystem::path folder = std::filesystem::path(part).parent_path();
    for (pugi::xml_node link : document.document_element().children()) {
        const std::string target = link.attribute("Target").value();
        if (std::string_view(link.attribute("TargetMode").value()) == "External") continue;
        const auto path = target.starts_with('/') ? std::filesystem::path(target.substr(1)) : folder / target;
        out[link.attribute("Id").value()] = path.lexically_normal().generic_string();
    }
    return out;
}

Result<void> check_seal(std::string_view bytes, const std::string& file) {
    constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
    const Place place{.file = file};
    if (!bytes.starts_with(kSignature) || bytes.size() < 24 || bytes.substr(12, 4) != "IHDR")
        return failure(Code::SealWrong, place, std::string(label::seal_not_png));
    const auto width = big_endian(bytes.substr(16, 4)), height = big_endian(bytes.substr(20, 4));
    if (width != height || width == 0) return failure(Code::SealWrong, place, fmt::format(label::seal_not_square, width, height));
    return {};
}

}  // namespace kaohe::report
