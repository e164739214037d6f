// Any bytes as a submitted text; the first letter picks the name's ending.
#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    const auto bytes = fuzzing::view(data, size);
    return fuzzing::read_any(bytes, bytes.starts_with('t') ? "f.tsv" : "f.csv");
}
