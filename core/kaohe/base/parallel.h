// kaohe/base/parallel.h - the same work for several items, on a few threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace kaohe {

// Calls work(i) once for every i < count, on up to `jobs` threads, this one among them, and returns when all are done.
// Items must not depend on each other. After an exception no more items are begun; one of the exceptions is thrown here.
template <class Work>
void for_each_index(std::size_t count, int jobs, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    const auto take_items = [&] {
        try {
            for (std::size_t i; !failed && (i = next++) < count;) work(i);
        } catch (...) {
            if (!failed.exchange(true)) failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < std::min(count, static_cast<std::size_t>(std::max(jobs, 1))); ++i) threads.emplace_back(take_items);
        take_items();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace kaohe
