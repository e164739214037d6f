// kaohe/report/pdf.h - notices as PDF, through LibreOffice where it is installed.
//
// It runs with a private profile in a temporary folder, finds fonts by a configuration of ours, and is ended after a time limit.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

#include "kaohe/base/result.h"

namespace kaohe::report {

// soffice or libreoffice in PATH; nothing when neither is there.
std::optional<std::filesystem::path> find_office();

// A .pdf beside each .docx, all in one call. `fonts` is a configuration of fontconfig; one that the user's environment names goes
// before it. The files are renamed into place when they are complete. Fails with KH-T012, naming the first document that has none.
Result<void> write_pdfs(const std::filesystem::path& office, const std::vector<std::filesystem::path>& documents,
                        const std::filesystem::path& fonts, std::chrono::seconds limit);

}  // namespace kaohe::report
