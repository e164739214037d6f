// Replays what the fuzzers found (and a few inputs worth keeping), with the very bodies the fuzzers run.
#include <filesystem>
#include <fstream>

#include "support/catch.h"

#define LLVMFuzzerTestOneInput fuzz_decimal
#include "decimal_parse.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_lua
#include "lua_load.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput

namespace {

// The body aborts when something is wrong: the name of the file is printed before, so the last line tells.
int replay(const std::string& folder, int (*body)(const std::uint8_t*, std::size_t)) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(KAOHE_SOURCE_DIR) / "tests/fuzz/findings" / folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        UNSCOPED_INFO(entry.path().filename().string());
        CHECK(body(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) == 0);
        ++files;
    }
    return files;
}

}  // namespace

TEST_CASE("what was found about decimals stays mended") { CHECK(replay("decimal", fuzz_decimal) > 0); }
TEST_CASE("what was found about Lua chunks stays mended") { CHECK(replay("lua", fuzz_lua) > 0); }
