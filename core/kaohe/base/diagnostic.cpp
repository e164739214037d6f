#include "kaohe/base/diagnostic.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "kaohe/base/text.h"

namespace kaohe {
namespace {

constexpr std::array kCodes = {
#define KAOHE_CODE(name, id, severity, title, message, mend) \
    CodeInfo{Code::name, id, Severity::severity, title, message, mend},
#include "kaohe/base/codes.def"
#undef KAOHE_CODE
};

bool same_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::toupper(x) == std::toupper(y);
    });
}

}  // namespace

const CodeInfo& info(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

const CodeInfo* find_code(std::string_view id) {
    auto it = std::find_if(kCodes.begin(), kCodes.end(),
                           [&](const CodeInfo& row) { return same_ignoring_case(row.id, id); });
    return it == kCodes.end() ? nullptr : &*it;
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::Note: return "note";
        case Severity::Warning: return "warning";
        case Severity::Error: return "error";
    }
    return "error";
}

std::string to_string(const Place& place) {
    std::string out = place.file;
    if (!place.sheet.empty()) out += "[" + place.sheet + "]";
    if (!place.cell.empty()) out += "!" + place.cell;
    if (place.line > 0) out += fmt::format(":{}", place.line);
    if (place.column > 0) out += fmt::format(":{}", place.column);
    return out;
}

Diagnostic diagnose_args(Code code, Place place, fmt::format_args args) {
    const CodeInfo& row = info(code);
    return {code, row.severity, std::move(place), fmt::vformat(row.message, args), fmt::vformat(row.mend, args), {}, 1};
}

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::Error) ++errors_;
    return all_.emplace_back(std::move(diagnostic));
}

void Diagnostics::append(Diagnostics&& other) {
    errors_ += other.errors_;
    all_.insert(all_.end(), std::make_move_iterator(other.all_.begin()), std::make_move_iterator(other.all_.end()));
}

std::string render(const Diagnostic& diagnostic, std::string_view snippet) {
    std::string out = fmt::format("{}[{}]: {}\n", severity_name(diagnostic.severity), diagnostic.id(), diagnostic.message);
    std::string where = to_string(diagnostic.place);
    if (!where.empty()) out += "  --> " + where + "\n";
    if (!snippet.empty()) {
        std::string number = diagnostic.place.line > 0 ? std::to_string(diagnostic.place.line) : "";
        std::string margin(number.size(), ' ');
        out += fmt::format(" {} |\n {} | {}\n", margin, number, snippet);
        if (diagnostic.place.column > 0) {
            auto before = snippet.substr(0, std::min<std::size_t>(snippet.size(), diagnostic.place.column - 1));
            out += fmt::format(" {} | {}^\n", margin, std::string(display_width(before), ' '));
        }
    }
    for (const auto& note : diagnostic.notes) out += "   = note: " + note + "\n";
    if (!diagnostic.mend.empty()) out += "   = hint: " + diagnostic.mend + "\n";
    return out;
}

}  // namespace kaohe
