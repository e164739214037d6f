// kaohe/base/temporary_folder.h - a folder that is gone when its owner is.
#pragma once
#include <filesystem>
#include <string_view>

#include "kaohe/base/result.h"

namespace kaohe {

class TemporaryFolder {
  public:
    // Fails with KH-T001.
    static Result<TemporaryFolder> create();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Writes a file of this name in it and returns its path. Fails with KH-T001.
    Result<std::filesystem::path> write(std::string_view name, std::string_view text) const;

  private:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace kaohe
