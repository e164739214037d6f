// kaohe/io/csv_scan.h - finds the bytes of a CSV text at which something happens, 64 bytes at a time.
//
// Nine in ten bytes of a table are neither delimiter nor line end. They are passed over by comparing 16 at
// once where the processor has SSE2 (every x86-64), and one by one elsewhere. stop_mask_plain() says what
// both must find.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kaohe::io {

// The two stops that differ from file to file; quotes and NUL are stops in every file.
struct StopBytes {
    char delimiter = ',';
    char line_end = '\n';
};

inline constexpr std::size_t kStopBlock = 64;

// Bit i says whether block[i] is a stop. Reads 64 bytes.
inline std::uint64_t stop_mask_plain(const char* block, StopBytes stops) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < kStopBlock; ++i) {
        const char c = block[i];
        const bool stop = c == stops.delimiter || c == stops.line_end || c == '"' || c == '\0';
        mask |= std::uint64_t{stop} << i;
    }
    return mask;
}

#if defined(__SSE2__)
inline std::uint64_t stop_mask(const char* block, StopBytes stops) {
    const __m128i delimiter = _mm_set1_epi8(stops.delimiter), line_end = _mm_set1_epi8(stops.line_end);
    const __m128i quote = _mm_set1_epi8('"'), nul = _mm_setzero_si128();
    std::uint64_t mask = 0;
    for (unsigned part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + part * 16));
        const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiter), _mm_cmpeq_epi8(bytes, line_end));
        const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, nul));
        const auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(ends, others)));
        mask |= std::uint64_t{bits} << (part * 16);
    }
    return mask;
}
#else
inline std::uint64_t stop_mask(const char* block, StopBytes stops) {
    return stop_mask_plain(block, stops);
}
#endif

// Walks over the stops of a text in order.
class StopScanner {
  public:
    StopScanner(std::string_view text, StopBytes stops) : text_(text), stops_(stops) { load(0); }

    // The offset of the next stop, or the size of the text behind the last one.
    std::size_t next() {
        while (mask_ == 0) {
            if (text_.size() - block_ <= kStopBlock) return text_.size();
            load(block_ + kStopBlock);
        }
        const std::size_t at = block_ + static_cast<std::size_t>(std::countr_zero(mask_));
        mask_ &= mask_ - 1;
        return at;
    }
    // Goes on from `at`, which is at most the size of the text.
    void seek(std::size_t at) { load(at); }

  private:
    void load(std::size_t at) {
        block_ = at;
        const std::size_t left = text_.size() - at;
        if (left >= kStopBlock) {
            mask_ = stop_mask(text_.data() + at, stops_);
            return;
        }
        char padded[kStopBlock] = {};
        if (left > 0) std::memcpy(padded, text_.data() + at, left);
        mask_ = stop_mask(padded, stops_) & ((std::uint64_t{1} << left) - 1);  // the padding is no stop
    }

    std::string_view text_;
    StopBytes stops_;
    std::size_t block_ = 0;   // where the current block begins
    std::uint64_t mask_ = 0;  // its stops not yet returned
};

}  // namespace kaohe::io
