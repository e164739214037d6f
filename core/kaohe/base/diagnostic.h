// kaohe/base/diagnostic.h - what is wrong, where, and how to mend it.
//
// A Diagnostic is one finding about the user's data, rules or files. It is made with diagnose(), which takes its text
// from codes.def, so that the printed message, `kaohe explain CODE` and the manual have one origin.
// Wrong data goes into a Diagnostics list and work goes on to find the rest; what the world refuses (disk, permission)
// travels as Result<T> (base/result.h).
#pragma once
#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe {

enum class Severity { Note, Warning, Error };

enum class Code {
#define KAOHE_CODE(name, id, severity, title, message, mend) name,
#include "kaohe/base/codes.def"
#undef KAOHE_CODE
};

// The row of codes.def.
struct CodeInfo {
    Code code;
    std::string_view id;  // "KH-D005"
    Severity severity;
    std::string_view title, message, mend;
};
const CodeInfo& info(Code code);
// Null when there is no such id. Case does not matter.
const CodeInfo* find_code(std::string_view id);
std::string_view severity_name(Severity severity);  // "error", "warning", "note"

// A place in a file. Spreadsheets: sheet and cell ("C17"). Text files: line and column, 1-based. 0 and "" mean unknown.
struct Place {
    std::string file;
    std::string sheet;
    std::string cell;
    int line = 0;
    int column = 0;

    friend bool operator==(const Place&, const Place&) = default;
};
// "a.xlsx[空气质量日报]!C17", "a.csv:17:3"
std::string to_string(const Place& place);

struct Diagnostic {
    Code code = Code::Internal;
    Severity severity = Severity::Error;
    Place place;
    std::string message;
    std::string mend;
    std::vector<std::string> notes;
    std::size_t count = 1;  // how many it stands for; more than one: those that were not listed

    std::string_view id() const { return info(code).id; }
};

// Fills the code's message and mend templates with `args` (both get the same list). Severity comes from the code.
Diagnostic diagnose_args(Code code, Place place, fmt::format_args args);
template <class... Args>
Diagnostic diagnose(Code code, Place place, const Args&... args) {
    return diagnose_args(code, std::move(place), fmt::make_format_args(args...));
}

// Where findings are collected. Not thread-safe: one per thread, then append() in a fixed order.
class Diagnostics {
  public:
    template <class... Args>
    Diagnostic& add(Code code, Place place, const Args&... args) {
        return add(diagnose(code, std::move(place), args...));
    }
    Diagnostic& add(Diagnostic diagnostic);
    void append(Diagnostics&& other);

    const std::vector<Diagnostic>& all() const { return all_; }
    std::size_t errors() const { return errors_; }
    bool has_errors() const { return errors_ > 0; }

  private:
    std::vector<Diagnostic> all_;
    std::size_t errors_ = 0;
};

// "error[KH-D005]: …\n  --> place\n  = hint: …". `snippet` is the source line, drawn with a caret by display width.
std::string render(const Diagnostic& diagnostic, std::string_view snippet = {});

}  // namespace kaohe
