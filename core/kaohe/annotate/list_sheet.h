// kaohe/annotate/list_sheet.h - a last worksheet that lists all marks as a plain table.
#pragma once
#include <string>
#include <vector>

#include "kaohe/annotate/annotate.h"
#include "kaohe/annotate/package.h"
#include "kaohe/annotate/styles.h"

namespace kaohe::annotate {

// `book` is the tree of the workbook part `book_part`, with its relationships: the sheet is added to them; the caller saves
// them. Inline strings are used, so that the workbook's own strings stay as they are.
Result<void> add_list_sheet(Package& package, pugi::xml_document& book, Relationships& relationships, Styles& styles,
                            const std::vector<Mark>& marks);

}  // namespace kaohe::annotate
