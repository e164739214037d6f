#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/base/version.h"
#include "kaohe/handbook/grammar.h"
#include "kaohe/handbook/handbook.h"
#include "kaohe/lint/lint.h"
#include "kaohe/result/json.h"
#include "kaohe/rules/inventory.h"
#include "kaohe/trial/coverage.h"

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

std::string pretty(const rules::Item& item) {
    const auto or_dash = [](const std::string& text) { return text.empty() ? std::string("—") : text; };
    const std::string required = item.op == "by" ? item.value + " 前" : or_dash(item.op) + " " + or_dash(item.value) + " " + item.unit;
    return pad_right(item.id, 46) + "  " + pad_right(item.title, 38) + "  " + pad_right(or_dash(item.region), 14) + "  " +
           pad_right(required, 18) + "  " + item.cite.clause + "\n";
}

Json sources_json(const rules::Plan& plan) {
    Json out = Json::array();
    for (const auto& source : plan.sources)
        out.push_back({{"id", source.id}, {"title", source.title}, {"number", source.number}, {"issued", source.issued}, {"file", source.file}});
    return out;
}

int run_list(const Options& options) {
    const auto plan = load(options);
    if (!plan) return plan.code;
    if (options.sources) return write_output("", sources_json(*plan).dump(1) + "\n", options) ? kDone : kOutput;
    const bool as_json = options.format == "json";
    Json json = Json::array();
    std::string lines;
    rules::for_each_item(*plan, "", [&](const rules::Item& item) {
        if (as_json)
            json.push_back(to_json(item));
        else
            lines += pretty(item);
    });
    return write_output("", as_json ? json.dump(1) + "\n" : lines, options) ? kDone : kOutput;
}

// How many cases of a method stand beside it, and where: "plugins/straw/cases.tsv 15 例".
std::string cases_of(const rules::Plan& plan, const rules::Method& method) {
    for (const auto& script : plan.scripts.all) {
        if (script.kind != rules::ScriptKind::Method || script.chunk.name != method.place.file) continue;
        const auto bytes = FileBytes::open(script.folder / "cases.tsv");
        if (!bytes) return {};
        std::size_t count = 0;
        for (const auto& line : split(bytes->view(), '\n')) count += line.starts_with(method.id + "\t") ? 1 : 0;
        return fmt::format("方法算例：{}/cases.tsv {} 例\n", script.shown, count);
    }
    return {};
}

int run_show(const Options& options) {
    const auto plan = load(options);
    if (!plan) return plan.code;
    const std::string text = handbook::show(*plan, options.id);
    if (text.empty()) {
        std::vector<std::string> ids;
        for (const auto& item : rules::inventory(*plan)) ids.push_back(item.id.substr(plan->id.size() + 1));
        for (const auto& indicator : plan->indicators) ids.push_back(indicator.id);
        for (const auto& rule : plan->rules) ids.push_back(rule.id);
        print(diagnose(Code::Usage, {}, fmt::format("规则包里没有“{}”{}", options.id, suggestion(options.id, ids))), options);
        return kUsage;
    }
    std::string cases;
    if (const auto indicator = plan->find_indicator(options.id)) cases = cases_of(*plan, plan->methods[plan->indicators[*indicator].method]);
    return write_output("", text + cases, options) ? kDone : kOutput;
}

// A folder gets both forms; a file name says which one.
int run_doc(const Options& options) {
    const auto plan = load(options);
    if (!plan) return plan.code;
    const bool as_html = options.output.ends_with(".html");
    if (as_html || options.output.ends_with(".md"))
        return write_output(options.output, as_html ? handbook::html(*plan) : handbook::markdown(*plan), options) ? kDone : kOutput;
    if (const auto made = make_folder(options.output); !made) {
        print(made.error(), options);
        return kOutput;
    }
    std::string name = plan->id;
    std::replace(name.begin(), name.end(), '/', '-');
    const std::string stem = (std::filesystem::path(options.output) / name).string();
    const bool written = write_output(stem + ".md", handbook::markdown(*plan), options) && write_output(stem + ".html", handbook::html(*plan), options);
    if (written) say("已写出 " + stem + ".md、" + stem + ".html", options);
    return written ? kDone : kOutput;
}

// Findings as a program reads them, without what loading already said.
std::string findings_text(const Diagnostics& findings, const Options& options) {
    if (options.format == "sarif") return lint::to_sarif(findings, kVersion);
    return result::findings_to_json(findings.all());
}

// The words of packs and methods, from the registry that checks them.
int run_grammar(const Options& options) {
    const std::string text = options.format == "stubs" ? handbook::grammar_stubs() : options.format == "globals" ? handbook::grammar_globals() : handbook::grammar_markdown();
    return write_output(options.output, text, options) ? kDone : kOutput;
}

// What the pack's own tests leave open.
void lint_tests(const LoadedPack& pack, Diagnostics& findings) {
    const auto tested = trial::run_tests(*pack, pack.folder / "tests", findings);
    if (!tested) return void(findings.add(tested.error()));
    trial::find_lacking_tests(*pack, tested->trials, tested->runs, findings);
}

int run_lint(const std::string& previous, const std::string& explain, Options options) {
    if (!explain.empty()) return explain_code(explain, options);
    const auto plan = load(options);
    if (!plan) return plan.code;
    std::shared_ptr<const rules::Plan> before;
    if (!previous.empty()) {
        Options old = options;
        old.rules = previous;
        const LoadedPack loaded = load(old);
        if (!loaded) return loaded.code;
        before = loaded.plan;
    }
    Diagnostics findings = lint::check(*plan, {.previous = before.get()});
    lint_tests(plan, findings);
    if (options.format.empty() || options.format == "pretty") {
        print(findings, options);
        say(findings.all().empty() ? "没有发现问题" : fmt::format("{} 条；逐条的意思见 kaohe explain 编号", findings.all().size()), options);
    } else if (!write_output(options.output, findings_text(findings, options), options)) {
        return kOutput;
    }
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
    list->callback([&] {
        options.names_pack = false;
        code = run_list(options);
    });
    auto* show = verb->add_subcommand("show", "一个编号的全部内容：来源、条款、方法、计分");
    show->add_option("ID", options.id, "指标、任务、项目、限值、规则的编号")->required();
    add_rules(*show, options);
    add_common(*show, options);
    show->callback([&] {
        options.names_pack = false;
        code = run_show(options);
    });
    auto* doc = verb->add_subcommand("doc", "写出手册（Markdown 和 HTML）");
    add_rules(*doc, options);
    doc->add_option("-o,--output", options.output, "文件夹，或 .md、.html 文件")->required();
    add_common(*doc, options);
    doc->callback([&] { code = run_doc(options); });
    auto* grammar = verb->add_subcommand("grammar", "规则语言的全部词和字段");
    grammar->add_option("--format", options.format, "markdown、stubs（编辑器提示）、globals（luacheck）")->check(CLI::IsMember({"markdown", "stubs", "globals"}));
    grammar->add_option("-o,--output", options.output, "写到文件");
    add_common(*grammar, options);
    grammar->callback([&] { code = run_grammar(options); });
    auto* lint = verb->add_subcommand("lint", "检查规则包");
    add_rules(*lint, options);
    add_common(*lint, options);
    auto previous = std::make_shared<std::string>(), explain = std::make_shared<std::string>();
    lint->add_option("--previous", *previous, "上一年的规则包：指出比上年宽的目标");
    lint->add_option("--explain", *explain, "说明一个编号，例如 KH-L005");
    lint->add_option("--format", options.format, "pretty、json、sarif")->check(CLI::IsMember({"pretty", "json", "sarif"}));
    lint->add_option("-o,--output", options.output, "写到文件");
    lint->callback([&options, &code, previous, explain] { code = run_lint(*previous, *explain, options); });
    add_rules_test(*verb, options, code);
    add_rules_diff(*verb, options, code);
    add_rules_new(*verb, options, code);
}

}  // namespace kaohe::app
