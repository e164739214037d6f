// kaohe/report/evidence.h - where the figures of a rule stand, short enough to be printed: one line per file and sheet.
#pragma once
#include <string>
#include <vector>

#include "kaohe/base/diagnostic.h"

namespace kaohe::report {

struct Evidence {
    std::string file, sheet;
    std::string cells;  // "C5:C9、E4", "第 2～366 行"
    std::size_t count = 0;
};

// Cells below one another and lines that follow are drawn together. More than twelve pieces are cut and counted. Files, and the
// sheets of a file, stay in the order in which they are first mentioned. `counts` says how many rows each place is; without it,
// each is one.
std::vector<Evidence> evidence_of(const std::vector<Place>& rows, const std::vector<std::size_t>& counts = {});

}  // namespace kaohe::report
