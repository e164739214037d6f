// What Lua says is said in words of a rule's author, with the right names in it.
#include "sandbox.h"

using namespace kaohe;
using namespace kaohe::testing;

TEST_CASE("mistakes of grammar are said in Chinese") {
    const std::vector<std::array<std::string, 2>> rows = {
        {"method {\n id = 1\n title = 2 }", "第 1 行的 '{' 没有结束：读到 'title' 时还没有 '}'"},
        {"local x = (1 + 2", "这里应有 ')'，读到的是 文件结尾"},
        {"local = 3", "这里应有 名称，读到的是 '='"},
        {"return return", "这里不能是 'return'"},
        {"local x = \"abc", "文字没有用引号结束"},
        {"local x = [[abc", "第 1 行的 [[ 没有用 ]] 结束"},
        {"local x = 12ab", "数写得不对：'12ab'"},
        {"local x = \"\\q\"", "文字中的 \\ 用得不对"},
        {"goto nowhere", "第 1 行的 goto 找不到 'nowhere'"},
        {"break", "第 1 行的 break 不在循环中"},
        {"local x <const> = 1 x = 2", "'x' 是常量"},
        {"method { “id” = 1 }", "一个汉字或全角符号"},
        {"return " + std::string(300, '('), "嵌套太深"}};
    for (const auto& [text, words] : rows) {
        const auto error = load_error_of(text);
        CAPTURE(text, error.message);
        CHECK(error.code == Code::RuleSyntax);
        CHECK(contains(error.message, words));
        CHECK((error.place.line >= 1 || contains(words, "嵌套")));  // Lua does not say where
    }
}

TEST_CASE("mistakes of running rules are said in Chinese, with the name of the value") {
    const std::vector<std::array<std::string, 2>> rows = {
        {"local t = nil return t.x", "不能从 nil（没有值） 中取字段：局部变量 't'"},
        {"local t = {} return t.a.b", "不能从 nil（没有值） 中取字段：字段 'a'"},
        {"local t = {} return t.run()", "不能当函数调用：字段 'run' 是 nil（没有值）"},
        {"local n = {} return n + 1", "不能计算：局部变量 'n' 是 表"},
        {"return (\"a\") + 1", "不能计算"},
        {"local t = {} return \"a\" .. t", "不能用 .. 连接：局部变量 't' 是 表"},
        {"local n = 5 return #n", "不能用 # 取长度：局部变量 'n' 是 数"},
        {"return {} < {}", "两个 表 不能比较大小"},
        {"return 1 < \"2\"", "数 与 文字 不能比较大小"},
        {"return 1 // 0", "除数为零"},
        {"for i = 1, {} do end", "for 的起点、终点和步长都应是数"},
        {"for i = 1, 2, 0 do end", "for 的步长不能为 0"},
        {"local t = {} t[nil] = 1", "表的键不能是 nil"},
        {"return table.concat(5)", "第 1 个参数应为 表，得到 数"},
        {"return math.max(1, {})", "第 2 个参数应为 数，得到 表"},
        {"return type()", "没有给第 1 个参数"},
        {"return math.max(1.5)", "这里需要整数"}};
    for (const auto& [body, words] : rows) {
        const auto error = error_of(body);
        CAPTURE(body, error.message);
        CHECK(error.code == Code::RuleRaised);
        CHECK(contains(error.message, words));
    }
}

TEST_CASE("what a rule itself raises stays as it is") {
    CHECK(contains(error_of("error(\"syntax of the county's file\")").message, "syntax of the county's file"));
    CHECK(contains(error_of("error(\"应有 90\")").message, "应有 90"));
    CHECK(contains(error_of("local s = \"expected near \" for i = 1, 11 do s = s .. s end error(s)").message, "expected near expected"));
}

TEST_CASE("a rule that fills the memory is named with the line where it did") {
    const auto error = error_of("local t = {}\nfor i = 1, 10 do t[i] = i end\nwhile true do\n  t[#t + 1] = { t }\nend");
    CHECK(error.code == Code::RuleBudget);
    CHECK((error.place == Place{.file = "方法.lua", .line = 5} || error.place == Place{.file = "方法.lua", .line = 4}));
    const auto loading = load_error_of("\n\nlocal s = \"x\" while true do s = s .. s end");
    CHECK(loading.place == Place{.file = "方法.lua", .line = 3});
    CHECK(contains(loading.message, "内存"));
}
