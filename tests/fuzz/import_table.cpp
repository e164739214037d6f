// Any text as a submitted table: the first byte picks the table, the rest is the csv. What is read and found must not
// depend on how the reading is split over threads, and every kept row must belong to a region and have all its columns.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <unistd.h>

#include "kaohe/rules/load.h"
#include "kaohe/tables/import.h"
#include "paths.h"

namespace kaohe::fuzzing {

struct ImportWorld {
    ImportWorld() : folder(std::filesystem::temp_directory_path() / ("kaohe-fuzz-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "pack.lua") << R"(
pack { id = "fuzz", title = "试验", version = "1", engine = ">=0.1", period = "2021" }
regions { { name = "利通区", code = "640302", kind = "county" }, { name = "青铜峡市", kind = "county" }, { name = "吴忠市", kind = "city" } })";
        Diagnostics findings;
        plan = rules::load_pack({folder / "pack.lua", {std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins"}, 0}, findings);
        if (!plan) std::abort();
    }
    std::filesystem::path folder;
    std::shared_ptr<const rules::Plan> plan;
};

inline std::string import_once(const ImportWorld& world, const std::string& table, int jobs, std::size_t part_bytes) {
    const tables::ImportOptions options{.period = world.plan->period, .as_of = world.plan->period.last, .region = {}, .jobs = jobs, .part_bytes = part_bytes};
    const model::Dataset data = tables::import({{table, world.folder / "a.csv"}}, *world.plan, options);
    std::string out;
    for (const auto& read : data.tables) {
        if (read.rows() > 0 && (read.region_ends.empty() || read.region_ends.back() != read.rows())) std::abort();
        for (const auto& column : read.columns)
            if (column.size() != 0 && column.size() != read.rows()) std::abort();
        for (std::size_t row = 0; row < read.rows(); ++row) {
            out += to_string(read.place(row, data));
            for (const auto& column : read.columns) out += "|" + (column.size() > 0 ? column.text(row) : "");
            out += '\n';
        }
    }
    for (const auto& finding : data.findings.all()) out += to_string(finding.place) + finding.message + "\n";
    for (const auto& bad : data.bad)
        for (const auto& [region, reason] : bad) out += std::to_string(region) + reason;
    return out;
}

}  // namespace kaohe::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    static const fuzzing::ImportWorld world;
    if (size == 0) return 0;
    const auto& tables = world.plan->dictionary.tables;
    const std::string table = tables[data[0] % tables.size()].id;
    std::ofstream(world.folder / "a.csv", std::ios::binary).write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
    if (fuzzing::import_once(world, table, 1, 1 << 20) != fuzzing::import_once(world, table, 2, 64)) std::abort();
    return 0;
}
