// kaohe/model/values.h - the values of a column. New ones are not set to zero: whoever makes room for them fills it.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

namespace kaohe::model {

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

using Values = std::vector<std::int64_t, UnsetAllocator<std::int64_t>>;

}  // namespace kaohe::model
