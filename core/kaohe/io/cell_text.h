// kaohe/io/cell_text.h - the small notations inside cells: stored numbers, _xHHHH_ escapes, cell addresses.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kaohe::io {

enum class NumberText { Ok, NotANumber, TooLong };

// Appends a number of a workbook as the shortest decimal that gives the stored binary number, without
// exponent: "85.700000000000003" is "85.7", "1E3" is "1000". Blanks around it do not count. Here, and nowhere
// else in the program, a value goes through binary floating point: a workbook stores nothing else.
NumberText append_shortest_decimal(std::string& out, std::string_view stored);

// The same of a binary number itself; NotANumber when it is infinite or no number.
NumberText append_shortest_decimal(std::string& out, double value);

// Appends a JSON number digit by digit as it is written; only an exponent is resolved: "1.50e1" is "15.0".
// TooLong when resolving would need more than 400 characters.
NumberText append_plain_decimal(std::string& out, std::string_view written);

// Appends `text` with _xHHHH_ resolved (ECMA-376 ST_Xstring): "_x000D_" is CR, "_x005F_" is "_". What is not
// such an escape, or would be half a character or NUL, stays as it is.
void append_unescaped(std::string& out, std::string_view text);

// Appends UTF-16. Half a pair and NUL become U+FFFD.
void append_utf16(std::string& out, std::u16string_view text);

struct CellAddress {
    std::uint32_t column = 0;  // 0-based
    std::uint32_t row = 0;     // 1-based
};
// "C17"; nothing when it is not an address or the row or column number has more than 7 digits or 3 letters.
std::optional<CellAddress> parse_cell_address(std::string_view text);

// Digits only, without sign; nothing when it is not a number or larger than 32 bits.
std::optional<std::uint32_t> parse_index(std::string_view text);

std::string_view trim_ascii(std::string_view text);

}  // namespace kaohe::io
