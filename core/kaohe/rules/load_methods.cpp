// Method plugins and the indicators that use them.
#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/base/version.h"
#include "kaohe/rules/loader.h"
#include "kaohe/rules/names.h"

namespace kaohe::rules {
namespace {

std::vector<std::string> column_names(const model::TableSpec& table) {
    std::vector<std::string> out = table.labels();
    for (const auto& column : table.columns) out.push_back(column.id);
    return out;
}

}  // namespace

const MethodOutput* Method::find_output(std::string_view name) const {
    auto it = std::find_if(outputs.begin(), outputs.end(), [&](const auto& output) { return output.name == name; });
    return it == outputs.end() ? nullptr : &*it;
}

bool Loader::has_all_facts(const lua::Declaration& declaration) {
    const lua::Value* id = declaration.fields.find("id");
    const std::string name = id && id->is(lua::Value::Kind::Text) ? id->text : "?";
    std::vector<std::string> lacking;
    for (const auto& field : find_word("method", ScriptKind::Method)->fields)
        if (field.required && !declaration.fields.find(field.name)) lacking.push_back(field.name);
    if (!declaration.fields.find("run") && !declaration.fields.find("lookup")) lacking.push_back("run");
    if (!lacking.empty()) findings_.add(Code::PluginFacts, declaration.place, name, join(lacking, "、"));
    return lacking.empty();
}

void Loader::load_methods() {
    for (const auto* declaration : all("method")) {
        if (!has_all_facts(*declaration)) continue;
        const Fields fields = fields_of(*declaration);
        Method method{.id = fields.text("id"), .title = fields.text("title"), .edition = fields.text("edition"),
                      .run = fields.function("run"), .place = declaration->place};
        if (fields.integer("api", 0) != kMethodApi) fields.error(Code::PluginApi, method.id, fields.integer("api", 0), kMethodApi);
        for (const auto& known : plan_.methods)
            if (known.id == method.id) fields.error(Code::RuleDuplicate, "方法", method.id, to_string(known.place));
        for (const lua::Value& row : fields.value("basis")->list) {
            if (row.list.size() != 3 || (row.list[2].text != "confirmed" && row.list[2].text != "unconfirmed"))
                fields.error(Code::RuleValue, "method " + method.id, "basis", "每条应为 { \"标准\", \"条款\", \"confirmed\" 或 \"unconfirmed\" }");
            else
                method.basis.push_back({row.list[0].text, row.list[1].text, row.list[2].text});
        }
        if (method.basis.empty()) fields.error(Code::PluginFacts, method.id, "basis");
        if (fields.has("view")) method.view = fields.text("view") == "tasks" ? PlanView::Tasks : PlanView::Projects;
        if (const lua::Value* cover = fields.value("covers")) add_cover(method, "", "", *cover, fields);
        load_method_tables(method, fields);
        load_method_params(method, fields);
        plan_.methods.push_back(std::move(method));
    }
}

void Loader::load_method_tables(Method& method, const Fields& fields) {
    for (const auto& [name, columns] : fields.value("tables")->fields) {
        const model::TableSpec* spec = plan_.dictionary.find(name);
        if (!spec) {
            fields.error(Code::PluginColumn, method.id, "表 " + name, suggestion(name, plan_.dictionary.names()));
            continue;
        }
        MethodTable table{name, {}};
        for (const lua::Value& column : columns.list) {
            if (spec->find(column.text) < 0)
                fields.error(Code::PluginColumn, method.id, name + "." + column.text, suggestion(column.text, column_names(*spec)));
            else
                table.columns.push_back(column.text);
        }
        method.tables.push_back(std::move(table));
    }
    if (const lua::Value* lookup = fields.value("lookup")) {
        const auto part = [&](const char* name) {
            const lua::Value* value = lookup->find(name);
            return value ? value->text : std::string();
        };
        method.lookup = Method::Lookup{part("table"), part("key"), part("value"), part("unit")};
        const model::TableSpec* spec = plan_.dictionary.find(method.lookup->table);
        if (!spec || spec->find(method.lookup->key) < 0 || spec->find(method.lookup->value) < 0)
            fields.error(Code::PluginColumn, method.id, "lookup", "");
    }
}

void Loader::load_checks() {
    for (const auto* declaration : all("check")) {
        const Fields fields = fields_of(*declaration);
        const model::TableSpec* spec = plan_.dictionary.find(fields.text("table"));
        if (!spec) {
            fields.error(Code::PluginColumn, declaration->id, "表 " + fields.text("table"), suggestion(fields.text("table"), plan_.dictionary.names()));
            continue;
        }
        CrossCheck check{.id = declaration->id, .title = fields.text("title"), .mend = fields.text("mend"),
                         .table = plan_.dictionary.index_of(*spec), .columns = fields.texts("columns"), .needs = fields.texts("needs"),
                         .place = fields.text("place"), .doubt = fields.flag("doubt"), .run = fields.function("run")};
        std::vector<std::string> named = check.columns;
        named.insert(named.end(), check.needs.begin(), check.needs.end());
        named.push_back(check.place);
        for (const auto& id : named)
            if (spec->find(id) < 0) fields.error(Code::PluginColumn, check.id, spec->id + "." + id, suggestion(id, column_names(*spec)));
        plan_.checks.push_back(std::move(check));
    }
}

// { from = "2026-03-01", to = "2030-12-31" }: either may be missing.
void Loader::add_cover(Method& method, const std::string& param, const std::string& choice, const lua::Value& value, const Fields& fields) {
    MethodCover cover{.param = param, .choice = choice};
    for (const auto& [name, text] : value.fields) {
        const auto day = text.is(lua::Value::Kind::Text) ? model::parse_day(text.text) : std::nullopt;
        if (!day || (name != "from" && name != "to"))
            fields.error(Code::RuleValue, "method " + method.id, "covers", "应写成 { from = \"2026-03-01\", to = \"2030-12-31\" }");
        else
            (name == "from" ? cover.from : cover.to) = *day;
    }
    method.covers.push_back(std::move(cover));
}

void Loader::load_method_params(Method& method, const Fields& fields) {
    if (const lua::Value* params = fields.value("params"))
        for (const auto& [name, value] : params->fields) {
            const Fields f(value, nested_word("param"), fmt::format("方法 {} 的参数 {}", method.id, name), fields.place(), findings_);
            if (name == "period" || name == "wants") f.error(Code::RuleValue, f.label(), name, "这个名称由程序使用（p.period、p.wants），请换一个");
            const lua::Value* fallback = f.value("default");
            method.params.push_back({name, f.flag("required"), fallback ? *fallback : lua::Value(), f.texts("choices")});
            if (const lua::Value* covers = f.value("covers"))
                for (const auto& [choice, cover] : covers->fields) add_cover(method, name, choice, cover, f);
        }
    for (const auto& [name, value] : fields.value("outputs")->fields) {
        const Fields f(value, nested_word("output"), fmt::format("方法 {} 的输出 {}", method.id, name), fields.place(), findings_);
        method.outputs.push_back({name, f.text("unit"), f.text("title"), f.integer("digits", -1)});
    }
}

void Loader::load_indicators() {
    std::vector<std::string> method_ids;
    for (const auto& method : plan_.methods) method_ids.push_back(method.id);
    for (const auto* declaration : all("indicator")) {
        const Fields fields = fields_of(*declaration);
        Indicator indicator{.id = declaration->id, .title = fields.text("title"), .unit = fields.text("unit"), .place = declaration->place};
        indicator.better = fields.text("better") == "lower" ? Indicator::Better::Lower : Indicator::Better::Higher;
        indicator.digits = fields.integer("digits", 0);
        indicator.value = fields.text("value");
        constexpr int kMostDigits = 12;
        if (indicator.digits < 0 || indicator.digits > kMostDigits) {
            fields.error(Code::RuleValue, fields.label(), "digits", fmt::format("小数位数应在 0 到 {} 之间", kMostDigits));
            indicator.digits = std::clamp(indicator.digits, 0, kMostDigits);  // its targets are read nonetheless
        }
        if (fields.has("unit") && !plan_.known_unit(indicator.unit))
            fields.error(Code::RuleUnit, fields.label(), indicator.unit, "不在单位表中");
        const std::string method = fields.text("method");
        const auto it = std::find(method_ids.begin(), method_ids.end(), method);
        if (it == method_ids.end()) {
            if (fields.has("method"))
                fields.error(Code::PluginMissing, fields.label(), method, suggestion(method, method_ids), join(method_ids, " "));
        } else {
            indicator.method = static_cast<std::size_t>(it - method_ids.begin());
            load_params(indicator, fields);
        }
        const std::size_t index = plan_.indicators.size();
        plan_.indicator_index.emplace(indicator.id, index);
        const auto [titled, is_new] = plan_.title_index.emplace(fold(indicator.title), index);
        if (!is_new) titled->second.reset();  // two indicators of that title: not to be guessed
        plan_.indicators.push_back(std::move(indicator));
    }
    plan_.targets.assign(plan_.indicators.size(), std::vector<std::optional<Target>>(plan_.regions.size()));
}

void Loader::load_params(Indicator& indicator, const Fields& fields) {
    const Method& method = plan_.methods[indicator.method];
    std::vector<std::string> outputs, names;
    for (const auto& output : method.outputs) outputs.push_back(output.name);
    for (const auto& param : method.params) names.push_back(param.name);
    if (fields.has("value") && !method.find_output(indicator.value))
        fields.error(Code::RuleOutput, fields.label(), method.id, indicator.value, suggestion(indicator.value, outputs), join(outputs, " "));
    indicator.params = lua::Value::table();
    const lua::Value* given = fields.value("params");
    if (given)
        for (const auto& [name, value] : given->fields) {
            const auto param = std::find_if(method.params.begin(), method.params.end(), [&, &wanted = name](const auto& p) { return p.name == wanted; });
            if (param == method.params.end())
                fields.error(Code::RuleParam, fields.label(), name, "不存在" + suggestion(name, names), join(names, " "));
            else if (value.is(lua::Value::Kind::Float))
                fields.error(Code::NumberFloat, value.text);
            else if (!param->choices.empty() &&
                     std::find(param->choices.begin(), param->choices.end(), printed(value)) == param->choices.end())
                fields.error(Code::RuleParam, fields.label(), name, fmt::format("不能是“{}”", printed(value)), join(param->choices, " "));
            else {
                indicator.params.set(name, value);
                indicator.given_params.push_back(name);
            }
        }
    for (const auto& param : method.params) {
        if (indicator.params.find(param.name) || (given && given->find(param.name))) continue;
        if (param.required)
            fields.error(Code::RuleParam, fields.label(), param.name, "必须填写", param.choices.empty() ? "任意" : join(param.choices, " "));
        else if (!param.fallback.is_nil())
            indicator.params.set(param.name, param.fallback);
    }
    // A lookup reads another row for each indicator; everything else is shared by equal parameters.
    indicator.run_key = method.lookup ? method.id + " " + indicator.id : method.id + " " + printed(indicator.params);
}

std::optional<std::size_t> Loader::indicator_ref(const Fields& fields, std::string_view id, std::string_view what) {
    if (const auto it = plan_.indicator_index.find(id); it != plan_.indicator_index.end()) return it->second;
    std::vector<std::string> ids;
    for (const auto& indicator : plan_.indicators) ids.push_back(indicator.id);
    fields.error(Code::RuleReference, fields.label(), what, id, suggestion(id, ids));
    return std::nullopt;
}

}  // namespace kaohe::rules
