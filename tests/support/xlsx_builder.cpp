#include "support/xlsx_builder.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace kaohe::testing {
namespace {

struct Memory {
    std::string bytes;
    std::size_t at = 0;
};
Memory& memory_of(voidpf stream) {
    return *static_cast<Memory*>(stream);
}

voidpf open_memory(voidpf memory, const void*, int) {
    return memory;
}
uLong read_memory(voidpf, voidpf stream, void* to, uLong size) {
    auto& memory = memory_of(stream);
    const auto count = std::min<std::size_t>(size, memory.bytes.size() - memory.at);
    std::memcpy(to, memory.bytes.data() + memory.at, count);
    memory.at += count;
    return count;
}
uLong write_memory(voidpf, voidpf stream, const void* from, uLong size) {
    auto& memory = memory_of(stream);
    memory.bytes.resize(std::max<std::size_t>(memory.bytes.size(), memory.at + size));
    std::memcpy(memory.bytes.data() + memory.at, from, size);
    memory.at += size;
    return size;
}
ZPOS64_T tell_memory(voidpf, voidpf stream) {
    return memory_of(stream).at;
}
long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& memory = memory_of(stream);
    const std::size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                                : 0;
    memory.at = base + offset;
    return 0;
}
int no_error(voidpf, voidpf) {
    return 0;
}

void check(int status) {
    if (status != ZIP_OK) throw std::runtime_error("minizip cannot write");
}

constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* kRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr const char* kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string relationship(const std::string& id, const std::string& type, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + kTypes + "/" + type + "\" Target=\"" + target + "\"/>";
}
std::string relationships(const std::string& list) {
    return std::string("<Relationships xmlns=\"") + kRelationships + "\">" + list + "</Relationships>";
}

}  // namespace

std::string zip_parts(const std::vector<std::pair<std::string, std::string>>& parts) {
    Memory memory;
    zlib_filefunc64_def functions{};
    functions.zopen64_file = open_memory;
    functions.zread_file = read_memory;
    functions.zwrite_file = write_memory;
    functions.ztell64_file = tell_memory;
    functions.zseek64_file = seek_memory;
    functions.zclose_file = no_error;
    functions.zerror_file = no_error;
    functions.opaque = &memory;
    zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
    if (!zip) throw std::runtime_error("minizip cannot open");
    for (const auto& [name, content] : parts) {
        zip_fileinfo info{};
        check(zipOpenNewFileInZip64(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 6,
                                    0));
        check(zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size())));
        check(zipCloseFileInZip(zip));
    }
    check(zipClose(zip, nullptr));
    return memory.bytes;
}

std::string worksheet(const std::string& rows, const std::string& behind) {
    return std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"") + kMain +
           "\"><dimension ref=\"A1\"/><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>";
}

XlsxBuilder XlsxBuilder::with_rows(const std::string& rows) {
    XlsxBuilder book;
    book.parts["[Content_Types].xml"] = "<Types/>";
    book.parts["_rels/.rels"] = relationships(relationship("rId1", "officeDocument", "xl/workbook.xml"));
    book.parts["xl/workbook.xml"] =
        std::string("<workbook xmlns=\"") + kMain + "\" xmlns:r=\"" + kTypes +
        "\"><workbookPr/><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"rId1\"/>"
        "</sheets></workbook>";
    book.parts["xl/_rels/workbook.xml.rels"] =
        relationships(relationship("rId1", "worksheet", "worksheets/sheet1.xml") +
                      relationship("rId2", "styles", "styles.xml") +
                      relationship("rId3", "sharedStrings", "sharedStrings.xml"));
    book.parts["xl/styles.xml"] =
        std::string("<styleSheet xmlns=\"") + kMain +
        "\"><numFmts><numFmt numFmtId=\"164\" "
        "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
        "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot;米/day&quot;\"/>"
        "<numFmt numFmtId=\"166\" formatCode=\"h:mm\"/><numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/>"
        "<numFmt numFmtId=\"168\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/></numFmts>"
        "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"57\"/><xf numFmtId=\"164\"/>"
        "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf "
        "numFmtId=\"168\"/></cellXfs></styleSheet>";
    book.parts["xl/sharedStrings.xml"] =
        std::string("<sst xmlns=\"") + kMain + "\"><si><t>甲</t></si><si><t/></si><si><t>乙</t></si></sst>";
    book.parts[kSheetPart] = worksheet(rows);
    return book;
}

std::string XlsxBuilder::bytes() const {
    return zip_parts({parts.begin(), parts.end()});
}

}  // namespace kaohe::testing
