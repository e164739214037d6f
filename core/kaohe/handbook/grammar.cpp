#include "kaohe/handbook/grammar.h"

#include <algorithm>
#include <array>

#include "kaohe/base/text.h"
#include "kaohe/rules/schema.h"

namespace kaohe::handbook {
namespace {

using rules::FieldSpec;
using rules::FieldType;
using rules::ScriptKind;
using rules::WordSpec;

struct Part {
    ScriptKind kind;
    std::string_view title, lua;
};
constexpr std::array kParts = {Part{ScriptKind::Pack, "规则包里的词", "pack"}, Part{ScriptKind::Method, "方法里的词", "method"},
                               Part{ScriptKind::Dictionary, "数据字典里的词", "dictionary"}};

constexpr std::string_view kMade = "由 kaohe rules grammar 生成，不要手改";

std::string type_word(const FieldSpec& field) {
    switch (field.type) {
        case FieldType::Text: return "文字";
        case FieldType::Decimal: return "数：整数或 \"85.7\"";
        case FieldType::Integer: return "整数";
        case FieldType::Flag: return "true 或 false";
        case FieldType::Choice: return "`" + join(field.choices, "` `") + "`";
        case FieldType::Cite: return "`{ \"文件编号\", \"条款\" }`";
        case FieldType::TextList: return "文字，或文字列表";
        case FieldType::Table: return field.entry.empty() ? "表" : "见 `" + field.entry + "`";
        case FieldType::Function: return "函数";
        case FieldType::Form: return "计分形式";
        case FieldType::Any: return "见说明";
    }
    return "";
}

std::string lua_type(const FieldSpec& field) {
    switch (field.type) {
        case FieldType::Text: return "string";
        case FieldType::Decimal: return "string|integer|number_exact";
        case FieldType::Integer: return "integer";
        case FieldType::Flag: return "boolean";
        case FieldType::Choice: {
            std::string out;
            for (const auto& choice : field.choices) out += (out.empty() ? "\"" : "|\"") + choice + "\"";
            return out;
        }
        case FieldType::Cite: return "string[]";
        case FieldType::TextList: return "string|string[]";
        case FieldType::Function: return "function";
        case FieldType::Form: return "table|string";
        case FieldType::Table: {
            if (field.entry.empty()) return "table";
            const std::string entry = field.entry + "_fields";
            return field.holds == FieldSpec::Holds::One ? entry : field.holds == FieldSpec::Holds::List ? entry + "[]" : "table<string, " + entry + ">";
        }
        case FieldType::Any: return "any";
    }
    return "any";
}

// Where a table with these fields stands: "dictionary 的 columns".
std::string where(const WordSpec& nested) {
    std::vector<std::string> out;
    for (const WordSpec& word : rules::grammar()) {
        if (word.entry == nested.word) out.push_back(word.word);
        for (const FieldSpec& field : word.fields)
            if (field.entry == nested.word) out.push_back(word.word + " 的 " + field.name);
    }
    return join(out, "、");
}

std::string form_of(const WordSpec& word) {
    switch (word.shape) {
        case WordSpec::Shape::Named: return word.word + " \"编号\" { … }";
        case WordSpec::Shape::Plain: return word.word + " { … }";
        case WordSpec::Shape::Constructor: return word.word + " { … }（写在字段里）";
        case WordSpec::Shape::Nested: return word.word + "（" + where(word) + " 里的表）";
    }
    return word.word;
}

// A "|" would end the cell of a table.
std::string in_cell(std::string text) {
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
    return text;
}

std::vector<std::string> words_of(ScriptKind kind) {
    const lua::Vocabulary& words = rules::vocabulary(kind);
    std::vector<std::string> out;
    for (const auto* list : {&words.named, &words.plain, &words.constructors, &words.constants, &words.results}) out.insert(out.end(), list->begin(), list->end());
    if (!words.sibling_word.empty()) out.push_back(words.sibling_word);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace

std::string grammar_markdown() {
    std::string out = fmt::format("# 规则语言参考\n\n<!-- {} -->\n\n每个词有哪些字段、写什么、要不要写。写错的词和字段，装载时会指出文件和行，并提示相近的名称。\n", kMade);
    for (const Part& part : kParts) {
        out += fmt::format("\n## {}\n", part.title);
        for (const WordSpec& word : rules::grammar()) {
            if (word.kind != part.kind) continue;
            out += fmt::format("\n### `{}`\n\n", form_of(word));
            if (word.fields.empty()) {
                out += "只有列表。\n";
                continue;
            }
            out += "| 字段 | 必填 | 写什么 | 说明 |\n|---|---|---|---|\n";
            for (const FieldSpec& field : word.fields)
                out += fmt::format("| `{}` | {} | {} | {} |\n", field.name, field.required ? "是" : "", in_cell(type_word(field)), in_cell(field.about));
        }
    }
    return out;
}

std::string grammar_stubs() {
    std::string out = fmt::format("---@meta\n-- {}。编辑器（LuaLS）读它来补全和解释规则包、方法里的词；程序不装载它。\n", kMade);
    for (const WordSpec& word : rules::grammar()) {
        out += fmt::format("\n---@class {}_fields\n", word.word);
        for (const FieldSpec& field : word.fields)
            out += fmt::format("---@field {}{} {} {}\n", field.name, field.required ? "" : "?", lua_type(field), field.about);
        if (word.shape == WordSpec::Shape::Nested) continue;
        if (word.shape == WordSpec::Shape::Named)
            out += fmt::format("\n---@param id string 编号\n---@return fun(fields: {0}_fields)\nfunction {0}(id) end\n", word.word);
        else
            out += fmt::format("\n---@param fields {0}_fields\nfunction {0}(fields) end\n", word.word);
    }
    return out;
}

std::string grammar_globals() {
    std::string out = fmt::format("-- {}。luacheck 由它知道规则包和方法里有哪些词。\nreturn {{\n", kMade);
    for (const Part& part : kParts) {
        out += fmt::format("  {} = {{", part.lua);
        std::string line = "\n   ";
        for (const std::string& word : words_of(part.kind)) {
            if (display_width(line) + display_width(word) > 110) {
                out += line;
                line = "\n   ";
            }
            line += " \"" + word + "\",";
        }
        out += line + "\n  },\n";
    }
    return out + "}\n";
}

}  // namespace kaohe::handbook
