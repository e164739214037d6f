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

// Takes a target file row by row, or a piece of it ahead. Regions and indicators mostly come in some order, so the last one, or
// what came behind it before, is tried first.
class TargetFileReader : public SideRows {
  public:
    // `findings`: null when reading ahead.
    TargetFileReader(const Plan& plan, const std::string& name, std::string year, Diagnostics* findings)
        : plan_(plan), name_(name), of_year_(std::move(year)), findings_(findings) {}

    void on_header(std::vector<std::string> header) override {
        const auto find = [&](std::initializer_list<std::string_view> names) { return find_header(header, std::span(names.begin(), names.size())); };
        indicator_ = find({"indicator", "指标"});
        year_ = find({"year", "年度"});
        region_ = find({"region", "县区", "county"});
        value_ = find({"value", "目标值", "target"});
        unit_ = find({"unit", "单位"});
        clause_ = find({"clause", "条款"});
        out.names_indicators = indicator_ >= 0;
        out.rows.resize(std::max<std::size_t>(plan_.indicators.size(), 1));
    }
    bool has_columns() const { return region_ >= 0 && value_ >= 0; }
    bool on_row(const SideRowView& row) override;
    std::unique_ptr<SideRows> fork() const override;
    void take(SideRows& fork, std::uint32_t row_offset) override;
    TargetFile out;

  private:
    static std::string_view cell(const SideRowView& row, int column) { return column < 0 ? std::string_view() : row.cells[static_cast<std::size_t>(column)]; }
    std::optional<std::size_t> indicator_named(std::string_view name);

    const Plan& plan_;
    const std::string& name_;
    std::string of_year_;
    Diagnostics* findings_;
    int indicator_ = -1, year_ = -1, region_ = -1, value_ = -1, unit_ = -1, clause_ = -1;
    struct Known {
        std::string name;
        std::optional<std::size_t> indicator;
    };
    std::vector<Known> known_;  // in the order in which they came first
    std::map<std::string, std::size_t, std::less<>> places_;  // of names in known_
    std::size_t last_ = 0;
    std::string last_region_;
    std::optional<std::size_t> last_region_index_;
};

std::optional<std::size_t> TargetFileReader::indicator_named(std::string_view name) {
    const std::size_t next = last_ + 1 < known_.size() ? last_ + 1 : 0;
    for (const std::size_t guess : {next, last_})
        if (guess < known_.size() && known_[guess].name == name) return known_[last_ = guess].indicator;
    const auto [place, added] = places_.try_emplace(std::string(name), known_.size());
    if (added) known_.push_back({std::string(name), plan_.find_indicator(name)});
    return known_[last_ = place->second].indicator;
}

bool TargetFileReader::on_row(const SideRowView& row) {
    if (!has_columns()) return true;
    if (out.file.file.empty()) {
        out.file = row.file;
        out.lines = row.lines;
    }
    const std::string_view year = cell(row, year_);
    if (!year.empty() && year != of_year_) return true;
    std::size_t place = 0;
    if (out.names_indicators) {
        const std::string_view name = cell(row, indicator_);
        const auto indicator = indicator_named(name);
        if (!indicator && !findings_) return false;
        if (!indicator) {
            findings_->add(Code::RuleReference, row.place(), name_, "指标", name, suggestion(name, plan_.indicator_names()));
            return true;
        }
        place = *indicator;
    }
    const std::string_view region = cell(row, region_), unit = cell(row, unit_), clause = cell(row, clause_);
    if (region != last_region_ || !last_region_index_) {
        last_region_ = region;
        last_region_index_ = plan_.find_region(fold(region));
    }
    TargetFile::Row& target = out.rows[place].emplace_back();
    target.row = row.row;
    const bool plain_unit = unit.empty() || (out.names_indicators && unit == plan_.indicators[place].unit);
    num::SmallDecimal value;
    if (last_region_index_ && plain_unit && clause.empty() && num::parse_digits(cell(row, value_), value)) {
        target.region = static_cast<std::uint32_t>(*last_region_index_);
        target.coefficient = value.coefficient;
        target.scale = value.scale;
        return true;
    }
    target.odd = static_cast<std::int32_t>(out.odd.size());
    out.odd.push_back({std::string(region), std::string(cell(row, value_)), std::string(unit), std::string(clause)});
    return true;
}

std::unique_ptr<SideRows> TargetFileReader::fork() const {
    auto copy = std::make_unique<TargetFileReader>(*this);
    copy->findings_ = nullptr;
    copy->out.odd.clear();
    for (auto& rows : copy->out.rows) rows.clear();
    return copy;
}

void TargetFileReader::take(SideRows& fork, std::uint32_t row_offset) {
    const TargetFile& more = dynamic_cast<TargetFileReader&>(fork).out;
    if (out.file.file.empty()) out.file = more.file, out.lines = more.lines;
    for (std::size_t i = 0; i < out.rows.size(); ++i)
        for (TargetFile::Row row : more.rows[i]) {
            row.row += row_offset;
            if (row.odd >= 0) row.odd += static_cast<std::int32_t>(out.odd.size());
            out.rows[i].push_back(row);
        }
    out.odd.insert(out.odd.end(), more.odd.begin(), more.odd.end());
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

const TargetWording& Target::words() const {
    static const TargetWording none;
    return wording ? *wording : none;
}

Place Target::place() const { return row > 0 ? row_place(words().place, words().lines, row) : words().place; }

std::string Target::value_text() const {
    if (!value) return {};
    return high() ? value->to_string() + ".." + second->to_string() : value->to_string();
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

// The branches of an all_of or any_of; false when there are none.
bool Loader::branches_from(const Fields& fields, std::vector<TargetWording::Branch>& out) {
    const lua::Value* branches = fields.value("branches");
    if (!branches || branches->list.empty()) {
        fields.error(Code::RuleFieldMissing, fields.label(), "branches", "各分项目标");
        return false;
    }
    for (const lua::Value& entry : branches->list) {
        const Fields branch(entry, nested_word("branch"), fields.label() + " 的分项", fields.place(), findings_);
        const auto indicator = indicator_ref(branch, branch.text("indicator"), "指标");
        if (!indicator) continue;
        plan_.indicators[*indicator].used = true;
        auto part = target_from(branch, branch.value("value"), *indicator, fields.place(), nullptr);
        if (part) out.push_back({*indicator, std::make_shared<const Target>(std::move(*part))});
    }
    return true;
}

std::optional<Target> Loader::target_from(const Fields& fields, const lua::Value* value, std::size_t indicator, const Place& place,
                                          const std::shared_ptr<const TargetDeclaration>& declared) {
    TargetWording wording{.year = fields.text("year"), .cite = fields.cite(), .place = place, .declaration = declared};
    auto target = worded_target(fields, value, indicator, wording);
    if (target) target->wording = keep(std::move(wording));
    return target;
}

void Loader::take_tolerance(const Fields& fields, std::size_t indicator, Target& target) {
    const lua::Value* tolerance = fields.value("tolerance");
    if (!tolerance) return;
    if (target.form == TargetForm::About)
        set_decimal(target.second, *tolerance, indicator, fields);
    else
        fields.error(Code::RuleValue, fields.label(), "tolerance", "只有 form = about 才有容许差");
}

std::optional<Target> Loader::worded_target(const Fields& fields, const lua::Value* value, std::size_t indicator, TargetWording& wording) {
    Target target{.demo = fields.flag("demo")};
    target.not_due = is_later(wording.year);
    const std::string name = fields.text("form", "at_least");
    if (name == "by_year") {  // the value of the year assessed, with the form given in the years table
        const lua::Value* years = fields.value("years");
        const lua::Value* form = years ? years->find("form") : nullptr;
        target.form = parse_target_form(form ? form->text : "at_least").value_or(TargetForm::AtLeast);
        auto& all_years = wording.years;
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
        wording.year = due->first;
        target.not_due = due->first > assessed;
        return target;
    } else {
        target.form = parse_target_form(name).value_or(TargetForm::AtLeast);
    }
    if (target.form == TargetForm::AllOf || target.form == TargetForm::AnyOf)
        return branches_from(fields, wording.branches) ? std::optional(std::move(target)) : std::nullopt;
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
            set_decimal(target.second, *high, indicator, fields);
    }
    take_tolerance(fields, indicator, target);
    wording.base_year = fields.text("base_year");
    return target;
}

const TargetWording* Loader::keep(TargetWording wording) {
    return plan_.wordings.emplace_back(std::make_shared<const TargetWording>(std::move(wording))).get();
}

void Loader::set_target(std::size_t indicator, std::size_t region, const Target& target) {
    auto& slot = plan_.targets[indicator][region];
    if (slot) {
        findings_.add(Code::RuleDuplicate, target.place(), "目标",
                      plan_.indicators[indicator].id + " " + plan_.regions[region].name, to_string(slot->place()));
        return;
    }
    slot = target;
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
            auto target = target_from(fields, &row.list[1], *indicator, declaration.place, declared);
            if (region && target) set_target(*indicator, *region, *target);
        }
    if (fields.has("file") || unnamed_target_file_) {
        Target all{.form = parse_target_form(fields.text("form", "at_least")).value_or(TargetForm::AtLeast), .demo = fields.flag("demo")};
        TargetWording wording{.base_year = fields.text("base_year"), .year = fields.text("year"), .cite = fields.cite(), .declaration = declared};
        all.not_due = is_later(wording.year);
        take_tolerance(fields, *indicator, all);
        load_target_file(fields.text("file", "targets.csv"), fields, *indicator, all, std::move(wording));
    }
    const bool has_general = fields.has("value") || fields.has("years") || fields.has("branches") ||
                         (!fields.has("rows") && !fields.has("file"));
    if (!has_general) return;
    const auto target = target_from(fields, fields.value("value"), *indicator, declaration.place, declared);
    if (!target) return;
    const Target* const general = plan_.general_targets.emplace_back(std::make_shared<const Target>(*target)).get();
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
        set_target(*indicator, region, copy);
    }
}

const TargetFile* Loader::target_file(const std::string& file, const Fields& fields) {
    auto [it, added] = target_files_.try_emplace(file);
    if (!added) return it->second ? &*it->second : nullptr;
    const auto bytes = side_file(file, fields);
    if (!bytes) return nullptr;
    Diagnostics unknown;  // indicators: the other rows are looked at all the same
    TargetFileReader reader(plan_, file, std::to_string(year_), &unknown);
    const bool read = read_side_rows(*bytes, display_path(folder_ / file), findings_, reader, jobs_);
    for (const auto& finding : unknown.all()) findings_.add(finding);
    if (!read) return nullptr;
    if (!reader.has_columns()) {
        fields.error(Code::RuleFile, file, "至少要有 县区 和 目标值 两列");
        return nullptr;
    }
    it->second = std::move(reader.out);
    return &*it->second;
}

// A row that is not plain: everything about it that is wrong is said, and then it is false.
bool Loader::set_odd_target(const TargetFile& file, const TargetFile::Row& row, std::size_t indicator, const std::string& name, Target& target,
                            std::size_t& region) {
    const TargetFile::Odd& written = file.odd[static_cast<std::size_t>(row.odd)];
    const Place place = row_place(file.file, file.lines, row.row);
    const auto whom = plan_.find_region(fold(written.region));
    if (!whom) {
        findings_.add(Code::RuleReference, place, name, "县区", written.region, suggestion(written.region, plan_.region_names()));
        return false;
    }
    region = *whom;
    static const WordSpec no_fields;
    const lua::Value empty = lua::Value::table();
    const Fields at_row(empty, no_fields, name, place, findings_);
    if (!set_decimal(target.value, lua::Value::of(written.value + written.unit), indicator, at_row)) return false;
    if (written.clause.empty()) return true;
    TargetWording wording = target.words();
    wording.cite.clause = written.clause;
    target.wording = keep(std::move(wording));
    return true;
}

void Loader::load_target_file(const std::string& file, const Fields& fields, std::size_t indicator, const Target& all, TargetWording wording) {
    const TargetFile* read = target_file(file, fields);
    if (!read) {
        doubtful_targets_.insert(indicator);
        return;
    }
    wording.place = read->file;
    wording.lines = read->lines;
    const TargetWording* const shared = keep(std::move(wording));
    const int digits = plan_.indicators[indicator].digits;
    for (const TargetFile::Row& row : read->rows[read->names_indicators ? indicator : 0]) {
        Target target = all;
        target.wording = shared;
        target.row = row.row;
        std::size_t region = row.region;
        if (row.odd >= 0) {
            if (!set_odd_target(*read, row, indicator, file, target, region)) continue;
        } else {
            target.value = Decimal(row.coefficient, row.scale).with_scale(digits);
            if (!target.value) {  // more decimals than the indicator has, were it zeros
                static const WordSpec no_fields;
                const lua::Value empty = lua::Value::table();
                const Fields at_row(empty, no_fields, file, target.place(), findings_);
                if (!set_decimal(target.value, lua::Value::of(Decimal(row.coefficient, row.scale).to_string()), indicator, at_row)) continue;
            }
        }
        set_target(indicator, region, target);
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
