#include <iostream>

#include "kaohe/app/context.h"
#include "kaohe/base/file.h"
#include "kaohe/result/json.h"
#include "kaohe/result/table.h"

namespace kaohe::app {
namespace {

int run_assess(const Options& options, const std::string& overrides) {
    const Scored scored = score(options);
    if (!scored.assessment) return scored.code;
    const std::filesystem::path folder = options.output;
    const std::string json = result::to_json(*scored.assessment, jobs_of(options));
    auto made = make_folder(folder);
    if (made) made = write_file(folder / "result.json", json);
    if (!made) {
        print(made.error(), options);
        return worst({scored.code, kOutput});
    }
    const int drawn = draw(json, "result.json", folder, options, overrides);
    if (!options.quiet) write_output("", result::to_pretty(*scored.assessment, options.verbose), options);
    return worst({scored.code, drawn});
}

}  // namespace

void add_assess(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("assess", "评价、计分并生成考核表和通知书");
    add_scoring(*verb, options);
    add_rules(*verb, options);
    verb->add_option("-o,--output", options.output, "输出文件夹")->required();
    auto overrides = std::make_shared<std::string>();
    verb->add_option("--template", *overrides, "自己的模板文件夹");
    add_common(*verb, options);
    verb->callback([&options, &code, overrides] { code = run_assess(options, *overrides); });
}

}  // namespace kaohe::app
