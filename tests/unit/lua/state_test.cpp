// Loading, declarations, places of errors, and that a call leaves nothing behind.
#include <array>
#include <thread>

#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;
using lua::Value;

namespace {

// Uses tables with text keys, texts, numbers, columns and enough garbage for several collections.
const std::string kBusy = R"(
local total = D"0"
local names = {}
for i = 1, 3000 do
  local t = { ["k" .. i] = i, other = { i, i + 1, tostring(i) } }
  names["n" .. (i % 97)] = t
  if i % 3 == 0 then names["n" .. (i % 31)] = nil end
  total = total + ratio(i, 7)
end
local s = ""
for k in pairs(names) do s = s .. k .. "," end
local c = col.of({ 3, 1, 2, false })
return total, s, col.sum(c), col.percentile(c, D"0.9"), #s)";

std::string described(const lua::Outcome& out) {
    std::string text = fmt::format("{} {}", out.used.instructions, out.used.bytes);
    if (out.error) return text + " " + render(*out.error);
    for (const Value& value : out.values) text += " " + value.text + value.number.to_string() + std::to_string(value.integer);
    return text;
}

}  // namespace

TEST_CASE("declarations are kept in order with word, id and place") {
    Sandbox sandbox("indicator \"air.pm25\" {\n  digits = 0,\n}\n\nindicator \"air.pm10\" { better = each }\nmethod { 1 }\nreturn 7");
    REQUIRE(sandbox.findings.all().empty());
    REQUIRE(sandbox.declarations.size() == 3);
    CHECK(sandbox.declarations[0].word == "indicator");
    CHECK(sandbox.declarations[0].id == "air.pm25");
    CHECK(sandbox.declarations[0].place == Place{.file = "方法.lua", .line = 1});
    CHECK(sandbox.declarations[1].place.line == 5);
    CHECK(sandbox.declarations[1].fields.find("better")->text == "each");
    CHECK(sandbox.declarations[2].word == "method");
    CHECK(sandbox.declarations[2].id.empty());
    CHECK(sandbox.value.integer == 7);
}

TEST_CASE("a constructor remembers its word and its line") {
    Sandbox sandbox("method {\n score = deduct {\n  per = 1 } }");
    const Value* score = sandbox.declarations.at(0).fields.find("score");
    REQUIRE(score);
    CHECK(score->form == "deduct");
    CHECK(score->line == 2);
    CHECK(score->find("per")->integer == 1);
    CHECK(score->fields.size() == 1);
}

TEST_CASE("an error says in which file and line, also in a sibling file") {
    Sandbox outer("local a = 1\ninclude \"inner.lua\"\n", {}, {{"inner.lua", "\n\nlocal x = nil\nreturn x.y"}});
    REQUIRE(outer.findings.all().size() == 1);
    CHECK(outer.findings.all()[0].place == Place{.file = "inner.lua", .line = 4});
    CHECK(outer.findings.all()[0].code == Code::RuleRaised);
    Sandbox broken("include \"inner.lua\"\n", {}, {{"inner.lua", "local = 3"}});
    REQUIRE(broken.findings.all().size() == 1);
    CHECK(broken.findings.all()[0].place == Place{.file = "inner.lua", .line = 1});
    CHECK(broken.findings.all()[0].code == Code::RuleSyntax);
}

TEST_CASE("a name that is long, Chinese or odd is still named in full") {
    const std::string name = std::string(30, 'a') + "/规则/2021年度:3: 生态环境目标考核.lua";
    lua::State state;
    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    state.load({name, "\nlocal x = nil + 1"}, test_vocabulary(), nullptr, declarations, findings);
    REQUIRE(findings.all().size() == 1);
    CHECK(findings.all()[0].place == Place{.file = name, .line = 2});
}

TEST_CASE("text that is not Lua is a syntax error with its line") {
    const auto error = load_error_of("method {\n id = \"x\"\n title = \"y\" }");
    CHECK(error.code == Code::RuleSyntax);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(load_error_of("method { \"open }").code == Code::RuleSyntax);
    CHECK(load_error_of(std::string(100'000, '(')).code == Code::RuleSyntax);
    CHECK(load_error_of("local x <close> = 3 y").code == Code::RuleSyntax);
}

TEST_CASE("after an error in one chunk the next one loads") {
    lua::State state;
    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    const lua::OpenSibling open = [](const std::string&) { return lua::Chunk{"inner.lua", "local x = nil + 1"}; };
    for (int i = 0; i < 40; ++i) state.load({"a.lua", "include \"inner.lua\""}, test_vocabulary(), open, declarations, findings);
    REQUIRE(findings.all().size() == 40);
    for (const auto& finding : findings.all()) CHECK(finding.place == Place{.file = "inner.lua", .line = 1});
    state.load({"b.lua", "method { run = function() return 5 end }"}, test_vocabulary(), open, declarations, findings);
    CHECK(findings.all().size() == 40);
    state.freeze();
    CHECK(state.call(declarations.at(0).fields.find("run")->integer, {}, "b").values.at(0).integer == 5);
}

TEST_CASE("an error in a method names the method and carries file and line") {
    const auto error = error_of("local t = nil\nreturn t.x");
    CHECK(error.code == Code::RuleRaised);
    CHECK(error.place == Place{.file = "方法.lua", .line = 3});
    CHECK(contains(error.message, "方法“示例”"));
    const auto own = error_of("error(\"利用量大于产生量\")");
    CHECK(contains(own.message, "利用量大于产生量"));
    CHECK(own.place.line == 2);
    CHECK(error_of("assert(1 == 2, \"不相等\")").place.line == 2);
    CHECK(error_of("error(\"not enough memory\")").code == Code::RuleRaised);
}

TEST_CASE("an error in a tail call still has a place") {
    for (auto body : {"return ratio(1, 0)", "return D\"x\"", "return error(\"x\")", "local function f() return nil + 1 end\nreturn f()"}) {
        CAPTURE(body);
        const auto error = error_of(body);
        CHECK(error.place.file == "方法.lua");
        CHECK(error.place.line >= 2);
    }
}

TEST_CASE("messages are valid UTF-8 whatever a rule raises") {
    std::string longest;
    for (int i = 0; i < 400; ++i) longest += "县";
    for (const std::string& body : {"error(\"" + longest + "\")", std::string("error(\"\\xff\\xfe\")"), "error(\"a" + longest + "\")",
                                    std::string("local s = string.sub(\"县\", 1, 2) error(s)"),
                                    std::string("local t = {} t[\"\\xe5\"].x = 1"), "return D\"a" + longest + "\"",
                                    "return \"" + longest + "\" + 1"}) {
        const auto error = error_of(body);
        CAPTURE(body.substr(0, 60), error.message);
        CHECK(is_valid_utf8(error.message));
        CHECK(is_valid_utf8(error.mend));
    }
    CHECK(is_valid_utf8(load_error_of("local x = \xff\xfe").message));
}

TEST_CASE("a text cut inside a character does not leave the sandbox") {
    const auto error = error_of("return string.sub(\"利通区\", 1, 4)");
    CHECK(error.code == Code::RuleRaised);
    CHECK(contains(error.message, "UTF-8"));
    CHECK(error_of("return { [\"\\xff\"] = 1 }").code == Code::RuleRaised);
    CHECK(load_error_of("indicator \"\\xff\" {}").code == Code::RuleRaised);
}

TEST_CASE("a call leaves nothing behind") {
    Sandbox sandbox(
        "local calls = 0\nlocal seen = {}\n"
        "method { run = function(name)\n  calls = calls + 1\n  seen[name] = true\n  local n = 0\n"
        "  for k in pairs(seen) do n = n + 1 end\n  return calls, n\nend }");
    for (auto name : {"a", "b", "c"}) {
        const auto out = sandbox.call({Value::of(std::string(name))});
        REQUIRE_FALSE(out.error);
        CHECK(out.values.at(0).integer == 1);
        CHECK(out.values.at(1).integer == 1);
    }
}

TEST_CASE("an error leaves nothing behind either") {
    Sandbox sandbox(
        "local dirty = false\nmethod { run = function(kind)\n  if dirty then return \"dirty\" end\n  dirty = true\n"
        "  if kind == 1 then error(\"x\") end\n  if kind == 2 then while true do end end\n"
        "  if kind == 3 then local t = {} while true do t[#t + 1] = {} end end\n  return \"clean\"\nend }");
    for (int kind : {1, 2, 3}) {
        CHECK(sandbox.call({Value::of(std::int64_t{kind})}).error.has_value());
        const auto out = sandbox.call({Value::of(std::int64_t{0})});
        REQUIRE_FALSE(out.error);
        CHECK(out.values.at(0).text == "clean");
    }
}

TEST_CASE("each call has the whole budget") {
    lua::SandboxOptions options;
    options.call_instructions = 100'000;
    auto sandbox = Sandbox::of_body("local n = 0 for i = 1, 20000 do n = n + 1 end return n", options);
    for (int i = 0; i < 20; ++i) {
        const auto out = sandbox.call();
        REQUIRE_FALSE(out.error);
        CHECK(out.used.instructions > 20'000);
        CHECK(out.used.instructions < 100'000);
    }
}

TEST_CASE("a repeated call uses the same instructions and bytes") {
    auto sandbox = Sandbox::of_body(kBusy);
    const std::string first = described(sandbox.call());
    CHECK_FALSE(contains(first, "error"));
    for (int i = 0; i < 5; ++i) CHECK(described(sandbox.call()) == first);
}

TEST_CASE("states that loaded the same give the same results, instructions and bytes") {
    const std::string first = described(Sandbox::of_body(kBusy).call());
    for (int i = 0; i < 8; ++i) CHECK(described(Sandbox::of_body(kBusy).call()) == first);
}

TEST_CASE("what ran before changes nothing") {
    Sandbox sandbox("local function busy(...)\n" + kBusy + "\nend\nmethod { run = function(kind)\n if kind == 0 then return busy() end\n" +
                    " if kind == 1 then local t = {} while true do t[#t + 1] = { \"x\" .. #t } end end\n error(\"x\")\nend }");
    const auto quiet = [&] { return described(sandbox.call({Value::of(std::int64_t{0})})); };
    const std::string first = quiet();
    sandbox.call({Value::of(std::int64_t{1})});
    CHECK(quiet() == first);
    sandbox.call({Value::of(std::int64_t{2})});
    CHECK(quiet() == first);
}

// What a chunk keeps can be of every kind; what ran before may have changed it, made Lua collect (which marks and frees), lay
// out its list of texts anew, or run out of memory in the middle.
TEST_CASE("what a chunk keeps is as it was loaded, however the memory was used before") {
    Sandbox sandbox(R"(
local list, names, step = { 1, 2, 3 }, { a = 1, b = { c = "text" } }, pairs({ 7, 8, 9 })
local counter = 0
local function bump() counter = counter + 1 return counter end
local line = col.line({ 0, 10 }, { 0, 100 }, { round = 1 })
local long = "一段超过四十个字节的文字，" .. "用来作表的键"
local kept = { [long] = D"2.5" }
local function witness()
  local first = step()
  return first, bump(), #list, list[1], names.b.c, names.d, kept[long] + 1, col.sum(col.interpolate(col.of({ 5 }), line)), "n" .. counter
end
method { run = function(kind)
  if kind == 0 then return witness() end
  if kind == 1 then list[1] = "x" list[4] = 4 names.b.c = nil names.d = 1 kept[long] = nil bump() step() step() end
  if kind == 2 then local t = {} for i = 1, 20000 do t[i] = "text " .. i end end
  if kind == 3 then for i = 1, 40000 do local t = { i, tostring(i) } end list[1] = nil end
  if kind == 4 then local t = {} while true do t[#t + 1] = { "x" .. #t } end end
  if kind == 5 then local s = "x" while true do s = s .. s end end
  if kind == 6 then local f = function() return list end names.f = f for i = 1, 100 do names["k" .. i] = f end end
  if kind == 7 then error(long) end
  return witness()
end })");
    const auto after = [&](std::int64_t kind) { return described(sandbox.call({Value::of(kind)})); };
    const auto loaded = sandbox.call({Value::of(std::int64_t{0})});
    REQUIRE_FALSE(loaded.error);
    REQUIRE(loaded.values.size() == 9);
    for (const auto& [at, value] : {std::pair<std::size_t, std::int64_t>{0, 1}, {1, 1}, {2, 3}, {3, 1}}) CHECK(loaded.values[at].integer == value);
    CHECK(loaded.values[4].text == "text");
    CHECK(loaded.values[5].is_nil());
    CHECK(loaded.values[6].number == num::Ratio(7, 2));
    CHECK(loaded.values[7].number == num::Ratio(50));
    CHECK(loaded.values[8].text == "n1");
    const std::string first = described(loaded);
    for (int round = 0; round < 3; ++round)
        for (std::int64_t kind = 1; kind <= 7; ++kind) {
            CAPTURE(kind);
            const std::string did = after(kind);
            CHECK(after(0) == first);
            CHECK(after(kind) == did);
            CHECK(after(0) == first);
        }
}

TEST_CASE("running out of budget happens at the same point in every state") {
    const std::string body = "local t = {}\nwhile true do t[\"k\" .. #t] = { #t } t[#t + 1] = \"x\" .. #t end";
    const std::string first = described(Sandbox::of_body(body).call());
    CHECK(contains(first, "KH-R901"));
    for (int i = 0; i < 3; ++i) CHECK(described(Sandbox::of_body(body).call()) == first);
}

TEST_CASE("two states in two threads give equal results") {
    std::array<std::vector<std::string>, 2> results;
    std::array<std::thread, 2> threads;
    Sandbox a = Sandbox::of_body(kBusy), b = Sandbox::of_body(kBusy);  // REQUIRE is not for threads: state made here
    const auto work = [](Sandbox& sandbox, std::vector<std::string>& out) {
        for (int i = 0; i < 10; ++i) out.push_back(described(sandbox.call_quietly()));
    };
    threads[0] = std::thread(work, std::ref(a), std::ref(results[0]));
    threads[1] = std::thread(work, std::ref(b), std::ref(results[1]));
    for (auto& thread : threads) thread.join();
    CHECK(results[0] == results[1]);
    CHECK(results[0].front() == results[0].back());
}

TEST_CASE("declarations made while scoring are refused") {
    const auto error = error_of("indicator \"x\" {}");
    CHECK(error.code == Code::RuleBlocked);
    CHECK(error_of("method {}").code == Code::RuleBlocked);
    CHECK(error_of("include \"x\"").code == Code::RuleBlocked);
}

TEST_CASE("a function among the results is refused, also one inside a table") {
    for (auto body : {"return function() end", "return { f = function() end }", "return pairs"}) {
        CAPTURE(body);
        CHECK(error_of(body).code == Code::PluginResult);
    }
}
