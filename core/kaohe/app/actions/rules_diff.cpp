// rules diff: what changed from one pack to another. impact: what that does to scores.
#include <array>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/parallel.h"
#include "kaohe/change/diff.h"
#include "kaohe/change/impact.h"

namespace kaohe::app {
namespace {

struct Packs {
    std::string from, to;
};
struct LoadedPacks {
    std::shared_ptr<const rules::Plan> from, to;
    int code = kDone;
    explicit operator bool() const { return from && to; }
};

// Both packs, side by side; what is wrong with them was said.
LoadedPacks load_both(const Packs& packs, const Options& options) {
    std::array<Options, 2> which = {options, options};
    which[0].rules = packs.from;
    which[1].rules = packs.to;
    std::array<LoadedPack, 2> both;
    std::array<Diagnostics, 2> findings;
    for_each_index(both.size(), options.jobs > 0 ? options.jobs : 2, [&](std::size_t i) { both[i] = load(which[i], findings[i]); });
    for (const auto& each : findings) print(each, options);
    return {both[0].plan, both[1].plan, worst({both[0].code, both[1].code})};
}

int run_diff(const Packs& packs, bool kept, const Options& options) {
    const auto plans = load_both(packs, options);
    if (!plans) return plans.code;
    const auto differences = kept ? change::kept_targets(*plans.from, *plans.to) : change::compare(*plans.from, *plans.to);
    const std::string text = options.format == "json" ? change::to_json(*plans.from, *plans.to, differences)
                             : kept                   ? change::kept_text(differences)
                                                      : change::to_text(differences, options.verbose);
    return write_output(options.output, text, options) ? kDone : kOutput;
}

// --- impact

class ImpactRun {
  public:
    ImpactRun(LoadedPacks plans, const Options& options) : plans_(std::move(plans)), options_(options) {}

    int run() {
        // Last year's data, by last year's period: what the new pack would have made of it.
        auto old_options = evaluation(options_, *plans_.from);
        auto new_options = evaluation(options_, *plans_.to);
        if (!old_options || !new_options) return kUsage;
        if (plans_.from->period != plans_.to->period && options_.period.empty()) {
            print(diagnose(Code::ImpactPeriod, {}, plans_.to->period.to_string(), plans_.from->period.to_string()), options_);
            plans_.to = change::moved_by_years(*plans_.to, plans_.from->period.year() - plans_.to->period.year());
            new_options->period = old_options->period;
            new_options->as_of = old_options->as_of;
        }
        const model::Dataset data = read(*plans_.from, *old_options, "");
        print(data.findings, options_);
        if (data.regions_with_data == 0) {
            print(diagnose(Code::NoData, {}), options_);
            return kNothingRead;
        }
        const bool shared = change::reads_alike(*plans_.from, *plans_.to) && old_options->period == new_options->period && old_options->as_of == new_options->as_of;
        model::Dataset new_data = shared ? data : read(*plans_.to, *new_options, plans_.from->id);
        if (shared) new_data.bind(plans_.to->dictionary);
        const auto impact = change::compare({plans_.from, data, *old_options}, {plans_.to, new_data, *new_options}, shared);
        print(impact.failures, options_);
        return worst({write(impact), failure_code(impact.failures)});
    }

  private:
    model::Dataset read(const rules::Plan& plan, const eval::Options& how, const std::string& other_pack) const {
        tables::ImportOptions import{.period = how.period, .as_of = how.as_of, .region = {}, .other_pack = other_pack, .jobs = how.jobs};
        if (how.regions.size() == 1) import.region = how.regions.front();
        std::vector<tables::DataArgument> arguments;
        for (const auto& text : options_.data) arguments.push_back(tables::parse_argument(text, plan.dictionary));
        return tables::import(arguments, plan, import);
    }

    // What is missing in the data is no matter here; what the rules could not do is.
    static int failure_code(const Diagnostics& failures) {
        int code = kDone;
        for (const auto& failure : failures.all()) code = worst({code, failure.code == Code::RuleBudget || failure.code == Code::IsolateLimit ? kBudget : kBrokenRules});
        return code;
    }

    int write(const change::Impact& impact) const {
        const std::filesystem::path file = options_.output;
        if (file.extension() == ".xlsx") {
            if (const auto written = change::write_workbook(impact, file); !written) return print(written.error(), options_), kOutput;
            if (!options_.quiet) write_output("", change::to_text(impact, options_.verbose), options_);
            return kDone;
        }
        const bool json = options_.format == "json" || (options_.format.empty() && file.extension() == ".json");
        return write_output(options_.output, json ? change::to_json(impact) : change::to_text(impact, options_.verbose), options_) ? kDone : kOutput;
    }

    LoadedPacks plans_;
    const Options& options_;
};

}  // namespace

void add_rules_diff(CLI::App& rules, Options& options, int& code) {
    auto* verb = rules.add_subcommand("diff", "两个规则包之间改了什么");
    auto packs = std::make_shared<Packs>();
    auto kept = std::make_shared<bool>(false);
    verb->add_option("OLD", packs->from, "原来的规则包")->required();
    verb->add_option("NEW", packs->to, "改过的规则包")->required();
    add_loading(*verb, options);
    verb->add_flag("--kept", *kept, "反过来：列出与原来相同的目标值");
    verb->add_option("--format", options.format, "text、json")->check(CLI::IsMember({"text", "json"}));
    verb->add_option("-o,--output", options.output, "输出文件");
    add_common(*verb, options);
    verb->callback([&options, &code, packs, kept] { code = run_diff(*packs, *kept, options); });
}

void add_impact(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("impact", "规则改动对得分、等次、名次和通知书的影响");
    auto packs = std::make_shared<Packs>();
    verb->add_option("DATA", options.data, "提交的文件或文件夹，可写成 表=文件")->required();
    verb->add_option("--from", packs->from, "原来的规则包")->required();
    verb->add_option("--to", packs->to, "改过的规则包")->required();
    add_loading(*verb, options);
    verb->add_option("--region", options.regions, "只比较这些县区");
    add_period(*verb, options);
    verb->add_option("--format", options.format, "text、json")->check(CLI::IsMember({"text", "json"}));
    verb->add_option("-o,--output", options.output, "输出文件；.xlsx 是工作簿");
    add_common(*verb, options);
    verb->callback([&options, &code, packs] {
        auto plans = load_both(*packs, options);
        code = plans ? ImpactRun(std::move(plans), options).run() : plans.code;
    });
}

}  // namespace kaohe::app
