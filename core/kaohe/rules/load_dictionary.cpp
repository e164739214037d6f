// Units, tables and columns of the data dictionary; packs may extend it.
#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/rules/loader.h"

namespace kaohe::rules {
namespace {

model::ValueType parse_type(std::string_view text) {
    using Type = model::ValueType;
    if (text == "number") return Type::Number;
    if (text == "date") return Type::Date;
    if (text == "month") return Type::Month;
    if (text == "year") return Type::Year;
    if (text == "flag") return Type::Flag;
    if (text == "hour") return Type::Hour;
    if (text == "deadline") return Type::Deadline;
    if (text == "class") return Type::Class;
    return Type::Text;
}

void add_folded(std::vector<std::string>& list, std::string_view text) {
    std::string folded = fold(text);
    if (!folded.empty() && std::find(list.begin(), list.end(), folded) == list.end()) list.push_back(std::move(folded));
}

}  // namespace

void Loader::load_units() {
    for (const auto* declaration : all("unit")) {
        const Fields fields = fields_of(*declaration);
        auto& unit = plan_.units.emplace_back(Measure{.printed = declaration->id, .names = {}});
        add_folded(unit.names, declaration->id);
        for (const auto& name : fields.texts("names")) add_folded(unit.names, name);
        unit.low = fields.decimal("low");
        unit.high = fields.decimal("high");
    }
    std::size_t index = 0;
    for (const auto* declaration : all("unit")) {
        const Fields fields = fields_of(*declaration);
        Measure& unit = plan_.units[index];
        unit.base = index++;
        if (!fields.has("of")) continue;
        const Measure* base = plan_.find_measure(fields.text("of"));
        const num::Decimal factor = fields.decimal("factor", num::Decimal(0));
        if (!base) {
            fields.error(Code::RuleReference, fields.label(), "单位", fields.text("of"), "");
        } else if (base->factor != num::Ratio(1) || factor <= num::Decimal(0)) {
            fields.error(Code::RuleValue, fields.label(), "of", "of 要写不再折算的单位，factor 要写大于 0 的数：1 个本单位等于几个 of");
        } else {
            unit.base = static_cast<std::size_t>(base - plan_.units.data());
            unit.factor = num::Ratio(factor);
        }
    }
}

void Loader::load_words() {
    for (const auto* declaration : all("words")) {
        std::vector<std::string>* list = plan_.dictionary.words.list(declaration->id);
        if (!list) {
            findings_.add(Code::RuleKey, declaration->place, "words", declaration->id, suggestion(declaration->id, model::Words::names()),
                          join(model::Words::names(), "、"));
            continue;
        }
        for (const lua::Value& word : declaration->fields.list) add_folded(*list, word.text);
    }
}

// { "a", "b", at_most = "c" }: the sum of the columns a and b is at most that of c, in every row.
void Loader::add_limits(model::TableSpec& table, const lua::Value& limits, const Fields& fields) {
    const auto column = [&](const std::string& id) {
        const int index = table.find(id);
        const bool number = index >= 0 && table.columns[static_cast<std::size_t>(index)].type == model::ValueType::Number;
        if (!number) fields.error(Code::RuleReference, fields.label(), "数值列", id, suggestion(id, table.labels()));
        return number ? static_cast<std::size_t>(index) : table.columns.size();
    };
    for (const lua::Value& entry : limits.list) {
        model::RowLimit limit;
        for (const lua::Value& part : entry.list) limit.parts.push_back(column(part.text));
        const lua::Value* whole = entry.find("at_most");
        limit.whole = column(whole ? whole->text : "");
        const bool known = std::all_of(limit.parts.begin(), limit.parts.end(), [&](std::size_t part) { return part < table.columns.size(); });
        if (known && limit.whole < table.columns.size()) table.limits.push_back(std::move(limit));
    }
}

void Loader::add_columns(model::TableSpec& table, const lua::Value& columns, const Fields& fields) {
    for (const lua::Value& entry : columns.list) {
        const Fields f(entry, nested_word("column"), fields.label() + " 的列", fields.place(), findings_);
        const std::string id = f.text("id");
        int index = table.find(id);
        if (index < 0) {
            index = static_cast<int>(table.columns.size());
            table.columns.push_back({.id = id, .label = f.text("label", id)});
        }
        model::ColumnSpec& column = table.columns[static_cast<std::size_t>(index)];
        if (f.has("label")) column.label = f.text("label");
        add_folded(column.headers, id);
        add_folded(column.headers, column.label);
        for (const auto& header : f.texts("headers")) {
            // A header that a pack claims for one column is taken from every other.
            for (auto& other : table.columns)
                if (&other != &column) std::erase(other.headers, fold(header));
            add_folded(column.headers, header);
        }
        if (f.has("type")) column.type = parse_type(f.text("type"));
        if (f.has("unit")) column.unit = f.text("unit");
        if (!column.unit.empty() && !plan_.known_unit(column.unit)) f.error(Code::RuleUnit, f.label(), column.unit, "不在单位表中");
        if (f.has("min")) column.min = f.decimal("min");
        if (f.has("max")) column.max = f.decimal("max");
        if (f.has("choices")) column.choices = f.texts("choices");
        if (f.has("required")) column.required = f.flag("required");
        if (f.has("needs")) column.needs = f.text("needs");
        if (f.has("below")) column.below = model::ColumnSpec::Below::Half;
        if (f.has("sum")) column.sum = f.flag("sum");
        if (f.has("unit_from")) column.unit_from = f.text("unit_from");
    }
}

void Loader::load_dictionary() {
    for (const auto* declaration : all("dictionary")) {
        const Fields fields = fields_of(*declaration);
        auto& tables = plan_.dictionary.tables;
        auto it = std::find_if(tables.begin(), tables.end(), [&](const auto& table) { return table.id == declaration->id; });
        if (it != tables.end() && !fields.flag("extend")) {
            fields.error(Code::RuleDuplicate, "数据表", declaration->id, "数据字典（补充已有的表请写 extend = true）");
            continue;
        }
        if (it == tables.end() && loaded_->kinds[static_cast<std::size_t>(declaration - loaded_->declarations.data())] == ScriptKind::Pack)
            plan_.own_tables.emplace_back(declaration->id, declaration->place);
        if (it == tables.end()) it = tables.insert(tables.end(), model::TableSpec{.id = declaration->id, .title = declaration->id});
        if (fields.has("title")) it->title = fields.text("title");
        add_folded(it->names, it->id);
        add_folded(it->names, it->title);
        for (const auto& name : fields.texts("names")) add_folded(it->names, name);
        if (fields.has("key_value")) it->key_value = fields.flag("key_value");
        if (const auto* columns = fields.value("columns")) add_columns(*it, *columns, fields);
        for (const auto& id : fields.texts("key")) {
            const int index = it->find(id);
            if (index < 0)
                fields.error(Code::RuleReference, fields.label(), "列", id, suggestion(id, it->labels()));
            else
                it->key.push_back(static_cast<std::size_t>(index));
        }
        if (fields.has("period")) it->period_column = it->find(fields.text("period"));
        if (const auto* limits = fields.value("limits")) add_limits(*it, *limits, fields);
    }
}

}  // namespace kaohe::rules
