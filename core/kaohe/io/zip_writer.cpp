#include "kaohe/io/zip_writer.h"

#include <zip.h>

#include <algorithm>
#include <cstring>

#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr uLong kDosDate = 0x00210000;  // 1980-01-01 00:00, the first that zip can tell

// minizip writes through these instead of to a file. It goes back to fill in sizes, and never reads.
struct Output {
    std::string bytes;
    std::size_t at = 0;
};

voidpf open_output(voidpf memory, const void*, int) {
    return memory;
}
uLong refuse_read(voidpf, voidpf, void*, uLong) {
    return 0;
}
uLong write_output(voidpf, voidpf stream, const void* from, uLong size) {
    auto& memory = *static_cast<Output*>(stream);
    if (memory.at + size > memory.bytes.size()) memory.bytes.resize(memory.at + size);
    std::memcpy(memory.bytes.data() + memory.at, from, size);
    memory.at += size;
    return size;
}
ZPOS64_T tell_output(voidpf, voidpf stream) {
    return static_cast<Output*>(stream)->at;
}
long seek_output(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& memory = *static_cast<Output*>(stream);
    std::size_t base = 0;
    if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = memory.at;
    if (origin == ZLIB_FILEFUNC_SEEK_END) base = memory.bytes.size();
    memory.at = base + offset;
    return 0;
}
int no_error(voidpf, voidpf) {
    return 0;
}

}  // namespace

struct ZipWriter::Target {
    Output memory;
    zipFile zip = nullptr;

    Target() {
        zlib_filefunc64_def functions{};
        functions.zopen64_file = open_output;
        functions.zread_file = refuse_read;
        functions.zwrite_file = write_output;
        functions.ztell64_file = tell_output;
        functions.zseek64_file = seek_output;
        functions.zclose_file = no_error;
        functions.zerror_file = no_error;
        functions.opaque = &memory;
        zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
    }
    ~Target() {
        if (zip) zipClose(zip, nullptr);
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    enum class As { Unpacked, Packed };
    bool begin(const std::string& name, As as, int method, std::uint16_t flags, bool large) {
        zip_fileinfo info{};
        info.dosDate = kDosDate;
        return zip && zipOpenNewFileInZip4_64(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, method,
                                              Z_DEFAULT_COMPRESSION, as == As::Packed, -MAX_WBITS, DEF_MEM_LEVEL,
                                              Z_DEFAULT_STRATEGY, nullptr, 0, 0, flags, large) == ZIP_OK;
    }
    bool write(std::string_view bytes) {
        constexpr std::size_t kAtOnce = std::size_t{1} << 28;
        for (std::size_t at = 0; at < bytes.size(); at += kAtOnce) {
            const std::string_view piece = bytes.substr(at, kAtOnce);
            if (zipWriteInFileInZip(zip, piece.data(), static_cast<unsigned>(piece.size())) != ZIP_OK) return false;
        }
        return true;
    }
};

ZipWriter::ZipWriter(std::string file) : target_(std::make_unique<Target>()), file_(std::move(file)) {}
ZipWriter::~ZipWriter() = default;

Result<void> ZipWriter::add(const std::string& name, std::string_view bytes) {
    const bool large = bytes.size() >= 0xFFFFFFFFU;
    if (target_->begin(name, Target::As::Unpacked, Z_DEFLATED, 0, large) && target_->write(bytes) &&
        zipCloseFileInZip(target_->zip) == ZIP_OK)
        return {};
    return failure(Code::OutputWrite, Place{.file = file_}, file_, "zip");
}

Result<void> ZipWriter::add(const PackedPart& part) {
    const bool large = std::max<std::uint64_t>(part.unpacked, part.bytes.size()) >= 0xFFFFFFFFU;
    if (target_->begin(part.name, Target::As::Packed, part.method, part.flags, large) && target_->write(part.bytes) &&
        zipCloseFileInZipRaw64(target_->zip, part.unpacked, part.checksum) == ZIP_OK)
        return {};
    return failure(Code::FileDamaged, Place{.file = file_}, fmt::format(reasons::kPartData, reasons::quoted(part.name)));
}

Result<std::string> ZipWriter::finish() {
    const int closed = zipClose(std::exchange(target_->zip, nullptr), nullptr);
    if (closed != ZIP_OK) return failure(Code::OutputWrite, Place{.file = file_}, file_, "zip");
    return std::move(target_->memory.bytes);
}

}  // namespace kaohe::io
