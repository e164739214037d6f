// kaohe/io/reasons.h - the words that fill {0} of the KH-F messages, so that the readers hold no Chinese
// literals.
#pragma once
#include <string>
#include <string_view>

namespace kaohe::io::reasons {

// KH-F003: what the file seems to be
inline constexpr std::string_view kOlderWorkbook = "Excel 5.0/95 工作簿，请另存为 .xlsx";
inline constexpr std::string_view kNoBook = "Office 旧版文件，里面没有工作簿";
inline constexpr std::string_view kBinaryWorkbook = "二进制工作簿（.xlsb）";
inline constexpr std::string_view kNoWorkbook = "压缩包内没有工作簿";
inline constexpr std::string_view kMarkup = "网页或 XML 文件（常见于系统导出的 .xls）";
inline constexpr std::string_view kPdf = "PDF 文件";
inline constexpr std::string_view kRichText = "RTF 文件";
inline constexpr std::string_view kPicture = "图片";
inline constexpr std::string_view kOtherArchive = "压缩文件";

// KH-F004: what is damaged
inline constexpr std::string_view kZipDirectory = "压缩包目录无法读取";
inline constexpr std::string_view kPartMissing = "缺少部件 {}";
inline constexpr std::string_view kPartData = "部件 {} 的数据不完整";
inline constexpr std::string_view kXml = "部件 {} 第 {} 行不是有效的 XML";
inline constexpr std::string_view kXmlRoot = "XML 根元素“{}”与部件类型不符";
inline constexpr std::string_view kSheetTarget = "找不到工作表“{}”的部件";
inline constexpr std::string_view kRowOrder = "行号“{}”次序错误或超出范围";
inline constexpr std::string_view kCellReference = "单元格地址“{}”次序错误或超出范围";
inline constexpr std::string_view kMergeReference = "合并区域“{}”无效";
inline constexpr std::string_view kSharedString = "共享字符串编号“{}”不存在";
inline constexpr std::string_view kCellType = "单元格类型“{}”未知";
inline constexpr std::string_view kFlagValue = "逻辑值“{}”无效";
inline constexpr std::string_view kCompoundHeader = "复合文件头无法读取";
inline constexpr std::string_view kCompoundChain = "复合文件的扇区链断裂或成环";
inline constexpr std::string_view kCompoundDirectory = "复合文件目录无法读取";
inline constexpr std::string_view kRecord = "流 Workbook 第 {} 字节处的记录不完整";
inline constexpr std::string_view kSheetStart = "工作表“{}”的位置无效";
inline constexpr std::string_view kErrorValue = "错误值编号“{}”未知";
inline constexpr std::string_view kNul = "含有空字符（不是文本文件）";

// KH-F006: what is too large
inline constexpr std::string_view kPackageBytes = "工作簿文件有 {} 字节";
inline constexpr std::string_view kPackageEntries = "压缩包有 {} 个部件";
inline constexpr std::string_view kPartBytes = "部件 {} 解压后过大";
inline constexpr std::string_view kPackageUnpacked = "全部部件解压后过大";
inline constexpr std::string_view kRatio = "部件 {} 的压缩比过高";
inline constexpr std::string_view kXmlDepth = "XML 嵌套过深";
inline constexpr std::string_view kXmlAttributes = "XML 元素的属性过多";
inline constexpr std::string_view kCompoundEntries = "复合文件的目录项过多";
inline constexpr std::string_view kSheets = "工作表过多";
inline constexpr std::string_view kCells = "单元格过多";
inline constexpr std::string_view kSharedStrings = "共享字符串过多";
inline constexpr std::string_view kSharedStringBytes = "共享字符串过长（字节）";
inline constexpr std::string_view kMerges = "合并区域过多";
inline constexpr std::string_view kStyles = "样式过多";
inline constexpr std::string_view kTextBytes = "文件有 {} 字节";
inline constexpr std::string_view kLineBytes = "一行过长（字节）";
inline constexpr std::string_view kRows = "行数过多";
inline constexpr std::string_view kColumns = "列数过多";
inline constexpr std::string_view kJsonDepth = "JSON 嵌套过深";
inline constexpr std::string_view kFindings = "有问题的单元格过多";

// KH-F007: what is not allowed
inline constexpr std::string_view kPartName = "不允许的部件名 {}";
inline constexpr std::string_view kPartTwice = "重名的部件 {}";
inline constexpr std::string_view kDoctype = " XML 文档类型声明（DOCTYPE）";

// KH-F009: what is wrong with the JSON
inline constexpr std::string_view kJsonSyntax = "第 {} 字节处不符合 JSON 语法";
inline constexpr std::string_view kJsonNested = "“{}”的值是嵌套的对象或数组";
inline constexpr std::string_view kJsonTwice = "字段“{}”出现两次";
inline constexpr std::string_view kJsonNotRow = "数组的元素不是对象";
inline constexpr std::string_view kJsonNotSheet = "“{}”既不是数组也不是对象";
inline constexpr std::string_view kJsonNotTable = "最外层既不是对象也不是数组";

// KH-F024 and KH-F025: ranges of rows or columns
inline constexpr std::string_view kRangeSeparator = "、";
inline constexpr std::string_view kAndMore = "等";

// A name out of a file for use in a message: valid UTF-8 and not long, whatever the file says.
std::string quoted(std::string_view text);

}  // namespace kaohe::io::reasons
