// Positions of the charts of the index page. The figures beside them are texts of the result.
#include <algorithm>
#include <charconv>

#include "kaohe/base/text.h"
#include "kaohe/report/page.h"
#include "kaohe/report/words.h"

namespace kaohe::report::page {
namespace {

constexpr double kBarsLeft = 190, kBarsWidth = 400;  // the label stands left of the bars, the figure right of them
constexpr double kRowHeight = 28, kChartTop = 8;
constexpr double kTrendLeft = 64, kTrendWidth = 520, kTrendTop = 14, kTrendHeight = 120;
constexpr double kDigitWidth = 7.5;  // of a label of 12 px
constexpr std::size_t kLongestLabel = 26;  // in half-width characters
constexpr std::size_t kPatterns = 10;

// For positions only: never shown as a number.
double position_of(std::string_view number) {
    double value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    return value;
}

double position_of_exact(std::string_view exact) {
    const auto slash = exact.find('/');
    if (slash == std::string_view::npos) return position_of(exact);
    const double divisor = position_of(exact.substr(slash + 1));
    return divisor == 0 ? 0 : position_of(exact.substr(0, slash)) / divisor;
}

std::string pixels(double value) { return fmt::format("{:.1f}", value); }

double scale_of(const std::vector<const Region*>& regions) {
    double most = 0;
    for (const Region* region : regions)
        for (const std::string* points : {&region->total, &region->total_max, &region->possible})
            most = std::max(most, position_of(*points));
    return most > 0 ? kBarsWidth / most : 0;
}

// A label that fits left of the bars; the whole name stands in the table and in the tooltip.
std::string short_label(const std::string& name) {
    if (display_width(name) <= kLongestLabel) return name;
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        std::size_t end = i + 1;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
        const std::string next = out + name.substr(i, end - i);
        if (display_width(next) > kLongestLabel - 2) break;
        out = next;
        i = end;
    }
    return out + "…";
}

Data bar_data(const Region& region, std::size_t row) {
    const double top = kChartTop + kRowHeight * static_cast<double>(row);
    Data data;
    data.texts = {{"name", region.name},
                  {"label", short_label(region.name)},
                  {"label_x", pixels(kBarsLeft - 8)},
                  {"x", pixels(kBarsLeft)},
                  {"y", pixels(top + 4)},
                  {"text_y", pixels(top + 18.5)},
                  {"height", pixels(kRowHeight - 8)},
                  {"total", region.total},
                  {"total_max", region.total_max}};
    data.flags = {{"is_provisional", region.provisional}, {"is_ranked", region.rank.has_value()}};
    return data;
}

Schema bar_schema() {
    return {.texts = {"name", "label", "label_x", "x", "y", "text_y", "height", "total", "total_max"},
            .flags = {"is_provisional", "is_ranked"},
            .lists = {}};
}

}  // namespace

std::size_t chart_height(std::size_t bars) {
    return static_cast<std::size_t>(2 * kChartTop + kRowHeight * static_cast<double>(std::min(bars, kMostBars)));
}

const Schema& rank_bar_schema() {
    static const Schema schema = [] {
        Schema out = bar_schema();
        out.texts.insert({"width", "open_x", "open_width", "value_x", "rank", "grade"});
        out.flags.insert("has_grade");
        return out;
    }();
    return schema;
}

std::vector<Data> rank_bars(const std::vector<const Region*>& regions) {
    const double scale = scale_of(regions);
    std::vector<Data> out;
    for (const Region* region : regions) {
        if (out.size() == kMostBars) break;
        const double width = std::max(0.0, position_of(region->total)) * scale;
        const double widest = std::max(width, position_of(region->total_max) * scale);
        Data data = bar_data(*region, out.size());
        data.texts["width"] = pixels(width);
        data.texts["open_x"] = pixels(kBarsLeft + width);
        data.texts["open_width"] = pixels(region->provisional ? widest - width : 0);
        data.texts["value_x"] = pixels(kBarsLeft + (region->provisional ? widest : width) + 6);
        data.texts["rank"] = region->rank ? std::to_string(*region->rank) : or_dash("");
        data.texts["grade"] = region->grade;
        data.flags["has_grade"] = !region->grade.empty();
        out.push_back(std::move(data));
    }
    return out;
}

const Schema& stack_bar_schema() {
    static const Schema schema = [] {
        Schema out = bar_schema();
        out.texts.insert("value_x");
        out.lists = {{"parts",
                      {.texts = {"group", "pattern", "part_x", "part_width", "part_middle", "points", "group_possible"},
                       .flags = {"is_wide"},
                       .lists = {}}}};
        return out;
    }();
    return schema;
}

std::vector<Data> stack_bars(const std::vector<const Region*>& regions, const std::vector<Group>& groups) {
    const double scale = scale_of(regions);
    std::vector<Data> out;
    for (const Region* region : regions) {
        if (out.size() == kMostBars) break;
        Data data = bar_data(*region, out.size());
        auto& parts = data.lists["parts"];
        double x = kBarsLeft;
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (const Group& group : region->groups) {
                const double width = position_of(group.points) * scale;
                if (group.id != groups[i].id || width <= 0) continue;
                parts.push_back({.texts = {{"group", group.title},
                                           {"pattern", std::to_string(i % kPatterns)},
                                           {"part_x", pixels(x)},
                                           {"part_width", pixels(width)},
                                           {"part_middle", pixels(x + width / 2)},
                                           {"points", group.points},
                                           {"group_possible", group.possible}},
                                 .flags = {{"is_wide", width >= kDigitWidth * static_cast<double>(group.points.size() + 1)}},
                                 .lists = {}});
                x += width;
            }
        data.texts["value_x"] = pixels(x + 6);
        out.push_back(std::move(data));
    }
    return out;
}

std::vector<Group> all_groups(const std::vector<const Region*>& regions) {
    std::vector<Group> out;
    for (const Region* region : regions)
        for (const Group& group : region->groups)
            if (std::none_of(out.begin(), out.end(), [&](const Group& known) { return known.id == group.id; }))
                out.push_back(group);
    return out;
}

const Schema& trend_schema() {
    static const Schema schema = {
        .texts = {"line", "target_line_y", "target_text_y", "top_text", "top_y", "bottom_text", "bottom_y"},
        .flags = {"has_target_line"},
        .lists = {{"marks", {.texts = {"month", "mark_x", "mark_y", "mark_text"}, .flags = {}, .lists = {}}}}};
    return schema;
}

std::vector<Data> trend_data(const Rule& rule) {
    if (rule.series.size() < 2) return {};
    const bool has_target = rule.target && !rule.target->value.empty() && rule.target->op != "by" && rule.target->op != "between";
    auto lower = [](const SeriesPoint& a, const SeriesPoint& b) {
        return position_of_exact(a.value) < position_of_exact(b.value);
    };
    const auto [least, most] = std::minmax_element(rule.series.begin(), rule.series.end(), lower);
    double low = position_of_exact(least->value), high = position_of_exact(most->value);
    const double target = has_target ? position_of(rule.target->value) : low;
    low = std::min(low, target), high = std::max(high, target);
    if (high <= low) high = low + 1;
    auto y_of = [&](double value) { return kTrendTop + kTrendHeight * (high - value) / (high - low); };
    const double step = kTrendWidth / static_cast<double>(rule.series.size() - 1);
    Data data;
    auto& marks = data.lists["marks"];
    std::string line;
    for (const SeriesPoint& point : rule.series) {
        const double x = kTrendLeft + step * static_cast<double>(marks.size()), y = y_of(position_of_exact(point.value));
        line += fmt::format("{}{:.1f},{:.1f}", line.empty() ? "" : " ", x, y);
        const auto dash = point.period.rfind('-');
        marks.push_back({.texts = {{"month", dash == std::string::npos ? point.period : point.period.substr(dash + 1)},
                                   {"mark_x", pixels(x)},
                                   {"mark_y", pixels(y)},
                                   {"mark_text", value_text(rule, point.value)}},
                         .flags = {},
                         .lists = {}});
    }
    data.texts = {{"line", line},
                  {"target_line_y", pixels(y_of(target))},
                  {"target_text_y", pixels(y_of(target) - 4)},
                  {"top_text", value_text(rule, most->value)},
                  {"top_y", pixels(y_of(position_of_exact(most->value)) + 4)},
                  {"bottom_text", value_text(rule, least->value)},
                  {"bottom_y", pixels(y_of(position_of_exact(least->value)) + 4)}};
    data.flags = {{"has_target_line", has_target}};
    return {data};
}

}  // namespace kaohe::report::page
