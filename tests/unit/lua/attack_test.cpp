// Ways to use up memory or time, in detail; threats_test.cpp has the whole list (style.md §8).
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;

namespace {

void ends_with_budget(const std::string& body) {
    Clock clock;
    const auto error = error_of(body);
    CAPTURE(body, error.message);
    CHECK(error.code == Code::RuleBudget);
    CHECK(error.place.file == "方法.lua");
    CHECK(error.place.line >= 1);
    CHECK(contains(error.message, "方法“示例”"));
}

void load_ends_with_budget(const std::string& text) {
    Clock clock;
    const auto error = load_error_of(text);
    CAPTURE(text, error.message);
    CHECK(error.code == Code::RuleBudget);
    CHECK(error.place.file == "方法.lua");
}

}  // namespace

TEST_CASE("an endless loop ends when the instructions are spent, at its line") {
    Clock clock;
    const auto error = error_of("local n = 0\nwhile true do n = n + 1 end");
    CHECK(error.code == Code::RuleBudget);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(contains(error.message, "指令"));
    CHECK(contains(error.mend, "col."));
    ends_with_budget("::again:: goto again");
    ends_with_budget("repeat until false");
    ends_with_budget("for i = 1, math.tointeger(9223372036854775807) do end");
}

TEST_CASE("an endless loop while loading ends too") {
    load_ends_with_budget("while true do end");
    load_ends_with_budget("local t = {} while true do t[#t + 1] = {} end");
}

TEST_CASE("endless recursion ends") {
    Clock clock;
    const auto deep = error_of("local function f(n) return 1 + f(n + 1) end\nreturn f(1)");
    CHECK((deep.code == Code::RuleRaised || deep.code == Code::RuleBudget));
    CHECK(deep.place.file == "方法.lua");
    CHECK(deep.place.line >= 1);
    ends_with_budget("local function f() return f() end\nreturn f()");  // a tail call needs no stack
}

TEST_CASE("endless recursion through a host function ends") {
    Clock clock;
    const auto error = error_of("local function f() table.sort({ 2, 1 }, f) return true end\nreturn f()");
    CHECK((error.code == Code::RuleRaised || error.code == Code::RuleBudget));
    CHECK(error.place.file == "方法.lua");
}

TEST_CASE("a text that doubles ends") {
    ends_with_budget("local s = \"x\"\nwhile true do s = s .. s end");
    ends_with_budget("local s = \"\"\nwhile true do s = s .. \"考核\" end");
}

TEST_CASE("long texts copied again and again end") {
    const std::string longest = "local s = \"x\" for i = 1, 16 do s = s .. s end\n";
    ends_with_budget(longest + "while true do local t = s .. \"y\" end");
    ends_with_budget(longest + "while true do local t = s < s .. \"y\" end");
    ends_with_budget(longest + "while true do local t = D\"1\" .. s end");
    ends_with_budget(longest + "while true do local t = { [s .. \"a\"] = 1 } end");
}

TEST_CASE("long texts compared again and again end") {
    const std::string two = "local s = \"x\" for i = 1, 15 do s = s .. s end local a, b = s .. \"y\", s .. \"y\"\n";
    ends_with_budget(two + "while true do local c = a == b end");
    ends_with_budget(two + "while true do local c = a < b end");
    ends_with_budget(two + "local t = {} for i = 1, 200 do t[i] = s .. (200 - i) end while true do table.sort(t) end");
}

TEST_CASE("a table that grows ends") {
    ends_with_budget("local t = {}\nwhile true do t[#t + 1] = #t end");
    ends_with_budget("local t = {}\nwhile true do t = { t } end");
    ends_with_budget("local t = {} local i = 0\nwhile true do i = i + 1 t[\"k\" .. i] = i end");
    ends_with_budget("local t = {}\nwhile true do t[#t + 1] = function() return t end end");
}

TEST_CASE("a huge text made by the host ends") {
    const std::string longest = "local s = \"x\" for i = 1, 15 do s = s .. s end\n";
    ends_with_budget(longest + "local t = {} for i = 1, 200 do t[i] = s end\nlocal u = table.concat(t, s)");
    ends_with_budget(longest + "while true do local u = table.concat({ s, s }) end");
    ends_with_budget(longest + "while true do local u = string.format(\"%s%s\", s, s) end");
    ends_with_budget(longest + "local f = \"\" for i = 1, 100 do f = f .. \"%s\" end local t = {} for i = 1, 100 do t[i] = s end\n"
                               "while true do local u = string.format(f, table.unpack(t)) end");
}

TEST_CASE("searching long texts ends") {
    const std::string longest = "local s, p = \"\", \"\" for i = 1, 10 do s = s .. \"aaaaaaaaaa\" end\n"
                                "for i = 1, 9 do s = s .. s end p = string.sub(s, 1, string.len(s) // 2) .. \"b\"\n";
    ends_with_budget(longest + "while true do local u = text.contains(s, p) end");
    ends_with_budget(longest + "while true do local u = text.contains(s, \"b\") end");
    ends_with_budget(longest + "while true do local u = text.starts(s, s) end");
    ends_with_budget(longest + "while true do local u = text.split(s, p) end");
    ends_with_budget(longest + "while true do local u = text.split(s, \"a\") end");
    ends_with_budget(longest + "while true do local u = string.lower(s) end");
    ends_with_budget(longest + "while true do local u = string.sub(s, 2) end");
    ends_with_budget(longest + "while true do local u = string.len(s) + 1 local v = D\"1\" == D\"2\" end");
}

TEST_CASE("sorting and walking big tables again and again ends") {
    const std::string big = "local t = {} for i = 1, 50000 do t[i] = 50000 - i end\n";
    ends_with_budget(big + "table.sort(t)");
    ends_with_budget(big + "while true do for k, v in pairs(t) do break end end");
    ends_with_budget(big + "while true do local c = col.of(t) end");
    ends_with_budget(big + "while true do local n = #t end");
}

TEST_CASE("memory kept just below the limit does not make every step a collection") {
    ends_with_budget("local t = {} for i = 1, 230000 do t[i] = { i } end\nwhile true do local s = { 1, 2, 3, 4, 5, 6, 7, 8 } end");
    ends_with_budget("local t = {}\nfor i = 1, 100000000 do t[i % 260000 + 1] = { i } end");
}

TEST_CASE("a full table that loses and gains a key again and again ends") {
    ends_with_budget("local t = {} for i = 1, 65536 do t[\"k\" .. i] = i end\nlocal i = 1\n"
                     "while true do t[\"k\" .. i] = nil i = i + 1 t[\"n\" .. i] = i end");
}

TEST_CASE("columns are counted, also empty ones and those of texts") {
    ends_with_budget("local c = col.of({ 1, 2, 3 })\nwhile true do c = col.round(c, 1) end");
    ends_with_budget("while true do local c = col.of({}) end");
    ends_with_budget("local c = col.of({ 1, 2, 3, 4 })\nwhile true do local m = col.present(c) end");

    Clock clock;
    model::Column names(model::ColumnKind::Text);
    for (int i = 0; i < 100; ++i) names.append_text(std::string(10'000, 'x') + std::to_string(i));
    auto sandbox = Sandbox::of_body("local all = col.present((...))\nwhile true do local c = col.select((...), all) end");
    const auto out = sandbox.call({lua::Value::of(names.view())});
    REQUIRE(out.error);
    CHECK(out.error->code == Code::RuleBudget);
    CHECK(contains(out.error->message, "内存"));
}

TEST_CASE("a broken line of very many points is paid for by its length") {
    const std::string points = "local x = {} for i = 1, 20000 do x[i] = i end\nlocal c = col.of(x)\n";
    ends_with_budget(points + "while true do local y = col.interpolate(c, x, x, { round = 1 }) end");
    ends_with_budget(points + "local l = col.line(x, x, { round = 1 })\nwhile true do local y = col.interpolate(c, l) end");
    ends_with_budget("while true do local l = col.line({ 0, 1 }, { 0, 1 }, { round = 1 }) end");
}

TEST_CASE("a table that contains itself can't be returned") {
    Clock clock;
    const auto error = error_of("local t = {}\nt.self = t\nreturn t");
    CHECK(error.code == Code::RuleRaised);
    CHECK(contains(error.message, "引用了自己"));
    CHECK(error.place.file == "方法.lua");
    CHECK(error_of("local t = {}\nt[1] = { t, t }\nreturn t").code == Code::RuleRaised);
    const auto loading = load_error_of("local t = {} t.x = t method { t }");
    CHECK(loading.code == Code::RuleRaised);
    CHECK(loading.place.file == "方法.lua");
}

TEST_CASE("a small table that unfolds into a huge one can't be returned or declared") {
    const std::string fan = "local t = { 1 } for i = 1, 30 do t = { t, t } end ";
    ends_with_budget(fan + "return t");
    load_ends_with_budget(fan + "method { t = t }");
    load_ends_with_budget(fan + "return t");
    ends_with_budget("local s = \"x\" for i = 1, 15 do s = s .. s end local t = {} for i = 1, 5000 do t[i] = s end return t");
}

TEST_CASE("endless declarations and includes end") {
    load_ends_with_budget("while true do method {} end");
    load_ends_with_budget("while true do indicator \"x\" { 1, 2, 3 } end");
    Clock clock;
    Sandbox sandbox("while true do include \"a\" end", {}, {{"a", "return 1"}});
    CHECK(sandbox.findings.errors() == 1);
    CHECK(sandbox.findings.all().at(0).code == Code::RuleBudget);
    CHECK(sandbox.asked.size() == 1);
}

TEST_CASE("very many arguments and results end") {
    Clock clock;
    const auto error = error_of("local t = {} for i = 1, 300 do t[i] = i end return table.unpack(t)");
    CHECK(error.code == Code::RuleRaised);
    const auto growing = error_of("local function f(...) return f(1, ...) end\nreturn f()");
    CHECK(growing.code == Code::RuleRaised);
    CHECK(growing.place == Place{.file = "方法.lua", .line = 2});
    CHECK(contains(growing.message, "参数"));
}

TEST_CASE("nested text ends in the parser") {
    Clock clock;
    std::string minus;
    for (int i = 0; i < 100'000; ++i) minus += "- ";
    for (const std::string& text : {"return " + std::string(100'000, '{'), "return " + minus + "1",
                                    std::string("local x = ") + std::string(50'000, '(') + "1" + std::string(50'000, ')')}) {
        const auto error = load_error_of(text);
        CHECK((error.code == Code::RuleSyntax || error.code == Code::RuleBudget || error.code == Code::RuleRaised));
    }
    std::string functions;
    for (int i = 0; i < 5000; ++i) functions += "function() return ";
    CHECK(load_error_of("return " + functions).code == Code::RuleSyntax);
}

TEST_CASE("hours that lie far apart are paid for by what lies between") {
    model::Column hours(model::ColumnKind::Hour);
    hours.append_raw(0);
    hours.append_raw(24 * 365 * 90);
    auto sandbox = Sandbox::of_body("while true do local c = col.every_hour((...)) end");
    const auto out = sandbox.call({lua::Value::of(hours.view())});
    REQUIRE(out.error);
    CHECK(out.error->code == Code::RuleBudget);
}
