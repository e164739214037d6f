// kaohe/base/version.h - what this engine is. Packs name the versions they work with (engine = ">=0.1, <1").
#pragma once
#include <string_view>

namespace kaohe {

inline constexpr std::string_view kVersion = "0.1.0";
inline constexpr int kMethodApi = 1;

}  // namespace kaohe
