// kaohe/io/zip_writer.h - a package in memory. All parts have one fixed date, so that the same parts give the same bytes.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {

class ZipWriter {
  public:
    // `file` is named in diagnostics.
    explicit ZipWriter(std::string file);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    // Packs `bytes`. Names in ASCII only. Fails with KH-T001.
    Result<void> add(const std::string& name, std::string_view bytes);
    // Takes the part over as it is. Fails with KH-F004 when it is packed in a way that office programs don't use.
    Result<void> add(const PackedPart& part);
    // The package; nothing can be added after it.
    Result<std::string> finish();

  private:
    struct Target;  // the bytes and minizip's handle
    std::unique_ptr<Target> target_;
    std::string file_;
};

}  // namespace kaohe::io
