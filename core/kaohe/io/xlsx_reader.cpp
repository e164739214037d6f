#include "kaohe/io/xlsx_reader.h"

#include "kaohe/io/reasons.h"
#include "kaohe/io/xlsx_sheet.h"
#include "kaohe/io/xlsx_workbook.h"
#include "kaohe/io/zip_archive.h"

namespace kaohe::io {

Result<void> read_xlsx(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                       const Limits& limits) {
    KAOHE_TRY(archive, ZipArchive::open(bytes, name, limits));
    KAOHE_TRY(workbook, load_workbook(archive, name, limits));
    std::size_t cells_left = limits.cells;
    for (const auto& [sheet, part] : workbook.sheets) {
        if (sheet.hidden)
            findings.add(Code::SheetHidden, Place{.file = name, .sheet = sheet.name}, sheet.name);
        sink.on_sheet(sheet);
        SheetRows rows(sheet, name, sink, findings, limits, cells_left);
        SheetHandler handler(workbook, rows, limits);
        KAOHE_CHECK(parse_sheet_part(archive, part, handler, name, limits));
        rows.finish();
    }
    return {};
}

}  // namespace kaohe::io
