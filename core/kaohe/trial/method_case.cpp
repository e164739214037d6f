#include "kaohe/trial/method_case.h"

#include <algorithm>
#include <set>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"
#include "kaohe/eval/duties.h"
#include "kaohe/rules/load.h"
#include "kaohe/tables/import.h"

namespace kaohe::trial {
namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::pair<std::string, std::string>>;  // column, value
using Tables = std::map<std::string, std::vector<Row>>;

constexpr const char *kRegion = "甲县", *kTitle = "指标甲";  // as cases.tsv call them
constexpr std::size_t kCasesPerPack = 20;  // every case costs its pack one indicator, and each run looks at all of its pack
const char* const kHeader[] = {"method", "params", "period", "input", "expected", "source"};
const char* const kPlanColumns[] = {"id", "name", "quantity", "scale", "due"};

// A mistake in a case, for people; becomes KH-V002.
using Problem = std::string;
template <class T>
using Parsed = tl::expected<T, Problem>;

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& part : split(text, ' '))
        if (!part.empty()) out.emplace_back(part);
    return out;
}

Parsed<std::pair<std::string, std::string>> parse_pair(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) return tl::make_unexpected(fmt::format("“{}”应写成 名称=值", word));
    return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

std::optional<long> parse_integer(const std::string& text) {
    const auto number = num::Decimal::parse(text);
    return number && number->scale() == 0 ? std::optional(static_cast<long>(number->coefficient())) : std::nullopt;
}

// "2021-01-01..2021-01-27", "2021-01-01T01..2021-01-03T00" or "1..49" one by one, upwards or downwards; anything else is itself.
Parsed<std::vector<std::string>> expand_range(const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) return std::vector{text};
    const std::string from = text.substr(0, dots), to = text.substr(dots + 2);
    const bool hours = from.find('T') != std::string::npos;
    const auto parse = [&](const std::string& end) -> std::optional<long> {
        const auto time = hours ? model::parse_hour(end) : model::parse_day(end);
        return time ? std::optional<long>(*time) : parse_integer(end);
    };
    const auto first = parse(from), last = parse(to);
    constexpr long kLongest = 100'000;
    if (!first || !last || *last - *first > kLongest || *first - *last > kLongest) return tl::make_unexpected(fmt::format("“{}”不是一段日期、小时或整数", text));
    const bool times = model::parse_day(from) || hours;
    std::vector<std::string> out;
    for (long at = *first;; at += *first <= *last ? 1 : -1) {
        const auto time = static_cast<model::Day>(at);
        out.push_back(!times ? std::to_string(at) : hours ? model::hour_text(at) : model::to_string(time));
        if (at == *last) return out;
    }
}

Parsed<std::vector<std::string>> expand_list(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& part : split(text, ',')) {
        auto values = expand_range(std::string(part));
        if (!values) return values;
        out.insert(out.end(), values->begin(), values->end());
    }
    return out;
}

Parsed<std::vector<Row>> expand_row(const std::string& text) {
    Row written;
    for (const auto& word : words(text)) {
        auto pair = parse_pair(word);
        if (!pair) return tl::make_unexpected(pair.error());
        written.push_back(std::move(*pair));
    }
    if (written.empty()) return std::vector<Row>{};
    const auto names = expand_list(written[0].second);
    if (!names) return tl::make_unexpected(names.error());
    std::vector<Row> out;
    for (const auto& name : *names) out.push_back({{written[0].first, name}});
    for (std::size_t i = 1; i < written.size(); ++i) {
        const auto values = names->size() > 1 ? expand_list(written[i].second) : Parsed<std::vector<std::string>>(std::vector{written[i].second});
        if (!values) return tl::make_unexpected(values.error());
        if (values->size() != 1 && values->size() != names->size())
            return tl::make_unexpected(fmt::format("{} 有 {} 个值，而这里是 {} 行", written[i].first, values->size(), names->size()));
        for (std::size_t row = 0; row < out.size(); ++row) out[row].emplace_back(written[i].first, (*values)[values->size() == 1 ? 0 : row]);
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

Parsed<Tables> parse_input(const std::string& input) {
    Tables out;
    for (const auto& part : split(input, ';')) {
        if (trim(part).empty()) continue;
        const std::size_t colon = part.find(':');
        if (colon == std::string_view::npos) return tl::make_unexpected(std::string("input 应写成 表: 行 | 行"));
        auto& rows = out[std::string(trim(std::string_view(part).substr(0, colon)))];
        for (const auto& text : split(std::string_view(part).substr(colon + 1), '|')) {
            auto expanded = expand_row(std::string(text));
            if (!expanded) return tl::make_unexpected(expanded.error());
            for (auto& row : *expanded) add_row(rows, std::move(row));
        }
    }
    return out;
}

std::string cell_of(const Row& row, std::string_view column) {
    const auto cell = std::find_if(row.begin(), row.end(), [&](const auto& pair) { return pair.first == column; });
    return cell == row.end() ? std::string() : cell->second;
}

std::string csv_of(const std::vector<Row>& rows) {
    std::vector<std::string> columns;
    for (const auto& row : rows)
        for (const auto& [column, value] : row)
            if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    std::string out = "region," + join(columns, ",") + "\n";
    for (const auto& row : rows) {
        out += kRegion;
        for (const auto& column : columns) out += "," + csv_field(cell_of(row, column));
        out += "\n";
    }
    return out;
}

std::string pack_head() {
    return fmt::format("pack {{ id = \"case\", title = \"算例\", version = \"1\", engine = \">=0.1\", period = \"2021\" }} "
                       "regions {{ {{ name = \"{}\", kind = \"county\" }} }}\n", kRegion);
}
constexpr std::size_t kHeadLines = 1;  // of pack_head()

std::string lua_text(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    return out + "\"";
}

std::string indicator_id(bool alone, std::size_t number) { return alone ? "case" : fmt::format("case.{}", number); }

// One line: the indicator that the case is measured by.
Parsed<std::string> indicator_line(const MethodCase& test, const rules::Method& method, const std::string& id, std::string_view title) {
    std::string params, unit = "1";
    for (const auto& word : words(test.params)) {
        const auto pair = parse_pair(word);
        if (!pair) return tl::make_unexpected(pair.error());
        const auto& [name, value] = *pair;
        if (name == "unit")
            unit = value;
        else
            params += fmt::format("{} = {}, ", name, value == "true" || value == "false" || value.starts_with('{') ? value : lua_text(value));
    }
    return fmt::format("indicator \"{}\" {{ title = \"{}\", unit = {}, better = \"higher\", digits = 1, method = \"{}\", value = \"{}\", params = {{ {} }} }}\n",
                       id, title, lua_text(unit), method.id, method.outputs.empty() ? "" : method.outputs.front().name, params);
}

// plan.tasks and plan.projects are what the pack lists, not what was submitted.
std::string plan_lists(Tables& tables, std::string& list_file) {
    std::string out = "source \"s\" { title = \"算例\" }\n";
    for (const Row& row : tables["plan.tasks"]) {
        std::string fields;
        for (const auto& [name, value] : row)
            if (name != "id") fields += fmt::format("{} = {}, ", name, lua_text(value));
        out += fmt::format("task \"{0}\" {{ title = \"任务{0}\", {1} cite = {{ \"s\", \"一\" }} }}\n", row[0].second, fields);
    }
    list_file = join(std::vector<std::string>(std::begin(kPlanColumns), std::end(kPlanColumns)), ",") + "\n";
    for (const Row& row : tables["plan.projects"]) {
        std::vector<std::string> cells;
        for (const char* column : kPlanColumns) cells.push_back(csv_field(cell_of(row, column)));
        list_file += join(cells, ",") + "\n";
    }
    return out + "project \"list\" { title = \"清单\", file = \"list.csv\", cite = { \"s\", \"一\" } }\n";
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

// "…more…": what is written may go on where it has an ellipsis.
bool says(std::string_view text, std::string_view wanted) {
    constexpr std::string_view kMore = "…";
    const bool before = wanted.starts_with(kMore), after = wanted.size() > kMore.size() && wanted.ends_with(kMore);
    if (before) wanted.remove_prefix(kMore.size());
    if (after) wanted.remove_suffix(kMore.size());
    if (before && after) return text.find(wanted) != std::string_view::npos;
    return before ? text.ends_with(wanted) : after ? text.starts_with(wanted) : text == wanted;
}

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::optional<num::Ratio> parse_number(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto above = num::Decimal::parse(text.substr(0, slash));
    const auto below = slash == std::string::npos ? num::Decimal(1) : num::Decimal::parse(text.substr(slash + 1));
    return above && below && !below->is_zero() ? std::optional(num::Ratio(*above) / num::Ratio(*below)) : std::nullopt;
}

}  // namespace

std::vector<MethodCase> read_method_cases(const fs::path& file, Diagnostics& findings) {
    std::vector<MethodCase> out;
    const std::string shown = display_path(file);
    const auto bytes = FileBytes::open(file);
    if (!bytes) {
        findings.add(bytes.error());
        return out;
    }
    bool header = false;
    int number = 0;
    for (std::string_view rest = bytes->view(); !rest.empty();) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        const Place place{.file = shown, .line = ++number};
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || line[0] == '#') continue;
        const auto cells = split(line, '\t');
        if (!header) {
            if (!std::equal(cells.begin(), cells.end(), std::begin(kHeader), std::end(kHeader))) {
                findings.add(Code::CaseTable, place, "第一行应是 method、params、period、input、expected、source，用制表符分开");
                return out;
            }
            header = true;
        } else if (cells.size() != std::size(kHeader)) {
            findings.add(Code::CaseTable, place, fmt::format("这一行有 {} 格，应是 {} 格，用制表符分开", cells.size(), std::size(kHeader)));
        } else if (cells[4].empty() || cells[5].empty()) {
            findings.add(Code::CaseCell, place, cells[0], "expected 和 source 都要填：应有的结果，和它的出处");
        } else {
            out.push_back({place, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]});
        }
    }
    return out;
}

std::string MethodOutcome::text() const {
    std::string out = state;
    for (const auto& [name, value] : values) out += " " + name + "=" + value.to_string();
    return reason.empty() ? out : out + "（" + reason + "）";
}

class MethodTrials::Preparer {
  public:
    Preparer(const std::vector<fs::path>& plugin_folders, const lua::SandboxOptions& sandbox, const TemporaryFolder& folder, Diagnostics& findings)
        : plugin_folders_(plugin_folders), sandbox_(sandbox), folder_(folder), findings_(findings) {}

    Result<MethodTrials> prepare(std::vector<MethodCase> cases) {
        MethodTrials out;
        KAOHE_TRY(methods, load(pack_head(), ""));
        out.methods_ = methods;
        if (!out.methods_) return out;
        std::vector<Draft> shared, alone;
        for (auto& test : cases) {
            auto draft = draft_of(std::move(test), *out.methods_);
            if (!draft) continue;
            const bool lists = draft->tables.contains("plan.tasks") || draft->tables.contains("plan.projects");
            (lists || draft->method->lookup ? alone : shared).push_back(std::move(*draft));
        }
        for (std::size_t at = 0; at < shared.size(); at += kCasesPerPack) {
            const std::size_t end = std::min(at + kCasesPerPack, shared.size());
            KAOHE_CHECK(prepare_together({std::make_move_iterator(shared.begin() + static_cast<std::ptrdiff_t>(at)),
                                          std::make_move_iterator(shared.begin() + static_cast<std::ptrdiff_t>(end))}, out));
        }
        for (auto& draft : alone) {
            std::vector<Draft> one;
            one.push_back(std::move(draft));
            KAOHE_CHECK(prepare_together(std::move(one), out));
        }
        // In the order of the files again.
        std::stable_sort(out.prepared_.begin(), out.prepared_.end(), [](const Prepared& a, const Prepared& b) {
            return std::tie(a.test.place.file, a.test.place.line) < std::tie(b.test.place.file, b.test.place.line);
        });
        return out;
    }

  private:
    struct Draft {
        MethodCase test;
        const rules::Method* method;
        Tables tables;
        model::Period period;
        std::string state = "value";
        std::vector<Expected> expected;
    };

    void wrong(const MethodCase& test, const std::string& what) { findings_.add(Code::CaseCell, test.place, test.method, what); }

    std::optional<Draft> draft_of(MethodCase test, const rules::Plan& methods) {
        std::vector<std::string> ids;
        for (const auto& method : methods.methods) ids.push_back(method.id);
        const auto method = std::find_if(methods.methods.begin(), methods.methods.end(), [&](const auto& each) { return each.id == test.method; });
        if (method == methods.methods.end()) return wrong(test, "没有这个方法" + suggestion(test.method, ids)), std::nullopt;
        Draft out{.test = std::move(test), .method = &*method};
        auto tables = parse_input(out.test.input);
        if (!tables) return wrong(out.test, tables.error()), std::nullopt;
        out.tables = std::move(*tables);
        const std::string period = out.test.period.empty() ? "2021" : out.test.period;
        const auto parsed = model::Period::parse(period);
        if (!parsed) return wrong(out.test, fmt::format("period“{}”应写成 2021 或 2021-09", period)), std::nullopt;
        out.period = *parsed;
        if (!take_expected(out)) return std::nullopt;
        return out;
    }

    bool take_expected(Draft& out) {
        static const std::set<std::string> states = {"value", "invalid", "not_applicable", "not_submitted", "error"};
        for (const auto& word : words(out.test.expected)) {
            if (states.contains(word)) {
                out.state = word;
                continue;
            }
            const auto pair = parse_pair(word);
            if (!pair) return wrong(out.test, "expected：" + pair.error()), false;
            const bool words_only = pair->first == "note" || pair->first == "reason";
            const auto value = pair->second == "none" || words_only ? std::nullopt : parse_number(pair->second);
            if (!value && pair->second != "none" && !words_only) return wrong(out.test, fmt::format("expected 的“{}”不是小数或分数", pair->second)), false;
            out.expected.push_back({pair->first, pair->second, value});
        }
        return true;
    }

    Result<std::shared_ptr<const rules::Plan>> load(const std::string& pack, const std::string& list_file) {
        KAOHE_TRY(file, folder_.write("pack.lua", pack));
        if (!list_file.empty()) KAOHE_CHECK(folder_.write("list.csv", list_file));
        loading_ = Diagnostics();
        auto plan = rules::load_pack({file, plugin_folders_, 0, sandbox_}, loading_);
        if (!plan && pack == pack_head()) findings_.append(std::move(loading_));  // the plugins themselves
        return plan;
    }

    Result<void> prepare_together(std::vector<Draft> drafts, MethodTrials& out) {
        while (!drafts.empty()) {
            std::string pack = pack_head(), list_file;
            const bool alone = drafts.size() == 1;
            for (std::size_t i = 0; i < drafts.size(); ++i) {
                const std::string title = alone ? std::string(kTitle) : fmt::format("{}{}", kTitle, i);
                const auto line = indicator_line(drafts[i].test, *drafts[i].method, indicator_id(alone, i), title);
                if (!line) wrong(drafts[i].test, line.error());
                pack += line ? *line : "\n";
            }
            if (alone) pack += plan_lists(drafts[0].tables, list_file);
            KAOHE_TRY(plan, load(pack, list_file));
            if (plan) return take_all(std::move(drafts), plan, out);
            if (!drop_wrong(drafts)) return {};
        }
        return {};
    }

    // Leaves out the cases that keep the pack from loading. False when it is none of them.
    bool drop_wrong(std::vector<Draft>& drafts) {
        std::set<std::size_t> bad;
        for (const auto& finding : loading_.all()) {
            if (finding.severity != Severity::Error) continue;
            const auto line = static_cast<std::size_t>(std::max(finding.place.line, 0));
            const std::size_t index = drafts.size() == 1 ? 0 : line - kHeadLines - 1;
            if (index < drafts.size() && bad.insert(index).second) wrong(drafts[index].test, fmt::format("[{}] {}", finding.id(), finding.message));
        }
        for (auto it = bad.rbegin(); it != bad.rend(); ++it) drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(*it));
        return !bad.empty();
    }

    Result<void> take_all(std::vector<Draft> drafts, const std::shared_ptr<const rules::Plan>& plan, MethodTrials& out) {
        for (auto& draft : drafts) {
            const std::string id = indicator_id(drafts.size() == 1, static_cast<std::size_t>(&draft - drafts.data()));
            Prepared prepared{.test = std::move(draft.test), .plan = plan, .period = draft.period, .state = draft.state, .expected = std::move(draft.expected)};
            const auto indicator = plan->find_indicator(id);
            if (!indicator) continue;  // its line was wrong; that was said
            prepared.indicator = *indicator;
            std::vector<tables::DataArgument> arguments;
            for (const auto& [table, rows] : draft.tables) {
                if (rows.empty() || table.starts_with("plan.")) continue;
                KAOHE_TRY(file, folder_.write(table + ".csv", csv_of(rows)));
                arguments.push_back({table, file});
            }
            prepared.data = std::make_shared<model::Dataset>(
                tables::import(arguments, *plan, {.period = prepared.period, .as_of = prepared.period.last, .region = {}}));
            out.prepared_.push_back(std::move(prepared));
        }
        return {};
    }

    const std::vector<fs::path>& plugin_folders_;
    const lua::SandboxOptions& sandbox_;
    const TemporaryFolder& folder_;
    Diagnostics& findings_;
    Diagnostics loading_;
};

Result<MethodTrials> MethodTrials::prepare(const std::vector<fs::path>& plugin_folders, std::vector<MethodCase> cases, Diagnostics& findings,
                                           const lua::SandboxOptions& sandbox) {
    KAOHE_TRY(folder, TemporaryFolder::create());
    return Preparer(plugin_folders, sandbox, folder, findings).prepare(std::move(cases));
}

std::vector<std::int64_t> MethodTrials::functions() const {
    std::set<std::int64_t> out;
    for (const auto& prepared : prepared_)
        if (const auto run = prepared.plan->methods[prepared.plan->indicators[prepared.indicator].method].run; run != 0) out.insert(run);
    return {out.begin(), out.end()};
}

std::vector<std::string> MethodTrials::expected_names(std::size_t index) const {
    std::vector<std::string> out;
    for (const auto& expected : prepared_[index].expected) out.push_back(expected.name);
    return out;
}

MethodTrials::Run MethodTrials::run(std::size_t index, lua::State& state) const {
    const Prepared& prepared = prepared_[index];
    const eval::Sources sources(*prepared.plan, *prepared.data, {.period = prepared.period, .as_of = prepared.period.last});
    result::RegionResult duties;
    duties.tasks = eval::tasks_of(*prepared.plan, *prepared.data, 0, prepared.period.last);
    duties.projects = eval::projects_of(*prepared.plan, *prepared.data, 0, prepared.period.last);
    eval::Measurer measurer(sources, state, 0, duties);
    const eval::Measurement& measured = measurer.measure(prepared.indicator);
    const MethodCase& test = prepared.test;
    Run out{{test.place.file, fmt::format("{} {}", test.method, test.source), test.place, {}},
            {.state = state_name(measured.state), .values = {measured.values.begin(), measured.values.end()}, .reason = measured.reason,
             .notes = measured.notes, .instructions = measured.used.instructions}};
    for (const auto& finding : prepared.data->findings.all()) out.outcome.findings += render(finding);
    for (const auto& point : measured.series) out.outcome.values.emplace(point.period, point.value);
    auto& problems = out.verdict.problems;
    if (prepared.state != out.outcome.state) problems.push_back(fmt::format("状态应为 {}，实际是 {}", prepared.state, out.outcome.state));
    for (const auto& wanted : prepared.expected) {
        if (wanted.name == "note" || wanted.name == "reason") {
            auto texts = wanted.name == "note" ? out.outcome.notes : std::vector{out.outcome.reason};
            const bool there = std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return says(without_blanks(text), wanted.written); });
            if (!there) problems.push_back(fmt::format("{} 应有“{}”，实际是 {}", wanted.name, wanted.written, texts.empty() ? "none" : join(texts, "；")));
            continue;
        }
        const auto found = out.outcome.values.find(wanted.name);
        const bool there = found != out.outcome.values.end();
        if (there == wanted.value.has_value() && (!there || found->second == *wanted.value)) continue;
        problems.push_back(fmt::format("{} 应为 {}，实际是 {}", wanted.name, wanted.written, there ? found->second.to_string() : "none"));
    }
    if (!problems.empty()) problems.push_back("实际输出：" + out.outcome.text());
    return out;
}

}  // namespace kaohe::trial
