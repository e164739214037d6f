// Properties of the kernels, against exact fractions computed another way; rapidcheck prints the seed.
#include <rapidcheck.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "columns.h"
#include "kaohe/model/kernels.h"

using namespace kaohe::model;
using namespace kaohe::num;
using Rational = boost::multiprecision::cpp_rational;

namespace {

Column any_column(int scale, std::int64_t low, std::int64_t high, std::size_t most = 40) {
    Column out(ColumnKind::Number, scale);
    const auto rows = *rc::gen::inRange<std::size_t>(0, most);
    for (std::size_t i = 0; i < rows; ++i) {
        if (*rc::gen::inRange(0, 6) == 0)
            out.append_missing();
        else
            out.append_raw(*rc::gen::inRange<std::int64_t>(low, high));
    }
    return out;
}

Column shuffled(const Column& column) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> keyed;
    for (std::uint32_t i = 0; i < column.size(); ++i) keyed.emplace_back(*rc::gen::arbitrary<std::uint32_t>(), i);
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::uint32_t> order;
    for (auto [key, row] : keyed) order.push_back(row);
    return take(column.view(), order);
}

Rational oracle(const Ratio& value) {
    return Rational(boost::multiprecision::cpp_int(to_string(value.numerator())),
                    boost::multiprecision::cpp_int(to_string(value.denominator())));
}

// The definition of a broken line, in fractions, one value at a time.
std::optional<Decimal> on_the_line(const Interpolation& line, const Ratio& x) {
    if (x <= line.x.front()) return round_to(line.y.front(), line.interval, line.mode);
    for (std::size_t i = 1; i < line.x.size(); ++i) {
        if (x > line.x[i]) continue;
        const Ratio share = (x - line.x[i - 1]) / (line.x[i] - line.x[i - 1]);
        return round_to(line.y[i - 1] + share * (line.y[i] - line.y[i - 1]), line.interval, line.mode);
    }
    if (line.above) return round_to(*line.above, line.interval, line.mode);
    return std::nullopt;
}

Decimal any_decimal(std::int64_t most, int scale) {
    return Decimal(Int128{*rc::gen::inRange<std::int64_t>(-most, most + 1)}, *rc::gen::inRange(0, scale + 1));
}

}  // namespace

TEST_CASE("interpolation equals exact fractions on random breakpoints") {
    CHECK(rc::check("decimal breakpoints, every rounding, every interval", [] {
        Interpolation line;
        Ratio x = any_decimal(2000, 2);
        const auto points = *rc::gen::inRange(2, 9);
        for (int i = 0; i < points; ++i) {
            line.x.push_back(x);
            line.y.push_back(any_decimal(600, 2));
            x = x + Ratio(Int128{*rc::gen::inRange<std::int64_t>(1, 90000)}, power_of_ten(*rc::gen::inRange(0, 3)));
        }
        line.mode = *rc::gen::element(Rounding::HalfEven, Rounding::HalfUp, Rounding::Ceiling, Rounding::Floor);
        const auto [step, decimals] = *rc::gen::element(std::pair{1, 0}, std::pair{1, 1}, std::pair{5, 1}, std::pair{20, 0}, std::pair{25, 2});
        line.interval = Decimal(Int128{step}, decimals);
        if (*rc::gen::arbitrary<bool>()) line.above = any_decimal(600, 1);
        const int scale = *rc::gen::inRange(0, 7);
        Column column = any_column(scale, -3'000'000'000, 300'000'000'000);
        for (const auto& point : line.x)  // the breakpoints themselves, and their neighbours
            if (const auto decimal = point.exact_decimal(); decimal && decimal->with_scale(std::max(scale, decimal->scale())))
                for (int off : {-1, 0, 1}) column.append_raw(static_cast<std::int64_t>(floor(point * Ratio(power_of_ten(scale)))) + off);
        const Column out = interpolate(column.view(), line);
        for (std::size_t row = 0; row < column.size(); ++row) {
            const auto value = out.view().values[row];
            if (column.view().values[row] == kMissing) {
                RC_ASSERT(value == kMissing);
                continue;
            }
            const auto expected = on_the_line(line, column.view().number(row));
            RC_ASSERT((value != kMissing) == expected.has_value());
            if (expected) RC_ASSERT(Decimal(Int128{value}, out.scale()) == *expected);
        }
    }));
}

TEST_CASE("statistics do not depend on the order of the rows") {
    CHECK(rc::check("percentile, mean, sum, extremes", [] {
        const Column column = any_column(2, -100000, 100000);
        const Column other = shuffled(column);
        const Ratio p(*rc::gen::inRange<std::int64_t>(0, 1001), 1000);
        RC_ASSERT(percentile(column.view(), p) == percentile(other.view(), p));
        RC_ASSERT(mean(column.view()) == mean(other.view()));
        RC_ASSERT(sum(column.view()) == sum(other.view()));
        RC_ASSERT(minimum(column.view()) == minimum(other.view()));
        RC_ASSERT(maximum(column.view()) == maximum(other.view()));
    }));
}

TEST_CASE("the mean is the sum divided by the number of values") {
    CHECK(rc::check("mean", [] {
        const int scale = *rc::gen::inRange(0, 10);
        const Column column = any_column(scale, -1'000'000'000'000, 1'000'000'000'000);
        boost::multiprecision::cpp_int total = 0;
        std::int64_t n = 0;
        for (auto value : column.view().values)
            if (value != kMissing) total += value, ++n;
        const Rational exact = Rational(total) / Rational(boost::multiprecision::cpp_int(to_string(power_of_ten(scale))));
        RC_ASSERT(oracle(sum(column.view())) == exact);
        RC_ASSERT(mean(column.view()).has_value() == (n > 0));
        if (n > 0) RC_ASSERT(oracle(*mean(column.view())) == exact / n);
        RC_ASSERT(count(present(column.view()).view()) == n);
    }));
}

TEST_CASE("a percentile equals its definition on the sorted values") {
    CHECK(rc::check("k = 1 + (n - 1) p", [] {
        const Column column = any_column(1, -5000, 5000);
        std::vector<std::int64_t> sorted;
        for (auto value : column.view().values)
            if (value != kMissing) sorted.push_back(value);
        std::sort(sorted.begin(), sorted.end());
        const auto thousandths = *rc::gen::inRange<std::int64_t>(0, 1001);
        const auto out = percentile(column.view(), Ratio(thousandths, 1000));
        RC_ASSERT(out.has_value() == !sorted.empty());
        if (sorted.empty()) return;
        const auto scaled = static_cast<std::int64_t>(sorted.size() - 1) * thousandths;
        const auto s = static_cast<std::size_t>(scaled / 1000);
        Rational expected = sorted[s];
        if (s + 1 < sorted.size()) expected += Rational(sorted[s + 1] - sorted[s]) * Rational(scaled % 1000, 1000);
        RC_ASSERT(oracle(*out) == expected / 10);
    }));
}

TEST_CASE("comparing with a fraction equals comparing fractions") {
    CHECK(rc::check("compare", [] {
        const Column column = any_column(*rc::gen::inRange(0, 4), -1000, 1000);
        const Ratio bound(*rc::gen::inRange<std::int64_t>(-1000, 1001), *rc::gen::inRange<std::int64_t>(1, 60));
        const Column below = compare(column.view(), Comparison::Less, bound);
        const Column at_least = compare(column.view(), Comparison::GreaterEqual, bound);
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (column.view().values[row] == kMissing) continue;
            RC_ASSERT(below.view().values[row] == (column.view().number(row) < bound));
            RC_ASSERT(at_least.view().values[row] == !below.view().values[row]);
        }
    }));
}
