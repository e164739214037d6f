#include "support/xls_builder.h"

#include <algorithm>
#include <bit>

namespace kaohe::testing {
namespace {

constexpr std::size_t kSector = 512, kSmallSector = 64, kSmallBelow = 4096;
constexpr std::uint32_t kFree = 0xFFFFFFFF, kEnd = 0xFFFFFFFE, kTable = 0xFFFFFFFD;

std::string padded(std::string bytes, std::size_t unit, char with = '\0') {
    bytes.resize((bytes.size() + unit - 1) / unit * unit, with);
    return bytes;
}

// A chain through the sectors first, first + 1, … of `count`.
std::string chain(std::size_t first, std::size_t count) {
    std::string out;
    for (std::size_t i = 1; i <= count; ++i)
        out += le32(i < count ? static_cast<std::uint32_t>(first + i) : kEnd);
    return out;
}

std::string entry(const std::u16string& name, unsigned type, std::uint32_t right, std::uint32_t child,
                  std::uint32_t start, std::size_t size) {
    std::string out = utf16le(name);
    out.resize(64);
    out += le16(static_cast<unsigned>(name.size() + 1) * 2);
    out += static_cast<char>(type);
    out += '\1';
    out += le32(kFree) + le32(right) + le32(child);
    out.resize(116);
    return out + le32(start) + le32(static_cast<std::uint32_t>(size)) + le32(0);
}

}  // namespace

std::string le16(unsigned value) {
    return {static_cast<char>(value), static_cast<char>(value >> 8)};
}
std::string le32(std::uint32_t value) {
    return le16(value & 0xFFFF) + le16(value >> 16);
}
std::string le_double(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return le32(static_cast<std::uint32_t>(bits)) + le32(static_cast<std::uint32_t>(bits >> 32));
}
std::string utf16le(const std::u16string& text) {
    std::string out;
    for (char16_t unit : text) out += le16(unit);
    return out;
}

std::string biff(unsigned type, const std::string& data) {
    return le16(type) + le16(static_cast<unsigned>(data.size())) + data;
}
std::string biff_begin(unsigned kind) {
    return biff(0x0809, le16(0x0600) + le16(kind) + std::string(12, '\0'));
}
std::string biff_end() {
    return biff(0x000A, "");
}
std::string biff_narrow(const std::string& latin) {
    return le16(static_cast<unsigned>(latin.size())) + '\0' + latin;
}
std::string biff_wide(const std::u16string& text) {
    return le16(static_cast<unsigned>(text.size())) + '\1' + utf16le(text);
}
std::string biff_number(unsigned row, unsigned column, double value, unsigned style) {
    return biff(0x0203, le16(row) + le16(column) + le16(style) + le_double(value));
}
std::string biff_rk(unsigned row, unsigned column, std::uint32_t rk, unsigned style) {
    return biff(0x027E, le16(row) + le16(column) + le16(style) + le32(rk));
}
std::string biff_shared(unsigned row, unsigned column, std::uint32_t index) {
    return biff(0x00FD, le16(row) + le16(column) + le16(0) + le32(index));
}
std::string biff_formula(unsigned row, unsigned column, const std::string& result) {
    return biff(0x0006, le16(row) + le16(column) + le16(0) + result + le16(0) + le32(0) + le16(0));
}

// Sectors: FAT, directory, mini-FAT, mini stream, large streams.
std::string compound_file(const std::vector<std::pair<std::u16string, std::string>>& streams) {
    std::string small, small_table, large;
    struct Placed {
        std::uint32_t start;
        bool is_small;
    };
    std::vector<Placed> placed;
    for (const auto& [name, bytes] : streams) {
        const bool is_small = bytes.size() < kSmallBelow;
        std::string& to = is_small ? small : large;
        const std::size_t unit = is_small ? kSmallSector : kSector;
        placed.push_back({static_cast<std::uint32_t>(to.size() / unit), is_small});
        const std::string content = padded(bytes, unit);
        if (is_small) small_table += chain(placed.back().start, content.size() / unit);
        to += content;
    }
    small_table = padded(small_table, kSector, '\xFF');
    const std::string small_stream = padded(small, kSector);

    const std::size_t directory_size = ((streams.size() + 1) * 128 + kSector - 1) / kSector;
    const auto sectors = [](const std::string& bytes) { return bytes.size() / kSector; };
    const std::size_t others = directory_size + sectors(small_table) + sectors(small_stream) + sectors(large);
    std::size_t tables = 1;
    while (tables * (kSector / 4) < tables + others) ++tables;
    const std::size_t directory_at = tables, small_table_at = directory_at + directory_size,
                      small_at = small_table_at + sectors(small_table),
                      large_at = small_at + sectors(small_stream);

    std::string table;
    for (std::size_t i = 0; i < tables; ++i) table += le32(kTable);
    table += chain(directory_at, directory_size) + chain(small_table_at, sectors(small_table)) +
             chain(small_at, sectors(small_stream));
    for (std::size_t i = 0; i < streams.size(); ++i)
        if (!placed[i].is_small)
            table += chain(large_at + placed[i].start, sectors(padded(streams[i].second, kSector)));
    table = padded(table, kSector, '\xFF');

    const auto at_or_end = [](std::size_t at, const std::string& what) {
        return le32(what.empty() ? kEnd : static_cast<std::uint32_t>(at));
    };
    std::string directory = entry(u"Root Entry", 5, kFree, streams.empty() ? kFree : 1,
                                  small.empty() ? kEnd : static_cast<std::uint32_t>(small_at), small.size());
    for (std::size_t i = 0; i < streams.size(); ++i)
        directory +=
            entry(streams[i].first, 2, i + 1 < streams.size() ? static_cast<std::uint32_t>(i + 2) : kFree,
                  kFree, placed[i].start + (placed[i].is_small ? 0 : static_cast<std::uint32_t>(large_at)),
                  streams[i].second.size());
    directory = padded(directory, kSector);

    std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + le16(0x3E) + le16(3) +
                         le16(0xFFFE) + le16(9) + le16(6) + std::string(10, '\0') +
                         le32(static_cast<std::uint32_t>(tables)) +
                         le32(static_cast<std::uint32_t>(directory_at)) + le32(0) + le32(kSmallBelow) +
                         at_or_end(small_table_at, small_table) +
                         le32(static_cast<std::uint32_t>(sectors(small_table))) + le32(kEnd) + le32(0);
    for (std::size_t i = 0; i < 109; ++i) header += le32(i < tables ? static_cast<std::uint32_t>(i) : kFree);
    return header + table + directory + small_table + small_stream + large;
}

XlsBuilder XlsBuilder::with_records(const std::string& records) {
    XlsBuilder book;
    const auto format = [](unsigned id, const std::u16string& code) {
        return biff(0x041E, le16(id) + biff_wide(code));
    };
    book.globals = format(164, u"yyyy\"年\"m\"月\"d\"日\"") + format(165, u"0.00\"米/day\"") +
                   format(166, u"h:mm") + format(167, u"[h]:mm") + format(168, u"yyyy\\-mm\\-dd hh:mm");
    for (unsigned id : {0, 14, 57, 164, 165, 166, 167, 168})
        book.globals += biff(0x00E0, le16(0) + le16(id) + std::string(16, '\0'));
    book.shared_strings =
        biff(0x00FC, le32(3) + le32(3) + biff_wide(u"甲") + biff_narrow("") + biff_narrow("ab"));
    book.sheets.push_back({u"表1", records});
    return book;
}

std::string XlsBuilder::stream() const {
    const auto list = [&](const std::vector<std::uint32_t>& offsets) {
        std::string out;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            const Sheet& sheet = sheets[i];
            out += biff(0x0085, le32(offsets[i]) + static_cast<char>(sheet.visibility) +
                                    static_cast<char>(sheet.kind) + static_cast<char>(sheet.name.size()) +
                                    '\1' + utf16le(sheet.name));
        }
        return biff_begin(5) + globals + out + shared_strings + biff_end();
    };
    std::vector<std::uint32_t> offsets(sheets.size());
    std::size_t at = list(offsets).size();
    std::string behind;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        offsets[i] = static_cast<std::uint32_t>(at + behind.size());
        behind += biff_begin(sheets[i].kind == 2 ? 0x20 : 0x10) + sheets[i].records + biff_end();
    }
    return list(offsets) + behind;
}

}  // namespace kaohe::testing
