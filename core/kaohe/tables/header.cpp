#include "kaohe/tables/header.h"

#include <algorithm>
#include <array>

#include "kaohe/base/text.h"
#include "kaohe/tables/values.h"

namespace kaohe::tables {
namespace {

constexpr std::size_t kDepth = 3;  // rows of names that a header may have

struct Split {
    std::string_view name, unit;
};

// "总磷(以P计)(mg/L)" -> 总磷(以P计), mg/L; the last brackets count.
std::optional<Split> split_brackets(std::string_view folded) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kBrackets = {{{"(", ")"}, {"[", "]"}, {"【", "】"}}};
    for (const auto& [open, close] : kBrackets) {
        if (!folded.ends_with(close)) continue;
        const std::size_t at = folded.rfind(open);
        if (at == std::string_view::npos || at == 0) continue;
        std::string_view name = folded.substr(0, at);
        if (name.ends_with('/')) name.remove_suffix(1);  // PM2.5/(μg/m3)
        return Split{name, folded.substr(at + open.size(), folded.size() - at - open.size() - close.size())};
    }
    return std::nullopt;
}

// "面积/亩", "面积,亩", "面积:亩".
std::optional<Split> split_separator(std::string_view folded) {
    for (std::size_t at = 1; at + 1 < folded.size(); ++at)
        if (folded[at] == '/' || folded[at] == ',' || folded[at] == ':') return Split{folded.substr(0, at), folded.substr(at + 1)};
    return std::nullopt;
}

const std::string& text_at(const KeptRow& row, std::size_t column) {
    static const std::string none;
    return column < row.cells.size() ? row.cells[column].second : none;
}

bool is_blank(const KeptRow& row, std::size_t column) { return trim(text_at(row, column)).empty(); }

// The title of a group stands above its first column; the columns to the right have blanks there.
std::string_view title_above(const KeptRow& row, std::size_t column) {
    while (column > 0 && is_blank(row, column)) --column;
    return trim(text_at(row, column));
}

bool is_value(io::CellKind kind, std::string_view text, const model::Words& words) {
    if (kind == io::CellKind::Number || kind == io::CellKind::Percent || kind == io::CellKind::Date || kind == io::CellKind::Flag) return true;
    const NumberCell number = parse_number(text, words);
    return number.kind == NumberText::Value || parse_date(text, std::nullopt).has_value();
}

}  // namespace

KeptRow::KeptRow(std::uint32_t number, std::span<const io::Cell> from) : row(number) {
    cells.reserve(from.size());
    for (const auto& cell : from) cells.emplace_back(cell.kind, std::string(cell.text));
}

void KeptRow::view(std::vector<io::Cell>& out) const {
    out.clear();
    for (const auto& [kind, text] : cells) out.push_back({kind, text});
}

bool HeaderReader::is_unit(std::string_view text) const {
    std::string_view bare = trim(text);
    if (bare.empty()) return false;
    const std::string folded = fold(bare);
    bare = folded;
    if (bare.size() > 2 && bare.front() == '(' && bare.back() == ')') bare = bare.substr(1, bare.size() - 2);
    if (bare.starts_with("单位:")) bare.remove_prefix(std::string_view("单位:").size());
    return plan_.known_unit(bare);
}

HeaderCell HeaderReader::cell(std::string_view text) const {
    HeaderCell out{.text = std::string(trim(text)), .unit = {}};
    const std::string folded = fold(text);
    out.column = spec_.find_header(folded);
    if (const auto parts = split_brackets(folded)) {
        out.whole = out.column >= 0;
        if (!out.whole) out.column = spec_.find_header(parts->name);
        if (!out.whole || plan_.known_unit(parts->unit)) out.unit = parts->unit;
    } else if (const auto sides = split_separator(folded); sides && out.column < 0 && plan_.known_unit(sides->unit)) {
        out.column = spec_.find_header(sides->name);
        if (out.column >= 0) out.unit = sides->unit;
    }
    return out;
}

Header HeaderReader::read(std::span<const KeptRow> rows, std::size_t first, std::size_t last) const {
    Header out{.first = first, .last = last, .cells = {}};
    std::size_t width = 0;
    for (std::size_t row = first; row <= last; ++row) width = std::max(width, rows[row].cells.size());
    std::vector<bool> found(spec_.columns.size(), false);
    for (std::size_t at = 0; at < width; ++at) {
        std::vector<std::string_view> path;  // from the top
        std::string unit;
        for (std::size_t row = first; row <= last; ++row) {
            const bool something_below = [&] {
                for (std::size_t below = row + 1; below <= last; ++below)
                    if (!is_blank(rows[below], at)) return true;
                return false;
            }();
            const std::string_view text = something_below ? title_above(rows[row], at) : trim(text_at(rows[row], at));
            if (text.empty()) continue;
            if (!path.empty() && spec_.find_header(fold(text)) < 0 && is_unit(text)) {
                unit = fold(text);
                if (unit.size() > 2 && unit.front() == '(' && unit.back() == ')') unit = unit.substr(1, unit.size() - 2);
            } else {
                path.push_back(text);
            }
        }
        HeaderCell cell_here;
        std::string whole;
        for (const std::string_view part : path) whole += part;
        for (auto part = path.rbegin(); part != path.rend() && cell_here.column < 0; ++part) {
            const HeaderCell candidate = cell(*part);
            if (cell_here.text.empty()) cell_here.text = candidate.text;
            if (cell_here.unit.empty()) cell_here.unit = candidate.unit;  // PM2.5 under 浓度(μg/m3) is in μg/m3
            if (candidate.column >= 0) cell_here.column = candidate.column, cell_here.whole = candidate.whole;
        }
        for (const std::string_view part : path)
            if (cell_here.unit.empty())
                if (const HeaderCell above = cell(part); plan_.known_unit(above.unit)) cell_here.unit = above.unit;
        if (path.size() > 1)
            if (const HeaderCell together = cell(whole); together.column >= 0) cell_here.column = together.column, cell_here.whole = together.whole;
        if (!unit.empty()) cell_here.unit = unit;
        if (cell_here.column >= 0) {
            ++out.known;
            found[static_cast<std::size_t>(cell_here.column)] = true;
        }
        out.cells.push_back(std::move(cell_here));
    }
    std::size_t required = 0;
    out.complete = true;
    for (std::size_t i = 0; i < spec_.columns.size(); ++i)
        if (spec_.columns[i].required) ++required, out.complete = out.complete && found[i];
    out.complete = out.complete && required > 0;
    return out;
}

std::optional<Header> HeaderReader::complete_at_end(std::span<const KeptRow> rows) const {
    for (std::size_t depth = 1; depth <= std::min(kDepth, rows.size()); ++depth)
        if (Header header = read(rows, rows.size() - depth, rows.size() - 1); header.complete) return header;
    return std::nullopt;
}

bool HeaderReader::continues(std::span<const KeptRow> rows, const Header& header) const {
    const std::size_t next = header.last + 1;
    if (next >= rows.size() || next - header.first > kDepth) return false;
    const KeptRow& row = rows[next];
    const auto& words = plan_.dictionary.words;
    std::size_t filled = 0, names = 0, units = 0, groups = 0;
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
        const auto& [kind, text] = row.cells[at];
        if (trim(text).empty() || is_blank_word(trim(text), words)) continue;
        ++filled;
        if (is_value(kind, text, words)) return false;
        const std::string above = at < header.cells.size() ? header.cells[at].text : "";
        if (cell(text).column >= 0 || cell(above + text).column >= 0)
            ++names;
        else if (is_unit(text))
            ++units;
        else if (!above.empty() && header.cells[at].column >= 0)
            return false;  // something else below a column that is known: a row of data
        else if (!title_above(rows[header.last], at).empty())
            ++groups;  // 颗粒物 below 污染物浓度: the names come in the next row
    }
    return filled > 0 && (2 * (names + units) > filled || (groups == filled && next - header.first + 1 < kDepth));
}

std::optional<Header> HeaderReader::best(std::span<const KeptRow> rows) const {
    std::optional<Header> out;
    for (std::size_t last = 0; last < rows.size(); ++last) {
        Header header = read(rows, last, last);
        if (header.known >= 2 && (!out || header.known > out->known)) out = std::move(header);
    }
    return out;
}

bool HeaderReader::looks_like_header(std::span<const io::Cell> cells) const {
    std::size_t filled = 0, names = 0;
    for (const auto& text : cells) {
        if (trim(text.text).empty()) continue;
        ++filled;
        names += cell(text.text).column >= 0;
    }
    return names >= 2 && 2 * names > filled;
}

bool is_numbering(std::span<const io::Cell> cells) {
    static constexpr std::array<std::string_view, 5> kLetters = {"甲", "乙", "丙", "丁", "戊"};
    int next = 1;
    bool letters = false;
    for (const auto& cell : cells) {
        const std::string text = fold(cell.text);
        if (text.empty()) continue;
        if (next == 1 && std::find(kLetters.begin(), kLetters.end(), text) != kLetters.end()) {
            letters = true;
            continue;
        }
        if (text != std::to_string(next) && text != fmt::format("({})", next)) return false;
        ++next;
    }
    return next > (letters ? 1 : 3);
}

}  // namespace kaohe::tables
