#include "kaohe/io/xls_workbook.h"

#include <algorithm>
#include <unordered_map>

#include "kaohe/io/biff_records.h"
#include "kaohe/io/little_endian.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

class Globals {
  public:
    Globals(std::string_view stream, const std::string& file, const Limits& limits)
        : records_(stream, 0), file_(file), limits_(limits) {}

    Result<XlsWorkbook> read() {
        KAOHE_CHECK(check_version());
        for (;;) {
            const auto record = records_.next();
            if (!record) return damaged(records_.at());
            if (record->type == RecordType::EndOfFile) break;
            KAOHE_CHECK(take(*record));
        }
        for (const std::uint32_t id : cell_formats_) {
            const auto described = described_.find(id);
            book_.formats.push_back(described != described_.end() ? described->second : builtin_format(id));
        }
        for (auto& entry : book_.sheets) entry.sheet.from_1904 = book_.dates == DateSystem::From1904;
        return std::move(book_);
    }

  private:
    Result<void> check_version() {
        constexpr unsigned kExcel97 = 0x0600;
        const auto first = records_.next();
        if (!first || first->data.size() < 4) return damaged(0);
        // Excel 2 to 4 have other numbers for the record itself, with the same low byte.
        if (first->type != RecordType::Beginning || u16_at(first->data, 0) != kExcel97) {
            if ((static_cast<unsigned>(first->type) & 0xFF) != 0x09) return damaged(0);
            return failure(Code::FileKind, Place{.file = file_}, reasons::kOlderWorkbook);
        }
        return {};
    }

    Result<void> take(const Record& record) {
        switch (record.type) {
            case RecordType::FilePass:
                return failure(Code::FileEncrypted, Place{.file = file_});
            case RecordType::DateMode:
                if (record.data.size() >= 2 && u16_at(record.data, 0) == 1)
                    book_.dates = DateSystem::From1904;
                return {};
            case RecordType::BoundSheet:
                return add_sheet(record);
            case RecordType::Format:
                return add_format(record);
            case RecordType::Xf:
                if (record.data.size() < 4) return damaged(record.at);
                cell_formats_.push_back(u16_at(record.data, 2));
                return check_styles();
            case RecordType::SharedStrings:
                return add_strings(record);
            default:
                return {};
        }
    }

    Result<void> add_sheet(const Record& record) {
        constexpr unsigned kVisibility = 3, kWorksheet = 0;
        if (record.data.size() < 6) return damaged(record.at);
        XlsSheetEntry entry{.at = u32_at(record.data, 0)};
        entry.sheet.hidden = static_cast<unsigned char>(record.data[4]) & kVisibility;
        PieceReader reader({record.data.substr(6)});
        if (!reader.append_short_text(entry.sheet.name)) return damaged(record.at);
        if (static_cast<unsigned char>(record.data[5]) != kWorksheet) return {};
        book_.sheets.push_back(std::move(entry));
        if (book_.sheets.size() > limits_.sheets) return too_many(reasons::kSheets, limits_.sheets);
        return {};
    }

    Result<void> add_format(const Record& record) {
        if (record.data.size() < 2) return damaged(record.at);
        std::string code;
        PieceReader reader({record.data.substr(2)});
        if (!reader.append_text(code)) return damaged(record.at);
        described_[u16_at(record.data, 0)] = classify_format(code);
        return check_styles();
    }

    Result<void> check_styles() {
        if (std::max(described_.size(), cell_formats_.size()) > limits_.styles)
            return too_many(reasons::kStyles, limits_.styles);
        return {};
    }

    // The count in front is only believed to tell padding behind the last text from a text that is cut.
    Result<void> add_strings(const Record& record) {
        PieceReader reader(records_.with_continues(record));
        const auto uses = reader.u32(), count = reader.u32();
        if (!uses || !count) return damaged(record.at);
        SharedStrings& strings = book_.strings;
        while (!reader.at_end()) {
            const std::size_t begin = strings.text().size();
            if (!reader.append_rich_text(strings.text())) {
                strings.text().resize(begin);
                if (strings.size() >= *count) return {};
                return damaged(record.at);
            }
            strings.end_string();
            if (strings.size() > limits_.shared_strings)
                return too_many(reasons::kSharedStrings, limits_.shared_strings);
            if (strings.text().size() > limits_.shared_string_bytes)
                return too_many(reasons::kSharedStringBytes, limits_.shared_string_bytes);
        }
        return {};
    }

    tl::unexpected<Diagnostic> damaged(std::size_t at) const {
        return failure(Code::FileDamaged, Place{.file = file_}, fmt::format(reasons::kRecord, at));
    }
    tl::unexpected<Diagnostic> too_many(std::string_view what, std::size_t limit) const {
        return failure(Code::FileLimit, Place{.file = file_}, what, limit);
    }

    RecordStream records_;
    const std::string& file_;
    const Limits& limits_;
    XlsWorkbook book_;
    std::unordered_map<std::uint32_t, NumberFormat> described_;
    std::vector<std::uint32_t> cell_formats_;  // number format of each XF
};

}  // namespace

Result<XlsWorkbook> load_xls_workbook(std::string_view stream, const std::string& file,
                                      const Limits& limits) {
    return Globals(stream, file, limits).read();
}

}  // namespace kaohe::io
