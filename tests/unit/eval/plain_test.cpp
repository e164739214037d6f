// The short way for plain rules against the long one: judge(), score_points(), round_to().
#include <rapidcheck.h>

#include "kaohe/eval/compare.h"
#include "kaohe/eval/plain.h"
#include "kaohe/eval/score.h"
#include "kaohe/num/rounding.h"
#include "support/catch.h"
#include "unit/eval/small_pack.h"

using namespace kaohe;
using num::Decimal;
using num::Ratio;
using rules::TargetForm;

namespace {

struct Case {
    rules::Rule rule;
    rules::Indicator indicator;
    rules::Target target;
    std::int64_t value = 0;
    int scale = 0;
    Decimal interval;
    Ratio formula;  // what it gives
};

std::int64_t whole(std::int64_t low, std::int64_t high) { return *rc::gen::inRange(low, high + 1); }

Decimal any_decimal(std::int64_t low, std::int64_t high, int digits) { return Decimal(num::Int128{whole(low, high)}, digits); }

Case any_case() {
    Case out;
    out.indicator.digits = static_cast<int>(whole(0, 3));
    out.indicator.better = whole(0, 1) == 0 ? rules::Indicator::Better::Higher : rules::Indicator::Better::Lower;
    out.target.form = std::array{TargetForm::AtLeast, TargetForm::MoreThan, TargetForm::AtMost, TargetForm::LessThan}[static_cast<std::size_t>(whole(0, 3))];
    out.target.value = any_decimal(-20, 2000, out.indicator.digits);
    out.rule.indicator = 0;
    out.rule.compare = whole(0, 1) == 0 ? rules::Compare::Full : rules::Compare::Rounded;
    out.rule.points = any_decimal(0, 500, static_cast<int>(whole(0, 2)));
    out.rule.score.form = whole(0, 4) == 0 ? rules::Score::Form::FullOrZero : rules::Score::Form::Ratio;
    out.formula = Ratio(whole(-50, 5000), whole(1, 700));
    if (whole(0, 1) == 0) out.rule.score.floor = any_decimal(-10, 10, 1);
    if (whole(0, 1) == 0) out.rule.score.cap = any_decimal(5, 15, 1);
    if (const auto way = whole(0, 3); way > 0) {
        rules::Score formula;
        formula.form = rules::Score::Form::Formula;
        if (way == 1) {
            out.rule.score = formula;
        } else {  // the less of both, whichever stands first
            std::vector<rules::Score> parts = {formula, out.rule.score};
            if (way == 2) std::reverse(parts.begin(), parts.end());
            out.rule.score = {};
            out.rule.score.form = rules::Score::Form::MinOf;
            out.rule.score.parts = parts;
        }
    }
    out.scale = static_cast<int>(whole(0, 5));
    out.value = whole(-500, 300'000);
    if (whole(0, 3) == 0) {  // exactly at the target
        out.value = static_cast<std::int64_t>(out.target.value->coefficient() * num::power_of_ten(5 - out.indicator.digits));
        out.scale = 5;
    }
    out.interval = num::interval_of(static_cast<int>(whole(0, 6)));
    return out;
}

// The long way.
eval::PlainOutcome by_fractions(const Case& c) {
    const Ratio exact = Decimal(num::Int128{c.value}, c.scale);
    const Decimal actual = num::round_to(exact, num::interval_of(c.indicator.digits), num::Rounding::HalfEven);
    const auto verdict = eval::judge(c.target, exact, actual);
    const bool rounded = c.rule.compare == rules::Compare::Rounded;
    eval::ScoreInput in;
    in.full = c.rule.points;
    in.exact = exact;
    in.value = rounded ? Ratio(actual) : exact;
    in.target = &c.target;
    in.met = rounded ? verdict.rounded_met : verdict.full_met;
    in.lower_is_better = c.indicator.better == rules::Indicator::Better::Lower;
    in.formula = [&](const rules::Score&) { return std::optional(c.formula); };
    return {in.met, num::round_to(eval::score_points(c.rule.score, in).points, c.interval, num::Rounding::HalfEven)};
}

}  // namespace

TEST_CASE("the short way gives what fractions give") {
    const bool held = rc::check("same verdict, same points", [] {
        const Case c = any_case();
        const auto run = [&](const rules::Score&) { return std::optional(c.formula); };
        const auto plain = eval::judge_plainly(c.rule, c.indicator, c.target, c.value, c.scale, c.interval, run);
        const auto expected = by_fractions(c);
        RC_ASSERT(plain.has_value());
        RC_ASSERT(plain->met == expected.met);
        RC_ASSERT(plain->points == expected.points);
    });
    CHECK(held);
}

TEST_CASE("the short way leaves everything else to the long one") {
    Case c = {};
    c.rule.indicator = 0;
    c.rule.points = 10;
    c.target.value = Decimal(5);
    c.interval = num::interval_of(6);
    const auto asked = [&] { return eval::judge_plainly(c.rule, c.indicator, c.target, c.value, c.scale, c.interval).has_value(); };
    c.rule.score.form = rules::Score::Form::Ratio;
    CHECK(asked());
    for (const auto form : {rules::Score::Form::Deduct, rules::Score::Form::Line, rules::Score::Form::Levels, rules::Score::Form::Each,
                            rules::Score::Form::WaiveIf, rules::Score::Form::Formula}) {
        c.rule.score.form = form;
        CHECK_FALSE(asked());
    }
    c.rule.score.form = rules::Score::Form::MinOf;
    c.rule.score.parts.resize(2);
    c.rule.score.parts[0].form = rules::Score::Form::Ratio;
    c.rule.score.parts[1].form = rules::Score::Form::Ratio;
    CHECK(asked());
    c.rule.score.parts[1].form = rules::Score::Form::Formula;  // there is nobody to run it
    CHECK_FALSE(asked());
    c.rule.score.form = rules::Score::Form::Ratio;
    for (const auto form : {TargetForm::Equal, TargetForm::Between, TargetForm::About, TargetForm::ClassOrBetter, TargetForm::AllOf, TargetForm::Qualitative}) {
        c.target.form = form;
        CHECK_FALSE(asked());
    }
    c.target.form = TargetForm::AtLeast;
    c.target.value = Decimal(num::power_of_ten(37), 0);  // a product would not fit
    c.value = 1;
    c.scale = 18;
    CHECK_FALSE(asked());
    c.target.value.reset();  // 待下达
    CHECK_FALSE(asked());
}

TEST_CASE("an output that a table does not give is a mistake, however little is kept of it") {
    const testing::TemporaryFolder folder;
    folder.write("plugins/two/method.lua", R"(method {
  id = "two", title = "两个输出", api = 1, edition = "1", basis = { { "表", "一", "confirmed" } },
  tables = { reported = { "indicator", "value", "unit" } },
  outputs = { value = { title = "填报值" }, zweiter = { title = "没有的" } },
  lookup = { table = "reported", key = "indicator", value = "value", unit = "unit" },
})");
    Diagnostics findings;
    const auto plan = testing::load(folder, testing::kPackHead + R"(
indicator "a" { title = "指标a", unit = "1", better = "higher", digits = 1, method = "two", value = "zweiter" }
targets "a" { form = at_least, value = "5", cite = { "s", "1" }, applies = "each" }
scheme { title = "方案", total = "10" }
group "g" { title = "组", points = "10" }
rule "a" { group = "g", points = "10", compare = "full", missing = "undetermined", not_applicable = "rescale", score = full_or_zero }
)", findings);
    INFO(testing::text_of(findings));
    REQUIRE(plan);
    const auto file = folder.write("data/指标填报.csv", testing::reports({{"甲县", "a", "9"}}));
    const auto data = tables::import({{"", file}}, *plan, {.period = plan->period, .as_of = plan->period.last});
    for (const auto detail : {eval::Detail::Full, eval::Detail::Values, eval::Detail::Totals}) {
        const auto out = eval::assess(plan, data, {.period = plan->period, .as_of = plan->period.last, .detail = detail});
        CHECK(testing::region(out, "甲县").count({result::Status::Error}) == 1);
        CHECK(testing::region(out, "甲县").total == Decimal(0));
    }
}
