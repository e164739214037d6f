#include "kaohe/report/template.h"

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "kaohe/base/file.h"
#include "kaohe/base/text.h"

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

// Walks the tags of a template with the names that are known at each.
class Checker {
  public:
    Checker(std::string_view text, const std::string& file, const Schema& schema)
        : text_(text), file_(file), scopes_{&schema} {}

    Result<void> run() {
        for (std::size_t at = text_.find("{{"); at != std::string_view::npos; at = text_.find("{{", at)) {
            const std::size_t end = text_.find("}}", at);
            if (end == std::string_view::npos) return fail(at, "标签没有结束：缺少 }}");
            KAOHE_CHECK(tag(at, text_.substr(at + 2, end - at - 2)));
            at = end + 2;
        }
        if (!open_.empty()) return fail(text_.size(), "{{#" + open_.back().name + "}} 没有结束");
        return {};
    }

  private:
    struct Section {
        std::string name;
        bool has_scope;
    };

    Result<void> tag(std::size_t at, std::string_view inside) {
        const char kind = inside.empty() ? ' ' : inside[0];
        const bool is_section = kind == '#' || kind == '^' || kind == '/';
        const std::string name(trim(is_section ? inside.substr(1) : inside));
        if (inside.find('{') != std::string_view::npos ||
            std::string_view("&>=!").find(kind) != std::string_view::npos)
            return fail(at, "不允许的标签 {{" + std::string(inside) + "}}");
        if (kind == '/') return close(at, name);
        if (kind == '#' || kind == '^') return open(at, name, kind == '#');
        if (!knows([&](const Schema& scope) { return scope.texts.contains(name); })) return unknown(at, name);
        return {};
    }

    Result<void> open(std::size_t at, const std::string& name, bool enters) {
        const Schema* inner = nullptr;
        for (const Schema* scope : scopes_)
            if (auto it = scope->lists.find(name); it != scope->lists.end()) inner = &it->second;
        if (!inner && !knows([&](const Schema& scope) { return scope.flags.contains(name); }))
            return unknown(at, name);
        if (inner && enters) scopes_.push_back(inner);
        open_.push_back({name, inner && enters});
        return {};
    }

    Result<void> close(std::size_t at, const std::string& name) {
        if (open_.empty() || open_.back().name != name) return fail(at, "{{/" + name + "}} 与开始标签不对应");
        if (open_.back().has_scope) scopes_.pop_back();
        open_.pop_back();
        return {};
    }

    template <class Test>
    bool knows(Test test) const {
        return std::any_of(scopes_.begin(), scopes_.end(), [&](const Schema* scope) { return test(*scope); });
    }

    Result<void> unknown(std::size_t at, const std::string& name) const {
        std::vector<std::string> names;
        for (const Schema* scope : scopes_) {
            names.insert(names.end(), scope->texts.begin(), scope->texts.end());
            names.insert(names.end(), scope->flags.begin(), scope->flags.end());
            for (const auto& [list, inner] : scope->lists) names.push_back(list);
        }
        return fail(at, "不认识的标签 {{" + name + "}}" + suggestion(name, names));
    }

    Result<void> fail(std::size_t at, const std::string& what) const {
        const auto lines = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return failure(Code::TemplateTag, Place{.file = file_, .line = static_cast<int>(lines) + 1}, what);
    }

    std::string_view text_;
    const std::string& file_;
    std::vector<const Schema*> scopes_;
    std::vector<Section> open_;
};

mustache::data to_mustache(const Data& data) {
    mustache::data out;
    for (const auto& [name, text] : data.texts) out.set(name, text);
    for (const auto& [name, flag] : data.flags) out.set(name, flag);
    for (const auto& [name, items] : data.lists) {
        mustache::data list{mustache::data::type::list};
        for (const Data& item : items) list << to_mustache(item);
        out.set(name, list);
    }
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
    return Checker(text, file, schema).run();
}

Result<std::string> render_template(std::string_view text, const std::string& file, const Schema& schema,
                                    const Data& data, const Escape& escape) {
    KAOHE_CHECK(check_template(text, file, schema));
    mustache::mustache compiled{std::string(text)};
    compiled.set_custom_escape(escape);
    std::string out = compiled.render(to_mustache(data));
    if (!compiled.is_valid())
        return failure(Code::TemplateTag, Place{.file = file}, compiled.error_message());
    return out;
}

std::filesystem::path find_template(const Options& options, const std::filesystem::path& name) {
    if (!options.overrides.empty() && std::filesystem::exists(options.overrides / name))
        return options.overrides / name;
    return options.templates / name;
}

}  // namespace kaohe::report
