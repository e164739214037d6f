#include "kaohe/lua/wire.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "kaohe/base/text.h"

namespace kaohe::lua {
namespace {

constexpr int kDeepest = 64;            // tables in tables
constexpr int kMostValues = 1'000'000;  // in a message: several times what a chunk or a call may return
constexpr int kCodes = 0
#define KAOHE_CODE(...) +1
#include "kaohe/base/codes.def"
#undef KAOHE_CODE
    ;
constexpr std::int64_t kMostDigits = 999'999'999'999'999'999;  // of a number in a column
constexpr std::int64_t kFarthestDay = 4'000'000;               // from 1970, either way: some ten thousand years

num::Int128 largest() { return num::power_of_ten(num::kMaxDigits); }

bool fits(model::ColumnKind kind, std::int64_t value) {
    if (value == model::kMissing) return true;
    switch (kind) {
        case model::ColumnKind::Number: return value >= -kMostDigits && value <= kMostDigits;
        case model::ColumnKind::Date: return value >= -kFarthestDay && value <= kFarthestDay;
        case model::ColumnKind::Hour: return value >= -kFarthestDay * 24 && value <= kFarthestDay * 24;
        case model::ColumnKind::Flag: return value == 0 || value == 1;
        case model::ColumnKind::Text: return value >= 0;
    }
    return false;
}

bool move_all(int socket, char* bytes, std::size_t size, bool out) {
    while (size > 0) {
        const ssize_t moved = out ? ::send(socket, bytes, size, MSG_NOSIGNAL) : ::read(socket, bytes, size);
        if (moved < 0 && errno == EINTR) continue;
        if (moved <= 0) return false;
        bytes += moved;
        size -= static_cast<std::size_t>(moved);
    }
    return true;
}

}  // namespace

// --- out

void Packer::add(const num::Ratio& number) {
    const num::Int128 parts[] = {number.numerator(), number.denominator()};
    raw(parts, sizeof parts);
}

// Of the texts, those that occur.
void Packer::add(const model::ColumnView& column) {
    add(static_cast<int>(column.kind));
    add(column.scale);
    add(column.size());
    if (column.kind != model::ColumnKind::Text) return raw(column.values.data(), column.values.size_bytes());
    std::map<std::int64_t, std::int64_t> codes;
    std::vector<std::string> texts;
    std::vector<std::int64_t> values(column.values.begin(), column.values.end());
    for (auto& code : values) {
        if (code == model::kMissing) continue;
        const auto [it, added] = codes.emplace(code, static_cast<std::int64_t>(texts.size()));
        if (added) texts.push_back((*column.texts)[code]);
        code = it->second;
    }
    add(texts);
    raw(values.data(), values.size() * sizeof(std::int64_t));
}

void Packer::add(const Diagnostic& diagnostic) {
    add(static_cast<int>(diagnostic.code));
    add(static_cast<int>(diagnostic.severity));
    (*this)(diagnostic.place, diagnostic.message, diagnostic.mend, diagnostic.notes, diagnostic.count);
}

void Packer::add(const Value& value) {
    add(static_cast<int>(value.kind));
    switch (value.kind) {
        case Value::Kind::Nil: return;
        case Value::Kind::Flag: return add(value.flag);
        case Value::Kind::Integer:
        case Value::Kind::Function: return add(value.integer);
        case Value::Kind::Number: return add(value.number);
        case Value::Kind::Float:
        case Value::Kind::Library:
        case Value::Kind::Text: return add(value.text);
        case Value::Kind::Column: return add(value.column);
        case Value::Kind::Table: return (*this)(value.list, value.fields, value.form, value.line);
    }
}

// --- in

void Unpacker::raw(void* data, std::size_t size) {
    if (size > rest_.size()) throw WireError("message too short");
    if (size > 0) std::memcpy(data, rest_.data(), size);  // of nothing there need be no place
    rest_.remove_prefix(size);
}

std::int64_t Unpacker::number() {
    std::int64_t out = 0;
    raw(&out, sizeof out);
    return out;
}

std::size_t Unpacker::count() {
    const std::int64_t out = number();
    if (out < 0 || static_cast<std::size_t>(out) > rest_.size()) throw WireError("more than the message holds");
    return static_cast<std::size_t>(out);
}

void Unpacker::get(int& out) {
    const std::int64_t wide = number();
    out = static_cast<int>(wide);
    if (out != wide) throw WireError("number out of range");
}

void Unpacker::get(std::string& out) {
    const std::size_t size = count();
    out.assign(rest_.substr(0, size));
    rest_.remove_prefix(size);
    // What is loaded may be any bytes and is refused by who loads it; all that comes back is text.
    const bool is_result = kind_ == Message::Loaded || kind_ == Message::Called;
    if (is_result && !is_valid_utf8(out)) throw WireError("a text that is none");
}

void Unpacker::get(num::Ratio& out) {
    num::Int128 parts[2];
    raw(parts, sizeof parts);
    for (const num::Int128 part : parts)
        if (part >= largest() || part <= -largest()) throw WireError("number of more than 38 digits");
    if (parts[1] <= 0) throw WireError("fraction without denominator");
    out = num::Ratio(parts[0], parts[1]);
}

void Unpacker::get(model::ColumnView& out) {
    int kind = 0, scale = 0;
    (*this)(kind, scale);
    if (kind < 0 || kind > static_cast<int>(model::ColumnKind::Flag) || scale < 0 || scale > model::kMaxColumnScale)
        throw WireError("no such column");
    const std::size_t rows = count();
    model::Column& column = columns_.emplace_back(static_cast<model::ColumnKind>(kind), scale);
    std::vector<std::string> texts;
    const bool is_text = column.kind() == model::ColumnKind::Text;
    if (is_text) get(texts);
    model::Values values(rows);
    raw(values.data(), rows * sizeof(std::int64_t));
    for (const auto value : values)
        if (!fits(column.kind(), value) || (is_text && value >= static_cast<std::int64_t>(texts.size()))) throw WireError("no such value in a column");
    for (const auto value : values) {
        if (!is_text) break;
        if (value == model::kMissing)
            column.append_missing();
        else
            column.append_text(texts[static_cast<std::size_t>(value)]);
    }
    if (!is_text) column.raw() = std::move(values);
    out = column.view();
}

void Unpacker::get(Diagnostic& out) {
    int code = 0, severity = 0;
    (*this)(code, severity, out.place, out.message, out.mend, out.notes, out.count);
    if (code < 0 || code >= kCodes || severity < 0 || severity > static_cast<int>(Severity::Error))
        throw WireError("no such finding");
    out.code = static_cast<Code>(code);
    out.severity = static_cast<Severity>(severity);
}

void Unpacker::get(Value& out) {
    int kind = 0;
    get(kind);
    if (kind < 0 || kind > static_cast<int>(Value::Kind::Library)) throw WireError("no such value");
    if (++values_ > kMostValues) throw WireError("too many values");
    out.kind = static_cast<Value::Kind>(kind);
    switch (out.kind) {
        case Value::Kind::Nil: return;
        case Value::Kind::Flag: return get(out.flag);
        case Value::Kind::Integer:
        case Value::Kind::Function: return get(out.integer);
        case Value::Kind::Number: return get(out.number);
        case Value::Kind::Float:
        case Value::Kind::Library:
        case Value::Kind::Text:
            return get(out.text);
        case Value::Kind::Column: return get(out.column);
        case Value::Kind::Table: break;
    }
    if (++depth_ > kDeepest) throw WireError("tables nested too deeply");
    (*this)(out.list, out.fields, out.form, out.line);
    --depth_;
}

// --- sockets

bool send_message(int socket, const std::string& bytes) {
    std::uint64_t size = bytes.size();
    return move_all(socket, reinterpret_cast<char*>(&size), sizeof size, true) && move_all(socket, const_cast<char*>(bytes.data()), bytes.size(), true);
}

bool receive_message(int socket, std::string& bytes, std::size_t limit) {
    std::uint64_t size = 0;
    if (!move_all(socket, reinterpret_cast<char*>(&size), sizeof size, false) || size > limit) return false;
    bytes.resize(size);
    return move_all(socket, bytes.data(), size, false);
}

}  // namespace kaohe::lua
