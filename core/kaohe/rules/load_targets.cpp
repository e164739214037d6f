// Targets: what an indicator must reach, for each region, from Lua rows, a city line, or a table file.
#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/rules/loader.h"

namespace kaohe::rules {
namespace {

struct FormRow {
    TargetForm form;
    std::string_view name, op;
};
constexpr FormRow kTargetForms[] = {
    {TargetForm::AtLeast, "at_least", ">="},   {TargetForm::MoreThan, "more_than", ">"},
    {TargetForm::AtMost, "at_most", "<="},     {TargetForm::LessThan, "less_than", "<"},
    {TargetForm::Equal, "equal", "="},         {TargetForm::Between, "between", "between"},
    {TargetForm::ClassOrBetter, "class_or_better", "class<="}, {TargetForm::DropAtLeast, "drop_at_least", ">="},
    {TargetForm::AllOf, "all_of", "all"},      {TargetForm::AnyOf, "any_of", "any"},
    {TargetForm::About, "about", "about"},     {TargetForm::Assigned, "assigned", ""},
    {TargetForm::Qualitative, "qualitative", ""},
};

std::optional<TargetForm> parse_target_form(std::string_view name) {
    for (const FormRow& row : kTargetForms)
        if (row.name == name) return row.form;
    return std::nullopt;
}

bool needs_value(TargetForm form) {
    return form != TargetForm::AllOf && form != TargetForm::AnyOf && form != TargetForm::Assigned && form != TargetForm::Qualitative;
}

}  // namespace

std::string_view form_name(TargetForm form) {
    for (const FormRow& row : kTargetForms)
        if (row.form == form) return row.name;
    return "";
}

std::string_view form_op(TargetForm form) {
    for (const FormRow& row : kTargetForms)
        if (row.form == form) return row.op;
    return "";
}

std::string Target::value_text() const {
    if (!value) return {};
    return form == TargetForm::Between && high ? value->to_string() + ".." + high->to_string() : value->to_string();
}

// A target value with its unit checked and no more decimals than the indicator has.
bool Loader::set_decimal(std::optional<Decimal>& out, const lua::Value& value, std::size_t index, const Fields& fields) {
    const Indicator& indicator = plan_.indicators[index];
    if (value.is(lua::Value::Kind::Float)) {
        fields.error(Code::NumberFloat, value.text);
        return false;
    }
    const auto read = read_decimal(value);
    if (!read) {
        fields.error(Code::RuleFieldType, fields.label(), "value", "数值，可带单位", value.text.empty() ? std::string(kind_name(value.kind)) : "“" + value.text + "”");
        return false;
    }
    if (!read->unit.empty() && !plan_.same_unit(read->unit, indicator.unit)) {
        const bool known = plan_.known_unit(read->unit);
        fields.error(Code::RuleUnit, fields.label(), read->unit, fmt::format("{}指标的单位是 {}", known ? "不能用在这里，" : "不在单位表中，", indicator.unit));
        return false;
    }
    const auto digits = read->value.trimmed().scale();
    if (digits > indicator.digits) {
        fields.error(Code::RuleValue, fields.label(), "value",
                     fmt::format("目标值 {} 有 {} 位小数，指标只有 {} 位；请改目标值，或改指标的 digits", read->value.to_string(), digits, indicator.digits));
        return false;
    }
    out = read->value.trimmed().with_scale(indicator.digits);
    return true;
}

std::optional<Target> Loader::branches_from(const Fields& fields, Target target) {
    const lua::Value* branches = fields.value("branches");
    if (!branches || branches->list.empty()) {
        fields.error(Code::RuleFieldMissing, fields.label(), "branches", "各分项目标");
        return std::nullopt;
    }
    for (const lua::Value& entry : branches->list) {
        const Fields branch(entry, nested_word("branch"), fields.label() + " 的分项", fields.place(), findings_);
        const auto indicator = indicator_ref(branch, branch.text("indicator"), "指标");
        if (!indicator) continue;
        plan_.indicators[*indicator].used = true;
        auto part = target_from(branch, branch.value("value"), *indicator, fields.place());
        if (part) target.branches.push_back({*indicator, std::make_shared<const Target>(std::move(*part))});
    }
    return target;
}

std::optional<Target> Loader::target_from(const Fields& fields, const lua::Value* value, std::size_t indicator, const Place& place) {
    Target target{.year = fields.text("year"), .cite = fields.cite(), .demo = fields.flag("demo"), .place = place};
    target.not_due = !target.year.empty() && target.year > std::to_string(year_);
    const std::string name = fields.text("form", "at_least");
    if (name == "by_year") {  // the value of the year assessed, with the form given in the years table
        const lua::Value* years = fields.value("years");
        const lua::Value* form = years ? years->find("form") : nullptr;
        target.form = parse_target_form(form ? form->text : "at_least").value_or(TargetForm::AtLeast);
        std::vector<std::pair<std::string, Decimal>> all_years;
        if (years)
            for (const auto& [year, written] : years->fields) {
                std::optional<Decimal> of_that_year;
                if (year != "form" && set_decimal(of_that_year, written, indicator, fields)) all_years.emplace_back(year, *of_that_year);
            }
        std::sort(all_years.begin(), all_years.end());
        const std::string assessed = std::to_string(year_);
        const auto due = std::find_if(all_years.begin(), all_years.end(), [&](const auto& entry) { return entry.first >= assessed; });
        if (due == all_years.end()) {
            fields.error(Code::RuleFieldMissing, fields.label(), "years", fmt::format("{} 年或以后的目标值", year_));
            return std::nullopt;
        }
        target.value = due->second;
        target.year = due->first;
        target.not_due = due->first > assessed;
        target.years = std::make_shared<const std::vector<std::pair<std::string, Decimal>>>(std::move(all_years));
        return target;
    } else {
        target.form = parse_target_form(name).value_or(TargetForm::AtLeast);
    }
    if (target.form == TargetForm::AllOf || target.form == TargetForm::AnyOf) return branches_from(fields, std::move(target));
    if (needs_value(target.form)) {
        if (!value) {
            fields.error(Code::RuleFieldMissing, fields.label(), "value", "目标值");
            return std::nullopt;
        }
        if (!set_decimal(target.value, *value, indicator, fields)) return std::nullopt;
    } else if (target.form == TargetForm::Assigned && value && !set_decimal(target.value, *value, indicator, fields)) {
        return std::nullopt;
    }
    // 下达 has come: from here on it is an ordinary target in the indicator's direction.
    if (target.form == TargetForm::Assigned && target.value)
        target.form = plan_.indicators[indicator].better == Indicator::Better::Lower ? TargetForm::AtMost : TargetForm::AtLeast;
    if (target.form == TargetForm::Between) {
        const lua::Value* high = fields.value("high");
        if (!high)
            fields.error(Code::RuleFieldMissing, fields.label(), "high", "区间上限");
        else
            set_decimal(target.high, *high, indicator, fields);
    }
    if (const lua::Value* tolerance = fields.value("tolerance")) set_decimal(target.tolerance, *tolerance, indicator, fields);
    target.base_year = fields.text("base_year");
    return target;
}

void Loader::set_target(std::size_t indicator, std::size_t region, Target target) {
    auto& slot = plan_.targets[indicator][region];
    if (slot) {
        findings_.add(Code::RuleDuplicate, target.place, "目标",
                      plan_.indicators[indicator].id + " " + plan_.regions[region].name, to_string(slot->place));
        return;
    }
    slot = std::move(target);
}

void Loader::load_targets_of(const lua::Declaration& declaration) {
    const Fields fields = fields_of(declaration);
    const auto indicator = indicator_ref(fields, declaration.id, "指标");
    check_cite(fields.cite(), fields.label(), declaration.place);
    if (!indicator) return;
    const auto declared = std::make_shared<const TargetDeclaration>(TargetDeclaration{fields.cite(), duty_of(fields), declaration.place});
    const auto region_of = [&](const std::string& name) {
        auto region = plan_.find_region(fold(name));
        if (!region)
            fields.error(Code::RuleReference, fields.label(), "县区", name, suggestion(name, plan_.region_names()));
        return region;
    };
    if (const lua::Value* rows = fields.value("rows"))
        for (const lua::Value& row : rows->list) {
            if (row.list.size() < 2) {
                fields.error(Code::RuleValue, fields.label(), "rows", "每行应为 { \"县区\", \"目标值\" }");
                continue;
            }
            const auto region = region_of(row.list[0].text);
            auto target = target_from(fields, &row.list[1], *indicator, declaration.place);
            if (target) target->declaration = declared;
            if (region && target) set_target(*indicator, *region, std::move(*target));
        }
    if (fields.has("file") || unnamed_target_file_) load_target_file(fields.text("file", "targets.csv"), fields, *indicator, declared);
    const bool has_general = fields.has("value") || fields.has("years") || fields.has("branches") ||
                         (!fields.has("rows") && !fields.has("file"));
    if (!has_general) return;
    auto target = target_from(fields, fields.value("value"), *indicator, declaration.place);
    if (!target) return;
    target->declaration = declared;
    const auto general = std::make_shared<const Target>(*target);
    const bool each = fields.text("applies") == "each";
    const auto named = each ? std::vector<std::string>{} : fields.texts("applies");
    for (const auto& name : named)
        if (const auto region = region_of(name)) set_target(*indicator, *region, *target);
    if (!named.empty()) return;
    // A city line: for the city itself, or ("each") for every county and zone that has no row of its own.
    for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
        const auto kind = plan_.regions[region].kind;
        const bool meant = each ? kind == model::Region::Kind::County || kind == model::Region::Kind::Zone
                                : kind == model::Region::Kind::City;
        if (!meant) continue;
        if (auto& own = plan_.targets[*indicator][region]) {
            own->replaces = general;
            continue;
        }
        Target copy = *target;
        copy.demo = copy.demo || each;
        set_target(*indicator, region, std::move(copy));
    }
}

const TargetFile* Loader::target_file(const std::string& file, const Fields& fields) {
    auto [it, added] = target_files_.try_emplace(file);
    if (!added) return it->second ? &*it->second : nullptr;
    auto table = read_side_table(file, fields);
    if (!table) return nullptr;
    TargetFile out;
    const int indicator = table->find({"indicator", "指标"}), year = table->find({"year", "年度"});
    out.region = table->find({"region", "县区", "county"});
    out.value = table->find({"value", "目标值", "target"});
    out.unit = table->find({"unit", "单位"});
    out.clause = table->find({"clause", "条款"});
    out.names_indicators = indicator >= 0;
    if (out.region < 0 || out.value < 0) {
        fields.error(Code::RuleFile, file, "至少要有 县区 和 目标值 两列");
        return nullptr;
    }
    out.rows.resize(std::max<std::size_t>(plan_.indicators.size(), 1));
    std::map<std::string, std::optional<std::size_t>> known;
    const std::string of_year = std::to_string(year_);
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
        const auto& cells = table->rows[row].cells;
        if (year >= 0 && !cells[static_cast<std::size_t>(year)].empty() && cells[static_cast<std::size_t>(year)] != of_year) continue;
        if (!out.names_indicators) {
            out.rows[0].push_back(row);
            continue;
        }
        const std::string& name = cells[static_cast<std::size_t>(indicator)];
        auto [which, first] = known.try_emplace(name);
        if (first) which->second = plan_.find_indicator(name);
        if (which->second)
            out.rows[*which->second].push_back(row);
        else
            findings_.add(Code::RuleReference, table->rows[row].place, file, "指标", name, suggestion(name, plan_.indicator_names()));
    }
    out.table = std::move(*table);
    it->second = std::move(out);
    return &*it->second;
}

// A value as most cells are: plain digits, in the indicator's own unit or without one. Nothing for everything else, which
// set_decimal() then looks at.
std::optional<Decimal> Loader::plain_value(const std::string& value, const std::string& unit, const Indicator& indicator) {
    if (!unit.empty() && unit != indicator.unit) return std::nullopt;
    const auto read = Decimal::parse(value);
    return read ? read->trimmed().with_scale(indicator.digits) : std::nullopt;
}

void Loader::load_target_file(const std::string& file, const Fields& fields, std::size_t indicator,
                              const std::shared_ptr<const TargetDeclaration>& declared) {
    const TargetFile* read = target_file(file, fields);
    if (!read) {
        doubtful_targets_.insert(indicator);
        return;
    }
    static const WordSpec no_fields;
    const lua::Value empty = lua::Value::table();
    Target all{.form = parse_target_form(fields.text("form", "at_least")).value_or(TargetForm::AtLeast), .base_year = fields.text("base_year"),
               .year = fields.text("year"), .cite = fields.cite(), .demo = fields.flag("demo"), .declaration = declared};
    all.not_due = all.year > std::to_string(year_);
    for (const std::size_t index : read->rows[read->names_indicators ? indicator : 0]) {
        const SideRow& row = read->table.rows[index];
        static const std::string nothing;
        const auto cell = [&](int column) -> const std::string& { return column < 0 ? nothing : row.cells[static_cast<std::size_t>(column)]; };
        const auto whom = plan_.find_region(fold(cell(read->region)));
        if (!whom) {
            findings_.add(Code::RuleReference, row.place, file, "县区", cell(read->region), suggestion(cell(read->region), plan_.region_names()));
            continue;
        }
        Target target = all;
        target.place = row.place;
        if (!cell(read->clause).empty()) target.cite.clause = cell(read->clause);
        target.value = plain_value(cell(read->value), cell(read->unit), plan_.indicators[indicator]);
        if (!target.value) {
            const Fields at_row(empty, no_fields, file, row.place, findings_);
            if (!set_decimal(target.value, lua::Value::of(cell(read->value) + cell(read->unit)), indicator, at_row)) continue;
        }
        set_target(indicator, *whom, std::move(target));
    }
}

void Loader::load_targets() {
    // A county's own row stands above a line for the whole city, in whatever order they are written.
    auto declarations = all("targets");
    std::stable_partition(declarations.begin(), declarations.end(),
                          [](const auto* declaration) { return declaration->fields.find("value") == nullptr; });
    const bool named = std::any_of(declarations.begin(), declarations.end(), [](const auto* declaration) {
        const lua::Value* file = declaration->fields.find("file");
        return file && file->text == "targets.csv";
    });
    std::error_code error;
    unnamed_target_file_ = !named && std::filesystem::exists(folder_ / "targets.csv", error);
    if (plan_.regions.empty()) return;  // that was said; every target would be of an unknown region
    for (const auto* declaration : declarations) {
        const std::size_t errors = findings_.errors();
        load_targets_of(*declaration);
        const auto indicator = plan_.find_indicator(declaration->id);
        if (indicator && findings_.errors() > errors) doubtful_targets_.insert(*indicator);
    }
}

}  // namespace kaohe::rules
