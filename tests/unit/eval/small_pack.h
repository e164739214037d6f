// Small packs written to a temporary folder, loaded by the real loader, scored on csv texts.
#pragma once
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

#include "kaohe/eval/assess.h"
#include "kaohe/rules/load.h"
#include "kaohe/tables/import.h"
#include "support/catch.h"
#include "paths.h"

namespace kaohe::testing {

// A folder that goes when the object does.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        static int counter = 0;
        path_ = std::filesystem::temp_directory_path() / fmt::format("kaohe-test-{}-{}", ::getpid(), counter++);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        const auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

  private:
    std::filesystem::path path_;
};

// What every small pack begins with: 甲县 to 丁县 are ranked, 市本级 is not.
inline const std::string kPackHead = R"(
pack { id = "small", title = "小规则包", version = "1", engine = ">=0.1", period = "2021" }
regions { { name = "甲县", kind = "county" }, { name = "乙县", kind = "county" }, { name = "丙县", kind = "county" },
          { name = "丁县", kind = "county" }, { name = "市本级", kind = "city", ranked = false } }
source "s" { title = "文件" }
)";

// A reported indicator with six digits and the unit "1".
inline std::string reported(const std::string& id, const std::string& better = "higher", int digits = 6) {
    return fmt::format(R"(indicator "{0}" {{ title = "指标{0}", unit = "1", better = "{1}", digits = {2}, method = "reported", value = "value" }}
)", id, better, digits);
}

inline std::shared_ptr<const rules::Plan> load(const TemporaryFolder& folder, const std::string& pack, Diagnostics& findings) {
    folder.write("pack.lua", pack);
    return rules::load_pack({folder.path(), {std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins"}}, findings);
}

inline std::string text_of(const Diagnostics& findings) {
    std::string out;
    for (const auto& finding : findings.all()) out += render(finding);
    return out;
}

// What is counted does not depend on how much is kept of it.
inline void check_same_totals(const result::Assessment& full, const result::Assessment& counted) {
    using result::Status;
    CHECK(full.codes == counted.codes);
    REQUIRE(full.regions.size() == counted.regions.size());
    for (std::size_t i = 0; i < full.regions.size(); ++i) {
        const auto &a = full.regions[i], &b = counted.regions[i];
        CAPTURE(full.plan->regions[a.region].name);
        CHECK(a.total == b.total);
        CHECK(a.total_max == b.total_max);
        CHECK(a.possible == b.possible);
        CHECK(a.provisional == b.provisional);
        CHECK(a.grade == b.grade);
        CHECK(a.rank == b.rank);
        for (int status = 0; status < static_cast<int>(result::kStatuses); ++status) {
            CAPTURE(status);
            CHECK(a.count({static_cast<Status>(status)}) == b.count({static_cast<Status>(status)}));
        }
    }
}

// Scores csv texts by table name ("指标填报" -> text). Checks what always holds: ledger and groups sum to the total, and
// provisional says whether the total may still grow.
inline result::Assessment assess(const std::string& pack, const std::map<std::string, std::string>& tables,
                                 eval::FailOn fail_on = eval::FailOn::Undetermined) {
    const TemporaryFolder folder;
    Diagnostics findings;
    const auto plan = load(folder, kPackHead + pack, findings);
    INFO(text_of(findings));
    REQUIRE(plan);
    std::vector<tables::DataArgument> arguments;
    for (const auto& [name, text] : tables) arguments.push_back({"", folder.write("data/" + name + ".csv", text)});
    auto data = tables::import(arguments, *plan, {.period = plan->period, .as_of = plan->period.last});
    eval::Options options{.period = plan->period, .as_of = plan->period.last, .fail_on = fail_on};
    auto out = eval::assess(plan, data, options);
    for (const auto detail : {eval::Detail::Totals, eval::Detail::Values}) {
        options.detail = detail;
        check_same_totals(out, eval::assess(plan, data, options));
    }
    if (!plan->scheme) return out;
    for (const auto& region : out.regions) {
        CAPTURE(plan->regions[region.region].name);
        num::Decimal ledger = 0, groups = 0;
        for (const auto& entry : region.ledger) ledger = ledger + entry.points;
        for (const auto& group : region.groups) groups = groups + group.points;
        CHECK(ledger == region.total);
        CHECK(groups == region.total);
        CHECK(region.provisional == (region.total != region.total_max));
    }
    return out;
}

// "县区,指标,数值" rows of 指标填报.
inline std::string reports(const std::vector<std::array<std::string, 3>>& rows) {
    std::string out = "县区,指标,数值\n";
    for (const auto& [region, indicator, value] : rows) out += region + "," + indicator + "," + value + "\n";
    return out;
}

inline const result::RegionResult& region(const result::Assessment& assessment, const std::string& name) {
    for (const auto& entry : assessment.regions)
        if (assessment.plan->regions[entry.region].name == name) return entry;
    throw std::runtime_error("no region " + name);
}

inline const result::RuleResult& rule(const result::Assessment& assessment, const std::string& region_name, const std::string& id) {
    for (const auto& entry : region(assessment, region_name).rules)
        if (assessment.plan->rules[entry.rule].id == id) return entry;
    throw std::runtime_error("no rule " + id);
}

inline std::string status(const result::Assessment& assessment, const std::string& region_name, const std::string& id) {
    return std::string(result::status_id(rule(assessment, region_name, id).status));
}

}  // namespace kaohe::testing
