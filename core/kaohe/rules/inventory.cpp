#include "kaohe/rules/inventory.h"

#include <fmt/format.h>

namespace kaohe::rules {
namespace {

std::string day_text(const std::optional<model::Day>& day) { return day ? model::to_string(*day) : std::string(); }

std::string_view computability(const Target& target, const Method& method) {
    if (target.form == TargetForm::Qualitative) return "manual";
    if (!target.value && target.branches().empty()) return "pending";
    if (target.form == TargetForm::About && !target.tolerance()) return "pending";
    return method.lookup ? "reported" : "computed";
}

class Lister {
  public:
    Lister(const Plan& plan, std::string_view beginning, const std::function<void(const Item&)>& take)
        : plan_(plan), beginning_(beginning), take_(take) {}

    void all() {
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
            const std::string id = fmt::format("{}:{}:", plan_.id, plan_.indicators[i].id);
            if (!id.starts_with(beginning_) && !beginning_.starts_with(id)) continue;  // a branch begins as its parent does
            for (std::size_t region = 0; region < plan_.regions.size(); ++region)
                if (const auto& target = plan_.targets[i][region]) add_target(i, region, *target, id + plan_.regions[region].name, {});
        }
        for (const auto& task : plan_.tasks) add_task(task);
        for (const auto& project : plan_.projects) add_project(project);
        for (const auto& threshold : plan_.thresholds) add_threshold(threshold);
    }

  private:
    void add_target(std::size_t index, std::size_t region, const Target& target, const std::string& id, const Item& parent);
    void add_task(const Task& task);
    void add_project(const Project& project);
    void add_threshold(const Threshold& threshold);
    void give(const Item& item) const {
        if (item.id.starts_with(beginning_) || (!item.parent.empty() && item.parent.starts_with(beginning_))) take_(item);
    }

    const Plan& plan_;
    std::string_view beginning_;
    const std::function<void(const Item&)>& take_;
};

void Lister::add_target(std::size_t index, std::size_t region, const Target& target, const std::string& id, const Item& parent) {
    const Indicator& indicator = plan_.indicators[index];
    const Method& method = plan_.methods[indicator.method];
    Item item{.id = id, .kind = "target", .title = indicator.title, .region = plan_.regions[region].name, .unit = indicator.unit,
              .year = target.year().empty() ? plan_.period.to_string() : target.year(), .method = method.id, .computability = computability(target, method),
              .cite = target.cite(), .parent = parent.id, .of = parent.of, .base_year = target.base_year(), .target = &target};
    if (const Duty* duty = target.duty()) item.duty = *duty;
    if (item.cite.source.empty()) item.cite = parent.cite;
    if (target.branches().empty()) item.op = form_op(target.form);
    item.value = target.value_text();
    if (const auto& years = target.words().years; !years.empty()) {  // one item a year
        for (const auto& [year, value] : years) {
            item.id = fmt::format("{}:{}", id, year);
            item.year = year;
            item.value = value.to_string();
            give(item);
        }
        return;
    }
    if (target.branches().empty()) return give(item);
    give(item);
    item.of = form_name(target.form);
    for (std::size_t i = 0; i < target.branches().size(); ++i)
        add_target(target.branches()[i].indicator, region, *target.branches()[i].target, fmt::format("{}/{}", id, i + 1), item);
}

void Lister::add_task(const Task& task) {
    Item item{.id = plan_.id + ":" + task.id, .kind = "task", .title = task.title, .due = day_text(task.due), .duty = task.duty,
              .computability = "reported", .cite = task.cite, .due_text = task.due_text, .report = task.report, .note = task.note};
    if (task.due) {
        item.op = "by";
        item.value = item.due;
    }
    give(item);
}

void Lister::add_project(const Project& project) {
    if (project.items.empty())
        give({.id = plan_.id + ":" + project.id, .kind = "project", .title = project.title, .computability = "reported", .cite = project.cite});
    for (const auto& row : project.items) {
        Item item{.id = plan_.id + ":" + row.id, .kind = "project", .title = row.name.empty() ? project.title : row.name, .due = day_text(row.due),
                  .computability = "reported", .cite = project.cite, .parent = plan_.id + ":" + project.id, .due_text = row.due_text, .note = row.note};
        if (row.region) item.region = plan_.regions[*row.region].name;
        if (row.due) {
            item.op = "by";
            item.value = item.due;
        }
        if (row.quantity) item.quantity = row.quantity->to_string();
        if (row.scale) item.scale = row.scale->to_string();
        item.scale_unit = row.scale_unit;
        give(item);
    }
}

void Lister::add_threshold(const Threshold& threshold) {
    give({.id = plan_.id + ":" + threshold.id, .kind = "threshold", .title = threshold.title, .region = threshold.whom,
                    .op = threshold.op, .value = threshold.value, .unit = threshold.unit, .year = threshold.year, .due = day_text(threshold.due),
                    .duty = {threshold.lead, {}, {}}, .computability = "manual", .cite = threshold.cite, .note = threshold.note});
}

}  // namespace

void for_each_item(const Plan& plan, std::string_view beginning, const std::function<void(const Item&)>& take) {
    Lister(plan, beginning, take).all();
}

std::vector<Item> inventory(const Plan& plan) {
    std::vector<Item> out;
    for_each_item(plan, "", [&](const Item& item) { out.push_back(item); });
    return out;
}

}  // namespace kaohe::rules
