#include "kaohe/io/encoding.h"

#include <iconv.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include "kaohe/base/parallel.h"

namespace kaohe::io {
namespace {

using Byte = unsigned char;

// The offset of the first byte from `at` on that is not ASCII, or the size.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t kHigh = 0x8080808080808080;
    for (; at + 32 <= text.size(); at += 32) {
        std::uint64_t words[4];
        std::memcpy(words, text.data() + at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & kHigh) break;
    }
    while (at < text.size() && static_cast<Byte>(text[at]) < 0x80) ++at;
    return at;
}

bool in(Byte byte, Byte low, Byte high) {
    return byte >= low && byte <= high;
}

// The length of the valid multi-byte character at the beginning of `text` (RFC 3629), or 0.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<Byte>(text[i]) : Byte{0}; };
    const auto rest = [&](std::size_t i) { return in(byte(i), 0x80, 0xBF); };
    const Byte lead = byte(0);
    if (in(lead, 0xC2, 0xDF)) return rest(1) ? 2 : 0;
    if (in(lead, 0xE0, 0xEF)) {
        const bool second = lead == 0xE0   ? in(byte(1), 0xA0, 0xBF)
                            : lead == 0xED ? in(byte(1), 0x80, 0x9F)
                                           : rest(1);
        return second && rest(2) ? 3 : 0;
    }
    if (in(lead, 0xF0, 0xF4)) {
        const bool second = lead == 0xF0   ? in(byte(1), 0x90, 0xBF)
                            : lead == 0xF4 ? in(byte(1), 0x80, 0x8F)
                                           : rest(1);
        return second && rest(2) && rest(3) ? 4 : 0;
    }
    return 0;
}

bool is_chinese(std::string_view character) {
    const Byte lead = static_cast<Byte>(character[0]);
    if (character.size() == 4) return true;
    if (character.size() != 3) return false;
    if (lead == 0xE2) return static_cast<Byte>(character[1]) >= 0xBA;  // radicals, U+2E80 on
    return lead >= 0xE3;
}

bool is_unit_sign(std::string_view character) {
    for (std::string_view sign : {"°", "±", "²", "³", "µ", "μ", "·", "×", "÷", "Ω", "Δ", "\u00A0"})
        if (character == sign) return true;
    return false;
}

struct CloseConverter {
    void operator()(void* converter) const { iconv_close(converter); }
};

struct Conversion {
    std::string text;
    std::size_t stopped_at = std::string_view::npos;  // the byte that could not be converted
};

Conversion convert(std::string_view bytes, const char* encoding) {
    iconv_t opened = iconv_open("UTF-8", encoding);
    if (opened == reinterpret_cast<iconv_t>(-1))
        throw std::runtime_error(std::string("iconv has no ") + encoding);
    std::unique_ptr<void, CloseConverter> converter(opened);
    Conversion out;
    std::vector<char> piece(std::size_t{64} << 10);
    char* in = const_cast<char*>(bytes.data());  // iconv() does not write to its input
    std::size_t left = bytes.size();
    while (left > 0) {
        char* to = piece.data();
        std::size_t room = piece.size();
        const auto status = iconv(converter.get(), &in, &left, &to, &room);
        const int error = errno;
        out.text.append(piece.data(), piece.size() - room);
        if (status == static_cast<std::size_t>(-1) && error != E2BIG) {
            out.stopped_at = bytes.size() - left;
            return out;
        }
    }
    return out;
}

// `skipped` bytes of byte order mark come before `bytes`.
Result<DecodedText> converted(std::string_view bytes, const char* encoding, std::size_t skipped,
                              const std::string& file) {
    Conversion conversion = convert(bytes, encoding);
    if (conversion.stopped_at != std::string_view::npos)
        return failure(Code::FileEncoding, Place{.file = file}, conversion.stopped_at + skipped + 1);
    return DecodedText(std::move(conversion.text));
}

Utf8Scan scan_part(std::string_view text) {
    Utf8Scan scan;
    for (std::size_t at = skip_ascii(text, 0); at < text.size();) {
        const std::size_t length = character_length(text.substr(at));
        if (length == 0) {
            scan.first_invalid = at;
            return scan;
        }
        const std::string_view character = text.substr(at, length);
        if (!scan.has_chinese) {
            scan.has_chinese = is_chinese(character);
            scan.has_letters = scan.has_letters || (length == 2 && !is_unit_sign(character));
        }
        at += length;
        if (at < text.size() && static_cast<Byte>(text[at]) < 0x80) at = skip_ascii(text, at);
    }
    return scan;
}

}  // namespace

Utf8Scan scan_utf8(std::string_view text, int jobs, std::size_t part_bytes) {
    if (jobs <= 1 || text.size() <= part_bytes) return scan_part(text);
    // A part begins with a character. More than three bytes that continue one are wrong wherever the part begins.
    std::vector<std::size_t> begins = {0};
    for (std::size_t at = part_bytes; at < text.size(); at += part_bytes) {
        std::size_t begin = at;
        while (begin < text.size() && begin < at + 3 && (static_cast<Byte>(text[begin]) & 0xC0) == 0x80) ++begin;
        begins.push_back(begin);
    }
    std::vector<Utf8Scan> parts(begins.size());
    begins.push_back(text.size());
    for_each_index(parts.size(), jobs, [&](std::size_t i) { parts[i] = scan_part(text.substr(begins[i], begins[i + 1] - begins[i])); });
    Utf8Scan out;
    for (std::size_t i = parts.size(); i-- > 0;) {
        if (parts[i].first_invalid != std::string_view::npos) out.first_invalid = begins[i] + parts[i].first_invalid;
        out.has_chinese = out.has_chinese || parts[i].has_chinese;
        out.has_letters = out.has_letters || parts[i].has_letters;
    }
    return out;
}

Result<DecodedText> decode_text(std::string_view bytes, const std::string& file, int jobs) {
    if (bytes.starts_with("\xFF\xFE")) return converted(bytes.substr(2), "UTF-16LE", 2, file);
    if (bytes.starts_with("\xFE\xFF")) return converted(bytes.substr(2), "UTF-16BE", 2, file);
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    const bool marked = bytes.starts_with(kMark);
    const std::string_view text = bytes.substr(marked ? kMark.size() : 0);
    const Utf8Scan scan = scan_utf8(text, jobs);
    const bool valid = scan.first_invalid == std::string_view::npos;
    if (valid && (marked || scan.has_chinese || !scan.has_letters)) return DecodedText(text);
    if (marked)
        return failure(Code::FileEncoding, Place{.file = file}, scan.first_invalid + kMark.size() + 1);
    auto chinese = converted(text, "GB18030", 0, file);
    if (valid && !chinese) return DecodedText(text);
    return chinese;
}

}  // namespace kaohe::io
