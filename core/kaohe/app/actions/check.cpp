#include <algorithm>
#include <set>

#include "kaohe/annotate/annotate.h"
#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/grouped.h"
#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"
#include "kaohe/result/json.h"
#include "kaohe/tables/completeness.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

// What a form says it was made for.
class PackSink : public io::RowSink {
  public:
    void on_sheet(const io::Sheet&) override {}
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        constexpr std::uint32_t kCover = 20;  // rows of a cover
        if (cells.size() >= 2 && trim(cells[0].text) == "规则包") pack = trim(cells[1].text);
        return pack.empty() && row < kCover;
    }
    std::string pack;
};

// The shipped packs, by the id that their pack.lua declares.
std::vector<fs::path> shipped_packs() {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::recursive_directory_iterator it(data_folder() / "rules", error), end; !error && it != end; it.increment(error))
        if (it->path().filename() == "pack.lua") out.push_back(it->path().parent_path());
    std::sort(out.begin(), out.end());
    return out;
}

std::string pack_named_in(const std::vector<std::string>& data) {
    for (const auto& file : data) {
        std::error_code error;
        if (fs::is_directory(file, error)) continue;
        const auto bytes = FileBytes::open(file);
        if (!bytes) continue;
        PackSink sink;
        Diagnostics later;  // the check itself reports them
        (void)io::read(bytes->view(), file, sink, later);
        if (!sink.pack.empty()) return sink.pack;
    }
    return {};
}

// Without --rules: the shipped pack that the form in hand names. False when there is none; it was said.
bool find_rules(Options& options) {
    if (!options.rules.empty()) return true;
    const std::string wanted = pack_named_in(options.data);
    std::vector<std::string> known;
    for (const auto& folder : shipped_packs()) {
        Diagnostics ignored;
        const auto plan = wanted.empty() ? nullptr : rules::load_pack(load_options(options, folder), ignored);
        if (plan && plan->id == wanted) {
            options.rules = folder.string();
            return true;
        }
        known.push_back(display_path(folder));
    }
    const std::string why = wanted.empty() ? "文件里没有写明规则包" : fmt::format("填报信息中的规则包“{}”不在程序自带的规则包里", wanted);
    print(diagnose(Code::Usage, {}, why + "，请用 --rules 指定；自带的有：" + join(known, "、")), options);
    return false;
}

std::string pretty(const model::Dataset& data, const Options& options) {
    std::string out;
    if (options.verbose)
        for (const auto& finding : data.findings.all()) out += render(finding);
    else
        for (const auto& one : group(data.findings.all())) out += render(one);
    std::size_t rows = 0;
    for (const auto& input : data.inputs) rows += input.rows;
    const auto& all = data.findings.all();
    const auto warnings = std::count_if(all.begin(), all.end(), [](const Diagnostic& finding) { return finding.severity == Severity::Warning; });
    out += fmt::format("{} 个文件，{} 行数据；错误 {} 处，提示 {} 处\n", data.inputs.size(), rows, data.findings.errors(), warnings);
    if (data.findings.has_errors()) out += "有错误的表不能用来评价，请改正后再报送\n";
    return out;
}

// Copies of the workbooks with their findings on the cells. Into `target`, or, of several, into the folder `target`.
int annotate(const model::Dataset& data, const std::string& target, const Options& options) {
    int code = kDone;
    std::error_code error;
    const bool several = data.inputs.size() > 1 || fs::is_directory(target, error);
    for (const auto& input : data.inputs) {
        std::vector<annotate::Mark> marks;
        for (const auto& finding : data.findings.all())
            if (finding.place.file == input.name)
                marks.push_back({finding.place.sheet, finding.place.cell, finding.severity, finding.message + "\n" + finding.mend + "（" + std::string(finding.id()) + "）"});
        const auto bytes = FileBytes::open(input.path);
        if (!bytes) continue;  // the import has reported it
        const fs::path output = several ? fs::path(target) / input.name : fs::path(target);
        if (several) fs::create_directories(output.parent_path(), error);
        if (const auto written = annotate::annotate_file(bytes->view(), input.name, std::move(marks), output); !written) {
            print(written.error(), options);
            code = worst({code, written.error().code == Code::OutputWrite ? kOutput : several ? kDone : kAnswerIsNo});
        } else {
            say("批注写在 " + display_path(output), options);
        }
    }
    return code;
}

int run_check(Options& options, const std::string& annotated) {
    if (!find_rules(options)) return kUsage;
    const auto plan = load(options);
    if (!plan) return plan.code;
    const auto scope = evaluation(options, *plan);
    if (!scope) return kUsage;
    tables::ImportOptions import{.period = scope->period, .as_of = scope->as_of, .jobs = scope->jobs};
    if (scope->regions.size() == 1) import.region = scope->regions.front();
    std::vector<tables::DataArgument> arguments;
    for (const auto& text : options.data) arguments.push_back(tables::parse_argument(text, plan->dictionary));
    model::Dataset data = tables::import(arguments, *plan, import);
    tables::check_completeness(*plan, data, scope->period, scope->as_of);
    const std::string text = options.format == "json" ? result::findings_to_json(data.findings.all()) : pretty(data, options);
    if (!write_output("", text, options)) return kOutput;
    const int marked = annotated.empty() ? kDone : annotate(data, annotated, options);
    const bool nothing = data.regions_with_data == 0;
    return worst({nothing ? kNothingRead : kDone, data.findings.has_errors() ? kAnswerIsNo : kDone, marked});
}

}  // namespace

void add_check(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("check", "只检查提交的数据，不计分");
    auto annotated = std::make_shared<std::string>();
    verb->add_option("DATA", options.data, "提交的文件或文件夹，可写成 表=文件")->required();
    add_rules(*verb, options);
    verb->get_option("--rules")->required(false)->description("规则包：文件夹或 pack.lua（默认按填报表写明的）");
    verb->add_option("--region", options.regions, "没有写明县区的行算作这个县区的");
    add_period(*verb, options);
    verb->add_option("--annotate", *annotated, "把问题批注在工作簿的副本上：文件名；有几个工作簿时写文件夹");
    verb->add_option("--format", options.format, "pretty、json")->check(CLI::IsMember({"pretty", "json"}));
    add_common(*verb, options);
    verb->callback([&, annotated] { code = run_check(options, *annotated); });
}

}  // namespace kaohe::app
