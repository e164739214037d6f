#include "kaohe/base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace kaohe {
namespace {

constexpr UChar32 kBad = -1;

// Reads one character and moves `at` behind it; kBad for an invalid byte.
UChar32 next(std::string_view text, std::size_t& at) {
    UChar32 c = 0;
    auto i = static_cast<int32_t>(at);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
    U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
#pragma GCC diagnostic pop
    at = static_cast<std::size_t>(i);
    return c < 0 ? kBad : c;
}

bool is_blank(UChar32 c) {
    return u_isUWhiteSpace(c) || c == 0xFEFF || (c >= 0x200B && c <= 0x200D) || c == 0x2060;
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += static_cast<char32_t>(next(text, at));
    return out;
}

// Characters to insert, leave out or replace, and neighbours to swap, until a is b. Nothing when that takes more than `most`:
// a row that is beyond it all along only leads to more, but for a swap, which looks back two rows.
std::optional<std::size_t> edit_distance(const std::u32string& a, const std::u32string& b, std::size_t most) {
    std::vector<std::size_t> earlier(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    std::size_t least_above = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(earlier, above);
        std::swap(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], earlier[j - 2] + 1);
        }
        const std::size_t least = *std::min_element(row.begin(), row.end());
        if (least > most && least_above + 1 > most) return std::nullopt;
        least_above = least;
    }
    if (row[b.size()] > most) return std::nullopt;
    return row[b.size()];
}

}  // namespace

std::size_t first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        std::size_t here = at;
        if (next(text, at) == kBad) return here;
    }
    return std::string_view::npos;
}

bool is_valid_utf8(std::string_view text) { return first_invalid_utf8(text) == std::string_view::npos; }

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        UChar32 c = next(text, at);
        if (c == kBad) {
            ++width;
            continue;
        }
        if ((c >= ' ' && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF)) {  // most there is
            width += c < 0x7F ? 1 : 2;
            continue;
        }
        auto type = u_charType(c);
        if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
        auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        width += east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
    }
    return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
    std::size_t used = display_width(text);
    return std::string(text) + std::string(width > used ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
    std::size_t used = display_width(text);
    return std::string(width > used ? width - used : 0, ' ') + std::string(text);
}

std::string_view trim(std::string_view text) {
    const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
    if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
    std::size_t begin = text.size(), end = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t here = at;
        UChar32 c = next(text, at);
        if (c != kBad && is_blank(c)) continue;
        begin = std::min(begin, here);
        end = at;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

namespace {

// ASCII and the Chinese characters U+4E00 to U+9FFF are their own compatibility form, alone and beside each other: most of
// what there is to fold, and many times faster than asking for it. Nothing when there is anything else.
std::optional<std::string> fold_plain(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = [&](std::size_t ahead) { return static_cast<unsigned char>(text[at + ahead]); };
        if (byte(0) < 0x80) {
            if (!is_blank(text[at])) out += text[at];
            ++at;
            continue;
        }
        const bool whole = at + 2 < text.size() && byte(0) >= 0xE4 && byte(0) <= 0xE9 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
        if (!whole || (byte(0) == 0xE4 && byte(1) < 0xB8)) return std::nullopt;
        out.append(text.substr(at, 3));
        at += 3;
    }
    return out;
}

}  // namespace

std::string fold(std::string_view text) {
    if (auto plain = fold_plain(text)) return std::move(*plain);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
    icu::UnicodeString in = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    icu::UnicodeString normal = nfkc->normalize(in, status);
    icu::UnicodeString out;
    for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1))
        if (UChar32 c = normal.char32At(i); !is_blank(c)) out.append(c);
    std::string utf8;
    out.toUTF8String(utf8);
    return utf8;
}

std::string narrow(std::string_view text) {
    std::string out;
    text = trim(text);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t here = at;
        UChar32 c = next(text, at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            out += static_cast<char>(c - 0xFEE0);
        else if (c == 0x2212)
            out += '-';
        else
            out += text.substr(here, at - here);
    }
    return out;
}

std::optional<std::string> nearest(std::string_view text, std::span<const std::string> candidates) {
    constexpr std::size_t kLongestName = 100;  // the distance takes time by the product of the lengths
    const std::u32string wanted = characters(text);
    if (wanted.size() > kLongestName) return std::nullopt;
    std::optional<std::string> best;
    std::size_t best_distance = 0;
    for (const auto& candidate : candidates) {
        const std::u32string other = characters(candidate);
        if (other.size() > kLongestName) continue;
        const auto [shorter, longer] = std::minmax({wanted.size(), other.size()});
        std::optional<std::size_t> distance = longer - shorter;  // at least
        // Names that contain one another (利通 / 利通区) are near however short they are.
        const bool contains = !text.empty() && !candidate.empty() &&
                              (candidate.find(text) != std::string::npos || text.find(candidate) != std::string_view::npos);
        if (best && *distance >= best_distance) continue;
        if (!contains) {
            const std::size_t most = best ? std::min(longer / 3, best_distance - 1) : longer / 3;
            distance = *distance > most ? std::nullopt : edit_distance(wanted, other, most);
        }
        if (!distance) continue;
        best = candidate;
        best_distance = *distance;
    }
    return best;
}

std::string suggestion(std::string_view text, std::span<const std::string> candidates) {
    auto best = nearest(text, candidates);
    return best ? "，是否为“" + *best + "”？" : std::string();
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != parts.data()) out += separator;
        out += part;
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    for (std::size_t at = 0;;) {
        std::size_t end = text.find(separator, at);
        out.emplace_back(text.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos) return out;
        at = end + 1;
    }
}

void append_csv_field(std::string& out, std::string_view text) {
    const auto needs_quotes = [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; };
    if (std::none_of(text.begin(), text.end(), needs_quotes)) {
        out += text;
        return;
    }
    out += '"';
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

std::string xml_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string csv_field(std::string_view text) {
    std::string out;
    append_csv_field(out, text);
    return out;
}

std::string column_letters(std::size_t column) {
    std::string out;
    for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
    return out;
}

std::string cell_name(std::size_t column, std::size_t row) { return column_letters(column) + std::to_string(row); }

}  // namespace kaohe
