#include <algorithm>
#include <chrono>
#include <future>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/model/date.h"
#include "kaohe/report/fields.h"
#include "kaohe/report/issue_register.h"
#include "kaohe/report/layout.h"
#include "kaohe/report/pdf.h"
#include "kaohe/report/picture.h"
#include "kaohe/report/report.h"
#include "kaohe/report/template.h"
#include "kaohe/report/typefaces.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

struct Kinds {
    bool xlsx = false, docx = false, html = false, pdf = false;
    bool each = false;  // a workbook for each region, too
};

report::Options report_options(const Options& options, const std::string& overrides) {
    report::Options out;
    out.regions = options.regions;
    out.templates = data_folder() / "templates";
    out.overrides = overrides;
    out.isolate = options.isolate;
    out.jobs = jobs_of(options);
    return out;
}

bool is_layout(const Place& place) { return place.file.ends_with(".lua"); }

// A layout is Lua that does not load, like a pack (contract 5); of templates and names the command line is wrong.
int not_drawn(const Diagnostic& diagnostic, const Options& options) {
    print(diagnostic, options);
    switch (diagnostic.code) {
        case Code::IsolateMissing:
        case Code::IsolateForbidden:
        case Code::IsolateLimit:
        case Code::IsolateLost: return kBrokenRules;
        case Code::TemplateTag:
        case Code::TemplateField:
        case Code::RegionUnknown: return is_layout(diagnostic.place) ? kBrokenRules : kUsage;
        default: return is_layout(diagnostic.place) ? kBrokenRules : kOutput;
    }
}

constexpr const char* kWorkbook = "考核.xlsx";
constexpr const char* kWorkbooks = "考核表";
constexpr const char* kNotices = "通知书";

constexpr std::chrono::seconds kPdfStart(120), kPdfEach(5);  // how long LibreOffice may take

// What --set, --date and the like give to notices.
struct NoticeArguments {
    std::string previous, prefix, date, seal;
    std::vector<std::string> set;
    bool fields = false;
};

// Nothing when an argument is wrong; it was printed.
std::optional<report::NoticeOptions> notice_options(const NoticeArguments& arguments, const Options& options) {
    report::NoticeOptions out;
    out.number_prefix = arguments.prefix;
    out.register_file = fs::path(options.output) / report::kRegisterName;
    if (!arguments.date.empty()) {
        const auto day = model::parse_day(arguments.date);
        if (!day) return wrong_usage("--date 应写成 2022-01-20：" + arguments.date, options), std::nullopt;
        out.date = model::to_string(*day);
    }
    std::vector<std::string> names;
    for (const auto& field : report::notice_fields())
        if (field.kind == report::FieldInfo::Kind::Given) names.emplace_back(field.name);
    for (const std::string& item : arguments.set) {
        const auto equals = item.find('=');
        const std::string name = item.substr(0, equals);
        if (equals == std::string::npos) return wrong_usage("--set 应写成 字段=内容：" + item, options), std::nullopt;
        if (std::find(names.begin(), names.end(), name) == names.end())
            return wrong_usage(fmt::format("--set 没有字段“{}”{}；可用：{}", name, suggestion(name, names), join(names, "、")), options), std::nullopt;
        out.given[name] = item.substr(equals + 1);
    }
    return out;
}

// The picture of --seal. False when it can't be used; that was printed.
bool read_seal(const std::string& file, report::NoticeOptions& notice, const Options& options) {
    if (file.empty()) return true;
    const auto bytes = FileBytes::open(file);
    if (!bytes) return print(bytes.error(), options), false;
    notice.seal = std::string(bytes->view());
    const auto checked = report::check_seal(notice.seal, file);
    if (!checked) print(checked.error(), options);
    return checked.has_value();
}

// Which kind each region got, and which fields a person still has to fill.
void say_notices(const report::NoticesWritten& written, const Options& options) {
    for (const auto& notice : written.notices) {
        say(fmt::format("{}：{} {}，{}", notice.region->name, notice.kind, notice.number, notice.reason), options);
        if (!notice.without_value.empty())
            say(fmt::format("{}：没有值、印作【未填】的字段：{}", notice.region->name, join(notice.without_value, "、")), options);
    }
    for (const std::string& file : written.without_seal) print(diagnose(Code::SealNoPlace, Place{.file = file}, file, "{{image:seal}}"), options);
}

void warn_of_typefaces(const fs::path& fonts, const std::vector<fs::path>& documents, const Options& options) {
    const auto missing = report::missing_typefaces(fonts, documents);
    if (!missing) print(missing.error(), options);
    else if (!missing->empty()) print(diagnose(Code::FontMissing, {}, join(*missing, "、"), display_path(fonts.parent_path() / "fonts")), options);
}

int make_pdfs(const std::vector<fs::path>& documents, const fs::path& fonts, const Options& options) {
    const auto office = report::find_office();
    if (!office) {
        print(diagnose(Code::PdfMissing, {}), options);
        return kDone;
    }
    warn_of_typefaces(fonts, documents, options);
    const auto made = report::write_pdfs(*office, documents, fonts, kPdfStart + kPdfEach * static_cast<int>(documents.size()));
    return made ? kDone : not_drawn(made.error(), options);
}

int draw_into(const report::Document& document, const fs::path& folder, const Kinds& kinds, report::Options how, const report::NoticeOptions& notice, const Options& options) {
    if (auto made = make_folder(folder); !made) return not_drawn(made.error(), options);
    // Notices first: a template or a register that is wrong stops the run before anything is replaced.
    std::vector<report::NoticeKind> notices;
    if (kinds.docx || kinds.pdf) notices.push_back(report::NoticeKind::Docx);
    if (kinds.html) notices.push_back(report::NoticeKind::Html);
    report::NoticesWritten written;
    if (!notices.empty()) {
        auto drawn = report::write_notices(document, folder / kNotices, how, notices, notice);
        if (!drawn) return not_drawn(drawn.error(), options);
        written = std::move(*drawn);
        how.notices_link = kNotices;
    }
    if (kinds.xlsx) how.workbook_link = kWorkbook;
    const auto draw_page = [&]() -> Result<void> { return kinds.html ? report::write_index(document, folder / "index.html", how) : Result<void>(); };
    std::future<Result<void>> page = std::async(how.jobs > 1 ? std::launch::async : std::launch::deferred, draw_page);  // beside the book
    if (kinds.xlsx)
        if (auto book = report::write_workbook(document, folder / kWorkbook, how); !book) return not_drawn(book.error(), options);
    if (kinds.each)
        if (auto books = report::write_workbooks(document, folder / kWorkbooks, how); !books) return not_drawn(books.error(), options);
    if (auto drawn = page.get(); !drawn) return not_drawn(drawn.error(), options);
    say_notices(written, options);
    return kinds.pdf ? make_pdfs(written.documents, report::find_template(how, report::kFontsConfiguration), options) : kDone;
}

std::optional<report::Document> load_document(const std::string& file, const Options& options, report::Detail detail = report::Detail::All) {
    auto bytes = FileBytes::open(file);
    if (!bytes) return print(bytes.error(), options), std::nullopt;
    auto document = report::load_result(bytes->view(), file, detail, jobs_of(options));
    if (!document) return print(document.error(), options), std::nullopt;
    return std::move(*document);
}

int run_report(const std::string& file, Kinds kinds, const std::string& overrides, const NoticeArguments& arguments, const Options& options) {
    if (arguments.fields) return write_output("", report::describe_fields() + report::describe_lists(), options) ? kDone : kOutput;
    if (file.empty()) return wrong_usage("没有给出结果文件", options);
    if (options.output.empty()) return wrong_usage("没有给出 -o", options);
    auto notice = notice_options(arguments, options);
    if (!notice || !read_seal(arguments.seal, *notice, options)) return kUsage;
    // A summary of thousands of counties needs no derivations; the book of one, a notice or a page does.
    const bool is_summary = kinds.xlsx && !kinds.each && !kinds.docx && !kinds.html && !kinds.pdf && options.regions.empty();
    const auto document = load_document(file, options, is_summary ? report::Detail::IfNotLarge : report::Detail::All);
    if (!document) return kNothingRead;
    std::optional<report::Document> previous;
    if (!arguments.previous.empty()) {
        previous = load_document(arguments.previous, options);
        if (!previous) return kNothingRead;
        if (previous->as_of >= document->as_of)
            return wrong_usage(fmt::format("--previous 的数据截止 {}，不早于本期的 {}", previous->as_of, document->as_of), options);
        notice->previous = &*previous;
    }
    const int asked = kinds.xlsx + kinds.docx + kinds.html + kinds.pdf + kinds.each;
    const fs::path out = options.output;
    auto how = report_options(options, overrides);
    how.previous = notice->previous;
    if (asked == 1 && kinds.xlsx && out.extension() == ".xlsx") {
        auto written = report::write_workbook(*document, out, how);
        return written ? kDone : not_drawn(written.error(), options);
    }
    if (asked == 1 && kinds.html && out.extension() == ".html") {
        auto written = report::write_index(*document, out, how);
        return written ? kDone : not_drawn(written.error(), options);
    }
    if (asked == 0) kinds.xlsx = kinds.docx = kinds.html = true;
    return draw_into(*document, out, kinds, how, *notice, options);
}

}  // namespace

int draw(const std::string& result_bytes, const std::string& name, const fs::path& folder, const Options& options, const std::string& overrides) {
    auto document = report::load_result(result_bytes, name, report::Detail::All, jobs_of(options));
    if (!document) return not_drawn(document.error(), options);
    return draw_into(*document, folder, {.xlsx = true, .docx = true, .html = true}, report_options(options, overrides), {}, options);
}

void add_report(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("report", "由结果文件生成考核表、通知书和网页");
    auto file = std::make_shared<std::string>();
    auto kinds = std::make_shared<Kinds>();
    auto overrides = std::make_shared<std::string>();
    auto arguments = std::make_shared<NoticeArguments>();
    verb->add_option("RESULT", *file, "kaohe score 的 result.json");
    verb->add_option("-o,--output", options.output, "输出文件夹；只要一种时可以是文件名");
    verb->add_flag("--xlsx", kinds->xlsx, "考核表");
    verb->add_flag("--each", kinds->each, "每个县区另出一册考核表（考核表/县区.xlsx）");
    verb->add_flag("--docx", kinds->docx, "Word 通知书");
    verb->add_flag("--html", kinds->html, "网页和网页通知书");
    verb->add_flag("--pdf", kinds->pdf, "PDF 通知书（由 LibreOffice 转换，同时有 .docx）");
    verb->add_option("--template", *overrides, "自己的模板文件夹");
    verb->add_option("--region", options.regions, "只要这些县区");
    verb->add_option("--previous", arguments->previous, "上期的 result.json，用来判断是否连续未达标");
    verb->add_option("--number-prefix", arguments->prefix, "发文字号的前段，例如 吴环考函〔2021〕");
    verb->add_option("--date", arguments->date, "成文日期，例如 2022-01-20；不给则留空白");
    verb->add_option("--seal", arguments->seal, "印章图片（底色透明的 PNG），印在署名和日期上");
    verb->add_option("--set", arguments->set, "通知书里由人给的内容：字段=内容，例如 contact=办公室");
    verb->add_flag("--fields", arguments->fields, "列出通知书模板可以用的字段");
    add_jobs(*verb, options);
    add_isolate(*verb, options);
    add_common(*verb, options);
    verb->callback([&options, &code, file, kinds, overrides, arguments] { code = run_report(*file, *kinds, *overrides, *arguments, options); });
}

}  // namespace kaohe::app
