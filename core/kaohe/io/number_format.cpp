#include "kaohe/io/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "kaohe/io/cell_text.h"

namespace kaohe::io {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t kSecondsPerDay = 86'400;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    return std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// The length of a stretch at the beginning of `code` in which letters mean nothing; 0 when there is none.
std::size_t literal_length(std::string_view code) {
    // Some Chinese programs write the General format by its local name.
    for (std::string_view word : {"general", "g/通用格式"})
        if (starts_with_word(code, word)) return word.size();
    switch (code[0]) {
        case '\\':
        case '_':
        case '*':
            return 2;
        case '"': {
            const std::size_t end = code.find('"', 1);
            return end == std::string_view::npos ? code.size() : end + 1;
        }
        case 'e':
        case 'E':
            return code.size() > 1 && (code[1] == '+' || code[1] == '-') ? 2 : 0;  // an exponent, no year
        default:
            return 0;
    }
}

struct FormatLetters {
    std::string letters;  // y, d (any part of a date), h, s and the still open m, repetitions once
    bool elapsed = false;
    bool percent = false;
};

// `[h]` counts hours beyond a day; any other bracket is a colour, a condition or a language.
std::size_t read_bracket(std::string_view code, FormatLetters& found) {
    const std::size_t end = std::min(code.find(']'), code.size() - 1);
    const std::string_view inside = code.substr(1, end > 0 ? end - 1 : 0);
    const char first = inside.empty() ? '\0' : lower(inside[0]);
    if ((first == 'h' || first == 'm' || first == 's') &&
        std::all_of(inside.begin(), inside.end(), [&](char c) { return lower(c) == first; }))
        found.elapsed = true;
    return end + 1;
}

FormatLetters read_letters(std::string_view code) {
    FormatLetters found;
    while (!code.empty() && code[0] != ';') {  // negative numbers and zero have sections of their own
        std::size_t length = literal_length(code);
        if (length == 0 && code[0] == '[') length = read_bracket(code, found);
        if (length == 0)
            for (std::string_view half_day : {"am/pm", "a/p", "上午/下午"})
                if (starts_with_word(code, half_day)) {
                    found.letters += 'h';
                    length = half_day.size();
                    break;
                }
        if (length > 0) {
            code.remove_prefix(std::min(length, code.size()));
            continue;
        }
        if (code[0] == '%') found.percent = true;
        char c = lower(code[0]);
        if (c == 'e' || c == 'g' || c == 'b') c = 'y';  // years of an era
        if (c == 'a') c = 'd';                          // aaa: day of the week
        if (std::string_view("ydmhs").find(c) != std::string_view::npos && !found.letters.ends_with(c))
            found.letters += c;
        code.remove_prefix(1);
    }
    return found;
}

// m is minutes behind hours or before seconds, otherwise the month.
bool is_minute(std::string_view letters, std::size_t at) {
    return (at > 0 && letters[at - 1] == 'h') || (at + 1 < letters.size() && letters[at + 1] == 's');
}

std::string clock_text(std::int64_t seconds) {
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string calendar_text(sys_days day) {
    const year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// The fraction ".333…" of a day in seconds, rounded; exact to the tenth digit, which is 0.01 ms.
std::int64_t seconds_of_fraction(std::string_view digits) {
    constexpr std::int64_t kScale = 10'000'000'000;
    std::int64_t parts = 0;
    for (std::size_t i = 0; i < 10; ++i) parts = parts * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    return (parts * kSecondsPerDay + kScale / 2) / kScale;
}

std::optional<sys_days> calendar_day(std::int64_t serial, DateSystem system) {
    using namespace std::chrono;
    constexpr sys_days kLast = 9999y / December / 31;
    sys_days day;
    if (system == DateSystem::From1904) {
        day = sys_days{1904y / January / 1} + days{serial};
    } else {
        // Day 60 is the 29 February 1900 that never was: days before it count from one day later.
        if (serial < 1 || serial == 60) return std::nullopt;
        day = sys_days{1899y / December / 30} + days{serial < 60 ? serial + 1 : serial};
    }
    if (day > kLast) return std::nullopt;
    return day;
}

// Reads a number of exactly `size` digits and moves behind it.
std::optional<int> take_number(std::string_view& text, std::size_t size) {
    int value = 0;
    if (text.size() < size) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + size, value);
    if (error != std::errc{} || end != text.data() + size || value < 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

// Seconds since midnight, rounded: 86,400 for the last half second of a day.
std::optional<std::int64_t> iso_clock(std::string_view text) {
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    std::optional<int> second = 0;
    if (take(text, ':')) second = take_number(text, 2);
    std::int64_t more = 0;
    if (take(text, '.') || take(text, ',')) {
        more = !text.empty() && text[0] >= '5' && text[0] <= '9' ? 1 : 0;
        text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    }
    take(text, 'Z');
    if (!text.empty() || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return *hour * 3600 + *minute * 60 + *second + more;
}

std::optional<std::string> iso_clock_text(std::string_view text) {
    const auto seconds = iso_clock(text);
    if (!seconds) return std::nullopt;
    return clock_text(std::min(*seconds, kSecondsPerDay - 1));
}

}  // namespace

NumberFormat builtin_format(std::uint32_t id) {
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 ||
        id == 58)
        return NumberFormat::Date;
    if (id == 9 || id == 10) return NumberFormat::Percent;
    if (id == 22) return NumberFormat::DateTime;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
        return NumberFormat::Time;
    return NumberFormat::Plain;
}

NumberFormat classify_format(std::string_view code) {
    const FormatLetters found = read_letters(code);
    if (found.elapsed) return NumberFormat::Plain;
    bool date = false, time = false;
    for (std::size_t i = 0; i < found.letters.size(); ++i) {
        const char c = found.letters[i];
        const bool clock = c == 'h' || c == 's' || (c == 'm' && is_minute(found.letters, i));
        (clock ? time : date) = true;
    }
    if (date) return time ? NumberFormat::DateTime : NumberFormat::Date;
    if (time) return NumberFormat::Time;
    return found.percent ? NumberFormat::Percent : NumberFormat::Plain;
}

std::optional<std::string> date_text(std::string_view serial, NumberFormat format, DateSystem system) {
    const std::size_t point = std::min(serial.find('.'), serial.size());
    const auto whole = parse_index(serial.substr(0, point));
    if (!whole || *whole > 3'000'000) return std::nullopt;
    const std::string_view fraction = serial.substr(std::min(point + 1, serial.size()));
    std::int64_t day_number = *whole;
    std::int64_t seconds = seconds_of_fraction(fraction);
    day_number += seconds / kSecondsPerDay;
    seconds %= kSecondsPerDay;

    const bool has_time = format == NumberFormat::Time || format == NumberFormat::DateTime;
    const bool day_zero = system == DateSystem::From1900 || format == NumberFormat::Time;
    if (day_number == 0 && day_zero && has_time) return clock_text(seconds);
    const auto day = calendar_day(day_number, system);
    if (!day) return std::nullopt;
    return seconds == 0 ? calendar_text(*day) : calendar_text(*day) + " " + clock_text(seconds);
}

std::optional<std::string> iso_date_text(std::string_view text) {
    text = trim_ascii(text);
    if (text.size() > 2 && text[2] == ':') return iso_clock_text(text);
    if (take(text, 'T')) return iso_clock_text(text);
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    if (text.empty() || text == "Z") return calendar_text(date);
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    const auto clock = iso_clock(text);
    if (!clock) return std::nullopt;
    const sys_days next_day = sys_days{date} + days{*clock / kSecondsPerDay};
    if (year_month_day{next_day}.year() > std::chrono::year{9999}) return std::nullopt;
    const std::int64_t seconds = *clock % kSecondsPerDay;
    return seconds == 0 ? calendar_text(next_day) : calendar_text(next_day) + " " + clock_text(seconds);
}

}  // namespace kaohe::io
