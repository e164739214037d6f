// kaohe/base/digest.h - digests of inputs and packs, by OpenSSL.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace kaohe {

// "sha256:" and 64 hex digits (FIPS 180-4): what inputs are identified by.
std::string sha256(std::string_view bytes);
// "sm3:" and 64 hex digits (GB/T 32905): what packs are identified by.
std::string sm3(std::string_view bytes);
// The same of all parts, one behind the other.
std::string sm3(std::span<const std::string_view> parts);

}  // namespace kaohe
