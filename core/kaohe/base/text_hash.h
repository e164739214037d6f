// kaohe/base/text_hash.h - lets a map with texts as keys be asked with a view of a text, without making a copy of it.
#pragma once
#include <functional>
#include <string_view>

namespace kaohe {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace kaohe
