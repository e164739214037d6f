// The formulas of plugins/air without a pack: a small chunk that uses its files, and columns handed to it. This is how
// the sub-index of 1-hour items and thousands of days at once are tested.
#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "kaohe/lua/state.h"
#include "kaohe/model/date.h"
#include "kaohe/rules/schema.h"
#include "paths.h"

namespace kaohe::testing {

using Texts = std::vector<std::string>;

// "" and "none" become gaps.
inline model::Column number_column(const Texts& texts) {
    model::Column out;
    for (const auto& text : texts) {
        const auto value = num::Decimal::parse(text);
        if (!value)
            out.append_missing();
        else if (!out.append_number(static_cast<std::int64_t>(value->coefficient()), value->scale()))
            throw std::runtime_error("does not fit a column: " + text);
    }
    return out;
}

inline model::Column date_column(const Texts& texts) {
    model::Column out(model::ColumnKind::Date);
    for (const auto& text : texts) out.append_raw(model::parse_day(text).value());
    return out;
}

class AirScript {
  public:
    AirScript() {
        const auto value = state_.load({"shared_test.lua", kText}, rules::vocabulary(rules::ScriptKind::Method), open_plugin_file,
                                       declarations_, findings_);
        if (findings_.has_errors()) throw std::runtime_error(render(findings_.all().front()));
        for (const auto& [name, function] : value.fields) functions_[name] = function.integer;
        state_.freeze();
    }

    // What the functions of kText return, one text per row; "none" where there is nothing.
    Texts iaqi(const Texts& concentrations, const std::string& item, const std::string& edition) {
        const model::Column column = number_column(concentrations);
        return texts(call("iaqi", {lua::Value::of(column.view()), lua::Value::of(item), lua::Value::of(edition)}).at(0));
    }
    Texts daily_aqi(const std::map<std::string, Texts>& concentrations, const Texts& dates, const std::string& edition) {
        std::vector<model::Column> kept;
        kept.reserve(concentrations.size() + 1);
        lua::Value table = lua::Value::table();
        for (const auto& [item, values] : concentrations) table.set(item, lua::Value::of(kept.emplace_back(number_column(values)).view()));
        const lua::Value days = lua::Value::of(kept.emplace_back(date_column(dates)).view());
        return texts(call("daily", {table, days, lua::Value::of(edition)}).at(0));
    }
    struct Hour {
        std::string aqi;
        std::vector<std::string> primary;  // "pm25", … in the order of aqi.lua
    };
    Hour hourly(const std::map<std::string, std::string>& concentrations, const std::string& edition) {
        std::vector<model::Column> kept;
        kept.reserve(concentrations.size());
        lua::Value table = lua::Value::table();
        for (const auto& [item, value] : concentrations) table.set(item, lua::Value::of(kept.emplace_back(number_column({value})).view()));
        const auto values = call("hourly", {table, lua::Value::of(edition)});
        Hour out{texts(values.at(0)).at(0), {}};
        for (const auto& item : values.at(1).list) out.primary.push_back(item.text);
        return out;
    }
    // The breakpoints of an item: concentration by IAQI.
    std::map<std::string, std::string> breakpoints(const std::string& item, const std::string& edition) {
        const auto values = call("breakpoints", {lua::Value::of(item), lua::Value::of(edition)});
        std::map<std::string, std::string> out;
        for (std::size_t i = 0; i < values.at(0).list.size(); ++i)
            out[std::to_string(values.at(1).list.at(i).integer)] = std::to_string(values.at(0).list[i].integer);
        return out;
    }
    std::string from(const std::string& edition) { return call("from", {lua::Value::of(edition)}).at(0).text; }
    // Days a year, a month, in February.
    std::vector<std::int64_t> validity() {
        std::vector<std::int64_t> out;
        for (const auto& value : call("validity", {})) out.push_back(value.integer);
        return out;
    }
    // "二级 良"
    std::string level(std::int64_t aqi) {
        const auto values = call("level", {lua::Value::of(aqi)});
        return values.at(0).text + " " + values.at(1).text;
    }

  private:
    static constexpr const char* kText = R"(
local aqi = use "aqi"
local tables = use "tables"

-- What its concentrations are rounded to; and 实时报 judges the 1-hour means of PM by the daily columns (HJ 633 表1 注).
local daily_column = { pm25_1h = "pm25_24h", pm10_1h = "pm10_24h" }
local base = {
  pm25_24h = "pm25", pm10_24h = "pm10", so2_24h = "so2", so2_1h = "so2", no2_24h = "no2", no2_1h = "no2",
  co_24h = "co", co_1h = "co", o3_8h = "o3_8h", o3_1h = "o3_8h",
}
local hour = { pm25 = "pm25_1h", pm10 = "pm10_1h", so2 = "so2_1h", no2 = "no2_1h", co = "co_1h", o3_8h = "o3_1h" }

local function iaqi(concentration, name, edition)
  local item = daily_column[name] or name
  return aqi.iaqi(col.round(concentration, tables.rounding[base[item]]), item, edition)
end

return {
  iaqi = iaqi,
  daily = function(concentrations, dates, edition)
    return col.row_max(aqi.listed((aqi.indices(aqi.rounded(concentrations), dates, edition))))
  end,
  hourly = function(concentrations, edition)
    local by_item = {}
    for item, name in pairs(hour) do
      by_item[item] = iaqi(concentrations[item], name, edition)
    end
    local index = col.row_max(aqi.listed(by_item))
    local names = {}
    for _, item in ipairs(aqi.daily) do
      if col.count(aqi.primary(by_item[item], index, col.gt(index, 50))) > 0 then
        table.insert(names, item)
      end
    end
    return index, names
  end,
  breakpoints = function(item, edition)
    local points, index = tables.editions[edition].points[item], {}
    for i = 1, #points do
      index[i] = tables.editions[edition].index[i]
    end
    return points, index
  end,
  from = function(edition) return tables.editions[edition].from end,
  level = function(index) return aqi.level(index) end,
  validity = function() return tables.validity.year, tables.validity.month, tables.validity.february end,
})";

    static std::optional<lua::Chunk> open_plugin_file(const std::string& name) {
        const auto path = std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins" / "air" / (name + ".lua");
        std::ifstream in(path, std::ios::binary);
        if (!in) return std::nullopt;
        return lua::Chunk{"plugins/air/" + name + ".lua", std::string(std::istreambuf_iterator<char>(in), {})};
    }

    std::vector<lua::Value> call(const std::string& function, std::vector<lua::Value> arguments) {
        arguments.resize(3);  // nil for what a function does not take
        auto out = state_.call(functions_.at(function), {&arguments[0], &arguments[1], &arguments[2]}, function);
        if (out.error) throw std::runtime_error(render(*out.error));
        return std::move(out.values);
    }
    static Texts texts(const lua::Value& column) {
        Texts out;
        for (std::size_t row = 0; row < column.column.size(); ++row)
            out.push_back(column.column.values[row] == model::kMissing ? "none" : column.column.text(row));
        return out;
    }

    lua::State state_;
    std::vector<lua::Declaration> declarations_;
    Diagnostics findings_;
    std::map<std::string, std::int64_t> functions_;
};

}  // namespace kaohe::testing
