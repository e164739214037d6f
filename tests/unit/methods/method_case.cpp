#include "method_case.h"

namespace kaohe::testing {

trial::MethodTrials::Run run(const MethodCase& given) {
    Diagnostics findings;
    const auto trials = trial::MethodTrials::prepare({std::filesystem::path(KAOHE_SOURCE_DIR) / "plugins"}, {given}, findings);
    if (!trials || trials->size() != 1) {
        std::string text = trials ? "" : render(trials.error());
        for (const auto& finding : findings.all()) text += render(finding);
        throw std::runtime_error(text);
    }
    lua::State state = trials->methods()->scripts.make_state(trials->functions());
    return trials->run(0, state);
}

}  // namespace kaohe::testing
