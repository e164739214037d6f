// kaohe/app/context.h - inside the app: what the verbs share - options, messages, loading a pack and data, results.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "kaohe/app/app.h"
#include "kaohe/eval/assess.h"
#include "kaohe/rules/load.h"
#include "kaohe/tables/import.h"

namespace kaohe::app {

// Options of more than one verb. Each verb registers those that it has.
struct Options {
    std::vector<std::string> data;
    std::string rules;
    std::vector<std::string> plugins;
    std::vector<std::string> regions;
    std::string period, as_of, format, output, fail_on = "undetermined", columns, id;
    int jobs = 0;  // 0: as many as there are processors
    bool quiet = false, verbose = false, no_color = false, sources = false, require_signed = false, isolate = false;
    std::vector<std::string> trust;  // public keys, or folders of them
    bool names_pack = true;  // what is written names the pack by its digest; the verb knows
};

void add_common(CLI::App& verb, Options& options);   // -q -v --no-color
void add_trust(CLI::App& verb, Options& options);    // --require-signed --trust
void add_jobs(CLI::App& verb, Options& options);     // --jobs
void add_isolate(CLI::App& verb, Options& options);  // --isolate
void add_loading(CLI::App& verb, Options& options);  // --plugins, --isolate, and trust: of every verb that loads a pack
void add_rules(CLI::App& verb, Options& options);    // --rules, and loading
void add_period(CLI::App& verb, Options& options);   // --period --as-of --jobs
void add_scoring(CLI::App& verb, Options& options);  // DATA --region --period --as-of --fail-on --jobs

// Messages to standard error; errors in red on a terminal.
void print(const Diagnostic& diagnostic, const Options& options);
void print(const Diagnostics& findings, const Options& options);
void say(std::string_view text, const Options& options);  // progress; not with -q
int wrong_usage(const std::string& what, const Options& options);  // says what is wrong with the command line; kUsage

// Where templates/, plugins/ and rules/ lie: the installed data, else the source tree.
std::filesystem::path data_folder();
std::vector<std::filesystem::path> plugin_folders(const Options& options);

// What loads a pack: the limits, and with --isolate a process of its own.
rules::LoadOptions load_options(const Options& options, const std::filesystem::path& pack);

// A pack, or with which code a verb ends that has none.
struct LoadedPack {
    std::shared_ptr<const rules::Plan> plan;
    int code = kBrokenRules;
    std::filesystem::path folder;  // where pack.lua lies; of a .kpack it is gone with the plan
    explicit operator bool() const { return plan != nullptr; }
    const rules::Plan* operator->() const { return plan.get(); }
    const rules::Plan& operator*() const { return *plan; }
    const rules::Plan* get() const { return plan.get(); }
    operator std::shared_ptr<const rules::Plan>() const { return plan; }
};
// Loads the pack, a folder or a .kpack, and prints what is wrong with it, or adds it to the findings.
LoadedPack load(const Options& options);
LoadedPack load(const Options& options, Diagnostics& findings);
// The two parts of it: a folder (or pack.lua), and whichever of the two it is, with --require-signed.
LoadedPack load_folder(const Options& options, Diagnostics& findings);
LoadedPack load_package(const Options& options, Diagnostics& findings);

// --region, --period, --as-of, --jobs and --fail-on against the pack. Nothing when one of them is wrong; it was printed.
std::optional<eval::Options> evaluation(const Options& options, const rules::Plan& plan);

// score's way to an assessment; `code` is set when there is none.
struct Scored {
    std::shared_ptr<const rules::Plan> plan;
    std::optional<result::Assessment> assessment;
    int code = kDone;
};
Scored score(const Options& options);
Scored score(std::shared_ptr<const rules::Plan> plan, const Options& options, eval::Detail detail = eval::Detail::Full);

// Writes to the file of -o ("" and "-": standard output). False when it could not, with the diagnostic printed.
bool write_output(const std::string& path, const std::string& text, const Options& options);

int worst(std::initializer_list<int> codes);
int processors();  // of this machine; at least 1
int jobs_of(const Options& options);  // threads: as --jobs says, else one for each processor

// What a diagnostic's number means, to standard output.
int explain_code(std::string_view id, const Options& options);

// --- verbs: each adds its subcommand; its callback sets `code`
void add_assess(CLI::App& app, Options& options, int& code);
void add_form(CLI::App& app, Options& options, int& code);
void add_check(CLI::App& app, Options& options, int& code);
void add_explain(CLI::App& app, Options& options, int& code);
void add_pack(CLI::App& app, Options& options, int& code);
void add_read(CLI::App& app, Options& options, int& code);
void add_report(CLI::App& app, Options& options, int& code);
void add_rules_verb(CLI::App& app, Options& options, int& code);
void add_impact(CLI::App& app, Options& options, int& code);
void add_rules_diff(CLI::App& rules, Options& options, int& code);
void add_rules_new(CLI::App& rules, Options& options, int& code);
void add_rules_test(CLI::App& rules, Options& options, int& code);
void add_score(CLI::App& app, Options& options, int& code);
void add_verify(CLI::App& app, Options& options, int& code);
void add_version(CLI::App& app, Options& options, int& code);

// report's work on a result, for report and assess.
int draw(const std::string& result_bytes, const std::string& name, const std::filesystem::path& folder, const Options& options,
         const std::string& overrides);

}  // namespace kaohe::app
