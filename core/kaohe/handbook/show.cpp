// One id of a pack, as plain text: what `rules show` prints.
#include <algorithm>

#include <fmt/format.h>

#include "kaohe/base/text.h"
#include "kaohe/handbook/handbook.h"
#include "kaohe/handbook/words.h"
#include "kaohe/rules/names.h"

namespace kaohe::handbook {
namespace {

class Text {
  public:
    void line(std::string_view name, std::string_view value) {
        if (!value.empty()) out_ += fmt::format("{}：{}\n", name, value);
    }
    // With the layer that set the value.
    void line(std::string_view name, std::string_view value, std::string_view origin) {
        if (!value.empty()) out_ += fmt::format("{}：{}　〔{}〕\n", name, value, origin);
    }
    void title(std::string_view value) { out_ += fmt::format("{}{}\n", out_.empty() ? "" : "\n", value); }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

class Finder {
  public:
    Finder(const rules::Plan& plan, std::string_view id) : plan_(plan), id_(id) {
        const std::string prefix = plan.id + ":";
        if (id_.starts_with(prefix)) id_.remove_prefix(prefix.size());
    }

    std::string all() {
        indicator();
        for (const auto& rule : plan_.rules)
            if (rule.id == id_ && !rule.part_of) this->rule(rule);
        items();
        for (const auto& source : plan_.sources)
            if (source.id == id_) {
                text_.title("依据文件 " + source.id);
                text_.line("名称", source.title);
                text_.line("文号", source.number);
                text_.line("印发", source.issued);
            }
        for (const auto& bonus : plan_.bonuses)
            if (bonus.id == id_) {
                text_.title("加分 " + bonus.id);
                text_.line("名称", bonus.title);
                text_.line("事项", bonus.item);
                cite(bonus.cite);
            }
        for (const auto& veto : plan_.vetoes)
            if (veto.id == id_) {
                text_.title("一票否决 " + veto.id);
                text_.line("名称", veto.title);
                text_.line("事项", veto.item);
                cite(veto.cite);
            }
        return text_.take();
    }

  private:
    std::string cite_text(const rules::Cite& cite) const { return source_title(plan_, cite.source) + " " + cite.clause; }
    void cite(const rules::Cite& cite) { text_.line("依据", source_title(plan_, cite.source) + " " + cite.clause); }
    void place(const Place& place) { text_.line("声明于", to_string(place)); }
    void indicator();
    void rule(const rules::Rule& rule);
    void items();
    void params(const rules::Indicator& indicator);
    void requirement_of(const rules::Item& item);

    const rules::Plan& plan_;
    std::string_view id_;
    Text text_;
};

void Finder::indicator() {
    const std::string_view own = id_.substr(0, id_.find(':'));  // "air.pm25:利通区" shows the indicator too
    for (const auto& indicator : plan_.indicators) {
        if (indicator.id != own) continue;
        const auto& method = plan_.methods[indicator.method];
        text_.title("指标 " + indicator.id);
        text_.line("名称", indicator.title);
        text_.line("单位", indicator.unit == "1" ? "" : indicator.unit);
        text_.line("方向", indicator.better == rules::Indicator::Better::Lower ? "越低越好" : "越高越好");
        text_.line("小数位", std::to_string(indicator.digits));
        text_.line("方法", fmt::format("{} {}（版本 {}），取 {}", method.id, method.title, method.edition, indicator.value));
        for (const auto& basis : method.basis)
            text_.line("方法依据", fmt::format("{}：{}（{}）", basis.standard, basis.clause, basis.status == "confirmed" ? "已核" : "来源待核"));
        params(indicator);
        for (const auto& table : method.tables) text_.line("读取的表", fmt::format("{}：{}", table.table, join(table.columns, "、")));
        place(indicator.place);
    }
}

// Parameters: what the indicator writes, else the method's default.
void Finder::params(const rules::Indicator& indicator) {
    for (const auto& param : plan_.methods[indicator.method].params) {
        const lua::Value* value = indicator.params.find(param.name);
        if (!value) continue;
        const auto& given = indicator.given_params;
        const bool is_given = std::find(given.begin(), given.end(), param.name) != given.end();
        const std::string standard = rules::printed(param.fallback);
        const std::string otherwise = param.fallback.is_nil() ? "，方法没有默认值" : standard == rules::printed(*value) ? "，与方法的默认值相同" : "，代替方法的默认值 " + standard;
        text_.line("参数 " + param.name, rules::printed(*value), is_given ? "指标写明" + otherwise : "方法的默认值");
    }
}

void Finder::rule(const rules::Rule& rule) {
    const auto written = [&](std::string_view field, std::string_view otherwise) { return rule.gives(field) ? std::string_view("规则写明") : otherwise; };
    text_.title("规则 " + rule.id);
    text_.line("名称", rule.title, written("title", rule.indicator ? "没有写，取指标的名称" : "没有写，取编号"));
    text_.line("满分", rule.points.trimmed().to_string());
    text_.line("组", plan_.groups[rule.group].title);
    text_.line("计分", describe(rule.score));
    text_.line("比较", rule.compare == rules::Compare::Rounded ? "修约值比较法" : "全数值比较法");
    text_.line("缺报", policy_word(rule.missing), written("missing", "没有写"));
    text_.line("数据无效", policy_word(rule.invalid), written("invalid", "没有写，同缺报"));
    text_.line("无此项", rule.not_applicable == rules::NotApplicable::Full ? "满分" : "折算", written("not_applicable", "没有写，按折算"));
    for (const std::size_t member : rule.members) text_.line("包括", plan_.rules[member].id + " " + plan_.rules[member].title);
    if (rule.cite) cite(*rule.cite);
    place(rule.place);
}

void Finder::items() {
    const std::string wanted = fmt::format("{}:{}", plan_.id, id_);
    rules::for_each_item(plan_, wanted, [&](const rules::Item& item) {
        const bool of_indicator = item.id.starts_with(wanted) && item.id.size() > wanted.size() && (item.id[wanted.size()] == ':' || item.id[wanted.size()] == '/');
        if (item.id != wanted && !of_indicator && item.parent != wanted) return;
        const std::string_view kind = item.kind == "target" ? "目标" : item.kind == "task" ? "任务" : item.kind == "project" ? "项目" : "限值";
        text_.title(fmt::format("{} {}", kind, item.id));
        text_.line("名称", item.title);
        text_.line(item.kind == "threshold" ? "对象" : "县区", item.region);
        requirement_of(item);
        text_.line("年度", item.year);
        text_.line("完成时限", item.due.empty() ? item.due_text : item.due);
        text_.line("责任单位", duty_text(item.duty));
        text_.line("报送", rhythm(item.report));
        text_.line("数量", item.quantity);
        text_.line("规模", item.scale.empty() ? "" : item.scale + " " + item.scale_unit);
        text_.line("数据", computability_word(item.computability));
        if (item.target && item.target->declaration() && item.target->declaration()->cite.clause != item.cite.clause)
            text_.line("依据", cite_text(item.cite), fmt::format("该行写明条款，代替 targets 写的 {}", item.target->declaration()->cite.clause));
        else
            cite(item.cite);
        text_.line("说明", item.note);
    });
}

// What is asked for, and of a target the line that says so: a county's own row stands before the line for all.
void Finder::requirement_of(const rules::Item& item) {
    const rules::Target* target = item.target;
    if (!target || !target->declaration()) return text_.line("要求", requirement(item));
    std::string origin = to_string(target->place());
    if (target->replaces) {
        rules::Item general = item;
        general.op = form_op(target->replaces->form);
        general.value = target->replaces->value_text();
        origin += fmt::format("，本县区的行，代替全部县区的 {}（{}）", requirement(general), to_string(target->replaces->place()));
    } else if (target->place() != target->declaration()->place) {
        origin += "，形式和年度按 " + to_string(target->declaration()->place);
    }
    text_.line("要求", requirement(item), origin);
}

}  // namespace

std::string show(const rules::Plan& plan, std::string_view id) { return Finder(plan, id).all(); }

}  // namespace kaohe::handbook
