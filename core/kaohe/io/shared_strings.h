// kaohe/io/shared_strings.h - the texts of a workbook that its cells only name by number.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kaohe::io {

// The strings that cells refer to by number, in one piece of memory.
class SharedStrings {
  public:
    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
        return std::string_view(text_).substr(begin, ends_[index] - begin);
    }
    std::string& text() { return text_; }
    // The next string is what was appended to text() since the last one.
    void end_string() { ends_.push_back(text_.size()); }

  private:
    std::string text_;
    std::vector<std::size_t> ends_;
};

}  // namespace kaohe::io
