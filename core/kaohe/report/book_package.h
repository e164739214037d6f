// kaohe/report/book_package.h - inside the report: the cells put into the book that the library wrote without them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"
#include "kaohe/report/cells.h"

namespace kaohe::report {

// `book` is a workbook of the library whose n-th sheet shall have the cells of the n-th of `sheets`; what stands in its rows is
// replaced. Packs on up to `jobs` threads; the bytes do not depend on how many. `shown_as` is named in diagnostics.
Result<std::string> with_cells(std::string_view book, const std::vector<const Cells*>& sheets, const SharedTexts& texts, const std::string& shown_as, int jobs);

}  // namespace kaohe::report
