#include <algorithm>
#include <set>

#include "kaohe/base/text.h"
#include "kaohe/labels.h"
#include "kaohe/report/book.h"
#include "kaohe/report/words.h"

namespace kaohe::report {
namespace {

const Look kTitle{.face = Face::Title, .align = Align::Center, .border = false};
const Look kKey{.face = Face::Header, .tone = Tone::Head};

std::size_t count_rules(const Regions& regions) {
    std::set<std::string> ids;
    for (const Region* region : regions)
        for (const Rule& rule : region->rules) ids.insert(rule.id);
    return ids.size();
}

}  // namespace

void draw_cover(const Drawing& drawing, Sheet& sheet) {
    const Document& document = drawing.document;
    sheet.page(fmt::format(label::footer_pack, document.pack.title, document.pack.version),
               fmt::format(label::footer_as_of, date_text(document.as_of)));
    sheet.column_width(0, 16);
    sheet.column_width(1, 100);
    sheet.merge(0, 0, 0, 1, document.pack.title, kTitle);
    sheet.row_height(0, 60);
    std::uint32_t row = 2;
    const auto line = [&](std::string_view key, const std::string& value, Tone tone = Tone::Plain) {
        sheet.text(row, 0, key, kKey);
        sheet.text(row, 1, value.empty() ? std::string(label::nothing) : value, {.tone = tone});
        sheet.row_height(row++, 22);
    };
    line(label::cover_office, document.pack.office);
    line(label::cover_period, year_label(document));
    line(label::cover_as_of, date_text(document.as_of));
    line(label::cover_pack, fmt::format("{} {}　{}", document.pack.id, document.pack.version, document.pack.digest));
    line(label::cover_engine, document.engine);
    line(label::cover_result, document.digest);
    line(label::cover_counts, fmt::format(label::cover_count_text, drawing.regions.size(), count_rules(drawing.regions), document.inputs.size()));
    line(label::cover_legend, std::string(label::cover_legend_bad), Tone::Bad);
    line("", std::string(label::cover_legend_warn), Tone::Warn);
    line("", std::string(label::cover_legend_missing), Tone::Missing);
    line("", std::string(label::cover_legend_input), Tone::Input);
    bool first = true;
    for (const auto& name : drawing.book.sheet_names()) {
        if (name == sheet.name()) continue;
        sheet.text(row, 0, first ? label::cover_sheets : std::string_view(), kKey);
        sheet.link(row, 1, name, name, "A1");
        sheet.row_height(row++, 18);
        first = false;
    }
    sheet.merge(row + 1, 0, row + 1, 1, label::cover_note, {.face = Face::Note, .border = false});
}

}  // namespace kaohe::report
