#include "kaohe/io/biff_records.h"

#include <algorithm>

#include "kaohe/io/cell_text.h"
#include "kaohe/io/little_endian.h"

namespace kaohe::io {
namespace {

// Flags before the characters of a text.
constexpr unsigned kWide = 1, kReadings = 4, kRuns = 8;

}  // namespace

std::optional<Record> RecordStream::peek() const {
    constexpr std::size_t kHead = 4;
    if (at_ > stream_.size() || stream_.size() - at_ < kHead) return std::nullopt;
    const std::size_t size = u16_at(stream_, at_ + 2);
    if (stream_.size() - at_ - kHead < size) return std::nullopt;
    return Record{RecordType{u16_at(stream_, at_)}, stream_.substr(at_ + kHead, size), at_};
}

std::optional<Record> RecordStream::next() {
    const auto record = peek();
    if (record) at_ += 4 + record->data.size();
    return record;
}

std::vector<std::string_view> RecordStream::with_continues(const Record& record) {
    std::vector<std::string_view> pieces{record.data};
    for (auto more = peek(); more && more->type == RecordType::Continue; more = peek()) {
        pieces.push_back(more->data);
        next();
    }
    return pieces;
}

bool PieceReader::at_end() {
    while (piece_ < pieces_.size() && at_ == pieces_[piece_].size()) {
        ++piece_;
        at_ = 0;
    }
    return piece_ == pieces_.size();
}

std::optional<std::uint8_t> PieceReader::u8() {
    if (at_end()) return std::nullopt;
    return static_cast<std::uint8_t>(pieces_[piece_][at_++]);
}

std::optional<std::uint16_t> PieceReader::u16() {
    const auto low = u8(), high = u8();
    if (!high) return std::nullopt;
    return static_cast<std::uint16_t>(*low | *high << 8);
}

std::optional<std::uint32_t> PieceReader::u32() {
    const auto low = u16(), high = u16();
    if (!high) return std::nullopt;
    return *low | std::uint32_t{*high} << 16;
}

bool PieceReader::skip(std::uint64_t bytes) {
    while (bytes > 0) {
        if (at_end()) return false;
        const std::uint64_t here = std::min<std::uint64_t>(bytes, pieces_[piece_].size() - at_);
        at_ += here;
        bytes -= here;
    }
    return true;
}

bool PieceReader::append_characters(std::string& out, std::size_t count, bool wide) {
    units_.clear();
    while (units_.size() < count) {
        if (piece_ < pieces_.size() && at_ == pieces_[piece_].size()) {
            const auto flags = u8();  // of the next piece
            if (!flags) return false;
            wide = *flags & kWide;
        }
        if (piece_ == pieces_.size()) return false;
        const std::string_view left = pieces_[piece_].substr(at_);
        const std::size_t size = wide ? 2 : 1, here = std::min(count - units_.size(), left.size() / size);
        if (here == 0 && !left.empty()) return false;  // half a character
        for (std::size_t i = 0; i < here; ++i)
            units_ += wide ? static_cast<char16_t>(u16_at(left, i * 2)) : static_cast<unsigned char>(left[i]);
        at_ += here * size;
    }
    append_utf16(out, units_);
    return true;
}

bool PieceReader::append_text(std::string& out) {
    const auto count = u16();
    const auto flags = u8();
    return flags && append_characters(out, *count, *flags & kWide);
}

bool PieceReader::append_short_text(std::string& out) {
    const auto count = u8(), flags = u8();
    return flags && append_characters(out, *count, *flags & kWide);
}

bool PieceReader::append_rich_text(std::string& out) {
    const auto count = u16();
    const auto flags = u8();
    if (!flags) return false;
    std::uint64_t behind = 0;
    if (*flags & kRuns) {
        const auto runs = u16();
        if (!runs) return false;
        behind += std::uint64_t{*runs} * 4;
    }
    if (*flags & kReadings) {
        const auto readings = u32();
        if (!readings) return false;
        behind += *readings;
    }
    return append_characters(out, *count, *flags & kWide) && skip(behind);
}

}  // namespace kaohe::io
