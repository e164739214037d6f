#include "kaohe/model/values.h"

#include "kaohe/model/wide.h"

namespace kaohe::model {
namespace {

// What is used in both forms is inlined into both.
template <class T>
[[gnu::always_inline]] inline void widen_each(const T* from, std::size_t count, std::int64_t* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = from[i] == std::numeric_limits<T>::min() ? kMissing : std::int64_t{from[i]};
}
KAOHE_WIDE void widen_all(const std::int16_t* from, std::size_t count, std::int64_t* out) { widen_each(from, count, out); }
KAOHE_WIDE void widen_all(const std::int32_t* from, std::size_t count, std::int64_t* out) { widen_each(from, count, out); }
void widen_all(const std::int64_t* from, std::size_t count, std::int64_t* out) { std::copy_n(from, count, out); }

}  // namespace

void PackedValues::set(std::size_t at, std::int64_t value) {
    if (!fits(value)) widen(bytes_for(value));
    with(*this, [&]<class T>(UnsetVector<T>& values) { values[at] = narrow<T>(value); });
}

void PackedValues::reserve(std::size_t size) {
    reserved_ = std::max(reserved_, size);
    with(*this, [&](auto& values) { values.reserve(size); });
}

void PackedValues::copy(std::size_t begin, std::size_t end, std::int64_t* out) const {
    with(*this, [&](const auto& values) { widen_all(values.data() + begin, end - begin, out); });
}

void PackedValues::append(const PackedValues& more) {
    if (more.bytes_ > bytes_) widen(more.bytes_);
    if (more.bytes_ < bytes_) {
        for (std::size_t i = 0; i < more.size_; ++i) put_back(more[i]);
        return;
    }
    const auto add = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    switch (bytes_) {
        case 2: add(two_, more.two_); break;
        case 4: add(four_, more.four_); break;
        default: add(eight_, more.eight_); break;
    }
    size_ += more.size_;
}

void PackedValues::truncate(std::size_t size) {
    size_ = std::min(size_, size);
    with(*this, [&](auto& values) { values.resize(size_); });
}

PackedValues PackedValues::at(std::span<const std::uint32_t> places) const {
    PackedValues out;
    out.bytes_ = bytes_;
    out.most_ = most_;
    out.size_ = places.size();
    const auto take = [&](auto& to, const auto& from) {
        to.resize(places.size());
        for (std::size_t i = 0; i < places.size(); ++i) to[i] = from[places[i]];
    };
    switch (bytes_) {
        case 2: take(out.two_, two_); break;
        case 4: take(out.four_, four_); break;
        default: take(out.eight_, eight_); break;
    }
    return out;
}

void PackedValues::widen(int bytes) {
    PackedValues wider;
    wider.bytes_ = bytes;
    wider.most_ = bytes == 4 ? kMost4 : std::numeric_limits<std::int64_t>::max();
    wider.reserve(capacity());
    for (std::size_t i = 0; i < size_; ++i) wider.put_back((*this)[i]);
    *this = std::move(wider);
}

}  // namespace kaohe::model
