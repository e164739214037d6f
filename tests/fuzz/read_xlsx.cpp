// Any bytes as a .xlsx package.
#include "kaohe/io/xlsx_reader.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    return fuzzing::read_with(io::read_xlsx, fuzzing::view(data, size), "f.xlsx");
}
