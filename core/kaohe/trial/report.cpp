#include "kaohe/trial/report.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "kaohe/base/text.h"

namespace kaohe::trial {
namespace {

using Json = nlohmann::ordered_json;

// Verdicts by the file they stand in, in the order of their first ones.
std::vector<std::pair<std::string, std::vector<const Verdict*>>> by_suite(const std::vector<Verdict>& verdicts) {
    std::vector<std::pair<std::string, std::vector<const Verdict*>>> out;
    for (const auto& verdict : verdicts) {
        const auto same = [&](const auto& suite) { return suite.first == verdict.suite; };
        auto it = std::find_if(out.begin(), out.end(), same);
        if (it == out.end()) it = out.insert(out.end(), {verdict.suite, {}});
        it->second.push_back(&verdict);
    }
    return out;
}

std::size_t failures(const std::vector<const Verdict*>& suite) {
    return static_cast<std::size_t>(std::count_if(suite.begin(), suite.end(), [](const auto* verdict) { return !verdict->passed(); }));
}

template <class Each>
std::size_t count(const std::vector<Each>& all, bool Each::*flag) {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Each& each) { return each.*flag; }));
}

}  // namespace

std::size_t Summary::failed() const {
    return static_cast<std::size_t>(std::count_if(verdicts.begin(), verdicts.end(), [](const auto& verdict) { return !verdict.passed(); }));
}

std::string to_text(const Summary& summary, bool verbose) {
    std::string out;
    for (const auto& [name, suite] : by_suite(summary.verdicts)) {
        const std::size_t wrong = failures(suite);
        out += fmt::format("{}：{} 个测试，{}\n", name, suite.size(), wrong == 0 ? "全部通过" : fmt::format("{} 个没有通过", wrong));
        for (const auto* verdict : suite) {
            if (verdict->passed() && verbose) out += fmt::format("  通过 {}\n", verdict->name);
            if (!verdict->passed()) out += render(diagnose(Code::CaseFailed, verdict->place, verdict->name, join(verdict->problems, "；")));
        }
    }
    out += fmt::format("共 {} 个测试，{} 个通过，{} 个没有通过\n", summary.verdicts.size(), summary.verdicts.size() - summary.failed(), summary.failed());
    if (summary.coverage) {
        for (const auto& each : *summary.coverage)
            if (!each.reached) out += render(diagnose(Code::NotCovered, each.place, each.what, each.branch));
        out += fmt::format("覆盖：{} 处中测试到 {} 处，{}%\n", summary.coverage->size(), count(*summary.coverage, &Covered::reached),
                           percent_of(*summary.coverage).to_string());
    }
    if (summary.mutants) {
        for (const auto& each : *summary.mutants)
            if (!each.noticed) out += render(diagnose(Code::MutantSurvived, each.place, each.what, each.from, each.to));
        out += fmt::format("变异：改了 {} 处，测试发现 {} 处，{}%\n", summary.mutants->size(), count(*summary.mutants, &Mutant::noticed),
                           score_of(*summary.mutants).to_string());
    }
    return out;
}

std::string to_junit(const Summary& summary) {
    std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                                  summary.verdicts.size(), summary.failed());
    for (const auto& [name, suite] : by_suite(summary.verdicts)) {
        out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n", xml_text(name), suite.size(), failures(suite));
        for (const auto* verdict : suite) {
            out += fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"", xml_text(verdict->suite), xml_text(verdict->name),
                               xml_text(verdict->place.file), verdict->place.line);
            if (verdict->passed()) {
                out += "/>\n";
                continue;
            }
            out += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n", xml_text(verdict->problems.front()),
                               xml_text(join(verdict->problems, "\n")));
        }
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

std::string to_tap(const Summary& summary) {
    std::string out = fmt::format("TAP version 13\n1..{}\n", summary.verdicts.size());
    for (std::size_t i = 0; i < summary.verdicts.size(); ++i) {
        const Verdict& verdict = summary.verdicts[i];
        std::string name = fmt::format("{} {}", to_string(verdict.place), verdict.name);
        std::replace(name.begin(), name.end(), '#', ' ');
        std::replace(name.begin(), name.end(), '\n', ' ');
        out += fmt::format("{} {} - {}\n", verdict.passed() ? "ok" : "not ok", i + 1, name);
        for (const auto& problem : verdict.problems) out += "# " + problem + "\n";
    }
    return out;
}

std::string to_json(const Summary& summary) {
    Json tests = Json::array();
    for (const auto& verdict : summary.verdicts)
        tests.push_back({{"suite", verdict.suite}, {"name", verdict.name}, {"place", to_string(verdict.place)}, {"passed", verdict.passed()},
                         {"problems", verdict.problems}});
    Json out = {{"schema", "kaohe.tests/1"}, {"tests", summary.verdicts.size()}, {"failed", summary.failed()}, {"results", std::move(tests)}};
    if (summary.coverage) {
        Json missing = Json::array();
        for (const auto& each : *summary.coverage)
            if (!each.reached) missing.push_back({{"what", each.what}, {"branch", each.branch}, {"place", to_string(each.place)}});
        out["coverage"] = {{"percent", percent_of(*summary.coverage).to_string()}, {"items", summary.coverage->size()}, {"not_reached", std::move(missing)}};
    }
    if (summary.mutants) {
        Json survivors = Json::array();
        for (const auto& each : *summary.mutants)
            if (!each.noticed) survivors.push_back({{"what", each.what}, {"from", each.from}, {"to", each.to}, {"place", to_string(each.place)}});
        out["mutation"] = {{"percent", score_of(*summary.mutants).to_string()}, {"mutants", summary.mutants->size()}, {"survivors", std::move(survivors)}};
    }
    return out.dump(1) + "\n";
}

}  // namespace kaohe::trial
