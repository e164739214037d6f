// kaohe/report/template.h - mustache templates that must not lose anything.
//
// Mustache draws a name it does not know as nothing. An official notice must not, so each template is checked
// against the schema of its data before anything is drawn: an unknown or misspelt tag is an error with its
// line. Only {{name}}, {{#section}}, {{^inverted}} and {{/end}} are taken; unescaped output and partials are refused.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/report/report.h"

namespace kaohe::report {

// The names a template may use. A list's own names are known inside its section, together with those around
// it.
struct Schema {
    std::set<std::string> texts;
    std::set<std::string> flags;
    std::map<std::string, Schema> lists;
};

// What a template is filled with; has every name of its schema.
struct Data {
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    std::map<std::string, std::vector<Data>> lists;
};

using Escape = std::function<std::string(const std::string&)>;
// For text in HTML elements and quoted attributes; line feeds become <br>.
std::string escape_html(const std::string& text);
// For text in w:t elements of WordprocessingML; line feeds become w:br, other control characters are dropped.
std::string escape_word(const std::string& text);
// For the path part of a link, before escape_html: "通知书/a%20b.html".
std::string url_path(std::string_view path);

// Fails, naming file and line, with KH-T004 for a tag that is unclosed, crossing or of a refused kind and with KH-T006 for a
// name that is not known.
Result<void> check_template(std::string_view text, const std::string& file, const Schema& schema);
// Checks and fills in one go.
Result<std::string> render_template(std::string_view text, const std::string& file, const Schema& schema,
                                    const Data& data, const Escape& escape);

// Fills a template that was checked. A text without a value is drawn as 【未填】 and its name added to `without_value`.
Result<std::string> fill_template(std::string_view text, const std::string& file, const Data& data, const Escape& escape,
                                  std::set<std::string>& without_value);

// `name` in the user's folder of overrides when it is there, else among the shipped templates.
std::filesystem::path find_template(const Options& options, const std::filesystem::path& name);

}  // namespace kaohe::report
