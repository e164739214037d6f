// rules test: the tests beside a pack, and the cases beside methods.
#include <algorithm>

#include "kaohe/app/context.h"
#include "kaohe/app/watch.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/package/package.h"
#include "kaohe/trial/boundaries.h"
#include "kaohe/trial/report.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

struct TestOptions {
    std::vector<std::string> what;  // packs, method folders, folders of methods
    std::string format = "text", threshold, rule, region;
    bool coverage = false, mutate = false, targets = false, boundaries = false, fail_on_empty = false, watch = false;
};

bool is_pack(const fs::path& path) {
    std::error_code error;
    return path.extension() == ".lua" || path.extension() == package::kEnding || fs::is_regular_file(path / "pack.lua", error);
}

// The folders with a method.lua: the path itself, or those in it.
std::vector<fs::path> method_folders(const fs::path& path) {
    std::vector<fs::path> out;
    std::error_code error;
    if (fs::is_regular_file(path / "method.lua", error)) return {path};
    for (const auto& entry : fs::directory_iterator(path, error))
        if (fs::is_regular_file(entry.path() / "method.lua", error)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

// One run over everything that was asked for.
class TestRun {
  public:
    TestRun(const TestOptions& asked, const Options& options) : asked_(asked), options_(options) {}

    int run() {
        for (const auto& path : asked_.what) {
            const int code = is_pack(path) ? run_pack(path) : run_methods(method_folders(path), plugin_folders_for(path), path);
            if (code != kDone) return code;
        }
        print(findings_, options_);
        if (summary_.verdicts.empty() && asked_.fail_on_empty) print(diagnose(Code::CasesMissing, {}, join(asked_.what, "、")), options_);
        const std::string text = asked_.format == "junit" ? to_junit(summary_)
                                 : asked_.format == "tap" ? to_tap(summary_)
                                 : asked_.format == "json" ? to_json(summary_)
                                                           : to_text(summary_, options_.verbose);
        if (!write_output(options_.output, text, options_)) return kOutput;
        const bool empty = summary_.verdicts.empty() && asked_.fail_on_empty;
        const bool low = below_threshold();
        return summary_.failed() > 0 || findings_.has_errors() || empty || low ? kAnswerIsNo : kDone;
    }

  private:
    // The shipped methods, what --plugins names, and the folder in question.
    std::vector<fs::path> plugin_folders_for(const fs::path& path) const {
        auto out = plugin_folders(options_);
        std::error_code error;
        const fs::path parent = fs::is_regular_file(path / "method.lua", error) ? fs::absolute(path, error).lexically_normal().parent_path() : path;
        const bool known = std::any_of(out.begin(), out.end(), [&](const fs::path& folder) { return fs::equivalent(folder, parent, error); });
        const bool beside_dictionary = fs::is_directory(parent / "dictionary", error);
        if (!known && beside_dictionary) return {parent};  // a whole folder of plugins instead of the shipped one
        if (!known) out.push_back(parent);
        return out;
    }

    int run_pack(const fs::path& path) {
        Options options = options_;
        options.rules = path.string();
        const LoadedPack plan = load(options);
        if (!plan) return plan.code;
        auto tested = trial::run_tests(*plan, plan.folder / "tests", findings_);
        if (!tested) return print(tested.error(), options_), kOutput;
        auto& [trials, runs] = *tested;
        const bool passed = take_verdicts(runs);
        if (asked_.coverage) append(summary_.coverage, trial::coverage(*plan, trials, runs));
        if (asked_.mutate && passed) append(summary_.mutants, trial::mutate(trials, asked_.targets ? trial::Scope::AndTargets : trial::Scope::Scheme));
        auto folders = plugin_folders(options_);
        folders.push_back(plan.folder / "plugins");
        const auto own = method_folders(plan.folder / "plugins");
        return own.empty() ? kDone : run_methods(own, folders, path);
    }

    int run_methods(const std::vector<fs::path>& folders, const std::vector<fs::path>& plugins, const fs::path& asked) {
        if (folders.empty()) return print(diagnose(Code::PackMissing, Place{.file = display_path(asked)}, display_path(asked)), options_), kBrokenRules;
        std::vector<trial::MethodCase> cases;
        for (const auto& folder : folders) {
            std::error_code error;
            if (!fs::exists(folder / "cases.tsv", error)) {
                if (asked_.fail_on_empty) findings_.add(Code::CasesMissing, Place{.file = display_path(folder)}, display_path(folder));
                continue;
            }
            auto more = trial::read_method_cases(folder / "cases.tsv", findings_);
            std::move(more.begin(), more.end(), std::back_inserter(cases));
        }
        auto trials = trial::MethodTrials::prepare(plugins, std::move(cases), findings_, load_options(options_, asked).sandbox);
        if (!trials) return print(trials.error(), options_), kOutput;
        if (!trials->methods()) return print(findings_, options_), kBrokenRules;
        lua::State state = trials->methods()->scripts.make_state(trials->functions());
        std::vector<trial::MethodTrials::Run> runs;
        for (std::size_t i = 0; i < trials->size(); ++i) runs.push_back(trials->run(i, state));
        const bool passed = take_verdicts(runs);
        if (asked_.coverage) append(summary_.coverage, trial::coverage(*trials, runs));
        if (asked_.mutate && passed) append(summary_.mutants, trial::mutate(*trials, jobs()));
        return kDone;
    }

    // False when one of them failed: then there is nothing to mutate yet.
    template <class Runs>
    bool take_verdicts(const Runs& runs) {
        bool passed = true;
        for (const auto& run : runs) {
            passed = passed && run.verdict.passed();
            summary_.verdicts.push_back(run.verdict);
        }
        return passed;
    }

    template <class Each>
    static void append(std::optional<std::vector<Each>>& to, std::vector<Each> more) {
        if (!to) to.emplace();
        std::move(more.begin(), more.end(), std::back_inserter(*to));
    }

    int jobs() const { return options_.jobs > 0 ? options_.jobs : processors(); }

    bool below_threshold() const {
        const auto least = num::Decimal::parse(asked_.threshold);
        if (!least) return false;
        bool low = false;
        const auto check = [&](const char* what, const num::Decimal& percent) {
            if (percent >= *least) return;
            print(diagnose(Code::BelowThreshold, {}, what, percent.to_string(), asked_.threshold), options_);
            low = true;
        };
        if (summary_.coverage) check("覆盖", trial::percent_of(*summary_.coverage));
        if (summary_.mutants) check("变异", trial::score_of(*summary_.mutants));
        return low;
    }

    const TestOptions& asked_;
    const Options& options_;
    trial::Summary summary_;
    Diagnostics findings_;
};

int write_boundaries(const TestOptions& asked, const Options& options) {
    std::string out;
    for (const auto& path : asked.what) {
        Options one = options;
        one.rules = path;
        const auto plan = load(one);
        if (!plan) return plan.code;
        out += trial::boundaries(*plan, {.rule = asked.rule, .region = asked.region});
    }
    return write_output(options.output, out, options) ? kDone : kOutput;
}

int run_test(const TestOptions& asked, const Options& options) {
    const bool threshold_alone = !asked.threshold.empty() && !asked.coverage && !asked.mutate;
    if (threshold_alone || (!asked.threshold.empty() && !num::Decimal::parse(asked.threshold))) {
        print(diagnose(Code::Usage, {}, "--threshold 后面写百分数，并与 --coverage 或 --mutate 同用"), options);
        return kUsage;
    }
    if (asked.boundaries) return write_boundaries(asked, options);
    if (!asked.watch) return TestRun(asked, options).run();
    std::vector<fs::path> roots(asked.what.begin(), asked.what.end());
    for (const auto& folder : plugin_folders(options)) roots.push_back(folder);
    Watch watch(roots);
    while (true) {  // until it is interrupted
        TestRun(asked, options).run();
        say("等待改动，Ctrl-C 结束……", options);
        watch.wait();
    }
}

}  // namespace

void add_rules_test(CLI::App& rules, Options& options, int& code) {
    auto* verb = rules.add_subcommand("test", "运行规则包和方法的测试");
    auto asked = std::make_shared<TestOptions>();
    verb->add_option("PACK,--rules", asked->what, "规则包、方法文件夹，或放方法的文件夹")->required();
    add_loading(*verb, options);
    verb->add_option("--format", asked->format, "text、junit、tap、json")->check(CLI::IsMember({"text", "junit", "tap", "json"}));
    verb->add_option("-o,--output", options.output, "输出文件");
    verb->add_flag("--coverage", asked->coverage, "列出没有测试到的规则、计分的各种情形和状态");
    verb->add_flag("--mutate", asked->mutate, "逐个改动计分参数、公式和方法里的数，看测试能不能发现");
    verb->add_flag("--targets", asked->targets, "与 --mutate 同用：目标值也逐个改动");
    verb->add_option("--threshold", asked->threshold, "覆盖或变异低于百分之几时退出码为 1");
    verb->add_flag("--fail-on-empty", asked->fail_on_empty, "没有测试时退出码为 1");
    verb->add_flag("--boundaries", asked->boundaries, "不运行，而是生成各目标边界上的测试（csv）");
    verb->add_option("--rule", asked->rule, "与 --boundaries 同用：只要这一条规则的");
    verb->add_option("--region", asked->region, "与 --boundaries 同用：只要这个县区的");
    verb->add_option("--jobs", options.jobs, "同时用几个线程（默认与处理器一样多）")->check(CLI::Range(0, 256));
    verb->add_flag("--watch", asked->watch, "文件一保存就重新运行");
    add_common(*verb, options);
    verb->callback([&options, &code, asked] { code = run_test(*asked, options); });
}

}  // namespace kaohe::app
