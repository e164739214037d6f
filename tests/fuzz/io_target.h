// tests/fuzz/io_target.h - what the targets for submitted files share: small limits, a sink that looks at
// every cell and aborts when the promises of kaohe/io/reader.h are broken, and a package made of given parts.
#pragma once
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kaohe/base/text.h"
#include "kaohe/io/findings.h"
#include "kaohe/io/reader.h"

namespace kaohe::fuzzing {

inline void promise(bool kept) {
    if (!kept) std::abort();
}

class CheckingSink : public io::RowSink {
  public:
    void on_sheet(const io::Sheet& sheet) override {
        promise(is_valid_utf8(sheet.name));
        last_row_ = -1;
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        promise(static_cast<std::int64_t>(row) > last_row_);
        last_row_ = row;
        for (const auto& cell : cells) check(cell);
        return true;
    }
    void on_merge(const io::Merge& merge) override {
        promise(merge.first_row > 0 && merge.first_row <= merge.last_row &&
                merge.first_column <= merge.last_column);
    }

  private:
    static void check(const io::Cell& cell) {
        promise(is_valid_utf8(cell.text));
        switch (cell.kind) {
            case io::CellKind::Blank:
                return promise(cell.text.empty());
            case io::CellKind::Number:
            case io::CellKind::Percent:
                return promise(!cell.text.empty() &&
                               cell.text.find_first_not_of("-.0123456789") == std::string_view::npos);
            case io::CellKind::Date:
                return promise(cell.text.size() == 8 || cell.text.size() == 10 || cell.text.size() == 19);
            case io::CellKind::Flag:
                return promise(cell.text == "TRUE" || cell.text == "FALSE");
            case io::CellKind::Text:
                return promise(!cell.text.empty());
            case io::CellKind::Error:
                return;
        }
    }
    std::int64_t last_row_ = -1;
};

// Rows and columns as in earnest; everything that costs memory or time is small.
inline io::Limits small_limits() {
    io::Limits limits;
    limits.package_bytes = std::size_t{1} << 20;
    limits.part_bytes = std::size_t{4} << 20;
    limits.package_unpacked_bytes = std::size_t{8} << 20;
    limits.cells = 20'000;
    limits.shared_strings = 10'000;
    limits.shared_string_bytes = std::size_t{1} << 20;
    limits.cell_bytes = 1'000;
    limits.merges = 1'000;
    limits.styles = 1'000;
    limits.sheets = 16;
    limits.compound_entries = 1'000;
    limits.text_bytes = std::size_t{1} << 20;
    limits.line_bytes = std::size_t{1} << 16;
    limits.text_rows = 100'000;
    limits.findings = 1'000;
    return limits;
}

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline void check_said(const Diagnostic& said) {
    promise(is_valid_utf8(said.message) && is_valid_utf8(to_string(said.place)));
}

// Reads the bytes with one of the readers, or with io::read().
template <class Read>
int read_and_check(const Read& read) {
    CheckingSink sink;
    Diagnostics list;
    const auto limits = small_limits();
    const Result<void> done = read(sink, list, limits);
    if (!done) check_said(done.error());
    for (const auto& finding : list.all()) check_said(finding);
    return 0;
}
template <class Reader>
int read_with(Reader* reader, std::string_view bytes, const std::string& name) {
    return read_and_check([&](io::RowSink& sink, Diagnostics& list, const io::Limits& limits) {
        io::Findings findings(list, limits.findings);
        return reader(bytes, name, sink, findings, limits);
    });
}
inline int read_any(std::string_view bytes, const std::string& name) {
    return read_and_check([&](io::RowSink& sink, Diagnostics& list, const io::Limits& limits) {
        return io::read(bytes, name, sink, list, limits);
    });
}

inline std::string little_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value);
    return out;
}

constexpr std::array<std::uint32_t, 256> crc32_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        table[byte] = byte;
        for (int bit = 0; bit < 8; ++bit) table[byte] = table[byte] >> 1 ^ (table[byte] & 1 ? 0xEDB88320 : 0);
    }
    return table;
}
inline std::uint32_t crc32_of(std::string_view bytes) {
    static constexpr auto kTable = crc32_table();
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) crc = crc >> 8 ^ kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFF];
    return ~crc;
}

// A zip of these parts, not compressed.
inline std::string stored_zip(const std::vector<std::pair<std::string, std::string_view>>& parts) {
    std::string out, directory;
    for (const auto& [name, content] : parts) {
        const std::string head = little_endian(20, 2) + little_endian(0, 8) +
                                 little_endian(crc32_of(content), 4) + little_endian(content.size(), 4) +
                                 little_endian(content.size(), 4) + little_endian(name.size(), 2) +
                                 little_endian(0, 2);
        directory += "PK\1\2" + little_endian(20, 2) + head + little_endian(0, 10) +
                     little_endian(out.size(), 4) + name;
        out += "PK\3\4" + head + name;
        out += content;
    }
    const std::size_t at = out.size();
    return out + directory + "PK\5\6" + little_endian(0, 4) + little_endian(parts.size(), 2) +
           little_endian(parts.size(), 2) + little_endian(directory.size(), 4) + little_endian(at, 4) +
           little_endian(0, 2);
}

}  // namespace kaohe::fuzzing
