// kaohe/io/zip_archive.h - the parts of a package in memory, unpacked under limits.
//
// Opening reads the directory only and refuses what no honest office program writes: encrypted parts,
// absolute names, names with "..", names that differ only in case. A part's declared size is checked before
// unpacking, and its real size and checksum while unpacking. Names are compared without case, with '\' as
// '/'.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::io {

// A name of a part as it is compared: in lower case, with '/'.
std::string canonical_part_name(std::string_view name);

// A part as it stands in the package, still packed, so that it can be put into another package as it is.
struct PackedPart {
    std::string name;  // as written: case and '\' kept
    std::string bytes;
    int method = 0;             // 0 stored, 8 deflated
    std::uint16_t flags = 0;    // only what tells the encoding of the name
    std::uint32_t checksum = 0;
    std::uint64_t unpacked = 0;
};

class ZipArchive {
  public:
    // `bytes` must outlive the archive; `file` is named in diagnostics.
    // Fails with KH-F004 (no directory), KH-F006 (limits), KH-F007 (names) or KH-F008 (encrypted).
    static Result<ZipArchive> open(std::string_view bytes, const std::string& file, const Limits& limits);
    ~ZipArchive();
    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;

    bool contains(std::string_view name) const;
    // All parts as they are written, in the order of the directory. Folders have names that end in '/'.
    const std::vector<std::string>& names() const { return names_; }

    // Unpacks a part piece by piece. `take` returns false to stop, which is not a failure; it may throw.
    // Fails with KH-F004 (missing or damaged) or KH-F006 (too large).
    Result<void> unpack(std::string_view name, const std::function<bool(std::string_view)>& take);
    // A part without unpacking it, so that nothing about its data is checked. Fails with KH-F004.
    Result<PackedPart> packed(std::string_view name);

  private:
    struct Source;  // the bytes and minizip's handle
    struct Entry {
        std::uint64_t directory_offset = 0, directory_index = 0;  // minizip's unz64_file_pos
        std::uint64_t packed = 0, unpacked = 0;
    };
    ZipArchive(std::unique_ptr<Source> source, std::string file, const Limits& limits);
    Result<void> read_directory();
    Result<void> add_current_entry();
    Result<void> check_declared_size(std::string_view name, const Entry& entry) const;

    std::unique_ptr<Source> source_;
    std::string file_;
    Limits limits_;
    std::unordered_map<std::string, Entry> entries_;  // by lower-case name
    std::vector<std::string> names_;
    std::uint64_t unpacked_ = 0;                      // bytes unpacked so far, all parts
};

}  // namespace kaohe::io
