// kaohe/base/parallel.h - the same work for several items, on a few threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace kaohe {

// Calls work(state, i) once for every i < count, on up to `jobs` threads, this one among them, and returns when all are done.
// Each thread has a state of its own, from make_state(). Items must not depend on each other. After an exception no more items
// are begun; one of the exceptions is thrown here.
template <class MakeState, class Work>
void for_each_index(std::size_t count, int jobs, const MakeState& make_state, const Work& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    const auto take_items = [&] {
        try {
            auto state = make_state();
            for (std::size_t i; !failed && (i = next++) < count;) work(state, i);
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

// The same for work(i) that needs no state.
template <class Work>
void for_each_index(std::size_t count, int jobs, const Work& work) {
    for_each_index(count, jobs, [] { return 0; }, [&work](int&, std::size_t i) { work(i); });
}

}  // namespace kaohe
