#include "kaohe/io/ods_reader.h"

#include "kaohe/io/ods_content.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xlsx_workbook.h"

namespace kaohe::io {
namespace {

constexpr const char* kContent = "content.xml";
constexpr const char* kManifest = "META-INF/manifest.xml";

// The list of parts: a file with a password says of each part how it is encrypted.
class ManifestHandler : public XmlHandler {
  public:
    bool encrypted = false;
    bool on_start(std::string_view name, const XmlAttributes&) override {
        encrypted = encrypted || name == "encryption-data";
        return !encrypted;
    }
    bool on_end(std::string_view) override { return true; }
    bool on_text(std::string_view) override { return true; }
};

}  // namespace

bool is_open_document(ZipArchive& archive) {
    constexpr std::string_view kType = "application/vnd.oasis.opendocument.";
    std::string type;
    // A damaged entry tells nothing; the parts are looked at then.
    (void)archive.unpack("mimetype", [&](std::string_view piece) {
        type += piece.substr(0, kType.size());
        return type.size() < kType.size();
    });
    return type.starts_with(kType) || (archive.contains(kContent) && !archive.contains("_rels/.rels"));
}

Result<void> read_ods(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits) {
    KAOHE_TRY(archive, ZipArchive::open(bytes, name, limits));
    if (archive.contains(kManifest)) {
        ManifestHandler manifest;
        KAOHE_CHECK(parse_part(archive, kManifest, manifest, name, limits));
        if (manifest.encrypted) return failure(Code::FileEncrypted, Place{.file = name});
    }
    OdsContent content(name, sink, findings, limits);
    KAOHE_CHECK(parse_part(archive, kContent, content, name, limits));
    if (!content.is_spreadsheet()) return failure(Code::FileKind, Place{.file = name}, reasons::kNoWorkbook);
    return {};
}

}  // namespace kaohe::io
