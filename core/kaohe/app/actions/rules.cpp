#include <nlohmann/json.hpp>

#include "kaohe/app/context.h"
#include "kaohe/base/text.h"

namespace kaohe::app {
namespace {

using Json = nlohmann::ordered_json;

Json entry(std::string id, std::string_view kind, const std::string& title, const rules::Cite& cite) {
    return {{"id", std::move(id)}, {"kind", kind}, {"title", title}, {"region", nullptr}, {"op", nullptr}, {"value", nullptr},
            {"unit", ""}, {"year", nullptr}, {"due", nullptr}, {"lead", Json::array()}, {"support", Json::array()}, {"implement", Json::array()},
            {"method", nullptr}, {"computability", "manual"}, {"cite", {{"source", cite.source}, {"clause", cite.clause}}}};
}

std::string_view computability(const rules::Target& target, const rules::Method& method) {
    if (target.form == rules::TargetForm::Qualitative) return "manual";
    if (!target.value && target.branches.empty()) return "pending";
    if (target.form == rules::TargetForm::About && !target.tolerance) return "pending";
    return method.lookup ? "reported" : "computed";
}

void add_target(Json& out, const rules::Plan& plan, std::size_t index, std::size_t region, const rules::Target& target, const std::string& id,
                const std::string& parent) {
    const auto& indicator = plan.indicators[index];
    const auto& method = plan.methods[indicator.method];
    Json item = entry(id, "target", indicator.title, target.cite);
    item["region"] = plan.regions[region].name;
    if (target.branches.empty() && !form_op(target.form).empty()) item["op"] = form_op(target.form);
    if (target.value) item["value"] = target.value_text();
    item["unit"] = indicator.unit;
    item["year"] = plan.period.to_string();
    item["method"] = method.id;
    item["computability"] = computability(target, method);
    if (!target.base_year.empty()) item["base_year"] = target.base_year;
    if (!parent.empty()) item["parent"] = parent;
    if (target.branches.empty()) {
        out.push_back(std::move(item));
        return;
    }
    for (std::size_t i = 0; i < target.branches.size(); ++i) {
        const auto& branch = target.branches[i];
        add_target(out, plan, branch.indicator, region, *branch.target, fmt::format("{}/{}", id, i + 1), id);
        out.back()["of"] = form_name(target.form);
        out.back()["cite"] = item["cite"];
    }
}

Json inventory(const rules::Plan& plan) {
    Json out = Json::array();
    for (std::size_t i = 0; i < plan.indicators.size(); ++i)
        for (std::size_t region = 0; region < plan.regions.size(); ++region)
            if (const auto& target = plan.targets[i][region])
                add_target(out, plan, i, region, *target, fmt::format("{}:{}:{}", plan.id, plan.indicators[i].id, plan.regions[region].name), "");
    for (const auto& task : plan.tasks) {
        Json item = entry(plan.id + ":" + task.id, "task", task.title, task.cite);
        item["due"] = task.due.empty() ? Json() : Json(task.due);
        item["lead"] = task.lead;
        item["support"] = task.support;
        item["implement"] = task.implement;
        out.push_back(std::move(item));
    }
    for (const auto& project : plan.projects) out.push_back(entry(plan.id + ":" + project.id, "project", project.title, project.cite));
    return out;
}

std::string pretty(const Json& items) {
    std::string out;
    for (const auto& item : items) {
        const auto text = [&](const char* key) { return item[key].is_string() ? item[key].get<std::string>() : std::string("—"); };
        out += pad_right(text("id"), 48) + pad_right(text("title"), 40) + pad_right(text("region"), 16) +
               pad_right(text("op") + " " + text("value") + " " + text("unit"), 20) + item["cite"]["clause"].get<std::string>() + "\n";
    }
    return out;
}

int run_list(const Options& options) {
    const auto plan = load(options);
    if (!plan) return kBrokenRules;
    const Json items = inventory(*plan);
    return write_output("", options.format == "json" ? items.dump(1) + "\n" : pretty(items), options) ? kDone : kOutput;
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
    add_common(*list, options);
    list->callback([&] { code = run_list(options); });
    auto* lint = verb->add_subcommand("lint", "检查规则包");
    add_rules(*lint, options);
    add_common(*lint, options);
    lint->callback([&] { code = run_lint(options); });
}

}  // namespace kaohe::app
