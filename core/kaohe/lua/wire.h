// kaohe/lua/wire.h - inside the Lua module: what a State and a process that works for it say to each other, as bytes.
//
// One function lists what a type consists of, for both directions. What is read was written by a process that may have
// been taken over: every size, number and text is checked, and WireError thrown when it can't be right.
#pragma once
#include <deque>
#include <stdexcept>

#include "kaohe/lua/state.h"

namespace kaohe::lua {

class WireError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Message : std::uint8_t {
    Options, Load, Sibling, SetLastFunction, Freeze, Call,  // asked
    Ready, SiblingWanted, Loaded, Called, OutOfMemory       // answered
};

class Packer {
  public:
    explicit Packer(Message kind) { bytes_ += static_cast<char>(kind); }
    const std::string& bytes() const { return bytes_; }

    template <class... T>
    void operator()(const T&... parts) {
        (add(parts), ...);
    }

  private:
    void add(std::int64_t number) { raw(&number, sizeof number); }
    void add(int number) { add(std::int64_t{number}); }
    void add(std::size_t number) { add(static_cast<std::int64_t>(number)); }
    void add(bool flag) { add(std::int64_t{flag}); }
    void add(const std::string& text) {
        add(text.size());
        bytes_ += text;
    }
    void add(const num::Ratio& number);
    void add(const model::ColumnView& column);
    void add(const Diagnostic& diagnostic);
    void add(const Value& value);
    template <class T>
    void add(const std::vector<T>& list) {
        add(list.size());
        for (const T& entry : list) add(entry);
    }
    template <class T>
    void add(const std::optional<T>& maybe) {
        add(maybe.has_value());
        if (maybe) add(*maybe);
    }
    template <class A, class B>
    void add(const std::pair<A, B>& both) {
        add(both.first);
        add(both.second);
    }
    template <class T>
    void add(const T& whole) {
        parts_of(whole, *this);
    }
    void raw(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }

    std::string bytes_;
};

class Unpacker {
  public:
    // Columns that are read live in `columns`.
    Unpacker(std::string_view bytes, std::deque<model::Column>& columns) : rest_(bytes), columns_(columns) {
        if (rest_.empty()) throw WireError("empty message");
        kind_ = static_cast<Message>(rest_[0]);
        rest_.remove_prefix(1);
    }
    Message kind() const { return kind_; }
    void end() const {
        if (!rest_.empty()) throw WireError("message too long");
    }

    template <class... T>
    void operator()(T&... parts) {
        (get(parts), ...);
    }

  private:
    std::int64_t number();
    std::size_t count();  // of things that take a byte at least
    void get(std::int64_t& out) { out = number(); }
    void get(int& out);
    void get(std::size_t& out) { out = static_cast<std::size_t>(number()); }
    void get(bool& out) { out = number() != 0; }
    void get(std::string& out);
    void get(num::Ratio& out);
    void get(model::ColumnView& out);
    void get(Diagnostic& out);
    void get(Value& out);
    template <class T>
    void get(std::vector<T>& out) {
        out.clear();
        for (std::size_t left = count(); left > 0; --left) get(out.emplace_back());
    }
    template <class T>
    void get(std::optional<T>& out) {
        bool there = false;
        get(there);
        if (there) get(out.emplace());
    }
    template <class A, class B>
    void get(std::pair<A, B>& out) {
        get(out.first);
        get(out.second);
    }
    template <class T>
    void get(T& whole) {
        parts_of(whole, *this);
    }
    void raw(void* data, std::size_t size);

    std::string_view rest_;
    Message kind_{};
    std::deque<model::Column>& columns_;
    int depth_ = 0, values_ = 0;
};

// What a type consists of: `wire` is a Packer or an Unpacker.
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, Place>
void parts_of(T& place, Wire& wire) {
    wire(place.file, place.sheet, place.cell, place.line, place.column);
}
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, Chunk>
void parts_of(T& chunk, Wire& wire) {
    wire(chunk.name, chunk.text);
}
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, Vocabulary>
void parts_of(T& words, Wire& wire) {
    wire(words.named, words.plain, words.constructors, words.constants, words.results, words.sibling_word);
}
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, Declaration>
void parts_of(T& declaration, Wire& wire) {
    wire(declaration.word, declaration.id, declaration.fields, declaration.place);
}
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, Outcome>
void parts_of(T& outcome, Wire& wire) {
    wire(outcome.values, outcome.error, outcome.used.instructions, outcome.used.bytes);
}
template <class T, class Wire>
    requires std::same_as<std::remove_const_t<T>, SandboxOptions>
void parts_of(T& options, Wire& wire) {  // all but the isolation
    wire(options.memory_bytes, options.load_instructions, options.call_instructions, options.row_instructions, options.call_bytes,
         options.hook_interval, options.text_bytes);
}

// A message on a socket: its length, then its bytes. False when the other side is gone, or said more than `limit` bytes.
bool send_message(int socket, const std::string& bytes);
bool receive_message(int socket, std::string& bytes, std::size_t limit);

}  // namespace kaohe::lua
