// kaohe/io/limits.h - how large a submitted file may be. All limits of all readers, in one place; may be set
// lower.
#pragma once
#include <cstddef>
#include <cstdint>

namespace kaohe::io {

struct Limits {
    // packages (.xlsx)
    std::size_t package_bytes = std::size_t{64} << 20;
    std::size_t package_entries = 2'000;
    std::size_t part_bytes = std::size_t{512} << 20;            // unpacked, one part
    std::size_t package_unpacked_bytes = std::size_t{1} << 30;  // unpacked, all parts read
    std::size_t compression_ratio = 300;                        // for parts above 1 MiB
    std::size_t xml_depth = 64;
    std::size_t xml_attributes = 64;  // per element
    std::size_t sheets = 256;
    std::uint32_t rows = 1'048'576;  // per sheet
    std::uint32_t columns = 16'384;
    std::size_t cells = 20'000'000;
    std::size_t shared_strings = 2'000'000;
    std::size_t shared_string_bytes = std::size_t{256} << 20;
    std::size_t cell_bytes = 32'767 * 4;  // Excel's 32,767 characters as UTF-8
    std::size_t merges = 100'000;
    std::size_t styles = 65'000;
    // old workbooks (.xls), with package_bytes, sheets, cells, shared strings, merges and styles as above
    std::size_t compound_entries = 10'000;  // streams and storages
    // text (.csv, .json, NDJSON)
    std::size_t text_bytes = std::size_t{4} << 30;
    std::size_t line_bytes = std::size_t{1} << 20;
    std::size_t text_rows = 100'000'000;
    std::size_t json_depth = 64;
    // all
    std::size_t findings = 100'000;  // cells reported one by one; a file with more is refused
};

}  // namespace kaohe::io
