#include "kaohe/report/template.h"

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "kaohe/base/file.h"
#include "kaohe/labels.h"
#include "kaohe/report/tags.h"

namespace kaohe::report {
namespace {

namespace mustache = kainjow::mustache;

bool is_forbidden_in_xml(std::string_view rest) {
    const auto c = static_cast<unsigned char>(rest[0]);
    return (c < 0x20 && c != '\n' && c != '\t') || rest.starts_with("\xEF\xBF\xBE") ||
           rest.starts_with("\xEF\xBF\xBF");
}

std::string escape(std::string_view text, std::string_view line_feed) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_forbidden_in_xml(text.substr(i))) {
            if (static_cast<unsigned char>(text[i]) >= 0x20) i += 2;  // a noncharacter of three bytes
            continue;
        }
        switch (text[i]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case '\n':
                out += line_feed;
                break;
            default:
                out += text[i];
        }
    }
    return out;
}

// Stands for a text that has no value until it is drawn; control characters never come out of a template.
constexpr char kNoValue = '\x01';

mustache::data to_mustache(const Data& data, bool marks_empty) {
    mustache::data out;
    for (const auto& [name, text] : data.texts) {
        const bool is_mark = !text.empty() && text[0] == kNoValue;
        out[name] = mustache::data(text.empty() && marks_empty ? kNoValue + name : is_mark ? text.substr(1) : text);
    }
    for (const auto& [name, flag] : data.flags) out[name] = mustache::data(flag);
    for (const auto& [name, items] : data.lists) {
        // set() and << copy all that is below, at every level. A list gives its elements for reading only, but they are not
        // constants.
        mustache::data list{mustache::list(items.size())};
        for (std::size_t i = 0; i < items.size(); ++i) const_cast<mustache::data&>(list.list_value()[i]) = to_mustache(items[i], marks_empty);
        out[name] = std::move(list);
    }
    return out;
}

Result<std::string> fill(std::string_view text, const std::string& file, const Data& data, const Escape& escape, bool marks_empty) {
    mustache::mustache compiled{std::string(text)};
    compiled.set_custom_escape(escape);
    std::string out = compiled.render(to_mustache(data, marks_empty));
    if (!compiled.is_valid()) return failure(Code::TemplateTag, Place{.file = file}, compiled.error_message());
    return out;
}

}  // namespace

std::string escape_html(const std::string& text) {
    return escape(text, "<br>");
}

std::string escape_word(const std::string& text) {
    return escape(text, R"(</w:t><w:br/><w:t xml:space="preserve">)");
}

std::string url_path(std::string_view path) {
    constexpr std::string_view kPlain = "-._~/";
    std::string out;
    for (char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = byte >= 0x80 || std::isalnum(byte) || kPlain.find(c) != std::string_view::npos;
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return out;
}

Result<void> check_template(std::string_view text, const std::string& file, const Schema& schema) {
    TagChecker tags(file, schema);
    auto place_of = [&](std::size_t at) {
        const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return Place{.file = file, .line = static_cast<int>(lines) + 1};
    };
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
        const Place place = place_of(at);
        const std::string where = fmt::format(label::template_line, place.line);
        const std::size_t end = text.find("}}", at);
        if (end == std::string_view::npos) return tags.syntax(place, where, "标签没有结束：缺少 }}");
        KAOHE_CHECK(tags.take(text.substr(at + 2, end - at - 2), place, where));
        at = end + 2;
    }
    return tags.finish();
}

Result<std::string> render_template(std::string_view text, const std::string& file, const Schema& schema,
                                    const Data& data, const Escape& escape) {
    KAOHE_CHECK(check_template(text, file, schema));
    return fill(text, file, data, escape, false);
}

Result<std::string> fill_template(std::string_view text, const std::string& file, const Data& data, const Escape& escape,
                                  std::set<std::string>& without_value) {
    const Escape draw = [&](const std::string& value) {
        if (value.empty() || value[0] != kNoValue) return escape(value);
        without_value.insert(value.substr(1));
        return std::string(label::not_filled);
    };
    return fill(text, file, data, draw, true);
}

std::filesystem::path find_template(const Options& options, const std::filesystem::path& name) {
    if (!options.overrides.empty() && std::filesystem::exists(options.overrides / name))
        return options.overrides / name;
    return options.templates / name;
}

}  // namespace kaohe::report
