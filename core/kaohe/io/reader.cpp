#include "kaohe/io/reader.h"

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/csv_reader.h"
#include "kaohe/io/encoding.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/json_reader.h"
#include "kaohe/io/ods_reader.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xls_reader.h"
#include "kaohe/io/xlsx_reader.h"

namespace kaohe::io {
namespace {

using namespace std::string_view_literals;

bool is_package(std::string_view bytes) {
    return bytes.starts_with("PK\3\4"sv) || bytes.starts_with("PK\5\6"sv);  // the second: without any part
}

// The container of .xls, and of .xlsx with a password.
bool is_compound_file(std::string_view bytes) {
    return bytes.starts_with("\xD0\xCF\x11\xE0"sv);
}

struct KnownFile {
    std::string_view beginning, what;
};
constexpr KnownFile kRefusedFiles[] = {
    {"%PDF-"sv, reasons::kPdf},
    {"{\\rtf"sv, reasons::kRichText},
    {"\x89PNG"sv, reasons::kPicture},
    {"\xFF\xD8\xFF"sv, reasons::kPicture},
    {"\x1F\x8B"sv, reasons::kOtherArchive},
    {"Rar!"sv, reasons::kOtherArchive},
    {"7z\xBC\xAF"sv, reasons::kOtherArchive},
};

// "<html", "<?xml", "<!DOCTYPE" and the like. "<0.01" is a measured value.
bool is_markup(std::string_view text) {
    if (text.starts_with("MIME-Version:")) return true;  // a web page saved as one file
    if (text.size() < 2 || text[0] != '<') return false;
    const char c = text[1];
    return c == '!' || c == '?' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Result<void> read_package(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                          const Limits& limits) {
    KAOHE_TRY(archive, ZipArchive::open(bytes, name, limits));
    const auto read_parts = is_open_document(archive) ? read_ods : read_xlsx;
    return read_parts(bytes, name, sink, findings, limits);
}

Result<void> read_text(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                       const Limits& limits, const ReadAhead& ahead) {
    const Place place{.file = name};
    if (bytes.size() > limits.text_bytes)
        return failure(Code::FileLimit, place, fmt::format(reasons::kTextBytes, bytes.size()),
                       limits.text_bytes);
    KAOHE_TRY(decoded, decode_text(bytes, name, ahead.jobs));
    const std::string_view text = decoded.view();
    const std::string_view content = trim_ascii(text);
    if (content.empty()) return failure(Code::FileEmpty, place);
    if (is_markup(content)) return failure(Code::FileKind, place, reasons::kMarkup);
    if (content[0] == '{' || content[0] == '[') {
        if (is_ndjson(text, name)) return read_ndjson(text, name, sink, findings, limits);
        return read_json(text, name, sink, findings, limits);
    }
    return read_csv(text, name, sink, findings, limits, ahead);
}

Result<void> read_any(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits, const ReadAhead& ahead) {
    const Place place{.file = name};
    if (bytes.empty()) return failure(Code::FileEmpty, place);
    if (is_package(bytes)) return read_package(bytes, name, sink, findings, limits);
    if (is_compound_file(bytes)) return read_xls(bytes, name, sink, findings, limits);
    for (const auto& [beginning, what] : kRefusedFiles)
        if (bytes.starts_with(beginning)) return failure(Code::FileKind, place, what);
    return read_text(bytes, name, sink, findings, limits, ahead);
}

}  // namespace

// The latter has a stream named EncryptedPackage (in UTF-16).
bool is_encrypted_package(std::string_view bytes) {
    constexpr std::string_view kStream = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
    return is_compound_file(bytes) && bytes.find(kStream) != std::string_view::npos;
}

Result<void> read(std::string_view bytes, const std::string& name, RowSink& sink, Diagnostics& list,
                  const Limits& limits, const ReadAhead& ahead) {
    Findings findings(list, limits.findings);
    KAOHE_CHECK(read_any(bytes, name, sink, findings, limits, ahead));
    if (findings.too_many())
        return failure(Code::FileLimit, Place{.file = name}, reasons::kFindings, limits.findings);
    return {};
}

}  // namespace kaohe::io
