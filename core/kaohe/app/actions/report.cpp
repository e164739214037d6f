#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/report/report.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

struct Kinds {
    bool xlsx = false, docx = false, html = false, pdf = false;
};

report::Options report_options(const Options& options, const std::string& overrides) {
    report::Options out;
    out.regions = options.regions;
    out.templates = data_folder() / "templates";
    out.overrides = overrides;
    return out;
}

int failed(const Diagnostic& diagnostic, const Options& options) {
    print(diagnostic, options);
    return diagnostic.code == Code::TemplateTag || diagnostic.code == Code::RegionUnknown ? kUsage : kOutput;
}

constexpr const char* kWorkbook = "考核.xlsx";
constexpr const char* kNotices = "通知书";

int draw_into(const report::Document& document, const fs::path& folder, const Kinds& kinds, report::Options how, const Options& options) {
    if (auto made = make_folder(folder); !made) return failed(made.error(), options);
    if (kinds.xlsx) {
        if (auto written = report::write_workbook(document, folder / kWorkbook, how); !written) return failed(written.error(), options);
        how.workbook_link = kWorkbook;
    }
    std::vector<report::NoticeKind> notices;
    if (kinds.docx) notices.push_back(report::NoticeKind::Docx);
    if (kinds.html) notices.push_back(report::NoticeKind::Html);
    if (!notices.empty()) {
        if (auto written = report::write_notices(document, folder / kNotices, how, notices); !written) return failed(written.error(), options);
        how.notices_link = kNotices;
    }
    if (kinds.html)
        if (auto written = report::write_index(document, folder / "index.html", how); !written) return failed(written.error(), options);
    return kDone;
}

int run_report(const std::string& file, Kinds kinds, const std::string& overrides, const Options& options) {
    auto bytes = FileBytes::open(file);
    if (!bytes) {
        print(bytes.error(), options);
        return kNothingRead;
    }
    auto document = report::load_result(bytes->view(), file);
    if (!document) {
        print(document.error(), options);
        return kNothingRead;
    }
    const int asked = kinds.xlsx + kinds.docx + kinds.html + kinds.pdf;
    if (kinds.pdf) {
        print(diagnose(Code::Usage, {}, std::string("--pdf 尚未提供；请用 LibreOffice 打开 .docx 后导出")), options);
        return kUsage;
    }
    const fs::path out = options.output;
    const auto how = report_options(options, overrides);
    if (asked == 1 && kinds.xlsx && out.extension() == ".xlsx") {
        auto written = report::write_workbook(*document, out, how);
        return written ? kDone : failed(written.error(), options);
    }
    if (asked == 1 && kinds.html && out.extension() == ".html") {
        auto written = report::write_index(*document, out, how);
        return written ? kDone : failed(written.error(), options);
    }
    if (asked == 0) kinds.xlsx = kinds.docx = kinds.html = true;
    return draw_into(*document, out, kinds, how, options);
}

}  // namespace

int draw(const std::string& result_bytes, const std::string& name, const fs::path& folder, const Options& options, const std::string& overrides) {
    auto document = report::load_result(result_bytes, name);
    if (!document) return failed(document.error(), options);
    return draw_into(*document, folder, {.xlsx = true, .docx = true, .html = true}, report_options(options, overrides), options);
}

void add_report(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("report", "由结果文件生成考核表、通知书和网页");
    auto file = std::make_shared<std::string>();
    auto kinds = std::make_shared<Kinds>();
    auto overrides = std::make_shared<std::string>();
    verb->add_option("RESULT", *file, "kaohe score 的 result.json")->required();
    verb->add_option("-o,--output", options.output, "输出文件夹；只要一种时可以是文件名")->required();
    verb->add_flag("--xlsx", kinds->xlsx, "考核表");
    verb->add_flag("--docx", kinds->docx, "Word 通知书");
    verb->add_flag("--html", kinds->html, "网页和网页通知书");
    verb->add_flag("--pdf", kinds->pdf, "PDF 通知书");
    verb->add_option("--template", *overrides, "自己的模板文件夹");
    verb->add_option("--region", options.regions, "只要这些县区");
    add_common(*verb, options);
    verb->callback([&options, &code, file, kinds, overrides] { code = run_report(*file, *kinds, *overrides, options); });
}

}  // namespace kaohe::app
