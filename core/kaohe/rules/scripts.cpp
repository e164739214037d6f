#include "kaohe/rules/scripts.h"

#include <algorithm>

#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/rules/schema.h"

namespace kaohe::rules {
namespace {

namespace fs = std::filesystem;

std::optional<lua::Chunk> read_chunk(const fs::path& path, std::string shown) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return std::nullopt;  // a pipe would be waited for
    auto bytes = FileBytes::open(path);
    if (!bytes) return std::nullopt;
    std::string_view text = bytes->view();
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // Windows editors put a BOM in front
    return lua::Chunk{std::move(shown), std::string(text)};
}

// How messages name a folder: the last parts of its path, the same on every machine.
std::string shown_folder(const fs::path& folder) { return display_path(folder); }

std::vector<fs::path> sorted_entries(const fs::path& folder) {
    std::vector<fs::path> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

void add_script(Scripts& scripts, ScriptKind kind, const fs::path& file, Diagnostics& findings) {
    const std::string shown = shown_folder(file.parent_path());
    auto chunk = read_chunk(file, shown.empty() ? display_path(file) : shown + "/" + file.filename().string());
    if (chunk)
        scripts.all.push_back({kind, file.parent_path(), shown, std::move(*chunk), {}});
    else
        findings.add(Code::RuleFile, Place{.file = display_path(file)}, display_path(file), "无法读取");
}

// A plain name in the same folder: no separators, no "..", no hidden files.
bool is_sibling_name(std::string_view name) {
    return !name.empty() && name[0] != '.' && name.find_first_of("/\\:") == std::string_view::npos;
}

std::optional<lua::Chunk> open_from_disk(Script& script, const std::string& name) {
    if (auto it = script.siblings.find(name); it != script.siblings.end()) return it->second;
    if (!is_sibling_name(name)) return std::nullopt;
    const std::string file = name.ends_with(".lua") ? name : name + ".lua";
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(script.folder / file, error))) return std::nullopt;  // no links out
    auto chunk = read_chunk(script.folder / file, script.shown + "/" + file);
    if (chunk) script.siblings.emplace(name, *chunk);
    return chunk;
}

bool is_link(const fs::path& path) {
    std::error_code error;
    return fs::is_symlink(fs::symlink_status(path, error));
}

}  // namespace

Scripts Scripts::read(const std::vector<fs::path>& plugin_folders, const fs::path& pack_file, Diagnostics& findings) {
    Scripts out;
    const fs::path own = pack_file.parent_path() / "plugins";
    const auto add = [&](ScriptKind kind, const fs::path& folder, const fs::path& file) {
        const bool leads_out = folder == own && (is_link(folder) || is_link(file.parent_path()) || is_link(file));
        if (leads_out)
            findings.add(Code::RuleFile, Place{.file = display_path(file)}, display_path(file), "规则包自带的方法不能使用链接");
        else
            add_script(out, kind, file, findings);
    };
    for (const auto& folder : plugin_folders)
        for (const auto& file : sorted_entries(folder / "dictionary"))
            if (file.extension() == ".lua") add(ScriptKind::Dictionary, folder, file);
    for (const auto& folder : plugin_folders)
        for (const auto& entry : sorted_entries(folder)) {
            std::error_code error;
            if (fs::exists(entry / "method.lua", error)) add(ScriptKind::Method, folder, entry / "method.lua");
        }
    add_script(out, ScriptKind::Pack, pack_file, findings);
    return out;
}

Scripts::Loaded Scripts::run(lua::State& state, Diagnostics& findings) {
    Loaded out;
    for (Script& script : all) {
        script.first_function = state.last_function() + 1;
        state.load(script.chunk, vocabulary(script.kind),
                   [&script](const std::string& name) { return open_from_disk(script, name); }, out.declarations, findings);
        script.last_function = state.last_function();
        out.kinds.resize(out.declarations.size(), script.kind);
    }
    return out;
}

lua::State Scripts::make_state(const std::vector<std::int64_t>& functions) const {
    lua::State state(sandbox);
    std::vector<lua::Declaration> ignored;
    Diagnostics none;
    for (const Script& script : all) {
        const bool needed = std::any_of(functions.begin(), functions.end(), [&](std::int64_t function) {
            return script.first_function <= function && function <= script.last_function;
        });
        if (!needed) continue;
        state.set_last_function(script.first_function - 1);
        const lua::OpenSibling kept = [&script](const std::string& name) -> std::optional<lua::Chunk> {
            auto it = script.siblings.find(name);
            return it == script.siblings.end() ? std::nullopt : std::optional(it->second);
        };
        state.load(script.chunk, vocabulary(script.kind), kept, ignored, none);
    }
    state.freeze();
    return state;
}

Scripts::Files Scripts::files(ScriptKind kind) const {
    Files out;
    for (const Script& script : all) {
        const bool wanted = (script.kind == ScriptKind::Pack) == (kind == ScriptKind::Pack);
        if (!wanted) continue;
        const std::string prefix = kind == ScriptKind::Pack ? "" : script.folder.filename().string() + "/";
        out[prefix + fs::path(script.chunk.name).filename().string()] = script.chunk.text;
        for (const auto& [name, chunk] : script.siblings) out[prefix + fs::path(chunk.name).filename().string()] = chunk.text;
    }
    return out;
}

std::string Scripts::digest(const std::map<std::string, std::string_view>& files) {
    std::vector<std::string> heads;
    for (const auto& [name, text] : files) heads.push_back(fmt::format("{}\n{}\n", name, text.size()));
    std::vector<std::string_view> parts;
    for (auto head = heads.begin(); const auto& [name, text] : files) {
        parts.push_back(*head++);
        parts.push_back(text);
    }
    return sm3(parts);
}

}  // namespace kaohe::rules
