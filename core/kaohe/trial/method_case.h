// kaohe/trial/method_case.h - 算例: cases.tsv beside a method, and running them. A domain person reads and adds rows.
//
// method    id of the method
// params    edition=2012 validity=none; true and false are flags, {"a","b"} is a list, everything else is text. `unit` is not
//           a parameter but the indicator's unit, for methods whose output has none (reported).
// period    2021 or 2021-09; blank: 2021
// input     table: row | row; table: row. A row is column=value column=value; what is left out is blank, and no value
//           holds a space, a semicolon or a bar. The first column of a row may name several rows: 1..49, or
//           2021-01-01..2021-01-27,2021-02-01, or 2021-01-01T01..2021-01-03T00 by the hour; another column of that row may
//           then count along (pm25=1..28) or list its values. plan.tasks: id=T1 due=2021-06-30 and plan.projects: id=B1
//           quantity=2 are what the pack lists. A later row with the date of an earlier one takes its place.
// expected  name=value with decimals or fractions (6300/73), compared exactly; name=none: not printed; 2021-03=2: that month
//           of the series; note=text and reason=text: a note or the reason is this, both without
//           blanks; with … in front or behind there may be more on that side. In front, if it is not a plain value: invalid, not_applicable, not_submitted.
// source    where the expected values come from
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kaohe/base/temporary_folder.h"
#include "kaohe/eval/measure.h"
#include "kaohe/trial/trial.h"

namespace kaohe::trial {

struct MethodCase {
    Place place;
    std::string method, params, period, input, expected, source;
};

// Lines that begin with '#' and blank lines are passed over. What is wrong is a finding (KH-V001, KH-V002).
std::vector<MethodCase> read_method_cases(const std::filesystem::path& file, Diagnostics& findings);

// What a method made of its input.
struct MethodOutcome {
    std::string state;  // value, invalid, not_applicable, not_submitted, error
    std::map<std::string, num::Ratio> values;
    std::string reason;
    std::vector<std::string> notes;
    std::int64_t instructions = 0;
    std::string findings;  // of reading the input, for people
    std::string text() const;  // "invalid good_days=26 …"
};

// The cases of methods, ready to run; on several threads, each with a state of its own.
class MethodTrials {
  public:
    // Makes packs of one region and an indicator for each case, and reads the inputs. Cases that are written wrongly become
    // findings. Fails with KH-T001 where there is no room for temporary files. `sandbox` is what the methods run in.
    static Result<MethodTrials> prepare(const std::vector<std::filesystem::path>& plugin_folders, std::vector<MethodCase> cases, Diagnostics& findings,
                                        const lua::SandboxOptions& sandbox = {});

    std::size_t size() const { return prepared_.size(); }
    const MethodCase& test(std::size_t index) const { return prepared_[index].test; }
    // The outputs that a case expects, or expects not to be there.
    std::vector<std::string> expected_names(std::size_t index) const;
    // All methods of the plugin folders; the functions that the cases call have the same ordinals in its scripts. Null when
    // the plugins don't load.
    const rules::Plan* methods() const { return methods_.get(); }
    // The functions that `run` may call, for a state of methods()->scripts.
    std::vector<std::int64_t> functions() const;

    struct Run {
        Verdict verdict;
        MethodOutcome outcome;
    };
    Run run(std::size_t index, lua::State& state) const;

  private:
    struct Expected {
        std::string name, written;
        std::optional<num::Ratio> value;  // none: must not be there
    };
    struct Prepared {
        MethodCase test;
        std::shared_ptr<const rules::Plan> plan;
        std::size_t indicator = 0;
        model::Period period;
        std::shared_ptr<const model::Dataset> data;
        std::string state;  // expected
        std::vector<Expected> expected;
    };
    class Preparer;
    MethodTrials() = default;

    std::shared_ptr<const rules::Plan> methods_;
    std::vector<Prepared> prepared_;
};

}  // namespace kaohe::trial
