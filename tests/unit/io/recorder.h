// tests/unit/io/recorder.h - a sink that keeps everything, and reading in one call.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/text.h"
#include "kaohe/io/reader.h"

namespace kaohe::testing {

struct RecordedSheet {
    std::string name;
    bool hidden = false, lines = false;
    // "A1" -> "甲". A prefix tells the kinds apart: none Text, "#" Number, "@" Date, "?" Flag, "!" Error.
    // Blanks are left out.
    std::map<std::string, std::string> cells;
    std::vector<std::uint32_t> rows;
    std::vector<io::Merge> merges;

    std::string at(const std::string& cell) const {
        const auto found = cells.find(cell);
        return found == cells.end() ? "(blank)" : found->second;
    }
};

class Recorder : public io::RowSink {
  public:
    void on_sheet(const io::Sheet& sheet) override {
        sheets.push_back({sheet.name, sheet.hidden, sheet.lines, {}, {}, {}});
    }
    bool on_row(std::uint32_t row, std::span<const io::Cell> cells) override {
        static const std::string kPrefixes[] = {"", "", "#", "%", "@", "?", "!"};
        auto& sheet = sheets.back();
        sheet.rows.push_back(row);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i].kind != io::CellKind::Blank)
                sheet.cells[cell_name(i, row)] =
                    kPrefixes[static_cast<std::size_t>(cells[i].kind)] + std::string(cells[i].text);
        return sheet.rows.size() < stop_after;
    }
    void on_merge(const io::Merge& merge) override { sheets.back().merges.push_back(merge); }

    std::vector<RecordedSheet> sheets;
    std::size_t stop_after = std::size_t(-1);  // rows of a sheet
};

struct Outcome {
    std::vector<RecordedSheet> sheets;
    std::vector<Diagnostic> findings;
    std::string refusal;  // id of the diagnostic that refused the file, "" when it was read
    Place refusal_place;
    std::string message;

    const RecordedSheet& sheet() const { return sheets.at(0); }
    std::string at(const std::string& cell) const { return sheets.empty() ? "(no sheet)" : sheet().at(cell); }
    // "KH-F020 C17 KH-F021 D4": what was found and where; lines as "3:2".
    std::string found() const {
        std::vector<std::string> out;
        for (const auto& finding : findings) {
            const auto& place = finding.place;
            out.push_back(std::string(finding.id()) + " " +
                          (place.line > 0 ? std::to_string(place.line) + ":" + std::to_string(place.column)
                                          : place.cell));
        }
        return join(out, " ");
    }
};

inline Outcome read_all(std::string_view bytes, const std::string& name, const io::Limits& limits = {},
                        std::size_t stop_after = std::size_t(-1)) {
    // A copy of exactly this size on the heap, so that the sanitizer sees a read beyond its end.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    Recorder recorder;
    recorder.stop_after = stop_after;
    Diagnostics findings;
    const auto done = io::read({exact.data(), exact.size()}, name, recorder, findings, limits);
    Outcome outcome{std::move(recorder.sheets), findings.all(), "", {}, ""};
    if (!done) {
        outcome.refusal = done.error().id();
        outcome.refusal_place = done.error().place;
        outcome.message = done.error().message;
    }
    return outcome;
}

}  // namespace kaohe::testing
