#include "kaohe/io/csv_reader.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

#include "kaohe/io/csv_scan.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

constexpr std::string_view kDelimiters = ",;\t";

// A piece of the text that another thread reads ahead, guessing that a record begins where it begins.
struct Part {
    std::size_t begin = 0, end = 0;
    std::unique_ptr<RowSink> sink;
    std::uint32_t lines = 0;
    bool clean = false;  // read to its end, and the sink took every row
    std::atomic<bool> done = false;
};

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

    // Reads records until one begins at `until` or behind it, or the sink has enough.
    Result<void> run(std::size_t until);
    // Lets other threads read parts of the rest, and takes over in file order what they have read. A part counts only
    // where a record does begin at its beginning (which shows when everything before it has been read) and there is
    // nothing to report about it; any other is read here. So everything is as if it had been read from top to bottom.
    Result<void> run_ahead(const ReadAhead& ahead);

  private:
    std::deque<Part> cut(std::size_t part_bytes) const;
    void read_part(Part& part) const;
    bool take(Part& part);
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
    bool enough_ = false;            // the sink wants no more

    bool in_quotes_ = false;   // the current cell began with a quote, and quoted_ is what was in it
    std::string_view quoted_;  // with doubled quotes as they stand
    std::size_t after_quotes_ = 0;
};

Result<void> CsvReader::run(std::size_t until) {
    const char* const data = text_.data();
    const std::size_t size = text_.size();
    if (enough_ || record_ >= std::min(until, size)) return {};
    for (std::size_t cell = record_;;) {
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
            enough_ = !more;
            if (enough_ || cell >= std::min(until, size)) return {};
        } else if (c == '\0') {
            return failure(Code::FileDamaged, place(count_ + 1), reasons::kNul);
        } else if (stop == cell && !in_quotes_) {
            KAOHE_CHECK(open_quotes(stop));
            cell = after_quotes_;
        }
    }
}

// The text behind what has been read, in parts of about so many bytes that end with a line.
std::deque<Part> CsvReader::cut(std::size_t part_bytes) const {
    std::deque<Part> parts;
    for (std::size_t begin = record_; begin < text_.size();) {
        const std::size_t line_end = text_.find(dialect_.line_end, std::min(begin + part_bytes, text_.size()));
        const std::size_t end = line_end == std::string_view::npos ? text_.size() : line_end + 1;
        Part& part = parts.emplace_back();
        part.begin = begin;
        part.end = begin = end;
    }
    return parts;
}

// On any thread.
void CsvReader::read_part(Part& part) const {
    Diagnostics list;
    Findings findings(list, 0);
    CsvReader reader(text_.substr(0, part.end), dialect_, name_, *part.sink, findings, limits_);
    reader.record_ = part.begin;
    reader.scanner_.seek(part.begin);
    reader.width_ = width_;
    const auto read = reader.run(part.end);
    part.lines = reader.line_ - 1;
    part.clean = read && !reader.enough_ && !findings.too_many();
}

bool CsvReader::take(Part& part) {
    if (!part.clean || line_ + part.lines > limits_.text_rows || !sink_.take(*part.sink, line_ - 1)) return false;
    record_ = part.end;
    scanner_.seek(record_);
    line_ += part.lines;
    return true;
}

Result<void> CsvReader::run_ahead(const ReadAhead& ahead) {
    constexpr std::size_t kHead = std::size_t{1} << 16;  // the header stands there
    KAOHE_CHECK(run(std::min(kHead, ahead.part_bytes)));
    if (enough_ || width_ == 0) return {};
    std::deque<Part> parts = cut(ahead.part_bytes);
    if (parts.size() < 2) return {};
    const std::size_t rows_of_part = line_ * ahead.part_bytes / record_;  // as many in a byte as so far
    const std::unique_ptr<RowSink> pattern = sink_.fork(0);  // reads nothing itself
    if (!pattern) return {};

    // Threads do not run further ahead than that of what has been taken: what they have read stands in memory twice.
    const std::size_t window = 1 + static_cast<std::size_t>(ahead.jobs);
    std::atomic<std::size_t> next{0}, taken{0};
    const auto work = [&] {
        for (std::size_t i; (i = next++) < parts.size();) {
            for (std::size_t so_far; i >= (so_far = taken) + window;) taken.wait(so_far);
            try {
                parts[i].sink = pattern->fork(rows_of_part + rows_of_part / 16);
                read_part(parts[i]);
            } catch (...) {  // no memory, say: then it happens again where it can be told
                parts[i].clean = false;
            }
            parts[i].done = true;
            parts[i].done.notify_one();
        }
    };
    std::vector<std::jthread> threads;
    const auto let_on = [&](std::size_t until) {
        taken = until;
        taken.notify_all();
    };
    const std::shared_ptr<void> stop(nullptr, [&](void*) { next = parts.size(), let_on(parts.size()); });  // before the threads are waited for
    for (int i = 0; i < ahead.jobs; ++i) threads.emplace_back(work);
    for (Part& part : parts) {
        part.done.wait(false);
        KAOHE_CHECK(run(part.begin));
        if (enough_) return {};
        if (record_ == part.begin) take(part);
        part.sink.reset();
        let_on(taken + 1);
        if (ahead.read_until) ahead.read_until(record_);
    }
    return {};
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
                      const Limits& limits, const ReadAhead& ahead) {
    sink.on_sheet(Sheet{.name = "", .hidden = false, .lines = true});
    CsvReader reader(text, detect_dialect(text, name), name, sink, findings, limits);
    if (ahead.jobs > 1) KAOHE_CHECK(reader.run_ahead(ahead));
    return reader.run(text.size());
}

}  // namespace kaohe::io
