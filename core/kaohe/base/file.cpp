#include "kaohe/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <system_error>

namespace kaohe {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

std::filesystem::path temporary_name(const std::filesystem::path& path) {
    static std::atomic<unsigned> counter{0};
    return path.parent_path() / fmt::format(".{}.{}-{}.tmp", path.filename().string(), getpid(), counter++);
}

// Folders that messages call by another name.
struct Names {
    std::mutex mutex;
    std::map<std::string, std::string> of_folders;
};
Names& names() {
    static Names all;
    return all;
}

bool is_within(const std::string& path, const std::string& folder) {
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

FileBytes FileBytes::from_text(std::string text) {
    FileBytes out;
    auto owned = std::make_shared<const std::string>(std::move(text));
    out.view_ = *owned;
    out.owner_ = owned;
    return out;
}

Result<FileBytes> FileBytes::open(const std::filesystem::path& path) {
    if (path == "-") return from_text(std::string(std::istreambuf_iterator<char>(std::cin), {}));
    Place place{.file = display_path(path)};
    int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return failure(Code::FileOpen, place, reason(errno));
    std::shared_ptr<void> close_later(nullptr, [fd](void*) { ::close(fd); });
    struct stat status {};
    if (::fstat(fd, &status) != 0) return failure(Code::FileOpen, place, reason(errno));
    if (S_ISDIR(status.st_mode)) return failure(Code::FileOpen, place, reason(EISDIR));
    FileBytes out;
    auto size = static_cast<std::size_t>(status.st_size);
    if (S_ISREG(status.st_mode) && size > 0) {
        void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (data == MAP_FAILED) return failure(Code::FileOpen, place, reason(errno));
        ::madvise(data, size, MADV_SEQUENTIAL);
        out.owner_ = std::shared_ptr<const void>(data, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
        out.view_ = {static_cast<const char*>(data), size};
        out.mapped_ = true;
        return out;
    }
    std::ifstream stream(path, std::ios::binary);  // pipes and other odd files
    return from_text(std::string(std::istreambuf_iterator<char>(stream), {}));
}

void FileBytes::let_go(std::size_t end) const {
    const std::size_t page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)), whole_pages = std::min(end, view_.size()) / page * page;
    if (mapped_ && whole_pages > 0) ::madvise(const_cast<char*>(view_.data()), whole_pages, MADV_DONTNEED);  // comes back from the file
}

Result<void> write_through_temporary(const std::filesystem::path& path,
                                     const std::function<Result<void>(const std::filesystem::path&)>& write) {
    struct Temporary {  // goes away, also when `write` throws
        std::filesystem::path path;
        ~Temporary() {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
        }
    };
    const Temporary temporary{temporary_name(path)};
    if (auto written = write(temporary.path); !written) return written;
    std::error_code error;
    std::filesystem::rename(temporary.path, path, error);
    if (!error) return {};
    return failure(Code::OutputWrite, Place{.file = display_path(path)}, display_path(path), error.message());
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    if (path == "-") {
        std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
        if (std::cout || errno == EPIPE) return {};  // nobody reads on (| head): nothing is lost that was wanted
        return failure(Code::OutputWrite, {}, "-", reason(errno));
    }
    return write_through_temporary(path, [&](const std::filesystem::path& temporary) -> Result<void> {
        errno = 0;
        std::ofstream out(temporary, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (out) return {};
        return failure(Code::OutputWrite, Place{.file = display_path(path)}, display_path(path), reason(errno));
    });
}

bool BlockWriter::append(std::string_view text) {
    pending_ += text;
    return commit();
}

bool BlockWriter::flush() {
    for (std::string_view rest = pending_; error_ == 0 && !rest.empty();) {
        const ssize_t written = ::write(file_, rest.data(), rest.size());
        if (written >= 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            error_ = errno;
    }
    pending_.clear();
    return error_ == 0;
}

Result<void> write_in_blocks(const std::filesystem::path& path, const std::function<void(BlockWriter&)>& make) {
    if (path == "-") {
        std::cout.flush();  // what was written that way comes first
        BlockWriter out(STDOUT_FILENO);
        make(out);
        out.flush();
        if (out.error_ == 0 || out.error_ == EPIPE) return {};  // EPIPE: nobody reads on, see write_file()
        return failure(Code::OutputWrite, {}, "-", reason(out.error_));
    }
    return write_through_temporary(path, [&](const std::filesystem::path& temporary) -> Result<void> {
        const auto failed = [&](int error) {
            return failure(Code::OutputWrite, Place{.file = display_path(path)}, display_path(path), reason(error));
        };
        constexpr mode_t kUsual = 0666;  // less what the user's mask takes away
        const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kUsual);
        if (fd < 0) return failed(errno);
        std::shared_ptr<void> close_later(nullptr, [fd](void*) { ::close(fd); });
        BlockWriter out(fd);
        make(out);
        if (!out.flush()) return failed(out.error_);
        return {};
    });
}

Result<void> make_folder(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (!error) return {};
    return failure(Code::OutputWrite, Place{.file = display_path(path)}, display_path(path), error.message());
}

std::string display_path(const std::filesystem::path& path) {
    std::string out = path.generic_string();
    const std::scoped_lock lock(names().mutex);
    for (const auto& [folder, name] : names().of_folders)
        if (is_within(out, folder)) return name + out.substr(folder.size());
    return out;
}

std::filesystem::path path_shown_as(const std::string& shown) {
    const std::scoped_lock lock(names().mutex);
    for (const auto& [folder, name] : names().of_folders)
        if (is_within(shown, name)) return folder + shown.substr(name.size());
    return shown;
}

ShownAs::ShownAs(const std::filesystem::path& folder, std::string name) : folder_(folder.generic_string()) {
    const std::scoped_lock lock(names().mutex);
    names().of_folders.insert_or_assign(folder_, std::move(name));
}

ShownAs::~ShownAs() {
    const std::scoped_lock lock(names().mutex);
    names().of_folders.erase(folder_);
}

}  // namespace kaohe
