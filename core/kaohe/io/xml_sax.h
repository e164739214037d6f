// kaohe/io/xml_sax.h - XML as a stream of elements and text, by expat.
//
// Names come without their prefix: "x:row" and "row" are both "row". A DOCTYPE is refused at once (KH-F007),
// which ends external entities and entity bombs. Depth and attributes are limited (KH-F006); anything that is
// not well-formed, a missing end included, is KH-F004.
#pragma once
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kaohe/base/result.h"
#include "kaohe/io/limits.h"

namespace kaohe::io {

// The attributes of one element; lives during on_start().
class XmlAttributes {
  public:
    explicit XmlAttributes(const char* const* list) : list_(list) {}
    // By name without prefix; the first one counts.
    std::optional<std::string_view> find(std::string_view name) const;
    // The same, "" when absent.
    std::string_view get(std::string_view name) const { return find(name).value_or(std::string_view{}); }
    // Calls take(name without prefix, value) for each: one pass for elements that come a million times.
    template <class Take>
    void for_each(const Take& take) const {
        for (const char* const* at = list_; *at; at += 2) take(local(at[0]), std::string_view(at[1]));
    }
    // The same with the names as they are written, for those that declare namespaces.
    template <class Take>
    void for_each_full(const Take& take) const {
        for (const char* const* at = list_; *at; at += 2) take(std::string_view(at[0]), std::string_view(at[1]));
    }
    // What of a name is behind its prefix.
    static std::string_view local(std::string_view name) {
        const std::size_t colon = name.find(':');
        return colon == std::string_view::npos ? name : name.substr(colon + 1);
    }
    // The same for the parser's names: short and many, so that one pass by hand is faster than strlen() and memchr().
    static std::string_view local(const char* name) {
        const char* begin = name;
        const char* at = name;
        for (bool prefixed = false; *at; ++at)
            if (*at == ':' && !prefixed) {
                begin = at + 1;
                prefixed = true;
            }
        return {begin, static_cast<std::size_t>(at - begin)};
    }

  private:
    const char* const* list_;
};

// Each function returns false to stop the parsing: either enough was read, or fail() was called.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual bool on_start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual bool on_end(std::string_view name) = 0;
    // Text may come in several pieces.
    virtual bool on_text(std::string_view text) = 0;

    const std::optional<Diagnostic>& error() const { return error_; }

  protected:
    // Notes the reason for refusing the file. Always false, for `return fail(…)`.
    bool fail(Diagnostic diagnostic) {
        error_ = std::move(diagnostic);
        return false;
    }

  private:
    std::optional<Diagnostic> error_;
};

enum class XmlFlow { More, Stopped };

class XmlSax {
  public:
    // `file` and `part` are named in diagnostics. `handler` must outlive the parser; what it throws comes out
    // of feed().
    XmlSax(XmlHandler& handler, std::string file, std::string part, const Limits& limits);
    ~XmlSax();
    XmlSax(const XmlSax&) = delete;
    XmlSax& operator=(const XmlSax&) = delete;

    Result<XmlFlow> feed(std::string_view bytes);
    // Where in the bytes fed so far the event stands that is being handled: the whole tag of an element that begins, the
    // closing tag of one that ends, size 0 behind an element without content ("<c/>"). Only while a handler is called.
    struct Span {
        std::size_t begin = 0, size = 0;
    };
    Span span() const;
    // Bytes of the document that the caller has read instead: complete elements, which follow what was fed so far. They count
    // as lines in what feed() and finish() say.
    void skip(std::string_view bytes);
    // To be called after the last feed(), unless stopped: fails when the document is not complete.
    Result<void> finish();

  private:
    struct Callbacks;
    struct ParserDeleter {
        void operator()(void* parser) const;
    };
    Result<XmlFlow> parse(std::string_view bytes, bool last);
    template <class Call>
    void guarded(const Call& call);
    void stop();
    Place place() const { return {.file = file_}; }

    XmlHandler& handler_;
    std::string file_, part_;
    Limits limits_;
    std::unique_ptr<void, ParserDeleter> parser_;
    std::size_t depth_ = 0;
    std::size_t lines_skipped_ = 0;
    bool stopped_ = false;
    std::optional<Diagnostic> error_;
    std::exception_ptr thrown_;
};

}  // namespace kaohe::io
