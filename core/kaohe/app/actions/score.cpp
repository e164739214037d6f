#include "kaohe/app/context.h"
#include "kaohe/app/watch.h"
#include "kaohe/base/text.h"
#include "kaohe/live/live_pack.h"
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
    if (format == "json") return result::to_json(assessment, jobs_of(options));
    if (format == "junit") return result::to_junit(assessment);
    if (format == "csv") return result::to_csv(assessment, options.columns.empty() ? std::vector<std::string>{} : split(options.columns, ','));
    return result::to_pretty(assessment, options.verbose);
}

// On the screen, beside a file; a table of many regions is short, and says nothing of single rules.
constexpr std::size_t kRegionsShown = 50;

// A table of many regions says no more of a rule than its values, if that: then no more is made.
eval::Detail detail_for(const rules::Plan& plan, const Options& options) {
    const std::size_t regions = options.regions.empty() ? plan.regions.size() : options.regions.size();
    if (format_of(options) != "csv" || options.verbose || regions <= kRegionsShown) return eval::Detail::Full;
    return options.columns.find(':') == std::string::npos ? eval::Detail::Totals : eval::Detail::Values;
}

int write_score(const Scored& scored, const Options& options) {
    if (!scored.assessment) return scored.code;
    const auto text = formatted(*scored.assessment, format_of(options), options);
    if (!text) {
        print(text.error(), options);
        return kUsage;
    }
    if (!write_output(options.output, *text, options)) return worst({scored.code, kOutput});
    const bool summary_too = !options.output.empty() && options.output != "-" && !options.quiet;
    if (summary_too) write_output("", result::to_pretty(*scored.assessment, options.verbose, options.verbose ? SIZE_MAX : kRegionsShown), options);
    return scored.code;
}

int score_once(const Options& options) {
    const LoadedPack loaded = load(options);
    return loaded ? write_score(score(loaded.plan, options, detail_for(*loaded, options)), options) : loaded.code;
}

// Scores anew whenever the pack, a method or the data is saved. A broken pack changes nothing: the one before stays.
int watch_score(const Options& options) {
    live::LivePack pack([&](Diagnostics& findings) {
        const LoadedPack loaded = load(options, findings);
        return live::Pack{loaded.plan, loaded.folder};
    });
    std::vector<std::filesystem::path> roots = {options.rules};
    for (const auto& folder : plugin_folders(options)) roots.push_back(folder);
    for (const auto& data : options.data) roots.emplace_back(data.substr(data.find('=') + 1));  // 表=文件
    Watch watch(roots, options.output);
    while (true) {  // until it is interrupted
        Diagnostics findings;
        const bool sound = pack.reload(findings);
        print(findings, options);
        if (!sound) say(pack.get() ? "规则包没有换上，仍按原来的评" : "规则包还不能用", options);
        if (const auto plan = pack.get()) write_score(score(plan, options, detail_for(*plan, options)), options);
        say("等待改动，Ctrl-C 结束……", options);
        watch.wait();
    }
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
    auto watch = std::make_shared<bool>(false);
    verb->add_flag("--watch", *watch, "规则包或数据一保存就重新评；改坏了的规则包不用，仍按原来的");
    verb->callback([&options, &code, watch] {
        options.names_pack = format_of(options) == "json";
        code = *watch ? watch_score(options) : score_once(options);
    });
}

}  // namespace kaohe::app
