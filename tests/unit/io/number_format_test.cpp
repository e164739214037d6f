#include "kaohe/io/number_format.h"

#include "support/catch.h"

using namespace kaohe::io;

namespace {
constexpr auto k1900 = DateSystem::From1900, k1904 = DateSystem::From1904;
}  // namespace

TEST_CASE("format codes are told apart by their letters outside quotes, escapes and brackets") {
    using F = NumberFormat;
    auto [code, expected] = GENERATE(table<std::string, NumberFormat>({
        {"General", F::Plain},
        {"G/通用格式", F::Plain},
        {"0.00\"米/day\"", F::Plain},
        {"0.00E+00", F::Plain},
        {"#,##0.00_);[Red](#,##0.00)", F::Plain},
        {"@", F::Plain},
        {"0\\d", F::Plain},
        {"0_d*d", F::Plain},
        {"[h]:mm:ss", F::Plain},
        {"[mm]:ss", F::Plain},
        {"0;yyyy", F::Plain},  // only the first section counts
        {"yyyy\"年\"m\"月\"d\"日\"", F::Date},
        {"yyyy年m月", F::Date},
        {"[$-804]yyyy-mm-dd", F::Date},
        {"[DBNum1][$-804]yyyy\"年\"m\"月\";@", F::Date},
        {"m/d", F::Date},
        {"aaaa", F::Date},
        {"e\"年\"", F::Date},
        {"yyyy-mm-dd hh:mm", F::DateTime},
        {"m/d/yy h:mm AM/PM", F::DateTime},
        {"h:mm", F::Time},
        {"mm:ss.0", F::Time},
        {"上午/下午h\"时\"mm\"分\"", F::Time},
        {"", F::Plain},
        {"\"open", F::Plain},
        {"[open", F::Plain},
        {"\\", F::Plain},
        {"0%", F::Percent},
        {"0.00%;[Red]-0.00%", F::Percent},
        {"0.0\"%\"", F::Plain},  // a sign that is only printed
        {"0\\%", F::Plain},
    }));
    CAPTURE(code);
    CHECK(classify_format(code) == expected);
}

TEST_CASE("the formats known by number include those of the Chinese edition") {
    for (std::uint32_t id : {14u, 15u, 17u, 27u, 31u, 36u, 50u, 54u, 57u, 58u})
        CHECK(builtin_format(id) == NumberFormat::Date);
    CHECK(builtin_format(22) == NumberFormat::DateTime);
    for (std::uint32_t id : {18u, 21u, 32u, 35u, 45u, 47u, 55u, 56u})
        CHECK(builtin_format(id) == NumberFormat::Time);
    for (std::uint32_t id : {0u, 1u, 2u, 11u, 13u, 23u, 26u, 37u, 44u, 46u, 48u, 49u, 59u, 164u})
        CHECK(builtin_format(id) == NumberFormat::Plain);
    CHECK(builtin_format(9) == NumberFormat::Percent);
    CHECK(builtin_format(10) == NumberFormat::Percent);
}

TEST_CASE("serial numbers of both date systems") {
    using F = NumberFormat;
    auto [serial, format, system, expected] =
        GENERATE(table<std::string, NumberFormat, DateSystem, std::string>({
            {"1", F::Date, k1900, "1900-01-01"},
            {"59", F::Date, k1900, "1900-02-28"},
            {"60", F::Date, k1900, "none"},  // 29 February 1900
            {"61", F::Date, k1900, "1900-03-01"},
            {"45292", F::Date, k1900, "2024-01-01"},
            {"44260.333333333336", F::DateTime, k1900, "2021-03-05 08:00:00"},
            {"44260.99999999", F::DateTime, k1900, "2021-03-06"},  // 0.9 ms before midnight
            {"44260.5", F::Date, k1900, "2021-03-05 12:00:00"},
            {"0.333333333333333", F::Time, k1900, "08:00:00"},
            {"0", F::Time, k1900, "00:00:00"},
            {"0", F::Date, k1900, "none"},
            {"-1", F::Date, k1900, "none"},
            {"2958465", F::Date, k1900, "9999-12-31"},
            {"2958466", F::Date, k1900, "none"},
            {"99999999999", F::Date, k1900, "none"},
            {"0", F::Date, k1904, "1904-01-01"},
            {"43830", F::Date, k1904, "2024-01-01"},  // 45292 - 1462
            {"0.5", F::Time, k1904, "12:00:00"},
        }));
    CAPTURE(serial, expected);
    CHECK(date_text(serial, format, system).value_or("none") == expected);
}

TEST_CASE("ISO dates are checked against the calendar") {
    auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"2021-03-05", "2021-03-05"},
        {"2021-03-05T08:00:00.000Z", "2021-03-05 08:00:00"},
        {"2021-03-05T00:00:00", "2021-03-05"},
        {"08:30:00", "08:30:00"},
        {"T08:30", "08:30:00"},
        {"2021-02-29", "none"},
        {"2021-13-01", "none"},
        {"2021-03-05T25:00:00", "none"},
        {"2021-3-5", "none"},
        {"2021-03-05x", "none"},
        {"", "none"},
        {"-021-03-05", "none"},
    }));
    CAPTURE(text);
    CHECK(iso_date_text(text).value_or("none") == expected);
}
