// kaohe/eval/duties.h - the pack's own tasks and projects of a region, each with the state that the submitted table gives
// it on the day of the assessment. What the table forgot is there too.
#pragma once
#include <vector>

#include "kaohe/eval/assess.h"

namespace kaohe::eval {

// In the order of the plan.
std::vector<result::TaskResult> tasks_of(const rules::Plan& plan, const model::Dataset& data, std::size_t region, model::Day as_of);
std::vector<result::ProjectResult> projects_of(const rules::Plan& plan, const model::Dataset& data, std::size_t region, model::Day as_of);

// The same as columns for a method: t.plan.state (as result::duty_id), due, done, percent; of projects also list (the id of
// its `project`), quantity and scale. Views live as long as this object.
class PlanColumns {
  public:
    explicit PlanColumns(const std::vector<result::TaskResult>& tasks);
    PlanColumns(const rules::Plan& plan, const std::vector<result::ProjectResult>& projects);
    lua::Value value() const;

  private:
    std::vector<std::pair<std::string, model::Column>> columns_;
};

}  // namespace kaohe::eval
