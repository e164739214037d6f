// What the editor is told (plugins/_meta/kaohe.lua) and luacheck (.luacheckrc) about the host's functions, against the sandbox.
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "paths.h"
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

using Names = std::set<std::string>;

std::string file_text(const std::string& name) {
    std::ifstream in(std::string(KAOHE_SOURCE_DIR) + "/" + name, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Names matches(const std::string& text, const std::string& pattern) {
    Names out;
    const std::regex form(pattern);
    for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it) out.insert((*it)[1]);
    return out;
}

// Whether the sandbox has a function of this name.
bool is_there(const std::string& name) { return Sandbox("return type(" + name + ")").value.text == "function"; }

const Names& stubs() {
    static const Names names = matches(file_text("plugins/_meta/kaohe.lua"), R"(function ((?:col|num|text)\.[a-z_]+)\()");
    return names;
}

}  // namespace

TEST_CASE("every function of the editor's stubs is there, and every function on columns has its stub") {
    REQUIRE(stubs().size() > 40);
    for (const auto& name : stubs()) {
        CAPTURE(name);
        CHECK(is_there(name));
    }
    Names columns;  // the table of host functions; it is sealed, so that Lua itself can't list it
    for (const auto& name : matches(file_text("core/kaohe/lua/host_col.cpp"), R"re(\{"([a-z_]+)", bind<)re")) columns.insert("col." + name);
    REQUIRE(columns.contains("col.percentile"));
    Names listed = stubs();
    std::erase_if(listed, [](const std::string& name) { return !name.starts_with("col."); });
    CHECK(listed == columns);
}

TEST_CASE("luacheck knows the fields of num and text as the stubs have them") {
    Names listed;
    const std::string text = file_text(".luacheckrc");
    for (const char* table : {"num", "text"}) {
        const auto line = matches(text, std::string("\n  ") + table + R"( = \{ fields = \{([^}]*)\})");
        REQUIRE(line.size() == 1);
        for (const auto& name : matches(*line.begin(), "\"([a-z_]+)\"")) listed.insert(std::string(table) + "." + name);
    }
    Names known = stubs();
    std::erase_if(known, [](const std::string& name) { return name.starts_with("col."); });
    CHECK(listed == known);
}
