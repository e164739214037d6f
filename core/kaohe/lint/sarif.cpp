#include <nlohmann/json.hpp>
#include <set>

#include "kaohe/lint/lint.h"

namespace kaohe::lint {

std::string to_sarif(const Diagnostics& findings, std::string_view tool_version) {
    using Json = nlohmann::ordered_json;
    Json rules = Json::array(), results = Json::array();
    std::set<std::string_view> described;
    for (const Diagnostic& finding : findings.all()) {
        const CodeInfo& code = info(finding.code);
        if (described.insert(code.id).second)
            rules.push_back({{"id", code.id}, {"shortDescription", {{"text", code.title}}}, {"help", {{"text", code.mend}}}});
        Json region = Json::object();
        if (finding.place.line > 0) region["startLine"] = finding.place.line;
        if (finding.place.column > 0) region["startColumn"] = finding.place.column;
        Json physical = {{"artifactLocation", {{"uri", finding.place.file}}}};
        if (!region.empty()) physical["region"] = region;
        results.push_back({{"ruleId", code.id},
                           {"level", severity_name(finding.severity)},
                           {"message", {{"text", finding.message + "。" + finding.mend}}},
                           {"locations", Json::array({{{"physicalLocation", physical}}})}});
    }
    const Json out = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                      {"version", "2.1.0"},
                      {"runs", Json::array({{{"tool", {{"driver", {{"name", "kaohe"}, {"version", tool_version}, {"rules", rules}}}}}, {"results", results}}})}};
    return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kaohe::lint
