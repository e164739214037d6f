// kaohe/base/result.h - a value, or the one diagnostic why there is none. For what the world refuses, not for wrong data.
#pragma once
#include <tl/expected.hpp>

#include "kaohe/base/diagnostic.h"

namespace kaohe {

template <class T>
using Result = tl::expected<T, Diagnostic>;

template <class... Args>
tl::unexpected<Diagnostic> failure(Code code, Place place, const Args&... args) {
    return tl::make_unexpected(diagnose(code, std::move(place), args...));
}

}  // namespace kaohe

// KAOHE_TRY(x, call()): x = the value, or returns the diagnostic from the enclosing function.
#define KAOHE_TRY(name, expression)                                        \
    auto name##_result = (expression);                                     \
    if (!name##_result) return tl::make_unexpected(name##_result.error()); \
    auto name = std::move(*name##_result)
#define KAOHE_CHECK(expression)                                                               \
    do {                                                                                      \
        if (auto kaohe_checked = (expression); !kaohe_checked)                                \
            return tl::make_unexpected(kaohe_checked.error());                                \
    } while (false)
