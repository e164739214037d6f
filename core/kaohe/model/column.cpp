#include "kaohe/model/column.h"

#include <numeric>

#include "kaohe/model/date.h"

namespace kaohe::model {
namespace {

// value × 10^digits, unless it leaves the 64 bits (kMissing itself is no value).
bool scale_up(std::int64_t& value, int digits) {
    std::int64_t out = 0;
    if (__builtin_mul_overflow(value, static_cast<std::int64_t>(num::power_of_ten(digits)), &out) || out == kMissing)
        return false;
    value = out;
    return true;
}

}  // namespace

std::int64_t TextPool::intern(std::string_view text) {
    if (const std::int64_t known = find_next(text); known != kMissing) return known;
    auto [it, added] = codes_.emplace(text, static_cast<std::int64_t>(texts_.size()));
    last_ = texts_.size();
    texts_.push_back(&it->first);
    bytes_ += text.size();
    return it->second;
}

std::int64_t TextPool::find_next(std::string_view text) {
    if (texts_.empty()) return kMissing;
    const std::size_t next = last_ + 1 < texts_.size() ? last_ + 1 : 0;
    for (const std::size_t guess : {last_, next})
        if (*texts_[guess] == text) return static_cast<std::int64_t>(last_ = guess);
    const std::int64_t code = find(text);
    if (code != kMissing) last_ = static_cast<std::size_t>(code);
    return code;
}

std::int64_t TextPool::find(std::string_view text) const {
    auto it = codes_.find(text);
    return it == codes_.end() ? kMissing : it->second;
}

std::vector<std::uint32_t> TextPool::ranks() const {
    std::vector<std::uint32_t> codes(texts_.size()), out(texts_.size());
    std::iota(codes.begin(), codes.end(), 0U);
    std::sort(codes.begin(), codes.end(), [&](std::uint32_t a, std::uint32_t b) { return *texts_[a] < *texts_[b]; });
    for (std::uint32_t rank = 0; rank < codes.size(); ++rank) out[codes[rank]] = rank;
    return out;
}

std::string ColumnView::text(std::size_t row) const {
    const std::int64_t value = values[row];
    if (value == kMissing) return {};
    switch (kind) {
        case ColumnKind::Number: return num::Decimal(num::Int128{value}, scale).to_string();
        case ColumnKind::Text: return (*texts)[value];
        case ColumnKind::Date: return to_string(value);
        case ColumnKind::Hour: return hour_text(value);
        case ColumnKind::Flag: return value != 0 ? "是" : "否";
    }
    return {};
}

ColumnView Column::view(std::size_t begin, std::size_t end) const {
    return {kind_, scale_, std::span(values_).subspan(begin, end - begin), texts_.get()};
}

void Column::append_text(std::string_view text) {
    if (!texts_) texts_ = std::make_shared<TextPool>();
    values_.push_back(texts_->intern(text));
}

bool Column::append_scaled(std::int64_t coefficient, int scale) {
    if (coefficient == kMissing || (scale > scale_ && !widen(scale))) return false;
    if (scale < scale_ && !scale_up(coefficient, scale_ - scale)) return false;
    values_.push_back(coefficient);
    return true;
}

bool Column::replace_number(std::size_t row, std::int64_t coefficient, int scale) {
    if (scale > scale_ && !widen(scale)) return false;
    if (scale < scale_ && !scale_up(coefficient, scale_ - scale)) return false;
    values_[row] = coefficient;
    return true;
}

void Column::replace_text(std::size_t row, std::string_view text) {
    if (!texts_) texts_ = std::make_shared<TextPool>();
    values_[row] = texts_->intern(text);
}

bool Column::append(const Column& more) {
    if (kind_ == ColumnKind::Text) {
        std::vector<std::int64_t> codes;  // of each text of `more`, here
        for (const std::int64_t value : more.values_) {
            if (value == kMissing) {
                append_missing();
                continue;
            }
            const auto code = static_cast<std::size_t>(value);  // texts have their codes in the order of the rows
            if (code == codes.size()) {
                append_text((*more.texts_)[value]);
                codes.push_back(values_.back());
            } else {
                values_.push_back(codes[code]);
            }
        }
        return true;
    }
    if (more.values_.empty()) return true;
    if (more.scale_ > scale_ && !widen(more.scale_)) return false;
    const std::size_t before = values_.size();
    values_.insert(values_.end(), more.values_.begin(), more.values_.end());
    if (more.scale_ == scale_) return true;
    for (std::size_t row = before; row < values_.size(); ++row)
        if (values_[row] != kMissing && !scale_up(values_[row], scale_ - more.scale_)) return truncate(before), false;
    return true;
}

bool Column::widen(int scale) {
    if (scale > kMaxColumnScale) return false;
    Values wider = values_;
    for (auto& value : wider)
        if (value != kMissing && !scale_up(value, scale - scale_)) return false;
    values_ = std::move(wider);
    scale_ = scale;
    return true;
}

void Column::reorder(std::span<const std::uint32_t> order) {
    Values out(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) out[i] = values_[order[i]];
    values_ = std::move(out);
}

}  // namespace kaohe::model
