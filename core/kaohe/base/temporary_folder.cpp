#include "kaohe/base/temporary_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>

#include "kaohe/base/file.h"

namespace kaohe {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::create() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "kaohe-XXXXXX").string();
    if (error || !::mkdtemp(name.data())) return failure(Code::OutputWrite, {}, name, error ? error.message() : std::strerror(errno));
    return TemporaryFolder(fs::path(name));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

Result<fs::path> TemporaryFolder::write(std::string_view name, std::string_view text) const {
    const fs::path file = path_ / name;
    KAOHE_CHECK(write_file(file, text));
    return file;
}

}  // namespace kaohe
