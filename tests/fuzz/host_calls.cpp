// Bytes as a program of host calls: each picks a function and its arguments, odd values or what an earlier call gave.
// It ends or says why not, in valid UTF-8, twice the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kaohe/base/text.h"
#include "kaohe/lua/state.h"
#include "support/host_calls.h"

namespace kaohe::fuzzing {

class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool empty() const { return at_ >= size_; }
    std::size_t next(std::size_t below) { return empty() ? 0 : data_[at_++] % below; }

  private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

inline std::string program_of(Bytes bytes) {
    constexpr std::size_t kMostCalls = 12;
    std::string body = "local function print_nothing() end\nlocal v = {}\n";
    for (std::size_t call = 1; call <= kMostCalls && !bytes.empty(); ++call) {
        std::string arguments;
        for (std::size_t i = bytes.next(5); i > 0; --i) {
            const std::size_t earlier = bytes.next(4);  // half of the arguments are what came before
            const bool is_made = earlier >= 2 && call > 1;
            arguments += is_made ? "v[" + std::to_string(1 + bytes.next(call - 1)) + "]" : testing::odd_values()[bytes.next(testing::odd_values().size())];
            if (i > 1) arguments += ", ";
        }
        body += "v[" + std::to_string(call) + "] = " + testing::functions()[bytes.next(testing::functions().size())] + "(" + arguments + ")\n";
    }
    return "method { run = function(t)\n" + body + "return v\nend }";
}

inline std::string run_program(const std::string& text, const lua::Value& columns) {
    lua::SandboxOptions options;
    options.memory_bytes = std::size_t{4} << 20;
    options.call_bytes = std::size_t{1} << 20;
    options.call_instructions = 200'000;
    const lua::Vocabulary words{.named = {}, .plain = {"method"}, .constructors = {"deduct"}, .results = {"invalid"}};
    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    lua::State state(options);
    state.load({"f.lua", text}, words, nullptr, declarations, findings);
    state.freeze();
    if (findings.has_errors() || declarations.size() != 1) std::abort();  // what is written here can be loaded
    const auto out = state.call(declarations[0].fields.find("run")->integer, {&columns}, "f");
    std::string said = std::to_string(out.used.instructions) + " " + std::to_string(out.used.bytes);
    for (const auto& value : out.values)
        for (const auto& entry : value.list) said += " " + entry.text + entry.number.to_string() + std::to_string(entry.integer) + std::to_string(entry.column.size());
    return out.error ? said + render(*out.error) : said;
}

}  // namespace kaohe::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    static const testing::Columns columns(9);
    static const lua::Value table = testing::table_of(columns);
    const std::string text = fuzzing::program_of({data, size}), said = fuzzing::run_program(text, table);
    if (!is_valid_utf8(said) || fuzzing::run_program(text, table) != said) std::abort();
    return 0;
}
