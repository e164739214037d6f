#include "kaohe/model/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace kaohe::model {
namespace {

namespace chrono = std::chrono;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads up to `most` digits at the front of `text` and removes them.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    int value = 0;
    std::size_t n = 0;
    for (; n < text.size() && n < most && is_digit(text[n]); ++n) value = value * 10 + (text[n] - '0');
    if (n == 0) return std::nullopt;
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

std::optional<Day> parse_compact(std::string_view text) {
    for (char c : text)
        if (!is_digit(c)) return std::nullopt;
    auto number = [&](std::size_t from, std::size_t n) {
        auto part = text.substr(from, n);
        return *take_number(part, n);
    };
    return day_of(number(0, 4), number(4, 2), number(6, 2));
}

// What may stand behind a date: nothing, or a time of day.
bool is_time_or_nothing(std::string_view text) {
    if (text.empty()) return true;
    if (text[0] != ' ' && text[0] != 'T') return false;
    text.remove_prefix(1);
    for (char c : text)
        if (!is_digit(c) && c != ':' && c != '.') return false;
    return text.size() >= 4;
}

}  // namespace

std::optional<Day> day_of(int year, int month, int day) {
    if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
    chrono::year_month_day ymd{chrono::year(year), chrono::month(static_cast<unsigned>(month)),
                               chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return chrono::sys_days(ymd).time_since_epoch().count();
}

Calendar calendar(Day day) {
    chrono::year_month_day ymd{chrono::sys_days(chrono::days(day))};
    return {int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
}

int days_in_month(int year, int month) {
    chrono::year_month_day_last last{chrono::year(year) / chrono::month(static_cast<unsigned>(month)) / chrono::last};
    return int(unsigned(last.day()));
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() == 8 && is_digit(text[4])) return parse_compact(text);
    auto year = take_number(text, 4);
    if (!year || text.empty()) return std::nullopt;
    std::string_view separator;
    for (std::string_view candidate : {"-", "/", ".", "年"})
        if (separator.empty() && take(text, candidate)) separator = candidate;
    if (separator.empty()) return std::nullopt;
    auto month = take_number(text, 2);
    if (!month || !take(text, separator == "年" ? std::string_view("月") : separator)) return std::nullopt;
    auto day = take_number(text, 2);
    if (separator == "年") take(text, "日");
    if (!day || !is_time_or_nothing(text)) return std::nullopt;
    return day_of(*year, *month, *day);
}

std::optional<Day> parse_day_of_year(std::string_view text, int year) {
    const auto month = take_number(text, 2);
    if (!month || !take(text, "月")) return std::nullopt;
    const auto day = take_number(text, 2);
    take(text, "日");
    if (!day || !text.empty()) return std::nullopt;
    return day_of(year, *month, *day);
}

std::optional<Hours> parse_hour(std::string_view text) {
    const auto is_number = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    std::string_view clock;
    if (text.size() == 10 && is_number(text)) {
        clock = text.substr(8);
        text = text.substr(0, 8);
    } else if (const std::size_t gap = text.find_first_of(" T"); gap != std::string_view::npos) {
        clock = text.substr(gap + 1);
        text = text.substr(0, gap);
    } else if (const std::size_t ri = text.find("日"); ri != std::string_view::npos) {
        clock = text.substr(ri + std::string_view("日").size());
        text = text.substr(0, ri);
    }
    const auto day = parse_day(text);
    if (!day) return std::nullopt;
    if (clock.empty()) return *day * 24;
    const auto hour = take_number(clock, 2);
    take(clock, "时");
    if (take(clock, ":00")) take(clock, ":00");  // minutes, seconds
    if (take(clock, ".")) clock.remove_prefix(std::min(clock.find_first_not_of('0'), clock.size()));
    if (!hour || *hour > 24 || !clock.empty()) return std::nullopt;
    return *day * 24 + *hour;
}

Day day_of_hour(Hours hour) { return (hour >= 0 ? hour : hour - 23) / 24; }

std::string hour_text(Hours hour) {
    const Day day = day_of_hour(hour);
    return fmt::format("{} {:02}:00", to_string(day), hour - day * 24);
}

std::optional<Day> parse_deadline(std::string_view text, int year) {
    if (const auto day = parse_day(text)) return day;
    for (std::string_view tail : {"以前", "之前", "前"})
        if (text.ends_with(tail)) {
            text.remove_suffix(tail.size());
            if (const auto day = parse_day(text)) return day;
            break;
        }
    if (text == "年底" || text == "年末") return day_of(year, 12, 31);
    for (std::string_view tail : {"底", "末"})
        if (text.ends_with(tail)) {
            text.remove_suffix(tail.size());
            break;
        }
    bool in_words = true;  // 2021年8月, 8月; a number alone could be anything
    std::string_view rest = text;
    if (const auto first = take_number(rest, 4); first && *first >= 1900) {
        year = *first;
        in_words = take(rest, "年");
        if (in_words && rest.empty()) return day_of(year, 12, 31);
        if (!in_words && !take(rest, "-") && !take(rest, ".") && !take(rest, "/")) return std::nullopt;
    } else {
        rest = text;
    }
    const auto month = take_number(rest, 2);
    if (take(rest, "月") != in_words) return std::nullopt;
    if (!month || *month < 1 || *month > 12 || !rest.empty()) return std::nullopt;
    return day_of(year, *month, days_in_month(year, *month));
}

Day add_years(Day day, int years) {
    const Calendar from = calendar(day);
    const int year = from.year + years;
    return *day_of(year, from.month, std::min(from.day, days_in_month(year, from.month)));
}

std::string month_text(std::int64_t year_month) {
    std::string out = "0000-00";
    for (const std::size_t at : {6, 5, 3, 2, 1, 0}) out[at] = static_cast<char>('0' + year_month % 10), year_month /= 10;
    return out;
}

std::string to_string(Day day) {
    const Calendar c = calendar(day);
    return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::optional<Period> Period::parse(std::string_view text) {
    auto first_year = take_number(text, 4);
    if (!first_year || *first_year < 1900) return std::nullopt;
    if (text.empty()) return Period{*day_of(*first_year, 1, 1), *day_of(*first_year, 12, 31)};
    if (!take(text, "-")) return std::nullopt;
    const std::size_t digits = text.size();
    auto second = take_number(text, 4);
    if (!second || !text.empty()) return std::nullopt;
    if (digits == 4 && *second >= *first_year) return Period{*day_of(*first_year, 1, 1), *day_of(*second, 12, 31)};
    if (digits > 2 || *second < 1 || *second > 12) return std::nullopt;
    return Period{*day_of(*first_year, *second, 1), *day_of(*first_year, *second, days_in_month(*first_year, *second))};
}

bool Period::whole_years() const {
    const Calendar a = calendar(first), b = calendar(last);
    return a.month == 1 && a.day == 1 && b.month == 12 && b.day == 31;
}

std::string Period::to_string() const {
    const Calendar a = calendar(first), b = calendar(last);
    if (!whole_years()) return fmt::format("{:04}-{:02}", a.year, a.month);
    return a.year == b.year ? fmt::format("{:04}", a.year) : fmt::format("{:04}-{:04}", a.year, b.year);
}

}  // namespace kaohe::model
