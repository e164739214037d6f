#include "kaohe/trial/lua_changes.h"

#include <algorithm>

#include "kaohe/rules/lua_tokens.h"
#include "support/catch.h"

using namespace kaohe;

namespace {

// "from>to" of every change.
std::vector<std::string> changes(std::string_view chunk, trial::Part part = trial::Part::Code) {
    std::vector<std::string> out;
    for (const auto& change : trial::lua_changes(chunk, part)) out.push_back(change.from + ">" + change.to);
    return out;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("tokens leave out comments, blanks and layout, and keep texts whole") {
    const std::string one = "local a = { 1,\n  \"-- no comment\", [[long\ntext]] } -- a comment\n--[[ a long\none ]] return a";
    const std::string other = "local a={1,\"-- no comment\",[[long\ntext]]}\n\n  return   a";
    CHECK(rules::plain_code(rules::lua_tokens(one)) == rules::plain_code(rules::lua_tokens(other)));
    CHECK(rules::plain_code(rules::lua_tokens(one)) != rules::plain_code(rules::lua_tokens("local a={2,\"-- no comment\",[[long\ntext]]} return a")));
    const auto tokens = rules::lua_tokens(one);
    REQUIRE(tokens.size() == 12);
    CHECK(tokens[6].content == "-- no comment");
    CHECK(tokens[6].line == 2);
    CHECK(tokens[8].content == "long\ntext");
    CHECK(tokens[11].line == 5);
}

TEST_CASE("a text that never ends, or ends in a backslash, is read to the end of the chunk") {
    for (const char* chunk : {"\"open", "'a\\", "[[open", "--[[open", "[==[ ]=]", "\"", "[", "--"}) {
        CAPTURE(chunk);
        CHECK(rules::lua_tokens(chunk).size() <= 5);
    }
}

TEST_CASE("tokens know the functions and declarations around them") {
    const auto tokens = rules::lua_tokens("method { digits = 1, run = function(t) if t then return 2 else return 3 end end, api = 4 }\nlocal x = 5", {"method"});
    const auto number = [&](std::string_view text) {
        return *std::find_if(tokens.begin(), tokens.end(), [&](const auto& token) { return token.text == text; });
    };
    CHECK(number("1").facts);
    CHECK(number("4").facts);
    CHECK_FALSE(number("2").facts);
    CHECK(number("2").functions == 1);
    CHECK(number("3").functions == 1);
    CHECK(number("3").declaration == "method");
    CHECK(number("4").functions == 0);
    CHECK(number("5").declaration == "");
}

TEST_CASE("figures are shifted by one of their last digit, up and down") {
    CHECK(changes("return 35") == Texts{"35>36", "35>34"});
    CHECK(changes("return D\"0.35\"") == Texts{"0.35>0.36", "0.35>0.34"});
    CHECK(changes("return { \"1.0\" }") == Texts{"1.0>1.1", "1.0>0.9"});
    CHECK(changes("return \"2021-01-01\"") == Texts{"2021-01-01>2021-01-02", "2021-01-01>2020-12-31"});
    CHECK(changes("return \"GB 3095\", \"\", [[1]]").empty());
    const auto zero = trial::lua_changes("return a-0", trial::Part::Code);
    REQUIRE(zero.size() == 2);
    CHECK(zero[1].text == "return a-(-1)");  // not a comment
}

TEST_CASE("comparisons change at equality") {
    CHECK(changes("return a < b, c >= d, e == f") == Texts{"<><=", ">=>>"});
    CHECK(changes("return col.ge(a, b), col.lt(c, d), other.ge(a)") == Texts{"ge>gt", "lt>le"});
    CHECK(changes("local a <const> = b") .empty());
}

TEST_CASE("keys, indices and the facts of a declaration stay") {
    CHECK(changes("return { [\"2012\"] = t[1] }").empty());
    CHECK(changes("method { api = 1, outputs = { rate = { digits = 1 } } }").empty());
    CHECK(changes("check \"x\" { run = function(t) return col.gt(t, 5) end }").empty());
    CHECK(changes("method { run = function(t) return t.a * 24 end }") == Texts{"24>25", "24>23"});
    CHECK(changes("local function f(x) return x * 7 end\nrule \"x\" { points = \"5\", score = formula { run = function(x) return x * 2 end } }", trial::Part::Formulas) ==
          Texts{"2>3", "2>1"});
}

TEST_CASE("equal neighbours of a list are one limit written twice") {
    const auto all = trial::lua_changes("return { \"0.01\", \"1.0\", \"1.0\", \"1.0\" }", trial::Part::Code);
    REQUIRE(all.size() == 4);
    CHECK(all[2].text == "return { \"0.01\", \"1.1\", \"1.1\", \"1.1\" }");
    CHECK(all[3].text == "return { \"0.01\", \"0.9\", \"0.9\", \"0.9\" }");
    CHECK(changes("return { digits = 2, default = \"12\", edition = \"2018\", limit = 2 }") == Texts{"2>3", "2>1"});
}

TEST_CASE("counting in functions is no limit") {
    CHECK(changes("return function(t) if t.a == D\"0\" or t.b > D\"0\" then return D\"0.5\" end end") == Texts{"0.5>0.6", "0.5>0.4"});
    CHECK(changes("return function(n) return n < 10 and \"-0\" or \"-\" end") == Texts{"<><=", "10>11", "10>9"});
    CHECK(changes("return function(t) if #t > 0 or #t >= 1 then return t.a * 100 // 1 end end").empty());
    CHECK(changes("return function(t) return col.count(col.gt(t.a, 0)) end").empty());
    CHECK(changes("return function(t) return col.gt(t.a, 100) end") == Texts{"gt>ge"});
    CHECK(changes("return { 0, 100 }").size() == 4);  // a table of limits
}
