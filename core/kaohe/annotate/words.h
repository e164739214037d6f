// kaohe/annotate/words.h - the words that are written into workbooks.
#pragma once
#include <string_view>

#include "kaohe/base/diagnostic.h"

namespace kaohe::annotate::words {

inline constexpr std::string_view kAuthor = "kaohe";
inline constexpr std::string_view kListSheet = "检查结果";
inline constexpr std::string_view kListHeader[] = {"工作表", "单元格", "类别", "内容"};
inline constexpr std::string_view kColon = "：";
inline constexpr std::string_view kOpenDocument = "这是 OpenDocument（.ods）文件";
inline constexpr std::string_view kOldWorkbook = "这是 Excel 97-2003（.xls）工作簿";

constexpr std::string_view severity(Severity severity) {
    switch (severity) {
        case Severity::Error:
            return "错误";
        case Severity::Warning:
            return "警告";
        case Severity::Note:
            break;
    }
    return "提示";
}

}  // namespace kaohe::annotate::words
