// Any bytes as content.xml of an otherwise valid .ods.
#include "kaohe/io/ods_reader.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    const std::string bytes = fuzzing::stored_zip({{"content.xml", fuzzing::view(data, size)}});
    return fuzzing::read_with(io::read_ods, bytes, "f.ods");
}
