// kaohe/io/findings.h - what is wrong with single cells, up to a limit, so that a file of errors cannot fill
// the memory.
#pragma once
#include <cstddef>
#include <utility>

#include "kaohe/base/diagnostic.h"

namespace kaohe::io {

class Findings {
  public:
    Findings(Diagnostics& list, std::size_t limit) : list_(list), limit_(limit) {}

    template <class... Args>
    void add(Code code, Place place, const Args&... args) {
        if (++made_ <= limit_) list_.add(code, std::move(place), args...);
    }
    // Some were left out: the file as a whole has to be refused.
    bool too_many() const { return made_ > limit_; }

  private:
    Diagnostics& list_;
    std::size_t limit_;
    std::size_t made_ = 0;
};

}  // namespace kaohe::io
