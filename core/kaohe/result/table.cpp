#include "kaohe/result/table.h"

#include <algorithm>
#include <functional>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/num/rounding.h"

namespace kaohe::result {
namespace {

using Cell = std::function<std::string(const RegionResult&)>;

// A decimal as it is; a fraction without end to ten decimals, half-even.
std::string ten_decimals(const Ratio& value) {
    const auto exact = value.exact_decimal();
    if (exact && exact->scale() <= 10) return exact->to_string();
    return num::round_to(value, num::interval_of(10), num::Rounding::HalfEven).to_string();
}

constexpr auto kUnmet = {Status::Unmet, Status::Partial};
constexpr auto kUndetermined = {Status::NotSubmitted, Status::Invalid, Status::Error, Status::Manual, Status::PendingTarget};

Result<Cell> value_column(const Assessment& a, const std::string& column) {
    const std::size_t colon = column.rfind(':');
    const std::string id = column.substr(0, colon), value = column.substr(colon + 1);
    std::vector<std::string> ids;
    for (const auto& rule : a.plan->rules) ids.push_back(rule.id);
    const auto it = std::find(ids.begin(), ids.end(), id);
    if (it == ids.end()) return failure(Code::Usage, {}, fmt::format("--columns 中没有规则“{}”{}", id, suggestion(id, ids)));
    const auto index = static_cast<std::size_t>(it - ids.begin());
    const auto& rule = a.plan->rules[index];
    if (rule.indicator && !a.plan->methods[a.plan->indicators[*rule.indicator].method].find_output(value))
        return failure(Code::Usage, {}, fmt::format("规则“{}”的方法没有输出“{}”", id, value));
    return Cell([index, value](const RegionResult& region) -> std::string {
        for (const auto& entry : region.rules) {
            if (entry.rule != index) continue;
            for (const auto& [name, number] : entry.values)
                if (name == value) return ten_decimals(number);
        }
        return "";
    });
}

Result<Cell> column_cell(const Assessment& a, const std::string& column) {
    const auto count = [](std::size_t n) { return std::to_string(n); };
    if (column == "region") return Cell([&a](const RegionResult& r) { return a.plan->regions[r.region].name; });
    if (column == "code") return Cell([&a](const RegionResult& r) { return a.plan->regions[r.region].code; });
    if (column == "total") return Cell([](const RegionResult& r) { return r.total.to_string(); });
    if (column == "total_max") return Cell([](const RegionResult& r) { return r.total_max.to_string(); });
    if (column == "possible") return Cell([](const RegionResult& r) { return r.possible.to_string(); });
    if (column == "met") return Cell([=](const RegionResult& r) { return count(r.count({Status::Met})); });
    if (column == "unmet") return Cell([=](const RegionResult& r) { return count(r.count(kUnmet)); });
    if (column == "undetermined") return Cell([=](const RegionResult& r) { return count(r.count(kUndetermined)); });
    if (column == "not_met") return Cell([=](const RegionResult& r) { return count(r.count(kUnmet) + r.count(kUndetermined)); });
    if (column == "rank") return Cell([](const RegionResult& r) { return r.rank ? std::to_string(*r.rank) : std::string(); });
    if (column == "grade") return Cell([](const RegionResult& r) { return r.grade.value_or(""); });
    if (column.find(':') != std::string::npos) return value_column(a, column);
    return failure(Code::Usage, {}, fmt::format("--columns 没有“{}”；可用：region code total total_max possible met unmet not_met undetermined rank grade 规则:输出", column));
}

std::string target_text(const RuleResult& rule) {
    return rule.target && rule.target->value ? std::string(form_op(rule.target->form)) + rule.target->value_text() : "—";
}

std::string summary(const RuleResult& rule) {
    std::string out = fmt::format("{} {}，{} {}", label::column_actual, rule.actual ? rule.actual->to_string() : "—", label::column_target, target_text(rule));
    if (!rule.reason.empty()) out += "；" + rule.reason;
    if (!rule.explain.empty()) out += "；" + rule.explain;
    return out;
}

}  // namespace

Result<std::string> to_csv(const Assessment& a, const std::vector<std::string>& columns) {
    const std::vector<std::string> defaults = {"region", "total", "possible", "met", "unmet", "undetermined", "rank", "grade"};
    const auto& names = columns.empty() ? defaults : columns;
    std::vector<Cell> cells;
    std::string out;
    for (const auto& name : names) {
        KAOHE_TRY(cell, column_cell(a, name));
        cells.push_back(std::move(cell));
        out += (out.empty() ? "" : ",") + csv_field(name);
    }
    out += '\n';
    for (const auto& region : a.regions)
        for (std::size_t i = 0; i < cells.size(); ++i) out += csv_field(cells[i](region)) + (i + 1 < cells.size() ? ',' : '\n');
    return out;
}

std::string to_junit(const Assessment& a) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (const auto& region : a.regions) {
        const std::string name = xml_text(a.plan->regions[region.region].name);
        out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n", name, region.rules.size(),
                           region.count(kUnmet), region.count(kUndetermined),
                           region.count({Status::NotApplicable, Status::NotDue, Status::Excluded}));
        for (const auto& rule : region.rules) {
            const auto is = [&](std::initializer_list<Status> states) { return std::find(states.begin(), states.end(), rule.status) != states.end(); };
            const std::string title = xml_text(a.plan->rules[rule.rule].title), id = xml_text(a.plan->rules[rule.rule].id), text = xml_text(summary(rule));
            out += fmt::format("    <testcase classname=\"{}.{}\" name=\"{}\">", name, id, title);
            if (is(kUnmet)) out += fmt::format("<failure type=\"{}\" message=\"{}\"/>", status_id(rule.status), text);
            if (is(kUndetermined)) out += fmt::format("<error type=\"{}\" message=\"{}\"/>", status_id(rule.status), text);
            if (is({Status::NotApplicable, Status::NotDue, Status::Excluded}))
                out += fmt::format("<skipped message=\"{} {}\"/>", status_id(rule.status), text);
            out += "</testcase>\n";
        }
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

std::string to_pretty(const Assessment& a, bool verbose, std::size_t most) {
    const auto& plan = *a.plan;
    std::string out = fmt::format("{}  {}\n", plan.title, a.period.to_string());
    if (plan.scheme) out += plan.scheme->title + std::string(plan.scheme->demo ? label::demo_mark : "") + "\n";
    out += "\n";
    const auto line = [&](std::string_view rank, std::string_view region, std::string_view total, std::string_view grade, std::string_view met,
                          std::string_view unmet, std::string_view open) {
        out += pad_left(rank, 4) + "  " + pad_right(region, 16) + pad_left(total, 24) + "  " + pad_right(grade, 10) + pad_left(met, 6) + pad_left(unmet, 8) +
               pad_left(open, 12) + "\n";
    };
    line(label::column_rank, label::column_region, label::column_total, label::column_grade, label::status_met, label::status_unmet, label::column_missing_count);
    auto regions = std::vector<const RegionResult*>();
    for (const auto& region : a.regions) regions.push_back(&region);
    std::stable_sort(regions.begin(), regions.end(), [](auto* x, auto* y) { return x->rank.value_or(1 << 30) < y->rank.value_or(1 << 30); });
    const std::size_t left_out = regions.size() - std::min(regions.size(), most);
    regions.resize(regions.size() - left_out);
    for (const auto* region : regions)
        line(region->rank ? std::to_string(*region->rank) : "—", plan.regions[region->region].name,
             region->provisional ? region->total.to_string() + "～" + region->total_max.to_string() : region->total.to_string(),
             region->grade.value_or("—"), std::to_string(region->count({Status::Met})), std::to_string(region->count(kUnmet)),
             std::to_string(region->count(kUndetermined)));
    if (left_out > 0) out += fmt::format("另有 {} 个县区，没有在这里列出\n", left_out);
    for (const auto* region : regions)
        for (const auto& rule : region->rules) {
            const bool fine = rule.status == Status::Met || rule.status == Status::NotApplicable || rule.status == Status::Excluded;
            if (fine && !rule.borderline && !verbose) continue;
            out += fmt::format("\n{}  {}  {}{}\n    {}", plan.regions[region->region].name, plan.rules[rule.rule].title, status_word(rule.status),
                               rule.borderline ? label::borderline_mark : "", summary(rule));
            for (const auto& note : rule.notes) out += "\n    " + note;
        }
    return out + "\n";
}

}  // namespace kaohe::result
