// kaohe/model/values.h - the values of a column: 64-bit, and how they are kept where there are many.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace kaohe::model {

inline constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();

// New values are not set to zero: whoever makes room for them fills it.
template <class T>
struct UnsetAllocator : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = UnsetAllocator<U>;
    };
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... Args>
    void construct(U* at, Args&&... args) {
        std::construct_at(at, std::forward<Args>(args)...);
    }
};

template <class T>
using UnsetVector = std::vector<T, UnsetAllocator<T>>;
using Values = UnsetVector<std::int64_t>;

// 64-bit values in 2, 4 or 8 bytes each, as many as the largest of them needs: a concentration, a day or the code of a text
// mostly fits 2. A gap is the lowest number of that size, which no value may be.
class PackedValues {
  public:
    std::size_t size() const { return size_; }
    std::size_t capacity() const { return std::max(size_, reserved_); }
    std::int64_t operator[](std::size_t at) const {
        switch (bytes_) {
            case 2: return wide(two_[at]);
            case 4: return wide(four_[at]);
            default: return eight_[at];
        }
    }
    void push_back(std::int64_t value) {
        if (bytes_ == 2 && value >= -kMost2 && value <= kMost2) [[likely]] {
            two_.push_back(static_cast<std::int16_t>(value));
            ++size_;
        } else {
            push_other(value);
        }
    }
    void set(std::size_t at, std::int64_t value);
    void reserve(std::size_t size);
    // The values [begin, end) into `out`, which has room for them.
    void copy(std::size_t begin, std::size_t end, std::int64_t* out) const;
    void append(const PackedValues& more);
    // Drops those from `size` on.
    void truncate(std::size_t size);
    // Those at the given places, in that order.
    PackedValues at(std::span<const std::uint32_t> places) const;

  private:
    static constexpr std::int64_t kMost2 = std::numeric_limits<std::int16_t>::max(), kMost4 = std::numeric_limits<std::int32_t>::max();
    template <class T>
    static std::int64_t wide(T value) {
        return value == std::numeric_limits<T>::min() ? kMissing : std::int64_t{value};
    }
    template <class T>
    static T narrow(std::int64_t value) {
        return value == kMissing ? std::numeric_limits<T>::min() : static_cast<T>(value);
    }
    static int bytes_for(std::int64_t value) {
        if (value == kMissing || (value >= -kMost2 && value <= kMost2)) return 2;
        return value >= -kMost4 && value <= kMost4 ? 4 : 8;
    }
    bool fits(std::int64_t value) const { return value == kMissing || (value >= -most_ && value <= most_); }
    void put_back(std::int64_t value) {
        switch (bytes_) {
            case 2: two_.push_back(narrow<std::int16_t>(value)); break;
            case 4: four_.push_back(narrow<std::int32_t>(value)); break;
            default: eight_.push_back(value); break;
        }
        ++size_;
    }
    void push_other(std::int64_t value) {
        if (!fits(value)) widen(bytes_for(value));
        put_back(value);
    }
    // From here on so many bytes each. REQUIRES: bytes > bytes_.
    void widen(int bytes);
    // Calls visit with the vector in use.
    template <class Self, class Visit>
    static decltype(auto) with(Self& self, const Visit& visit) {
        switch (self.bytes_) {
            case 2: return visit(self.two_);
            case 4: return visit(self.four_);
            default: return visit(self.eight_);
        }
    }

    int bytes_ = 2;
    std::int64_t most_ = kMost2;  // the largest value that fits
    std::size_t size_ = 0, reserved_ = 0;
    UnsetVector<std::int16_t> two_;  // one of the three is in use
    UnsetVector<std::int32_t> four_;
    Values eight_;
};

}  // namespace kaohe::model
