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
#define LLVMFuzzerTestOneInput fuzz_host_calls
#include "host_calls.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_pack_load
#include "pack_load.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_import_table
#include "import_table.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_read_xlsx
#include "read_xlsx.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_read_ods
#include "read_ods.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_read_xls
#include "read_xls.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_read_csv
#include "read_csv.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_read_json
#include "read_json.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_xlsx_parts
#include "xlsx_parts.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_ods_content
#include "ods_content.cpp"  // NOLINT
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_xls_stream
#include "xls_stream.cpp"  // NOLINT
#include "paths.h"
#undef LLVMFuzzerTestOneInput

namespace {

using Body = int(const std::uint8_t*, std::size_t);

// The body aborts when something is wrong: the name of the file is printed before, so the last line tells.
int replay(const std::string& folder, Body* body) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(KAOHE_SOURCE_DIR) /
                                                                 "tests/fuzz/findings" / folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        UNSCOPED_INFO(entry.path().filename().string());
        CHECK(body(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) == 0);
        ++files;
    }
    return files;
}

}  // namespace

TEST_CASE("what was found about tables stays mended") {
    CHECK(replay("import_table", fuzz_import_table) > 0);
}

TEST_CASE("what was found about decimals stays mended") {
    CHECK(replay("decimal", fuzz_decimal) > 0);
}
TEST_CASE("what was found about Lua chunks stays mended") {
    CHECK(replay("lua", fuzz_lua) > 0);
}
TEST_CASE("what was found about host functions stays mended") {
    CHECK(replay("host_calls", fuzz_host_calls) > 0);
}
TEST_CASE("what was found about packs stays mended") {
    CHECK(replay("pack_load", fuzz_pack_load) > 0);
}
TEST_CASE("what was found about submitted files stays mended") {
    const auto [folder, body] = GENERATE(table<std::string, Body*>({
        {"read_xlsx", fuzz_read_xlsx},
        {"read_ods", fuzz_read_ods},
        {"read_xls", fuzz_read_xls},
        {"read_csv", fuzz_read_csv},
        {"read_json", fuzz_read_json},
        {"xlsx_parts", fuzz_xlsx_parts},
        {"ods_content", fuzz_ods_content},
        {"xls_stream", fuzz_xls_stream},
    }));
    CAPTURE(folder);
    CHECK(replay(folder, body) > 0);
}
