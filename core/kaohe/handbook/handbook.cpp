#include "kaohe/handbook/handbook.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/handbook/page.h"
#include "kaohe/handbook/words.h"
#include "kaohe/labels.h"

namespace kaohe::handbook {

using rules::Item;
using rules::Plan;
using rules::Score;

namespace {

std::string_view class_word(const std::string& value) {
    static constexpr std::string_view kClasses[] = {label::water_class_1, label::water_class_2, label::water_class_3,
                                                    label::water_class_4, label::water_class_5, label::water_class_6};
    return value.size() == 1 && value[0] >= '1' && value[0] <= '6' ? kClasses[value[0] - '1'] : std::string_view(value);
}

std::string partial_word(rules::Partial partial) {
    return partial == rules::Partial::Started ? "不足一个单位按一个计" : partial == rules::Partial::Whole ? "不足一个单位不计" : "不足一个单位按比例";
}

class Writer {
  public:
    explicit Writer(const Plan& plan) : plan_(plan), items_(rules::inventory(plan)) {}

    Page page() {
        head();
        targets();
        tasks();
        projects();
        thresholds();
        methods();
        scheme();
        consequences();
        return std::move(page_);
    }

  private:
    void head();
    void targets();
    void tasks();
    void projects();
    void thresholds();
    void methods();
    void scheme();
    void consequences();
    Cell cite(const rules::Cite& cite) const {
        return {source_title(plan_, cite.source) + " " + cite.clause, anchor("source", cite.source)};
    }

    const Plan& plan_;
    std::vector<Item> items_;
    Page page_;
};

void Writer::head() {
    page_.heading(1, plan_.title);
    page_.paragraph(fmt::format("规则包 {}，版本 {}，考核期 {}{}。", plan_.id, plan_.version, plan_.period.to_string(),
                                plan_.office.empty() ? "" : "，考核单位：" + plan_.office));
    page_.heading(2, "依据文件", "sources");
    page_.table({"文件", "文号", "印发"});
    for (const auto& source : plan_.sources) page_.row({source.title, source.number, source.issued}, anchor("source", source.id));
    page_.heading(2, "参评单位", "regions");
    page_.table({"单位", "区划代码", "参与排名"});
    for (const auto& region : plan_.regions) page_.row({region.name, region.code, std::string(region.ranked ? "是" : "否")});
}

void Writer::targets() {
    page_.heading(2, "目标", "targets");
    page_.table({"指标", "县（市、区）或单位", "要求", "年度", "依据", "计算", "数据"});
    std::string last;
    for (const Item& item : items_) {
        if (item.kind != "target") continue;
        const std::string title = (item.parent.empty() ? "" : "　") + item.title;
        page_.row({title, item.region, requirement(item), item.year, cite(item.cite), Cell(item.method, anchor("method", item.method)),
                   std::string(computability_word(item.computability))},
                  item.parent.empty() && title != last ? anchor("target", item.id) : "");
        last = title;
    }
}

void Writer::tasks() {
    if (plan_.tasks.empty()) return;
    page_.heading(2, "重点任务", "tasks");
    for (const auto& source : plan_.sources) {
        const bool any = std::any_of(plan_.tasks.begin(), plan_.tasks.end(), [&](const auto& task) { return task.cite.source == source.id; });
        if (!any) continue;
        page_.heading(3, source.title);
        page_.table({"序号", "任务", "责任单位", "完成时限", "报送", "条款", "说明"});
        for (const auto& task : plan_.tasks) {
            if (task.cite.source != source.id) continue;
            std::string due = task.due ? model::to_string(*task.due) : task.due_text;
            if (due.empty()) due = "未定";
            page_.row({task.no, task.title, duty_text(task.duty), due, rhythm(task.report), task.cite.clause, task.note}, anchor("task", task.id));
        }
    }
}

void Writer::projects() {
    if (plan_.projects.empty()) return;
    page_.heading(2, "项目清单", "projects");
    for (const auto& list : plan_.projects) {
        page_.heading(3, fmt::format("{}（{}）", list.title, list.cite.clause), anchor("project", list.id));
        page_.table({"编号", "县（市、区）", "单位名称", "数量", "规模", "措施", "完成时间", "说明"});
        for (const auto& row : list.items)
            page_.row({row.id, row.region ? plan_.regions[*row.region].name : std::string(), row.name, row.quantity ? plain(*row.quantity) : "",
                       row.scale ? plain(*row.scale) + " " + row.scale_unit : "", row.measure,
                       row.due ? model::to_string(*row.due) : row.due_text, row.note});
    }
}

void Writer::thresholds() {
    if (plan_.thresholds.empty()) return;
    page_.heading(2, "限值、数量和时间节点", "thresholds");
    page_.paragraph("不计分，供查对和监管使用。");
    page_.table({"名称", "对象", "要求", "依据", "说明"});
    for (const Item& item : items_)
        if (item.kind == "threshold") page_.row({item.title, item.region, requirement(item), cite(item.cite), item.note});
}

void Writer::methods() {
    std::vector<bool> used(plan_.methods.size());
    for (const auto& indicator : plan_.indicators) used[indicator.method] = true;
    page_.heading(2, "计算方法", "methods");
    page_.table({"方法", "名称", "版本", "依据", "核实"});
    for (std::size_t i = 0; i < plan_.methods.size(); ++i) {
        if (!used[i]) continue;
        const auto& method = plan_.methods[i];
        for (std::size_t row = 0; row < method.basis.size(); ++row) {
            const auto& basis = method.basis[row];
            page_.row({row == 0 ? method.id : "", row == 0 ? method.title : "", row == 0 ? method.edition : "", basis.standard + "：" + basis.clause,
                       std::string(basis.status == "confirmed" ? "已核" : "来源待核")},
                      row == 0 ? anchor("method", method.id) : "");
        }
    }
}

void Writer::scheme() {
    if (!plan_.scheme) return;
    page_.heading(2, "计分方案", "scheme");
    page_.paragraph(fmt::format("{}，总分 {}。{}", plan_.scheme->title, plain(plan_.scheme->total),
                                plan_.scheme->demo ? "示范：依据文件没有规定分值，以下由本项目自拟。" : ""));
    for (std::size_t group = 0; group < plan_.groups.size(); ++group) {
        page_.heading(3, fmt::format("{}（{} 分）", plan_.groups[group].title, plain(plan_.groups[group].points)));
        page_.table({"规则", "满分", "计分", "比较", "缺报", "无此项"});
        for (const auto& rule : plan_.rules) {
            if (rule.group != group || rule.part_of) continue;
            const std::string members = rule.members.empty() ? "" : fmt::format("（{} 项）", rule.members.size());
            page_.row({rule.title + members, plain(rule.points), describe(rule.score),
                       std::string(rule.compare == rules::Compare::Rounded ? "修约值" : "全数值"), policy_word(rule.missing),
                       std::string(rule.not_applicable == rules::NotApplicable::Full ? "满分" : "折算")},
                      anchor("rule", rule.id));
        }
    }
    if (!plan_.bonuses.empty() || !plan_.vetoes.empty()) page_.heading(3, "加分和一票否决");
    page_.table({"名称", "事项", "作用", "依据"});
    for (const auto& bonus : plan_.bonuses)
        page_.row({bonus.title, bonus.item,
                   fmt::format("每 {} 加 {} 分{}", plain(bonus.per), plain(bonus.points), bonus.cap ? fmt::format("，最多 {} 分", plain(*bonus.cap)) : ""),
                   cite(bonus.cite)});
    for (const auto& veto : plan_.vetoes)
        page_.row({veto.title, veto.item, veto.grade ? "等次定为" + *veto.grade : fmt::format("总分不超过 {}", plain(*veto.total_at_most)),
                   cite(veto.cite)});
    page_.heading(3, "等次");
    page_.table({"等次", "总分（含本数）"});
    for (const auto& grade : plan_.grades) page_.row({grade.title, grade.at_least ? "≥ " + plain(*grade.at_least) : std::string("其余")});
}

void Writer::consequences() {
    if (plan_.consequences.empty()) return;
    page_.heading(2, "结果运用", "consequences");
    page_.table({"措施", "情形", "依据"});
    for (const auto& consequence : plan_.consequences) page_.row({consequence.title, consequence.when, cite(consequence.cite)});
}

}  // namespace

std::string requirement(const Item& item) {
    const std::string unit = item.unit.empty() || item.unit == "1" ? "" : " " + item.unit;
    if (item.op.empty())
        return !item.of.empty() ? "" : item.computability == "manual" ? "人工认定" : item.computability == "pending" ? "待下达" : "各分项，见下";
    if (item.op == "by") return item.value + " 前";
    if (item.op == "class<=") return fmt::format(fmt::runtime(label::class_or_better), class_word(item.value));
    if (item.op == "between") {
        const std::size_t dots = item.value.find("..");
        return item.value.substr(0, dots) + "–" + item.value.substr(std::min(dots + 2, item.value.size())) + unit;
    }
    if (item.op == "about") return fmt::format(fmt::runtime(label::about), item.value) + unit;
    const std::string_view sign = item.op == ">=" ? "≥" : item.op == "<=" ? "≤" : std::string_view(item.op);
    return fmt::format("{} {}{}{}", sign, item.value, unit, item.base_year.empty() ? "" : "（比 " + item.base_year + " 年）");
}

std::string_view computability_word(std::string_view id) {
    return id == "computed" ? "计算" : id == "reported" ? "填报" : id == "manual" ? "人工认定" : "目标待定";
}

std::string rhythm(const std::string& report) {
    if (report == "monthly") return "每月";
    if (report == "quarterly") return "每季度";
    if (report == "half_year") return "6月底、12月底";
    if (report == "yearly") return "每年";
    if (report.starts_with("monthly:")) return "每月" + report.substr(8) + "日前";
    if (report.starts_with("quarterly:")) return "每季度后" + report.substr(10) + "日前";
    return report.starts_with("dates:") ? report.substr(6) : report;
}

std::string source_title(const Plan& plan, const std::string& id) {
    for (const auto& source : plan.sources)
        if (source.id == id) return source.title;
    return id;
}

std::string duty_text(const rules::Duty& duty) {
    std::string out;
    const auto add = [&](std::string_view what, const std::vector<std::string>& names) {
        if (!names.empty()) out += fmt::format("{}{}：{}", out.empty() ? "" : "；", what, join(names, "、"));
    };
    add("牵头", duty.lead);
    add("配合", duty.support);
    add("落实", duty.implement);
    return out;
}

std::string policy_word(rules::Missing policy) {
    switch (policy) {
        case rules::Missing::Zero: return "零分";
        case rules::Missing::Full: return "满分";
        case rules::Missing::Exclude: return "剔除";
        case rules::Missing::Undetermined: break;
    }
    return "待定";
}

std::string anchor(std::string_view kind, std::string_view id) {
    std::string out = fmt::format("{}-", kind);
    for (const char c : id) out += c == ' ' || c == '"' || c == '(' || c == ')' ? '_' : c;
    return out;
}

std::string describe(const Score& score) {
    using Form = Score::Form;
    const auto bounds = [&] {
        return (score.floor ? fmt::format("，最低 {}", plain(*score.floor)) : "") + (score.cap ? fmt::format("，最高 {}", plain(*score.cap)) : "");
    };
    switch (score.form) {
        case Form::FullOrZero: return "达标满分，不达标零分";
        case Form::Deduct:
            return fmt::format("每差 {} 扣 {} 分，{}{}{}", plain(score.per), plain(score.points), partial_word(score.partial), bounds(),
                               score.zero_below_by ? fmt::format("；差到 {} 得零分", plain(*score.zero_below_by)) : "");
        case Form::Line: return fmt::format("实际值 × {} + {}{}", plain(score.slope), plain(score.intercept), bounds());
        case Form::Levels: {
            std::string out;
            for (const auto& level : score.levels)
                out += fmt::format("{}{} 得 {} 分", out.empty() ? "" : "，", level.at_least ? "≥ " + plain(*level.at_least) : "其余", plain(level.points));
            return out;
        }
        case Form::Each: return fmt::format("每个 {} 分，{}{}", plain(score.points), score.from_full ? "从满分扣起" : "从零加起", bounds());
        case Form::Ratio: return "满分 × 实际值与目标值之比" + bounds();
        case Form::FactorIfUnmet: return fmt::format("{}；未达标再乘 {}", describe(score.parts.front()), plain(score.factor));
        case Form::Improvement:
            return fmt::format("比对照值每改善 {} 得 {} 分，{}{}", plain(score.per), plain(score.points), partial_word(score.partial), bounds());
        case Form::MinOf: {
            std::string out = "取以下最低：";
            for (const auto& part : score.parts) out += (out.ends_with("：") ? "" : "；") + describe(part);
            return out;
        }
        case Form::WaiveIf: return describe(score.parts.front()) + "；另一指标达标则不扣";
        case Form::Formula: return "公式：" + score.explain;
        case Form::Share: return "满分 × 达标项数 ÷ 参评项数";
    }
    return {};
}

std::string markdown(const Plan& plan) { return Writer(plan).page().markdown(); }
std::string html(const Plan& plan) { return Writer(plan).page().html(plan.title); }

}  // namespace kaohe::handbook
