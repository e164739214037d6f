#include "kaohe/io/json_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "kaohe/base/text.h"
#include "kaohe/io/cell_text.h"
#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

using nlohmann::json;

// The columns of a table by name.
class Columns {
  public:
    // Finds or adds. Objects mostly repeat the order of the one before, so the guess is usually right.
    std::size_t index(const std::string& name, std::size_t guess) {
        if (guess < names_.size() && names_[guess] == name) return guess;
        const auto [at, added] = index_.try_emplace(name, names_.size());
        if (added) names_.push_back(name);
        return at->second;
    }
    const std::vector<std::string>& names() const { return names_; }
    std::size_t size() const { return names_.size(); }

  private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> index_;
};

// Values as they come, in one piece of memory: a row is a range of them.
struct Value {
    std::size_t column = 0;
    CellKind kind = CellKind::Blank;
    std::size_t begin = 0, size = 0;  // in the text of the table
};

// The rows of one sheet, and their way to the sink.
class Table {
  public:
    // `padding` is how many blanks may be made up for absent keys, all rows together.
    Table(RowSink& sink, std::size_t padding) : sink_(sink), padding_left_(padding) {}

    Columns& columns() { return columns_; }
    std::size_t rows() const { return row_ends_.size(); }
    void clear_rows() {
        row_ends_.clear();
        values_.clear();
        text_.clear();
    }

    std::string& text() { return text_; }
    // The value is what was appended to text() since `begin`.
    void add(std::size_t column, CellKind kind, std::size_t begin) {
        values_.push_back({column, kind, begin, text_.size() - begin});
    }
    // Notes that the row that is being read has `column`. False when it was noted before.
    bool note(std::size_t column) {
        if (noted_in_.size() <= column) noted_in_.resize(column + 1, 0);
        return std::exchange(noted_in_[column], row_number_) != row_number_;
    }
    // Makes the value of `column` in the row that is being read unusable.
    void spoil(std::size_t column) {
        for (std::size_t i = row_ends_.empty() ? 0 : row_ends_.back(); i < values_.size(); ++i)
            if (values_[i].column == column) values_[i].kind = CellKind::Error;
    }
    void end_row() {
        row_ends_.push_back(values_.size());
        ++row_number_;
    }

    bool send_header(std::uint32_t row) {
        cells_.clear();
        for (const auto& name : columns_.names())
            cells_.push_back({name.empty() ? CellKind::Blank : CellKind::Text, name});
        return sink_.on_row(row, cells_);
    }
    // Sends row `index`, counted from 0. False when the sink wants no more.
    bool send_row(std::size_t index, std::uint32_t row) {
        const std::size_t begin = index == 0 ? 0 : row_ends_[index - 1], end = row_ends_[index];
        std::size_t width = 0;
        for (std::size_t i = begin; i < end; ++i) width = std::max(width, values_[i].column + 1);
        const std::size_t padding = width - std::min(width, end - begin);
        too_wide_ = padding > padding_left_;
        if (too_wide_) return false;
        padding_left_ -= padding;
        cells_.assign(width, Cell{});
        for (std::size_t i = begin; i < end; ++i)
            cells_[values_[i].column] = {values_[i].kind,
                                         std::string_view(text_).substr(values_[i].begin, values_[i].size)};
        return sink_.on_row(row, cells_);
    }
    bool too_wide() const { return too_wide_; }

  private:
    RowSink& sink_;
    Columns columns_;
    std::vector<Value> values_;
    std::vector<std::size_t> row_ends_;
    std::string text_;
    std::vector<Cell> cells_;
    std::size_t row_number_ = 1;         // of the row that is being read, never used again
    std::vector<std::size_t> noted_in_;  // for each column the last row that had it
    std::size_t padding_left_;
    bool too_wide_ = false;
};

// Made-up blanks may cost as much as reading the text does, not more.
std::size_t allowed_padding(std::string_view text, const Limits& limits) {
    return limits.cells + text.size();
}

// What both readers do alike: scalars into a table, errors of syntax, depth, the skipping of nested values.
class JsonHandler : public nlohmann::json_sax<json> {
  public:
    JsonHandler(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                const Limits& limits)
        : name_(name), sink_(sink), findings_(findings), limits_(limits), whole_(text) {}

    const std::optional<Diagnostic>& error() const { return error_; }

    bool null() override { return scalar(CellKind::Blank, ""); }
    bool boolean(bool value) override { return scalar(CellKind::Flag, value ? "TRUE" : "FALSE"); }
    bool number_integer(number_integer_t value) override {
        return scalar(CellKind::Number, std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return scalar(CellKind::Number, std::to_string(value));
    }
    bool number_float(number_float_t, const string_t& written) override {
        return scalar(CellKind::Number, written);
    }
    bool string(string_t& text) override {
        return scalar(text.empty() ? CellKind::Blank : CellKind::Text, text);
    }
    bool binary(binary_t&) override { return false; }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        return fail(Code::FileJson, syntax_place(position), fmt::format(reasons::kJsonSyntax, position));
    }

  protected:
    virtual bool scalar(CellKind kind, std::string_view text) = 0;
    // The place of a value in a table; `row` counts the objects from 0.
    virtual Place value_place(std::size_t row, std::size_t column) const = 0;
    virtual Place syntax_place(std::size_t position) const {
        const std::string_view before =
            whole_.substr(0, position > 0 ? std::min(position - 1, whole_.size()) : 0);
        const std::size_t line_begin =
            before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        return {.file = name_,
                .line = static_cast<int>(1 + std::count(before.begin(), before.end(), '\n')),
                .column = static_cast<int>(before.size() - line_begin + 1)};
    }

    template <class... Args>
    bool fail(Code code, Place place, const Args&... args) {
        error_ = diagnose(code, std::move(place), args...);
        return false;
    }
    bool enter() {
        if (++depth_ <= limits_.json_depth) return true;
        return fail(Code::FileLimit, Place{.file = name_}, reasons::kJsonDepth, limits_.json_depth);
    }
    void leave() { --depth_; }

    // Puts a value into the row that is being read; what cannot be a cell becomes an Error cell with a
    // finding.
    void put(Table& table, std::size_t column, CellKind kind, std::string_view text) {
        std::string& buffer = table.text();
        const std::size_t begin = buffer.size();
        if (kind == CellKind::Number) {
            if (append_plain_decimal(buffer, text) != NumberText::Ok) {
                findings_.add(Code::NumberRange, value_place(table.rows(), column), reasons::quoted(text));
                kind = CellKind::Error;
            }
        } else if (text.size() > limits_.cell_bytes) {
            findings_.add(Code::CellTooLong, value_place(table.rows(), column), limits_.cell_bytes / 4);
            kind = CellKind::Error;
        } else {
            buffer += text;
        }
        table.add(column, kind, begin);
    }
    void put_nested(Table& table, std::size_t column, std::string_view key) {
        findings_.add(Code::FileJson, value_place(table.rows(), column),
                      fmt::format(reasons::kJsonNested, reasons::quoted(key)));
        table.add(column, CellKind::Error, table.text().size());
    }
    // A key of the row that is being read. False when it came before; the first value is then not used
    // either, since which of the two was meant is not for us to say.
    bool new_key(Table& table, std::size_t column, std::string_view key) {
        if (table.note(column)) return true;
        table.spoil(column);
        report_twice(value_place(table.rows(), column), key);
        return false;
    }
    void report_twice(Place place, std::string_view key) {
        findings_.add(Code::FileJson, std::move(place),
                      fmt::format(reasons::kJsonTwice, reasons::quoted(key)));
    }

    const std::string& name_;
    RowSink& sink_;
    Findings& findings_;
    const Limits& limits_;

  private:
    std::string_view whole_;
    std::size_t depth_ = 0;
    std::optional<Diagnostic> error_;
};

// ---------------------------------------------------------------------------------------------- one JSON
// document

class DocumentHandler : public JsonHandler {
  public:
    DocumentHandler(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                    const Limits& limits)
        : JsonHandler(text, name, sink, findings, limits), padding_(allowed_padding(text, limits)) {}

    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override;
    bool key(string_t& text) override;

  protected:
    bool scalar(CellKind kind, std::string_view text) override;
    Place value_place(std::size_t row, std::size_t column) const override {
        // Rows of an array stand below their header; pairs have no header and their value in the second
        // column.
        if (state_ == State::Pairs) return cell_place(1, row + 1);
        return cell_place(column, row + 2);
    }

  private:
    enum class State {
        Top,     // before the document's value
        Sheets,  // in the object whose keys are sheets
        Rows,    // in an array of objects
        Row,     // in one of them
        Pairs,   // in a flat object under a key
    };
    Place cell_place(std::size_t column, std::size_t row) const {
        return {.file = name_, .sheet = sheet_, .cell = cell_name(column, row)};
    }
    bool skipping() const { return nested_ > 0; }
    bool begin_table(State state);
    bool end_table();
    void not_a_row();
    void put_pair(CellKind kind, std::string_view text);
    void put_nested_pair();

    State state_ = State::Top;
    bool top_is_array_ = false;
    std::size_t nested_ = 0;  // depth inside a value that is skipped
    std::string sheet_, key_;
    std::unordered_set<std::string> sheets_, pair_keys_;
    bool sheet_twice_ = false;
    std::size_t column_ = 0;  // of key_
    bool key_twice_ = false;
    std::optional<Table> table_;
    std::size_t padding_;
};

bool DocumentHandler::start_object(std::size_t) {
    if (!enter()) return false;
    if (skipping()) {
        ++nested_;
        return true;
    }
    switch (state_) {
        case State::Top:
            state_ = State::Sheets;
            return true;
        case State::Sheets:
            return begin_table(State::Pairs);
        case State::Rows:
            state_ = State::Row;
            column_ = std::size_t(-1);
            return true;
        case State::Row:
            if (!key_twice_) put_nested(*table_, column_, key_);
            break;
        case State::Pairs:
            put_nested_pair();
            break;
    }
    ++nested_;
    return true;
}

bool DocumentHandler::end_object() {
    leave();
    if (skipping()) {
        --nested_;
        return true;
    }
    if (state_ == State::Pairs) return end_table();
    if (state_ == State::Row) {
        table_->end_row();
        if (table_->rows() >= limits_.text_rows)
            return fail(Code::FileLimit, Place{.file = name_, .sheet = sheet_}, reasons::kRows,
                        limits_.text_rows);
        state_ = State::Rows;
    }
    return true;
}

bool DocumentHandler::start_array(std::size_t) {
    if (!enter()) return false;
    if (skipping()) {
        ++nested_;
        return true;
    }
    switch (state_) {
        case State::Top:
            top_is_array_ = true;
            return begin_table(State::Rows);
        case State::Sheets:
            return begin_table(State::Rows);
        case State::Rows:
            not_a_row();
            break;
        case State::Row:
            if (!key_twice_) put_nested(*table_, column_, key_);
            break;
        case State::Pairs:
            put_nested_pair();
            break;
    }
    ++nested_;
    return true;
}

bool DocumentHandler::end_array() {
    leave();
    if (skipping()) {
        --nested_;
        return true;
    }
    return end_table();
}

bool DocumentHandler::key(string_t& text) {
    if (skipping()) return true;
    key_ = text;
    if (state_ == State::Sheets) {
        sheet_ = text;
        sheet_twice_ = !sheets_.insert(text).second;
        if (sheet_twice_) report_twice(Place{.file = name_, .sheet = sheet_}, sheet_);
        if (sheets_.size() > limits_.sheets)
            return fail(Code::FileLimit, Place{.file = name_}, reasons::kSheets, limits_.sheets);
    } else if (state_ == State::Row) {
        column_ = table_->columns().index(text, column_ + 1);
        if (table_->columns().size() > limits_.columns)
            return fail(Code::FileLimit, Place{.file = name_, .sheet = sheet_}, reasons::kColumns,
                        limits_.columns);
        key_twice_ = !new_key(*table_, column_, key_);
    } else if (state_ == State::Pairs) {
        key_twice_ = !pair_keys_.insert(text).second;
    }
    return true;
}

bool DocumentHandler::scalar(CellKind kind, std::string_view text) {
    if (skipping()) return true;
    switch (state_) {
        case State::Top:
            return fail(Code::FileJson, Place{.file = name_, .line = 1}, reasons::kJsonNotTable);
        case State::Sheets:
            findings_.add(Code::FileJson, Place{.file = name_, .sheet = sheet_},
                          fmt::format(reasons::kJsonNotSheet, reasons::quoted(sheet_)));
            break;
        case State::Rows:
            not_a_row();
            break;
        case State::Row:
            if (!key_twice_) put(*table_, column_, kind, text);
            break;
        case State::Pairs:
            put_pair(kind, text);
            break;
    }
    return true;
}

bool DocumentHandler::begin_table(State state) {
    if (sheet_twice_) {  // already reported, and the first one is with the sink
        ++nested_;
        return true;
    }
    state_ = state;
    table_.emplace(sink_, padding_);
    pair_keys_.clear();
    return true;
}

bool DocumentHandler::end_table() {
    const bool pairs = state_ == State::Pairs;
    state_ = top_is_array_ ? State::Top : State::Sheets;
    sink_.on_sheet(Sheet{.name = sheet_});
    bool more = pairs || table_->columns().size() == 0 || table_->send_header(1);
    for (std::size_t i = 0; more && i < table_->rows(); ++i)
        more = table_->send_row(i, static_cast<std::uint32_t>(i + (pairs ? 1 : 2)));
    if (table_->too_wide())
        return fail(Code::FileLimit, Place{.file = name_, .sheet = sheet_}, reasons::kCells, limits_.cells);
    table_.reset();
    return true;
}

// An element of the array keeps its row number, so that those behind it keep theirs.
void DocumentHandler::not_a_row() {
    findings_.add(Code::FileJson, cell_place(0, table_->rows() + 2), reasons::kJsonNotRow);
    table_->end_row();
}

void DocumentHandler::put_pair(CellKind kind, std::string_view text) {
    put(*table_, 0, CellKind::Text, key_);
    if (key_twice_) {
        report_twice(value_place(table_->rows(), 1), key_);
        table_->add(1, CellKind::Error, table_->text().size());
    } else {
        put(*table_, 1, kind, text);
    }
    table_->end_row();
}

void DocumentHandler::put_nested_pair() {
    put(*table_, 0, CellKind::Text, key_);
    put_nested(*table_, 1, key_);
    table_->end_row();
}

// ----------------------------------------------------------------------------------------------------------
// NDJSON

// The characters that mean something outside strings, for a look at JSON without parsing it.
constexpr auto kStructure = [] {
    std::array<bool, 256> table{};
    for (unsigned char c : std::string_view("\"{}[],")) table[c] = true;
    return table;
}();
std::size_t find_structure(std::string_view text, std::size_t at) {
    while (at < text.size() && !kStructure[static_cast<unsigned char>(text[at])]) ++at;
    return at;
}

// The end of the string whose opening quote is at `quote`: the offset of its closing quote, or the size.
std::size_t string_end(std::string_view text, std::size_t quote) {
    std::size_t at = quote + 1;
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    return std::min(at, text.size());
}

// The text split at line ends, with line numbers; blank lines are passed over.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}
    bool next() {
        while (at_ < text_.size()) {
            const std::size_t end = std::min(text_.find('\n', at_), text_.size());
            line_ = text_.substr(at_, end - at_);
            at_ = end + 1;
            ++number_;
            if (!trim_ascii(line_).empty()) return true;
        }
        return false;
    }
    std::string_view line() const { return line_; }
    std::size_t number() const { return number_; }

  private:
    std::string_view text_, line_;
    std::size_t at_ = 0, number_ = 0;
};

// The outermost keys of a line that holds an object, each as it is written, without its quotes. The syntax is
// not checked: that is done when the line is read.
template <class Take>
void for_each_raw_key(std::string_view line, const Take& take) {
    int depth = 0;
    bool key_comes = false;
    for (std::size_t at = 0; (at = find_structure(line, at)) < line.size(); ++at) {
        switch (line[at]) {
            case '{':
            case '[':
                key_comes = ++depth == 1;
                break;
            case '}':
            case ']':
                --depth;
                break;
            case ',':
                key_comes = depth == 1;
                break;
            default: {
                const std::size_t end = string_end(line, at);
                if (end == line.size()) return;
                if (key_comes) take(line.substr(at + 1, end - at - 1));
                key_comes = false;
                at = end;
            }
        }
    }
}

std::string unescaped_key(std::string_view raw) {
    if (raw.find('\\') == std::string_view::npos) return std::string(raw);
    const json text = json::parse(fmt::format("\"{}\"", raw), nullptr, /*allow_exceptions=*/false);
    return text.is_string() ? text.get<std::string>() : std::string(raw);
}

// All keys of all lines, in the order of first appearance.
void collect_columns(std::string_view text, std::size_t limit, Columns& columns) {
    std::vector<std::string_view>
        last;  // the raw keys of the line before, which the next line mostly repeats
    std::unordered_set<std::string_view> known;
    for (Lines lines(text); lines.next() && columns.size() <= limit;) {
        std::size_t position = 0;
        for_each_raw_key(lines.line(), [&](std::string_view raw) {
            const std::size_t here = position++;
            if (here < last.size() && last[here] == raw) return;
            last.resize(std::max(last.size(), here + 1));
            last[here] = raw;
            if (known.insert(raw).second) columns.index(unescaped_key(raw), columns.size());
        });
    }
}

class LineHandler : public JsonHandler {
  public:
    LineHandler(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                const Limits& limits, Table& table)
        : JsonHandler(text, name, sink, findings, limits), table_(table) {}

    void begin(std::size_t line) { line_ = line; }

    bool start_object(std::size_t) override {
        if (!enter()) return false;
        if (level_++ == 0) column_ = std::size_t(-1);
        if (level_ == 2) nested();
        return true;
    }
    bool end_object() override {
        leave();
        if (--level_ == 0) table_.end_row();
        return true;
    }
    bool start_array(std::size_t) override {
        if (!enter()) return false;
        if (level_++ == 0) return not_an_object();
        if (level_ == 2) nested();
        return true;
    }
    bool end_array() override {
        leave();
        --level_;
        return true;
    }
    bool key(string_t& text) override {
        if (level_ != 1) return true;
        key_ = text;
        column_ = table_.columns().index(text, column_ + 1);
        key_twice_ = !new_key(table_, column_, key_);
        return true;
    }

  protected:
    bool scalar(CellKind kind, std::string_view text) override {
        if (level_ == 0) return not_an_object();
        if (level_ == 1 && !key_twice_) put(table_, column_, kind, text);
        return true;
    }
    Place value_place(std::size_t, std::size_t column) const override {
        return {.file = name_, .line = static_cast<int>(line_), .column = static_cast<int>(column + 1)};
    }
    Place syntax_place(std::size_t) const override {
        return {.file = name_, .line = static_cast<int>(line_)};
    }

  private:
    void nested() {
        if (!key_twice_) put_nested(table_, column_, key_);
    }
    bool not_an_object() { return fail(Code::FileJson, syntax_place(0), reasons::kJsonNotRow); }

    Table& table_;
    std::size_t line_ = 0, level_ = 0, column_ = 0;
    std::string key_;
    bool key_twice_ = false;
};

// The offset behind the first complete {…} or […], or npos.
std::size_t first_value_end(std::string_view text) {
    int depth = 0;
    for (std::size_t at = 0; (at = find_structure(text, at)) < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') at = string_end(text, at);
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth <= 0) return at + 1;
    }
    return std::string_view::npos;
}

}  // namespace

bool is_ndjson(std::string_view text, std::string_view name) {
    if (!trim_ascii(text).starts_with('{')) return false;
    const std::size_t end = first_value_end(text);
    if (end == std::string_view::npos) return false;
    const std::string_view rest = text.substr(end);
    const std::string_view behind = trim_ascii(rest);
    if (behind.empty()) return name.ends_with(".ndjson") || name.ends_with(".jsonl");
    return behind.starts_with('{') && rest.find('\n') < rest.find('{');
}

Result<void> read_json(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                       const Limits& limits) {
    DocumentHandler handler(text, name, sink, findings, limits);
    json::sax_parse(text.begin(), text.end(), &handler);
    if (handler.error()) return tl::make_unexpected(*handler.error());
    return {};
}

Result<void> read_ndjson(std::string_view text, const std::string& name, RowSink& sink, Findings& findings,
                         const Limits& limits) {
    const auto too_large = [&](std::size_t line, std::string_view what, std::size_t limit) {
        return failure(Code::FileLimit, Place{.file = name, .line = static_cast<int>(line)}, what, limit);
    };
    Table table(sink, allowed_padding(text, limits));
    collect_columns(text, limits.columns, table.columns());
    if (table.columns().size() > limits.columns) return too_large(0, reasons::kColumns, limits.columns);
    sink.on_sheet(Sheet{.name = "", .hidden = false, .lines = true});
    if (table.columns().size() > 0 && !table.send_header(0)) return {};

    LineHandler handler(text, name, sink, findings, limits, table);
    for (Lines lines(text); lines.next();) {
        if (lines.line().size() > limits.line_bytes)
            return too_large(lines.number(), reasons::kLineBytes, limits.line_bytes);
        if (lines.number() > limits.text_rows)
            return too_large(lines.number(), reasons::kRows, limits.text_rows);
        handler.begin(lines.number());
        table.clear_rows();
        json::sax_parse(lines.line().begin(), lines.line().end(), &handler);
        if (handler.error()) return tl::make_unexpected(*handler.error());
        const bool more = table.send_row(0, static_cast<std::uint32_t>(lines.number()));
        if (table.too_wide()) return too_large(lines.number(), reasons::kCells, limits.cells);
        if (!more) return {};
    }
    return {};
}

}  // namespace kaohe::io
