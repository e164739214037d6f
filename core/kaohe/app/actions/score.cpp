#include "kaohe/app/context.h"
#include "kaohe/base/text.h"
#include "kaohe/result/json.h"
#include "kaohe/result/table.h"

namespace kaohe::app {
namespace {

std::string format_of(const Options& options) {
    if (!options.format.empty()) return options.format;
    const std::string ending = std::filesystem::path(options.output).extension().string();
    if (ending == ".json") return "json";
    if (ending == ".csv") return "csv";
    if (ending == ".xml") return "junit";
    return "pretty";
}

Result<std::string> formatted(const result::Assessment& assessment, const std::string& format, const Options& options) {
    if (format == "json") return result::to_json(assessment);
    if (format == "junit") return result::to_junit(assessment);
    if (format == "csv") return result::to_csv(assessment, options.columns.empty() ? std::vector<std::string>{} : split(options.columns, ','));
    return result::to_pretty(assessment, options.verbose);
}

int run_score(const Options& options) {
    const Scored scored = score(options);
    if (!scored.assessment) return scored.code;
    const auto text = formatted(*scored.assessment, format_of(options), options);
    if (!text) {
        print(text.error(), options);
        return kUsage;
    }
    if (!write_output(options.output, *text, options)) return worst({scored.code, kOutput});
    const bool summary_too = !options.output.empty() && options.output != "-" && !options.quiet;
    if (summary_too) write_output("", result::to_pretty(*scored.assessment, options.verbose), options);
    return scored.code;
}

}  // namespace

void add_score(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("score", "评价并计分");
    add_scoring(*verb, options);
    add_rules(*verb, options);
    verb->add_option("--format", options.format, "pretty、json、csv、junit")->check(CLI::IsMember({"pretty", "json", "csv", "junit"}));
    verb->add_option("--columns", options.columns, "csv 的列，用逗号分开");
    verb->add_option("-o,--output", options.output, "输出文件，格式按后缀");
    add_common(*verb, options);
    verb->callback([&] { code = run_score(options); });
}

}  // namespace kaohe::app
