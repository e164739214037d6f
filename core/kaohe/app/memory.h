// kaohe/app/memory.h - how the program takes its memory from the system.
#pragma once

namespace kaohe::app {

// A run takes its memory once and ends. Half of what reading a large table takes can be the system handing out memory page by
// page; in pages of 2 MiB it is a quarter of that. This only asks, where glibc and Linux allow it: nothing is taken before it
// is used. For the beginning of a program, not for a library.
void take_memory_in_large_pages();

}  // namespace kaohe::app
