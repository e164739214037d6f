// kaohe/lua/wording.h - what Lua itself says about a chunk, in the words of its author.
#pragma once
#include <string>

namespace kaohe::lua {

// A message of Lua's parser or of a running chunk, without file and line. One that is not known stays as it is.
std::string in_words(const std::string& message);

}  // namespace kaohe::lua
