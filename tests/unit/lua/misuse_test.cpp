// Every function of the host, called with what it is not made for: wrong types, wrong counts, columns of other kinds and
// lengths, huge ones. It returns something or says what is wrong, with a place; it never ends the program.
#include "sandbox.h"
#include "support/host_calls.h"

using namespace kaohe;
using namespace kaohe::testing;
using lua::Value;

namespace {

// Calls the function with arguments that two ordinals pick from `all`.
Sandbox caller(const std::string& function, const std::string& arguments) {
    std::string values;
    for (const auto& value : odd_values()) values += "function(t) return " + value + " end,\n";
    return Sandbox("local function print_nothing() end\nlocal all = {\n" + values + "}\nmethod { run = function(t, i, j)\n  local a, b = all[i](t), all[j](t)\n" +
                   "  local r = " + function + "(" + arguments + ")\n  return tostring(r), type(r)\nend }");
}

void check_said(const lua::Outcome& out) {
    if (!out.error) return;
    CHECK(out.error->place.file == "方法.lua");
    CHECK(out.error->place.line >= 1);
    CHECK(is_valid_utf8(out.error->message + out.error->mend));
    CHECK_FALSE(contains(out.error->message, "0x"));
}

void call_with_all(const std::string& function, const std::string& arguments, const Value& columns) {
    Sandbox sandbox = caller(function, arguments);
    const auto count = static_cast<std::int64_t>(odd_values().size());
    for (std::int64_t i = 1; i <= count; ++i)
        for (std::int64_t j = 1; j <= count; ++j) {
            CAPTURE(function, arguments, odd_values()[static_cast<std::size_t>(i - 1)], odd_values()[static_cast<std::size_t>(j - 1)]);
            check_said(sandbox.call({columns, Value::of(i), Value::of(j)}));
        }
}

}  // namespace

TEST_CASE("host functions take two odd arguments") {
    const Columns columns(9);
    const Value table = table_of(columns);
    for (const auto& function : functions()) call_with_all(function, "a, b", table);
}

TEST_CASE("host functions take odd arguments behind a good one") {
    const Columns columns(9);
    const Value table = table_of(columns);
    for (const std::string first : {"t.number", "t.text", "t.hour", "t.flag", "{ 3, 1, 2 }", "\"a,b\""})
        for (const auto& function : functions()) {
            const bool fits = function.starts_with("col.") ? first.starts_with("t.") : !first.starts_with("t.");
            if (fits) call_with_all(function, first + ", a, b", table);
        }
}

TEST_CASE("host functions without arguments, or with very many, say what is wrong") {
    std::string many = "1";
    for (int i = 2; i <= 200; ++i) many += ", " + std::to_string(i);
    for (const auto& function : functions()) {
        CAPTURE(function);
        check_said(Sandbox::of_body("return tostring(" + function + "())").call());
        check_said(Sandbox::of_body("return tostring(" + function + "(" + many + "))").call());
    }
}

TEST_CASE("what is wrong with an argument is said in words of a rule's author") {
    const std::vector<std::array<std::string, 2>> rows = {
        {"col.sum(1)", "第 1 个参数应为列，得到 number"},
        {"col.sum({ 1 })", "第 1 个参数应为列，得到 table"},
        {"col.sum()", "至少需要一列"},
        {"num.round(1, 0)", "修约间隔必须大于 0"},
        {"num.round(1, 1, \"nearest\")", "half_even half_up ceiling floor"},
        {"num.add(1, \"2\")", "D\"2\""},
        {"num.add(1, nil)", "第 2 个参数应为数值"},
        {"num.add(1, col.of({ 1 }))", "得到 列"},
        {"text.split(\"a\", \"\")", "分隔符不能为空"},
        {"text.contains(1, \"a\")", "第 1 个参数应为文字"},
        {"col.at(col.of({ 1 }), 2)", "没有这一行"},
        {"col.rolling_mean(col.of({ 1 }), 0, 1, 1)", "窗口行数"},
        {"D\"一\"", "不是十进制数"},
        {"ratio(1, 0)", "除数为零"},
        {"select(0, 1)", "从 1 开始"},
        {"table.insert({}, 1, 2)", "末尾追加"},
        {"string.format(\"%5d\", 1)", "%s"}};
    for (const auto& [call, words] : rows) {
        const auto error = error_of("local u = " + call);
        CAPTURE(call, error.message);
        CHECK(contains(error.message, words));
        CHECK(error.place == Place{.file = "方法.lua", .line = 2});
    }
}

TEST_CASE("columns that do not fit together are named") {
    const Columns columns(9);
    const Value table = table_of(columns);
    const std::vector<std::string> calls = {"col.sum(t.text)", "col.mean(t.text)", "col.round(t.day, 1)", "col.lt(t.text, \"x\")", "col.lt(t.number, t.text)",
                                            "col.select(t.number, t.number)", "col.select(t.text, t.flag)", "col.both(t.flag, t.number)", "col.choose(t.flag, t.number, t.day)",
                                            "col.year(t.number)", "col.date(t.day)", "col.every_hour(t.day)", "col.hourly_mean(t.day, t.number, 1)",
                                            "col.monthly_mean(t.number, t.number)", "col.row_sum(t.number, t.text)", "col.runs(t.number)", "col.group(t.flag)",
                                            "col.interpolate(t.text, { 0, 1 }, { 0, 1 }, { round = 1 })", "col.percentile(t.number, 2)"};
    for (const auto& call : calls) {
        auto sandbox = Sandbox("method { run = function(t)\n  return " + call + "\nend }");
        const auto out = sandbox.call({table});
        CAPTURE(call);
        REQUIRE(out.error);
        CHECK(out.error->place == Place{.file = "方法.lua", .line = 2});
        INFO(out.error->message);
        CHECK_FALSE(contains(out.error->message, "KH-"));
    }
}

TEST_CASE("huge columns end by the budget or soon") {
    const Columns columns(100'000);
    const Value table = table_of(columns);
    for (const std::string call :
         {"lt(t.number, 5)", "lt(t.number, t.number)", "eq(t.text, \"x\")", "lt(t.day, \"2021-01-01\")", "present(t.number)", "both(t.flag, t.flag)",
          "negate(t.flag)", "count(t.number)", "select(t.number, t.flag)", "where(t.number, t.flag)", "choose(t.flag, t.number, t.number)",
          "sum(t.number, t.number)", "mean(t.number)", "min(t.hour)", "percentile(t.number, D\"0.9\")", "round(t.number, D\"0.7\")",
          "row_max(t.number, t.number)", "row_sum(t.number, t.number)", "interpolate(t.number, { 0, 9 }, { 0, 1 }, { round = D\"0.01\" })", "year(t.day)",
          "group(t.text)", "group(t.day, t.number)", "monthly_mean(t.day, t.number)", "monthly_share(t.day, t.flag, t.flag)", "date(t.hour)",
          "every_hour(t.hour)", "hourly_mean(t.hour, t.number, 1)", "rolling_mean(t.number, 1000, 1, 1)", "runs(t.flag)"}) {
        Clock clock;
        auto sandbox = Sandbox("method { run = function(t)\n  while true do local u = col." + call + " end\nend }");
        const auto out = sandbox.call({table});
        CAPTURE(call);
        REQUIRE(out.error);
        CHECK(out.error->code == Code::RuleBudget);
        check_said(out);
    }
}
