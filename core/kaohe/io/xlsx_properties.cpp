#include "kaohe/io/xlsx_properties.h"

#include "kaohe/io/xlsx_workbook.h"
#include "kaohe/io/xml_sax.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {
namespace {

// <property name="…"><vt:lpwstr>text</vt:lpwstr></property>
class PropertyHandler : public XmlHandler {
  public:
    explicit PropertyHandler(std::size_t longest) : longest_(longest) {}

    bool on_start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "property") name_ = attributes.get("name"), text_.clear();
        return true;
    }
    bool on_end(std::string_view name) override {
        if (name == "property" && !name_.empty()) found.emplace(name_, text_), name_.clear();
        return true;
    }
    bool on_text(std::string_view text) override {
        if (!name_.empty() && text_.size() < longest_) text_ += text;
        return true;
    }
    std::map<std::string, std::string> found;

  private:
    std::size_t longest_;
    std::string name_, text_;
};

}  // namespace

Result<std::map<std::string, std::string>> read_custom_properties(std::string_view bytes, const std::string& name, const Limits& limits) {
    constexpr const char* kPart = "docProps/custom.xml";
    KAOHE_TRY(archive, ZipArchive::open(bytes, name, limits));
    PropertyHandler handler(limits.cell_bytes);
    if (archive.contains(kPart)) KAOHE_CHECK(parse_part(archive, kPart, handler, name, limits));
    return std::move(handler.found);
}

}  // namespace kaohe::io
