#include "kaohe/report/take_apart.h"

namespace kaohe::report {
namespace {

// Walks over JSON values by their brackets and quotation marks alone.
class Walker {
  public:
    explicit Walker(std::string_view text) : text_(text) {}

    std::size_t place() const { return at_; }
    bool ended() const { return at_ == text_.size(); }

    // Whether the next character is this one; then it is passed.
    bool take(char c) {
        skip_blanks();
        if (ended() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (!ended() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
    }
    // A text as it is written, without its quotation marks; nothing when none begins here.
    std::optional<std::string_view> take_text() {
        skip_blanks();
        const std::size_t begin = at_ + 1;
        if (ended() || text_[at_] != '"' || !skip_text()) return std::nullopt;
        return text_.substr(begin, at_ - 1 - begin);
    }
    // A value; nothing when it does not end.
    std::optional<std::string_view> take_value() {
        skip_blanks();
        const std::size_t begin = at_;
        std::size_t depth = 0;
        while (!ended()) {
            const char c = text_[at_];
            if (c == '"') {
                if (!skip_text()) return std::nullopt;
                if (depth == 0) break;
                continue;
            }
            if (c == '{' || c == '[') ++depth;
            const bool closes = c == '}' || c == ']';
            if (depth == 0 && (closes || c == ',')) break;  // behind a number or a word
            ++at_;
            if (closes && --depth == 0) break;
        }
        if (depth > 0 || at_ == begin) return std::nullopt;
        return text_.substr(begin, at_ - begin);
    }

  private:
    // From one quotation mark to behind the next that no backslash takes away.
    bool skip_text() {
        while (true) {
            const std::size_t end = text_.find('"', at_ + 1);
            if (end == std::string_view::npos) return false;
            std::size_t slashes = 0;
            while (text_[end - 1 - slashes] == '\\') ++slashes;  // the first mark ends it
            at_ = end;
            if (slashes % 2 == 0) return ++at_, true;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<Pieces> take_apart(std::string_view json, std::string_view name, const std::function<void(std::string_view)>& found) {
    Walker walker(json);
    if (!walker.take('{')) return std::nullopt;
    Pieces out;
    std::size_t list_begin = 0, list_end = 0;
    do {
        const auto key = walker.take_text();
        if (!key || !walker.take(':')) return std::nullopt;
        if (*key != name) {
            if (!walker.take_value()) return std::nullopt;
            continue;
        }
        if (list_end > 0 || !walker.take('[')) return std::nullopt;
        list_begin = walker.place();
        if (!walker.take(']')) {
            do {
                const auto element = walker.take_value();
                if (!element) return std::nullopt;
                out.elements.push_back(*element);
                if (found) found(*element);
            } while (walker.take(','));
            if (!walker.take(']')) return std::nullopt;
        }
        list_end = walker.place() - 1;
    } while (walker.take(','));
    if (list_end == 0) return std::nullopt;
    out.head = std::string(json.substr(0, list_begin)) + std::string(json.substr(list_end));  // what is behind the object, too
    return out;
}

}  // namespace kaohe::report
