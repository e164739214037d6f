#include "kaohe/annotate/vml.h"

#include <algorithm>
#include <array>
#include <map>

#include "kaohe/base/text.h"

namespace kaohe::annotate {
namespace {

constexpr std::string_view kShapeId = "_x0000_s";
constexpr std::uint32_t kBlock = 1024;
constexpr std::uint32_t kLastColumn = 16'383, kLastRow = 1'048'575;  // 0-based
constexpr int kWidth = 320, kBoxTextWidth = 300, kPixelsPerHalf = 6, kBoxLineHeight = 16, kMargins = 16, kHighestBox = 800;

constexpr std::string_view kNamespaces[][2] = {{"v", "urn:schemas-microsoft-com:vml"},
                                               {"o", "urn:schemas-microsoft-com:office:office"},
                                               {"x", "urn:schemas-microsoft-com:office:excel"}};
constexpr std::string_view kShapeType =
    R"(<v:shapetype id="_x0000_t202"{} coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">)"
    R"(<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>)";
constexpr std::string_view kShape =
    R"(<v:shape id="_x0000_s{}"{} type="#_x0000_t202" style="position:absolute;width:{}px;height:{}px;z-index:1;)"
    R"(visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>)"
    R"(<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>)"
    R"(<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>)"
    R"(<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor>)"
    R"(<x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>)";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
// The number at a place; nothing when there is none or it is too large to be one of ours.
std::optional<std::uint32_t> number_at(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\r' || text[at] == '\n' || text[at] == '\t')) ++at;
    std::size_t end = at;
    while (end < text.size() && end < at + 9 && is_digit(text[end])) ++end;
    return io::parse_index(text.substr(at, end - at));
}

int lines_height(std::string_view text) {
    int lines = 0;
    for (const auto& line : split(text, '\n')) {
        const int width = static_cast<int>(std::min<std::size_t>(display_width(line), 100'000)) * kPixelsPerHalf;
        lines += std::max(1, (width + kBoxTextWidth - 1) / kBoxTextWidth);
        if (lines > kHighestBox / kBoxLineHeight) break;
    }
    return std::min(kHighestBox, lines * kBoxLineHeight + kMargins);
}

struct Corner {
    std::uint32_t cell = 0;
    int offset = 0;
};

// The place `pixels` behind a corner; at the edge of the sheet it is nearer.
template <class Size>
Corner advance(Corner from, int pixels, std::uint32_t last, const Size& size) {
    int left = pixels + from.offset;
    std::uint32_t cell = from.cell;
    while (cell < last && left >= size(cell)) left -= size(cell++);
    return {cell, std::max(0, std::min(left, size(cell)))};
}
// A cell from which on there is room for `pixels`.
template <class Size>
Corner with_room(Corner from, int pixels, std::uint32_t last, const Size& size) {
    int room = -from.offset;
    for (std::uint32_t cell = from.cell; cell <= last && room < pixels; ++cell) room += size(cell);
    while (room < pixels && from.cell > 0) room += size(--from.cell);
    return from;
}

std::string anchor(io::CellAddress cell, int height, const Grid& grid) {
    const auto width_of = [&](std::uint32_t column) { return grid.width(column); };
    const auto height_of = [&](std::uint32_t row) { return grid.height(row + 1); };
    const std::uint32_t row = cell.row - 1;
    const Corner left = with_room({std::min(cell.column + 1, kLastColumn), 15}, kWidth, kLastColumn, width_of);
    const Corner top = with_room(row == 0 ? Corner{0, 2} : Corner{row - 1, 10}, height, kLastRow, height_of);
    const Corner right = advance(left, kWidth, kLastColumn, width_of);
    const Corner bottom = advance(top, height, kLastRow, height_of);
    return fmt::format("{}, {}, {}, {}, {}, {}, {}, {}", left.cell, left.offset, top.cell, top.offset, right.cell,
                       right.offset, bottom.cell, bottom.offset);
}

// The namespaces that shapes need and the root does not declare.
std::string missing_namespaces(std::string_view text) {
    std::string out;
    for (const auto& [prefix, name] : kNamespaces)
        if (text.find(fmt::format("xmlns:{}=", prefix)) == std::string_view::npos)
            out += fmt::format(" xmlns:{}=\"{}\"", prefix, name);
    return out;
}

// Where the closing tag of the root begins.
std::size_t end_of(std::string_view text) {
    const std::size_t end = text.rfind("</");
    return end == std::string_view::npos || text.find("xml", end) == std::string_view::npos ? std::string_view::npos : end;
}

}  // namespace

std::uint32_t Drawing::last_block(std::string_view text) {
    std::uint32_t out = 0;
    for (std::size_t at = 0; (at = text.find(kShapeId, at)) != std::string_view::npos;) {
        at += kShapeId.size();
        out = std::max(out, number_at(text, at).value_or(0) / kBlock);
    }
    for (std::size_t at = 0; (at = text.find("idmap", at)) != std::string_view::npos;) {
        const std::size_t end = text.find('>', at);
        const std::size_t data = text.find("data=", at);
        at += 5;
        if (data == std::string_view::npos || data > end) continue;
        const std::string_view tag = text.substr(data, end - data);
        for (std::size_t i = 0; i < tag.size(); ++i)
            if (is_digit(tag[i]) && !is_digit(tag[i - 1])) out = std::max(out, number_at(tag, i).value_or(0));
    }
    return out;
}

Drawing Drawing::blank() {
    std::string text = "<xml";
    for (const auto& [prefix, name] : kNamespaces) text += fmt::format(" xmlns:{}=\"{}\"", prefix, name);
    return Drawing(text + R"(><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>)");
}

std::optional<Drawing> Drawing::of(std::string text) {
    if (end_of(text) == std::string_view::npos) return std::nullopt;
    return Drawing(std::move(text));
}

// The shapes of comments, one <x:ClientData ObjectType="Note"> each.
std::vector<Drawing::Known> Drawing::known() const {
    std::vector<Known> out;
    const std::string_view text = text_;
    for (std::size_t at = 0; (at = text.find("ClientData", at)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find("ClientData>", at + 1), text.size());
        const std::string_view data = text.substr(at, end - at);
        const std::size_t row = data.find("Row>"), column = data.find("Column>"), place = data.find("Anchor>");
        if (data.substr(0, data.find('>')).find("Note") != std::string_view::npos && row != std::string_view::npos &&
            column != std::string_view::npos) {
            const std::size_t begin = place == std::string_view::npos ? 0 : at + place + 7;
            const std::size_t size = begin == 0 ? 0 : std::min(text.find('<', begin), text.size()) - begin;
            out.push_back({number_at(data, row + 4).value_or(kLastRow + 1),
                           number_at(data, column + 7).value_or(kLastColumn + 1), begin, size});
        }
        at = end + (end < text.size() ? 11 : 0);
    }
    return out;
}

void Drawing::enlarge(const Known& shape, const Note& note, const Grid& grid) {
    if (shape.anchor_size == 0) return;
    const auto parts = split(std::string_view(text_).substr(shape.anchor_at, shape.anchor_size), ',');
    if (parts.size() != 8) return;
    std::array<std::uint32_t, 8> place{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = number_at(parts[i], 0);
        if (!number || *number > kLastRow) return;
        place[i] = *number;
    }
    const auto height_of = [&](std::uint32_t row) { return grid.height(row + 1); };
    const auto width_of = [&](std::uint32_t column) { return grid.width(column); };
    Corner right = advance({place[0], static_cast<int>(place[1])}, kWidth, kLastColumn, width_of);
    Corner bottom = advance({place[2], static_cast<int>(place[3])}, lines_height(note.text), kLastRow, height_of);
    const Corner old_right{place[4], static_cast<int>(place[5])}, old_bottom{place[6], static_cast<int>(place[7])};
    const auto behind = [](const Corner& a, const Corner& b) { return std::pair(a.cell, a.offset) > std::pair(b.cell, b.offset); };
    if (behind(old_right, right)) right = old_right;
    if (behind(old_bottom, bottom)) bottom = old_bottom;
    text_.replace(shape.anchor_at, shape.anchor_size,
                  fmt::format("{}, {}, {}, {}, {}, {}, {}, {}", place[0], place[1], place[2], place[3], right.cell,
                              right.offset, bottom.cell, bottom.offset));
}

// Notes in the drawing's head that these blocks of shape numbers are its own.
void Drawing::claim(std::uint32_t first_block, std::uint32_t last_block) {
    const std::size_t map = text_.find("idmap");
    const std::size_t data = text_.find("data=", std::min(map, text_.size()));
    if (map == std::string::npos || data > text_.find('>', map)) return;
    const std::size_t end = text_.find(text_[data + 5], data + 6);
    if (end == std::string::npos) return;
    std::string blocks;
    for (std::uint32_t block = first_block; block <= last_block; ++block)
        blocks += (blocks.empty() && end == data + 6 ? "" : ",") + std::to_string(block);
    text_.insert(end, blocks);
}

void Drawing::show(const std::vector<Note>& notes, const Grid& grid, std::uint32_t block) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, const Note*> wanted;
    for (const Note& note : notes) wanted[{note.cell.row - 1, note.cell.column}] = &note;
    auto shapes = known();
    // From the end, so that the places of those before stay right.
    for (auto shape = shapes.rbegin(); shape != shapes.rend(); ++shape) {
        const auto found = wanted.find({shape->row, shape->column});
        if (found == wanted.end()) continue;
        enlarge(*shape, *found->second, grid);
        wanted.erase(found);
    }
    if (wanted.empty()) return;
    const std::string namespaces = missing_namespaces(text_);
    std::string made;
    if (text_.find("\"_x0000_t202\"") == std::string::npos) made += fmt::format(kShapeType, namespaces);
    std::uint32_t number = block * kBlock;
    for (const auto& [place, note] : wanted) {
        if (++number % kBlock == 0) ++number;
        const int height = lines_height(note->text);
        made += fmt::format(kShape, number, namespaces, kWidth, height, anchor(note->cell, height, grid), place.first,
                            place.second);
    }
    text_.insert(end_of(text_), made);
    claim(block, number / kBlock);
}

}  // namespace kaohe::annotate
