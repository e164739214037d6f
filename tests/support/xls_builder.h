// tests/support/xls_builder.h - Excel 97-2003 workbooks made by hand: records in a compound file.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace kaohe::testing {

// Little-endian numbers.
std::string le16(unsigned value);
std::string le32(std::uint32_t value);
std::string le_double(double value);

std::string biff(unsigned type, const std::string& data);
std::string biff_begin(unsigned kind);  // 5 the globals, 0x10 a sheet, 0x20 a chart
std::string biff_end();

// Texts as in records: length (two bytes), flags, characters. `biff_wide` has two bytes a character.
std::string biff_narrow(const std::string& latin);
std::string biff_wide(const std::u16string& text);
std::string utf16le(const std::u16string& text);

// Row and column are 0-based.
std::string biff_number(unsigned row, unsigned column, double value, unsigned style = 0);
std::string biff_rk(unsigned row, unsigned column, std::uint32_t rk, unsigned style = 0);
std::string biff_shared(unsigned row, unsigned column, std::uint32_t index);
std::string biff_formula(unsigned row, unsigned column, const std::string& result);  // 8 bytes

// A compound file with these streams in its root storage, in this order.
std::string compound_file(const std::vector<std::pair<std::u16string, std::string>>& streams);

// A small valid workbook. Styles: 0 General, 1 built-in 14, 2 built-in 57, 3 yyyy"年"m"月"d"日", 4
// 0.00"米/day", 5 h:mm, 6 [h]:mm, 7 yyyy-mm-dd hh:mm; shared strings 0 "甲", 1 "" (empty), 2 "ab".
struct XlsBuilder {
    struct Sheet {
        std::u16string name;
        std::string records;
        unsigned visibility = 0, kind = 0;
    };
    std::string globals;         // records before the list of sheets, behind the first one
    std::string shared_strings;  // records
    std::vector<Sheet> sheets;

    // `records` is what stands inside the sheet 表1.
    static XlsBuilder with_records(const std::string& records);
    std::string stream() const;
    std::string bytes() const { return compound_file({{u"Workbook", stream()}}); }
};

}  // namespace kaohe::testing
