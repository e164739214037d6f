#include "kaohe/app/context.h"

#include <unistd.h>

#include <Poco/Environment.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <thread>

#include "kaohe/base/file.h"
#include "kaohe/base/grouped.h"
#include "kaohe/base/text.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

// The line of a text file that a message is about, for the snippet; "" for everything else.
std::string source_line(const Place& place) {
    if (place.line <= 0 || !place.file.ends_with(".lua")) return {};
    auto bytes = FileBytes::open(path_shown_as(place.file));
    if (!bytes) return {};
    const auto lines = split(bytes->view(), '\n');
    const auto index = static_cast<std::size_t>(place.line - 1);
    return index < lines.size() ? lines[index] : std::string();
}

// Packs and data can hold anything; what a terminal would obey is not printed.
std::string without_controls(std::string text) {
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = '?';
    return text;
}

void print_text(std::string text, Severity severity, const Options& options) {
    text = without_controls(std::move(text));
    const bool color = !options.no_color && !Poco::Environment::has("NO_COLOR") && ::isatty(STDERR_FILENO) != 0;
    if (color) text = (severity == Severity::Error ? "\x1b[31m" : "\x1b[33m") + text + "\x1b[0m";
    std::cerr << text;
}

// Of the columns that are asked for: air.pm25:mean is the output mean.
std::vector<std::string> outputs_of(const std::string& columns) {
    std::vector<std::string> out;
    for (const auto& column : split(columns, ','))
        if (const std::size_t colon = column.rfind(':'); colon != std::string::npos) out.push_back(column.substr(colon + 1));
    return out;
}

Diagnostic usage(std::string message) { return diagnose(Code::Usage, {}, message); }

eval::FailOn parse_fail_on(const std::string& text) {
    return text == "never" ? eval::FailOn::Never : text == "unmet" ? eval::FailOn::Unmet : eval::FailOn::Undetermined;
}

}  // namespace

std::optional<eval::Options> evaluation(const Options& options, const rules::Plan& plan) {
    eval::Options out;
    out.period = plan.period;
    out.jobs = jobs_of(options);
    out.fail_on = parse_fail_on(options.fail_on);
    Diagnostics wrong;
    if (!options.period.empty()) {
        const auto period = model::Period::parse(options.period);
        if (period)
            out.period = *period;
        else
            wrong.add(usage(fmt::format("--period“{}”应写成 2021 或 2021-09", options.period)));
    }
    out.as_of = out.period.last;
    if (!options.as_of.empty()) {
        const auto day = model::parse_day(options.as_of);
        if (day)
            out.as_of = *day;
        else
            wrong.add(usage(fmt::format("--as-of“{}”应写成 2021-12-31", options.as_of)));
    }
    for (const auto& name : options.regions) {
        const auto region = plan.find_region(fold(name));
        if (region)
            out.regions.push_back(*region);
        else
            wrong.add(usage(fmt::format("--region“{}”不在规则包中{}", name, suggestion(name, plan.region_names()))));
    }
    std::sort(out.regions.begin(), out.regions.end());
    out.regions.erase(std::unique(out.regions.begin(), out.regions.end()), out.regions.end());
    print(wrong, options);
    return wrong.has_errors() ? std::nullopt : std::optional(out);
}

void add_common(CLI::App& verb, Options& options) {
    verb.add_flag("-q,--quiet", options.quiet, "只输出结果和错误");
    verb.add_flag("-v,--verbose", options.verbose, "输出全部细节");
    verb.add_flag("--no-color", options.no_color, "不使用颜色");
}

void add_trust(CLI::App& verb, Options& options) {
    verb.add_flag("--require-signed", options.require_signed, "只用签过名的规则包（.kpack）");
    verb.add_option("--trust", options.trust, "信任的公钥（PEM），或放公钥的文件夹（默认为程序数据里的 keys）");
}

void add_loading(CLI::App& verb, Options& options) {
    verb.add_option("--plugins", options.plugins, "方法文件夹（默认用程序自带的）");
    add_isolate(verb, options);
    add_trust(verb, options);
}

void add_isolate(CLI::App& verb, Options& options) {
    verb.add_flag("--isolate", options.isolate, "规则、方法和版式在隔离的进程中运行：不能读写文件、联网、启动程序");
}

void add_rules(CLI::App& verb, Options& options) {
    verb.add_option("--rules", options.rules, "规则包：文件夹、pack.lua 或 .kpack")->required();
    add_loading(verb, options);
}

void add_scoring(CLI::App& verb, Options& options) {
    verb.add_option("DATA", options.data, "提交的文件或文件夹，可写成 表=文件")->required();
    verb.add_option("--region", options.regions, "只评这些县区");
    add_period(verb, options);
    verb.add_option("--fail-on", options.fail_on, "何时以非零退出：never、undetermined、unmet")
        ->check(CLI::IsMember({"never", "undetermined", "unmet"}));
}

void add_period(CLI::App& verb, Options& options) {
    verb.add_option("--period", options.period, "考核期：2021 或 2021-09（默认按规则包）");
    verb.add_option("--as-of", options.as_of, "数据截止日期（默认为考核期最后一天）");
    add_jobs(verb, options);
}

void add_jobs(CLI::App& verb, Options& options) {
    verb.add_option("--jobs", options.jobs, "同时用几个线程（默认与处理器一样多）")->check(CLI::Range(0, 256));
}

void print(const Diagnostic& diagnostic, const Options& options) {
    print_text(render(diagnostic, source_line(diagnostic.place)), diagnostic.severity, options);
}

void print(const Diagnostics& findings, const Options& options) {
    if (options.verbose) {
        for (const auto& finding : findings.all()) print(finding, options);
        return;
    }
    for (const auto& one : group(findings.all())) {
        const Diagnostic& first = *one.all.front();
        if (one.all.size() == 1 && first.severity != Severity::Note)
            if (!options.quiet || first.severity == Severity::Error) print(first, options);
        if (one.all.size() == 1 || first.severity == Severity::Note) continue;  // notes: with -v, and from check
        if (!options.quiet || first.severity == Severity::Error) print_text(render(one), first.severity, options);
    }
}

void say(std::string_view text, const Options& options) {
    if (!options.quiet) std::cerr << text << '\n';
}

int wrong_usage(const std::string& what, const Options& options) {
    print(diagnose(Code::Usage, {}, what), options);
    return kUsage;
}

fs::path data_folder() {
    std::error_code error;
    if (Poco::Environment::has("KAOHE_DATA")) return Poco::Environment::get("KAOHE_DATA");
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path beside = self.parent_path().parent_path() / "share" / "kaohe";  // wherever it was installed to
    if (!error && fs::is_directory(beside / "plugins", error)) return beside;
    if (fs::is_directory(fs::path(KAOHE_INSTALLED_DATA) / "plugins", error) && !fs::is_directory(fs::path(KAOHE_SOURCE_DATA) / "plugins", error))
        return KAOHE_INSTALLED_DATA;
    return KAOHE_SOURCE_DATA;
}

std::vector<fs::path> plugin_folders(const Options& options) {
    std::vector<fs::path> out;
    for (const auto& folder : options.plugins) out.emplace_back(folder);
    std::error_code error;
    // A folder of methods alone still needs a dictionary: the shipped one stays unless the folder brings its own.
    const bool brings_dictionary =
        std::any_of(out.begin(), out.end(), [&](const fs::path& folder) { return fs::is_directory(folder / "dictionary", error); });
    if (!brings_dictionary) out.insert(out.begin(), data_folder() / "plugins");
    return out;
}

rules::LoadOptions load_options(const Options& options, const fs::path& pack) {
    const auto period = model::Period::parse(options.period);  // a wrong one is reported with the other arguments
    rules::LoadOptions out{pack, plugin_folders(options), period ? model::calendar(period->last).year : 0};
    out.digests_soon = options.names_pack;
    out.jobs = jobs_of(options);
    if (options.isolate) out.sandbox.isolation = lua::Isolation{};
    return out;
}

LoadedPack load(const Options& options) {
    Diagnostics findings;
    LoadedPack out = load(options, findings);
    print(findings, options);
    return out;
}

LoadedPack load(const Options& options, Diagnostics& findings) { return load_package(options, findings); }

LoadedPack load_folder(const Options& options, Diagnostics& findings) {
    auto plan = rules::load_pack(load_options(options, options.rules), findings);
    std::error_code error;
    const fs::path pack(options.rules);
    return {plan, plan ? kDone : kBrokenRules, fs::is_directory(pack, error) ? pack : pack.parent_path()};
}

Scored score(const Options& options) {
    const LoadedPack loaded = load(options);
    return loaded ? score(loaded.plan, options) : Scored{nullptr, {}, loaded.code};
}

Scored score(std::shared_ptr<const rules::Plan> plan, const Options& options, eval::Detail detail) {
    Scored out{.plan = std::move(plan)};
    auto evaluation_options = evaluation(options, *out.plan);
    if (evaluation_options) {
        evaluation_options->detail = detail;
        evaluation_options->outputs = outputs_of(options.columns);
    }
    if (!evaluation_options) {
        out.code = kUsage;
        return out;
    }
    tables::ImportOptions import{.period = evaluation_options->period, .as_of = evaluation_options->as_of, .jobs = evaluation_options->jobs};
    if (evaluation_options->regions.size() == 1) import.region = evaluation_options->regions.front();
    std::vector<tables::DataArgument> arguments;
    for (const auto& text : options.data) arguments.push_back(tables::parse_argument(text, out.plan->dictionary));
    model::Dataset data = tables::import(arguments, *out.plan, import);
    print(data.findings, options);
    if (data.regions_with_data == 0) {
        print(diagnose(Code::NoData, {}), options);
        out.code = kNothingRead;
        return out;
    }
    const std::size_t known = data.findings.all().size();
    out.assessment = eval::assess(out.plan, std::move(data), *evaluation_options);
    for (std::size_t i = known; i < out.assessment->findings.size(); ++i) print(out.assessment->findings[i], options);
    out.code = out.assessment->code();
    return out;
}

bool write_output(const std::string& path, const std::string& text, const Options& options) {
    auto written = write_file(path.empty() ? "-" : path, text);
    if (!written) print(written.error(), options);
    return written.has_value();
}

int processors() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

int jobs_of(const Options& options) { return options.jobs > 0 ? options.jobs : processors(); }

int worst(std::initializer_list<int> codes) {
    static constexpr std::array kOrder = {kInterrupted, kInternal, kIntegrity, kBrokenRules, kBudget, kNothingRead, kOutput, kUsage, kUndetermined, kAnswerIsNo};
    for (const int code : kOrder)
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
    return kDone;
}

}  // namespace kaohe::app
