// The hand-made result of tests/support/report_sample.json, whole or with a change.
#pragma once
#include <functional>
#include <nlohmann/json.hpp>

#include "kaohe/report/report.h"
#include "support/report_files.h"
#include "paths.h"

namespace report_sample {

inline nlohmann::ordered_json json() {
    return nlohmann::ordered_json::parse(report_files::read_file(std::filesystem::path(KAOHE_SOURCE_DIR) /
                                                                 "tests/support/report_sample.json"));
}

inline kaohe::Result<kaohe::report::Document> load(const nlohmann::ordered_json& json) {
    return kaohe::report::load_result(json.dump(), "result.json");
}

inline kaohe::report::Document document() {
    return load(json()).value();
}

inline kaohe::report::Options options() {
    kaohe::report::Options options;
    options.templates = std::filesystem::path(KAOHE_SOURCE_DIR) / "templates";
    options.workbook_link = "考核.xlsx";
    options.notices_link = "通知书";
    return options;
}

}  // namespace report_sample
