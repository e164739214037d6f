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

std::string cell_text(ColumnKind kind, int scale, std::int64_t value, const TextPool* texts) {
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

template <class Storage>
bool BasicColumn<Storage>::append_scaled(std::int64_t coefficient, int scale) {
    if (coefficient == kMissing || (scale > scale_ && !widen(scale))) return false;
    if (scale < scale_ && !scale_up(coefficient, scale_ - scale)) return false;
    values_.push_back(coefficient);
    return true;
}

template <class Storage>
bool BasicColumn<Storage>::widen(int scale) {
    if (scale > kMaxColumnScale) return false;
    Storage wider;
    wider.reserve(values_.capacity());
    for (std::size_t row = 0; row < values_.size(); ++row) {
        std::int64_t value = values_[row];
        if (value != kMissing && !scale_up(value, scale - scale_)) return false;
        wider.push_back(value);
    }
    values_ = std::move(wider);
    scale_ = scale;
    return true;
}

template class BasicColumn<Values>;
template class BasicColumn<PackedValues>;

ColumnView TableColumn::view(std::size_t begin, std::size_t end, Values& room) const {
    room.resize(end - begin);
    if (size() == 0)
        std::fill(room.begin(), room.end(), kMissing);
    else
        values_.copy(begin, end, room.data());
    return {kind_, scale_, room, texts_.get()};
}

bool TableColumn::replace_number(std::size_t row, std::int64_t coefficient, int scale) {
    if (scale > scale_ && !widen(scale)) return false;
    if (scale < scale_ && !scale_up(coefficient, scale_ - scale)) return false;
    values_.set(row, coefficient);
    return true;
}

bool TableColumn::append(const TableColumn& more) {
    if (kind_ == ColumnKind::Text) {
        std::vector<std::int64_t> codes;  // of each text of `more`, here
        for (std::size_t row = 0; row < more.size(); ++row) {
            if (!more.has(row)) {
                append_missing();
                continue;
            }
            const auto code = static_cast<std::size_t>(more[row]);  // texts have their codes in the order of the rows
            if (code == codes.size()) codes.push_back(pool().intern((*more.texts_)[more[row]]));
            append_raw(codes[code]);
        }
        return true;
    }
    if (more.size() == 0) return true;
    if (more.scale_ > scale_ && !widen(more.scale_)) return false;
    if (more.scale_ == scale_) return values_.append(more.values_), true;
    const std::size_t before = size();
    for (std::size_t row = 0; row < more.size(); ++row) {
        std::int64_t value = more[row];
        if (value != kMissing && !scale_up(value, scale_ - more.scale_)) return truncate(before), false;
        append_raw(value);
    }
    return true;
}

}  // namespace kaohe::model
