#include "kaohe/app/app.h"

#include <csignal>
#include <iostream>
#include <unistd.h>

#include "kaohe/app/context.h"
#include "kaohe/app/memory.h"
#include "kaohe/base/version.h"
#include "kaohe/lua/state.h"

namespace kaohe::app {
namespace {

// Outputs are renamed into place when complete, so an interrupt leaves nothing half written.
extern "C" void interrupted(int) { ::_exit(kInterrupted); }

int parse_and_run(int argc, char** argv) {
    CLI::App app{"kaohe 考核：生态环境目标考核", "kaohe"};
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "用法");
    app.set_version_flag("--version", std::string(kVersion));
    Options options;
    int code = kDone;
    add_assess(app, options, code);
    add_form(app, options, code);
    add_score(app, options, code);
    add_report(app, options, code);
    add_check(app, options, code);
    add_pack(app, options, code);
    add_read(app, options, code);
    add_explain(app, options, code);
    add_rules_verb(app, options, code);
    add_impact(app, options, code);
    add_verify(app, options, code);
    add_version(app, options, code);
    for (auto* verb : app.get_subcommands({})) verb->set_help_flag("-h,--help", "用法");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& shown) {
        return app.exit(shown);
    } catch (const CLI::ParseError& error) {
        std::cerr << render(diagnose(Code::Usage, {}, std::string(error.what())));
        return kUsage;
    }
    return code;
}

}  // namespace

int run(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == lua::Isolation{}.arguments.front()) ::_exit(lua::serve_isolated(STDIN_FILENO));
    take_memory_in_large_pages();  // not what runs packs by itself: its memory is limited
    std::signal(SIGINT, interrupted);
    std::signal(SIGTERM, interrupted);
    try {
        return parse_and_run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << render(diagnose(Code::Internal, {}, std::string(error.what())));
        return kInternal;
    }
}

}  // namespace kaohe::app
