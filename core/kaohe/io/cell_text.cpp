#include "kaohe/io/cell_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace kaohe::io {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr std::size_t kEscapeSize = 7;  // _xHHHH_

// The UTF-16 unit of an escape at the beginning of `text`.
std::optional<std::uint32_t> escape_at(std::string_view text) {
    if (text.size() < kEscapeSize || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
    std::uint32_t unit = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
    if (error != std::errc{} || end != text.data() + 6) return std::nullopt;
    return unit;
}

void append_utf8(std::string& out, std::uint32_t c) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

// Appends the character of the escape at the beginning of `text`; returns how many bytes it took, 0 for none.
std::size_t append_escape(std::string& out, std::string_view text) {
    const auto unit = escape_at(text);
    if (!unit || *unit == 0 || (*unit >= 0xDC00 && *unit <= 0xDFFF)) return 0;
    if (*unit < 0xD800 || *unit > 0xDBFF) {
        append_utf8(out, *unit);
        return kEscapeSize;
    }
    const auto low = escape_at(text.substr(kEscapeSize));
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return 0;
    append_utf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
    return 2 * kEscapeSize;
}

// Whether the text is its own shortest decimal. Two decimals of at most 15 digits never mean the same binary
// number, so one of them without needless zeros cannot be shortened.
bool is_shortest(std::string_view text) {
    constexpr std::size_t kAlwaysTold = 15;
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::size_t whole = std::min(point, text.size());
    if (text.empty() || text.size() > kAlwaysTold || whole == 0) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_digit(text[i]) && i != point) return false;
    if (text[0] == '0' && (whole > 1 || point == std::string_view::npos)) return false;  // "007", and "-0"
    return point == std::string_view::npos || (text.back() != '0' && text.back() != '.');
}

}  // namespace

std::string_view trim_ascii(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

NumberText append_shortest_decimal(std::string& out, std::string_view stored) {
    stored = trim_ascii(stored);
    if (is_shortest(stored)) {
        out += stored;
        return NumberText::Ok;
    }
    const std::string_view digits = stored.substr(stored.starts_with('-') ? 1 : 0);
    // from_chars() would also take "inf" and "nan".
    if (digits.empty() || !(is_digit(digits[0]) || digits[0] == '.')) return NumberText::NotANumber;
    double value = 0;
    const char* end = stored.data() + stored.size();
    const auto parsed = std::from_chars(stored.data(), end, value);
    if (parsed.ec == std::errc::result_out_of_range) return NumberText::TooLong;
    if (parsed.ec != std::errc{} || parsed.ptr != end) return NumberText::NotANumber;
    return append_shortest_decimal(out, value);
}

NumberText append_shortest_decimal(std::string& out, double value) {
    if (!std::isfinite(value)) return NumberText::NotANumber;
    if (value == 0) value = 0;     // no "-0"
    std::array<char, 400> buffer;  // the longest: 5e-324 and the largest double need about 330
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    if (written.ec != std::errc{}) return NumberText::TooLong;
    out.append(buffer.data(), written.ptr);
    return NumberText::Ok;
}

NumberText append_plain_decimal(std::string& out, std::string_view written) {
    constexpr int kLongest = 400;
    const std::size_t e = written.find_first_of("eE");
    if (e == std::string_view::npos) {
        if (written.size() > kLongest) return NumberText::TooLong;
        out += written;
        return NumberText::Ok;
    }
    std::string_view mantissa = written.substr(0, e), power = written.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    int exponent = 0;
    if (std::from_chars(power.data(), power.data() + power.size(), exponent).ec != std::errc{})
        return NumberText::TooLong;
    const bool negative = mantissa.starts_with('-');
    if (negative) mantissa.remove_prefix(1);
    if (mantissa.size() > kLongest || exponent > kLongest || exponent < -kLongest) return NumberText::TooLong;

    std::string digits;
    int point = static_cast<int>(mantissa.size());  // digits before the point
    for (std::size_t i = 0; i < mantissa.size(); ++i) {
        if (mantissa[i] == '.')
            point = static_cast<int>(i);
        else
            digits += mantissa[i];
    }
    point += exponent;
    if (point < 1) {
        digits.insert(0, static_cast<std::size_t>(1 - point), '0');
        point = 1;
    }
    if (point > static_cast<int>(digits.size()))
        digits.append(static_cast<std::size_t>(point) - digits.size(), '0');
    // Leading zeros of the whole part, all but the last.
    const int zeros =
        std::min(static_cast<int>(std::min(digits.find_first_not_of('0'), digits.size())), point - 1);
    if (negative) out += '-';
    out.append(digits, static_cast<std::size_t>(zeros), static_cast<std::size_t>(point - zeros));
    if (point < static_cast<int>(digits.size())) {
        out += '.';
        out.append(digits, static_cast<std::size_t>(point));
    }
    return NumberText::Ok;
}

void append_utf16(std::string& out, std::u16string_view text) {
    constexpr std::uint32_t kReplacement = 0xFFFD;
    const auto is_high = [](char16_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; };
    const auto is_low = [](char16_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i];
        if (is_high(unit) && i + 1 < text.size() && is_low(text[i + 1]))
            append_utf8(out, 0x10000u + ((unit - 0xD800u) << 10) + (text[++i] - 0xDC00u));
        else
            append_utf8(out, unit == 0 || is_high(unit) || is_low(unit) ? kReplacement : unit);
    }
}

void append_unescaped(std::string& out, std::string_view text) {
    for (;;) {
        const std::size_t underscore = text.find("_x");
        out += text.substr(0, underscore);
        if (underscore == std::string_view::npos) return;
        text.remove_prefix(underscore);
        std::size_t taken = append_escape(out, text);
        if (taken == 0) {
            out += text[0];
            taken = 1;
        }
        text.remove_prefix(taken);
    }
}

std::optional<CellAddress> parse_cell_address(std::string_view text) {
    CellAddress address;
    std::size_t at = 0;
    for (; at < text.size() && at < 4; ++at) {
        const char c = static_cast<char>(text[at] & ~0x20);
        if (c < 'A' || c > 'Z') break;
        address.column = address.column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
    }
    if (at == 0 || at > 3 || text.size() - at > 7) return std::nullopt;
    const auto row = parse_index(text.substr(at));
    if (!row || *row == 0) return std::nullopt;
    --address.column;
    address.row = *row;
    return address;
}

std::optional<std::uint32_t> parse_index(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace kaohe::io
