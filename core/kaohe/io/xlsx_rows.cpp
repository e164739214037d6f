#include "kaohe/io/xlsx_rows.h"

#include <array>
#include <cstring>

#include "kaohe/base/text.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xlsx_sheet.h"
#include "kaohe/io/xml_sax.h"

namespace kaohe::io {
namespace {

constexpr std::size_t kMostAttributes = 16;
constexpr std::size_t kDepth = 5;  // worksheet, sheetData, row, c, v
constexpr std::size_t kLongestRow = std::size_t{1} << 20;

enum : std::uint8_t { kInText = 1, kInValue = 2, kInName = 4, kBlank = 8 };

// What a byte may be part of. '>' in a text is left to the parser because of "]]>", carriage returns because they are turned
// into line feeds, and line ends and tabulators in values of attributes because they are turned into blanks.
constexpr std::array<std::uint8_t, 256> byte_kinds() {
    std::array<std::uint8_t, 256> out{};
    for (int c = 0x20; c < 0x7F; ++c)
        if (c != '<' && c != '&') out[static_cast<std::size_t>(c)] |= (c == '>' ? 0 : kInText) | (c == '"' ? 0 : kInValue);
    for (int c = '0'; c <= '9'; ++c) out[static_cast<std::size_t>(c)] |= kInName;
    for (int c = 'a'; c <= 'z'; ++c) out[static_cast<std::size_t>(c)] |= kInName;
    for (int c = 'A'; c <= 'Z'; ++c) out[static_cast<std::size_t>(c)] |= kInName;
    for (const char c : {' ', '\t', '\n'}) out[static_cast<std::size_t>(c)] |= kBlank;
    return out;
}
constexpr auto kKinds = byte_kinds();

bool is(char c, std::uint8_t kind) {
    return (kKinds[static_cast<unsigned char>(c)] & kind) != 0;
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Attribute {
    std::string_view name, value;
    bool prefixed = false;

    // "x:r" counts as "r" for the parser.
    bool is_clear() const {
        if (!prefixed) return true;
        const std::string_view local = name.substr(name.find(':') + 1);
        return local != "r" && local != "s" && local != "t" && local != "hidden";
    }
};

// The attributes of one tag, each name once.
struct Attributes {
    std::array<Attribute, kMostAttributes> list;
    std::size_t count = 0;

    bool add(Attribute attribute) {
        if (count == list.size()) return false;
        for (std::size_t i = 0; i < count; ++i)
            if (list[i].name == attribute.name) return false;
        list[count++] = attribute;
        return true;
    }
};

// Whether the parser would take it as well: it refuses these two characters.
bool is_xml_text(std::string_view text) {
    return is_valid_utf8(text) && text.find("\xEF\xBF\xBE") == std::string_view::npos &&
           text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

}  // namespace

// Goes through the text; once `state` is not Row, nothing more is looked at.
class PlainRow::Scanner {
  public:
    Scanner(std::string_view text, PlainText kind)
        : begin_(text.data()), at_(text.data()), end_(text.data() + text.size()), kind_(kind) {}

    Found state() const { return state_; }
    std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }

    void skip_blanks() {
        while (at_ < end_ && is(*at_, kBlank)) ++at_;
    }
    // Whether `what` comes next; it is passed then.
    bool take(std::string_view what) {
        const auto rest = static_cast<std::size_t>(end_ - at_);
        if (rest >= what.size()) {
            if (std::memcmp(at_, what.data(), what.size()) != 0) return false;
            at_ += what.size();
            return true;
        }
        if (std::memcmp(at_, what.data(), rest) == 0) stop(Found::Cut);
        return false;
    }
    void need(std::string_view what) {
        if (!take(what)) stop(Found::Other);
    }
    // The rest of a tag behind its name. Returns whether the element has content.
    template <class Take>
    bool tag(const Take& take_attribute) {
        Attributes seen;
        while (state_ == Found::Row) {
            const char* const before = at_;
            skip_blanks();
            if (at_ == end_) {
                stop(Found::Cut);
            } else if (*at_ == '>') {
                ++at_;
                return true;
            } else if (*at_ == '/') {
                need("/>");
                return false;
            } else if (at_ == before || !is_letter(*at_)) {
                stop(Found::Other);
            } else {
                const Attribute attribute = one_attribute();
                if (state_ == Found::Row && !(seen.add(attribute) && take_attribute(attribute))) stop(Found::Other);
            }
        }
        return false;
    }
    // Text up to the next '<'.
    std::string_view text() {
        const char* const from = at_;
        bool ascii = true;
        for (; at_ < end_; ++at_) {
            if (is(*at_, kInText)) continue;
            if (kind_ != PlainText::Utf8 || static_cast<unsigned char>(*at_) < 0x80) break;
            ascii = false;
        }
        const std::string_view out(from, static_cast<std::size_t>(at_ - from));
        if (at_ == end_)
            stop(Found::Cut);
        else if (*at_ != '<' || (!ascii && !is_xml_text(out)))
            stop(Found::Other);
        return out;
    }
    void stop(Found state) {
        if (state_ == Found::Row) state_ = state;
    }

  private:
    Attribute one_attribute() {
        const char* const name = at_;
        bool prefixed = false;
        for (; at_ < end_ && (is(*at_, kInName) || *at_ == ':'); ++at_) prefixed |= *at_ == ':';
        const std::string_view found(name, static_cast<std::size_t>(at_ - name));
        need("=\"");
        const char* const value = at_;
        while (at_ < end_ && is(*at_, kInValue)) ++at_;
        const std::string_view content(value, static_cast<std::size_t>(at_ - value));
        need("\"");
        return {found, content, prefixed};
    }

    const char *begin_, *at_, *end_;
    PlainText kind_;
    Found state_ = Found::Row;
};

PlainRow::Found PlainRow::scan(std::string_view text, PlainText kind) {
    Scanner scanner(text, kind);
    const auto ok = [&] { return scanner.state() == Found::Row; };
    const auto any = [](const Attribute& attribute) { return attribute.is_clear(); };
    const auto element = [&](std::string_view closing) {
        std::string_view out;
        if (scanner.tag(any)) {
            out = scanner.text();
            scanner.need(closing);
        }
        return out;
    };

    number_.reset();
    hidden_ = {};
    cells_.clear();
    scanner.skip_blanks();
    scanner.need("<row");
    const bool has_cells = scanner.tag([&](const Attribute& attribute) {
        if (attribute.name == "r") number_ = attribute.value;
        if (attribute.name == "hidden") hidden_ = attribute.value;
        return any(attribute);
    });
    while (ok() && has_cells) {
        scanner.skip_blanks();
        if (scanner.take("</row>")) break;
        scanner.need("<c");
        PlainCell cell;
        const bool has_content = scanner.tag([&](const Attribute& attribute) {
            if (attribute.name == "r") cell.reference = attribute.value;
            if (attribute.name == "s") cell.style = attribute.value;
            if (attribute.name == "t") cell.type = attribute.value;
            return any(attribute);
        });
        if (ok() && has_content) {
            if (scanner.take("<f")) cell.formula = element("</f>");
            if (scanner.take("<v")) cell.value = element("</v>");
            if (scanner.take("<is><t")) {
                cell.inline_text = element("</t>");
                scanner.need("</is>");
            }
            scanner.need("</c>");
        }
        cells_.push_back(cell);
    }
    size_ = scanner.offset();
    return scanner.state();
}

namespace {

// Gives the bytes of a worksheet to the handler, by the parser or not.
class SheetFeed {
  public:
    SheetFeed(SheetHandler& handler, const std::string& file, const std::string& part, const Limits& limits)
        : handler_(handler),
          sax_(handler, file, reasons::quoted(part), limits),
          may_skip_(limits.xml_depth >= kDepth && limits.xml_attributes >= kMostAttributes) {
        handler.watch(sax_);
    }

    Result<XmlFlow> feed(std::string_view bytes) {
        if (!begun_) begin(bytes);
        // What was left over last time goes before the new bytes.
        if (!rest_.empty()) {
            rest_ += bytes;
            bytes = rest_;
        }
        std::size_t at = 0;
        while (at < bytes.size()) {
            const std::string_view text = bytes.substr(at);
            const auto found = may_skip_ && between_rows() ? row_.scan(text, kind_) : PlainRow::Found::Other;
            if (found == PlainRow::Found::Row) {
                sax_.skip(text.substr(0, row_.size()));
                at += row_.size();
                if (handler_.put_row(row_)) continue;
                if (handler_.error()) return tl::make_unexpected(*handler_.error());
                return XmlFlow::Stopped;
            }
            if (found == PlainRow::Found::Cut && text.size() < kLongestRow) break;
            const std::string_view piece = text.substr(0, piece_size(text));
            KAOHE_TRY(flow, to_parser(piece));
            if (flow == XmlFlow::Stopped) return flow;
            at += piece.size();
        }
        rest_ = std::string(bytes.substr(at));
        return XmlFlow::More;
    }

    Result<void> finish() {
        KAOHE_TRY(flow, to_parser(rest_));
        if (flow == XmlFlow::Stopped) return {};
        return sax_.finish();
    }

  private:
    // UTF-8 is what XML is in when it does not say otherwise.
    void begin(std::string_view bytes) {
        begun_ = true;
        const std::string_view declaration = bytes.substr(0, bytes.find("?>"));
        const bool says = declaration.starts_with("<?xml") && declaration.find("encoding") != std::string_view::npos;
        const bool says_utf8 = declaration.find("\"UTF-8\"") != std::string_view::npos;
        if (bytes.starts_with("<") && bytes.size() > 1 && bytes[1] != '\0' && (!says || says_utf8)) kind_ = PlainText::Utf8;
    }
    // The parser gets what it needs to come to the end of a row, or everything.
    static std::size_t piece_size(std::string_view text) {
        constexpr std::string_view kRowEnd = "</row>";
        const std::size_t end = text.find(kRowEnd);
        return end == std::string_view::npos ? text.size() : end + kRowEnd.size();
    }
    Result<XmlFlow> to_parser(std::string_view bytes) {
        parsed_ += bytes.size();
        return sax_.feed(bytes);
    }
    // Only then is it known what the next byte is: the parser has nothing left that it has not told.
    bool between_rows() const { return handler_.between_rows_at() == parsed_; }

    SheetHandler& handler_;
    XmlSax sax_;
    bool may_skip_;
    bool begun_ = false;
    PlainText kind_ = PlainText::Unknown;
    PlainRow row_;
    std::string rest_;
    std::size_t parsed_ = 0;  // bytes that the parser got
};

}  // namespace

Result<void> parse_sheet_part(ZipArchive& archive, const std::string& part, SheetHandler& handler,
                              const std::string& file, const Limits& limits) {
    SheetFeed feed(handler, file, part, limits);
    Result<XmlFlow> flow = XmlFlow::More;
    KAOHE_CHECK(archive.unpack(part, [&](std::string_view bytes) {
        flow = feed.feed(bytes);
        return flow && *flow == XmlFlow::More;
    }));
    if (!flow) return tl::make_unexpected(flow.error());
    if (*flow == XmlFlow::Stopped) return {};
    return feed.finish();
}

}  // namespace kaohe::io
