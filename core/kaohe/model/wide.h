// kaohe/model/wide.h - inside the model module: loops over whole columns, compiled for more than one processor.
#pragma once

// Compiled twice where the loader can choose between both: for every x86-64, and for those that have AVX2 and compare four
// 64-bit values at once. Whole numbers only, so both give the same.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KAOHE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define KAOHE_WIDE
#endif
