#include "kaohe/report/docx.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

#include "kaohe/base/file.h"

namespace kaohe::report {
namespace {

constexpr std::string_view kContentTypes = "[Content_Types].xml";  // Word wants it first
constexpr uLong kDosDate = 0x00210000;  // 1980-01-01 00:00, the first that zip can tell

bool is_xml(const std::string& name) {
    return name.ends_with(".xml") || name.ends_with(".rels");
}

bool is_part(const std::string& name) {
    return is_xml(name) || name.ends_with(".png") || name.ends_with(".jpeg") || name.ends_with(".jpg");
}

struct CloseZip {
    void operator()(void* zip) const { zipClose(zip, nullptr); }
};

bool add_part(zipFile zip, const Part& part) {
    zip_fileinfo info{};
    info.dosDate = kDosDate;
    return zipOpenNewFileInZip(zip, part.name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                               Z_DEFAULT_COMPRESSION) == ZIP_OK &&
           zipWriteInFileInZip(zip, part.bytes.data(), static_cast<unsigned>(part.bytes.size())) == ZIP_OK &&
           zipCloseFileInZip(zip) == ZIP_OK;
}

bool write_zip(const std::vector<Part>& parts, const std::filesystem::path& file) {
    std::unique_ptr<void, CloseZip> zip(zipOpen64(file.c_str(), APPEND_STATUS_CREATE));
    if (!zip) return false;
    for (const Part& part : parts)
        if (!add_part(zip.get(), part)) return false;
    return zipClose(zip.release(), nullptr) == ZIP_OK;
}

}  // namespace

Result<std::vector<Part>> read_parts(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error))
        if (it->is_regular_file()) names.push_back(it->path().lexically_relative(folder).generic_string());
    if (error) return failure(Code::FileOpen, Place{.file = display_path(folder)}, error.message());
    std::erase_if(names, [](const std::string& name) { return !is_part(name); });
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return std::pair(a != kContentTypes, a) < std::pair(b != kContentTypes, b);
    });
    std::vector<Part> parts;
    for (const std::string& name : names) {
        KAOHE_TRY(bytes, FileBytes::open(folder / name));
        parts.push_back({name, std::string(bytes.view())});
    }
    return parts;
}

Result<std::vector<Part>> fill_parts(const std::vector<Part>& parts, const std::filesystem::path& folder,
                                     const Schema& schema, const Data& data) {
    std::vector<Part> out;
    for (const Part& part : parts) {
        if (!is_xml(part.name)) {
            out.push_back(part);
            continue;
        }
        KAOHE_TRY(text,
                  render_template(part.bytes, display_path(folder / part.name), schema, data, escape_word));
        out.push_back({part.name, std::move(text)});
    }
    return out;
}

Result<void> write_package(const std::vector<Part>& parts, const std::filesystem::path& file) {
    return write_through_temporary(file, [&](const std::filesystem::path& temporary) -> Result<void> {
        if (write_zip(parts, temporary)) return {};
        return failure(Code::OutputWrite, Place{.file = display_path(file)}, display_path(file), "zip");
    });
}

}  // namespace kaohe::report
