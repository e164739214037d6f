#include <nlohmann/json.hpp>

#include "kaohe/app/context.h"
#include "kaohe/base/text.h"
#include "kaohe/rules/inventory.h"

namespace kaohe::app {
namespace {

using Json = nlohmann::ordered_json;

Json maybe(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Contract 6, and behind it what else the pack says.
Json to_json(const rules::Item& item) {
    Json out = {{"id", item.id}, {"kind", item.kind}, {"title", item.title}, {"region", maybe(item.region)},
                {"op", maybe(item.op)}, {"value", maybe(item.value)}, {"unit", item.unit}, {"year", maybe(item.year)},
                {"due", maybe(item.due)}, {"lead", item.duty.lead}, {"support", item.duty.support}, {"implement", item.duty.implement},
                {"method", maybe(item.method)}, {"computability", item.computability},
                {"cite", {{"source", item.cite.source}, {"clause", item.cite.clause}}}};
    for (const auto& [key, value] : {std::pair{"parent", &item.parent}, {"of", &item.of}, {"base_year", &item.base_year},
                                     {"due_text", &item.due_text}, {"report", &item.report}, {"quantity", &item.quantity},
                                     {"scale", &item.scale}, {"scale_unit", &item.scale_unit}, {"note", &item.note}})
        if (!value->empty()) out[key] = *value;
    return out;
}

std::string pretty(const std::vector<rules::Item>& items) {
    const auto or_dash = [](const std::string& text) { return text.empty() ? std::string("—") : text; };
    std::string out;
    for (const auto& item : items) {
        const std::string required = item.op == "by" ? item.value + " 前" : or_dash(item.op) + " " + or_dash(item.value) + " " + item.unit;
        out += pad_right(item.id, 48) + pad_right(item.title, 40) + pad_right(or_dash(item.region), 16) + pad_right(required, 20) +
               item.cite.clause + "\n";
    }
    return out;
}

Json sources_json(const rules::Plan& plan) {
    Json out = Json::array();
    for (const auto& source : plan.sources)
        out.push_back({{"id", source.id}, {"title", source.title}, {"number", source.number}, {"issued", source.issued}, {"file", source.file}});
    return out;
}

int run_list(const Options& options) {
    const auto plan = load(options);
    if (!plan) return kBrokenRules;
    if (options.sources) return write_output("", sources_json(*plan).dump(1) + "\n", options) ? kDone : kOutput;
    const auto items = rules::inventory(*plan);
    Json json = Json::array();
    if (options.format == "json")
        for (const auto& item : items) json.push_back(to_json(item));
    return write_output("", options.format == "json" ? json.dump(1) + "\n" : pretty(items), options) ? kDone : kOutput;
}

int run_lint(const Options& options) {
    const auto plan = load(options);
    if (!plan) return kBrokenRules;
    Diagnostics findings;
    for (const auto& indicator : plan->indicators) {
        if (!indicator.used) findings.add(Code::RuleUnused, indicator.place, "指标", indicator.id);
        for (const auto& basis : plan->methods[indicator.method].basis)
            if (basis.status != "confirmed") findings.add(Code::PluginUnconfirmed, indicator.place, plan->methods[indicator.method].id, basis.standard);
    }
    print(findings, options);
    return findings.all().empty() ? kDone : kAnswerIsNo;
}

}  // namespace

void add_rules_verb(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("rules", "规则包作者的命令");
    verb->require_subcommand(1);
    auto* list = verb->add_subcommand("list", "列出目标、任务和项目");
    add_rules(*list, options);
    list->add_option("--format", options.format, "pretty、json")->check(CLI::IsMember({"pretty", "json"}));
    list->add_flag("--sources", options.sources, "列出依据文件（JSON）");
    add_common(*list, options);
    list->callback([&] { code = run_list(options); });
    auto* lint = verb->add_subcommand("lint", "检查规则包");
    add_rules(*lint, options);
    add_common(*lint, options);
    lint->callback([&] { code = run_lint(options); });
}

}  // namespace kaohe::app
