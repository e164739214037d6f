// kaohe/base/text.h - UTF-8 text as it comes from forms: validity, width on screen, clean-up, nearest known name.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe {

bool is_valid_utf8(std::string_view text);
// The offset of the first byte that is not valid UTF-8, or npos.
std::size_t first_invalid_utf8(std::string_view text);

// Columns on a terminal or in a sheet: Chinese characters and full-width signs take two. Invalid bytes take one.
std::size_t display_width(std::string_view text);
// `text` padded with blanks to `width` columns.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

// Without blanks at both ends: ASCII blanks, NBSP, ideographic space, zero-width characters, BOM. A view into `text`.
std::string_view trim(std::string_view text);
// Compatibility form (NFKC) without any blank: full-width digits, letters and signs become ASCII, ㎡ becomes m2,
// both mu signs become μ. What headers, names and units are compared by, never what is printed.
std::string fold(std::string_view text);
// fold() for numbers: full-width digits, signs and points to ASCII, trimmed; nothing else is changed.
std::string narrow(std::string_view text);

// The candidate with the smallest edit distance (by character), if it is at most a third of the longer text; else nothing.
// Texts of more than 100 characters are no names: nothing is near them.
std::optional<std::string> nearest(std::string_view text, std::span<const std::string> candidates);
// "，是否为“X”？" for the nearest candidate, or "": the tail of an "unknown name" message.
std::string suggestion(std::string_view text, std::span<const std::string> candidates);

std::string join(std::span<const std::string> parts, std::string_view separator);
std::vector<std::string> split(std::string_view text, char separator);

// For XML and HTML, in text and in attributes: markup escaped, control characters left out.
std::string xml_text(std::string_view text);

// A field of a CSV line: in quotes when it holds a comma, a quote or a line break.
std::string csv_field(std::string_view text);
void append_csv_field(std::string& out, std::string_view text);

// 0 -> "A", 26 -> "AA"
std::string column_letters(std::size_t column);
// (0-based column, 1-based row) -> "C17"
std::string cell_name(std::size_t column, std::size_t row);

}  // namespace kaohe
