#include "kaohe/io/zip_archive.h"

#include <unzip.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

// minizip reads through these instead of from a file.
struct Memory {
    std::string_view bytes;
    std::uint64_t at = 0;
};

voidpf open_memory(voidpf memory, const void*, int) {
    return memory;
}
uLong read_memory(voidpf, voidpf stream, void* to, uLong size) {
    auto& memory = *static_cast<Memory*>(stream);
    const std::uint64_t count = std::min<std::uint64_t>(size, memory.bytes.size() - memory.at);
    std::memcpy(to, memory.bytes.data() + memory.at, count);
    memory.at += count;
    return static_cast<uLong>(count);
}
uLong refuse_write(voidpf, voidpf, const void*, uLong) {
    return 0;
}
ZPOS64_T tell_memory(voidpf, voidpf stream) {
    return static_cast<Memory*>(stream)->at;
}
long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& memory = *static_cast<Memory*>(stream);
    std::uint64_t base = 0;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = memory.at;
    if (origin == ZLIB_FILEFUNC_SEEK_END) base = memory.bytes.size();
    if (offset > memory.bytes.size() - base) return -1;
    memory.at = base + offset;
    return 0;
}
int close_memory(voidpf, voidpf) {
    return 0;
}
int memory_error(voidpf, voidpf) {
    return 0;
}

bool is_safe_name(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos) return false;
    if (name.size() > 1 && name[1] == ':') return false;  // a Windows drive
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        if (name.substr(at, end - at) == "..") return false;
        at = end + 1;
    }
    return true;
}

// Closes the opened part however the reading ends.
class OpenPart {
  public:
    enum class As { Unpacked, Packed };
    explicit OpenPart(unzFile zip, As as = As::Unpacked)
        : zip_(zip), opened_(unzOpenCurrentFile2(zip, &method_, &level_, as == As::Packed) == UNZ_OK) {}
    ~OpenPart() {
        if (opened_) unzCloseCurrentFile(zip_);
    }
    OpenPart(const OpenPart&) = delete;
    OpenPart& operator=(const OpenPart&) = delete;

    bool opened() const { return opened_; }
    int method() const { return method_; }
    // False when the checksum of a part that was read to its end is wrong.
    bool close() {
        opened_ = false;
        return unzCloseCurrentFile(zip_) == UNZ_OK;
    }

  private:
    unzFile zip_;
    int method_ = 0, level_ = 0;
    bool opened_;
};

}  // namespace

std::string canonical_part_name(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c == '\\') c = '/';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

struct ZipArchive::Source {
    Memory memory;
    unzFile zip = nullptr;

    explicit Source(std::string_view bytes) : memory{bytes} {
        zlib_filefunc64_def functions{};
        functions.zopen64_file = open_memory;
        functions.zread_file = read_memory;
        functions.zwrite_file = refuse_write;
        functions.ztell64_file = tell_memory;
        functions.zseek64_file = seek_memory;
        functions.zclose_file = close_memory;
        functions.zerror_file = memory_error;
        functions.opaque = &memory;
        zip = unzOpen2_64("", &functions);
    }
    ~Source() {
        if (zip) unzClose(zip);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
};

ZipArchive::ZipArchive(std::unique_ptr<Source> source, std::string file, const Limits& limits)
    : source_(std::move(source)), file_(std::move(file)), limits_(limits) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes, const std::string& file, const Limits& limits) {
    const Place place{.file = file};
    if (bytes.size() > limits.package_bytes)
        return failure(Code::FileLimit, place, fmt::format(reasons::kPackageBytes, bytes.size()),
                       limits.package_bytes);
    auto source = std::make_unique<Source>(bytes);
    if (!source->zip) return failure(Code::FileDamaged, place, reasons::kZipDirectory);
    ZipArchive archive(std::move(source), file, limits);
    KAOHE_CHECK(archive.read_directory());
    return archive;
}

Result<void> ZipArchive::read_directory() {
    const Place place{.file = file_};
    unz_global_info64 global{};
    if (unzGetGlobalInfo64(source_->zip, &global) != UNZ_OK)
        return failure(Code::FileDamaged, place, reasons::kZipDirectory);
    if (global.number_entry > limits_.package_entries)
        return failure(Code::FileLimit, place, fmt::format(reasons::kPackageEntries, global.number_entry),
                       limits_.package_entries);
    int state = global.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(source_->zip);
    for (; state == UNZ_OK; state = unzGoToNextFile(source_->zip)) KAOHE_CHECK(add_current_entry());
    if (state != UNZ_END_OF_LIST_OF_FILE) return failure(Code::FileDamaged, place, reasons::kZipDirectory);
    return {};
}

Result<void> ZipArchive::add_current_entry() {
    const Place place{.file = file_};
    unz_file_info64 info{};
    if (unzGetCurrentFileInfo64(source_->zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        return failure(Code::FileDamaged, place, reasons::kZipDirectory);
    std::string name(info.size_filename, '\0');
    unz64_file_pos position{};
    if (unzGetCurrentFileInfo64(source_->zip, &info, name.data(), static_cast<uLong>(name.size()), nullptr, 0,
                                nullptr, 0) != UNZ_OK ||
        unzGetFilePos64(source_->zip, &position) != UNZ_OK)
        return failure(Code::FileDamaged, place, reasons::kZipDirectory);
    names_.push_back(name);
    name = canonical_part_name(name);
    constexpr uLong kEncrypted = 1;
    if (info.flag & kEncrypted) return failure(Code::FileEncrypted, place);
    if (!is_safe_name(name))
        return failure(Code::FileUnsafe, place, fmt::format(reasons::kPartName, reasons::quoted(name)));
    const Entry entry{position.pos_in_zip_directory, position.num_of_file, info.compressed_size,
                      info.uncompressed_size};
    if (!entries_.emplace(name, entry).second)
        return failure(Code::FileUnsafe, place, fmt::format(reasons::kPartTwice, reasons::quoted(name)));
    return {};
}

bool ZipArchive::contains(std::string_view name) const {
    return entries_.count(canonical_part_name(name)) > 0;
}

Result<void> ZipArchive::check_declared_size(std::string_view name, const Entry& entry) const {
    constexpr std::uint64_t kRatioMatters = std::uint64_t{1} << 20;
    const Place place{.file = file_};
    if (entry.unpacked > limits_.part_bytes)
        return failure(Code::FileLimit, place, fmt::format(reasons::kPartBytes, reasons::quoted(name)),
                       limits_.part_bytes);
    if (entry.unpacked >
        limits_.package_unpacked_bytes - std::min<std::uint64_t>(unpacked_, limits_.package_unpacked_bytes))
        return failure(Code::FileLimit, place, reasons::kPackageUnpacked, limits_.package_unpacked_bytes);
    if (entry.unpacked > kRatioMatters && entry.unpacked / limits_.compression_ratio > entry.packed)
        return failure(Code::FileLimit, place, fmt::format(reasons::kRatio, reasons::quoted(name)),
                       limits_.compression_ratio);
    return {};
}

Result<void> ZipArchive::unpack(std::string_view name, const std::function<bool(std::string_view)>& take) {
    const Place place{.file = file_};
    const std::string shown = reasons::quoted(name);
    const auto found = entries_.find(canonical_part_name(name));
    if (found == entries_.end())
        return failure(Code::FileDamaged, place, fmt::format(reasons::kPartMissing, shown));
    const Entry& entry = found->second;
    KAOHE_CHECK(check_declared_size(name, entry));

    const auto damaged = [&] {
        return failure(Code::FileDamaged, place, fmt::format(reasons::kPartData, shown));
    };
    const unz64_file_pos position{entry.directory_offset, entry.directory_index};
    if (unzGoToFilePos64(source_->zip, &position) != UNZ_OK) return damaged();
    OpenPart part(source_->zip);
    if (!part.opened()) return damaged();
    std::vector<char> piece(std::size_t{64} << 10);
    std::uint64_t real = 0;
    for (;;) {
        const int count = unzReadCurrentFile(source_->zip, piece.data(), static_cast<unsigned>(piece.size()));
        if (count < 0) return damaged();
        if (count == 0) break;
        real += static_cast<std::uint64_t>(count);
        unpacked_ += static_cast<std::uint64_t>(count);
        // minizip stops at the declared size, which passed the limits; a part that says otherwise is damaged.
        if (real > entry.unpacked) return damaged();
        if (!take({piece.data(), static_cast<std::size_t>(count)})) return {};
    }
    if (!part.close() || real != entry.unpacked) return damaged();
    return {};
}

Result<PackedPart> ZipArchive::packed(std::string_view name) {
    const Place place{.file = file_};
    const std::string shown = reasons::quoted(name);
    const auto found = entries_.find(canonical_part_name(name));
    if (found == entries_.end())
        return failure(Code::FileDamaged, place, fmt::format(reasons::kPartMissing, shown));
    const Entry& entry = found->second;
    const auto damaged = [&] {
        return failure(Code::FileDamaged, place, fmt::format(reasons::kPartData, shown));
    };
    const unz64_file_pos position{entry.directory_offset, entry.directory_index};
    unz_file_info64 info{};
    if (unzGoToFilePos64(source_->zip, &position) != UNZ_OK ||
        unzGetCurrentFileInfo64(source_->zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        return damaged();
    OpenPart part(source_->zip, OpenPart::As::Packed);
    // More than the whole package holds is a lie, and not worth the memory.
    if (!part.opened() || entry.packed > source_->memory.bytes.size()) return damaged();
    constexpr uLong kNameIsUtf8 = 0x800;
    PackedPart out{.name = std::string(name),
                   .bytes = std::string(entry.packed, '\0'),
                   .method = part.method(),
                   .flags = static_cast<std::uint16_t>(info.flag & kNameIsUtf8),
                   .checksum = static_cast<std::uint32_t>(info.crc),
                   .unpacked = entry.unpacked};
    std::size_t got = 0;
    while (got < out.bytes.size()) {
        const auto rest = static_cast<unsigned>(std::min<std::size_t>(out.bytes.size() - got, 1U << 20));
        const int count = unzReadCurrentFile(source_->zip, out.bytes.data() + got, rest);
        if (count <= 0) return damaged();
        got += static_cast<std::size_t>(count);
    }
    return out;
}

}  // namespace kaohe::io
