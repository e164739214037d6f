#include "kaohe/trial/trial.h"

#include <algorithm>

#include "kaohe/base/text.h"
#include "kaohe/eval/region.h"
#include "kaohe/num/rounding.h"
#include "kaohe/tables/import.h"

namespace kaohe::trial {
namespace {

using eval::Measurement;
using num::Decimal;
using num::Ratio;
using result::RegionResult;
using rules::TargetForm;

constexpr std::string_view kRest = "其余";

// A decimal, with a unit behind it or not, or a fraction.
std::optional<Ratio> parse_number(std::string_view written) {
    const std::string text = narrow(written);
    const std::size_t slash = text.find('/');
    if (slash != std::string::npos) {
        const auto above = Decimal::parse(trim(std::string_view(text).substr(0, slash))), below = Decimal::parse(trim(std::string_view(text).substr(slash + 1)));
        return above && below && !below->is_zero() ? std::optional(Ratio(*above) / Ratio(*below)) : std::nullopt;
    }
    const std::size_t end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const auto value = Decimal::parse(std::string_view(text).substr(0, end));
    return value ? std::optional(Ratio(*value)) : std::nullopt;
}

Measurement value_of(const rules::Indicator& indicator, Ratio value) {
    Measurement out;
    out.state = Measurement::State::Value;
    out.values = {{indicator.value, std::move(value)}};
    return out;
}

// The value, or the state, that a test gives an indicator.
std::optional<Measurement> parse_measurement(const rules::Indicator& indicator, const std::string& written) {
    Measurement out;
    out.reason = "测试给定";
    if (written == "缺报" || written == "not_submitted") return out;
    out.state = Measurement::State::Invalid;
    if (written == "数据无效" || written == "无效" || written == "invalid") return out;
    out.state = Measurement::State::NotApplicable;
    if (written == "无此项" || written == "not_applicable") return out;
    if (written == "达标" || written == "met") return value_of(indicator, 1);  // of 人工认定
    if (written == "未达标" || written == "unmet") return value_of(indicator, 0);
    const auto number = parse_number(written);
    return number ? std::optional(value_of(indicator, *number)) : std::nullopt;
}

// A value that just reaches the target; nothing where there is no such thing.
std::optional<Ratio> reaching(const rules::Target& target, const rules::Indicator& indicator) {
    if (target.form == TargetForm::Qualitative) return Ratio(1);
    if (!target.value) return std::nullopt;
    const Ratio value = *target.value, step = num::interval_of(indicator.digits);
    if (target.form == TargetForm::MoreThan) return value + step;
    if (target.form == TargetForm::LessThan) return value - step;
    return value;
}

}  // namespace

class Trials::Preparer {
  public:
    Preparer(const rules::Plan& plan, TemporaryFolder& folder, Diagnostics& findings) : plan_(plan), folder_(folder), findings_(findings) {}

    // Nothing when the case is written wrongly.
    Result<std::optional<Prepared>> prepare(Case test) {
        test_ = &test;
        errors_ = findings_.errors();
        Prepared out{.as_of = plan_.period.last};
        if (const auto region = plan_.find_region(fold(test.region)))
            out.region = *region;
        else
            wrong(fmt::format("县区“{}”不在规则包中{}", test.region, suggestion(test.region, plan_.region_names())));
        find_subject(out);
        if (!test.as_of.empty()) {
            if (const auto day = model::parse_day(test.as_of))
                out.as_of = *day;
            else
                wrong(fmt::format("截止“{}”应写成 2021-09-30", test.as_of));
        }
        std::vector<GivenTable> tables = test.tables;
        take_given(out, tables);
        if (findings_.errors() > errors_) return std::nullopt;
        KAOHE_TRY(data, read_data(out, tables));
        if (!data) return std::nullopt;
        out.data = std::move(data);
        out.test = std::move(test);
        return out;
    }

  private:
    void wrong(const std::string& what) { findings_.add(Code::CaseCell, test_->place, test_->name, what); }

    void find_subject(Prepared& out) {
        const std::string& name = test_->subject;
        if (name.empty()) return;
        const auto take = [&](const auto& all, Subject::Kind kind, auto same) {
            for (std::size_t i = 0; i < all.size(); ++i)
                if (same(all[i])) return out.subject = {kind, i}, true;
            return false;
        };
        const auto by_id = [&](const auto& each) { return each.id == name; };
        const auto by_title = [&](const auto& each) { return each.title == name; };
        if (take(plan_.rules, Subject::Kind::Rule, by_id) || take(plan_.bonuses, Subject::Kind::Bonus, by_id) ||
            take(plan_.vetoes, Subject::Kind::Veto, by_id) || take(plan_.groups, Subject::Kind::Group, by_id))
            return;
        if (const auto indicator = plan_.find_indicator(name))
            if (take(plan_.rules, Subject::Kind::Rule, [&](const auto& rule) { return rule.indicator == indicator; })) return;
        if (take(plan_.rules, Subject::Kind::Rule, by_title) || take(plan_.bonuses, Subject::Kind::Bonus, by_title) ||
            take(plan_.vetoes, Subject::Kind::Veto, by_title) || take(plan_.groups, Subject::Kind::Group, by_title))
            return;
        std::vector<std::string> known;
        for (const auto& rule : plan_.rules) known.insert(known.end(), {rule.id, rule.title});
        for (const auto& bonus : plan_.bonuses) known.insert(known.end(), {bonus.id, bonus.title});
        for (const auto& veto : plan_.vetoes) known.insert(known.end(), {veto.id, veto.title});
        for (const auto& group : plan_.groups) known.insert(known.end(), {group.id, group.title});
        wrong(fmt::format("没有规则“{}”{}", name, suggestion(name, known)));
    }

    std::optional<std::size_t> own_indicator(const Prepared& out) const {
        if (out.subject.kind != Subject::Kind::Rule || test_->subject.empty()) return std::nullopt;
        const auto& rule = plan_.rules[out.subject.index];
        return rule.indicator ? rule.indicator : rule.needs.size() == 1 ? std::optional(rule.needs.front()) : std::nullopt;
    }

    void take_given(Prepared& out, std::vector<GivenTable>& tables) {
        bool rest_met = false;
        for (const auto& [name, value] : test_->given) {
            if (name == kRest) {
                rest_met = value == "达标" || value == "met";
                if (!rest_met && value != "缺报") wrong(fmt::format("“{}”只能是 达标 或 缺报", kRest));
                continue;
            }
            const auto indicator = name.empty() ? own_indicator(out) : plan_.find_indicator(name);
            if (!indicator && name.empty()) {
                const bool of_event = out.subject.kind == Subject::Kind::Bonus || out.subject.kind == Subject::Kind::Veto;
                if (of_event && add_event(test_->subject, value, tables)) continue;
                wrong(fmt::format("给定的“{}”不知道是哪个指标的，请写成 指标={}", value, value));
            } else if (!indicator) {
                if (!add_event(name, value, tables)) wrong(fmt::format("给定的“{}”不是本规则包的指标、加分或否决事项{}", name, suggestion(name, plan_.indicator_names())));
            } else if (auto measured = parse_measurement(plan_.indicators[*indicator], value)) {
                out.given[*indicator] = std::move(*measured);
            } else {
                wrong(fmt::format("给定的“{}”不是数，也不是 缺报、数据无效、无此项、达标、未达标", value));
            }
        }
        if (!rest_met) return;
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i)
            if (const auto& target = plan_.targets[i][out.region]) give_reached(i, *target, out.given);
    }

    void give_reached(std::size_t indicator, const rules::Target& target, eval::GivenValues& given) {
        for (const auto& branch : target.branches()) give_reached(branch.indicator, *branch.target, given);
        if (const auto value = reaching(target, plan_.indicators[indicator]))
            given.try_emplace(indicator, value_of(plan_.indicators[indicator], *value));
    }

    // An approved event that a bonus or veto counts.
    bool add_event(const std::string& name, const std::string& value, std::vector<GivenTable>& tables) {
        std::string item;
        const auto look = [&](const auto& all) {
            for (const auto& each : all)
                if (each.item == name || each.id == name || each.title == name) item = each.item;
        };
        look(plan_.bonuses);
        look(plan_.vetoes);
        if (item.empty()) return false;
        if (!parse_number(value)) wrong(fmt::format("“{}”的数量“{}”不是数", name, value));
        tables.push_back({"events", {{{"item", item}, {"value", value}, {"approved_by", "测试"}}}});
        return true;
    }

    Result<std::shared_ptr<const model::Dataset>> read_data(const Prepared& out, const std::vector<GivenTable>& tables) {
        std::vector<tables::DataArgument> arguments;
        for (const auto& path : test_->data) arguments.push_back({"", path});
        std::map<std::string, std::vector<const GivenTable*>> by_table;
        for (const auto& table : tables) by_table[table.table].push_back(&table);
        for (const auto& [name, parts] : by_table) {
            const auto* spec = plan_.dictionary.find_name(fold(name));
            if (!spec) {
                wrong(fmt::format("没有数据表“{}”{}", name, suggestion(name, plan_.dictionary.names())));
                return std::shared_ptr<const model::Dataset>();
            }
            KAOHE_TRY(file, folder_.write(fmt::format("{}-{}.csv", spec->id, files_++), csv_of(parts, plan_.regions[out.region].name)));
            arguments.push_back({spec->id, file});
        }
        if (arguments.empty() && nothing_ && nothing_as_of_ == out.as_of) return nothing_;
        auto data = std::make_shared<model::Dataset>(
            tables::import(arguments, plan_, {.period = plan_.period, .as_of = out.as_of, .region = out.region}));
        for (const auto& finding : data->findings.all())
            if (finding.severity != Severity::Note) {
                const Place place = finding.place.file.empty() || test_->data.empty() ? test_->place : finding.place;
                findings_.add(Code::CaseData, place, fmt::format("测试“{}”：[{}] {}", test_->name, finding.id(), finding.message));
            }
        if (arguments.empty()) nothing_ = data, nothing_as_of_ = out.as_of;
        return data;
    }

    static std::string csv_of(const std::vector<const GivenTable*>& parts, const std::string& region) {
        std::vector<std::string> columns;
        for (const auto* part : parts)
            for (const auto& row : part->rows)
                for (const auto& [column, cell] : row)
                    if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
        std::string out = "region";
        for (const auto& column : columns) out += "," + csv_field(column);
        out += "\n";
        for (const auto* part : parts)
            for (const auto& row : part->rows) {
                out += csv_field(region);
                for (const auto& column : columns) {
                    const auto cell = std::find_if(row.begin(), row.end(), [&](const auto& pair) { return pair.first == column; });
                    out += "," + (cell == row.end() ? std::string() : csv_field(cell->second));
                }
                out += "\n";
            }
        return out;
    }

    const rules::Plan& plan_;
    TemporaryFolder& folder_;
    Diagnostics& findings_;
    const Case* test_ = nullptr;
    std::size_t errors_ = 0;
    std::size_t files_ = 0;
    std::shared_ptr<const model::Dataset> nothing_;  // tests without tables share one empty dataset
    model::Day nothing_as_of_ = 0;
};

Result<Trials> Trials::prepare(const rules::Plan& plan, std::vector<Case> cases, Diagnostics& findings) {
    Trials out;
    out.plan_ = std::make_unique<rules::Plan>(plan);
    KAOHE_TRY(folder, TemporaryFolder::create());
    Preparer preparer(*out.plan_, folder, findings);
    for (auto& test : cases) {
        KAOHE_TRY(prepared, preparer.prepare(std::move(test)));
        if (prepared) out.prepared_.push_back(std::move(*prepared));
    }
    return out;
}

// --- comparing

namespace {

constexpr std::string_view kNothing = "（没有）";

// What the result says of each fact about the subject; "" for what it does not say.
class Facts {
  public:
    Facts(const rules::Plan& plan, const Subject& subject, const RegionResult& result) : plan_(plan), result_(result) {
        const auto same_event = [&](std::string_view kind, const std::string& id) {
            const auto it = std::find_if(result.events.begin(), result.events.end(), [&](const auto& event) { return event.kind == kind && event.id == id; });
            points_ = it == result.events.end() ? Decimal(0) : it->points;
            applies_ = it != result.events.end();
        };
        switch (subject.kind) {
            case Subject::Kind::Region: break;
            case Subject::Kind::Rule: {
                const auto it = std::find_if(result.rules.begin(), result.rules.end(), [&](const auto& rule) { return rule.rule == subject.index; });
                if (it != result.rules.end()) rule_ = &*it;
                break;
            }
            case Subject::Kind::Group:
                for (const auto& group : result.groups)
                    if (group.id == plan.groups[subject.index].id) points_ = group.points, possible_ = group.possible;
                break;
            case Subject::Kind::Bonus: cite_ = &plan.bonuses[subject.index].cite, same_event("bonus", plan.bonuses[subject.index].id); break;
            case Subject::Kind::Veto: cite_ = &plan.vetoes[subject.index].cite, same_event("veto", plan.vetoes[subject.index].id); break;
        }
        if (rule_) {
            points_ = rule_->points;
            possible_ = rule_->possible;
            const auto& rule = plan.rules[rule_->rule];
            cite_ = rule_->target ? &rule_->target->cite() : rule.cite ? &*rule.cite : nullptr;
        }
    }

    std::string text(Fact fact) const {
        switch (fact) {
            case Fact::Status: return rule_ ? std::string(status_word(rule_->status)) : applies_ ? "计入" : "";
            case Fact::Actual: return rule_ && rule_->actual ? rule_->actual->to_string() : "";
            case Fact::Points: return points_ ? plain(*points_) : "";
            case Fact::Most: return rule_ ? plain(rule_->points_max) : plain(result_.total_max);
            case Fact::Possible: return possible_ ? plain(*possible_) : plain(result_.possible);
            case Fact::Gap: return rule_ && rule_->gap ? rule_->gap->to_string() : "";
            case Fact::Target: return rule_ && rule_->target ? rule_->target->value_text() : "";
            case Fact::Clause: return cite_ ? cite_->clause : "";
            case Fact::Total: return plain(result_.total);
            case Fact::Grade: return result_.grade.value_or("");
        }
        return {};
    }

    bool same(Fact fact, const std::string& expected) const {
        const std::string actual = text(fact);
        if (expected == "无" || expected == "none") return actual.empty();
        if (fact == Fact::Clause) return cite_ && (expected == actual || expected == cite_->source + " " + actual);
        if (fact == Fact::Status) return expected == actual || (rule_ && expected == status_id(rule_->status));
        if (fact == Fact::Grade || (fact == Fact::Target && expected.find("..") != std::string::npos)) return expected == actual;
        const auto wanted = parse_number(expected), got = parse_number(actual);
        return wanted && got && *wanted == *got;
    }

  private:
    const rules::Plan& plan_;
    const RegionResult& result_;
    const result::RuleResult* rule_ = nullptr;
    const rules::Cite* cite_ = nullptr;
    std::optional<Decimal> points_, possible_;
    bool applies_ = false;
};

}  // namespace

Trials::Run Trials::run(std::size_t index, lua::State& state) const {
    const Prepared& prepared = prepared_[index];
    eval::Sources sources(*plan_, *prepared.data, {.period = plan_->period, .as_of = prepared.as_of});
    sources.take_as_given(prepared.given);
    Run out{{prepared.test.place.file, prepared.test.name, prepared.test.place, {}}, eval::evaluate_region(sources, state, prepared.region)};
    const Facts facts(*plan_, prepared.subject, out.result);
    for (const auto& [fact, expected] : prepared.test.expected)
        if (!facts.same(fact, expected)) {
            const std::string actual = facts.text(fact);
            out.verdict.problems.push_back(fmt::format("{}应为 {}，实际是 {}", fact_word(fact), expected, actual.empty() ? kNothing : std::string_view(actual)));
        }
    if (out.verdict.problems.empty()) return out;
    for (const auto& rule : out.result.rules)  // the derivation beside the difference
        if (prepared.subject.kind == Subject::Kind::Rule && rule.rule == prepared.subject.index)
            out.verdict.problems.push_back(fmt::format("计算过程：{}{}", rule.reason.empty() ? "" : rule.reason + "；", rule.explain));
    for (const auto& finding : out.result.findings.all()) out.verdict.problems.push_back(fmt::format("[{}] {}", finding.id(), finding.message));
    return out;
}

Result<Tested> run_tests(const rules::Plan& plan, const std::filesystem::path& folder, Diagnostics& findings) {
    KAOHE_TRY(trials, Trials::prepare(plan, read_cases(folder, findings, plan.scripts.sandbox), findings));
    Tested out{std::move(trials), {}};
    lua::State state = out.trials.plan().scripts.make_state(eval::functions_of(out.trials.plan()));
    for (std::size_t i = 0; i < out.trials.size(); ++i) out.runs.push_back(out.trials.run(i, state));
    return out;
}

}  // namespace kaohe::trial
