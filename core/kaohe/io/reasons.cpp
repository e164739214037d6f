#include "kaohe/io/reasons.h"

#include "kaohe/base/text.h"

namespace kaohe::io::reasons {

std::string quoted(std::string_view text) {
    constexpr std::size_t kLongest = 120;
    const bool cut = text.size() > kLongest;
    if (cut) {
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text = text.substr(0, end);
    }
    std::string out;
    if (is_valid_utf8(text)) {
        out = text;
    } else {
        for (char c : text) out += static_cast<unsigned char>(c) < 0x80 ? c : '?';
    }
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return cut ? out + "…" : out;
}

}  // namespace kaohe::io::reasons
