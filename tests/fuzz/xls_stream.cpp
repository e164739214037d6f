// Any bytes as the stream of an Excel 97-2003 workbook in an otherwise valid compound file.
#include "kaohe/io/xls_reader.h"
#include "support/xls_builder.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    const auto bytes = testing::compound_file({{u"Workbook", std::string(fuzzing::view(data, size))}});
    return fuzzing::read_with(io::read_xls, bytes, "f.xls");
}
