#include "kaohe/io/xls_reader.h"

#include "kaohe/io/compound_file.h"
#include "kaohe/io/reasons.h"
#include "kaohe/io/xls_sheet.h"
#include "kaohe/io/xls_workbook.h"

namespace kaohe::io {
namespace {

constexpr const char* kWorkbook = "Workbook";

// What a compound file without the stream of a workbook is.
tl::unexpected<Diagnostic> other_file(const CompoundFile& compound, const std::string& name) {
    const Place place{.file = name};
    if (compound.contains("EncryptedPackage"))
        return failure(Code::FileEncrypted, place);  // .xlsx with a password
    return failure(Code::FileKind, place,
                   compound.contains("Book") ? reasons::kOlderWorkbook : reasons::kNoBook);
}

}  // namespace

Result<void> read_xls(std::string_view bytes, const std::string& name, RowSink& sink, Findings& findings,
                      const Limits& limits) {
    KAOHE_TRY(compound, CompoundFile::open(bytes, name, limits));
    if (!compound.contains(kWorkbook)) return other_file(compound, name);
    KAOHE_TRY(stream, compound.read(kWorkbook));
    KAOHE_TRY(workbook, load_xls_workbook(stream, name, limits));
    std::size_t cells_left = limits.cells, taken = 0;
    for (const auto& [sheet, at] : workbook.sheets) {
        SheetRows rows(sheet, name, sink, findings, limits, cells_left);
        if (sheet.hidden) findings.add(Code::SheetHidden, rows.sheet_place(), sheet.name);
        sink.on_sheet(sheet);
        KAOHE_TRY(size, XlsSheet(workbook, rows, limits).read(stream, at));
        // Sheets that share records would make a small file a long one.
        if ((taken += size) > stream.size())
            return failure(Code::FileDamaged, rows.sheet_place(),
                           fmt::format(reasons::kSheetStart, reasons::quoted(sheet.name)));
        rows.finish();
    }
    return {};
}

}  // namespace kaohe::io
