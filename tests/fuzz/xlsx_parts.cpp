// Any bytes as parts of an otherwise valid .xlsx: the sheet and, each behind a byte 0, shared strings and
// styles.
#include <algorithm>

#include "kaohe/io/xlsx_reader.h"

#include "fuzz/io_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::string_view kPackage =
    "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
constexpr std::string_view kWorkbook = "<workbook><sheets><sheet name='A' id='a'/></sheets></workbook>";
constexpr std::string_view kParts =
    "<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/><Relationship Id='b' "
    "Type='x/sharedStrings' Target='strings.xml'/><Relationship Id='c' Type='x/styles' Target='styles.xml'/>"
    "</Relationships>";
constexpr std::string_view kNoStrings = "<sst><si><t>a</t></si></sst>";
constexpr std::string_view kNoStyles =
    "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";

std::string_view take_part(std::string_view& bytes) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kaohe;
    std::string_view bytes = fuzzing::view(data, size);
    const auto sheet = take_part(bytes), strings = take_part(bytes), styles = take_part(bytes);
    const std::string package =
        fuzzing::stored_zip({{"_rels/.rels", kPackage},
                             {"xl/workbook.xml", kWorkbook},
                             {"xl/_rels/workbook.xml.rels", kParts},
                             {"xl/sheet.xml", sheet},
                             {"xl/strings.xml", strings.empty() ? kNoStrings : strings},
                             {"xl/styles.xml", styles.empty() ? kNoStyles : styles}});
    return fuzzing::read_with(io::read_xlsx, package, "f.xlsx");
}
