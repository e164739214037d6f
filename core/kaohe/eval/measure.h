// kaohe/eval/measure.h - indicator values of one region: which tables it has, what its methods make of them.
#pragma once
#include <map>
#include <string>

#include "kaohe/eval/assess.h"

namespace kaohe::eval {

// What a method gave for one region.
struct Measurement {
    enum class State { Value, NotApplicable, Invalid, NotSubmitted, Error };
    State state = State::NotSubmitted;
    std::string reason;
    std::vector<std::pair<std::string, num::Ratio>> values;  // in the method's order of outputs
    std::vector<result::SeriesPoint> series;
    std::vector<std::string> notes;
    // Outputs that there is nothing to compute for here, with the reason: 无此项 for indicators that read them.
    std::vector<std::pair<std::string, std::string>> absent;
    std::vector<model::RowRange> rows;
    std::optional<Diagnostic> error;
    lua::Used used;

    const num::Ratio* find(std::string_view output) const;
};

// Values by indicator that stand in for what the methods would compute: for trials of rules, never for a score.
using GivenValues = std::map<std::size_t, Measurement>;

// What does not change from region to region: made once, shared by the workers.
class Sources {
  public:
    Sources(const rules::Plan& plan, const model::Dataset& data, const Options& options);

    const rules::Plan& plan;
    const model::Dataset& data;
    // The parameters of an indicator's method, with the period.
    const lua::Value& params(std::size_t indicator) const { return params_[indicator]; }
    // The indicator that each text of a lookup's key column means; by text code.
    const std::vector<std::int64_t>* lookup_of(std::size_t method) const;
    model::Day as_of() const { return as_of_; }
    void take_as_given(GivenValues values) { given_ = std::move(values); }
    // Null when the indicator has no given value: then it is measured.
    const Measurement* given(std::size_t indicator) const;

  private:
    model::Day as_of_;
    std::vector<lua::Value> params_;
    std::map<std::size_t, std::vector<std::int64_t>> lookups_;
    GivenValues given_;
};

// Measures one region, each method and parameter set once.
class Measurer {
  public:
    // `duties`: the tasks and projects of the region, for methods that look at them; outlives the measurer.
    Measurer(const Sources& sources, lua::State& state, std::size_t region, const result::RegionResult& duties)
        : sources_(sources), state_(state), region_(region), duties_(duties) {}
    const Measurement& measure(std::size_t indicator);

  private:
    Measurement run(std::size_t indicator);
    Measurement look_up(const rules::Method& method, std::size_t indicator);
    // Why a method can't run here; nothing when it can.
    std::optional<Measurement> obstacle(const rules::Method& method);
    lua::Value columns_of(const rules::MethodTable& needed);
    void take_outputs(const rules::Method& method, const lua::Value& outputs, Measurement& out);
    void take(const rules::Method& method, const lua::Outcome& outcome, Measurement& out);

    const Sources& sources_;
    lua::State& state_;
    std::size_t region_;
    const result::RegionResult& duties_;
    std::map<std::string, Measurement> done_;
    std::vector<model::Column> gaps_;  // stand-ins for columns nobody submitted
};

}  // namespace kaohe::eval
