// kaohe/io/encoding.h - text files of any usual encoding as UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"

namespace kaohe::io {

// UTF-8 text: the given bytes where they already are, otherwise a converted copy.
class DecodedText {
  public:
    explicit DecodedText(std::string_view bytes) : bytes_(bytes) {}
    explicit DecodedText(std::string converted) : converted_(std::move(converted)) {}
    // Lives as long as this object and the bytes it was made from.
    std::string_view view() const { return converted_ ? std::string_view(*converted_) : bytes_; }

  private:
    std::string_view bytes_;
    std::optional<std::string> converted_;
};

// A byte order mark (UTF-8, UTF-16LE, UTF-16BE) decides, and is taken off; otherwise strict UTF-8, otherwise
// GB18030. A short Chinese text in GBK can be valid UTF-8 by chance. It then shows letters from Latin-1 to
// Arabic and no Chinese character, and is taken as GB18030 (the signs of units, as in "μg/m³", are not such
// letters). Fails with KH-F005 at the first byte that fits neither.
Result<DecodedText> decode_text(std::string_view bytes, const std::string& file, int jobs = 1);

// What one pass over the bytes tells.
struct Utf8Scan {
    std::size_t first_invalid = std::string_view::npos;
    bool has_chinese =
        false;  // characters of Chinese, Japanese or Korean writing, their punctuation included
    bool has_letters = false;  // two-byte characters that are not the signs of units
};
// In parts of about so many bytes, on so many threads. Where there are Chinese characters, `has_letters` may be either.
// REQUIRES: part_bytes > 3.
Utf8Scan scan_utf8(std::string_view text, int jobs = 1, std::size_t part_bytes = std::size_t{1} << 22);

}  // namespace kaohe::io
