#include "kaohe/model/kernels.h"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include "kaohe/model/date.h"
#include "kaohe/model/wide.h"

namespace kaohe::model {
namespace {

using num::Int128;

void require(bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
}

void require_same_length(std::span<const ColumnView> columns) {
    for (const auto& column : columns) require(column.size() == columns[0].size(), "各列的行数不同");
}

// Texts and days are kept as codes: adding them up would give a number that means nothing.
void require_numbers(std::span<const ColumnView> columns) {
    for (const auto& column : columns)
        require(column.kind == ColumnKind::Number || column.kind == ColumnKind::Flag, "这里需要数值列");
}
void require_numbers(const ColumnView& column) { require_numbers(std::span(&column, 1)); }

void require_masks(std::span<const ColumnView> columns) {
    for (const auto& column : columns) require(column.kind == ColumnKind::Flag, "这里需要是/否列，例如 col.ge(…) 的结果");
}
void require_mask(const ColumnView& column) { require_masks(std::span(&column, 1)); }

void require_interval(const num::Decimal& interval) {
    require(interval > num::Decimal(0), "修约间隔必须大于 0");
    require(interval.scale() <= kMaxColumnScale, "列中最多 18 位小数");
}

std::int64_t narrow64(Int128 value) {
    if (value > std::numeric_limits<std::int64_t>::max() || value <= Int128{kMissing})
        throw num::ArithmeticError("列中的数超过 18 位");
    return static_cast<std::int64_t>(value);
}

// For bounds: every value of a column lies on the same side of the clamped bound.
std::int64_t clamp64(Int128 value) {
    return static_cast<std::int64_t>(std::clamp<Int128>(value, kMissing, std::numeric_limits<std::int64_t>::max()));
}

// A new column of the same length, each value made by make(row). What is used in both forms is inlined into both.
template <class Make>
[[gnu::always_inline]] inline Column make_column(ColumnKind kind, int scale, std::size_t rows, Make make) {
    Column out(kind, scale);
    out.raw().resize(rows);
    std::int64_t* const values = out.raw().data();
    for (std::size_t row = 0; row < rows; ++row) values[row] = make(row);
    return out;
}

// Folds a column of the same length into `out`, row by row. Pointers: nothing is looked up again in a row.
template <class Fold>
[[gnu::always_inline]] inline void add_to(Column& out, const ColumnView& column, Fold fold) {
    std::int64_t* const to = out.raw().data();
    const std::int64_t* const from = column.values.data();
    for (std::size_t row = 0, rows = column.size(); row < rows; ++row) fold(to[row], from[row]);
}

// Keeps kind, scale and texts of `like`.
template <class Make>
Column make_like(const ColumnView& like, std::size_t rows, Make make) {
    if (like.kind != ColumnKind::Text) return make_column(like.kind, like.scale, rows, make);
    Column out(ColumnKind::Text);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::int64_t code = make(row);
        if (code == kMissing)
            out.append_missing();
        else
            out.append_text((*like.texts)[code]);
    }
    return out;
}

// Calls body with a comparison as a type, so that the choice is made once and not in every row.
template <class Body>
[[gnu::always_inline]] inline auto with_operator(Comparison op, Body body) {
    switch (op) {
        case Comparison::Less: return body(std::less<>{});
        case Comparison::LessEqual: return body(std::less_equal<>{});
        case Comparison::Greater: return body(std::greater<>{});
        case Comparison::GreaterEqual: return body(std::greater_equal<>{});
        case Comparison::Equal: return body(std::equal_to<>{});
        case Comparison::NotEqual: return body(std::not_equal_to<>{});
    }
    return body(std::not_equal_to<>{});
}

bool holds(std::strong_ordering order, Comparison op) {
    switch (op) {
        case Comparison::Less: return order < 0;
        case Comparison::LessEqual: return order <= 0;
        case Comparison::Greater: return order > 0;
        case Comparison::GreaterEqual: return order >= 0;
        case Comparison::Equal: return order == 0;
        case Comparison::NotEqual: return order != 0;
    }
    return false;
}

// The bound as a whole number at the column's scale where it is one; else floor and "between two steps".
struct ScaledBound {
    Int128 below = 0;
    bool exact = true;
    std::strong_ordering against(std::int64_t value) const {
        if (Int128{value} != below) return Int128{value} <=> below;
        return exact ? std::strong_ordering::equal : std::strong_ordering::less;
    }
};
ScaledBound scale_bound(const num::Ratio& bound, int scale) {
    const num::Ratio scaled = bound * num::Ratio(num::power_of_ten(scale));
    return {num::floor(scaled), scaled.denominator() == 1};
}

std::vector<std::int64_t> values_present(const ColumnView& column) {
    std::vector<std::int64_t> out;
    out.reserve(column.size());
    for (auto value : column.values)
        if (value != kMissing) out.push_back(value);
    return out;
}

num::Ratio scaled_ratio(Int128 coefficient, int scale) { return {coefficient, num::power_of_ten(scale)}; }

int common_scale(std::span<const ColumnView> columns) {
    int scale = 0;
    for (const auto& column : columns) scale = std::max(scale, column.scale);
    return scale;
}

std::int64_t at_scale(const ColumnView& column, std::size_t row, int scale) {
    return column.scale == scale ? column.values[row]
                                 : narrow64(Int128{column.values[row]} * num::power_of_ten(scale - column.scale));
}

}  // namespace

KAOHE_WIDE Column compare(const ColumnView& column, Comparison op, const num::Ratio& bound) {
    require_numbers(column);
    const ScaledBound scaled = scale_bound(bound, column.scale);
    if (scaled.exact && scaled.below > Int128{kMissing} && scaled.below <= std::numeric_limits<std::int64_t>::max()) {
        const auto limit = static_cast<std::int64_t>(scaled.below);
        return with_operator(op, [&](auto compare_values) {
            return make_column(ColumnKind::Flag, 0, column.size(), [=, from = column.values.data()](std::size_t row) -> std::int64_t {
                const auto value = from[row];
                return value == kMissing ? kMissing : compare_values(value, limit);
            });
        });
    }
    return make_column(ColumnKind::Flag, 0, column.size(), [&](std::size_t row) -> std::int64_t {
        const auto value = column.values[row];
        return value == kMissing ? kMissing : holds(scaled.against(value), op);
    });
}

KAOHE_WIDE Column compare(const ColumnView& a, Comparison op, const ColumnView& b) {
    const ColumnView both_columns[] = {a, b};
    require_same_length(both_columns);
    require(a.kind == b.kind && a.kind != ColumnKind::Text, "只有同类的数值列、日期列、是/否列之间可以比较");
    const int scale = common_scale(both_columns);
    if (a.scale == b.scale)
        return with_operator(op, [&](auto compare_values) {
            return make_column(ColumnKind::Flag, 0, a.size(), [=, xs = a.values.data(), ys = b.values.data()](std::size_t row) -> std::int64_t {
                const auto x = xs[row], y = ys[row];
                return x == kMissing || y == kMissing ? kMissing : compare_values(x, y);
            });
        });
    return make_column(ColumnKind::Flag, 0, a.size(), [&](std::size_t row) -> std::int64_t {
        if (a.values[row] == kMissing || b.values[row] == kMissing) return kMissing;
        return holds(at_scale(a, row, scale) <=> at_scale(b, row, scale), op);
    });
}

Column compare_text(const ColumnView& column, Comparison op, std::string_view text) {
    require(op == Comparison::Equal || op == Comparison::NotEqual, "文字列只能用 col.eq、col.ne 比较");
    const std::int64_t code = column.texts ? column.texts->find(text) : kMissing;
    return make_column(ColumnKind::Flag, 0, column.size(), [&](std::size_t row) -> std::int64_t {
        const auto value = column.values[row];
        return value == kMissing ? kMissing : (value == code) == (op == Comparison::Equal);
    });
}

Column compare_day(const ColumnView& column, Comparison op, std::int64_t day) {
    return make_column(ColumnKind::Flag, 0, column.size(), [&](std::size_t row) -> std::int64_t {
        const auto value = column.values[row];
        return value == kMissing ? kMissing : holds(value <=> day, op);
    });
}

KAOHE_WIDE Column present(const ColumnView& column) {
    return make_column(ColumnKind::Flag, 0, column.size(),
                       [from = column.values.data()](std::size_t row) -> std::int64_t { return from[row] != kMissing; });
}

KAOHE_WIDE Column both(std::span<const ColumnView> masks) {
    require_same_length(masks);
    require_masks(masks);
    Column out = make_column(ColumnKind::Flag, 0, masks[0].size(), [from = masks[0].values.data()](std::size_t row) -> std::int64_t { return from[row] == 1; });
    for (const auto& mask : masks.subspan(1)) add_to(out, mask, [](std::int64_t& all, std::int64_t value) { all &= value == 1; });
    return out;
}

KAOHE_WIDE Column either(std::span<const ColumnView> masks) {
    require_same_length(masks);
    require_masks(masks);
    Column out = make_column(ColumnKind::Flag, 0, masks[0].size(), [from = masks[0].values.data()](std::size_t row) -> std::int64_t { return from[row] == 1; });
    for (const auto& mask : masks.subspan(1)) add_to(out, mask, [](std::int64_t& any, std::int64_t value) { any |= value == 1; });
    return out;
}

KAOHE_WIDE Column negate(const ColumnView& mask) {
    require_mask(mask);
    return make_column(ColumnKind::Flag, 0, mask.size(),
                       [from = mask.values.data()](std::size_t row) -> std::int64_t { return from[row] != 1; });
}

KAOHE_WIDE std::int64_t count(const ColumnView& mask) {
    require_mask(mask);
    return std::count(mask.values.begin(), mask.values.end(), 1);
}

KAOHE_WIDE std::int64_t count_present(const ColumnView& column) {
    return static_cast<std::int64_t>(column.size()) - std::count(column.values.begin(), column.values.end(), kMissing);
}

Column select(const ColumnView& column, const ColumnView& mask) {
    const ColumnView pair[] = {column, mask};
    require_same_length(pair);
    require_mask(mask);
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < mask.size(); ++row)
        if (mask.values[row] == 1) rows.push_back(static_cast<std::uint32_t>(row));
    return take(column, rows);
}

KAOHE_WIDE Column where(const ColumnView& column, const ColumnView& mask) {
    const ColumnView pair[] = {column, mask};
    require_same_length(pair);
    require_mask(mask);
    return make_like(column, column.size(), [from = column.values.data(), is = mask.values.data()](std::size_t row) -> std::int64_t {
        return is[row] == 1 ? from[row] : kMissing;
    });
}

Column choose(const ColumnView& mask, const ColumnView& a, const ColumnView& b) {
    const ColumnView all[] = {mask, a, b};
    require_same_length(all);
    require_mask(mask);
    require(a.kind == b.kind, "col.choose 的两列应是同一类");
    const int scale = std::max(a.scale, b.scale);
    if (a.kind == ColumnKind::Text) {  // each has texts of its own
        Column out(ColumnKind::Text);
        for (std::size_t row = 0; row < a.size(); ++row) {
            const ColumnView& from = mask.values[row] == 1 ? a : b;
            if (from.values[row] == kMissing)
                out.append_missing();
            else
                out.append_text((*from.texts)[from.values[row]]);
        }
        return out;
    }
    return make_column(a.kind, scale, a.size(), [&](std::size_t row) -> std::int64_t {
        const ColumnView& from = mask.values[row] == 1 ? a : b;
        return from.values[row] == kMissing ? kMissing : at_scale(from, row, scale);
    });
}

num::Ratio sum(const ColumnView& column) {
    require_numbers(column);
    Int128 total = 0;  // 64-bit values: 2^63 rows would be needed to overflow
    for (auto value : column.values)
        if (value != kMissing) total += value;
    return scaled_ratio(total, column.scale);
}

std::optional<num::Ratio> mean(const ColumnView& column) {
    require_numbers(column);
    Int128 total = 0;
    std::int64_t n = 0;
    for (auto value : column.values)
        if (value != kMissing) total += value, ++n;
    if (n == 0) return std::nullopt;
    return scaled_ratio(total, column.scale) / num::Ratio(n);
}

std::optional<num::Ratio> minimum(const ColumnView& column) {
    require(column.kind != ColumnKind::Text, "文字列没有最大、最小");
    auto values = values_present(column);
    if (values.empty()) return std::nullopt;
    return scaled_ratio(*std::min_element(values.begin(), values.end()), column.scale);
}

std::optional<num::Ratio> maximum(const ColumnView& column) {
    require(column.kind != ColumnKind::Text, "文字列没有最大、最小");
    std::int64_t best = kMissing;  // the smallest value there is
    for (auto value : column.values) best = std::max(best, value);
    if (best == kMissing) return std::nullopt;
    return scaled_ratio(best, column.scale);
}

std::optional<num::Ratio> percentile(const ColumnView& column, const num::Ratio& p) {
    require_numbers(column);
    require(p >= num::Ratio(0) && p <= num::Ratio(1), "百分位应在 0 与 1 之间，例如 D\"0.9\"");
    auto values = values_present(column);
    if (values.empty()) return std::nullopt;
    const num::Ratio k = num::Ratio(static_cast<std::int64_t>(values.size()) - 1) * p;  // 0-based position
    const auto s = static_cast<std::size_t>(num::floor(k));
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(s);
    std::nth_element(values.begin(), nth, values.end());
    const num::Ratio low = scaled_ratio(*nth, column.scale);
    if (k == num::Ratio(static_cast<std::int64_t>(s))) return low;
    const num::Ratio high = scaled_ratio(*std::min_element(nth + 1, values.end()), column.scale);
    return low + (high - low) * (k - num::Ratio(static_cast<std::int64_t>(s)));
}

bool is_rounded(const ColumnView& column, const num::Decimal& interval) {
    require_numbers(column);
    require_interval(interval);
    return interval.coefficient() == 1 && interval.scale() >= column.scale;
}

Column round_each(const ColumnView& column, const num::Decimal& interval, num::Rounding mode) {
    if (is_rounded(column, interval)) return make_like(column, column.size(), [&](std::size_t row) { return column.values[row]; });
    return make_column(ColumnKind::Number, interval.scale(), column.size(), [&](std::size_t row) -> std::int64_t {
        if (column.values[row] == kMissing) return kMissing;
        return narrow64(num::round_to(column.number(row), interval, mode).coefficient());
    });
}

KAOHE_WIDE Column row_max(std::span<const ColumnView> columns) {
    require_same_length(columns);
    require_numbers(columns);
    const int scale = common_scale(columns);
    Column out(ColumnKind::Number, scale);
    auto& values = out.raw();
    values.assign(columns[0].size(), kMissing);
    // kMissing is the smallest value there is, so a gap never wins.
    for (const auto& column : columns)
        if (column.scale == scale)
            add_to(out, column, [](std::int64_t& most, std::int64_t value) { most = std::max(most, value); });
        else
            for (std::size_t row = 0; row < values.size(); ++row)
                if (column.values[row] != kMissing) values[row] = std::max(values[row], at_scale(column, row, scale));
    return out;
}

KAOHE_WIDE Column row_gaps(std::span<const ColumnView> columns) {
    require_same_length(columns);
    Column out = make_column(ColumnKind::Number, 0, columns[0].size(), [](std::size_t) -> std::int64_t { return 0; });
    for (const auto& column : columns) add_to(out, column, [](std::int64_t& gaps, std::int64_t value) { gaps += value == kMissing; });
    return out;
}

Column row_sum(std::span<const ColumnView> columns) {
    require_same_length(columns);
    require_numbers(columns);
    const int scale = common_scale(columns);
    return make_column(ColumnKind::Number, scale, columns[0].size(), [&](std::size_t row) -> std::int64_t {
        Int128 total = 0;
        for (const auto& column : columns) {
            if (column.values[row] == kMissing) return kMissing;
            total += at_scale(column, row, scale);
        }
        return narrow64(total);
    });
}

PreparedLine::PreparedLine(Interpolation line) : line_(std::move(line)), ready_(kMaxColumnScale + 1) {
    require(line_.x.size() == line_.y.size() && line_.x.size() >= 2, "折线的两组分界点应一样多，至少两个");
    require_interval(line_.interval);
    for (std::size_t i = 1; i < line_.x.size(); ++i) require(line_.x[i - 1] < line_.x[i], "折线的分界点应由小到大");
}

PreparedLine::AtScale& PreparedLine::at(int scale) {
    auto& ready = ready_[static_cast<std::size_t>(scale)];
    if (ready) return *ready;
    const num::Ratio unit(num::power_of_ten(scale)), interval(line_.interval);
    const auto in_steps = [&](const num::Ratio& y) { return narrow64(num::round_to(y, line_.interval, line_.mode).coefficient()); };
    AtScale out;
    out.first_v = clamp64(num::floor(line_.x.front() * unit));
    for (std::size_t i = 1; i < line_.x.size(); ++i) {
        const num::Ratio slope = (line_.y[i] - line_.y[i - 1]) / (line_.x[i] - line_.x[i - 1]) / unit / interval;
        const num::Ratio offset = line_.y[i - 1] / interval - slope * line_.x[i - 1] * unit;
        Segment segment;
        segment.d = num::checked_multiply(slope.denominator() / num::gcd(slope.denominator(), offset.denominator()), offset.denominator());
        segment.a = num::checked_multiply(slope.numerator(), segment.d / slope.denominator());
        segment.b = num::checked_multiply(offset.numerator(), segment.d / offset.denominator());
        segment.last_v = clamp64(num::floor(line_.x[i] * unit));
        // Then |a·v + b| + d stays below 2^62 for every v of the segment.
        const auto below = [](Int128 value, int bits) { return num::absolute(value) < (Int128{1} << bits); };
        segment.small = below(segment.a, 30) && below(segment.last_v, 30) && below(out.first_v, 30) &&
                        below(segment.b, 60) && below(segment.d, 60);
        out.segments.push_back(segment);
    }
    out.below = in_steps(line_.y.front());
    out.above = line_.above ? in_steps(*line_.above) : kMissing;
    ready = std::move(out);
    return *ready;
}

std::int64_t PreparedLine::known_value(AtScale& ready, std::int64_t v) const {
    constexpr std::int64_t kKept = 1024;  // concentrations and the like are small
    if (v < 0 || v >= kKept) return value_of(ready, v);
    if (ready.known.empty()) ready.known.assign(kKept, kUnknown);
    std::int64_t& known = ready.known[static_cast<std::size_t>(v)];
    if (known == kUnknown) known = value_of(ready, v);
    return known;
}

std::int64_t PreparedLine::value_of(const AtScale& ready, std::int64_t v) const {
    if (v <= ready.first_v) return ready.below;
    for (const Segment& segment : ready.segments) {
        if (v > segment.last_v) continue;
        if (segment.small && line_.mode == num::Rounding::Ceiling) {  // every IAQI; 64-bit division is several times faster
            const std::int64_t n = static_cast<std::int64_t>(segment.a) * v + static_cast<std::int64_t>(segment.b);
            const auto d = static_cast<std::int64_t>(segment.d);
            if (n >= 0) return (n + d - 1) / d * static_cast<std::int64_t>(line_.interval.coefficient());
        }
        const num::Ratio exact(num::checked_add(num::checked_multiply(segment.a, v), segment.b), segment.d);
        return narrow64(num::checked_multiply(num::round_to(exact, 1, line_.mode).coefficient(), line_.interval.coefficient()));
    }
    return ready.above;
}

Column PreparedLine::interpolate(const ColumnView& column) {
    require_numbers(column);
    AtScale& ready = at(column.scale);
    return make_column(ColumnKind::Number, line_.interval.scale(), column.size(), [&](std::size_t row) -> std::int64_t {
        const auto value = column.values[row];
        return value == kMissing ? kMissing : known_value(ready, value);
    });
}

Column interpolate(const ColumnView& column, const Interpolation& line) { return PreparedLine(line).interpolate(column); }

Column date_part(const ColumnView& days, DatePart part) {
    require(days.kind == ColumnKind::Date, "这里需要日期列");
    return make_column(ColumnKind::Number, 0, days.size(), [&](std::size_t row) -> std::int64_t {
        if (days.values[row] == kMissing) return kMissing;
        const Calendar c = calendar(days.values[row]);
        switch (part) {
            case DatePart::Year: return c.year;
            case DatePart::Month: return c.month;
            case DatePart::DayOfMonth: return c.day;
            case DatePart::YearMonth: return std::int64_t{c.year} * 100 + c.month;
        }
        return kMissing;
    });
}

namespace {

struct MonthSum {
    Int128 sum = 0;
    std::int64_t count = 0;
};

// Adds up each row in its month; add(row, sums) is called where the day is known.
template <class Add>
std::map<std::int64_t, MonthSum> by_month(const ColumnView& days, Add add) {
    require(days.kind == ColumnKind::Date, "这里需要日期列");
    std::map<std::int64_t, MonthSum> months;
    Day first = 0, last = -1;  // of the month of the row before
    MonthSum* at = nullptr;
    for (std::size_t row = 0; row < days.size(); ++row) {
        const Day day = days.values[row];
        if (day == kMissing) continue;
        if (day < first || day > last) {
            const Calendar c = calendar(day);
            first = day - c.day + 1;
            last = first + days_in_month(c.year, c.month) - 1;
            at = &months[std::int64_t{c.year} * 100 + c.month];
        }
        add(row, *at);
    }
    return months;
}

}  // namespace

std::vector<std::pair<std::int64_t, num::Ratio>> monthly_mean(const ColumnView& days, const ColumnView& values) {
    const ColumnView pair[] = {days, values};
    require_same_length(pair);
    require(values.kind == ColumnKind::Number, "求平均需要数值列");
    const auto months = by_month(days, [&](std::size_t row, MonthSum& month) {
        if (values.values[row] != kMissing) month.sum += values.values[row], ++month.count;
    });
    std::vector<std::pair<std::int64_t, num::Ratio>> out;
    for (const auto& [key, month] : months)
        if (month.count > 0) out.emplace_back(key, scaled_ratio(month.sum, values.scale) / num::Ratio(month.count));
    return out;
}

std::vector<std::pair<std::int64_t, num::Ratio>> monthly_share(const ColumnView& days, const ColumnView& part, const ColumnView& whole) {
    const ColumnView all[] = {days, part, whole};
    require_same_length(all);
    require(part.kind == ColumnKind::Flag && whole.kind == ColumnKind::Flag, "求比例需要两个是/否列");
    const auto months = by_month(days, [&](std::size_t row, MonthSum& month) {
        month.sum += part.values[row] == 1;
        month.count += whole.values[row] == 1;
    });
    std::vector<std::pair<std::int64_t, num::Ratio>> out;
    for (const auto& [key, month] : months)
        if (month.count > 0) out.emplace_back(key, num::Ratio(month.sum * 100, month.count));
    return out;
}

std::vector<Group> group_by(const ColumnView& key) {
    std::map<std::int64_t, std::size_t> index;
    std::vector<Group> out;
    std::size_t at = 0;  // the group of the row before: rows of one key mostly stand together
    for (std::size_t row = 0; row < key.size(); ++row) {
        if (key.values[row] == kMissing) continue;
        if (out.empty() || out[at].key != key.values[row]) {
            auto [it, added] = index.try_emplace(key.values[row], out.size());
            if (added) out.push_back({key.values[row], {}});
            at = it->second;
        }
        out[at].rows.push_back(static_cast<std::uint32_t>(row));
    }
    std::sort(out.begin(), out.end(), [&](const Group& a, const Group& b) {
        return key.kind == ColumnKind::Text ? (*key.texts)[a.key] < (*key.texts)[b.key] : a.key < b.key;
    });
    return out;
}

Column take(const ColumnView& column, std::span<const std::uint32_t> rows) {
    return make_like(column, rows.size(), [&](std::size_t i) { return column.values[rows[i]]; });
}

namespace {

// First and last hour of a column, or nothing when it has none.
std::optional<std::pair<Hours, Hours>> hour_range(const ColumnView& hours) {
    require(hours.kind == ColumnKind::Hour, "这里需要时间列");
    std::optional<std::pair<Hours, Hours>> out;
    for (const auto hour : hours.values) {
        if (hour == kMissing) continue;
        if (!out) out.emplace(hour, hour);
        out->first = std::min(out->first, hour);
        out->second = std::max(out->second, hour);
    }
    require(!out || out->second - out->first < Hours{100} * 366 * 24, "时间相差超过一百年");
    return out;
}

std::int64_t rounded_mean(Int128 sum, std::int64_t count, int scale, const num::Decimal& interval) {
    const num::Ratio mean = scaled_ratio(sum, scale) / num::Ratio(count);
    return narrow64(num::round_to(mean, interval, num::Rounding::HalfEven).coefficient());
}

}  // namespace

Column days_of(const ColumnView& hours) {
    require(hours.kind == ColumnKind::Hour, "这里需要时间列");
    return make_column(ColumnKind::Date, 0, hours.size(), [&](std::size_t row) -> std::int64_t {
        return hours.values[row] == kMissing ? kMissing : day_of_hour(hours.values[row]);
    });
}

Column every_hour(const ColumnView& hours) {
    const auto range = hour_range(hours);
    const std::size_t rows = range ? static_cast<std::size_t>(range->second - range->first) + 1 : 0;
    return make_column(ColumnKind::Hour, 0, rows, [&](std::size_t row) { return range->first + static_cast<Hours>(row); });
}

Column hourly_mean(const ColumnView& hours, const ColumnView& values, const num::Decimal& interval) {
    const ColumnView pair[] = {hours, values};
    require_same_length(pair);
    require_numbers(values);
    require_interval(interval);
    const auto range = hour_range(hours);
    struct Sum {
        Int128 sum = 0;
        std::int64_t count = 0;
    };
    std::vector<Sum> sums(range ? static_cast<std::size_t>(range->second - range->first) + 1 : 0);
    for (std::size_t row = 0; row < hours.size(); ++row) {
        if (hours.values[row] == kMissing || values.values[row] == kMissing) continue;
        Sum& at = sums[static_cast<std::size_t>(hours.values[row] - range->first)];
        at.sum += values.values[row];
        ++at.count;
    }
    return make_column(ColumnKind::Number, interval.scale(), sums.size(), [&](std::size_t i) -> std::int64_t {
        return sums[i].count == 0 ? kMissing : rounded_mean(sums[i].sum, sums[i].count, values.scale, interval);
    });
}

Column rolling_mean(const ColumnView& column, std::size_t window, std::size_t minimum, const num::Decimal& interval) {
    require_numbers(column);
    require_interval(interval);
    require(minimum >= 1 && minimum <= window, "滑动平均：1 ≤ 最少个数 ≤ 窗口行数");
    Int128 sum = 0;
    std::size_t count = 0;
    return make_column(ColumnKind::Number, interval.scale(), column.size(), [&](std::size_t row) -> std::int64_t {
        if (column.values[row] != kMissing) sum += column.values[row], ++count;
        if (row >= window && column.values[row - window] != kMissing) sum -= column.values[row - window], --count;
        return count < minimum ? kMissing : rounded_mean(sum, static_cast<std::int64_t>(count), column.scale, interval);
    });
}

std::vector<Run> runs(const ColumnView& mask) {
    require_mask(mask);
    std::vector<Run> out;
    bool open = false;
    for (std::size_t row = 0; row < mask.size(); ++row) {
        const bool is = mask.values[row] == 1;
        if (is && !open) out.push_back({row, row});
        if (is) out.back().last = row;
        open = is;
    }
    return out;
}

}  // namespace kaohe::model
