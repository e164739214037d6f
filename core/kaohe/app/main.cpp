#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "kaohe/app/app.h"

namespace {

// A run takes its memory once and ends. Half of what reading a large table takes can be the system handing out memory page by
// page; in pages of 2 MiB it is a quarter of that. This only asks: nothing is taken before it is used.
void take_memory_in_large_pages() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    constexpr std::size_t kRoom = std::size_t{512} << 20, kPage = std::size_t{2} << 20;
    constexpr int kNever = 1 << 30;
    mallopt(M_MMAP_THRESHOLD, kNever);
    mallopt(M_TRIM_THRESHOLD, kNever);
    void* volatile room = std::malloc(kRoom);  // volatile: or the compiler sees that nobody uses it
    if (!room) return;
    std::free(room);
    const auto begin = (reinterpret_cast<std::uintptr_t>(room) + kPage - 1) / kPage * kPage;
    madvise(reinterpret_cast<void*>(begin), kRoom - kPage, MADV_HUGEPAGE);  // NOLINT
#endif
}

}  // namespace

int main(int argc, char** argv) {
    take_memory_in_large_pages();
    return kaohe::app::run(argc, argv);
}
