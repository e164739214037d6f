// kaohe/io/little_endian.h - numbers in the byte order of .xls.
#pragma once
#include <cstdint>
#include <string_view>

namespace kaohe::io {

// REQUIRES: `bytes` has 2, 4 or 8 bytes from `at` on.
inline std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i]));
    };
    return static_cast<std::uint16_t>(byte(0) | byte(1) << 8);
}
inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    return u16_at(bytes, at) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16;
}
inline std::uint64_t u64_at(std::string_view bytes, std::size_t at) {
    return u32_at(bytes, at) | static_cast<std::uint64_t>(u32_at(bytes, at + 4)) << 32;
}

}  // namespace kaohe::io
