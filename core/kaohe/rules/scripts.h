// kaohe/rules/scripts.h - the Lua text of dictionary, plugins and pack, read once, run in as many states as wanted.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kaohe/lua/state.h"

namespace kaohe::rules {

enum class ScriptKind { Dictionary, Method, Pack, Test };

// The files of one folder that its first file may open.
struct Script {
    ScriptKind kind = ScriptKind::Pack;
    std::filesystem::path folder;
    std::string shown;  // how messages call the folder
    lua::Chunk chunk;
    std::map<std::string, lua::Chunk> siblings;  // by the name they were asked for
    std::int64_t first_function = 0, last_function = -1;  // the ordinals of its functions; none when last < first
};

class Scripts {
  public:
    std::vector<Script> all;
    lua::SandboxOptions sandbox;  // for the states that are made of them

    // Reads the plugins below each folder (dictionary first) and the pack file. What can't be read becomes a finding.
    static Scripts read(const std::vector<std::filesystem::path>& plugin_folders, const std::filesystem::path& pack_file,
                        Diagnostics& findings);

    struct Loaded {
        std::vector<lua::Declaration> declarations;
        std::vector<ScriptKind> kinds;  // of each declaration
    };
    // Runs everything in `state`, in order. The first run reads sibling files from disk and keeps them; later runs, in
    // other states, read nothing.
    Loaded run(lua::State& state, Diagnostics& findings);
    // A frozen state for calls of these functions: only the scripts that hold one of them are loaded. For workers.
    lua::State make_state(const std::vector<std::int64_t>& functions) const;

    // Everything that was read for that kind, by file name; and "sm3:…" over names and contents, in name order.
    using Files = std::map<std::string, std::string>;
    Files files(ScriptKind kind) const;
    static std::string digest(const std::map<std::string, std::string_view>& files);
};

}  // namespace kaohe::rules
