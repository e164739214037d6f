// kaohe/model/kernels.h - what methods do with whole columns: the only loops over many rows.
//
// Every kernel is exact. A gap stays a gap unless the comment says otherwise; statistics look at the values that are
// there and say nothing (nullopt) when there are none. Views of one call have the same length, arithmetic takes numbers
// (or flags) only, masks are flags, intervals are above 0 with at most 18 decimals: else std::invalid_argument.
// Numbers that leave 64 bits at a column's scale throw num::ArithmeticError.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kaohe/model/column.h"
#include "kaohe/num/rounding.h"

namespace kaohe::model {

enum class Comparison { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual };

// --- masks: Flag columns of 0 and 1, with gaps where the answer is unknown
// A gap compared with anything is a gap.
Column compare(const ColumnView& column, Comparison op, const num::Ratio& bound);
Column compare(const ColumnView& a, Comparison op, const ColumnView& b);
Column compare_text(const ColumnView& column, Comparison op, std::string_view text);  // Equal and NotEqual only
Column compare_day(const ColumnView& column, Comparison op, std::int64_t day);
// 1 where there is a value, 0 where there is a gap.
Column present(const ColumnView& column);
// In both()/either()/negate() a gap counts as 0: "not known to be true".
Column both(std::span<const ColumnView> masks);
Column either(std::span<const ColumnView> masks);
Column negate(const ColumnView& mask);
// How many are 1.
std::int64_t count(const ColumnView& mask);
// How many values there are, of any kind.
std::int64_t count_present(const ColumnView& column);

// --- choosing
// Only the rows whose mask is 1: a shorter column.
Column select(const ColumnView& column, const ColumnView& mask);
// All rows, with gaps where the mask is not 1.
Column where(const ColumnView& column, const ColumnView& mask);
// a where the mask is 1, else b; both of the same kind.
Column choose(const ColumnView& mask, const ColumnView& a, const ColumnView& b);

// --- statistics
num::Ratio sum(const ColumnView& column);  // 0 when there is no value
std::optional<num::Ratio> mean(const ColumnView& column);
std::optional<num::Ratio> minimum(const ColumnView& column);
std::optional<num::Ratio> maximum(const ColumnView& column);
// 百分位数: ascending, k = 1 + (n − 1)·p, linear between neighbours (HJ 663-2013 附录A). REQUIRES: 0 <= p <= 1.
std::optional<num::Ratio> percentile(const ColumnView& column, const num::Ratio& p);

// --- row-wise
// Whether rounding to that interval changes nothing, since no value can have a digit behind it.
bool is_rounded(const ColumnView& column, const num::Decimal& interval);
Column round_each(const ColumnView& column, const num::Decimal& interval, num::Rounding mode);
// The largest of the columns in each row; gaps are passed over, all gaps give a gap.
Column row_max(std::span<const ColumnView> columns);
// In how many of the columns each row has a gap.
Column row_gaps(std::span<const ColumnView> columns);
// The sum of the columns in each row; a row with any gap is a gap.
Column row_sum(std::span<const ColumnView> columns);

// Straight lines between the points (x[i], y[i]), rounded once by `interval` and `mode`. Below x[0]: y[0]. Above the last
// point: `above`, or a gap when there is none. REQUIRES: x ascending, as many y as x, at least two (std::invalid_argument).
struct Interpolation {
    std::vector<num::Ratio> x, y;
    num::Decimal interval = 1;
    num::Rounding mode = num::Rounding::HalfEven;
    std::optional<num::Ratio> above;
};
Column interpolate(const ColumnView& column, const Interpolation& line);

// An Interpolation made ready once for columns of each scale, for lines that are used again and again. Not thread-safe.
class PreparedLine {
  public:
    explicit PreparedLine(Interpolation line);
    Column interpolate(const ColumnView& column);
    std::size_t points() const { return line_.x.size(); }

  private:
    // One segment in integers: y = (a·v + b) / d steps for a coefficient v up to last_v.
    struct Segment {
        std::int64_t last_v = 0;
        num::Int128 a = 0, b = 0, d = 1;
        bool small = false;  // 64 bits hold everything
    };
    struct AtScale {
        std::vector<Segment> segments;
        std::int64_t first_v = 0;  // coefficients up to here give y[0]
        std::int64_t below = 0, above = 0;
        std::vector<std::int64_t> known;  // what small coefficients gave; empty until one is asked for
    };
    static constexpr std::int64_t kUnknown = kMissing + 1;
    AtScale& at(int scale);
    std::int64_t known_value(AtScale& ready, std::int64_t v) const;
    std::int64_t value_of(const AtScale& ready, std::int64_t v) const;

    Interpolation line_;
    std::vector<std::optional<AtScale>> ready_;  // by scale
};

// --- dates and groups
enum class DatePart { Year, Month, DayOfMonth, YearMonth };  // YearMonth = year·100 + month
Column date_part(const ColumnView& days, DatePart part);
// The distinct values of `key` in ascending order (texts by code point), and which rows have each. Gaps form no group.
struct Group {
    std::int64_t key = 0;  // raw value of the key column
    std::vector<std::uint32_t> rows;
};
std::vector<Group> group_by(const ColumnView& key);
// Month by month (year·100 + month, ascending): the mean of the values that are there, and the share of `part` in `whole`
// in percent, both masks. Months without a value, or with nothing in `whole`, are left out.
std::vector<std::pair<std::int64_t, num::Ratio>> monthly_mean(const ColumnView& days, const ColumnView& values);
std::vector<std::pair<std::int64_t, num::Ratio>> monthly_share(const ColumnView& days, const ColumnView& part, const ColumnView& whole);
Column take(const ColumnView& column, std::span<const std::uint32_t> rows);

// --- series by the hour
// The day each hour lies in.
Column days_of(const ColumnView& hours);
// Every hour from the first to the last of `hours`, a row each, so that rows can be counted as hours. Nothing when there is
// none; more than a hundred years throw.
Column every_hour(const ColumnView& hours);
// The mean of each hour's values (several stations), rounded half-even: the rows of every_hour(hours). A gap where there is no value.
Column hourly_mean(const ColumnView& hours, const ColumnView& values, const num::Decimal& interval);
// At each row the mean of the `window` rows that end there, rounded half-even; a gap where fewer than `minimum` of them have a
// value. Rows before the first have none. Choose an interval finer than 1/window of a bound it is compared with: a mean
// of whole numbers then never gets across the bound. REQUIRES: 1 <= minimum <= window.
Column rolling_mean(const ColumnView& column, std::size_t window, std::size_t minimum, const num::Decimal& interval);
// The stretches in which every row of the mask is 1; a gap ends one like a 0. Rows from 0, both ends included.
struct Run {
    std::size_t first = 0, last = 0;
    friend bool operator==(const Run&, const Run&) = default;
};
std::vector<Run> runs(const ColumnView& mask);

}  // namespace kaohe::model
