// From csv texts to tables: headers, units, titles above the header, whose row it is, order and duplicates.
#include <rapidcheck.h>

#include "world.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

struct World : ReadingWorld {
    World() : ReadingWorld(R"(regions { { name = "甲县", code = "640101", kind = "county", aliases = { "甲" } }, { name = "乙县", kind = "county" } })") {}
    // Large files are read side by side, in parts of so many bytes.
    model::Dataset import_in_parts(const std::string& name, const std::string& text, int jobs, std::size_t part_bytes) {
        return tables::import({{"", folder.write("data/" + name, text)}}, *plan,
                              {.period = plan->period, .as_of = plan->period.last, .region = {}, .jobs = jobs, .part_bytes = part_bytes});
    }
};

// Everything that was read and found.
std::string dump(const model::Dataset& data) {
    std::string out;
    for (const auto& input : data.inputs) out += fmt::format("{} {} {}\n", input.name, input.digest, input.rows);
    for (const auto& table : data.tables) {
        for (std::size_t row = 0; row < table.rows(); ++row) {
            out += table.spec().id + " " + to_string(table.place(row, data));
            for (const auto& column : table.columns) out += "|" + (column.size() > 0 ? column.text(row) : "-");
            out += '\n';
        }
        for (const auto end : table.region_ends) out += fmt::format("{} ", end);
        for (const auto& [sheet, counts] : table.outside) out += fmt::format("[{} {} {}]", counts.rows, counts.outside, counts.after);
    }
    for (std::size_t table = 0; table < data.bad.size(); ++table)
        for (const auto& [region, reason] : data.bad[table]) out += fmt::format("bad {} {} {}\n", table, region, reason);
    for (const auto& finding : data.findings.all()) out += to_string(finding.place) + " " + finding.message + "\n";
    return out + data.unreadable_file.value_or("");
}

// The numbers of a column, "-" for none.
std::string column(const model::Dataset& data, const std::string& table_id, const std::string& id) {
    const model::Table& table = *data.find(table_id);
    const auto& column = table.columns[static_cast<std::size_t>(table.spec().find(id))];
    std::string out;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool there = column.size() > 0 && column.has(row);
        out += (row > 0 ? " " : "") + (there ? column.text(row) : std::string("-"));
    }
    return out;
}

std::vector<std::string> codes(const model::Dataset& data) {
    std::vector<std::string> out;
    for (const auto& finding : data.findings.all()) out.emplace_back(finding.id());
    return out;
}
using Codes = std::vector<std::string>;

bool is_bad(const World& world, const model::Dataset& data, const std::string& table, std::size_t region) {
    return data.bad[world.plan->dictionary.index_of(data.find(table)->spec())].contains(region);
}

}  // namespace

TEST_CASE("headers in any order, by any of their names, with their unit") {
    World world;
    for (const char* header : {"县区,作物,可收集量", "region,crop,collectable", "县（市、区）,作物种类,可收集量（t）", " 县 区 ,作物, 可收集量(吨) ", "区县,作物,可收集量（吨）"}) {
        CAPTURE(header);
        const auto data = world.import("秸秆.csv", std::string(header) + "\n甲县,玉米,5.5\n");
        CHECK(codes(data) == Codes{});
        CHECK(column(data, "straw", "collectable") == "5.5");
        CHECK(column(data, "straw", "feed") == "-");
    }
    const auto turned = world.import("秸秆.csv", "可收集量,作物,县区\n5.5,玉米,甲县\n");
    CHECK(column(turned, "straw", "collectable") == "5.5");
}

TEST_CASE("a header in a unit that does not convert is refused") {
    World world;
    const auto data = world.import("秸秆.csv", "县区,作物,可收集量(立方米)\n甲县,玉米,5\n乙县,玉米,6\n");
    CHECK(codes(data) == Codes{"KH-D014"});
    CHECK(to_string(data.findings.all()[0].place) == "秸秆.csv:1:3");
    CHECK(is_bad(world, data, "straw", 0));
    CHECK(is_bad(world, data, "straw", 1));
    CHECK_FALSE(is_bad(world, data, "film", 0));
}

TEST_CASE("titles and blank lines may stand above the header") {
    World world;
    const auto data = world.import("秸秆.csv", "2021年秸秆利用情况,,\n填报单位：甲县农业农村局,,\n,,\n县区,作物,可收集量\n甲县,玉米,5\n");
    CHECK(codes(data) == Codes{});
    CHECK(column(data, "straw", "collectable") == "5");
    CHECK(data.find("straw")->sources[0].row == 5);
}

TEST_CASE("a table without a header is an error, not an empty table") {
    World world;
    const auto data = world.import("秸秆.csv", "甲县,玉米,5\n乙县,玉米,6\n");
    CHECK(codes(data) == Codes{"KH-D007"});
    CHECK(data.find("straw")->rows() == 0);
    CHECK(data.unreadable_file);
}

TEST_CASE("columns: unknown is a warning with a hint, missing and twice are errors") {
    World world;
    auto data = world.import("秸秆.csv", "县区,作物,可收集量,肥料花\n甲县,玉米,5,1\n");
    CHECK(codes(data) == Codes{"KH-D003"});
    CHECK(data.findings.all()[0].message.find("肥料化") != std::string::npos);
    CHECK_FALSE(is_bad(world, data, "straw", 0));
    data = world.import("秸秆.csv", "县区,可收集量,肥料化\n甲县,5,1\n");
    CHECK(codes(data) == Codes{"KH-D002"});
    CHECK(is_bad(world, data, "straw", 0));
    data = world.import("秸秆.csv", "县区,作物,可收集量,可收集量(t)\n甲县,玉米,5,6\n");
    CHECK(codes(data) == Codes{"KH-D004"});
    CHECK(is_bad(world, data, "straw", 0));
}

TEST_CASE("regions by name, alias or code, and never by guess") {
    World world;
    const auto data = world.import("秸秆.csv", "县区,作物,可收集量\n甲县,玉米,1\n甲,小麦,2\n640101,水稻,3\n乙县,玉米,4\n乙,玉米,5\n");
    CHECK(codes(data) == Codes{"KH-D005"});
    CHECK(to_string(data.findings.all()[0].place) == "秸秆.csv:6:1");
    CHECK(data.findings.all()[0].message.find("乙县") != std::string::npos);
    CHECK(data.find("straw")->rows_of(0) == std::pair<std::size_t, std::size_t>{0, 3});
    CHECK(data.find("straw")->rows_of(1) == std::pair<std::size_t, std::size_t>{3, 4});
}

TEST_CASE("rows without a region belong to --region, else they are an error") {
    World world;
    auto data = world.import("秸秆.csv", "作物,可收集量\n玉米,5\n", 1);
    CHECK(codes(data) == Codes{});
    CHECK(data.find("straw")->rows_of(1) == std::pair<std::size_t, std::size_t>{0, 1});
    data = world.import("秸秆.csv", "作物,可收集量\n玉米,5\n");
    CHECK(codes(data) == Codes{"KH-D006"});
}

TEST_CASE("the order of rows does not matter") {
    World world;
    const auto one = world.import("空气质量日报.csv", "县区,日期,PM2.5\n乙县,2021-01-02,4\n甲县,2021-01-01,1\n乙县,2021-01-01,3\n甲县,2021-01-02,2\n");
    const auto other = world.import("空气质量日报.csv", "县区,日期,PM2.5\n甲县,2021/1/2,2\n甲县,20210101,1\n乙县,2021年1月1日,3\n乙县,2021.1.2,4\n");
    CHECK(column(one, "air_daily", "pm25") == "1 2 3 4");
    CHECK(column(other, "air_daily", "pm25") == "1 2 3 4");
}

TEST_CASE("the same key twice: identical rows count once, different ones are an error naming both") {
    World world;
    auto data = world.import("空气质量日报.csv", "县区,日期,PM2.5\n甲县,2021-01-01,1\n甲县,2021/1/1,1.0\n乙县,2021-01-01,1\n");
    CHECK(codes(data) == Codes{"KH-D021"});
    CHECK(data.find("air_daily")->rows_of(0) == std::pair<std::size_t, std::size_t>{0, 1});
    data = world.import("空气质量日报.csv", "县区,日期,PM2.5\n甲县,2021-01-01,1\n乙县,2021-01-01,1\n甲县,2021-01-01,2\n");
    CHECK(codes(data) == Codes{"KH-D020"});
    CHECK(to_string(data.findings.all()[0].place).starts_with("空气质量日报.csv:4"));
    CHECK(data.findings.all()[0].message.find("空气质量日报.csv:2") != std::string::npos);
    CHECK(is_bad(world, data, "air_daily", 0));
    CHECK_FALSE(is_bad(world, data, "air_daily", 1));
}

TEST_CASE("a wrong cell makes its region's table bad and nothing else") {
    World world;
    const auto data = world.import("空气质量日报.csv", "县区,日期,CO,PM2.5\n甲县,2021-01-01,1.1,x\n甲县,2021-02-29,1100,5\n乙县,2021-01-01,1.2,6\n");
    CHECK(codes(data) == Codes{"KH-N001", "KH-D011", "KH-D010"});
    CHECK(to_string(data.findings.all()[0].place) == "空气质量日报.csv:2:4");
    CHECK(to_string(data.findings.all()[1].place) == "空气质量日报.csv:3:2");
    CHECK(to_string(data.findings.all()[2].place) == "空气质量日报.csv:3:3");
    CHECK(is_bad(world, data, "air_daily", 0));
    CHECK_FALSE(is_bad(world, data, "air_daily", 1));
    CHECK_FALSE(is_bad(world, data, "straw", 0));
}

TEST_CASE("blank rows and words for nothing") {
    World world;
    const auto data = world.import("空气质量日报.csv", "县区,日期,CO,PM2.5\n,,,\n甲县,2021-01-01,—,5\n甲县,2021-01-02,/,无\n甲县,2021-01-03,NA,\n");
    CHECK(codes(data) == Codes{});
    CHECK(column(data, "air_daily", "co") == "- - -");
    CHECK(column(data, "air_daily", "pm25") == "5 - -");
}

TEST_CASE("below the detection limit: half of it where the dictionary says so, counted, else refused") {
    World world;
    const std::string header = "县区,水体,断面,类型,月份,氨氮(NH3-N)(mg/L),总磷（以P计）,汞\n";
    auto data = world.import("水质监测.csv", header + "甲县,甲河,一桥,河流,2021-03,<0.02,0.01L,0.00004L\n甲县,甲河,一桥,河流,2021年4月,0.3,结冰,—\n");
    CHECK(codes(data) == Codes{"KH-D037"});
    CHECK(column(data, "water_monthly", "nh3n") == "0.01 0.30");
    CHECK(column(data, "water_monthly", "tp") == "0.005 -");
    CHECK(column(data, "water_monthly", "mercury") == "0.00002 -");
    CHECK(column(data, "water_monthly", "month") == "2021-03-01 2021-04-01");
    CHECK_FALSE(is_bad(world, data, "water_monthly", 0));
    data = world.import("水质监测.csv", header + "甲县,甲河,一桥,河流,2021-03,未检出,0.01,<0\n");
    CHECK(codes(data) == Codes{"KH-D036", "KH-D039"});
    CHECK(to_string(data.findings.all()[0].place) == "水质监测.csv:2:6");
    CHECK(is_bad(world, data, "water_monthly", 0));
    data = world.import("秸秆.csv", "县区,作物,可收集量\n甲县,玉米,<5\n");
    CHECK(codes(data) == Codes{"KH-D039"});
}

TEST_CASE("a share below 1 without its sign is asked about in a column of percentages") {
    World world;
    auto data = world.import("行政村.csv", "县区,行政村,污水治理率,黑臭水体整治率,水源规范化率\n甲县,甲村,0.857,100,0\n");
    CHECK(codes(data) == Codes{"KH-D015"});
    CHECK(data.findings.all()[0].message.find("85.7%") != std::string::npos);
    data = world.import("行政村.csv", "县区,行政村,污水治理率,黑臭水体整治率,水源规范化率\n甲县,甲村,0.857%,100％,1\n");
    CHECK(codes(data) == Codes{});
    CHECK(column(data, "villages", "sewage") == "0.857");
}

TEST_CASE("table=path names the table of a file") {
    World world;
    const auto file = world.folder.write("data/any.csv", "县区,作物,可收集量\n甲县,玉米,5\n");
    for (const char* name : {"秸秆", "straw", "秸秆综合利用"}) {
        const auto argument = tables::parse_argument(std::string(name) + "=" + file.string(), world.plan->dictionary);
        CHECK(argument.table == name);
        CHECK(argument.path == file);
    }
    CHECK(tables::parse_argument("nonsense=" + file.string(), world.plan->dictionary).table.empty());
    CHECK(tables::parse_argument(file.string(), world.plan->dictionary).table.empty());
}

TEST_CASE("hours keep their time of day, and midnight at either end belongs to the period") {
    World world;
    const auto data = world.import("空气质量小时值.csv", "县区,点位,时间,AQI\n"
                                   "甲县,全县,2021-01-01 00:00,1\n甲县,全县,2021-01-01 01:00,2\n甲县,全县,2021-12-31 24:00,3\n"
                                   "甲县,全县,2020-12-31 23:00,4\n甲县,全县,2022-01-01 01:00,5\n");
    CHECK(codes(data) == Codes{"KH-D022"});
    CHECK(column(data, "air_hourly", "time") == "2021-01-01 00:00 2021-01-01 01:00 2022-01-01 00:00");
    CHECK(column(data, "air_hourly", "aqi") == "1 2 3");
    const auto half = world.import("空气质量小时值.csv", "县区,点位,时间,AQI\n甲县,全县,2021-01-01 08:30,1\n");
    CHECK(codes(half) == Codes{"KH-D033"});
    CHECK(to_string(half.findings.all()[0].place) == "空气质量小时值.csv:2:3");
}

TEST_CASE("the task schedule as offices print it") {
    World world;
    const auto data = world.import("任务调度表.csv", "2021年大气污染防治重点任务调度表（ 月）,,,,,,,,,\n"
                                   "县区,序号,重点任务,责任单位,完成时限,工作进展情况,存在问题,状态,完成比例,完成日期\n"
                                   "甲县,1,严格环境准入,生态环境局,2021年底,已完成,无,已完成,100%,2021-11-20\n"
                                   "甲县,2,淘汰锅炉,工信局,10月底前,正在拆除,,进行中,60,\n"
                                   "甲县,3,宣传,宣传部,长期坚持,,,未启动,—,\n");
    CHECK(codes(data) == Codes{});
    CHECK(column(data, "tasks", "task") == "1 2 3");
    CHECK(column(data, "tasks", "due") == "2021-12-31 2021-10-31 -");
    CHECK(column(data, "tasks", "state") == "已完成 进行中 未启动");
    CHECK(column(data, "tasks", "percent") == "100 60 -");
    CHECK(column(data, "tasks", "done") == "2021-11-20 - -");
    const auto wrong = world.import("任务调度表.csv", "县区,序号,完成时限,状态,完成比例\n甲县,1,尽快,完成,120\n");
    CHECK(codes(wrong) == Codes{"KH-D011", "KH-D012", "KH-D010"});
    CHECK(is_bad(world, wrong, "tasks", 0));
}

TEST_CASE("the project list by number or by name, with dates of months") {
    World world;
    const auto data = world.import("项目清单.csv", "序号,县(市、区),单位名称,数量（台）,规模（蒸吨）,完成时间,状态\n"
                                   "1,甲县,某公司,2,20,2021年8月,已完成\n2,甲县,某厂,1,10,2021.9,进行中\n3,乙县,某院,1,4,2021.04,未启动\n");
    CHECK(codes(data) == Codes{});
    CHECK(column(data, "projects", "due") == "2021-08-31 2021-09-30 2021-04-30");
    CHECK(column(data, "projects", "scale") == "20 10 4");
    const auto named = world.import("项目清单.csv", "县区,序号,项目名称,完成时间\n甲县,1,锅炉改造,2021-06-30\n");
    CHECK(codes(named) == Codes{});
    CHECK(column(named, "projects", "title") == "锅炉改造");
}

TEST_CASE("what is read and found does not depend on threads and parts") {
    World world;
    const std::string header = "县区,日期,PM2.5,CO,沙尘,认定文号\n";
    std::string rows;
    for (int i = 0; i < 200; ++i)
        rows += fmt::format("{},2021-{:02}-{:02},{},0.{},,\n", i % 2 ? "甲县" : "乙县", i / 20 % 12 + 1, i / 2 % 10 * 2 + i / 100 + 1, i, i % 10);
    const std::string row = "甲县,2021-12-30,5,0.5,,\n", after = rows.substr(rows.size() / 2 / 2);
    const auto [name, middle] = GENERATE_COPY(table<std::string, std::string>({
        {"nothing", ""},
        {"bad cell", "甲县,2021-12-30,5x,0.5,,\n"},
        {"bad cells and a bad region", "甲县,2021-12-30,5x,0.5,,\n丙县,2021-12-31,5,0.5,,\n甲县,2021-13-31,5,y,,\n"},
        {"a negative value", "甲县,2021-12-30,-5,0.5,,\n"},
        {"more decimals", "甲县,2021-12-30,5.125,0.0000001,,\n"},
        {"other ways to write", "甲县,2021/12/30,５,—,否,\n 甲 ,20211231, 5 ,无,,\n"},
        {"too many decimals for one scale", "甲县,2021-12-30,0.000000000000000001,0.5,,\n甲县,2021-12-31,100000000000000000,0.5,,\n"},
        {"a blank line and a line of blanks", "\n,,,,,\n"},
        {"outside the period", "甲县,2020-12-30,5,0.5,,\n"},
        {"the same day twice", row + row},
        {"quoted", "\"甲县\",\"2021-12-30\",\"5\",0.5,,\"号\"\n"},
        {"line ends in quotes", "甲县,2021-12-30,5,0.5,是,\"一\n" + row + row + row + "二\"\n" + row},
        {"doubled quotes", "甲县,2021-12-30,5,0.5,是,\"一\"\"\n甲县,2021-12-31,6,0.5,,\"\"二\"\n"},
        {"quote without end", "甲县,2021-12-30,5,0.5,是,\"一\n"},
        {"stray quote", "甲县,2021-12-30,5,0.5,是,5\" 号\n"},
        {"more cells than the header", "甲县,2021-12-30,5,0.5,,,7\n"},
        {"NUL", std::string("甲县,2021-12-30,5,0.5,,\0\n", 27)},
        {"day without a number", "甲县,2021-12-30,5,0.5,是,\n"},
    }));
    CAPTURE(name);
    std::string text = header + rows + middle + after;
    const bool windows = GENERATE(false, true);
    if (windows) {
        std::string crlf;
        for (const char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
        text = crlf;
    }
    const std::string expected = dump(world.import("空气质量日报.csv", text));
    for (const int jobs : {2, 3})
        for (const std::size_t part_bytes : {1, 40, 100, 333, 1000, 5000, 1000000}) {
            CAPTURE(jobs, part_bytes);
            CHECK(dump(world.import_in_parts("空气质量日报.csv", text, jobs, part_bytes)) == expected);
        }
}

// A blank behind a number sends its row the long way (tables/plain_rows.cpp).
TEST_CASE("the short way for plain rows reads what the long one reads") {
    World world;
    const auto without_digests = [](const std::string& text) { return text.substr(text.find('\n') + 1); };
    const auto read = [&](const std::string& name, const std::string& header, const std::vector<std::string>& rows, const std::string& blank) {
        std::string text = header;
        for (const auto& row : rows) text += row + blank + "\n";
        return without_digests(dump(world.import(name, text)));
    };
    const auto pick = [](const std::vector<std::string>& from) { return *rc::gen::elementOf(from); };
    const bool days = rc::check("daily values", [&] {
        std::vector<std::string> rows;
        for (int i = *rc::gen::inRange(1, 30); i > 0; --i)
            rows.push_back(pick({"甲县", "乙县", "甲", "640101", "甲县", "甲县", "丙县", "", "合计"}) + "," +
                           pick({"2021-03-01", "2021-03-02", "2021-03-03", "2021-12-31", "2021-02-29", "2020-12-31", "20210304", "2021/3/5", ""}) + "," +
                           pick({"5", "12.5", "0", "007", "1.50", "-1", "5x", "", "—", "99999", "85%", "1e3"}) + "," + pick({"0.5", "3", ".5", "5.", "200", "200.1"}));
        RC_ASSERT(read("空气质量日报.csv", "县区,日期,PM2.5,CO\n", rows, "") == read("空气质量日报.csv", "县区,日期,PM2.5,CO\n", rows, " "));
    });
    CHECK(days);
    const bool reports = rc::check("reported values", [&] {
        std::vector<std::string> rows;
        for (int i = *rc::gen::inRange(1, 30); i > 0; --i)
            rows.push_back(pick({"甲县", "乙县", "甲县", "小计", "丁县"}) + "," + pick({"a", "b", "指标", "　a", "b ", "PM2.5", "合计", "", "a"}) + "," +
                           pick({"5", "12.5", "1,000", "12万", "85.7%", "三", "", "0.0000001", "123456789012345678"}));
        RC_ASSERT(read("指标填报.csv", "县区,指标,数值\n", rows, "") == read("指标填报.csv", "县区,指标,数值\n", rows, " "));
    });
    CHECK(reports);
}

TEST_CASE("a bad cell far down keeps its line") {
    World world;
    std::string text = "县区,日期,PM2.5\n";
    for (int day = 0; day < 300; ++day) text += fmt::format("甲县,{},{}\n", model::to_string(*model::day_of(2021, 1, 1) + day), day == 250 ? "x" : "7");
    const auto data = world.import_in_parts("空气质量日报.csv", text, 2, 500);
    REQUIRE(codes(data) == Codes{"KH-N001"});
    CHECK(to_string(data.findings.all()[0].place) == "空气质量日报.csv:252:3");
    CHECK(data.find("air_daily")->rows() == 299);
    CHECK(data.find("air_daily")->place(298, data).line == 301);
}

TEST_CASE("texts of parts are the same texts") {
    World world;
    std::string text = "县区,作物,可收集量\n";
    for (int i = 0; i < 90; ++i) text += fmt::format("{},作物{},{}\n", i % 2 ? "甲县" : "乙县", (i * 7) % 90, i);
    CHECK(dump(world.import_in_parts("秸秆.csv", text, 2, 100)) == dump(world.import("秸秆.csv", text)));
}
