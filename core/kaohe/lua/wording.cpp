#include "kaohe/lua/wording.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace kaohe::lua {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Names of values, of things in the text, and of where a value came from.
constexpr std::array kTerms = {
    Pair{"nil", "nil（没有值）"}, Pair{"boolean", "true/false"}, Pair{"number", "数"}, Pair{"string", "文字"}, Pair{"table", "表"},
    Pair{"function", "函数"}, Pair{"userdata", "精确数或列"}, Pair{"no value", "没有值"},
    Pair{"<eof>", "文件结尾"}, Pair{"'<eof>'", "文件结尾"}, Pair{"<name>", "名称"}, Pair{"<string>", "文字"},
    Pair{"local", "局部变量"}, Pair{"global", "名称"}, Pair{"field", "字段"}, Pair{"upvalue", "外层变量"}, Pair{"method", "函数"}, Pair{"constant", "常量"},
    Pair{"number has no integer representation", "这里需要整数"},
};

std::string term(const std::string& text) {
    for (const auto& [english, chinese] : kTerms)
        if (text == english) return std::string(chinese);
    // A byte of a character that has several: Lua names single bytes.
    return text.starts_with("'<\\") ? "一个汉字或全角符号（在引号之外）" : text;
}

// The message, each * standing for what differs, and what is said instead: $1 … are what the first * … stood for, through term().
constexpr std::array kMessages = {
    Pair{"* expected (to close * at line *) near *", "第 $3 行的 $2 没有结束：读到 $4 时还没有 $1"},
    Pair{"* expected near *", "这里应有 $1，读到的是 $2"},
    Pair{"unexpected symbol near *", "这里不能是 $1"},
    Pair{"syntax error near *", "这里不能是 $1"},
    Pair{"unfinished string near *", "文字没有用引号结束：$1"},
    Pair{"unfinished long * (starting at line *) near *", "第 $2 行的 [[ 没有用 ]] 结束"},
    Pair{"malformed number near *", "数写得不对：$1"},
    Pair{"invalid escape sequence *", "文字中的 \\ 用得不对：$1"},
    Pair{"no visible label * for <goto> at line *", "第 $2 行的 goto 找不到 $1"},
    Pair{"break outside loop at line *", "第 $1 行的 break 不在循环中"},
    Pair{"attempt to assign to const variable *", "$1 是常量，不能再赋值"},
    Pair{"too many * (limit is *) in *", "一处的 $1 太多，最多 $2 个"},
    Pair{"C stack overflow*", "嵌套太深"},
    Pair{"chunk has too many syntax levels*", "嵌套太深"},
    Pair{"stack overflow*", "函数调用自己的层数太多"},
    Pair{"attempt to index a * value (* *)", "不能从 $1 中取字段：$2 $3"},
    Pair{"attempt to index a * value", "不能从 $1 中取字段"},
    Pair{"attempt to call a * value (* *)", "不能当函数调用：$2 $3 是 $1"},
    Pair{"attempt to call a * value", "不能当函数调用：这是 $1"},
    Pair{"attempt to perform arithmetic on a * value (* *)", "不能计算：$2 $3 是 $1"},
    Pair{"attempt to perform arithmetic on a * value*", "不能计算：其中一个是 $1"},
    Pair{"attempt to concatenate a * value (* *)", "不能用 .. 连接：$2 $3 是 $1"},
    Pair{"attempt to concatenate a * value", "不能用 .. 连接：其中一个是 $1"},
    Pair{"attempt to get length of a * value (* *)", "不能用 # 取长度：$2 $3 是 $1"},
    Pair{"attempt to get length of a * value", "不能用 # 取长度：这是 $1"},
    Pair{"attempt to compare two * values", "两个 $1 不能比较大小"},
    Pair{"attempt to compare * with *", "$1 与 $2 不能比较大小"},
    Pair{"attempt to divide by zero", "除数为零"},
    Pair{"attempt to perform 'n//0'", "除数为零"},
    Pair{"attempt to perform 'n%%0'", "除数为零"},
    Pair{"'for' step is zero", "for 的步长不能为 0"},
    Pair{"bad 'for' * (number expected, got *)", "for 的起点、终点和步长都应是数，得到 $2"},
    Pair{"index is nil", "表的键不能是 nil"},
    Pair{"table index is nil", "表的键不能是 nil"},
    Pair{"index is NaN", "表的键不能是非数"},
    Pair{"table index is NaN", "表的键不能是非数"},
    Pair{"number has no integer representation", "这里需要整数"},
    Pair{"bad argument #* to '*' (* expected, got *)", "第 $1 个参数应为 $3，得到 $4"},
    Pair{"bad argument #* to '*' (value expected)", "没有给第 $1 个参数"},
    Pair{"bad argument #* to '*' (*)", "第 $1 个参数不对：$3"},
};

// What each * of the pattern stands for; nothing when the text is another. A * reaches to the first place where the text
// goes on as the pattern does, the last one to the end.
std::optional<std::vector<std::string>> match(std::string_view text, std::string_view pattern) {
    std::vector<std::string> out;
    std::size_t star = pattern.find('*');
    if (!text.starts_with(pattern.substr(0, star))) return std::nullopt;
    text.remove_prefix(std::min(star, pattern.size()));
    while (star != std::string_view::npos) {
        pattern.remove_prefix(star + 1);
        star = pattern.find('*');
        const std::string_view next = pattern.substr(0, star);
        if (star == std::string_view::npos && !text.ends_with(next)) return std::nullopt;
        const std::size_t end = star == std::string_view::npos ? text.size() - next.size() : text.find(next);
        if (end == std::string_view::npos) return std::nullopt;
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(end + next.size());
    }
    return text.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

std::string in_words(const std::string& message) {
    for (const auto& [pattern, words] : kMessages) {
        const auto found = match(message, pattern);
        if (!found) continue;
        std::string out;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool is_place = words[i] == '$' && i + 1 < words.size();
            out += is_place ? term((*found)[static_cast<std::size_t>(words[++i] - '1')]) : std::string(1, words[i]);
        }
        return out;
    }
    return message;
}

}  // namespace kaohe::lua
