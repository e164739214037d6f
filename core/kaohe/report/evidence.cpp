#include "kaohe/report/evidence.h"

#include <algorithm>
#include <map>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"

namespace kaohe::report {
namespace {

constexpr std::size_t kMostPieces = 12;

struct SheetRows {
    std::string file, sheet;
    std::map<std::pair<std::size_t, std::string>, std::set<int>> columns;  // by length and letters, so that Z is before AA
    std::set<int> lines;
    std::vector<std::string> others;  // cells that are written in another way
    std::size_t count = 0;
};

// The lines of a text file: "2-366", "25-25"; "" for anything else.
std::string lines_of(const std::string& cell) {
    const auto dash = cell.find('-');
    const auto is_number = [](std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; };
    if (dash == std::string::npos || !is_number(cell.substr(0, dash)) || !is_number(cell.substr(dash + 1))) return "";
    const std::string first = cell.substr(0, dash), last = cell.substr(dash + 1);
    return first == last ? fmt::format(label::line_number, first) : fmt::format(label::rows_range, first, last);
}

void add(SheetRows& sheet, const Place& place, std::size_t count) {
    sheet.count += count;
    if (place.cell.empty()) {
        if (place.line > 0) sheet.lines.insert(place.line);
        return;
    }
    const std::size_t digits = place.cell.find_first_of("0123456789");
    const bool is_cell = digits != std::string::npos && digits > 0 && digits <= 3 && place.cell.size() - digits <= 7 &&
                         place.cell.find_first_not_of("0123456789", digits) == std::string::npos;
    if (is_cell) {
        const std::string letters = place.cell.substr(0, digits);
        sheet.columns[{letters.size(), letters}].insert(std::stoi(place.cell.substr(digits)));
        return;
    }
    const std::string lines = lines_of(place.cell);
    const std::string& shown = lines.empty() ? place.cell : lines;
    if (std::find(sheet.others.begin(), sheet.others.end(), shown) == sheet.others.end()) sheet.others.push_back(shown);
}

// {5,6,7,9} -> draw(5,7), draw(9,9)
template <class Draw>
void runs_of(const std::set<int>& numbers, Draw draw) {
    for (auto it = numbers.begin(); it != numbers.end();) {
        const int first = *it;
        int last = first;
        while (++it != numbers.end() && *it == last + 1) last = *it;
        draw(first, last);
    }
}

std::string cells_of(const SheetRows& sheet) {
    std::vector<std::string> pieces;
    for (const auto& [key, rows] : sheet.columns)
        runs_of(rows, [&, letters = key.second](int first, int last) {
            pieces.push_back(first == last ? fmt::format("{}{}", letters, first) : fmt::format("{0}{1}:{0}{2}", letters, first, last));
        });
    runs_of(sheet.lines, [&](int first, int last) {
        pieces.push_back(first == last ? fmt::format(label::line_number, first) : fmt::format(label::rows_range, first, last));
    });
    pieces.insert(pieces.end(), sheet.others.begin(), sheet.others.end());
    if (pieces.size() <= kMostPieces) return join(pieces, "、");
    pieces.resize(kMostPieces);
    return join(pieces, "、") + fmt::format(label::and_more_places, sheet.count);
}

}  // namespace

std::vector<Evidence> evidence_of(const std::vector<Place>& rows, const std::vector<std::size_t>& counts) {
    std::vector<SheetRows> sheets;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Place& place = rows[i];
        const auto [it, is_new] = known.try_emplace({place.file, place.sheet}, sheets.size());
        if (is_new) sheets.push_back({place.file, place.sheet, {}, {}, {}, 0});
        add(sheets[it->second], place, i < counts.size() ? counts[i] : 1);
    }
    std::vector<Evidence> out;
    for (const SheetRows& sheet : sheets) out.push_back({sheet.file, sheet.sheet, cells_of(sheet), sheet.count});
    return out;
}

}  // namespace kaohe::report
