#include "kaohe/report/fields.h"

#include <fmt/format.h>

#include "kaohe/base/text.h"

namespace kaohe::report {
namespace {

using FieldKind = FieldInfo::Kind;

constexpr std::size_t kTagWidth = 46;

std::string tag_of(const FieldInfo& field) {
    if (field.kind == FieldKind::Flag || field.kind == FieldKind::List) return fmt::format("{{{{#{0}}}}}…{{{{/{0}}}}}", field.name);
    return fmt::format("{{{{{}}}}}", field.name);
}

Schema make_schema() {
    Schema schema;
    for (const FieldInfo& field : notice_fields()) {
        Schema& scope = field.list.empty() ? schema : schema.lists[std::string(field.list)];
        const std::string name(field.name);
        if (field.kind == FieldKind::List) {
            schema.lists[name];
        } else if (field.kind == FieldKind::Flag) {
            scope.flags.insert(name);
        } else {
            scope.texts.insert(name);
        }
    }
    return schema;
}

}  // namespace

const std::vector<FieldInfo>& notice_fields() {
    static const std::vector<FieldInfo> fields = {
#define KAOHE_TEXT(list, name, about) {FieldKind::Text, list, #name, about},
#define KAOHE_FLAG(list, name, about) {FieldKind::Flag, list, #name, about},
#define KAOHE_LIST(name, about) {FieldKind::List, "", #name, about},
#define KAOHE_GIVEN(name, about) {FieldKind::Given, "", #name, about},
#include "kaohe/report/fields.def"
#undef KAOHE_TEXT
#undef KAOHE_FLAG
#undef KAOHE_LIST
#undef KAOHE_GIVEN
    };
    return fields;
}

const Schema& notice_schema() {
    static const Schema schema = make_schema();
    return schema;
}

std::string describe_fields() {
    std::string out;
    for (const FieldInfo& field : notice_fields()) {
        out += pad_right(std::string(field.list.empty() ? "" : "    ") + tag_of(field), kTagWidth);
        out += field.about;
        if (field.kind == FieldKind::Given) out += fmt::format("（--set {}=…）", field.name);
        out += '\n';
    }
    return out;
}

}  // namespace kaohe::report
