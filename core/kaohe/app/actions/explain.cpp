#include <iostream>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/report.h"

namespace kaohe::app {
namespace {

std::string explain_code(const CodeInfo& code) {
    return fmt::format("{} {}（{}）\n  {}\n  {}\n", code.id, code.title, severity_name(code.severity), code.message, code.mend);
}

std::string explain_rule(const report::Rule& rule, const report::Document& document) {
    std::string out = fmt::format("{}  {}  [{}]\n", rule.id, rule.title, rule.cite.clause);
    if (const auto* source = document.source(rule.cite.source)) out += fmt::format("  依据  《{}》{}\n", source->title, rule.cite.clause);
    if (rule.target) out += fmt::format("  目标  {} {} {}\n", rule.target->op, rule.target->value, rule.unit);
    for (const auto& place : rule.rows) out += fmt::format("  数据  {}\n", to_string(place));
    for (const auto& step : rule.trace) {
        if (step.step == "rows") out += fmt::format("  行数  {}\n", step.out);
        if (step.step == "method") out += fmt::format("  计算  {} = {}\n", step.rule, step.out);
        if (step.step == "round") out += fmt::format("  修约  {} → {}（间隔 {}，{}）\n", step.in, step.out, step.to, step.rule);
        if (step.step == "compare") out += fmt::format("  比较  {}：{} {}，{}\n", step.rule, step.in, step.to, step.out);
        if (step.step == "score") out += fmt::format("  计分  {}\n", step.in);
    }
    if (!rule.reason.empty()) out += "  说明  " + rule.reason + "\n";
    for (const auto& note : rule.notes) out += "  说明  " + note + "\n";
    return out + fmt::format("  得分  {} / {}\n", rule.points.value_or("—"), rule.possible);
}

int run_explain(const std::string& what, const std::string& rule, const Options& options) {
    if (const CodeInfo* code = find_code(what)) {
        std::cout << explain_code(*code);
        return kDone;
    }
    auto bytes = FileBytes::open(what);
    auto document = bytes ? report::load_result(bytes->view(), what) : Result<report::Document>(tl::make_unexpected(bytes.error()));
    if (!document) {
        print(document.error(), options);
        return kNothingRead;
    }
    report::Options how;
    how.regions = options.regions;
    const auto regions = report::selected_regions(*document, how);
    if (!regions) {
        print(regions.error(), options);
        return kUsage;
    }
    std::size_t shown = 0;
    for (const auto* region : *regions) {
        std::cout << fmt::format("{}  总分 {}{}\n\n", region->name, region->total, region->provisional ? "～" + region->total_max : "");
        for (const auto& entry : region->rules)
            if (rule.empty() || entry.id == rule) std::cout << explain_rule(entry, *document) << '\n', ++shown;
    }
    if (shown > 0) return kDone;
    print(diagnose(Code::Usage, {}, fmt::format("结果中没有规则“{}”", rule)), options);
    return kUsage;
}

}  // namespace

void add_explain(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("explain", "说明一个得分的由来，或一个错误编号");
    auto what = std::make_shared<std::string>();
    auto rule = std::make_shared<std::string>();
    verb->add_option("RESULT|CODE", *what, "result.json，或 KH-D005 这样的编号")->required();
    verb->add_option("--region", options.regions, "县区");
    verb->add_option("--rule", *rule, "规则编号");
    add_common(*verb, options);
    verb->callback([&options, &code, what, rule] { code = run_explain(*what, *rule, options); });
}

}  // namespace kaohe::app
