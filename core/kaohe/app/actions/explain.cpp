#include <algorithm>
#include <iostream>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/report/report.h"
#include "kaohe/report/words.h"

namespace kaohe::app {
namespace {

std::string about(const CodeInfo& code) {
    return fmt::format("{} {}（{}）\n  {}\n  {}\n", code.id, code.title, severity_name(code.severity), code.message, code.mend);
}

// A tree of lines, drawn with its branches.
struct Branch {
    std::string text;
    std::vector<Branch> below = {};
};

void draw(const Branch& branch, const std::string& margin, bool is_last, std::string& out) {
    out += margin + (is_last ? "└─ " : "├─ ") + branch.text + "\n";
    for (std::size_t i = 0; i < branch.below.size(); ++i)
        draw(branch.below[i], margin + (is_last ? "   " : "│  "), i + 1 == branch.below.size(), out);
}

std::string verdict(const std::string& out) {
    if (out == "met") return std::string(report::status_word(report::Status::Met));
    return out == "unmet" ? std::string(report::status_word(report::Status::Unmet)) : out;
}

// ">= 85.7" as it is printed elsewhere: "≥ 85.7".
std::string with_sign(const std::string& target) {
    const auto space = target.find(' ');
    const std::string_view sign = report::op_sign(target.substr(0, space));
    return sign.empty() || space == std::string::npos ? target : std::string(sign) + target.substr(space);
}

// "[1] 空气质量日报.csv 2-366"
std::string place_text(const Place& place) {
    std::string out = place.file;
    if (!place.sheet.empty()) out += "［" + place.sheet + "］";
    return place.cell.empty() ? out : out + " " + place.cell;
}

// The value of a method with the figures it gave besides.
Branch calculation(const report::Document& document, const report::Rule& rule, const report::TraceStep& step) {
    Branch out{fmt::format("计算  {}：{} = {}", report::method_word(document, step.rule), report::value_word(document, rule, step.text),
                           report::exact_text(step.out, rule.digits + 3))};
    if (step.out.find('/') != std::string::npos) out.text += "（精确值 " + step.out + "）";
    for (const auto& value : rule.values)
        out.below.push_back({fmt::format("{} = {}", report::value_word(document, rule, value.name), report::value_with_unit(document, rule, value, rule.digits + 3))});
    return out;
}

Branch derivation(const report::Rule& rule, const report::Document& document) {
    const std::string points = rule.possible.empty() ? "" : fmt::format("{} / {}  ", rule.points.value_or("—"), rule.possible);
    Branch out{fmt::format("{}  {}  {}{}", rule.id, rule.title, points, report::status_word(rule.status))};
    if (!rule.cite.source.empty()) out.below.push_back({"依据  " + report::cite_text(document, rule.cite.source, rule.cite.clause)});
    if (rule.target) out.below.push_back({fmt::format("目标  {} {}{}", report::target_text(rule), rule.unit, rule.demo ? "（示范）" : "")});
    Branch data{"数据"};
    for (const auto& place : rule.rows) data.below.push_back({place_text(place)});
    if (!data.below.empty()) out.below.push_back(std::move(data));
    for (const auto& step : rule.trace) {
        if (step.step == "method") out.below.push_back(calculation(document, rule, step));
        if (step.step == "round")
            out.below.push_back({fmt::format("修约  {} → {}（间隔 {}，{}）", report::exact_text(step.in, rule.digits + 3), step.out, step.to, step.rule)});
        if (step.step == "compare")
            out.below.push_back({fmt::format("比较  {}：{} {}，{}", step.rule, report::exact_text(step.in, rule.digits + 3), with_sign(step.to), verdict(step.out))});
        if (step.step == "score") out.below.push_back({"计分  " + step.in});
    }
    if (!rule.reason.empty()) out.below.push_back({"说明  " + rule.reason});
    for (const auto& note : rule.notes) out.below.push_back({"说明  " + note});
    return out;
}

// The region's groups, each with its rules; rules of a share below the one that counts them.
std::vector<Branch> groups_of(const report::Region& region, const report::Document& document, const std::string& wanted, std::size_t& shown) {
    std::vector<Branch> out;
    std::vector<report::Group> groups = region.groups;
    groups.push_back({"", "其他", "", ""});
    for (const auto& group : groups) {
        Branch branch{group.points.empty() ? group.title : fmt::format("{}  {} / {}", group.title, group.points, group.possible)};
        for (const auto& rule : region.rules) {
            const bool is_here = rule.group == group.id || (group.id.empty() && std::none_of(region.groups.begin(), region.groups.end(), [&](const auto& known) { return known.id == rule.group; }));
            if (!is_here || !rule.part_of.empty()) continue;
            Branch entry = derivation(rule, document);
            for (const auto& member : region.rules)
                if (member.part_of == rule.id && (wanted.empty() || wanted == member.id || wanted == rule.id)) entry.below.push_back(derivation(member, document));
            const bool has_wanted_member = std::any_of(region.rules.begin(), region.rules.end(), [&](const auto& member) { return member.part_of == rule.id && member.id == wanted; });
            if (!wanted.empty() && wanted != rule.id && !has_wanted_member) continue;
            branch.below.push_back(std::move(entry));
            ++shown;
        }
        const bool is_extra = wanted.empty() && !group.id.empty() && !group.points.empty();
        if (!branch.below.empty() || is_extra) out.push_back(std::move(branch));
    }
    if (wanted.empty())
        for (const auto& entry : region.ledger)
            if (entry.kind == "bonus" || entry.kind == "veto") out.push_back({fmt::format("{}  {}  {}", report::ledger_word(entry.kind), entry.reason, entry.points)});
    return out;
}

std::string explain_region(const report::Region& region, const report::Document& document, const std::string& wanted, std::size_t& shown) {
    std::string out = fmt::format("{}  总分 {}{} / {}", region.name, region.total, region.provisional ? "～" + region.total_max : "", region.possible);
    if (!region.grade.empty()) out += "  " + region.grade;
    if (region.rank) out += fmt::format("  第 {} 名", *region.rank);
    out += '\n';
    const auto branches = groups_of(region, document, wanted, shown);
    for (std::size_t i = 0; i < branches.size(); ++i) draw(branches[i], "", i + 1 == branches.size(), out);
    return out + '\n';
}

int run_explain(const std::string& what, const std::string& rule, const Options& options) {
    if (const CodeInfo* code = find_code(what)) {
        std::cout << about(*code);
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
    std::string out;
    for (const auto* region : *regions) out += explain_region(*region, *document, rule, shown);
    if (shown > 0) return write_output("", out, options) ? kDone : kOutput;
    print(diagnose(Code::Usage, {}, fmt::format("结果中没有规则“{}”", rule)), options);
    return kUsage;
}

}  // namespace

int explain_code(std::string_view id, const Options& options) {
    if (const CodeInfo* code = find_code(id)) return write_output("", about(*code), options) ? kDone : kOutput;
    print(diagnose(Code::Usage, {}, fmt::format("没有编号“{}”", id)), options);
    return kUsage;
}

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
