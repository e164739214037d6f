// Exact numbers and columns as methods see them.
#include "kaohe/model/date.h"
#include "kaohe/num/ratio.h"
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;
using lua::Value;

TEST_CASE("D numbers add up as they are written") {
    CHECK(is_true("D\"0.1\" + D\"0.2\" == D\"0.3\""));
    CHECK(is_true("D\"90.0\" == D\"90\""));
    CHECK(is_true("D\"85.65\" < D\"85.650001\""));
    CHECK(is_true("D\"2\" >= 2"));
    CHECK(is_true("3 > D\"2.5\""));
    CHECK(is_true("-D\"0.5\" == D\"0\" - D\"0.5\""));
    CHECK(text_of("return tostring(D\"18\" - D\"0.25\" * D\"2.7\")") == "17.325");
    CHECK(text_of("return \"得 \" .. D\"8.5\" .. \" 分\"") == "得 8.5 分");
    CHECK(text_of("return type(D\"1\")") == "number");
}

// Lua itself never asks us when the two sides of == are of different types. Every other comparison works.
TEST_CASE("an exact number equals an exact number, and no integer as it stands") {
    CHECK(is_true("D\"2\" == D(2)"));
    CHECK_FALSE(is_true("D\"2\" == 2"));
    CHECK(is_true("D\"2\" <= 2 and D\"2\" >= 2"));
}

TEST_CASE("a ratio stays exact until it is rounded once") {
    CHECK(is_true("ratio(1, 3) * 3 == D\"1\""));
    CHECK(value_of("return ratio(6300, 73)").number == num::Ratio(6300, 73));
    CHECK(text_of("return tostring(ratio(1, 3))") == "1/3");
    CHECK(text_of("return tostring(num.round(ratio(32000, 365), D\"0.1\"))") == "87.7");
    CHECK(is_true("num.div(1, 4) == D\"0.25\""));
}

TEST_CASE("num.round knows the four ways to round") {
    CHECK(is_true("num.round(D\"34.5\", 1) == D\"34\""));
    CHECK(is_true("num.round(D\"34.5\", 1, \"half_even\") == D\"34\""));
    CHECK(is_true("num.round(D\"34.5\", 1, \"half_up\") == D\"35\""));
    CHECK(is_true("num.round(D\"-34.5\", 1, \"half_up\") == D\"-35\""));
    CHECK(is_true("num.round(D\"54.0001\", 1, \"ceiling\") == D\"55\""));
    CHECK(is_true("num.round(D\"54.9\", 1, \"floor\") == D\"54\""));
    CHECK(is_true("num.round(D\"60.28\", \"0.5\") == D\"60.5\""));
    CHECK(contains(error_of("return num.round(D\"1\", 1, \"up\")").message, "half_even half_up ceiling floor"));
    CHECK(error_of("return num.round(D\"1\", 0)").code == Code::RuleRaised);
    CHECK(error_of("return num.round(D\"1\", D\"-0.1\")").code == Code::RuleRaised);
}

TEST_CASE("the other operations of num are exact too") {
    CHECK(is_true("num.max(1, D\"2.5\", ratio(5, 3)) == D\"2.5\""));
    CHECK(is_true("num.min(1, D\"0.5\") == D\"0.5\""));
    CHECK(is_true("num.clamp(D\"-3\", 0, 20) == D(0)"));
    CHECK(is_true("num.clamp(D\"25\", 0, 20) == D(20)"));
    CHECK(is_true("num.abs(D\"-2.98\") == D\"2.98\""));
    CHECK(is_true("num.mul(num.add(1, 2), num.sub(5, 2)) == D(9)"));
}

TEST_CASE("a float is refused, with what to write instead") {
    for (auto body : {"return D(0.4)", "return D\"1\" + 0.4", "return 0.4 * D\"1\"", "return D\"1\" < 0.4", "return ratio(0.4, 2)",
                      "return num.round(0.4, 1)", "return col.of({ 0.4 })"}) {
        const auto error = error_of(body);
        CAPTURE(body, error.message);
        CHECK(error.code == Code::NumberFloat);
        CHECK(contains(error.mend, "D\"0.4\""));
        CHECK(error.place == Place{.file = "方法.lua", .line = 2});
    }
    CHECK(value_of("return 1 / 2").is(Value::Kind::Float));  // seen as what it is
    CHECK(value_of("return 1 / 2").text == "0.5");
}

TEST_CASE("exact numbers have no division sign, and say what to write") {
    for (auto body : {"return D\"1\" / 2", "return D\"1\" // 2", "return D\"5\" % 2", "return D\"5\" ^ 2"}) {
        const auto error = error_of(body);
        CAPTURE(body);
        CHECK(error.code == Code::RuleBlocked);
        CHECK(contains(error.message, "ratio(a, b)"));
    }
}

TEST_CASE("dividing by zero is an error at its line, not a number") {
    const auto error = error_of("local base = 0\nreturn ratio(1, base)");
    CHECK(error.code == Code::NumberOverflow);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(error_of("return ratio(0, 0)").code == Code::NumberOverflow);
    CHECK(error_of("return num.div(1, D\"0.0\")").code == Code::NumberOverflow);
}

TEST_CASE("a calculation of more than 38 digits is an error with file and line") {
    const auto error = error_of("local x = D\"99999999999999999999\"\nlocal y = x * x\nreturn y");
    CHECK(error.code == Code::NumberOverflow);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(error_of("local x = D\"2\" while true do x = x * x end").code == Code::NumberOverflow);
}

TEST_CASE("what is no number is refused with its name") {
    CHECK(error_of("return D\"八十五\"").code == Code::NumberSyntax);
    CHECK(error_of("return D\"1e3\"").code == Code::NumberSyntax);
    CHECK(error_of("return D\"\"").code == Code::NumberSyntax);
    CHECK(contains(error_of("return D\"1\" + \"2\"").message, "D\"2\""));
    CHECK(error_of("return D\"1\" + nil").code == Code::RuleRaised);
    CHECK(error_of("return D({})").code == Code::RuleRaised);
    CHECK(error_of("return D()").code == Code::RuleRaised);
    CHECK(error_of("return ratio(1)").code == Code::RuleRaised);
    CHECK(error_of("return D\"1\" < {}").code == Code::RuleRaised);
}

TEST_CASE("arguments arrive as they were given, results come back by value") {
    Value table = Value::table();
    table.list = {Value::of(std::int64_t{7}), Value::of(std::string("利通区"))};
    table.set("rate", Value::of(num::Ratio(6300, 73)));
    const auto values = values_of("local t, n, s = ...\nreturn t[1] + n, t[2] .. s, t.rate, #t, nil, true",
                                  {table, Value::of(std::int64_t{3}), Value::of(std::string("！"))});
    REQUIRE(values.size() == 6);
    CHECK(values[0].integer == 10);
    CHECK(values[1].text == "利通区！");
    CHECK(values[2].number == num::Ratio(6300, 73));
    CHECK(values[3].integer == 2);
    CHECK(values[4].is_nil());
    CHECK(values[5].flag);
}

TEST_CASE("a returned table keeps its list and its fields in order of their names") {
    const auto value = value_of("return { 1, 2, b = \"x\", a = { c = D\"1.5\" } }");
    REQUIRE(value.is(Value::Kind::Table));
    CHECK(value.list.size() == 2);
    REQUIRE(value.fields.size() == 2);
    CHECK(value.fields[0].first == "a");
    CHECK(value.find("a")->find("c")->number == num::Ratio(3, 2));
    CHECK(value.find("b")->text == "x");
    CHECK(value.find("z") == nullptr);
    CHECK(value.form.empty());
}

TEST_CASE("invalid(reason) comes back as a result of that form") {
    const auto value = value_of("return invalid(\"利用量大于可收集量\", { used = 3 })");
    CHECK(value.form == "invalid");
    CHECK(value.find("reason")->text == "利用量大于可收集量");
    CHECK(value.find("outputs")->find("used")->integer == 3);
}

TEST_CASE("columns are passed in, worked on whole and handed back") {
    model::Column column;
    for (int i : {35, 80, 60}) column.append_number(i, 0);
    column.append_missing();
    auto sandbox = Sandbox::of_body(
        "local c = ...\n"
        "return col.mean(c), col.count(col.le(c, 75)), col.count(c), col.len(c), col.at(c, 4), col.le(c, 75), col.percentile(c, D\"0.5\")");
    const auto out = sandbox.call({Value::of(column.view())});
    REQUIRE_FALSE(out.error);
    REQUIRE(out.values.size() == 7);
    CHECK(out.values[0].number == num::Ratio(175, 3));
    CHECK(out.values[1].integer == 2);
    CHECK(out.values[2].integer == 3);
    CHECK(out.values[3].integer == 4);
    CHECK(out.values[4].is_nil());
    REQUIRE(out.values[5].is(Value::Kind::Column));
    CHECK(out.values[5].column.values[1] == 0);
    CHECK(out.values[5].column.values[3] == model::kMissing);
    CHECK(out.values[6].number == num::Ratio(60));
}

TEST_CASE("IAQI in Lua: CO 2.2 is 55, gaps stay, above the table 500") {
    const auto value = text_of(
        "local c = col.of({ D\"2.2\", false, 61 })\n"
        "local i = col.interpolate(c, { 0, 2, 4, 14, 24, 36, 48, 60 }, { 0, 50, 100, 150, 200, 300, 400, 500 },\n"
        "  { round = 1, mode = \"ceiling\", above = 500 })\n"
        "return tostring(col.at(i, 1)) .. \" \" .. tostring(col.at(i, 2)) .. \" \" .. tostring(col.at(i, 3))");
    CHECK(value == "55 nil 500");
}

TEST_CASE("groups of columns come in order of their key") {
    CHECK(text_of("local k, v = col.of({ 3, 1, 3 }), col.of({ 10, 20, 30 })\n"
                  "local out = \"\"\n"
                  "for _, g in ipairs(col.group(k, v)) do out = out .. g.key .. \"=\" .. tostring(col.sum(g[1])) .. \" \" end\n"
                  "return out") == "1=20 3=40 ");
}

TEST_CASE("hours in Lua: compared by their text, a row each, rolling means and their runs") {
    model::Column hours(model::ColumnKind::Hour);
    for (const char* text : {"2021-01-01 22:00", "2021-01-01 23:00", "2021-01-02 01:00"}) hours.append_raw(model::parse_hour(text).value());
    auto sandbox = Sandbox::of_body(
        "local t = ...\n"
        "local all = col.every_hour(t)\n"
        "local mean = col.rolling_mean(col.hourly_mean(t, col.of({ 10, 20, 40 }), 1), 3, 2, \"0.1\")\n"
        "local runs = col.runs(col.gt(mean, 0))\n"
        "return col.len(all), col.at(all, 3), col.max(t), col.count(col.ge(t, \"2021-01-01 23:00\")), col.count(col.lt(t, \"2021-01-02\")),\n"
        "  col.at(mean, 2), col.at(mean, 4), #runs, runs[1].first, runs[1].last, runs[1].length, col.max(col.date(t))");
    const auto out = sandbox.call({Value::of(hours.view())});
    REQUIRE_FALSE(out.error);
    REQUIRE(out.values.size() == 12);
    CHECK(out.values[0].integer == 4);
    CHECK(out.values[1].text == "2021-01-02 00:00");
    CHECK(out.values[2].text == "2021-01-02 01:00");
    CHECK(out.values[3].integer == 2);
    CHECK(out.values[4].integer == 2);
    CHECK(out.values[5].number == num::Ratio(15));
    CHECK(out.values[6].number == num::Ratio(30));
    CHECK(out.values[7].integer == 1);
    CHECK(out.values[8].integer == 2);
    CHECK(out.values[9].integer == 4);
    CHECK(out.values[10].integer == 3);
    CHECK(out.values[11].text == "2021-01-02");
}

TEST_CASE("misuse of columns is an error, never a wrong number") {
    model::Column names(model::ColumnKind::Text);
    names.append_text("甲");
    names.append_text("乙");
    for (auto body : {"return col.sum((...))", "return col.mean((...))", "return col.max((...))", "return col.select((...), (...))",
                      "return col.round((...), 1)", "return col.eq((...), (...))", "return col.ge((...), 1)", "return col.at((...), 0)",
                      "return col.at((...), 3)", "return (...) + 1", "return col.month((...))", "return col.row_max((...), col.of({ 1 }))",
                      "return col.both()", "return col.sum()", "return col.of({ {} })", "return col.sum(1)",
                      "return col.round(col.of({ 1 }), 0)", "return col.of({ ratio(1, 3) })", "return col.percentile(col.of({ 1 }), 90)",
                      "return col.every_hour((...))", "return col.hourly_mean((...), col.of({ 1, 2 }), 1)", "return col.runs((...))",
                      "return col.rolling_mean(col.of({ 1 }), 2, 3, 1)", "return col.rolling_mean((...), 2, 1, 1)", "return col.date((...))"}) {
        CAPTURE(body);
        auto sandbox = Sandbox::of_body(body);
        const auto out = sandbox.call({Value::of(names.view())});
        REQUIRE(out.error);
        CHECK(out.error->code == Code::RuleRaised);
        CHECK(out.error->place == Place{.file = "方法.lua", .line = 2});
    }
}

TEST_CASE("a number too long for a column says so in a sentence") {
    const auto error = error_of("return col.of({ D\"12345678901234567890123\" })");
    CHECK(error.code == Code::NumberRange);
    CHECK(contains(error.message, "12345678901234567890123"));
    CHECK(contains(error.message, "位数过多"));
    CHECK(error_of("return col.of({ D\"-9223372036854775808\" })").code == Code::NumberRange);  // would look like a gap
}
