#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/form/form.h"

namespace kaohe::app {
namespace {

struct Wanted {
    std::vector<std::string> tables;
    std::string month;
};

int run_form(const Options& options, const Wanted& wanted) {
    const auto plan = load(options);
    if (!plan) return plan.code;
    form::Options form;
    Diagnostics wrong;
    if (options.regions.size() > 1) wrong.add(diagnose(Code::Usage, {}, "一份填报表只给一个县区，--region 写一个"));
    for (const auto& name : options.regions) {
        form.region = plan->find_region(fold(name));
        if (!form.region) wrong.add(diagnose(Code::Usage, {}, fmt::format("--region“{}”不在规则包中{}", name, suggestion(name, plan->region_names()))));
    }
    for (const auto& name : wanted.tables) {
        if (const auto* spec = plan->dictionary.find_name(fold(name)))
            form.tables.push_back(spec->id);
        else
            wrong.add(diagnose(Code::Usage, {}, fmt::format("--table“{}”不是已知的表{}", name, suggestion(name, plan->dictionary.names()))));
    }
    form.month = wanted.month;
    if (!wanted.month.empty() && !model::parse_day(wanted.month + "-01"))
        wrong.add(diagnose(Code::Usage, {}, fmt::format("--month“{}”应写成 2021-09", wanted.month)));
    if (!options.output.ends_with(".xlsx")) wrong.add(diagnose(Code::Usage, {}, "填报表是 Excel 工作簿，-o 请写 .xlsx 文件"));
    print(wrong, options);
    if (wrong.has_errors()) return kUsage;
    if (const auto written = form::write(*plan, form, options.output); !written) {
        print(written.error(), options);
        return kOutput;
    }
    say("已写出 " + options.output, options);
    return kDone;
}

}  // namespace

void add_form(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("form", "写出空白填报表");
    add_rules(*verb, options);
    verb->add_option("--region", options.regions, "哪个县区（不写则由填报人选择）");
    auto wanted = std::make_shared<Wanted>();
    verb->add_option("--table", wanted->tables, "只要这些表，如 任务调度表");
    verb->add_option("--month", wanted->month, "调度的月份：2021-09");
    verb->add_option("-o,--output", options.output, "填报表：….xlsx")->required();
    add_common(*verb, options);
    verb->callback([&options, &code, wanted] { code = run_form(options, *wanted); });
}

}  // namespace kaohe::app
