// The class of single readings by plugins/water/classes.lua, without a pack: thousands of readings in a few calls.
#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "kaohe/lua/state.h"
#include "kaohe/rules/schema.h"
#include "paths.h"

namespace kaohe::testing {

// Ⅰ to 劣Ⅴ as 1 to 6; 0 for anything else.
inline int water_class_number(const std::string& name) {
    static const std::vector<std::string> names = {"Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"};
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? 0 : static_cast<int>(it - names.begin()) + 1;
}

class WaterScript {
  public:
    using Texts = std::vector<std::string>;

    WaterScript() {
        const auto value = state_.load({"water_script.lua", kText}, rules::vocabulary(rules::ScriptKind::Method), open_plugin_file,
                                       declarations_, findings_);
        if (findings_.has_errors()) throw std::runtime_error(render(findings_.all().front()));
        function_ = value.integer;
        state_.freeze();
    }

    // The class by the worst of the items in each row; "" is no reading, and a row without any gives 0.
    // kind: river, lake or groundwater.
    std::vector<int> classes(const std::string& kind, const std::map<std::string, Texts>& items) {
        std::vector<int> out;
        const std::size_t rows = items.begin()->second.size();
        for (std::size_t begin = 0; begin < rows; begin += kBatch) {
            const std::size_t end = std::min(rows, begin + kBatch);
            std::vector<model::Column> kept;
            kept.reserve(items.size());
            lua::Value table = lua::Value::table();
            for (const auto& [item, texts] : items) table.set(item, lua::Value::of(kept.emplace_back(column(texts, begin, end)).view()));
            const lua::Value name = lua::Value::of(kind), n = lua::Value::of(static_cast<std::int64_t>(end - begin));
            const auto result = state_.call(function_, {&name, &table, &n}, "classes");
            if (result.error) throw std::runtime_error(render(*result.error));
            for (const auto& value : result.values.at(0).list) out.push_back(static_cast<int>(value.integer));
        }
        return out;
    }
    int class_of(const std::string& kind, const std::string& item, const std::string& value) {
        return classes(kind, {{item, {value}}}).at(0);
    }

  private:
    static constexpr std::size_t kBatch = 400;  // rows a call: well within its budget
    static constexpr const char* kText = R"(
local classes = use "classes"
return function(kind, items, rows)
  local out = {}
  for row = 1, rows do
    local values = {}
    for item, column in pairs(items) do
      values[item] = col.at(column, row)
    end
    out[row] = classes.worst_of(kind, values) or 0
  end
  return out
end)";

    static model::Column column(const Texts& texts, std::size_t begin, std::size_t end) {
        model::Column out;
        for (std::size_t i = begin; i < end; ++i) {
            const auto value = num::Decimal::parse(texts[i]);
            if (!value)
                out.append_missing();
            else if (!out.append_number(static_cast<std::int64_t>(value->coefficient()), value->scale()))
                throw std::runtime_error("does not fit a column: " + texts[i]);
        }
        return out;
    }
    static std::optional<lua::Chunk> open_plugin_file(const std::string& name) {
        std::ifstream in(std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins" / "water" / (name + ".lua"), std::ios::binary);
        if (!in) return std::nullopt;
        return lua::Chunk{"plugins/water/" + name + ".lua", std::string(std::istreambuf_iterator<char>(in), {})};
    }

    lua::State state_;
    std::vector<lua::Declaration> declarations_;
    Diagnostics findings_;
    std::int64_t function_ = 0;
};

}  // namespace kaohe::testing
