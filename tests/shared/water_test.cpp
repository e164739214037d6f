// Surface water against what the national network published: the classes of 17,468 readings, the readings whose class
// hangs on digits that the page does not show, monthly verdicts of 宁夏, and another program's vectors.
#include <fstream>
#include <set>

#include "../unit/methods/method_case.h"
#include "kaohe/eval/compare.h"
#include "support/csv_lines.h"
#include "support/shared_data.h"
#include "support/water_script.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

using Row = std::map<std::string, std::string>;

// Our names of the items in the shared files.
const std::vector<std::pair<std::string, std::string>> kWaterItems = {
    {"ph", "ph"}, {"dissolved_oxygen", "do"}, {"codmn", "codmn"}, {"nh3n", "nh3n"}, {"tp", "tp"}};

// One reading through the importer and the method.
MethodOutcome through_method(const Row& reading, const std::string& suffix, const std::string& kind, const std::string& params = "") {
    MethodCase given{.method = "water.class", .params = "body=某河 months_required=1 " + params, .period = reading.at("date").substr(0, 4)};
    given.input = "water_monthly: month=" + reading.at("date") + " body=某河 section=一 kind=" + (kind == "lake" ? "湖库" : "河流");
    for (const auto& [item, name] : kWaterItems)
        if (const auto& value = reading.at(name + suffix); num::Decimal::parse(value)) given.input += " " + item + "=" + value;
    return run_case(given);
}

int class_in(const MethodOutcome& outcome) {
    const auto it = outcome.values.find("class");
    return it == outcome.values.end() ? 0 : static_cast<int>(it->second.numerator());
}

}  // namespace

TEST_CASE("the class of every automatic reading is the published one, but for four") {
    const auto readings = shared_file("data/water/auto_sections_2020-05_2020-12.csv");
    const auto sections = shared_file("data/water/sections.csv");
    if (!readings || !sections) return;
    std::map<std::string, std::string> kinds;
    for (const auto& row : read_table(*sections, ',')) kinds[row.at("section_id")] = row.at("kind_inferred") == "lake" ? "lake" : "river";
    std::map<std::string, std::vector<Row>> by_kind;
    for (auto& row : read_table(*readings, ','))
        if (water_class_number(row.at("class_published")) > 0) by_kind[kinds.at(row.at("section_id"))].push_back(row);
    WaterScript water;
    std::size_t compared = 0, equal = 0, through = 0;
    for (const auto& [kind, rows] : by_kind) {
        std::map<std::string, std::vector<std::string>> columns;
        for (const auto& row : rows)
            for (const auto& [item, name] : kWaterItems) columns[item].push_back(row.at(name));
        const auto classes = water.classes(kind, columns);
        REQUIRE(classes.size() == rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const int published = water_class_number(rows[i].at("class_published"));
            ++compared;
            equal += classes[i] == published;
            if (classes[i] != published)
                WARN("published " << rows[i].at("class_published") << ", computed " << classes[i] << ": section "
                                  << rows[i].at("section_id") << " " << rows[i].at("date"));
            // Every hundredth, and all that differ, through importer and method as well.
            if (i % 100 != 0 && classes[i] == published) continue;
            CAPTURE(kind, rows[i].at("section_id"), rows[i].at("date"));
            const auto outcome = through_method(rows[i], "", kind);
            CAPTURE(outcome.text());
            CHECK(class_in(outcome) == classes[i]);
            ++through;
        }
    }
    WARN("auto_sections: " << equal << " of " << compared << " classes equal, " << through << " of them through the method too");
    CHECK(compared == 17468);
    CHECK(equal == 17464);
}

TEST_CASE("classes that hang on unrounded values") {
    const auto path = shared_file("data/water/rounding_changes_class.csv");
    if (!path) return;
    std::size_t compared = 0;
    for (const auto& row : read_table(*path, ',')) {
        CAPTURE(row.at("section"), row.at("date"));
        const std::string kind = row.at("kind") == "lake" ? "lake" : "river";
        CHECK(class_in(through_method(row, "_raw", kind)) == water_class_number(row.at("class_published_from_unrounded")));
        CHECK(class_in(through_method(row, "_shown", kind)) == water_class_number(row.at("class_from_shown_values")));
        ++compared;
    }
    WARN("rounding_changes_class.csv: " << compared << " readings, unrounded and shown");
    CHECK(compared == 83);
}

TEST_CASE("monthly verdicts of sections in 宁夏") {
    const auto path = shared_file("data/results/ningxia_sections_target_vs_class.csv");
    if (!path) return;
    // A reading that is just that class: 氨氮 at its limit.
    const std::map<std::string, std::string> reading = {{"Ⅰ", "0.15"}, {"Ⅱ", "0.5"}, {"Ⅲ", "1.0"}, {"Ⅳ", "1.5"}, {"Ⅴ", "2.0"}, {"劣Ⅴ", "2.1"}};
    std::size_t judged = 0, without_data = 0, classed = 0;
    for (const auto& row : read_table(*path, ',')) {
        const auto known = reading.find(row.at("published_class"));
        CAPTURE(row.at("period"), row.at("river"), row.at("section"), row.at("published_class"));
        const std::string value = known == reading.end() ? "未监测" : known->second;
        const auto outcome = run_case({.method = "water.class", .params = "body=" + row.at("river") + " section=" + row.at("section"),
                                       .period = row.at("period"), .input = "water_monthly: month=" + row.at("period") + " body=" + row.at("river") +
                                       " section=" + row.at("section") + " kind=河流 nh3n=" + value});
        CAPTURE(outcome.text());
        if (known == reading.end()) {  // 结冰, 断流: never met
            CHECK(outcome.state == "invalid");
            CHECK((row.at("verdict") == "无数据" || row.at("verdict").empty()));
            ++without_data;
            continue;
        }
        CHECK(outcome.state == "value");
        CHECK(class_in(outcome) == water_class_number(row.at("published_class")));
        ++classed;
        if (row.at("verdict").empty()) continue;  // the page gives no target
        const rules::Target target{.form = rules::TargetForm::ClassOrBetter, .value = num::Decimal(water_class_number(row.at("target_class")))};
        const auto verdict = eval::judge(target, outcome.values.at("class"), num::Decimal(class_in(outcome)));
        CHECK(verdict.full_met == (row.at("verdict") == "达标"));
        CHECK(verdict.rounded_met == verdict.full_met);
        ++judged;
    }
    WARN("ningxia: " << judged << " verdicts, " << without_data << " months without data, " << classed << " classes");
    CHECK(judged == 21);
    CHECK(without_data == 3);
}

TEST_CASE("GB 3838 vectors of another program") {
    const auto single = shared_file("data/vectors/gb3838_single_factor.csv");
    const auto multi = shared_file("data/vectors/gb3838_multi_factor.csv");
    if (!single || !multi) return;
    const std::map<std::string, std::string> items = {
        {"溶解氧", "dissolved_oxygen"}, {"高锰酸盐指数", "codmn"}, {"氨氮", "nh3n"}, {"总磷_河流", "tp"}, {"pH值", "ph"}};
    std::size_t compared = 0;
    for (const auto& row : read_table(*single, ',')) {
        CAPTURE(row.at("factor"), row.at("value"));
        const auto outcome = run_case({.method = "water.class", .params = "body=某河 months_required=1",
                                       .input = "water_monthly: month=202106 body=某河 kind=河流 " + items.at(row.at("factor")) + "=" + row.at("value")});
        CAPTURE(outcome.text());
        if (row.at("class_expected") == "invalid")
            CHECK(outcome.state == "invalid");
        else
            CHECK(class_in(outcome) == water_class_number(row.at("class_expected")));
        ++compared;
    }
    for (Row row : read_table(*multi, ',')) {
        row["tp"] = row.at("tp_river");
        row["date"] = "2021-06-01";
        CAPTURE(row.at("ph"), row.at("do"), row.at("codmn"), row.at("nh3n"), row.at("tp"));
        CHECK(class_in(through_method(row, "", "river")) == water_class_number(row.at("class_by_standard")));
        ++compared;
    }
    WARN("gb3838 vectors: " << compared << " compared");
    CHECK(compared == 32);
}
