// Any bytes as JSON or NDJSON.
#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    const auto bytes = fuzzing::view(data, size);
    return fuzzing::read_any(bytes, bytes.ends_with('\n') ? "f.ndjson" : "f.json");
}
