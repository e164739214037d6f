#include <Poco/Version.h>
#include <expat.h>
#include <openssl/crypto.h>
#include <xlsxwriter.h>

#include <iostream>

#include "kaohe/app/context.h"
#include "kaohe/base/version.h"
#include "kaohe/lua/state.h"

namespace kaohe::app {

void add_version(CLI::App& app, Options&, int& code) {
    auto* verb = app.add_subcommand("version", "程序和所用库的版本");
    verb->callback([&code] {
        std::cout << fmt::format("kaohe {}\n{}\nlibxlsxwriter {}\nexpat {}\n{}\nPoco {}.{}.{}\n", kVersion, lua::lua_version(), lxw_version(),
                                 XML_ExpatVersion(), OpenSSL_version(OPENSSL_VERSION), POCO_VERSION >> 24, (POCO_VERSION >> 16) & 0xff,
                                 (POCO_VERSION >> 8) & 0xff);
        code = kDone;
    });
}

}  // namespace kaohe::app
