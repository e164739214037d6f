// Real days of 北京 and 天津 with the AQI that was published, and the official counts of good days.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "air_script.h"
#include "kaohe/num/rounding.h"
#include "support/csv_lines.h"
#include "support/shared_data.h"
#include "paths.h"

using namespace kaohe;
using namespace kaohe::testing;
namespace fs = std::filesystem;

namespace {

using Row = std::map<std::string, std::string>;
const char* const kOracle = "data/air_daily/oracle_2cities_2014_2022.csv";
const Texts kItems = {"pm25", "pm10", "so2", "no2", "co", "o3_8h"};

// 0 counts as missing there (SOURCE.txt).
bool is_missing(const std::string& text) {
    const auto value = num::Decimal::parse(text);
    return !value || value->is_zero();
}

bool is_complete(const Row& row) {
    return !is_missing(row.at("aqi_published")) &&
           std::none_of(kItems.begin(), kItems.end(), [&](const auto& item) { return is_missing(row.at(item)); });
}

// Where the published AQI is that of HJ 633: not 2014-01..2015-07, not 2017 (SOURCE.txt).
bool is_oracle_day(const std::string& date) {
    return (date >= "2015-08" && date < "2017") || date >= "2018";
}

// The oracle as a county would submit it: 城市,日期,…; what is missing is blank.
void write_submission(const fs::path& file, const std::vector<Row>& rows) {
    std::ofstream out(file);
    out << "城市,日期,PM2.5,PM10,SO2,NO2,CO,O3_8h\n";
    for (const auto& row : rows) {
        out << row.at("city") << "," << row.at("date");
        for (const auto& item : kItems) out << "," << (is_missing(row.at(item)) ? "" : row.at(item));
        out << "\n";
    }
}

struct Run {
    int code = -1;
    std::string out;
};
Run run_program(const std::string& arguments) {
    Run run;
    FILE* pipe = popen(("'" KAOHE_BINARY "' " + arguments).c_str(), "r");
    if (!pipe) return run;
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) run.out.append(buffer, n);
    const int status = pclose(pipe);
    run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

}  // namespace

TEST_CASE("the AQI of every complete day is the published one") {
    const auto path = shared_file(kOracle);
    if (!path) return;
    std::map<std::string, Texts> concentrations;
    Texts dates, published;
    std::vector<std::string> places;
    for (const auto& row : read_table(*path, ',')) {
        if (!is_oracle_day(row.at("date")) || !is_complete(row)) continue;
        for (const auto& item : kItems) concentrations[item].push_back(row.at(item));
        dates.push_back(row.at("date"));
        published.push_back(row.at("aqi_published"));
        places.push_back(row.at("city") + " " + row.at("date"));
    }
    REQUIRE(published.size() > 3000);
    AirScript air;
    for (const std::string edition : {"2012", "by_date"}) {  // all of it is before 2026-03-01
        const Texts computed = air.daily_aqi(concentrations, dates, edition);
        REQUIRE(computed.size() == published.size());
        std::size_t equal = 0;
        for (std::size_t i = 0; i < computed.size(); ++i) {
            equal += computed[i] == published[i];
            if (computed[i] == published[i]) continue;
            CAPTURE(edition, places[i]);
            CHECK(computed[i] == published[i]);
        }
        CHECK(equal == published.size());
    }
    WARN("oracle: " << published.size() << " days compared");
}

TEST_CASE("the program counts as many good days as the officials did") {
    const auto daily = shared_file(kOracle);
    const auto official = shared_file("data/results/daily_file_vs_official_numbers.csv");
    if (!daily || !official) return;
    std::string name = (fs::temp_directory_path() / "kaohe-oracle-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    const fs::path folder = name;
    write_submission(folder / "空气质量日报.csv", read_table(*daily, ','));

    // The other rows of the official file rest on data that is not in ours (SOURCE.txt, comparison column).
    const std::map<std::pair<std::string, std::string>, std::string> wanted = {
        {{"天津", "2019-09"}, "14"}, {{"天津", "2020-09"}, "27"}, {{"天津", "2020-12"}, "22"},
        {{"天津", "2021-08"}, "25"}, {{"天津", "2021-12"}, "23"}, {{"北京", "2019-06"}, "11"}};
    std::size_t compared = 0;
    for (const auto& row : read_table(*official, ',')) {
        const auto it = wanted.find({row.at("city"), row.at("period")});
        if (it == wanted.end()) continue;
        CAPTURE(row.at("city"), row.at("period"));
        CHECK(row.at("off_good") == it->second);
        const Run run = run_program("score '" + (folder / "空气质量日报.csv").string() + "' --rules '" KAOHE_SOURCE_DIR
                                    "/tests/shared/oracle_pack' --plugins '" KAOHE_SOURCE_DIR "/plugins' --region " + row.at("city") +
                                    " --period " + row.at("period") +
                                    " --format csv --columns region,air.good:good_days,air.good:valid_days,air.good:rate --quiet");
        CAPTURE(run.out);
        CHECK(run.code == 0);
        std::ofstream(folder / "out.csv") << run.out;
        const auto table = read_table(folder / "out.csv", ',');
        REQUIRE(table.size() == 1);
        CHECK(table[0].at("region") == row.at("city"));
        CHECK(table[0].at("air.good:good_days") == row.at("off_good"));
        CHECK(table[0].at("air.good:valid_days") == row.at("valid_days"));
        const auto rate = num::Decimal::parse(table[0].at("air.good:rate"));
        REQUIRE(rate);
        const auto official_rate = num::Decimal::parse(row.at("off_pct"));  // blank for one month
        const num::Decimal tenth(num::Int128{1}, 1);
        if (official_rate) CHECK(num::round_to(*rate, tenth, num::Rounding::HalfEven) == *official_rate);
        ++compared;
    }
    fs::remove_all(folder);
    CHECK(compared == wanted.size());
    WARN("official counts: " << compared << " months compared");
}
