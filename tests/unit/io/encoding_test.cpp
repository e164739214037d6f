#include "kaohe/io/encoding.h"

#include <rapidcheck.h>

#include "support/catch.h"

using namespace kaohe;
using namespace std::string_literals;

namespace {

// The text, or the code and message of the refusal.
std::string decoded(const std::string& bytes) {
    const auto text = io::decode_text(bytes, "a.csv");
    return text ? std::string(text->view()) : std::string(text.error().id()) + " " + text.error().message;
}

}  // namespace

TEST_CASE("a byte order mark decides and is taken off") {
    CHECK(decoded("\xEF\xBB\xBF县区") == "县区");
    CHECK(decoded("\xFF\xFE\xBF\x53\x3A\x53\x0A\x00"s) == "县区\n");
    CHECK(decoded("\xFE\xFF\x53\xBF\x53\x3A"s) == "县区");
}

TEST_CASE("text that is not UTF-8 is GB18030") {
    CHECK(decoded("\xCF\xD8\xC7\xF8,\xCA\xFD\xD6\xB5") == "县区,数值");
    CHECK(decoded("\x81\x39\xEE\x39") == "㐀");  // four bytes
}

TEST_CASE("Chinese text that is valid UTF-8 by chance is still GB18030") {
    // "一" is D2 BB in GB18030, which is also the UTF-8 form of the Cyrillic letter U+04BB.
    CHECK(decoded("\xD2\xBB,1") == "一,1");
}

TEST_CASE("the signs of units do not make UTF-8 look like anything else") {
    CHECK(decoded("PM10(μg/m³),25°,±1") == "PM10(μg/m³),25°,±1");
    CHECK(decoded("县区,é") == "县区,é");
}

TEST_CASE("a byte that fits no encoding is named by its number") {
    CHECK(decoded("abc\xFF\xFF") == "KH-F005 第 4 字节处既不是 UTF-8 也不是 GB18030");
    CHECK(decoded("\xEF\xBB\xBF"s + "a\xCF\xD8") == "KH-F005 第 5 字节处既不是 UTF-8 也不是 GB18030");
    CHECK(decoded("\xFF\xFE\x00\xD8\x41\x00"s).substr(0, 7) == "KH-F005");  // half a surrogate pair
}

TEST_CASE("only the shortest form of a character in range is UTF-8") {
    auto [bytes, invalid_at] = GENERATE(table<std::string, std::size_t>({
        {"\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80", std::string::npos},
        {"\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80", std::string::npos},
        {"a\xC0\x80", 1},         // two bytes for one
        {"ab\xE0\x80\x80", 2},    // three for one
        {"\xF0\x80\x80\x80", 0},  // four for one
        {"\xED\xA0\x80", 0},      // a surrogate
        {"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
        {"\xE4\xB8", 0},          // cut off
        {"\x80", 0},
        {"\xF8\x88\x80\x80\x80", 0},
        {std::string(100, 'a') + "\xFF", 100},
    }));
    CHECK(io::scan_utf8(bytes).first_invalid == invalid_at);
    for (std::size_t before = 0; before < 12; ++before) {  // wherever a part begins
        CAPTURE(before);
        const std::size_t expected = invalid_at == std::string::npos ? invalid_at : before + invalid_at;
        for (const std::size_t part_bytes : {4, 5, 7}) CHECK(io::scan_utf8(std::string(before, 'a') + bytes + "b", 2, part_bytes).first_invalid == expected);
    }
}

TEST_CASE("a text scanned in parts is what it is as a whole") {
    // Pieces of characters of every length, whole and broken, in any order.
    const std::vector<std::string> pieces = {"a", ",", "\xC3\xA9", "\xC3", "\xA9", "县", "\xE5", "\x8E\xBF", "\xF0\x9F\x98\x80", "\xF0\x9F", "μ"};
    CHECK(rc::check("first invalid byte, Chinese characters, letters", [&] {
        const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces));
        std::string text;
        for (const auto& piece : chosen) text += piece;
        const auto whole = io::scan_utf8(text);
        const auto parts = io::scan_utf8(text, 2, *rc::gen::inRange<std::size_t>(4, 20));
        RC_ASSERT(parts.first_invalid == whole.first_invalid);
        if (whole.first_invalid != std::string::npos) return;  // then the rest does not matter
        RC_ASSERT(parts.has_chinese == whole.has_chinese);
        if (!whole.has_chinese) RC_ASSERT(parts.has_letters == whole.has_letters);
    }));
}
