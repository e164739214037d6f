#include "kaohe/report/typefaces.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/io/zip_archive.h"
#include "kaohe/report/process.h"

namespace kaohe::report {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kListLimit(60);  // the first call may have to read every font

// Which typefaces may stand for one, by its folded name.
using StandIns = std::map<std::string, std::vector<std::string>>;

Result<StandIns> read_stand_ins(const fs::path& configuration) {
    KAOHE_TRY(bytes, FileBytes::open(configuration));
    pugi::xml_document xml;
    if (!xml.load_buffer(bytes.view().data(), bytes.view().size()))
        return failure(Code::FontsUnknown, Place{.file = display_path(configuration)}, "字体配置不是合格的 XML");
    StandIns out;
    for (auto found : xml.select_nodes("/fontconfig/alias"))
        for (pugi::xml_node family : found.node().child("accept").children("family"))
            out[fold(found.node().child("family").text().get())].push_back(fold(family.text().get()));
    return out;
}

// Every family name that is installed, folded.
Result<std::set<std::string>> installed_families(const fs::path& configuration, const fs::path& folder) {
    const auto list = find_program({"fc-list"});
    const PrivateFolder work(folder);
    if (!list || work.path().empty()) return failure(Code::FontsUnknown, {}, "没有找到 fc-list（fontconfig）");
    const fs::path output = work.path() / "families";
    const std::string wrong = run({.arguments = {list->string(), "--format=%{family}\n"},
                                   .environment = {"FONTCONFIG_FILE=" + fs::absolute(configuration).string()},
                                   .output = output,
                                   .limit = kListLimit});
    if (!wrong.empty()) return failure(Code::FontsUnknown, {}, "fc-list " + wrong);
    KAOHE_TRY(bytes, FileBytes::open(output));
    std::set<std::string> out;
    for (const std::string& line : split(bytes.view(), '\n'))
        for (const std::string& name : split(line, ',')) out.insert(fold(name));
    return out;
}

void add_names(std::string_view part, std::vector<std::string>& names) {
    pugi::xml_document xml;
    if (!xml.load_buffer(part.data(), part.size())) return;
    for (auto found : xml.select_nodes("//w:rFonts"))
        for (const char* script : {"w:eastAsia", "w:ascii", "w:hAnsi"}) {
            const std::string name = found.node().attribute(script).value();
            if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
}

Result<std::vector<std::string>> used_names(const std::vector<fs::path>& documents) {
    std::vector<std::string> out;
    for (const fs::path& document : documents) {
        KAOHE_TRY(bytes, FileBytes::open(document));
        KAOHE_TRY(archive, io::ZipArchive::open(bytes.view(), display_path(document), io::Limits{}));
        for (const std::string& name : archive.names()) {
            if (!name.starts_with("word/") || !name.ends_with(".xml")) continue;
            std::string part;
            KAOHE_CHECK(archive.unpack(name, [&](std::string_view piece) { return part += piece, true; }));
            add_names(part, out);
        }
    }
    return out;
}

}  // namespace

Result<std::vector<std::string>> missing_typefaces(const fs::path& configuration, const std::vector<fs::path>& documents) {
    std::vector<std::string> out;
    if (documents.empty()) return out;
    KAOHE_TRY(stand_ins, read_stand_ins(configuration));
    KAOHE_TRY(installed, installed_families(configuration, fs::absolute(documents[0]).parent_path()));
    KAOHE_TRY(names, used_names(documents));
    for (const std::string& name : names) {
        const std::string folded = fold(name);
        const auto accepted = stand_ins.find(folded);
        const bool is_there = installed.contains(folded) ||
                              (accepted != stand_ins.end() && std::any_of(accepted->second.begin(), accepted->second.end(),
                                                                          [&](const std::string& other) { return installed.contains(other); }));
        if (!is_there) out.push_back(name);
    }
    return out;
}

}  // namespace kaohe::report
