// Draws a stored result into a folder, so that a person can look at workbook, notices and page.
#include <fmt/core.h>

#include "kaohe/base/file.h"
#include "kaohe/report/report.h"
#include "paths.h"

namespace {

kaohe::Result<void> draw(const std::filesystem::path& result, const std::filesystem::path& folder) {
    using namespace kaohe::report;
    KAOHE_TRY(bytes, kaohe::FileBytes::open(result));
    KAOHE_TRY(document, load_result(bytes.view(), kaohe::display_path(result)));
    Options options;
    options.templates = std::filesystem::path(KAOHE_SOURCE_DIR) / "templates";
    options.workbook_link = "考核.xlsx";
    options.notices_link = "通知书";
    KAOHE_CHECK(write_workbook(document, folder / "考核.xlsx", options));
    KAOHE_CHECK(write_notices(document, folder / "通知书", options));
    return write_index(document, folder / "index.html", options);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    auto drawn = draw(argv[1], argv[2]);
    if (!drawn) fmt::print(stderr, "{}", kaohe::render(drawn.error()));
    return drawn ? 0 : 1;
}
