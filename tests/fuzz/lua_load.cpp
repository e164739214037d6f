// Any bytes as a chunk: it loads or says why not, twice the same, and what it declares can be called.
#include <cstdint>
#include <cstdlib>

#include "kaohe/base/text.h"
#include "kaohe/lua/state.h"

using namespace kaohe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {
std::string run(const std::string& text) {
    lua::SandboxOptions options;
    options.memory_bytes = std::size_t{4} << 20;
    options.call_bytes = std::size_t{1} << 20;
    options.load_instructions = options.call_instructions = 100'000;
    const lua::Vocabulary words{.named = {"rule"}, .plain = {"method"}, .constructors = {"deduct"}, .results = {"invalid"}};
    std::vector<lua::Declaration> declarations;
    Diagnostics findings;
    lua::State state(options);
    state.load({"f.lua", text}, words, nullptr, declarations, findings);
    state.freeze();
    std::string out;
    for (const auto& finding : findings.all()) out += render(finding);
    for (const auto& declaration : declarations)
        if (const auto* body = declaration.fields.find("run"); body && body->is(lua::Value::Kind::Function))
            if (const auto outcome = state.call(body->integer, {}, "f"); outcome.error) out += render(*outcome.error);
    return out;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size), said = run(text);
    if (!is_valid_utf8(said) || run(text) != said) std::abort();
    return 0;
}
