#include "kaohe/trial/boundaries.h"

#include <algorithm>
#include <map>

#include "kaohe/base/text.h"
#include "kaohe/num/ratio.h"
#include "kaohe/num/rounding.h"
#include "kaohe/result/result.h"
#include "kaohe/trial/case.h"

namespace kaohe::trial {
namespace {

using num::Decimal;
using num::Ratio;
using result::Status;
using rules::Score;
using rules::TargetForm;

constexpr const char* kSource = "程序按规则的定义生成，请核对；空着的得分请笔算填上";

// A value and whether it reaches the target, by the words of the form. Written down here once more on purpose: these are
// expectations, not results.
bool reaches(const rules::Target& target, const Decimal& value) {
    const Decimal& bound = *target.value;
    switch (target.form) {
        case TargetForm::MoreThan: return value > bound;
        case TargetForm::AtMost:
        case TargetForm::ClassOrBetter: return value <= bound;
        case TargetForm::LessThan: return value < bound;
        case TargetForm::Equal: return value == bound;
        case TargetForm::Between: return value >= bound && value <= *target.second;
        case TargetForm::About: return value >= bound - *target.second && value <= bound + *target.second;
        default: return value >= bound;
    }
}

bool has_border(const rules::Target& target) {
    if (!target.value || target.not_due) return false;
    if (target.form == TargetForm::Between) return target.second.has_value();
    return target.form != TargetForm::About || target.second.has_value();
}

std::vector<Decimal> borders_of(const rules::Target& target) {
    if (target.form == TargetForm::Between) return {*target.value, *target.second};
    if (target.form == TargetForm::About) return {*target.value - *target.second, *target.value + *target.second};
    return {*target.value};
}

Decimal whole_units(const Decimal& shortfall, const Decimal& per, num::Rounding how) { return num::round_to(Ratio(shortfall) / Ratio(per), 1, how); }

// What the form gives, where one line of arithmetic says it.
std::optional<Decimal> points_of(const rules::Rule& rule, const rules::Target& target, const Decimal& value) {
    const bool met = reaches(target, value);
    const Score& score = rule.score;
    if (score.form == Score::Form::FullOrZero) return met ? rule.points : Decimal(0);
    if (score.form == Score::Form::Levels) {
        for (const auto& level : score.levels)
            if (!level.at_least || value >= *level.at_least) return level.points;
        return Decimal(0);
    }
    const bool one_sided = target.form != TargetForm::Between && target.form != TargetForm::About && target.form != TargetForm::Equal;
    if (score.form != Score::Form::Deduct || !one_sided) return std::nullopt;
    if (met) return rule.points;
    const Decimal shortfall = value > *target.value ? value - *target.value : *target.value - value;
    if (score.zero_below_by && shortfall >= *score.zero_below_by) return Decimal(0);
    std::optional<Decimal> units;
    if (score.partial == rules::Partial::Started) units = whole_units(shortfall, score.per, num::Rounding::Ceiling);
    if (score.partial == rules::Partial::Whole) units = whole_units(shortfall, score.per, num::Rounding::Floor);
    if (score.partial == rules::Partial::Prorate) units = (Ratio(shortfall) / Ratio(score.per)).exact_decimal();
    if (!units) return std::nullopt;
    const Decimal points = rule.points - *units * score.points;
    return score.floor && points < *score.floor ? *score.floor : points;
}

class Writer {
  public:
    Writer(const rules::Plan& plan, const std::string& region) : plan_(plan), region_(region) { line(table_header()); }

    void rule(const rules::Rule& rule) {
        if (!rule.indicator) return;
        for (std::size_t region = 0; region < plan_.regions.size(); ++region) {
            const auto& target = plan_.targets[*rule.indicator][region];
            if (!target || (!region_.empty() && plan_.regions[region].name != region_)) continue;
            if (target->form == TargetForm::Qualitative) manual(rule, *target, region);
            if (has_border(*target)) borders(rule, *target, region);
        }
    }
    std::string take() { return std::move(out_); }

  private:
    using Row = std::map<std::string, std::string>;

    void line(const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) out_ += ',';
            append_csv_field(out_, cells[i]);
        }
        out_ += '\n';
    }

    void row(const rules::Rule& rule, const rules::Target& target, std::size_t region, const std::string& what, Row cells) {
        cells.insert({{"名称", fmt::format("{} {} {}", rule.id, plan_.regions[region].name, what)}, {"县区", plan_.regions[region].name},
                      {"规则", rule.id}, {"目标值", target.value_text()}, {"条款", target.cite().clause}, {"出处", kSource}});
        std::vector<std::string> written;
        for (const auto& title : table_header()) written.push_back(cells[title]);
        line(written);
    }

    void missing(const rules::Rule& rule, const rules::Target& target, std::size_t region) {
        const bool excluded = rule.missing == rules::Missing::Exclude;
        row(rule, target, region, "缺报",
            {{"给定", "缺报"}, {"状态", std::string(status_word(excluded ? Status::Excluded : Status::NotSubmitted))},
             {"得分", rule.missing == rules::Missing::Full ? plain(rule.points) : "0"},
             {"最多可得", rule.missing == rules::Missing::Full || rule.missing == rules::Missing::Undetermined ? plain(rule.points) : "0"}, {"参评分值", excluded ? "0" : plain(rule.points)}});
    }

    void value(const rules::Rule& rule, const rules::Target& target, std::size_t region, const std::string& what, const Decimal& given) {
        const auto points = points_of(rule, target, given);
        row(rule, target, region, what,
            {{"给定", given.to_string()}, {"状态", std::string(status_word(reaches(target, given) ? Status::Met : Status::Unmet))},
             {"得分", points ? plain(*points) : ""}});
    }

    void around(const rules::Rule& rule, const rules::Target& target, std::size_t region, const std::string& what, const Decimal& border) {
        const Decimal step = num::interval_of(plan_.indicators[*rule.indicator].digits);
        value(rule, target, region, "等于" + what, border);
        value(rule, target, region, "低于" + what + "一步", border - step);
        value(rule, target, region, "高于" + what + "一步", border + step);
    }

    void borders(const rules::Rule& rule, const rules::Target& target, std::size_t region) {
        const auto all = borders_of(target);
        for (const Decimal& border : all) around(rule, target, region, all.size() == 1 ? "目标" : "区间端点", border);
        if (rule.score.form == Score::Form::Levels)
            for (const auto& level : rule.score.levels)
                if (level.at_least) around(rule, target, region, "分档线", level.at_least->with_scale(std::max(level.at_least->scale(), target.value->scale())).value_or(*level.at_least));
        if (rule.score.form == Score::Form::Deduct && rule.score.zero_below_by) {
            const bool lower = plan_.indicators[*rule.indicator].better == rules::Indicator::Better::Lower;
            around(rule, target, region, "零分线", lower ? *target.value + *rule.score.zero_below_by : *target.value - *rule.score.zero_below_by);
        }
        missing(rule, target, region);
    }

    void manual(const rules::Rule& rule, const rules::Target& target, std::size_t region) {
        const bool plain_form = rule.score.form == Score::Form::FullOrZero;
        row(rule, target, region, "认定达到", {{"给定", "达标"}, {"状态", std::string(status_word(Status::Met))}, {"得分", plain_form ? plain(rule.points) : ""}});
        row(rule, target, region, "认定没有达到", {{"给定", "未达标"}, {"状态", std::string(status_word(Status::Unmet))}, {"得分", plain_form ? "0" : ""}});
        row(rule, target, region, "没有认定", {{"状态", std::string(status_word(Status::Manual))}, {"得分", "0"}, {"最多可得", plain(rule.points)}});
    }

    const rules::Plan& plan_;
    const std::string& region_;
    std::string out_;
};

}  // namespace

std::string boundaries(const rules::Plan& plan, const Wanted& wanted) {
    Writer writer(plan, wanted.region);
    for (const auto& each : plan.rules)
        if (!each.part_of && (wanted.rule.empty() || each.id == wanted.rule)) writer.rule(each);
    return writer.take();
}

}  // namespace kaohe::trial
