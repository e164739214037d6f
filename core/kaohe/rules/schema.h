// kaohe/rules/schema.h - every word of the rule grammar and every field it has, registered once.
//
// From this registry come validation, "did you mean", the vocabulary of the sandbox, the reference and the editor's stubs.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/lua/state.h"
#include "kaohe/num/decimal.h"
#include "kaohe/rules/plan.h"
#include "kaohe/rules/scripts.h"

namespace kaohe::rules {

enum class FieldType { Text, Decimal, Integer, Flag, Choice, Cite, TextList, Table, Function, Form, Any };

struct FieldSpec {
    enum class Holds { One, List, ByName };
    std::string name;
    FieldType type = FieldType::Text;
    bool required = false;
    std::vector<std::string> choices;  // of Choice
    std::string about;                 // one line for people
    std::string entry;                 // of Table: the Nested word that says what is in it; "" where that is free
    Holds holds = Holds::List;         // of an entry: the table is one, a list of them, or has them by name
};

struct WordSpec {
    enum class Shape { Named, Plain, Constructor, Nested };  // Nested: no word of its own, what a table in a field holds
    std::string word;
    Shape shape = Shape::Plain;
    ScriptKind kind = ScriptKind::Pack;
    std::vector<FieldSpec> fields;
    bool list = false;  // positional entries are allowed (rows, grades)
    std::string entry = {};  // the Nested word of those, where there is one
};

const std::vector<WordSpec>& grammar();
// How a threshold is compared, as the inventory prints it.
const std::vector<std::string>& threshold_ops();
const WordSpec* find_word(std::string_view word, ScriptKind kind);
// REQUIRES: the grammar has it.
const WordSpec& nested_word(std::string_view word);
const lua::Vocabulary& vocabulary(ScriptKind kind);

// Reads the fields of one declaration or constructor against its WordSpec. Construction reports every unknown,
// missing and mistyped field; getters then return what is there, or an empty value.
class Fields {
  public:
    // `label` is what messages call it: indicator "air.pm25".
    Fields(const lua::Value& table, const WordSpec& spec, std::string label, Place place, Diagnostics& findings);

    const std::string& label() const { return label_; }
    const Place& place() const { return place_; }
    bool has(std::string_view name) const { return table_.find(name) != nullptr; }
    std::vector<std::string> given() const;  // the names of the fields that are written
    const lua::Value* value(std::string_view name) const { return table_.find(name); }
    std::string text(std::string_view name, std::string fallback = {}) const;
    std::optional<num::Decimal> decimal(std::string_view name) const;
    num::Decimal decimal(std::string_view name, num::Decimal fallback) const { return decimal(name).value_or(fallback); }
    int integer(std::string_view name, int fallback) const;
    bool flag(std::string_view name) const;
    std::vector<std::string> texts(std::string_view name) const;
    std::int64_t function(std::string_view name) const;
    Cite cite(std::string_view name = "cite") const;

    template <class... Args>
    void error(Code code, const Args&... args) const {
        findings_->add(code, place_, args...);
    }

  private:
    void check(const FieldSpec& spec, const lua::Value& value) const;

    const lua::Value& table_;
    std::string label_;
    Place place_;
    Diagnostics* findings_;
};

// A decimal field: an integer, an exact number or a text, with an optional unit behind it ("33 μg/m³"). Nothing when
// it is none of these.
struct DecimalText {
    num::Decimal value;
    std::string unit;
};
std::optional<DecimalText> read_decimal(const lua::Value& value);

}  // namespace kaohe::rules
