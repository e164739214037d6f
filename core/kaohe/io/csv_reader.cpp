#include "kaohe/io/csv_reader.h"

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "kaohe/io/csv_scan.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr std::string_view kDelimiters = ",;\t";

// One read of one file. Offsets are bytes of text_; `line_` is the line where the current record begins.
class CsvReader {
  public:
    CsvReader(std::string_view text, CsvDialect dialect, const std::string& name, RowSink& sink,
              Findings& findings, const Limits& limits)
        : text_(text),
          dialect_(dialect),
          name_(name),
          sink_(sink),
          findings_(findings),
          limits_(limits),
          scanner_(text, {dialect.delimiter, dialect.line_end}),
          cells_(limits.columns + 1) {}

    Result<void> run();

  private:
    Result<void> open_quotes(std::size_t quote);
    void end_cell(std::size_t begin, std::size_t end);
    void end_quoted_cell(std::string_view tail);
    Result<bool> end_record(std::size_t end);
    void check_width();
    Place place(std::size_t column = 0) const {
        return {.file = name_, .line = static_cast<int>(line_), .column = static_cast<int>(column)};
    }

    std::string_view text_;
    CsvDialect dialect_;
    const std::string& name_;
    RowSink& sink_;
    Findings& findings_;
    const Limits& limits_;
    StopScanner scanner_;

    std::vector<Cell> cells_;  // the cells of the record so far are the first count_
    std::size_t count_ = 0;
    std::deque<std::string> rewritten_;  // cells of the record that are not a piece of text_
    std::size_t record_ = 0;             // where the record begins
    std::uint32_t line_ = 1;
    std::uint32_t inner_lines_ = 0;  // line ends inside the quotes of the record
    std::size_t width_ = 0;          // of the header; 0 until it is known

    bool in_quotes_ = false;   // the current cell began with a quote, and quoted_ is what was in it
    std::string_view quoted_;  // with doubled quotes as they stand
    std::size_t after_quotes_ = 0;
};

Result<void> CsvReader::run() {
    sink_.on_sheet(Sheet{.name = "", .hidden = false, .lines = true});
    const char* const data = text_.data();
    const std::size_t size = text_.size();
    for (std::size_t cell = 0;;) {
        const std::size_t stop = scanner_.next();
        const char c = stop < size ? data[stop] : dialect_.line_end;  // the end of the text ends the line
        if (c == dialect_.delimiter) [[likely]] {
            end_cell(cell, stop);
            cell = stop + 1;
            if (count_ > limits_.columns)
                return failure(Code::FileLimit, place(), reasons::kColumns, limits_.columns);
        } else if (c == dialect_.line_end) {
            const bool carriage_return = c == '\n' && stop > cell && data[stop - 1] == '\r';
            end_cell(cell, stop - carriage_return);
            KAOHE_TRY(more, end_record(stop));
            cell = record_ = stop + 1;
            if (!more || cell >= size) return {};
        } else if (c == '\0') {
            return failure(Code::FileDamaged, place(count_ + 1), reasons::kNul);
        } else if (stop == cell && !in_quotes_) {
            KAOHE_CHECK(open_quotes(stop));
            cell = after_quotes_;
        }
    }
}

// Finds the closing quote and lets the scanner go on behind it.
Result<void> CsvReader::open_quotes(std::size_t quote) {
    std::size_t close = quote + 1;
    for (;; close += 2) {
        close = text_.find('"', close);
        if (close == std::string_view::npos)
            return failure(Code::CsvQuote, place(count_ + 1), line_ + inner_lines_);
        if (close + 1 >= text_.size() || text_[close + 1] != '"') break;
    }
    quoted_ = text_.substr(quote + 1, close - quote - 1);
    if (quoted_.find('\0') != std::string_view::npos)
        return failure(Code::FileDamaged, place(count_ + 1), reasons::kNul);
    inner_lines_ += static_cast<std::uint32_t>(std::count(quoted_.begin(), quoted_.end(), dialect_.line_end));
    in_quotes_ = true;
    after_quotes_ = close + 1;
    scanner_.seek(after_quotes_);
    return {};
}

inline void CsvReader::end_cell(std::size_t begin, std::size_t end) {
    const std::string_view text(text_.data() + begin, end - begin);
    if (in_quotes_) [[unlikely]]
        return end_quoted_cell(text);
    cells_[count_++] = {text.empty() ? CellKind::Blank : CellKind::Text, text};
}

void CsvReader::end_quoted_cell(std::string_view tail) {
    in_quotes_ = false;
    std::string_view text = quoted_;
    if (!tail.empty() || quoted_.find('"') != std::string_view::npos) {
        std::string& rewritten = rewritten_.emplace_back();
        for (std::size_t i = 0; i < quoted_.size(); ++i) {
            rewritten += quoted_[i];
            if (quoted_[i] == '"') ++i;  // a doubled quote is one
        }
        text = rewritten += tail;
    }
    cells_[count_++] = {text.empty() ? CellKind::Blank : CellKind::Text, text};
}

// Hands the record to the sink. False when the sink wants no more.
inline Result<bool> CsvReader::end_record(std::size_t end) {
    if (end - record_ > limits_.line_bytes) [[unlikely]]
        return failure(Code::FileLimit, place(), reasons::kLineBytes, limits_.line_bytes);
    if (count_ > limits_.columns) [[unlikely]]
        return failure(Code::FileLimit, place(), reasons::kColumns, limits_.columns);
    if (line_ > limits_.text_rows) [[unlikely]]
        return failure(Code::FileLimit, place(), reasons::kRows, limits_.text_rows);
    bool more = true;
    const bool blank_line = count_ == 1 && cells_[0].kind == CellKind::Blank;
    if (!blank_line) {
        if (count_ != width_) check_width();
        more = sink_.on_row(line_, {cells_.data(), count_});
    }
    count_ = 0;
    line_ += 1 + inner_lines_;
    inner_lines_ = 0;
    if (!rewritten_.empty()) rewritten_.clear();
    return more;
}

void CsvReader::check_width() {
    if (width_ == 0) {
        if (count_ > 1) width_ = count_;
        return;
    }
    std::size_t beyond = 0;
    for (std::size_t i = width_; i < count_; ++i) {
        if (cells_[i].kind == CellKind::Blank) continue;
        cells_[i].kind = CellKind::Error;
        if (beyond == 0) beyond = i + 1;
    }
    if (beyond > 0) findings_.add(Code::CsvRagged, place(beyond), count_, width_);
}

// How often each delimiter occurs outside quotes, in the line that begins at `at`; `at` moves to the next
// line.
std::array<std::size_t, 3> count_delimiters(std::string_view text, std::size_t& at) {
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const std::size_t which = kDelimiters.find(c); which != std::string_view::npos) ++counts[which];
    }
    at = std::min(at + 1, text.size());
    return counts;
}

bool has_ending(std::string_view name, std::string_view ending) {
    if (name.size() < ending.size()) return false;
    return std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}

}  // namespace

CsvDialect detect_dialect(std::string_view text, std::string_view name) {
    constexpr std::size_t kEnough = std::size_t{1} << 20;
    constexpr int kLines = 20;
    text = text.substr(0, kEnough);
    CsvDialect dialect;
    const std::size_t line_feed = text.find('\n');
    if (line_feed == std::string_view::npos && text.find('\r') != std::string_view::npos)
        dialect.line_end = '\r';
    std::size_t at = 0;
    for (int line = 0; line < kLines && at < text.size(); ++line) {
        const auto counts = count_delimiters(text, at);
        const auto most = std::max_element(counts.begin(), counts.end());
        if (*most == 0) continue;
        dialect.delimiter = kDelimiters[static_cast<std::size_t>(most - counts.begin())];
        if (counts[2] > 0 && has_ending(name, ".tsv")) dialect.delimiter = '\t';
        break;
    }
    return dialect;
}

Result<void> read_csv(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits) {
    return CsvReader(text, detect_dialect(text, name), name, sink, findings, limits).run();
}

}  // namespace kaohe::io
