// tests/support/ods_builder.h - OpenDocument spreadsheets made by hand.
#pragma once
#include <string>

#include "support/xlsx_builder.h"

namespace kaohe::testing {

// content.xml: `tables` is what stands inside <office:spreadsheet>. The style "hid" hides a table.
inline std::string ods_content(const std::string& tables) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content "
           "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
           "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
           "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
           "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:calcext=\"urn:calcext\" "
           "xmlns:dc=\"urn:dc\" xmlns:draw=\"urn:draw\"><office:automatic-styles>"
           "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "
           "table:display=\"true\"/></style:style><style:style style:name=\"hid\" style:family=\"table\">"
           "<style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>"
           "<office:body><office:spreadsheet>" +
           tables + "</office:spreadsheet></office:body></office:document-content>";
}

inline std::string ods_manifest(const std::string& entries = "") {
    return "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">" +
           entries + "</manifest:manifest>";
}

inline std::string ods_bytes(const std::string& content, const std::string& manifest = ods_manifest()) {
    return zip_parts({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                      {"content.xml", content},
                      {"META-INF/manifest.xml", manifest}});
}

// One sheet named 表1 with these rows.
inline std::string ods_with_rows(const std::string& rows) {
    return ods_bytes(
        ods_content("<table:table table:name=\"表1\" table:style-name=\"ta1\">" + rows + "</table:table>"));
}

}  // namespace kaohe::testing
