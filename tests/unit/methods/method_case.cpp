#include "method_case.h"

#include <stdlib.h>

#include <fstream>
#include <stdexcept>

#include "kaohe/base/text.h"
#include "kaohe/rules/load.h"
#include "kaohe/eval/duties.h"
#include "kaohe/tables/import.h"
#include "support/csv_lines.h"
#include "paths.h"

namespace kaohe::testing {
namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::pair<std::string, std::string>>;  // column, value

const char* const kRegion = "甲县";
const std::vector<std::string> kHeader = {"method", "params", "period", "input", "expected", "source"};

class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "kaohe-case-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    fs::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }

  private:
    fs::path path_;
};

[[noreturn]] void wrong(const std::string& what) { throw std::runtime_error(what); }

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& part : split(text, ' '))
        if (!part.empty()) out.emplace_back(part);
    return out;
}

std::pair<std::string, std::string> parse_pair(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) wrong("\"" + word + "\" is not name=value");
    return {word.substr(0, equals), word.substr(equals + 1)};
}

// "2021-01-01..2021-01-27", "2021-01-01T01..2021-01-03T00" or "1..49" one by one, upwards or downwards; anything else is itself.
std::vector<std::string> expand_range(const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) return {text};
    const std::string from = text.substr(0, dots), to = text.substr(dots + 2);
    const bool hours = from.find('T') != std::string::npos;
    const auto parse = [&](const std::string& end) { return hours ? model::parse_hour(end) : model::parse_day(end); };
    const auto first_time = parse(from), last_time = parse(to);
    const bool times = first_time && last_time;
    const long first = times ? static_cast<long>(*first_time) : std::stol(from);
    const long last = times ? static_cast<long>(*last_time) : std::stol(to);
    std::vector<std::string> out;
    for (long at = first;; at += first <= last ? 1 : -1) {
        out.push_back(!times ? std::to_string(at) : hours ? model::hour_text(at) : model::to_string(at));
        if (at == last) return out;
    }
}

std::vector<std::string> expand_list(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& part : split(text, ','))
        for (auto& value : expand_range(std::string(part))) out.push_back(std::move(value));
    return out;
}

std::vector<Row> expand_row(const std::string& text) {
    Row written;
    for (const auto& word : words(text)) written.push_back(parse_pair(word));
    if (written.empty()) return {};
    const auto names = expand_list(written[0].second);
    std::vector<Row> out;
    for (const auto& name : names) out.push_back({{written[0].first, name}});
    for (std::size_t i = 1; i < written.size(); ++i) {
        const auto values = names.size() > 1 ? expand_list(written[i].second) : std::vector{written[i].second};
        if (values.size() != 1 && values.size() != names.size())
            wrong(fmt::format("{} counts {}, but there are {} rows", written[i].first, values.size(), names.size()));
        for (std::size_t row = 0; row < out.size(); ++row)
            out[row].emplace_back(written[i].first, values[values.size() == 1 ? 0 : row]);
    }
    return out;
}

// Rows of days: a later one takes the place of an earlier one.
void add_row(std::vector<Row>& rows, Row row) {
    if (row[0].first == "date")
        for (auto& earlier : rows)
            if (earlier[0] == row[0]) {
                earlier = std::move(row);
                return;
            }
    rows.push_back(std::move(row));
}

std::string csv_of(const std::vector<Row>& rows) {
    std::vector<std::string> columns;
    for (const auto& row : rows)
        for (const auto& [column, value] : row)
            if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    std::string out = "region," + join(columns, ",") + "\n";
    for (const auto& row : rows) {
        out += kRegion;
        for (const auto& column : columns) {
            const auto cell = std::find_if(row.begin(), row.end(), [&](const auto& pair) { return pair.first == column; });
            out += "," + (cell == row.end() ? std::string() : cell->second);
        }
        out += "\n";
    }
    return out;
}

std::map<std::string, std::vector<Row>> parse_input(const std::string& input) {
    std::map<std::string, std::vector<Row>> out;
    for (const auto& part : split(input, ';')) {
        if (trim(part).empty()) continue;
        const std::size_t colon = part.find(':');
        if (colon == std::string_view::npos) wrong("input: \"table: row | row\" expected");
        auto& rows = out[std::string(trim(part.substr(0, colon)))];
        for (const auto& text : split(part.substr(colon + 1), '|'))
            for (auto& row : expand_row(std::string(text))) add_row(rows, std::move(row));
    }
    return out;
}

// plan.tasks and plan.projects are what the pack lists, not what was submitted.
std::string plan_lists(const std::string& input, const TemporaryFolder& folder) {
    std::string out = "source \"s\" { title = \"案例\" }\n";
    auto tables = parse_input(input);
    for (const Row& row : tables["plan.tasks"]) {
        std::string fields;
        for (const auto& [name, value] : row)
            if (name != "id") fields += fmt::format("{} = \"{}\", ", name, value);
        out += fmt::format("task \"{0}\" {{ title = \"任务{0}\", {1} cite = {{ \"s\", \"一\" }} }}\n", row[0].second, fields);
    }
    std::string list = "id,name,quantity,scale,due\n";
    for (const Row& row : tables["plan.projects"])
        for (const char* column : {"id", "name", "quantity", "scale", "due"}) {
            const auto cell = std::find_if(row.begin(), row.end(), [&](const auto& pair) { return pair.first == column; });
            list += (cell == row.end() ? std::string() : cell->second) + (column == std::string("due") ? "\n" : ",");
        }
    folder.write("list.csv", list);
    return out + "project \"list\" { title = \"清单\", file = \"list.csv\", cite = { \"s\", \"一\" } }\n";
}

std::vector<tables::DataArgument> write_input(const std::string& input, const TemporaryFolder& folder) {
    std::vector<tables::DataArgument> out;
    for (const auto& [table, rows] : parse_input(input))
        if (!rows.empty() && !table.starts_with("plan.")) out.push_back({table, folder.write(table + ".csv", csv_of(rows))});
    return out;
}

std::shared_ptr<const rules::Plan> load(const std::string& pack, const TemporaryFolder& folder) {
    Diagnostics findings;
    auto plan = rules::load_pack({folder.write("pack.lua", pack), {fs::path(KAOHE_SOURCE_DIR) / "plugins"}}, findings);
    if (plan) return plan;
    std::string text = "the pack does not load:\n";
    for (const auto& finding : findings.all()) text += render(finding);
    wrong(text);
}

std::string pack_head(const std::string& period) {
    return fmt::format("pack {{ id = \"case\", title = \"案例\", version = \"1\", engine = \">=0.1\", period = \"{}\" }}\n"
                       "regions {{ {{ name = \"{}\", kind = \"county\" }} }}\n", period, kRegion);
}

std::string pack_of(const MethodCase& given, const std::string& period) {
    const auto plan = shipped_methods();
    const auto method = std::find_if(plan->methods.begin(), plan->methods.end(), [&](const auto& m) { return m.id == given.method; });
    if (method == plan->methods.end()) wrong("there is no method " + given.method);
    std::string params, unit = "1";
    for (const auto& word : words(given.params)) {
        const auto [name, value] = parse_pair(word);
        if (name == "unit")
            unit = value;
        else
            params += fmt::format("{} = {}, ", name, value == "true" || value == "false" || value[0] == '{' ? value : "\"" + value + "\"");
    }
    return pack_head(period) + fmt::format("indicator \"case\" {{ title = \"指标甲\", unit = \"{}\", better = \"higher\", digits = 1,\n"
                                           "  method = \"{}\", value = \"{}\", params = {{ {} }} }}\n",
                                           unit, given.method, method->outputs.front().name, params);
}

std::string state_name(eval::Measurement::State state) {
    switch (state) {
        case eval::Measurement::State::Value: return "value";
        case eval::Measurement::State::NotApplicable: return "not_applicable";
        case eval::Measurement::State::Invalid: return "invalid";
        case eval::Measurement::State::NotSubmitted: return "not_submitted";
        case eval::Measurement::State::Error: return "error";
    }
    return "";
}

num::Ratio parse_number(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto above = num::Decimal::parse(text.substr(0, slash));
    const auto below = slash == std::string::npos ? num::Decimal(1) : num::Decimal::parse(text.substr(slash + 1));
    if (!above || !below) wrong("\"" + text + "\" is not a decimal or fraction");
    return num::Ratio(*above) / num::Ratio(*below);
}

}  // namespace

std::vector<MethodCase> read_cases(const fs::path& path, const std::string& shown) {
    std::ifstream in(path);
    if (!in) wrong("cannot open " + shown);
    std::vector<MethodCase> out;
    bool header = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line == "\r" || line[0] == '#') continue;
        const auto cells = split_line(line, '\t');
        const std::string place = shown + ":" + std::to_string(number);
        if (!header) {
            if (cells != kHeader) wrong(place + ": the header must be " + join(kHeader, " "));
            header = true;
            continue;
        }
        if (cells.size() != kHeader.size()) wrong(fmt::format("{}: {} cells instead of {}", place, cells.size(), kHeader.size()));
        if (cells[4].empty() || cells[5].empty()) wrong(place + ": expected and source must be filled");
        out.push_back({shown, number, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
    }
    return out;
}

std::string MethodOutcome::text() const {
    std::string out = state;
    for (const auto& [name, value] : values) out += " " + name + "=" + value.to_string();
    if (!reason.empty()) out += "\nreason: " + reason;
    for (const auto& note : notes) out += "\nnote: " + note;
    return out + (findings.empty() ? "" : "\n" + findings);
}

MethodOutcome run_case(const MethodCase& given) {
    const std::string period_text = given.period.empty() ? "2021" : given.period;
    const auto period = model::Period::parse(period_text);
    if (!period) wrong("\"" + period_text + "\" is not a period");
    const TemporaryFolder folder;
    // A pack is for years; a month is assessed as --period does it.
    const auto plan = load(pack_of(given, period_text.substr(0, 4)) + plan_lists(given.input, folder), folder);
    model::Dataset data = tables::import(write_input(given.input, folder), *plan, {.period = *period, .as_of = period->last, .region = {}});
    eval::Options options{.period = *period, .as_of = period->last};
    const eval::Sources sources(*plan, data, options);
    lua::State state = plan->scripts.make_state({plan->methods[plan->indicators[0].method].run});
    result::RegionResult duties;
    duties.tasks = eval::tasks_of(*plan, data, 0, period->last);
    duties.projects = eval::projects_of(*plan, data, 0, period->last);
    const eval::Measurement measured = eval::Measurer(sources, state, 0, duties).measure(0);
    MethodOutcome out{.state = state_name(measured.state), .reason = measured.reason, .notes = measured.notes};
    out.instructions = measured.used.instructions;
    for (const auto& [name, value] : measured.values) out.values.emplace(name, value);
    for (const auto& finding : data.findings.all()) out.findings += render(finding);
    return out;
}

std::string differences(const MethodCase& given, const MethodOutcome& outcome) {
    std::string out, state = "value";
    for (const auto& word : words(given.expected)) {
        if (word.find('=') == std::string::npos) {
            state = word;
            continue;
        }
        const auto [name, value] = parse_pair(word);
        const auto found = outcome.values.find(name);
        const std::string actual = found == outcome.values.end() ? "none" : found->second.to_string();
        const bool same = value == "none" || actual == "none" ? value == actual : found->second == parse_number(value);
        if (!same) out += fmt::format("{}: expected {}, got {}\n", name, value, actual);
    }
    return (state == outcome.state ? "" : fmt::format("state: expected {}, got {}\n", state, outcome.state)) + out;
}

std::shared_ptr<const rules::Plan> shipped_methods() {
    static const auto plan = load(pack_head("2021"), TemporaryFolder());
    return plan;
}

}  // namespace kaohe::testing
