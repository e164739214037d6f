#include "kaohe/app/context.h"
#include "kaohe/result/json.h"

namespace kaohe::app {
namespace {

int run_check(const Options& options) {
    const auto plan = load(options);
    if (!plan) return kBrokenRules;
    tables::ImportOptions import{.period = plan->period, .as_of = plan->period.last};
    std::vector<tables::DataArgument> arguments;
    for (const auto& text : options.data) arguments.push_back(tables::parse_argument(text, plan->dictionary));
    const model::Dataset data = tables::import(arguments, *plan, import);
    if (options.format == "json") {
        if (!write_output("", result::findings_to_json(data.findings.all()), options)) return kOutput;
    } else {
        std::string out;
        for (const auto& finding : data.findings.all()) out += render(finding);
        std::size_t rows = 0;
        for (const auto& input : data.inputs) rows += input.rows;
        out += fmt::format("{} 个文件，{} 行数据；错误 {} 处，提示 {} 处\n", data.inputs.size(), rows, data.findings.errors(),
                           data.findings.all().size() - data.findings.errors());
        if (!write_output("", out, options)) return kOutput;
    }
    const bool nothing = data.regions_with_data == 0;
    return worst({nothing ? kNothingRead : kDone, data.findings.has_errors() ? kAnswerIsNo : kDone});
}

}  // namespace

void add_check(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("check", "只检查提交的数据，不计分");
    verb->add_option("DATA", options.data, "提交的文件或文件夹，可写成 表=文件")->required();
    add_rules(*verb, options);
    verb->add_option("--format", options.format, "pretty、json")->check(CLI::IsMember({"pretty", "json"}));
    add_common(*verb, options);
    verb->callback([&] { code = run_check(options); });
}

}  // namespace kaohe::app
