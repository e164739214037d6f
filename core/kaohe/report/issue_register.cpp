#include "kaohe/report/issue_register.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kaohe/base/file.h"

namespace kaohe::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kRegisterSchema = "kaohe.register/1";
constexpr int kHighest = 99999;

bool is_same_notice(const Issued& a, const Issued& b) {
    return a.prefix == b.prefix && a.pack == b.pack && a.period == b.period && a.region == b.region && a.kind == b.kind;
}

// The first thing that is wrong with an entry; "" when nothing is.
std::string read_entry(const Json& json, Issued& entry) {
    if (!json.is_object()) return "应为对象";
    for (const auto& [name, text] : {std::pair{"prefix", &entry.prefix}, {"pack", &entry.pack}, {"period", &entry.period},
                                     {"region", &entry.region}, {"kind", &entry.kind}}) {
        if (!json.contains(name) || !json[name].is_string()) return std::string("缺少 ") + name;
        *text = json[name].get<std::string>();
    }
    if (!json.contains("serial") || !json["serial"].is_number_integer()) return "缺少 serial";
    const auto serial = json["serial"].get<std::int64_t>();
    if (serial < 1 || serial > kHighest) return "serial 应为 1 至 99999";
    entry.serial = static_cast<int>(serial);
    return "";
}

}  // namespace

Result<IssueRegister> IssueRegister::load(const std::filesystem::path& file) {
    IssueRegister out;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return out;
    KAOHE_TRY(bytes, FileBytes::open(file));
    const Place place{.file = display_path(file)};
    const Json json = Json::parse(bytes.view(), nullptr, false);
    if (json.is_discarded()) return failure(Code::RegisterWrong, place, "不是合格的 JSON");
    if (!json.is_object() || json.value("schema", Json()) != kRegisterSchema || !json.contains("issued") || !json["issued"].is_array())
        return failure(Code::RegisterWrong, place, fmt::format("不是发文登记簿：应有 schema 为 {} 和 issued 列表", kRegisterSchema));
    for (const Json& item : json["issued"]) {
        Issued entry;
        const std::string where = fmt::format("issued 第 {} 条", out.issued_.size() + 1);
        if (const std::string wrong = read_entry(item, entry); !wrong.empty()) return failure(Code::RegisterWrong, place, where + "：" + wrong);
        for (const Issued& other : out.issued_) {
            if (is_same_notice(entry, other)) return failure(Code::RegisterWrong, place, fmt::format("{}：{} 的同一份通知登记了两次", where, entry.region));
            if (entry.prefix == other.prefix && entry.serial == other.serial)
                return failure(Code::RegisterWrong, place, fmt::format("{}：{}{}号登记了两次", where, entry.prefix, entry.serial));
        }
        out.issued_.push_back(std::move(entry));
    }
    return out;
}

int IssueRegister::number(const Issued& wanted) {
    int highest = 0;
    for (const Issued& entry : issued_) {
        if (is_same_notice(entry, wanted)) return entry.serial;
        if (entry.prefix == wanted.prefix) highest = std::max(highest, entry.serial);
    }
    issued_.push_back(wanted);
    issued_.back().serial = highest + 1;
    changed_ = true;
    return highest + 1;
}

std::string IssueRegister::to_json() const {
    Json list = Json::array();
    for (const Issued& entry : issued_)
        list.push_back({{"number", fmt::format("{}{}号", entry.prefix, entry.serial)},
                        {"prefix", entry.prefix},
                        {"serial", entry.serial},
                        {"pack", entry.pack},
                        {"period", entry.period},
                        {"region", entry.region},
                        {"kind", entry.kind}});
    return Json{{"schema", kRegisterSchema}, {"issued", list}}.dump(2) + "\n";
}

}  // namespace kaohe::report
