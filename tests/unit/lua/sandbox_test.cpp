// What a chunk can't reach, and what it is told instead (style.md §8).
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;

TEST_CASE("what a rule must not have is absent, and the message names it and an alternative") {
    // expression, what the message calls it, a word of the alternative
    const std::vector<std::array<std::string, 3>> rows = {
        {"os", "os", "考核期"},
        {"os.time()", "os", "考核期"},
        {"os.execute(\"ls\")", "os", "考核期"},
        {"io", "io", "表"},
        {"io.open(\"/etc/passwd\")", "io", "表"},
        {"debug", "debug", "explain"},
        {"debug.getregistry()", "debug", "explain"},
        {"package", "package", "use"},
        {"package.loadlib(\"x\", \"y\")", "package", "use"},
        {"require(\"os\")", "require", "use"},
        {"load(\"return 1\")", "load", "编译"},
        {"loadstring(\"return 1\")", "loadstring", "编译"},
        {"loadfile(\"x\")", "loadfile", "include"},
        {"dofile(\"x\")", "dofile", "include"},
        {"collectgarbage()", "collectgarbage", "程序"},
        {"coroutine.wrap(f)", "coroutine", "协程"},
        {"pcall(error)", "pcall", "invalid"},
        {"xpcall(error, error)", "xpcall", "invalid"},
        {"setmetatable({}, {})", "setmetatable", "元表"},
        {"getmetatable(\"\")", "getmetatable", "元表"},
        {"getmetatable(\"\").__index", "getmetatable", "元表"},
        {"rawget(string, \"x\")", "rawget", "t[k]"},
        {"rawset(string, \"x\", 1)", "rawset", "t[k] = v"},
        {"rawequal(1, 1)", "rawequal", "=="},
        {"rawlen({})", "rawlen", "#"},
        {"next({})", "next", "pairs"},
        {"print(1)", "print", "notes"},
        {"tonumber(\"1\")", "tonumber", "D\""},
        {"string.find(\"a\", \"a\")", "string.find", "text.contains"},
        {"string.match(\"a\", \"a\")", "string.match", "text."},
        {"string.gmatch(\"a\", \"a\")", "string.gmatch", "text.split"},
        {"string.gsub(\"a\", \"a\", \"b\")", "string.gsub", "text.split"},
        {"string.rep(\"x\", 10)", "string.rep", "table.concat"},
        {"string.dump(tostring)", "string.dump", "编译"},
        {"string.byte(\"x\")", "string.byte", "string.sub"},
        {"string.char(1)", "string.char", "字符"},
        {"string.pack(\"i\", 1)", "string.pack", "二进制"},
        {"string.unpack(\"i\", \"1\")", "string.unpack", "二进制"},
        {"(\"x\"):rep(100)", "string.rep", "table.concat"},
        {"(\"x\"):find(\"x\")", "string.find", "text.contains"},
        {"(\"x\"):gsub(\"x\", \"y\")", "string.gsub", "text.split"},
        {"(\"x\").dump", "string.dump", "编译"},
        {"math.random()", "math.random", "同样"},
        {"math.randomseed(1)", "math.randomseed", "同样"},
        {"math.floor(1)", "math.floor", "num.round"},
        {"math.ceil(1)", "math.ceil", "num.round"},
        {"math.huge", "math.huge", "浮点"},
        {"math.pi", "math.pi", "浮点"},
        {"math.sqrt(2)", "math.sqrt", "浮点"}};
    for (const auto& [expression, name, alternative] : rows) {
        const auto error = error_of("return " + expression);
        CAPTURE(expression, error.message);
        CHECK(error.code == Code::RuleBlocked);
        CHECK(contains(error.message, name + " 在规则中不可用"));
        CHECK(contains(error.message, alternative));
        CHECK(error.place == Place{.file = "方法.lua", .line = 2});
    }
}

TEST_CASE("the same is absent while a chunk is loaded") {
    for (auto text : {"os.exit(1)", "local f = io.open", "require \"x\"", "return (\"x\"):rep(1000)"}) {
        const auto error = load_error_of(text);
        CAPTURE(text);
        CHECK(error.code == Code::RuleBlocked);
        CHECK(error.place == Place{.file = "方法.lua", .line = 1});
    }
}

TEST_CASE("no other name of the standard library is there") {
    for (auto name : {"_G", "_VERSION", "utf8", "warn", "string.reverse", "string.packsize", "table.remove", "table.move", "table.pack",
                      "math.fmod", "math.log", "math.maxinteger", "math.ult", "unpack", "module", "setfenv", "getfenv", "newproxy",
                      "text.gsub", "num.sqrt", "num.random", "col.next", "gcinfo", "bit32"}) {
        const auto error = error_of(std::string("return ") + name);
        CAPTURE(name);
        CHECK((error.code == Code::RuleGlobal || error.code == Code::RuleBlocked));
        const std::string full = name;
        CHECK(contains(error.message, full.substr(0, full.find('.'))));
    }
}

TEST_CASE("a misspelt name is an error that suggests the right one") {
    const auto global = error_of("return taable.concat({})");
    CHECK(global.code == Code::RuleGlobal);
    CHECK(contains(global.message, "taable"));
    CHECK(contains(global.message, "是否为“table”"));
    const auto member = error_of("return table.concatt({})");
    CHECK(member.code == Code::RuleGlobal);
    CHECK(contains(member.message, "table.concat"));
    CHECK(contains(error_of("return num.rond(1, 1)").message, "round"));
    CHECK(contains(error_of("return col.summ(1)").message, "sum"));
}

TEST_CASE("a global that was not declared can't be written") {
    const auto error = error_of("total = 1");
    CHECK(error.code == Code::RuleGlobal);
    CHECK(contains(error.message, "local total"));
    CHECK(error.place.line == 2);
    CHECK(load_error_of("helper = function() end").code == Code::RuleGlobal);
    CHECK(error_of("D = 1").code == Code::RuleGlobal);
    CHECK(error_of("_ENV.x = 1").code == Code::RuleGlobal);
    CHECK(error_of("function string_helper() end").code == Code::RuleGlobal);
    CHECK(error_of("_ENV[1] = 1").code != Code::RuleBudget);
}

TEST_CASE("the shared libraries are read-only") {
    for (auto library : {"string", "text", "table", "math", "num", "col"}) {
        CAPTURE(library);
        const auto error = error_of(std::string(library) + ".round = function() return D\"100\" end");
        CHECK(error.code == Code::RuleBlocked);
        CHECK(contains(error.message, "只读"));
        CHECK(load_error_of(std::string(library) + ".sum = 1").code == Code::RuleBlocked);
        CHECK(error_of(std::string("table.insert(") + library + ", 1)").code == Code::RuleBlocked);
    }
    CHECK(error_of("(\"x\").len = 1").code == Code::RuleRaised);
    CHECK(error_of("local d = D\"1\" d.x = 1").code == Code::RuleRaised);
    CHECK(error_of("return (D\"1\").__index").code == Code::RuleRaised);
}

TEST_CASE("one chunk can't change what the next one sees") {
    lua::State state;
    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    state.load({"a.lua", "local _ENV = { num = num, col = col, method = method }\nx = 1\nnum.max = function() return 0 end"},
               test_vocabulary(), nullptr, declarations, findings);
    CHECK(findings.errors() == 1);
    state.load({"b.lua", "return num.max(1, 2)"}, test_vocabulary(), nullptr, declarations, findings);
    CHECK(state.load({"c.lua", "return num.max(1, 2)"}, test_vocabulary(), nullptr, declarations, findings).number == num::Ratio(2));
    CHECK(findings.errors() == 1);
}

TEST_CASE("compiled chunks are refused") {
    // the head of a Lua 5.4 binary chunk
    const auto error = load_error_of(std::string("\x1bLua\x54\x00\x19\x93\r\n\x1a\n", 12));
    CHECK(error.code == Code::RuleSyntax);
    CHECK(error.place.file == "方法.lua");
    Sandbox sibling("include \"b\"", {}, {{"b", "\x1bLua"}});
    CHECK(sibling.findings.errors() == 1);
}

TEST_CASE("pairs visits keys in order, integers first") {
    CHECK(text_of("local s = \"\"\nfor k, v in pairs({ b = 1, a = 2, [10] = 3, [-1] = 4, \"x\", [\"县\"] = 5, B = 6 }) do\n"
                  "  s = s .. k .. \"=\" .. v .. \" \"\nend\nreturn s") == "-1=4 1=x 10=3 B=6 a=2 b=1 县=5 ");
    CHECK(text_of("local s = \"\"\nfor k, v in pairs({ [\"a\\0b\"] = 1, a = 2 }) do s = s .. #k .. \"=\" .. v .. \" \" end\nreturn s") ==
          "1=2 3=1 ");
    CHECK(error_of("for k in pairs({ [D\"1\"] = 1 }) do end").code == Code::RuleRaised);
    CHECK(error_of("for k in pairs({ [1.5] = 1 }) do end").code == Code::RuleRaised);
    CHECK(error_of("for k in pairs(nil) do end").code == Code::RuleRaised);
    CHECK(value_of("local n = 0 for k in pairs(string) do n = n + 1 end return n").integer == 0);
}

TEST_CASE("nothing printed shows an address") {
    CHECK(text_of("return tostring({})") == "table");
    CHECK(text_of("return tostring(tostring)") == "function");
    CHECK(text_of("return tostring(function() end)") == "function");
    CHECK(text_of("return tostring(col.of({ 1, 2 }))") == "column of 2 rows");
    for (auto expression : {"string.format(\"%s\", {})", "string.format(\"%s\", tostring)", "table.concat({ {} })",
                            "D\"1\" .. {}", "D\"1\" .. tostring", "string.format(\"%s\", string)"}) {
        CAPTURE(expression);
        const auto out = Sandbox::of_body(std::string("return ") + expression).call();
        if (out.error)
            CHECK_FALSE(contains(out.error->message, "0x"));
        else
            CHECK_FALSE(contains(out.values.at(0).text, "0x"));
    }
    CHECK(error_of("return string.format(\"%p\", {})").code == Code::RuleBlocked);
    CHECK(error_of("return string.format(\"%.1f\", 1)").code == Code::RuleBlocked);
    CHECK(text_of("return string.format(\"%s得%d分，占%%\", D\"0.50\", 7)") == "0.5得7分，占%");
}

TEST_CASE("table.sort is stable") {
    CHECK(text_of("local t = {}\n"
                  "for i = 1, 40 do t[i] = { key = i % 3, order = i } end\n"
                  "table.sort(t, function(a, b) return a.key < b.key end)\n"
                  "for i = 2, 40 do\n"
                  "  if t[i - 1].key > t[i].key then return \"not sorted\" end\n"
                  "  if t[i - 1].key == t[i].key and t[i - 1].order > t[i].order then return \"not stable\" end\n"
                  "end\nreturn \"stable\"") == "stable");
    CHECK(text_of("local t = { \"b\", \"县\", \"a\", \"B\" } table.sort(t) return table.concat(t, \" \")") == "B a b 县");
    CHECK(is_true("(function() local t = { D\"2\", 1, ratio(3, 2) } table.sort(t) return t[2] == D\"1.5\" end)()"));
}

TEST_CASE("table.sort loses nothing whatever the comparator says") {
    for (auto comparator : {"return true", "return false", "calls = calls + 1 return calls % 2 == 0", "return a ~= b",
                            "calls = calls + 1 return calls % 7 < 3"}) {
        CAPTURE(comparator);
        CHECK(value_of(std::string("local calls = 0\nlocal t = {}\nfor i = 1, 200 do t[i] = i end\n") + "table.sort(t, function(a, b) " +
                       comparator + " end)\nlocal sum = 0\nfor i = 1, 200 do sum = sum + t[i] end\nreturn sum")
                  .integer == 20100);
    }
    // one that changes the table while it is sorted
    const auto out = Sandbox::of_body("local t = { 3, 1, 2, 5, 4 }\ntable.sort(t, function(a, b) t[#t] = nil return (a or 0) < (b or 0) end)\n"
                                      "return #t")
                         .call();
    CHECK((out.error || out.values.size() == 1));
}

TEST_CASE("an error in a comparator is reported at its line") {
    const auto error = error_of("table.sort({ 1, 2 }, function(a, b)\n  return a.x < b.x\nend)");
    CHECK(error.code == Code::RuleRaised);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(error_of("table.sort({ 1, \"a\" })").code == Code::RuleRaised);
    CHECK(error_of("table.sort(5)").code == Code::RuleRaised);
    CHECK(error_of("table.sort({ 1, 2 }, 5)").code == Code::RuleRaised);
}

TEST_CASE("include asks only for plain names of the same folder") {
    for (auto name : {"../x.lua", "/etc/passwd", "a/../../x", "..", "", "a/b.lua", "a\\\\b.lua", "C:x", "a\\0b"}) {
        CAPTURE(name);
        Sandbox sandbox(std::string("return include \"") + name + "\"");
        CHECK(sandbox.asked.empty());
        REQUIRE(sandbox.findings.all().size() == 1);
        CHECK((sandbox.findings.all()[0].code == Code::RuleBlocked || sandbox.findings.all()[0].code == Code::RuleReference));
        CHECK(sandbox.findings.all()[0].place == Place{.file = "方法.lua", .line = 1});
    }
    Sandbox fine("return include \"目标.lua\"", {}, {{"目标.lua", "return 33"}});
    CHECK(fine.asked == std::vector<std::string>{"目标.lua"});
    CHECK(fine.value.integer == 33);
}

TEST_CASE("a sibling that is not there is named") {
    Sandbox sandbox("\nreturn include \"none.lua\"");
    REQUIRE(sandbox.findings.all().size() == 1);
    CHECK(sandbox.findings.all()[0].code == Code::RuleReference);
    CHECK(contains(sandbox.findings.all()[0].message, "none.lua"));
    CHECK(sandbox.findings.all()[0].place.line == 2);
}

TEST_CASE("files that include each other end with an error") {
    Sandbox sandbox("include \"a\"", {}, {{"a", "include \"b\""}, {"b", "include \"a\""}});
    CHECK(sandbox.findings.errors() == 1);
    CHECK(sandbox.asked.size() < 20);
}
