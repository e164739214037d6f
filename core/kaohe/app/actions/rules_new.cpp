// rules new: first files that run as they stand.
#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/change/diff.h"
#include "kaohe/package/package.h"
#include "kaohe/scaffold/scaffold.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

struct NewOptions {
    std::string name, from, rule;
    int year = 0;
};

fs::path templates() { return data_folder() / "templates" / "scaffold"; }

int not_written(const Diagnostic& diagnostic, const Options& options) {
    print(diagnostic, options);
    return diagnostic.code == Code::OutputWrite ? kOutput : kUsage;
}

int done(const Result<scaffold::Files>& made, const std::string& next, const Options& options) {
    if (!made) return not_written(made.error(), options);
    std::string text;
    for (const auto& file : *made) text += "已写 " + display_path(file) + "\n";
    return write_output("", text + next, options) ? kDone : kOutput;
}

// A pack that files are added to.
LoadedPack load_to_change(const Options& options) {
    std::error_code error;
    if (fs::path(options.rules).extension() == package::kEnding && fs::is_regular_file(options.rules, error))
        return {nullptr, wrong_usage(options.rules + " 是做好的 .kpack，不能往里加；请给规则包的文件夹", options), {}};
    return load(options);
}

// The last four digits of a name: wuzhong-2022.
int year_in(const std::string& name) {
    if (name.size() < 4) return 0;
    const std::string digits = name.substr(name.size() - 4);
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }) ? std::stoi(digits) : 0;
}

int carry(const NewOptions& asked, Options options) {
    if (asked.year == 0 || options.output.empty()) return wrong_usage("--from 要同时给 --year 和 -o", options);
    options.rules = asked.from;
    const auto old_plan = load(options);
    if (!old_plan) return old_plan.code;
    const auto carried = scaffold::carry_pack(*old_plan, old_plan.folder, asked.name, asked.year, options.output);
    if (!carried) return not_written(carried.error(), options);
    std::string text = fmt::format("已写 {}，{} 个文件；顺延了 {} 处年份和时限\n", options.output, carried->files.size(), carried->dates);
    for (const auto& file : carried->later) text += fmt::format("没有顺延 {}（工作簿），请自己改\n", file);
    options.rules = options.output;
    const auto new_plan = load(options);
    if (!new_plan) return new_plan.code;
    text += "\n以下内容照旧，请对照新文件逐条核对：\n";
    for (const auto& source : new_plan->sources) text += fmt::format("依据文件 {}：{}\n", source.id, source.title);
    text += change::kept_text(change::kept_targets(*old_plan, *new_plan));
    text += fmt::format("改过以后再看还有哪些照旧：kaohe rules diff {} {} --kept\n", asked.from, options.output);
    return write_output("", text, options) ? kDone : kOutput;
}

int new_pack(const NewOptions& asked, const Options& options) {
    if (!asked.from.empty()) return carry(asked, options);
    if (asked.name.empty()) return wrong_usage("请给规则包起一个编号，如 wuzhong-2022；从去年的接着做用 --from", options);
    const int year = asked.year != 0 ? asked.year : year_in(asked.name);
    if (year == 0) return wrong_usage("请用 --year 写明考核年度，或让编号以年份结尾", options);
    const std::string folder = options.output.empty() ? asked.name : options.output;
    const std::string next = fmt::format("试一试：\n  kaohe rules lint --rules {0}\n  kaohe rules test {0}\n  kaohe score {0}/示例数据 --rules {0}\n", folder);
    return done(scaffold::new_pack(templates(), asked.name, year, folder), next, options);
}

int new_indicator(const NewOptions& asked, const Options& options) {
    const auto plan = load_to_change(options);
    if (!plan) return plan.code;
    const std::string next = fmt::format("这条规则先只评不计分；改好以后用 kaohe rules new test 测试名 --rules {} --rule {} 生成它的测试\n", options.rules, asked.name);
    return done(scaffold::new_indicator(templates(), asked.name, *plan, options.rules), next, options);
}

int new_method(const NewOptions& asked, const Options& options) {
    LoadedPack plan;
    if (!options.rules.empty() && !(plan = load_to_change(options))) return plan.code;
    if (options.rules.empty() && options.output.empty()) return wrong_usage("请用 --rules 写明给哪个规则包用，或用 -o 写明放在哪个文件夹", options);
    const fs::path plugins = options.output.empty() ? plan.folder / "plugins" : fs::path(options.output);
    const std::string next = fmt::format("试一试：kaohe rules test {}\n", display_path(plugins));
    return done(scaffold::new_method(templates(), asked.name, plan.get(), plugins), next, options);
}

int new_test(const NewOptions& asked, const Options& options) {
    const auto plan = load_to_change(options);
    if (!plan) return plan.code;
    const std::string next = fmt::format("这些测试是程序按规则的定义生成的，请逐条核对。运行：kaohe rules test {}\n", options.rules);
    return done(scaffold::new_test(asked.name, *plan, options.rules, asked.rule), next, options);
}

}  // namespace

void add_rules_new(CLI::App& rules, Options& options, int& code) {
    auto* verb = rules.add_subcommand("new", "新建规则包、指标、方法、测试，或把规则包接到下一年");
    verb->require_subcommand(1);
    const auto add = [&](const char* word, const char* about, const char* name_about, auto run, bool needs_name) {
        auto* sub = verb->add_subcommand(word, about);
        auto asked = std::make_shared<NewOptions>();
        auto* name = sub->add_option("NAME", asked->name, name_about);
        if (needs_name) name->required();
        add_loading(*sub, options);
        add_common(*sub, options);
        sub->callback([&options, &code, asked, run] { code = run(*asked, options); });
        return std::pair(sub, asked);
    };
    const auto [pack, pack_asked] = add("pack", "一个能运行的规则包", "编号，如 wuzhong-2022", new_pack, false);
    pack->add_option("--from", pack_asked->from, "接着这个规则包做");
    pack->add_option("--year", pack_asked->year, "考核年度")->check(CLI::Range(1900, 2999));
    pack->add_option("-o,--output", options.output, "文件夹（默认与编号同名）");
    [[maybe_unused]] const auto [indicator, indicator_asked] = add("indicator", "规则包里的一个指标", "编号，如 film.rate", new_indicator, true);
    indicator->add_option("--rules", options.rules, "规则包")->required();
    [[maybe_unused]] const auto [method, method_asked] = add("method", "一个计算方法", "编号，如 film", new_method, true);
    method->add_option("--rules", options.rules, "给这个规则包用，放在它的 plugins 里");
    method->add_option("-o,--output", options.output, "或放在这个文件夹里");
    const auto [test, test_asked] = add("test", "规则包里的一张测试表", "名称，如 农膜", new_test, true);
    test->add_option("--rules", options.rules, "规则包")->required();
    test->add_option("--rule", test_asked->rule, "哪条规则的（默认第一条）");
}

}  // namespace kaohe::app
