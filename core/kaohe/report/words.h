// kaohe/report/words.h - how the fields of a result are said: the words and number forms that workbook,
// notices and web page share, so that all three quote the same figures.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kaohe/report/document.h"

namespace kaohe::report {

std::string_view status_word(Status status);  // "达标"
// A rule that counts against the region: unmet or partial.
bool is_deviation(Status status);
// A rule that could not be judged for want of usable data: not_submitted, invalid, error.
bool is_missing(Status status);
// The state of a task or project in words; the id itself when it is none of ours.
std::string_view duty_word(std::string_view state);
// Judged against its target: met, unmet or partial.
bool is_judged(Status status);
// A rule that waits for a decision: pending_target, manual, not_due.
bool is_waiting(Status status);

std::string_view op_sign(std::string_view op);  // ">=" -> "≥"; "" for ops that are said in words
std::string_view op_word(std::string_view op);  // ">=" -> "不低于"; "" for ops that have no such word
// "≥85.7", "20～30", "达到或优于Ⅲ类"; "" without a target.
std::string target_text(const Rule& rule);
// "86.3", "Ⅲ类"; "" when nothing was determined.
std::string actual_text(const Rule& rule);
// The value before rounding, in decimals: exact when it ends within three digits more than the indicator
// shows, else cut (never rounded) and marked: "86.3013…". "" when unknown.
std::string before_rounding(const Rule& rule);
// Any exact value of a result ("6300/73", "34.5") in the same way: with at most `digits` decimals, cut and marked.
std::string exact_text(const std::string& exact, int digits);
// A value of the rule's kind, such as one month of its series: "87.0967…", "Ⅲ类".
std::string value_text(const Rule& rule, const std::string& exact);
bool is_zero(std::string_view decimal);
// Whether the points are a number to be shown: a zero that only means "nothing to judge by" is not.
bool has_points(const Rule& rule);
// The points, or else the word for the state: 缺报 is never shown as 0.
std::string points_text(const Rule& rule);
// What the rule did not earn, as an exact decimal: possible less points. Nothing while the points are
// undetermined.
std::optional<std::string> points_lost(const Rule& rule);
// "+0.6", "-0.3", "0.0"
std::string signed_text(const std::optional<std::string>& decimal);

// 得分率, "95.68%": what the region earned before 折算 to the full total, per cent of 参评分值, rounded once from exact
// sums. "" where nothing takes part.
std::string score_rate(const Region& region);
// The kind of an entry of the ledger in words; the id itself when it is none of ours.
std::string_view ledger_word(std::string_view kind);
// A form of scoring ("deduct") in words; the id itself when it is none of ours.
std::string_view score_word(std::string_view form);
// "优良天数比例（air.days）"; the id alone when the result does not say more.
std::string method_word(const Document& document, const std::string& id);
// What a value of a rule is called; its name when the result does not say.
std::string value_word(const Document& document, const Rule& rule, const std::string& name);
// A value of a rule with its unit, with at most `digits` decimals, cut and marked: "319天", "87.637362…%", "Ⅳ类".
std::string value_with_unit(const Document& document, const Rule& rule, const NamedValue& value, int digits);

// The calculation with its numbers, and why the state is what it is; the text of the 计算过程 column.
std::string derivation(const Rule& rule);
// "《吴忠市……方案》附件1"
std::string cite_text(const Document& document, const std::string& source, const std::string& clause);
// "《吴忠市……方案》（吴党办发〔2021〕18号）"
std::string source_text(const Source& source);

std::string date_text(std::string_view iso);       // 2021-12-31 -> 2021年12月31日
std::string period_word(std::string_view period);  // 2021-03 -> 3月; anything else as it is
std::string year_label(const Document& document);  // "2021年度"

// Whether the exact sum of `parts` is `total`: only then may a live formula stand for a stored total.
bool sums_to(std::span<const std::string> parts, std::string_view total);

// `text` without what a file name may not hold, so that a region's name can name its notice.
std::string file_stem(std::string_view text);

}  // namespace kaohe::report
