// kaohe/num/small_decimal.h - decimals as most cells hold them: few digits, in 64 bits.
#pragma once
#include <cstdint>
#include <string_view>

namespace kaohe::num {

// coefficient × 10^-scale in 64 bits.
struct SmallDecimal {
    std::int64_t coefficient = 0;
    int scale = 0;
};

// The shortest way: digits with at most one point, as most cells are. False for anything else, also for a number
// that is written otherwise.
inline bool parse_digits(std::string_view text, SmallDecimal& out) {
    constexpr std::size_t kFits = 18;  // digits always fit 64 bits
    if (text.size() > kFits || text.empty() || text.back() == '.') return false;
    std::int64_t value = 0;
    std::size_t point = text.size() - 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto digit = static_cast<unsigned char>(text[i] - '0');
        if (digit <= 9)
            value = value * 10 + digit;
        else if (text[i] == '.' && point == text.size() - 1)
            point = i;
        else
            return false;
    }
    out = {value, static_cast<int>(text.size() - 1 - point)};
    return true;
}

}  // namespace kaohe::num
