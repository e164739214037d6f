#include <nlohmann/json.hpp>

#include "kaohe/app/context.h"
#include "kaohe/base/digest.h"
#include "kaohe/base/file.h"
#include "kaohe/base/temporary_folder.h"
#include "kaohe/base/text.h"
#include "kaohe/package/package.h"

namespace kaohe::app {
namespace {

namespace fs = std::filesystem;

int exit_code(const Diagnostic& diagnostic) {
    switch (diagnostic.code) {
        case Code::PackageChanged:
        case Code::PackageUnsigned:
        case Code::PackageSignature: return kIntegrity;
        case Code::OutputWrite: return kOutput;
        case Code::PackageKey: return kUsage;
        default: return kBrokenRules;
    }
}

int refuse(const Diagnostic& diagnostic, const Options& options) {
    print(diagnostic, options);
    return exit_code(diagnostic);
}

// The public keys that --trust names, or those that were installed: a file, or every .pem of a folder.
Result<std::vector<std::string>> trusted_keys(const Options& options) {
    std::vector<fs::path> files;
    std::vector<fs::path> given(options.trust.begin(), options.trust.end());
    if (given.empty()) given.push_back(data_folder() / "keys");
    for (const auto& path : given) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            if (!options.trust.empty()) files.push_back(path);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(path, error))
            if (entry.path().extension() == ".pem") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> out;
    for (const auto& file : files) {
        KAOHE_TRY(bytes, FileBytes::open(file));
        out.emplace_back(bytes.view());
    }
    return out;
}

bool is_package(const std::string& rules) {
    std::error_code error;
    return rules.ends_with(package::kEnding) && fs::is_regular_file(rules, error);
}

Result<package::Package> open_package(const std::string& file) {
    KAOHE_TRY(bytes, FileBytes::open(file));
    return package::open(bytes.view(), display_path(file));
}

// The package's files in a folder of their own, gone with the last pack loaded from it; messages call it by the package's name.
struct Unpacked {
    Unpacked(TemporaryFolder whole, fs::path inside, std::string name) : folder(std::move(whole)), pack(std::move(inside)), shown(pack, std::move(name)) {}
    TemporaryFolder folder;
    fs::path pack;
    ShownAs shown;
};

// Checked against its signature where that is asked for.
Result<std::shared_ptr<Unpacked>> unpacked(const Options& options) {
    KAOHE_TRY(opened, open_package(options.rules));
    if (options.require_signed) {
        KAOHE_TRY(keys, trusted_keys(options));
        KAOHE_CHECK(package::verify(opened, display_path(options.rules), keys));
    }
    KAOHE_TRY(folder, TemporaryFolder::create());
    const fs::path pack = folder.path() / "pack";
    KAOHE_CHECK(package::unpack(opened, pack));
    return std::make_shared<Unpacked>(std::move(folder), pack, display_path(options.rules));
}

int run_build(const std::string& folder, Options options) {
    options.rules = folder;
    const auto plan = load(options);
    if (!plan) return plan.code;
    const fs::path place = fs::is_directory(folder) ? fs::path(folder) : fs::path(folder).parent_path();
    const auto bytes = package::build(place, {plan->id, plan->version, plan->title, plan->engine, plan->period.to_string(), plan->digest()});
    if (!bytes) return refuse(bytes.error(), options);
    const std::string file = options.output.empty() ? fs::path(fmt::format("{}-{}{}", plan->id, plan->version, package::kEnding)).filename().string() : options.output;
    if (const auto written = write_file(file, *bytes); !written) return refuse(written.error(), options);
    return write_output("", fmt::format("{}  {}\n", file, sm3(*bytes)), options) ? kDone : kOutput;
}

int run_inspect(const std::string& file, const Options& options) {
    const auto opened = open_package(file);
    if (!opened) return refuse(opened.error(), options);
    if (options.format == "json") return write_output("", opened->manifest, options) ? kDone : kOutput;
    const auto& facts = opened->facts;
    std::string out = fmt::format("{} {}  {}\n考核期 {}　程序版本要求 {}　规则包摘要 {}\n", facts.id, facts.version, facts.title, facts.period, facts.engine, facts.digest);
    out += opened->signature ? fmt::format("签名 {}　公钥 {}（未核对，核对用 kaohe pack verify）\n", opened->signature->algorithm, opened->signature->key) : "没有签名\n";
    for (const auto& entry : opened->files) out += fmt::format("{}  {:>9}  {}\n", entry.digest, entry.size, entry.name);
    return write_output("", out, options) ? kDone : kOutput;
}

int run_sign(const std::string& file, const std::string& key_file, const Options& options) {
    const auto bytes = FileBytes::open(file), key = FileBytes::open(key_file);
    for (const auto* input : {&bytes, &key})
        if (!*input) return refuse(input->error(), options);
    const auto made = package::sign(bytes->view(), display_path(file), key->view());
    if (!made) return refuse(made.error(), options);
    const std::string target = options.output.empty() ? file : options.output;
    if (const auto written = write_file(target, *made); !written) return refuse(written.error(), options);
    return write_output("", target + " 已签名\n", options) ? kDone : kOutput;
}

int run_verify_package(const std::string& file, const Options& options) {
    const auto opened = open_package(file);
    if (!opened) return refuse(opened.error(), options);
    const auto keys = trusted_keys(options);
    if (!keys) return refuse(keys.error(), options);
    if (keys->empty() && !options.require_signed && !opened->signature)
        return write_output("", file + "：各文件与清单相符；没有签名\n", options) ? kDone : kOutput;
    const auto signer = package::verify(*opened, display_path(file), *keys);
    if (!signer) return refuse(signer.error(), options);
    return write_output("", fmt::format("{}：各文件与清单相符；签名有效，公钥 {}\n", file, *signer), options) ? kDone : kOutput;
}

}  // namespace

LoadedPack load_package(const Options& options, Diagnostics& findings) {
    const auto refused = [&](const Diagnostic& diagnostic) {
        findings.add(diagnostic);
        return LoadedPack{nullptr, exit_code(diagnostic), {}};
    };
    if (!is_package(options.rules))
        return options.require_signed ? refused(diagnose(Code::PackageUnsigned, Place{.file = options.rules}, options.rules)) : load_folder(options, findings);
    const auto files = unpacked(options);
    if (!files) return refused(files.error());
    Options inside = options;
    inside.rules = (*files)->pack.string();
    LoadedPack loaded = load_folder(inside, findings);
    // What a pack's plan points at by path stays there as long as the plan.
    if (loaded) loaded.plan = {loaded.plan.get(), [keep = loaded.plan, files = *files](const rules::Plan*) {}};
    return loaded;
}

void add_pack(CLI::App& app, Options& options, int& code) {
    auto* verb = app.add_subcommand("pack", "把规则包做成一个文件，签名，核对");
    verb->require_subcommand(1);
    auto file = std::make_shared<std::string>(), key = std::make_shared<std::string>();
    auto* build = verb->add_subcommand("build", "由规则包文件夹做成 .kpack");
    build->add_option("PACK", *file, "规则包文件夹")->required();
    build->add_option("--plugins", options.plugins, "方法文件夹（默认用程序自带的）");
    add_isolate(*build, options);
    build->add_option("-o,--output", options.output, "写到哪里（默认 编号-版本.kpack）");
    build->callback([&options, &code, file] { code = run_build(*file, options); });
    auto* inspect = verb->add_subcommand("inspect", "列出 .kpack 里的文件和说明，不装载");
    inspect->add_option("FILE", *file, ".kpack")->required();
    inspect->add_option("--format", options.format, "pretty、json")->check(CLI::IsMember({"pretty", "json"}));
    inspect->callback([&options, &code, file] { code = run_inspect(*file, options); });
    auto* sign = verb->add_subcommand("sign", "用私钥签名（Ed25519 或 SM2）");
    sign->add_option("FILE", *file, ".kpack")->required();
    sign->add_option("--key", *key, "私钥（PEM）")->required();
    sign->add_option("-o,--output", options.output, "写到哪里（默认改写原文件）");
    sign->callback([&options, &code, file, key] { code = run_sign(*file, *key, options); });
    auto* verify = verb->add_subcommand("verify", "核对文件和签名");
    verify->add_option("FILE", *file, ".kpack")->required();
    add_trust(*verify, options);
    verify->callback([&options, &code, file] { code = run_verify_package(*file, options); });
    for (auto* each : {build, inspect, sign, verify}) add_common(*each, options);
}

}  // namespace kaohe::app
