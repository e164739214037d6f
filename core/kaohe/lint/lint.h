// kaohe/lint/lint.h - what a valid pack still may have wrong: doubtful targets, rules that never count, sources nobody cites.
//
// Loading refuses what cannot be right (points that do not add up, a ranked region without a target, a cite that leads nowhere).
// Lint names what can be right but seldom is; each finding has a code (KH-L…) that `kaohe explain` explains.
#pragma once
#include <string>
#include <vector>

#include "kaohe/base/diagnostic.h"
#include "kaohe/rules/plan.h"

namespace kaohe::lint {

struct Options {
    const rules::Plan* previous = nullptr;  // last year's pack, to name targets that became weaker; null: not compared
};

// In the order of the pack's files.
Diagnostics check(const rules::Plan& plan, const Options& options = {});

// A place in Lua text where binary fractions come in or a comparison cannot hold (style: float arithmetic).
struct FloatUse {
    int line = 0;
    std::string what;  // "/", "^", "0.4", "== 2"
};
// Strings and comments are passed over. Any text is taken; what is no Lua gives no findings of its own.
std::vector<FloatUse> float_uses(std::string_view lua);

// The findings as SARIF 2.1.0, for editors and code review. `tool_version` is the engine's.
std::string to_sarif(const Diagnostics& findings, std::string_view tool_version);

}  // namespace kaohe::lint
