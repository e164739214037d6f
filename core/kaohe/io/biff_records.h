// kaohe/io/biff_records.h - the records of an Excel 97-2003 workbook ([MS-XLS]), and the texts in them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::io {

enum class RecordType : std::uint16_t {
    Formula = 0x0006,
    EndOfFile = 0x000A,  // of a substream: the globals, a sheet, a chart in it
    DateMode = 0x0022,
    FilePass = 0x002F,
    Continue = 0x003C,
    ColumnInfo = 0x007D,
    BoundSheet = 0x0085,
    MulRk = 0x00BD,
    RichString = 0x00D6,
    Xf = 0x00E0,
    MergedCells = 0x00E5,
    SharedStrings = 0x00FC,
    LabelShared = 0x00FD,
    Number = 0x0203,
    Label = 0x0204,
    BoolErr = 0x0205,
    String = 0x0207,  // the text a formula gave
    Row = 0x0208,
    Rk = 0x027E,
    Format = 0x041E,
    Beginning = 0x0809,  // of a substream
};

struct Record {
    RecordType type;
    std::string_view data;
    std::size_t at;  // offset in the stream
};

class RecordStream {
  public:
    // Begins at the offset `at`; beyond the end there are no records.
    RecordStream(std::string_view stream, std::size_t at) : stream_(stream), at_(at) {}

    // Nothing when the stream ends, be it within a record.
    std::optional<Record> next();
    // The data of `record`, which came last, and of all CONTINUE records behind it, which are taken.
    std::vector<std::string_view> with_continues(const Record& record);
    std::size_t at() const { return at_; }

  private:
    std::optional<Record> peek() const;

    std::string_view stream_;
    std::size_t at_;
};

// Reads through data that is cut into pieces at any place. At its end all functions give nothing, or false.
class PieceReader {
  public:
    explicit PieceReader(std::vector<std::string_view> pieces) : pieces_(std::move(pieces)) {}

    bool at_end();
    std::optional<std::uint8_t> u8();
    std::optional<std::uint16_t> u16();
    std::optional<std::uint32_t> u32();
    bool skip(std::uint64_t bytes);

    // Appends a text as UTF-8. Its characters have one byte or two, as a flag before them says, and another
    // flag at the beginning of each further piece they go on in.
    bool append_text(std::string& out);        // length in two bytes
    bool append_short_text(std::string& out);  // length in one byte
    // The same with formatting runs and readings behind it, which are skipped.
    bool append_rich_text(std::string& out);

  private:
    bool append_characters(std::string& out, std::size_t count, bool wide);

    std::vector<std::string_view> pieces_;
    std::size_t piece_ = 0, at_ = 0;
    std::u16string units_;
};

}  // namespace kaohe::io
