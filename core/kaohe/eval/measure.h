// kaohe/eval/measure.h - indicator values of one region: which tables it has, what its methods make of them.
#pragma once
#include <deque>
#include <map>
#include <string>

#include "kaohe/eval/assess.h"
#include "kaohe/eval/duties.h"

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
    // The tables of a method, in its order.
    struct MethodTable {
        const model::Table* table;
        std::size_t index;  // of the dictionary
        std::vector<std::pair<std::string, std::size_t>> columns;  // that the method reads, by name: which they are in the table
        friend bool operator==(const MethodTable&, const MethodTable&) = default;
    };
    const std::vector<MethodTable>& tables_of(std::size_t method) const { return tables_of_[method]; }
    // Methods that read the same columns of the same tables are given the same argument.
    std::size_t argument_of(std::size_t method) const { return argument_of_[method]; }
    // Indicators with the same method and parameters share one run.
    std::size_t run_of(std::size_t indicator) const { return run_of_[indicator]; }
    std::size_t runs() const { return runs_; }
    model::Day as_of() const { return as_of_; }
    bool keeps(Detail detail) const { return detail <= detail_; }
    void take_as_given(GivenValues values) { given_ = std::move(values); }
    // Null when the indicator has no given value: then it is measured.
    const Measurement* given(std::size_t indicator) const;
    bool has_given() const { return !given_.empty(); }

  private:
    model::Day as_of_;
    std::vector<lua::Value> params_;
    Detail detail_;
    std::vector<std::vector<MethodTable>> tables_of_;
    std::vector<std::size_t> argument_of_;
    std::vector<std::size_t> run_of_;
    std::size_t runs_ = 0;
    std::map<std::size_t, std::vector<std::int64_t>> lookups_;
    GivenValues given_;
};

// Measures one region, each method and parameter set once.
class Measurer {
  public:
    // `duties`: the tasks and projects of the region, for methods that look at them; outlives the measurer.
    Measurer(const Sources& sources, lua::State& state, std::size_t region, const result::RegionResult& duties)
        : sources_(sources), state_(state), region_(region), duties_(duties), done_(sources.runs()) {}
    const Measurement& measure(std::size_t indicator);
    // What was reported for an indicator that is looked up: coefficient and scale. Nothing where there is anything more to
    // say about it than the number; measure() says it.
    struct Reported {
        std::int64_t coefficient;
        int scale;
    };
    std::optional<Reported> reported(std::size_t indicator);

  private:
    Measurement run(std::size_t indicator);
    Measurement look_up(const rules::Method& method, std::size_t indicator);
    // Why a method can't run here; nothing when it can.
    std::optional<Measurement> obstacle(std::size_t method);
    lua::Value columns_of(const Sources::MethodTable& needed);
    const lua::Value& columns_for(std::size_t method);
    void take_outputs(const rules::Method& method, const lua::Value& outputs, Measurement& out);
    void take(const rules::Method& method, const lua::Outcome& outcome, Measurement& out);

    const Sources& sources_;
    lua::State& state_;
    std::size_t region_;
    const result::RegionResult& duties_;
    // The rows of a lookup's table here, chained by the indicator that they mean.
    struct LookupRows {
        std::vector<std::int32_t> first, next;  // first: by indicator; next: by row; -1: none. Counted from `begin`.
        std::size_t begin = 0;
        bool usable = false;  // nothing stands against reading them
        const model::TableColumn* values = nullptr;  // null: nobody submitted them
    };
    const LookupRows& lookup_rows(std::size_t method);
    std::vector<std::optional<Measurement>> done_;
    std::vector<std::pair<std::size_t, LookupRows>> lookup_rows_;  // by method
    std::map<std::size_t, lua::Value> arguments_;  // made so far, by Sources::argument_of()
    std::deque<PlanColumns> duty_columns_;
    std::deque<model::Values> rooms_;              // the values of their columns
};

}  // namespace kaohe::eval
