// kaohe/trial/trial.h - runs the tests of a pack: the evaluation that `score` uses, over given values and tables.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/base/temporary_folder.h"
#include "kaohe/eval/measure.h"
#include "kaohe/rules/plan.h"
#include "kaohe/trial/case.h"

namespace kaohe::trial {

// What a test is about.
struct Subject {
    enum class Kind { Region, Rule, Group, Bonus, Veto };
    Kind kind = Kind::Region;
    std::size_t index = 0;
};

// How one test ended, of a pack or of a method: all `problems` that were found, none when it passed.
struct Verdict {
    std::string suite, name;  // the file it stands in, and what it is called
    Place place;
    std::vector<std::string> problems;  // "得分应为 10，实际是 9.5"
    bool passed() const { return problems.empty(); }
};

// The tests of one pack, ready to run. Not thread-safe.
class Trials {
  public:
    // Resolves names and reads the data of every case. What can't be run becomes a finding (KH-V002), data that has
    // mistakes of its own a warning (KH-V008). Fails with KH-T001 where there is no room for temporary files.
    static Result<Trials> prepare(const rules::Plan& plan, std::vector<Case> cases, Diagnostics& findings);

    std::size_t size() const { return prepared_.size(); }
    const Case& test(std::size_t index) const { return prepared_[index].test; }
    const Subject& subject(std::size_t index) const { return prepared_[index].subject; }
    // The plan that the tests run with: a copy of the pack's own. Whoever changes a figure of it has to restore it.
    rules::Plan& plan() { return *plan_; }

    struct Run {
        Verdict verdict;
        result::RegionResult result;
    };
    // `state` is one of the plan's scripts, with eval::functions_of() loaded.
    Run run(std::size_t index, lua::State& state) const;

  private:
    struct Prepared {
        Case test;
        Subject subject;
        std::size_t region = 0;
        model::Day as_of = 0;
        eval::GivenValues given;
        std::shared_ptr<const model::Dataset> data;
    };
    class Preparer;
    Trials() = default;

    std::unique_ptr<rules::Plan> plan_;
    std::vector<Prepared> prepared_;
};

// The tests in this folder, made ready and run; what is wrong with them becomes findings, as with prepare().
struct Tested {
    Trials trials;
    std::vector<Trials::Run> runs;  // one a test
};
Result<Tested> run_tests(const rules::Plan& plan, const std::filesystem::path& folder, Diagnostics& findings);

}  // namespace kaohe::trial
