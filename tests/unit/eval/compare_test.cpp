#include "kaohe/eval/compare.h"

#include "kaohe/num/rounding.h"
#include "support/catch.h"

using namespace kaohe;
using num::Decimal;
using num::Ratio;
using rules::TargetForm;

namespace {

Decimal dec(const std::string& text) { return Decimal::parse(text).value(); }
Ratio ratio(const std::string& text) { return Ratio(dec(text)); }

rules::Target target(TargetForm form, const std::string& value, const std::string& high = "", const std::string& tolerance = "") {
    rules::Target out{.form = form};
    if (!value.empty()) out.value = dec(value);
    if (!high.empty()) out.second = dec(high);
    if (!tolerance.empty()) out.second = dec(tolerance);
    return out;
}

eval::Verdict judged(const rules::Target& target, const std::string& value, const std::string& interval) {
    return eval::judge(target, ratio(value), num::round_to(dec(value), dec(interval), num::Rounding::HalfEven));
}

}  // namespace

TEST_CASE("worked examples of GB/T 8170 chapter 4, by both methods") {
    struct Row {
        TargetForm form;
        std::string value, high, tolerance, interval, measured;
        bool full, rounded;
    };
    // limit, interval of the limit | measured | 全数值 | 修约值 (domain.md 3.3)
    const std::vector<Row> rows = {
        {TargetForm::AtLeast, "1400", "", "", "100", "1349", false, false},
        {TargetForm::AtLeast, "1400", "", "", "100", "1351", false, true},
        {TargetForm::AtLeast, "1400", "", "", "100", "1400", true, true},
        {TargetForm::AtLeast, "1400", "", "", "100", "1402", true, true},
        {TargetForm::AtLeast, "97.0", "", "", "0.1", "97.01", true, true},
        {TargetForm::AtLeast, "97.0", "", "", "0.1", "97.00", true, true},
        {TargetForm::AtLeast, "97.0", "", "", "0.1", "96.96", false, true},
        {TargetForm::AtLeast, "97.0", "", "", "0.1", "96.94", false, false},
        {TargetForm::AtMost, "0.5", "", "", "0.1", "0.452", true, true},
        {TargetForm::AtMost, "0.5", "", "", "0.1", "0.500", true, true},
        {TargetForm::AtMost, "0.5", "", "", "0.1", "0.549", false, true},
        {TargetForm::AtMost, "0.5", "", "", "0.1", "0.551", false, false},
        {TargetForm::Between, "1.2", "1.6", "", "0.1", "1.151", false, true},
        {TargetForm::Between, "1.2", "1.6", "", "0.1", "1.200", true, true},
        {TargetForm::Between, "1.2", "1.6", "", "0.1", "1.649", false, true},
        {TargetForm::Between, "1.2", "1.6", "", "0.1", "1.651", false, false},
        {TargetForm::About, "10.0", "", "0.1", "0.1", "9.89", false, true},
        {TargetForm::About, "10.0", "", "0.1", "0.1", "9.85", false, false},  // 9.8
        {TargetForm::About, "10.0", "", "0.1", "0.1", "10.10", true, true},
        {TargetForm::About, "10.0", "", "0.1", "0.1", "10.16", false, false},
        // exclusive bounds turn the difference round
        {TargetForm::MoreThan, "9.9", "", "", "0.1", "9.94", true, false},
        {TargetForm::MoreThan, "9.9", "", "", "0.1", "9.96", true, true},
        {TargetForm::LessThan, "10.1", "", "", "0.1", "10.06", true, false},
        {TargetForm::LessThan, "10.1", "", "", "0.1", "10.05", true, true},  // 10.0
    };
    for (const auto& row : rows) {
        CAPTURE(row.value, row.high, row.measured);
        const auto verdict = judged(target(row.form, row.value, row.high, row.tolerance), row.measured, row.interval);
        CHECK(verdict.computable);
        CHECK(verdict.full_met == row.full);
        CHECK(verdict.rounded_met == row.rounded);
    }
}

TEST_CASE("each form of target: at, below and above its bound") {
    struct Row {
        rules::Target target;
        bool below, at, above;
    };
    const std::vector<Row> rows = {
        {target(TargetForm::AtLeast, "5"), false, true, true},      {target(TargetForm::MoreThan, "5"), false, false, true},
        {target(TargetForm::AtMost, "5"), true, true, false},       {target(TargetForm::LessThan, "5"), true, false, false},
        {target(TargetForm::Equal, "5"), false, true, false},       {target(TargetForm::ClassOrBetter, "5"), true, true, false},
        {target(TargetForm::DropAtLeast, "5"), false, true, true},  {target(TargetForm::Assigned, "5"), false, true, true},
        {target(TargetForm::Between, "5", "5"), false, true, false}, {target(TargetForm::About, "5", "", "0.5"), false, true, false},
    };
    for (const auto& row : rows) {
        CAPTURE(form_name(row.target.form));
        CHECK(judged(row.target, "4", "1").full_met == row.below);
        CHECK(judged(row.target, "5", "1").full_met == row.at);
        CHECK(judged(row.target, "6", "1").full_met == row.above);
    }
}

TEST_CASE("how much is missing, by both methods") {
    struct Row {
        rules::Target target;
        std::string measured, interval, full, rounded;
    };
    const std::vector<Row> rows = {
        {target(TargetForm::AtLeast, "90.0"), "89.96", "0.1", "0.04", "0"},
        {target(TargetForm::AtLeast, "84.5"), "82.8729", "0.1", "1.6271", "1.6"},
        {target(TargetForm::AtMost, "33"), "33.5", "1", "0.5", "1"},
        {target(TargetForm::AtMost, "33"), "32.1", "1", "0", "0"},
        {target(TargetForm::Between, "1.2", "1.6"), "1.75", "0.1", "0.15", "0.2"},
        {target(TargetForm::Between, "1.2", "1.6"), "1.1", "0.1", "0.1", "0.1"},
        {target(TargetForm::About, "10.0", "", "0.1"), "9.7", "0.1", "0.2", "0.2"},
        {target(TargetForm::Equal, "3"), "5", "1", "2", "2"},
        {target(TargetForm::ClassOrBetter, "4"), "6", "1", "2", "2"},
        {target(TargetForm::LessThan, "200"), "200", "1", "0", "0"},  // missed by nothing, and missed
    };
    for (const auto& row : rows) {
        CAPTURE(form_name(row.target.form), row.measured);
        const auto verdict = judged(row.target, row.measured, row.interval);
        CHECK(verdict.shortfall_full == ratio(row.full));
        CHECK(verdict.shortfall_rounded == ratio(row.rounded));
    }
    CHECK_FALSE(judged(target(TargetForm::LessThan, "200"), "200", "1").full_met);
}

TEST_CASE("the distance is positive on the good side") {
    CHECK(eval::distance(target(TargetForm::AtLeast, "85.7"), ratio("86.3")) == ratio("0.6"));
    CHECK(eval::distance(target(TargetForm::AtMost, "33"), ratio("34")) == ratio("-1"));
    CHECK(eval::distance(target(TargetForm::Between, "1", "3"), ratio("2.5")) == ratio("0.5"));
    CHECK(eval::distance(target(TargetForm::Between, "1", "3"), ratio("0.5")) == ratio("-0.5"));
    CHECK(eval::distance(target(TargetForm::About, "10", "", "0.5"), ratio("10.2")) == ratio("0.3"));
    CHECK_FALSE(eval::distance(target(TargetForm::About, "10"), ratio("10")));
    CHECK_FALSE(eval::distance(target(TargetForm::Qualitative, ""), ratio("1")));
    CHECK_FALSE(eval::distance(target(TargetForm::Assigned, ""), ratio("1")));
}

TEST_CASE("a target without a number is not computable, and says why") {
    CHECK_FALSE(judged(target(TargetForm::Assigned, ""), "5", "1").computable);
    CHECK_FALSE(judged(target(TargetForm::About, "5"), "5", "1").computable);
    CHECK_FALSE(judged(target(TargetForm::About, "5"), "5", "1").reason.empty());
    CHECK_FALSE(judged(target(TargetForm::About, "5"), "5", "1").full_met);
}

TEST_CASE("an exact fraction is compared as it is") {
    const auto at_least = target(TargetForm::AtLeast, "87.7");
    const Ratio exact(32000, 365);  // 87.6712…: 320 good days of 365
    const auto verdict = eval::judge(at_least, exact, num::round_to(exact, dec("0.1"), num::Rounding::HalfEven));
    CHECK_FALSE(verdict.full_met);
    CHECK(verdict.rounded_met);
    CHECK(verdict.shortfall_full == ratio("87.7") - exact);
    // A hair below: no rounding on the way makes it equal.
    CHECK_FALSE(eval::judge(target(TargetForm::AtLeast, "0.333333"), Ratio(333332, 1000000) + Ratio(1, 1000001), dec("0.3")).full_met);
}
