// kaohe/base/grouped.h - many findings as few lines: the same kind of mistake in one column of one sheet is said once, with
// how often and where.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "kaohe/base/diagnostic.h"

namespace kaohe {

struct FindingGroup {
    std::vector<const Diagnostic*> all;  // the first stands for them; REQUIRES for use: what they point to lives on
    std::size_t unlisted = 0;            // more of them that were only counted
    std::string places;                  // "C5:C20、C33", "第 5-20、33 行"; "" when there is only one
};

// Up to three of a kind stand each for itself. Groups in the order of their first findings. Errors, warnings and notes of a file keep that order among themselves.
std::vector<FindingGroup> group(std::span<const Diagnostic> findings);

// As render() does for one; a group says its count, its places and up to three other messages.
std::string render(const FindingGroup& group);

}  // namespace kaohe
