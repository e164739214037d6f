#include "kaohe/report/pdf.h"

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/process.h"

namespace kaohe::report {
namespace {

namespace fs = std::filesystem;

std::string file_url(const fs::path& path) {
    std::string out = "file://";
    for (const char c : path.string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-._~/").find(c) != std::string_view::npos) out += c;
        else out += fmt::format("%{:02X}", byte);
    }
    return out;
}

}  // namespace

std::optional<fs::path> find_office() { return find_program({"soffice", "libreoffice"}); }

Result<void> write_pdfs(const fs::path& office, const std::vector<fs::path>& documents, const fs::path& fonts, std::chrono::seconds limit) {
    if (documents.empty()) return {};
    const fs::path folder = fs::absolute(documents[0]).parent_path();
    const PrivateFolder work(folder);
    const auto failed = [&](const fs::path& document, std::string_view why) {
        fs::path pdf = document;
        return failure(Code::PdfFailed, Place{.file = display_path(document)}, display_path(pdf.replace_extension(".pdf")), why);
    };
    if (work.path().empty()) return failed(documents[0], "不能建临时文件夹");
    Command command{.arguments = {office.string(), "-env:UserInstallation=" + file_url(work.path() / "profile"), "--headless", "--norestore",
                                  "--convert-to", "pdf", "--outdir", (work.path() / "out").string()},
                    .environment = {"FONTCONFIG_FILE=" + fs::absolute(fonts).string()},
                    .output = {},
                    .limit = limit};
    for (const fs::path& document : documents) command.arguments.push_back(fs::absolute(document).string());
    const std::string wrong = run(command);
    for (const fs::path& document : documents) {
        fs::path pdf = document;
        pdf.replace_extension(".pdf");
        const fs::path made = work.path() / "out" / pdf.filename();
        std::error_code error;
        if (!wrong.empty() || !fs::exists(made, error)) return failed(document, wrong.empty() ? "没有生成文件" : wrong);
        fs::rename(made, pdf, error);
        if (error) return failed(document, error.message());
    }
    return {};
}

}  // namespace kaohe::report
