#include "kaohe/result/result.h"

#include <algorithm>

#include "kaohe/labels.h"

namespace kaohe::result {

std::string_view status_id(Status status) {
    switch (status) {
        case Status::Met: return "met";
        case Status::Unmet: return "unmet";
        case Status::Partial: return "partial";
        case Status::NotApplicable: return "not_applicable";
        case Status::NotSubmitted: return "not_submitted";
        case Status::Invalid: return "invalid";
        case Status::NotDue: return "not_due";
        case Status::PendingTarget: return "pending_target";
        case Status::Manual: return "manual";
        case Status::Excluded: return "excluded";
        case Status::Error: return "error";
    }
    return "error";
}

std::string_view status_word(Status status) {
    switch (status) {
        case Status::Met: return label::status_met;
        case Status::Unmet: return label::status_unmet;
        case Status::Partial: return label::status_partial;
        case Status::NotApplicable: return label::status_not_applicable;
        case Status::NotSubmitted: return label::status_not_submitted;
        case Status::Invalid: return label::status_invalid;
        case Status::NotDue: return label::status_not_due;
        case Status::PendingTarget: return label::status_pending_target;
        case Status::Manual: return label::status_manual;
        case Status::Excluded: return label::status_excluded;
        case Status::Error: return label::status_error;
    }
    return label::status_error;
}

std::string_view duty_id(DutyState state) {
    switch (state) {
        case DutyState::Done: return "done";
        case DutyState::Late: return "late";
        case DutyState::Overdue: return "overdue";
        case DutyState::Open: return "open";
        case DutyState::Ongoing: return "ongoing";
        case DutyState::NotSubmitted: return "not_submitted";
    }
    return "not_submitted";
}

std::string_view duty_word(DutyState state) {
    switch (state) {
        case DutyState::Done: return label::duty_done;
        case DutyState::Late: return label::duty_late;
        case DutyState::Overdue: return label::duty_overdue;
        case DutyState::Open: return label::duty_open;
        case DutyState::Ongoing: return label::duty_ongoing;
        case DutyState::NotSubmitted: return label::duty_not_submitted;
    }
    return label::duty_not_submitted;
}

std::size_t RegionResult::count(std::initializer_list<Status> states) const {
    std::size_t out = 0;
    for (const Status status : states) out += counted_[static_cast<std::size_t>(status)];
    return out + static_cast<std::size_t>(std::count_if(rules.begin(), rules.end(), [&](const RuleResult& rule) {
        return !rule.summary && std::find(states.begin(), states.end(), rule.status) != states.end();
    }));
}

}  // namespace kaohe::result
