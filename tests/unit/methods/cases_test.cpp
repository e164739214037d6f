// Every row of every plugins/<folder>/cases.tsv, through the pack loader, the importer and the method itself.
#include <set>

#include "method_case.h"
#include "support/catch.h"

using namespace kaohe::testing;
namespace fs = std::filesystem;

namespace {

struct Folder {
    std::string name;
    std::vector<MethodCase> cases;
};

std::vector<Folder> plugin_folders() {
    std::vector<Folder> out;
    for (const auto& entry : fs::directory_iterator(fs::path(KAOHE_SOURCE_DIR) / "plugins")) {
        if (!fs::exists(entry.path() / "method.lua")) continue;
        const std::string name = entry.path().filename().string();
        out.push_back({name, {}});
        if (fs::exists(entry.path() / "cases.tsv"))
            out.back().cases = read_cases(entry.path() / "cases.tsv", "plugins/" + name + "/cases.tsv");
    }
    return out;
}

}  // namespace

TEST_CASE("every row of every cases.tsv gives what its source says") {
    for (const auto& folder : plugin_folders())
        for (const auto& given : folder.cases) {
            CAPTURE(given.place(), given.method, given.params, given.source);
            MethodOutcome outcome;
            std::string problem;
            try {
                outcome = run_case(given);
                problem = differences(given, outcome);
            } catch (const std::exception& error) {
                problem = error.what();
            }
            CAPTURE(outcome.text());
            CHECK(problem == "");
        }
}

TEST_CASE("every plugin folder has cases, and every method has at least one") {
    std::set<std::string> tried;
    for (const auto& folder : plugin_folders()) {
        CAPTURE(folder.name);
        CHECK_FALSE(folder.cases.empty());
        for (const auto& given : folder.cases) tried.insert(given.method);
    }
    for (const auto& method : shipped_methods()->methods) {
        CAPTURE(method.id);
        CHECK(tried.contains(method.id));
    }
}

TEST_CASE("the runner sees a wrong value, a wrong state, and a value that should not be there") {
    MethodCase given{.method = "film", .input = "film: used=4 recovered=3", .expected = "rate=75 used=4"};
    CHECK(differences(given, run_case(given)) == "");
    given.expected = "rate=75.0001";
    CHECK(differences(given, run_case(given)) == "rate: expected 75.0001, got 75\n");
    given.expected = "invalid rate=none";
    CHECK(differences(given, run_case(given)) == "state: expected invalid, got value\nrate: expected none, got 75\n");
    given.expected = "rate=150/2 nothing=1";
    CHECK(differences(given, run_case(given)) == "nothing: expected 1, got none\n");
}

TEST_CASE("a case that is written wrongly is an error, not a pass") {
    MethodCase given{.method = "film", .input = "film: used=4 recovered=3", .expected = "rate=75"};
    given.params = "edition=2012";
    CHECK_THROWS_WITH(run_case(given), Catch::Contains("edition"));
    given.params = "";
    given.input = "film used=4";
    CHECK_THROWS(run_case(given));
    given.input = "film: used";
    CHECK_THROWS(run_case(given));
    given.input = "film: used=1..3 recovered=1..2";
    CHECK_THROWS(run_case(given));
    given.method = "flim";
    CHECK_THROWS(run_case(given));
}
