#include "kaohe/io/compound_file.h"

#include <algorithm>

#include "kaohe/io/little_endian.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

using namespace std::string_view_literals;

// [MS-CFB] 2.2: where in the header
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kSectorShift = 0x1E, kSmallShift = 0x20, kDirectoryStart = 0x30, kSmallBelow = 0x38,
                      kSmallTableStart = 0x3C, kAllocationMore = 0x44, kAllocationList = 0x4C;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // beyond it: free, end of chain and the like
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
// 2.6: one entry of the directory
constexpr std::size_t kEntryBytes = 128;
constexpr std::uint8_t kStream = 2, kRoot = 5;
constexpr std::uint32_t kNoEntry = 0xFFFFFFFF;

std::vector<std::uint32_t> numbers_in(std::string_view bytes) {
    std::vector<std::uint32_t> out(bytes.size() / 4);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = u32_at(bytes, i * 4);
    return out;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// The name of an entry, in UTF-16 with a NUL at its end.
std::string entry_name(std::string_view entry) {
    constexpr std::size_t kNameBytes = 64;
    const std::size_t bytes = std::min<std::size_t>(u16_at(entry, kNameBytes), kNameBytes);
    std::string out;
    for (std::size_t at = 0; at + 2 < bytes; at += 2) {
        const auto unit = u16_at(entry, at);
        out += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
    return lower_ascii(out);
}

}  // namespace

tl::unexpected<Diagnostic> CompoundFile::damaged(std::string_view what) const {
    return failure(Code::FileDamaged, Place{.file = file_}, what);
}

Result<CompoundFile> CompoundFile::open(std::string_view bytes, const std::string& file,
                                        const Limits& limits) {
    if (bytes.size() > limits.package_bytes)
        return failure(Code::FileLimit, Place{.file = file},
                       fmt::format(reasons::kPackageBytes, bytes.size()), limits.package_bytes);
    CompoundFile compound(bytes, file);
    KAOHE_CHECK(compound.read_header());
    KAOHE_CHECK(compound.read_allocation());
    KAOHE_CHECK(compound.read_directory(limits));
    return compound;
}

Result<void> CompoundFile::read_header() {
    if (bytes_.size() < kHeaderBytes || !bytes_.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv))
        return damaged(reasons::kCompoundHeader);
    const unsigned shift = u16_at(bytes_, kSectorShift), small_shift = u16_at(bytes_, kSmallShift);
    if ((shift != 9 && shift != 12) || small_shift != 6) return damaged(reasons::kCompoundHeader);
    sector_bytes_ = std::size_t{1} << shift;
    small_bytes_ = std::size_t{1} << small_shift;
    small_below_ = u32_at(bytes_, kSmallBelow);
    directory_start_ = u32_at(bytes_, kDirectoryStart);
    small_table_start_ = u32_at(bytes_, kSmallTableStart);
    return {};
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
    const std::uint64_t at = (std::uint64_t{number} + 1) * sector_bytes_;
    return at < bytes_.size() ? bytes_.substr(at, sector_bytes_) : std::string_view{};
}

// The FAT is in sectors listed in the header, and for large files in a chain of further sectors (DIFAT), each
// a list that ends with the number of the next.
Result<void> CompoundFile::read_allocation() {
    KAOHE_CHECK(add_allocation_sectors(bytes_.substr(kAllocationList, kHeaderBytes - kAllocationList)));
    std::uint32_t more = u32_at(bytes_, kAllocationMore);
    for (std::size_t read = 0; more <= kLastSector; ++read) {
        const std::string_view list = sector(more);
        if (list.size() < sector_bytes_ || read > sector_count()) return damaged(reasons::kCompoundChain);
        KAOHE_CHECK(add_allocation_sectors(list.substr(0, sector_bytes_ - 4)));
        more = u32_at(list, sector_bytes_ - 4);
    }
    return {};
}

Result<void> CompoundFile::add_allocation_sectors(std::string_view numbers) {
    for (const std::uint32_t number : numbers_in(numbers)) {
        if (number > kLastSector) continue;
        // What describes sectors beyond the end of the file cannot matter.
        if (next_.size() > sector_count()) return {};
        const std::string_view table = sector(number);
        if (table.empty()) return damaged(reasons::kCompoundChain);
        const auto numbers_there = numbers_in(table);
        next_.insert(next_.end(), numbers_there.begin(), numbers_there.end());
        // A table that was cut still has its place.
        next_.insert(next_.end(), sector_bytes_ / 4 - numbers_there.size(), kEndOfChain);
    }
    return {};
}

Result<CompoundFile::Chain> CompoundFile::chain(const std::vector<std::uint32_t>& next,
                                                std::uint32_t start) const {
    Chain out;
    for (std::uint32_t number = start; number != kEndOfChain; number = next[number]) {
        if (number >= next.size() || out.size() == next.size()) return damaged(reasons::kCompoundChain);
        out.push_back(number);
    }
    return out;
}

Result<std::string> CompoundFile::read_sectors(std::uint32_t start) const {
    KAOHE_TRY(numbers, chain(next_, start));
    std::string out;
    for (const std::uint32_t number : numbers) {
        const std::string_view piece = sector(number);
        if (piece.empty()) return damaged(reasons::kCompoundChain);
        out += piece;
    }
    return out;
}

Result<std::string> CompoundFile::read_small(std::uint32_t start, std::uint64_t size) const {
    KAOHE_TRY(numbers, chain(next_small_, start));
    std::string out;
    for (const std::uint32_t number : numbers) {
        const std::uint64_t at = std::uint64_t{number} * small_bytes_;
        if (out.size() >= size) break;
        if (at >= small_stream_.size()) return damaged(reasons::kCompoundChain);
        out.append(small_stream_, at, small_bytes_);
    }
    return out;
}

Result<void> CompoundFile::read_directory(const Limits& limits) {
    KAOHE_TRY(directory, read_sectors(directory_start_));
    if (directory.size() / kEntryBytes > limits.compound_entries)
        return failure(Code::FileLimit, Place{.file = file_}, reasons::kCompoundEntries,
                       limits.compound_entries);
    const std::string_view all = directory;
    for (std::size_t at = 0; at + kEntryBytes <= all.size(); at += kEntryBytes) {
        const std::string_view entry = all.substr(at, kEntryBytes);
        // Files with sectors of 512 bytes have 32 bits of size; the others may hold anything.
        const std::uint64_t size = sector_bytes_ == 512 ? u32_at(entry, 120) : u64_at(entry, 120);
        entries_.push_back({entry_name(entry), static_cast<std::uint8_t>(entry[66]), u32_at(entry, 68),
                            u32_at(entry, 72), u32_at(entry, 76), u32_at(entry, 116), size});
    }
    if (entries_.empty() || entries_[0].type != kRoot) return damaged(reasons::kCompoundDirectory);
    if (small_table_start_ <= kLastSector) {
        KAOHE_TRY(table, read_sectors(small_table_start_));
        next_small_ = numbers_in(table);
        KAOHE_TRY(stream, read_sectors(entries_[0].start));
        small_stream_ = std::move(stream);
    }
    return list_root();
}

// The entries of a storage are a binary tree.
Result<void> CompoundFile::list_root() {
    std::vector<bool> seen(entries_.size());
    std::vector<std::uint32_t> open{entries_[0].child};
    while (!open.empty()) {
        const std::uint32_t number = open.back();
        open.pop_back();
        if (number == kNoEntry) continue;
        if (number >= entries_.size() || seen[number]) return damaged(reasons::kCompoundDirectory);
        seen[number] = true;
        const Entry& entry = entries_[number];
        if (entry.type == kStream) streams_.emplace(entry.name, number);
        open.push_back(entry.left);
        open.push_back(entry.right);
    }
    return {};
}

const CompoundFile::Entry* CompoundFile::find(std::string_view name) const {
    const auto found = streams_.find(lower_ascii(name));
    return found == streams_.end() ? nullptr : &entries_[found->second];
}

Result<std::string> CompoundFile::read(std::string_view name) const {
    const Entry* entry = find(name);
    if (!entry) return damaged(fmt::format(reasons::kPartMissing, name));
    if (entry->size == 0) return std::string();
    auto stream =
        entry->size < small_below_ ? read_small(entry->start, entry->size) : read_sectors(entry->start);
    if (!stream) return stream;
    if (stream->size() < entry->size) return damaged(fmt::format(reasons::kPartData, name));
    stream->resize(entry->size);
    return stream;
}

}  // namespace kaohe::io
