// Any bytes as an .ods package.
#include "kaohe/io/ods_reader.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    return fuzzing::read_with(io::read_ods, fuzzing::view(data, size), "f.ods");
}
