#include "kaohe/io/xml_sax.h"

#include <expat.h>

#include <new>

#include "kaohe/io/reasons.h"

namespace kaohe::io {
namespace {

XML_Parser as_parser(void* parser) {
    return static_cast<XML_Parser>(parser);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const {
    for (const char* const* at = list_; *at; at += 2)
        if (local(*at) == name) return at[1];
    return std::nullopt;
}

void XmlSax::ParserDeleter::operator()(void* parser) const {
    XML_ParserFree(as_parser(parser));
}

// expat is C: an exception must not pass through it, so each is kept and thrown again behind XML_Parse().
template <class Call>
void XmlSax::guarded(const Call& call) {
    if (stopped_) return;  // expat may deliver a few more events after XML_StopParser()
    try {
        if (!call()) stop();
    } catch (...) {
        thrown_ = std::current_exception();
        stop();
    }
}

void XmlSax::stop() {
    stopped_ = true;
    XML_StopParser(as_parser(parser_.get()), XML_FALSE);
}

struct XmlSax::Callbacks {
    static void XMLCALL start(void* self_, const XML_Char* name, const XML_Char** attributes) {
        auto& self = *static_cast<XmlSax*>(self_);
        self.guarded([&] {
            if (++self.depth_ > self.limits_.xml_depth) {
                self.error_ =
                    diagnose(Code::FileLimit, self.place(), reasons::kXmlDepth, self.limits_.xml_depth);
                return false;
            }
            const auto count = XML_GetSpecifiedAttributeCount(as_parser(self.parser_.get()));
            if (static_cast<std::size_t>(count) / 2 > self.limits_.xml_attributes) {
                self.error_ = diagnose(Code::FileLimit, self.place(), reasons::kXmlAttributes,
                                       self.limits_.xml_attributes);
                return false;
            }
            return self.handler_.on_start(XmlAttributes::local(name), XmlAttributes(attributes));
        });
    }
    static void XMLCALL end(void* self_, const XML_Char* name) {
        auto& self = *static_cast<XmlSax*>(self_);
        self.guarded([&] {
            --self.depth_;
            return self.handler_.on_end(XmlAttributes::local(name));
        });
    }
    static void XMLCALL text(void* self_, const XML_Char* data, int size) {
        auto& self = *static_cast<XmlSax*>(self_);
        self.guarded([&] { return self.handler_.on_text({data, static_cast<std::size_t>(size)}); });
    }
    static void XMLCALL doctype(void* self_, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        auto& self = *static_cast<XmlSax*>(self_);
        self.guarded([&] {
            self.error_ = diagnose(Code::FileUnsafe, self.place(), reasons::kDoctype);
            return false;
        });
    }
};

XmlSax::XmlSax(XmlHandler& handler, std::string file, std::string part, const Limits& limits)
    : handler_(handler),
      file_(std::move(file)),
      part_(std::move(part)),
      limits_(limits),
      parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_Parser parser = as_parser(parser_.get());
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, Callbacks::start, Callbacks::end);
    XML_SetCharacterDataHandler(parser, Callbacks::text);
    XML_SetStartDoctypeDeclHandler(parser, Callbacks::doctype);
}

XmlSax::~XmlSax() = default;

Result<XmlFlow> XmlSax::parse(std::string_view bytes, bool last) {
    if (stopped_) return XmlFlow::Stopped;
    XML_Parser parser = as_parser(parser_.get());
    const auto status = XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), last);
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    if (error_) return tl::make_unexpected(*error_);
    if (handler_.error()) return tl::make_unexpected(*handler_.error());
    if (stopped_) return XmlFlow::Stopped;
    if (status != XML_STATUS_OK)
        return failure(Code::FileDamaged, place(),
                       fmt::format(reasons::kXml, part_, XML_GetCurrentLineNumber(parser) + lines_skipped_));
    return XmlFlow::More;
}

XmlSax::Span XmlSax::span() const {
    XML_Parser parser = as_parser(parser_.get());
    return {static_cast<std::size_t>(XML_GetCurrentByteIndex(parser)),
            static_cast<std::size_t>(XML_GetCurrentByteCount(parser))};
}

Result<XmlFlow> XmlSax::feed(std::string_view bytes) {
    return parse(bytes, false);
}

void XmlSax::skip(std::string_view bytes) {
    for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string_view::npos; ++at) ++lines_skipped_;
}

Result<void> XmlSax::finish() {
    if (auto parsed = parse({}, true); !parsed) return tl::make_unexpected(parsed.error());
    return {};
}

}  // namespace kaohe::io
