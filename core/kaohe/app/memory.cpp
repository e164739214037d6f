#include "kaohe/app/memory.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <malloc.h>
#include <sys/mman.h>
#endif

namespace kaohe::app {

void take_memory_in_large_pages() {
#if defined(M_TRIM_THRESHOLD) && defined(MADV_HUGEPAGE)
    constexpr std::size_t kRoom = std::size_t{512} << 20, kPage = std::size_t{2} << 20;
    constexpr int kNever = 1 << 30;
    mallopt(M_MMAP_THRESHOLD, kNever);
    mallopt(M_TRIM_THRESHOLD, kNever);
    void* volatile room = std::malloc(kRoom);  // volatile: or the compiler sees that nobody uses it
    if (!room) return;
    const auto begin = (reinterpret_cast<std::uintptr_t>(room) + kPage - 1) / kPage * kPage;
    std::free(room);
    madvise(reinterpret_cast<void*>(begin), kRoom - kPage, MADV_HUGEPAGE);  // NOLINT: an address that stays the heap's
#endif
}

}  // namespace kaohe::app
