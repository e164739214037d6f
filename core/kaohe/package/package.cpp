#include "kaohe/package/package.h"

#include <openssl/evp.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/io/limits.h"
#include "kaohe/io/zip_archive.h"
#include "kaohe/io/zip_writer.h"
#include "kaohe/package/signature.h"

namespace kaohe::package {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "kaohe.pack/1";
constexpr const char* kManifest = "manifest.json";
constexpr const char* kSignature = "signature.json";

// Parts are numbered: names of files may be Chinese, and the manifest has them.
std::string part_name(std::size_t index) { return fmt::format("files/{:04}", index + 1); }

std::string encode(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string decode(const std::string& text) {
    std::string out(text.size(), '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return {};
    const auto padding = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
    out.resize(static_cast<std::size_t>(size) - std::min(padding, static_cast<std::size_t>(size)));
    return out;
}

tl::unexpected<Diagnostic> wrong(const std::string& file, std::string_view why) { return failure(Code::PackageWrong, Place{.file = file}, why); }

Result<std::map<std::string, std::string>> files_of(const fs::path& folder) {
    std::map<std::string, std::string> out;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        const std::string name = it->path().filename().string(), shown = display_path(it->path());
        if (name.starts_with('.') || name.ends_with('~')) {
            it.disable_recursion_pending();
            continue;
        }
        if (it->is_symlink()) return wrong(shown, "是链接；规则包只能装自己的文件");
        if (it->is_directory()) continue;
        KAOHE_TRY(bytes, FileBytes::open(it->path()));
        out.emplace(fs::relative(it->path(), folder).generic_string(), std::string(bytes.view()));
    }
    if (error) return wrong(display_path(folder), error.message());
    if (!out.contains("pack.lua")) return wrong(display_path(folder), "没有 pack.lua");
    return out;
}

std::string manifest_of(const Facts& facts, const std::map<std::string, std::string>& files) {
    Json list = Json::array();
    for (const auto& [name, bytes] : files) list.push_back({{"name", name}, {"size", bytes.size()}, {"digest", sm3(bytes)}});
    const Json out = {{"schema", kSchema}, {"id", facts.id}, {"version", facts.version}, {"title", facts.title}, {"engine", facts.engine},
                      {"period", facts.period}, {"digest", facts.digest}, {"files", list}};
    return out.dump(1) + "\n";
}

Result<std::string> packed(const std::string& manifest, const std::map<std::string, std::string>& files, const std::optional<Signature>& signature) {
    io::ZipWriter zip("kpack");
    KAOHE_CHECK(zip.add(kManifest, manifest));
    if (signature)
        KAOHE_CHECK(zip.add(kSignature, Json({{"algorithm", signature->algorithm}, {"key", signature->key}, {"signature", encode(signature->bytes)}}).dump(1) + "\n"));
    std::size_t index = 0;
    for (const auto& [name, bytes] : files) KAOHE_CHECK(zip.add(part_name(index++), bytes));
    return zip.finish();
}

Result<std::string> part(io::ZipArchive& zip, const std::string& name) {
    std::string out;
    KAOHE_CHECK(zip.unpack(name, [&](std::string_view piece) { return out += piece, true; }));
    return out;
}

// A path that stays below the folder it is unpacked to.
bool is_plain(const std::string& name) {
    const fs::path path(name);
    return !name.empty() && path.is_relative() && name.find('\\') == std::string::npos && name.find(':') == std::string::npos &&
           std::none_of(path.begin(), path.end(), [](const fs::path& piece) { return piece == ".." || piece == "." || piece.empty(); });
}

std::string text_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Result<void> read_manifest(Package& package, const std::string& file) {
    const Json json = Json::parse(package.manifest, nullptr, false);
    if (!json.is_object() || text_of(json, "schema") != kSchema || !json.contains("files") || !json["files"].is_array())
        return wrong(file, "清单 manifest.json 不对");
    package.facts = {text_of(json, "id"), text_of(json, "version"), text_of(json, "title"), text_of(json, "engine"), text_of(json, "period"), text_of(json, "digest")};
    for (const Json& entry : json["files"]) {
        if (!entry.is_object() || !entry.contains("size") || !entry["size"].is_number_unsigned()) return wrong(file, "清单里的文件不对");
        package.files.push_back({text_of(entry, "name"), entry["size"].get<std::size_t>(), text_of(entry, "digest")});
        if (!is_plain(package.files.back().name)) return wrong(file, fmt::format("清单里的文件名“{}”会写到文件夹之外", package.files.back().name));
    }
    return {};
}

Result<void> read_signature(Package& package, io::ZipArchive& zip, const std::string& file) {
    if (!zip.contains(kSignature)) return {};
    KAOHE_TRY(text, part(zip, kSignature));
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return wrong(file, "签名 signature.json 不对");
    package.signature = Signature{text_of(json, "algorithm"), text_of(json, "key"), decode(text_of(json, "signature"))};
    return {};
}

}  // namespace

Result<std::string> build(const fs::path& folder, const Facts& facts) {
    KAOHE_TRY(files, files_of(folder));
    return packed(manifest_of(facts, files), files, std::nullopt);
}

Result<Package> open(std::string_view bytes, const std::string& file) {
    auto opened = io::ZipArchive::open(bytes, file, io::Limits{});
    if (!opened) return wrong(file, opened.error().message);
    io::ZipArchive& zip = *opened;
    if (!zip.contains(kManifest)) return wrong(file, "没有清单 manifest.json，不是规则包文件");
    Package out;
    KAOHE_TRY(manifest, part(zip, kManifest));
    out.manifest = manifest;
    KAOHE_CHECK(read_manifest(out, file));
    KAOHE_CHECK(read_signature(out, zip, file));
    std::set<std::string> known = {kManifest, kSignature};
    for (std::size_t i = 0; i < out.files.size(); ++i) {
        const File& entry = out.files[i];
        known.insert(part_name(i));
        if (!zip.contains(part_name(i))) return failure(Code::PackageChanged, Place{.file = file}, entry.name, "不见了");
        auto content = part(zip, part_name(i));
        if (!content || content->size() != entry.size || sm3(*content) != entry.digest) return failure(Code::PackageChanged, Place{.file = file}, entry.name, "与清单不符");
        out.contents.emplace(entry.name, std::move(*content));
    }
    for (const std::string& name : zip.names())
        if (!known.contains(name)) return failure(Code::PackageChanged, Place{.file = file}, name, "清单里没有");
    return out;
}

Result<std::string> sign(std::string_view bytes, const std::string& file, std::string_view private_key) {
    KAOHE_TRY(package, open(bytes, file));
    KAOHE_TRY(signature, make_signature(package.manifest, private_key, file));
    return packed(package.manifest, package.contents, signature);
}

Result<std::string> verify(const Package& package, const std::string& file, const std::vector<std::string>& trusted) {
    if (!package.signature) return failure(Code::PackageUnsigned, Place{.file = file}, file);
    for (const std::string& key : trusted) {
        KAOHE_TRY(fingerprint, check_signature(package.manifest, *package.signature, key, file));
        if (!fingerprint.empty()) return fingerprint;
    }
    return failure(Code::PackageSignature, Place{.file = file}, file, package.signature->algorithm, package.signature->key);
}

Result<void> unpack(const Package& package, const fs::path& folder) {
    for (const auto& [name, bytes] : package.contents) {
        const fs::path path = folder / fs::path(name);
        KAOHE_CHECK(make_folder(path.parent_path()));
        KAOHE_CHECK(write_file(path, bytes));
    }
    return {};
}

}  // namespace kaohe::package
