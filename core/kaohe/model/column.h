// kaohe/model/column.h - columns of exact numbers, texts, days, hours or yes/no, with gaps.
//
// Values are 64-bit: a number is its coefficient at the column's common scale, a text its index in a pool, a day its Day,
// an hour its Hours (model/date.h), a flag 0 or 1. A gap (missing, never zero) is kMissing. Kernels (model/kernels.h) work on views.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kaohe/base/text_hash.h"
#include "kaohe/model/values.h"
#include "kaohe/num/ratio.h"

namespace kaohe::model {

inline constexpr int kMaxColumnScale = 18;

enum class ColumnKind : std::uint8_t { Number, Text, Date, Hour, Flag };

// The texts of a column, each once. Not thread-safe while it grows.
class TextPool {
  public:
    std::int64_t intern(std::string_view text);
    // kMissing when the text is not in the pool.
    std::int64_t find(std::string_view text) const;
    // The same, and quicker for texts that come in the same order again and again, or one many times.
    std::int64_t find_next(std::string_view text);
    std::size_t size() const { return texts_.size(); }
    // By code: how many texts come before it by their letters (bytes).
    std::vector<std::uint32_t> ranks() const;
    // Of all texts together.
    std::size_t bytes() const { return bytes_; }
    const std::string& operator[](std::int64_t code) const { return *texts_[static_cast<std::size_t>(code)]; }

  private:
    std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>> codes_;
    std::vector<const std::string*> texts_;  // the keys of codes_, which do not move
    std::size_t last_ = 0;                   // the code that find_next() or intern() gave last
    std::size_t bytes_ = 0;
};

// What a person would read in a cell with this value; "" when it is missing.
std::string cell_text(ColumnKind kind, int scale, std::int64_t value, const TextPool* texts);

// Some rows of a column. Cheap to copy; valid as long as what it was made from.
struct ColumnView {
    ColumnKind kind = ColumnKind::Number;
    int scale = 0;  // decimals of a Number column, 0..kMaxColumnScale
    std::span<const std::int64_t> values;
    const TextPool* texts = nullptr;  // of a Text column

    std::size_t size() const { return values.size(); }
    // REQUIRES: a Number column, and a value that is not missing.
    num::Ratio number(std::size_t row) const { return num::Decimal(num::Int128{values[row]}, scale); }
    std::string text(std::size_t row) const { return cell_text(kind, scale, values[row], texts); }
};

// What both sorts of columns are: values of one kind, that grow at the end. Storage: Values or PackedValues.
template <class Storage>
class BasicColumn {
  public:
    explicit BasicColumn(ColumnKind kind = ColumnKind::Number, int scale = 0) : kind_(kind), scale_(scale) {}

    ColumnKind kind() const { return kind_; }
    int scale() const { return scale_; }
    std::size_t size() const { return values_.size(); }

    void reserve(std::size_t rows) { values_.reserve(rows); }
    void append_missing() { values_.push_back(kMissing); }
    void append_raw(std::int64_t value) { values_.push_back(value); }
    void append_text(std::string_view text) { values_.push_back(pool().intern(text)); }
    // Widens the column's scale when needed. False when 18 digits do not hold the value at the common scale: nothing is
    // appended then.
    bool append_number(std::int64_t coefficient, int scale) {
        if (scale != scale_ || coefficient == kMissing) [[unlikely]]
            return append_scaled(coefficient, scale);
        values_.push_back(coefficient);
        return true;
    }

  protected:
    bool append_scaled(std::int64_t coefficient, int scale);
    bool widen(int scale);
    TextPool& pool() {
        if (!texts_) texts_ = std::make_shared<TextPool>();
        return *texts_;
    }

    ColumnKind kind_;
    int scale_;
    Storage values_;
    std::shared_ptr<TextPool> texts_;
};
extern template class BasicColumn<Values>;
extern template class BasicColumn<PackedValues>;

// A column to compute with, as kernels make them.
class Column : public BasicColumn<Values> {
  public:
    using BasicColumn::BasicColumn;
    ColumnView view() const { return view(0, size()); }
    ColumnView view(std::size_t begin, std::size_t end) const { return {kind_, scale_, std::span(values_).subspan(begin, end - begin), texts_.get()}; }
    Values& raw() { return values_; }
};

// A column of a table, where there may be millions of rows.
class TableColumn : public BasicColumn<PackedValues> {
  public:
    using BasicColumn::BasicColumn;
    std::int64_t operator[](std::size_t row) const { return values_[row]; }
    bool has(std::size_t row) const { return values_[row] != kMissing; }
    // As of a view.
    num::Ratio number(std::size_t row) const { return num::Decimal(num::Int128{values_[row]}, scale_); }
    std::string text(std::size_t row) const { return cell_text(kind_, scale_, values_[row], texts_.get()); }
    const TextPool* texts() const { return texts_.get(); }
    // The code of a text that the column has; kMissing when it has not. Quick where texts come in the same order again and again.
    std::int64_t find_text(std::string_view text) { return texts_ ? texts_->find_next(text) : kMissing; }
    // To compute with; the values stand in `room`, which has to last as long. A column that nobody submitted is gaps all over.
    ColumnView view(std::size_t begin, std::size_t end, Values& room) const;

    void set_raw(std::size_t row, std::int64_t value) { values_.set(row, value); }
    // False, and nothing changed, when 18 digits do not hold the value at the common scale.
    bool replace_number(std::size_t row, std::int64_t coefficient, int scale);
    void replace_text(std::size_t row, std::string_view text) { values_.set(row, pool().intern(text)); }
    // All values of a column of the same kind, at the larger of both scales; false, and nothing appended, as above.
    bool append(const TableColumn& more);
    // Drops the rows from `rows` on.
    void truncate(std::size_t rows) { values_.truncate(rows); }
    // The rows in the given order; REQUIRES: every index < size().
    void reorder(std::span<const std::uint32_t> order) { values_ = values_.at(order); }
};

}  // namespace kaohe::model
