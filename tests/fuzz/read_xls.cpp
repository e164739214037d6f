// Any bytes as an Excel 97-2003 workbook.
#include "kaohe/io/xls_reader.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    return fuzzing::read_with(io::read_xls, fuzzing::view(data, size), "f.xls");
}
