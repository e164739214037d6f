#include "kaohe/live/live_pack.h"

#include "kaohe/base/text.h"
#include "kaohe/trial/trial.h"

namespace kaohe::live {

bool LivePack::reload(Diagnostics& findings) {
    const std::lock_guard one_at_a_time(reloading_);
    Diagnostics found;
    const Pack next = load_(found);
    if (next.plan) {
        const auto tested = trial::run_tests(*next.plan, next.folder / "tests", found);
        if (!tested) found.add(tested.error());
        for (std::size_t i = 0; tested && i < tested->runs.size(); ++i) {
            const trial::Verdict& verdict = tested->runs[i].verdict;
            if (!verdict.passed()) found.add(Code::CaseFailed, verdict.place, verdict.name, join(verdict.problems, "；"));
        }
    }
    const bool sound = next.plan && !found.has_errors();
    findings.append(std::move(found));
    if (sound) in_force_.store(next.plan);
    return sound;
}

}  // namespace kaohe::live
