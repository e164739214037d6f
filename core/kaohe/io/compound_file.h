// kaohe/io/compound_file.h - the streams inside an OLE compound file ([MS-CFB]), the container of .xls.
//
// The file is a small file system: sectors of 512 or 4096 bytes, a table that chains them (FAT), a second one
// for streams below 4096 bytes (mini-FAT), and a directory. Nothing in it is trusted: each sector number is
// checked, a chain that is longer than the file has sectors goes in circles, and both are KH-F004.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::io {

class CompoundFile {
  public:
    // `bytes` must outlive the object; `file` is named in diagnostics. Fails with KH-F004 or KH-F006.
    static Result<CompoundFile> open(std::string_view bytes, const std::string& file, const Limits& limits);

    // Streams of the root storage only: an embedded workbook is not the workbook. ASCII case does not matter.
    bool contains(std::string_view name) const { return find(name) != nullptr; }
    // A copy of the whole stream. Fails with KH-F004 when it is missing or its chain is damaged.
    Result<std::string> read(std::string_view name) const;

  private:
    struct Entry {
        std::string name;  // lower case; characters that are not ASCII as '?'
        std::uint8_t type = 0;
        std::uint32_t left = 0, right = 0, child = 0, start = 0;
        std::uint64_t size = 0;
    };
    using Chain = std::vector<std::uint32_t>;

    CompoundFile(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}
    Result<void> read_header();
    Result<void> read_allocation();
    Result<void> add_allocation_sectors(std::string_view numbers);
    Result<void> read_directory(const Limits& limits);
    Result<void> list_root();

    const Entry* find(std::string_view name) const;
    std::size_t sector_count() const {
        return (bytes_.size() - 1) / sector_bytes_;
    }  // the header's not counted
    // The bytes of a sector; fewer at the end of a file that was cut, empty when there is no such sector.
    std::string_view sector(std::uint32_t number) const;
    Result<Chain> chain(const std::vector<std::uint32_t>& next, std::uint32_t start) const;
    Result<std::string> read_sectors(std::uint32_t start) const;
    Result<std::string> read_small(std::uint32_t start, std::uint64_t size) const;
    tl::unexpected<Diagnostic> damaged(std::string_view what) const;

    std::string_view bytes_;
    std::string file_;
    std::size_t sector_bytes_ = 512, small_bytes_ = 64;
    std::uint64_t small_below_ = 4096;  // streams of fewer bytes are in the mini stream
    std::uint32_t directory_start_ = 0, small_table_start_ = 0;
    std::vector<std::uint32_t> next_;        // FAT: the sector behind each sector
    std::vector<std::uint32_t> next_small_;  // mini-FAT
    std::string small_stream_;
    std::vector<Entry> entries_;
    std::map<std::string, std::size_t, std::less<>> streams_;  // of the root storage, by lower-case name
};

}  // namespace kaohe::io
