// kaohe/report/notice_kind.h - which kind of notice a region gets, and why.
//
// The pack decides: the severest consequence with a kind whose conditions all hold. Where none does, a region with something
// unmet gets 限期整改通知书 and one that only lacks data 提醒函.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/report/document.h"

namespace kaohe::report {

enum class Kind { Reminder, Warning, Rectify, Interview };  // from mild to severe

struct KindChoice {
    Kind kind = Kind::Rectify;
    std::string reason;  // in words, for the notice
};

std::string_view kind_id(Kind kind);    // "rectify", as packs and the register write it
std::string_view kind_word(Kind kind);  // "限期整改通知书"

// `previous` is the result that came before, or null: then no condition of repetition holds, and the reason says so where it
// could have mattered.
KindChoice choose_kind(const Document& document, const Region& region, const Document* previous);

// How far the actual value is from the target, in percent of the target, rounded to 0.1; "" when that cannot be said (met, no
// figures, a target of zero, a water class, a date).
std::string gap_percent(const Rule& rule);
// Whether the same rule of the same region was unmet or partial in the result before, too.
bool is_repeated(const Region& region, const Rule& rule, const Document* previous);

}  // namespace kaohe::report
