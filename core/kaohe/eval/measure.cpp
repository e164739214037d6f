#include "kaohe/eval/measure.h"

#include <algorithm>

#include "kaohe/base/text.h"

namespace kaohe::eval {
namespace {

using State = Measurement::State;

lua::Value period_value(const model::Period& period, model::Day as_of) {
    lua::Value out = lua::Value::table();
    const model::Day last = std::min(period.last, as_of);
    const auto begin = model::calendar(period.first), end = model::calendar(last);
    out.set("first", lua::Value::of(model::to_string(period.first)));
    out.set("last", lua::Value::of(model::to_string(last)));
    lua::Value whole;
    whole.kind = lua::Value::Kind::Flag;
    whole.flag = period.whole_years();
    out.set("whole_year", whole);
    out.set("year", lua::Value::of(std::int64_t{end.year}));
    out.set("days", lua::Value::of(last - period.first + 1));
    out.set("years", lua::Value::of(std::int64_t{model::calendar(period.last).year - begin.year + 1}));
    lua::Value months = lua::Value::table();
    for (int year = begin.year, month = begin.month; year * 12 + month <= end.year * 12 + end.month;) {
        months.list.push_back(lua::Value::of(std::int64_t{year} * 100 + month));
        if (++month > 12) month = 1, ++year;
    }
    out.set("months", months);
    return out;
}

// What will be looked at of a method's outputs: p.wants, { mean = true, series = true }. The rest need not be computed.
lua::Value wants_of(const rules::Plan& plan, const rules::Indicator& indicator, const Options& options) {
    lua::Value yes;
    yes.kind = lua::Value::Kind::Flag;
    yes.flag = true;
    lua::Value out = lua::Value::table();
    const rules::Method& method = plan.methods[indicator.method];
    const bool all = options.detail == Detail::Full;
    for (const auto& output : method.outputs) {
        const bool shown = options.detail == Detail::Values && std::find(options.outputs.begin(), options.outputs.end(), output.name) != options.outputs.end();
        const bool decides = std::any_of(plan.indicators.begin(), plan.indicators.end(), [&](const rules::Indicator& other) {
            return other.run_key == indicator.run_key && other.value == output.name;
        });
        if (all || shown || decides) out.set(output.name, yes);
    }
    if (all) out.set("notes", yes), out.set("series", yes);
    return out;
}

std::optional<num::Ratio> as_number(const lua::Value& value) {
    if (value.is(lua::Value::Kind::Number)) return value.number;
    if (value.is(lua::Value::Kind::Integer)) return num::Ratio(value.integer);
    return std::nullopt;
}

void fail(Measurement& out, const rules::Method& method, std::string problem) {
    out.state = State::Error;
    out.error = diagnose(Code::PluginResult, method.place, method.id, problem);
    out.reason = out.error->message;
}

}  // namespace

const num::Ratio* Measurement::find(std::string_view output) const {
    auto it = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == output; });
    return it == values.end() ? nullptr : &it->second;
}

Sources::Sources(const rules::Plan& the_plan, const model::Dataset& the_data, const Options& options)
    : plan(the_plan), data(the_data), as_of_(std::min(options.as_of, options.period.last)), detail_(options.detail) {
    std::map<std::string_view, std::size_t> runs;
    for (const auto& indicator : plan.indicators) run_of_.push_back(runs.emplace(indicator.run_key, runs.size()).first->second);
    runs_ = runs.size();
    for (const auto& method : plan.methods) {
        auto& tables = tables_of_.emplace_back();
        for (const auto& needed : method.tables) {
            const model::Table* table = data.find(needed.table);
            auto& columns = tables.emplace_back(MethodTable{table, plan.dictionary.index_of(table->spec()), {}}).columns;
            for (const auto& name : needed.columns) columns.emplace_back(name, static_cast<std::size_t>(table->spec().find(name)));
            std::sort(columns.begin(), columns.end());
            columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
        }
    }
    const lua::Value period = period_value(options.period, options.as_of);
    for (const auto& indicator : plan.indicators) {
        lua::Value& params = params_.emplace_back(indicator.params);
        params.set("period", period);
        if (plan.methods[indicator.method].run != 0) params.set("wants", wants_of(plan, indicator, options));
    }
    argument_of_.resize(plan.methods.size());
    for (std::size_t i = 0; i < plan.methods.size(); ++i) {
        const auto same = [&](std::size_t other) { return tables_of_[other] == tables_of_[i] && plan.methods[other].view == plan.methods[i].view; };
        while (!same(argument_of_[i])) ++argument_of_[i];
    }
    for (std::size_t i = 0; i < plan.methods.size(); ++i) {
        const auto& lookup = plan.methods[i].lookup;
        if (!lookup) continue;
        const model::Table* table = data.find(lookup->table);
        const model::TableColumn* names = table ? table->find(lookup->key) : nullptr;
        if (!names) continue;
        auto& codes = lookups_[i];
        for (std::size_t row = 0; row < names->size(); ++row) {
            const std::int64_t code = (*names)[row];
            if (code == model::kMissing) continue;
            if (static_cast<std::size_t>(code) >= codes.size()) codes.resize(static_cast<std::size_t>(code) + 1, -2);
            auto& indicator = codes[static_cast<std::size_t>(code)];
            if (indicator != -2) continue;
            const auto found = plan.find_indicator((*names->texts())[code]);
            indicator = found ? static_cast<std::int64_t>(*found) : -1;
        }
    }
}

const std::vector<std::int64_t>* Sources::lookup_of(std::size_t method) const {
    auto it = lookups_.find(method);
    return it == lookups_.end() ? nullptr : &it->second;
}

const Measurement* Sources::given(std::size_t indicator) const {
    const auto it = given_.find(indicator);
    return it == given_.end() ? nullptr : &it->second;
}

const Measurement& Measurer::measure(std::size_t index) {
    if (const Measurement* given = sources_.given(index)) return *given;
    const rules::Indicator& indicator = sources_.plan.indicators[index];
    std::optional<Measurement>& done = done_[sources_.run_of(index)];
    if (done) return *done;
    const rules::Method& method = sources_.plan.methods[indicator.method];
    done = obstacle(indicator.method);
    if (!done) done = method.lookup ? look_up(method, index) : run(index);
    return *done;
}

std::optional<Measurement> Measurer::obstacle(std::size_t method) {
    const auto& data = sources_.data;
    if (auto it = data.unreadable_regions.find(region_); it != data.unreadable_regions.end()) {
        Measurement out;
        out.state = State::Invalid;
        out.reason = it->second;
        return out;
    }
    for (const auto& [table, index, columns] : sources_.tables_of(method)) {
        const auto& bad = data.bad[index];
        const auto [begin, end] = table->rows_of(region_);
        if (auto it = bad.find(region_); it != bad.end()) {
            Measurement out;
            out.state = State::Invalid;
            out.reason = fmt::format("“{}”{}", table->spec().title, it->second);
            out.rows = table->ranges(begin, end, data);
            return out;
        }
        if (begin != end) continue;
        // A file that could not be read and names no region may hold just this table: then nothing is known.
        Measurement out;
        out.state = data.unreadable_file ? State::Invalid : State::NotSubmitted;
        out.reason = data.unreadable_file ? *data.unreadable_file : fmt::format("没有提交“{}”", table->spec().title);
        return out;
    }
    return std::nullopt;
}

lua::Value Measurer::columns_of(const Sources::MethodTable& needed) {
    const auto [begin, end] = needed.table->rows_of(region_);
    lua::Value out = lua::Value::table();
    out.fields.reserve(needed.columns.size());
    for (const auto& [name, index] : needed.columns) {
        out.fields.emplace_back(name, lua::Value::of(needed.table->columns[index].view(begin, end, rooms_.emplace_back())));
    }
    return out;
}

// { air_daily = { date = …, pm25 = … }, plan = … }
const lua::Value& Measurer::columns_for(std::size_t method) {
    const auto [it, added] = arguments_.try_emplace(sources_.argument_of(method), lua::Value::table());
    lua::Value& out = it->second;
    if (!added) return out;
    for (const auto& needed : sources_.tables_of(method)) out.set(needed.table->spec().id, columns_of(needed));
    const rules::PlanView view = sources_.plan.methods[method].view;
    if (view == rules::PlanView::Tasks) out.set("plan", duty_columns_.emplace_back(duties_.tasks).value());
    if (view == rules::PlanView::Projects) out.set("plan", duty_columns_.emplace_back(sources_.plan, duties_.projects).value());
    return out;
}

Measurement Measurer::run(std::size_t indicator) {
    const std::size_t index = sources_.plan.indicators[indicator].method;
    const rules::Method& method = sources_.plan.methods[index];
    Measurement out;
    for (const auto& needed : sources_.tables_of(index)) {
        const auto [begin, end] = needed.table->rows_of(region_);
        if (!sources_.keeps(Detail::Full)) break;
        for (auto& range : needed.table->ranges(begin, end, sources_.data)) out.rows.push_back(std::move(range));
    }
    const lua::Outcome outcome = state_.call(method.run, {&columns_for(index), &sources_.params(indicator)}, "方法 " + method.id);
    out.used = outcome.used;
    take(method, outcome, out);
    return out;
}

void Measurer::take(const rules::Method& method, const lua::Outcome& outcome, Measurement& out) {
    if (outcome.error) {
        out.state = State::Error;
        out.error = outcome.error;
        out.reason = outcome.error->message;
        return;
    }
    if (outcome.values.size() != 1 || !outcome.values[0].is(lua::Value::Kind::Table))
        return fail(out, method, "没有返回输出表");
    const lua::Value& returned = outcome.values[0];
    out.state = returned.form == "invalid"          ? State::Invalid
                : returned.form == "not_submitted"  ? State::NotSubmitted
                : returned.form == "not_applicable" ? State::NotApplicable
                                                    : State::Value;
    if (returned.form.empty()) return take_outputs(method, returned, out);
    if (const lua::Value* reason = returned.find("reason")) out.reason = reason->text;
    if (const lua::Value* outputs = returned.find("outputs")) take_outputs(method, *outputs, out);
}

void Measurer::take_outputs(const rules::Method& method, const lua::Value& outputs, Measurement& out) {
    out.values.reserve(method.outputs.size());
    for (const auto& output : method.outputs) {
        const lua::Value* value = outputs.find(output.name);
        if (!value) continue;  // what could not be computed is left out
        const auto number = as_number(*value);
        if (!number) return fail(out, method, fmt::format("的输出 {} 不是数值", output.name));
        out.values.emplace_back(output.name, *number);
    }
    for (const auto& [name, value] : outputs.fields) {
        if (name == "notes") {
            for (const auto& note : value.list) out.notes.push_back(note.text);
        } else if (name == "absent") {
            for (const auto& [output, reason] : value.fields) out.absent.emplace_back(output, reason.text);
        } else if (name == "series") {
            for (const auto& [period, point] : value.fields)
                if (const auto exact = as_number(point)) out.series.push_back({period, *exact});
        } else if (!method.find_output(name)) {
            return fail(out, method, fmt::format("返回了没有声明的输出 {}", name));
        }
    }
}

const Measurer::LookupRows& Measurer::lookup_rows(std::size_t method) {
    for (const auto& [of, rows] : lookup_rows_)
        if (of == method) return rows;
    LookupRows& out = lookup_rows_.emplace_back(method, LookupRows{}).second;
    const auto& lookup = *sources_.plan.methods[method].lookup;
    const model::Table& table = *sources_.data.find(lookup.table);
    const auto [begin, end] = table.rows_of(region_);
    const model::TableColumn* names = table.find(lookup.key);
    const auto* codes = sources_.lookup_of(method);
    out.begin = begin;
    out.usable = !obstacle(method);
    out.values = table.find(lookup.value);
    out.first.assign(sources_.plan.indicators.size(), -1);
    out.next.assign(end - begin, -1);
    for (std::size_t row = end; codes && row-- > begin;) {
        if (!names->has(row)) continue;
        const std::int64_t indicator = (*codes)[static_cast<std::size_t>((*names)[row])];
        if (indicator < 0) continue;
        auto& first = out.first[static_cast<std::size_t>(indicator)];
        out.next[row - begin] = first;
        first = static_cast<std::int32_t>(row - begin);
    }
    return out;
}

std::optional<Measurer::Reported> Measurer::reported(std::size_t index) {
    const std::size_t method = sources_.plan.indicators[index].method;
    const rules::Method& by = sources_.plan.methods[method];
    if (sources_.has_given() || !by.lookup || by.outputs.front().name != sources_.plan.indicators[index].value) return std::nullopt;
    const LookupRows& rows = lookup_rows(method);
    const std::int32_t at = rows.first[index];
    if (!rows.usable || at < 0 || !rows.values) return std::nullopt;
    const std::int64_t value = (*rows.values)[rows.begin + static_cast<std::size_t>(at)];
    return value == model::kMissing ? std::nullopt : std::optional(Reported{value, rows.values->scale()});
}

Measurement Measurer::look_up(const rules::Method& method, std::size_t indicator) {
    const rules::Indicator& wanted = sources_.plan.indicators[indicator];
    const model::Table& table = *sources_.data.find(method.lookup->table);
    const LookupRows& rows = lookup_rows(wanted.method);
    Measurement out;
    for (std::int32_t at = rows.first[indicator]; at >= 0; at = rows.next[static_cast<std::size_t>(at)]) {
        const std::size_t row = rows.begin + static_cast<std::size_t>(at);
        if (sources_.keeps(Detail::Full)) out.rows = table.ranges(row, row + 1, sources_.data);
        if (!rows.values || !rows.values->has(row)) {
            out.reason = fmt::format("“{}”的数值为空", wanted.title);
            continue;
        }
        out.state = State::Value;
        out.reason.clear();
        out.values.emplace_back(method.outputs.front().name, rows.values->number(row));
        return out;
    }
    if (out.reason.empty()) out.reason = fmt::format("“{}”中没有“{}”", table.spec().title, wanted.title);
    return out;
}

}  // namespace kaohe::eval
