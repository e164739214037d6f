// kaohe/report/picture.h - inside the report: pictures of a Word template that are exchanged for given ones.
//
// A placeholder is a picture whose alternative text is {{image:NAME}}; only the bytes of its media part are exchanged.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kaohe/base/result.h"

namespace kaohe::report {

inline constexpr std::string_view kSealName = "seal";

struct PictureTags {
    std::string xml;                 // the part; the tags are replaced by plain words
    std::vector<std::string> links;  // relationship ids of the pictures, e.g. "rId6"
};
// The only name that is known is "seal". Fails with KH-T006 for another, with KH-T004 for a tag that is not at a picture.
Result<PictureTags> take_picture_tags(std::string_view xml, const std::string& file, const std::string& part);

// {"rId6", "word/media/seal.png"}, … of the relationships that belong to `part`; outer links are left out.
std::map<std::string, std::string> links_of(std::string_view rels_xml, std::string_view part);

// Fails with KH-T031 unless the bytes are a square PNG.
Result<void> check_seal(std::string_view bytes, const std::string& file);

}  // namespace kaohe::report
