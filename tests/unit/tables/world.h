// A plan with the shipped dictionary and a few regions, and what is read with it.
#pragma once
#include "kaohe/tables/import.h"
#include "unit/eval/small_pack.h"

namespace kaohe::testing {

struct ReadingWorld {
    explicit ReadingWorld(const std::string& regions) {
        Diagnostics findings;
        plan = load(folder, "pack { id = \"small\", title = \"小规则包\", version = \"1\", engine = \">=0.1\", period = \"2021\" }\n" + regions, findings);
        INFO(text_of(findings));
        REQUIRE(plan);
    }
    model::Dataset import(const std::string& name, const std::string& text, std::optional<std::size_t> region = std::nullopt) {
        return tables::import({{"", folder.write("data/" + name, text)}}, *plan, {.period = plan->period, .as_of = plan->period.last, .region = region});
    }
    TemporaryFolder folder;
    std::shared_ptr<const rules::Plan> plan;
};

// The cell of a table as text, "-" when there is nothing.
inline std::string cell_text(const model::Table& table, std::size_t row, const std::string& column, const rules::Plan& plan) {
    const int index = table.spec().find(column);
    if (index == 0) {
        for (std::size_t region = 0; region < table.region_ends.size(); ++region)
            if (const auto [begin, end] = table.rows_of(region); begin <= row && row < end) return plan.regions[region].name;
        return "?";
    }
    const auto& cells = table.columns.at(static_cast<std::size_t>(index));
    return cells.size() > 0 && cells.has(row) ? cells.text(row) : "-";
}

}  // namespace kaohe::testing
