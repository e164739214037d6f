#include "kaohe/eval/score.h"

#include "support/catch.h"

using namespace kaohe;
using num::Decimal;
using num::Ratio;
using rules::Partial;
using rules::Score;

namespace {

Decimal decimal(const std::string& text) { return Decimal::parse(text).value(); }
Ratio fraction(const std::string& text) { return Ratio(decimal(text)); }

eval::ScoreInput input(const std::string& full, const std::string& value, bool met = false, const std::string& shortfall = "0") {
    eval::ScoreInput in;
    in.full = ratio(full);
    in.value = in.exact = ratio(value);
    in.met = met;
    in.shortfall = ratio(shortfall);
    return in;
}

Score form(Score::Form kind) {
    Score out;
    out.form = kind;
    return out;
}

Score deduct(const std::string& per, const std::string& points, Partial partial, const std::string& floor = "0") {
    Score out = form(Score::Form::Deduct);
    out.per = decimal(per);
    out.points = decimal(points);
    out.partial = partial;
    out.floor = decimal(floor);
    return out;
}

Score ratio_form(const std::string& floor = "0", const std::string& cap = "1") {
    Score out = form(Score::Form::Ratio);
    out.floor = decimal(floor);
    out.cap = decimal(cap);
    return out;
}

Ratio points(const Score& score, const eval::ScoreInput& in) {
    const auto scored = eval::score_points(score, in);
    CHECK_FALSE(scored.failed);
    CHECK_FALSE(scored.explain.empty());
    return scored.points;
}

}  // namespace

TEST_CASE("full_or_zero") {
    CHECK(points(form(Score::Form::FullOrZero), input("10", "100", true)) == Ratio(10));
    CHECK(points(form(Score::Form::FullOrZero), input("10", "99.99", false, "0.01")) == Ratio(0));
}

TEST_CASE("deduct: begun units by rule, never below the floor") {
    struct Row {
        std::string per, points, shortfall;
        Partial partial;
        std::string floor, expected;
    };
    const std::vector<Row> rows = {
        {"1", "1", "2.6", Partial::Prorate, "0", "15.4"},      // 18 − 2.6
        {"1", "1", "2.6", Partial::Started, "0", "15"},        // 18 − 3
        {"1", "1", "2.6", Partial::Whole, "0", "16"},          // 18 − 2
        {"0.5", "0.25", "2.6", Partial::Prorate, "0", "16.7"}, // 5.2 × 0.25 = 1.3
        {"0.5", "0.25", "2.6", Partial::Started, "0", "16.5"}, // 6 × 0.25
        {"0.5", "0.25", "2.6", Partial::Whole, "0", "16.75"},  // 5 × 0.25
        {"1", "1", "2", Partial::Started, "0", "16"},          // a whole unit is not begun twice
        {"1", "1", "0.001", Partial::Started, "0", "17"},
        {"1", "1", "0.999", Partial::Whole, "0", "18"},
        {"1", "1", "20", Partial::Prorate, "0", "0"},          // −2 held at 0
        {"1", "1", "20", Partial::Prorate, "5", "5"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.per, row.points, row.shortfall, row.floor);
        CHECK(points(deduct(row.per, row.points, row.partial, row.floor), input("18", "0", false, row.shortfall)) == ratio(row.expected));
    }
    CHECK(points(deduct("1", "1", Partial::Prorate), input("18", "95", true, "3")) == Ratio(18));
}

TEST_CASE("deduct: zero from a certain distance on, whatever the floor") {
    Score score = deduct("1", "1", Partial::Prorate, "5");
    score.zero_below_by = decimal("10");
    CHECK(points(score, input("18", "0", false, "9.99")) == fraction("8.01"));
    CHECK(points(score, input("18", "0", false, "10")) == Ratio(0));
    CHECK(points(score, input("18", "0", false, "11")) == Ratio(0));
    CHECK(points(score, input("18", "0", true, "0")) == Ratio(18));
}

TEST_CASE("line: slope and intercept between floor and cap") {
    Score score = form(Score::Form::Line);
    score.slope = decimal("0.5");
    score.intercept = decimal("-30");
    score.floor = decimal("0");
    score.cap = decimal("14");
    CHECK(points(score, input("14", "85")) == fraction("12.5"));
    CHECK(points(score, input("14", "88")) == Ratio(14));
    CHECK(points(score, input("14", "95")) == Ratio(14));
    CHECK(points(score, input("14", "50")) == Ratio(0));
    CHECK(points(score, input("14", "60.1")) == fraction("0.05"));
}

TEST_CASE("levels: the lower bound belongs to its level") {
    Score score = form(Score::Form::Levels);
    score.levels = {{decimal("95"), decimal("10")}, {decimal("90"), decimal("8")}, {decimal("80"), decimal("5")}};
    CHECK(points(score, input("10", "100")) == Ratio(10));
    CHECK(points(score, input("10", "95")) == Ratio(10));
    CHECK(points(score, input("10", "94.999999")) == Ratio(8));
    CHECK(points(score, input("10", "80")) == Ratio(5));
    CHECK(points(score, input("10", "79.9")) == Ratio(0));
    score.levels.push_back({std::nullopt, decimal("2")});
    CHECK(points(score, input("10", "79.9")) == Ratio(2));
}

TEST_CASE("each: counted up from zero or down from full marks") {
    Score score = form(Score::Form::Each);
    score.points = decimal("0.5");
    CHECK(points(score, input("10", "7")) == fraction("3.5"));
    score.cap = decimal("3");
    CHECK(points(score, input("10", "7")) == Ratio(3));
    score.from_full = true;
    score.cap.reset();
    CHECK(points(score, input("10", "7")) == fraction("6.5"));
    score.floor = decimal("8");
    CHECK(points(score, input("10", "7")) == Ratio(8));
    CHECK(points(score, input("10", "0")) == Ratio(10));
}

TEST_CASE("ratio: actual to target, and two minus that where lower is better") {
    rules::Target target;
    const auto with = [&](const std::string& bound, Ratio exact, bool lower) {
        target.value = decimal(bound);
        eval::ScoreInput in = input("8", "0");
        in.exact = in.value = std::move(exact);
        in.target = &target;
        in.lower_is_better = lower;
        in.met = lower ? in.exact <= Ratio(decimal(bound)) : in.exact >= Ratio(decimal(bound));
        return in;
    };
    CHECK(points(ratio_form(), with("98", Ratio(4700, 48), false)) == Ratio(1175, 147));  // 8 × (1175/12) ÷ 98
    CHECK(points(ratio_form(), with("98", Ratio(99), false)) == Ratio(8));
    CHECK(points(ratio_form("0", "1.2"), with("98", Ratio(99), false)) == Ratio(8 * 99, 98));
    CHECK(points(ratio_form("0.6", "1"), with("98", Ratio(49), false)) == fraction("4.8"));
    CHECK(points(ratio_form(), with("33", Ratio(34), true)) == Ratio(8 * 32, 33));  // 2 − 34/33
    CHECK(points(ratio_form(), with("33", Ratio(33), true)) == Ratio(8));
    CHECK(points(ratio_form(), with("33", Ratio(30), true)) == Ratio(8));           // 2 − 30/33 = 36/33, held at 1
    CHECK(points(ratio_form(), with("33", Ratio(70), true)) == Ratio(0));
    // Nothing to divide by: reached or not.
    CHECK(points(ratio_form(), with("0", Ratio(0), true)) == Ratio(8));
    CHECK(points(ratio_form(), with("0", Ratio(1), true)) == Ratio(0));
}

TEST_CASE("factor_if_unmet") {
    Score score = form(Score::Form::FactorIfUnmet);
    score.factor = decimal("0.5");
    score.parts = {deduct("1", "1", Partial::Prorate)};
    CHECK(points(score, input("18", "0", false, "2")) == Ratio(8));
    CHECK(points(score, input("18", "0", true)) == Ratio(18));
}

TEST_CASE("improvement against another value, in the good direction") {
    Score score = form(Score::Form::Improvement);
    score.indicator = 3;
    score.per = decimal("1");
    score.points = decimal("2");
    score.floor = decimal("0");
    score.cap = decimal("10");
    auto in = input("10", "83.5");
    in.other = [](std::size_t indicator) { return indicator == 3 ? std::optional(Ratio(80)) : std::nullopt; };
    CHECK(points(score, in) == Ratio(7));
    score.partial = Partial::Started;
    CHECK(points(score, in) == Ratio(8));
    score.partial = Partial::Whole;
    CHECK(points(score, in) == Ratio(6));
    in.exact = in.value = Ratio(90);
    CHECK(points(score, in) == Ratio(10));  // 20, capped
    in.exact = in.value = Ratio(79);
    CHECK(points(score, in) == Ratio(0));
    in.lower_is_better = true;
    CHECK(points(score, in) == Ratio(2));
    score.indicator = 4;
    CHECK(eval::score_points(score, in).failed);
}

TEST_CASE("min_of takes the lowest and fails with any part") {
    Score score = form(Score::Form::MinOf);
    score.parts = {deduct("1", "1", Partial::Prorate), form(Score::Form::FullOrZero)};
    CHECK(points(score, input("18", "0", false, "2")) == Ratio(0));
    CHECK(points(score, input("18", "0", true)) == Ratio(18));
    std::swap(score.parts[0], score.parts[1]);
    CHECK(points(score, input("18", "0", false, "2")) == Ratio(0));
    score.parts.push_back(form(Score::Form::Formula));
    CHECK(eval::score_points(score, input("18", "0", true)).failed);
}

TEST_CASE("waive_if: nothing is deducted when the other indicator is met") {
    Score score = form(Score::Form::WaiveIf);
    score.indicator = 1;
    score.parts = {deduct("1", "1", Partial::Prorate)};
    auto in = input("18", "0", false, "2");
    in.other_met = [](std::size_t indicator) { return indicator == 1; };
    CHECK(points(score, in) == Ratio(18));
    score.indicator = 2;
    CHECK(points(score, in) == Ratio(16));
}

TEST_CASE("formula: its number, or a failure") {
    const Score score = form(Score::Form::Formula);
    auto in = input("5", "0");
    in.formula = [](const Score&) { return std::optional(Ratio(13, 3)); };
    CHECK(points(score, in) == Ratio(13, 3));
    in.formula = [](const Score&) { return std::optional<Ratio>(); };
    CHECK(eval::score_points(score, in).failed);
    in.formula = nullptr;
    CHECK(eval::score_points(score, in).failed);
}

TEST_CASE("the explanation holds the numbers") {
    const auto scored = eval::score_points(deduct("1", "0.5", Partial::Started), input("14", "34", false, "0.5"));
    for (const char* part : {"14", "0.5", "13.5"}) CHECK(scored.explain.find(part) != std::string::npos);
    CHECK(eval::readable(Ratio(693, 40)) == "17.325");
    CHECK(eval::readable(Ratio(1, 3)).find("0.333333") != std::string::npos);
    CHECK(eval::readable(Ratio(1, 3)) != "0.333333");  // says that it is not exact
}
