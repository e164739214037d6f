// Any text as the files of a pack: it loads or says why not, in valid UTF-8, with a file, twice the same.
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "kaohe/base/text.h"
#include "kaohe/rules/inventory.h"
#include "kaohe/rules/load.h"

namespace kaohe::fuzzing {

// The folder of a pack with its own plugins: a dictionary that is always the same, and what the input holds.
class PackFolder {
  public:
    PackFolder() : folder_(std::filesystem::temp_directory_path() / ("kaohe-fuzz-pack-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder_ / "plugins/dictionary");
        std::filesystem::create_directories(folder_ / "plugins/straw");
        std::ofstream(folder_ / "plugins/dictionary/units.lua") << "unit \"%\" {} unit \"t\" {} unit \"1\" {}\n"
            "dictionary \"straw\" { title = \"秸秆\", columns = { { id = \"region\", label = \"县区\", type = \"text\" },\n"
            "  { id = \"used\", label = \"利用量\", type = \"number\", unit = \"t\" } } }\n";
    }
    // The parts of the input, between bytes 0, in this order.
    void write(std::string_view bytes) {
        constexpr std::array kFiles = {"pack.lua", "scheme.lua", "targets.csv", "regions.csv", "plugins/straw/method.lua"};
        for (const char* name : kFiles) {
            const std::size_t end = bytes.find('\0');
            const std::string_view part = bytes.substr(0, end);
            bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
            std::ofstream(folder_ / name, std::ios::binary | std::ios::trunc) << part;
        }
    }
    std::string load() const {
        rules::LoadOptions options{folder_, {}, 0};
        options.sandbox.memory_bytes = std::size_t{8} << 20;
        options.sandbox.load_instructions = options.sandbox.call_instructions = 200'000;
        Diagnostics findings;
        const auto plan = rules::load_pack(options, findings);
        std::string said;
        for (const auto& finding : findings.all()) {
            if (finding.place.file.empty()) std::abort();
            said += render(finding);
        }
        if (!plan && !findings.has_errors()) std::abort();
        if (plan) said += plan->id + plan->digest() + std::to_string(plan->rules.size());
        return said;
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace kaohe::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static kaohe::fuzzing::PackFolder folder;
    folder.write({reinterpret_cast<const char*>(data), size});
    const std::string said = folder.load();
    if (!kaohe::is_valid_utf8(said) || folder.load() != said) std::abort();
    return 0;
}
