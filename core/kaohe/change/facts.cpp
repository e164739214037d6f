#include "kaohe/change/facts.h"

#include <algorithm>
#include <set>

#include "kaohe/base/digest.h"
#include "kaohe/base/text.h"
#include "kaohe/handbook/handbook.h"
#include "kaohe/handbook/words.h"
#include "kaohe/rules/lua_tokens.h"
#include "kaohe/rules/names.h"
#include "kaohe/rules/schema.h"

namespace kaohe::change {
namespace {

using num::Decimal;
using rules::Plan;

std::string plain(const std::optional<Decimal>& value) { return value ? plain(*value) : std::string(); }
std::string yes_no(bool flag) { return flag ? "是" : "否"; }
std::string day(const std::optional<model::Day>& value) { return value ? model::to_string(*value) : std::string(); }

class FactCollector {
  public:
    FactCollector(const Plan& plan, const std::function<bool(std::size_t, std::size_t)>& wanted_target) : plan_(plan), wanted_target_(wanted_target) {}

    std::vector<Fact> all() {
        pack();
        for (const auto& region : plan_.regions)
            add("县区", region.name, region.name,
                {{"区划代码", region.code}, {"类型", std::string(kind_name(region.kind))}, {"排名", yes_no(region.ranked)}, {"别名", join(region.aliases, "、")}});
        for (const auto& source : plan_.sources)
            add("依据文件", source.id, source.id + "（" + source.title + "）",
                {{"名称", source.title}, {"文号", source.number}, {"印发日期", source.issued}, {"原文", source.file}});
        units();
        tables();
        methods();
        indicators();
        scheme();
        lists();
        loose_code();
        return std::move(out_);
    }

  private:
    void add(std::string kind, std::string key, std::string name, std::vector<Field> fields, std::string region = {}) {
        out_.push_back({std::move(kind), std::move(key), std::move(name), std::move(region), std::move(fields)});
    }
    // By the id of the source: what it is called is a fact of its own.
    static std::string cite(const rules::Cite& cite) { return cite.source.empty() ? cite.clause : cite.source + " " + cite.clause; }
    static std::string titled(const std::string& id, const std::string& title) { return title.empty() || title == id ? id : id + "（" + title + "）"; }
    const std::string& indicator_id(std::size_t index) const { return plan_.indicators[index].id; }
    std::string ids(const std::vector<std::size_t>& indices) const {
        std::vector<std::string> out;
        for (const std::size_t index : indices) out.push_back(indicator_id(index));
        return join(out, "、");
    }
    // The code of the scripts of one folder, without comments and layout.
    static std::string code_of(const rules::Script& script) {
        std::string code = rules::plain_code(rules::lua_tokens(script.chunk.text));
        for (const auto& [name, chunk] : script.siblings) code += "\n" + name + " " + rules::plain_code(rules::lua_tokens(chunk.text));
        return sm3(code);
    }

    void pack() {
        add("规则包", "", plan_.id,
            {{"编号", plan_.id}, {"名称", plan_.title}, {"版本", plan_.version}, {"程序版本", plan_.engine}, {"考核期", plan_.period.to_string()},
             {"考核单位", plan_.office}, {"年度名称", plan_.year_label}});
    }

    void units() {
        for (const auto& unit : plan_.responsible) {
            std::vector<std::string> regions;
            for (const std::size_t region : unit.regions) regions.push_back(plan_.regions[region].name);
            add("责任单位", unit.name, unit.name, {{"别名", join(unit.aliases, "、")}, {"代表", join(regions, "、")}});
        }
    }

    void tables() {
        for (const auto& table : plan_.dictionary.tables) {
            std::vector<std::string> columns;
            for (const auto& column : table.columns)
                columns.push_back(fmt::format("{}{}{}", column.label, column.unit.empty() ? "" : "(" + column.unit + ")", column.required ? "*" : ""));
            add("数据表", table.id, titled(table.id, table.title), {{"列", join(columns, "、")}});
        }
    }

    void methods() {
        std::set<std::size_t> used;
        for (const auto& indicator : plan_.indicators) used.insert(indicator.method);
        for (const std::size_t index : used) {
            const auto& method = plan_.methods[index];
            std::vector<std::string> basis, outputs;
            for (const auto& each : method.basis) basis.push_back(fmt::format("{} {}（{}）", each.standard, each.clause, each.status == "confirmed" ? "已核" : "来源待核"));
            for (const auto& output : method.outputs) outputs.push_back(output.name + (output.unit.empty() ? "" : "(" + output.unit + ")"));
            std::string code;
            for (const auto& script : plan_.scripts.all)
                if (script.first_function <= method.run && method.run <= script.last_function) code = code_of(script);
            add("方法", method.id, titled(method.id, method.title),
                {{"名称", method.title}, {"版本", method.edition}, {"依据", join(basis, "；")}, {"输出", join(outputs, "、")}, {"算法", code, true}});
        }
    }

    void indicators() {
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
            const auto& indicator = plan_.indicators[i];
            add("指标", indicator.id, titled(indicator.id, indicator.title),
                {{"名称", indicator.title}, {"单位", indicator.unit}, {"方向", indicator.better == rules::Indicator::Better::Lower ? "越低越好" : "越高越好"},
                 {"小数位数", std::to_string(indicator.digits)}, {"方法", plan_.methods[indicator.method].id}, {"取值", indicator.value},
                 {"参数", rules::printed(indicator.params)}});
            for (std::size_t region = 0; region < plan_.regions.size(); ++region)
                if (const auto& target = plan_.targets[i][region]; target && wanted_target_(i, region)) this->target(indicator, *target, plan_.regions[region].name);
        }
    }

    std::string value_text(const rules::Target& target) const {
        if (!target.words().years.empty()) {
            std::vector<std::string> years;
            for (const auto& [year, value] : target.words().years) years.push_back(year + "年 " + value.to_string());
            return join(years, "、");
        }
        if (!target.branches().empty()) {
            std::vector<std::string> branches;
            for (const auto& branch : target.branches())
                branches.push_back(fmt::format("{} {} {}", plan_.indicators[branch.indicator].title, form_op(branch.target->form), value_text(*branch.target)));
            return join(branches, target.form == rules::TargetForm::AllOf ? "，并且 " : "，或者 ");
        }
        if (target.form == rules::TargetForm::Qualitative) return "人工认定";
        return target.value ? target.value_text() : "待下达";
    }

    void target(const rules::Indicator& indicator, const rules::Target& target, const std::string& region) {
        add("目标", indicator.id + "\n" + region, indicator.title,
            {{"", value_text(target)}, {"形式", std::string(form_name(target.form))}, {"到哪一年", target.year()}, {"基准年", target.base_year()},
             {"容许差", plain(target.tolerance())}, {"依据", cite(target.cite())}, {"示范", yes_no(target.demo)},
             {"责任单位", target.duty() ? handbook::duty_text(*target.duty()) : ""}},
            region);
    }

    const lua::Chunk* chunk_of(const std::string& file) const {
        for (const auto& script : plan_.scripts.all) {
            if (script.kind != rules::ScriptKind::Pack) continue;
            if (script.chunk.name == file) return &script.chunk;
            for (const auto& [name, sibling] : script.siblings)
                if (sibling.name == file) return &sibling;
        }
        return nullptr;
    }

    // What stands between the braces of the formula { … } that begins on that line.
    std::string formula_code(const std::string& file, int line) const {
        const lua::Chunk* chunk = chunk_of(file);
        if (!chunk) return {};
        const auto tokens = rules::lua_tokens(chunk->text, {"formula"});
        auto at = std::find_if(tokens.begin(), tokens.end(), [&](const auto& token) { return token.text == "formula" && token.line == line; });
        std::vector<rules::LuaToken> inside;
        for (at = std::find_if(at, tokens.end(), [](const auto& token) { return token.declaration == "formula"; });
             at != tokens.end() && at->declaration == "formula"; ++at)
            inside.push_back(*at);
        return sm3(rules::plain_code(inside));
    }

    void formulas(const rules::Rule& rule, const rules::Score& score, std::vector<Field>& fields) const {
        if (score.form == rules::Score::Form::Formula) fields.push_back({"公式", formula_code(rule.place.file, score.line), true});
        for (const auto& part : score.parts) formulas(rule, part, fields);
    }

    void scheme() {
        if (!plan_.scheme) return;
        const auto& scheme = *plan_.scheme;
        add("计分方案", "", scheme.title,
            {{"名称", scheme.title}, {"总分", plain(scheme.total)}, {"得分修约间隔", plain(scheme.points_interval)}, {"排名修约间隔", plain(scheme.rank_interval)},
             {"折算到", plain(scheme.scale_to)}, {"示范", yes_no(scheme.demo)}});
        for (const auto& group : plan_.groups)
            add("组", group.id, titled(group.id, group.title), {{"名称", group.title}, {"分值", plain(group.points)}, {"上限", plain(group.cap)}, {"下限", plain(group.floor)}});
        for (const auto& rule : plan_.rules)
            if (!rule.part_of) this->rule(rule);
        for (const auto& bonus : plan_.bonuses)
            add("加分", bonus.id, titled(bonus.id, bonus.title),
                {{"名称", bonus.title}, {"事项", bonus.item}, {"每", plain(bonus.per)}, {"加分", plain(bonus.points)}, {"最多", plain(bonus.cap)}, {"依据", cite(bonus.cite)}});
        for (const auto& veto : plan_.vetoes)
            add("一票否决", veto.id, titled(veto.id, veto.title),
                {{"名称", veto.title}, {"事项", veto.item}, {"等次定为", veto.grade.value_or("")}, {"总分不超过", plain(veto.total_at_most)}, {"依据", cite(veto.cite)}});
        for (const auto& grade : plan_.grades) add("等次", grade.title, grade.title, {{"不低于", plain(grade.at_least)}});
    }

    void rule(const rules::Rule& rule) {
        std::vector<std::string> members;
        for (const std::size_t member : rule.members) members.push_back(plan_.rules[member].id);
        std::vector<Field> fields = {
            {"名称", rule.title}, {"组", plan_.groups.empty() ? "" : plan_.groups[rule.group].id}, {"满分", plain(rule.points)},
            {"指标", rule.indicator ? indicator_id(*rule.indicator) : ""}, {"需要的指标", ids(rule.needs)}, {"成员", join(members, "、")},
            {"计分", handbook::describe(rule.score)}, {"比较", std::string(name_of(rule.compare))}, {"缺报", handbook::policy_word(rule.missing)},
            {"数据无效", handbook::policy_word(rule.invalid)}, {"无此项", rule.not_applicable == rules::NotApplicable::Full ? "满分" : "折算"},
            {"依据", rule.cite ? cite(*rule.cite) : ""}};
        formulas(rule, rule.score, fields);
        add("规则", rule.id, titled(rule.id, rule.title), std::move(fields));
    }

    void lists() {
        for (const auto& task : plan_.tasks) {
            std::vector<std::string> regions;
            for (const std::size_t region : task.regions) regions.push_back(plan_.regions[region].name);
            add("任务", task.id, titled(task.id, task.title),
                {{"名称", task.title}, {"序号", task.no}, {"完成时限", day(task.due)}, {"时限原文", task.due_text}, {"报送", handbook::rhythm(task.report)},
                 {"责任单位", handbook::duty_text(task.duty)}, {"报送单位", join(regions, "、")}, {"依据", cite(task.cite)}, {"说明", task.note}});
        }
        for (const auto& threshold : plan_.thresholds)
            add("限值", threshold.id, titled(threshold.id, threshold.title),
                {{"", threshold.op + " " + threshold.value}, {"名称", threshold.title}, {"对象", threshold.whom}, {"单位", threshold.unit}, {"年度", threshold.year},
                 {"时限", day(threshold.due)}, {"牵头", join(threshold.lead, "、")}, {"依据", cite(threshold.cite)}, {"说明", threshold.note}});
        for (const auto& project : plan_.projects) {
            add("项目清单", project.id, titled(project.id, project.title), {{"名称", project.title}, {"依据", cite(project.cite)}});
            for (const auto& item : project.items)
                add("项目", item.id, titled(item.id, item.name),
                    {{"清单", project.id}, {"单位名称", item.name}, {"县区", item.region ? plan_.regions[*item.region].name : ""}, {"数量", plain(item.quantity)},
                     {"规模", plain(item.scale)}, {"规模单位", item.scale_unit}, {"措施", item.measure}, {"完成时间", day(item.due)}, {"时限原文", item.due_text},
                     {"说明", item.note}});
        }
        for (const auto& item : plan_.consequences)
            add("结果运用", item.id, titled(item.id, item.title),
                {{"措施", item.title}, {"情形", item.when}, {"文种", item.kind}, {"差距达到", plain(item.gap_at_least)}, {"未达标比例达到", plain(item.share_unmet)},
                 {"连续未达标", yes_no(item.repeated)}, {"等次", item.grade}, {"奖励", yes_no(item.reward)}, {"依据", cite(item.cite)}});
    }

    // What a file does besides declaring: values and functions that formulas may use.
    void loose_code() {
        const auto& words = rules::vocabulary(rules::ScriptKind::Pack);
        std::vector<std::string> declared = words.named;
        declared.insert(declared.end(), words.plain.begin(), words.plain.end());
        const auto note = [&](const lua::Chunk& chunk) {
            std::vector<rules::LuaToken> loose;
            const auto tokens = rules::lua_tokens(chunk.text, declared);
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                const bool word = std::find(declared.begin(), declared.end(), tokens[i].text) != declared.end() || tokens[i].text == words.sibling_word;
                if (word && i + 1 < tokens.size() && tokens[i + 1].kind == rules::LuaToken::Kind::String) ++i;  // its id
                const bool of_declaration = word || !tokens[i].declaration.empty() || tokens[i].text == "{" || tokens[i].text == "}";
                if (!of_declaration) loose.push_back(tokens[i]);
            }
            const std::string file = std::filesystem::path(chunk.name).filename().string();
            if (!loose.empty()) add("代码", file, file, {{"", sm3(rules::plain_code(loose)), true}});
        };
        for (const auto& script : plan_.scripts.all) {
            if (script.kind != rules::ScriptKind::Pack) continue;
            note(script.chunk);
            for (const auto& [name, chunk] : script.siblings) note(chunk);
        }
    }

    const Plan& plan_;
    const std::function<bool(std::size_t, std::size_t)>& wanted_target_;
    std::vector<Fact> out_;
};

}  // namespace

std::vector<Fact> facts(const Plan& plan, const std::function<bool(std::size_t, std::size_t)>& wanted_target) { return FactCollector(plan, wanted_target).all(); }

}  // namespace kaohe::change
