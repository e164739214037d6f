// kaohe/rules/loader.h - inside the rules module: the passes that turn declarations into a Plan, in this order.
#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kaohe/base/file.h"
#include "kaohe/num/small_decimal.h"
#include "kaohe/rules/plan.h"
#include "kaohe/rules/schema.h"
#include "kaohe/rules/side_table.h"

namespace kaohe::rules {

// The names in one cell: "财政局；住建局" (also ; and 、).
std::vector<std::string> split_names(std::string_view text);

// A target file, read once however many indicators it serves: its rows by indicator, each with its value as a number. What
// is not a plain number of a known region is kept as it is written.
struct TargetFile {
    struct Odd {
        std::string region, value, unit, clause;
    };
    struct Row {
        std::uint32_t row = 0;
        std::int32_t odd = -1;  // index into `odd`; -1: none, and what follows counts
        std::int64_t coefficient = 0;
        std::uint32_t region = 0;
        std::int32_t scale = 0;
    };
    Place file;
    bool lines = false;
    bool names_indicators = false;
    std::vector<std::vector<Row>> rows;  // [indicator]; everything in rows[0] when it names none
    std::vector<Odd> odd;
};

class Loader {
  public:
    // `year`: the year assessed, for targets that change from year to year; 0: the last of the pack's period.
    Loader(Plan& plan, std::filesystem::path folder, int year, int jobs, Diagnostics& findings)
        : plan_(plan), folder_(std::move(folder)), year_(year), jobs_(jobs), findings_(findings) {}

    void load(const Scripts::Loaded& loaded);
    // Files beside the pack's Lua that were read, for its digest.
    std::map<std::string, FileBytes> take_side_files() { return std::move(side_files_); }

  private:
    using Each = std::vector<const lua::Declaration*>;
    Each all(std::string_view word) const;
    Fields fields_of(const lua::Declaration& declaration) const;
    Fields fields_of(const lua::Value& constructor, const Place& place) const;  // a constructor inside a declaration
    bool is_new(const lua::Declaration& declaration);  // reports the same id twice
    Place pack_place() const;  // the pack's first file: for what stands nowhere

    void load_dictionary();
    void add_columns(model::TableSpec& table, const lua::Value& columns, const Fields& fields);
    void load_units();
    void load_words();
    void add_limits(model::TableSpec& table, const lua::Value& limits, const Fields& fields);

    void load_methods();
    void load_checks();
    bool has_all_facts(const lua::Declaration& declaration);
    void load_method_tables(Method& method, const Fields& fields);
    void add_cover(Method& method, const std::string& param, const std::string& choice, const lua::Value& value, const Fields& fields);
    void load_method_params(Method& method, const Fields& fields);

    void load_pack();
    void load_regions();
    void add_region(model::Region region, const Place& place);
    void load_sources();

    // Lists (load_lists.cpp): 责任单位, 任务, 限值, 项目.
    void load_responsible();
    void load_tasks();
    void load_thresholds();
    void load_projects();
    void load_consequences();
    void check_consequence(const Consequence& item, const Fields& f);
    void add_task(Task task);
    void add_threshold(Threshold threshold);
    Project::Item project_item(const SideTable& table, const SideRow& row, const std::string& file);
    void check_project_totals(const Project& project, const SideTable& table, const SideRow& row, const std::string& file);
    std::vector<std::string> unit_names(const std::vector<std::string>& written, const std::string& label, const Place& place);
    Duty duty_of(const Fields& fields);
    std::optional<model::Day> day_from(const std::string& text, const std::string& label, std::string_view field, const Place& place);
    bool is_new_id(std::string_view word, const std::string& id, const Place& place);

    void load_indicators();
    void load_params(Indicator& indicator, const Fields& fields);
    std::optional<std::size_t> indicator_ref(const Fields& fields, std::string_view id, std::string_view what);

    void load_targets();
    void load_targets_of(const lua::Declaration& declaration);
    std::optional<Target> target_from(const Fields& fields, const lua::Value* value, std::size_t indicator, const Place& place,
                                      const std::shared_ptr<const TargetDeclaration>& declared);
    std::optional<Target> worded_target(const Fields& fields, const lua::Value* value, std::size_t indicator, TargetWording& wording);
    void take_tolerance(const Fields& fields, std::size_t indicator, Target& target);
    bool branches_from(const Fields& fields, std::vector<TargetWording::Branch>& out);
    bool is_later(const std::string& year) const { return !year.empty() && year > std::to_string(year_); }
    bool set_decimal(std::optional<Decimal>& out, const lua::Value& value, std::size_t indicator, const Fields& fields);
    const TargetWording* keep(TargetWording wording);
    void set_target(std::size_t indicator, std::size_t region, const Target& target);
    const TargetFile* target_file(const std::string& file, const Fields& fields);
    std::optional<std::string_view> side_file(const std::string& file, const Fields& fields);
    bool set_odd_target(const TargetFile& file, const TargetFile::Row& row, std::size_t indicator, const std::string& name, Target& target, std::size_t& region);
    void load_target_file(const std::string& file, const Fields& fields, std::size_t indicator, const Target& all, TargetWording wording);
    void check_cite(const Cite& cite, const std::string& label, const Place& place);

    void load_scheme();
    void load_groups();
    void load_rules();
    void load_members(Rule rule, const Fields& fields);
    void load_events();
    void load_grades();
    Score score_from(const lua::Value& value, const Fields& owner);
    std::vector<Score::Level> levels_from(const lua::Value& value, const Fields& owner);
    void check_points();
    void check_targets();

    std::optional<SideTable> read_side_table(const std::string& file, const Fields& fields);

    Plan& plan_;
    std::filesystem::path folder_;
    int year_, jobs_;
    Diagnostics& findings_;
    const Scripts::Loaded* loaded_ = nullptr;
    std::map<std::string, Place> seen_;
    std::map<std::string, FileBytes> side_files_;
    std::map<std::string, std::optional<TargetFile>> target_files_;
    std::set<std::size_t> doubtful_targets_;  // indicators in whose targets something is wrong
    bool unnamed_target_file_ = false;  // a targets.csv that no declaration names
};

}  // namespace kaohe::rules
